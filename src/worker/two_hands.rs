//! An article of the library and its file: what is to be written to the file, and what comes in from it. No input or
//! output here: bytes and edits come in as values.

use crate::store::{BoldAction, BoldEdit, NewBoldEdit, StoredArticle};
use crate::study::{Anchor, BoldEditId, Locator};
use crate::text::{
    Article, BoldChange, ByteRange, Clash, Difference, Refusal, Side, difference, merge, parse, set_bold,
    unmark_glosses, write_back,
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
    let article = parse(&source);
    let mut refused = Vec::new();
    let mut placed = Vec::new();
    for (edit, change) in placed_edits(&article, &stored.bold_edits) {
        match change {
            Some(change) => placed.push((edit, change)),
            None => refused.push(refusal(edit, edit.anchor.start.block, Refusal::NoPlace)),
        }
    }
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
    /// Where something is bolded on top of the file in the end.
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
        u32::try_from(self.added.len() + self.dropped.len()).unwrap_or(u32::MAX)
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
}

/// Compares an article of the library with a file, of which its source is the version that both were made from.
#[must_use]
pub fn compare(stored: &StoredArticle, file: &Article) -> Comparison {
    let source = decode(&stored.bytes).map(|decoded| decoded.text).unwrap_or_default();
    let base = parse(&source);
    // A gloss is part of the text here: what one side calls a gloss has to be found on the other.
    let mut file = file.clone();
    unmark_glosses(&mut file);
    let file = &file;
    if difference(&base, file) == Difference::Text {
        return Comparison::Text;
    }
    let mut library = base.clone();
    let placed: Vec<_> = placed_edits(&base, &stored.bold_edits).collect();
    for change in placed.iter().filter_map(|(_, change)| *change) {
        if let Some(block) = library.blocks.get_mut(change.block as usize) {
            set_bold(block, change.range, change.bold);
        }
    }
    let Some(merge) = merge(&base, file, &library) else {
        return Comparison::Text;
    };
    let mut to_file = merge.to_file;
    let mut result = Merge::default();
    for (edit, change) in placed {
        // One whose place is not to be found stays as it is: it speaks of an older text.
        let Some(change) = change else { continue };
        let place = (change.block, change.range);
        if let Some(at) = to_file.iter().position(|wanted| *wanted == change) {
            to_file.remove(at);
            result.remember(place, change.bold);
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
    Comparison::Bolds(Box::new(result))
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
    })
}

#[cfg(test)]
mod tests;
