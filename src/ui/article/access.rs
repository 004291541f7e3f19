//! The page as a screen reader meets it: each visible block a paragraph or heading, each visible word in it a button
//! that tells its status and selects the word. Nothing here is done while no screen reader listens.

use eframe::egui::accesskit::{Action as Ask, Role};
use eframe::egui::{Id, Rect, Sense, Ui, UiBuilder, accesskit};

use super::frames;
use super::layout::{Page, Part};
use super::scroll::Visible;
use crate::app::{Action, Selection};
use crate::study::Status;
use crate::text::{Block, BlockKind, ByteRange};

/// Names the page for screen readers. Returns whether one listens.
pub(super) fn name_page(ui: &Ui, id: Id, title: &str) -> bool {
    let name = |node: &mut accesskit::Node| {
        node.set_role(Role::Document);
        node.set_label(title);
    };
    ui.ctx().accesskit_node_builder(id, name).is_some()
}

/// Makes the nodes of a visible piece, and takes the clicks that a screen reader makes on its words.
pub(super) fn expose(ui: &mut Ui, id: Id, page: Page<'_>, visible: &Visible, rect: Rect, out: &mut Vec<Action>) {
    let number = visible.piece.block;
    let Some(block) = page.reading.article.block(number) else {
        return;
    };
    let block_id = id.with((number, visible.piece.range.start));
    let builder = UiBuilder::new()
        .scope_id(block_id)
        .max_rect(rect)
        .accessibility_parent(id)
        .accessibility_role(role(block));
    let child = ui.new_child(builder);
    child.ctx().accesskit_node_builder(block_id, |node| {
        node.set_bounds(bounds(rect));
        if let BlockKind::Heading(level) = block.kind {
            node.set_level(usize::from(level));
        }
        // Not the label: a heading of one word would have the same as its word.
        node.set_description(block.slice(visible.piece.range));
    });
    if let Some(label) = visible.laid.room.label {
        let label_id = block_id.with("callout");
        child.interact(rect, label_id, Sense::hover());
        child.ctx().accesskit_node_builder(label_id, |node| {
            node.set_role(Role::Label);
            node.set_value(frames::callout_name(label.callout));
            node.set_bounds(bounds(rect));
        });
    }
    for part in &visible.laid.parts {
        let mut token = block
            .tokens
            .partition_point(|token| token.range.start < part.range.start);
        while let Some(found) = block
            .tokens
            .get(token)
            .filter(|found| found.range.start < part.range.end)
        {
            let (range, status) = unit(block, visible, token);
            let word = Word {
                block: number,
                range,
                status,
                part,
                origin: rect,
            };
            word.expose(&child, block_id, block, out);
            token += 1;
            while block
                .tokens
                .get(token)
                .is_some_and(|next| next.range.start < range.end.max(found.range.end))
            {
                token += 1;
            }
        }
    }
}

/// The range and status of what is one word to the reader: a term, a compound without terms in it, else a token.
fn unit(block: &Block, visible: &Visible, token: usize) -> (ByteRange, Option<Status>) {
    let terms = &visible.laid.terms;
    let at = block
        .tokens
        .get(token)
        .map_or(ByteRange::default(), |token| token.range);
    if let Some((term, status)) = terms.iter().find(|(term, _)| term.range.overlaps(at)) {
        return (term.range, *status);
    }
    let compound = block.token_span(block.compound(token));
    let mixed = terms.iter().any(|(term, _)| term.range.overlaps(compound));
    (if mixed { at } else { compound }, None)
}

struct Word<'a> {
    block: u32,
    range: ByteRange,
    status: Option<Status>,
    part: &'a Part,
    origin: Rect,
}

impl Word<'_> {
    fn expose(&self, child: &Ui, block_id: Id, block: &Block, out: &mut Vec<Action>) {
        let mut rect = None;
        let origin = self.origin.min.to_vec2() + self.part.at;
        self.part
            .boxes(self.range, |row| rect = rect.or(Some(row.rect().translate(origin))));
        let Some(rect) = rect else { return };
        let id = block_id.with(self.range.start);
        child.interact(rect, id, Sense::hover());
        child.ctx().accesskit_node_builder(id, |node| {
            node.set_role(Role::Button);
            node.set_label(block.slice(self.range));
            node.set_bounds(bounds(rect));
            node.add_action(Ask::Click);
            if let Some(status) = self.status {
                node.set_description(crate::app::format::status(Some(status)));
            }
        });
        let asked = |request: &accesskit::ActionRequest| matches!(request.action, Ask::Click | Ask::Focus);
        let mut clicked = false;
        child.ctx().input_mut(|input| {
            input.consume_accesskit_action_requests(id, |request| {
                clicked |= asked(request);
                asked(request)
            });
        });
        if clicked {
            out.push(Action::Select(Some(Selection {
                block: self.block,
                range: self.range,
            })));
        }
    }
}

fn role(block: &Block) -> Role {
    match block.kind {
        BlockKind::Paragraph => Role::Paragraph,
        BlockKind::Heading(_) => Role::Heading,
        BlockKind::Code(_) => Role::Code,
        BlockKind::Media { .. } => Role::Figure,
        BlockKind::TableRow { .. } => Role::Row,
        BlockKind::Rule => Role::GenericContainer,
    }
}

pub(super) fn bounds(rect: Rect) -> accesskit::Rect {
    let [x0, y0, x1, y1] = [rect.left(), rect.top(), rect.right(), rect.bottom()].map(f64::from);
    accesskit::Rect { x0, y0, x1, y1 }
}
