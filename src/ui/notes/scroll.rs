//! Where the list is scrolled to: a row and how far into it, so that nothing above it, however many notes that are, has
//! to be measured. Heights are estimates until a row is seen.

use crate::study::NoteId;
use crate::ui::article::heights::{Heights, to_points, to_units};
use crate::worker::{NotesRow, NotesShown};

/// Height of a heading, and of a note before it is measured (points).
pub(super) const HEADING: f32 = 37.0;
const NOTE: f32 = 128.0;

/// The place in the list.
#[derive(Default)]
pub(super) struct Scroll {
    heights: Heights,
    rows: usize,
    /// The first row in view, and how much of it is above the view (points).
    pub row: usize,
    pub into: f32,
    note: Option<NoteId>,
    serial: u64,
    pub view: f32,
    /// Bring this note into view in the next frame.
    pub reveal: Option<NoteId>,
    /// Where in its handle the scroll bar is held (points).
    pub held: Option<f32>,
}

impl Scroll {
    /// The list is another one: what is in view stays, as far as it is still there; of another question the top is shown.
    pub fn fit(&mut self, shown: &NotesShown) {
        if self.rows != shown.rows.len() {
            let height = |row: &NotesRow| {
                to_units(if matches!(row, NotesRow::Heading(_)) {
                    HEADING
                } else {
                    NOTE
                })
            };
            self.heights = Heights::new(shown.rows.iter().map(height).collect());
            self.rows = shown.rows.len();
        }
        if std::mem::replace(&mut self.serial, shown.serial) != shown.serial {
            (self.row, self.into, self.note) = (0, 0.0, None);
        }
        let same = |row: usize| shown.note(row).map(|entry| entry.record.note_id) == self.note;
        if let Some(note_id) = self.note.filter(|_| !same(self.row))
            && let Some(row) = shown.row_of(note_id, self.row)
        {
            self.row = row;
        }
        self.row = self.row.min(self.rows.saturating_sub(1));
    }

    /// Remembers which note is at the top.
    pub fn keep(&mut self, shown: &NotesShown) {
        self.note = shown.note(self.row).map(|entry| entry.record.note_id);
    }

    /// The height of a row, measured.
    pub fn measured(&mut self, row: usize, height: f32) {
        self.heights.set(row, to_units(height));
    }

    /// How far down the view is (points).
    #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^52 units")]
    pub fn down(&self) -> f64 {
        f64::from(to_points(1)) * self.units() as f64
    }

    /// How high all of it is (points).
    #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^52 units")]
    pub fn total(&self) -> f64 {
        f64::from(to_points(1)) * self.heights.total() as f64
    }

    fn units(&self) -> i64 {
        self.heights.before(self.row) + to_units(self.into)
    }

    /// Goes to a place (points from the top).
    pub fn go_to(&mut self, down: f64) {
        let way = (self.total() - f64::from(self.view)).max(0.0);
        #[expect(clippy::cast_possible_truncation, reason = "far fewer than 2^52 units")]
        let (row, into) = self.heights.find((down.clamp(0.0, way) * 64.0).round() as i64);
        (self.row, self.into) = (row, to_points(into));
    }

    /// Goes up or down by so many points; `measure` gives the height of a row.
    pub fn by(&mut self, points: f32, mut measure: impl FnMut(usize) -> f32) {
        self.into += points;
        while self.into < 0.0 && self.row > 0 {
            self.row -= 1;
            self.into += measure(self.row);
        }
        while self.row + 1 < self.rows {
            let height = measure(self.row);
            if self.into < height {
                break;
            }
            self.into -= height;
            self.row += 1;
        }
        self.into = self.into.max(0.0);
        // Never beyond the end: from there up there is a view's height of rows.
        let mut have = 0.0;
        for row in self.row..self.rows {
            have += measure(row);
            if have - self.into >= self.view {
                return;
            }
        }
        while have < self.view && self.row > 0 {
            self.row -= 1;
            have += measure(self.row);
        }
        self.into = (have - self.view).max(0.0);
    }

    /// Scrolls as little as is needed to have a row in view.
    pub fn reveal(&mut self, row: usize, mut measure: impl FnMut(usize) -> f32) {
        if row < self.row || (row == self.row && self.into > 0.0) {
            // A heading right above comes along.
            (self.row, self.into) = (row.saturating_sub(usize::from(row == 1)), 0.0);
            return;
        }
        let mut bottom = -self.into;
        for above in self.row..=row {
            bottom += measure(above);
            if bottom > 4.0 * self.view {
                break;
            }
        }
        if bottom <= self.view {
            return;
        }
        let mut have = measure(row);
        let mut first = row;
        while have < self.view && first > 0 {
            first -= 1;
            have += measure(first);
        }
        // Of a note that is higher than the view, its beginning.
        (self.row, self.into) = if first == row {
            (row, 0.0)
        } else {
            (first, (have - self.view).max(0.0))
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scroll(rows: usize) -> Scroll {
        Scroll {
            heights: Heights::new(vec![to_units(100.0); rows]),
            rows,
            view: 250.0,
            ..Scroll::default()
        }
    }

    #[test]
    fn it_stops_at_both_ends() {
        let mut scroll = scroll(10);
        let place = |scroll: &Scroll| (scroll.row, scroll.into);
        scroll.by(130.0, |_| 100.0);
        assert_eq!(place(&scroll), (1, 30.0));
        scroll.by(-500.0, |_| 100.0);
        assert_eq!(place(&scroll), (0, 0.0));
        scroll.by(5_000.0, |_| 100.0);
        assert_eq!(place(&scroll), (7, 50.0));
        let mut short = super::tests::scroll(2);
        short.by(30.0, |_| 100.0);
        assert_eq!(place(&short), (0, 0.0));
    }

    #[test]
    fn a_row_is_brought_into_view_by_as_little_as_needed() {
        let mut scroll = scroll(10);
        let place = |scroll: &Scroll| (scroll.row, scroll.into);
        scroll.reveal(1, |_| 100.0);
        assert_eq!(place(&scroll), (0, 0.0));
        scroll.reveal(5, |_| 100.0);
        assert_eq!(place(&scroll), (3, 50.0));
        scroll.reveal(4, |_| 100.0);
        assert_eq!(place(&scroll), (3, 50.0));
        scroll.reveal(3, |_| 100.0);
        assert_eq!(place(&scroll), (3, 0.0));
        scroll.reveal(9, |_| 400.0);
        assert_eq!(place(&scroll), (9, 0.0));
    }
}
