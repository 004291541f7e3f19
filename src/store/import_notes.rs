//! Notes that come in from a file, as one step.
//!
//! A note is known by its UUID. One that is here already and says the same is left alone; of two that differ the newer
//! one counts, and the learner is told; one that was deleted here comes back. What a note is on is found by UUID, then by
//! what it is: a term by its headword, an article by its bytes, then by its title. A term that is not here is made,
//! without a status. For an article that is not here a tombstone with its UUID and title stands in, so that the note has
//! its home already when the article comes: the next import of that title fills it.

use rusqlite::{Connection, OptionalExtension};

use super::error::Failure;
use super::import::{NewArticle, NewTerm};
use super::transact::Tx;
use super::values::anchor_json;
use super::{Committed, Now, Op, Origin, Store, StoreError};
use crate::study::{ArticleId, SharedArticle, SharedNote, SharedTerm, TermId};
use crate::text::form_key;

/// What became of notes that came in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NotesImported {
    /// There for the first time.
    pub new: u32,
    /// Deleted here, and back.
    pub back: u32,
    /// Here already, and older than those that came in.
    pub updated: u32,
    /// Here already, the same.
    pub same: u32,
    /// Here already and newer: what each says, in the order of the file.
    pub kept: Vec<String>,
    /// Titles of articles that are not here, each once: notes on them wait for them.
    pub missing: Vec<String>,
}

impl NotesImported {
    /// How many notes are not as they were.
    #[must_use]
    pub const fn changed(&self) -> u32 {
        self.new + self.back + self.updated
    }
}

/// A note of the library that has the UUID of one that comes in.
struct Known {
    note_id: i64,
    term_id: Option<i64>,
    deleted: bool,
    updated_at: i64,
    /// Kind, colour, body, review.
    content: (String, Option<u8>, String, bool),
}

impl Store {
    /// Takes notes in. The caller has looked for their places in the texts of the articles that are here.
    ///
    /// # Errors
    /// When the library cannot be written to; then none of them comes in.
    pub fn import_notes(&mut self, notes: &[SharedNote], now: Now) -> Result<(Committed, NotesImported), StoreError> {
        self.transact(Op::ImportNotes { notes: 0 }, now, |tx| {
            let mut report = NotesImported::default();
            for note in notes {
                tx.import_note(note, &mut report)?;
            }
            tx.op = Op::ImportNotes {
                notes: report.changed(),
            };
            Ok(report)
        })
    }
}

impl Tx<'_> {
    fn import_note(&self, note: &SharedNote, report: &mut NotesImported) -> Result<(), Failure> {
        let Some(known) = self.known_note(&note.uuid)? else {
            report.new += 1;
            return self.insert_note(note, report);
        };
        let same = known.content == content(note);
        let newer = note.updated_at > known.updated_at && known.content.0 == note.kind.name();
        if known.deleted {
            if let Some(term_id) = known.term_id.map(TermId)
                && self.term(term_id).is_err()
            {
                self.revive_term(term_id)?;
            }
            let sql = "UPDATE notes SET deleted_at = NULL WHERE id = ?1";
            self.update("notes", known.note_id, sql, [known.note_id])?;
            report.back += 1;
        }
        match (same, newer) {
            (true, _) => report.same += u32::from(!known.deleted),
            (false, true) => {
                self.renew_note(&known, note)?;
                report.updated += u32::from(!known.deleted);
            }
            (false, false) => report.kept.push(known.content.2),
        }
        Ok(())
    }

    fn known_note(&self, uuid: &str) -> Result<Option<Known>, Failure> {
        let sql = "SELECT id, term_id, deleted_at IS NOT NULL, updated_at, kind, colour, body, review
                   FROM notes WHERE uuid = ?1";
        let mut statement = self.conn.prepare_cached(sql)?;
        let known = statement.query_one([uuid], |row| {
            Ok(Known {
                note_id: row.get(0)?,
                term_id: row.get(1)?,
                deleted: row.get(2)?,
                updated_at: row.get(3)?,
                content: (row.get(4)?, row.get(5)?, row.get(6)?, row.get(7)?),
            })
        });
        Ok(known.optional()?)
    }

    /// Gives a note what the newer one says; what it said before is a version of it.
    fn renew_note(&self, known: &Known, note: &SharedNote) -> Result<(), Failure> {
        let old = &known.content.2;
        if *old != note.body && !old.is_empty() {
            let row = (known.note_id, old, self.now.utc_ms);
            self.insert("INSERT INTO note_versions (note_id, body, at) VALUES (?1, ?2, ?3)", row)?;
        }
        let sql = "UPDATE notes SET colour = ?2, body = ?3, review = ?4, updated_at = ?5 WHERE id = ?1";
        let (_, colour, body, review) = content(note);
        let row = (known.note_id, colour, body, review, note.updated_at);
        self.update("notes", known.note_id, sql, row)
    }

    fn insert_note(&self, note: &SharedNote, report: &mut NotesImported) -> Result<(), Failure> {
        let term = note.term.as_ref().map(|term| self.term_of_note(term)).transpose()?;
        // A note that borrows the sentence of its term borrows it here as well; where there is none it keeps the words.
        let lends = match term {
            Some(term_id) if note.borrowed => self.has_contexts(term_id)?,
            _ => false,
        };
        let article = note.article.as_ref().filter(|_| !note.borrowed);
        let article = article
            .map(|article| self.article_for_note(article, report))
            .transpose()?;
        let anchor = note.anchor.as_ref().filter(|_| !note.borrowed);
        let (quote, sentence) = if lends {
            (None, None)
        } else {
            (note.quote.as_ref(), note.sentence.as_ref())
        };
        let (kind, colour, body, review) = content(note);
        let sql = "INSERT INTO notes (uuid, kind, colour, term_id, article_id, anchor, placed, quote, sentence,
                                      body, review, created_at, updated_at)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
        let row = (
            &note.uuid,
            kind,
            colour,
            term.map(|term_id| term_id.0),
            article.map(|article_id| article_id.0),
            anchor.map(anchor_json).transpose()?,
            note.placed || note.borrowed,
            quote,
            sentence,
            body,
            review,
            note.created_at,
            note.updated_at,
        );
        self.insert(sql, row)?;
        Ok(())
    }

    fn term_of_note(&self, term: &SharedTerm) -> Result<TermId, Failure> {
        let term_id = self.found_term(term)?;
        if !term.sense.is_empty() {
            // What was chosen here counts.
            let sql = "UPDATE terms SET sense = ?2 WHERE id = ?1 AND sense = ''";
            self.conn.prepare_cached(sql)?.execute((term_id.0, &term.sense))?;
        }
        Ok(term_id)
    }

    fn found_term(&self, term: &SharedTerm) -> Result<TermId, Failure> {
        let sql = "SELECT id, deleted_at IS NOT NULL FROM terms WHERE uuid = ?1";
        let found = self
            .conn
            .prepare_cached(sql)?
            .query_one([&term.uuid], |row| Ok((TermId(row.get(0)?), row.get::<_, bool>(1)?)))
            .optional()?;
        if let Some((term_id, deleted)) = found {
            if deleted {
                self.revive_term(term_id)?;
            }
            return Ok(term_id);
        }
        let key = form_key(&term.headword);
        let is_known = self.by_headword(&term.language, term.kind, &key)?.is_some();
        let new = NewTerm {
            kind: term.kind,
            headword: term.headword.clone(),
            forms: Vec::new(),
            status: None,
            gloss: None,
            contexts: Vec::new(),
        };
        let row = self.resolve(&term.language, &new)?;
        if row.is_new && !is_known {
            let sql = "UPDATE terms SET uuid = ?2 WHERE id = ?1";
            self.update("terms", row.term_id.0, sql, (row.term_id.0, &term.uuid))?;
        }
        Ok(row.term_id)
    }

    fn article_for_note(&self, article: &SharedArticle, report: &mut NotesImported) -> Result<ArticleId, Failure> {
        let found = find_article(self.conn, article)?;
        if !found.is_some_and(|(_, present)| present) && !report.missing.contains(&article.title) {
            report.missing.push(article.title.clone());
        }
        if let Some((article_id, _)) = found {
            return Ok(article_id);
        }
        let (kind, path) = if article.path.is_empty() {
            ("clipboard", None)
        } else {
            ("file", Some(&article.path))
        };
        let sql =
            "INSERT INTO articles (uuid, language, title, origin_kind, origin_path, created_at, updated_at, deleted_at)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?6)";
        let (uuid, language, title) = (&article.uuid, &article.language, &article.title);
        self.insert(sql, (uuid, language, title, kind, path, self.now.utc_ms))
            .map(ArticleId)
    }

    /// A new article takes the place that notes have kept for it, or gets one of its own.
    pub(super) fn arrive_or_insert(&self, new: &NewArticle) -> Result<ArticleId, Failure> {
        let sql = "SELECT id FROM articles
                   WHERE source_id IS NULL AND deleted_at IS NOT NULL AND title = ?1 AND language = ?2
                     AND EXISTS (SELECT 1 FROM notes WHERE article_id = articles.id AND notes.deleted_at IS NULL)
                   ORDER BY id DESC LIMIT 1";
        let mut statement = self.conn.prepare_cached(sql)?;
        let awaited = statement.query_one((&new.title, &new.language), |row| row.get(0).map(ArticleId));
        let Some(article_id) = awaited.optional()? else {
            return self.insert_article(new);
        };
        let (kind, path) = match &new.origin {
            Origin::File(path) => ("file", Some(path)),
            Origin::Clipboard => ("clipboard", None),
            Origin::Sample => ("sample", None),
        };
        let sql = "UPDATE articles SET origin_kind = ?2, origin_path = ?3, words = ?4, sample = ?5, created_at = ?6,
                                       updated_at = ?7, archived_at = NULL, deleted_at = NULL, position = NULL,
                                       furthest = NULL, opened_at = NULL, bookmark = NULL
                   WHERE id = ?1";
        let (met_at, now) = (self.met_at, self.now.utc_ms);
        let row = (article_id.0, kind, path, new.words, new.sample, met_at, now);
        self.update("articles", article_id.0, sql, row)?;
        self.set_source(article_id, &new.bytes, &new.sha256)?;
        Ok(article_id)
    }
}

/// What a note says, as its row has it.
fn content(note: &SharedNote) -> (String, Option<u8>, String, bool) {
    let colour = note.colour.map(crate::study::NoteColour::number);
    (note.kind.name().to_owned(), colour, note.body.clone(), note.review)
}

/// The article of a note from elsewhere, and whether it is live: the one of its UUID, else a live one of the same bytes,
/// else the only live one of the same title and language.
pub(super) fn find_article(conn: &Connection, article: &SharedArticle) -> Result<Option<(ArticleId, bool)>, Failure> {
    let sql = "SELECT id, deleted_at IS NULL FROM articles WHERE uuid = ?1";
    let mut statement = conn.prepare_cached(sql)?;
    let found = statement.query_one([&article.uuid], |row| Ok((ArticleId(row.get(0)?), row.get(1)?)));
    if let Some(found) = found.optional()? {
        return Ok(Some(found));
    }
    if let Some(sha256) = bytes_of(&article.sha256) {
        let mut statement = conn.prepare_cached(include_str!("sql/article_by_sha256.sql"))?;
        let found = statement.query_one([&sha256[..]], |row| Ok((ArticleId(row.get(0)?), row.get(1)?)));
        if let Some(found) = found.optional()?.filter(|(_, live)| *live) {
            return Ok(Some(found));
        }
    }
    let sql = "SELECT id FROM articles WHERE title = ?1 AND language = ?2 AND deleted_at IS NULL LIMIT 2";
    let mut statement = conn.prepare_cached(sql)?;
    let found = statement.query_map((&article.title, &article.language), |row| row.get(0).map(ArticleId))?;
    let found: Vec<ArticleId> = found.collect::<Result<_, _>>()?;
    let [only] = found[..] else { return Ok(None) };
    Ok(Some((only, true)))
}

/// Bytes written in hexadecimal; `None` for anything else, and for nothing.
fn bytes_of(hexadecimal: &str) -> Option<Vec<u8>> {
    let digits: Vec<u32> = hexadecimal
        .chars()
        .map(|char| char.to_digit(16))
        .collect::<Option<_>>()?;
    let (pairs, rest) = digits.as_chunks::<2>();
    let bytes = pairs.iter().map(|[high, low]| u8::try_from(high * 16 + low).ok());
    bytes
        .collect::<Option<Vec<u8>>>()
        .filter(|bytes| !bytes.is_empty() && rest.is_empty())
}
