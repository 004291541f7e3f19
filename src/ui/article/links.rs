//! Links in the text: a plain click selects the word, since this is a text to be studied; the address is shown while
//! the pointer rests on it, as browsers do, and `Ctrl`+click opens it.

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{CornerRadius, Painter, Rect, Stroke, StrokeKind, pos2, vec2};

use crate::app::{Reading, links};
use crate::text::{ByteRange, Span};
use crate::ui::fonts;
use crate::ui::theme::Theme;

/// The address of the link in which a byte of a block stands.
pub(super) fn at(reading: &Reading, block: u32, byte: u32) -> Option<&str> {
    let block = reading.article.block(block)?;
    let span = block
        .spans
        .get(block.spans.partition_point(|span| span.range.end <= byte))?;
    let link = span.link.filter(|_| span.range.contains(byte))?;
    reading.article.links.get(link as usize).map(|link| &*link.address)
}

/// What the article says where that link stands: all spans of it that touch each other.
pub(super) fn text(reading: &Reading, block: u32, byte: u32) -> String {
    let Some(block) = reading.article.block(block) else {
        return String::new();
    };
    let here = block.spans.partition_point(|span| span.range.end <= byte);
    let Some(link) = block.spans.get(here).and_then(|span| span.link) else {
        return String::new();
    };
    let joined = |one: &Span, next: &Span| next.link == Some(link) && one.range.end == next.range.start;
    let (mut first, mut last) = (here, here);
    while first > 0 && block.spans[first - 1].link == Some(link) && joined(&block.spans[first - 1], &block.spans[first])
    {
        first -= 1;
    }
    while block
        .spans
        .get(last + 1)
        .is_some_and(|next| joined(&block.spans[last], next))
    {
        last += 1;
    }
    let range = ByteRange::new(block.spans[first].range.start, block.spans[last].range.end);
    block.slice(range).to_owned()
}

/// The number of the footnote that an address within the article leads to.
pub(super) fn footnote(address: &str) -> Option<u32> {
    address.strip_prefix("#footnote-")?.parse().ok()
}

/// Shows an address in the lower left corner of the view.
pub(super) fn show_address(painter: &Painter, theme: &Theme, view: Rect, address: &str) {
    if footnote(address).is_some() {
        return;
    }
    let format = TextFormat::simple(fonts::font(12.0, fonts::SANS), theme.ink_second);
    let mut job = LayoutJob::single_section(links::readable(address), format);
    job.wrap.max_width = (view.width() * 0.7).round();
    job.wrap.max_rows = 1;
    job.wrap.break_anywhere = true;
    job.break_on_newline = false;
    let galley = painter.layout_job(job);
    let size = galley.size() + vec2(16.0, 10.0);
    let rect = Rect::from_min_max(
        pos2(view.left(), view.bottom() - size.y),
        pos2(view.left() + size.x, view.bottom()),
    );
    let corners = CornerRadius {
        ne: 6,
        ..CornerRadius::ZERO
    };
    painter.rect(
        rect,
        corners,
        theme.panel,
        Stroke::new(1.0, theme.line),
        StrokeKind::Inside,
    );
    painter.galley(rect.min + vec2(8.0, 5.0), galley, theme.ink_second);
}
