//! A glimpse: what is seen first of a long text, ready while most of it is still to be read.
//!
//! Reading a million words takes the better part of a second, a screen of them a few milliseconds. So the lines around
//! the place where one will read are read alone, with the definitions of links and footnotes from everywhere. Blocks keep
//! their numbers: empty ones stand for those before. Where it cannot be told which lines those are there is no glimpse,
//! and one waits for the whole.

use super::importing::stored_origin;
use super::note_places::PlacedNote;
use super::parsing::{Parse, Parsed, mark, show_edits, source_bolds};
use super::prepare;
use super::store_thread::origin_name;
use crate::store::{BoldEdit, GlossEdit};
use crate::study::{Anchor, ArticleId, Locator, NoteKind, NoteRecord, locate};
use crate::text::{
    Article, Block, BlockKind, ByteRange, GlossRules, Place, TokenIndex, WordClass, detect, mark_glosses, parse,
};
use crate::transfer::Import;

/// A shorter source (bytes) is read as a whole before anybody could see a part of it.
const LONG: usize = 192 * 1024;
/// How much is read behind the place (bytes); about forty pages.
const BEHIND: usize = 64 * 1024;
/// How much is read before it, at least (bytes), and where no better place to begin is found, at most.
const BEFORE: usize = 16 * 1024;
const MOST_BEFORE: usize = 128 * 1024;
/// More definitions (bytes) than this are left for the whole.
const DEFINITIONS: usize = 256 * 1024;
/// No more of a quote is sought (bytes).
const QUOTE: usize = 400;
/// Where more words than this agree with an anchor's, here and there, the text says the same everywhere.
const MOST_COMPARED: usize = 1 << 20;
/// Around a word so much more than the anchor's own text is compared (bytes): there is markup between the words.
const REACH: usize = 2048;
/// So many words have to agree for a place in the source to be that of an anchor.
const ENOUGH: usize = 5;

/// What is seen first, and where in it one reads.
struct Glimpse {
    article: Article,
    place: Place,
}

impl Parse {
    /// What is seen first of a long article, where it will be read; `source` is its [`Parse::source`].
    pub(super) fn glimpse(&self, source: &str) -> Option<Parsed> {
        let position = self.position.as_ref();
        let wanted = self.at.as_ref().or(position.map(|position| &position.anchor));
        let Glimpse { mut article, place } = match wanted {
            Some(anchor) => {
                let byte = position.filter(|_| self.at.is_none()).and_then(|left| left.source_byte);
                around(source, anchor, byte.map(|byte| byte as usize))?
            }
            None => of_beginning(source)?,
        };
        let number = |block: &Block| !block.text.is_empty();
        let first = article.blocks.iter().position(number).unwrap_or_default();
        let here = |anchor: &Anchor| (first..article.blocks.len()).contains(&(anchor.start.block as usize));
        let gloss_edits: Vec<GlossEdit> = self
            .gloss_edits
            .iter()
            .filter(|edit| here(&edit.anchor))
            .cloned()
            .collect();
        let edits: Vec<BoldEdit> = self.edits.iter().filter(|edit| here(&edit.anchor)).cloned().collect();
        let notes = notes_of_part(&self.notes, &article);
        let said = mark(&mut article, &self.language, &self.learner, &gloss_edits);
        let go_to = self.at.as_ref().and_then(|anchor| locate(anchor, &article));
        let edits = show_edits(&mut article, edits);
        article.mark_said(&self.language, &said);
        let parsed = Parsed::part(article, &self.language, place);
        Some(Parsed {
            article_id: self.article_id,
            title: self.title.clone(),
            origin: self.origin.clone(),
            edits,
            notes,
            go_to,
            generation: self.generation,
            ..parsed
        })
    }
}

/// The notes that are shown beside a part of an article: on the whole of it, without a place, and those of which it is
/// certain that they stand in the part. What has to be looked for is found when the whole is there.
fn notes_of_part(notes: &[NoteRecord], article: &Article) -> Vec<PlacedNote> {
    let placed = notes.iter().map(|note| {
        let searched = note.kind == NoteKind::Passage && note.placed;
        (searched, PlacedNote::unmoved(note.clone(), article))
    });
    let shown = placed.filter(|(searched, note)| note.place.is_some() || !searched);
    shown.map(|(_, note)| note).collect()
}

impl Parsed {
    /// What is seen first of a long file that is to be imported. It has no key yet.
    pub(super) fn glimpse_of(import: &Import, learner: &str, generation: u64) -> Option<Self> {
        let Glimpse { mut article, place } = of_beginning(&import.source)?;
        let language = detect(&article).to_owned();
        let rules = GlossRules {
            language: &language,
            learner,
            overrides: &[],
        };
        mark_glosses(&mut article, &rules);
        Some(Self {
            title: prepare::title(&article, import),
            origin: origin_name(&stored_origin(import)),
            generation,
            ..Self::part(article, &language, place)
        })
    }

    /// A part of an article, read at a place; what is not known of a part is left open.
    fn part(article: Article, language: &str, position: Place) -> Self {
        let index = TokenIndex::build(&article, language);
        Self {
            article_id: ArticleId(0),
            title: String::new(),
            language: language.to_owned(),
            origin: String::new(),
            source_bolds: source_bolds(&article),
            emphasis: Vec::new(),
            edits: Vec::new(),
            notes: Vec::new(),
            classes: vec![WordClass::default(); index.keys().len()],
            level: None,
            position,
            cut: None,
            furthest: None,
            go_to: None,
            generation: 0,
            article,
            index,
        }
    }
}

/// The beginning of a long source; `None` of a short one.
fn of_beginning(source: &str) -> Option<Glimpse> {
    if source.len() < LONG {
        return None;
    }
    let end = end_after(source, BEHIND);
    let part = format!("{}\n\n{}", &source[..end], definitions(&source[end..]));
    let place = Place::default();
    let article = parse(&part);
    Some(Glimpse { article, place })
}

/// A long source around an anchor's place; `None` of a short one, or when the place cannot be told. `told` is where its
/// block was said to begin in the source (bytes).
fn around(source: &str, anchor: &Anchor, told: Option<usize>) -> Option<Glimpse> {
    let Some(number) = anchor.start.block.checked_sub(1).filter(|_| source.len() >= LONG) else {
        let place = anchor.start;
        return of_beginning(source).map(|glimpse| Glimpse { place, ..glimpse });
    };
    let byte = anchor.start.byte as usize;
    let (mut article, found, byte) = told
        .filter(|at| source.is_char_boundary(*at) && byte < MOST_BEFORE)
        .and_then(|at| {
            let article = stretch(source, at, at + byte)?;
            let found = block_at(&article.0, at - article.1, anchor)?;
            Some((article.0, found, anchor.start.byte))
        })
        .or_else(|| {
            let at = find(source, anchor, told)?;
            let (article, start) = stretch(source, at, at)?;
            let (found, byte) = match block_at(&article, at - start, anchor) {
                Some(found) => (found, anchor.start.byte),
                None => Locator::new(&article)
                    .locate(anchor)
                    .map(|(found, range)| (found, range.start))?,
            };
            Some((article, found, byte))
        })?;
    let before = (number + 1).checked_sub(found)?;
    let blank = || Block {
        kind: BlockKind::Paragraph,
        frame: Box::default(),
        marker: None,
        tight: false,
        text: Box::default(),
        spans: Box::default(),
        bolds: Box::default(),
        tokens: Box::default(),
        glosses: Box::default(),
        source: ByteRange::default(),
    };
    let blanks = std::iter::repeat_with(blank).take(before as usize);
    article.blocks.splice(0..0, blanks);
    let place = Place {
        block: anchor.start.block,
        byte,
    };
    Some(Glimpse { article, place })
}

/// What stands around a stretch of the source (bytes), and where in the source that begins.
fn stretch(source: &str, at: usize, to: usize) -> Option<(Article, usize)> {
    let (start, end) = (start_before(source, at)?, end_after(source, to + BEHIND));
    let around = format!("{}\n\n{}", definitions(&source[..start]), definitions(&source[end..]));
    Some((parse(&format!("{}\n\n{around}", &source[start..end])), start))
}

/// Which block was read from around a byte and has an anchor's words where the anchor says, with the same sides.
fn block_at(article: &Article, at: usize, anchor: &Anchor) -> Option<u32> {
    let range = ByteRange::new(anchor.start.byte, anchor.end.byte);
    let around = |block: &Block| block.source.start as usize <= at && at <= block.source.end as usize;
    let mut here = anchor.clone();
    let mut numbered = article.blocks.iter().zip(0..);
    let found = numbered.find(|&(block, number)| {
        (here.start.block, here.end.block) = (number, number);
        around(block) && Anchor::of(article, number, range) == here
    });
    found.map(|(_, number)| number)
}

/// Where a stretch may end that is at least so long: before a blank line, else at the end of a line or word.
fn end_after(source: &str, least: usize) -> usize {
    let least = source.floor_char_boundary(least.min(source.len()));
    let window = &source[least..source.floor_char_boundary((least + BEHIND).min(source.len()))];
    let gap = window.find("\n\n").or_else(|| window.find("\r\n\r\n"));
    let end = gap.or_else(|| window.find('\n')).or_else(|| window.find(' '));
    least + end.unwrap_or_default()
}

/// Where a stretch may begin that goes on to a byte: behind a blank line, at a line that no container and no listing has.
fn start_before(source: &str, at: usize) -> Option<usize> {
    let Some(least) = at.checked_sub(BEFORE) else {
        return Some(0);
    };
    let most = source.floor_char_boundary(at.saturating_sub(MOST_BEFORE));
    let window = &source[most..source.floor_char_boundary(least)];
    let begins = |rest: &str| rest.starts_with(|char: char| char.is_alphabetic() || matches!(char, '#' | '“' | '"'));
    let mut gaps = window.rmatch_indices('\n').map(|(gap, _)| most + gap);
    gaps.find(|&gap| {
        let is_blank = source[..gap].ends_with('\n') || source[..gap].ends_with("\n\r");
        is_blank && begins(&source[gap + 1..])
    })
    .map(|gap| gap + 1)
    .or((most == 0).then_some(0))
}

/// The lines of a text that define links and footnotes.
fn definitions(text: &str) -> String {
    let mut found = String::new();
    for line in text.split_inclusive('\n') {
        let defines = line.trim_start_matches(' ').starts_with('[') && line.contains("]:");
        if defines && line.len() < 4096 && found.len() < DEFINITIONS {
            found.push_str(line);
            found.push('\n');
        }
    }
    found
}

/// Where in the source an anchor's text stands: where more of its words follow each other than anywhere else. Markup
/// between them, and the ends of lines, do not matter. Of places that agree as much, it is the nearest to where the text
/// was said to be (`told`, bytes); without that it is none.
fn find(source: &str, anchor: &Anchor, told: Option<usize>) -> Option<usize> {
    // The beginning of a long quote tells as much as all of it.
    let quote = &anchor.quote[..anchor.quote.floor_char_boundary(QUOTE)];
    let after = if quote.len() < anchor.quote.len() {
        ""
    } else {
        &anchor.after
    };
    let text = format!("{}{quote}{after}", anchor.before);
    let mut words: Vec<&str> = words_of(&text).collect();
    // The sides are cut wherever they are long enough.
    if words.len() > 2 {
        words.pop();
        words.remove(0);
    }
    let (pivot, longest) = words.iter().enumerate().max_by_key(|(_, word)| word.len())?;
    // A text without a space has its word everywhere, and each of them would be read to the end of the text.
    let reach = text.len() + REACH;
    let mut best: (usize, Option<usize>) = (0, None);
    let mut compared = 0;
    for (at, _) in source.match_indices(longest) {
        let end = at + longest.len();
        let behind = &source[end..source.floor_char_boundary(end.saturating_add(reach))];
        let ahead = &source[source.ceil_char_boundary(at.saturating_sub(reach))..at];
        let after = agreeing(words[pivot + 1..].iter().copied(), words_of(behind));
        let before = agreeing(words[..pivot].iter().rev().copied(), words_of(ahead).rev());
        let count = 1 + after + before;
        compared += count;
        if compared > MOST_COMPARED {
            return None;
        }
        if count > best.0 {
            best = (count, Some(at));
        } else if count == best.0 {
            let nearer = |told: usize| at.abs_diff(told) < best.1.map_or(0, |best| best.abs_diff(told));
            match told {
                Some(told) if nearer(told) => best.1 = Some(at),
                Some(_) => {}
                None => best.1 = None,
            }
        }
    }
    best.1.filter(|_| best.0 >= ENOUGH.min(words.len()))
}

fn words_of(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(|char: char| !char.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

/// How many words of the source are the wanted ones, from the first on.
fn agreeing<'a>(wanted: impl Iterator<Item = &'a str>, words: impl Iterator<Item = &'a str>) -> usize {
    wanted.zip(words).take_while(|(one, other)| one == other).count()
}

#[cfg(test)]
mod tests;
