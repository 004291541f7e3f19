use super::*;
use crate::text::TermKind;

fn term(term_id: i64, gloss: &str) -> Term {
    Term {
        term_id: TermId(term_id),
        language: "en".into(),
        kind: TermKind::Word,
        headword: "stall".into(),
        status: None,
        gloss: gloss.into(),
        contexts: 1,
        saved_at: 0,
        sense: String::new(),
        forms: vec!["stall".into()],
        notes: vec![],
    }
}

fn typed(drafts: &mut Drafts, text: &str, now: Instant) {
    if let Some(draft) = &mut drafts.note {
        draft.text.push_str(text);
    }
    drafts.wrote(DraftField::Note, now);
}

#[test]
fn due_half_a_second_after_the_last_key_and_two_seconds_at_the_latest() {
    let mut drafts = Drafts::default();
    drafts.show(Some(&term(1, "")), || None);
    let start = Instant::now();
    typed(&mut drafts, "a", start);
    assert_eq!(drafts.next_due(), Some(start + AFTER_LAST_KEY));
    for tenth in 1..30 {
        typed(&mut drafts, "a", start + Duration::from_millis(tenth * 100));
    }
    assert_eq!(drafts.next_due(), Some(start + AT_THE_LATEST));
}

#[test]
fn nothing_is_sent_while_an_input_method_composes() {
    let mut drafts = Drafts::default();
    drafts.show(Some(&term(1, "")), || None);
    let now = Instant::now();
    drafts.note.as_mut().unwrap().compose(true);
    typed(&mut drafts, "ni", now);
    assert_eq!(drafts.next_due(), None);
    drafts.note.as_mut().unwrap().compose(false);
    assert!(drafts.next_due().is_some());
}

#[test]
fn text_of_a_field_that_was_left_survives_a_failed_save() {
    let mut drafts = Drafts::default();
    drafts.show(Some(&term(1, "")), || None);
    let now = Instant::now();
    typed(&mut drafts, "kept", now);
    drafts.show(Some(&term(2, "")), || None);
    let sent = drafts.due(now, || 7);
    assert_eq!(sent.len(), 1);
    drafts.failed(7, now);
    assert!(drafts.is_unsaved());
    drafts.show(Some(&term(1, "")), || None);
    assert_eq!(drafts.note.as_ref().unwrap().text, "kept");
    let again = drafts.due(now + RETRY, || 8);
    assert_eq!(again.len(), 1);
    drafts.committed(8, Some(NoteId(3)), now);
    assert!(!drafts.is_unsaved());
}

#[test]
fn what_is_typed_while_a_save_is_under_way_is_saved_next() {
    let mut drafts = Drafts::default();
    drafts.show(Some(&term(1, "")), || None);
    let now = Instant::now();
    typed(&mut drafts, "one", now);
    drafts.flush(now);
    assert_eq!(drafts.due(now, || 1).len(), 1);
    typed(&mut drafts, " two", now);
    drafts.committed(1, Some(NoteId(3)), now);
    assert!(drafts.is_unsaved());
    let next = drafts.due(now + AT_THE_LATEST, || 2);
    assert!(
        matches!(&next[..], [(2, Change::Note { on: NoteTarget::Note(NoteId(3)), edit: NoteEdit::Write { body, .. } })] if body == "one two")
    );
}

#[test]
fn the_note_on_a_page_is_made_with_its_first_text_and_found_again() {
    let mut drafts = Drafts::default();
    let on = NoteTarget::Article(crate::study::ArticleId(4));
    let now = Instant::now();
    drafts.show_page(Some((&on, "")));
    assert_eq!(drafts.due(now, || 1).len(), 0, "nothing was written");
    drafts.page.as_mut().unwrap().text.push_str("one");
    drafts.wrote(DraftField::PageNote, now);
    drafts.show_page(None);
    assert!(drafts.is_unsaved());
    let sent = drafts.due(now, || 1);
    assert!(matches!(
        &sent[..],
        [(
            1,
            Change::Note {
                on: NoteTarget::Article(_),
                ..
            }
        )]
    ));
    drafts.show_page(Some((&on, "")));
    assert_eq!(
        drafts.page.as_ref().unwrap().text,
        "one",
        "it comes back before it is stored"
    );
    drafts.committed(1, Some(NoteId(9)), now);
    drafts.show_page(Some((&NoteTarget::Note(NoteId(9)), "one")));
    drafts.page.as_mut().unwrap().text.push_str(" two");
    drafts.wrote(DraftField::PageNote, now);
    drafts.left(DraftField::PageNote);
    let sent = drafts.due(now, || 2);
    assert!(matches!(
        &sent[..],
        [(
            2,
            Change::Note {
                on: NoteTarget::Note(NoteId(9)),
                ..
            }
        )]
    ));
    drafts.committed(2, Some(NoteId(9)), now);
    drafts.reload_page(NoteId(9), "one");
    assert_eq!(drafts.page.as_ref().unwrap().text, "one");
}

#[test]
fn a_note_of_the_list_is_saved_under_its_key_and_kept_when_it_is_left() {
    let mut drafts = Drafts::default();
    let now = Instant::now();
    drafts.edit_listed(Some((NoteId(7), "one".to_owned())));
    drafts.listed.as_mut().unwrap().text.push_str(" two");
    drafts.wrote(DraftField::Listed, now);
    drafts.edit_listed(None);
    assert!(drafts.is_unsaved());
    let sent = drafts.due(now, || 4);
    assert!(
        matches!(&sent[..], [(4, Change::Note { on: NoteTarget::Note(NoteId(7)), edit: NoteEdit::Write { body, .. } })] if body == "one two"),
        "{sent:?}"
    );
    assert!(drafts.is_listed(4));
    drafts.failed(4, now);
    drafts.edit_listed(Some((NoteId(7), "one".to_owned())));
    assert_eq!(
        drafts.listed.as_ref().unwrap().text,
        "one two",
        "what was typed is not lost"
    );
    drafts.committed(4, None, now);
    assert!(drafts.is_unsaved(), "another serial");
}
