//! What only the views care about, kept between frames.

use eframe::egui::Rect;

use crate::app::Selection;
use crate::ui::article::ArticleState;
use crate::ui::coverage::CoverageState;
use crate::ui::find_bar::FindBarState;
use crate::ui::library::LibraryViewState;
use crate::ui::palette::PaletteState;
use crate::ui::prompts::PromptState;
use crate::ui::sidebar::SidebarState;

/// What only the views care about.
pub(super) struct Views {
    pub article: ArticleState,
    pub sidebar: SidebarState,
    pub find: FindBarState,
    pub library: LibraryViewState,
    pub palette: PaletteState,
    pub coverage: CoverageState,
    pub prompts: PromptState,
    pub keys_shown: bool,
    /// Give the keyboard to the page in the next frame.
    pub focus_page: bool,
    /// Where the place was drawn last.
    pub page: Rect,
    /// What was selected when the pointer was last up.
    pub rested: Option<Selection>,
}

impl Default for Views {
    fn default() -> Self {
        Self {
            article: ArticleState::default(),
            sidebar: SidebarState::default(),
            find: FindBarState::default(),
            library: LibraryViewState::default(),
            palette: PaletteState::default(),
            prompts: PromptState::default(),
            coverage: CoverageState::default(),
            keys_shown: false,
            focus_page: false,
            page: Rect::NOTHING,
            rested: None,
        }
    }
}

/// What has been painted so far, told to the timings.
#[derive(Default)]
pub(super) struct Painted {
    pub first_frame: bool,
    pub article: Option<String>,
}
