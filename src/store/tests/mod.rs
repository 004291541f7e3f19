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
mod property;
mod reading;
mod speed;
mod undo;
mod words;
mod write_back;
