//! What was done in review, in the learner's words.

use rust_i18n::t;

use crate::app::format;
use crate::store::Op;
use crate::study::review::{Grade, ReviewSource};

/// The name of a grade.
pub(in crate::app) fn grade(grade: Grade) -> String {
    match grade {
        Grade::Again => t!("review.again"),
        Grade::Hard => t!("review.hard"),
        Grade::Good => t!("review.good"),
        Grade::Easy => t!("review.easy"),
    }
    .into_owned()
}

/// Whether a step needs no toast: the next card says enough.
pub(in crate::app) const fn is_quiet(op: &Op) -> bool {
    matches!(
        op,
        Op::Answer {
            set_aside: false,
            learned: false,
            source: ReviewSource::Card | ReviewSource::Cram,
            ..
        } | Op::StudySettings
    )
}

/// The name of a step.
pub(in crate::app) fn told(op: &Op) -> String {
    match op {
        Op::Answer {
            headword,
            set_aside: true,
            ..
        } => t!("review.op.leech", word = headword).into_owned(),
        Op::Answer {
            headword,
            learned: true,
            ..
        } => t!("review.op.learned_failed", word = headword).into_owned(),
        Op::Answer {
            headword, grade: given, ..
        } => t!("review.op.answer", word = headword, grade = grade(*given)).into_owned(),
        Op::ReadPage { words } => format::plural("review.op.page", *words as usize),
        Op::MoveUp { words } => format::plural("review.op.move_up", *words as usize),
        Op::LearnAgain { words } => format::plural("review.op.learn_again", *words as usize),
        Op::PinSentence { headword, pinned: true } => t!("review.op.pin", word = headword).into_owned(),
        Op::PinSentence { headword, .. } => t!("review.op.unpin", word = headword).into_owned(),
        Op::SetAside { headword, aside: true } => t!("review.op.aside", word = headword).into_owned(),
        Op::SetAside { headword, .. } => t!("review.op.back", word = headword).into_owned(),
        _ => t!("review.op.settings").into_owned(),
    }
}
