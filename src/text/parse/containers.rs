//! What blocks stand in while the page is written: quotes, lists, items, footnotes.
//!
//! A stack of entries, never a recursion. Markdown closes what it opened; an HTML end tag closes only HTML above the
//! innermost container of Markdown.

use super::footnotes::Footnotes;
use super::page::Page;
use crate::text::{Frame, Marker};

const REACH: usize = 64;

#[derive(Debug)]
enum Kind {
    Quote,
    /// The number of the next item, if it is an ordered list.
    List(Option<u64>),
    Item,
    /// The number of blocks before it, its id, and the frames around its definition.
    Footnote(usize, u32, Vec<Frame>),
}

#[derive(Debug)]
struct Container {
    kind: Kind,
    markdown: bool,
    framed: bool,
}

/// The containers of HTML that an end tag can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Html {
    Quote,
    List,
    Item,
}

/// The open containers, outermost first.
#[derive(Debug, Default)]
pub(super) struct Containers {
    open: Vec<Container>,
}

impl Containers {
    pub fn open_quote(&mut self, frame: Frame, markdown: bool, page: &mut Page) {
        page.end_block();
        let framed = page.push_frame(frame);
        self.open.push(Container {
            kind: Kind::Quote,
            markdown,
            framed,
        });
    }

    pub fn open_list(&mut self, first: Option<u64>, markdown: bool, page: &mut Page) {
        page.end_block();
        self.open.push(Container {
            kind: Kind::List(first),
            markdown,
            framed: false,
        });
    }

    pub fn open_item(&mut self, markdown: bool, page: &mut Page) {
        page.end_block();
        if !markdown
            && matches!(
                self.open.last(),
                Some(Container {
                    kind: Kind::Item,
                    markdown: false,
                    ..
                })
            )
        {
            self.close_top(page);
        }
        page.marker = Some(match self.open.last_mut() {
            Some(Container {
                kind: Kind::List(Some(next)),
                ..
            }) => {
                let number = *next;
                *next = next.saturating_add(1);
                Marker::Number(number)
            }
            _ => Marker::Bullet,
        });
        let framed = page.push_frame(Frame::Item);
        self.open.push(Container {
            kind: Kind::Item,
            markdown,
            framed,
        });
    }

    /// The text of a footnote begins; it is taken to the end of the article.
    pub fn open_footnote(&mut self, footnote_id: u32, page: &mut Page) {
        page.end_block();
        let around = std::mem::replace(&mut page.frames, vec![Frame::Footnote(footnote_id)]);
        page.marker = Some(Marker::Footnote(footnote_id));
        let kind = Kind::Footnote(page.article.blocks.len(), footnote_id, around);
        self.open.push(Container {
            kind,
            markdown: true,
            framed: false,
        });
    }

    /// Closes the innermost container of Markdown and the HTML left open in it.
    pub fn close_markdown(&mut self, page: &mut Page, footnotes: &mut Footnotes) {
        page.end_block();
        while let Some(container) = self.open.pop() {
            let markdown = container.markdown;
            close(container, page, Some(footnotes));
            if markdown {
                break;
            }
        }
    }

    /// Closes a container of HTML, if one is open.
    pub fn close_html(&mut self, wanted: Html, page: &mut Page) {
        let reachable = self
            .open
            .iter()
            .rev()
            .take(REACH)
            .take_while(|container| !container.markdown);
        let depth = reachable.into_iter().position(|container| match container.kind {
            Kind::Quote => wanted == Html::Quote,
            Kind::List(_) => wanted == Html::List,
            Kind::Item => wanted == Html::Item,
            Kind::Footnote(..) => false,
        });
        for _ in 0..depth.map_or(0, |depth| depth + 1) {
            self.close_top(page);
        }
    }

    fn close_top(&mut self, page: &mut Page) {
        if let Some(container) = self.open.pop() {
            close(container, page, None);
        }
    }
}

fn close(container: Container, page: &mut Page, footnotes: Option<&mut Footnotes>) {
    page.end_block();
    if container.framed {
        page.frames.pop();
    }
    match container.kind {
        // An item without text leaves no mark on what follows.
        Kind::Item => page.marker = None,
        Kind::Footnote(blocks_before, footnote_id, around) => {
            page.marker = None;
            page.frames = around;
            if let Some(footnotes) = footnotes {
                let blocks = page.article.blocks.split_off(blocks_before);
                let trails = page.trails.split_off(blocks_before.min(page.trails.len()));
                footnotes.define(footnote_id, (blocks, trails));
            }
        }
        Kind::Quote | Kind::List(_) => {}
    }
}
