//! Today's page: passages of the learner's own articles that hold the words due today. It is made by the index thread,
//! which knows which word stands where.

use std::collections::HashMap;

use super::index_thread::Index;
use crate::store::{Now, StoreError};
use crate::study::review::{Stretch, cover};
use crate::study::{Anchor, ArticleId, Term, TermId};
use crate::text::{ByteRange, TermKind, TokenIndex, parse, sentence_at};
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
        let mut languages: HashMap<&str, Vec<(String, u32)>> = HashMap::new();
        for (number, term) in (0..).zip(&terms).filter(|(_, term)| term.kind == TermKind::Word) {
            let keys = languages.entry(&term.language).or_default();
            keys.extend(term.forms.iter().map(|form| (form.clone(), number)));
        }
        let mut page = TodayPage::default();
        let mut words = 0;
        // The language with the most words that are due.
        let Some((language, keys)) = languages.into_iter().max_by_key(|(_, keys)| keys.len()) else {
            return Ok(page);
        };
        let posted = self.postings.places_of(language, &keys, (ARTICLES, DEEP))?;
        let texts: Vec<_> = posted.iter().map(|article| article.places.clone()).collect();
        for stretch in cover(&texts, PASSAGES) {
            if words >= WORDS {
                break;
            }
            if let Some(passage) = self.passage(posted[stretch.text].article_id, stretch, (&terms, &keys))? {
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
        (terms, keys): (&[Term], &[(String, u32)]),
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
        let first_token = index.first_token(number);
        for (place, token) in (first_token..).zip(&block.tokens) {
            if token.range.start < range.start || token.range.end > range.end || hidden(token.range.start) {
                continue;
            }
            let key = index.key_at(place).and_then(|key| index.keys().get(key as usize));
            let word = key.and_then(|key| keys.iter().find(|(form, _)| **form == **key));
            let Some(term) = word.and_then(|(_, word)| terms.get(*word as usize)) else {
                continue;
            };
            copy(&mut text, cursor, token.range.start);
            let start = u32::try_from(text.len()).unwrap_or(0);
            copy(&mut text, token.range.start, token.range.end);
            marks.push((
                ByteRange::new(start, u32::try_from(text.len()).unwrap_or(0)),
                term.term_id,
            ));
            cursor = token.range.end;
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

/// How many sentences a range goes over, up to the most that are wanted.
fn sentences_in(range: ByteRange, at: &impl Fn(u32) -> ByteRange) -> usize {
    let (mut count, mut byte) = (0, range.start);
    while byte < range.end && count < MOST_SENTENCES {
        count += 1;
        byte = at(byte).end.max(byte) + 1;
    }
    count
}
