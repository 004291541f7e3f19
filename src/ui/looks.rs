//! "Aa": how the page looks. Each choice acts at once, so that the page itself shows what it means.

mod controls;
mod faces;

use eframe::egui::{self, Align, Button, Layout, Popup, PopupCloseBehavior, RectAlign, RichText, ScrollArea, Ui, vec2};
use rust_i18n::t;

use self::controls::{Cell, segments, stepper};
pub use self::controls::{palettes_ui, themes_ui};
use self::faces::{FacesState, faces_ui};
use super::article::{PageStyle, TextFace};
use super::fonts;
use super::system_faces::SystemFaces;
use super::theme::Theme;
use super::widgets::{caption, sans, semibold};
use crate::app::{
    Action, COLUMNS, CommandId, LINE_HEIGHTS, PageFace, PageSettings, Palette, Paragraphs, Settings, TEXT_SIZES,
    ThemeChoice, command,
};

/// Width of the popover (points).
const WIDTH: f32 = 312.0;

/// What only the popover cares about.
#[derive(Default)]
pub struct LooksState {
    /// Open or close it in the next frame.
    pub toggle: bool,
    /// It was opened with a key: the keyboard goes into it.
    grab: bool,
    faces: FacesState,
    /// The list of the system's faces is open; the page keeps its face until one is chosen.
    listed: bool,
    /// The faces of the system.
    pub system: SystemFaces,
}

impl LooksState {
    /// The page's style, as it is set and as far as its face is there.
    pub fn page_style(&mut self, ctx: &egui::Context, page: &PageSettings) -> PageStyle {
        let face = match page.face {
            PageFace::Serif => TextFace::Serif,
            PageFace::Sans => TextFace::Sans,
            PageFace::Easy => TextFace::Easy,
            PageFace::System => match self.system.face(ctx, &page.system_face) {
                Some(own) => TextFace::Own {
                    serial: own.serial,
                    slanted: own.slanted,
                },
                None => TextFace::Serif,
            },
        };
        PageStyle {
            text_size: page.text_size,
            line_height: page.line_height,
            column_chars: page.column_chars,
            face,
            indented: page.paragraphs == Paragraphs::Indented,
            justified: page.justified,
        }
    }
}

/// The button in the bar, and the popover under it.
pub fn looks_ui(ui: &mut Ui, settings: &Settings, theme: &Theme, state: &mut LooksState, out: &mut Vec<Action>) {
    let row = command(CommandId::Looks);
    let hint = format!("{}  {}", t!(row.name), row.keys.first().copied().unwrap_or_default());
    let button = ui.add(Button::new(RichText::new(t!("looks.button")).font(sans(13.0))));
    let button = button.on_hover_text(hint);
    ui.ctx().accesskit_node_builder(button.id, |node| {
        node.set_label(t!(row.name).into_owned());
    });
    let id = ui.scope_id().with("looks");
    if std::mem::take(&mut state.toggle) {
        Popup::toggle_id(ui.ctx(), id);
        state.grab = true;
    }
    Popup::from_toggle_button_response(&button)
        .id(id)
        .align(RectAlign::BOTTOM_END)
        .gap(6.0)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| popup_ui(ui, settings, theme, state, out));
}

fn popup_ui(ui: &mut Ui, settings: &Settings, theme: &Theme, state: &mut LooksState, out: &mut Vec<Action>) {
    let screen = ui.ctx().content_rect();
    ui.set_width(WIDTH.min(screen.width() - 32.0));
    let height = (screen.height() - 96.0).max(120.0);
    let area = ScrollArea::vertical().max_height(height).min_scrolled_height(height);
    area.show(ui, |ui| {
        egui::Frame::new().inner_margin(8).show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(8.0, 7.0);
            if let Some(choice) = themes_ui(ui, theme, settings.theme, std::mem::take(&mut state.grab)) {
                out.push(Action::SetTheme(choice));
            }
            ui.add_space(4.0);
            let mut page = settings.page.clone();
            steppers_ui(ui, theme, &mut page);
            ui.add_space(4.0);
            faces_choice_ui(ui, theme, settings, &mut page, state);
            paragraphs_ui(ui, theme, &mut page);
            ui.add_space(4.0);
            if let Some(palette) = palettes_ui(ui, theme, settings) {
                out.push(Action::SetPalette(palette));
            }
            usual_ui(ui, theme, settings, &mut page, out);
            if page != settings.page {
                out.push(Action::SetPage(page));
            }
        });
    });
}

/// The faces of the page, and the list of those of the system while it is open.
pub fn faces_choice_ui(
    ui: &mut Ui,
    theme: &Theme,
    settings: &Settings,
    page: &mut PageSettings,
    state: &mut LooksState,
) {
    page_face_ui(ui, theme, page, &mut state.listed);
    if state.listed || page.face == PageFace::System {
        faces_ui(ui, theme, &mut page.system_face, &mut state.faces, &mut state.system);
        if page.system_face != settings.page.system_face {
            page.face = PageFace::System;
        }
    }
}

/// Size, line height and column.
pub fn steppers_ui(ui: &mut Ui, theme: &Theme, page: &mut PageSettings) {
    let shown = format!("{}", page.text_size.round());
    if let Some(up) = stepper(ui, theme, &t!("looks.size"), &shown, page.text_size, TEXT_SIZES) {
        page.text_size = page.text_size.round() + up;
    }
    let shown = format!("{:.2}", page.line_height);
    if let Some(up) = stepper(
        ui,
        theme,
        &t!("looks.line_height"),
        &shown,
        page.line_height,
        LINE_HEIGHTS,
    ) {
        page.line_height = ((page.line_height + 0.05 * up) * 20.0).round() / 20.0;
    }
    let shown = t!("looks.characters", count = page.column_chars.round());
    if let Some(up) = stepper(ui, theme, &t!("looks.column"), &shown, page.column_chars, COLUMNS) {
        page.column_chars = page.column_chars.round() + 2.0 * up;
    }
    *page = std::mem::take(page).in_range();
}

fn page_face_ui(ui: &mut Ui, theme: &Theme, page: &mut PageSettings, listed: &mut bool) {
    caption(ui, theme, &t!("looks.face"));
    let faces = [
        (PageFace::Serif, t!("looks.serif"), fonts::font(14.5, fonts::SERIF)),
        (PageFace::Sans, t!("looks.sans"), fonts::font(13.5, fonts::SANS)),
        (PageFace::Easy, t!("looks.easy"), fonts::font(14.0, fonts::EASY)),
        (PageFace::System, t!("looks.system_face"), sans(13.5)),
    ];
    let cells = faces.iter().map(|(face, name, font)| Cell {
        name,
        font: font.clone(),
        on: page.face == *face,
    });
    if let Some(chosen) = segments(ui, theme, cells.collect()) {
        let face = faces[chosen].0;
        *listed = face == PageFace::System;
        if !*listed || !page.system_face.is_empty() {
            page.face = face;
        }
    }
}

/// How paragraphs are told apart, and how lines end.
pub fn paragraphs_ui(ui: &mut Ui, theme: &Theme, page: &mut PageSettings) {
    let cell = |name, on| Cell {
        name,
        font: sans(13.0),
        on,
    };
    caption(ui, theme, &t!("looks.paragraphs"));
    let indented = page.paragraphs == Paragraphs::Indented;
    let names = [t!("looks.spaced"), t!("looks.indented")];
    let cells = vec![cell(&names[0], !indented), cell(&names[1], indented)];
    if let Some(chosen) = segments(ui, theme, cells) {
        page.paragraphs = [Paragraphs::Spaced, Paragraphs::Indented][chosen];
    }
    let names = [t!("looks.ragged"), t!("looks.justified")];
    let cells = vec![cell(&names[0], !page.justified), cell(&names[1], page.justified)];
    if let Some(chosen) = segments(ui, theme, cells) {
        page.justified = chosen == 1;
    }
}

/// Back to what everything was at first, as long as anything is not.
pub fn usual_ui(ui: &mut Ui, theme: &Theme, settings: &Settings, page: &mut PageSettings, out: &mut Vec<Action>) {
    let usual = Settings::default();
    let same = (settings.theme, settings.palette) == (usual.theme, usual.palette) && *page == usual.page;
    let row = vec2(ui.available_width(), 28.0);
    ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| {
        let text = RichText::new(t!("looks.usual"))
            .font(semibold(12.5))
            .color(theme.ink_second);
        if ui
            .add_enabled(!same, Button::new(text).frame_when_inactive(false))
            .clicked()
        {
            *page = usual.page;
            out.push(Action::SetTheme(ThemeChoice::default()));
            out.push(Action::SetPalette(Palette::default()));
        }
    });
}
