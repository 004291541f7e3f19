//! Which part of speech a word has in its sentence: `Storm stalls` has a verb, `the stalls of the market` a noun.
//!
//! A small hidden Markov model, solved by Viterbi. How often a form is which part comes from the same counts as its
//! lemma; words with a grammatical task (articles, prepositions …) are listed; how often one part follows another is
//! a table of percentages set by hand, after what is known of English newspaper text. It serves to put senses in a
//! likely order, so it must be quick and mostly right, not more.

use std::ops::Range;

use super::rules::Kind;
use super::wordnet::{self, Part};
use super::{readings, without_possessive};
use crate::text::{form_key, tokenize, words};

/// What a word does in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tag {
    Noun,
    Plural,
    /// A verb in the third person of the present.
    Third,
    /// A verb in the other persons of the present.
    Present,
    Past,
    /// A verb after `to` or a modal, or that tells to do something.
    Base,
    Gerund,
    Participle,
    Adjective,
    Adverb,
    Determiner,
    Preposition,
    Pronoun,
    To,
    Modal,
    /// `be` and `have` in all their forms.
    Auxiliary,
    Conjunction,
    /// Punctuation.
    Mark,
}

const TAGS: usize = 18;
use Tag::{
    Adjective, Adverb, Auxiliary, Base, Conjunction, Determiner, Gerund, Mark, Modal, Noun, Participle, Past, Plural,
    Preposition, Present, Pronoun, Third, To,
};
const ALL: [Tag; TAGS] = [
    Noun,
    Plural,
    Third,
    Present,
    Past,
    Base,
    Gerund,
    Participle,
    Adjective,
    Adverb,
    Determiner,
    Preposition,
    Pronoun,
    To,
    Modal,
    Auxiliary,
    Conjunction,
    Mark,
];

/// How often a tag is followed by another, in thousands; the last row is the start of a sentence.
#[rustfmt::skip]
const FOLLOWS: [[u16; TAGS]; TAGS + 1] = [
    // noun plur 3rd pres past base ger  part adj  adv  det  prep pron to   mod  aux  conj mark
    [ 90,  50,  50,   4,  55,   3,  15,  25,  10,  40,  20, 240,  15,  35,  25,  70,  70, 220], // noun
    [ 20,   8,   2,  50,  55,   2,  20,  30,  10,  45,  15, 260,  20,  35,  30,  80,  80, 220], // plural
    [ 60,  40,   1,   1,   1,   5,  20,  10,  70,  90, 240, 180,  80,  60,   2,   3,  40, 100], // third
    [ 60,  40,   1,   1,   1,   5,  20,  10,  70,  90, 240, 180,  80,  60,   2,   3,  40, 100], // present
    [ 60,  40,   1,   1,   1,   3,  20,  10,  60,  90, 250, 190,  80,  50,   2,   3,  40, 110], // past
    [ 80,  50,   1,   1,   1,   3,  15,  20,  80,  70, 280, 140,  80,  30,   1,   2,  40,  80], // base
    [110,  60,   2,   2,   2,   2,   5,  10,  90,  50, 240, 180,  60,  40,   1,   5,  30,  80], // gerund
    [ 40,  20,   2,   2,   2,   3,  15,   7,  40,  60,  90, 400,  20,  70,   2,   3,  40, 140], // participle
    [420, 200,   4,   3,   4,   3,  15,  10,  70,  15,   7,  70,   5,  30,   3,   7,  50,  80], // adjective
    [ 30,  10,  45,  30,  50,  60,  30, 100, 150,  80,  80,  90,  50,  15,  15,  30,  20, 120], // adverb
    [470, 150,   1,   1,   1,   1,  15,  25, 240,  20,  10,   7,   2,   1,   1,   5,   3,  50], // determiner
    [170,  90,   1,   1,   1,   2,  50,  10,  90,  20, 380,  20,  80,   2,   1,   3,  10,  80], // preposition
    [ 14,   6, 100, 100, 120,   5,  10,  10,  20,  90,  20,  60,  20,  20, 120, 180,  20,  90], // pronoun
    [  7,   3,   1,   1,   1, 880,   2,   2,   7,  25,  10,   3,   5,   1,   1,  50,   1,  10], // to
    [  3,   2,   1,   2,   2, 620,   2,   2,   3, 120,  10,  10,  50,   3,   1, 140,   3,  20], // modal
    [ 30,  10,   2,   2,   6,   5, 110, 260, 120, 140, 110,  70,  20,  30,   1,  50,  10,  30], // auxiliary
    [120,  60,  25,  20,  35,  30,  30,  30,  80,  70, 170,  70, 130,  20,  15,  30,  10,  40], // conjunction
    [150,  70,  10,  10,  20,  15,  25,  20,  60,  60, 120,  90,  70,  10,  10,  25, 120, 110], // mark
    [170,  80,   4,   4,  12,  50,  20,  20,  70,  70, 240, 120, 120,   5,   5,  10,  50,  60], // start
];

/// How often a tag is met at all, in thousands.
const SHARE: [u16; TAGS] = [
    190, 80, 20, 18, 32, 35, 20, 30, 80, 50, 110, 110, 50, 15, 12, 45, 35, 120,
];

/// Words, and what they may be.
type Task = (&'static [&'static str], &'static [(Tag, u16)]);

/// Words with a grammatical task, and what they may be, the likelier first.
#[rustfmt::skip]
const TASKS: [Task; 21] = [
    (&["the", "a", "an", "my", "your", "its", "our", "their", "every", "no", "whose"], &[(Determiner, 1000)]),
    (&["his", "these", "those", "each", "another", "both", "some", "any", "all", "either", "neither", "few", "many", "several"], &[(Determiner, 800), (Pronoun, 200)]),
    (&["her"], &[(Determiner, 600), (Pronoun, 400)]),
    (&["this"], &[(Determiner, 700), (Pronoun, 300)]),
    (&["that"], &[(Conjunction, 500), (Pronoun, 300), (Determiner, 200)]),
    (&["i", "you", "he", "she", "it", "we", "they", "me", "him", "us", "them", "who", "whom", "which", "what", "there", "something", "nothing", "anything", "everything", "someone", "nobody", "everyone", "anyone", "mine", "yours", "hers", "ours", "theirs", "myself", "himself", "herself", "itself", "themselves", "ourselves", "yourself"], &[(Pronoun, 1000)]),
    (&["of", "at", "from", "with", "into", "onto", "upon", "amid", "among", "between", "against", "during", "without", "within", "toward", "towards", "despite", "via", "per", "than", "unlike", "throughout", "across", "along", "beside", "beneath", "above", "behind", "beyond"], &[(Preposition, 1000)]),
    (&["in", "on", "by", "off", "over", "out", "up", "down", "through", "about", "around", "under", "near", "inside", "outside", "past"], &[(Preposition, 800), (Adverb, 200)]),
    (&["for"], &[(Preposition, 970), (Conjunction, 30)]),
    (&["as", "before", "after", "since", "until", "till"], &[(Preposition, 600), (Conjunction, 400)]),
    (&["to"], &[(To, 600), (Preposition, 400)]),
    (&["and", "or", "but", "if", "because", "while", "when", "where", "whether", "although", "though", "unless", "nor", "why", "how"], &[(Conjunction, 1000)]),
    (&["will", "can"], &[(Modal, 985), (Noun, 15)]),
    (&["would", "could", "should", "must", "may", "might", "shall", "cannot", "can't", "won't", "wouldn't", "couldn't", "shouldn't", "mustn't", "do", "does", "did", "don't", "doesn't", "didn't"], &[(Modal, 1000)]),
    (&["is", "are", "was", "were", "am", "be", "been", "being", "has", "had", "having", "have", "isn't", "aren't", "wasn't", "weren't", "hasn't", "haven't", "hadn't", "i'm", "it's", "he's", "she's", "that's", "there's", "here's", "what's", "who's", "where's", "how's", "they're", "we're", "you're", "i've", "they've", "we've"], &[(Auxiliary, 1000)]),
    (&["not", "never", "also", "very", "too", "so", "just", "only", "then", "now", "here", "again", "always", "often", "soon", "already", "almost", "once", "perhaps", "quite", "rather", "even", "still", "yet"], &[(Adverb, 1000)]),
    (&["more", "most", "less", "least", "much", "little", "enough"], &[(Adjective, 450), (Adverb, 450), (Pronoun, 100)]),
    (&["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "dozens", "hundreds", "thousands"], &[(Determiner, 600), (Plural, 400)]),
    (&["other", "such", "own", "same"], &[(Adjective, 1000)]),
    (&["like"], &[(Preposition, 700), (Base, 150), (Present, 150)]),
    (&["let", "let's"], &[(Modal, 1000)]),
];

/// The part of speech of the word that stands in `range` (bytes) of a sentence; `None` for words with a grammatical
/// task and where there is no word.
#[must_use]
pub fn part_of_speech(sentence: &str, range: &Range<usize>) -> Option<Part> {
    let mut pieces = Vec::new();
    let mut at = None;
    let mut end = 0;
    let marks = |pieces: &mut Vec<_>, gap: Range<usize>| {
        let gap = sentence.get(gap).unwrap_or_default();
        pieces.extend(gap.split_whitespace());
    };
    for token in tokenize(sentence) {
        let place = token.range.start as usize..token.range.end as usize;
        marks(&mut pieces, end..place.start);
        if place.start < range.end && range.start < place.end && at.is_none() {
            at = Some(pieces.len());
        }
        end = place.end;
        pieces.extend(sentence.get(place));
    }
    marks(&mut pieces, end..sentence.len());
    let tags = tags(&pieces);
    part_of(*tags.get(at?)?)
}

fn part_of(tag: Tag) -> Option<Part> {
    match tag {
        Noun | Plural => Some(Part::Noun),
        Third | Present | Past | Base | Gerund | Participle => Some(Part::Verb),
        Adjective => Some(Part::Adjective),
        Adverb => Some(Part::Adverb),
        _ => None,
    }
}

/// How much likelier a verb in the third person is in a headline, which tells in the present what happened.
const IN_HEADLINE: f32 = 4.0;
/// How seldom what ends like a sentence has no verb with a subject.
const WITHOUT_VERB: f32 = 0.04;

/// Whether a tag is that of a verb with a subject, or begins one.
fn is_finite(tag: Tag) -> bool {
    matches!(tag, Third | Present | Past | Modal | Auxiliary)
}

/// The likeliest tags, by Viterbi. A state is a tag, and whether a verb with a subject was met up to it.
fn tags(words: &[&str]) -> Vec<Tag> {
    let ends = |word: &&str| word.ends_with(['.', '!', '?', '…', '"', '”', '’', ')', ':', ';']);
    let is_sentence = words.last().is_some_and(ends);
    let third = if is_sentence { 0.0 } else { IN_HEADLINE.ln() };
    let mut best = [f32::NEG_INFINITY; 2 * TAGS];
    best[0] = 0.0;
    let mut from = Vec::with_capacity(words.len());
    for (at, word) in words.iter().enumerate() {
        let seen = seen(word, at == 0);
        let mut next = [f32::NEG_INFINITY; 2 * TAGS];
        let mut back = [0_usize; 2 * TAGS];
        for (to, tag) in ALL.into_iter().enumerate().filter(|(to, _)| seen[*to] > 0.0) {
            let mut own = (seen[to] / f32::from(SHARE[to])).ln();
            own += if tag == Third { third } else { 0.0 };
            for (before, reached) in best.iter().enumerate() {
                let row = if at == 0 { TAGS } else { before % TAGS };
                let state = if before >= TAGS || is_finite(tag) {
                    to + TAGS
                } else {
                    to
                };
                let total = reached + f32::from(FOLLOWS[row][to]).ln() + own;
                if total > next[state] {
                    (next[state], back[state]) = (total, before);
                }
            }
        }
        best = next;
        from.push(back);
    }
    if is_sentence {
        for score in &mut best[..TAGS] {
            *score += WITHOUT_VERB.ln();
        }
    }
    let mut state = (0..2 * TAGS)
        .max_by(|left, right| best[*left].total_cmp(&best[*right]))
        .unwrap_or(0);
    let mut tags = Vec::with_capacity(words.len());
    for back in from.iter().rev() {
        tags.push(ALL[state % TAGS]);
        state = back[state];
    }
    tags.reverse();
    tags
}

/// How likely a word is to have each tag, all in all 1 or a little more.
fn seen(word: &str, first: bool) -> [f32; TAGS] {
    let mut seen = [0.0; TAGS];
    if !word.chars().any(char::is_alphabetic) {
        let number = word.chars().any(|char| char.is_ascii_digit());
        seen[if number { Determiner } else { Mark } as usize] = 1.0;
        return seen;
    }
    let key = form_key(word);
    let task = TASKS.iter().find(|(words, _)| words.contains(&key.as_str()));
    if let Some((_, tags)) = task {
        for (tag, share) in *tags {
            seen[*tag as usize] = f32::from(*share) / 1000.0;
        }
        return seen;
    }
    if without_possessive(&key) != key {
        // An owner stands where an article stands.
        seen[Determiner as usize] = 1.0;
        return seen;
    }
    by_counts(&key, &mut seen);
    let total = seen.iter().sum::<f32>();
    if total == 0.0 {
        by_ending(&key, &mut seen);
    } else {
        // A little for each: counts of rare words say little.
        for (tag, value) in seen.iter_mut().enumerate() {
            *value /= total;
            if *value > 0.0 && tag <= Adverb as usize {
                *value += 0.02;
            }
        }
    }
    if !first && word.chars().next().is_some_and(char::is_uppercase) {
        seen[Noun as usize] += 1.0;
    }
    seen
}

fn by_counts(key: &str, seen: &mut [f32; TAGS]) {
    // What it is after its last hyphen decides: `rocket-propelled`.
    let last = key.rsplit('-').next().unwrap_or(key);
    let number = words::number(key.as_bytes()).or_else(|| words::number(last.as_bytes()));
    let readings = readings(if words::number(key.as_bytes()).is_some() {
        key
    } else {
        last
    });
    let mut add = |part: Part, kind: Option<Kind>, weight: f32| {
        let tags: &[(Tag, f32)] = match (part, kind) {
            (Part::Noun, None) => &[(Noun, 1.0)],
            (Part::Noun, Some(_)) => &[(Plural, 1.0)],
            (Part::Adjective, _) => &[(Adjective, 1.0)],
            (Part::Adverb, _) => &[(Adverb, 1.0)],
            (Part::Verb, Some(Kind::Gerund)) => &[(Gerund, 1.0)],
            (Part::Verb, Some(Kind::Past | Kind::IrregularVerb)) => &[(Past, 0.5), (Participle, 0.5)],
            (Part::Verb, Some(_)) => &[(Third, 1.0)],
            (Part::Verb, None) => &[(Base, 0.65), (Present, 0.35)],
        };
        for (tag, share) in tags {
            seen[*tag as usize] += weight * share;
        }
    };
    for reading in &readings {
        add(reading.part, reading.kind, reading.weight);
    }
    if readings.is_empty() {
        let facts = number.map(wordnet::facts).unwrap_or_default();
        for part in Part::ALL.into_iter().filter(|part| facts.has(*part)) {
            add(part, None, facts.count(part) + 0.5);
        }
    }
}

/// Endings, and what a word that has one of them may be.
type Ending = (&'static [&'static str], &'static [(Tag, f32)]);

/// A word that nobody counted.
fn by_ending(key: &str, seen: &mut [f32; TAGS]) {
    const ENDINGS: [Ending; 6] = [
        (&["ly"], &[(Adverb, 0.9), (Adjective, 0.1)]),
        (&["ing"], &[(Gerund, 0.7), (Noun, 0.3)]),
        (&["ed"], &[(Participle, 0.5), (Past, 0.4), (Adjective, 0.1)]),
        (
            &["ous", "ful", "less", "ive", "able", "ible", "ish", "ic", "al"],
            &[(Adjective, 0.8), (Noun, 0.2)],
        ),
        (&["ize", "ise", "ify"], &[(Base, 0.6), (Present, 0.4)]),
        (&["s"], &[(Plural, 0.8), (Third, 0.2)]),
    ];
    let found = ENDINGS
        .iter()
        .find(|(endings, _)| endings.iter().any(|ending| key.ends_with(ending)));
    for (tag, share) in found.map_or(&[(Noun, 0.8), (Adjective, 0.1), (Base, 0.1)][..], |(_, tags)| tags) {
        seen[*tag as usize] = *share;
    }
}

#[cfg(test)]
mod tests;
