use proptest::prelude::*;

use super::*;
use crate::text::set_bold;

fn place(block: u32, byte: u32) -> Place {
    Place { block, byte }
}

fn all(source: &str, with: bool) -> String {
    let article = parse(source);
    passage_markdown(&article, article.whole(), with.then_some(source))
}

const PAGE: &str = "---\ntitle: Page\n---\n# A **mill**\n\nThe *slow* ~~storm~~ **battered** [the\n**coast**](https://a.example/?b=(c)).\n\n\
                    > A quote of `co|de`.\n> \n> - one\n> - **two**\n>   more\n\n> [!note] Mind\n> the gap\n\n\
                    1. first\n2. second\n\n   with a paragraph\n   - [x] inner\n\n| a | **b** |\n|---|:-:|\n| c | d |\n\n\
                    ```rust\nfn main() {}\n```\n\n![A **pier**](pier.jpg)\n\nLast\\\nline.[^1]\n\n[^1]: A note.\n";

#[test]
fn whole_articles_are_their_own_source() {
    let text = all(PAGE, true);
    assert_eq!(text, PAGE.trim_start_matches("---\ntitle: Page\n---\n"));
}

#[test]
fn without_the_source_it_is_written_from_the_blocks() {
    let article = parse(PAGE);
    let text = all(PAGE, false);
    assert!(Wanted::of(&article, article.whole()).is_said_by(&text), "{text}");
    for part in [
        "# A **mill**",
        "The *slow* ~~storm~~ **battered** [the **coast**](<https://a.example/?b=(c)>).",
        "> A quote of `co|de`.",
        "> - one\n> - **two** more",
        "> [!note] Mind\n>\n> the gap",
        "1. first",
        "2. second\n\n   with a paragraph\n\n   - [x] inner",
        "| a | **b** |\n|---|:-:|\n| c | d |",
        "```rust\nfn main() {}\n```",
        "![A **pier**](pier.jpg)",
    ] {
        assert!(text.contains(part), "{part}\nis not in\n{text}");
    }
}

#[test]
fn a_part_of_a_paragraph_keeps_its_marks() {
    let article = parse(PAGE);
    let at = |needle: &str| u32::try_from(article.blocks[1].text.find(needle).unwrap()).unwrap();
    let passage = Passage::between(place(1, at("storm") + 2), place(1, at("coast") + 2));
    let text = passage_markdown(&article, passage, Some(PAGE));
    assert_eq!(text, "~~orm~~ **battered** [the **co**](<https://a.example/?b=(c)>)\n");
    let over = Passage::between(place(0, 2), place(2, 7));
    let text = passage_markdown(&article, over, Some(PAGE));
    let expected =
        "# **mill**\n\nThe *slow* ~~storm~~ **battered** [the\n**coast**](https://a.example/?b=(c)).\n\n> A quote\n";
    assert_eq!(text, expected, "whole blocks come from the source");
}

#[test]
fn bold_is_as_it_is_now() {
    let mut article = parse(PAGE);
    let at = article.blocks[1]
        .text
        .find("slow")
        .and_then(|at| u32::try_from(at).ok())
        .unwrap();
    set_bold(&mut article.blocks[1], ByteRange::new(at, at + 4), true);
    let coast = article.blocks[1].bolds.last().unwrap().range;
    set_bold(&mut article.blocks[1], coast, false);
    let text = passage_markdown(&article, article.whole(), Some(PAGE));
    assert!(text.contains("[the\ncoast](https://a.example/?b=(c))"), "{text}");
    assert!(Wanted::of(&article, article.whole()).is_said_by(&text));
}

#[test]
fn signs_stay_signs() {
    for text in [
        "1\\. no list",
        "\\# no heading",
        "\\- no item",
        "a\\_b\\_c \\*d\\*",
        "\\<b>no bold\\</b>",
        "x \\=\\=y\\=\\= z",
        "\\[a](b) \\!\\[c](d)",
        "5 \\* 3 \\*\\* 2",
        "\\&amp; \\&#65;",
        "a\\\\b",
        "\\+ no item",
        "\\`\\` no code",
    ] {
        let article = parse(text);
        let written = passage_markdown(&article, article.whole(), None);
        assert!(
            Wanted::of(&article, article.whole()).is_said_by(&written),
            "{text}: {written}"
        );
        assert_eq!(article.blocks.len(), 1, "{text}");
    }
}

#[test]
fn nothing_is_nothing() {
    assert_eq!(
        passage_markdown(&Article::default(), Article::default().whole(), None),
        ""
    );
    assert_eq!(all("\n\n", true), "");
}

/// Pieces of Markdown, friendly and not.
const PIECES: [&str; 44] = [
    "word ",
    "**bold** ",
    "*slanted* ",
    "**",
    "*",
    "_",
    "`code`",
    "`",
    "[link](https://a.example) ",
    "[",
    "](x)",
    "<b>b</b>",
    "<sup>2</sup>",
    "&amp;",
    "\\",
    "\n",
    "\n\n",
    "\n\n> ",
    "\n\n- ",
    "\n- ",
    "\n\n1. ",
    "\n\n# ",
    "\n\n## ",
    "\n\n---\n\n",
    "\n\n```\ncode\n\n  of  two\n```\n\n",
    "\n\n| a | **b** |\n|---|---|\n| c | d |\n\n",
    "![p](q.png)",
    "~~gone~~ ",
    "==mark== ",
    "\u{a0}",
    "“q”",
    "我们",
    "。",
    "é",
    "<br>",
    "\\\n",
    "\n\n> [!tip] Title\n> text\n\n",
    "[^1]",
    "\n\n[^1]: note\n\n",
    "**谴责。**是",
    "https://b.example ",
    "\n\n   ",
    "\t",
    "- [x] done",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn what_is_copied_reads_as_it_stood(
        pieces in prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..24),
        from in any::<prop::sample::Index>(), to in any::<prop::sample::Index>(), with in any::<bool>(),
    ) {
        let source = pieces.concat();
        let article = parse(&source);
        let mut places = Vec::new();
        for (number, block) in (0u32..).zip(&article.blocks) {
            let edges = (0..=block.text.len()).filter(|&byte| block.text.is_char_boundary(byte));
            places.extend(edges.map(|byte| place(number, u32::try_from(byte).unwrap())));
        }
        if places.is_empty() {
            return Ok(());
        }
        let passage = Passage::between(places[from.index(places.len())], places[to.index(places.len())]);
        let text = passage_markdown(&article, passage, with.then_some(source.as_str()));
        let wanted = Wanted::of(&article, passage);
        prop_assert!(wanted.is_said_by(&text), "{:?}\nread\n{:?}\nwanted\n{:?}", source, text, wanted);
    }
}
