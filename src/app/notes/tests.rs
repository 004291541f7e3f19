use std::sync::mpsc::Receiver;
use std::time::Instant;

use super::*;
use crate::app::{Settings, Timings};
use crate::study::{NoteEdit, NoteId, NoteKind, NoteTarget};
use crate::worker::{Message, Request, Requests};

fn app() -> (Boldface, Receiver<Message>) {
    let (requests, sent) = Requests::to_nobody();
    let timings = Timings::new(false, Instant::now());
    (Boldface::new(requests, Settings::default(), None, timings), sent)
}

fn record(number: i64, body: &str) -> NoteRecord {
    NoteRecord {
        kind: NoteKind::Term,
        ..NoteRecord::sample(number, body)
    }
}

/// A note on a passage of an article, which is in the library or not any more.
fn noted(number: i64, present: bool) -> NoteRecord {
    let article = crate::study::NotedArticle {
        article_id: ArticleId(1),
        title: "The mill".to_owned(),
        present,
    };
    NoteRecord {
        article: Some(article),
        ..NoteRecord::sample(number, "It stands no more.")
    }
}

#[test]
fn a_note_that_was_found_leads_to_its_place_or_where_there_is_none_to_itself() {
    let (mut app, sent) = app();
    let now = Instant::now();
    app.open_found_note(&noted(7, true), now);
    assert!(matches!(
        sent.try_iter().last(),
        Some(Message::Request(Request::Open {
            article_id: ArticleId(1),
            ..
        }))
    ));
    assert_eq!(app.model.view, View::Read);
    for lost in [noted(7, false), record(7, "on a word met nowhere")] {
        app.model.notes.query.tag = Some("another".to_owned());
        app.open_found_note(&lost, now);
        assert_eq!(app.model.view, View::Notes);
        let notes = &app.model.notes;
        assert_eq!(notes.selected, Some(NoteId(7)));
        assert_eq!(notes.bring, Some((notes.serial, NoteId(7))));
        assert!(!notes.query.is_narrow(), "a filter would hide it");
    }
}

#[test]
fn a_note_of_the_open_article_shows_its_card_and_the_way_back_is_kept() {
    use crate::text::{Passage, Place};

    let (mut app, _sent) = app();
    let now = Instant::now();
    let mut opened = crate::app::reading::fixtures::opened("One.\n\nTwo three.\n\nFour five.\n");
    let place = |block, byte| Place { block, byte };
    let passage = Passage::between(place(1, 4), place(2, 4));
    opened.parsed.notes = vec![crate::worker::PlacedNote {
        note: noted(7, true),
        place: Some(passage),
    }];
    app.take(crate::worker::Event::Opened(Box::new(opened)), now);
    app.show(View::Notes, now);
    app.open_found_note(&noted(7, true), now);
    assert_eq!(app.model.view, View::Read);
    assert_eq!(app.model.note_card.as_ref().map(|card| card.place), Some(Some(passage)));
    assert_eq!(app.model.reading.as_ref().unwrap().passage, Some(passage));
}

fn committed(op: Op, direction: Direction, notes: Vec<NoteRecord>, gone_notes: Vec<NoteId>) -> Committed {
    Committed {
        serial: None,
        op,
        direction,
        terms: Vec::new(),
        gone: Vec::new(),
        notes,
        gone_notes,
        articles: Vec::new(),
        deleted: Vec::new(),
        bold_edits: None,
        undo_depth: 1,
        redo_depth: 0,
        issued: None,
    }
}

fn edit(number: i64) -> Op {
    Op::EditNote {
        note_id: NoteId(number),
        on: NoteKind::Term,
        headword: "stall".to_owned(),
        session: 1,
    }
}

#[test]
fn an_open_editor_shows_what_an_undo_brought_back_unless_something_is_unsaved() {
    let (mut app, _sent) = app();
    let now = Instant::now();
    app.drafts.edit_listed(Some((NoteId(1), "now".to_owned())));
    app.after_note_change(&committed(
        edit(1),
        Direction::Undone,
        vec![record(1, "before")],
        vec![],
    ));
    assert_eq!(app.drafts.listed.as_ref().unwrap().text, "before");
    app.drafts.listed.as_mut().unwrap().text.push_str(" typed");
    app.drafts.wrote(DraftField::Listed, now);
    app.after_note_change(&committed(edit(1), Direction::Redone, vec![record(1, "now")], vec![]));
    assert_eq!(app.drafts.listed.as_ref().unwrap().text, "before typed");
}

#[test]
fn what_was_typed_is_sent_before_the_note_goes_into_the_trash() {
    let (mut app, sent) = app();
    let now = Instant::now();
    app.drafts.edit_listed(Some((NoteId(1), String::new())));
    app.drafts.listed.as_mut().unwrap().text.push_str("last words");
    app.drafts.wrote(DraftField::Listed, now);
    app.act(Action::Notes(NotesAction::Delete(NoteId(1))), now);
    let changes: Vec<Change> = sent
        .try_iter()
        .filter_map(|message| match message {
            Message::Request(Request::Change { change, .. }) => Some(change),
            _ => None,
        })
        .collect();
    assert!(matches!(
        &changes[..],
        [
            Change::Note { edit: NoteEdit::Write { body, .. }, .. },
            Change::Note { on: NoteTarget::Note(NoteId(1)), edit: NoteEdit::Delete { .. } },
        ] if body == "last words"
    ));
}

#[test]
fn an_editor_of_a_note_that_is_gone_closes() {
    let (mut app, _sent) = app();
    app.drafts.edit_listed(Some((NoteId(1), "now".to_owned())));
    let op = Op::DeleteNote {
        note_id: NoteId(1),
        on: NoteKind::Term,
        headword: String::new(),
        emptied: false,
    };
    app.after_note_change(&committed(op, Direction::Done, vec![], vec![NoteId(1)]));
    assert!(app.drafts.listed.is_none());
}

#[test]
fn late_answers_are_dropped() {
    let (mut app, _sent) = app();
    let now = Instant::now();
    for typed in ["s", "st"] {
        let typed = typed.to_owned();
        app.act(Action::Notes(NotesAction::Complete { typed, tag: true }), now);
    }
    let found = |tag: &str| vec![Completion::Tag(tag.to_owned())];
    for (serial, tag) in [(2, "style"), (1, "slow")] {
        app.take_notes(
            NotesNews::Completions {
                serial,
                found: found(tag),
            },
            now,
        );
    }
    let completions = &app.model.notes.completions;
    assert_eq!((&completions.found, &*completions.typed), (&found("style"), "st"));
}
