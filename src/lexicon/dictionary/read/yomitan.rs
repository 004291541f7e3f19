//! Yomitan (before it Yomichan): a zip with `index.json` and banks of terms, each a list of entries in JSON.
//!
//! A bank is read entry by entry and never held as a whole. What an entry says may be "structured content", a tree of
//! tags: it becomes the HTML that it stands for, without pictures and links.

use std::fmt;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, SeqAccess, Visitor};
use serde_json::Value;

use super::zip::Zip;
use super::{Reader, Take, malformed};
use crate::lexicon::dictionary::guess::code_of;
use crate::lexicon::dictionary::{DictionaryError, ENTRY_AT_MOST, Markup, RawEntry};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct About {
    title: String,
    #[serde(alias = "version")]
    format: Option<u8>,
    #[serde(default)]
    source_language: String,
    #[serde(default)]
    target_language: String,
    #[serde(default)]
    attribution: String,
    #[serde(default)]
    description: String,
}

struct Yomitan {
    path: PathBuf,
    zip: Zip,
    about: About,
    banks: Vec<String>,
}

pub(super) fn open(path: &Path) -> Result<Box<dyn Reader>, DictionaryError> {
    let mut zip = Zip::open(path)?;
    if !zip.names().any(|name| name == "index.json") {
        return Err(malformed(
            path,
            "it is no Yomitan dictionary: there is no index.json in it",
        ));
    }
    let about = serde_json::from_reader::<_, About>(zip.read("index.json")?);
    let about = about.map_err(|error| malformed(path, format!("index.json: {error}")))?;
    if about.format.is_some_and(|format| format > 3) {
        return Err(DictionaryError::Unsupported {
            path: path.to_owned(),
            what: "a Yomitan dictionary of a newer version",
        });
    }
    let number = |name: &str| {
        let number = name.strip_prefix("term_bank_")?.strip_suffix(".json")?;
        number.parse::<u32>().ok()
    };
    let mut banks: Vec<(u32, String)> = zip
        .names()
        .filter_map(|name| Some((number(name)?, name.to_owned())))
        .collect();
    banks.sort();
    if banks.is_empty() {
        return Err(malformed(path, "there are no terms in it"));
    }
    Ok(Box::new(Yomitan {
        path: path.to_owned(),
        zip,
        about,
        banks: banks.into_iter().map(|(_, name)| name).collect(),
    }))
}

impl Reader for Yomitan {
    fn name(&self) -> String {
        self.about.title.clone()
    }

    fn languages(&self) -> (Option<&'static str>, Option<&'static str>) {
        (
            code_of(&self.about.source_language),
            code_of(&self.about.target_language),
        )
    }

    fn licence(&self) -> String {
        super::licence_in(&format!("{}\n{}", self.about.attribution, self.about.description))
    }

    fn read(&mut self, take: &mut Take<'_>) -> Result<(), DictionaryError> {
        for bank in &self.banks {
            let source = std::io::BufReader::with_capacity(1 << 16, self.zip.read(bank)?);
            let mut refused = None;
            let rows = Rows {
                take,
                refused: &mut refused,
            };
            let read = rows.deserialize(&mut serde_json::Deserializer::from_reader(source));
            if let Some(error) = refused {
                return Err(error);
            }
            read.map_err(|error| malformed(&self.path, format!("{bank}: {error}")))?;
        }
        Ok(())
    }
}

/// Hands the entries of a bank on while it is read.
struct Rows<'a, 'b> {
    take: &'a mut Take<'b>,
    refused: &'a mut Option<DictionaryError>,
}

impl<'de> DeserializeSeed<'de> for Rows<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Rows<'_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list of terms")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<(), A::Error> {
        while let Some(row) = rows.next_element::<Vec<Value>>()? {
            if let Some(raw) = entry(&row)
                && let Err(error) = (self.take)(raw)
            {
                *self.refused = Some(error);
                return Err(serde::de::Error::custom("stopped"));
            }
        }
        Ok(())
    }
}

/// A row: term, reading, tags, rules, score, meanings; in version 1 the meanings follow one by one.
fn entry(row: &[Value]) -> Option<RawEntry> {
    let headword = row.first()?.as_str()?.to_owned();
    let reading = row
        .get(1)
        .and_then(Value::as_str)
        .filter(|reading| !reading.is_empty() && *reading != headword);
    let meanings = match row.get(5)? {
        Value::Array(meanings) => meanings.as_slice(),
        _ => row.get(5..)?,
    };
    let written: Vec<String> = meanings
        .iter()
        .map(|meaning| {
            let mut html = String::new();
            content(meaning, &mut html);
            html
        })
        .filter(|html| !html.trim().is_empty())
        .collect();
    let body = match written.as_slice() {
        [] => return None,
        [only] => only.clone(),
        several => several
            .iter()
            .fold(String::new(), |body, one| body + "<p>" + one + "</p>"),
    };
    Some(RawEntry {
        others: reading.map(str::to_owned).into_iter().collect(),
        pronunciation: reading.map(str::to_owned),
        headword,
        markup: Markup::Html,
        body,
        ..RawEntry::default()
    })
}

/// Tags that are kept; all others are a stretch of text.
const KEPT: [&str; 16] = [
    "br", "p", "div", "ul", "ol", "li", "b", "i", "em", "strong", "table", "tr", "td", "th", "details", "summary",
];

/// Writes structured content as HTML. The JSON reader goes no deeper than 128 levels, so neither does this.
fn content(value: &Value, html: &mut String) {
    if html.len() > ENTRY_AT_MOST {
        return;
    }
    match value {
        Value::String(text) => {
            let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('\n', "<br>");
            html.push_str(&text);
        }
        Value::Array(parts) => parts.iter().for_each(|part| content(part, html)),
        Value::Object(object) => {
            let text = |name: &str| object.get(name).and_then(Value::as_str);
            if text("type") == Some("text") {
                return object.get("text").into_iter().for_each(|text| content(text, html));
            }
            if text("type") == Some("image") || text("tag") == Some("img") || text("tag") == Some("rt") {
                return;
            }
            let tag = text("tag").filter(|tag| KEPT.contains(tag));
            if let Some(tag) = tag {
                html.push('<');
                html.push_str(tag);
                html.push('>');
            }
            object
                .get("content")
                .into_iter()
                .for_each(|inside| content(inside, html));
            if let Some(tag) = tag.filter(|tag| *tag != "br") {
                html.push_str("</");
                html.push_str(tag);
                html.push('>');
            }
        }
        Value::Number(number) => html.push_str(&number.to_string()),
        Value::Null | Value::Bool(_) => {}
    }
}
