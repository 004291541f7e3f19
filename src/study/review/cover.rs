//! Which passages hold many of today's words: a greedy cover over the places where they stand.
//!
//! Each step takes the stretch of one block that has the most words that no stretch before it had. That is within a
//! factor of ln n of the best cover there is (Chvátal 1979), and all that it costs grows with the places looked at,
//! which the caller bounds.

use std::collections::HashSet;

/// So many tokens a stretch goes over at most: two to five sentences stand around it.
const WIDEST: u32 = 60;

/// The places of today's words in a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextPlaces {
    /// Number of the first token of each block.
    pub blocks: Vec<u32>,
    /// Token and number of the word, in the order of the text.
    pub places: Vec<(u32, u32)>,
}

/// A stretch that was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Number of the text.
    pub text: usize,
    /// Its first token that is one of the words.
    pub first: u32,
    /// Its last one.
    pub last: u32,
}

/// At most so many stretches, the one with the most words first, until every word that stands somewhere is in one.
#[must_use]
pub fn cover(texts: &[TextPlaces], at_most: usize) -> Vec<Stretch> {
    let mut covered: HashSet<u32> = HashSet::new();
    let mut chosen: Vec<Stretch> = Vec::new();
    while chosen.len() < at_most {
        let best = texts
            .iter()
            .enumerate()
            .filter_map(|(number, text)| {
                let taken = chosen.iter().filter(|stretch| stretch.text == number);
                let taken: Vec<Stretch> = taken.copied().collect();
                let (gain, first, last) = best_in(text, &covered, &taken)?;
                Some((
                    gain,
                    std::cmp::Reverse(last - first),
                    std::cmp::Reverse(number),
                    first,
                    last,
                ))
            })
            .max();
        let Some((_, _, std::cmp::Reverse(text), first, last)) = best else {
            break;
        };
        let within = texts[text]
            .places
            .iter()
            .filter(|(token, _)| (first..=last).contains(token));
        covered.extend(within.map(|&(_, word)| word));
        chosen.push(Stretch { text, first, last });
    }
    chosen
}

/// The stretch of a text with the most words that are not covered; those taken before do not come again.
fn best_in(text: &TextPlaces, covered: &HashSet<u32>, taken: &[Stretch]) -> Option<(usize, u32, u32)> {
    let block = |token: u32| text.blocks.partition_point(|&first| first <= token);
    let open = |&&(token, word): &&(u32, u32)| {
        let near = |stretch: &Stretch| {
            let beside = token + WIDEST >= stretch.first && token <= stretch.last + WIDEST;
            beside && block(token) == block(stretch.first)
        };
        !covered.contains(&word) && !taken.iter().any(near)
    };
    let places: Vec<(u32, u32)> = text.places.iter().filter(open).copied().collect();
    let mut best: Option<(usize, u32, u32)> = None;
    for (start, &(first, _)) in places.iter().enumerate() {
        let (mut words, mut last) = (HashSet::new(), first);
        for &(token, word) in &places[start..] {
            if token - first > WIDEST || block(token) != block(first) {
                break;
            }
            if words.insert(word) {
                last = token;
            }
        }
        if best.is_none_or(|(gain, ..)| words.len() > gain) {
            best = Some((words.len(), first, last));
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(blocks: &[u32], places: &[(u32, u32)]) -> TextPlaces {
        TextPlaces {
            blocks: blocks.to_vec(),
            places: places.to_vec(),
        }
    }

    #[test]
    fn few_stretches_hold_many_words() {
        let texts = [
            text(&[0], &[(1, 1), (30, 2)]),
            text(&[0, 100], &[(90, 1), (105, 2), (110, 3), (120, 4), (400, 5)]),
        ];
        let chosen = cover(&texts, 9);
        let stretch = |text, first, last| Stretch { text, first, last };
        assert_eq!(chosen, [stretch(1, 105, 120), stretch(0, 1, 1), stretch(1, 400, 400)]);
        assert_eq!(cover(&texts, 1).len(), 1);
        assert!(cover(&[], 3).is_empty());
    }

    #[test]
    fn a_stretch_stays_in_its_block_and_is_not_long() {
        let texts = [text(&[0, 50], &[(10, 1), (49, 2), (50, 3), (111, 4)])];
        let chosen = cover(&texts, 9);
        assert!(chosen.iter().all(|stretch| stretch.last - stretch.first <= WIDEST));
        assert!(chosen.contains(&Stretch {
            text: 0,
            first: 10,
            last: 49
        }));
    }

    proptest::proptest! {
        #[test]
        fn every_word_that_stands_somewhere_alone_is_covered(words in proptest::collection::vec(0u32..12, 1..30)) {
            // Far apart, so that none is too near to another that was taken.
            let places: Vec<(u32, u32)> = (0..).zip(&words).map(|(number, &word)| (number * 200, word)).collect();
            let texts = [text(&[0], &places)];
            let chosen = cover(&texts, 100);
            let distinct: HashSet<u32> = words.into_iter().collect();
            proptest::prop_assert_eq!(chosen.len(), distinct.len());
        }
    }
}
