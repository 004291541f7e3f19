//! What is vocabulary in each of the project's articles, against tables written by hand.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use boldface::text::{Article, Candidate, TermKind, Verdict, candidates, form_key, headword_of, parse};

/// The articles, each with its table.
const ARTICLES: [&str; 8] = [
    "welcome",
    "harbour",
    "obsidian",
    "notion",
    "newsletter",
    "interview",
    "glosses",
    "textbook",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Where an article lies. The first of them is shipped with the program.
fn article_path(name: &str) -> PathBuf {
    match name {
        "welcome" => root().join("assets/welcome.md"),
        _ => root().join(format!("tests/data/articles/{name}.md")),
    }
}

fn article(name: &str) -> Article {
    parse(&std::fs::read_to_string(article_path(name)).unwrap())
}

/// One row: verdict, kind, form.
type Row = (String, String, String);

/// The rows written by hand, without their notes.
fn table(name: &str) -> Vec<Row> {
    let path = root().join(format!("tests/data/articles/{name}.vocabulary.tsv"));
    let text = std::fs::read_to_string(path).unwrap();
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("verdict\tkind\tform\tnote"), "{name}");
    let row = |line: &str| {
        let columns: Vec<&str> = line.split('\t').collect();
        assert!(columns.len() == 3 || columns.len() == 4, "{name}: {line:?}");
        (columns[0].to_owned(), columns[1].to_owned(), columns[2].to_owned())
    };
    lines.map(row).collect()
}

/// The rows that the rules give.
fn rows(article: &Article) -> Vec<Row> {
    let row = |candidate: &Candidate| {
        let (verdict, kind) = match (candidate.verdict, candidate.kind) {
            (Verdict::Vocabulary, TermKind::Word) => ("vocabulary", "word"),
            (Verdict::Vocabulary, TermKind::Phrase) => ("vocabulary", "phrase"),
            (Verdict::Emphasis(_), _) => ("emphasis", "-"),
        };
        let form = article.block(candidate.block).unwrap().slice(candidate.range);
        (verdict.to_owned(), kind.to_owned(), form.to_owned())
    };
    candidates(article).iter().map(row).collect()
}

/// The distinct terms among rows: kind and headword.
fn terms(rows: &[Row]) -> HashSet<(String, String)> {
    let vocabulary = rows.iter().filter(|(verdict, ..)| verdict == "vocabulary");
    vocabulary
        .map(|(_, kind, form)| (kind.clone(), form_key(form)))
        .collect()
}

#[test]
fn every_bold_span_is_what_its_table_says() {
    let mut wrong = Vec::new();
    for name in ARTICLES {
        let (found, expected) = (rows(&article(name)), table(name));
        if found == expected {
            continue;
        }
        wrong.push(format!("{name}: {} spans for {} rows", found.len(), expected.len()));
        let lost = expected.iter().filter(|row| !found.contains(row));
        wrong.extend(lost.map(|row| format!("  not found: {row:?}")));
        let extra = found.iter().filter(|row| !expected.contains(row));
        wrong.extend(extra.map(|row| format!("  not in the table: {row:?}")));
        let place = found
            .iter()
            .zip(&expected)
            .position(|(found, expected)| found != expected);
        wrong.extend(place.map(|place| format!("  first other row: {}", place + 2)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_glosses_are_those_of_the_notes() {
    let article = article("glosses");
    let path = root().join("tests/data/articles/glosses.vocabulary.tsv");
    let text = std::fs::read_to_string(path).unwrap();
    let expected: Vec<Option<&str>> = text
        .lines()
        .skip(1)
        .map(|line| {
            line.split('\t')
                .nth(3)?
                .strip_prefix("gloss ")?
                .split([' ', ';', ':'])
                .next()
        })
        .collect();
    let found = candidates(&article);
    let found: Vec<Option<&str>> = found.iter().map(|candidate| candidate.gloss(&article)).collect();
    assert_eq!(found, expected);
    assert_eq!(found.iter().flatten().count(), 20);
}

/// One row: headword, and each form with how often it is bold in all.
#[derive(Debug)]
struct Listed {
    headword: String,
    forms: Vec<String>,
    bold: usize,
    /// Another headword that is right as well; may be empty.
    also: String,
}

/// The table of what a careful reader of the harbour would list.
fn headwords() -> Vec<Listed> {
    let path = root().join("tests/data/articles/harbour.headwords.tsv");
    let text = std::fs::read_to_string(path).unwrap();
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("headword\tforms\tbold\talso right"));
    let row = |line: &str| {
        let columns: Vec<&str> = line.split('\t').collect();
        assert_eq!(columns.len(), 4, "{line:?}");
        Listed {
            headword: columns[0].to_owned(),
            forms: columns[1].split(' ').map(str::to_owned).collect(),
            bold: columns[2].parse().unwrap(),
            also: columns[3].to_owned(),
        }
    };
    lines.map(row).collect()
}

#[test]
fn the_headwords_of_the_harbour_have_all_its_bold_words_and_no_other() {
    let table = headwords();
    let rows = rows(&article("harbour"));
    let bold: Vec<&str> = rows
        .iter()
        .filter(|(verdict, ..)| verdict == "vocabulary")
        .map(|(_, _, form)| form.as_str())
        .collect();
    for row in &table {
        let count = bold
            .iter()
            .filter(|form| row.forms.iter().any(|of| of == *form))
            .count();
        assert_eq!(count, row.bold, "{row:?}");
        assert!(row.forms.iter().all(|form| bold.contains(&form.as_str())), "{row:?}");
    }
    assert_eq!(table.iter().map(|row| row.bold).sum::<usize>(), bold.len());
    let distinct: HashSet<&str> = table.iter().map(|row| row.headword.as_str()).collect();
    assert_eq!((distinct.len(), table.len()), (76, 76));
}

#[test]
fn the_forms_of_the_harbour_are_led_to_their_headwords() {
    let mut wrong = Vec::new();
    for row in headwords() {
        for form in &row.forms {
            let key = form_key(form);
            let found = headword_of("en", &key);
            if *found != *row.headword && (row.also.is_empty() || *found != *row.also) {
                wrong.push(format!("{form}: {found} for {}", row.headword));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_article_has_a_table() {
    let folder = std::fs::read_dir(root().join("tests/data/articles")).unwrap();
    let mut names: Vec<String> = folder
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter_map(|name| name.strip_suffix(".md").map(str::to_owned))
        .collect();
    names.push("welcome".to_owned());
    names.sort();
    let mut tried = ARTICLES.map(str::to_owned).to_vec();
    tried.sort();
    assert_eq!(names, tried);
}

#[test]
fn the_harbour_gives_seventy_eight_terms_and_the_welcome_enough() {
    assert_eq!(rows(&article("harbour")).len(), 79);
    assert_eq!(terms(&rows(&article("harbour"))).len(), 78);
    assert!(terms(&rows(&article("welcome"))).len() >= 25);
}
