//! Links in the text: a plain click selects the word, since this is a text to be studied; the address is shown while
//! the pointer rests on it, as browsers do, `Ctrl`+click opens it, and the middle button copies its address.

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{CornerRadius, Painter, Rect, Stroke, StrokeKind, pos2, vec2};
use rust_i18n::t;

use super::layout::Page;
use crate::app::links::{self, Verdict};
use crate::app::{LinkHere, Reading};
use crate::ui::fonts;

/// The number of the footnote that an address within the article leads to.
pub(super) fn footnote(address: &str) -> Option<u32> {
    address.strip_prefix("#footnote-")?.parse().ok()
}

/// A link as a screen reader calls it: what it says and where it leads.
pub(super) fn spoken(reading: &Reading, link: &LinkHere) -> String {
    if footnote(&link.address).is_some() {
        return t!("link.spoken_footnote", text = link.text).into_owned();
    }
    if let Some(place) = reading.inside(&link.address) {
        return t!(
            "link.spoken_inside",
            text = link.text,
            name = reading.name_of_place(place)
        )
        .into_owned();
    }
    match links::judge(&link.text, &link.address) {
        Verdict::Refuse => t!("link.spoken_refused", text = link.text),
        Verdict::Open | Verdict::Ask => t!("link.spoken", text = link.text, host = links::host(&link.address)),
    }
    .into_owned()
}

/// Says in the lower left corner of the view where a link leads and what becomes of a click: its real host first, which
/// no length of the address can push out of sight.
pub(super) fn show_address(painter: &Painter, page: Page<'_>, view: Rect, link: &LinkHere) {
    if footnote(&link.address).is_some() {
        return;
    }
    let theme = page.theme;
    let small = |font| TextFormat::simple(fonts::font(12.0, font), theme.ink_second);
    let head = TextFormat::simple(fonts::font(12.0, fonts::SANS_SEMIBOLD), theme.ink);
    let mut job = LayoutJob::default();
    let readable = links::readable(&link.address);
    if let Some(place) = page.reading.inside(&link.address) {
        let name = page.reading.name_of_place(place);
        job.append(&t!("link.goes_to", name = name), 0.0, head);
    } else {
        match links::judge(&link.text, &link.address) {
            Verdict::Refuse => job.append(&t!("link.never_opened"), 0.0, head),
            Verdict::Ask => job.append(&t!("link.asks", host = links::host(&link.address)), 0.0, head),
            Verdict::Open => job.append(&links::host(&link.address), 0.0, head),
        }
        job.append(&readable, 10.0, small(fonts::SANS));
    }
    job.wrap.max_width = (view.width() * 0.8).round();
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
