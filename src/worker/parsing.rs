//! From a stored article to one that can be opened: its words indexed, its edits and its place found in the text.

use super::note_places::{PlacedNote, place_notes};
use super::prepare::{is_listed_emphasis, said_of_brackets};
use crate::lexicon::{Level, estimate, headword_level};
use crate::store::{BoldAction, BoldEdit, GlossEdit};
use crate::study::{Anchor, ArticleId, Locator, NoteRecord, Position, locate};
use crate::text::{
    Article, Bold, ByteRange, Candidate, GlossOverride, GlossRules, Place, TokenIndex, WordClass, candidates,
    mark_glosses, names, parse, set_bold, word_classes,
};
use crate::transfer::decode;

/// A stored article that is to be parsed and opened.
pub struct Parse {
    /// Key.
    pub article_id: ArticleId,
    /// Title in the library.
    pub title: String,
    /// BCP 47 code.
    pub language: String,
    /// Path or host it came from; empty when there is none.
    pub origin: String,
    /// The bytes as they were imported.
    pub bytes: Vec<u8>,
    /// What the learner bolded and unbolded.
    pub edits: Vec<BoldEdit>,
    /// What the learner said of brackets beside bold words.
    pub gloss_edits: Vec<GlossEdit>,
    /// The notes on it and on its passages.
    pub notes: Vec<NoteRecord>,
    /// BCP 47 code of the learner's own language.
    pub learner: String,
    /// Where it was left.
    pub position: Option<Position>,
    /// The furthest place read.
    pub furthest: Option<Anchor>,
    /// A place to go to.
    pub at: Option<Anchor>,
    /// Counts up with each article that is opened: a late one is dropped.
    pub generation: u64,
}

/// A bold edit and its place in an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedEdit {
    /// The edit.
    pub edit: BoldEdit,
    /// Block and range; `None` when its words are not there any more.
    pub place: Option<(u32, ByteRange)>,
}

/// A stored article that was parsed.
#[derive(Debug)]
pub struct Parsed {
    /// Key.
    pub article_id: ArticleId,
    /// Title in the library.
    pub title: String,
    /// BCP 47 code.
    pub language: String,
    /// Path or host it came from; empty when there is none.
    pub origin: String,
    /// The text, with the learner's bold edits.
    pub article: Article,
    /// Which bold spans the source has.
    pub source_bolds: Vec<(u32, ByteRange)>,
    /// What the source has in bold that is taken for emphasis.
    pub emphasis: Vec<Candidate>,
    /// The bold edits that are applied, and where.
    pub edits: Vec<PlacedEdit>,
    /// The notes on it and on its passages, each at its place.
    pub notes: Vec<PlacedNote>,
    /// Its tokens by key.
    pub index: TokenIndex,
    /// What each key of the index is, by its number.
    pub classes: Vec<WordClass>,
    /// Estimated level of an English text.
    pub level: Option<Level>,
    /// Where it was left.
    pub position: Place,
    /// How much of the row there was scrolled out (see [`Position`]).
    pub cut: Option<i32>,
    /// The last block that was read.
    pub furthest: Option<u32>,
    /// A place to go to.
    pub go_to: Option<(u32, ByteRange)>,
    /// Counts up with each article that is opened.
    pub generation: u64,
}

impl Parse {
    /// The text of the bytes.
    #[must_use]
    pub fn source(&self) -> String {
        decode(&self.bytes).map(|decoded| decoded.text).unwrap_or_default()
    }

    /// Parses, and shows the learner's bold edits in the text; `source` is its [`Parse::source`].
    #[must_use]
    pub fn run(self, source: &str) -> Parsed {
        let mut article = parse(source);
        let source_bolds = source_bolds(&article);
        let said = mark(&mut article, &self.language, &self.learner, &self.gloss_edits);
        let emphasis = emphasis(&article);
        let cut = self.position.as_ref().and_then(|position| position.cut);
        let position = self
            .position
            .and_then(|position| find_position(&position.anchor, &article))
            .unwrap_or_default();
        let furthest = self.furthest.and_then(|anchor| find_position(&anchor, &article));
        let go_to = self.at.and_then(|anchor| locate(&anchor, &article));
        let notes = place_notes(self.notes, &article);
        let edits = show_edits(&mut article, self.edits);
        article.mark_said(&self.language, &said);
        let index = TokenIndex::build(&article, &self.language);
        let classes = classes(&article, &index, &self.language);
        let level = level_of(&index, &classes, &self.language);
        Parsed {
            article_id: self.article_id,
            title: self.title,
            language: self.language,
            origin: self.origin,
            article,
            source_bolds,
            emphasis,
            edits,
            notes,
            classes,
            level,
            index,
            position,
            cut,
            furthest: furthest.map(|place| place.block),
            go_to,
            generation: self.generation,
        }
    }
}

/// Marks the glosses of an article by the rules and by what the learner said; gives the latter with its places.
pub(super) fn mark(article: &mut Article, language: &str, learner: &str, edits: &[GlossEdit]) -> Vec<GlossOverride> {
    // Without a word of the learner's nothing has to be found again.
    let said = if edits.is_empty() {
        Vec::new()
    } else {
        said_of_brackets(edits, &Locator::new(article))
    };
    let rules = GlossRules {
        language,
        learner,
        overrides: &said,
    };
    mark_glosses(article, &rules);
    said
}

/// Shows the learner's bold edits in the text; gives them with their places.
pub(super) fn show_edits(article: &mut Article, edits: Vec<BoldEdit>) -> Vec<PlacedEdit> {
    let locator = Locator::new(article);
    let place = |edit: BoldEdit| PlacedEdit {
        place: locator.locate(&edit.anchor),
        edit,
    };
    let placed: Vec<PlacedEdit> = edits.into_iter().map(place).collect();
    for PlacedEdit { edit, place } in &placed {
        let Some((number, range)) = *place else { continue };
        let Some(block) = article.blocks.get_mut(number as usize) else {
            continue;
        };
        // Emphasis that was taken in stays as bold as the source has it.
        let is_bold = |bold: &Bold| bold.range.start <= range.start && range.end <= bold.range.end;
        let add = edit.action == BoldAction::Add;
        if !(add && block.bolds.iter().any(is_bold)) {
            set_bold(block, range, add);
        }
    }
    placed
}

/// What an article has in bold that is taken for emphasis.
pub(super) fn emphasis(article: &Article) -> Vec<Candidate> {
    let mut found = candidates(article);
    found.retain(is_listed_emphasis);
    found
}

/// What each key of an article is.
#[must_use]
pub(super) fn classes(article: &Article, index: &TokenIndex, language: &str) -> Vec<WordClass> {
    let names = names::names(article, language);
    word_classes(article, index, language, |key| names.contains(key))
}

/// The estimated level of an English text, by the words of its index; names, numbers and foreign words are none of it.
#[must_use]
pub(super) fn level_of(index: &TokenIndex, classes: &[WordClass], language: &str) -> Option<Level> {
    let words = index.keys().iter().zip(0u32..).map(|(key, number)| {
        let headword = &index.keys()[index.headword(number) as usize];
        let class = classes.get(number as usize).copied().unwrap_or_default();
        (&**headword, &**key, class, index.postings(number).len())
    });
    level_of_words(language, words)
}

/// The same by words: headword, form, what it is, how often it stands there.
pub(super) fn level_of_words<'a>(
    language: &str,
    words: impl Iterator<Item = (&'a str, &'a str, WordClass, usize)>,
) -> Option<Level> {
    if !language.starts_with("en") {
        return None;
    }
    let words = words.filter(|(_, _, class, count)| *class == WordClass::Word && *count > 0);
    estimate(words.flat_map(|(headword, form, _, count)| std::iter::repeat_n(headword_level(headword, form), count)))
}

/// Which bold spans a source has: (block, range).
#[must_use]
pub fn source_bolds(article: &Article) -> Vec<(u32, ByteRange)> {
    let numbered = article.blocks.iter().zip(0..);
    numbered
        .flat_map(|(block, number)| block.bolds.iter().map(move |bold| (number, bold.range)))
        .collect()
}

/// The place of a reading position: where its quote is found, else the same block and byte as far as they exist.
fn find_position(anchor: &Anchor, article: &Article) -> Option<Place> {
    if let Some((block, range)) = locate(anchor, article) {
        return Some(Place {
            block,
            byte: range.start,
        });
    }
    let last = u32::try_from(article.blocks.len().checked_sub(1)?).ok()?;
    let block = anchor.start.block.min(last);
    let text = &article.block(block)?.text;
    let byte = anchor.start.byte as usize;
    Some(Place {
        block,
        byte: if text.is_char_boundary(byte) {
            anchor.start.byte
        } else {
            0
        },
    })
}
