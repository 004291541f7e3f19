//! In the foot: how the open article stands to its file, and what can be done about it.

use eframe::egui::{Button, Popup, RichText, Role, Stroke, Ui, WidgetInfo};
use rust_i18n::t;

use super::theme::Theme;
use super::widgets::sans;
use crate::app::{Action, CommandId, LibraryState, Model, format};
use crate::worker::FileStanding;

/// Between what is said and each link (points).
const GAP: f32 = 10.0;
/// So much is left for how much of the article is known (points).
const FOR_COVERAGE: f32 = 90.0;

/// Draws it, from the right to the left; nothing where the two agree.
pub fn file_ui(ui: &mut Ui, model: &Model, by_itself: bool, theme: &Theme, out: &mut Vec<Action>) {
    // A library that can only be read could not take in what was written.
    let Some(standing) = model.file.standing.as_ref().filter(|_| is_told(model)) else {
        if let Some(line) = &model.file.line {
            ui.label(RichText::new(line).font(sans(12.5)).color(theme.ink_second));
        }
        return;
    };
    let links = links(standing);
    let room = ui.available_width() - FOR_COVERAGE - links_width(ui, &links);
    let texts = texts(standing, model.file.left_out);
    let text = texts.iter().find(|text| text_width(ui, text) <= room);
    let text = text.or(texts.last()).map_or("", String::as_str);
    let gap = std::mem::replace(&mut ui.spacing_mut().item_spacing.x, GAP);
    for (name, id) in links {
        let hint = t!(hint_of(id), path = standing.path.display());
        let text = RichText::new(&*name).font(sans(12.5)).color(theme.accent);
        if ui.link(text).on_hover_text(hint).clicked() {
            out.push(Action::Command(id));
        }
    }
    let text = RichText::new(text).font(sans(12.5)).color(theme.ink_second);
    let button = ui.add(Button::new(text).frame_when_inactive(false));
    let [all, ..] = &texts;
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, all));
    let button = button.on_hover_text(format!("{all}\n{}", t!("foot.more")));
    Popup::menu(&button).show(|ui| menu_ui(ui, theme, standing, by_itself, out));
    ui.spacing_mut().item_spacing.x = gap;
}

/// How much room it needs in the fewest words (points).
pub fn least_width(ui: &Ui, model: &Model) -> f32 {
    let Some(standing) = model.file.standing.as_ref().filter(|_| is_told(model)) else {
        return 0.0;
    };
    let [.., short] = texts(standing, model.file.left_out);
    text_width(ui, &short) + links_width(ui, &links(standing))
}

/// How much room it needs to say all (points).
pub fn whole_width(ui: &Ui, model: &Model) -> f32 {
    let Some(standing) = model.file.standing.as_ref().filter(|_| is_told(model)) else {
        return 0.0;
    };
    let [whole, ..] = texts(standing, model.file.left_out);
    text_width(ui, &whole) + links_width(ui, &links(standing))
}

fn text_width(ui: &Ui, text: &str) -> f32 {
    let galley = ui
        .painter()
        .layout_no_wrap(text.to_owned(), sans(12.5), eframe::egui::Color32::PLACEHOLDER);
    galley.size().x + 2.0 * ui.spacing().button_padding.x
}

fn links_width(ui: &Ui, links: &[(String, CommandId)]) -> f32 {
    links.iter().map(|(name, _)| text_width(ui, name) + GAP).sum()
}

/// What can be done, the rightmost first.
fn links(standing: &FileStanding) -> Vec<(String, CommandId)> {
    if standing.gone {
        return vec![(t!("foot.save_as").into_owned(), CommandId::Save)];
    }
    if standing.other_text {
        return vec![(t!("foot.update").into_owned(), CommandId::BringIn)];
    }
    let write = (standing.behind > 0).then(|| (t!("foot.write").into_owned(), CommandId::WriteToFile));
    let bring_in = (standing.ahead > 0).then(|| (t!("foot.bring_in").into_owned(), CommandId::BringIn));
    write.into_iter().chain(bring_in).collect()
}

const fn hint_of(id: CommandId) -> &'static str {
    match id {
        CommandId::WriteToFile => "foot.write_hint",
        CommandId::Save => "foot.save_as_hint",
        _ => "foot.bring_in_hint",
    }
}

/// What is told, in fewer and fewer words; what the links do is never left unsaid.
fn texts(standing: &FileStanding, left_out: bool) -> [String; 3] {
    let words = words(standing, left_out);
    let count = |count: u32| count.to_string();
    let short = match (standing.ahead, standing.behind) {
        _ if standing.gone => t!("foot.gone_short"),
        _ if standing.other_text => t!("foot.other_text_short"),
        (0, behind) => t!("foot.behind_short", count = count(behind)),
        (left, 0) if left_out => t!("foot.left_out_short", count = count(left)),
        (ahead, 0) => t!("foot.ahead_short", count = count(ahead)),
        (ahead, behind) => t!(
            "foot.ahead_and_behind_short",
            ahead = count(ahead),
            behind = count(behind)
        ),
    };
    [
        t!("foot.in_library", standing = words).into_owned(),
        sentence(&words),
        short.into_owned(),
    ]
}

/// Whether there is more to tell than a line.
pub fn is_told(model: &Model) -> bool {
    let standing = model.file.standing.as_ref();
    model.library.state == LibraryState::Ready && standing.is_some_and(|standing| !agree(standing))
}

const fn agree(standing: &FileStanding) -> bool {
    standing.ahead == 0 && standing.behind == 0 && !standing.other_text && !standing.gone
}

/// `the file is 3 bolds behind`.
fn words(standing: &FileStanding, left_out: bool) -> String {
    let ahead = || format::plural("foot.ahead", standing.ahead as usize);
    match (standing.ahead, standing.behind) {
        _ if standing.gone => t!("foot.gone").into_owned(),
        _ if standing.other_text => t!("foot.other_text").into_owned(),
        (0, behind) => format::plural("foot.behind", behind as usize),
        (left, 0) if left_out => format::plural("foot.left_out", left as usize),
        (_, 0) => ahead(),
        (_, behind) => t!("foot.ahead_and_behind", ahead = ahead(), behind = behind).into_owned(),
    }
}

/// With a capital letter.
fn sentence(words: &str) -> String {
    let mut chars = words.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).collect()
}

fn menu_ui(ui: &mut Ui, theme: &Theme, standing: &FileStanding, mut by_itself: bool, out: &mut Vec<Action>) {
    ui.set_width(280.0);
    ui.label(RichText::new(standing.path.display().to_string()).font(sans(12.0)));
    ui.separator();
    if ui.button(t!("command.save")).clicked() {
        out.push(Action::Command(CommandId::Save));
        ui.close();
    }
    // The box is seen also while it is empty.
    ui.visuals_mut().widgets.inactive.bg_stroke = Stroke::new(1.0, theme.ink_third);
    if ui.checkbox(&mut by_itself, t!("foot.by_itself")).clicked() {
        out.push(Action::Command(CommandId::WriteByItself));
        ui.close();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_which_of_the_two_is_ahead() {
        let standing = |ahead, behind, other_text| FileStanding {
            path: "/a.md".into(),
            ahead,
            behind,
            held: 0,
            other_text,
            gone: false,
        };
        assert!(agree(&standing(0, 0, false)));
        assert_eq!(words(&standing(0, 1, false), false), "the file is 1 bold behind");
        assert_eq!(words(&standing(2, 0, false), false), "the file is 2 bolds ahead");
        assert_eq!(
            words(&standing(2, 3, false), false),
            "the file is 2 bolds ahead and 3 behind"
        );
        assert_eq!(words(&standing(0, 3, true), false), "the file holds another text");
    }

    #[test]
    fn the_fewest_words_still_say_what_the_links_do() {
        let standing = |ahead, behind| FileStanding {
            path: "/a.md".into(),
            ahead,
            behind,
            held: 0,
            other_text: false,
            gone: false,
        };
        let gone = FileStanding {
            gone: true,
            ..standing(0, 0)
        };
        assert!(!agree(&gone));
        assert_eq!(texts(&gone, false)[1], "The file is gone");
        assert_eq!(links(&gone), [("Save as Markdown…".to_owned(), CommandId::Save)]);
        let told = |ahead, behind| texts(&standing(ahead, behind), false);
        assert_eq!(told(0, 3)[0], "In the library · the file is 3 bolds behind");
        assert_eq!(told(0, 3)[1], "The file is 3 bolds behind");
        assert_eq!(told(0, 3)[2], "File 3 behind");
        assert_eq!(told(2, 0)[2], "File 2 ahead");
        assert_eq!(told(2, 3)[2], "File 2 ahead, 3 behind");
        let [_, left_out, short] = texts(&standing(1, 0), true);
        assert_eq!((&*left_out, &*short), ("1 bold of the file stays out", "1 left out"));
        let names: Vec<String> = links(&standing(2, 3)).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["Write", "Bring in"]);
    }
}
