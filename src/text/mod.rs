//! Text: what an article is, and how it is read out of Markdown.
//!
//! An [`Article`] is a flat list of [`Block`]s. A block owns its plain text; everything else (spans, tokens, bold
//! spans) is a [`ByteRange`] into that text, on character boundaries and in order. One coordinate, (block, byte),
//! serves selection, anchors, search and the page alike.
//!
//! Nothing here knows files, SQLite, the screen or the time.

mod article;
mod bold_edit;
mod candidates;
mod capitals;
mod find;
pub mod frequency;
mod function_words;
mod furniture;
mod glosses;
mod headwords;
mod keys;
mod language;
pub mod lemmas;
mod merge;
pub mod names;
mod note_links;
pub mod packed;
mod parse;
mod passage;
mod passage_markdown;
mod plain_note;
mod scripts;
pub mod search;
mod segmenter;
mod sentences;
mod tags;
mod token_index;
mod tokens;
mod unspaced;
mod word_class;
mod word_diff;
mod words;
mod write_back;

pub use article::{
    Article, Block, BlockKind, Bold, ByteRange, Callout, Frame, Gloss, Link, Marker, MediaKind, Place, Span, Style,
    Table, TableAlign, Token, TokenKind,
};
pub use bold_edit::set_bold;
pub use candidates::{Candidate, Emphasis, TermKind, Verdict, candidates};
pub use capitals::{headword_in, spelling, spelt_like};
pub use find::{Hit, Needle, find_forms};
pub use function_words::{FunctionWords, is_part_of_any_text};
pub use glosses::{GlossOverride, GlossRules, bracket_beside, glosses_in, mark_glosses, unmark_glosses};
pub use headwords::{headword_candidates, headword_of, headword_of_term, is_own_headword, phrase_key};
pub use keys::{form_key, key_parts};
pub use language::detect;
pub use merge::{BoldMerge, Clash, ClashKind, Difference, Side, difference, merge};
pub use names::{is_common, is_in_address};
pub use note_links::{Typing, linked_names, typing_at};
pub(crate) use parse::html;
pub use parse::parse;
pub use passage::Passage;
pub use passage_markdown::{escaped, passage_markdown};
pub use plain_note::plain_note;
pub use sentences::{Sentences, sentence_at, sentences};
pub use tags::{tag_key, tags, tags_above};
pub use token_index::TokenIndex;
pub use tokens::tokenize;
pub use word_class::{WordClass, word_classes};
pub use word_diff::{DiffKind, word_diff};
pub use write_back::{BoldChange, Refusal, Refused, WriteBack, bold_after, write_back};

/// Version of the block model: how Markdown becomes blocks and bytes. Anchors carry it, so that a later change of the
/// model re-places them instead of trusting their positions. A change that leaves the blocks their numbers needs no new
/// version: a position is trusted only where the quote and its sides still stand.
pub const TEXT_VERSION: u32 = 1;

#[cfg(test)]
mod tests;
