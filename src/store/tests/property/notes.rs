//! What a learner does to notes on passages and articles.

use super::deeds::Deed;
use super::{WORDS, pick};
use crate::store::testing::anchor;
use crate::store::{Committed, Now, Store, StoreError};
use crate::study::{ArticleId, MovedNote, NoteColour, NoteEdit, NoteId, NotePlace, NoteTarget};

fn place(article_id: ArticleId, block: u32, quote: &str) -> NotePlace {
    NotePlace {
        article_id,
        anchor: anchor(block, 4, quote),
        sentence: format!("The {quote}."),
    }
}

/// Does it; `None` when there is nothing to do it to.
pub(super) fn act(store: &mut Store, deed: &Deed, now: Now) -> Option<Result<Committed, StoreError>> {
    let note = |number| pick(store, "notes", number).map(|id| NoteTarget::Note(NoteId(id)));
    match deed {
        Deed::RestoreNote(number) => return Some(store.restore_note(NoteId(pick(store, "notes", *number)?), now)),
        Deed::RevertNote { note, text } => {
            return Some(store.revert_note(NoteId(pick(store, "notes", *note)?), text, now));
        }
        Deed::Answer { on, of_note, grade } => {
            let table = if *of_note { "notes" } else { "terms" };
            let answer = crate::store::tests::reviews::answer_to(pick(store, table, *on)?, *of_note, *grade);
            return Some(store.answer(answer, now));
        }
        _ => {}
    }
    let (on, edit) = match deed {
        Deed::PageNote {
            article,
            block,
            words: (word, is_text),
            session,
        } => {
            let article_id = pick(store, "articles", *article).map(ArticleId)?;
            let on = block.map_or(NoteTarget::Article(article_id), |block| {
                NoteTarget::Passage(Box::new(place(article_id, block, WORDS[*word])))
            });
            let (body, session) = (WORDS[*word].to_owned(), *session);
            let colour = NoteEdit::Colour(NoteColour::from_number(1));
            (
                on,
                if *is_text {
                    NoteEdit::Write { body, session }
                } else {
                    colour
                },
            )
        }
        Deed::Colour {
            note: number,
            number: colour,
        } => (note(*number)?, NoteEdit::Colour(NoteColour::from_number(*colour))),
        Deed::Review(number, review) => (note(*number)?, NoteEdit::Review(*review)),
        Deed::DeleteNote(number) => (note(*number)?, NoteEdit::Delete { emptied: false }),
        Deed::Emptied(number) => (note(*number)?, NoteEdit::Delete { emptied: true }),
        _ => return None,
    };
    Some(store.edit_note(&on, &edit, now).map(|done| done.0))
}

/// Every other note of an article loses its place, the rest move.
pub(super) fn moved(store: &Store, article_id: ArticleId, lost: usize) -> Vec<MovedNote> {
    let notes = store.standing_notes(article_id).unwrap().into_iter().zip(lost..);
    let moved = notes.map(|(note, number)| MovedNote {
        note_id: note.note_id,
        place: (number % 2 == 0).then(|| place(article_id, 6, &note.anchor.quote)),
    });
    moved.collect()
}
