//! What can be done with a picture: buttons on its card, and the picture itself, which a click enlarges.

use eframe::egui::{Button, Id, Rect, RichText, Role, Sense, Ui, UiBuilder, WidgetInfo, accesskit, vec2};
use rust_i18n::t;

use super::super::desk::Desk;
use super::super::scroll::Visible;
use super::super::sideways::Shifts;
use super::plate::{BUTTON_GAP, BUTTON_PAD, Look};
use crate::app::pictures::{may_be_tried_again, picture_address};
use crate::app::{Action, PictureAction, Reading, links};
use crate::text::{Block, ByteRange, MediaKind};
use crate::ui::widgets::{focus_ring, sans};
use crate::worker::{PictureSource, PictureState, picture_source};

/// A button on a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Control {
    /// Fetch this picture.
    Show,
    /// Fetch all pictures of the article.
    ShowAll,
    /// Stop fetching.
    Cancel,
    /// Once more.
    Again,
}

impl Control {
    /// What is written on it.
    pub fn name(self) -> String {
        match self {
            Self::Show => t!("picture.show"),
            Self::ShowAll => t!("picture.show_all"),
            Self::Cancel => t!("picture.cancel"),
            Self::Again => t!("picture.again"),
        }
        .into_owned()
    }

    fn hint(self) -> Option<String> {
        match self {
            Self::Show => Some(t!("picture.show_hint").into_owned()),
            Self::ShowAll => Some(t!("picture.show_all_hint").into_owned()),
            Self::Cancel | Self::Again => None,
        }
    }

    fn action(self, address: &str) -> Action {
        match self {
            Self::Show => Action::Picture(PictureAction::Allow(Some(address.into()))),
            Self::ShowAll => Action::Picture(PictureAction::Allow(None)),
            Self::Cancel => Action::Picture(PictureAction::Stop),
            Self::Again => Action::Picture(PictureAction::Again(address.into())),
        }
    }
}

/// The buttons on a card.
///
/// Those for all pictures of the article are said once in a row.
pub(super) fn controls(reading: &Reading, (kind, address): (MediaKind, &str), for_all: bool) -> &'static [Control] {
    if kind != MediaKind::Picture {
        return &[];
    }
    let remote = picture_source(address) == PictureSource::Remote;
    match reading.pictures.state(address) {
        Some(PictureState::Unasked) if for_all && reading.pictures.unasked() > 1 => &[Control::Show, Control::ShowAll],
        Some(PictureState::Unasked) => &[Control::Show],
        Some(PictureState::Waiting | PictureState::Fetching { .. }) if remote => &[Control::Cancel],
        Some(PictureState::Failed(error)) if may_be_tried_again(error) => &[Control::Again],
        _ => &[],
    }
}

/// What a picture is called where it cannot be seen: what it shows, else where it comes from.
pub(super) fn spoken_name(block: &Block) -> String {
    if !block.text.is_empty() {
        return block.text.to_string();
    }
    let address = picture_address(&block.kind).unwrap_or_default();
    super::super::card::origin(MediaKind::Picture, &links::readable(address), true)
}

/// Tells a screen reader what a card says besides its caption.
fn say(ui: &Ui, id: Id, visible: &Visible) {
    for (number, (galley, _)) in visible.laid.extras.iter().enumerate() {
        let line_id = id.with(("line", number));
        let builder = |node: &mut accesskit::Node| {
            node.set_role(Role::Label);
            node.set_value(galley.text());
        };
        if ui.ctx().accesskit_node_builder(line_id, builder).is_some() {
            ui.interact(ui.max_rect(), line_id, Sense::hover());
        }
    }
}

impl Desk<'_> {
    /// The pictures and buttons in view. Returns the block of a picture that is to be enlarged.
    pub fn pictures_ui(&self, ui: &mut Ui, page_id: Id, shifts: &mut Shifts, out: &mut Vec<Action>) -> Option<u32> {
        let mut enlarge = None;
        for visible in self.seen {
            let number = visible.piece.block;
            let plate = visible.laid.plate.as_ref();
            let Some((plate, block)) = plate.zip(self.page.reading.article.block(number)) else {
                continue;
            };
            let Some(address) = picture_address(&block.kind) else {
                continue;
            };
            let origin = self.rect(visible).min.to_vec2();
            let clip = self
                .window_of(visible)
                .map_or(self.view, |window| window.intersect(self.view));
            let id = page_id.with(("picture", number));
            let builder = UiBuilder::new()
                .scope_id(id)
                .max_rect(plate.rect.translate(origin))
                .accessibility_parent(page_id.with((number, visible.piece.range.start)));
            let mut child = ui.new_child(builder);
            child.set_clip_rect(clip.intersect(ui.clip_rect()));
            let focused = match plate.look {
                Look::Picture => {
                    let rect = plate.rect.translate(origin);
                    let response = child.interact(rect, id.with("open"), Sense::click());
                    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, spoken_name(block)));
                    if response.hovered() {
                        child.set_cursor_icon(eframe::egui::CursorIcon::ZoomIn);
                    }
                    focus_ring(&child, self.page.theme, &response, rect);
                    if response.clicked() {
                        enlarge = Some(number);
                    }
                    response.gained_focus()
                }
                Look::Card => {
                    say(&child, id, visible);
                    let rect = plate.controls_rect.translate(origin);
                    self.buttons(&mut child, rect, plate.controls, (block, address), out)
                }
            };
            if focused {
                shifts.want(number, ByteRange::default());
            }
        }
        enlarge
    }

    /// Returns whether one of them has just been given the keyboard.
    fn buttons(
        &self,
        ui: &mut Ui,
        rect: Rect,
        controls: &[Control],
        (block, address): (&Block, &str),
        out: &mut Vec<Action>,
    ) -> bool {
        if controls.is_empty() {
            return false;
        }
        let theme = self.page.theme;
        let mut focused = false;
        let mut place = ui.new_child(
            UiBuilder::new()
                .max_rect(rect)
                .layout(eframe::egui::Layout::left_to_right(eframe::egui::Align::Center)),
        );
        let spacing = place.spacing_mut();
        spacing.item_spacing.x = BUTTON_GAP;
        spacing.button_padding = vec2(BUTTON_PAD, 6.0);
        for control in controls {
            let text = RichText::new(control.name()).font(sans(13.0)).color(theme.ink);
            let mut response = place.add(Button::new(text).wrap_mode(eframe::egui::TextWrapMode::Extend));
            // Ten cards have ten buttons of this name: which picture it is about is said with it.
            let about = spoken_name(block);
            response
                .ctx
                .accesskit_node_builder(response.id, |node| node.set_description(about));
            if let Some(hint) = control.hint() {
                response = response.on_hover_text(hint);
            }
            focused |= response.gained_focus();
            if response.clicked() {
                out.push(control.action(address));
            }
        }
        focused
    }
}
