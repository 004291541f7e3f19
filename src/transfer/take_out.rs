//! Everything taken out: one folder with all that a library holds, in files that any program can read.
//!
//! This writes tables and texts; whoever calls it brings the articles, whose bytes are made elsewhere, one by one. The
//! folder appears whole at the end or not at all.

use std::path::{Path, PathBuf};

use super::csv::Csv;
use super::names::{Names, day, link_name, local};
use super::notes::{LinkNames, Positions, annotations, iso, per_article, table};
use super::outgoing::{Outgoing, OutgoingError};
use crate::lexicon::headword_level;
use crate::store::{KeptArticle, KeptCard, KeptChange, KeptReading, KeptReview, KeptTerm, Now};
use crate::study::{SharedNote, Status};
use crate::text::{TermKind, form_key};

const MS_A_DAY: i64 = 86_400_000;

/// The columns of `reviews.csv`.
const REVIEWS: [&str; 10] = [
    "uuid",
    "term_uuid",
    "note_uuid",
    "headword",
    "language",
    "grade",
    "source",
    "at",
    "utc_offset_minutes",
    "reverts",
];

/// What was taken out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TakenOut {
    /// The new folder.
    pub folder: PathBuf,
    /// How many articles.
    pub articles: usize,
    /// How many words and phrases.
    pub words: usize,
    /// How many notes.
    pub notes: usize,
}

/// A folder on its way out.
#[derive(Debug)]
pub struct TakeOut {
    folder: Outgoing,
    now: Now,
    names: Vec<String>,
    report: TakenOut,
}

impl TakeOut {
    /// Begins a folder in `into` for these articles.
    ///
    /// # Errors
    /// When nothing can be written there.
    pub fn new(into: &Path, articles: &[KeptArticle], now: Now) -> Result<Self, OutgoingError> {
        let mut names = Names::default();
        let names = articles.iter().map(|article| names.free(&link_name(&article.title)));
        let mut out = Self {
            folder: Outgoing::new(into)?,
            now,
            names: names.collect(),
            report: TakenOut::default(),
        };
        let mut csv = Csv::new([
            "uuid", "file", "title", "language", "path", "words", "imported", "opened", "archived",
        ]);
        for (article, name) in articles.iter().zip(&out.names) {
            csv.row([
                article.uuid.as_str(),
                &file(name),
                &article.title,
                &article.language,
                &article.path,
                &article.words.to_string(),
                &iso(article.imported_at),
                &article.opened_at.map(iso).unwrap_or_default(),
                if article.archived { "yes" } else { "" },
            ]);
        }
        out.folder.write("articles.csv", &csv.into_bytes())?;
        Ok(out)
    }

    /// Writes the words.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn terms(&mut self, terms: &[KeptTerm]) -> Result<(), OutgoingError> {
        let mut csv = Csv::new([
            "uuid",
            "headword",
            "forms",
            "gloss",
            "sense",
            "note",
            "status",
            "level",
            "first_met",
            "sentences",
            "sentence_senses",
            "language",
            "kind",
        ]);
        for kept in terms {
            let KeptTerm { uuid, term, .. } = kept;
            let notes: Vec<&str> = term.notes.iter().map(|note| note.body.as_str()).collect();
            let sentences: Vec<String> = kept.sentences.iter().map(|sentence| one_line(sentence)).collect();
            let senses: Vec<String> = kept.senses.iter().map(|sense| one_line(sense)).collect();
            csv.row([
                uuid.as_str(),
                &term.headword,
                &term.forms.join("; "),
                &term.gloss,
                &one_line(&term.sense),
                &notes.join("\n\n"),
                &number(term.status),
                level(&term.language, &term.headword, &term.forms),
                &iso(term.saved_at),
                &sentences.join("\n"),
                senses.join("\n").trim_end(),
                &term.language,
                match term.kind {
                    TermKind::Word => "word",
                    TermKind::Phrase => "phrase",
                },
            ]);
        }
        self.report.words = terms.len();
        self.folder.write("terms.csv", &csv.into_bytes())
    }

    /// Writes the logs.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn logs(
        &mut self,
        (changes, reviews): (&[KeptChange], &[KeptReview]),
        reading: &[KeptReading],
    ) -> Result<(), OutgoingError> {
        let mut csv = Csv::new([
            "uuid",
            "term_uuid",
            "headword",
            "language",
            "from",
            "to",
            "source",
            "at",
            "utc_offset_minutes",
            "reverts",
        ]);
        for change in changes {
            csv.row([
                &change.uuid,
                &change.term_uuid,
                &change.headword,
                &change.language,
                &number(change.from),
                &number(change.to),
                &change.source,
                &iso(change.at),
                &change.offset_minutes.to_string(),
                &change.reverts,
            ]);
        }
        self.folder.write("status_log.csv", &csv.into_bytes())?;
        let mut csv = Csv::new(REVIEWS);
        for review in reviews {
            csv.row([
                &review.uuid,
                &review.term_uuid,
                &review.note_uuid,
                &review.headword,
                &review.language,
                &review.grade.to_string(),
                &review.source,
                &iso(review.at),
                &review.offset_minutes.to_string(),
                &review.reverts,
            ]);
        }
        self.folder.write("reviews.csv", &csv.into_bytes())?;
        let mut csv = Csv::new(["uuid", "article_uuid", "title", "block", "words", "seconds", "day"]);
        for row in reading {
            csv.row([
                &row.uuid,
                &row.article_uuid,
                &row.title,
                &row.block.to_string(),
                &row.words.to_string(),
                &row.seconds.to_string(),
                &day(row.day.saturating_mul(MS_A_DAY)),
            ]);
        }
        self.folder.write("reading_log.csv", &csv.into_bytes())
    }

    /// Writes the cards: what the memory of each word has come to.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn cards(&mut self, cards: &[KeptCard]) -> Result<(), OutgoingError> {
        let mut csv = Csv::new([
            "uuid",
            "term_uuid",
            "note_uuid",
            "headword",
            "phase",
            "stability",
            "difficulty",
            "due",
            "reviews",
            "lapses",
            "set_aside",
        ]);
        for card in cards {
            let number = |value: Option<f64>| value.map(|value| format!("{value:.4}")).unwrap_or_default();
            let due = card
                .due_at
                .map(iso)
                .or(card.due_day.map(|number| day(number.saturating_mul(MS_A_DAY))));
            csv.row([
                card.uuid.as_str(),
                &card.term_uuid,
                &card.note_uuid,
                &card.headword,
                &card.phase,
                &number(card.stability),
                &number(card.difficulty),
                &due.unwrap_or_default(),
                &card.reviews.to_string(),
                &card.lapses.to_string(),
                if card.set_aside { "yes" } else { "" },
            ]);
        }
        self.folder.write("cards.csv", &csv.into_bytes())
    }

    /// Writes the notes in all three shapes.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn notes(
        &mut self,
        (notes, positions): (&[SharedNote], &Positions),
        articles: &[KeptArticle],
    ) -> Result<(), OutgoingError> {
        let uuids = articles.iter().map(|article| article.uuid.clone());
        let links = LinkNames(uuids.zip(self.names.iter().cloned()).collect());
        for (name, text) in per_article(notes, &links) {
            self.folder.write(&format!("notes/{name}"), text.as_bytes())?;
        }
        self.report.notes = notes.len();
        self.folder.write("notes/notes.json", &annotations(notes, positions))?;
        self.folder.write("notes/notes.csv", &table(notes))
    }

    /// Writes the article with this number in the list that the folder was begun for.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn article(&mut self, number: usize, bytes: &[u8]) -> Result<(), OutgoingError> {
        let name = self.names.get(number).map_or("article", String::as_str);
        self.folder.write(&format!("articles/{}", file(name)), bytes)?;
        self.report.articles += 1;
        Ok(())
    }

    /// Ends the folder: from now on it is there.
    ///
    /// # Errors
    /// When it cannot be written; then nothing of it is there.
    pub fn finish(mut self) -> Result<TakenOut, OutgoingError> {
        let readme = include_str!("../../assets/take_out/README.md")
            .replace("{{date}}", &day(local(self.now)))
            .replace("{{articles}}", &self.report.articles.to_string())
            .replace("{{words}}", &self.report.words.to_string())
            .replace("{{notes}}", &self.report.notes.to_string());
        self.folder.write("README.md", readme.as_bytes())?;
        let folder = self.folder.finish("Boldface", self.now)?;
        Ok(TakenOut { folder, ..self.report })
    }
}

fn file(name: &str) -> String {
    format!("{name}.md")
}

fn number(status: Option<Status>) -> String {
    status.map(|status| status.number().to_string()).unwrap_or_default()
}

fn level(language: &str, headword: &str, forms: &[String]) -> &'static str {
    if !language.starts_with("en") {
        return "";
    }
    let form = forms.first().map_or("", String::as_str);
    headword_level(&form_key(headword), form).map_or("", crate::lexicon::Level::label)
}

/// A sentence as a line of its own.
fn one_line(text: &str) -> String {
    text.split(['\n', '\r'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
