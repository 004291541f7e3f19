//! Icons, drawn with the painter: lines of one width in a square of 18 points.

use eframe::egui::{Color32, Painter, Pos2, Rect, Stroke, StrokeKind, pos2, vec2};

/// What an icon shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// Books on a shelf.
    Library,
    /// An open book.
    Read,
    /// A sheet with writing and a folded corner.
    Notes,
    /// Two cards, one behind the other.
    Review,
    /// Bars on a ground line.
    Progress,
    /// Three lines.
    Menu,
    /// Two sliders.
    Settings,
    /// Three dots.
    More,
    /// A cross.
    Close,
    /// An arrow head up.
    Up,
    /// An arrow head down.
    Down,
}

/// Draws an icon around a point.
pub fn paint(painter: &Painter, icon: Icon, center: Pos2, color: Color32) {
    let stroke = Stroke::new(1.5, color);
    let at = |x: f32, y: f32| center + vec2(x, y);
    let line = |points: &[(f32, f32)]| {
        painter.line(points.iter().map(|&(x, y)| at(x, y)).collect(), stroke);
    };
    match icon {
        Icon::Library => {
            for x in [-7.0, -2.5, 2.0] {
                let rect = Rect::from_min_size(at(x, -7.5), vec2(4.5, 15.0));
                painter.rect_stroke(rect, 1.0, stroke, StrokeKind::Middle);
            }
            line(&[(-7.0, 4.0), (6.5, 4.0)]);
        }
        Icon::Read => {
            line(&[
                (0.0, -5.0),
                (-3.0, -6.5),
                (-8.0, -6.5),
                (-8.0, 5.5),
                (-3.0, 5.5),
                (0.0, 7.0),
            ]);
            line(&[
                (0.0, -5.0),
                (3.0, -6.5),
                (8.0, -6.5),
                (8.0, 5.5),
                (3.0, 5.5),
                (0.0, 7.0),
            ]);
            line(&[(0.0, -5.0), (0.0, 7.0)]);
        }
        Icon::Notes => {
            line(&[
                (2.0, 7.0),
                (-7.0, 7.0),
                (-7.0, -7.0),
                (7.0, -7.0),
                (7.0, 2.0),
                (2.0, 7.0),
                (2.0, 2.0),
                (7.0, 2.0),
            ]);
            line(&[(-3.5, -2.5), (3.5, -2.5)]);
            line(&[(-3.5, 1.5), (-0.5, 1.5)]);
        }
        Icon::Review => {
            let rect = Rect::from_min_size(at(-7.0, -4.0), vec2(11.0, 11.0));
            painter.rect_stroke(rect, 1.5, stroke, StrokeKind::Middle);
            line(&[(-3.5, -7.0), (7.0, -7.0), (7.0, 4.0)]);
        }
        Icon::Progress => {
            line(&[(-7.5, -7.0), (-7.5, 7.0), (7.5, 7.0)]);
            for (x, top) in [(-3.5, 1.0), (0.5, -3.0), (4.5, -0.5)] {
                line(&[(x, 4.0), (x, top)]);
            }
        }
        Icon::Menu => {
            for y in [-5.0, 0.0, 5.0] {
                line(&[(-7.0, y), (7.0, y)]);
            }
        }
        Icon::Settings => {
            for (y, knob) in [(-3.5, 2.5), (3.5, -2.5)] {
                line(&[(-7.5, y), (knob - 2.2, y)]);
                line(&[(knob + 2.2, y), (7.5, y)]);
                painter.circle_stroke(at(knob, y), 2.2, stroke);
            }
        }
        Icon::More => {
            for x in [-5.0, 0.0, 5.0] {
                painter.circle_filled(at(x, 0.0), 1.4, color);
            }
        }
        Icon::Up => line(&[(-4.5, 2.5), (0.0, -2.5), (4.5, 2.5)]),
        Icon::Down => line(&[(-4.5, -2.5), (0.0, 2.5), (4.5, -2.5)]),
        Icon::Close => {
            line(&[(-4.0, -4.0), (4.0, 4.0)]);
            line(&[(4.0, -4.0), (-4.0, 4.0)]);
        }
    }
}

/// How full the dot of a status is, or that it is another mark.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum StatusMark {
    /// A dot filled by so many quarters.
    Quarters(u8),
    /// A ring: known.
    Ring,
    /// A dash: ignored.
    Dash,
    /// A faint ring: no status.
    Faint,
}

/// Draws the mark of a status in a list.
pub fn paint_status(painter: &Painter, mark: StatusMark, center: Pos2, color: Color32) {
    const RADIUS: f32 = 4.5;
    match mark {
        StatusMark::Quarters(quarters) => {
            painter.circle_stroke(center, RADIUS, Stroke::new(1.2, color));
            if quarters >= 4 {
                painter.circle_filled(center, RADIUS, color);
                return;
            }
            let steps = u16::from(quarters) * 6;
            let full = f32::from(quarters) * std::f32::consts::FRAC_PI_2;
            let mut points = vec![center];
            points.extend((0..=steps).map(|step| {
                let angle = -std::f32::consts::FRAC_PI_2 + full * f32::from(step) / f32::from(steps.max(1));
                pos2(center.x + RADIUS * angle.cos(), center.y + RADIUS * angle.sin())
            }));
            // A sector of more than half a circle is not convex: it is drawn as halves.
            if quarters == 3 {
                let half = 13.min(points.len());
                painter.add(eframe::egui::Shape::convex_polygon(
                    points[..=half].to_vec(),
                    color,
                    Stroke::NONE,
                ));
                let mut rest = vec![center];
                rest.extend_from_slice(&points[half..]);
                painter.add(eframe::egui::Shape::convex_polygon(rest, color, Stroke::NONE));
            } else {
                painter.add(eframe::egui::Shape::convex_polygon(points, color, Stroke::NONE));
            }
        }
        StatusMark::Ring => {
            painter.circle_stroke(center, RADIUS, Stroke::new(1.6, color));
        }
        StatusMark::Dash => {
            painter.line_segment(
                [center - vec2(RADIUS, 0.0), center + vec2(RADIUS, 0.0)],
                Stroke::new(1.6, color),
            );
        }
        StatusMark::Faint => {
            painter.circle_stroke(center, RADIUS - 1.0, Stroke::new(1.0, color));
        }
    }
}
