//! The plain view of a source that exceeded a limit: its lines as they are, in blocks of bearable number and length.

use super::draft::{Draft, Look, offset};
use super::finish;
use crate::text::{Article, BlockKind, ByteRange};

/// Longest block, in bytes.
const LONGEST: usize = 4096;

/// The source as plain text.
pub(super) fn plain(source: &str, start: usize) -> Article {
    let mut article = Article {
        plain_fallback: true,
        ..Article::default()
    };
    // With very many short lines, several make one block.
    let shortest = (source.len() - start) / 100_000;
    let mut from = start;
    let mut at = start;
    for line in source[start..].split_inclusive('\n') {
        at += line.len();
        if (line.trim().is_empty() && at - from > shortest) || at - from > LONGEST {
            push(source, from, at, &mut article);
            from = at;
        }
    }
    push(source, from, source.len(), &mut article);
    article
}

fn push(source: &str, from: usize, end: usize, article: &mut Article) {
    let mut from = from;
    while from < end {
        let stop = if end - from > LONGEST { cut(source, from) } else { end };
        let text = source[from..stop].trim();
        if !finish::is_blank(text) {
            let mut draft = Draft::of(ByteRange::new(offset(from), offset(stop)));
            draft.push_exact(text, Look::default());
            let (block, _) = finish::block(BlockKind::Paragraph, draft, article);
            article.blocks.push(block);
        }
        from = stop;
    }
}

/// Where a long stretch is cut: behind white space if there is some.
fn cut(source: &str, from: usize) -> usize {
    let end = source.floor_char_boundary(from + LONGEST);
    source[from..end]
        .rfind(char::is_whitespace)
        .filter(|&at| at > 0)
        .map_or(end, |at| from + at)
}
