//! Boldface: a study desk for people who learn a language by reading.
//!
//! The house has rooms; each knows only the rooms to its left, and `tests/layering.rs` holds that:
//!
//! `text ← study ← store ← lexicon ← transfer ← worker ← app ← ui`
//!
//! | room | what lives there |
//! |---|---|
//! | [`text`] | an article as blocks, spans and tokens; Markdown to article and bold back to Markdown; sentences, headwords, names; which bold is vocabulary; tags and links in notes, what a search asks for |
//! | [`study`] | terms, status, notes, anchors, the resolution of tokens to terms, phrases, coverage; values and rules, no input or output |
//! | [`store`] | the one SQLite file: opening, upgrades, transactions with undo, backups, one file per table; the caches for postings and search |
//! | [`lexicon`] | what is known of a word before the learner says anything: how common it is, its estimated level, what dictionaries say |
//! | [`transfer`] | what comes in and goes out: encodings, files, folders, web clippings, saving, notes and everything else going out |
//! | [`worker`] | the threads: `store` owns the connection, `jobs` does long work, `index` knows which word stands where, `page` finds and copies, `gather` and `search` keep and ask the search index, `notes` lists notes, `out` writes exports, `words` looks words up, `dictionaries` takes dictionaries in; requests and events |
//! | [`app`] | the model that views read, the actions they ask for, commands, settings, words on the screen |
//! | [`ui`] | the window and its views |
//!
//! What is stored changes in one direction only: a view pushes an [`app::Action`], the store thread runs it in one
//! transaction and answers with an event, the model takes the event in, and the next frame shows it.

pub mod app;
pub mod lexicon;
pub mod store;
pub mod study;
pub mod text;
pub mod transfer;
pub mod ui;
pub mod worker;

rust_i18n::i18n!("assets/locales", fallback = "en");
