//! Asking the index.
//!
//! Ranking costs as much as there are rows to rank, and a common word is in every article. So only the newest thousand
//! rows of a kind that fit are ranked, and those besides that have the words in their titles: what is rarer than that is
//! found whole, what is commoner is no good query yet. A word that is still being typed is completed from the vocabulary
//! by the commonest words that begin so and by some rare ones, which cost nothing, never by merging all that do.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
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
/// Fewer rows are ranked when there are more forms than that in one clause: each is looked for in every row.
const MANY_FORMS: usize = 12;
/// So many rows then.
const FEWER: u32 = 300;
/// So many words that begin as what is typed,
const COMPLETIONS: usize = 40;
/// as long as all of them together are in no more than so many of each article (about),
const BUDGET: f64 = 4.0;
/// and what is in fewer articles than one of so many is free.
const RARE: f64 = 0.02;
/// A token among so many of the commonest words is a word already, while it is being typed.
const COMMON: u32 = 1_000;
/// So many of the vocabulary are looked at for that.
const BEGINNINGS: u32 = 4_000;

/// A kind that has one row for each hit.
struct Kind {
    place: SearchPlace,
    table: &'static str,
    tokens: &'static str,
    /// What a hit in each column of the tokens counts for.
    weights: &'static str,
}

const WORDS: Kind = Kind {
    place: SearchPlace::Words,
    table: "words",
    tokens: "word_tokens",
    weights: "10.0, 5.0, 3.0, 1.0",
};
const NOTES: Kind = Kind {
    place: SearchPlace::Notes,
    table: "notes",
    tokens: "note_tokens",
    weights: "2.0, 3.0, 1.0, 1.0",
};

impl Kind {
    /// The condition on the status: that of a word, or of the word that a note is on.
    fn status(&self, wanted: &Wanted<'_>) -> String {
        let of_words = wanted.status("words.status");
        if self.place == SearchPlace::Words || wanted.query.statuses.is_empty() {
            return of_words;
        }
        format!("{}.term_id IN (SELECT id FROM words WHERE {of_words})", self.table)
    }
}

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
    /// How many words, notes and articles; [`FoundIds::MOST`] where not all were looked at.
    pub counts: [usize; 3],
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
            let clause = self.within_budget(clause)?;
            let forms = self.forms(&clause)?;
            if says(&clause) {
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
        let many = clauses
            .iter()
            .any(|(_, forms): &(_, Vec<String>)| forms.len() > MANY_FORMS);
        let limit = if many { FEWER } else { CANDIDATES };
        let wanted = Wanted { query, clauses };
        let counted = |count: usize| if count >= limit as usize { FoundIds::MOST } else { count };
        if query.looks_in(SearchPlace::Words) {
            found.words = self.rows(&wanted, &WORDS, limit)?.into_iter().map(TermId).collect();
        }
        if query.looks_in(SearchPlace::Notes) {
            found.notes = self.rows(&wanted, &NOTES, limit)?.into_iter().map(NoteId).collect();
        }
        if query.looks_in(SearchPlace::Articles) {
            found.articles = self.articles(&wanted, limit)?;
        }
        found.counts = [found.words.len(), found.notes.len(), found.articles.len()].map(counted);
        Ok(found)
    }

    /// A clause as it can be looked for at once: where too much begins as its last token does, that token counts as it
    /// stands if it is a word, and is left for later if it is not.
    fn within_budget<'a>(&self, clause: &'a Clause) -> Result<Cow<'a, Clause>, Failure> {
        let (Completion::Last, Some((last, [_, ..]))) = (clause.completion, clause.keys.split_last()) else {
            return Ok(Cow::Borrowed(clause));
        };
        let share: f64 = self
            .beginnings(last)?
            .iter()
            .map(|(rank, _)| share_of_articles(*rank))
            .sum();
        if share + frequency::rank(last).map_or(0.0, share_of_articles) <= BUDGET {
            return Ok(Cow::Borrowed(clause));
        }
        let mut bounded = clause.clone();
        bounded.completion = Completion::Whole;
        if frequency::rank(last).is_none_or(|rank| rank > COMMON) {
            bounded.keys.pop();
        }
        Ok(Cow::Owned(bounded))
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

    /// The commonest words that begin so, as far as the budget reaches; then rare ones, of those that no table knows the
    /// shortest.
    fn completions(&self, key: &str) -> Result<Vec<String>, Failure> {
        let mut words = self.beginnings(key)?;
        words.sort_by_key(|(rank, word)| (*rank, word.len()));
        let mut left = BUDGET;
        words.retain(|(rank, _)| {
            let share = share_of_articles(*rank);
            let fits = share < RARE || share <= left;
            if fits && share >= RARE {
                left -= share;
            }
            fits
        });
        words.truncate(COMPLETIONS);
        Ok(words.into_iter().map(|(_, word)| word).collect())
    }

    /// Words of the vocabulary that begin so and go on, with their ranks.
    fn beginnings(&self, key: &str) -> Result<Vec<(u32, String)>, Failure> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT token FROM vocabulary WHERE token > ?1 AND token < ?1 || char(1114111) LIMIT ?2")?;
        let rows = statement.query_map((key, BEGINNINGS), |row| row.get(0))?;
        let words: Vec<String> = rows.collect::<Result<_, _>>()?;
        let ranked = |word: String| (frequency::rank(&word).unwrap_or(u32::MAX), word);
        Ok(words.into_iter().map(ranked).collect())
    }

    /// Of a kind that has one row for each hit: the best that fit what is looked for, or, where nothing has to be there,
    /// the newest.
    fn rows(&self, wanted: &Wanted<'_>, kind: &Kind, limit: u32) -> Result<Vec<i64>, Failure> {
        let Kind { table, tokens, .. } = kind;
        let status = kind.status(wanted);
        let Some(sought) = wanted.expression(kind.place) else {
            let not = wanted.unwanted(&format!("{table}.id"), tokens);
            return self.newest(&format!(
                "SELECT id FROM {table} WHERE {status} AND {not} ORDER BY id DESC LIMIT ?1"
            ));
        };
        let sql = format!(
            "SELECT {tokens}.rowid, bm25({tokens}, {weights})
             FROM {tokens} CROSS JOIN {table} ON {table}.id = {tokens}.rowid
             WHERE {tokens} MATCH ?1 AND {status} ORDER BY {tokens}.rowid DESC LIMIT ?2",
            weights = kind.weights,
        );
        let mut rows = self.candidates(&sql, &sought, limit)?;
        rank(&mut rows);
        Ok(rows.into_iter().map(|(id, _)| id).collect())
    }

    fn articles(&self, wanted: &Wanted<'_>, limit: u32) -> Result<Vec<(ArticleId, i64)>, Failure> {
        let Some(sought) = wanted.expression(SearchPlace::Articles) else {
            return Ok(Vec::new());
        };
        let alone = wanted.query.titles_alone();
        let mut rows = Vec::new();
        if !alone {
            let texts = "SELECT rowid, bm25(part_tokens, 8.0, 1.0, 0.5) FROM part_tokens
                         WHERE part_tokens MATCH ?1 ORDER BY rowid DESC LIMIT ?2";
            rows = self.candidates(texts, &sought, limit)?;
            rank(&mut rows);
        }
        let mut titles = Vec::new();
        if alone || rows.len() >= limit as usize {
            let of_titles = "SELECT rowid, bm25(title_tokens, 1.0, 0.5) FROM title_tokens
                             WHERE title_tokens MATCH ?1 ORDER BY rowid DESC LIMIT ?2";
            titles = self.candidates(of_titles, &sought, if alone { limit } else { TITLES })?;
            rank(&mut titles);
        }
        let mut statement = self.conn.prepare_cached("SELECT article_id FROM parts WHERE id = ?1")?;
        let (mut best, mut order) = (HashMap::new(), Vec::new());
        for (part, _) in rows {
            let article_id: i64 = statement.query_one([part], |row| row.get(0))?;
            best.entry(article_id).or_insert_with(|| {
                order.push(article_id);
                part
            });
        }
        let mut first = self
            .conn
            .prepare_cached("SELECT min(id) FROM parts WHERE article_id = ?1")?;
        let (mut seen, mut articles) = (HashSet::new(), Vec::new());
        for article_id in titles.into_iter().map(|(article_id, _)| article_id).chain(order) {
            if !seen.insert(article_id) {
                continue;
            }
            let part = match best.get(&article_id) {
                Some(part) => Some(*part),
                None => first.query_one([article_id], |row| row.get(0))?,
            };
            articles.extend(part.map(|part: i64| (ArticleId(article_id), part)));
        }
        Ok(articles)
    }

    fn newest(&self, sql: &str) -> Result<Vec<i64>, Failure> {
        let mut statement = self.conn.prepare(sql)?;
        let rows = statement.query_map([CANDIDATES], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
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

/// In about which share of articles of a thousand words a word is: its expected number in one, by Zipf's law, turned into
/// the chance that there is any. A word that no table knows is taken for rare.
fn share_of_articles(rank: u32) -> f64 {
    1.0 - (-96.0 / (f64::from(rank) + 2.7)).exp()
}
