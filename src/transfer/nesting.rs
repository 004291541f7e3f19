//! How large and how deep the tree of a page can become, judged from its tags alone.
//!
//! A browser's rules for broken HTML let few bytes make a large tree: an end tag that is ignored leaves its element
//! open, and open elements like `<b>` are made again in every paragraph. The estimate is never too low, as far as these
//! rules are known; a page that it wrongly refuses is read in another way and loses little.

use std::collections::HashSet;

/// Deepest nesting that is converted.
pub(super) const DEEPEST: usize = 200;

/// Largest tree that is converted, in nodes.
const MOST_NODES: usize = 3_000_000;

/// The open elements of a page while its tags are read.
#[derive(Debug, Default)]
pub(super) struct Nesting<'a> {
    open: Vec<String>,
    pieces: usize,
    /// Elements that are made again, by their whole tag: three of each may be open at once.
    again: HashSet<&'a str>,
}

impl<'a> Nesting<'a> {
    /// A text, comment or other piece.
    pub fn piece(&mut self) {
        self.pieces += 1;
    }

    /// A start tag; `whole` is all of it.
    pub fn open(&mut self, name: &str, whole: &'a str) {
        if is_void(name) {
            return;
        }
        if is_formatting(name) && name != "a" {
            self.again.insert(whole);
        }
        self.open.push(name.to_owned());
    }

    /// An end tag. It closes its element only where no rule can make a browser ignore it.
    pub fn close(&mut self, name: &str) {
        if is_formatting(name) {
            let reachable = self.open.iter().rev().take_while(|open| !is_wall(open));
            if let Some(depth) = reachable.into_iter().position(|open| open == name) {
                self.open.remove(self.open.len() - 1 - depth);
            }
            return;
        }
        let may_end = |open: &&String| is_formatting(open) || (is_implied(open) && *open != name);
        let depth = self.open.iter().rev().take_while(may_end).count();
        if let Some(at) = self
            .open
            .len()
            .checked_sub(depth + 1)
            .filter(|&at| self.open[at] == name)
        {
            self.open.truncate(at);
        }
    }

    /// Whether the page can be converted so far.
    pub fn is_bearable(&self) -> bool {
        self.open.len() <= DEEPEST && self.pieces.saturating_mul(1 + 3 * self.again.len()) <= MOST_NODES
    }
}

/// Elements without an end.
fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Elements that are made again when their parent ends before them.
fn is_formatting(name: &str) -> bool {
    matches!(
        name,
        "a" | "b" | "big" | "code" | "em" | "font" | "i" | "nobr" | "s" | "small" | "strike" | "strong" | "tt" | "u"
    )
}

/// Elements whose end may be left out.
fn is_implied(name: &str) -> bool {
    matches!(
        name,
        "p" | "li"
            | "dt"
            | "dd"
            | "option"
            | "tbody"
            | "thead"
            | "tfoot"
            | "tr"
            | "td"
            | "th"
            | "colgroup"
            | "html"
            | "body"
    )
}

/// Elements behind which an end tag is not seen.
fn is_wall(name: &str) -> bool {
    matches!(
        name,
        "table" | "td" | "th" | "caption" | "object" | "template" | "svg" | "math" | "marquee" | "applet" | "button"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bears(tags: &str, times: usize) -> bool {
        let mut nesting = Nesting::default();
        for _ in 0..times {
            for tag in tags.split(' ') {
                match tag.strip_prefix('/') {
                    Some(name) => nesting.close(name),
                    None => nesting.open(tag, tag),
                }
                nesting.piece();
            }
        }
        nesting.is_bearable()
    }

    #[test]
    fn what_ends_properly_or_may_be_left_open_is_bearable() {
        for tags in [
            "div p b /b /p /div",
            "ul li li b /b li /ul",
            "table tr td p td /table",
            "img br",
            "p a /a /p",
        ] {
            assert!(bears(tags, 1000), "{tags}");
        }
    }

    #[test]
    fn end_tags_that_a_browser_ignores_close_nothing() {
        let hostile = [
            "div",
            "div /span",
            "b",
            "div table tr td /div /td /tr /table",
            "b div /b",
            "li ul /li",
            "b table tr td /b /table",
            "svg foreignobject div /svg",
        ];
        for tags in hostile {
            assert!(!bears(tags, 1000), "{tags}");
        }
    }
}
