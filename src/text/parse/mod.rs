//! Markdown to article.
//!
//! The parser's events are written to a [`page::Page`] one after the other, without a tree and without recursion, so
//! that depth costs nothing. Raw HTML goes to the same page through [`markup`]. What exceeds a limit is shown as plain
//! text: the learner can always read what was opened.

mod containers;
mod draft;
mod finish;
mod footnotes;
mod front_matter;
pub(crate) mod html;
mod looks;
mod markup;
mod page;
mod plain;
mod stars;
mod trail;
mod walk;

pub(super) use trail::{Piece, place};

use super::{Article, BlockKind, GlossRules, mark_glosses};

/// Longest title made of the first words, in characters.
const LONGEST_TITLE: usize = 60;

/// Reads Markdown (GitHub's, with front matter, wiki links, callouts and raw HTML as clippers and note programs write
/// them) into an article. Every source gives one; what exceeds a limit is taken as plain text
/// ([`Article::plain_fallback`]). Glosses are marked as far as they can be told without knowing the learner: see
/// [`mark_glosses`].
#[must_use]
pub fn parse(source: &str) -> Article {
    let mut article = read(source, false).0;
    mark_glosses(&mut article, &GlossRules::default());
    article
}

/// The same, with the place in the source of each block's text. It is asked for when something is to be written into
/// the source, and not kept: for a book it is as large as the book.
pub(super) fn parse_traced(source: &str) -> (Article, Vec<Vec<Piece>>) {
    let (article, mut trails) = read(source, true);
    trails.resize_with(article.blocks.len(), Vec::new);
    (article, trails)
}

fn read(source: &str, traced: bool) -> (Article, Vec<Vec<Piece>>) {
    let mark = if source.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    let (front_matter, length) = front_matter::split(&source[mark..]);
    let start = mark + length;
    let (mut article, trails) = match walk::walk(source, start, traced) {
        Ok((page, footnotes)) => {
            let (mut article, mut trails) = (page.article, page.trails);
            let (blocks, mut more) = footnotes.into_texts();
            article.blocks.extend(blocks);
            trails.append(&mut more);
            (article, trails)
        }
        Err(walk::TooManyEvents) => (plain::plain(source, start), Vec::new()),
    };
    article.front_matter = front_matter;
    article.title = title(&article);
    (article, trails)
}

fn title(article: &Article) -> String {
    let named = article
        .front_matter
        .iter()
        .find(|(key, value)| key.eq_ignore_ascii_case("title") && !value.is_empty());
    if let Some((_, title)) = named {
        return title.clone();
    }
    let heading = article
        .blocks
        .iter()
        .find(|block| matches!(block.kind, BlockKind::Heading(_)));
    if let Some(heading) = heading {
        return heading.text.replace('\n', " ");
    }
    let words = article.blocks.iter().find(|block| !block.tokens.is_empty());
    words.map(|block| first_words(&block.text)).unwrap_or_default()
}

/// The first words of a text, up to a length that fits a line.
fn first_words(text: &str) -> String {
    let text = text.trim();
    let Some((end, _)) = text.char_indices().nth(LONGEST_TITLE) else {
        return text.replace(['\n', '\t'], " ");
    };
    let cut = text[..end]
        .rfind(char::is_whitespace)
        .filter(|&at| at > end / 2)
        .unwrap_or(end);
    let words =
        text[..cut].trim_end_matches(|char: char| char.is_whitespace() || matches!(char, ',' | ';' | ':' | '—'));
    format!("{}…", words.replace(['\n', '\t'], " "))
}

#[cfg(test)]
mod tests;
