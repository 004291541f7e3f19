//! The model that views read, the actions they ask for, commands, settings, words on the screen.

mod action;
pub mod cli;
pub mod log;
pub mod paths;
mod reading;
pub mod settings;
pub mod timings;
pub mod words;

pub use action::Action;
pub use reading::{GoTo, Reading, Selection, TermEntry};
