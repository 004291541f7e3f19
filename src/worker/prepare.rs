//! From bytes to an article with its words indexed and its bold judged: the slow part of opening, off the store thread.

use crate::lexicon::{Level, estimate, headword_level};
use crate::store::{BoldAction, BoldEdit, GlossEdit, NewContext, NewTerm};
use crate::study::{Anchor, ArticleId, Locator, Status, locate};
use crate::text::{
    Article, Bold, ByteRange, Candidate, Emphasis, GlossOverride, GlossRules, Place, Sentences, TermKind, TokenIndex,
    Verdict, WordClass, candidates, detect, form_key, headword_in, mark_glosses, names, parse, set_bold, word_classes,
};
use crate::transfer::{Import, decode};

/// A file that was read and parsed, to be imported.
#[derive(Debug)]
pub struct Prepared {
    /// The bytes and where they came from.
    pub import: Import,
    /// The text.
    pub article: Article,
    /// Its tokens by key.
    pub index: TokenIndex,
    /// BCP 47 code.
    pub language: String,
    /// The terms that its bold gives; see [`Prepared::terms`].
    pub vocabulary: Vec<NewTerm>,
    /// How many glosses are typed beside them.
    pub glosses: usize,
    /// Bold spans that the rules take for emphasis and that a learner might have made.
    pub doubts: Vec<Doubt>,
}

/// A bold span that is probably emphasis.
#[derive(Debug)]
pub struct Doubt {
    /// Why.
    pub reason: Emphasis,
    /// Word or phrase.
    pub kind: TermKind,
    /// Where it stands.
    pub context: NewContext,
}

/// What is longer, in words, is nobody's vocabulary.
const LONGEST_DOUBT: usize = 12;

/// Parses what was read. `learner` is the learner's own language (BCP 47), which tells glosses from the text.
#[must_use]
pub fn prepare(import: Import, learner: &str) -> Prepared {
    let mut article = parse(&import.source);
    let language = detect(&article).to_owned();
    let rules = GlossRules {
        language: &language,
        learner,
        overrides: &[],
    };
    mark_glosses(&mut article, &rules);
    let index = TokenIndex::build(&article, &language);
    let mut prepared = Prepared {
        import,
        article,
        index,
        language,
        vocabulary: Vec::new(),
        glosses: 0,
        doubts: Vec::new(),
    };
    prepared.vocabulary = prepared.terms(&[], &[], false);
    prepared.judge();
    prepared
}

impl Prepared {
    /// Counts the typed glosses, and gathers what is doubtful. A bold heading is the editor's without a doubt.
    fn judge(&mut self) {
        let mut sentences = Sentences::new(&self.article, &self.language);
        let (mut glosses, mut doubts) = (0, Vec::new());
        for candidate in candidates(&self.article) {
            match candidate.verdict {
                Verdict::Vocabulary => glosses += usize::from(candidate.gloss.is_some()),
                Verdict::Emphasis(Emphasis::Heading | Emphasis::NoWord) => {}
                Verdict::Emphasis(reason) => {
                    let kind = candidate.kind;
                    let Some((form, context)) = self.context(&candidate, &mut sentences) else {
                        continue;
                    };
                    if form.split_whitespace().count() <= LONGEST_DOUBT {
                        doubts.push(Doubt { reason, kind, context });
                    }
                }
            }
        }
        (self.glosses, self.doubts) = (glosses, doubts);
    }

    /// The title: the text's own, else the file's name.
    #[must_use]
    pub fn title(&self) -> String {
        title(&self.article, &self.import)
    }

    /// The terms that its bold gives, in the order of the text. What lies in one of `dropped` was unbolded by the
    /// learner and gives none; emphasis that is one of `added` was taken in as vocabulary. A sample's terms have no
    /// status.
    #[must_use]
    pub fn terms(&self, dropped: &[(u32, ByteRange)], added: &[(u32, ByteRange)], sample: bool) -> Vec<NewTerm> {
        let mut terms: Vec<NewTerm> = Vec::new();
        let mut known = std::collections::HashMap::new();
        let mut sentences = Sentences::new(&self.article, &self.language);
        for candidate in candidates(&self.article) {
            let gone = dropped
                .iter()
                .any(|(block, range)| *block == candidate.block && range.overlaps(candidate.range));
            let taken_in = || is_listed_emphasis(&candidate) && added.contains(&(candidate.block, candidate.range));
            if gone || (candidate.verdict != Verdict::Vocabulary && !taken_in()) {
                continue;
            }
            let Some((form, context)) = self.context(&candidate, &mut sentences) else {
                continue;
            };
            let key = form_key(&form);
            let number = *known.entry((candidate.kind, key.clone())).or_insert_with(|| {
                terms.push(NewTerm {
                    kind: candidate.kind,
                    headword: headword_in(&self.article, &self.index, candidate.kind, &key),
                    forms: vec![key],
                    status: (!sample).then_some(Status::New),
                    gloss: None,
                    contexts: Vec::new(),
                });
                terms.len() - 1
            });
            terms[number].contexts.push(context);
            add_gloss(&mut terms[number].gloss, candidate.gloss(&self.article));
        }
        terms
    }

    fn context(&self, candidate: &Candidate, sentences: &mut Sentences<'_>) -> Option<(String, NewContext)> {
        let block = self.article.block(candidate.block)?;
        let form = block.slice(candidate.range).to_owned();
        let sentence = sentences.around(candidate.block, candidate.range.start);
        let context = NewContext {
            anchor: Anchor::of(&self.article, candidate.block, candidate.range),
            form: form.clone(),
            sentence: block.slice(sentence).to_owned(),
            offset: candidate.range.start.saturating_sub(sentence.start),
        };
        Some((form, context))
    }
}

/// The title of what is imported: the text's own, else the file's name.
pub(super) fn title(article: &Article, import: &Import) -> String {
    if !article.title.is_empty() {
        return article.title.clone();
    }
    match &import.origin {
        crate::transfer::Origin::File(path) => path
            .file_stem()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default(),
        crate::transfer::Origin::Clipboard | crate::transfer::Origin::Sample => String::new(),
    }
}

/// Several glosses of one word are its gloss together, each once.
fn add_gloss(gloss: &mut Option<String>, more: Option<&str>) {
    match (gloss, more) {
        (gloss @ None, more) => *gloss = more.map(str::to_owned),
        (Some(gloss), Some(more)) if gloss.split("; ").all(|part| part != more) => {
            gloss.push_str("; ");
            gloss.push_str(more);
        }
        _ => {}
    }
}

/// Whether a bold span is told to the learner as emphasis: there is a word in it.
fn is_listed_emphasis(candidate: &Candidate) -> bool {
    matches!(candidate.verdict, Verdict::Emphasis(reason) if reason != Emphasis::NoWord)
}

/// What the learner said of brackets, at its places in an article.
fn said_of_brackets(edits: &[GlossEdit], locator: &Locator<'_>) -> Vec<GlossOverride> {
    let place = |edit: &GlossEdit| {
        let (block, range) = locator.locate(&edit.anchor)?;
        Some(GlossOverride {
            block,
            range,
            is_gloss: edit.is_gloss,
        })
    };
    edits.iter().filter_map(place).collect()
}

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
    /// BCP 47 code of the learner's own language.
    pub learner: String,
    /// Where it was left.
    pub position: Option<Anchor>,
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
    /// Its tokens by key.
    pub index: TokenIndex,
    /// What each key of the index is, by its number.
    pub classes: Vec<WordClass>,
    /// Estimated level of an English text.
    pub level: Option<Level>,
    /// Where it was left.
    pub position: Place,
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
        let position = self
            .position
            .and_then(|anchor| find_position(&anchor, &article))
            .unwrap_or_default();
        let furthest = self.furthest.and_then(|anchor| find_position(&anchor, &article));
        let go_to = self.at.and_then(|anchor| locate(&anchor, &article));
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
            classes,
            level,
            index,
            position,
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
