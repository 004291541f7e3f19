//! The History list in words: what was deleted or swept, and that it was taken back.

use rust_i18n::t;

use super::format;
use crate::store::{PastDeed, PastKind};

/// That something was taken back: the text of the toast.
pub(super) fn taken_back(kind: PastKind, title: &str) -> String {
    match kind {
        PastKind::Article => t!("op.back_article", title = title),
        PastKind::Note => t!("op.back_note", title = title),
        PastKind::Term => t!("op.back_term", word = title),
        PastKind::Gloss => t!("op.back_gloss", word = title),
        PastKind::Join => t!("op.back_join", word = title),
        PastKind::Finish => t!("op.back_finish", title = title),
    }
    .into_owned()
}

/// What was done, in a line.
#[must_use]
pub fn what(past: &PastDeed) -> String {
    let PastDeed { detail, .. } = past;
    // The words of a passage may go over several paragraphs.
    let title = &past.title.split_whitespace().collect::<Vec<_>>().join(" ");
    match past.kind {
        PastKind::Article => t!("history.article", title = title),
        PastKind::Note => t!("history.note", title = title),
        PastKind::Term => t!("history.term", word = title),
        PastKind::Gloss => t!("history.gloss", word = title),
        PastKind::Join => t!("history.join", word = title, other = detail),
        PastKind::Finish => return format::plural_of_word("history.finish", past.count as usize, title),
    }
    .into_owned()
}

/// What is shown below it: what the note or the meaning said.
#[must_use]
pub fn detail(past: &PastDeed) -> &str {
    match past.kind {
        PastKind::Note | PastKind::Gloss => &past.detail,
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::PastId;

    #[test]
    fn a_passage_of_two_paragraphs_is_one_line() {
        let past = PastDeed {
            past_id: PastId(1),
            kind: PastKind::Note,
            title: "Towns that stall.\n\nRebuked by tides".to_owned(),
            detail: String::new(),
            count: 1,
            at: 0,
            taken_back: false,
        };
        let what = what(&past);
        assert!(what.contains("stall. Rebuked") && !what.contains('\n'), "{what}");
    }
}
