//! Articles made by rule, for the benches: always the same, and with the habits of a real page.
//!
//! Words follow the frequencies of a natural text (few very often, many once), so that an index of them has as many
//! keys as one of a real article.

/// Markdown of about `words` words: headings, paragraphs, every twenty-fifth word bold, links, pictures, lists, quotes.
#[must_use]
pub fn news_page(words: usize) -> String {
    let mut page = Page {
        random: 7,
        out: String::with_capacity(words * 8),
    };
    page.line("# The harbour that **refused** to close");
    let mut left = words;
    let mut number = 0;
    while left > 0 {
        number += 1;
        match number % 12 {
            3 => page.line("![A pier at dawn](https://pictures.example/pier-4711.jpg?width=1260&height=840)"),
            6 => page.line("## What the **tide** left behind"),
            8 => page.block("> ", &mut left, 30),
            9 => (0..4).for_each(|_| page.block("- ", &mut left, 12)),
            11 => page.line("------"),
            _ => page.block("", &mut left, 85),
        }
    }
    page.out
}

struct Page {
    random: u64,
    out: String,
}

impl Page {
    fn line(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push_str("\n\n");
    }

    fn block(&mut self, prefix: &str, left: &mut usize, words: usize) {
        self.out.push_str(prefix);
        let words = words.min(*left);
        *left -= words;
        for at in 0..words {
            let word = self.word();
            let dressed = match self.below(50) {
                0 | 1 => format!("**{word}**"),
                2 => format!("[the {word}](https://news.example/articles/{word}-{at}?mod=inline)"),
                3 => format!("“{word},”"),
                _ => word,
            };
            self.out.push_str(&dressed);
            self.out.push_str(match at {
                _ if at + 1 == words => ".\n\n",
                _ if at % 17 == 16 => ". ",
                _ if at % 7 == 6 => ", ",
                _ => " ",
            });
        }
    }

    /// A word of one to four syllables; the rank falls as in natural texts (1 / rank); there are 32,768.
    fn word(&mut self) -> String {
        const HEADS: [&str; 20] = [
            "b", "br", "c", "d", "f", "g", "h", "l", "m", "n", "p", "pl", "r", "s", "st", "t", "tr", "v", "w", "sh",
        ];
        const TAILS: [&str; 10] = ["a", "e", "i", "o", "u", "ar", "en", "ing", "ow", "ist"];
        let power = 1 << self.below(15);
        let mut rank = power + self.below(power);
        let mut word = String::new();
        loop {
            word.push_str(HEADS[(rank % 20) as usize]);
            word.push_str(TAILS[(rank / 20 % 10) as usize]);
            rank /= 200;
            if rank == 0 {
                return word;
            }
        }
    }

    /// Xorshift: the same on every machine.
    fn below(&mut self, limit: u64) -> u64 {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        self.random % limit
    }
}
