//! An article that gets new bytes: everything on the old text looks for its place in the new one.

use super::note_places::moved_notes;
use super::parsing::mark;
use super::prepare::Prepared;
use super::two_hands::Merge;
use crate::store::{
    ArticleUpdate, BoldAction, BoldEdit, GlossEdit, MovedBoldEdit, MovedContext, NewPlace, Store, StoreError,
};
use crate::study::{Anchor, ArticleId, ContextOrigin, Locator};
use crate::text::{ByteRange, TokenIndex, unmark_glosses};

/// Everything on the old text looks for its place in the new one. A merge says which bold edits there will be.
pub(super) fn update(
    store: &Store,
    article_id: ArticleId,
    mut prepared: Prepared,
    learner: &str,
    merge: Option<&Merge>,
) -> Result<ArticleUpdate, StoreError> {
    let missing = || StoreError::NoSuchRow {
        table: "articles",
        row_id: article_id.0,
    };
    let old = store.article(article_id)?.ok_or_else(missing)?;
    prepared.language.clone_from(&old.language);
    // What was text there may be a gloss here, and is to be found all the same.
    unmark_glosses(&mut prepared.article);
    let article = &prepared.article;
    let locator = Locator::new(article);
    let mut dropped: Vec<(u32, ByteRange)> = Vec::new();
    let mut added: Vec<(u32, ByteRange)> = Vec::new();
    let mut bold_edits = Vec::new();
    if let Some(merge) = merge {
        (dropped, added) = (merge.dropped.clone(), merge.added.clone());
    }
    let is_gone = |edit: &&BoldEdit| merge.is_some_and(|merge| merge.gone.contains(&edit.bold_edit_id));
    for edit in old.bold_edits.iter().filter(|edit| !is_gone(edit)) {
        let place = locator.locate(&edit.anchor);
        if let Some(place) = place.filter(|_| merge.is_none()) {
            if edit.action == BoldAction::Drop {
                &mut dropped
            } else {
                &mut added
            }
            .push(place);
        }
        let anchor = place.map(|(block, range)| Anchor::of(article, block, range));
        bold_edits.push(MovedBoldEdit {
            bold_edit_id: edit.bold_edit_id,
            anchor,
        });
    }
    let is_bold = |block: u32, range: ByteRange| {
        let source = article
            .block(block)
            .is_some_and(|block| block.bolds.iter().any(|bold| bold.range.overlaps(range)));
        source || added.contains(&(block, range))
    };
    let contexts = store.contexts_of_article(article_id)?;
    let contexts = contexts.into_iter().map(|context| {
        let place = match locator.locate(&context.anchor) {
            None => NewPlace::Lost,
            // The learner took the asterisks away in the editor: the same act as unbolding here.
            Some((block, range)) if context.origin == ContextOrigin::Bold && !is_bold(block, range) => NewPlace::Unbold,
            Some((block, range)) => NewPlace::At(Anchor::of(article, block, range)),
        };
        MovedContext {
            context_id: context.context_id,
            place,
        }
    });
    let contexts = contexts.collect();
    let place = |anchor: Option<&Anchor>| {
        let (block, range) = locator.locate(anchor?)?;
        Some(Anchor::of(article, block, range))
    };
    let position = old.position.as_ref().map(|position| &position.anchor);
    let [position, furthest, bookmark] = [position, old.furthest.as_ref(), old.bookmark.as_ref()].map(place);
    let moved = |edit: &GlossEdit| Some((edit.gloss_edit_id, place(Some(&edit.anchor))?));
    let gloss_edits = old.gloss_edits.iter().filter_map(moved).collect();
    let notes = moved_notes(store, article_id, (article, &old.language), &locator)?;
    mark(&mut prepared.article, &old.language, learner, &old.gloss_edits);
    prepared.index = TokenIndex::build(&prepared.article, &old.language);
    Ok(ArticleUpdate {
        article_id,
        title: None,
        terms: prepared.terms(&dropped, &added, old.sample),
        sha256: prepared.import.sha256,
        words: u32::try_from(prepared.article.word_count()).unwrap_or(u32::MAX),
        bytes: prepared.import.bytes,
        contexts,
        bold_edits,
        gloss_edits,
        notes,
        position,
        furthest,
        bookmark,
    })
}
