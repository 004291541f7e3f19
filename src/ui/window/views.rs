//! What only the views care about, kept between frames.

use eframe::egui::Rect;

use crate::app::Selection;
use crate::ui::article::ArticleState;
use crate::ui::completing::Completing;
use crate::ui::coverage::CoverageState;
use crate::ui::find_bar::FindBarState;
use crate::ui::focus::FocusRing;
use crate::ui::library::LibraryViewState;
use crate::ui::looks::LooksState;
use crate::ui::notes::NotesViewState;
use crate::ui::outline::OutlineState;
use crate::ui::palette::PaletteState;
use crate::ui::prompts::PromptState;
use crate::ui::review::ReviewState;
use crate::ui::search::SearchState;
use crate::ui::settings::SettingsState;
use crate::ui::sidebar::SidebarState;

/// What only the views care about.
pub(super) struct Views {
    pub article: ArticleState,
    pub sidebar: SidebarState,
    pub find: FindBarState,
    pub library: LibraryViewState,
    pub notes: NotesViewState,
    pub completing: Completing,
    pub palette: PaletteState,
    pub coverage: CoverageState,
    pub looks: LooksState,
    pub outline: OutlineState,
    pub prompts: PromptState,
    pub review: ReviewState,
    pub search: SearchState,
    pub settings: SettingsState,
    pub keys_shown: bool,
    pub focus_ring: FocusRing,
    /// Give the keyboard to the page in the next frame.
    pub focus_page: bool,
    /// Where the place was drawn last.
    pub page: Rect,
    /// What was selected when the pointer was last up.
    pub rested: Option<Selection>,
}

impl Views {
    /// Closes what lies over the page or stands beside it, one thing at a time; `busy` when a field has the keyboard or
    /// a word is selected. Returns whether anything did.
    pub fn close_front(&mut self, busy: bool) -> bool {
        if self.completing.close() || self.sidebar.completing.close() || self.article.close_footnote() {
            return true;
        }
        let outline = self.outline.escape(busy);
        self.focus_page |= outline;
        outline
    }
}

impl Default for Views {
    fn default() -> Self {
        Self {
            article: ArticleState::default(),
            sidebar: SidebarState::default(),
            find: FindBarState::default(),
            library: LibraryViewState::default(),
            notes: NotesViewState::default(),
            completing: Completing::default(),
            palette: PaletteState::default(),
            looks: LooksState::default(),
            outline: OutlineState::default(),
            prompts: PromptState::default(),
            review: ReviewState::default(),
            search: SearchState::default(),
            settings: SettingsState::default(),
            coverage: CoverageState::default(),
            keys_shown: false,
            focus_ring: FocusRing::default(),
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
