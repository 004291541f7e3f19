//! Web pages, and what a browser copies of one, to Markdown.
//!
//! The conversion is htmd's; what is around it serves the learner's bold. Word processors in the browser write bold as
//! a style and wrap everything in a `<b>` that is none; editors bold the quotation mark with the word, which Markdown
//! cannot close before a letter. Layout tables become paragraphs. What is nested too deep for a recursive converter is
//! handed on as HTML, which [`crate::text::parse`] reads without recursion.

use std::borrow::Cow;
use std::rc::Rc;

use htmd::element_handler::{HandlerResult, Handlers};
use htmd::{Element, HtmlToMarkdown};

use super::layout;
use super::nesting::DEEPEST;

/// Why a clipping is not an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClippingError {
    /// There is no text in it.
    #[error("there is no text in it")]
    Empty,
}

/// Stack of the thread that converts, in bytes: the converter is recursive, and the depth of its tree is bounded.
const STACK: usize = 32 * 1024 * 1024;

/// Elements that hold no text of the article.
const SKIPPED: [&str; 12] = [
    "script", "style", "noscript", "template", "svg", "title", "button", "select", "textarea", "input", "canvas",
    "link",
];

/// Markdown closes bold behind punctuation only before a space: these go outside when they stand at an edge.
const OPENING: [char; 8] = ['“', '‘', '"', '\'', '(', '«', '…', '—'];
const CLOSING: [char; 15] = [
    '”', '’', '"', '\'', ')', '»', '.', ',', ';', ':', '!', '?', '…', '—', '–',
];

/// Markdown made of HTML: bold, italics, links, headings, lists, tables and pictures are kept, scripts and styles are
/// dropped.
///
/// # Errors
/// [`ClippingError::Empty`] when there is nothing to read in it.
pub fn from_html(html: &str) -> Result<String, ClippingError> {
    let markdown = match layout::prepare(html) {
        Some(prepared) => convert(prepared).unwrap_or_else(|| html.to_owned()),
        None => html.to_owned(),
    };
    let article = crate::text::parse(&markdown);
    if article.blocks.iter().all(|block| block.tokens.is_empty()) {
        Err(ClippingError::Empty)
    } else {
        Ok(markdown)
    }
}

/// Whether a text is HTML rather than Markdown or plain text: it begins with a tag of a page or of a copied part of one.
#[must_use]
pub fn looks_like_html(text: &str) -> bool {
    const STARTS: [&str; 14] = [
        "<!doctype",
        "<html",
        "<head",
        "<meta",
        "<body",
        "<!--startfragment",
        "<p",
        "<div",
        "<span",
        "<h1",
        "<h2",
        "<ul",
        "<table",
        "<article",
    ];
    let start: String = text
        .trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t'])
        .chars()
        .take(20)
        .collect();
    let start = start.to_ascii_lowercase();
    let is_tag = |tag: &str| {
        start
            .strip_prefix(tag)
            .is_some_and(|rest| rest.starts_with([' ', '>', '\n', '-', '/']))
    };
    STARTS.iter().any(|tag| is_tag(tag)) && text.trim_end().ends_with('>')
}

/// `None` when the converter fails; its panics end with its thread.
fn convert(html: Cow<'_, str>) -> Option<String> {
    let html = html.into_owned();
    let work = move || {
        let converter = converter();
        let tree = converter.html_to_tree(&html).ok()?;
        (depth(&tree) <= 2 * DEEPEST).then(|| converter.tree_to_markdown(&tree))
    };
    let thread = std::thread::Builder::new()
        .name("clipping".into())
        .stack_size(STACK)
        .spawn(work)
        .ok()?;
    thread.join().ok().flatten()
}

/// How deep the tree is, found without recursion.
fn depth(tree: &Rc<htmd::Node>) -> usize {
    let mut deepest = 0;
    let mut waiting = vec![(Rc::clone(tree), 1)];
    while let Some((node, depth)) = waiting.pop() {
        deepest = deepest.max(depth);
        waiting.extend(node.children.borrow().iter().map(|child| (Rc::clone(child), depth + 1)));
    }
    deepest
}

fn converter() -> HtmlToMarkdown {
    let options = htmd::options::Options {
        bullet_list_marker: htmd::options::BulletListMarker::Dash,
        ul_bullet_spacing: 1,
        ol_number_spacing: 1,
        ..htmd::options::Options::default()
    };
    HtmlToMarkdown::builder()
        .options(options)
        .skip_tags(SKIPPED.to_vec())
        .add_handler(vec!["b", "strong"], |handlers: &dyn Handlers, element: Element| {
            let content = handlers.walk_children(element.node).content;
            Some(
                if weight(&element) == Some(false) {
                    content
                } else {
                    bold(&content)
                }
                .into(),
            )
        })
        .add_handler(vec!["span", "font"], |handlers: &dyn Handlers, element: Element| {
            if weight(&element) != Some(true) {
                return handlers.fallback(element);
            }
            Some(bold(&handlers.walk_children(element.node).content).into())
        })
        .add_handler(vec!["mark"], |handlers: &dyn Handlers, element: Element| {
            let content = handlers.walk_children(element.node).content;
            Some(format!("<mark>{content}</mark>").into())
        })
        .add_handler(vec!["img"], |handlers: &dyn Handlers, element: Element| {
            let inline = attribute(&element, "src").is_none_or(|address| address.starts_with("data:"));
            if inline { None } else { handlers.fallback(element) }
        })
        .add_handler(
            vec!["video", "audio", "iframe"],
            |_: &dyn Handlers, element: Element| media(&element),
        )
        .build()
}

fn media(element: &Element) -> Option<HandlerResult> {
    let address = attribute(element, "src").filter(|address| !address.starts_with("data:"))?;
    let address = address
        .replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;");
    Some(format!("\n\n<{0} src=\"{address}\"></{0}>\n\n", element.tag).into())
}

fn attribute(element: &Element, name: &str) -> Option<String> {
    element
        .attrs
        .iter()
        .find(|attribute| &*attribute.name.local == name)
        .map(|attribute| attribute.value.to_string())
}

/// Whether the element's own style says bold, or not bold.
fn weight(element: &Element) -> Option<bool> {
    let style = attribute(element, "style")?.to_ascii_lowercase();
    let value = style
        .split(';')
        .find_map(|rule| rule.trim().strip_prefix("font-weight")?.trim().strip_prefix(':'))?;
    let value = value.trim().trim_end_matches("!important").trim();
    match value {
        "bold" | "bolder" => Some(true),
        "normal" | "lighter" | "inherit" => Some(false),
        number => number.parse::<u16>().ok().map(|weight| weight >= 600),
    }
}

/// The content in bold, each paragraph and line of it for itself.
fn bold(content: &str) -> String {
    // Bold inside bold is the same bold; stars of the text itself come escaped.
    let content = content.replace("**", "");
    let mut result = String::with_capacity(content.len() + 8);
    for part in content.split_inclusive('\n') {
        let line = part.trim_end_matches('\n');
        result.push_str(&bold_line(line));
        result.push_str(&part[line.len()..]);
    }
    result
}

fn bold_line(line: &str) -> String {
    let is_block = ["#", ">", "- ", "|", "!", "```", "<video", "<audio", "<iframe", "* *"]
        .iter()
        .any(|mark| line.trim_start().starts_with(mark));
    if is_block || !line.contains(char::is_alphanumeric) {
        return line.to_owned();
    }
    // A line with markup at its edges keeps them.
    let inner = line.trim();
    let inner = if inner.contains("](") || inner.ends_with("\\.") {
        inner
    } else {
        inner.trim_start_matches(OPENING).trim_end_matches(CLOSING).trim()
    };
    let start = line.find(inner).unwrap_or(0);
    format!("{}**{inner}**{}", &line[..start], &line[start + inner.len()..])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn markdown(html: &str) -> String {
        from_html(html).expect("an article")
    }

    #[test]
    fn what_a_browser_copies_keeps_its_bold() {
        let html = "<meta charset='utf-8'><h2>The <strong>mill</strong></h2><p>An <b>old</b> one, <a href=\"https://a.b/c?d=1&amp;e\">\
                    <i>by</i> the <b>river</b></a>.</p><ul><li>one</li><li>two</li></ul><style>p { }</style><script>x()</script>";
        let expected = "## The **mill**\n\nAn **old** one, [*by* the **river**](https://a.b/c?d=1&e).\n\n- one\n- two";
        assert_eq!(markdown(html), expected);
    }

    #[test]
    fn bold_by_style_and_bold_that_is_none() {
        assert_eq!(
            markdown("<p>A <span style=\"color: red; font-weight: 700\">word</span> here</p>"),
            "A **word** here"
        );
        assert_eq!(
            markdown("<b style='font-weight:normal' id='docs'><p>Plain <b>bold</b></p></b>"),
            "Plain **bold**"
        );
    }

    #[test]
    fn bold_with_punctuation_can_be_closed() {
        assert_eq!(
            markdown("<p>He said <b>“rebuke”</b>and left</p>"),
            "He said “**rebuke**”and left"
        );
        assert_eq!(markdown("<p><b>Hello, world!</b>Yes</p>"), "**Hello, world**!Yes");
        assert_eq!(markdown("<p>a<b> word </b>b</p>"), "a **word** b");
    }

    #[test]
    fn bold_in_bold_and_over_paragraphs() {
        assert_eq!(
            markdown("<p><b>an <strong>old</strong> mill</b></p>"),
            "**an old mill**"
        );
        assert_eq!(
            markdown("<b><p>One here</p><p>Two here</p></b>"),
            "**One here**\n\n**Two here**"
        );
    }

    #[test]
    fn videos_stay_as_cards_and_inline_pictures_go() {
        let html = "<p>Text</p><video src=\"https://a.b/v.mp4?a=1&amp;b=2\">none</video><img src='data:image/png;base64,AAAA'>";
        assert_eq!(
            markdown(html),
            "Text\n\n<video src=\"https://a.b/v.mp4?a=1&amp;b=2\"></video>"
        );
    }

    #[test]
    fn a_layout_table_is_paragraphs_and_a_data_table_a_table() {
        let layout = "<table><tr><td><p>Hello <b>there</b></p></td></tr><tr><td><p>Second</p></td></tr></table>";
        assert_eq!(markdown(layout), "Hello **there**\n\nSecond");
        let data = "<table><tr><th>Word</th><th>Gloss</th></tr><tr><td><b>mill</b></td><td>house</td></tr></table>";
        assert!(markdown(data).contains("| **mill** | house |"), "{}", markdown(data));
    }

    #[test]
    fn nothing_to_read() {
        for html in ["", "<p> </p>", "<script>x</script>", "<img src='a.png'>"] {
            assert_eq!(from_html(html), Err(ClippingError::Empty), "{html}");
        }
    }

    #[test]
    fn hostile_pages_end_in_time() {
        let started = std::time::Instant::now();
        let paragraphs = "<p>word</p>".repeat(50_000);
        let styles = (0..150).fold(String::new(), |tags, number| tags + &format!("<b class={number}>"));
        assert!(from_html(&(styles + &paragraphs)).is_ok());
        for part in [
            "<div><table><tr><td></div></table>",
            "<b><div></b>",
            "<div></x>",
            "<div>",
            "<b>",
            "<p><b a=1>",
            "<table><tr><td>",
            "<ul><li>",
            "<a href=x>",
            "<",
            "<font><p>",
        ] {
            let _ = from_html(&format!("<p>word</p>{}", part.repeat(20_000)));
        }
        assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_page_is_converted_or_refused(pieces in proptest::collection::vec(proptest::sample::select(PIECES.to_vec()), 0..40)) {
            let html = pieces.concat();
            if let Ok(markdown) = from_html(&html) {
                prop_assert!(!crate::text::parse(&markdown).blocks.is_empty());
            }
        }
    }

    const PIECES: [&str; 36] = [
        "<p>",
        "</p>",
        "word",
        "<b>",
        "</b>",
        "“",
        "”",
        " ",
        "\n\n",
        "<table>",
        "<tr>",
        "<td>",
        "<th>",
        "</table>",
        "<ul>",
        "<li>",
        "</ul>",
        "<a href='x y'>",
        "</a>",
        "<img src=a alt='b]'>",
        "<pre>",
        "</pre>",
        "<?x ?>",
        "<!--",
        "-->",
        "&amp;",
        "é",
        "<span style='font-weight: 700'>",
        "</span>",
        "<h2>",
        "</h2>",
        "<br>",
        "*",
        "<video src=v>",
        "<mark>",
        "<",
    ];

    #[test]
    fn deep_pages_are_converted_up_to_the_limit() {
        let nested = |depth: usize| format!("{}word{}", "<div>".repeat(depth), "</div>".repeat(depth));
        assert_eq!(markdown(&nested(DEEPEST)), "word");
        assert!(
            markdown(&nested(DEEPEST + 1)).starts_with("<div>"),
            "left to the parser"
        );
    }

    #[test]
    fn html_is_told_from_markdown() {
        for html in [
            "<!DOCTYPE html><p>x</p>",
            "  <div class='a'>x</div>\n",
            "<meta charset=utf-8><b>x</b>",
        ] {
            assert!(looks_like_html(html), "{html}");
        }
        for text in ["# Mill", "a < b > c", "<https://a.b>", "**<p>**", "<pain> text"] {
            assert!(!looks_like_html(text), "{text}");
        }
    }
}
