//! Study: what the learner knows and keeps, as values and rules.
//!
//! Terms and their status, notes, anchors, and which token of an article belongs to which term. Nothing here reads or
//! writes anything; the time comes in as an argument.

mod anchor;
mod count;
mod coverage;
mod ids;
mod ledger;
mod note;
mod note_edit;
mod pace;
mod phrases;
mod position;
mod resolution;
pub mod review;
mod shared_note;
mod status;
mod term;
mod vocabulary;

pub use anchor::{Anchor, Locator, locate};
pub use count::{Count, bold_tokens, bold_tokens_of, words_of};
pub use coverage::{Counter as CoverageCounter, Coverage, Tally, Text as CoverageText, Untouched};
pub use ids::{ArticleId, BoldEditId, CardId, ContextId, GlossEditId, NoteId, PastId, TermId};
pub use ledger::{Ledger, Standing as LedgerStanding};
pub use note::{NoteColour, NoteKind, NoteRecord, NotedArticle, NotedTerm};
pub use note_edit::{MovedNote, NoteEdit, NotePlace, NoteTarget};
pub use pace::{ReadSample, USUAL_PACE, pace};
pub use phrases::{Phrase, PhraseMatch, WIDEST_GAP, match_all, match_phrases};
pub use position::Position;
pub use resolution::{Resolution, TermNumber, TermRange, has_gap};
pub use shared_note::{SharedArticle, SharedNote, SharedTerm};
pub use status::{Standing, Status};
pub use term::{Context, ContextOrigin, Note, Term};
pub use vocabulary::Vocabulary;
