//! Where the learner was before they jumped, so that they can go back there, and forward again.
//!
//! A place is kept as an anchor, since the text may be another when one comes back. What was only passed on the way (the
//! tenth hit of a search, the middle of a drag on the scroll bar) is no place where one was: of jumps that follow each
//! other at once, only the first one's start is kept.

use std::time::{Duration, Instant};

use crate::study::{Anchor, ArticleId};

/// Who stayed shorter than this has not been there.
const STAY: Duration = Duration::from_secs(1);
/// How long the way back is offered on the page.
const OFFERED: Duration = Duration::from_secs(12);
/// So many places are remembered.
const MOST: usize = 50;

/// A place where the learner was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// In which article.
    pub article_id: ArticleId,
    /// The first words on the page.
    pub anchor: Anchor,
    /// How much of their row was scrolled out (see [`crate::study::Position`]).
    pub cut: Option<i32>,
}

/// The places before and after.
#[derive(Clone, Debug, Default)]
pub struct Places {
    back: Vec<Spot>,
    forward: Vec<Spot>,
    arrived: Option<Instant>,
    offered_until: Option<Instant>,
}

impl Places {
    /// The learner jumps away from here.
    pub fn leave(&mut self, from: Spot, now: Instant) {
        let passing = self.arrived.is_some_and(|arrived| now < arrived + STAY);
        if !passing && self.back.last() != Some(&from) {
            self.back.push(from);
            let extra = self.back.len().saturating_sub(MOST);
            self.back.drain(..extra);
        }
        self.forward.clear();
        self.arrived = Some(now);
        self.offered_until = (!self.back.is_empty()).then_some(now + OFFERED);
    }

    /// The place before; `here` is where the learner is.
    pub fn back(&mut self, here: Option<Spot>) -> Option<Spot> {
        let spot = self.back.pop()?;
        self.forward.extend(here);
        self.rest();
        Some(spot)
    }

    /// The place that one came back from; `here` is where the learner is.
    pub fn forward(&mut self, here: Option<Spot>) -> Option<Spot> {
        let spot = self.forward.pop()?;
        self.back.extend(here);
        self.rest();
        Some(spot)
    }

    /// An article is gone for good, and with it all places in it.
    pub fn forget(&mut self, article_id: ArticleId) {
        self.back.retain(|spot| spot.article_id != article_id);
        self.forward.retain(|spot| spot.article_id != article_id);
        self.offered_until = None;
    }

    /// The way back is not offered any longer; it stays open.
    pub const fn rest(&mut self) {
        (self.arrived, self.offered_until) = (None, None);
    }

    /// Whether there is a way back that should be offered on the page.
    #[must_use]
    pub const fn is_offered(&self) -> bool {
        self.offered_until.is_some()
    }

    /// The place before, if there is one.
    #[must_use]
    pub fn before(&self) -> Option<&Spot> {
        self.back.last()
    }

    /// Takes an offer back that stood long enough.
    pub fn expire(&mut self, now: Instant) {
        self.offered_until = self.offered_until.filter(|until| now < *until);
    }

    /// When the offer ends.
    #[must_use]
    pub const fn next_end(&self) -> Option<Instant> {
        self.offered_until
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{ByteRange, parse};

    fn spot(block: u32) -> Spot {
        let article = parse("one\n\ntwo\n\nthree\n\nfour\n");
        Spot {
            article_id: ArticleId(1),
            anchor: Anchor::of(&article, block, ByteRange::new(0, 3)),
            cut: None,
        }
    }

    #[test]
    fn back_and_forward_again() {
        let start = Instant::now();
        let mut places = Places::default();
        assert_eq!(places.back(Some(spot(0))), None);
        places.leave(spot(0), start);
        places.leave(spot(1), start + 2 * STAY);
        assert!(places.is_offered());
        assert_eq!(places.back(Some(spot(2))), Some(spot(1)));
        assert!(!places.is_offered());
        assert_eq!(places.back(Some(spot(1))), Some(spot(0)));
        assert_eq!(places.back(Some(spot(0))), None);
        assert_eq!(places.forward(Some(spot(0))), Some(spot(1)));
        assert_eq!(places.forward(Some(spot(1))), Some(spot(2)));
        assert_eq!(places.forward(Some(spot(2))), None);
        assert_eq!(places.back(Some(spot(2))), Some(spot(1)));
        places.leave(spot(3), start + 4 * STAY);
        assert_eq!(places.forward(Some(spot(0))), None, "another way was taken");
    }

    #[test]
    fn what_was_only_passed_is_no_place() {
        let start = Instant::now();
        let mut places = Places::default();
        places.leave(spot(0), start);
        for number in 1u8..4 {
            places.leave(spot(u32::from(number)), start + u32::from(number) * STAY / 2);
        }
        assert_eq!(places.back(None), Some(spot(0)));
        assert_eq!(places.back(None), None);
    }

    #[test]
    fn the_offer_ends_and_the_way_stays() {
        let start = Instant::now();
        let mut places = Places::default();
        places.leave(spot(0), start);
        places.expire(start + OFFERED / 2);
        assert!(places.is_offered());
        places.expire(start + OFFERED);
        assert!(!places.is_offered() && places.before().is_some());
        places.forget(ArticleId(1));
        assert_eq!(places.back(None), None);
    }

    #[test]
    fn only_so_many_are_kept() {
        let start = Instant::now();
        let mut places = Places::default();
        for number in 0..200u32 {
            places.leave(spot(number % 4), start + number * 2 * STAY);
        }
        assert_eq!(std::iter::from_fn(|| places.back(None)).count(), MOST);
    }
}
