//! Tests of the store as a whole, over its public operations.

mod articles;
mod damage;
mod families;
mod folder;
mod glosses;
mod note_links;
mod note_trash;
mod notes;
mod opening;
mod passages;
mod past;
pub(in crate::store) mod property;
mod reading;
mod reviews;
mod senses;
mod shared_notes;
mod speed;
mod undo;
mod words;
mod write_back;
