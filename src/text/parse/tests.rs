mod limits;
mod raw_html;
mod typed_bold;

use super::*;
use crate::text::{Block, Callout, Frame, Marker, MediaKind, Style, TableAlign};

fn texts(source: &str) -> Vec<String> {
    parse(source)
        .blocks
        .iter()
        .map(|block| block.text.to_string())
        .collect()
}

fn only(source: &str) -> Block {
    let mut blocks = parse(source).blocks;
    assert_eq!(blocks.len(), 1, "{blocks:?}");
    blocks.remove(0)
}

/// Each bold span as `text <- source`.
fn bolds(source: &str) -> Vec<String> {
    let article = parse(source);
    let show = |block: &Block| {
        let spans = block.bolds.iter();
        spans
            .map(|bold| format!("{} <- {}", block.slice(bold.range), &source[bold.source.usize()]))
            .collect::<Vec<_>>()
    };
    article.blocks.iter().flat_map(show).collect()
}

fn styled(block: &Block, style: Style) -> Vec<&str> {
    block
        .spans
        .iter()
        .filter(|span| span.style.has(style))
        .map(|span| block.slice(span.range))
        .collect()
}

fn links(source: &str) -> Vec<(String, String)> {
    let article = parse(source);
    let mut found = Vec::new();
    for block in &article.blocks {
        for span in &block.spans {
            if let Some(link) = span.link {
                found.push((
                    block.slice(span.range).to_owned(),
                    article.links[link as usize].address.to_string(),
                ));
            }
        }
    }
    found
}

fn pair(text: &str, address: &str) -> (String, String) {
    (text.to_owned(), address.to_owned())
}

#[test]
fn bold_spans_name_their_markers_in_the_source() {
    assert_eq!(
        bolds("A **word**, __two__ and <b>three</b>."),
        ["word <- **word**", "two <- __two__", "three <- <b>three</b>"]
    );
    assert_eq!(bolds("---\ntitle: é\n---\n# A **word**"), ["word <- **word**"]);
    assert_eq!(bolds("\u{feff}A **wörd**"), ["wörd <- **wörd**"]);
    assert_eq!(
        bolds("> - rocket-**propelled**\r\n>   [**areas** of](x)"),
        ["propelled <- **propelled**", "areas <- **areas**"]
    );
}

#[test]
fn bold_in_bold_is_one_span() {
    assert_eq!(bolds("**an __old__ mill**"), ["an old mill <- **an __old__ mill**"]);
    assert_eq!(bolds("***both***"), ["both <- **both**"]);
}

#[test]
fn a_heading_keeps_its_bold_and_gives_the_title() {
    let article = parse("Intro\n\n## The *old* **Mill**\n\nText");
    assert_eq!(article.title, "The old Mill");
    assert_eq!(article.blocks[1].kind, BlockKind::Heading(2));
    assert_eq!(article.blocks[1].bolds.len(), 1);
}

#[test]
fn a_title_without_heading_is_the_first_words() {
    assert_eq!(parse("Short text").title, "Short text");
    let long = parse("The old mill by the river had stood there for two hundred years, and then it fell.").title;
    assert_eq!(long, "The old mill by the river had stood there for two hundred…");
    assert_eq!(parse("---\ntitle: Named\n---\n# Other").title, "Named");
    assert_eq!(parse("---\n\n").title, "");
}

#[test]
fn breaks_of_lines() {
    assert_eq!(texts("one\ntwo  \nthree\\\nfour"), ["one two\nthree\nfour"]);
    assert_eq!(texts("中文\n断行\nand **谴责**\n**中**"), ["中文断行 and 谴责中"]);
    assert_eq!(bolds("中文\n**谴责**\n文"), ["谴责 <- **谴责**"]);
    assert_eq!(texts("two  spaces\tand a tab"), ["two spaces and a tab"]);
    assert_eq!(texts("one\r\ntwo\r\n\r\nthree"), ["one two", "three"]);
}

#[test]
fn blocks_without_anything_to_read_are_dropped() {
    assert_eq!(texts("a\n\n\u{a0}\n\n&nbsp;\n\n\u{200b}\n\n<p> </p>\n\nb"), ["a", "b"]);
}

#[test]
fn lists_and_tasks() {
    let article = parse("- one\n  1. nested\n- [x] done\n- [ ] open\n\n7. seven\n\n   still seven");
    let marks: Vec<_> = article
        .blocks
        .iter()
        .map(|block| (block.marker, block.frame.len(), block.tight))
        .collect();
    let expected = [
        (Some(Marker::Bullet), 1, true),
        (Some(Marker::Number(1)), 2, true),
        (Some(Marker::Task(true)), 1, true),
        (Some(Marker::Task(false)), 1, true),
        (Some(Marker::Number(7)), 1, false),
        (None, 1, false),
    ];
    assert_eq!(marks, expected);
}

#[test]
fn an_empty_item_leaves_no_mark() {
    let article = parse("-\n\ntext");
    assert_eq!(
        article.blocks.iter().map(|block| block.marker).collect::<Vec<_>>(),
        [None]
    );
}

#[test]
fn callouts_of_github_and_of_obsidian() {
    let article = parse("> [!TIP]\n> Read.\n\n> [!info]- A **bold** title\n> Text\n\n> [!warning] Mind\n\n> plain");
    let frames: Vec<_> = article.blocks.iter().map(|block| block.frame[0]).collect();
    let note = Frame::Callout(Callout::Note);
    assert_eq!(
        frames,
        [
            Frame::Callout(Callout::Tip),
            note,
            note,
            Frame::Callout(Callout::Warning),
            Frame::Quote
        ]
    );
    let title = &article.blocks[1];
    assert_eq!((&*title.text, title.bolds.len()), ("A bold title", 1));
    assert_eq!(styled(title, Style::BOLD), ["A bold title"]);
    assert_eq!(&*article.blocks[2].text, "Text");
}

#[test]
fn pictures_are_blocks_of_their_own() {
    let article = parse("Before ![A **cap**](a.png) after\n\n[![img](b.png)](https://c.d)\n\n![image](<e f.png>)");
    let media = |block: &Block| match &block.kind {
        BlockKind::Media {
            kind: MediaKind::Picture,
            address,
        } => format!("[{address}] {}", block.text),
        _ => block.text.to_string(),
    };
    let shown: Vec<_> = article.blocks.iter().map(media).collect();
    assert_eq!(shown, ["Before", "[a.png] A cap", "after", "[b.png] ", "[e f.png] "]);
    assert_eq!(article.blocks[1].tokens.len(), 2);
    assert_eq!(bolds("![A **cap**](a.png)"), ["cap <- **cap**"]);
}

#[test]
fn the_title_of_a_picture_is_read_below_its_words() {
    assert_eq!(
        texts("![A pier](pier.jpg \"The *old* pier,\n1911\")"),
        ["A pier\nThe *old* pier, 1911"]
    );
    assert_eq!(texts("![](pier.jpg 'The pier')"), ["The pier"]);
    assert_eq!(texts("![The pier in June](pier.jpg (the pier))"), ["The pier in June"]);
    assert_eq!(
        texts("<img src=\"pier.jpg\" alt=\"img\" title=\"Low &amp; dry\">"),
        ["Low & dry"]
    );
    assert_eq!(bolds("![A **pier**](pier.jpg \"a **title**\")"), ["pier <- **pier**"]);
}

#[test]
fn bold_around_a_picture_is_two_spans() {
    assert_eq!(texts("**one ![x](y) two**"), ["one", "x", "two"]);
    assert_eq!(
        parse("**one ![x](y) two**")
            .blocks
            .iter()
            .map(|block| block.bolds.len())
            .collect::<Vec<_>>(),
        [1, 0, 1]
    );
}

#[test]
fn wiki_links_and_embedded_pictures() {
    let source = "See [[The Mill|the **mill**]] and [[River]].\n\n![[photo.png]]\n\n![[photo.png|300]]\n\n![[photo.png|At dawn]]";
    assert_eq!(
        links(source),
        [
            pair("the ", "The Mill"),
            pair("mill", "The Mill"),
            pair("River", "River")
        ]
    );
    assert_eq!(texts(source), ["See the mill and River.", "", "", "At dawn"]);
}

#[test]
fn tables() {
    let article = parse("| Word | **Gloss** |\n|:-:|--:|\n| an **old** mill | `a` b<br>c |\n| | ![x](y.png) |");
    let table = &article.tables[0];
    assert_eq!(
        (&*table.align, &*table.widths),
        (&[TableAlign::Center, TableAlign::Right][..], &[11, 5][..])
    );
    let row = &article.blocks[1];
    let BlockKind::TableRow {
        header: false, cells, ..
    } = &row.kind
    else {
        panic!("{row:?}")
    };
    assert_eq!(
        cells.iter().map(|cell| row.slice(*cell)).collect::<Vec<_>>(),
        ["an old mill", "a b c"]
    );
    assert_eq!(&*row.text, "an old mill\ta b c");
    assert!(matches!(
        article.blocks[0].kind,
        BlockKind::TableRow {
            header: true,
            table: 0,
            ..
        }
    ));
    assert!(
        matches!(article.blocks[3].kind, BlockKind::Media { .. }),
        "a picture in a cell comes after its row"
    );
}

#[test]
fn footnotes_are_numbered_by_reference_and_come_last() {
    let source = "A[^x] b[^y] c[^x].\n\n[^y]: Second.\n[^z]: Unused.\n\n[^x]: First\n\n    more\n\nEnd";
    let article = parse(source);
    assert_eq!(
        texts(source),
        ["A1 b2 c1.", "End", "First", "more", "Second.", "Unused."]
    );
    assert_eq!(article.blocks[2].marker, Some(Marker::Footnote(1)));
    assert_eq!(
        (&*article.blocks[3].frame, article.blocks[3].marker),
        (&[Frame::Footnote(1)][..], None)
    );
    assert_eq!(article.blocks[5].frame[0], Frame::Footnote(3));
    assert_eq!(links(source)[1], pair("2", "#footnote-2"));
    let words: Vec<_> = article.blocks[0]
        .tokens
        .iter()
        .map(|token| article.blocks[0].slice(token.range))
        .collect();
    assert_eq!(words, ["A", "b", "c"]);
}

#[test]
fn inline_styles() {
    let block = only("*i* ~~s~~ `c` ==**m** n== a==b x<sup>2</sup> <mark>h</mark>");
    assert_eq!(&*block.text, "i s c m n a==b x2 h");
    assert_eq!(
        (styled(&block, Style::ITALIC), styled(&block, Style::STRIKE)),
        (vec!["i"], vec!["s"])
    );
    assert_eq!(
        (styled(&block, Style::CODE), styled(&block, Style::FOOTNOTE)),
        (vec!["c"], vec!["2"])
    );
    assert_eq!(styled(&block, Style::MARK), ["m", " n", "h"]);
    let block = only("H<sub>2</sub>O");
    assert_eq!((&*block.text, styled(&block, Style::SUB)), ("H2O", vec!["2"]));
    assert_eq!(block.tokens.len(), 1, "it is one word");
}

#[test]
fn bare_addresses_are_links_and_no_words() {
    let source = "See https://a.b/c_d?e=(f). Or (www.g.hi), <j@k.lm>, `https://code` and https://.";
    let expected = [
        pair("https://a.b/c_d?e=(f)", "https://a.b/c_d?e=(f)"),
        pair("www.g.hi", "https://www.g.hi"),
        pair("j@k.lm", "mailto:j@k.lm"),
    ];
    assert_eq!(links(source), expected);
    let block = only(source);
    let words: Vec<_> = block.tokens.iter().map(|token| block.slice(token.range)).collect();
    assert_eq!(words, ["See", "Or", "https", "code", "and", "https"]);
}

#[test]
fn code_is_kept_as_it_is() {
    let article = parse("```rust\nfn  a() {\n\n}\n```\n\n    b\r\n      c");
    assert_eq!(article.blocks[0].kind, BlockKind::Code("rust".into()));
    assert_eq!(
        (&*article.blocks[0].text, &*article.blocks[1].text),
        ("fn  a() {\n\n}", "b\n  c")
    );
}
