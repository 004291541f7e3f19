//! The window, found by what a screen reader would read, with the real threads and a real library behind it.

mod book;
pub(crate) mod desk;
mod encounters;
mod families;
mod files;
mod finish;
mod folder;
mod glosses;
mod language;
mod library;
mod links;
mod narrow;
mod newer;
mod notes;
mod opening;
mod words;
