//! Two hands on one text: words are bolded here and in the file, by turns, and neither loses what it did.

use std::path::PathBuf;

use boldface::store::Op;
use boldface::study::Status;
use boldface::transfer::SaveError;
use boldface::worker::{Event, Request, Saved, StatusStep, UpdateAnswer, WriteTo};
use proptest::prelude::*;

use super::study::Study;

const WORDS: [&str; 8] = [
    "sturdy", "murky", "calm", "brisk", "harbour", "stalled", "naïve", "winter",
];

/// Every word once, among things that no merge has any business with.
fn markdown(bold: [bool; 8]) -> String {
    let word = |number: usize| {
        let stars = if bold[number] { "**" } else { "" };
        format!("{stars}{}{stars}", WORDS[number])
    };
    format!(
        "---\ntags: [a, b]\n---\r\n# The ferry\r\n\r\nThe {} ferry crossed the {} water;  a {} day.\r\n\r\n\
         - _one_ {}\n* two \\* {}\n\n> It `**did**`: {}, they __said__.\n\n[{}](https://a.example/x) and {}",
        word(0),
        word(1),
        word(2),
        word(3),
        word(4),
        word(5),
        word(6),
        word(7)
    )
}

fn bolded(words: &[&str]) -> [bool; 8] {
    WORDS.map(|word| words.contains(&word))
}

impl Study {
    /// Writes the article; gives what came of it.
    fn save(&mut self, to: WriteTo) -> Result<Saved, SaveError> {
        let article_id = self.opened().article_id;
        self.send(Request::WriteArticle { article_id, to });
        let answer = self.until(|event| matches!(event, Event::Saved(_) | Event::SaveFailed { .. }));
        match answer {
            Some(Event::Saved(saved)) => Ok(saved),
            Some(Event::SaveFailed { error, .. }) => Err(error),
            _ => unreachable!(),
        }
    }

    fn write_to_file(&mut self) -> Result<Saved, SaveError> {
        self.save(WriteTo::Source { by_itself: false })
    }

    /// Opens the file as it is now, which asks nothing.
    fn open_file(&mut self) {
        let asked = self.asked();
        self.import();
        assert_eq!(self.asked(), asked, "it was asked");
    }

    /// Waits until the article stands so to its file: (ahead, behind).
    fn until_stands(&mut self, ahead: u32, behind: u32) {
        self.send(Request::LookAtFile);
        self.until(|event| match event {
            Event::FileStanding {
                standing: Some(standing),
                ..
            } => (standing.ahead, standing.behind) == (ahead, behind),
            _ => false,
        });
    }

    fn text(&self) -> String {
        std::fs::read_to_string(self.path()).unwrap()
    }

    /// Which words the library shows in bold, read anew.
    fn bold_anew(self) -> ([bool; 8], Self) {
        let path = self.path();
        let mut later = self.again();
        later.open(path);
        let words = later.bold_words();
        let bold = WORDS.map(|word| words.iter().any(|bold| bold == word));
        (bold, later)
    }
}

fn study(bold: [bool; 8]) -> Study {
    let mut study = Study::new();
    study.write("ferry.md", &markdown(bold));
    study.import();
    study
}

#[test]
fn what_was_bolded_here_is_in_the_file_and_nobody_is_asked_about_it() {
    let mut study = study(bolded(&["sturdy"]));
    study.bold_of("brisk", true);
    study.bold_of("sturdy", false);
    let before = study.content();
    let saved = study.write_to_file().unwrap();
    assert_eq!((saved.own, saved.bolds, saved.refused.len()), (true, 2, 0));
    assert_eq!(study.text(), markdown(bolded(&["brisk"])));
    assert!(study.contexts_of("brisk")[0].bold, "its bold is the source's now");
    let written = study.content();
    study.open_file();
    assert_eq!(study.content(), written);
    // In the library it can be taken back; the file is left alone.
    study.step(true);
    assert_eq!(study.content(), before);
    assert_eq!(study.text(), markdown(bolded(&["brisk"])));
    study.step(false);
    assert_eq!(study.content(), written);
}

#[test]
fn a_file_that_was_bolded_further_is_merged_before_it_is_written() {
    let mut study = study(bolded(&["sturdy", "murky"]));
    study.status_of("sturdy", StatusStep::To(Some(Status::Familiar)));
    study.bold_of("calm", true);
    study.bold_of("murky", false);
    study.write("ferry.md", &markdown(bolded(&["sturdy", "murky", "winter"])));
    let saved = study.write_to_file().unwrap();
    assert_eq!(saved.bolds, 2);
    assert_eq!(study.text(), markdown(bolded(&["sturdy", "calm", "winter"])));
    let (bold, study) = study.bold_anew();
    assert_eq!(bold, bolded(&["sturdy", "calm", "winter"]));
    assert_eq!(study.status("sturdy"), Some(Status::Familiar));
    assert_eq!(study.status("winter"), Some(Status::New));
}

#[test]
fn a_merge_is_one_step_and_a_renamed_file_is_the_same_article() {
    let mut study = study(bolded(&["sturdy"]));
    let article_id = study.opened().article_id;
    study.bold_of("calm", true);
    let (before, depth) = (study.content(), study.undo_depth());
    std::fs::remove_file(study.path()).unwrap();
    study.write("other name.md", &markdown(bolded(&["sturdy", "winter"])));
    study.import();
    assert_eq!(study.opened().article_id, article_id);
    assert_eq!(study.bold_words(), ["sturdy", "calm", "said", "winter"]);
    assert_eq!(study.undo_depth(), depth + 1);
    // From now on it is this file's article.
    study.write_to_file().unwrap();
    assert_eq!(study.text(), markdown(bolded(&["sturdy", "calm", "winter"])));
    study.step(true);
    study.step(true);
    assert_eq!(study.content(), before);
}

#[test]
fn a_renamed_file_is_known_again_also_where_bold_divides_the_words() {
    let text = "# 新闻\n\n政府昨天宣布了新的措施，人们对此非常关心，也非常惊讶。\n";
    let mut study = Study::new();
    study.write("one.md", text);
    study.import();
    let article_id = study.opened().article_id;
    std::fs::remove_file(study.path()).unwrap();
    study.write("two.md", &text.replace("宣布", "**宣**布").replace("措施", "**措施**"));
    study.import();
    assert_eq!(study.opened().article_id, article_id);
}

#[test]
fn a_copy_beside_the_file_is_another_article() {
    let mut study = study(bolded(&["sturdy"]));
    let article_id = study.opened().article_id;
    study.write("copy.md", &markdown(bolded(&["winter"])));
    study.import();
    assert_ne!(study.opened().article_id, article_id);
}

#[test]
fn where_the_text_differs_nothing_is_written_and_one_is_asked() {
    let mut study = study(bolded(&[]));
    study.bold_of("calm", true);
    let text = markdown(bolded(&[])).replace("ferry", "boat");
    study.write("ferry.md", &text);
    let article_id = study.opened().article_id;
    study.send(Request::WriteArticle {
        article_id,
        to: WriteTo::Source { by_itself: false },
    });
    study.until(|event| matches!(event, Event::AskUpdate { .. }));
    assert_eq!(study.text(), text);
}

#[test]
fn a_copy_changes_nothing_in_the_library() {
    let mut study = study(bolded(&["sturdy"]));
    study.bold_of("calm", true);
    let before = study.content();
    let path = study.folder.path().join("copy.md");
    let to = |replace| WriteTo::Path {
        path: study.folder.path().join("copy.md"),
        replace,
    };
    let (new, replaced) = (to(false), to(true));
    assert!(!study.save(new.clone()).unwrap().own);
    assert_eq!(
        std::fs::read_to_string(&path).unwrap(),
        markdown(bolded(&["sturdy", "calm"]))
    );
    assert!(matches!(study.save(new), Err(SaveError::Exists { .. })));
    std::fs::write(&path, "something else").unwrap();
    study.save(replaced).unwrap();
    assert_eq!(
        std::fs::read_to_string(&path).unwrap(),
        markdown(bolded(&["sturdy", "calm"]))
    );
    assert_eq!(study.content(), before);
    assert_eq!(study.text(), markdown(bolded(&["sturdy"])));
}

#[test]
fn a_file_that_has_gone_is_not_made_anew_unless_it_is_asked_for() {
    let mut study = study(bolded(&[]));
    study.bold_of("calm", true);
    let path: PathBuf = study.path();
    std::fs::remove_file(&path).unwrap();
    assert!(matches!(study.write_to_file(), Err(SaveError::Gone { .. })));
    assert!(!path.exists());
    let saved = study.save(WriteTo::Path { path, replace: true }).unwrap();
    assert!(saved.own && saved.bolds == 1);
    assert_eq!(study.text(), markdown(bolded(&["calm"])));
}

#[test]
fn one_sees_which_of_the_two_is_ahead() {
    let mut study = study(bolded(&["sturdy"]));
    study.bold_of("calm", true);
    study.bold_of("brisk", true);
    study.write("ferry.md", &markdown(bolded(&["winter"])));
    study.until_stands(2, 2);
    study.open_file();
    study.write("ferry.md", &markdown(bolded(&["winter", "calm", "brisk"])));
    study.open_file();
    assert_eq!(study.write_to_file().unwrap().bolds, 0, "nothing is left to write");
}

#[test]
fn a_clash_is_told_also_where_the_text_was_edited_too() {
    let mut study = Study::new();
    study.write("a.md", "A **carpenter** explained the plan.\n");
    study.import();
    study.bold_of("carpenter", false);
    let text = "A **carpenter explained** the scheme.\n";
    study.write("a.md", text);
    study.read_file();
    let asked = study.until(|event| matches!(event, Event::AskUpdate { .. }));
    let Some(Event::AskUpdate { question, .. }) = asked else {
        unreachable!()
    };
    let answer = UpdateAnswer::Update;
    study.send(Request::AnswerUpdate { question, answer });
    let told = study.until(|event| matches!(event, Event::Clashed { .. }));
    assert!(matches!(told, Some(Event::Clashed { clashes, .. }) if clashes[0].kept == "carpenter explained"));
    study.until(|event| matches!(event, Event::Opened(_)));
    assert_eq!(study.bold_words(), ["carpenter explained"]);
    assert_eq!(study.write_to_file().unwrap().bolds, 0);
    assert_eq!(study.text(), text, "nothing is lost");
}

/// Takes a step over a write back, or forth, which opens the article anew.
fn step_over(study: &mut Study, undo: bool) {
    study.send(if undo { Request::Undo } else { Request::Redo });
    study.until(|event| matches!(event, Event::Opened(_)));
}

#[test]
fn what_was_taken_back_after_a_write_is_the_newer_wish() {
    let mut study = study(bolded(&["sturdy"]));
    study.bold_of("sturdy", false);
    study.write_to_file().unwrap();
    study.step(true);
    study.until_stands(0, 0);
    study.step(true);
    study.until_stands(0, 1);
    let before = study.content();
    study.open_file();
    assert!(
        study.bold_words().contains(&"sturdy".to_owned()),
        "nothing is taken out"
    );
    study.until_stands(0, 1);
    study.step(true);
    assert_eq!(study.content(), before);
    study.until_stands(0, 1);
    // Also where the file was bolded further.
    study.write("ferry.md", &markdown(bolded(&["calm"])));
    study.until_stands(1, 1);
    assert_eq!(study.write_to_file().unwrap().bolds, 1);
    assert_eq!(study.text(), markdown(bolded(&["sturdy", "calm"])));
}

#[test]
fn a_write_that_nobody_asked_for_follows_a_step_back_and_forth() {
    let by_itself = || WriteTo::Source { by_itself: true };
    let mut study = study(bolded(&["sturdy"]));
    study.bold_of("calm", true);
    study.save(by_itself()).unwrap();
    assert_eq!(study.text(), markdown(bolded(&["sturdy", "calm"])));
    let depth = study.undo_depth();
    step_over(&mut study, true);
    study.until_stands(0, 1);
    assert_eq!(study.save(by_itself()).unwrap().bolds, 1);
    assert_eq!(study.text(), markdown(bolded(&["sturdy"])), "the very bytes");
    study.until_stands(0, 0);
    step_over(&mut study, false);
    assert_eq!(study.undo_depth(), depth, "it can still be done again");
    study.until_stands(0, 1);
    study.save(by_itself()).unwrap();
    assert_eq!(study.text(), markdown(bolded(&["sturdy", "calm"])));
    // Asked for, it is written over as well: nobody else was there.
    step_over(&mut study, true);
    let saved = study.write_to_file().unwrap();
    assert_eq!((saved.bolds, saved.is_step), (1, false));
    assert_eq!(study.text(), markdown(bolded(&["sturdy"])));
    study.bold_of("winter", true);
    study.save(by_itself()).unwrap();
    assert_eq!(study.text(), markdown(bolded(&["sturdy", "winter"])));
    study.until_stands(0, 0);
}

#[test]
fn what_markdown_cannot_hold_and_what_has_lost_its_place_is_not_counted_for_ever() {
    let mut study = Study::new();
    study.write("a.md", "Run `cargo test` now, and see the calm sea.\n");
    study.import();
    study.bold_of("cargo", true);
    let held = |event: &Event| matches!(event, Event::FileStanding { standing: Some(it), .. } if (it.behind, it.held) == (0, 1));
    study.until(held);
    study.bold_of("calm", true);
    study.until_stands(0, 1);
    study.write("a.md", "Run `cargo test` now, and see the sea.\n");
    study.read_file();
    let asked = study.until(|event| matches!(event, Event::AskUpdate { .. }));
    let Some(Event::AskUpdate { question, .. }) = asked else {
        unreachable!()
    };
    let answer = UpdateAnswer::Update;
    study.send(Request::AnswerUpdate { question, answer });
    let told = study.until(|event| matches!(event, Event::Committed(_)));
    assert!(matches!(told, Some(Event::Committed(it)) if matches!(it.op, Op::UpdateArticle { lost: 1, .. })));
    study.until(held);
    let saved = study.write_to_file().unwrap();
    assert_eq!((saved.bolds, saved.refused.len()), (0, 1), "only the code is told");
}

#[test]
fn emphasis_that_was_taken_in_stays_so_when_the_file_is_written() {
    let text = "**Note:** a calm sea.\n\n**All of the line**\n\nA brisk wind.\n";
    let mut study = Study::new();
    study.write("a.md", text);
    study.import();
    assert_eq!(study.opened().emphasis.len(), 2);
    study.take_in();
    study.until_stands(0, 0);
    assert_eq!(study.write_to_file().unwrap().bolds, 0);
    assert_eq!(study.text(), text);
    study.bold_of("brisk", true);
    study.until_stands(0, 1);
    study.write_to_file().unwrap();
    assert_eq!(study.text(), text.replace("brisk", "**brisk**"));
    let path = study.path();
    let mut later = study.again();
    later.open(path);
    assert_eq!(later.opened().emphasis.len(), 1);
}

#[derive(Clone, Debug)]
enum Turn {
    Here(usize),
    InFile(usize),
    Open,
    Write,
    OpenAndBack,
}

fn turn() -> impl Strategy<Value = Turn> {
    prop_oneof![
        5 => (0..8usize).prop_map(Turn::Here),
        5 => (0..8usize).prop_map(Turn::InFile),
        2 => Just(Turn::Open),
        2 => Just(Turn::Write),
        1 => Just(Turn::OpenAndBack),
    ]
}

/// What one side changed holds; where both did, they agree, since a word is bold or not.
fn merged(base: [bool; 8], file: [bool; 8], here: [bool; 8]) -> [bool; 8] {
    std::array::from_fn(|word| {
        if here[word] == base[word] {
            file[word]
        } else {
            here[word]
        }
    })
}

fn play(start: [bool; 8], turns: &[Turn]) {
    let (mut base, mut file, mut here) = (start, start, start);
    let mut study = study(start);
    for turn in turns {
        match turn {
            Turn::Here(word) => {
                here[*word] = !here[*word];
                study.bold_of(WORDS[*word], here[*word]);
            }
            Turn::InFile(word) => {
                file[*word] = !file[*word];
                study.write("ferry.md", &markdown(file));
            }
            Turn::Open => {
                study.open_file();
                (base, here) = (file, merged(base, file, here));
            }
            Turn::OpenAndBack => {
                let (before, depth) = (study.content(), study.undo_depth());
                study.open_file();
                if study.undo_depth() > depth {
                    study.step(true);
                    assert_eq!(study.content(), before);
                    study.step(false);
                }
                (base, here) = (file, merged(base, file, here));
            }
            Turn::Write => {
                let saved = study.write_to_file().unwrap();
                assert!(saved.refused.is_empty());
                here = merged(base, file, here);
                (base, file) = (here, here);
                assert_eq!(study.text(), markdown(file), "other bytes were touched");
            }
        }
    }
    // In the end both have what either did.
    study.write_to_file().unwrap();
    let both = merged(base, file, here);
    assert_eq!(study.text(), markdown(both));
    let (bold, study) = study.bold_anew();
    assert_eq!(bold, both);
    assert_eq!(study.text(), markdown(both));
}

fn cases() -> u32 {
    let asked = std::env::var("PROPTEST_CASES").ok();
    asked.and_then(|number| number.parse().ok()).unwrap_or(32)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_two_hands_do_both_have_it_in_the_end(
        start in any::<[bool; 8]>(),
        turns in prop::collection::vec(turn(), 1..24),
    ) {
        play(start, &turns);
    }
}
