//! The Review place: the card that is shown, and what the learner does with it.
//!
//! Which card comes is the store thread's to say, after each change anew. Here is what only the screen knows: whether
//! the answer is shown, what was typed, which meaning was looked up.

mod learned;
mod listening;
mod meaning;
mod notice;
mod page;
mod passing;
mod pin;
mod spelling;
mod words;

use std::time::{Duration, Instant};

pub use self::page::ReviewPage;
pub use self::spelling::{Spelled, spelled};
pub(super) use self::words::{is_quiet, told};
use super::{Action, Boldface, Effect, View};
use crate::store::{Answer, ReadyTerm, ReviewCard, ReviewRange};
use crate::study::review::{CardKey, Grade, OptimiseError, ReviewSource, StudySettings, start_of};
use crate::study::{ContextId, Status, TermId};
use crate::worker::{
    Begin, Change, Event, LookUp, LookedUp, Optimising, Request, ReviewAsk, ReviewNews, StatusStep, Target,
};

/// A command of review; each is a row of the command table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(
    missing_docs,
    reason = "each is explained by its row in the table and its text in the locale"
)]
pub enum CardCommand {
    Review,
    Progress,
    Show,
    Again,
    Hard,
    Good,
    Easy,
    Open,
    Known,
    Note,
    Hint,
    Aside,
    LearnAgain,
    Pin,
    PinHere,
    GotIt,
    Forgot,
    Unfold,
    Listen,
    MoveUp,
    Page,
    Record,
    Cards,
    Article,
    Cram,
    Sense(u8),
}

/// What is asked of review.
#[derive(Clone, Debug, PartialEq)]
pub enum ReviewAction {
    /// Begin another session.
    Begin(Begin),
    /// The answer that is being typed.
    Typed(String),
    /// A word of today's page was forgotten, or was not after all.
    Forgot(TermId),
    /// Open the article of a passage of today's page.
    OpenPassage(usize),
    /// Let review show this sentence of its word, or each in its turn.
    Pin(ContextId, bool),
    /// Let a card that was set aside come up again.
    BringBack(CardKey),
    /// Fit the memory model to the learner's own answers.
    Optimise,
    /// Stop that.
    StopOptimising,
    /// Something of Progress.
    Progress(super::ProgressAction),
    /// Set something of review.
    Set(Box<StudySettings>),
}

/// The Review place.
#[derive(Debug, Default)]
pub struct ReviewPlace {
    /// How review stands; nothing before the library is open.
    pub news: Option<Box<ReviewNews>>,
    /// Today's page.
    pub page: ReviewPage,
    /// Whether the answer is shown.
    pub shown: bool,
    /// Whether the hint is shown.
    pub hint: bool,
    /// What is typed as the answer.
    pub typed: String,
    /// How far the memory model is fitted, while it is.
    pub optimising: Option<f32>,
    /// Whether something on this computer can speak.
    pub speaks: bool,
    /// Counts up with each wish to write the note.
    pub focus_note: u64,
    /// When to look again: a step is due then, or a day begins.
    pub wake: Option<Instant>,
    /// The word whose meaning was opened while it is due.
    unfolded: Option<TermId>,
    /// Learned words that were bolded again or forgotten last, each with the status that it may go back to.
    again: Vec<ReadyTerm>,
    /// The card whose spoken question was asked aloud.
    heard: Option<CardKey>,
    /// The card whose answer is not committed yet.
    waiting: Option<CardKey>,
    asked: Option<LookUp>,
    found: Option<LookedUp>,
    /// How the card's word is spoken after the computer's own engine.
    sounded: Option<String>,
}

impl ReviewPlace {
    /// The card that is shown.
    #[must_use]
    pub fn card(&self) -> Option<&ReviewCard> {
        self.news.as_ref()?.card.as_deref()
    }

    /// How many cards come up today.
    #[must_use]
    pub fn due_today(&self) -> usize {
        self.news.as_ref().map_or(0, |news| news.due_today)
    }

    /// What the dictionaries say of the card's word; `None` while it has yet to come.
    #[must_use]
    pub fn meaning(&self) -> Option<&LookedUp> {
        self.found.as_ref()
    }

    /// The form that is to be typed.
    #[must_use]
    pub fn wanted(&self) -> Option<&str> {
        let card = self.card()?;
        let form = card.sentence.as_ref().map(|sentence| sentence.form.as_str());
        form.or_else(|| Some(card.term.as_ref()?.headword.as_str()))
    }

    fn source(&self) -> ReviewSource {
        match self.news.as_ref().map(|news| news.range) {
            Some(ReviewRange::Article { cram: true, .. }) => ReviewSource::Cram,
            _ => ReviewSource::Card,
        }
    }
}

impl Boldface {
    /// Goes to a place: notes are watched only in theirs, review is looked at anew in its own.
    pub(super) fn enter(&mut self, view: View, now: Instant) {
        self.show_notes(view == View::Notes, now);
        if view == View::Review && self.model.view != View::Review {
            self.send(Request::Review(ReviewAsk::Look));
            self.ask_page();
        }
        if view == View::Progress {
            self.ask_progress();
        }
    }

    pub(super) fn act_on_review(&mut self, action: ReviewAction, now: Instant) {
        match action {
            ReviewAction::Begin(begin) => self.begin_review(begin, now),
            ReviewAction::Typed(text) => self.model.review.typed = text,
            ReviewAction::Forgot(term_id) => self.forgot_on_page(term_id),
            ReviewAction::OpenPassage(number) => self.open_passage(number, now),
            ReviewAction::Pin(context_id, pinned) => self.change(Change::PinSentence(context_id, pinned), now),
            ReviewAction::BringBack(key) => self.change(Change::SetAside { key, aside: false }, now),
            ReviewAction::Optimise => {
                self.model.review.optimising = Some(0.0);
                self.send(Request::Review(ReviewAsk::Optimise));
            }
            ReviewAction::StopOptimising => self.send(Request::Review(ReviewAsk::StopOptimising)),
            ReviewAction::Progress(action) => self.act_on_progress(action, now),
            ReviewAction::Set(settings) => self.change(Change::StudySettings(settings), now),
        }
    }

    pub(super) fn command_card(&mut self, command: CardCommand, now: Instant) {
        match command {
            CardCommand::Review => self.show(View::Review, now),
            CardCommand::Progress => self.show(View::Progress, now),
            CardCommand::Page => self.show_page(),
            CardCommand::Record => self.record_page(now),
            CardCommand::Cards => self.model.review.page.shown = false,
            CardCommand::Article | CardCommand::Cram => {
                if let Some(reading) = &self.model.reading {
                    let article_id = reading.article_id;
                    let begin = if command == CardCommand::Cram {
                        Begin::Cram(article_id)
                    } else {
                        Begin::Article(article_id)
                    };
                    self.begin_review(begin, now);
                }
            }
            CardCommand::MoveUp => {
                let ready = self.model.review.news.as_ref().map(|news| news.ready.clone());
                if let Some(ready) = ready.filter(|ready| !ready.is_empty()) {
                    self.change(Change::MoveUp(ready), now);
                }
            }
            CardCommand::PinHere => self.pin_here(now),
            CardCommand::GotIt => self.answer_in_passing(Grade::Good, now),
            CardCommand::Forgot => self.answer_in_passing(Grade::Again, now),
            CardCommand::Unfold => self.unfold_card(),
            CardCommand::LearnAgain => {
                let again = std::mem::take(&mut self.model.review.again);
                if !again.is_empty() {
                    self.change(Change::MoveUp(again), now);
                }
            }
            _ if self.model.review.page.shown || self.model.view != View::Review => {}
            _ if self.model.review.card().is_none() => {}
            CardCommand::Show if self.model.review.shown => self.grade(Grade::Good, now),
            CardCommand::Show => self.show_answer(now),
            CardCommand::Sense(number) => self.choose_on_card(number, now),
            CardCommand::Again => self.grade(Grade::Again, now),
            CardCommand::Hard => self.grade(Grade::Hard, now),
            CardCommand::Good => self.grade(Grade::Good, now),
            CardCommand::Easy => self.grade(Grade::Easy, now),
            CardCommand::Open => self.open_card(now),
            CardCommand::Known => {
                if let Some(CardKey::Term(term_id)) = self.model.review.card().map(|card| card.key) {
                    let (target, step) = (Target::Term(term_id), StatusStep::To(Some(Status::WellKnown)));
                    self.change(Change::Status { target, step }, now);
                }
            }
            CardCommand::Note => {
                self.show_answer(now);
                self.model.review.focus_note += 1;
            }
            CardCommand::Listen => self.say_card(now),
            CardCommand::Pin => self.pin_shown(now),
            CardCommand::Hint => self.model.review.hint = true,
            CardCommand::Aside => {
                if let Some(key) = self.model.review.card().map(|card| card.key) {
                    self.change(Change::SetAside { key, aside: true }, now);
                }
            }
        }
    }

    fn begin_review(&mut self, begin: Begin, now: Instant) {
        self.drafts.hold(None);
        let review = &mut self.model.review;
        (review.shown, review.hint, review.heard) = (false, false, None);
        review.typed.clear();
        review.page.close();
        self.show(View::Review, now);
        self.send(Request::Review(ReviewAsk::Begin(begin)));
    }

    fn show_answer(&mut self, now: Instant) {
        if self.model.review.shown {
            return;
        }
        self.model.review.shown = true;
        self.hold_note();
        self.send_due_drafts(now);
    }

    /// The note of the card's word can be written as long as its answer is shown.
    fn hold_note(&mut self) {
        let review = &self.model.review;
        let shown = review.shown && self.model.view == View::Review;
        let term = review.card().and_then(|card| card.term.as_ref()).filter(|_| shown);
        self.drafts.hold(term);
    }

    fn grade(&mut self, grade: Grade, now: Instant) {
        let review = &mut self.model.review;
        let Some(key) = review
            .card()
            .map(|card| card.key)
            .filter(|_| review.shown && review.waiting.is_none())
        else {
            return;
        };
        review.waiting = Some(key);
        let source = review.source();
        self.drafts.flush(now);
        self.send_due_drafts(now);
        self.change(Change::Answer(Answer { key, grade, source }), now);
    }

    /// Opens the article at the card's sentence; the card stays where it is.
    fn open_card(&mut self, now: Instant) {
        let Some(card) = self.model.review.card() else { return };
        if let Some(note) = card.note.as_ref().map(|face| face.note.clone()) {
            self.open_found_note(&note, now);
        } else if let Some(sentence) = card.sentence.clone() {
            if sentence.present {
                self.act(Action::OpenArticle(sentence.article_id, Some(sentence.anchor)), now);
                self.effects.push(Effect::FocusPage);
            } else {
                let text = rust_i18n::t!("notes.article_deleted", title = sentence.title);
                self.tell(text.into_owned(), now);
            }
        }
    }

    /// Takes an event of review in.
    pub(super) fn take_review_event(&mut self, event: Event, now: Instant) {
        match event {
            Event::Review(news) => self.take_review(news, now),
            Event::TodayPage(page) => self.take_page(page),
            Event::Progress(progress) => self.take_progress(progress),
            Event::Optimised(news) => self.take_optimised(news, now),
            _ => {}
        }
    }

    /// Takes in how review stands.
    pub(super) fn take_review(&mut self, news: Box<ReviewNews>, now: Instant) {
        let review = &mut self.model.review;
        let before = review.card().map(|card| (card.key, card.state.reviews));
        let after = news.card.as_ref().map(|card| (card.key, card.state.reviews));
        review.waiting = None;
        let next_day = start_of(news_day(&news) + 1, news.now.offset_minutes);
        let step = news.day.steps.first().map_or(i64::MAX, |&(_, at)| at);
        let step = if news.card.is_some() { i64::MAX } else { step };
        let notice = notice::next(&news);
        let wait_ms = step
            .min(next_day)
            .min(notice)
            .saturating_sub(news.now.utc_ms)
            .max(1_000);
        review.wake = u64::try_from(wait_ms).ok().map(|ms| now + Duration::from_millis(ms));
        let moves_up = news.settings.moves_up && !news.ready.is_empty() && news.card.is_none();
        let ready = moves_up.then(|| news.ready.clone());
        review.news = Some(news);
        self.notify_once(now);
        if let Some(ready) = ready {
            self.change(Change::MoveUp(ready), now);
        }
        if before != after {
            let review = &mut self.model.review;
            (review.shown, review.hint, review.heard) = (false, false, None);
            review.typed.clear();
            self.look_card_up();
        }
        self.hold_note();
    }

    /// Takes in how far the memory model is fitted. The parameters before are kept, one key back.
    pub(super) fn take_optimised(&mut self, news: Optimising, now: Instant) {
        let done = match news {
            Optimising::At(share) => {
                self.model.review.optimising = self.model.review.optimising.map(|_| share);
                return;
            }
            Optimising::Done(done) => done,
        };
        self.model.review.optimising = None;
        let told = match done {
            Ok(parameters) => {
                let Some(news) = &self.model.review.news else { return };
                let mut settings = news.settings.clone();
                settings.schedule.before = settings.schedule.parameters.replace(parameters);
                self.change(Change::StudySettings(Box::new(settings)), now);
                rust_i18n::t!("review.set.fitted")
            }
            Err(OptimiseError::Stopped) => rust_i18n::t!("review.set.fit_stopped"),
            Err(_) => rust_i18n::t!("review.set.fit_failed"),
        };
        self.model.toasts.show(told.into_owned(), false, now);
    }

    pub(super) fn tick_review(&mut self, now: Instant) {
        if self.model.view != View::Review && self.drafts.held().is_some() {
            self.drafts.hold(None);
            self.refresh_card(now);
        } else if self.model.view == View::Review && self.drafts.held().is_none() && self.model.review.shown {
            self.hold_note();
        }
        if self.model.view == View::Review && self.model.review.asked.is_none() {
            self.ask_card_meaning();
        }
        self.ask_aloud(now);
        if self.model.review.wake.is_some_and(|wake| now >= wake) {
            self.model.review.wake = None;
            self.send(Request::Review(ReviewAsk::Look));
        }
    }
}

fn news_day(news: &ReviewNews) -> i64 {
    crate::study::review::Moment::from(news.now).day()
}
