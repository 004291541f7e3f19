//! A screen reader meets the window: it finds page, words, links, vocabulary and card, and selects a word.

use super::display::{Desktop, Dialogs};
use super::screen_reader::{BUTTON, DIALOG, FOCUSED, HEADING, LINK, Node, PAGE, PARAGRAPH, SELECTED, ScreenReader};

const TEXT: &str = "# A **swath** of land\n\nThe storm **battered** the old pier, says the \
    [harbour report](https://news.example.org/report).\n\nThe last people left.\n";

/// The words of the page, each under its paragraph.
fn words(window: &Node) -> Vec<Vec<&str>> {
    let page = window.find(PAGE, "A swath of land");
    let page = page.unwrap_or_else(|| panic!("no page:\n{}", window.tree()));
    let paragraphs = page.all().into_iter();
    let paragraphs = paragraphs.filter(|node| matches!(node.role, HEADING | PARAGRAPH));
    paragraphs
        .map(|paragraph| {
            let buttons = paragraph.children.iter().filter(|node| node.role == BUTTON);
            buttons.map(|node| node.name.as_str()).collect()
        })
        .collect()
}

fn word<'a>(window: &'a Node, name: &str) -> &'a Node {
    let page = window.find(PAGE, "A swath of land").expect("the page");
    let found = page.all().into_iter().find(|node| node.name == name);
    found.unwrap_or_else(|| panic!("no word {name}:\n{}", window.tree()))
}

#[test]
#[ignore = "needs a display: packaging/test.sh runs it"]
fn a_screen_reader_finds_every_word_and_selects_one() {
    let desktop = Desktop::start("screen-reader", Dialogs::ScreenReader);
    let reader = ScreenReader::start(&desktop);
    let path = desktop.write("land.md", TEXT);
    let mut program = desktop.start_program(&[&path]);
    program.wait_for_article("A swath of land");

    let window = reader.read_until("the page is told", |window| {
        window
            .find(PAGE, "A swath of land")
            .is_some_and(|page| page.all().len() > 20)
    });
    assert_eq!(
        words(&window),
        [
            vec!["A", "swath", "of", "land"],
            vec![
                "The", "storm", "battered", "the", "old", "pier", "says", "the", "harbour", "report"
            ],
            vec!["The", "last", "people", "left"],
        ]
    );
    assert_eq!(word(&window, "battered").description, "New");
    let link = word(&window, "harbour report, link to news.example.org");
    assert_eq!(link.role, LINK);
    assert!(!reader.actions(link).is_empty());

    // The parts of the window have names, and come in the order in which they are read.
    let parts = [
        "Places",
        "Article and tools",
        "A swath of land",
        "Vocabulary of this article",
    ];
    let all = window.all();
    let order = parts.map(|name| {
        let found = all
            .iter()
            .position(|node| node.name == name && !node.children.is_empty());
        found.unwrap_or_else(|| panic!("no part {name}:\n{}", window.tree()))
    });
    assert!(order.is_sorted(), "{order:?}\n{}", window.tree());

    reader.activate(word(&window, "pier"));
    let window = reader.read_until("the word is selected", |window| word(window, "pier").is(SELECTED));
    assert!(!word(&window, "storm").is(SELECTED));
    assert!(
        window.all().iter().any(|node| node.name == "Card of “pier”"),
        "{}",
        window.tree()
    );
    assert!(word(&window, "pier").is(FOCUSED), "the keyboard is where the word is");

    // The arrow is heard as well.
    desktop.activate(&desktop.windows("--name", "Boldface").pop().expect("the window"));
    desktop.keys(&["Right"]);
    reader.read_until("the next word has the focus", |window| word(window, "says").is(FOCUSED));

    desktop.keys(&["ctrl+shift+l"]);
    let window = reader.read_until("the dialog is told", |window| !window.of_role(DIALOG).is_empty());
    assert_eq!(window.of_role(DIALOG)[0].name, "Language of this article");
    desktop.keys(&["Escape"]);
    program.assert_running();
}
