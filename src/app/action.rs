//! What views ask for. Views never change what is stored; they push one of these.

use super::Selection;
use crate::text::Place;

/// A wish of the learner's, named by what it does.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Select a word or phrase, or nothing.
    Select(Option<Selection>),
    /// The first visible place of the page is now this one.
    Scrolled(Place),
    /// Open a link outside, if its kind is allowed.
    OpenLink(String),
}
