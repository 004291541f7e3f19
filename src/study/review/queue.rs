//! Which cards come today, and in which order.
//!
//! The store gives the most urgent cards and the first-time words by their indexes; the rules here are what is left:
//! the limits of the day, siblings on different days, the order that the learner chose.

use std::collections::HashSet;

use super::{CardOrder, QueueSettings};
use crate::study::{ArticleId, TermId};

/// A card or a first-time word that could come today.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate<K> {
    /// What it is.
    pub key: K,
    /// From 1 to 10; 0 for a first-time word.
    pub difficulty: f32,
    /// The article of its sentence.
    pub article_id: Option<ArticleId>,
    /// The terms that it shares words with, itself among them: two that share one are siblings.
    pub family: Vec<TermId>,
}

/// What was done this day already.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spent {
    /// First-time words.
    pub first_times: u32,
    /// Cards that were due.
    pub reviews: u32,
    /// The terms of all of them, and of those that share words with them.
    pub families: HashSet<TermId>,
}

/// What comes today.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan<K> {
    /// Cards that are due, in order.
    pub due: Vec<K>,
    /// First-time words, in order; they come after those.
    pub fresh: Vec<K>,
}

/// Chooses from candidates that stand in the order of their urgency. `day` is what a random order is drawn from.
#[must_use]
pub fn plan<K: Copy + std::hash::Hash>(
    due: Vec<Candidate<K>>,
    fresh: Vec<Candidate<K>>,
    (settings, spent): (&QueueSettings, &Spent),
    day: i64,
) -> Plan<K> {
    if settings.pause.is_some_and(|pause| pause.holds(day)) {
        return Plan {
            due: Vec::new(),
            fresh: Vec::new(),
        };
    }
    let mut met = spent.families.clone();
    let mut take = |candidates: Vec<Candidate<K>>, room: u32| {
        let mut taken = Vec::new();
        for candidate in candidates {
            if taken.len() >= room as usize {
                break;
            }
            if candidate.family.iter().any(|term_id| met.contains(term_id)) {
                continue;
            }
            met.extend(candidate.family.iter().copied());
            taken.push(candidate);
        }
        taken
    };
    let due = take(due, settings.reviews.saturating_sub(spent.reviews));
    let fresh = take(fresh, settings.first_times.saturating_sub(spent.first_times));
    Plan {
        due: in_order(due, settings.order, day),
        fresh: in_order(fresh, settings.order, day),
    }
}

fn in_order<K: Copy + std::hash::Hash>(mut cards: Vec<Candidate<K>>, order: CardOrder, day: i64) -> Vec<K> {
    match order {
        CardOrder::Due => {}
        CardOrder::Random => cards.sort_by_cached_key(|card| drawn(card.key, day)),
        // A stable sort: within an article the most urgent stays first.
        CardOrder::Article => cards.sort_by_key(|card| card.article_id),
        CardOrder::Hardest => cards.sort_by(|one, other| other.difficulty.total_cmp(&one.difficulty)),
    }
    cards.into_iter().map(|card| card.key).collect()
}

fn drawn<K: std::hash::Hash>(key: K, day: i64) -> u64 {
    use std::hash::{DefaultHasher, Hasher};
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.write_i64(day);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::super::Pause;
    use super::*;

    fn card(key: i64) -> Candidate<i64> {
        #[expect(clippy::cast_precision_loss, reason = "small")]
        let difficulty = key as f32;
        Candidate {
            key,
            difficulty,
            article_id: Some(ArticleId(key % 2)),
            family: vec![TermId(key)],
        }
    }

    fn cards(keys: std::ops::Range<i64>) -> Vec<Candidate<i64>> {
        keys.map(card).collect()
    }

    #[test]
    fn the_day_is_capped_and_what_was_done_counts() {
        let settings = QueueSettings::default();
        let whole = plan(cards(0..500), cards(500..900), (&settings, &Spent::default()), 1);
        assert_eq!(whole.due, (0..60).collect::<Vec<_>>());
        assert_eq!(whole.fresh, (500..510).collect::<Vec<_>>());
        let spent = Spent {
            first_times: 8,
            reviews: 60,
            families: HashSet::from([TermId(500)]),
        };
        let rest = plan(cards(0..500), cards(500..900), (&settings, &spent), 1);
        assert_eq!(rest.due, Vec::<i64>::new());
        assert_eq!(rest.fresh, [501, 502]);
    }

    #[test]
    fn siblings_come_on_different_days() {
        let settings = QueueSettings::default();
        let mut phrase = card(7);
        phrase.family.push(TermId(1));
        let one = plan(
            vec![card(1), phrase.clone(), card(2)],
            vec![],
            (&settings, &Spent::default()),
            1,
        );
        assert_eq!(one.due, [1, 2]);
        let spent = Spent {
            families: HashSet::from([TermId(7), TermId(1)]),
            ..Spent::default()
        };
        let other = plan(vec![card(1), card(2)], vec![phrase], (&settings, &spent), 1);
        assert_eq!((other.due, other.fresh), (vec![2], vec![]));
    }

    #[test]
    fn each_order_is_what_it_says() {
        let mut settings = QueueSettings::default();
        let mut order = |order, day| {
            settings.order = order;
            plan(cards(1..7), vec![], (&settings, &Spent::default()), day).due
        };
        assert_eq!(order(CardOrder::Due, 1), [1, 2, 3, 4, 5, 6]);
        assert_eq!(order(CardOrder::Article, 1), [2, 4, 6, 1, 3, 5]);
        assert_eq!(order(CardOrder::Hardest, 1), [6, 5, 4, 3, 2, 1]);
        assert_eq!(order(CardOrder::Random, 1), order(CardOrder::Random, 1));
        let days: HashSet<_> = (0..20).map(|day| order(CardOrder::Random, day)).collect();
        assert!(days.len() > 15);
    }

    #[test]
    fn a_pause_is_quiet() {
        let settings = QueueSettings {
            pause: Some(Pause { from_day: 5, to_day: 7 }),
            ..QueueSettings::default()
        };
        let due = |day| plan(cards(0..3), vec![], (&settings, &Spent::default()), day).due.len();
        assert_eq!([4, 5, 7, 8].map(due), [3, 0, 0, 3]);
    }
}
