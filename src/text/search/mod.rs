//! Searching everything: what a text is indexed by, what the learner's query means, where it stands in a text, and which
//! piece of the text is shown.
//!
//! The index knows only tokens. A word of a spaced script is one token, its key; of Chinese, Japanese, Korean and the
//! other scripts without spaces every pair of neighbouring characters is one, so that whatever two characters are typed
//! are found, and three or more as pairs one after the other, wherever a dictionary would see a word end.

mod excerpt;
mod matcher;
mod query;
mod tokens;

#[cfg(test)]
mod tests;

pub use excerpt::{Excerpt, excerpt};
pub use matcher::{Matcher, Spot};
pub use query::{Clause, Completion, SearchPlace, SearchQuery, SearchStatus, Wish};
pub use tokens::{SearchToken, is_paired, search_tokens};
