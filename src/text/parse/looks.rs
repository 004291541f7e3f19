//! The inline elements that are open at a point of the source: what the next piece of text looks like, and where the
//! bold span around it began.
//!
//! Elements of Markdown nest by construction; those of raw HTML come as they please. So an HTML end tag closes what is
//! above its start tag, never an element of Markdown, and an unclosed one ends with its block.

use super::draft::{Draft, Look};
use crate::text::{Bold, ByteRange, Style};

/// How far down an end tag looks for its start tag.
const REACH: usize = 64;

/// An element that changes how text looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inline {
    Style(Style),
    /// Bold between `**`.
    Stars,
    /// Number in the article's links.
    Link(u32),
}

#[derive(Clone, Copy, Debug)]
struct Open {
    inline: Inline,
    markdown: bool,
    before: Look,
    /// Its own number; of [`Inline::Stars`] that of the element around it.
    zone: u32,
}

/// The stack of open inline elements.
#[derive(Debug, Default)]
pub(super) struct Looks {
    open: Vec<Open>,
    pub look: Look,
    /// The outermost bold element: where its text begins in the draft, and where it begins in the source.
    bold: Option<(u32, u32)>,
    zones: u32,
}

impl Looks {
    /// Opens an element that begins at byte `source` of the source.
    pub fn open(&mut self, inline: Inline, markdown: bool, source: u32, draft: &Draft) {
        let mut zone = self.zone();
        if inline != Inline::Stars {
            self.zones += 1;
            zone = self.zones;
        }
        self.open.push(Open {
            inline,
            markdown,
            before: self.look,
            zone,
        });
        let style = match inline {
            Inline::Style(style) => style,
            Inline::Stars => Style::BOLD,
            Inline::Link(link) => {
                self.look.link = Some(link);
                return;
            }
        };
        if style.has(Style::BOLD) && !self.look.style.has(Style::BOLD) {
            self.bold = Some((draft.len(), source));
        }
        self.look.style = self.look.style.with(style);
    }

    /// A number for the innermost open element, bold between `**` left out: only `**` with the same number can be the
    /// two edges of bold.
    pub fn zone(&self) -> u32 {
        self.open.last().map_or(0, |open| open.zone)
    }

    /// Closes the innermost element of Markdown; `source` is the byte behind its end.
    pub fn close_markdown(&mut self, source: u32, draft: &mut Draft) {
        if let Some(index) = self.open.iter().rposition(|open| open.markdown) {
            self.truncate(index, source, draft);
        }
    }

    /// Closes an element of raw HTML, if one like it is open.
    pub fn close_html(&mut self, is_it: impl Fn(Inline) -> bool, source: u32, draft: &mut Draft) {
        let reachable = self
            .open
            .iter()
            .enumerate()
            .rev()
            .take(REACH)
            .take_while(|(_, open)| !open.markdown);
        let index = reachable
            .into_iter()
            .find(|(_, open)| is_it(open.inline))
            .map(|(index, _)| index);
        if let Some(index) = index {
            self.truncate(index, source, draft);
        }
    }

    /// Closes everything; the block is over.
    pub fn close_all(&mut self, source: u32, draft: &mut Draft) {
        self.truncate(0, source, draft);
    }

    /// The draft ends here while elements stay open: its part of the bold span is written down, and the next part
    /// begins with the next draft.
    pub fn split(&mut self, source: u32, draft: &mut Draft) {
        if let Some((start, from)) = self.bold {
            end_bold(start, from, source, draft);
            self.bold = Some((0, source));
        }
    }

    /// The draft's text was shortened; a bold span does not begin behind its end.
    pub fn shortened(&mut self, draft: &Draft) {
        if let Some((start, _)) = &mut self.bold {
            *start = (*start).min(draft.len());
        }
    }

    fn truncate(&mut self, index: usize, source: u32, draft: &mut Draft) {
        let Some(open) = self.open.get(index) else { return };
        let was_bold = self.look.style.has(Style::BOLD);
        self.look = open.before;
        self.open.truncate(index);
        if was_bold
            && !self.look.style.has(Style::BOLD)
            && let Some((start, from)) = self.bold.take()
        {
            end_bold(start, from, source, draft);
        }
    }
}

fn end_bold(start: u32, from: u32, source: u32, draft: &mut Draft) {
    let range = ByteRange::new(start, draft.len());
    if !range.is_empty() && from < source {
        draft.bolds.push(Bold {
            range,
            source: ByteRange::new(from, source),
        });
    }
}
