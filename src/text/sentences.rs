//! Sentences of a block's text.
//!
//! The boundaries are sentencex's, which knows the abbreviations of some thirty languages; what it still cuts in two
//! (`No. 2`, `U.N. General`) is joined again. Cells of a table and paragraphs of plain text never share a sentence.

use super::{Article, Block, ByteRange};

/// Longest stretch given to the segmenter at once, in bytes: its time grows faster than its text.
const LONGEST: usize = 8 * 1024;

/// The sentences of a text, without the white space around them; in order, never overlapping. `language` is a BCP 47
/// code; a language that is not known is cut like English.
#[must_use]
pub fn sentences(text: &str, language: &str) -> Vec<ByteRange> {
    let mut found = Vec::new();
    for (start, part) in parts(text) {
        part_sentences(start, part, language, &mut found);
    }
    found
}

/// The sentence around a byte of a block's text; between two sentences the one before.
#[must_use]
pub fn sentence_at(block: &Block, byte: u32, language: &str) -> ByteRange {
    let at = byte as usize;
    let mut around = None;
    for (start, part) in parts(&block.text) {
        around = Some((start, part));
        if at < start + part.len() {
            break;
        }
    }
    let Some((start, part)) = around else {
        return ByteRange::default();
    };
    let mut found = Vec::new();
    part_sentences(start, part, language, &mut found);
    let after = found.partition_point(|sentence| sentence.start <= byte);
    let index = after.saturating_sub(1);
    found
        .get(index)
        .copied()
        .unwrap_or_else(|| ByteRange::new(offset(start), offset(start + part.len())))
}

/// Finds the sentences around many places of an article: those of the block that was asked for last are kept, so that a
/// long block is cut into sentences once.
pub struct Sentences<'a> {
    article: &'a Article,
    language: &'a str,
    kept: Option<(u32, Vec<ByteRange>)>,
}

impl<'a> Sentences<'a> {
    /// For the places of an article; `language` is a BCP 47 code.
    #[must_use]
    pub fn new(article: &'a Article, language: &'a str) -> Self {
        Self {
            article,
            language,
            kept: None,
        }
    }

    /// The sentence around a byte of a block, as [`sentence_at`] finds it.
    pub fn around(&mut self, number: u32, byte: u32) -> ByteRange {
        let Some(block) = self.article.block(number) else {
            return ByteRange::default();
        };
        if block.text.len() <= LONGEST {
            return sentence_at(block, byte, self.language);
        }
        if self.kept.as_ref().is_none_or(|(kept, _)| *kept != number) {
            self.kept = Some((number, sentences(&block.text, self.language)));
        }
        let sentences = self.kept.as_ref().map_or(&[][..], |(_, sentences)| sentences);
        let after = sentences.partition_point(|sentence| sentence.start <= byte);
        let found = after.checked_sub(1).and_then(|index| sentences.get(index));
        found
            .filter(|sentence| sentence.contains(byte))
            .copied()
            .unwrap_or_else(|| sentence_at(block, byte, self.language))
    }
}

/// Stretches that no sentence crosses, each with its first byte.
fn parts(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = text;
    let mut at = 0;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let length = part_length(rest);
        let (part, tail) = rest.split_at(length);
        let start = at;
        rest = tail;
        at += length;
        Some((start, part))
    })
}

fn part_length(text: &str) -> usize {
    let window = &text[..text.floor_char_boundary(LONGEST)];
    let tab = window.find('\t').map(|at| at + 1);
    let gap = window.find("\n\n").map(|at| at + 2);
    if let Some(end) = tab.into_iter().chain(gap).min() {
        return end;
    }
    if window.len() == text.len() {
        return text.len();
    }
    let full_stop = window.rfind(". ").map(|at| at + 2);
    let space = || {
        window
            .rfind(char::is_whitespace)
            .map(|at| window.ceil_char_boundary(at + 1))
    };
    full_stop
        .filter(|&at| at > LONGEST / 2)
        .or_else(space)
        .filter(|&at| at > 0)
        .unwrap_or(window.len())
}

fn part_sentences(start: usize, part: &str, language: &str, found: &mut Vec<ByteRange>) {
    if part.trim().is_empty() {
        return;
    }
    let first = found.len();
    let mut at = 0;
    for sentence in sentencex::segment(primary(language), part) {
        // The pieces are slices of the text in order, so that a search from the last end always finds the next.
        let Some(place) = part[at..].find(sentence) else {
            continue;
        };
        let from = at + place;
        at = from + sentence.len();
        let from = from + (sentence.len() - sentence.trim_start().len());
        let end = from + sentence.trim().len();
        if from == end {
            continue;
        }
        let range = ByteRange::new(offset(start + from), offset(start + end));
        match found[first..].last_mut() {
            Some(last)
                if is_cut(
                    &part[last.start as usize - start..last.end as usize - start],
                    &part[from..end],
                ) =>
            {
                last.end = range.end;
            }
            _ => found.push(range),
        }
    }
}

/// Whether two pieces are one sentence that was cut behind an abbreviation.
fn is_cut(before: &str, after: &str) -> bool {
    let word = before
        .rsplit(char::is_whitespace)
        .next()
        .unwrap_or_default()
        .trim_start_matches(['(', '“', '"', '‘', '\'']);
    let next = after.chars().next();
    match word {
        "No." | "no." | "Nos." | "nos." | "p." | "pp." | "vol." | "Vol." | "Fig." | "fig." | "Art." | "Sec."
        | "ca." => next.is_some_and(|char| char.is_ascii_digit()),
        "U.N." | "U.S." | "U.K." | "E.U." => {
            let word = after.split(char::is_whitespace).next().unwrap_or_default();
            !STARTERS.contains(&word) && next.is_some_and(char::is_uppercase)
        }
        "Mr." | "Mrs." | "Ms." | "Dr." | "Prof." | "Gov." | "Gen." | "Sen." | "Rep." | "Lt." | "Col." | "Capt."
        | "Sgt." | "St." | "Rev." | "Hon." | "Pres." => true,
        _ => next.is_some_and(char::is_lowercase) && word.ends_with('.') && !word.ends_with(".."),
    }
}

/// Words that seldom follow `U.S.` inside a sentence with a capital.
const STARTERS: [&str; 24] = [
    "The", "A", "An", "In", "On", "At", "It", "Its", "He", "She", "They", "We", "I", "You", "This", "That", "These",
    "But", "And", "However,", "When", "While", "If", "As",
];

/// The primary code of a language tag: `en` of `en-GB`.
fn primary(language: &str) -> &str {
    language.split(['-', '_']).next().unwrap_or(language)
}

fn offset(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::parse;

    fn cut<'a>(text: &'a str, language: &str) -> Vec<&'a str> {
        sentences(text, language)
            .into_iter()
            .map(|range| &text[range.usize()])
            .collect()
    }

    #[test]
    fn abbreviations_end_no_sentence() {
        let text =
            "He lives at No. 2 Mill St. in York. Mr. Grandi left.  The U.N. General Assembly met at 5 p.m. and voted.";
        let expected = [
            "He lives at No. 2 Mill St. in York.",
            "Mr. Grandi left.",
            "The U.N. General Assembly met at 5 p.m. and voted.",
        ];
        assert_eq!(cut(text, "en"), expected);
        assert_eq!(cut("She left the U.S. The next day he came.", "en-GB").len(), 2);
    }

    #[test]
    fn sentences_that_are_kept_are_those_that_would_be_found() {
        let text = "The storm came at 5 p.m. and battered **No. 2** Mill St. first! Who knew? Nobody did… Not even Mr. Grandi. ";
        let article = parse(&format!("Above.\n\n{}\n\nBelow. Far below.\n", text.repeat(300)));
        let mut kept = Sentences::new(&article, "en");
        for (block, number) in article.blocks.iter().zip(0u32..) {
            for token in block.tokens.iter().step_by(7) {
                let byte = token.range.start;
                assert_eq!(kept.around(number, byte), sentence_at(block, byte, "en"));
            }
        }
        assert_eq!(kept.around(99, 0), ByteRange::default());
    }

    #[test]
    fn other_languages() {
        assert_eq!(cut("他来了。她走了！", "zh"), ["他来了。", "她走了！"]);
        assert_eq!(
            cut("Er kam am 3. Mai. Sie ging.", "de"),
            ["Er kam am 3. Mai.", "Sie ging."]
        );
        assert_eq!(cut("One. Two.", "no such language"), ["One.", "Two."]);
    }

    #[test]
    fn cells_share_no_sentence() {
        assert_eq!(
            cut("one two\tthree\t\tfour. Five", "en"),
            ["one two", "three", "four.", "Five"]
        );
        let row = &parse("| one two | three four |\n|-|-|").blocks[0];
        assert_eq!(row.slice(sentence_at(row, 8, "en")), "three four");
        assert_eq!(row.slice(sentence_at(row, 6, "en")), "one two");
    }

    #[test]
    fn the_sentence_around_a_byte() {
        let block = &parse("First one. Second one! Third").blocks[0];
        let at = |byte| block.slice(sentence_at(block, byte, "en"));
        assert_eq!(
            (at(0), at(9), at(10), at(11), at(27), at(99)),
            (
                "First one.",
                "First one.",
                "First one.",
                "Second one!",
                "Third",
                "Third"
            )
        );
        assert_eq!(sentence_at(&parse("---").blocks[0], 0, "en"), ByteRange::default());
    }

    #[test]
    fn long_texts_take_linear_time() {
        let started = std::time::Instant::now();
        for part in [".", "(", "“", "'", "»", "A. ", "\n", "word "] {
            let text = part.repeat(200_000 / part.len());
            let found = sentences(&text, "en");
            assert!(found.windows(2).all(|pair| pair[0].end <= pair[1].start));
        }
        assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_visible_character_is_in_one_sentence(text in "[ a-cA-C.!?…“”\"'’()\\t\\n0-9é谴。»U\u{a0}-]{0,80}", language in "en|de|fr|zh|ja|xx") {
            let found = sentences(&text, &language);
            prop_assert!(found.iter().all(|range| text.get(range.usize()).is_some_and(|cut| !cut.is_empty() && cut.trim() == cut)));
            prop_assert!(found.windows(2).all(|pair| pair[0].end <= pair[1].start));
            for (at, _) in text.char_indices().filter(|(_, char)| !char.is_whitespace()) {
                prop_assert!(found.iter().any(|range| range.contains(offset(at))), "{at} of {text:?}: {found:?}");
            }
        }
    }
}
