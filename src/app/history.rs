//! The History list: what was deleted or swept, to be taken back in a later session.

use rust_i18n::t;

use crate::store::PastKind;

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
