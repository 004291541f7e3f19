//! What happened, in the learner's words: the one place where steps and errors become text.

use std::path::Path;

use jiff::tz::TimeZone;
use rust_i18n::t;

use super::{format, history};
use crate::store::{Direction, Op, OpenError, Part, Risk, StoreError};
use crate::study::NoteKind;
use crate::text::{Refusal, form_key};
use crate::transfer::{EncodeError, ExportError, ExportReport, ReadError, SaveError};
use crate::worker::{Committed, ImportReport, RefusedBold};

/// The text of the toast for a change.
#[must_use]
pub fn committed(committed: &Committed) -> String {
    let step = op(&committed.op);
    let is_write = matches!(committed.op, Op::WriteBack { .. });
    match committed.direction {
        // No file is written by a step.
        Direction::Undone if is_write => t!("toast.write_undone").into_owned(),
        Direction::Redone if is_write => t!("toast.write_redone").into_owned(),
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
        Op::TakeIn { words } => return format::plural("op.take_in", *words as usize),
        Op::SetHeadword { from, headword, .. } => t!("op.set_headword", from = from, word = headword),
        Op::JoinTerms {
            headword,
            other,
            status,
            ..
        } => t!(
            "op.join_terms",
            other = other,
            word = headword,
            status = format::status(*status)
        ),
        Op::TreatForm { form, headword, .. } if form_key(headword) == *form => t!("op.split_form", form = form),
        Op::TreatForm { form, headword, .. } => t!("op.treat_form", form = form, word = headword),
        Op::ChooseSense {
            headword, chosen: true, ..
        } => t!("op.choose_sense", word = headword),
        Op::ChooseSense { headword, .. } => t!("op.no_sense", word = headword),
        Op::EditGloss { headword, .. } => t!("op.gloss", word = headword),
        Op::EditNote { .. }
        | Op::DeleteNote { .. }
        | Op::Highlight { .. }
        | Op::ReviewNote { .. }
        | Op::RestoreNote { .. }
        | Op::RevertNote { .. } => return note_step(op),
        Op::Import { articles: 1, title, .. } => t!("op.import_one", title = title),
        Op::Import { articles, .. } => return format::plural("op.import", *articles as usize),
        Op::Finish { words, .. } => return format::plural("op.finish", *words as usize),
        Op::MergeBolds {
            came: 0,
            went: 0,
            title,
            ..
        } => t!("op.same_bold", title = title),
        Op::MergeBolds { came, went: 0, .. } => return format::plural("op.bolds_came", *came as usize),
        Op::MergeBolds { came: 0, went, .. } => return format::plural("op.bolds_went", *went as usize),
        Op::MergeBolds { came, went, .. } => t!(
            "op.bolds_came_and_went",
            came = format::plural("op.bolds_came", *came as usize),
            went = went
        ),
        Op::WriteBack { bolds, title, .. } => return format::plural_of_word("op.write_back", *bolds as usize, title),
        Op::UpdateArticle {
            title,
            lost,
            lost_notes,
            ..
        } if lost + lost_notes > 0 => return updated_with_losses(title, *lost as usize, *lost_notes as usize),
        Op::UpdateArticle { title, .. } => t!("op.update", title = title),
        Op::SetLanguage { title, language, .. } => {
            t!("op.set_language", title = title, language = format::language(language))
        }
        Op::TurnBracket {
            text, is_gloss: true, ..
        } => t!("op.is_gloss", text = text),
        Op::TurnBracket { text, .. } => t!("op.is_text", text = text),
        Op::SetBookmark { title, set: true, .. } => t!("op.bookmark", title = title),
        Op::SetBookmark { title, .. } => t!("op.no_bookmark", title = title),
        Op::Rename { title, .. } => t!("op.rename", title = title),
        Op::Archive {
            title, archived: true, ..
        } => t!("op.archive", title = title),
        Op::Archive { title, .. } => t!("op.unarchive", title = title),
        Op::DeleteArticle { title, .. } => t!("op.delete_article", title = title),
        Op::RestoreArticle { title, .. } => t!("op.restore_article", title = title),
        Op::ImportNotes { notes } => return format::plural("op.import_notes", *notes as usize),
        Op::Answer { .. }
        | Op::ReadPage { .. }
        | Op::MoveUp { .. }
        | Op::LearnAgain { .. }
        | Op::PinSentence { .. }
        | Op::SetAside { .. }
        | Op::StudySettings => {
            return super::review::told(op);
        }
        Op::TakeBack { rows: 0, .. } => t!("op.take_back_nothing"),
        Op::TakeBack { kind, title, .. } => return history::taken_back(*kind, title),
    }
    .into_owned()
}

/// A step about a note: a word is named as it is, a passage by its first words, an article by its title.
fn note_step(op: &Op) -> String {
    /// So many characters of what a note is on are shown.
    const NAMED_BY: usize = 40;
    let name = |kind: NoteKind, on: &str| match kind {
        NoteKind::Term => on.to_owned(),
        NoteKind::Passage | NoteKind::Article => {
            let words = on.split_whitespace().collect::<Vec<_>>().join(" ");
            let bare = words.trim_matches(['“', '”', '"']);
            t!("op.quoted", text = format::shortened(bare, NAMED_BY)).into_owned()
        }
    };
    match op {
        Op::EditNote { on, headword, .. } => t!("op.note", word = name(*on, headword)),
        Op::DeleteNote { on, headword, .. } => t!("op.delete_note", word = name(*on, headword)),
        Op::Highlight { quote, colour, .. } => {
            let quote = name(NoteKind::Passage, quote);
            if colour.is_none() {
                t!("op.no_highlight", quote = quote)
            } else {
                let colour = t!(format::note_colour(*colour));
                t!("op.highlight", quote = quote, colour = colour)
            }
        }
        Op::ReviewNote {
            on,
            headword,
            review: true,
            ..
        } => t!("op.review_note", word = name(*on, headword)),
        Op::ReviewNote { on, headword, .. } => t!("op.no_review_note", word = name(*on, headword)),
        Op::RestoreNote { on, headword, .. } => t!("op.restore_note", word = name(*on, headword)),
        Op::RevertNote { on, headword, .. } => t!("op.revert_note", word = name(*on, headword)),
        _ => return String::new(),
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

/// What an import brought, in one line.
#[must_use]
pub fn imported(report: &ImportReport) -> String {
    let articles = format::plural("import.articles", report.added.len() + report.restored.len());
    let mut parts = vec![articles, format::plural("import.terms", report.terms)];
    // What there is none of is no news.
    for (key, count) in [
        ("import.glosses", report.glosses),
        ("import.present", report.present.len()),
    ] {
        if count > 0 {
            parts.push(format::plural(key, count));
        }
    }
    t!("import.report", parts = parts.join(", ")).into_owned()
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

/// Why an article was not written, and what to do.
#[must_use]
pub fn save_error(error: &SaveError) -> String {
    match error {
        SaveError::NoFolder { path } => t!("save.no_folder", path = path.display()),
        SaveError::ReadOnlyFolder { path } => t!("save.read_only_folder", path = path.display()),
        SaveError::ReadOnlyFile { path } => t!("save.read_only_file", path = path.display()),
        SaveError::NotAFile { path } => t!("save.not_a_file", path = path.display()),
        SaveError::DiskFull { path } => t!("save.disk_full", path = path.display()),
        SaveError::Gone { path } => t!("save.gone", path = path.display()),
        SaveError::Exists { path } => t!("save.exists", path = path.display()),
        SaveError::Changed { path } => t!("save.changed", path = path.display()),
        SaveError::WebPage { path } => t!("save.web_page", path = path.display()),
        SaveError::Encoding { path, source } => match source {
            EncodeError::Broken | EncodeError::Original(_) => t!("save.broken", path = path.display()),
            EncodeError::Unmappable => t!("save.unmappable", path = path.display()),
        },
        SaveError::Io { path, source } => t!("save.io", path = path.display(), why = source),
    }
    .into_owned()
}

/// An article was updated, and not everything on it has its place in the new text.
fn updated_with_losses(title: &str, bolds: usize, notes: usize) -> String {
    match (bolds, notes) {
        (_, 0) => format::plural_of_word("op.update_lost", bolds, title),
        (0, _) => format::plural_of_word("op.update_lost_notes", notes, title),
        _ => {
            let and_notes = format::plural("op.and_lost_notes", notes);
            format!("{}{and_notes}", format::plural_of_word("op.update_lost", bolds, title))
        }
    }
}

/// A bold edit that is not in the file, with its place, and why.
#[must_use]
pub fn refused_bold(refused: &RefusedBold) -> String {
    let why = match refused.reason {
        Refusal::NoPlace => t!("save.why_no_place"),
        Refusal::Code => t!("save.why_code"),
        Refusal::Address => t!("save.why_address"),
        Refusal::NotInSource => t!("save.why_not_in_source"),
        Refusal::Split => t!("save.why_split"),
        Refusal::Misread => t!("save.why_misread"),
    };
    let number = refused.block + 1;
    if refused.bold {
        t!("save.not_bolded", words = refused.words, number = number, why = why)
    } else {
        t!("save.not_unbolded", words = refused.words, number = number, why = why)
    }
    .into_owned()
}
