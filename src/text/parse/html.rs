//! A tokenizer for the HTML that is found inside Markdown: tags, text, entities.
//!
//! It builds no tree and runs nothing. Each byte is looked at a bounded number of times, whatever the input: a tag that
//! never ends is text, and quotes that never end are not honoured for the rest of the source.

use std::ops::Range;

/// A piece of HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    /// Text, entities not yet decoded.
    Text(&'a str),
    /// A start tag.
    Open(Tag<'a>),
    /// An end tag.
    Close(&'a str),
    /// A comment, a declaration, a processing instruction.
    Nothing,
}

/// A start tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tag<'a> {
    /// As written, in any case.
    pub name: &'a str,
    attributes: &'a str,
}

/// Pieces of HTML with the bytes they were read from.
#[derive(Debug)]
pub(crate) struct Tokenizer<'a> {
    html: &'a str,
    at: usize,
    quotes: bool,
    comments: bool,
    last_close: usize,
}

impl<'a> Tokenizer<'a> {
    pub fn new(html: &'a str) -> Self {
        Self {
            html,
            at: 0,
            quotes: true,
            comments: true,
            last_close: html.rfind('>').map_or(0, |at| at + 1),
        }
    }

    fn markup(&mut self) -> Option<(Piece<'a>, usize)> {
        let rest = self.html.get(self.at..self.last_close)?;
        let mut bytes = rest.bytes().skip(1);
        match bytes.next()? {
            b'!' if rest.starts_with("<!--") && self.comments => {
                let end = rest.find("-->");
                self.comments = end.is_some();
                Some((Piece::Nothing, self.at + end? + 3))
            }
            b'!' | b'?' => Some((Piece::Nothing, self.at + rest.find('>')? + 1)),
            b'/' if bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic()) => {
                let end = rest.find('>')?;
                Some((Piece::Close(name_of(&rest[2..end])), self.at + end + 1))
            }
            first if first.is_ascii_alphabetic() => {
                let end = self.tag_end(rest)?;
                let inner = rest[1..end].trim_end_matches('/');
                let name = name_of(inner);
                Some((
                    Piece::Open(Tag {
                        name,
                        attributes: &inner[name.len()..],
                    }),
                    self.at + end + 1,
                ))
            }
            _ => None,
        }
    }

    /// The place of the `>` that ends the tag at the beginning of `rest`.
    fn tag_end(&mut self, rest: &str) -> Option<usize> {
        if self.quotes {
            let mut quote = None;
            for (at, byte) in rest.bytes().enumerate().skip(1) {
                match (quote, byte) {
                    (None, b'>') => return Some(at),
                    (None, b'<') => return None,
                    (None, b'"' | b'\'') if rest.as_bytes()[at - 1] == b'=' || rest.as_bytes()[at - 1] == b' ' => {
                        quote = Some(byte);
                    }
                    (Some(open), _) if open == byte => quote = None,
                    _ => {}
                }
            }
            self.quotes = false;
        }
        let at = rest[1..].find(['<', '>'])? + 1;
        (rest.as_bytes()[at] == b'>').then_some(at)
    }
}

impl<'a> Iterator for Tokenizer<'a> {
    type Item = (Piece<'a>, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.at;
        if start >= self.html.len() {
            return None;
        }
        if self.html.as_bytes()[start] == b'<'
            && let Some((piece, end)) = self.markup()
        {
            self.at = end;
            return Some((piece, start..end));
        }
        let length = self.html.as_bytes()[start + 1..].iter().position(|&byte| byte == b'<');
        let end = length.map_or(self.html.len(), |length| start + 1 + length);
        self.at = end;
        Some((Piece::Text(&self.html[start..end]), start..end))
    }
}

impl Tag<'_> {
    /// The value of an attribute, entities decoded; empty for one without value.
    pub fn attribute(&self, wanted: &str) -> Option<String> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|char: char| char.is_ascii_whitespace() || char == '/');
            if rest.is_empty() {
                return None;
            }
            let ends_name = |&(at, char): &(usize, char)| at > 0 && (char.is_ascii_whitespace() || char == '=');
            let length = rest.char_indices().find(ends_name).map_or(rest.len(), |(at, _)| at);
            let name = &rest[..length];
            rest = rest[length..].trim_start();
            let mut value = "";
            if let Some(after) = rest.strip_prefix('=') {
                (value, rest) = attribute_value(after.trim_start());
            }
            if name.eq_ignore_ascii_case(wanted) {
                let mut decoded = String::new();
                decode(value, &mut decoded);
                return Some(decoded);
            }
        }
    }

    /// Whether the tag's style or a `hidden` attribute takes it off the page.
    pub fn is_hidden(&self) -> bool {
        let style = self
            .attribute("style")
            .unwrap_or_default()
            .to_ascii_lowercase()
            .replace(' ', "");
        style.contains("display:none") || style.contains("mso-hide:all")
    }
}

fn attribute_value(rest: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(inner) = rest.strip_prefix(quote) {
            return inner.split_once(quote).unwrap_or((inner, ""));
        }
    }
    let end = rest.find(|char: char| char.is_ascii_whitespace()).unwrap_or(rest.len());
    rest.split_at(end)
}

fn name_of(inner: &str) -> &str {
    let end = inner
        .find(|char: char| char.is_ascii_whitespace() || matches!(char, '/' | '>'))
        .unwrap_or(inner.len());
    &inner[..end]
}

/// Adds text to `output` with its entities decoded.
pub(crate) fn decode(text: &str, output: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        output.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(34).position(|byte| byte == b';');
        if let Some(end) = end
            && decode_entity(&rest[..=end], output)
        {
            rest = &rest[end + 1..];
        } else {
            output.push('&');
            rest = &rest[1..];
        }
    }
    output.push_str(rest);
}

fn decode_entity(entity: &str, output: &mut String) -> bool {
    let common = match entity {
        "&nbsp;" => "\u{a0}",
        "&amp;" => "&",
        "&lt;" => "<",
        "&gt;" => ">",
        "&quot;" => "\"",
        "&rsquo;" => "’",
        "&mdash;" => "—",
        _ => "",
    };
    if !common.is_empty() {
        output.push_str(common);
        return true;
    }
    let name = &entity[1..entity.len() - 1];
    if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#') {
        return false;
    }
    // The Markdown parser knows all the names of HTML: a text of one entity gives its value.
    let mut parser = pulldown_cmark::Parser::new(entity).filter_map(|event| match event {
        pulldown_cmark::Event::Text(text) => Some(text),
        _ => None,
    });
    match parser.next() {
        Some(value) if value.as_ref() != entity && value.as_ref() != "&" => {
            output.push_str(&value);
            true
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(html: &str) -> Vec<Piece<'_>> {
        Tokenizer::new(html).map(|(piece, _)| piece).collect()
    }

    #[test]
    fn tags_text_and_comments() {
        let found = pieces("a<b class=\"x>y\">c</B ><!-- <i> --><br/>");
        assert!(matches!(found[0], Piece::Text("a")));
        assert!(matches!(found[1], Piece::Open(Tag { name: "b", .. })));
        assert!(matches!(found[3], Piece::Close("B")));
        assert!(matches!(found[4], Piece::Nothing));
        assert!(matches!(found[5], Piece::Open(Tag { name: "br", .. })));
        assert_eq!(found.len(), 6);
    }

    #[test]
    fn what_is_no_tag_is_text() {
        assert_eq!(pieces("1 < 2"), [Piece::Text("1 "), Piece::Text("< 2")]);
        assert_eq!(pieces("<b"), [Piece::Text("<b")]);
        assert_eq!(pieces("“x”<é"), [Piece::Text("“x”"), Piece::Text("<é")]);
        assert_eq!(pieces("<3 <"), [Piece::Text("<3 "), Piece::Text("<")]);
    }

    #[test]
    fn attributes() {
        let found = pieces("<img SRC=a.png alt='the &quot;old&quot; mill' hidden>");
        let Piece::Open(tag) = found[0] else {
            panic!("{found:?}")
        };
        assert_eq!(tag.attribute("src").as_deref(), Some("a.png"));
        assert_eq!(tag.attribute("alt").as_deref(), Some("the \"old\" mill"));
        assert_eq!(tag.attribute("hidden").as_deref(), Some(""));
        assert_eq!(tag.attribute("width"), None);
    }

    #[test]
    fn entities() {
        let mut text = String::new();
        decode("&lsquo;x&rsquo; &#8212;&#x41; &eacute; &bogus; & &;", &mut text);
        assert_eq!(text, "‘x’ —A é &bogus; & &;");
    }

    #[test]
    fn hostile_tags_take_linear_time() {
        let started = std::time::Instant::now();
        for part in ["<", "<a ", "<a \"", "<!--", "</", "<a b=\">", "&"] {
            let html = part.repeat(200_000);
            assert!(Tokenizer::new(&html).count() > 0);
            decode(&html, &mut String::new());
        }
        assert!(started.elapsed().as_secs() < 5, "{:?}", started.elapsed());
    }
}
