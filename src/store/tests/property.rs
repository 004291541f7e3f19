//! Undo as a property: whatever was done, taking it all back gives what was there before, and doing it all again gives
//! what was there after.

pub(in crate::store) mod deeds;
mod files;
mod notes;
mod past;

use std::collections::BTreeSet;

use proptest::prelude::*;
use rusqlite::types::Value;

use self::deeds::{Deed, deed};
use crate::store::testing::{Library, anchor, article, at, cases, occurrence};
use crate::store::{
    ArticleUpdate, Changes, Committed, Direction, MovedBoldEdit, MovedContext, NewPlace, Store, StoreError,
};
use crate::study::{ArticleId, NoteId, Status, TermId};
use crate::text::TermKind;

const UNDOABLE: [&str; 8] = [
    "articles",
    "terms",
    "forms",
    "contexts",
    "bold_edits",
    "gloss_edits",
    "notes",
    "cards",
];
const WORDS: [&str; 7] = [
    "swath",
    "rebuke",
    "Stalls",
    "stalled",
    "put off",
    "rocket-propelled",
    "awe",
];

pub(super) type Row = (&'static str, Vec<Value>);

/// All rows that are not tombstones, without what is not undoable.
pub(super) fn dump(store: &Store) -> Vec<Row> {
    let mut rows = Vec::new();
    for table in UNDOABLE {
        let sql = format!("SELECT * FROM {table} WHERE deleted_at IS NULL ORDER BY id");
        let mut statement = store.conn.prepare(&sql).unwrap();
        let columns: Vec<usize> = (0..statement.column_count())
            .filter(|&column| {
                !["position", "furthest", "opened_at", "file_id", "carded"]
                    .contains(&statement.column_name(column).unwrap())
            })
            .collect();
        let read = |row: &rusqlite::Row<'_>| columns.iter().map(|&column| row.get(column)).collect();
        rows.extend(statement.query_map([], read).unwrap().map(|row| (table, row.unwrap())));
    }
    rows
}

/// Terms and articles whose own rows, or rows that belong to them, are not the same in both.
fn touched(before: &[Row], after: &[Row]) -> (BTreeSet<i64>, BTreeSet<i64>, BTreeSet<i64>) {
    let (mut terms, mut articles, mut notes) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for (one, other) in [(before, after), (after, before)] {
        for (table, row) in one.iter().filter(|row| !other.contains(row)) {
            let id = |column: usize| {
                if let Value::Integer(id) = row[column] {
                    Some(id)
                } else {
                    None
                }
            };
            match *table {
                "articles" => articles.extend(id(0)),
                "terms" => terms.extend(id(0)),
                "forms" => terms.extend(id(2)),
                "contexts" => {
                    articles.extend(id(2));
                    terms.extend(id(3));
                }
                "bold_edits" | "gloss_edits" => articles.extend(id(2)),
                "cards" => {}
                _ => {
                    notes.extend(id(0));
                    terms.extend(id(4));
                    articles.extend(id(5));
                }
            }
        }
    }
    (terms, articles, notes)
}

fn names_everything(changes: &Changes, before: &[Row], after: &[Row]) {
    let (terms, articles, notes) = touched(before, after);
    let named: BTreeSet<i64> = changes.terms.iter().map(|term_id| term_id.0).collect();
    assert!(terms.is_subset(&named), "{terms:?} changed, {named:?} were named");
    let named: BTreeSet<i64> = changes.articles.iter().map(|article_id| article_id.0).collect();
    assert!(articles.is_subset(&named), "{articles:?} changed, {named:?} were named");
    let named: BTreeSet<i64> = changes.notes.iter().map(|note_id| note_id.0).collect();
    assert!(notes.is_subset(&named), "{notes:?} changed, {named:?} were named");
}

/// The key that a number stands for; tombstones are among them, so that refusals are tried as well.
fn pick(store: &Store, table: &str, number: usize) -> Option<i64> {
    let sql = format!("SELECT id FROM {table} ORDER BY id");
    let mut statement = store.conn.prepare(&sql).unwrap();
    let ids = statement.query_map([], |row| row.get(0)).unwrap();
    let ids: Vec<i64> = ids.map(Result::unwrap).collect();
    ids.get(number % ids.len().max(1)).copied()
}

fn update_of(store: &Store, article_id: ArticleId, words: &[usize], lost: usize) -> ArticleUpdate {
    let words: Vec<&str> = words.iter().map(|&word| WORDS[word]).collect();
    let new = article("Updated", &words);
    let contexts = store.contexts_of_article(article_id).unwrap();
    let moved = contexts.iter().enumerate().map(|(number, context)| MovedContext {
        context_id: context.context_id,
        place: match (number + lost) % 3 {
            0 => NewPlace::Lost,
            1 => NewPlace::Unbold,
            _ => NewPlace::At(anchor(7, 3, &context.form)),
        },
    });
    let edits = store
        .article(article_id)
        .unwrap()
        .map(|article| article.bold_edits)
        .unwrap_or_default();
    let bold_edits = edits.iter().enumerate().map(|(number, edit)| MovedBoldEdit {
        bold_edit_id: edit.bold_edit_id,
        anchor: (number % 2 == 0).then(|| anchor(8, 3, &edit.anchor.quote)),
    });
    ArticleUpdate {
        article_id,
        title: (lost == 0).then(|| "Updated".to_owned()),
        contexts: moved.collect(),
        bold_edits: bold_edits.collect(),
        bytes: new.bytes,
        sha256: new.sha256,
        words: new.words,
        lost: 0,
        gone: Vec::new(),
        new: Vec::new(),
        gloss_edits: Vec::new(),
        notes: notes::moved(store, article_id, lost),
        terms: new.terms,
        position: None,
        furthest: None,
        bookmark: None,
    }
}

fn kind_of(form: &str) -> TermKind {
    if form.contains(' ') {
        TermKind::Phrase
    } else {
        TermKind::Word
    }
}

/// Does it; `None` when there is nothing to do it to, or the store refuses since that is gone.
pub(in crate::store) fn act(store: &mut Store, deed: &Deed, time: i64) -> Option<Committed> {
    let now = at(time * 60_000);
    let term = |store: &Store, number| pick(store, "terms", number).map(TermId);
    let article_at = |store: &Store, number| pick(store, "articles", number).map(ArticleId);
    let done = match deed {
        Deed::Import { words, title } => {
            let words: Vec<&str> = words.iter().map(|&word| WORDS[word]).collect();
            let mut new = article(&format!("Title {title}"), &words);
            for term in new.terms.iter_mut().filter(|term| term.headword.len() > 5) {
                term.gloss = Some(format!("gloss {title}"));
            }
            store.import(&[new], u64::from(*title), now).map(|done| done.0)
        }
        Deed::Update { article, words, lost } => {
            let update = update_of(store, article_at(store, *article)?, words, *lost);
            store.update_article(&update, now)
        }
        Deed::WriteBack { .. } | Deed::Merge { .. } => files::with_file(store, deed, now)?,
        Deed::Status {
            term: number,
            number: status,
        } => store.set_status(term(store, *number)?, Status::from_number(*status), now),
        Deed::Raise(number) => store.raise_status(term(store, *number)?, now),
        Deed::Lower(number) => store.lower_status(term(store, *number)?, now),
        Deed::Gloss {
            term: number,
            text,
            session,
        } => store.set_gloss(term(store, *number)?, text, *session, now),
        Deed::AddTerm { article, block, word } => {
            let place = occurrence(article_at(store, *article)?, *block, WORDS[*word]);
            store.add_term(&place, Some(Status::Met), now).map(|done| done.0)
        }
        Deed::Bold {
            article,
            block,
            word,
            bold,
        } => {
            let place = occurrence(article_at(store, *article)?, *block, WORDS[*word]);
            store.set_bold(&place, *bold, now).map(|done| done.0)
        }
        Deed::Bracket {
            article,
            block,
            words,
            is_gloss,
        } => {
            let bracket = files::bracket(article_at(store, *article)?, *block, *words, *is_gloss);
            store.turn_bracket(&bracket, now)
        }
        Deed::NewNote {
            term: number,
            text,
            session,
        } => store
            .create_note(term(store, *number)?, text, *session, now)
            .map(|done| done.0),
        Deed::SaveNote { note, text, session } => {
            store.save_note(NoteId(pick(store, "notes", *note)?), text, *session, now)
        }
        Deed::PageNote { .. }
        | Deed::Colour { .. }
        | Deed::Review(..)
        | Deed::Answer { .. }
        | Deed::Emptied(_)
        | Deed::DeleteNote(_)
        | Deed::RestoreNote(_)
        | Deed::RevertNote { .. } => notes::act(store, deed, now)?,
        Deed::Rename { article, title } => store.rename_article(article_at(store, *article)?, title, now),
        Deed::Bookmark { article, block } => {
            let place = block.map(|block| anchor(block, 0, "x"));
            store.set_bookmark(article_at(store, *article)?, place.as_ref(), now)
        }
        Deed::Archive { article, archived } => store.archive_article(article_at(store, *article)?, *archived, now),
        Deed::Delete(article) => store.delete_article(article_at(store, *article)?, now),
        Deed::Restore(article) => store.restore_article(article_at(store, *article)?, now),
        Deed::Language { article, german } => {
            store.set_language(article_at(store, *article)?, if *german { "de" } else { "en" }, now)
        }
        Deed::Headword { term: number, word } => store.set_headword(term(store, *number)?, WORDS[*word], now),
        Deed::Join { from, into } => store.join_terms(term(store, *from)?, term(store, *into)?, now),
        Deed::Treat { form, word } => store
            .treat_form("en", kind_of(WORDS[*form]), WORDS[*form], WORDS[*word], now)
            .map(|done| done.0),
        Deed::Undo | Deed::Redo => return None,
        Deed::Position(article) => {
            let article_id = article_at(store, *article)?;
            let place = anchor(u32::try_from(time).unwrap(), 0, "x");
            store
                .set_position(article_id, &place.clone().into(), Some(&place))
                .unwrap();
            store.touch_opened(article_id, now).unwrap();
            return None;
        }
    };
    match done {
        Ok(committed) => Some(committed),
        Err(StoreError::NoSuchRow { .. }) => None,
        Err(error) => panic!("{deed:?}: {error}"),
    }
}

fn is_sound(store: &Store) {
    // A live term's status is what its log says last.
    let sql = "SELECT id FROM terms WHERE deleted_at IS NULL AND status IS NOT
               (SELECT to_status FROM status_log WHERE term_id = terms.id ORDER BY id DESC LIMIT 1)";
    assert!(
        !store.conn.prepare(sql).unwrap().exists([]).unwrap(),
        "status and log differ"
    );
    // What is live hangs on what is live, articles aside.
    for table in ["forms", "contexts", "notes"] {
        let sql = format!(
            "SELECT 1 FROM {table} JOIN terms ON terms.id = term_id
             WHERE {table}.deleted_at IS NULL AND terms.deleted_at IS NOT NULL"
        );
        assert!(
            !store.conn.prepare(&sql).unwrap().exists([]).unwrap(),
            "{table} of a dropped term"
        );
    }
    let sql = "SELECT 1 FROM terms WHERE deleted_at IS NULL
               AND NOT EXISTS (SELECT 1 FROM forms WHERE term_id = terms.id AND forms.deleted_at IS NULL)";
    assert!(
        !store.conn.prepare(sql).unwrap().exists([]).unwrap(),
        "a term without a form"
    );
    // What the queue is found by is what it was counted from.
    let sql = "SELECT 1 FROM terms WHERE
               bolded <> (SELECT count(*) FROM contexts WHERE term_id = terms.id AND contexts.deleted_at IS NULL)
               OR carded <> EXISTS (SELECT 1 FROM cards WHERE term_id = terms.id AND cards.deleted_at IS NULL AND phase <> 'new')
               UNION ALL SELECT 1 FROM cards JOIN terms ON terms.id = term_id
               WHERE cards.deleted_at IS NULL AND active <> CASE WHEN terms.deleted_at IS NOT NULL THEN 0
                   WHEN status IN (1, 2, 3, 4) THEN 1 WHEN status = 5 THEN 2 ELSE 0 END
               UNION ALL SELECT 1 FROM cards JOIN notes ON notes.id = note_id
               WHERE cards.deleted_at IS NULL AND active <> (review AND notes.deleted_at IS NULL)";
    assert!(
        !store.conn.prepare(sql).unwrap().exists([]).unwrap(),
        "the queue is out of step"
    );
    store.quick_check().unwrap();
}

/// What the library held after each step, and at which of them it is now.
struct Timeline {
    states: Vec<Vec<Row>>,
    here: usize,
}

impl Timeline {
    /// Something was done: it continued the step that it is at, or made a new one; what was taken back is no more.
    fn done(&mut self, depth: usize, state: Vec<Row>) {
        assert!(depth == self.here || depth == self.here + 1);
        self.here = depth;
        self.states.truncate(depth);
        self.states.push(state);
    }

    fn step(&mut self, store: &mut Store, direction: Direction, time: i64) {
        let now = at(time * 60_000);
        let before = dump(store);
        let (taken, there) = match direction {
            Direction::Undone => (store.undo(now).unwrap(), self.here.checked_sub(1)),
            _ => (
                store.redo(now).unwrap(),
                Some(self.here + 1).filter(|&there| there < self.states.len()),
            ),
        };
        assert_eq!(taken.is_some(), there.is_some());
        let Some((committed, there)) = taken.zip(there) else {
            return;
        };
        self.here = there;
        assert_eq!(dump(store), self.states[there], "{:?} {direction:?}", committed.op);
        assert_eq!(committed.direction, direction);
        assert_eq!(
            (committed.undo_depth, committed.redo_depth),
            (there, self.states.len() - 1 - there)
        );
        names_everything(&committed.changes, &before, &self.states[there]);
        is_sound(store);
    }
}

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn every_step_back_and_forth_gives_what_was_there(deeds in prop::collection::vec(deed(), 1..40)) {
        let library = Library::new();
        let mut store = library.open();
        let mut timeline = Timeline { states: vec![dump(&store)], here: 0 };
        let mut time = 0;
        for deed in &deeds {
            time += 1;
            match deed {
                Deed::Undo => timeline.step(&mut store, Direction::Undone, time),
                Deed::Redo => timeline.step(&mut store, Direction::Redone, time),
                _ => {
                    let before = dump(&store);
                    let done = act(&mut store, deed, time).filter(|committed| committed.serial != 0);
                    let after = dump(&store);
                    if let Some(committed) = done {
                        names_everything(&committed.changes, &before, &after);
                        timeline.done(committed.undo_depth, after);
                    } else {
                        prop_assert_eq!(after, before);
                    }
                    is_sound(&store);
                }
            }
        }
        for direction in [Direction::Undone, Direction::Redone].repeat(2) {
            for _ in 0..=timeline.states.len() {
                time += 1;
                timeline.step(&mut store, direction, time);
            }
        }
    }
}
