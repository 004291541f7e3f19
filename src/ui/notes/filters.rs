//! Above the list: the kinds of notes, tags, what else can be asked for, and the order.

use eframe::egui::{Align, Layout, Popup, PopupCloseBehavior, RichText, ScrollArea, Ui, vec2};
use rust_i18n::t;

use crate::app::{Action, Model, NotesAction, format};
use crate::study::{NoteColour, NoteKind};
use crate::text::tag_key;
use crate::ui::sidebar::swatch_ui;
use crate::ui::theme::Theme;
use crate::ui::widgets::{caption, chip, sans};
use crate::worker::{NotesOrder, NotesQuery, NotesShown, NotesStanding, NotesWhen};

/// In a narrower column tags and order stand on a line of their own (points).
const ONE_LINE: f32 = 640.0;
/// So many tags stand above the list; all are in the menu.
const TAGS: usize = 4;
/// Most of a name in a chip (characters).
const NAME: usize = 28;

/// Draws them; what is chosen becomes another question.
pub(super) fn filters_ui(ui: &mut Ui, model: &Model, shown: &NotesShown, theme: &Theme, out: &mut Vec<Action>) {
    let mut query = model.notes.query.clone();
    ui.spacing_mut().item_spacing = vec2(5.0, 6.0);
    ui.spacing_mut().interact_size.y = 22.0;
    if ui.available_width() >= ONE_LINE {
        ui.horizontal(|ui| {
            kinds_ui(ui, shown, theme, &mut query);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                order_ui(ui, theme, &mut query);
                more_ui(ui, shown, theme, &mut query);
                tags_ui(ui, shown, theme, &mut query, true);
            });
        });
    } else {
        ui.horizontal_wrapped(|ui| kinds_ui(ui, shown, theme, &mut query));
        ui.horizontal_wrapped(|ui| {
            order_ui(ui, theme, &mut query);
            more_ui(ui, shown, theme, &mut query);
            tags_ui(ui, shown, theme, &mut query, false);
        });
    }
    asked_ui(ui, shown, theme, &mut query);
    if query != model.notes.query {
        out.push(Action::Notes(NotesAction::Ask(query)));
    }
}

fn kinds_ui(ui: &mut Ui, shown: &NotesShown, theme: &Theme, query: &mut NotesQuery) {
    let all: usize = shown.kinds.iter().sum();
    let count = |key: &str, count: usize| format!("{} {}", t!(key), format::number(count));
    if chip(ui, theme, &count("filter.all", all), query.kind.is_none()).clicked() {
        query.kind = None;
    }
    for (kind, key) in NoteKind::ALL
        .into_iter()
        .zip(["notes.words", "notes.passages", "notes.articles"])
    {
        let text = count(key, shown.kinds[kind as usize]);
        if chip(ui, theme, &text, query.kind == Some(kind)).clicked() {
            query.kind = (query.kind != Some(kind)).then_some(kind);
        }
    }
}

/// The commonest tags, and the one that is asked for.
fn tags_ui(ui: &mut Ui, shown: &NotesShown, theme: &Theme, query: &mut NotesQuery, from_right: bool) {
    let mut tags: Vec<&String> = shown.facets.tags.iter().map(|(tag, _)| tag).take(TAGS).collect();
    let asked = query.tag.clone();
    let asked = asked.and_then(|key| {
        shown
            .facets
            .tags
            .iter()
            .map(|(tag, _)| tag)
            .find(|tag| tag_key(tag) == key)
    });
    if let Some(asked) = asked.filter(|asked| !tags.contains(asked)) {
        tags.truncate(TAGS - 1);
        tags.push(asked);
    }
    // As many as there is room for, from the commonest on.
    let width = |tag: &str| {
        let text = format!("#{tag}");
        ui.painter().layout_no_wrap(text, sans(12.0), theme.ink).size().x + 18.0 + 5.0
    };
    let mut room = if from_right {
        ui.available_width() - 8.0
    } else {
        f32::INFINITY
    };
    tags.retain(|tag| {
        room -= width(&format::shortened(tag, NAME));
        room >= 0.0
    });
    if from_right {
        tags.reverse();
    }
    for tag in tags {
        let on = query.tag.as_ref().is_some_and(|key| *key == tag_key(tag));
        let text = format!("#{}", format::shortened(tag, NAME));
        if chip(ui, theme, &text, on).clicked() {
            query.tag = (!on).then(|| tag_key(tag));
        }
    }
}

fn order_ui(ui: &mut Ui, theme: &Theme, query: &mut NotesQuery) {
    if query.trash {
        return;
    }
    let button = chip(ui, theme, &format!("{} ▾", order_name(query.order)), false);
    Popup::menu(&button).show(|ui| {
        for order in NotesOrder::ALL {
            if ui.selectable_label(query.order == order, order_name(order)).clicked() {
                query.order = order;
                ui.close();
            }
        }
    });
}

fn order_name(order: NotesOrder) -> String {
    match order {
        NotesOrder::Newest => t!("notes.newest"),
        NotesOrder::Oldest => t!("notes.oldest"),
        NotesOrder::Article => t!("notes.by_article"),
        NotesOrder::Tag => t!("notes.by_tag"),
        NotesOrder::Alphabet => t!("sort.alphabet"),
    }
    .into_owned()
}

fn standing_name(standing: NotesStanding) -> String {
    match standing {
        NotesStanding::New => t!("filter.new"),
        NotesStanding::Learning => t!("filter.learning"),
        NotesStanding::Known => t!("filter.known"),
        NotesStanding::Ignored => t!("status.ignored"),
    }
    .into_owned()
}

fn when_name(when: NotesWhen) -> String {
    match when {
        NotesWhen::Today => t!("notes.today"),
        NotesWhen::Week => t!("notes.week"),
        NotesWhen::Month => t!("notes.month"),
        NotesWhen::Year => t!("notes.year"),
        NotesWhen::OnThisDay => t!("notes.on_this_day"),
    }
    .into_owned()
}

/// Everything else that can be asked for.
fn more_ui(ui: &mut Ui, shown: &NotesShown, theme: &Theme, query: &mut NotesQuery) {
    let button = chip(ui, theme, &t!("notes.filter"), false);
    let popup = Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    popup.show(|ui| {
        ui.set_width(250.0);
        let height = ui.ctx().content_rect().height() - 140.0;
        ScrollArea::vertical()
            .max_height(height)
            .show(ui, |ui| more_items_ui(ui, shown, theme, query));
    });
}

fn more_items_ui(ui: &mut Ui, shown: &NotesShown, theme: &Theme, query: &mut NotesQuery) {
    ui.spacing_mut().item_spacing = vec2(5.0, 5.0);
    ui.spacing_mut().interact_size.y = 22.0;
    caption(ui, theme, &t!("notes.about_words"));
    ui.horizontal_wrapped(|ui| {
        for standing in NotesStanding::ALL {
            let on = query.standing == Some(standing);
            if chip(ui, theme, &standing_name(standing), on).clicked() {
                query.standing = (!on).then_some(standing);
            }
        }
    });
    caption(ui, theme, &t!("notes.written"));
    ui.horizontal_wrapped(|ui| {
        for when in NotesWhen::ALL {
            let on = query.when == Some(when);
            if chip(ui, theme, &when_name(when), on).clicked() {
                query.when = (!on).then_some(when);
            }
        }
    });
    let facets = &shown.facets;
    if facets.colours.iter().any(|count| *count > 0) || query.colour.is_some() {
        caption(ui, theme, &t!("note.colour"));
        ui.horizontal_wrapped(|ui| {
            for colour in NoteColour::ALL {
                let on = query.colour == Some(colour);
                let count = facets.colours[colour as usize - 1];
                if (count > 0 || on) && swatch_ui(ui, theme, Some(colour), on) {
                    query.colour = (!on).then_some(colour);
                }
            }
        });
    }
    ui.add_space(4.0);
    let row = |ui: &mut Ui, on: bool, text: &str, count: usize| {
        let text = format!("{text}  {}", format::number(count));
        ui.selectable_label(on, RichText::new(text).font(sans(13.0))).clicked()
    };
    if (facets.lost > 0 || query.lost) && row(ui, query.lost, &t!("notes.lost"), facets.lost) {
        query.lost = !query.lost;
    }
    if (facets.review > 0 || query.review) && row(ui, query.review, &t!("notes.for_review"), facets.review) {
        query.review = !query.review;
    }
    if row(ui, query.trash, &t!("notes.trash"), facets.trash) {
        query.trash = !query.trash;
    }
    let long = |name: &str| format::shortened(name, NAME).into_owned();
    if !facets.tags.is_empty() {
        caption(ui, theme, &t!("notes.tags"));
        for (tag, count) in facets.tags.iter().take(200) {
            let on = query.tag.as_ref().is_some_and(|key| *key == tag_key(tag));
            if row(ui, on, &format!("#{}", long(tag)), *count) {
                query.tag = (!on).then(|| tag_key(tag));
            }
        }
    }
    if !facets.articles.is_empty() {
        caption(ui, theme, &t!("notes.articles"));
        for (article_id, title, count) in facets.articles.iter().take(200) {
            let on = query.article == Some(*article_id);
            if row(ui, on, &long(title), *count) {
                query.article = (!on).then_some(*article_id);
            }
        }
    }
}

/// What is asked for beyond kinds and tags, each to be taken away.
fn asked_ui(ui: &mut Ui, shown: &NotesShown, theme: &Theme, query: &mut NotesQuery) {
    let article = query.article.map(|wanted| {
        let mut articles = shown.facets.articles.iter();
        let found = articles.find(|(article_id, ..)| *article_id == wanted);
        found.map_or_else(String::new, |(_, title, _)| format::shortened(title, NAME).into_owned())
    });
    let mut without = Vec::new();
    let mut asked = |name: Option<String>, drop: fn(&mut NotesQuery)| without.extend(name.map(|name| (name, drop)));
    asked(query.trash.then(|| t!("notes.trash").into_owned()), |query| {
        query.trash = false;
    });
    asked(article, |query| query.article = None);
    asked(query.standing.map(standing_name), |query| query.standing = None);
    let colour = query
        .colour
        .map(|colour| t!(format::note_colour(Some(colour))).into_owned());
    asked(colour, |query| query.colour = None);
    asked(query.when.map(when_name), |query| query.when = None);
    asked(query.lost.then(|| t!("notes.lost").into_owned()), |query| {
        query.lost = false;
    });
    asked(query.review.then(|| t!("notes.for_review").into_owned()), |query| {
        query.review = false;
    });
    if without.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        for (name, drop) in without {
            let hint = t!("notes.drop_filter", name = name).into_owned();
            if chip(ui, theme, &format!("{name}  ×"), true)
                .on_hover_text(hint)
                .clicked()
            {
                drop(query);
            }
        }
    });
}
