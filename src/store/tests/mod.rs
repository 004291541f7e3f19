//! Tests of the store as a whole, over its public operations.

mod articles;
mod notes;
mod opening;
mod undo;
mod words;
