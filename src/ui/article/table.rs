//! Tables: one row is one block, so a table of ten thousand rows costs what is visible. The columns are known from the
//! longest cell of each, which the parser counted, so that no row needs to know the others.

use std::rc::Rc;

use eframe::egui::{Ui, vec2};

use super::faces::{Face, Faces};
use super::layout::{Base, Laid, Page, Part};
use super::sideways::Strip;
use crate::text::{Block, ByteRange, Table, TableAlign};

/// Room left and right of a cell's text, in ems.
const PAD_X: f32 = 0.5;
/// Room above and below a cell's text, in ems.
const PAD_Y: f32 = 0.32;

/// Wide columns give way down to this width, in ems.
const LEAST: f32 = 7.0;

/// A table of more columns is laid out only as far as it is in view, and this far beside it, in ems.
const MANY: usize = 48;
const BESIDE: f32 = 12.0;

/// The columns of the table that was laid out last, and what they hold for: opening, table, width of a character and
/// room.
pub(super) type KnownColumns = ((u64, u32, f32, f32), Rc<[Column]>);

/// A column, from the table's left (points), its padding included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Column {
    pub left: f32,
    pub width: f32,
}

/// The columns of a table of which each character is about `advance` points wide, in `available` points.
///
/// Columns that fit keep their width; when all together do not, the wide ones give way first, as far as words can
/// still be read in them. What is too wide then scrolls sideways.
pub(super) fn columns(table: &Table, advance: f32, em: f32, available: f32) -> Vec<Column> {
    // A cell has few characters, so they may well be wider than usual; and they may be bold.
    let wanted = |&chars: &u16| (f32::from(chars) * 1.15 + 2.0) * advance + 2.0 * PAD_X * em;
    let wanted: Vec<f32> = table.widths.iter().map(wanted).collect();
    let limit = limit(&wanted, available, LEAST * em);
    let mut left = 0.0;
    let place = |wanted: &f32| {
        let column = Column {
            left,
            width: wanted.min(limit),
        };
        left += column.width;
        column
    };
    wanted.iter().map(place).collect()
}

/// The width that no column may exceed, so that all together fit.
fn limit(wanted: &[f32], available: f32, least: f32) -> f32 {
    let mut sorted = wanted.to_vec();
    sorted.sort_by(f32::total_cmp);
    let mut rest = available;
    let mut columns = sorted.len();
    for width in sorted {
        #[expect(clippy::cast_precision_loss)]
        let share = rest / columns as f32;
        if width > share {
            return share.max(least);
        }
        rest -= width;
        columns -= 1;
    }
    f32::INFINITY
}

impl Page<'_> {
    pub(super) fn table_columns(
        &self,
        ui: &Ui,
        faces: &mut Faces,
        table: u32,
        base: &Base,
        available: f32,
    ) -> Rc<[Column]> {
        let advance = faces.advance(ui, self.em()) * base.size / self.em();
        let key = (self.reading.opening, table, advance, available);
        if let Some((known, columns)) = &faces.columns
            && *known == key
        {
            return Rc::clone(columns);
        }
        let Some(table) = self.reading.article.tables.get(table as usize) else {
            return Rc::from([]);
        };
        let columns: Rc<[Column]> = columns(table, advance, self.em(), available).into();
        faces.columns = Some((key, Rc::clone(&columns)));
        columns
    }

    pub(super) fn table_row(
        &self,
        ui: &Ui,
        faces: &mut Faces,
        block: &Block,
        block_number: u32,
        (table, header, cells): (u32, bool, &[ByteRange]),
        laid: &mut Laid,
    ) -> f32 {
        let mut base = self.base(ui, block, laid.room.scale);
        if header {
            base.face = Face::Bold;
        }
        let em = self.em();
        let available = self.column - laid.room.left - laid.room.right;
        let columns = self.table_columns(ui, faces, table, &base, available);
        let strip = Strip {
            table,
            left: laid.room.left,
            width: columns.last().map_or(0.0, |column| column.left + column.width),
            room: available,
        };
        laid.strip = Some(strip);
        let shift = self.shifts.of(strip).round();
        let align = self
            .reading
            .article
            .tables
            .get(table as usize)
            .map_or(&[][..], |table| &table.align);
        let mut height = base.row;
        for (number, (&cell, column)) in cells.iter().zip(columns.iter()).enumerate() {
            // A cell of which this piece has nothing stands above or below it.
            let far = column.left > shift + available + BESIDE * em || column.left + column.width < shift - BESIDE * em;
            let left_out = far && cells.len() > MANY && !self.shifts.wants(block_number, cell);
            if cell.is_empty() || left_out {
                continue;
            }
            base.align = align.get(number).copied().unwrap_or_default();
            let width = (column.width - 2.0 * PAD_X * em).max(base.size);
            let part = self.part(ui, faces, (block, cell), base, width, &laid.terms);
            let origin = match base.align {
                TableAlign::Left => PAD_X * em,
                TableAlign::Center => column.width / 2.0,
                TableAlign::Right => column.width - PAD_X * em,
            };
            height = height.max(part.galley.size().y);
            let at = vec2(laid.room.left + column.left + origin - shift, laid.top + PAD_Y * em);
            laid.parts.push(Part { at, ..part });
        }
        height + 2.0 * PAD_Y * em
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(widths: &[u16]) -> Table {
        Table {
            align: vec![TableAlign::Left; widths.len()].into(),
            widths: widths.into(),
        }
    }

    #[test]
    fn narrow_tables_keep_their_width() {
        let columns = columns(&table(&[5, 10]), 10.0, 20.0, 600.0);
        assert!((columns[0].width - 97.5).abs() < 0.01);
        assert!((columns[1].left - 97.5).abs() < 0.01);
        assert!((columns[1].width - 155.0).abs() < 0.01);
    }

    #[test]
    fn wide_columns_give_way_to_narrow_ones() {
        let columns = columns(&table(&[4, 60, 60]), 10.0, 20.0, 600.0);
        assert!((columns[0].width - 86.0).abs() < 0.01);
        assert!((columns[1].width - 257.0).abs() < 0.01);
        assert!((columns[2].left + columns[2].width - 600.0).abs() < 0.01);
    }

    #[test]
    fn a_hundred_columns_are_no_panic() {
        let columns = columns(&table(&[60; 100]), 10.0, 20.0, 600.0);
        assert_eq!(columns.len(), 100);
        assert!(columns[99].width >= 50.0);
    }
}
