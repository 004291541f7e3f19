//! The card of a note on a passage or on the article: its words, its colour, the field in which it is written.
//!
//! It stands where the card of a word does, beside the text and never over it.

use eframe::egui::{
    self, Label, Margin, Rect, RichText, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};
use rust_i18n::t;

use super::SidebarState;
use super::written::{Written, written_ui};
use crate::app::{Action, DraftField, Drafts, Model, NoteAction, NoteCard, format};
use crate::study::{NoteColour, NoteKind};
use crate::ui::article::paint_note_line;
use crate::ui::icons::Icon;
use crate::ui::landmarks::region;
use crate::ui::theme::Theme;
use crate::ui::widgets::{caption, focus_ring, icon_button, sans, serif};

/// So many characters of a passage are shown.
const QUOTED: usize = 400;
/// So many name the card.
const NAMED_BY: usize = 60;

/// Draws the card.
pub(super) fn note_card_ui(
    ui: &mut Ui,
    model: &Model,
    card: &NoteCard,
    drafts: &mut Drafts,
    theme: &Theme,
    state: &mut SidebarState,
    out: &mut Vec<Action>,
) {
    ScrollArea::vertical()
        // Not by the key of the note: it is made while one types.
        .id_salt(("note card", card.place, &card.quote))
        .auto_shrink([false, false])
        .show(ui, |ui| {
            let name = format::shortened(&card.quote, NAMED_BY);
            region(ui, Role::Region, &t!("note.region", word = name));
            ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
            head_ui(ui, card, theme, out);
            quote_ui(ui, card, theme, out);
            if card.kind() == NoteKind::Passage {
                colours_ui(ui, card, theme, out);
            }
            written_ui(ui, &written(card), model, drafts, theme, state, out);
            if let Some(note) = &card.note {
                ui.add_space(2.0);
                let mut review = note.review;
                let text = RichText::new(t!("note.review")).font(sans(13.0)).color(theme.ink);
                if ui.checkbox(&mut review, text).changed() {
                    out.push(Action::Note(NoteAction::Review(review)));
                }
                let delete = if note.body.is_empty() && card.kind() == NoteKind::Passage {
                    t!("note.delete_highlight")
                } else {
                    t!("note.delete")
                };
                if ui
                    .link(RichText::new(delete).font(sans(12.5)).color(theme.accent))
                    .clicked()
                {
                    out.push(Action::Note(NoteAction::Delete));
                }
            }
            ui.add_space(8.0);
        });
}

fn head_ui(ui: &mut Ui, card: &NoteCard, theme: &Theme, out: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        let kind = if card.kind() == NoteKind::Article {
            t!("note.article")
        } else {
            t!("note.passage")
        };
        ui.label(RichText::new(kind).font(sans(12.5)).color(theme.ink_second));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if icon_button(ui, theme, Icon::Close, &t!("note.close")).clicked() {
                out.push(Action::Note(NoteAction::Close));
            }
        });
    });
}

/// The words that it is on, which lead to their place.
fn quote_ui(ui: &mut Ui, card: &NoteCard, theme: &Theme, out: &mut Vec<Action>) {
    let text = format::shortened(&card.quote, QUOTED);
    let font = serif(if card.kind() == NoteKind::Article { 18.0 } else { 15.5 });
    let words = RichText::new(&*text).font(font).color(theme.ink);
    let note = card.note.as_ref();
    let look = theme.note(note.and_then(|note| note.colour));
    let frame = egui::Frame::new().inner_margin(Margin {
        left: 12,
        ..Margin::ZERO
    });
    let leads = note.filter(|_| card.place.is_some());
    let shown = frame.show(ui, |ui| {
        let sense = if leads.is_some() {
            Sense::click()
        } else {
            Sense::hover()
        };
        ui.add(Label::new(words).wrap().sense(sense))
    });
    if card.kind() == NoteKind::Passage {
        let rule = shown.response.rect;
        let rule = Rect::from_min_size(rule.min, vec2(3.0, rule.height()));
        ui.painter().rect_filled(rule, 1.5, look.line);
    }
    let response = shown.inner;
    if let Some(note) = leads {
        response.widget_info(|| WidgetInfo::labeled(Role::Link, true, &text));
        let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
        if response.on_hover_text(t!("note.go")).clicked() {
            out.push(Action::Note(NoteAction::Open(note.note_id)));
        }
    }
    if card.is_lost() {
        ui.label(RichText::new(t!("note.lost")).font(sans(12.5)).color(theme.ink_second));
    }
}

fn colours_ui(ui: &mut Ui, card: &NoteCard, theme: &Theme, out: &mut Vec<Action>) {
    caption(ui, theme, &t!("note.colour"));
    let shown = card.note.as_ref().and_then(|note| note.colour);
    ui.horizontal(|ui| {
        for colour in std::iter::once(None).chain(NoteColour::ALL.map(Some)) {
            if swatch_ui(ui, theme, colour, colour == shown) {
                out.push(Action::Note(NoteAction::Colour(colour)));
            }
        }
    });
}

/// A colour with its line, as it looks in the text. Returns whether it was chosen.
pub(in crate::ui) fn swatch_ui(ui: &mut Ui, theme: &Theme, colour: Option<NoteColour>, on: bool) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(34.0, 26.0), Sense::click());
    let look = theme.note(colour);
    let stroke = if on {
        Stroke::new(2.0, theme.ink)
    } else if response.hovered() {
        Stroke::new(1.0, theme.ink_third)
    } else {
        Stroke::new(1.0, theme.line)
    };
    let fill = if colour.is_some() { look.fill } else { theme.paper };
    ui.painter().rect(rect, 6.0, fill, stroke, StrokeKind::Inside);
    let y = rect.bottom() - 7.0;
    if colour.is_some() {
        paint_note_line(
            ui.painter(),
            look,
            [pos2(rect.left() + 6.0, y), pos2(rect.right() - 6.0, y)],
        );
    } else {
        let (from, to) = (rect.left_bottom() + vec2(9.0, -7.0), rect.right_top() + vec2(-9.0, 7.0));
        ui.painter().line_segment([from, to], Stroke::new(1.5, theme.ink_third));
    }
    focus_ring(ui, theme, &response, rect.expand(2.0));
    let name = t!(format::note_colour(colour));
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, on, name.as_ref()));
    response
        .on_hover_cursor(egui::CursorIcon::PointingHand)
        .on_hover_text(name.as_ref())
        .clicked()
}

/// The field of the note. It is known by what the note is on: the note itself is made while one types.
fn written(card: &NoteCard) -> Written {
    let name = if card.kind() == NoteKind::Article {
        t!("note.article_body")
    } else {
        t!("note.body")
    };
    Written {
        field: DraftField::PageNote,
        id: egui::Id::unique(("page note", card.place, &card.quote)),
        name: name.into_owned(),
        hint: t!("note.body_hint").into_owned(),
        rows: 4..=14,
    }
}
