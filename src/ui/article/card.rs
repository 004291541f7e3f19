//! Cards for pictures and other media: they say what there would be and where from. Nothing is fetched for one.

use eframe::egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, pos2, vec2};
use rust_i18n::t;

use crate::app::{format, links};
use crate::text::MediaKind;
use crate::ui::theme::Theme;

/// `Remote picture · images.example.org`; of a file only what it is, or also its name.
pub(super) fn origin(kind: MediaKind, address: &str, names_file: bool) -> String {
    let host = host(address);
    let kind = match (kind, host) {
        (MediaKind::Picture, None) => t!("article.picture"),
        (MediaKind::Picture, Some(_)) => t!("article.remote_picture"),
        (MediaKind::Video, None) => t!("article.video"),
        (MediaKind::Video, Some(_)) => t!("article.remote_video"),
        (MediaKind::Audio, None) => t!("article.audio"),
        (MediaKind::Audio, Some(_)) => t!("article.remote_audio"),
        (MediaKind::Embed, _) => t!("article.embed"),
    };
    let is_inline = address
        .get(..5)
        .is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"));
    match host {
        Some(host) => t!("article.media_from", kind = kind, host = host).into_owned(),
        None if names_file && !is_inline => {
            let file = links::readable(address.rsplit(['/', '\\']).next().unwrap_or_default());
            t!("article.media_from", kind = kind, host = format::shortened(&file, 48)).into_owned()
        }
        None => kind.into_owned(),
    }
}

/// The host of an address in the net; `None` for files and data.
fn host(address: &str) -> Option<&str> {
    let lower = address.get(..8).unwrap_or(address).to_ascii_lowercase();
    let rest = if lower.starts_with("https://") || lower.starts_with("http://") || lower.starts_with("//") {
        address.split_once("//")?.1
    } else {
        return None;
    };
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.rsplit('@').next()?.split(':').next()?;
    Some(host.strip_prefix("www.").unwrap_or(host)).filter(|host| !host.is_empty())
}

/// Paints a card with the icon of its kind.
pub(super) fn paint(painter: &Painter, theme: &Theme, rect: Rect, kind: MediaKind, em: f32) {
    painter.rect_filled(rect, 8.0, theme.panel);
    let border = Stroke::new(1.0, theme.line.lerp_to_gamma(theme.ink_third, 0.25));
    painter.extend(Shape::dashed_line(&outline(rect.shrink(0.5), 8.0), border, 3.5, 3.0));
    let side = 1.0 * em;
    let icon = Rect::from_center_size(
        pos2(rect.left() + 1.5 * em, rect.center().y),
        vec2(side * 1.05, side * 0.9),
    );
    icon_of(painter, kind, icon, theme.ink_third);
}

/// The outline of a rounded rectangle as points.
fn outline(rect: Rect, radius: f32) -> Vec<Pos2> {
    use std::f32::consts::FRAC_PI_2;
    let inner = rect.shrink(radius);
    let corners = [
        inner.right_bottom(),
        inner.left_bottom(),
        inner.left_top(),
        inner.right_top(),
    ];
    let mut points = Vec::with_capacity(25);
    for (start, corner) in [0.0, 1.0, 2.0, 3.0].into_iter().zip(corners) {
        for step in [0.0, 0.2, 0.4, 0.6, 0.8, 1.0] {
            let angle = (start + step) * FRAC_PI_2;
            points.push(corner + radius * vec2(angle.cos(), angle.sin()));
        }
    }
    points.extend(points.first().copied());
    points
}

fn icon_of(painter: &Painter, kind: MediaKind, rect: Rect, color: Color32) {
    let stroke = Stroke::new(1.4, color);
    let at = |x: f32, y: f32| rect.lerp_inside(vec2(x, y));
    painter.rect_stroke(rect, 3.0, stroke, StrokeKind::Inside);
    match kind {
        MediaKind::Picture => {
            painter.line(
                vec![
                    at(0.08, 0.82),
                    at(0.36, 0.48),
                    at(0.56, 0.7),
                    at(0.7, 0.56),
                    at(0.92, 0.8),
                ],
                stroke,
            );
            painter.circle_stroke(at(0.7, 0.3), rect.height() * 0.08, stroke);
        }
        MediaKind::Video => {
            let triangle = vec![at(0.4, 0.28), at(0.68, 0.5), at(0.4, 0.72)];
            painter.add(Shape::convex_polygon(triangle, color, Stroke::NONE));
        }
        MediaKind::Audio => {
            for (x, half) in [(0.28, 0.12), (0.43, 0.26), (0.57, 0.18), (0.72, 0.3)] {
                painter.line_segment([at(x, 0.5 - half), at(x, 0.5 + half)], stroke);
            }
        }
        MediaKind::Embed => {
            painter.line(vec![at(0.38, 0.32), at(0.22, 0.5), at(0.38, 0.68)], stroke);
            painter.line(vec![at(0.62, 0.32), at(0.78, 0.5), at(0.62, 0.68)], stroke);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_named_without_what_nobody_reads() {
        for (address, expected) in [
            ("https://images.example.org/a.jpg?w=1", Some("images.example.org")),
            ("HTTP://www.example.org:8080", Some("example.org")),
            ("//cdn.example.org/x", Some("cdn.example.org")),
            ("https://user:word@example.org/", Some("example.org")),
            ("pictures/a.jpg", None),
            ("data:image/png;base64,AAAA", None),
            ("https://", None),
            ("é", None),
        ] {
            assert_eq!(host(address), expected, "{address}");
        }
    }

    #[test]
    fn a_card_says_what_and_where_from() {
        assert_eq!(
            origin(MediaKind::Picture, "https://example.org/a.png", false),
            "Remote picture · example.org"
        );
        assert_eq!(origin(MediaKind::Picture, "a.png", false), "Picture");
        assert_eq!(origin(MediaKind::Picture, "img/a.png", true), "Picture · a.png");
        assert_eq!(
            origin(MediaKind::Picture, "data:image/png;base64,AA/A", true),
            "Picture"
        );
        assert_eq!(
            origin(MediaKind::Video, "https://example.org/", true),
            "Remote video · example.org"
        );
    }
}
