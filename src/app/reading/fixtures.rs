//! Open articles and terms for the tests of this room.

use super::Reading;
use crate::study::{ArticleId, Resolution, Status, Term, TermId};
use crate::text::{Place, TermKind, TokenIndex, WordClass, parse};
use crate::worker::{Opened, Parsed};

/// An English article that is open, without a term.
pub fn reading(source: &str) -> Reading {
    Reading::new(opened(source), 0)
}

/// The same before it is taken in.
pub fn opened(source: &str) -> Opened {
    let article = parse(source);
    let index = TokenIndex::build(&article, "en");
    let resolution = Resolution::new(&index);
    let parsed = Parsed {
        article_id: ArticleId(1),
        title: "Title".to_owned(),
        language: "en".to_owned(),
        origin: String::new(),
        source_bolds: crate::worker::source_bolds(&article),
        article,
        emphasis: Vec::new(),
        edits: Vec::new(),
        notes: Vec::new(),
        classes: vec![WordClass::Word; index.keys().len()],
        index,
        position: Place::default(),
        cut: None,
        furthest: None,
        level: None,
        go_to: None,
        generation: 1,
    };
    Opened::new(parsed, resolution, Vec::new())
}

/// A term with these forms.
pub fn term(id: i64, forms: &[&str], status: Option<Status>) -> Term {
    Term {
        term_id: TermId(id),
        language: "en".to_owned(),
        kind: TermKind::Word,
        headword: forms[0].to_owned(),
        forms: forms.iter().map(|form| (*form).to_owned()).collect(),
        status,
        gloss: String::new(),
        notes: Vec::new(),
        contexts: 0,
        saved_at: 0,
        sense: String::new(),
    }
}
