//! What a learner does with an article and its file, and with brackets beside bold words.

use super::deeds::Deed;
use super::{WORDS, pick, update_of};
use crate::store::testing::{anchor, article, occurrence};
use crate::store::{BoldAction, BoldsFromFile, Bracket, Committed, NewBoldEdit, Now, Store, StoreError, WrittenBack};
use crate::study::ArticleId;

pub(super) fn bracket(article_id: ArticleId, block: u32, (one, other): (usize, usize), is_gloss: bool) -> Bracket {
    Bracket {
        article_id,
        anchor: anchor(block, 4, WORDS[one]),
        text: WORDS[other].to_owned(),
        is_gloss,
        said_again: false,
        before: Some(occurrence(article_id, block, WORDS[one])),
        after: (one > 1).then(|| occurrence(article_id, block, WORDS[other])),
    }
}

/// Writes an article to its file, or takes its file's bold in.
pub(super) fn with_file(store: &mut Store, deed: &Deed, now: Now) -> Option<Result<Committed, StoreError>> {
    match deed {
        Deed::WriteBack {
            article: number,
            text,
            by_itself,
        } => {
            let article_id = pick(store, "articles", *number).map(ArticleId)?;
            let new = article(&format!("Written {text}"), &[]);
            let edits = store.article(article_id).unwrap()?.bold_edits;
            let written = WrittenBack {
                article_id,
                bytes: new.bytes,
                sha256: new.sha256,
                applied: edits.into_iter().skip(usize::from(text % 2)).collect(),
                by_itself: *by_itself,
                merged: None,
            };
            Some(store.write_back(&written, now))
        }
        Deed::Merge {
            article: number,
            words,
            gone,
        } => {
            let article_id = pick(store, "articles", *number).map(ArticleId)?;
            let mut update = update_of(store, article_id, words, 1);
            update.bold_edits.clear();
            let edits = store.article(article_id).unwrap()?.bold_edits;
            let new = words.iter().map(|&word| NewBoldEdit {
                anchor: anchor(9, 4, WORDS[word]),
                action: if word % 2 == 0 {
                    BoldAction::Add
                } else {
                    BoldAction::Drop
                },
            });
            update.gone = edits.iter().take(*gone).map(|edit| edit.bold_edit_id).collect();
            update.new = new.collect();
            let merge = BoldsFromFile {
                path: (gone % 2 == 0).then(|| "/articles/elsewhere.md".to_owned()),
                came: 1,
                went: 0,
                batch: *gone as u64,
                update,
            };
            Some(store.merge_bolds(&merge, now))
        }
        _ => None,
    }
}
