//! Bold as people type it, and what only looks like it.

use super::*;

/// The text, and its bold spans, as `text | span <- source | …`.
fn read(source: &str) -> String {
    let mut shown = texts(source);
    shown.extend(bolds(source));
    shown.join(" | ")
}

#[test]
fn what_editors_show_as_bold_is_bold() {
    for (source, expected) in [
        (
            "**我想做的事。**所以",
            "我想做的事。所以 | 我想做的事。 <- **我想做的事。**",
        ),
        ("a **word,**next", "a word,next | word, <- **word,**"),
        ("**“word”**next", "“word”next | “word” <- **“word”**"),
        ("next**(word)**", "next(word) | (word) <- **(word)**"),
        (
            "**one,**two and **three,**four",
            "one,two and three,four | one, <- **one,** | three, <- **three,**",
        ),
        (
            "**one,**two and **three** four",
            "one,two and three four | one, <- **one,** | three <- **three**",
        ),
        ("a **b,\nc,**d", "a b, c,d | b, c, <- **b,\nc,**"),
        ("_a **b,**c_", "a b,c | b, <- **b,**"),
        ("[a **b,**c](x)", "a b,c | b, <- **b,**"),
        ("- **事。**所以", "事。所以 | 事。 <- **事。**"),
        ("# **事。**所以", "事。所以 | 事。 <- **事。**"),
        ("![a **b,**c](x)", "a b,c | b, <- **b,**"),
        ("|**b,**c|d|\n|-|-|", "b,c\td | b, <- **b,**"),
        ("**propel**led", "propelled | propel <- **propel**"),
        ("a __word__ b", "a word b | word <- __word__"),
        ("a <b>word</b> b", "a word b | word <- <b>word</b>"),
        ("a <strong>word</strong> b", "a word b | word <- <strong>word</strong>"),
        ("a ==word== b", "a word b | word <- ==word=="),
    ] {
        assert_eq!(read(source), expected, "{source}");
    }
}

#[test]
fn pairs_follow_each_other_where_markdown_pairs_across() {
    for (source, expected) in [
        ("**事。**所以**他**了", "事。所以他了 | 事。 <- **事。** | 他 <- **他**"),
        (
            "**事。**所以**他说。**后",
            "事。所以他说。后 | 事。 <- **事。** | 他说。 <- **他说。**",
        ),
        (
            "**was **here and ** there**",
            "was here and there | was <- **was ** | there <- ** there**",
        ),
        (
            "**word,**next, ** spaced ** out, **propel**led and im**possible**.",
            "word,next, spaced out, propelled and impossible. | word, <- **word,** | spaced <- ** spaced ** \
             | propel <- **propel** | possible <- **possible**",
        ),
        (
            "**an **old** mill**",
            "an old mill | an old mill <- **an **old** mill**",
        ),
    ] {
        assert_eq!(read(source), expected, "{source}");
    }
    let block = only("**事。**所以*他*");
    assert_eq!(styled(&block, Style::BOLD), ["事。"]);
    assert_eq!(styled(&block, Style::ITALIC), ["他"]);
}

#[test]
fn blanks_inside_the_markers() {
    for (source, expected) in [
        ("a ** word ** b", "a word b | word <- ** word **"),
        ("** word ** b", "word b | word <- ** word **"),
        ("a ** put off **", "a put off | put off <- ** put off **"),
        ("(** word **)", "( word ) | word <- ** word **"),
        ("a **word ** b", "a word b | word <- **word **"),
        ("a ** word** b", "a word b | word <- ** word**"),
        ("a **word **next", "a word next | word <- **word **"),
        ("我 ** 谴责 ** 他", "我 谴责 他 | 谴责 <- ** 谴责 **"),
    ] {
        assert_eq!(read(source), expected, "{source}");
    }
}

#[test]
fn what_only_looks_like_it_stays() {
    for source in [
        "2 ** 3 ** 4",
        "x ** y ** z",
        "2 ** n ** k = 8",
        "3 ** apples ** each",
        "all ** apples ** 3",
        "count = ** apples ** each",
        "apples** and ** pears",
        "a ** b",
        "**",
        "x **",
        "a \\*\\*word,\\*\\*next",
        "a \\**word,**next",
        "Prices** rose in May.** See below",
        "The **word is bold and **other too",
        "a ** one two three four five six ** b",
        "**** word ****",
        "[**a](b)** c",
        "*a **b,* c**d",
        "&#42;*word,**next",
        "one **two. Three ** four",
        "a ** b and c ** d",
        "a lone ** star and ** another star **.",
    ] {
        let article = parse(source);
        assert!(
            article.blocks.iter().all(|block| block.bolds.is_empty()),
            "{source}: {:?}",
            bolds(source)
        );
    }
    assert_eq!(texts("2 ** 3 ** 4"), ["2 ** 3 ** 4"]);
    assert_eq!(texts("`**a,**b`"), ["**a,**b"]);
    assert_eq!(texts("    **a,**b"), ["**a,**b"]);
    assert_eq!(texts("* *\n* * a"), ["a"]);
    assert_eq!(texts("<p>**a,**b</p>"), ["**a,**b"]);
}

#[test]
fn bold_in_bold_is_one_span_however_typed() {
    assert_eq!(read("==one **two** three=="), "one two three | two <- **two**");
    assert_eq!(read("**==one==**"), "one | one <- **==one==**");
    assert_eq!(read("a<b>b **c,**d</b>"), "ab c,d | b c,d <- <b>b **c,**d</b>");
}

#[test]
fn half_a_megabyte_of_it_is_quick() {
    for part in [
        "** ",
        "**a,**b ",
        "**事。**所以",
        "x ** word ** y ",
        "**a **",
        "**我。**b**",
        "==a==",
    ] {
        let source = part.repeat(512 * 1024 / part.len());
        let started = std::time::Instant::now();
        let _ = parse(&source);
        let limit = if cfg!(debug_assertions) { 20 } else { 2 };
        assert!(
            started.elapsed().as_secs() < limit,
            "{part:?} took {:?}",
            started.elapsed()
        );
    }
}
