//! Depth, size and hostile sources; and what holds for every source.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;
use crate::text::{ByteRange, Candidate, Token, TokenKind, Verdict, candidates};

#[test]
fn deep_nesting_is_flattened() {
    let quotes = parse(&("> ".repeat(500) + "deep **word**"));
    assert_eq!(
        (
            quotes.blocks.len(),
            quotes.blocks[0].frame.len(),
            quotes.blocks[0].bolds.len()
        ),
        (1, 64, 1)
    );
    let lists = parse(&("<ul><li>".repeat(500) + "deep"));
    assert_eq!(lists.blocks[0].frame.len(), 64);
}

#[test]
fn too_many_events_open_as_plain_text() {
    let columns = "a|".repeat(1500);
    let source = format!(
        "---\ntitle: Bomb\n---\n|{columns}\n|{}\n{}",
        "-|".repeat(1500),
        "a\n".repeat(1500)
    );
    let article = parse(&source);
    assert!(article.plain_fallback && article.title == "Bomb");
    assert!(
        article
            .blocks
            .iter()
            .all(|block| block.kind == BlockKind::Paragraph && block.text.len() <= 4096)
    );
    assert_sound(&source, &article);
    assert!(!parse(&"**a** `b` *c*\n\n".repeat(2000)).plain_fallback);
}

#[test]
fn hostile_sources_end_quickly() {
    let parts = [
        "**",
        "[",
        "<",
        "[[",
        "[[a|",
        "> ",
        "- ",
        "1. ",
        ":---\n",
        "|a",
        "*a **a ",
        "** ",
        "x ** word ",
        "**word,**next ",
        "**a。**b",
        "**我",
        "[**a](b)",
        "==a== ",
        "`",
        "![",
        "<b>",
        "<b><i></b>",
        "<ul><li>",
        "<!--",
        "<a href=\"",
        "&amp;",
        "==a",
        "www.a.",
        "http://a)",
        "[^1]",
        "[^1]: ",
        "[a]: b\n",
        "<style>",
        "<video>",
        "<style></style>",
        "a\n\n",
        "\u{ad}",
        "a-",
        "a’s",
        "谴",
        "![a](b)",
        "> [!a] b\n",
        "<div style=display:none>",
        "</b>",
        "\t",
        "a: b\n",
        "<td>",
        "<br>",
    ];
    for part in parts {
        // Doubling the length doubles the time; what is slower shows at this length already.
        let source = part.repeat(if cfg!(debug_assertions) { 20_000 } else { 100_000 });
        let started = Instant::now();
        let article = parse(&source);
        let _ = candidates(&article);
        let limit = Duration::from_secs(if cfg!(debug_assertions) { 10 } else { 2 });
        assert!(started.elapsed() < limit, "{part:?} took {:?}", started.elapsed());
    }
}

/// What every article must be, whatever its source.
fn assert_sound(source: &str, article: &Article) {
    for block in &article.blocks {
        let text = &*block.text;
        let fits = |range: ByteRange| {
            let (start, end) = (range.start as usize, range.end as usize);
            assert!(start < end && text.get(start..end).is_some(), "{range:?} of {text:?}");
        };
        let apart = |ranges: Vec<ByteRange>| {
            for &range in &ranges {
                fits(range);
            }
            assert!(
                ranges.windows(2).all(|pair| pair[0].end <= pair[1].start),
                "{ranges:?} of {text:?}"
            );
        };
        apart(block.tokens.iter().map(|token| token.range).collect());
        apart(block.spans.iter().map(|span| span.range).collect());
        apart(block.bolds.iter().map(|bold| bold.range).collect());
        assert!(
            block
                .spans
                .iter()
                .all(|span| span.link.is_none_or(|link| (link as usize) < article.links.len()))
        );
        for bold in &block.bolds {
            assert!(
                source.get(bold.source.usize()).is_some_and(|of| !of.is_empty()),
                "{bold:?} of {source:?}"
            );
        }
        assert!(
            source.get(block.source.usize()).is_some(),
            "{:?} of {source:?}",
            block.source
        );
        if let BlockKind::TableRow { table, cells, .. } = &block.kind {
            assert!((*table as usize) < article.tables.len());
            let joined: Vec<_> = cells
                .iter()
                .map(|cell| text.get(cell.usize()).expect("a cell"))
                .collect();
            assert_eq!(joined.join("\t"), text);
        }
        assert!(block.frame.len() <= 64 && !text.contains('\0'));
    }
    for candidate in candidates(article) {
        assert_whole(&article.blocks[candidate.block as usize], candidate);
    }
}

fn assert_whole(block: &Block, candidate: Candidate) {
    let inside = |byte: u32| {
        block
            .tokens
            .iter()
            .any(|token| token.range.start < byte && byte < token.range.end)
    };
    if candidate.verdict == Verdict::Vocabulary {
        assert!(
            !inside(candidate.range.start) && !inside(candidate.range.end),
            "{candidate:?} of {block:?}"
        );
        let holds = |token: &&Token| token.kind == TokenKind::Word && token.range.overlaps(candidate.range);
        assert!(block.tokens.iter().any(|token| holds(&token)));
    }
}

/// Pieces of everything that means something to the parser, in any order.
fn soup() -> impl Strategy<Value = String> {
    let pieces = [
        "word",
        "**",
        "*",
        "__",
        "_",
        "~~",
        "==",
        "`",
        "```\n",
        "[",
        "](a.b)",
        "![",
        "[[",
        "|",
        "]]",
        "[^1]",
        "[^1]: ",
        "\n",
        "\n\n",
        "> ",
        "> [!note]- ",
        "- ",
        "1. ",
        "- [x] ",
        "# ",
        "|a|b|\n|-|-|\n|",
        "<b>",
        "</b>",
        "<p>",
        "<td>",
        "</table>",
        "<ul><li>",
        "<br>",
        "<a href='x'>",
        "</a>",
        "<img src=a alt='b c'>",
        "<video src=v>",
        "</video>",
        "<style>",
        "</style>",
        "<!--",
        "-->",
        "<pre>",
        "</pre>",
        "<h2>",
        "</h2>",
        "<sup>",
        "</sup>",
        "&amp;",
        "&mdash;",
        "é",
        "谴责",
        "’s",
        "\u{301}",
        "\u{ad}",
        "\u{a0}",
        "https://a.b/c",
        "www.x.y",
        " ",
        "  \n",
        "\\",
        "\r\n",
        "\t",
        "    ",
        "---\n",
        "a: b\n",
        "\0",
        "\u{7f}",
        "-",
        "U.N.",
        "don’t",
        "<div style='display:none'>",
        "</div>",
        "<b",
        "\"",
        "<blockquote>",
        "😀",
        "\u{feff}",
        "<svg>",
        "</svg>",
        "“",
        "”",
    ];
    proptest::collection::vec(proptest::sample::select(pieces.to_vec()), 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_soup_gives_a_sound_article(source in soup()) {
        assert_sound(&source, &parse(&source));
    }

    #[test]
    fn any_bytes_give_a_sound_article(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let source = String::from_utf8_lossy(&bytes);
        assert_sound(&source, &parse(&source));
    }

    #[test]
    fn any_text_gives_a_sound_plain_view(source in soup()) {
        assert_sound(&source, &plain::plain(&source, 0));
    }
}
