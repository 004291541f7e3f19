//! An article as an editor sees it, and what a learner does to the file between two imports.

use proptest::prelude::*;

/// Few words, so that the same ones come again and again; some of several bytes, with a hyphen or an apostrophe.
const WORDS: [&str; 26] = [
    "the",
    "a",
    "and",
    "was",
    "with",
    "harbour",
    "storm",
    "Storm",
    "ferry",
    "sturdy",
    "calm",
    "naïve",
    "café",
    "water",
    "rocket-propelled",
    "it’s",
    "gave",
    "way",
    "before",
    "nobody",
    "stalled",
    "stalls",
    "winter",
    "船",
    "put",
    "off",
];

#[derive(Clone, Debug)]
pub struct Word {
    text: &'static str,
    bold: bool,
    /// After it, outside the bold.
    punctuation: &'static str,
}

pub type Paragraph = Vec<Word>;

/// A change of the file. Numbers are taken modulo what there is.
#[derive(Clone, Debug)]
pub enum Edit {
    InsertParagraph(usize, Paragraph),
    DeleteParagraph(usize),
    DuplicateParagraph(usize, usize),
    SwapParagraphs(usize, usize),
    InsertWord(usize, usize, Word),
    DeleteWord(usize, usize),
    ToggleBold(usize, usize),
    Punctuate(usize, usize, &'static str),
}

fn punctuation() -> impl Strategy<Value = &'static str> {
    prop_oneof![6 => Just(""), 1 => Just(","), 1 => Just("."), 1 => Just("!”"), 1 => Just(" —")]
}

fn word() -> impl Strategy<Value = Word> {
    (
        prop::sample::select(&WORDS[..]),
        prop::bool::weighted(0.3),
        punctuation(),
    )
        .prop_map(|(text, bold, punctuation)| Word {
            text,
            bold,
            punctuation,
        })
}

fn paragraph() -> impl Strategy<Value = Paragraph> {
    prop::collection::vec(word(), 1..16)
}

/// Some paragraphs.
pub fn paragraphs() -> impl Strategy<Value = Vec<Paragraph>> {
    prop::collection::vec(paragraph(), 1..6)
}

/// One change.
pub fn edit() -> impl Strategy<Value = Edit> {
    let at = 0..64usize;
    let two = || (at.clone(), at.clone());
    prop_oneof![
        2 => (at.clone(), paragraph()).prop_map(|(at, paragraph)| Edit::InsertParagraph(at, paragraph)),
        1 => at.clone().prop_map(Edit::DeleteParagraph),
        1 => two().prop_map(|(from, to)| Edit::DuplicateParagraph(from, to)),
        1 => two().prop_map(|(one, other)| Edit::SwapParagraphs(one, other)),
        3 => (two(), word()).prop_map(|((paragraph, at), word)| Edit::InsertWord(paragraph, at, word)),
        3 => two().prop_map(|(paragraph, at)| Edit::DeleteWord(paragraph, at)),
        3 => two().prop_map(|(paragraph, at)| Edit::ToggleBold(paragraph, at)),
        2 => (two(), punctuation()).prop_map(|((paragraph, at), sign)| Edit::Punctuate(paragraph, at, sign)),
    ]
}

/// Does it.
pub fn apply(paragraphs: &mut Vec<Paragraph>, edit: &Edit) {
    let count = paragraphs.len();
    let within = |at: &usize, count: usize| at % count.max(1);
    match edit {
        Edit::InsertParagraph(at, paragraph) => paragraphs.insert(at % (count + 1), paragraph.clone()),
        Edit::DeleteParagraph(at) if count > 0 => drop(paragraphs.remove(within(at, count))),
        Edit::DuplicateParagraph(from, to) if count > 0 => {
            let copy = paragraphs[within(from, count)].clone();
            paragraphs.insert(to % (count + 1), copy);
        }
        Edit::SwapParagraphs(one, other) if count > 0 => paragraphs.swap(within(one, count), within(other, count)),
        Edit::InsertWord(at, place, word) if count > 0 => {
            let words = &mut paragraphs[within(at, count)];
            words.insert(place % (words.len() + 1), word.clone());
        }
        Edit::DeleteWord(at, place) if count > 0 => {
            let words = &mut paragraphs[within(at, count)];
            if words.len() > 1 {
                words.remove(place % words.len());
            }
        }
        Edit::ToggleBold(at, place) if count > 0 => {
            let words = &mut paragraphs[within(at, count)];
            let place = place % words.len();
            words[place].bold = !words[place].bold;
        }
        Edit::Punctuate(at, place, sign) if count > 0 => {
            let words = &mut paragraphs[within(at, count)];
            let place = place % words.len();
            words[place].punctuation = sign;
        }
        _ => {}
    }
}

/// As Markdown, under a heading that stays.
pub fn markdown(paragraphs: &[Paragraph]) -> String {
    let mut text = "# The harbour in the winter\n".to_owned();
    for paragraph in paragraphs {
        let words = paragraph.iter().map(|word| {
            let stars = if word.bold { "**" } else { "" };
            format!("{stars}{}{stars}{}", word.text, word.punctuation)
        });
        let words: Vec<String> = words.collect();
        text += "\n";
        text += &words.join(" ");
        text += "\n";
    }
    text
}
