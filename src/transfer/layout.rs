//! HTML made ready for the converter: tables that only lay out the page become boxes, comments go, and a page whose
//! tree a recursive converter does not bear is refused.

use std::borrow::Cow;

use super::nesting::Nesting;
use crate::text::html::{Piece, Tag, Tokenizer};

/// Larger pages (bytes) are not converted: the converter's tree takes some twenty times the page.
const LARGEST: usize = 16 * 1024 * 1024;

/// A table while its tags are read.
#[derive(Default)]
struct Table {
    holds_blocks: bool,
    head: bool,
    rows: usize,
    cells_in_row: usize,
    /// Cells of the rows so far, if they have all the same number.
    columns: Option<usize>,
    uneven: bool,
}

impl Table {
    fn end_row(&mut self) {
        if self.cells_in_row > 0 {
            self.rows += 1;
            self.uneven |= self.columns.is_some_and(|columns| columns != self.cells_in_row);
            self.columns = Some(self.cells_in_row);
        }
        self.cells_in_row = 0;
    }

    fn is_data(&self) -> bool {
        let regular = self.rows > 1 && !self.uneven && self.columns.is_some_and(|columns| columns > 1);
        !self.holds_blocks && (self.head || regular)
    }
}

/// The page ready to be converted; `None` when its tree may become too large or too deep.
pub(super) fn prepare(html: &str) -> Option<Cow<'_, str>> {
    let data = data_tables(html).filter(|_| html.len() <= LARGEST)?;
    if data.iter().all(|&data| data) {
        return Some(Cow::Borrowed(html));
    }
    let mut output = String::with_capacity(html.len());
    let mut open: Vec<bool> = Vec::new();
    let mut next = data.into_iter();
    for (piece, range) in Tokenizer::new(html) {
        let name = name_of(&piece);
        if matches!(piece, Piece::Open(_)) && name == "table" {
            open.push(next.next().unwrap_or(true));
        }
        let in_layout = open.last() == Some(&false) && is_table_part(&name);
        match piece {
            Piece::Open(_) if in_layout => output.push_str("<div>"),
            Piece::Close(_) if in_layout => output.push_str("</div>"),
            _ => output.push_str(&html[range]),
        }
        if matches!(piece, Piece::Close(_)) && name == "table" {
            open.pop();
        }
    }
    Some(Cow::Owned(output))
}

/// For each table of the page, in order, whether it holds data; `None` when the tree of the page is not bearable.
fn data_tables(html: &str) -> Option<Vec<bool>> {
    let mut tables: Vec<Table> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut nesting = Nesting::default();
    for (piece, range) in Tokenizer::new(html) {
        let name = name_of(&piece);
        nesting.piece();
        match &piece {
            Piece::Open(tag) => {
                nesting.open(&name, &html[range]);
                open_tag(&name, tag, &mut tables, &mut open);
            }
            Piece::Close(_) => {
                nesting.close(&name);
                if name == "table" {
                    open.pop()
                        .and_then(|index| tables.get_mut(index))
                        .into_iter()
                        .for_each(Table::end_row);
                }
            }
            Piece::Text(_) | Piece::Nothing => {}
        }
        if !nesting.is_bearable() {
            return None;
        }
    }
    Some(tables.iter().map(Table::is_data).collect())
}

fn open_tag(name: &str, tag: &Tag<'_>, tables: &mut Vec<Table>, open: &mut Vec<usize>) {
    if name == "table" {
        if let Some(outer) = open.last().and_then(|&index| tables.get_mut(index)) {
            outer.holds_blocks = true;
        }
        let layout = tag.attribute("role").is_some_and(|role| role == "presentation");
        open.push(tables.len());
        tables.push(Table {
            holds_blocks: layout,
            ..Table::default()
        });
        return;
    }
    let Some(table) = open.last().and_then(|&index| tables.get_mut(index)) else {
        return;
    };
    match name {
        "tr" => table.end_row(),
        "th" => {
            table.head = true;
            table.cells_in_row += 1;
        }
        "td" => table.cells_in_row += 1,
        "p" | "div" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "blockquote" | "img" => {
            // A paragraph in a cell is common in copied tables with a head.
            table.holds_blocks |= name != "p" || !table.head;
        }
        _ => {}
    }
}

fn name_of(piece: &Piece<'_>) -> String {
    match piece {
        Piece::Open(tag) => tag.name.to_ascii_lowercase(),
        Piece::Close(name) => name.to_ascii_lowercase(),
        Piece::Text(_) | Piece::Nothing => String::new(),
    }
}

fn is_table_part(name: &str) -> bool {
    matches!(
        name,
        "table" | "tbody" | "thead" | "tfoot" | "tr" | "td" | "th" | "caption" | "colgroup" | "col"
    )
}
