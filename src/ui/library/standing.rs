//! How much of each article is known, and of all of them together: a bar and a few words, where there is room.

use eframe::egui::{
    Align, CursorIcon, Frame, Layout, Popup, PopupCloseBehavior, Rect, Response, RichText, Role, Sense, Ui, WidgetInfo,
    pos2, vec2,
};
use rust_i18n::t;

use crate::app::{Model, Reading};
use crate::lexicon::Level;
use crate::store::ArticleRow;
use crate::study::{ArticleId, Coverage, Vocabulary};
use crate::ui::coverage::{bar_of, parts_ui};
use crate::ui::theme::Theme;
use crate::ui::widgets::{focus_ring, line, sans};

/// Rows narrower than this (points) have no column for the counts: they stand in the second line.
const NARROW: f32 = 640.0;
/// Rows narrower than this (points) have no bar: what is known stands in the second line.
const NO_BAR: f32 = 860.0;
const BAR: f32 = 150.0;

/// What is computed of an article.
pub struct Known {
    /// How its words stand, once they are counted.
    pub coverage: Option<Coverage>,
    /// How many words its vocabulary has.
    pub vocabulary: Vocabulary,
    /// Estimated level.
    pub level: Option<Level>,
}

impl Known {
    /// What the model has of an article: of the open one, what its page tells.
    pub fn of(model: &Model, row: &ArticleRow) -> Self {
        let (library, article_id) = (&model.library, row.article_id);
        let open = model.reading.as_ref();
        let open = open.filter(|reading| reading.article_id == article_id && !reading.partial);
        let coverage = open.map(|reading| reading.coverage);
        let coverage = coverage.or_else(|| library.coverage.get(&article_id).copied());
        let vocabulary = open.map(Reading::vocabulary);
        let vocabulary = vocabulary.or_else(|| library.vocabulary.get(&article_id).copied());
        Self {
            coverage: coverage.filter(|coverage| coverage.counted() > 0),
            // Until all words are counted: those whose sentences are kept.
            vocabulary: vocabulary.unwrap_or(Vocabulary {
                terms: row.terms,
                to_study: row.to_study,
                known: row.known,
            }),
            level: library.levels.get(&article_id).copied(),
        }
    }
}

/// Where things stand in a row.
pub struct Columns {
    pub title: Rect,
    pub known: Option<Rect>,
    pub counts: Option<Rect>,
    pub when: Rect,
    pub menu: Rect,
}

impl Columns {
    pub fn of(row: Rect) -> Self {
        let inner = row.shrink2(vec2(6.0, 0.0));
        let menu = Rect::from_center_size(pos2(inner.right() - 14.0, inner.center().y), vec2(28.0, 28.0));
        let column = |right: f32, width: f32| {
            let (top, bottom) = (inner.top(), inner.bottom());
            Rect::from_min_max(pos2(right - width, top), pos2(right, bottom))
        };
        let when = column(menu.left() - 10.0, 94.0);
        let counts = (inner.width() >= NARROW).then(|| column(when.left() - 16.0, 170.0));
        let known = counts.filter(|_| inner.width() >= NO_BAR);
        let known = known.map(|counts| column(counts.left() - 40.0, BAR));
        let right = known.or(counts).unwrap_or(when).left();
        let title = Rect::from_min_max(
            pos2(inner.left(), inner.top() + 10.0),
            pos2(right - 16.0, inner.bottom() - 10.0),
        );
        Self {
            title,
            known,
            counts,
            when,
            menu,
        }
    }
}

/// `62 % known`.
pub fn known(coverage: &Coverage) -> String {
    t!("library.percent_known", percent = coverage.known_percent()).into_owned()
}

/// All parts of what is known, running words and different ones, beside a pointer or below a button.
fn table_ui(ui: &mut Ui, whole: Whole, coverage: &Coverage, theme: &Theme) {
    ui.set_width(340.0);
    ui.spacing_mut().item_spacing = vec2(6.0, 5.0);
    let key = match whole {
        Whole::Article => "coverage.of_article",
        Whole::Library => "coverage.of_library",
    };
    let (percent, presumed) = (coverage.known_percent(), coverage.presumed_percent());
    let headline = t!(key, percent = percent, presumed = presumed);
    parts_ui(ui, &headline, coverage, theme);
}

/// Of what the share is.
#[derive(Clone, Copy)]
enum Whole {
    Article,
    Library,
}

/// The button over what is told of the words: a click shows all of it, resting on it as well.
fn tells_all(ui: &Ui, response: Response, (whole, name, coverage): (Whole, &str, &Coverage), theme: &Theme) {
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    focus_ring(ui, theme, &response, response.rect.expand(2.0));
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    let open = Popup::menu(&response)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .frame(Frame::popup(ui.style()).inner_margin(14))
        .show(|ui| table_ui(ui, whole, coverage, theme))
        .is_some();
    if !open {
        response.on_hover_ui(|ui| table_ui(ui, whole, coverage, theme));
    }
}

/// The bar of an article, and what it says below it.
pub fn known_ui(ui: &Ui, place: Rect, article_id: ArticleId, coverage: &Coverage, theme: &Theme) {
    let bar = Rect::from_min_size(place.left_center() - vec2(0.0, 9.0), vec2(place.width(), 6.0));
    bar_of(ui, bar, coverage, theme);
    let text = Rect::from_min_max(
        pos2(place.left(), bar.bottom() + 3.0),
        pos2(place.right(), bar.bottom() + 23.0),
    );
    let known = known(coverage);
    line(ui, text, &known, sans(12.5), theme.ink_second);
    let all = bar.union(text);
    let response = ui.interact(all, ui.scope_id().with(("known", article_id)), Sense::click());
    tells_all(ui, response, (Whole::Article, &known, coverage), theme);
}

/// Where there is no room for a bar: the same on resting upon the line that tells it.
pub fn on_line(ui: &Ui, place: Rect, article_id: ArticleId, coverage: &Coverage, theme: &Theme) {
    let below = ui.interact(place, ui.scope_id().with(("known", article_id)), Sense::hover());
    below.on_hover_ui(|ui| table_ui(ui, Whole::Article, coverage, theme));
}

/// The sum of the whole library, at the right of its header line; what there is no room for is left out.
pub fn all_ui(ui: &mut Ui, coverage: &Coverage, theme: &Theme) {
    let text = t!("library.you_know", percent = coverage.known_percent());
    let font = sans(13.0);
    let galley = ui
        .painter()
        .layout_no_wrap(text.clone().into_owned(), font.clone(), theme.ink_second);
    let room = ui.available_width() - galley.size().x - 6.0;
    if room < 0.0 {
        return;
    }
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.add_space(6.0);
        let label = ui.label(RichText::new(&*text).font(font).color(theme.ink_second));
        let mut all = label.rect;
        if room > BAR + 40.0 {
            let (bar, _) = ui.allocate_exact_size(vec2(BAR, 6.0), Sense::hover());
            bar_of(ui, bar, coverage, theme);
            all = all.union(bar);
        }
        let response = ui.interact(all, ui.scope_id().with("known"), Sense::click());
        tells_all(ui, response, (Whole::Library, &text, coverage), theme);
    });
}
