//! Today's page, as it is read: which words were forgotten, and when the others are recorded.

use std::collections::BTreeSet;
use std::time::Instant;

use super::{Action, Boldface, Effect, View};
use crate::lexicon::dictionary::Sought;
use crate::store::ReviewRange;
use crate::study::review::CardKey;
use crate::study::{Term, TermId};
use crate::text::ByteRange;
use crate::worker::{Change, LookUp, Request, ReviewAsk, TodayPage};

/// With fewer words the cards are as quick.
const LEAST: usize = 2;

/// Today's page.
#[derive(Debug, Default)]
pub struct ReviewPage {
    /// Whether it is shown, and not the cards.
    pub shown: bool,
    /// What stands on it.
    pub page: Option<Box<TodayPage>>,
    /// The words that were forgotten.
    pub forgotten: BTreeSet<TermId>,
    /// The word that was looked up last.
    pub asked: Option<TermId>,
    /// It was asked for, and is shown when it comes.
    wanted: bool,
}

impl ReviewPage {
    /// Whether there is one that can be read.
    #[must_use]
    pub fn is_there(&self) -> bool {
        self.page.as_ref().is_some_and(|page| page.terms.len() >= LEAST)
    }

    /// A word of it.
    #[must_use]
    pub fn term(&self, term_id: TermId) -> Option<&Term> {
        self.page.as_ref()?.terms.iter().find(|term| term.term_id == term_id)
    }

    /// Puts it away.
    pub(super) fn close(&mut self) {
        *self = Self::default();
    }
}

impl Boldface {
    /// Asks for the page, where a session of today has not begun.
    pub(super) fn ask_page(&mut self) {
        let review = &mut self.model.review;
        let today = review.news.as_ref().is_none_or(|news| news.range == ReviewRange::Today);
        if today && !review.shown && !review.page.shown {
            review.page.wanted = true;
            self.send(Request::Review(ReviewAsk::Page));
        }
    }

    /// Takes the page in.
    pub(in crate::app) fn take_page(&mut self, page: Box<TodayPage>) {
        let review = &mut self.model.review;
        let wanted = std::mem::take(&mut review.page.wanted);
        let has_words = page.terms.len() >= LEAST;
        review.page.page = Some(page);
        review.page.forgotten.clear();
        // Who looks at an answer already is not called away.
        review.page.shown = has_words && wanted && !review.shown;
    }

    pub(super) fn show_page(&mut self) {
        if self.model.review.page.is_there() {
            self.model.review.page.shown = true;
        } else {
            self.model.review.page.wanted = true;
            self.send(Request::Review(ReviewAsk::Page));
        }
    }

    pub(super) fn forgot_on_page(&mut self, term_id: TermId) {
        let page = &mut self.model.review.page;
        if !page.forgotten.remove(&term_id) {
            page.forgotten.insert(term_id);
        }
        page.asked = Some(term_id);
        let Some(term) = page.term(term_id).cloned() else {
            return;
        };
        self.looked_up += 1;
        let wanted = LookUp {
            serial: self.looked_up,
            language: term.language,
            sought: Sought {
                headword: term.headword.clone(),
                form: term.headword.clone(),
                candidates: Vec::new(),
                part: None,
            },
            range: ByteRange::new(0, u32::try_from(term.headword.len()).unwrap_or(0)),
            sentence: term.headword,
        };
        self.model.review.found = None;
        self.model.review.asked = Some(wanted.clone());
        self.requests.look_up(wanted);
    }

    /// Records all words of the page that were not forgotten as recalled in passing; those come as cards.
    pub(super) fn record_page(&mut self, now: Instant) {
        let page = &mut self.model.review.page;
        if !page.shown {
            return;
        }
        let Some(today) = &page.page else { return };
        let recalled = today
            .terms
            .iter()
            .filter(|term| !page.forgotten.contains(&term.term_id));
        let keys: Vec<CardKey> = recalled.map(|term| CardKey::Term(term.term_id)).collect();
        page.close();
        self.model.review.asked = None;
        if !keys.is_empty() {
            self.change(Change::RecordPage(keys), now);
        }
    }

    pub(super) fn open_passage(&mut self, number: usize, now: Instant) {
        let page = self.model.review.page.page.as_ref();
        let Some(passage) = page.and_then(|page| page.passages.get(number)) else {
            return;
        };
        let (article_id, anchor) = (passage.article_id, passage.anchor.clone());
        self.act(Action::OpenArticle(article_id, Some(anchor)), now);
        self.effects.push(Effect::FocusPage);
        debug_assert_eq!(self.model.view, View::Read);
    }
}
