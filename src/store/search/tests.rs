use std::collections::BTreeMap;
use std::fmt::Write as _;

use proptest::prelude::*;
use rusqlite::Connection;
use rusqlite::types::Value;

use super::*;
use crate::store::testing::{Library, at, cases, occurrence};
use crate::store::tests::property::act;
use crate::store::tests::property::deeds::deed;
use crate::store::{Store, ToIndex};
use crate::study::{ArticleId, NoteId, Status, TermId, locate};
use crate::text::search::SearchQuery;
use crate::text::{Article, parse};

fn parsed(bytes: &[u8]) -> Article {
    parse(&String::from_utf8_lossy(bytes))
}

fn fill(folder: &Path, store: &Store) -> SearchIndex {
    let mut index = SearchIndex::open(folder).unwrap();
    let todo = index.behind(store).unwrap();
    index.catch_up(store, &todo, parsed).unwrap();
    index
}

/// A library in a folder of its own, and what is found in it.
struct Shelf {
    library: Library,
    store: Store,
}

impl Shelf {
    fn new() -> Self {
        let library = Library::new();
        let store = library.open();
        Self { library, store }
    }

    fn article(&mut self, title: &str, text: &str) -> ArticleId {
        let mut new = crate::store::testing::article(title, &[]);
        new.bytes = format!("# {title}\n\n{text}").into_bytes();
        let update = self.store.import(&[new], 9, at(9)).unwrap();
        update.1[0].article_id()
    }

    fn word(&mut self, article_id: ArticleId, form: &str, gloss: &str, status: Status) -> TermId {
        let added = self
            .store
            .add_term(&occurrence(article_id, 1, form), Some(status), at(3));
        let term_id = added.unwrap().1;
        self.store.set_gloss(term_id, gloss, 1, at(4)).unwrap();
        term_id
    }

    fn note(&mut self, term_id: TermId, body: &str) -> NoteId {
        self.store.create_note(term_id, body, 1, at(5)).unwrap().1
    }

    fn find(&self, typed: &str) -> FoundIds {
        let folder = self.library.folder.path().join("cache");
        drop(fill(&folder, &self.store));
        let reader = SearchReader::open(&folder).unwrap().unwrap();
        reader.find(&SearchQuery::parse(typed)).unwrap()
    }

    /// Words, notes and articles that are found.
    fn found(&self, typed: &str) -> (Vec<i64>, Vec<i64>, Vec<i64>) {
        let found = self.find(typed);
        (
            found.words.iter().map(|id| id.0).collect(),
            found.notes.iter().map(|id| id.0).collect(),
            found.articles.iter().map(|(id, _)| id.0).collect(),
        )
    }
}

/// A shelf with a word, a note and an article, and their keys.
fn shelf() -> (Shelf, TermId, NoteId, ArticleId) {
    let mut shelf = Shelf::new();
    let article_id = shelf.article(
        "Harbour pilots",
        "The talks stalled. 政府，昨天宣布了新的措施。\n\nAn old mill stands there.",
    );
    let term_id = shelf.word(article_id, "stalls", "停滞；拖延", Status::Met);
    let note_id = shelf.note(term_id, "Not *install*. 不要混淆。 #verbs #exam/2026");
    (shelf, term_id, note_id, article_id)
}

#[test]
fn any_form_finds_every_form() {
    let (shelf, term_id, note_id, article_id) = shelf();
    for typed in ["stall ", "stalls ", "Stalled ", "stalling "] {
        let (words, notes, articles) = shelf.found(typed);
        assert_eq!(words, [term_id.0], "{typed}");
        assert_eq!(notes, [note_id.0], "{typed}: by its headword");
        assert!(articles.contains(&article_id.0), "{typed}");
    }
    assert_eq!(shelf.found("\"stalling\"").2, [0i64; 0], "only as it is typed");
    assert_eq!(shelf.found("\"talks stalled\"").2, [article_id.0]);
    assert_eq!(
        shelf.found("\"stalled an old\"").2,
        [0i64; 0],
        "no phrase across two blocks"
    );
    assert_eq!(shelf.found("\"stalled talks\"").2, [0i64; 0]);
}

#[test]
fn what_is_being_typed_is_completed() {
    let (shelf, term_id, _, article_id) = shelf();
    assert_eq!(shelf.found("sta").0, [term_id.0]);
    assert!(shelf.found("pil").2.contains(&article_id.0), "in the title");
    assert_eq!(shelf.found("sta ").0, [0i64; 0], "a whole word");
}

#[test]
fn an_open_phrase_is_looked_for_as_far_as_that_is_quick() {
    let mut shelf = Shelf::new();
    let common = shelf.article("Common", "The that they this there their to time them these then.");
    let these = shelf.article("One", "A list of these.");
    let this = shelf.article("Two", "A list of this.");
    let found = |typed: &str| shelf.found(typed).2;
    assert_eq!(found("\"of thi"), [this.0], "little begins so");
    let mut either = found("\"of th");
    either.sort_unstable();
    assert_eq!(either, [these.0, this.0], "what is no word yet is left for later");
    assert_eq!(found("\"of the"), [0_i64; 0], "a common word counts as it stands");
    assert_eq!(found("\"of thes"), [these.0]);
    assert!(!found("\"that they").is_empty() && found("\"that they")[0] == common.0);
}

#[test]
fn two_signs_are_found_wherever_they_stand() {
    let (mut shelf, term_id, note_id, article_id) = shelf();
    assert_eq!(shelf.found("昨天").2, [article_id.0]);
    assert_eq!(shelf.found("天宣").2, [article_id.0], "wherever a word ends");
    assert_eq!(shelf.found("昨天宣布").2, [article_id.0]);
    assert_eq!(shelf.found("府昨").2, [0i64; 0], "not across a comma");
    assert_eq!(shelf.found("天措").2, [0i64; 0], "not side by side");
    assert_eq!(shelf.found("混淆").1, [note_id.0]);
    assert_eq!(shelf.found("拖延").0, [term_id.0]);
    assert_eq!(shelf.found("淆").1, [note_id.0], "one sign");
    assert_eq!(shelf.found("in:titles 淆").2, [0i64; 0]);
    let titled = shelf.article("混淆", "Nothing.");
    assert_eq!(shelf.found("in:titles 淆").2, [titled.0]);
}

#[test]
fn filters_and_exclusions_hold() {
    let (mut shelf, term_id, note_id, article_id) = shelf();
    let other = shelf.word(article_id, "mill", "磨坊", Status::WellKnown);
    let plain = shelf.note(other, "Grinds *corn*.");
    assert_eq!(shelf.found("tag:verbs").1, [note_id.0]);
    assert_eq!(shelf.found("tag:exam install").1, [note_id.0], "a tag above it");
    assert_eq!(shelf.found("tag:corn").1, [0i64; 0]);
    assert_eq!(shelf.found("in:notes -tag:verbs").1, [plain.0]);
    assert_eq!(shelf.found("in:notes -install").1, [plain.0]);
    assert_eq!(shelf.found("corn -grinds").1, [0i64; 0]);
    assert_eq!(shelf.found("status:2").0, [term_id.0]);
    assert_eq!(shelf.found("status:learning").1, [note_id.0], "notes on such words");
    assert_eq!(shelf.found("-status:known in:words").0, [term_id.0]);
    assert_eq!(shelf.found("status:known in:words").0, [other.0]);
    assert_eq!(
        shelf.found("status:2 -停滞").0,
        [0i64; 0],
        "also where nothing is looked for"
    );
    assert_eq!(shelf.found("status:2 -gone").0, [term_id.0]);
    assert_eq!(shelf.found("status:2 in:notes -exam").1, [0i64; 0]);
    assert_eq!(shelf.found("in:titles harbour").2, [article_id.0]);
    assert_eq!(shelf.found("in:titles mill").2, [0i64; 0]);
    assert_eq!(shelf.found("mill -pilots"), (vec![other.0], vec![plain.0], vec![]));
    assert_eq!(
        shelf.found("-mill"),
        (vec![], vec![], vec![]),
        "that would be nearly all"
    );
}

#[test]
fn titles_rank_above_texts() {
    let mut shelf = Shelf::new();
    let text = shelf.article("Boats", "A lighthouse, and another lighthouse.");
    let title = shelf.article("Lighthouse", "What stands there.");
    let (_, _, articles) = shelf.found("lighthouse ");
    let place = |id: ArticleId| articles.iter().position(|other| *other == id.0);
    assert!(place(title) < place(text), "{articles:?}");
}

#[test]
fn a_hit_leads_to_its_place_in_the_article() {
    let mut shelf = Shelf::new();
    let mut long = String::new();
    for number in 0..900 {
        let _ = write!(long, "Paragraph {number} says nothing at all.\n\n");
    }
    let text = format!("{long}Here the evacuation begins.\n\n{long}The end of the evacuation.");
    let article_id = shelf.article("Long", &text);
    let stored = shelf.store.article(article_id).unwrap().unwrap();
    let article = parsed(&stored.bytes);
    let found = shelf.find("\"evacuation begins\"");
    let reader = SearchReader::open(&shelf.library.folder.path().join("cache"))
        .unwrap()
        .unwrap();
    let hit = reader.article(found.articles[0].1, "Long", &found.matcher).unwrap();
    let anchor = hit.anchor.unwrap();
    let (block, range) = locate(&anchor, &article).unwrap();
    assert_eq!(article.blocks[block as usize].slice(range), "evacuation begins");
    assert_eq!(anchor, crate::study::Anchor::of(&article, block, range));
    assert!(hit.excerpt.text.contains("Here the evacuation begins."));
    // The first word of a part, too.
    for number in [0, 1, 2, 450, 899] {
        let found = shelf.find(&format!("\"paragraph {number} says\""));
        let hit = reader.article(found.articles[0].1, "Long", &found.matcher).unwrap();
        let anchor = hit.anchor.unwrap();
        let (block, range) = locate(&anchor, &article).unwrap();
        assert_eq!(anchor, crate::study::Anchor::of(&article, block, range));
    }
}

#[test]
fn a_damaged_index_is_made_anew() {
    let (shelf, term_id, ..) = shelf();
    let folder = shelf.library.folder.path().join("cache");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("search.db"), "no database at all").unwrap();
    assert_eq!(shelf.found("stall ").0, [term_id.0]);
    let conn = Connection::open(folder.join("search.db")).unwrap();
    conn.pragma_update(None, "user_version", VERSION + 1).unwrap();
    drop(conn);
    assert!(SearchReader::open(&folder).unwrap().is_none(), "of another version");
    assert_eq!(shelf.found("stall ").0, [term_id.0]);
}

#[test]
fn the_watermark_is_another_after_each_commit() {
    let (mut shelf, term_id, ..) = shelf();
    let before = shelf.store.watermark().unwrap();
    shelf.store.set_status(term_id, Some(Status::New), at(70)).unwrap();
    let after = shelf.store.watermark().unwrap();
    assert_ne!(before, after);
    shelf.store.undo(at(80)).unwrap();
    assert_ne!(
        shelf.store.watermark().unwrap(),
        before,
        "taken back is not what it was"
    );
    let mut index = SearchIndex::open(&shelf.library.folder.path().join("other")).unwrap();
    assert_eq!(index.watermark().unwrap(), None);
    index.set_watermark(&after).unwrap();
    assert_eq!(index.watermark().unwrap(), Some(after));
}

#[test]
fn a_few_notes_are_read_without_reading_all() {
    let (shelf, ..) = shelf();
    let records = include_str!("../sql/note_records.sql");
    for sql in [
        crate::store::values::all_or_some(include_str!("../sql/searched_notes.sql"), true),
        format!("{records} WHERE notes.deleted_at IS NULL AND notes.id IN (SELECT value FROM json_each(?1))"),
    ] {
        let sql = format!("EXPLAIN QUERY PLAN {sql}");
        let mut statement = shelf.store.conn.prepare(&sql).unwrap();
        let plan: Vec<String> = statement
            .query_map(["[1]"], |row| row.get(3))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        assert!(!plan.iter().any(|step| step.starts_with("SCAN notes")), "{plan:?}");
    }
}

type Rows = Vec<Vec<Value>>;

/// All that an index says, whatever the numbers of its rows and the order in which they came.
fn dump(index: &SearchIndex) -> BTreeMap<&'static str, Rows> {
    let rows = |sql: &str| -> Rows {
        let mut statement = index.conn.prepare(sql).unwrap();
        let columns = statement.column_count();
        let read = |row: &rusqlite::Row<'_>| (0..columns).map(|column| row.get(column)).collect();
        statement.query_map([], read).unwrap().map(Result::unwrap).collect()
    };
    for table in ["part", "title", "word", "note"] {
        let sql = format!(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.{table}_terms USING fts5vocab('main', '{table}_tokens', 'instance')"
        );
        index.conn.execute_batch(&sql).unwrap();
    }
    [
        "SELECT * FROM articles ORDER BY id",
        "SELECT * FROM words ORDER BY id",
        "SELECT * FROM notes ORDER BY id",
        "SELECT * FROM families ORDER BY term_id, token",
        "SELECT article_id, first_block, text, lengths, before, after FROM parts ORDER BY article_id, first_block",
        "SELECT article_id, first_block, term, col, offset FROM part_terms JOIN parts ON parts.id = doc
         ORDER BY article_id, first_block, col, offset, term",
        "SELECT doc, col, offset, term FROM word_terms ORDER BY doc, col, offset, term",
        "SELECT doc, col, offset, term FROM note_terms ORDER BY doc, col, offset, term",
        "SELECT doc, col, offset, term FROM title_terms ORDER BY doc, col, offset, term",
        "SELECT count(*) FROM part_tokens",
    ]
    .into_iter()
    .map(|sql| (sql, rows(sql)))
    .collect()
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn kept_in_step_is_as_good_as_made_anew(deeds in prop::collection::vec(deed(), 1..30)) {
        let library = Library::new();
        let mut store = library.open();
        let mut index = SearchIndex::open(&library.folder.path().join("kept")).unwrap();
        for (time, deed) in (1..).zip(&deeds) {
            if let Some(committed) = act(&mut store, deed, time) {
                let mut todo = ToIndex::default();
                todo.add(&committed.changes);
                // In small steps, as they are made between two queries.
                while !todo.is_empty() {
                    let some = todo.take(1, 2);
                    index.catch_up(&store, &some, parsed).unwrap();
                }
            }
        }
        prop_assert_eq!(index.behind(&store).unwrap(), ToIndex::default());
        let fresh = fill(&library.folder.path().join("fresh"), &store);
        prop_assert_eq!(dump(&index), dump(&fresh));
    }
}
