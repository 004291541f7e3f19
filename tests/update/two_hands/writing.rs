//! The library's bold goes into the file, or into a copy, and nothing else of it changes.

use std::path::PathBuf;

use super::*;

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
