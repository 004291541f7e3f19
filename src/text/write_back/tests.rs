use proptest::prelude::*;

use super::compare::is_same_block;
use super::*;
use crate::text::{TokenKind, parse};

/// The place of the `nth` occurrence of words in an article.
fn find(source: &str, words: &str, nth: usize) -> (u32, ByteRange) {
    let article = parse(source);
    let places = article.blocks.iter().zip(0u32..).flat_map(|(block, number)| {
        let at = |(start, text): (usize, &str)| {
            let start = u32::try_from(start).unwrap();
            (
                number,
                ByteRange::new(start, start + u32::try_from(text.len()).unwrap()),
            )
        };
        block.text.match_indices(words).map(at).collect::<Vec<_>>()
    });
    places.into_iter().nth(nth).expect("the words")
}

fn change(source: &str, words: &str, bold: bool) -> BoldChange {
    let (block, range) = find(source, words, 0);
    BoldChange { block, range, bold }
}

fn written(source: &str, words: &str, bold: bool) -> Result<String, Refusal> {
    let result = write_back(source, &[change(source, words, bold)]);
    match result.refused.first() {
        Some(refused) => {
            assert_eq!(result.text, source, "a refused change changes nothing");
            Err(refused.reason)
        }
        None => Ok(result.text),
    }
}

#[test]
fn bold_is_put_where_the_words_stand() {
    for (source, words, expected) in [
        ("A word here", "word", "A **word** here"),
        ("A put off", "put off", "A **put off**"),
        (
            "---\ntitle: x\n---\n# A word\r\n\r\nb",
            "word",
            "---\ntitle: x\n---\n# A **word**\r\n\r\nb",
        ),
        ("\u{feff}word", "word", "\u{feff}**word**"),
        ("> - one\n>   two words", "words", "> - one\n>   two **words**"),
        ("> - put\n>   off", "put off", "> - **put\n>   off**"),
        ("[a word](x_y_z)", "word", "[a **word**](x_y_z)"),
        ("*word*", "word", "***word***"),
        ("*a word b*", "word", "*a **word** b*"),
        ("a &amp; word", "word", "a &amp; **word**"),
        ("|a|word b|\n|-|-|\n|c|d|", "word", "|a|**word** b|\n|-|-|\n|c|d|"),
        ("“word,” he", "word", "“**word**,” he"),
        ("rocket-propelled", "propelled", "rocket-**propelled**"),
        ("a  \tword\tb", "word", "a  \t**word**\tb"),
        ("他说。所以", "他说。", "**他说。**所以"),
        ("propelled", "propel", "**propel**led"),
        ("![a word](x.png)", "word", "![a **word**](x.png)"),
        (
            "x[^1]\n\n[^1]: a word\n\nend",
            "word",
            "x[^1]\n\n[^1]: a **word**\n\nend",
        ),
        ("==a word b==", "word", "==a **word** b=="),
        ("> [!note] A word\n> b", "word", "> [!note] A **word**\n> b"),
        ("a\\*b word", "word", "a\\*b **word**"),
    ] {
        assert_eq!(written(source, words, true).as_deref(), Ok(expected), "{source}");
        assert_eq!(written(expected, words, false).as_deref(), Ok(source), "{expected}");
    }
}

#[test]
fn bold_is_taken_with_its_own_markers() {
    for (source, words, expected) in [
        ("A __word__ here", "word", "A word here"),
        ("A <b>word</b> here", "word", "A word here"),
        ("A <strong class=\"x\">word</strong> here", "word", "A word here"),
        ("<p>A <B>word</B></p>", "word", "<p>A word</p>"),
        ("A ==word== here", "word", "A word here"),
        ("A ***word*** here", "word", "A *word* here"),
        ("**an __old__ mill**", "old", "an old mill"),
        ("**==word==**", "word", "word"),
        ("==a **word** b==", "word", "==a word b=="),
        ("**一。**所以**他**", "一", "一。所以**他**"),
        ("a **word,**next", "word", "a word,next"),
        ("a ** word ** b", "word", "a  word  b"),
        ("**put off**", "off", "put off"),
        ("**propel**led", "propelled", "propelled"),
    ] {
        assert_eq!(written(source, words, false).as_deref(), Ok(expected), "{source}");
    }
}

#[test]
fn what_markdown_cannot_say_is_refused() {
    for (source, words, bold, reason) in [
        ("`a word`", "word", true, Refusal::Code),
        ("    a word", "word", true, Refusal::Code),
        ("see https://word.org/a", "word", true, Refusal::Address),
        ("see <word@b.cd>", "word", true, Refusal::Address),
        ("a &amp;&amp; b", "&&", true, Refusal::NotInSource),
        ("<div>a word</div>", "word", true, Refusal::Misread),
        ("[one two](x) three", "two three", true, Refusal::Misread),
        ("**谴责**他们", "他们", true, Refusal::Misread),
        ("**1. word** b", "word", false, Refusal::Misread),
        ("**one ![x](y) two**", "one", false, Refusal::Split),
        ("<b>one\n\ntwo", "one", false, Refusal::Split),
    ] {
        assert_eq!(written(source, words, bold), Err(reason), "{source}");
    }
    let nowhere = BoldChange {
        block: 7,
        range: ByteRange::new(0, 1),
        bold: true,
    };
    assert_eq!(write_back("a", &[nowhere]).refused[0].reason, Refusal::NoPlace);
}

#[test]
fn one_refusal_does_not_stop_the_others() {
    let source = "one `two` three\n\nfour <https://five.six> seven\n\n<div>eight</div> nine";
    let words = ["one", "two", "three", "four", "five", "seven", "eight"];
    let changes: Vec<BoldChange> = words.iter().map(|words| change(source, words, true)).collect();
    let result = write_back(source, &changes);
    assert_eq!(
        result.text,
        "**one** `two` **three**\n\n**four** <https://five.six> **seven**\n\n<div>eight</div> nine"
    );
    let refused: Vec<_> = result.refused.iter().map(|refused| refused.change).collect();
    assert_eq!(refused, [changes[1], changes[4], changes[6]]);
}

#[test]
fn changes_that_cancel_each_other_leave_the_source_alone() {
    let source = "A __word__ and *more*\r\n";
    let (drop, add) = (change(source, "word", false), change(source, "word", true));
    let more = change(source, "more", true);
    for changes in [
        &[][..],
        &[add],
        &[drop, add],
        &[more, BoldChange { bold: false, ..more }],
    ] {
        let result = write_back(source, changes);
        assert_eq!((result.text.as_str(), result.refused.len()), (source, 0), "{changes:?}");
    }
}

#[test]
fn a_part_of_bold_becomes_the_bold() {
    let source = "They **put off** it";
    let changes = [change(source, "off", true)];
    assert_eq!(write_back(source, &changes).text, "They put **off** it");
}

/// Text in which much can be bolded, and much not.
fn markdown() -> impl Strategy<Value = String> {
    let pieces = [
        "word ",
        "two words ",
        "don’t ",
        "U.N. ",
        "谴责",
        "他说。",
        "，",
        "(",
        ")",
        "“",
        "”",
        ", ",
        ". ",
        "-",
        "—",
        "é",
        "*",
        "_",
        "**",
        "__",
        "==",
        "`",
        "~~",
        "[a ",
        "](x.y) ",
        "<b>",
        "</b>",
        "<p>",
        "\n",
        "\n\n",
        "\r\n",
        "> ",
        "- ",
        "1. ",
        "# ",
        "|",
        "|a|b|\n|-|-|\n|",
        "&amp;",
        "\\",
        "  \n",
        "    ",
        "![c ",
        "https://a.b ",
        "[^1]",
        "\n\n[^1]: ",
        "**bold** ",
        "**a,**b ",
        "😀",
        "\u{301}",
        "\u{ad}",
    ];
    proptest::collection::vec(proptest::sample::select(pieces.to_vec()), 0..40).prop_map(|pieces| pieces.concat())
}

/// A change for each chosen stretch of one or two tokens.
fn chosen(article: &Article, choice: &[(u8, bool)], bold: Option<bool>) -> Vec<BoldChange> {
    let tokens = article.blocks.iter().zip(0u32..).flat_map(|(block, number)| {
        let ranges = (0..block.tokens.len()).map(move |index| (number, block.token_span(index..index + 1)));
        ranges.filter(move |_| block.tokens.iter().any(|token| token.kind == TokenKind::Word))
    });
    let tokens: Vec<_> = tokens.collect();
    let pick = |&(at, mode): &(u8, bool)| {
        let (block, range) = *tokens.get(usize::from(at) % tokens.len().max(1))?;
        Some(BoldChange {
            block,
            range,
            bold: bold.unwrap_or(mode),
        })
    };
    choice.iter().filter_map(pick).collect()
}

fn ranges(article: &Article) -> Vec<Vec<ByteRange>> {
    let ranges = |block: &Block| block.bolds.iter().map(|bold| bold.range).collect();
    article.blocks.iter().map(ranges).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn only_markers_change_and_the_bold_is_what_was_asked_for(
        source in markdown(),
        choice in proptest::collection::vec((any::<u8>(), any::<bool>()), 0..6),
    ) {
        let before = parse(&source);
        let changes = chosen(&before, &choice, None);
        let result = write_back(&source, &changes);
        let after = parse(&result.text);
        prop_assert_eq!(before.blocks.len(), after.blocks.len());
        for (number, (old, new)) in (0u32..).zip(before.blocks.iter().zip(&after.blocks)) {
            prop_assert!(is_same_block(old, new), "{:?}", result.text);
            let refused = |change: &BoldChange| result.refused.iter().any(|refused| refused.change == *change);
            if changes.iter().any(|change| change.block == number && refused(change)) {
                continue;
            }
            let made = changes.iter().filter(|change| change.block == number);
            if source.contains("==") {
                // Highlighting is bold or not as bold in it comes and goes.
                continue;
            }
            let wanted = bold_after(old, made.map(|change| (change.range, change.bold)));
            let bold: Vec<ByteRange> = new.bolds.iter().map(|bold| bold.range).collect();
            prop_assert_eq!(bold, wanted, "{:?}", result.text);
        }
        let bare = |text: &str| text.replace(['*', '_', '='], "").replace("<b>", "").replace("</b>", "");
        prop_assert_eq!(bare(&source), bare(&result.text));
    }

    #[test]
    fn removing_what_was_added_restores_the_bytes(
        source in markdown(),
        choice in proptest::collection::vec((any::<u8>(), any::<bool>()), 1..6),
    ) {
        let before = parse(&source);
        let free = |change: &BoldChange| {
            let bolds = &before.blocks[change.block as usize].bolds;
            bolds.iter().all(|bold| !bold.range.overlaps(change.range))
        };
        let changes: Vec<_> = chosen(&before, &choice, Some(true)).into_iter().filter(free).collect();
        let result = write_back(&source, &changes);
        let made = changes.iter().filter(|change| result.refused.iter().all(|refused| refused.change != **change));
        let back: Vec<_> = made.map(|change| BoldChange { bold: false, ..*change }).collect();
        let restored = write_back(&result.text, &back);
        prop_assert_eq!(&restored.text, &source, "over {:?}", result.text);
        prop_assert!(restored.refused.is_empty());
        prop_assert_eq!(ranges(&parse(&restored.text)), ranges(&before));
    }

    #[test]
    fn no_change_no_difference(source in markdown(), choice in proptest::collection::vec((any::<u8>(), any::<bool>()), 0..3)) {
        prop_assert_eq!(write_back(&source, &[]).text, source.clone());
        let article = parse(&source);
        let drops: Vec<_> = chosen(&article, &choice, Some(false)).into_iter().filter(|change| {
            article.blocks[change.block as usize].bolds.iter().all(|bold| !bold.range.overlaps(change.range))
        }).collect();
        prop_assert_eq!(write_back(&source, &drops).text, source);
    }
}
