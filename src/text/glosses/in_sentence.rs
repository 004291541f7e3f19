//! Glosses in a sentence that was kept without its article: what must not be seen before the answer, nor read aloud.
//!
//! The bold is gone, so they are told from the script alone, and for the word itself from the gloss that it has.

use super::super::ByteRange;
use super::super::scripts::Scripts;

const BRACKETS: [(char, char); 4] = [('(', ')'), ('（', '）'), ('[', ']'), ('【', '】')];

/// Where glosses stand in a sentence, in order, each with the blank before it. `form` is where the word stands,
/// `gloss` what it means to the learner, `language` the BCP 47 code of the sentence.
#[must_use]
pub fn glosses_in(sentence: &str, form: ByteRange, gloss: &str, language: &str) -> Vec<ByteRange> {
    let own = Scripts::of_language(language).unwrap_or(Scripts::LATIN);
    let is_letter = |char: char| Scripts::of(char) != Scripts::default();
    let foreign = |text: &str| {
        text.chars().any(is_letter) && !text.chars().any(|char| is_letter(char) && Scripts::of(char).meets(own))
    };
    let mut found = Vec::new();
    let mut from = 0;
    while let Some((open, close)) = bracket(sentence, from) {
        let inside = sentence[open.end..close.start].trim();
        let before = sentence[..open.start].trim_end().len();
        let is_own = before == form.end as usize && !inside.is_empty() && gloss.contains(inside);
        if is_own || foreign(inside) {
            found.push(range(before, close.end));
        }
        from = close.end;
    }
    if let Some(rest) = sentence.get(form.end as usize..) {
        let bare = rest.trim_start();
        let end = bare.find(|char: char| !is_letter(char) || Scripts::of(char).meets(own));
        let bare = bare[..end.unwrap_or(bare.len())].trim_end();
        let end = form.end as usize + rest.len() - rest.trim_start().len() + bare.len();
        if !bare.is_empty() && foreign(bare) {
            found.push(range(form.end as usize, end));
        }
    }
    found.sort_by_key(|range| range.start);
    // One within the other is one.
    found.dedup_by(|next, before| {
        let within = next.start < before.end;
        before.end = if within { before.end.max(next.end) } else { before.end };
        within
    });
    found
}

/// The next bracket that closes: where its two signs stand.
fn bracket(sentence: &str, from: usize) -> Option<(std::ops::Range<usize>, std::ops::Range<usize>)> {
    let mut chars = sentence[from..].char_indices();
    chars.find_map(|(at, char)| {
        let (_, close) = BRACKETS.into_iter().find(|(open, _)| *open == char)?;
        let open = from + at..from + at + char.len_utf8();
        let end = open.end + sentence[open.end..].find(close)?;
        Some((open, end..end + close.len_utf8()))
    })
}

fn range(start: usize, end: usize) -> ByteRange {
    let byte = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    ByteRange::new(byte(start), byte(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without(sentence: &str, word: &str, gloss: &str) -> String {
        let start = sentence.find(word).unwrap();
        let mut text = sentence.to_owned();
        let found = glosses_in(sentence, range(start, start + word.len()), gloss, "en");
        for gloss in found.into_iter().rev() {
            text.replace_range(gloss.usize(), "");
        }
        text
    }

    #[test]
    fn what_the_learner_typed_is_found_and_brackets_of_the_text_stay() {
        let plain = "A rebuke came.";
        assert_eq!(without("A rebuke（谴责） came.", "rebuke", "谴责"), plain);
        assert_eq!(without("A rebuke (谴责) came.", "rebuke", ""), plain);
        assert_eq!(without("A rebuke 谴责 came.", "rebuke", ""), plain);
        assert_eq!(
            without("A rebuke (sharp words) came.", "rebuke", "sharp words; blame"),
            plain
        );
        let own = "A rebuke (the second) came.";
        assert_eq!(without(own, "rebuke", "谴责"), own);
        assert_eq!(
            without("A rebuke of the pier（码头）came (late.", "rebuke", ""),
            "A rebuke of the piercame (late."
        );
        assert_eq!(without(plain, "rebuke", ""), plain);
    }

    proptest::proptest! {
        #[test]
        fn ranges_are_in_order_and_stand_between_letters(sentence in "[a b(（谴）责)）]{0,20}", at in 0usize..20) {
            let at = sentence.floor_char_boundary(at.min(sentence.len()));
            let mut end = 0;
            for found in glosses_in(&sentence, range(at, at), "谴", "en") {
                proptest::prop_assert!(found.start >= end && sentence.get(found.usize()).is_some());
                end = found.end;
            }
        }
    }
}
