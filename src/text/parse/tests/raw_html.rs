use super::*;

#[test]
fn raw_html_is_read_and_not_run() {
    let source = "<div>\n<h2>The <b>Mill</b></h2>\n<p>One &mdash; <i>two</i><br>three<br><br>four</p>\n<script>alert('x')</script>\n\
                  <style>p { color: red }\n\nb { }</style>\n<!-- no -->\n<ul><li>a<li>b</ul><hr>\n</div>\n\nEnd";
    assert_eq!(
        texts(source),
        ["The Mill", "One — two\nthree", "four", "a", "b", "", "End"]
    );
    assert_eq!(bolds(source), ["Mill <- <b>Mill</b>"]);
    assert_eq!(parse(source).blocks[0].kind, BlockKind::Heading(2));
}

#[test]
fn a_newsletter_of_tables_is_paragraphs() {
    let source = "<!doctype html><html><head><title>T</title><style>.a { }</style></head><body>\n\
                  <div style=\"display: none\">Preview&zwnj;</div>\n<table><tr>\n\n    <td><p>Dear <strong>reader</strong>,</p>\n\n\
                  \x20   <p>the mill is\n    <a href=\"https://a.b\">open</a>.</p></td></tr></table>\n\
                  <img src=\"https://t.co/p.gif\" width=\"1\" height=\"1\"></body></html>";
    for start in ["", "Hello\n\n"] {
        let found = texts(&format!("{start}{source}"));
        let rest = if start.is_empty() { &found[..] } else { &found[1..] };
        assert_eq!(rest, ["Dear reader,", "the mill is open."], "{start:?}");
    }
    assert_eq!(bolds(source), ["reader <- <strong>reader</strong>"]);
}

#[test]
fn media_of_html() {
    let article = parse(
        "<video><source src=\"v.mp4\">No video here</video>\n\n<iframe src='https://y.z/e?a&amp;b'></iframe>\n\ntext <img src=p.png alt=\"A mill\"> more",
    );
    let found: Vec<_> = article
        .blocks
        .iter()
        .map(|block| match &block.kind {
            BlockKind::Media { kind, address } => format!("{kind:?} {address} {}", block.text),
            _ => block.text.to_string(),
        })
        .collect();
    assert_eq!(
        found,
        [
            "Video v.mp4 ",
            "Embed https://y.z/e?a&b ",
            "text",
            "Picture p.png A mill",
            "more"
        ]
    );
}

#[test]
fn what_is_left_open_ends_with_its_block() {
    let article = parse("An <b>open tag\n\nand **more** <style>not hidden\n\n<video src=x>seen");
    let all: Vec<_> = article
        .blocks
        .iter()
        .map(|block| (&*block.text, block.bolds.len()))
        .collect();
    assert_eq!(
        all,
        [("An open tag", 1), ("and more not hidden", 1), ("", 0), ("seen", 0)]
    );
}

#[test]
fn markdown_between_tags_is_markdown() {
    let source =
        "<!DOCTYPE html>\n<!-- **hidden** -->\n<p>One <b>two</b></p>\n\nIn plain text, **three**.\n\n<div>four</div>";
    assert_eq!(texts(source), ["One two", "In plain text, three.", "four"]);
    assert_eq!(bolds(source), ["two <- <b>two</b>", "three <- **three**"]);
}

#[test]
fn a_comment_over_blank_lines_is_hidden() {
    assert_eq!(
        texts("<div>one\n<!-- a\n\n**b** <p>\n\n    c -->\n</div>\n\ntwo"),
        ["one", "two"]
    );
    assert_eq!(texts("<div>one\n<!-- a\n\nb"), ["one <!-- a", "b"]);
}
