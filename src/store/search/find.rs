//! Asking the index.
//!
//! Ranking costs as much as there are rows to rank, and a common word is in every article. So only the newest thousand
//! rows of a kind that fit are ranked, and those besides that have the words in their titles: what is rarer than that is
//! found whole, what is commoner is no good query yet. A word that is still being typed is completed from the vocabulary
//! by the commonest words that begin so, never by merging all that do.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, InterruptHandle, OpenFlags};

use super::part::Part;
use super::put::unpack_lengths;
use super::wanted::Wanted;
use super::{VERSION, file};
use crate::store::StoreError;
use crate::store::error::{Failure, sqlite};
use crate::study::{Anchor, ArticleId, NoteId, TermId};
use crate::text::search::{Clause, Completion, Excerpt, Matcher, SearchPlace, SearchQuery};
use crate::text::{frequency, headword_of};

/// So many rows of a kind are ranked.
const CANDIDATES: u32 = 1_000;
/// So many rows besides, of which the title fits.
const TITLES: u32 = 200;
/// In so many forms a word is looked for.
const FORMS: u32 = 24;
/// So many words that begin as what is typed.
const COMPLETIONS: usize = 40;
/// So many of the vocabulary are looked at for that.
const BEGINNINGS: u32 = 4_000;

/// The index of one library, to be asked.
pub struct SearchReader {
    conn: Connection,
    path: PathBuf,
}

/// Stops a search that is under way, from any thread.
pub struct SearchStop(InterruptHandle);

impl SearchStop {
    /// Stops it; without one, nothing happens.
    pub fn stop(&self) {
        self.0.interrupt();
    }
}

/// What was found, the best first.
#[derive(Debug, Default)]
pub struct FoundIds {
    /// Words.
    pub words: Vec<TermId>,
    /// Notes.
    pub notes: Vec<NoteId>,
    /// Articles, each with the number of the part of its text that fits best.
    pub articles: Vec<(ArticleId, i64)>,
    /// Finds what was looked for in a text.
    pub matcher: Matcher,
}

/// What is shown of an article that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundArticle {
    /// Which.
    pub article_id: ArticleId,
    /// A piece of its text.
    pub excerpt: Excerpt,
    /// The place in it; `None` where only the title fits.
    pub anchor: Option<Anchor>,
}

impl FoundIds {
    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.notes.is_empty() && self.articles.is_empty()
    }

    /// As many of a kind as are ever found: there may be more.
    pub const MOST: usize = CANDIDATES as usize;
}

impl SearchReader {
    /// Opens the index in a folder; `None` while there is none.
    ///
    /// # Errors
    /// When there is one that cannot be read.
    pub fn open(folder: &Path) -> Result<Option<Self>, StoreError> {
        let path = file(folder);
        if !path.exists() {
            return Ok(None);
        }
        let open = || -> Result<Option<Connection>, rusqlite::Error> {
            // A reader of a database with a log has to be able to write to the log's own index.
            let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let conn = Connection::open_with_flags(&path, flags)?;
            conn.pragma_update(None, "cache_size", -8_192)?;
            let version: i32 = conn.query_row("PRAGMA user_version", [], |row| row.get(0))?;
            Ok((version == VERSION).then_some(conn))
        };
        let conn = open().map_err(|error| sqlite(error, &path))?;
        Ok(conn.map(|conn| Self { conn, path }))
    }

    /// Stops its searches.
    #[must_use]
    pub fn stop(&self) -> SearchStop {
        SearchStop(self.conn.get_interrupt_handle())
    }

    /// Finds what a query asks for.
    ///
    /// # Errors
    /// When the index cannot be read, or the search was stopped.
    pub fn find(&self, query: &SearchQuery) -> Result<FoundIds, StoreError> {
        self.search(query).map_err(|failure| failure.at(&self.path))
    }

    fn search(&self, query: &SearchQuery) -> Result<FoundIds, Failure> {
        let mut found = FoundIds::default();
        let says = |clause: &Clause| !clause.excluded;
        let filters = !(query.tags.is_empty() && query.statuses.is_empty() && query.places.is_empty());
        if !query.clauses.iter().any(says) && !filters {
            return Ok(found);
        }
        let mut clauses = Vec::new();
        for clause in &query.clauses {
            let forms = self.forms(clause)?;
            if says(clause) {
                match clause.completion {
                    _ if clause.keys.len() > 1 => {
                        let open = clause.completion == Completion::Last;
                        found.matcher.add_phrase(clause.keys.clone(), open);
                    }
                    Completion::Last | Completion::Sign => found.matcher.add_phrase(clause.keys.clone(), true),
                    Completion::Whole | Completion::Word => found.matcher.add_words(forms.clone()),
                }
            }
            clauses.push((clause, forms));
        }
        let wanted = Wanted { query, clauses };
        if query.looks_in(SearchPlace::Words) {
            found.words = self.words(&wanted)?.into_iter().map(TermId).collect();
        }
        if query.looks_in(SearchPlace::Notes) {
            found.notes = self.notes(&wanted)?.into_iter().map(NoteId).collect();
        }
        if query.looks_in(SearchPlace::Articles) {
            found.articles = self.articles(&wanted)?;
        }
        Ok(found)
    }

    /// All keys that a clause of one key may be met as.
    fn forms(&self, clause: &Clause) -> Result<Vec<String>, Failure> {
        let [key] = &clause.keys[..] else { return Ok(Vec::new()) };
        let mut forms = vec![key.clone()];
        if !clause.exact && matches!(clause.completion, Completion::Whole | Completion::Word) {
            let headword = headword_of("en", key);
            let of_headword = "SELECT token FROM vocabulary WHERE headword = ?1 LIMIT ?2";
            self.add_forms(of_headword, &headword, &mut forms)?;
            let of_term = "SELECT token FROM families
                           WHERE term_id IN (SELECT term_id FROM families WHERE token = ?1) LIMIT ?2";
            self.add_forms(of_term, key, &mut forms)?;
        }
        if clause.completion == Completion::Word {
            forms.extend(self.completions(key)?);
        }
        let mut seen = HashSet::new();
        forms.retain(|form| seen.insert(form.clone()));
        Ok(forms)
    }

    fn add_forms(&self, sql: &str, key: &str, forms: &mut Vec<String>) -> Result<(), Failure> {
        let mut statement = self.conn.prepare_cached(sql)?;
        let rows = statement.query_map((key, FORMS), |row| row.get(0))?;
        for form in rows {
            forms.push(form?);
        }
        Ok(())
    }

    /// The commonest words that begin so; of those that no table knows, the shortest.
    fn completions(&self, key: &str) -> Result<Vec<String>, Failure> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT token FROM vocabulary WHERE token > ?1 AND token < ?1 || char(1114111) LIMIT ?2")?;
        let rows = statement.query_map((key, BEGINNINGS), |row| row.get(0))?;
        let mut words: Vec<String> = rows.collect::<Result<_, _>>()?;
        words.sort_by_cached_key(|word| (frequency::rank(word).unwrap_or(u32::MAX), word.len()));
        words.truncate(COMPLETIONS);
        Ok(words)
    }

    fn words(&self, wanted: &Wanted<'_>) -> Result<Vec<i64>, Failure> {
        let status = wanted.status("words.status");
        let Some(sought) = wanted.expression(SearchPlace::Words) else {
            let not = wanted.unwanted("words.id", "word_tokens");
            return self.newest(&format!(
                "SELECT id FROM words WHERE {status} AND {not} ORDER BY id DESC LIMIT ?1"
            ));
        };
        self.ranked(
            &format!(
                "SELECT word_tokens.rowid, bm25(word_tokens, 10.0, 5.0, 3.0, 1.0)
                 FROM word_tokens JOIN words ON words.id = word_tokens.rowid
                 WHERE word_tokens MATCH ?1 AND {status} ORDER BY word_tokens.rowid DESC LIMIT ?2"
            ),
            &sought,
        )
    }

    fn notes(&self, wanted: &Wanted<'_>) -> Result<Vec<i64>, Failure> {
        let mut status = "1".to_owned();
        if !wanted.query.statuses.is_empty() {
            status = format!(
                "notes.term_id IN (SELECT id FROM words WHERE {})",
                wanted.status("words.status")
            );
        }
        let Some(sought) = wanted.expression(SearchPlace::Notes) else {
            let not = wanted.unwanted("notes.id", "note_tokens");
            return self.newest(&format!(
                "SELECT id FROM notes WHERE {status} AND {not} ORDER BY id DESC LIMIT ?1"
            ));
        };
        self.ranked(
            &format!(
                "SELECT note_tokens.rowid, bm25(note_tokens, 2.0, 3.0, 1.0, 1.0)
                 FROM note_tokens JOIN notes ON notes.id = note_tokens.rowid
                 WHERE note_tokens MATCH ?1 AND {status} ORDER BY note_tokens.rowid DESC LIMIT ?2"
            ),
            &sought,
        )
    }

    fn articles(&self, wanted: &Wanted<'_>) -> Result<Vec<(ArticleId, i64)>, Failure> {
        let alone = wanted.query.titles_alone();
        let place = if alone {
            SearchPlace::Titles
        } else {
            SearchPlace::Articles
        };
        let Some(sought) = wanted.expression(place) else {
            return Ok(Vec::new());
        };
        let ranked = "SELECT rowid, bm25(part_tokens, 8.0, 1.0, 0.5) FROM part_tokens
                      WHERE part_tokens MATCH ?1 ORDER BY rowid DESC LIMIT ?2";
        let titles = format!("title : ({sought})");
        let mut rows = if alone {
            self.candidates(ranked, &titles, CANDIDATES)?
        } else {
            let mut rows = self.candidates(ranked, &sought, CANDIDATES)?;
            if rows.len() == FoundIds::MOST {
                rows.extend(self.candidates(ranked, &titles, TITLES)?);
            }
            rows
        };
        rank(&mut rows);
        let mut statement = self.conn.prepare_cached("SELECT article_id FROM parts WHERE id = ?1")?;
        let (mut seen, mut articles) = (HashSet::new(), Vec::new());
        for (part, _) in rows {
            let article_id: i64 = statement.query_one([part], |row| row.get(0))?;
            if seen.insert(article_id) {
                articles.push((ArticleId(article_id), part));
            }
        }
        Ok(articles)
    }

    fn newest(&self, sql: &str) -> Result<Vec<i64>, Failure> {
        let mut statement = self.conn.prepare(sql)?;
        let rows = statement.query_map([CANDIDATES], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn ranked(&self, sql: &str, sought: &str) -> Result<Vec<i64>, Failure> {
        let mut rows = self.candidates(sql, sought, CANDIDATES)?;
        rank(&mut rows);
        Ok(rows.into_iter().map(|(id, _)| id).collect())
    }

    fn candidates(&self, sql: &str, sought: &str, limit: u32) -> Result<Vec<(i64, f64)>, Failure> {
        let mut statement = self.conn.prepare_cached(sql)?;
        let rows = statement.query_map((sought, limit), |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// What is shown of a part of an article: the piece with the most of what is looked for, and its place. A heading that
    /// is the title stands above the piece already.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn article(&self, part: i64, title: &str, matcher: &Matcher) -> Result<FoundArticle, StoreError> {
        let read = || {
            let sql = "SELECT article_id, first_block, text, lengths, before, after FROM parts WHERE id = ?1";
            let mut statement = self.conn.prepare_cached(sql)?;
            let part = statement.query_one([part], |row| {
                Ok(Part {
                    article_id: ArticleId(row.get(0)?),
                    first_block: row.get(1)?,
                    text: row.get(2)?,
                    lengths: unpack_lengths(row.get_ref(3)?.as_blob()?),
                    before: row.get(4)?,
                    after: row.get(5)?,
                })
            })?;
            Ok(part.found(title, matcher))
        };
        read().map_err(|failure: Failure| failure.at(&self.path))
    }
}

/// The best first, of equals the newest.
fn rank(rows: &mut [(i64, f64)]) {
    rows.sort_by(|left, right| left.1.total_cmp(&right.1).then(right.0.cmp(&left.0)));
}
