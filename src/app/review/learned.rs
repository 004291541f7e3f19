//! Learned words that are bolded again, or forgotten: that is said, and one key takes them back to learning. Nothing moves
//! by itself.

use std::time::Instant;

use rust_i18n::t;

use super::{Boldface, ReviewPlace};
use crate::store::{Direction, Op, ReadyTerm};
use crate::study::review::CardKey;
use crate::study::{Status, TermId};
use crate::worker::Committed;

/// So many words are named.
const NAMED: usize = 3;

impl ReviewPlace {
    fn may_go_back(&mut self, words: impl Iterator<Item = (TermId, String)>) {
        let row = |(term_id, headword)| ReadyTerm {
            term_id,
            headword,
            from: Status::Learned,
            to: Status::Nearly,
        };
        self.again = words.map(row).collect();
    }
}

impl Boldface {
    /// Says which Learned words a change speaks of, and offers to learn them again.
    pub(in crate::app) fn after_learned(&mut self, committed: &Committed, now: Instant) {
        let review = &mut self.model.review;
        review.again.clear();
        if committed.direction != Direction::Done {
            return;
        }
        let more = match &committed.op {
            // The toast says it already.
            Op::Answer {
                key: CardKey::Term(term_id),
                headword,
                learned: true,
                ..
            } => {
                review.may_go_back(std::iter::once((*term_id, headword.clone())));
                String::new()
            }
            Op::Import { .. } | Op::MergeBolds { went: 0, .. } | Op::ToggleBold { bold: true, .. } => {
                let learned = committed
                    .terms
                    .iter()
                    .filter(|term| term.status == Some(Status::Learned));
                review.may_go_back(learned.map(|term| (term.term_id, term.headword.clone())));
                told(&review.again)
            }
            _ => return,
        };
        if !review.again.is_empty() {
            self.model.toasts.offer_again(&more, now);
        }
    }
}

fn told(again: &[ReadyTerm]) -> String {
    let named: Vec<&str> = again.iter().take(NAMED).map(|term| term.headword.as_str()).collect();
    let mut words = named.join(", ");
    if again.len() > NAMED {
        words = t!("review.learned_more", words = words, count = again.len() - NAMED).into_owned();
    }
    t!("review.learned_bold", words = words).into_owned()
}
