//! Tables: CSV and TSV, with a headword in one column and what it means in others.
//!
//! Which column is what is guessed, by the names in the first row or by what stands under them, and the learner may say
//! otherwise. ECDICT's columns are known by their names.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::text::Lines;
use super::{Reader, Take, file_name, malformed};
use crate::lexicon::dictionary::{DictionaryError, ENTRY_AT_MOST, Markup, RawEntry};

/// Rows by which columns are guessed, and that are shown to the learner.
const LOOKED_AT: usize = 40;
const COLUMNS_AT_MOST: usize = 64;
const DELIMITERS: [char; 4] = ['\t', ',', ';', '|'];

/// What a column holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ColumnRole {
    /// Nothing that is taken in.
    #[default]
    Nothing,
    /// The word.
    Headword,
    /// What it means.
    Meaning,
    /// What else is to be said, after the meaning.
    More,
    /// How it is spoken.
    Sound,
}

/// How a table is laid out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Columns {
    /// What stands between two cells.
    pub delimiter: char,
    /// Whether the first row has names and no word.
    pub header: bool,
    /// What each column holds.
    pub roles: Vec<ColumnRole>,
}

impl Columns {
    /// Whether there is a word and something that is said of it.
    #[must_use]
    pub fn are_enough(&self) -> bool {
        let has = |role| self.roles.contains(&role);
        has(ColumnRole::Headword) && (has(ColumnRole::Meaning) || has(ColumnRole::More))
    }
}

/// The beginning of a table, and what is guessed of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TablePreview {
    /// The first rows, as they are.
    pub rows: Vec<Vec<String>>,
    /// The guess.
    pub columns: Columns,
    /// The names in the first row say it all: there is nothing to ask.
    pub is_known: bool,
}

/// Names of columns, in lower case, and what they hold.
const NAMES: [(ColumnRole, &[&str]); 4] = [
    (
        ColumnRole::Headword,
        &[
            "word",
            "headword",
            "term",
            "front",
            "expression",
            "lemma",
            "entry",
            "单词",
            "词条",
        ],
    ),
    (
        ColumnRole::Meaning,
        &[
            "translation",
            "meaning",
            "meanings",
            "definition",
            "definitions",
            "back",
            "gloss",
            "释义",
            "翻译",
            "中文",
        ],
    ),
    (ColumnRole::More, &["example", "examples", "notes", "note"]),
    (
        ColumnRole::Sound,
        &[
            "phonetic",
            "phonetics",
            "pronunciation",
            "ipa",
            "reading",
            "pinyin",
            "sound",
            "音标",
            "拼音",
        ],
    ),
];

/// Looks at the beginning of a table.
///
/// # Errors
/// When it cannot be read, or has no two columns.
pub fn preview(path: &Path) -> Result<TablePreview, DictionaryError> {
    let mut lines = Lines::open(path)?;
    let mut text = Vec::new();
    while text.len() < LOOKED_AT {
        let Some(line) = lines.next()? else { break };
        if !line.trim().is_empty() {
            text.push(line);
        }
    }
    let count = |delimiter: char| {
        let mut counts: Vec<usize> = text.iter().map(|line| cells(line, delimiter).0.len()).collect();
        counts.sort_unstable();
        counts.get(counts.len() / 2).copied().unwrap_or(0)
    };
    let delimiter = DELIMITERS.into_iter().rev().max_by_key(|delimiter| count(*delimiter));
    let delimiter = delimiter.filter(|delimiter| count(*delimiter) > 1);
    let delimiter = delimiter.ok_or_else(|| malformed(path, "it is no table: its rows have no two columns"))?;
    let mut table = Table::open(path, delimiter)?;
    let mut rows = Vec::new();
    while rows.len() < LOOKED_AT {
        let Some(row) = table.next()? else { break };
        rows.push(row);
    }
    let (header, roles, is_known) = guess(&rows);
    let columns = Columns {
        delimiter,
        header,
        roles,
    };
    Ok(TablePreview {
        is_known: is_known && columns.are_enough(),
        rows,
        columns,
    })
}

/// Whether the first row has names, and what each column holds.
fn guess(rows: &[Vec<String>]) -> (bool, Vec<ColumnRole>, bool) {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut roles = vec![ColumnRole::Nothing; width];
    let names: Vec<String> = rows
        .first()
        .into_iter()
        .flatten()
        .map(|name| name.trim().to_lowercase())
        .collect();
    for (role, known) in NAMES {
        for (column, name) in names
            .iter()
            .enumerate()
            .filter(|(_, name)| known.contains(&name.as_str()))
        {
            // The first word is the word; of two explanations the second comes after the first.
            let taken = |role| roles.contains(&role);
            let role = match role {
                ColumnRole::Headword | ColumnRole::Sound if taken(role) => continue,
                ColumnRole::Meaning
                    if name.starts_with("definition") && names.iter().any(|name| name == "translation") =>
                {
                    ColumnRole::More
                }
                role => role,
            };
            roles[column] = role;
        }
    }
    if roles.contains(&ColumnRole::Headword) && roles.contains(&ColumnRole::Meaning) {
        return (true, roles, true);
    }
    let mut roles = vec![ColumnRole::Nothing; width];
    let mut free = (1..width).collect::<Vec<_>>();
    if let Some(first) = roles.first_mut() {
        *first = ColumnRole::Headword;
    }
    let spoken = |column: usize| {
        let cells = rows
            .iter()
            .filter_map(|row| row.get(column))
            .filter(|cell| !cell.is_empty());
        let (mut all, mut sounds) = (0, 0);
        for cell in cells {
            all += 1;
            let bracketed =
                (cell.starts_with('[') && cell.ends_with(']')) || (cell.starts_with('/') && cell.ends_with('/'));
            sounds += usize::from(bracketed || cell.contains(['ˈ', 'ə', 'ɪ', 'ʃ']));
        }
        all > 0 && sounds * 2 > all
    };
    if width > 2
        && let Some(at) = free.iter().position(|column| spoken(*column))
    {
        roles[free.remove(at)] = ColumnRole::Sound;
    }
    for (number, column) in free.into_iter().take(2).enumerate() {
        roles[column] = if number == 0 {
            ColumnRole::Meaning
        } else {
            ColumnRole::More
        };
    }
    (false, roles, false)
}

struct Table {
    lines: Lines,
    delimiter: char,
    path: PathBuf,
}

impl Table {
    fn open(path: &Path, delimiter: char) -> Result<Self, DictionaryError> {
        Ok(Self {
            lines: Lines::open(path)?,
            delimiter,
            path: path.to_owned(),
        })
    }

    /// The next row that is not empty. A cell in quotation marks may hold line breaks.
    fn next(&mut self) -> Result<Option<Vec<String>>, DictionaryError> {
        while let Some(mut line) = self.lines.next()? {
            if line.trim().is_empty() {
                continue;
            }
            loop {
                let (row, whole) = cells(&line, self.delimiter);
                if whole {
                    return Ok(Some(row));
                }
                let Some(more) = self.lines.next()? else {
                    return Ok(Some(row));
                };
                line.push('\n');
                line.push_str(&more);
                if line.len() > ENTRY_AT_MOST {
                    return Err(malformed(&self.path, "a quotation mark is never closed"));
                }
            }
        }
        Ok(None)
    }
}

/// The cells of a row, and whether the last quotation was closed. Tables with tabs quote nothing.
fn cells(line: &str, delimiter: char) -> (Vec<String>, bool) {
    if delimiter == '\t' {
        let cells = line.split('\t').take(COLUMNS_AT_MOST).map(str::to_owned);
        return (cells.collect(), true);
    }
    let mut row = Vec::new();
    let mut cell = String::new();
    let (mut quoted, mut fresh) = (false, true);
    let mut chars = line.chars().peekable();
    while let Some(char) = chars.next() {
        if quoted {
            match char {
                '"' if chars.peek() == Some(&'"') => {
                    chars.next();
                    cell.push('"');
                }
                '"' => quoted = false,
                char => cell.push(char),
            }
        } else if char == '"' && fresh {
            (quoted, fresh) = (true, false);
        } else if char == delimiter && row.len() + 1 < COLUMNS_AT_MOST {
            row.push(std::mem::take(&mut cell));
            fresh = true;
        } else {
            fresh &= char.is_whitespace();
            cell.push(char);
        }
    }
    row.push(cell);
    (row, !quoted)
}

struct TableReader {
    path: PathBuf,
    columns: Columns,
}

/// Opens a table with the columns that are guessed.
pub(super) fn open(path: &Path) -> Result<Box<dyn Reader>, DictionaryError> {
    let columns = preview(path)?.columns;
    open_with(path, columns)
}

/// Opens a table with these columns.
pub(super) fn open_with(path: &Path, columns: Columns) -> Result<Box<dyn Reader>, DictionaryError> {
    if !columns.are_enough() {
        return Err(malformed(path, "no column has the word, or none says what it means"));
    }
    Ok(Box::new(TableReader {
        path: path.to_owned(),
        columns,
    }))
}

/// Whether a file has the name of ECDICT's: `ecdict.csv`, `ecdict.mini.csv`, a second one of the same browser.
fn is_ecdict(name: &str) -> bool {
    name.to_ascii_lowercase().starts_with("ecdict") || name.eq_ignore_ascii_case("stardict")
}

impl Reader for TableReader {
    fn name(&self) -> String {
        let name = file_name(&self.path);
        if is_ecdict(&name) { "ECDICT".to_owned() } else { name }
    }

    fn languages(&self) -> (Option<&'static str>, Option<&'static str>) {
        // It explains in English as well, so a look at it tells nothing.
        let known = is_ecdict(&file_name(&self.path));
        (known.then_some("en"), known.then_some("zh"))
    }

    fn licence(&self) -> String {
        let known = is_ecdict(&file_name(&self.path));
        if known { "MIT".to_owned() } else { String::new() }
    }

    fn read(&mut self, take: &mut Take<'_>) -> Result<(), DictionaryError> {
        let mut table = Table::open(&self.path, self.columns.delimiter)?;
        if self.columns.header {
            table.next()?;
        }
        while let Some(row) = table.next()? {
            let of = |role: ColumnRole| {
                let roles = self.columns.roles.iter().zip(&row);
                let cells = roles.filter(move |(has, _)| **has == role).map(|(_, cell)| cell.trim());
                cells.filter(|cell| !cell.is_empty())
            };
            let body = of(ColumnRole::Meaning).chain(of(ColumnRole::More));
            // Tables write a line break within a cell as it is written in programs.
            let body = body.map(|cell| cell.replace("\\r", "").replace("\\n", "\n"));
            let body = body.collect::<Vec<_>>().join("\n");
            let tagged = body.contains("</") || body.contains("<br");
            take(RawEntry {
                headword: of(ColumnRole::Headword).next().unwrap_or_default().to_owned(),
                pronunciation: of(ColumnRole::Sound)
                    .next()
                    .map(|sound| sound.trim_matches(['/', '[', ']']).to_owned()),
                markup: if tagged { Markup::Html } else { Markup::Plain },
                body,
                ..RawEntry::default()
            })?;
        }
        Ok(())
    }
}
