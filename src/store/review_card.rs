//! A card as it is shown: the sentence, what is known of the word, and what each grade would lead to.

use rusqlite::{Connection, OptionalExtension, Row};

use super::cards::{card_of, seed};
use super::error::Failure;
use super::study_settings;
use super::terms::load;
use super::values::anchor;
use super::{Now, Store, StoreError};
use crate::study::review::{CardKey, CardKind, CardState, Grade, Moment, Wait, days_between};
use crate::study::{Anchor, ArticleId, ContextId, NoteRecord, Term};
use crate::text::{ByteRange, glosses_in};

/// A sentence in which the word was met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownSentence {
    /// Key of the context.
    pub context_id: ContextId,
    /// It is pinned: the others do not come.
    pub pinned: bool,
    /// How many sentences of the term there are, up to 50.
    pub of: usize,
    /// The sentence.
    pub text: String,
    /// The form as it stands there.
    pub form: String,
    /// Where it begins (bytes).
    pub offset: u32,
    /// The article.
    pub article_id: ArticleId,
    /// Its title.
    pub title: String,
    /// Whether it is still in the library.
    pub present: bool,
    /// Where in the article.
    pub anchor: Anchor,
    /// The meaning of a dictionary that was chosen here; empty when none was.
    pub sense: String,
    /// The glosses that stand in it, in order: not to be seen before the answer, and never read aloud.
    pub glosses: Vec<ByteRange>,
}

impl ShownSentence {
    /// The sentence as the article has it, and where the form begins.
    #[must_use]
    pub fn without_glosses(&self) -> (String, u32) {
        let (mut text, mut offset) = (self.text.clone(), self.offset);
        for gloss in self
            .glosses
            .iter()
            .rev()
            .filter(|gloss| self.text.get(gloss.usize()).is_some())
        {
            text.replace_range(gloss.usize(), "");
            if gloss.end <= self.offset {
                offset -= gloss.end - gloss.start;
            }
        }
        (text, offset)
    }
}

/// What a card of a note shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteFace {
    /// The note.
    pub note: NoteRecord,
}

/// A card, ready to be shown.
#[derive(Clone, Debug, PartialEq)]
pub struct ReviewCard {
    /// What it is of.
    pub key: CardKey,
    /// Where it stands.
    pub state: CardState,
    /// The kind of question.
    pub kind: CardKind,
    /// The term, unless it is a note's.
    pub term: Option<Term>,
    /// The note, if it is one's.
    pub note: Option<NoteFace>,
    /// The sentence, if there is one.
    pub sentence: Option<ShownSentence>,
    /// What each grade would lead to.
    pub waits: [Wait; 4],
    /// How likely it is to be recalled now; `None` before the first answer.
    pub recall: Option<f32>,
}

impl ReviewCard {
    /// The meaning that the learner chose: in this sentence, else for the term.
    #[must_use]
    pub fn chosen_sense(&self) -> Option<&str> {
        let here = self.sentence.as_ref().map(|sentence| sentence.sense.as_str());
        let term = self.term.as_ref().map(|term| term.sense.as_str());
        [here, term].into_iter().flatten().find(|sense| !sense.is_empty())
    }
}

impl Store {
    /// A card as it is shown now; `None` when the term or the note is gone.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn review_card(&self, key: CardKey, now: Now) -> Result<Option<ReviewCard>, StoreError> {
        let note = match key {
            CardKey::Note(note_id) => self.note_records_of(&[note_id])?.into_iter().next(),
            CardKey::Term(_) => None,
        };
        self.read(|conn| {
            let term = match key {
                CardKey::Term(term_id) => load(conn, [term_id.0])?.into_iter().next(),
                CardKey::Note(_) => None,
            };
            if term.is_none() && note.is_none() {
                return Ok(None);
            }
            let settings = study_settings::read(conn)?;
            let scheduler = study_settings::scheduler(conn)?;
            let card = card_of(conn, key)?;
            let state = card.as_ref().map_or_else(CardState::default, |card| card.state);
            let moment = Moment::from(now);
            let elapsed = state.last.map_or(0, |last| days_between(last, moment));
            let seed = card.as_ref().map_or(0, |card| seed(card.card_id, state.reviews));
            let mut waits = [Wait::Days(1); 4];
            for (wait, grade) in waits.iter_mut().zip(Grade::ALL) {
                let next = scheduler.next(&state, grade, elapsed, seed);
                *wait = next.map_err(|error| Failure::Corrupt(error.to_string()))?.wait;
            }
            let kinds = &settings.queue.kinds;
            let kind = kinds[state.reviews as usize % kinds.len()];
            Ok(Some(ReviewCard {
                key,
                state,
                kind,
                sentence: term
                    .as_ref()
                    .map(|term| sentence(conn, term, state.reviews))
                    .transpose()?
                    .flatten(),
                term,
                note: note.map(|note| NoteFace { note }),
                waits,
                recall: state.memory.map(|memory| scheduler.recall(memory, elapsed)),
            }))
        })
    }
}

impl Store {
    /// What a card is called: the headword, or what its note is on.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn card_name(&self, key: CardKey) -> Result<String, StoreError> {
        self.read(|conn| {
            let (sql, id) = match key {
                CardKey::Term(term_id) => ("SELECT headword FROM terms WHERE id = ?1", term_id.0),
                CardKey::Note(note_id) => (
                    "SELECT coalesce(quote, substr(body, 1, 60)) FROM notes WHERE id = ?1",
                    note_id.0,
                ),
            };
            let name = conn.prepare_cached(sql)?.query_one([id], |row| row.get(0));
            Ok(name.optional()?.unwrap_or_default())
        })
    }
}

/// The pinned sentence, else one after the other.
fn sentence(conn: &Connection, term: &Term, reviews: u32) -> Result<Option<ShownSentence>, Failure> {
    let sql = "SELECT sentence, form, form_offset, article_id, title, articles.deleted_at IS NULL, anchor, contexts.id, pinned, contexts.sense
               FROM contexts JOIN articles ON articles.id = article_id
               WHERE term_id = ?1 AND contexts.deleted_at IS NULL
               ORDER BY pinned DESC, CASE WHEN pinned THEN 0 ELSE (contexts.id < ?2) END, contexts.id LIMIT 1";
    let ids = "SELECT id FROM contexts WHERE term_id = ?1 AND deleted_at IS NULL ORDER BY id LIMIT 50";
    let mut statement = conn.prepare_cached(ids)?;
    let ids = statement.query_map([term.term_id.0], |row| row.get(0))?;
    let ids: Vec<i64> = ids.collect::<Result<_, _>>()?;
    let Some(&turn) = ids.get(reviews as usize % ids.len().max(1)) else {
        return Ok(None);
    };
    let mut statement = conn.prepare_cached(sql)?;
    let found = statement.query_row((term.term_id.0, turn), shown).optional()?;
    Ok(found.map(|mut sentence| {
        let end = sentence
            .offset
            .saturating_add(u32::try_from(sentence.form.len()).unwrap_or(0));
        let form = ByteRange::new(sentence.offset, end);
        sentence.of = ids.len();
        sentence.glosses = glosses_in(&sentence.text, form, &term.gloss, &term.language);
        sentence
    }))
}

fn shown(row: &Row<'_>) -> Result<ShownSentence, rusqlite::Error> {
    Ok(ShownSentence {
        context_id: ContextId(row.get(7)?),
        pinned: row.get(8)?,
        sense: row.get(9)?,
        of: 1,
        text: row.get(0)?,
        form: row.get(1)?,
        offset: row.get(2)?,
        article_id: ArticleId(row.get(3)?),
        title: row.get(4)?,
        present: row.get(5)?,
        anchor: anchor(row, 6)?,
        glosses: Vec::new(),
    })
}
