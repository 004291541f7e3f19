//! From bytes to an article with its words indexed and its bold judged: the slow part of opening, off the store thread.

use crate::store::{GlossEdit, NewContext, NewTerm};
use crate::study::{Anchor, Locator, Status};
use crate::text::{
    Article, ByteRange, Candidate, Emphasis, GlossOverride, GlossRules, Sentences, TermKind, TokenIndex, Verdict,
    candidates, detect, form_key, headword_in, mark_glosses, parse, phrase_key,
};
use crate::transfer::Import;

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
                Verdict::Emphasis(Emphasis::Heading | Emphasis::Number | Emphasis::NoWord) => {}
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
            // The forms of a word are brought together where the learner's own joins and splits are known.
            let forms = match candidate.kind {
                TermKind::Word => vec![key.clone()],
                TermKind::Phrase => vec![key.clone(), phrase_key(&self.language, &key)],
            };
            let same = forms.last().cloned().unwrap_or_default();
            let number = *known.entry((candidate.kind, same)).or_insert_with(|| {
                terms.push(NewTerm {
                    kind: candidate.kind,
                    headword: headword_in(&self.article, &self.index, candidate.kind, &key),
                    forms: Vec::new(),
                    status: (!sample).then_some(Status::New),
                    gloss: None,
                    contexts: Vec::new(),
                });
                terms.len() - 1
            });
            for form in forms {
                if !terms[number].forms.contains(&form) {
                    terms[number].forms.push(form);
                }
            }
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

/// Whether a bold span is told to the learner as emphasis: there is a word or a number in it.
pub(super) fn is_listed_emphasis(candidate: &Candidate) -> bool {
    matches!(candidate.verdict, Verdict::Emphasis(reason) if reason != Emphasis::NoWord)
}

/// What the learner said of brackets, at its places in an article.
pub(super) fn said_of_brackets(edits: &[GlossEdit], locator: &Locator<'_>) -> Vec<GlossOverride> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_brings_the_key_by_which_its_other_forms_find_it() {
        let import =
            Import::sample("They spoke of **war crimes**, and of one **war crime**. They **stalled**; it **stalls**.");
        let terms = prepare(import, "en").vocabulary;
        let told: Vec<_> = terms
            .iter()
            .map(|term| (term.headword.as_str(), term.forms.join(", "), term.contexts.len()))
            .collect();
        assert_eq!(
            told,
            [
                ("war crimes", "war crimes, war crime".to_owned(), 2),
                ("stall", "stalled".to_owned(), 1),
                ("stall", "stalls".to_owned(), 1),
            ]
        );
    }
}
