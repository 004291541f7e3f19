//! A list of places in front of everything: what lost its place in an update, or was bolded in two ways. Each row leads to
//! its word, note or place; the list can be had again after the first of them was followed.

use std::time::Instant;

use rust_i18n::t;

use super::{Action, Boldface, Prompt, SearchAction, View, format};
use crate::study::{Anchor, ArticleId, NoteRecord, TermId};
use crate::text::{ClashKind, Side};
use crate::worker::{ClashWords, Displaced};

/// More of a note, or of the words that it is on, is not shown (characters).
const SHOWN: usize = 60;

/// A row of such a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceRow {
    /// The word, or the first words of the note.
    pub name: String,
    /// What there is to say of it.
    pub about: String,
    /// Where it leads.
    pub to: LeadsTo,
}

/// Where a row leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LeadsTo {
    /// A term: its card where it still stands in the open article, else where else it is met. As it stood in the text.
    Term(TermId, String),
    /// A note.
    Note(Box<NoteRecord>),
    /// A place of an article.
    Place(ArticleId, Anchor),
}

impl Boldface {
    /// Names what lost its place in an update, now that the new text is there.
    pub(super) fn show_displaced(&mut self) {
        let Some(Displaced { title, words, notes }) = self.displaced.take() else {
            return;
        };
        let mut rows: Vec<PlaceRow> = Vec::new();
        for word in words {
            let to = LeadsTo::Term(word.term_id, word.form.clone());
            rows.push(PlaceRow {
                name: word.form,
                about: word.sentence,
                to,
            });
        }
        for note in notes {
            let quote = format::shortened(note.quote.as_deref().unwrap_or_default(), SHOWN).into_owned();
            let body = crate::text::plain_note(&note.body);
            let name = if body.trim().is_empty() {
                quote.clone()
            } else {
                format::shortened(body.trim(), SHOWN).into_owned()
            };
            rows.push(PlaceRow {
                name,
                about: t!("rows.note", quote = quote).into_owned(),
                to: LeadsTo::Note(Box::new(note)),
            });
        }
        self.show_rows(t!("rows.displaced", title = title).into_owned(), rows);
    }

    /// Says what both hands did to the same words.
    pub(super) fn take_clashes(&mut self, article_id: ArticleId, title: &str, clashes: Vec<ClashWords>) {
        let rows = clashes.into_iter().map(|clash| PlaceRow {
            about: both_hands(&clash),
            to: LeadsTo::Place(article_id, clash.anchor),
            name: clash.kept,
        });
        let rows = rows.collect();
        self.show_rows(t!("save.clashes", title = title).into_owned(), rows);
    }

    /// Two lists of one update follow each other: the second stands below the first.
    fn show_rows(&mut self, headline: String, rows: Vec<PlaceRow>) {
        let shown = match self.model.prompt.take() {
            Some(Prompt::Rows { mut lists }) => {
                lists.push((headline, rows));
                lists
            }
            _ => vec![(headline, rows)],
        };
        self.model.last_rows.clone_from(&shown);
        self.model.prompt = Some(Prompt::Rows { lists: shown });
    }

    /// Shows the last list again.
    pub(super) fn show_rows_again(&mut self, now: Instant) {
        if self.model.last_rows.is_empty() {
            return self.tell(t!("rows.none").into_owned(), now);
        }
        let lists = self.model.last_rows.clone();
        self.model.prompt = Some(Prompt::Rows { lists });
    }

    /// Goes where a row leads.
    pub(super) fn follow_row(&mut self, to: LeadsTo, now: Instant) {
        self.model.prompt = None;
        match to {
            LeadsTo::Term(term_id, form) => {
                if let Some(number) = self.number_on_page(term_id) {
                    self.show(View::Read, now);
                    self.act(Action::GoToTerm(number), now);
                } else {
                    self.find_all();
                    self.act_on_search(SearchAction::Type(form), now);
                }
            }
            LeadsTo::Note(record) => self.open_found_note(&record, now),
            LeadsTo::Place(article_id, anchor) => self.act(Action::OpenArticle(article_id, Some(anchor)), now),
        }
    }
}

/// What each side did, and what is bold now.
fn both_hands(clash: &ClashWords) -> String {
    let (kept, lost, number) = (&clash.kept, &clash.lost, clash.block + 1);
    let did = match (clash.kind, clash.from) {
        (ClashKind::BothAdded, Side::File) => t!("save.both_file", kept = kept, lost = lost),
        (ClashKind::BothAdded, Side::Library) => t!("save.both_library", kept = kept, lost = lost),
        (ClashKind::AddedOverDropped, Side::File) => t!("save.over_file", kept = kept, lost = lost),
        (ClashKind::AddedOverDropped, Side::Library) => t!("save.over_library", kept = kept, lost = lost),
    };
    t!("save.clash", number = number, did = did, kept = kept).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::parse;

    #[test]
    fn what_each_hand_did_is_said_in_words() {
        let article = parse("put it off\n");
        let clash = |kind, from| ClashWords {
            block: 0,
            kept: "put it".to_owned(),
            lost: "it".to_owned(),
            from,
            kind,
            anchor: Anchor::of(&article, 0, crate::text::ByteRange::new(0, 6)),
        };
        let said = both_hands(&clash(ClashKind::AddedOverDropped, Side::File));
        assert_eq!(
            said,
            "Paragraph 1. In the file “put it” was made bold, here the bold of “it” was taken away. Now “put it” is bold."
        );
        let said = both_hands(&clash(ClashKind::BothAdded, Side::Library));
        assert!(
            said.contains("Here “put it” was made bold, in the file “it”."),
            "{said}"
        );
    }
}
