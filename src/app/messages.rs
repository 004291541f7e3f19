//! What happened, in the learner's words: the one place where steps and errors become text.

use std::path::Path;

use jiff::tz::TimeZone;
use rust_i18n::t;

use super::format;
use crate::store::{Direction, Op, OpenError, Part, Risk, StoreError};
use crate::text::form_key;
use crate::transfer::{ExportError, ExportReport, ReadError};
use crate::worker::Committed;

/// The text of the toast for a change.
#[must_use]
pub fn committed(committed: &Committed) -> String {
    let step = op(&committed.op);
    match committed.direction {
        Direction::Done => step,
        Direction::Undone => t!("toast.undone", step = step).into_owned(),
        Direction::Redone => t!("toast.redone", step = step).into_owned(),
    }
}

/// A step, named: `batter → Known`.
#[must_use]
pub fn op(op: &Op) -> String {
    match op {
        Op::SetStatus { headword, status, .. } | Op::AddTerm { headword, status, .. } => {
            t!("op.status", word = headword, status = format::status(*status))
        }
        Op::DropTerm { headword, .. } => t!("op.drop_term", word = headword),
        Op::ToggleBold {
            headword, bold: true, ..
        } => t!("op.bold", word = headword),
        Op::ToggleBold {
            headword,
            bold: false,
            articles: 0,
            ..
        } => t!("op.unbold", word = headword),
        Op::ToggleBold { headword, articles, .. } => {
            return format::plural_of_word("op.unbold_still", *articles as usize, headword);
        }
        Op::SetHeadword { from, headword, .. } => t!("op.set_headword", from = from, word = headword),
        Op::JoinTerms { headword, other, .. } => t!("op.join_terms", other = other, word = headword),
        Op::TreatForm { form, headword, .. } if form_key(headword) == *form => t!("op.split_form", form = form),
        Op::TreatForm { form, headword, .. } => t!("op.treat_form", form = form, word = headword),
        Op::EditGloss { headword, .. } => t!("op.gloss", word = headword),
        Op::EditNote { headword, .. } => t!("op.note", word = headword),
        Op::DeleteNote { headword, .. } => t!("op.delete_note", word = headword),
        Op::Import { articles: 1, title, .. } => t!("op.import_one", title = title),
        Op::Import { articles, .. } => return format::plural("op.import", *articles as usize),
        Op::Finish { words, .. } => return format::plural("op.finish", *words as usize),
        Op::UpdateArticle { title, .. } => t!("op.update", title = title),
        Op::SetLanguage { title, language, .. } => {
            t!("op.set_language", title = title, language = format::language(language))
        }
        Op::TurnBracket {
            text, is_gloss: true, ..
        } => t!("op.is_gloss", text = text),
        Op::TurnBracket { text, .. } => t!("op.is_text", text = text),
        Op::Rename { title, .. } => t!("op.rename", title = title),
        Op::Archive {
            title, archived: true, ..
        } => t!("op.archive", title = title),
        Op::Archive { title, .. } => t!("op.unarchive", title = title),
        Op::DeleteArticle { title, .. } => t!("op.delete_article", title = title),
        Op::RestoreArticle { title, .. } => t!("op.restore_article", title = title),
    }
    .into_owned()
}

/// Why something could not be stored or read, and what to do.
#[must_use]
pub fn store_error(error: &StoreError) -> String {
    match error {
        StoreError::DiskFull { path } => t!("error.disk_full", path = path.display()),
        StoreError::ReadOnly { path } => t!("error.read_only_file", path = path.display()),
        StoreError::Gone { path } => t!("error.gone", path = path.display()),
        StoreError::Busy { path } => t!("error.busy", path = path.display()),
        StoreError::Corrupt { path, detail } => t!("error.corrupt", path = path.display(), detail = detail),
        StoreError::Backup { .. } => t!("error.backup", why = error),
        StoreError::Upgrade { path, detail } => t!("error.upgrade", path = path.display(), why = detail),
        StoreError::NoSuchRow { .. } => t!("error.no_such_row"),
        StoreError::Io { path, source } => t!("error.io", path = path.display(), why = source),
        StoreError::Sqlite { path, source } => t!("error.io", path = path.display(), why = source),
    }
    .into_owned()
}

/// Why the library cannot be opened, and what to do.
#[must_use]
pub fn open_error(error: &OpenError) -> String {
    match error {
        OpenError::NotALibrary { path } => t!("error.not_a_library", path = path.display()),
        OpenError::Newer { path, .. } => t!("error.newer_library", path = path.display()),
        OpenError::NoFolder { path } => t!("error.no_folder", path = path.display()),
        OpenError::Store(error) => return store_error(error),
    }
    .into_owned()
}

/// What was done about a damaged library.
#[must_use]
pub fn recovered(evidence: &Path, made_at: Option<i64>, zone: &TimeZone) -> String {
    let aside = evidence.display();
    if let Some(made_at) = made_at {
        t!("error.recovered", day = moment(made_at, zone), aside = aside)
    } else {
        t!("error.started_anew", aside = aside)
    }
    .into_owned()
}

/// What an export wrote, in one line, and what it could not read or write, a line each.
#[must_use]
pub fn exported(exported: &Result<ExportReport, ExportError>) -> (String, Vec<String>) {
    let report = match exported {
        Ok(report) => report,
        Err(ExportError::Unreadable(error)) => {
            return (
                t!("export.failed").into_owned(),
                vec![t!("export.unreadable", why = error).into_owned()],
            );
        }
        Err(ExportError::Unwritable { path, source }) => {
            let problem = t!("export.unwritable", path = path.display(), why = source);
            return (t!("export.failed").into_owned(), vec![problem.into_owned()]);
        }
    };
    let headline = t!(
        "export.report",
        articles = format::plural("export.articles", report.articles),
        words = format::plural("export.words", report.words),
        notes = format::plural("export.notes", report.notes),
        folder = report.folder.display(),
    );
    let cancelled = report.cancelled.then(|| t!("export.cancelled").into_owned());
    let gaps = report.gaps.iter().map(|gap| {
        let part = match gap.part {
            Part::Articles | Part::Sources => t!("export.part_articles"),
            Part::Words => t!("export.part_words"),
            Part::Forms => t!("export.part_forms"),
            Part::Sentences => t!("export.part_sentences"),
            Part::Notes => t!("export.part_notes"),
        };
        t!("export.gap", part = part, why = gap.detail).into_owned()
    });
    (headline.into_owned(), cancelled.into_iter().chain(gaps).collect())
}

/// What was done about a library that was not there any more.
#[must_use]
pub fn restored(made_at: i64, zone: &TimeZone) -> String {
    t!("error.restored", day = moment(made_at, zone)).into_owned()
}

fn moment(at_ms: i64, zone: &TimeZone) -> String {
    format::moment(at_ms, format::now_ms(), zone)
}

/// Why a folder is a bad place for a library.
#[must_use]
pub fn risk(risk: &Risk) -> String {
    let why = match risk {
        Risk::Synced { service } => (*service).to_owned(),
        Risk::Network { filesystem } => filesystem.clone(),
    };
    t!("error.shared_folder", why = why).into_owned()
}

/// Why a file could not be read, and what to do.
#[must_use]
pub fn read_error(error: &ReadError) -> String {
    let path = error.path().display();
    match error {
        ReadError::Missing { .. } => t!("read.missing", path = path),
        ReadError::Unreadable { source, .. } => t!("read.unreadable", path = path, why = source),
        ReadError::NotAFile { .. } => t!("read.not_a_file", path = path),
        ReadError::Empty { .. } => t!("read.empty", path = path),
        ReadError::Binary { .. } => t!("read.binary", path = path),
        ReadError::TooLarge { bytes, limit, .. } => t!(
            "read.too_large",
            path = path,
            megabytes = bytes >> 20,
            limit = limit >> 20
        ),
        ReadError::EmptyFolder { .. } => t!("read.empty_folder", path = path),
    }
    .into_owned()
}
