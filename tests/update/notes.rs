//! Notes on passages when the article's file has changed: they go where their words are, and are kept where there are none.

use boldface::app::Reading;
use boldface::store::Op;
use boldface::study::{Anchor, NoteColour, NoteEdit, NoteTarget};
use boldface::text::{Passage, Place};
use boldface::worker::{Change, Event, Request, UpdateAnswer, note_place};

use super::study::Study;

const TEXT: &str = "# The ferry\n\nThe **sturdy** ferry crossed the murky water on a grey and windy morning.\n\n\
                    Nobody on board said a word until the other side came out of the fog.\n\nThen they sang.\n";
const QUOTE: &str = "crossed the murky water on a grey and windy morning.\nNobody on board said a word";

/// A library with the ferry in it, and a note that goes over two paragraphs.
fn noted() -> Study {
    let mut study = Study::new();
    study.write("ferry.md", TEXT);
    study.import();
    let reading = study.opened();
    let place = |block: u32, text: &str| {
        let byte = reading.article.blocks[block as usize].text.find(text).unwrap();
        Place {
            block,
            byte: u32::try_from(byte).unwrap(),
        }
    };
    let passage = Passage {
        start: place(1, "crossed"),
        end: place(2, " until"),
    };
    let place = note_place(reading.article_id, &reading.article, passage, "en");
    assert_eq!((&*place.anchor.quote, &*place.sentence), (QUOTE, QUOTE));
    let on = NoteTarget::Passage(Box::new(place));
    let edit = NoteEdit::Write {
        body: "quiet 安静".to_owned(),
        session: 1,
    };
    study.change(Change::Note { on, edit });
    study
}

/// Which words the note is on, and that it says what it said.
fn stands_on(reading: &Reading) -> Option<String> {
    let [found] = reading.notes.all() else {
        panic!("{:?}", reading.notes.all());
    };
    assert_eq!(found.note.body, "quiet 安静");
    assert_eq!(found.note.placed, found.place.is_some());
    let place = found.place?;
    Some(Anchor::of_passage(&reading.article, place).quote)
}

fn updated(study: &mut Study, text: &str) -> Option<String> {
    study.write("ferry.md", text);
    assert!(study.update(), "it asks");
    stands_on(study.opened())
}

#[test]
fn a_note_goes_with_its_words_is_kept_without_them_and_finds_them_again() {
    let mut study = noted();
    let moved = TEXT.replace("# The ferry\n", "# The ferry\n\nA new paragraph before it.\n");
    assert_eq!(updated(&mut study, &moved).as_deref(), Some(QUOTE));
    // Two words in fifteen, and a comma.
    let edited = moved.replace("grey and windy", "dark, windy");
    let now = QUOTE.replace("grey and windy", "dark, windy");
    assert_eq!(updated(&mut study, &edited).as_deref(), Some(&*now));
    let gone = "# The ferry\n\nNothing of it is left but the song.\n\nThen they sang.\n";
    study.write("ferry.md", gone);
    study.read_file();
    let asked = study.until(|event| matches!(event, Event::AskUpdate { .. }));
    let Some(Event::AskUpdate { question, .. }) = asked else {
        unreachable!()
    };
    let answer = UpdateAnswer::Update;
    study.send(Request::AnswerUpdate { question, answer });
    let told = study.until(|event| matches!(event, Event::Committed(_)));
    assert!(matches!(told, Some(Event::Committed(it)) if matches!(it.op, Op::UpdateArticle { lost_notes: 1, .. })));
    study.until(|event| matches!(event, Event::Opened(_)));
    assert_eq!(stands_on(study.opened()), None);
    let found = &study.opened().notes.all()[0];
    assert_eq!(found.note.quote.as_deref(), Some(&*now), "its words are kept");
    assert_eq!(updated(&mut study, &edited).as_deref(), Some(&*now));
    for expected in [None, Some(&*now), Some(QUOTE), Some(QUOTE)] {
        study.step(true);
        assert_eq!(stands_on(study.opened()).as_deref(), expected);
    }
}

#[test]
fn a_file_whose_bold_changed_moves_no_note() {
    let mut study = noted();
    study.write("ferry.md", &TEXT.replace("murky", "**murky**"));
    study.import();
    assert_eq!(stands_on(study.opened()).as_deref(), Some(QUOTE));
    let study = study.again();
    let copy = study.copy();
    drop(study);
    let mut later = Study::on(copy);
    later.write("ferry.md", &TEXT.replace("murky", "**murky**"));
    later.import();
    assert_eq!(stands_on(later.opened()).as_deref(), Some(QUOTE));
}

#[test]
fn a_note_on_a_word_keeps_the_place_where_it_was_written() {
    let mut study = noted();
    let reading = study.opened();
    let text = &reading.article.blocks[1].text;
    let at = u32::try_from(text.find("sturdy").unwrap()).unwrap();
    let place = |byte| Place { block: 1, byte };
    let passage = Passage {
        start: place(at),
        end: place(at + 6),
    };
    let written = note_place(reading.article_id, &reading.article, passage, "en");
    assert!(written.sentence.starts_with("The sturdy ferry") && written.sentence.ends_with("morning."));
    let term_id = study.term_of("sturdy").unwrap();
    let on = NoteTarget::Term {
        term_id,
        at: Some(Box::new(written)),
    };
    study.change(Change::Note {
        on,
        edit: NoteEdit::Colour(Some(NoteColour::Green)),
    });
    study.write("ferry.md", &TEXT.replace("The **sturdy**", "Once more the **sturdy**"));
    assert!(study.update());
    assert_eq!(
        stands_on(study.opened()).as_deref(),
        Some(QUOTE),
        "a word's note is none of the page"
    );
}
