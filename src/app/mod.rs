//! The model that views read, the actions they ask for, commands, settings, words on the screen.

mod action;
mod reading;

pub use action::Action;
pub use reading::{GoTo, Reading, Selection, TermEntry};
