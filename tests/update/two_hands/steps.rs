//! Steps back and forth over what was written to the file.

use super::*;

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
fn what_the_file_has_of_its_own_stays_in_it_when_a_write_is_taken_back() {
    let mut study = study(bolded(&["sturdy"]));
    study.bold_of("calm", true);
    study.write("ferry.md", &markdown(bolded(&["sturdy", "winter"])));
    let (before, depth) = (study.content(), study.undo_depth());
    study.write_to_file().unwrap();
    let both = markdown(bolded(&["sturdy", "calm", "winter"]));
    assert_eq!(study.text(), both);
    assert_eq!(
        study.undo_depth(),
        depth + 1,
        "what came in for a write is one step with it"
    );
    step_over(&mut study, true);
    assert_eq!(study.content(), before);
    study.until_stands(1, 0);
    // What was written is taken back as well: that is the newer wish, and the file's own stays.
    study.step(true);
    study.until_stands(1, 1);
    study.write_to_file().unwrap();
    assert_eq!(study.text(), markdown(bolded(&["sturdy", "winter"])));
    study.until_stands(0, 0);
}

#[test]
fn a_merge_taken_back_and_done_again_leaves_nothing_to_write() {
    let mut study = study(bolded(&["sturdy"]));
    study.write("ferry.md", &markdown(bolded(&["sturdy", "winter"])));
    study.open_file();
    study.bold_of("calm", true);
    study.write_to_file().unwrap();
    step_over(&mut study, true);
    study.step(true);
    step_over(&mut study, true);
    study.until_stands(1, 1);
    step_over(&mut study, false);
    study.until_stands(0, 1);
    study.step(false);
    study.until_stands(0, 0);
    step_over(&mut study, false);
    study.until_stands(0, 0);
    study.bold_of("winter", false);
    study.until_stands(0, 1);
    study.write_to_file().unwrap();
    assert_eq!(study.text(), markdown(bolded(&["sturdy", "calm"])));
}
