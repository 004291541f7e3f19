//! Links of the open article: where a word leads, and which places of the article itself an address means.

use super::{Reading, Selection};
use crate::text::{Block, BlockKind, ByteRange, Marker, Place, Span};

/// A link of the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkHere {
    /// Where it leads, as written.
    pub address: String,
    /// What the article says there.
    pub text: String,
    /// Where it stands in its block.
    pub range: ByteRange,
}

impl Reading {
    /// The link in which a byte of a block stands.
    #[must_use]
    pub fn link_at(&self, number: u32, byte: u32) -> Option<LinkHere> {
        let block = self.article.block(number)?;
        let here = block.spans.partition_point(|span| span.range.end <= byte);
        let span = block.spans.get(here).filter(|span| span.range.contains(byte))?;
        let address = &self.article.links.get(span.link? as usize)?.address;
        let range = whole_link(block, here)?;
        Some(LinkHere {
            address: address.to_string(),
            text: block.slice(range).to_owned(),
            range,
        })
    }

    /// The first link in what is selected.
    #[must_use]
    pub fn link_of(&self, selection: Selection) -> Option<LinkHere> {
        let block = self.article.block(selection.block)?;
        let mut spans = block.spans.iter();
        let span = spans.find(|span| span.link.is_some() && span.range.overlaps(selection.range))?;
        self.link_at(selection.block, span.range.start)
    }

    /// The place of this article that an address means: a footnote, or a heading by its name (`#the-harbour`,
    /// `#The Harbour`, `[[The Harbour]]`).
    #[must_use]
    pub fn inside(&self, address: &str) -> Option<Place> {
        let blocks = || self.article.blocks.iter().zip(0u32..);
        let start = |block| Place { block, byte: 0 };
        if let Some(number) = address
            .strip_prefix("#footnote-")
            .and_then(|number| number.parse().ok())
        {
            let wanted = Some(Marker::Footnote(number));
            return blocks()
                .find(|(block, _)| block.marker == wanted)
                .map(|(_, number)| start(number));
        }
        let name = match address.split_once('#') {
            Some(("", name)) => name,
            // Another note's heading, or another page's.
            Some(_) => return None,
            None if address.contains([':', '/', '\\']) => return None,
            None => address,
        };
        let name = percent_decoded(name);
        let wanted = slug(&name);
        if wanted.is_empty() {
            // `#` and `#top` lead to the beginning, as in a browser.
            return address.starts_with('#').then(|| start(0));
        }
        let mut seen: Vec<String> = Vec::new();
        let headings = blocks().filter(|(block, _)| matches!(block.kind, BlockKind::Heading(_)));
        for (block, number) in headings {
            // Headings of one name are told apart by numbers, from the second on.
            let own = slug(&block.text);
            let same = seen.iter().filter(|other| **other == own).count();
            let numbered = wanted
                .strip_prefix(&*own)
                .and_then(|rest| rest.strip_prefix('-'))
                .and_then(|rest| rest.parse::<usize>().ok());
            if (same == 0 && own == wanted) || (same > 0 && numbered == Some(same)) {
                return Some(start(number));
            }
            seen.push(own);
        }
        (address == "#top").then(|| start(0))
    }

    /// The name of the place of this article that an address means, for a sentence.
    #[must_use]
    pub fn name_of_place(&self, place: Place) -> String {
        let text = self.article.block(place.block).map_or("", |block| &block.text);
        super::super::format::shortened(text.lines().next().unwrap_or_default(), 60).into_owned()
    }
}

/// All spans of a link that touch each other.
fn whole_link(block: &Block, here: usize) -> Option<ByteRange> {
    let link = block.spans.get(here)?.link;
    let joined = |one: &Span, next: &Span| one.link == link && next.link == link && one.range.end == next.range.start;
    let (mut first, mut last) = (here, here);
    while first > 0 && joined(&block.spans[first - 1], &block.spans[first]) {
        first -= 1;
    }
    while block
        .spans
        .get(last + 1)
        .is_some_and(|next| joined(&block.spans[last], next))
    {
        last += 1;
    }
    Some(ByteRange::new(
        block.spans[first].range.start,
        block.spans[last].range.end,
    ))
}

/// A heading as addresses name it: small letters, digits, `-` and `_`; spaces become `-`, all else goes.
fn slug(text: &str) -> String {
    let sign = |char: char| match char {
        '-' | '_' => Some(char),
        char if char.is_whitespace() => Some('-'),
        char if char.is_alphanumeric() => Some(char),
        _ => None,
    };
    let signs = text.trim().chars().filter_map(sign);
    signs.flat_map(char::to_lowercase).collect()
}

/// `%20` and the like as the signs that they stand for; what is no UTF-8 then stays as it is.
fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|code| std::str::from_utf8(code).ok());
        let code = code.filter(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()));
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(decoded) if byte == b'%' => {
                bytes.push(decoded);
                rest = &after[2..];
            }
            _ => {
                bytes.push(byte);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::reading;
    use super::*;

    const TEXT: &str = "# The Harbour, again\n\nA [**slow** storm](https://example.org/) and a note[^1].\n\n\
        ## Notes\n\nOne.\n\n## Notes\n\nTwo.\n\n### Über die Stadt\n\n[^1]: The note.\n";

    fn block(address: &str) -> Option<String> {
        let reading = reading(TEXT);
        let place = reading.inside(address)?;
        assert_eq!(place.byte, 0);
        Some(format!("{} {}", place.block, reading.article.block(place.block)?.text))
    }

    #[test]
    fn headings_and_footnotes_are_found_by_their_names() {
        for (address, found) in [
            ("#the-harbour-again", "0 The Harbour, again"),
            ("#The Harbour, again", "0 The Harbour, again"),
            ("The Harbour, again", "0 The Harbour, again"),
            ("#notes", "2 Notes"),
            ("#notes-1", "4 Notes"),
            ("#%C3%BCber-die-stadt", "6 Über die Stadt"),
            ("#Über%20die%20Stadt", "6 Über die Stadt"),
            ("#footnote-1", "7 The note."),
            ("#", "0 The Harbour, again"),
            ("#top", "0 The Harbour, again"),
        ] {
            assert_eq!(block(address).as_deref(), Some(found), "{address}");
        }
        for address in [
            "#notes-2",
            "#notes-x",
            "#the",
            "#footnote-2",
            "other.md#notes",
            "https://example.org/#notes",
            "/notes",
            "",
            "#%ff%fe",
        ] {
            assert_eq!(block(address), None, "{address}");
        }
    }

    #[test]
    fn a_link_is_whole_whatever_looks_it_has() {
        let reading = reading(TEXT);
        let link = reading.link_at(1, 4).unwrap();
        assert_eq!((&*link.address, &*link.text), ("https://example.org/", "slow storm"));
        assert_eq!(reading.link_at(1, 8), Some(link.clone()));
        assert_eq!(reading.link_at(1, 0), None);
        let word = Selection {
            block: 1,
            range: ByteRange::new(0, 6),
        };
        assert_eq!(reading.link_of(word), Some(link));
    }

    proptest::proptest! {
        #[test]
        fn no_address_makes_it_panic(address in ".{0,40}") {
            let reading = reading(TEXT);
            let _ = (reading.inside(&address), reading.inside(&format!("#{address}")));
        }
    }
}
