//! Links: opened at once where text and address agree, asked about where they do not.

use eframe::egui::{Key, Modifiers, OutputCommand};
use egui_kittest::kittest::Queryable;

use super::desk::{Desk, file};

const TEXT: &str = "# Links\n\nRead the [harbour report](https://example.org/report) first. \
    Then [log in at mybank.com](https://mybank.com.example/login) to **vote**.\n";

fn desk() -> Desk {
    let folder = std::sync::Arc::new(tempfile::tempdir().unwrap());
    let article = file(folder.path(), "links.md", TEXT);
    let mut desk = Desk::again(folder, &[&article]);
    desk.until_label("All 1");
    desk
}

/// Clicks a word with Ctrl held; the addresses that are handed to the system within the next frames.
fn follow(desk: &mut Desk, word: &str) -> Vec<String> {
    desk.harness.get_by_label(word).click_modifiers(Modifiers::COMMAND);
    frames(desk)
}

fn frames(desk: &mut Desk) -> Vec<String> {
    let mut opened = Vec::new();
    for _ in 0..8 {
        desk.harness.step();
        for command in &desk.harness.output().platform_output.commands {
            if let OutputCommand::OpenUrl(open) = command {
                opened.push(open.url.clone());
            }
        }
    }
    opened
}

#[test]
fn a_link_that_says_where_it_leads_opens_at_once() {
    let mut desk = desk();
    assert_eq!(follow(&mut desk, "report"), ["https://example.org/report"]);
    assert!(!desk.shows("The link leads to"));
}

#[test]
fn a_link_that_says_another_place_asks_first() {
    let mut desk = desk();
    assert_eq!(follow(&mut desk, "log"), [""; 0]);
    desk.until_label("Open mybank.com.example?");
    assert!(desk.shows("log in at mybank.com"));
    assert!(desk.shows("https://mybank.com.example/login"));
    desk.press(Key::Escape);
    assert!(!desk.shows("The link leads to"));

    assert_eq!(follow(&mut desk, "log"), [""; 0]);
    desk.until_label("Open mybank.com.example?");
    // Cancel has the keyboard: a quick Enter leads nowhere.
    desk.harness.key_press(Key::Enter);
    assert_eq!(frames(&mut desk), [""; 0]);
    assert!(!desk.shows("The link leads to"));

    assert_eq!(follow(&mut desk, "log"), [""; 0]);
    desk.until_label("Open mybank.com.example?");
    desk.harness.get_by_label("Open").click();
    assert_eq!(frames(&mut desk), ["https://mybank.com.example/login"]);
    assert!(!desk.shows("The link leads to"));
}
