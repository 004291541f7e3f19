//! An article that gets new bytes: everything on the old text looks for its place in the new one.

use super::note_places::moved_notes;
use super::parsing::mark;
use super::prepare::Prepared;
use super::two_hands::Merge;
use crate::store::{ArticleUpdate, BoldEdit, GlossEdit, MovedBoldEdit, MovedContext, NewPlace, Store, StoreError};
use crate::study::{Anchor, ArticleId, ContextOrigin, Locator};
use crate::text::{ByteRange, TokenIndex, unmark_glosses};

/// Everything on the old text looks for its place in the new one. The merge says which bold edits there will be.
pub(super) fn update(
    store: &Store,
    article_id: ArticleId,
    mut prepared: Prepared,
    learner: &str,
    merge: &Merge,
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
    let place = |anchor: Option<&Anchor>| {
        let (block, range) = locator.locate(anchor?)?;
        Some(Anchor::of(article, block, range))
    };
    let stays = |edit: &&BoldEdit| !merge.gone.contains(&edit.bold_edit_id);
    let bold_edits = old.bold_edits.iter().filter(stays).map(|edit| MovedBoldEdit {
        bold_edit_id: edit.bold_edit_id,
        anchor: place(Some(&edit.anchor)),
    });
    let bold_edits = bold_edits.collect();
    let is_bold = |block: u32, range: ByteRange| {
        let source = article
            .block(block)
            .is_some_and(|block| block.bolds.iter().any(|bold| bold.range.overlaps(range)));
        source || merge.added.contains(&(block, range))
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
        terms: prepared.terms(&merge.dropped, &merge.added, old.sample),
        sha256: prepared.import.sha256,
        words: u32::try_from(prepared.article.word_count()).unwrap_or(u32::MAX),
        bytes: prepared.import.bytes,
        contexts,
        bold_edits,
        lost: merge.lost,
        gone: merge.gone.clone(),
        new: merge.new.clone(),
        gloss_edits,
        notes,
        position,
        furthest,
        bookmark,
    })
}
