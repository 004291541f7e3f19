//! Writing rows of the index: what is there already of the same key goes first.

use std::collections::{BTreeSet, HashSet};
use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use super::source::print;
use super::{SearchIndex, SearchedArticle, SearchedNote, SearchedWord};
use crate::store::StoreError;
use crate::store::error::{Failure, sqlite};
use crate::store::values::status_number;
use crate::study::{Anchor, ArticleId, NoteId, TermId};
use crate::text::search::{is_paired, search_tokens};
use crate::text::{Article, ByteRange, headword_of, tag_key, tags};

/// A long article is cut into parts of about so many bytes, so that no excerpt costs more than that.
const PART: usize = 24 << 10;

/// Stands between texts that are not one: no phrase reaches across it.
const BORDER: &str = "¶";

/// So many words are remembered to be in the vocabulary already.
const KNOWN: usize = 60_000;

/// Words that are in the vocabulary for certain: of English texts, and of others.
#[derive(Default)]
pub(super) struct Known([HashSet<String>; 2]);

/// Changes of the index that become true together.
pub struct Writing<'a> {
    conn: &'a Connection,
    known: &'a mut Known,
    path: &'a Path,
}

impl SearchIndex {
    /// Writes in one transaction.
    ///
    /// # Errors
    /// When the index cannot be written to, or what `write` gives; then nothing was written.
    pub fn write<T>(&mut self, write: impl FnOnce(&mut Writing<'_>) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let Self { conn, path, known } = self;
        let failed = |error| sqlite(error, path);
        let transaction = conn.transaction_with_behavior(TransactionBehavior::Immediate);
        let transaction = transaction.map_err(failed)?;
        let written = write(&mut Writing {
            conn: &transaction,
            known,
            path,
        });
        let written = written.and_then(|value| transaction.commit().map(|()| value).map_err(failed));
        if written.is_err() {
            // What was thought to be written is not.
            *known = Known::default();
        }
        written
    }
}

impl Writing<'_> {
    fn run<T>(&mut self, run: impl FnOnce(&Connection, &mut Known) -> Result<T, Failure>) -> Result<T, StoreError> {
        run(self.conn, self.known).map_err(|failure| failure.at(self.path))
    }

    /// Puts an article in.
    ///
    /// # Errors
    /// When the index cannot be written to.
    pub fn put_article(&mut self, row: &SearchedArticle, article: &Article) -> Result<(), StoreError> {
        self.run(|conn, known| {
            drop_article(conn, row.article_id)?;
            let english = row.language.starts_with("en");
            let title = Tokens::of(&row.title, conn, (known, english))?;
            for part in parts(article) {
                let tokens = Tokens::of_blocks(&part.blocks, conn, (known, english))?;
                let id = conn
                    .prepare_cached(
                        "INSERT INTO parts (article_id, first_block, text, lengths, before, after)
                         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                    )?
                    .insert((
                        row.article_id.0,
                        part.first_block,
                        part.blocks.join("\n"),
                        lengths(&part.blocks),
                        part.before,
                        part.after,
                    ))?;
                conn.prepare_cached("INSERT INTO part_tokens (rowid, title, text, signs) VALUES (?1, ?2, ?3, ?4)")?
                    .execute((id, &title.text, tokens.text, tokens.signs + &title.signs))?;
            }
            conn.prepare_cached("INSERT INTO title_tokens (rowid, title, signs) VALUES (?1, ?2, ?3)")?
                .execute((row.article_id.0, title.text, title.signs))?;
            conn.prepare_cached("INSERT INTO articles (id, print) VALUES (?1, ?2)")?
                .execute((row.article_id.0, print(row)))?;
            Ok(())
        })
    }

    /// Takes an article out.
    ///
    /// # Errors
    /// As [`Writing::put_article`].
    pub fn drop_article(&mut self, article_id: ArticleId) -> Result<(), StoreError> {
        self.run(|conn, _| drop_article(conn, article_id))
    }

    /// Puts a word in.
    ///
    /// # Errors
    /// As [`Writing::put_article`].
    pub fn put_word(&mut self, row: &SearchedWord) -> Result<(), StoreError> {
        self.run(|conn, known| {
            drop_word(conn, row.term_id)?;
            let term_id = row.term_id.0;
            let english = row.language.starts_with("en");
            let headword = Tokens::of(&row.headword, conn, (known, english))?;
            let forms: Vec<&str> = row.forms.iter().map(String::as_str).collect();
            let forms = Tokens::of_blocks(&forms, conn, (known, english))?;
            let gloss = Tokens::of(&row.gloss, conn, (known, true))?;
            let signs = headword.signs + &forms.signs + &gloss.signs;
            conn.prepare_cached(
                "INSERT INTO word_tokens (rowid, headword, forms, gloss, signs) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute((term_id, headword.text, forms.text, gloss.text, signs))?;
            conn.prepare_cached("INSERT INTO words (id, print, status) VALUES (?1, ?2, ?3)")?
                .execute((term_id, print(row), status_number(row.status)))?;
            let mut add = conn.prepare_cached("INSERT OR IGNORE INTO families (term_id, token) VALUES (?1, ?2)")?;
            for form in row.forms.iter().map(String::as_str).chain([&*row.headword]) {
                if let [token] = &search_tokens(form)[..] {
                    add.execute((term_id, &token.key))?;
                }
            }
            Ok(())
        })
    }

    /// Takes a word out.
    ///
    /// # Errors
    /// As [`Writing::put_article`].
    pub fn drop_word(&mut self, term_id: TermId) -> Result<(), StoreError> {
        self.run(|conn, _| drop_word(conn, term_id))
    }

    /// Puts a note in.
    ///
    /// # Errors
    /// As [`Writing::put_article`].
    pub fn put_note(&mut self, row: &SearchedNote) -> Result<(), StoreError> {
        self.run(|conn, known| {
            drop_note(conn, row.note_id)?;
            let body = Tokens::of(&row.body, conn, (known, true))?;
            let on: Vec<&str> = [&row.quote, &row.headword]
                .into_iter()
                .flatten()
                .map(String::as_str)
                .collect();
            let quote = Tokens::of_blocks(&on, conn, (known, true))?;
            conn.prepare_cached(
                "INSERT INTO note_tokens (rowid, body, quote, tags, signs) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute((
                row.note_id.0,
                body.text,
                quote.text,
                tag_tokens(&row.body),
                body.signs + &quote.signs,
            ))?;
            conn.prepare_cached("INSERT INTO notes (id, print, term_id) VALUES (?1, ?2, ?3)")?
                .execute((row.note_id.0, print(row), row.term_id.map(|term_id| term_id.0)))?;
            Ok(())
        })
    }

    /// Takes a note out.
    ///
    /// # Errors
    /// As [`Writing::put_article`].
    pub fn drop_note(&mut self, note_id: NoteId) -> Result<(), StoreError> {
        self.run(|conn, _| drop_note(conn, note_id))
    }
}

fn drop_article(conn: &Connection, article_id: ArticleId) -> Result<(), Failure> {
    for sql in [
        "DELETE FROM title_tokens WHERE rowid = ?1",
        "DELETE FROM part_tokens WHERE rowid IN (SELECT id FROM parts WHERE article_id = ?1)",
        "DELETE FROM parts WHERE article_id = ?1",
        "DELETE FROM articles WHERE id = ?1",
    ] {
        conn.prepare_cached(sql)?.execute([article_id.0])?;
    }
    Ok(())
}

fn drop_word(conn: &Connection, term_id: TermId) -> Result<(), Failure> {
    if conn
        .prepare_cached("DELETE FROM words WHERE id = ?1")?
        .execute([term_id.0])?
        == 0
    {
        return Ok(());
    }
    for sql in [
        "DELETE FROM word_tokens WHERE rowid = ?1",
        "DELETE FROM families WHERE term_id = ?1",
    ] {
        conn.prepare_cached(sql)?.execute([term_id.0])?;
    }
    Ok(())
}

fn drop_note(conn: &Connection, note_id: NoteId) -> Result<(), Failure> {
    if conn
        .prepare_cached("DELETE FROM notes WHERE id = ?1")?
        .execute([note_id.0])?
        > 0
    {
        conn.prepare_cached("DELETE FROM note_tokens WHERE rowid = ?1")?
            .execute([note_id.0])?;
    }
    Ok(())
}

/// A stretch of an article.
struct Part<'a> {
    first_block: u32,
    blocks: Vec<&'a str>,
    before: String,
    after: String,
}

/// The parts of an article, cut between blocks.
fn parts(article: &Article) -> Vec<Part<'_>> {
    let mut parts: Vec<Part<'_>> = Vec::new();
    let mut bytes = PART;
    for (number, block) in (0u32..).zip(&article.blocks) {
        if bytes >= PART {
            bytes = 0;
            parts.push(Part {
                first_block: number,
                blocks: Vec::new(),
                before: Anchor::of(article, number, ByteRange::new(0, 0)).before,
                after: String::new(),
            });
        }
        if let Some(part) = parts.last_mut() {
            part.blocks.push(&block.text);
        }
        bytes += block.text.len() + 1;
    }
    for part in &mut parts {
        let last = part.first_block + u32::try_from(part.blocks.len()).unwrap_or(1) - 1;
        let end = part
            .blocks
            .last()
            .map_or(0, |text| u32::try_from(text.len()).unwrap_or(u32::MAX));
        part.after = Anchor::of(article, last, ByteRange::new(end, end)).after;
    }
    parts
}

/// A text as the index takes it.
#[derive(Default)]
struct Tokens {
    /// Tokens with spaces between them.
    text: String,
    /// Each single character of the pairs, with spaces between them and at the end.
    signs: String,
}

impl Tokens {
    fn of(text: &str, conn: &Connection, known: (&mut Known, bool)) -> Result<Self, Failure> {
        Self::of_blocks(&[text], conn, known)
    }

    /// Words that are new go into the vocabulary, those of English with their headwords.
    fn of_blocks(blocks: &[&str], conn: &Connection, (known, english): (&mut Known, bool)) -> Result<Self, Failure> {
        let mut tokens = Self::default();
        let mut signs = BTreeSet::new();
        let known = &mut known.0[usize::from(english)];
        for (number, block) in blocks.iter().enumerate() {
            if number > 0 {
                tokens.text.push_str(BORDER);
                tokens.text.push(' ');
            }
            for token in search_tokens(block) {
                tokens.text.push_str(&token.key);
                tokens.text.push(' ');
                if token.key.starts_with(is_paired) {
                    signs.extend(token.key.chars().next());
                } else if !known.contains(&token.key) {
                    learn(conn, &token.key, english)?;
                    if known.len() >= KNOWN {
                        known.clear();
                    }
                    known.insert(token.key);
                }
            }
        }
        for sign in signs {
            tokens.signs.push(sign);
            tokens.signs.push(' ');
        }
        Ok(tokens)
    }
}

/// Puts a word into the vocabulary. A headword that says more than the word itself stays.
fn learn(conn: &Connection, token: &str, english: bool) -> Result<(), Failure> {
    let language = if english { "en" } else { "" };
    conn.prepare_cached(
        "INSERT INTO vocabulary (token, headword) VALUES (?1, ?2)
         ON CONFLICT (token) DO UPDATE SET headword = excluded.headword WHERE excluded.headword <> excluded.token",
    )?
    .execute((token, &*headword_of(language, token)))?;
    Ok(())
}

/// One token for each tag of a note, and for each tag that it lies under: `#exam/2026` is also `#exam`.
fn tag_tokens(markdown: &str) -> String {
    let mut found = BTreeSet::new();
    for range in tags(markdown) {
        let key = tag_key(&markdown[range]);
        let under = key.match_indices('/').map(|(at, _)| tag_token(&key[..at]));
        found.extend(under);
        found.insert(tag_token(&key));
    }
    found.into_iter().collect::<Vec<_>>().join(" ")
}

/// The token of a tag's key.
pub(super) fn tag_token(key: &str) -> String {
    let clean = |char: char| match char {
        char if char.is_ascii() && !char.is_ascii_alphanumeric() => '·',
        char if char.is_whitespace() => '·',
        char => char,
    };
    key.chars().map(clean).collect()
}

/// The lengths of texts (bytes), seven bits to a byte, the last byte of each with its top bit clear.
fn lengths(blocks: &[&str]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(blocks.len() * 2);
    for block in blocks {
        let mut rest = block.len();
        while rest > 0x7f {
            bytes.push(rest.to_le_bytes()[0] | 0x80);
            rest >>= 7;
        }
        bytes.push(rest.to_le_bytes()[0]);
    }
    bytes
}

/// What [`lengths`] wrote.
pub(super) fn unpack_lengths(bytes: &[u8]) -> Vec<usize> {
    let (mut lengths, mut length, mut shift) = (Vec::new(), 0usize, 0u32);
    for &byte in bytes {
        length |= usize::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
        shift += 7;
        if byte & 0x80 == 0 {
            lengths.push(length);
            (length, shift) = (0, 0);
        }
    }
    lengths
}
