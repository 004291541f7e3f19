//! What the learner said of brackets and of emphasis, when the file has changed.

use super::study::Study;

const TEXT: &str = "# A day\n\nThe **mill** (old house) fell, and the **rebuke**（谴责） came.\n\n\
    **Write to** Ann Moss at [a@b.c](mailto:a@b.c)\n";

/// The words of the open article.
fn words(study: &Study) -> Vec<String> {
    let blocks = study.opened().article.blocks.iter();
    let words = blocks.flat_map(|block| block.tokens.iter().map(|token| block.slice(token.range).to_owned()));
    words.collect()
}

fn has(study: &Study, word: &str) -> bool {
    words(study).iter().any(|other| other == word)
}

#[test]
fn what_was_said_of_a_bracket_goes_along_with_it() {
    let mut study = Study::new();
    study.write("mill.md", TEXT);
    study.import();
    assert_eq!(study.gloss("rebuke"), "谴责");
    study.turn_bracket_of("mill");
    assert_eq!(study.gloss("mill"), "old house");
    assert!(!has(&study, "house"));
    study.turn_bracket_of("rebuke");
    assert_eq!(study.gloss("rebuke"), "");
    assert!(has(&study, "谴责"));
    let before = study.content();
    let changed = TEXT.replace("The **mill**", "A **harsh** storm. Then the **mill**");
    study.write(
        "mill.md",
        &changed.replace("# A day\n", "# A day\n\nA new paragraph.\n"),
    );
    assert!(study.update());
    assert!(!has(&study, "house") && has(&study, "谴责"), "{:?}", words(&study));
    assert_eq!(
        (study.gloss("mill"), study.gloss("rebuke")),
        ("old house".to_owned(), String::new())
    );
    study.step(true);
    assert_eq!(study.content(), before);
    study.step(true);
    assert_eq!(study.gloss("rebuke"), "谴责");
    assert!(!has(&study, "谴责"), "the page is as it was");
}

#[test]
fn an_update_brings_the_glosses_that_were_typed_since() {
    let mut study = Study::new();
    study.write("mill.md", TEXT);
    study.import();
    study.write("mill.md", &TEXT.replace("**mill** (old house)", "**mill**（磨坊）"));
    assert!(study.update());
    assert_eq!(study.gloss("mill"), "磨坊");
    study.step(true);
    assert_eq!(study.gloss("mill"), "");
}

#[test]
fn emphasis_that_was_taken_in_stays_vocabulary() {
    let mut study = Study::new();
    study.write("mill.md", TEXT);
    study.import();
    assert_eq!(study.opened().emphasis.len(), 1);
    study.take_in();
    assert!(study.opened().emphasis.is_empty());
    assert_eq!(study.contexts_of("write to").len(), 1);
    study.write(
        "mill.md",
        &TEXT.replace("# A day\n", "# A day\n\nA **new** paragraph.\n"),
    );
    assert!(study.update());
    assert!(study.opened().emphasis.is_empty());
    let contexts = study.contexts_of("write to");
    assert_eq!(contexts.len(), 1);
    assert!(contexts[0].bold && contexts[0].anchor.start.block == 3, "{contexts:?}");
    assert!(study.bold_words().contains(&"Write to".to_owned()));
    study.step(true);
    study.step(true);
    assert_eq!(study.opened().emphasis.len(), 1);
    assert!(
        study.bold_words().contains(&"Write to".to_owned()),
        "it is as bold as the source has it"
    );
}
