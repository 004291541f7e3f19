//! Today's page: passages of the learner's own articles that hold the words due today. It is made by the index thread,
//! which knows which word stands where.

use std::collections::HashMap;

use super::index_thread::Index;
use super::page_phrases::Sought;
use crate::store::{Now, StoreError};
use crate::study::review::{Stretch, cover};
use crate::study::{Anchor, ArticleId, Resolution, Term, TermId};
use crate::text::{Article, ByteRange, TokenIndex, parse, sentence_at};
use crate::transfer::decode;

/// A page of about three minutes: so many words, and so many passages at most.
const WORDS: usize = 400;
const PASSAGES: usize = 8;
/// So many articles are looked into, and each form is looked for in so many.
const ARTICLES: u32 = 40;
const DEEP: u32 = 200;
/// A passage has at least two sentences where its paragraph has them, and no more than five.
const MOST_SENTENCES: usize = 5;

/// The page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TodayPage {
    /// The passages, in order.
    pub passages: Vec<PagePassage>,
    /// The words that are due and stand in them.
    pub terms: Vec<Term>,
}

/// A passage of it.
#[derive(Clone, Debug, PartialEq)]
pub struct PagePassage {
    /// The article.
    pub article_id: ArticleId,
    /// Its title.
    pub title: String,
    /// Where it begins there.
    pub anchor: Anchor,
    /// Its text, without glosses.
    pub text: String,
    /// The words that are due, in order: where in the text, and which.
    pub marks: Vec<(ByteRange, TermId)>,
}

impl Index {
    /// Makes the page.
    pub(super) fn today_page(&mut self, now: Now) -> Result<TodayPage, StoreError> {
        let due = self.store.due_terms(now)?;
        let terms: Vec<Term> = self.store.terms(&due)?;
        let mut page = TodayPage::default();
        let mut words = 0;
        // The language with the most words that are due.
        let mut languages: HashMap<&str, usize> = HashMap::new();
        for term in &terms {
            *languages.entry(&term.language).or_default() += 1;
        }
        let most = languages.into_iter().max_by_key(|&(language, count)| (count, language));
        let Some((language, _)) = most else {
            return Ok(page);
        };
        let sought = Sought::of(&terms, language);
        let posted = self
            .postings
            .places_beside(language, (&sought.words, &sought.parts), (ARTICLES, DEEP))?;
        let texts: Vec<_> = posted.iter().map(|article| sought.found(&article.places)).collect();
        for stretch in cover(&texts, PASSAGES) {
            if words >= WORDS {
                break;
            }
            if let Some(passage) = self.passage(posted[stretch.text].article_id, stretch, &terms)? {
                words += passage.text.split_whitespace().count();
                page.passages.push(passage);
            }
        }
        let on_page = |term: &Term| {
            let mut marks = page.passages.iter().flat_map(|passage| &passage.marks);
            marks.any(|(_, term_id)| *term_id == term.term_id)
        };
        page.terms = terms.iter().filter(|term| on_page(term)).cloned().collect();
        Ok(page)
    }

    fn passage(
        &self,
        article_id: ArticleId,
        stretch: Stretch,
        terms: &[Term],
    ) -> Result<Option<PagePassage>, StoreError> {
        let Some(stored) = self.store.article(article_id)? else {
            return Ok(None);
        };
        let source = decode(&stored.bytes).map(|decoded| decoded.text).unwrap_or_default();
        let mut article = parse(&source);
        self.mark(&mut article, &stored.language, &stored.gloss_edits);
        let index = TokenIndex::build(&article, &stored.language);
        let (number, first) = index.block_of(stretch.first);
        let (end_block, last) = index.block_of(stretch.last);
        let Some(block) = article.block(number).filter(|_| number == end_block) else {
            return Ok(None);
        };
        let (Some(first), Some(last)) = (block.tokens.get(first), block.tokens.get(last)) else {
            return Ok(None);
        };
        let at = |byte: u32| sentence_at(block, byte, &stored.language);
        let mut range = ByteRange::new(at(first.range.start).start, at(last.range.start).end);
        let length = u32::try_from(block.text.len()).unwrap_or(u32::MAX);
        // A sentence alone says little: the one after it, else the one before.
        let mut sentences = sentences_in(range, &at);
        if sentences < 2 && range.end + 1 < length {
            range.end = at(range.end + 1).end.max(range.end);
            sentences = sentences_in(range, &at);
        }
        if sentences < 2 && range.start > 1 {
            range.start = at(range.start - 2).start.min(range.start);
        }
        let glosses = block.glosses.iter().map(|gloss| gloss.whole).collect::<Vec<_>>();
        let hidden = |byte: u32| glosses.iter().any(|gloss| gloss.contains(byte));
        let (mut text, mut marks) = (String::new(), Vec::new());
        let mut cursor = range.start;
        let copy = |text: &mut String, from: u32, to: u32| {
            let part = block.slice(ByteRange::new(from, to));
            let shown = part
                .char_indices()
                .filter(|(at, _)| !hidden(from + u32::try_from(*at).unwrap_or(0)));
            text.extend(shown.map(|(_, char)| if char == '\n' { ' ' } else { char }));
        };
        for (found, term) in found_in((&article, &index), number, (terms, &stored.language)) {
            if found.start < range.start.max(cursor) || found.end > range.end || hidden(found.start) {
                continue;
            }
            copy(&mut text, cursor, found.start);
            let start = u32::try_from(text.len()).unwrap_or(0);
            copy(&mut text, found.start, found.end);
            let end = u32::try_from(text.len()).unwrap_or(0);
            marks.push((ByteRange::new(start, end), term.term_id));
            cursor = found.end;
        }
        if marks.is_empty() {
            return Ok(None);
        }
        copy(&mut text, cursor, range.end);
        Ok(Some(PagePassage {
            article_id,
            title: stored.title,
            anchor: Anchor::of(&article, number, ByteRange::new(first.range.start, first.range.end)),
            text,
            marks,
        }))
    }
}

/// Where the words and phrases stand in a block, in order, the longest of those that begin together first.
fn found_in<'a>(
    (article, index): (&Article, &TokenIndex),
    number: u32,
    (terms, language): (&'a [Term], &str),
) -> Vec<(ByteRange, &'a Term)> {
    let mut resolution = Resolution::new(index);
    for (number, term) in (0..).zip(terms).filter(|(_, term)| term.language == language) {
        resolution.add_term(index, number, term);
    }
    resolution.find_sequences(article, index, language);
    let Some(block) = article.block(number) else {
        return Vec::new();
    };
    let first = index.first_token(number);
    let block_end = first + u32::try_from(block.tokens.len()).unwrap_or(0);
    let mut found = Vec::new();
    for ((number, term), places) in (0..).zip(terms).zip(resolution.all_places(index, terms.len())) {
        for place in places.into_iter().filter(|place| (first..block_end).contains(place)) {
            let mut stretches = resolution.stretches_at(place, number);
            if stretches.is_empty() {
                stretches.push(place..place + 1);
            }
            for tokens in stretches {
                let range = block.token_span((tokens.start - first) as usize..(tokens.end - first) as usize);
                found.push((range, term));
            }
        }
    }
    found.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    found
}

/// How many sentences a range goes over, up to the most that are wanted.
fn sentences_in(range: ByteRange, at: &impl Fn(u32) -> ByteRange) -> usize {
    let (mut count, mut byte) = (0, range.start);
    while byte < range.end && count < MOST_SENTENCES {
        count += 1;
        byte = at(byte).end.max(byte) + 1;
    }
    count
}
