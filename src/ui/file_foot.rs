//! In the foot: how the open article stands to its file, and what can be done about it.

use eframe::egui::{Button, Popup, RichText, Stroke, Ui};
use rust_i18n::t;

use super::theme::Theme;
use super::widgets::sans;
use crate::app::{Action, CommandId, LibraryState, Model, format};
use crate::worker::FileStanding;

/// With less room (points) than this the line is told in fewer words, and with half of it there are only the links.
const ROOM: f32 = 460.0;

/// Draws it, from the right to the left; nothing where the two agree.
pub fn file_ui(ui: &mut Ui, model: &Model, by_itself: bool, theme: &Theme, out: &mut Vec<Action>) {
    // A library that can only be read could not take in what was written.
    let Some(standing) = model.file.standing.as_ref().filter(|_| is_told(model)) else {
        if let Some(line) = &model.file.line {
            ui.label(RichText::new(line).font(sans(12.5)).color(theme.ink_second));
        }
        return;
    };
    let room = ui.available_width();
    let gap = std::mem::replace(&mut ui.spacing_mut().item_spacing.x, 10.0);
    let path = standing.path.display();
    let mut link = |ui: &mut Ui, name: &str, hint: &str, action: Action| {
        let text = RichText::new(name).font(sans(12.5)).color(theme.accent);
        if ui.link(text).on_hover_text(hint).clicked() {
            out.push(action);
        }
    };
    if standing.other_text {
        link(ui, &t!("foot.update"), &path.to_string(), Action::BringIn);
    } else {
        if standing.behind > 0 {
            let hint = t!("foot.write_hint", path = path);
            link(ui, &t!("foot.write"), &hint, Action::WriteToFile);
        }
        if standing.ahead > 0 {
            let hint = t!("foot.bring_in_hint", path = path);
            link(ui, &t!("foot.bring_in"), &hint, Action::BringIn);
        }
    }
    if room > ROOM / 2.0 {
        let text = if room > ROOM {
            t!("foot.in_library", standing = words(standing)).into_owned()
        } else {
            sentence(&words(standing))
        };
        let text = RichText::new(text).font(sans(12.5)).color(theme.ink_second);
        let button = ui.add(Button::new(text).frame_when_inactive(false));
        let button = button.on_hover_text(t!("foot.more"));
        Popup::menu(&button).show(|ui| menu_ui(ui, theme, standing, by_itself, out));
    }
    ui.spacing_mut().item_spacing.x = gap;
}

/// Whether there is more to tell than a line.
pub fn is_told(model: &Model) -> bool {
    let standing = model.file.standing.as_ref();
    model.library.state == LibraryState::Ready && standing.is_some_and(|standing| !agree(standing))
}

const fn agree(standing: &FileStanding) -> bool {
    standing.ahead == 0 && standing.behind == 0 && !standing.other_text
}

/// `the file is 3 bolds behind`.
fn words(standing: &FileStanding) -> String {
    let ahead = || format::plural("foot.ahead", standing.ahead as usize);
    match (standing.ahead, standing.behind) {
        _ if standing.other_text => t!("foot.other_text").into_owned(),
        (0, behind) => format::plural("foot.behind", behind as usize),
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
        };
        assert!(agree(&standing(0, 0, false)));
        assert_eq!(words(&standing(0, 1, false)), "the file is 1 bold behind");
        assert_eq!(words(&standing(2, 0, false)), "the file is 2 bolds ahead");
        assert_eq!(words(&standing(2, 3, false)), "the file is 2 bolds ahead and 3 behind");
        assert_eq!(words(&standing(0, 3, true)), "the file holds another text");
    }
}
