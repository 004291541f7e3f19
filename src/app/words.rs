//! `boldface words`: the vocabulary of an article in the terminal, without a window and without a library.

use std::collections::HashMap;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use rust_i18n::t;
use serde::Serialize;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::Settings;
use crate::study::{Resolution, TermNumber};
use crate::text::{
    Article, Candidate, GlossRules, TermKind, TokenIndex, Verdict, candidates, detect, form_key, headword_in,
    headword_of, is_own_headword, mark_glosses, parse, phrase_key, sentence_at,
};
use crate::transfer::{Import, ReadError};

/// Widest first column, in columns of the terminal.
const WIDEST: usize = 40;

/// The vocabulary of one article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Vocabulary {
    /// Title of the article.
    pub title: String,
    /// In the order of the text.
    pub terms: Vec<Word>,
}

/// A word or phrase that is bold in the article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Word {
    /// As it is usually written.
    pub headword: String,
    /// As it stands in the text where it is bold; each spelling once.
    pub forms: Vec<String>,
    /// How often it occurs, bold or not.
    pub count: usize,
    /// The sentence in which it is bold first.
    pub sentence: String,
    /// Number of the block of that sentence, from 0.
    pub block: u32,
    /// The glosses that were typed beside it; left out when there is none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub glosses: Vec<String>,
}

impl Vocabulary {
    /// What is bold in an article and no emphasis. `learner` is the learner's own language (BCP 47).
    #[must_use]
    pub fn of(mut article: Article, learner: &str) -> Self {
        let language = detect(&article);
        let rules = GlossRules {
            language,
            learner,
            overrides: &[],
        };
        mark_glosses(&mut article, &rules);
        let article = &article;
        let index = TokenIndex::build(article, language);
        let mut terms: Vec<Word> = Vec::new();
        let mut resolution = Resolution::new(&index);
        let mut numbers: HashMap<(TermKind, String), usize> = HashMap::new();
        let candidates = candidates(article).into_iter();
        for candidate in candidates.filter(|candidate| candidate.verdict == Verdict::Vocabulary) {
            let Candidate {
                block: number,
                range,
                kind,
                ..
            } = candidate;
            let Some(block) = article.block(number) else { continue };
            let form = block.slice(range).to_owned();
            let key = form_key(&form);
            let headword = headword_of(language, &key);
            let same = match kind {
                TermKind::Word => headword.into_owned(),
                TermKind::Phrase => phrase_key(language, &key),
            };
            let term = *numbers.entry((kind, same)).or_insert(terms.len());
            if term == terms.len() {
                let sentence = block.slice(sentence_at(block, range.start, language)).trim().to_owned();
                terms.push(Word {
                    headword: headword_in(article, &index, kind, &key),
                    forms: Vec::new(),
                    count: 0,
                    sentence,
                    block: number,
                    glosses: Vec::new(),
                });
            }
            if let Some(gloss) = candidate.gloss(article)
                && !terms[term].glosses.iter().any(|other| other == gloss)
            {
                terms[term].glosses.push(gloss.to_owned());
            }
            if !terms[term].forms.contains(&form) {
                terms[term].forms.push(form);
            }
            let number = TermNumber::try_from(term).unwrap_or(TermNumber::MAX);
            let headword = form_key(&terms[term].headword);
            if kind == TermKind::Word {
                resolution.name(&index, number, &headword);
            }
            let own = (kind == TermKind::Phrase || is_own_headword(language, &headword)).then_some(&*headword);
            resolution.add(&index, kind, number, own.into_iter().chain([&*key]));
        }
        resolution.find_sequences(article, &index, language);
        for (term, places) in terms.iter_mut().zip(resolution.all_places(&index, numbers.len())) {
            term.count = places.len();
        }
        Self {
            title: article.title.clone(),
            terms,
        }
    }

    /// Writes one JSON object, on one line.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write_json(&self, out: &mut impl Write) -> io::Result<()> {
        serde_json::to_writer(&mut *out, self)?;
        writeln!(out)
    }

    /// Writes a table, its columns aligned by the width that characters have in a terminal.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write_table(&self, out: &mut impl Write) -> io::Result<()> {
        let row = |word: &Word| {
            let (headword, forms) = (shown(&word.headword), shown(&word.forms.join(", ")));
            [headword, word.count.to_string(), forms, shown(&word.sentence)]
        };
        let head = ["WORD", "COUNT", "FORMS", "SENTENCE"].map(str::to_owned);
        let rows: Vec<_> = std::iter::once(head).chain(self.terms.iter().map(row)).collect();
        let width = |column: usize| {
            rows.iter()
                .map(|row| row[column].width())
                .max()
                .unwrap_or(0)
                .min(WIDEST)
        };
        let (words, counts, forms) = (width(0), width(1), width(2));
        for row in &rows {
            let [word, count, form, sentence] = row;
            let (word, form) = (padded(word, words), padded(form, forms));
            writeln!(out, "{word}  {count:>counts$}  {form}  {sentence}")?;
        }
        Ok(())
    }
}

/// The command: prints the vocabulary of the article in `file`.
///
/// # Errors
/// A line for the terminal: which file, what happened, what to do. A reader that goes away (`| head`) is no error.
pub fn run(file: &Path, json: bool) -> Result<(), String> {
    let import = Import::read(file).map_err(|error| complaint(&error))?;
    let learner = Settings::default().learner_language();
    let vocabulary = Vocabulary::of(parse(&import.source), &learner);
    let mut out = BufWriter::new(io::stdout().lock());
    let written = if json {
        vocabulary.write_json(&mut out)
    } else {
        vocabulary.write_table(&mut out)
    };
    match written.and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(t!("cli.output", why = error).into_owned()),
        _ => Ok(()),
    }
}

/// What is wrong with the file, and what to do.
fn complaint(error: &ReadError) -> String {
    match error {
        ReadError::Missing { path } => t!("cli.missing", path = path.display()),
        ReadError::Unreadable { path, source } => t!("cli.unreadable", path = path.display(), why = source),
        ReadError::NotAFile { path } => t!("cli.not_a_file", path = path.display()),
        ReadError::Empty { path } => t!("cli.empty", path = path.display()),
        ReadError::Binary { path } => t!("cli.binary", path = path.display()),
        ReadError::EmptyFolder { path } => t!("cli.empty_folder", path = path.display()),
        ReadError::TooLarge { path, limit, .. } => t!("cli.too_large", path = path.display(), limit = limit >> 20),
    }
    .into_owned()
}

/// Text for one line of a terminal: an article may hold control characters, and a terminal obeys them.
fn shown(text: &str) -> String {
    let clean = |char: char| if char.is_whitespace() { ' ' } else { char };
    text.chars()
        .map(clean)
        .filter(|&char| char.width().is_some() && !is_bidi_control(char))
        .collect()
}

/// Characters that turn round what follows them on the line.
const fn is_bidi_control(char: char) -> bool {
    matches!(char, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::parse;

    fn table(markdown: &str) -> String {
        let mut out = Vec::new();
        Vocabulary::of(parse(markdown), "en").write_table(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn words_come_in_the_order_of_the_text_each_once() {
        let article = parse(
            "# A **harsh** winter\n\nThe cold **Persisted**. It persisted for weeks, they say.\n\n\
             Nothing **gave way**; then the ice gave way. Hope **persisted**, harsh or not.\n",
        );
        let vocabulary = Vocabulary::of(article, "en");
        assert_eq!(vocabulary.title, "A harsh winter");
        let words: Vec<_> = vocabulary
            .terms
            .iter()
            .map(|word| (word.headword.as_str(), word.count, word.block))
            .collect();
        assert_eq!(words, [("harsh", 2, 0), ("persist", 3, 1), ("give way", 2, 2)]);
        assert_eq!(vocabulary.terms[1].forms, ["Persisted", "persisted"]);
        assert_eq!(vocabulary.terms[1].sentence, "The cold Persisted.");
        assert_eq!(vocabulary.terms[2].sentence, "Nothing gave way; then the ice gave way.");
    }

    #[test]
    fn a_headword_that_is_a_form_of_another_word_is_a_word_of_its_own() {
        let text = "She **rose** at six. **Roses** grew there, one rose and two roses. They **founded** a town and found \
                    gold. A tree was **felled**; it fell.\n";
        let vocabulary = Vocabulary::of(parse(text), "en");
        let words = vocabulary.terms.iter().map(|word| (word.headword.as_str(), word.count));
        // `rose` itself is taken for the verb; `found` and `fell` are forms of words that nobody bolded.
        assert_eq!(
            words.collect::<Vec<_>>(),
            [("rise", 2), ("rose", 2), ("found", 1), ("fell", 1)]
        );
    }

    #[test]
    fn emphasis_is_left_out() {
        assert!(
            Vocabulary::of(parse("# **A Whole Heading**\n\nPlain words.\n"), "en")
                .terms
                .is_empty()
        );
    }

    #[test]
    fn json_has_the_names_that_were_promised() {
        let mut out = Vec::new();
        Vocabulary::of(parse("# T\n\nA \"**vivid**\" dream.\n"), "en")
            .write_json(&mut out)
            .unwrap();
        let text = String::from_utf8(out).unwrap();
        let wanted = r#"{"title":"T","terms":[{"headword":"vivid","forms":["vivid"],"count":1,"sentence":"A \"vivid\" dream.","block":1}]}"#;
        assert_eq!(text, format!("{wanted}\n"));
    }

    #[test]
    fn columns_are_aligned_by_width_not_by_bytes() {
        let table = table("They say **naïve** and **战争** and **plain** things.\n");
        let lines: Vec<_> = table.lines().collect();
        assert_eq!(lines.len(), 4);
        let place = |line: &str, text: &str| line[..line.find(text).unwrap()].width();
        let head = place(lines[0], "SENTENCE");
        assert!(lines[1..].iter().all(|line| place(line, "They say") == head), "{table}");
    }

    #[test]
    fn a_terminal_is_told_nothing_but_text() {
        assert_eq!(
            shown("a\u{1b}[31m\tb\u{202e}\u{9b}c\nd e\u{301}"),
            "a[31m bc d e\u{301}"
        );
    }

    #[test]
    fn a_phrase_does_not_run_over_two_blocks() {
        let article = parse("The **iron will** of Ann.\n\niron\n\nwill\n\nAn iron will.\n");
        assert_eq!(Vocabulary::of(article, "en").terms[0].count, 2);
    }

    #[test]
    fn the_forms_of_a_phrase_are_one_phrase() {
        let article = parse("A **war crime** is **put off**. He saw **war crimes**, **putting off** the rest.\n");
        let terms = Vocabulary::of(article, "en").terms;
        let told: Vec<_> = terms
            .iter()
            .map(|term| (term.headword.as_str(), term.count, term.forms.len()))
            .collect();
        assert_eq!(told, [("war crime", 2, 2), ("put off", 2, 2)]);
    }
}
