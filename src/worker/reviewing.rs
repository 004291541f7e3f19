//! Review in the store thread: which card comes now. It is asked of the library anew after each change, so that what is
//! undone, learned or deleted meanwhile is seen to without being thought of.

use super::Event;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::clock::Clock;
use super::link::spawn;
use super::store_thread::StoreThread;
use crate::store::{Direction, Now, Op, ReadyTerm, ReviewCard, ReviewDay, ReviewRange, Store, StoreError};
use crate::study::review::{CardKey, OptimiseError, StudySettings, optimise};

/// What is asked of review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReviewAsk {
    /// Begin a session; answered by [`Event::Review`].
    Begin(Begin),
    /// See what is due now.
    Look,
    /// Find the parameters of the memory model; answered by [`Event::Optimised`].
    Optimise,
    /// Stop that.
    StopOptimising,
    /// Count what the learner has come to; answered by [`Event::Progress`].
    Progress,
    /// Make today's page; answered by [`Event::TodayPage`].
    Page,
}

/// What a session is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begin {
    /// What is due today.
    Today,
    /// The words of an article, due or not.
    Article(crate::study::ArticleId),
    /// The same, leaving the schedule as it is.
    Cram(crate::study::ArticleId),
}

/// How review stands.
#[derive(Clone, Debug, PartialEq)]
pub struct ReviewNews {
    /// What comes up in this session.
    pub day: ReviewDay,
    /// How many come up today, whatever the session is about.
    pub due_today: usize,
    /// The cards that are due today, without first-time words and steps, whatever the session is about.
    pub due: Vec<CardKey>,
    /// The card that comes now; `None` when nothing is left for now.
    pub card: Option<Box<ReviewCard>>,
    /// Words that are ready to move up, once nothing is left.
    pub ready: Vec<ReadyTerm>,
    /// Cards that were set aside, with their headwords, once nothing is left.
    pub aside: Vec<(CardKey, String)>,
    /// What the learner set.
    pub settings: StudySettings,
    /// What the session is about.
    pub range: ReviewRange,
    /// How many answers there are, up to as many as the optimiser wants.
    pub answers: u32,
    /// When this was so.
    pub now: Now,
}

/// How far the parameters of the memory model are found.
#[derive(Clone, Debug, PartialEq)]
pub enum Optimising {
    /// The share that is done, from 0 to 1.
    At(f32),
    /// They were found, or not.
    Done(Result<Vec<f32>, OptimiseError>),
}

/// Review, as the store thread goes through it.
#[derive(Debug, Default)]
pub(super) struct Reviewing {
    pub(super) clock: Clock,
    range: ReviewRange,
    /// Set to stop the optimiser that is under way.
    stop: Arc<AtomicBool>,
    /// The card that the learner looks at.
    current: Option<CardKey>,
}

impl Reviewing {
    pub(super) fn with(clock: Clock) -> Self {
        Self {
            clock,
            ..Self::default()
        }
    }

    /// The card that is looked at stays until it is answered or gone; one whose answer was taken back comes again.
    fn choose(&mut self, day: &ReviewDay, now: Now) -> Option<CardKey> {
        let comes = |key: &CardKey| {
            day.due.contains(key) || day.fresh.contains(key) || day.steps.iter().any(|(step, _)| step == key)
        };
        self.current = self.current.filter(comes).or_else(|| day.next(now));
        self.current
    }

    fn follow(&mut self, op: &Op, direction: Direction) {
        if let Op::Answer { key, .. } = op {
            if direction == Direction::Undone {
                self.current = Some(*key);
            } else if self.current == Some(*key) {
                self.current = None;
            }
        }
    }

    fn news(&mut self, store: &Store) -> Result<ReviewNews, StoreError> {
        let now = self.clock.now();
        let day = store.review_day(self.range, now)?;
        let (due_today, due) = match self.range {
            ReviewRange::Today => (day.left(), day.due.clone()),
            ReviewRange::Article { .. } => {
                let today = store.review_day(ReviewRange::Today, now)?;
                (today.left(), today.due)
            }
        };
        let card = match self.choose(&day, now) {
            Some(key) => store.review_card(key, now)?.map(Box::new),
            None => None,
        };
        let (mut ready, mut aside) = (Vec::new(), Vec::new());
        if card.is_none() {
            ready = store.ready_terms(now)?;
            for &key in &day.aside {
                aside.push((key, store.card_name(key)?));
            }
        }
        Ok(ReviewNews {
            day,
            due_today,
            due,
            card,
            ready,
            aside,
            settings: store.study_settings()?,
            range: self.range,
            answers: store.card_answers()?,
            now,
        })
    }
}

impl StoreThread {
    /// Does what is asked of review.
    pub(super) fn review(&mut self, ask: ReviewAsk) {
        match ask {
            ReviewAsk::Optimise => return self.optimise(),
            ReviewAsk::StopOptimising => return self.reviewing.stop.store(true, Ordering::Relaxed),
            _ => {}
        }
        if ask == ReviewAsk::Progress {
            self.job(super::jobs::Job::Progress {
                library: self.library().to_owned(),
                now: self.reviewing.clock.now(),
            });
            return;
        }
        if ask == ReviewAsk::Page {
            self.ask(super::index_thread::Ask::Page(self.reviewing.clock.now()));
            return;
        }
        if let ReviewAsk::Begin(begin) = ask {
            let since = self.reviewing.clock.now().utc_ms;
            self.reviewing.range = match begin {
                Begin::Today => ReviewRange::Today,
                Begin::Article(article_id) => ReviewRange::Article {
                    article_id,
                    since,
                    cram: false,
                },
                Begin::Cram(article_id) => ReviewRange::Article {
                    article_id,
                    since,
                    cram: true,
                },
            };
            self.reviewing.current = None;
        }
        self.send_review();
    }

    /// Finds the parameters on a thread of its own: it takes seconds, and nothing waits for it.
    fn optimise(&mut self) {
        self.reviewing.stop.store(true, Ordering::Relaxed);
        let stop: Arc<AtomicBool> = Arc::default();
        self.reviewing.stop = Arc::clone(&stop);
        let (library, outbox) = (self.library().to_owned(), self.outbox.clone());
        spawn("optimise", move || {
            let logs = Store::open_reader(&library).and_then(|store| store.card_logs());
            let done = match logs {
                Ok(logs) => optimise(&logs, |share| {
                    outbox.send(Event::Optimised(Optimising::At(share)));
                    !stop.load(Ordering::Relaxed)
                }),
                Err(error) => {
                    tracing::error!(%error, "the log of reviews cannot be read");
                    Err(OptimiseError::NoFit)
                }
            };
            outbox.send(Event::Optimised(Optimising::Done(done)));
        });
    }

    /// Tells how review stands after a change.
    pub(super) fn review_after(&mut self, step: &(Op, Direction)) {
        self.reviewing.follow(&step.0, step.1);
        self.send_review();
    }

    pub(super) fn send_review(&mut self) {
        let Some(store) = &self.store else { return };
        match self.reviewing.news(store) {
            Ok(news) => self.outbox.send(Event::Review(Box::new(news))),
            Err(error) => tracing::error!(%error, "what is due cannot be read"),
        }
    }
}
