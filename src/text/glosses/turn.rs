//! The learner's word on one bracket: what stands beside a bold word, and what its block is when it is a gloss or text.

use super::{GlossOverride, bare, bracket_beside, mark, unmark};
use crate::text::scripts::Scripts;
use crate::text::{Article, Block, ByteRange, Gloss};

impl Article {
    /// What is typed beside the bold word at a place, or beside the one in whose bracket the place lies: a bracket, or a
    /// few words of another script. Whether it is a gloss, [`Block::is_gloss`] says. `language` is the article's (BCP 47).
    #[must_use]
    pub fn typed_beside(&self, block: u32, place: ByteRange, language: &str) -> Option<Gloss> {
        let block = self.block(block)?;
        let mut scripts = None;
        let first = block.bolds.partition_point(|bold| bold.range.end <= place.start);
        // The bracket begins where its bold word ends.
        let near = first.saturating_sub(1)..(first + 1).min(block.bolds.len());
        block.bolds[near].iter().find_map(|bold| {
            let mut known = || {
                *scripts
                    .get_or_insert_with(|| Scripts::of_language(language).unwrap_or_else(|| Scripts::of_article(self)))
            };
            let found = bracket_beside(block, bold).or_else(|| bare(block, bold, known()))?;
            (bold.range.overlaps(place) || found.whole.overlaps(place) || found.bold.overlaps(place)).then_some(found)
        })
    }

    /// Lets the learner's word on brackets hold also beside words that were bolded within the program.
    pub fn mark_said(&mut self, language: &str, said: &[GlossOverride]) {
        for said in said {
            if let Some(found) = self.typed_beside(said.block, said.range, language)
                && let Some(block) = self.blocks.get_mut(said.block as usize)
            {
                block.turn_gloss(found, said.is_gloss);
            }
        }
    }
}

impl Block {
    /// Whether what is typed there is a gloss now.
    #[must_use]
    pub fn is_gloss(&self, typed: Gloss) -> bool {
        self.glosses.iter().any(|gloss| gloss.whole.overlaps(typed.whole))
    }

    /// Makes what is typed beside a bold word its gloss, or text with words of its own.
    pub fn turn_gloss(&mut self, typed: Gloss, is_gloss: bool) {
        if self.is_gloss(typed) == is_gloss {
            return;
        }
        let mut glosses = self.glosses.to_vec();
        unmark(self);
        glosses.retain(|gloss| !gloss.whole.overlaps(typed.whole));
        if is_gloss {
            glosses.push(typed);
        }
        mark(self, glosses);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{GlossRules, mark_glosses, parse};

    fn words(block: &Block) -> Vec<&str> {
        block.tokens.iter().map(|token| block.slice(token.range)).collect()
    }

    #[test]
    fn a_bracket_is_found_from_its_word_and_from_within() {
        let article = parse("The **U.N.** (United Nations) met, and **rebuke**（谴责） it **now** 现在 they did.");
        let typed = |start, end| {
            let found = article.typed_beside(0, ByteRange::new(start, end), "en")?;
            Some(article.blocks[0].slice(found.text))
        };
        assert_eq!(typed(4, 8), Some("United Nations"));
        assert_eq!(typed(10, 16), Some("United Nations"));
        assert_eq!(typed(25, 28), None, "the word after the bracket");
        let at = |word: &str| u32::try_from(article.blocks[0].text.find(word).unwrap()).unwrap();
        assert_eq!(typed(at("rebuke"), at("rebuke") + 6), Some("谴责"));
        assert_eq!(typed(at("now"), at("now") + 3), Some("现在"));
        assert_eq!(typed(at("they"), at("they") + 4), None);
    }

    #[test]
    fn there_and_back_leaves_the_block_as_it_was() {
        for source in [
            "A **rebuke**（谴责） here and **mill** (old house) there.",
            "A **rebuke（谴责）** and **stall** 停 here.",
        ] {
            let mut article = parse(source);
            mark_glosses(&mut article, &GlossRules::default());
            let bolds = article.blocks[0].bolds.clone();
            for bold in &bolds {
                let found = article.typed_beside(0, bold.range, "en").unwrap();
                let block = &mut article.blocks[0];
                let before = block.clone();
                let is_gloss = block.is_gloss(found);
                block.turn_gloss(found, !is_gloss);
                assert_eq!(block.is_gloss(found), !is_gloss);
                assert_ne!(words(block), words(&before));
                block.turn_gloss(found, is_gloss);
                assert_eq!(*block, before);
            }
        }
    }

    #[test]
    fn what_is_said_of_a_word_bolded_in_the_program_holds() {
        let mut article = parse("The mill (old house) fell.");
        crate::text::set_bold(&mut article.blocks[0], ByteRange::new(4, 8), true);
        let said = GlossOverride {
            block: 0,
            range: ByteRange::new(9, 20),
            is_gloss: true,
        };
        article.mark_said("en", &[said]);
        assert_eq!(words(&article.blocks[0]), ["The", "mill", "fell"]);
    }
}
