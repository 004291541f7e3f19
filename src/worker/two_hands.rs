//! An article of the library and its file: what is to be written to the file, and what comes in from it. No input or
//! output here: bytes and edits come in as values.

use super::prepare::is_listed_emphasis;
use crate::store::{BoldAction, BoldEdit, NewBoldEdit, StoredArticle};
use crate::study::{Anchor, BoldEditId, Locator};
use crate::text::{
    Article, Block, BoldChange, BoldMerge, ByteRange, Candidate, Clash, ClashKind, Difference, Refusal, Side, Verdict,
    candidates, difference, merge, parse, set_bold, unmark_glosses, write_back,
};
use crate::transfer::{EncodeError, decode, encode_like};

/// An article as it is written to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The bytes: the source's own where nothing is to be written.
    pub bytes: Vec<u8>,
    /// The bold edits that are in them.
    pub applied: Vec<BoldEdit>,
    /// Those that are not.
    pub refused: Vec<RefusedBold>,
}

/// A bold edit that could not be written to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedBold {
    /// The words.
    pub words: String,
    /// Number of the block, from 0.
    pub block: u32,
    /// Whether they were to be bold, or no longer.
    pub bold: bool,
    /// Why not.
    pub reason: Refusal,
}

/// Makes the bytes that say what the source and the bold edits of an article say together.
///
/// # Errors
/// When there is something to write and the source's encoding does not let it be.
pub fn written(stored: &StoredArticle) -> Result<Written, EncodeError> {
    let unchanged = |refused| Written {
        bytes: stored.bytes.clone(),
        applied: Vec::new(),
        refused,
    };
    if stored.bold_edits.is_empty() {
        return Ok(unchanged(Vec::new()));
    }
    let source = decode(&stored.bytes)?.text;
    let mut article = parse(&source);
    let mut refused = Vec::new();
    let edits: Vec<_> = placed_edits(&article, &stored.bold_edits).collect();
    let said = show(&mut article, &edits);
    // What has lost its place was told when it did.
    let placed: Vec<_> = edits
        .into_iter()
        .zip(said)
        .filter(|(_, said)| !said)
        .filter_map(|((edit, change), _)| Some((edit, change?)))
        .collect();
    let changes: Vec<BoldChange> = placed.iter().map(|(_, change)| *change).collect();
    let result = write_back(&source, &changes);
    let mut applied = Vec::new();
    for (edit, change) in placed {
        match result.refused.iter().find(|refused| refused.change == change) {
            Some(why) => refused.push(refusal(edit, change.block, why.reason)),
            None => applied.push(edit.clone()),
        }
    }
    if result.text == source {
        // Edits that say what the source says already are done with all the same.
        return Ok(Written {
            applied,
            ..unchanged(refused)
        });
    }
    Ok(Written {
        bytes: encode_like(&stored.bytes, &result.text)?,
        applied,
        refused,
    })
}

fn refusal(edit: &BoldEdit, block: u32, reason: Refusal) -> RefusedBold {
    RefusedBold {
        words: edit.anchor.quote.clone(),
        block,
        bold: edit.action == BoldAction::Add,
        reason,
    }
}

fn placed_edits<'a>(
    article: &Article,
    edits: &'a [BoldEdit],
) -> impl Iterator<Item = (&'a BoldEdit, Option<BoldChange>)> {
    let locator = Locator::new(article);
    edits.iter().map(move |edit| {
        let place = locator.locate(&edit.anchor);
        let change = place.map(|(block, range)| BoldChange {
            block,
            range,
            bold: edit.action == BoldAction::Add,
        });
        (edit, change)
    })
}

/// How an article stands to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// They differ in their bold alone, or only in their bytes: this brings them together.
    Bolds(Box<Merge>),
    /// Their texts differ.
    Text,
}

/// What brings an article and a file together that have one text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merge {
    /// Bold edits that are not needed on top of the file.
    pub gone: Vec<BoldEditId>,
    /// Bold edits that are needed besides those that stay.
    pub new: Vec<NewBoldEdit>,
    /// What makes the file as the library is.
    pub to_file: Vec<BoldChange>,
    /// How many bolds of the library have lost their words.
    pub lost: u32,
    /// Where something is bolded on top of the file in the end, or taken in of the file's emphasis.
    pub added: Vec<(u32, ByteRange)>,
    /// Where the file's bold is dropped in the end.
    pub dropped: Vec<(u32, ByteRange)>,
    /// Bolds of the file that the library does not have yet.
    pub came: u32,
    /// Bolds of the library that the file has dropped.
    pub went: u32,
    /// Where both did something to the same words.
    pub clashes: Vec<ClashWords>,
}

impl Merge {
    /// How many changes the file is behind.
    #[must_use]
    pub fn behind(&self) -> u32 {
        u32::try_from(self.to_file.len()).unwrap_or(u32::MAX)
    }
}

/// Both hands did something to the same words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClashWords {
    /// Number of the block, from 0.
    pub block: u32,
    /// The words that are bold now.
    pub kept: String,
    /// The bold that gave way.
    pub lost: String,
    /// Whose bold is kept.
    pub from: Side,
    /// What the other side did.
    pub kind: ClashKind,
    /// Where the bold words stand.
    pub anchor: Anchor,
}

fn parsed(bytes: &[u8]) -> Article {
    parse(&decode(bytes).map(|decoded| decoded.text).unwrap_or_default())
}

/// Compares an article of the library with a file. The version that both were made from is the article's source, or what
/// was written to the file before a step back.
#[must_use]
pub fn compare(stored: &StoredArticle, file: &Article) -> Comparison {
    let own = parsed(&stored.bytes);
    let base = stored.in_file.as_deref().map_or_else(|| own.clone(), parsed);
    // A gloss is part of the text here: what one side calls a gloss has to be found on the other.
    let mut file = file.clone();
    unmark_glosses(&mut file);
    let file = &file;
    if difference(&base, file) == Difference::Text {
        return Comparison::Text;
    }
    let mut library = own.clone();
    let placed: Vec<_> = placed_edits(&own, &stored.bold_edits).collect();
    let said = show(&mut library, &placed);
    match merge(&base, file, &library) {
        Some(merge) => Comparison::Bolds(Box::new(settled(file, merge, &placed, &said))),
        None => Comparison::Text,
    }
}

/// A file, changed as an article of the library has changed from `before` to `after`, where both differ in their bold
/// alone; `None` where they do not, or the file cannot hold it.
#[must_use]
pub fn changed_alike(before: &StoredArticle, after: &StoredArticle, file: &[u8]) -> Option<Vec<u8>> {
    let shown = |stored: &StoredArticle| {
        let mut article = parsed(&stored.bytes);
        let placed: Vec<_> = placed_edits(&article, &stored.bold_edits).collect();
        show(&mut article, &placed);
        article
    };
    let source = decode(file).ok()?.text;
    let mut own = parse(&source);
    unmark_glosses(&mut own);
    let merge = merge(&shown(before), &own, &shown(after))?;
    let result = write_back(&source, &merge.to_file);
    if result.text == source {
        return Some(file.to_vec());
    }
    encode_like(file, &result.text).ok()
}

/// What of an article's bold holds in a file whose text is another: the bold of its source and the edits look for their
/// places in the new text, and there the two sides are merged as if that had been the text all along.
#[must_use]
pub fn carried_over(stored: &StoredArticle, file: &Article) -> Merge {
    let mut file = file.clone();
    unmark_glosses(&mut file);
    let placed: Vec<_> = placed_edits(&file, &stored.bold_edits).collect();
    let mut own = parsed(&stored.bytes);
    let mut library = with_bold_of(&own, &file);
    let in_file = stored.in_file.as_deref();
    let mut base = in_file.map_or_else(|| library.clone(), |bytes| with_bold_of(&parsed(bytes), &file));
    // What was dropped stays dropped, also where the file has it, or a part of it, in bold again.
    let drops = placed
        .iter()
        .filter_map(|(_, change)| change.filter(|change| !change.bold));
    for BoldChange { block, range, .. } in drops {
        for bold in file.block(block).map_or(&[][..], |block| &block.bolds) {
            if range.holds(bold.range) {
                set(&mut base, (block, bold.range), true);
                set(&mut library, (block, bold.range), true);
            }
        }
    }
    let mut said = show(&mut library, &placed);
    for ((_, change), said) in placed.iter().zip(&mut said) {
        *said |= change.is_some_and(|change| !change.bold && !has_bold(&file, change.block, change.range));
    }
    let merge = merge(&base, &file, &library);
    let mut result = merge.map_or_else(Merge::default, |merge| settled(&file, merge, &placed, &said));
    let edits: Vec<_> = placed_edits(&own, &stored.bold_edits).collect();
    show(&mut own, &edits);
    let added = edits
        .into_iter()
        .filter_map(|(_, change)| change.filter(|change| change.bold));
    let added: Vec<_> = added.map(|change| (change.block, change.range)).collect();
    result.lost = lost(&own, &file, &added);
    result
}

/// How many words that are vocabulary by their bold are not in a text any more. `added` was bolded or taken in here.
fn lost(old: &Article, text: &Article, added: &[(u32, ByteRange)]) -> u32 {
    let locator = Locator::new(text);
    let is_vocabulary = |candidate: &Candidate| {
        candidate.verdict == Verdict::Vocabulary || added.contains(&(candidate.block, candidate.range))
    };
    let found = candidates(old).into_iter().filter(is_vocabulary);
    let is_lost = |candidate: &Candidate| {
        let anchor = Anchor::of(old, candidate.block, candidate.range);
        locator.locate(&anchor).is_none()
    };
    u32::try_from(found.filter(is_lost).count()).unwrap_or(u32::MAX)
}

/// A text with the bold of another one, as far as its words are found.
fn with_bold_of(old: &Article, text: &Article) -> Article {
    let locator = Locator::new(text);
    let mut result = text.clone();
    for block in &mut result.blocks {
        block.bolds = Box::default();
    }
    for (block, number) in old.blocks.iter().zip(0u32..) {
        for bold in &block.bolds {
            // Half a word is found again as the whole of it.
            let anchor = Anchor::of(old, number, block.whole_words(bold.range));
            let Some((number, range)) = locator.locate(&anchor) else {
                continue;
            };
            let same = |block: &Block| {
                let mut bolds = block.bolds.iter().map(|bold| bold.range);
                bolds.find(|&bold| block.whole_words(bold) == range)
            };
            let range = text.block(number).and_then(same).unwrap_or(range);
            if let Some(block) = result.blocks.get_mut(number as usize) {
                set_bold(block, range, true);
            }
        }
    }
    result
}

/// Shows edits that have a place. Tells of each whether it only says what the text has already: emphasis that was taken in
/// is a decision of the learner's and no other bold.
fn show(article: &mut Article, placed: &[(&BoldEdit, Option<BoldChange>)]) -> Vec<bool> {
    let mut show = |change: BoldChange| {
        let BoldChange { block, range, bold } = change;
        let said = if bold {
            is_in_bold(article, block, range)
        } else {
            !has_bold(article, block, range)
        };
        if !said {
            set(article, (block, range), bold);
        }
        said
    };
    placed.iter().map(|(_, change)| change.is_some_and(&mut show)).collect()
}

fn set(article: &mut Article, (block, range): (u32, ByteRange), bold: bool) {
    if let Some(block) = article.blocks.get_mut(block as usize) {
        set_bold(block, range, bold);
    }
}

/// Whether anything of a place is bold.
fn has_bold(article: &Article, block: u32, range: ByteRange) -> bool {
    let block = article.block(block);
    block.is_some_and(|block| block.bolds.iter().any(|bold| bold.range.overlaps(range)))
}

/// Whether all of a place is bold, by one span.
fn is_in_bold(article: &Article, block: u32, range: ByteRange) -> bool {
    let block = article.block(block);
    block.is_some_and(|block| block.bolds.iter().any(|bold| bold.range.holds(range)))
}

/// What a merge of the bold means for the edits.
fn settled(file: &Article, merge: BoldMerge, placed: &[(&BoldEdit, Option<BoldChange>)], said: &[bool]) -> Merge {
    let mut to_file = merge.to_file.clone();
    let mut result = Merge {
        to_file: merge.to_file,
        ..Merge::default()
    };
    let emphasis = candidates(file).into_iter().filter(is_listed_emphasis);
    let emphasis: Vec<_> = emphasis.map(|found| (found.block, found.range)).collect();
    for ((edit, change), said) in placed.iter().zip(said) {
        // One whose place is not to be found stays as it is: it speaks of an older text.
        let Some(change) = change else { continue };
        let place = (change.block, change.range);
        // Whoever dropped a word dropped its bold half as well.
        let is_met = |wanted: &BoldChange| {
            let within = !change.bold && !wanted.bold && change.range.holds(wanted.range);
            wanted == change || (within && wanted.block == change.block)
        };
        if to_file.iter().any(is_met) {
            to_file.retain(|wanted| !is_met(wanted));
            result.remember(place, change.bold);
        } else if change.bold && is_in_bold(file, place.0, place.1) && (*said || emphasis.contains(&place)) {
            // The file has it in bold as well, and it takes the learner's word to make it vocabulary.
            result.remember(place, true);
        } else if !change.bold && *said && !has_bold(file, place.0, place.1) {
            result.remember(place, false);
        } else {
            result.gone.push(edit.bold_edit_id);
        }
    }
    for BoldChange { block, range, bold } in to_file {
        result.remember((block, range), bold);
        result.new.push(NewBoldEdit {
            anchor: Anchor::of(file, block, range),
            action: if bold { BoldAction::Add } else { BoldAction::Drop },
        });
    }
    let count = |bold: bool| merge.to_library.iter().filter(|change| change.bold == bold).count();
    result.came = u32::try_from(count(true)).unwrap_or(u32::MAX);
    result.went = u32::try_from(count(false)).unwrap_or(u32::MAX);
    result.clashes = merge.clashes.iter().filter_map(|clash| words(file, clash)).collect();
    result
}

impl Merge {
    fn remember(&mut self, place: (u32, ByteRange), bold: bool) {
        if bold { &mut self.added } else { &mut self.dropped }.push(place);
    }
}

fn words(article: &Article, clash: &Clash) -> Option<ClashWords> {
    let block = article.block(clash.block)?;
    Some(ClashWords {
        block: clash.block,
        kept: block.slice(clash.kept).to_owned(),
        lost: block.slice(clash.lost).to_owned(),
        from: clash.from,
        kind: clash.kind,
        anchor: Anchor::of(article, clash.block, clash.kept),
    })
}

#[cfg(test)]
mod tests;
