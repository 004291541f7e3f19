//! Bold of the page around an article: requests to write, read on or subscribe; names of those who speak.

mod lines;

use std::collections::{HashMap, HashSet};

use super::candidates::tokens_within;
use super::{Article, Block, BlockKind, ByteRange, Token, TokenKind, form_key};

/// What pages say, in bold, at the start of a block.
const CALLS: [&str; 22] = [
    "write to",
    "contact",
    "email",
    "read more",
    "read next",
    "read also",
    "also read",
    "see also",
    "more from",
    "more on",
    "related",
    "related articles",
    "related stories",
    "related coverage",
    "recommended",
    "subscribe",
    "subscribe now",
    "sign up",
    "sign up now",
    "follow us",
    "share this",
    "click here",
];

/// What pages set, as a line of its own, above or between what they show beside the article.
const LABELS: [&str; 26] = [
    "ad",
    "ads",
    "advertisement",
    "advertisements",
    "advertising",
    "anzeige",
    "comments",
    "contents",
    "corrections",
    "listen",
    "login",
    "menu",
    "newsletter",
    "newsletters",
    "partners",
    "promoted",
    "publicidad",
    "publicité",
    "recommended",
    "related",
    "share",
    "sponsored",
    "subscribe",
    "topics",
    "trending",
    "реклама",
];

/// Words that such a request goes on with.
const GOES_ON: [&str; 6] = ["to", "for", "now", "here", "today", "below"];

/// Whether the bold tokens are page furniture. `all` are the tokens of their block or cell.
pub(super) fn is_furniture(
    block: &Block,
    all: std::ops::Range<usize>,
    bold: std::ops::Range<usize>,
    is_last: bool,
) -> bool {
    let text = form_key(block.slice(block.token_span(bold.clone())));
    if bold == all && LABELS.contains(&text.as_str()) {
        return starts_upper(block, bold.start);
    }
    if bold.start == all.start {
        return CALLS.contains(&text.as_str())
            && starts_upper(block, bold.start)
            && (is_last
                || is_linked(block, bold.end)
                || gives_address(block, bold.end)
                || ends_in_colon(block, bold.clone())
                || goes_on(block, &text, bold.end))
            || starts_upper(block, bold.start) && lines::begins_one(block, &text, bold.end..all.end);
    }
    if bold.start - all.start != 2 {
        return false;
    }
    // `Write to **Name** at …`
    let before = form_key(block.slice(block.token_span(all.start..bold.start)));
    let next = block.tokens.get(bold.end).map(|token| block.slice(token.range));
    before == "write to"
        && starts_upper(block, bold.start)
        && (next == Some("at") || is_last || gives_address(block, bold.end))
}

/// Whether an address to write to, linked or not, stands among the next few words.
fn gives_address(block: &Block, index: usize) -> bool {
    const NEAR: usize = 8;
    let start = index
        .checked_sub(1)
        .and_then(|last| block.tokens.get(last))
        .map_or(0, |token| token.range.end as usize);
    let rest = block.text.get(start..).unwrap_or_default();
    rest.split_whitespace().take(NEAR).any(|word| {
        let word = word.trim_matches(|char: char| !char.is_alphanumeric());
        let name_and_host = word.split_once('@');
        name_and_host.is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
    })
}

fn starts_upper(block: &Block, index: usize) -> bool {
    let token = block.tokens.get(index);
    token.is_some_and(|token| block.slice(token.range).starts_with(char::is_uppercase))
}

/// Whether what stands next, at most two words on (a name), is a link.
fn is_linked(block: &Block, index: usize) -> bool {
    let start = index
        .checked_sub(1)
        .and_then(|last| block.tokens.get(last))
        .map_or(0, |token| token.range.end);
    let end = block.tokens.get(index + 2).map_or(u32::MAX, |token| token.range.end);
    let near = ByteRange::new(start, end);
    let first = block.spans.partition_point(|span| span.range.end <= start);
    let near = block.spans[first..].iter().take_while(|span| span.range.overlaps(near));
    near.into_iter().any(|span| span.link.is_some())
}

fn ends_in_colon(block: &Block, bold: std::ops::Range<usize>) -> bool {
    let end = block.token_span(bold).end as usize;
    block.text.get(end..).is_some_and(|rest| rest.starts_with([':', '：']))
}

fn goes_on(block: &Block, text: &str, index: usize) -> bool {
    let is_request = text.starts_with("subscribe") || text.starts_with("sign up") || text == "click here";
    let next = block.tokens.get(index).map(|token| block.slice(token.range));
    is_request && next.is_some_and(|next| GOES_ON.contains(&next))
}

/// The names with which several blocks begin in bold.
#[derive(Debug, Default)]
pub(super) struct Speakers(HashSet<String>);

impl Speakers {
    pub fn of(article: &Article) -> Self {
        let mut counts: HashMap<String, u32> = HashMap::new();
        for block in &article.blocks {
            if let Some(name) = name_at_start(block) {
                *counts.entry(name).or_default() += 1;
            }
        }
        counts.retain(|_, count| *count > 1);
        let mut names: HashSet<String> = counts.into_keys().collect();
        if !names.is_empty() {
            // A word that is written small somewhere is no name.
            for block in &article.blocks {
                let small = |token: &&Token| block.slice(token.range).starts_with(char::is_lowercase);
                for token in block.tokens.iter().filter(small) {
                    names.remove(&form_key(block.slice(token.range)));
                }
            }
        }
        Self(names)
    }

    /// Whether these tokens, at the start of a block, are one of the names and somebody speaks.
    pub fn has(&self, block: &Block, tokens: std::ops::Range<usize>) -> bool {
        if self.0.is_empty()
            || !self
                .0
                .contains(&form_key(block.slice(block.token_span(tokens.clone()))))
        {
            return false;
        }
        let end = block.token_span(tokens.clone()).end as usize;
        let rest = block.text.get(end..).unwrap_or_default();
        let next = rest.trim_start().chars().next();
        // A name of several words, or one that is set off from what is said.
        tokens.len() > 1
            || rest.starts_with('\n')
            || next.is_none_or(|next| next.is_uppercase() || (!next.is_alphanumeric() && next != ',' && next != '.'))
    }
}

/// The bold words at the start of a block, if each has a capital.
fn name_at_start(block: &Block) -> Option<String> {
    if matches!(
        block.kind,
        BlockKind::Heading(_) | BlockKind::TableRow { .. } | BlockKind::Code(_)
    ) {
        return None;
    }
    let bold = block.bolds.first()?;
    let tokens = tokens_within(block, bold.range);
    let is_name =
        |token: &Token| token.kind == TokenKind::Word && block.slice(token.range).starts_with(char::is_uppercase);
    let fits = tokens.start == 0 && (1..=3).contains(&tokens.len()) && block.tokens[tokens.clone()].iter().all(is_name);
    fits.then(|| form_key(block.slice(block.token_span(tokens))))
}

#[cfg(test)]
mod tests {
    use crate::text::{Emphasis, Verdict, candidates, parse};

    /// The bold words that are emphasis, and why.
    fn told_apart(source: &str) -> Vec<(String, Emphasis)> {
        let article = parse(source);
        let found = candidates(&article);
        let emphasis = found.iter().filter_map(|candidate| match candidate.verdict {
            Verdict::Emphasis(reason) => {
                let words = article.blocks[candidate.block as usize].slice(candidate.range);
                Some((words.to_owned(), reason))
            }
            Verdict::Vocabulary => None,
        });
        emphasis.collect()
    }

    #[test]
    fn page_furniture() {
        for (source, words) in [
            ("Text.\n\n**Write to** Ann Moss at [a@b.c](mailto:a@b.c)", "Write to"),
            ("**Write to** [Ann Moss](x) now\n\nMore text", "Write to"),
            ("**Write to** Ann at [a@b.c](mailto:a@b.c)\n\nMore", "Write to"),
            ("Write to **Ann Moss** at a@b.c\n\nMore", "Ann Moss"),
            ("**Write to** Ann Moss at ann@moss.org\n\nMore", "Write to"),
            ("**Contact** the editor of this page: ed@moss.org.\n\nMore", "Contact"),
            ("Write to **Ann Moss**, ann@moss.org\n\nMore", "Ann Moss"),
            ("Text\n\n**Advertisement**\n\nMore", "Advertisement"),
            ("Text\n\n**ADVERTISEMENT**\n\nMore", "ADVERTISEMENT"),
            ("**Read more:** The mill\n\nMore", "Read more"),
            ("**Read more**: The mill\n\nMore", "Read more"),
            ("**Related:** [The mill](x)\n\nMore", "Related"),
            ("**Related** [The mill](x)\n\nMore", "Related"),
            ("**Subscribe** to our letter\n\nMore", "Subscribe"),
            ("**Sign up** for more\n\nMore", "Sign up"),
            ("Text\n\n**Sign up** and get it", "Sign up"),
            ("**Read more** about the flood.\n\nMore", "Read more"),
            ("**Follow** us on Twitter.\n\nMore", "Follow"),
            ("**Follow us** on Facebook and X\n\nMore", "Follow us"),
            ("**Follow** Ann Moss on Instagram @moss\n\nMore", "Follow"),
            ("**Photo** by John.\n\nMore", "Photo"),
            ("**Reporting** by Ann Moss and Bert Hale in London\n\nMore", "Reporting"),
            ("**By** John Smith\n\nMore", "By"),
            ("**BY** ANN MOSS AND BERT HALE\n\nMore", "BY"),
            (
                "**Correction** An earlier version of this page named another mill.\n\nMore",
                "Correction",
            ),
            ("**Update** This story has a new picture.\n\nMore", "Update"),
        ] {
            assert_eq!(
                told_apart(source),
                [(words.to_owned(), Emphasis::Furniture)],
                "{source}"
            );
        }
    }

    #[test]
    fn the_same_words_in_running_text_are_vocabulary() {
        for source in [
            "They **subscribe** to the view",
            "**Subscribe** rates fell\n\nMore",
            "She will **write to** him\n\nMore",
            "**Related** species live here\n\nMore",
            "He did not **sign up** for it",
            "They write to **Ann** at once",
            "- **advertisement**\n- **share**",
            "An **Advertisement** said so",
            "**Swath**\n\nMore",
            "**Follow** the river north and you reach the town.\n\nMore",
            "**Follow** us up the hill, she said.\n\nMore",
            "**Read more** books than you buy.\n\nMore",
            "**By** noon the mill stood.\n\nMore",
            "**By** Monday the mill stood in water.\n\nMore",
            "**Photo** albums by Ann Moss sell well.\n\nMore",
            "**Photo** by photo the flood was put together.\n\nMore",
            "**Correction** fluid is white.\n\nMore",
            "**Correction** Officers from the town came.\n\nMore",
            "He asked to **follow** us on Twitter.\n\nMore",
        ] {
            assert_eq!(told_apart(source), [], "{source}");
        }
    }

    #[test]
    fn names_that_begin_several_blocks() {
        let speaker = |name: &str| (name.to_owned(), Emphasis::Speaker);
        assert_eq!(
            told_apart(
                "**Anna** Hello.\n\n**Bert Moss** Good day.\n\n**Anna** “Well”\n\n**Bert Moss** and so on\n\n**Cleo** Hi."
            ),
            [
                speaker("Anna"),
                speaker("Bert Moss"),
                speaker("Anna"),
                speaker("Bert Moss")
            ]
        );
        assert_eq!(
            told_apart("**Anna**\n\nHello.\n\n**Anna**\n\nBye."),
            [speaker("Anna"), speaker("Anna")]
        );
        assert_eq!(
            told_apart("**Meanwhile** the mill fell.\n\n**Meanwhile** nobody came."),
            []
        );
        assert_eq!(told_apart("**Mills** Fall.\n\n**Mills** Rise.\n\nOld mills"), []);
    }
}
