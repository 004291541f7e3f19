//! Postings: which word stands in which article, and where.
//!
//! They answer what would otherwise take reading every article again: in how many articles a word was met, and how much
//! of each article is known. They live in the cache folder, in a database of their own that may be deleted at any time,
//! so nothing here waits for the disk and a file that cannot be used is thrown away and made anew.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension};

use super::error::{Failure, sqlite};
use super::packed::{pack, unpack};
use super::{StoreError, error};
use crate::study::ArticleId;
use crate::text::{TokenIndex, WordClass};

/// Counts up when the tables, or the rules for tokens, headwords and names, change: the file is then made anew.
const VERSION: i32 = 4;

/// The cache of one library.
pub struct Postings {
    conn: Connection,
    path: PathBuf,
}

/// An article as the cache should know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostedArticle {
    /// Which.
    pub article_id: ArticleId,
    /// Number of its source: another one means other bytes.
    pub source: i64,
    /// BCP 47 code.
    pub language: String,
    /// What else its tokens depend on: the learner's language, and what was said of its brackets.
    pub rules: String,
}

/// A word of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostedWord {
    /// Its key.
    pub key: String,
    /// Key of its headword by the rules of the language.
    pub headword: String,
    /// What it is there.
    pub class: WordClass,
    /// Flat numbers of its tokens, in order.
    pub places: Vec<u32>,
}

/// The words of an article, and where they stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PostedText {
    /// Its words, those with one headword side by side.
    pub words: Vec<PostedWord>,
    /// Number of the first token of each block.
    pub blocks: Vec<u32>,
    /// Numbers of the tokens that are bold, in order.
    pub bold: Vec<u32>,
}

/// How often a form was met in an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Met {
    /// The article.
    pub article_id: ArticleId,
    /// Key of the form.
    pub key: String,
    /// How often.
    pub count: u32,
}

impl Postings {
    /// Opens the cache in a folder, or makes it; one that cannot be used is thrown away.
    ///
    /// # Errors
    /// When the folder cannot be written to.
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        std::fs::create_dir_all(folder).map_err(|error| error::io(error, folder))?;
        let path = folder.join("postings.db");
        match Self::open_file(&path) {
            Ok(Some(postings)) => return Ok(postings),
            Ok(None) => {}
            Err(error) => tracing::warn!(%error, "the postings are made anew"),
        }
        for suffix in ["", "-journal", "-wal", "-shm"] {
            let mut name = path.clone().into_os_string();
            name.push(suffix);
            match std::fs::remove_file(&name) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error::io(error, &path)),
                _ => {}
            }
        }
        Self::make(&path).map_err(|error| sqlite(error, &path))
    }

    fn open_file(path: &Path) -> Result<Option<Self>, rusqlite::Error> {
        if !path.exists() {
            return Ok(None);
        }
        let conn = Self::connect(path)?;
        let version: i32 = conn.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        let sound: String = conn.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        let postings = Self {
            conn,
            path: path.to_owned(),
        };
        Ok((version == VERSION && sound == "ok").then_some(postings))
    }

    fn make(path: &Path) -> Result<Self, rusqlite::Error> {
        let conn = Self::connect(path)?;
        conn.execute_batch(include_str!("sql/postings.sql"))?;
        conn.pragma_update(None, "user_version", VERSION)?;
        Ok(Self {
            conn,
            path: path.to_owned(),
        })
    }

    fn connect(path: &Path) -> Result<Connection, rusqlite::Error> {
        let conn = Connection::open(path)?;
        conn.pragma_update_and_check(None, "journal_mode", "MEMORY", |_| Ok(()))?;
        conn.pragma_update(None, "synchronous", "OFF")?;
        Ok(conn)
    }

    /// Forgets articles that are not wanted any more, and names those that have to be put in.
    ///
    /// # Errors
    /// When the cache cannot be read or written to.
    pub fn sync(&mut self, wanted: &[PostedArticle]) -> Result<Vec<ArticleId>, StoreError> {
        self.run(|conn| {
            let there = {
                let mut statement = conn.prepare("SELECT id, source, language, rules FROM articles")?;
                let rows = statement.query_map([], |row| {
                    Ok(PostedArticle {
                        article_id: ArticleId(row.get(0)?),
                        source: row.get(1)?,
                        language: row.get(2)?,
                        rules: row.get(3)?,
                    })
                })?;
                rows.collect::<Result<Vec<_>, _>>()?
            };
            for article in there.iter().filter(|article| !wanted.contains(article)) {
                forget(conn, article.article_id)?;
            }
            let missing = wanted.iter().filter(|article| !there.contains(article));
            Ok(missing.map(|article| article.article_id).collect())
        })
    }

    /// Puts the words of an article of so many blocks in. `classes` are by the number of the key, `bold` the numbers of
    /// the tokens that are bold.
    ///
    /// # Errors
    /// As [`Postings::sync`].
    pub fn put(
        &mut self,
        article: &PostedArticle,
        index: &TokenIndex,
        blocks: u32,
        (classes, bold): (&[WordClass], &[u32]),
    ) -> Result<(), StoreError> {
        self.run(|conn| {
            forget(conn, article.article_id)?;
            let first: Vec<u32> = (0..blocks).map(|block| index.first_token(block)).collect();
            let sql =
                "INSERT INTO articles (id, source, language, rules, blocks, bold) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
            let row = (
                article.article_id.0,
                article.source,
                &article.language,
                &article.rules,
                pack(&first),
                pack(bold),
            );
            conn.prepare_cached(sql)?.execute(row)?;
            let mut find = conn.prepare_cached("SELECT id FROM keys WHERE language = ?1 AND key = ?2")?;
            let mut add = conn.prepare_cached("INSERT INTO keys (language, key, headword) VALUES (?1, ?2, ?3)")?;
            let mut post = conn.prepare_cached(
                "INSERT INTO postings (key_id, article_id, class, count, places) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?;
            for (key, number) in index.keys().iter().zip(0..) {
                let places = index.postings(number);
                if places.is_empty() {
                    continue;
                }
                let known: Option<i64> = find
                    .query_one((&article.language, &**key), |row| row.get(0))
                    .optional()?;
                let key_id = if let Some(key_id) = known {
                    key_id
                } else {
                    let headword = &*index.keys()[index.headword(number) as usize];
                    add.insert((&article.language, &**key, headword))?
                };
                let count = u32::try_from(places.len()).unwrap_or(u32::MAX);
                let class = classes.get(number as usize).copied().unwrap_or_default();
                post.execute((key_id, article.article_id.0, class_number(class), count, pack(places)))?;
            }
            Ok(())
        })
    }

    /// In which articles words with one of these keys, or with one of these headwords, were met.
    ///
    /// # Errors
    /// When the cache cannot be read.
    pub fn met(&self, language: &str, keys: &[String], headwords: &[String]) -> Result<Vec<Met>, StoreError> {
        let read = || {
            let (keys, headwords) = (serde_json::to_string(keys)?, serde_json::to_string(headwords)?);
            let mut statement = self.conn.prepare_cached(
                "SELECT article_id, key, count
                 FROM keys JOIN postings ON postings.key_id = keys.id
                 WHERE language = ?1 AND (key IN (SELECT value FROM json_each(?2))
                                          OR headword IN (SELECT value FROM json_each(?3)))
                 ORDER BY article_id DESC, key",
            )?;
            let rows = statement.query_map((language, keys, headwords), |row| {
                Ok(Met {
                    article_id: ArticleId(row.get(0)?),
                    key: row.get(1)?,
                    count: row.get(2)?,
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        };
        read().map_err(|failure: Failure| failure.at(&self.path))
    }

    /// The words of an article; none for one that is not in.
    ///
    /// # Errors
    /// When the cache cannot be read.
    pub fn text(&self, article_id: ArticleId) -> Result<PostedText, StoreError> {
        let read = || {
            let mut statement = self
                .conn
                .prepare_cached("SELECT blocks, bold FROM articles WHERE id = ?1")?;
            let places =
                |row: &rusqlite::Row<'_>| Ok((unpack(row.get_ref(0)?.as_blob()?), unpack(row.get_ref(1)?.as_blob()?)));
            let (blocks, bold) = statement
                .query_one([article_id.0], places)
                .optional()?
                .unwrap_or_default();
            let mut statement = self.conn.prepare_cached(
                "SELECT key, headword, class, places FROM postings JOIN keys ON keys.id = key_id
                 WHERE article_id = ?1 ORDER BY headword",
            )?;
            let rows = statement.query_map([article_id.0], |row| {
                Ok(PostedWord {
                    key: row.get(0)?,
                    headword: row.get(1)?,
                    class: class(row.get(2)?),
                    places: unpack(row.get_ref(3)?.as_blob()?),
                })
            })?;
            let words = rows.collect::<Result<_, _>>()?;
            Ok(PostedText { words, blocks, bold })
        };
        read().map_err(|failure: Failure| failure.at(&self.path))
    }

    pub(super) fn read<T>(&self, read: impl FnOnce(&Connection) -> Result<T, Failure>) -> Result<T, StoreError> {
        read(&self.conn).map_err(|failure| failure.at(&self.path))
    }

    fn run<T>(&mut self, run: impl FnOnce(&Connection) -> Result<T, Failure>) -> Result<T, StoreError> {
        let change = |conn: &mut Connection| {
            let tx = conn.transaction()?;
            let value = run(&tx)?;
            tx.commit()?;
            Ok(value)
        };
        change(&mut self.conn).map_err(|failure: Failure| failure.at(&self.path))
    }
}

fn forget(conn: &Connection, article_id: ArticleId) -> Result<(), Failure> {
    conn.prepare_cached("DELETE FROM postings WHERE article_id = ?1")?
        .execute([article_id.0])?;
    conn.prepare_cached("DELETE FROM articles WHERE id = ?1")?
        .execute([article_id.0])?;
    Ok(())
}

const fn class_number(class: WordClass) -> u8 {
    match class {
        WordClass::Word => 0,
        WordClass::Name => 1,
        WordClass::Number => 2,
        WordClass::Foreign => 3,
    }
}

const fn class(number: u8) -> WordClass {
    match number {
        1 => WordClass::Name,
        2 => WordClass::Number,
        3 => WordClass::Foreign,
        _ => WordClass::Word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::parse;

    fn posted(article_id: i64) -> PostedArticle {
        PostedArticle {
            article_id: ArticleId(article_id),
            source: 1,
            language: "en".to_owned(),
            rules: String::new(),
        }
    }

    fn put(postings: &mut Postings, article: &PostedArticle, source: &str) {
        let parsed = parse(source);
        let index = TokenIndex::build(&parsed, "en");
        let classes = vec![WordClass::Word; index.keys().len()];
        postings
            .put(
                article,
                &index,
                u32::try_from(parsed.blocks.len()).unwrap(),
                (&classes, &[1, 4]),
            )
            .unwrap();
    }

    #[test]
    fn words_are_met_by_their_forms_and_headwords() {
        let folder = tempfile::tempdir().unwrap();
        let mut postings = Postings::open(folder.path()).unwrap();
        put(&mut postings, &posted(1), "It stalls and stalled.\n\nIt stalled.");
        put(&mut postings, &posted(2), "A stall.");
        let met = postings
            .met("en", &["stall".to_owned()], &["stall".to_owned()])
            .unwrap();
        let met: Vec<(i64, &str, u32)> = met
            .iter()
            .map(|met| (met.article_id.0, met.key.as_str(), met.count))
            .collect();
        assert_eq!(met, [(2, "stall", 1), (1, "stalled", 2), (1, "stalls", 1)]);
        assert_eq!(
            postings
                .met("de", &["stall".to_owned()], &["stall".to_owned()])
                .unwrap(),
            []
        );
        let text = postings.text(ArticleId(1)).unwrap();
        let stalled = text.words.iter().find(|word| word.key == "stalled").unwrap();
        assert_eq!(
            (&stalled.places[..], &text.blocks[..], &text.bold[..]),
            (&[3, 5][..], &[0, 4][..], &[1, 4][..])
        );
    }

    #[test]
    fn what_is_there_follows_what_is_wanted() {
        let folder = tempfile::tempdir().unwrap();
        let mut postings = Postings::open(folder.path()).unwrap();
        assert_eq!(
            postings.sync(&[posted(1), posted(2)]).unwrap(),
            [ArticleId(1), ArticleId(2)]
        );
        put(&mut postings, &posted(1), "one");
        put(&mut postings, &posted(2), "two");
        assert_eq!(postings.sync(&[posted(1), posted(2)]).unwrap(), []);
        let changed = PostedArticle { source: 2, ..posted(2) };
        assert_eq!(postings.sync(&[changed]).unwrap(), [ArticleId(2)]);
        assert_eq!(
            postings
                .met(
                    "en",
                    &["one".to_owned(), "two".to_owned()],
                    &["one".to_owned(), "two".to_owned()]
                )
                .unwrap(),
            []
        );
    }

    #[test]
    fn a_file_that_cannot_be_used_is_made_anew() {
        let folder = tempfile::tempdir().unwrap();
        put(&mut Postings::open(folder.path()).unwrap(), &posted(1), "one");
        assert_eq!(
            Postings::open(folder.path())
                .unwrap()
                .met("en", &["one".to_owned()], &["one".to_owned()])
                .unwrap()
                .len(),
            1
        );
        std::fs::write(folder.path().join("postings.db"), "no database at all").unwrap();
        assert_eq!(
            Postings::open(folder.path())
                .unwrap()
                .met("en", &["one".to_owned()], &["one".to_owned()])
                .unwrap(),
            []
        );
    }
}
