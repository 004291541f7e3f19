//! Tables as CSV (RFC 4180): UTF-8 with a byte order mark, so that spreadsheets read Chinese, and lines that end in CR LF.
//!
//! A cell that a spreadsheet would take for a formula gets an apostrophe in front: what a note says is never run.

/// What a spreadsheet takes for the beginning of a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A table in the making.
#[derive(Clone, Debug)]
pub struct Csv {
    text: String,
}

impl Csv {
    /// A table with these column names.
    #[must_use]
    pub fn new<T: AsRef<str>>(columns: impl IntoIterator<Item = T>) -> Self {
        let mut csv = Self {
            text: "\u{feff}".to_owned(),
        };
        csv.row(columns);
        csv
    }

    /// Adds a row.
    pub fn row<T: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = T>) {
        for (place, cell) in cells.into_iter().enumerate() {
            if place > 0 {
                self.text.push(',');
            }
            self.cell(cell.as_ref());
        }
        self.text.push_str("\r\n");
    }

    fn cell(&mut self, cell: &str) {
        let guard = if cell.starts_with(FORMULA) { "'" } else { "" };
        if !cell.contains([',', '"', '\r', '\n']) {
            self.text.extend([guard, cell]);
            return;
        }
        self.text.extend(["\"", guard]);
        for (place, part) in cell.split('"').enumerate() {
            if place > 0 {
                self.text.push_str("\"\"");
            }
            self.text.push_str(part);
        }
        self.text.push('"');
    }

    /// The bytes of the file.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.text.into_bytes()
    }
}

/// The rows of a table, read strictly: for tests of what was written.
#[cfg(test)]
pub(crate) fn read(bytes: &[u8]) -> Vec<Vec<String>> {
    let text = std::str::from_utf8(bytes).unwrap().strip_prefix('\u{feff}').unwrap();
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut chars = text.chars().peekable();
    let mut quoted = false;
    while let Some(char) = chars.next() {
        match char {
            '"' if quoted && chars.peek() == Some(&'"') => cell.extend(chars.next()),
            '"' if quoted => {
                assert!(matches!(chars.peek(), Some(',' | '\r')), "text behind a quoted cell");
                quoted = false;
            }
            '"' => {
                assert!(cell.is_empty(), "a quote within a bare cell");
                quoted = true;
            }
            char if quoted => cell.push(char),
            ',' => row.push(std::mem::take(&mut cell)),
            '\r' => {
                assert_eq!(chars.next(), Some('\n'));
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            '\n' => panic!("a bare line feed"),
            char => cell.push(char),
        }
    }
    assert!(!quoted && row.is_empty() && cell.is_empty());
    rows
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn formulas_are_made_harmless() {
        let mut csv = Csv::new(["a", "b"]);
        csv.row(["=HYPERLINK(\"x\",1)", "-1"]);
        csv.row(["@a", "谴责, \"x\"\n+1"]);
        assert_eq!(
            String::from_utf8(csv.into_bytes()).unwrap(),
            "\u{feff}a,b\r\n\"'=HYPERLINK(\"\"x\"\",1)\",'-1\r\n'@a,\"谴责, \"\"x\"\"\n+1\"\r\n"
        );
    }

    proptest! {
        #[test]
        fn any_cells_are_read_back(rows in prop::collection::vec(prop::collection::vec("[ -~\r\n\t\"打击é]{0,12}", 3), 0..6)) {
            let mut csv = Csv::new(["one", "two", "three"]);
            for row in &rows {
                csv.row(row);
            }
            let read = read(&csv.into_bytes());
            prop_assert_eq!(read.len(), rows.len() + 1);
            for (read, row) in read[1..].iter().zip(&rows) {
                for (read, cell) in read.iter().zip(row) {
                    prop_assert_eq!(read.strip_prefix('\'').filter(|_| cell.starts_with(FORMULA)).unwrap_or(read), cell);
                    prop_assert!(!read.starts_with(FORMULA));
                }
            }
        }
    }
}
