//! The window, found by what a screen reader would read, with the real threads and a real library behind it.

mod book;
pub(crate) mod desk;
mod encounters;
mod families;
mod files;
mod finding;
mod finish;
mod folder;
mod footnotes;
mod glosses;
mod keyboard;
mod language;
mod library;
mod links;
mod looks;
mod narrow;
mod newer;
mod notes;
mod notes_place;
mod opening;
mod outline;
mod pictures;
mod reading;
mod scale;
mod selecting;
mod sockets;
mod words;
