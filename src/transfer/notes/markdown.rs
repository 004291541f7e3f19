//! Notes as Markdown, as Obsidian and others understand it.
//!
//! A file opens with front matter in YAML. Each note has its words as a quote with an id behind it (`^` and the note's
//! UUID, the same in every export, so that links to it hold), then what is written, as it was written. Articles are
//! named by `[[links]]`.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

use super::annotations::{colour_name, tags_of};
use crate::study::{NoteKind, SharedArticle, SharedNote};
use crate::text::{escaped, tag_key};
use crate::transfer::names::{Names, day, link_name};

/// What stands at the end of the name of an article's notes: a link to the article must not lead to them.
const NAME: &str = "- notes";

/// The names of the articles' own files, by UUID, where they are written as well.
#[derive(Clone, Debug, Default)]
pub(in crate::transfer) struct LinkNames(pub(in crate::transfer) HashMap<String, String>);

impl LinkNames {
    /// `[[the file]]`, with the title behind a bar where that is another text.
    fn link(&self, article: &SharedArticle) -> String {
        let name = self.0.get(&article.uuid).cloned();
        let name = name.unwrap_or_else(|| link_name(&article.title));
        let title = one_line(&article.title).replace(['[', ']', '|'], " ");
        if title == name {
            format!("[[{name}]]")
        } else {
            format!("[[{name}|{}]]", title.trim())
        }
    }
}

/// All notes in one file, by article; those of no article last.
pub(in crate::transfer) fn one_file(notes: &[SharedNote], links: &LinkNames) -> String {
    let all: Vec<&SharedNote> = notes.iter().collect();
    let mut text = front_matter("Boldface notes", "Boldface", &all);
    for (article, notes) in by_article(notes) {
        let title = article.map_or_else(|| "Words".to_owned(), |article| links.link(article));
        let _ = write!(text, "\n# {title}\n");
        for note in notes {
            add_note(note, "##", &mut text);
        }
    }
    text
}

/// A file for each article, and one for notes of no article: name and text.
pub(in crate::transfer) fn per_article(notes: &[SharedNote], links: &LinkNames) -> Vec<(String, String)> {
    let mut names = Names::default();
    let groups = by_article(notes).into_iter();
    let files = groups.map(|(article, notes)| {
        let (title, source, heading) = match article {
            Some(article) => (article.title.as_str(), article.path.as_str(), links.link(article)),
            None => ("Words", "", "Words".to_owned()),
        };
        let source = if source.is_empty() { "Boldface" } else { source };
        let mut text = front_matter(title, source, &notes);
        let _ = write!(text, "\n# {heading}\n");
        for note in notes {
            add_note(note, "##", &mut text);
        }
        let name = names.free(&format!("{} {NAME}", link_name(title)));
        (name + ".md", text)
    });
    files.collect()
}

/// An article, or none, and the notes on it.
type Group<'a> = (Option<&'a SharedArticle>, Vec<&'a SharedNote>);

/// The notes of each article, in the order of its text; articles by title.
fn by_article(notes: &[SharedNote]) -> Vec<Group<'_>> {
    let mut groups: BTreeMap<_, Group<'_>> = BTreeMap::new();
    for note in notes {
        let article = note.article.as_ref();
        let key = article.map_or((true, "", ""), |article| {
            (false, article.title.as_str(), article.uuid.as_str())
        });
        groups.entry(key).or_insert((article, Vec::new())).1.push(note);
    }
    let mut groups: Vec<_> = groups.into_values().collect();
    for (_, notes) in &mut groups {
        notes.sort_by(|one, other| in_text(one, other));
    }
    groups
}

/// What is on the whole article first, then what stands in its text, then the rest; words without a place by themselves.
fn in_text(one: &SharedNote, other: &SharedNote) -> Ordering {
    let key = |note: &SharedNote| {
        let place = note.anchor.as_ref().map(|anchor| (anchor.start, anchor.end));
        let headword = note.term.as_ref().map(|term| term.headword.clone());
        (
            note.kind != NoteKind::Article,
            place.is_none(),
            place,
            headword,
            note.created_at,
        )
    };
    key(one).cmp(&key(other)).then_with(|| one.uuid.cmp(&other.uuid))
}

/// The day is that of the newest change, so that an export of the same notes is the same file.
fn front_matter(title: &str, source: &str, notes: &[&SharedNote]) -> String {
    let newest = notes.iter().map(|note| note.updated_at).max().unwrap_or(0);
    let mut text = format!(
        "---\ntitle: {}\nsource: {}\ndate: {}\n",
        yaml(title),
        yaml(source),
        day(newest)
    );
    let mut tags: BTreeMap<String, &str> = BTreeMap::new();
    for tag in notes.iter().flat_map(|note| tags_of(&note.body)) {
        tags.entry(tag_key(tag)).or_insert(tag);
    }
    if !tags.is_empty() {
        text += "tags:\n";
    }
    for tag in tags.values() {
        let _ = writeln!(text, "  - {}", yaml(tag));
    }
    text + "---\n"
}

fn add_note(note: &SharedNote, heading: &str, text: &mut String) {
    text.push('\n');
    if let Some(term) = &note.term {
        let _ = write!(text, "{heading} {}\n\n", escaped(&one_line(&term.headword)));
    }
    let quote = quote(note);
    let id = format!("^{}\n", note.uuid);
    if !quote.is_empty() {
        text.extend([&*quote, "\n", &id]);
    }
    let marks = marks(note);
    if !marks.is_empty() {
        if !quote.is_empty() {
            text.push('\n');
        }
        text.extend([&*marks, "\n"]);
    }
    if !note.body.is_empty() {
        if !quote.is_empty() || !marks.is_empty() {
            text.push('\n');
        }
        text.push_str(&note.body);
        if !note.body.ends_with('\n') {
            text.push('\n');
        }
        text.extend(unclosed(&note.body));
    }
    if quote.is_empty() {
        if !note.body.is_empty() || !marks.is_empty() {
            text.push('\n');
        }
        text.push_str(&id);
    }
}

/// What is marked of a note, as tags.
fn marks(note: &SharedNote) -> String {
    let colour = note.colour.map(|colour| format!("#highlight/{}", colour_name(colour)));
    let review = note.review.then(|| "#review".to_owned());
    colour.into_iter().chain(review).collect::<Vec<_>>().join(" ")
}

/// The words of a note as a quote, lines and all; of a term, its sentence with the word in bold.
fn quote(note: &SharedNote) -> String {
    let words = note.quote.as_deref().unwrap_or_default().trim();
    let sentence = note.sentence.as_deref().unwrap_or_default().trim();
    let lines = match note.kind {
        NoteKind::Term if !sentence.is_empty() => match sentence.split_once(words).filter(|_| !words.is_empty()) {
            Some((before, after)) => {
                let bold = format!("**{}**", escaped(words));
                format!("{}{bold}{}", inert(before), inert(after))
            }
            None => inert(sentence),
        },
        _ => inert(words),
    };
    lines.lines().fold(String::new(), |mut quote, line| {
        let _ = writeln!(quote, "> {line}");
        quote
    })
}

/// Text in which nothing is a sign of Markdown or of Obsidian's own.
fn inert(text: &str) -> String {
    escaped(text).replace("%%", "\\%\\%")
}

/// What closes a fence or a comment that a note leaves open: it must not swallow the notes behind it.
pub(super) fn unclosed(body: &str) -> Option<String> {
    let mut fence: Option<&str> = None;
    for line in body.lines() {
        let begin = line.trim_start_matches(' ');
        if line.len() - begin.len() > 3 {
            continue;
        }
        let Some(sign @ ('`' | '~')) = begin.chars().next() else {
            continue;
        };
        let length = begin.len() - begin.trim_start_matches(sign).len();
        let rest = &begin[length..];
        match fence {
            None if length >= 3 && !(sign == '`' && rest.contains('`')) => fence = Some(&begin[..length]),
            Some(open) if open.starts_with(sign) && length >= open.len() && rest.trim().is_empty() => fence = None,
            _ => {}
        }
    }
    if let Some(fence) = fence {
        return Some(format!("{fence}\n"));
    }
    let open = body.rfind("<!--")?;
    (!body[open..].contains("-->")).then(|| "-->\n".to_owned())
}

fn one_line(text: &str) -> String {
    text.split(|char: char| char.is_control() || char.is_whitespace())
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// A text as YAML, in quotation marks. What a YAML file may not hold as it is, is written as its number.
pub(super) fn yaml(text: &str) -> String {
    let mut quoted = String::from("\"");
    for char in text.chars() {
        match char {
            '"' | '\\' => quoted.extend(['\\', char]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            char if char.is_control()
                || matches!(char, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}') =>
            {
                let _ = write!(quoted, "\\u{:04x}", u32::from(char));
            }
            char => quoted.push(char),
        }
    }
    quoted + "\""
}
