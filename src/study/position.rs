//! Where an article is being read.

use super::Anchor;

/// The first visible words of a page, and how far their row is scrolled out.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Position {
    /// The words.
    #[serde(flatten)]
    pub anchor: Anchor,
    /// How much of their row is scrolled out at the top, in thousandths of its height; negative when the row stands below
    /// the top. `None`: not known, the row stands at the top.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cut: Option<i32>,
    /// Where their block begins in the source (bytes of its text as it was read), so that the page is found without
    /// reading all that stands before. `None`: not known, or not any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_byte: Option<u32>,
}

impl From<Anchor> for Position {
    fn from(anchor: Anchor) -> Self {
        Self {
            anchor,
            cut: None,
            source_byte: None,
        }
    }
}
