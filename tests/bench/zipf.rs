//! Texts of words drawn from the frequency table as often as a natural text has them (Zipf's law), by a seed: the same
//! on every machine, and nothing of them is kept in the project.

use boldface::text::frequency;

/// Draws words, the commonest most often: each with a chance of 1 / (rank + 2.7).
pub struct Zipf {
    words: Vec<&'static str>,
    sums: Vec<f64>,
    random: u64,
}

impl Zipf {
    /// A source of words; another seed gives others.
    pub fn new(seed: u64) -> Self {
        let mut table: Vec<(&str, u32)> = frequency::all().collect();
        table.sort_by_key(|(_, rank)| *rank);
        let mut total = 0.0;
        let sums = table.iter().map(|(_, rank)| {
            total += 1.0 / (f64::from(*rank) + 2.7);
            total
        });
        Self {
            sums: sums.collect(),
            words: table.iter().map(|(word, _)| *word).collect(),
            random: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1,
        }
    }

    /// A number below `limit`.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        (self.random >> 32) % limit
    }

    /// The next word.
    pub fn word(&mut self) -> &'static str {
        let total = self.sums.last().copied().unwrap_or(1.0);
        let part = u32::try_from(self.below(1 << 32)).unwrap_or(u32::MAX);
        let at = f64::from(part) / 4_294_967_296.0 * total;
        let place = self.sums.partition_point(|sum| *sum <= at);
        self.words[place.min(self.words.len() - 1)]
    }

    /// Markdown of `words` words in paragraphs of a hundred, one word in `bold_every` bold (none for 0).
    pub fn markdown(&mut self, title: &str, words: usize, bold_every: u64) -> String {
        let mut text = format!("# {title}\n\n");
        for number in 1..=words {
            let word = self.word();
            if bold_every > 0 && self.below(bold_every) == 0 {
                text.push_str("**");
                text.push_str(word);
                text.push_str("**");
            } else {
                text.push_str(word);
            }
            text.push_str(match number {
                _ if number == words || number % 100 == 0 => ".\n\n",
                _ if number % 17 == 0 => ". ",
                _ if number % 7 == 0 => ", ",
                _ => " ",
            });
        }
        text
    }
}
