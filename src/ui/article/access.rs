//! The page as a screen reader meets it: each visible block a paragraph or heading, each visible word in it a button
//! that tells its status and selects the word, each link one that tells where it leads. The word that is selected is
//! where the keyboard is, so that each arrow key is heard. Nothing here is done while no screen reader listens.

use eframe::egui::accesskit::{Action as Ask, NodeId, Role};
use eframe::egui::{Id, Rect, Sense, Ui, UiBuilder, accesskit};

use super::desk::Desk;
use super::layout::{Page, Part};
use super::scroll::Visible;
use super::{frames, links};
use crate::app::{Action, LinkHere, Selection};
use crate::study::Status;
use crate::text::{Block, BlockKind, ByteRange};
use crate::ui::landmarks::bounds;

/// Names the page for screen readers. Returns whether one listens.
fn name_page(ui: &Ui, id: Id, title: &str) -> bool {
    let name = |node: &mut accesskit::Node| {
        node.set_role(Role::Document);
        node.set_label(title);
    };
    ui.ctx().accesskit_node_builder(id, name).is_some()
}

/// Makes the nodes of a visible piece, and takes the clicks that a screen reader makes on its words.
fn expose(ui: &mut Ui, id: Id, page: Page<'_>, (visible, rect): (&Visible, Rect), view: Rect, out: &mut Vec<Action>) {
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
    let mut told = 0;
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
            let node = Node {
                page,
                block: number,
                range,
                part,
                origin: rect,
                view,
            };
            told = node.expose_links(&child, block_id, told, range.end, out);
            if let Some(word) = node.expose_word(&child, block_id, (block, status), out) {
                child
                    .ctx()
                    .accesskit_node_builder(id, |node| node.set_active_descendant(word));
            }
            token += 1;
            while block
                .tokens
                .get(token)
                .is_some_and(|next| next.range.start < range.end.max(found.range.end))
            {
                token += 1;
            }
        }
        // What holds no word may be a link as well.
        let rest = Node {
            page,
            block: number,
            range: part.range,
            part,
            origin: rect,
            view,
        };
        told = rest.expose_links(&child, block_id, told, part.range.end, out);
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

/// A word, and where it stands.
struct Node<'a> {
    page: Page<'a>,
    block: u32,
    range: ByteRange,
    part: &'a Part,
    origin: Rect,
    view: Rect,
}

impl Node<'_> {
    /// The first rectangle in view that a range fills.
    fn rect(&self, range: ByteRange) -> Option<Rect> {
        let mut rect = None;
        let origin = self.origin.min.to_vec2() + self.part.at;
        self.part.boxes(range, |row| {
            let row = row.rect().translate(origin);
            // By more than a point: pieces are put on whole ones.
            let seen = row.bottom() > self.view.top() + 1.0 && row.top() < self.view.bottom() - 1.0;
            rect = rect.or(seen.then_some(row));
        });
        rect
    }

    const fn selection(&self) -> Selection {
        Selection {
            block: self.block,
            range: self.range,
        }
    }

    /// Gives the node of a word that is selected.
    fn expose_word(
        &self,
        child: &Ui,
        block_id: Id,
        (block, status): (&Block, Option<Status>),
        out: &mut Vec<Action>,
    ) -> Option<NodeId> {
        let rect = self.rect(self.range)?;
        let id = block_id.with(self.range.start);
        let asked = asked(child, id);
        child.interact(rect, id, Sense::hover());
        let selected = self.page.reading.selection == Some(self.selection());
        child.ctx().accesskit_node_builder(id, |node| {
            node.set_role(Role::Button);
            node.set_label(block.slice(self.range));
            node.set_bounds(bounds(rect));
            node.set_selected(selected);
            for action in ACTIONS {
                node.add_action(action);
            }
            if let Some(status) = status {
                node.set_description(crate::app::format::status(Some(status)));
            }
        });
        match asked {
            Some(Ask::ScrollIntoView) => out.push(Action::BringIntoView(self.block, self.range)),
            Some(_) => {
                child.ctx().memory_mut(|memory| memory.request_focus(super::page_id()));
                out.push(Action::Select(Some(self.selection())));
            }
            None => {}
        }
        selected.then(|| id.accesskit_id())
    }

    /// Makes the nodes of the links that begin between two bytes of the block. Returns where the last of them ends.
    fn expose_links(&self, child: &Ui, block_id: Id, from: u32, until: u32, out: &mut Vec<Action>) -> u32 {
        let reading = self.page.reading;
        let Some(block) = reading.article.block(self.block) else {
            return until;
        };
        let mut told = from;
        let first = block.spans.partition_point(|span| span.range.end <= from);
        let spans = block.spans[first..].iter();
        for span in spans.take_while(|span| span.range.start < until) {
            if span.link.is_none() || span.range.start < told {
                continue;
            }
            if let Some(link) = reading.link_at(self.block, span.range.start) {
                told = link.range.end;
                self.expose_link(child, block_id, link, out);
            }
        }
        told
    }

    fn expose_link(&self, child: &Ui, block_id: Id, link: LinkHere, out: &mut Vec<Action>) {
        let Some(rect) = self.rect(link.range) else { return };
        let id = block_id.with(("link", link.range.start));
        let asked = asked(child, id);
        child.interact(rect, id, Sense::hover());
        child.ctx().accesskit_node_builder(id, |node| {
            node.set_role(Role::Link);
            node.set_label(links::spoken(self.page.reading, &link));
            node.set_bounds(bounds(rect));
            for action in ACTIONS {
                node.add_action(action);
            }
        });
        match asked {
            Some(Ask::Click) => out.push(Action::OpenLink {
                address: link.address,
                text: link.text,
            }),
            Some(Ask::Focus) => out.push(Action::Select(Some(Selection {
                block: self.block,
                range: link.range,
            }))),
            Some(_) => out.push(Action::BringIntoView(self.block, link.range)),
            None => {}
        }
    }
}

/// What can be asked of a word or a link.
const ACTIONS: [Ask; 3] = [Ask::Click, Ask::Focus, Ask::ScrollIntoView];

/// What a screen reader asks of a node. Taken before egui looks at it, which would scroll areas that are not ours.
fn asked(child: &Ui, id: Id) -> Option<Ask> {
    let mut asked = None;
    child.ctx().input_mut(|input| {
        input.consume_accesskit_action_requests(id, |request| {
            let ours = ACTIONS.contains(&request.action);
            if ours {
                asked = Some(request.action);
            }
            ours
        });
    });
    asked
}

impl Desk<'_> {
    /// Names the page and what is in view to a screen reader, if one listens.
    pub fn expose(&self, ui: &mut Ui, id: Id, out: &mut Vec<Action>) {
        if name_page(ui, id, &self.page.reading.article.title) {
            for visible in self.seen {
                expose(ui, id, self.page, (visible, self.rect(visible)), self.view, out);
            }
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
