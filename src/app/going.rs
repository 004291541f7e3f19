//! What goes out of the library and what comes back: exports of notes, everything at once, notes from files, and what is
//! taken back from the History list.

use std::path::PathBuf;
use std::time::Instant;

use rust_i18n::t;

use super::{Boldface, CommandId, Effect, LibraryState, PathFor, Prompt, View, format, messages};
use crate::store::NotesImported;
use crate::study::PastId;
use crate::transfer::{NoteFault, NoteFileError, NoteShape, OutgoingError, SaveError};
use crate::worker::{Change, GoingNews, NotesReport, Request};

/// What the learner asks for of this kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Going {
    /// Choose where the notes go in this shape.
    Notes(NoteShape),
    /// Write the notes there; with `true` another file that is there may be replaced.
    NotesTo(NoteShape, PathBuf, bool),
    /// Write everything into a new folder in this one.
    EverythingInto(PathBuf),
    /// Stop what is being written.
    Cancel,
    /// Take an entry of the History list back.
    TakeBack(PastId),
}

impl Boldface {
    /// Runs a command of this kind.
    pub(super) fn command_going(&mut self, id: CommandId) {
        let unavailable = matches!(self.model.library.state, LibraryState::Unavailable(_));
        match id {
            // Of a library that cannot be opened goes out what can be read of it.
            CommandId::TakeOut if unavailable => self.effects.push(Effect::FolderDialog),
            _ if unavailable => {}
            CommandId::TakeOut => self.effects.push(Effect::PathDialog(PathFor::Everything)),
            CommandId::ExportNotes => self.model.prompt = Some(Prompt::ExportNotes),
            CommandId::ImportNotes => self.effects.push(Effect::PathDialog(PathFor::NotesIn)),
            CommandId::History => {
                self.model.prompt = Some(Prompt::History);
                self.send(Request::ListHistory);
            }
            _ => {}
        }
    }

    /// Takes in an action of this kind.
    pub(super) fn act_going(&mut self, going: Going, now: Instant) {
        match going {
            Going::Notes(shape) => {
                self.model.prompt = None;
                self.effects.push(Effect::PathDialog(PathFor::Notes(shape)));
            }
            Going::NotesTo(shape, target, replace) => {
                let request = Request::WriteNotes { shape, target, replace };
                self.go_out(request, now);
            }
            Going::EverythingInto(into) => self.go_out(Request::TakeOut { into }, now),
            Going::Cancel => self.requests.cancel_going_out(),
            Going::TakeBack(past_id) => self.change(Change::TakeBack(past_id), now),
        }
    }

    /// What is being typed goes out as well. A second wish while one is carried out is the same wish.
    fn go_out(&mut self, request: Request, now: Instant) {
        self.model.prompt = None;
        if self.model.going_out.is_some() {
            return;
        }
        self.drafts.flush(now);
        self.send_due_drafts(now);
        self.model.going_out = Some((0, 0));
        self.send(request);
    }

    /// The History list is read again while it is shown.
    pub(super) fn refresh_history(&self) {
        if self.model.prompt == Some(Prompt::History) {
            self.send(Request::ListHistory);
        }
    }

    /// Takes in what the threads tell of it.
    pub(super) fn take_going(&mut self, news: GoingNews, now: Instant) {
        match news {
            GoingNews::Progress { done, total } => self.model.going_out = Some((done, total)),
            GoingNews::NotesWritten { written, shape } => {
                self.model.going_out = None;
                match written {
                    Ok(written) => {
                        let notes = format::plural("out.notes", written.notes);
                        let text = t!("out.notes_written", notes = notes, path = written.path.display());
                        self.model.toasts.show(text.into_owned(), false, now);
                    }
                    Err(OutgoingError::Unwritable(SaveError::Exists { path })) if shape != NoteShape::Folder => {
                        self.model.prompt = Some(Prompt::ReplaceNotes { shape, path });
                    }
                    Err(error) => self.not_written(&error, now),
                }
            }
            GoingNews::TakenOut(taken) => {
                self.model.going_out = None;
                match taken {
                    Ok(out) => {
                        let headline = t!(
                            "out.taken_out",
                            articles = format::plural("export.articles", out.articles),
                            words = format::plural("export.words", out.words),
                            notes = format::plural("export.notes", out.notes),
                        );
                        let folder = t!("out.folder", folder = out.folder.display());
                        self.tell_report(headline.into_owned(), vec![folder.into_owned()]);
                    }
                    Err(error) => self.not_written(&error, now),
                }
            }
            GoingNews::NotesImported(report) => self.tell_of_notes(&report),
            GoingNews::History(past) => self.model.history = past,
        }
    }

    fn tell_report(&mut self, headline: String, problems: Vec<String>) {
        self.model.prompt = Some(Prompt::Report { headline, problems });
    }

    fn not_written(&mut self, error: &OutgoingError, now: Instant) {
        let why = match error {
            OutgoingError::Cancelled => {
                self.model.toasts.show(t!("out.cancelled").into_owned(), false, now);
                return;
            }
            OutgoingError::Unreadable(error) => messages::store_error(error),
            OutgoingError::Unwritable(SaveError::DiskFull { path }) => {
                t!("out.disk_full", path = path.display()).into_owned()
            }
            OutgoingError::Unwritable(SaveError::ReadOnlyFolder { path } | SaveError::ReadOnlyFile { path }) => {
                t!("out.read_only", path = path.display()).into_owned()
            }
            OutgoingError::Unwritable(SaveError::NoFolder { path }) => {
                t!("out.no_folder", path = path.display()).into_owned()
            }
            OutgoingError::Unwritable(SaveError::Io { path, source }) => {
                t!("out.io", path = path.display(), why = source).into_owned()
            }
            OutgoingError::Unwritable(error) => messages::save_error(error),
        };
        self.tell_report(t!("out.failed").into_owned(), vec![why]);
    }

    fn tell_of_notes(&mut self, report: &NotesReport) {
        let mut problems: Vec<String> = report.failed.iter().map(note_file_error).collect();
        let headline = match &report.imported {
            Ok(imported) => {
                problems.extend(beside(imported));
                // The file could not be read, and that is all there is to say.
                if problems.len() == report.failed.len() && *imported == NotesImported::default() {
                    t!("notes_in.nothing").into_owned()
                } else {
                    came_in(imported)
                }
            }
            Err(error) => {
                problems.insert(0, messages::store_error(error));
                t!("notes_in.nothing").into_owned()
            }
        };
        self.tell_report(headline, problems);
        if self.model.reading.is_none() {
            self.model.view = View::Library;
        }
    }
}

/// How many notes came in, in one line.
fn came_in(imported: &NotesImported) -> String {
    let mut parts = vec![format::plural("notes_in.new", (imported.new + imported.back) as usize)];
    let more = [("notes_in.updated", imported.updated), ("notes_in.same", imported.same)];
    let more = more.into_iter().filter(|(_, count)| *count > 0);
    parts.extend(more.map(|(key, count)| format::plural(key, count as usize)));
    format!("{}.", parts.join(", "))
}

/// What there is to say beside the numbers, a line each.
fn beside(imported: &NotesImported) -> Vec<String> {
    let kept = imported.kept.iter();
    let kept = kept.map(|body| t!("notes_in.kept", note = beginning(body)).into_owned());
    let missing = imported.missing.iter();
    let missing = missing.map(|title| t!("notes_in.missing", title = title).into_owned());
    kept.chain(missing).collect()
}

/// The first words of a note.
fn beginning(body: &str) -> String {
    let words: Vec<&str> = body.split_whitespace().take(12).collect();
    let mut beginning = words.join(" ");
    if let Some((end, _)) = beginning.char_indices().nth(60) {
        beginning.truncate(end);
    }
    if beginning.len() < body.trim().len() {
        beginning.push('…');
    }
    beginning
}

fn note_file_error(error: &NoteFileError) -> String {
    match error {
        NoteFileError::File(error) => return messages::read_error(error),
        NoteFileError::NotNotes { path, detail } => t!("notes_in.not_notes", path = path.display(), why = detail),
        NoteFileError::Note { path, number, fault } => {
            let why = match fault {
                NoteFault::Uuid => t!("notes_in.fault_uuid"),
                NoteFault::Kind => t!("notes_in.fault_kind"),
                NoteFault::Target => t!("notes_in.fault_target"),
                NoteFault::Time => t!("notes_in.fault_time"),
            };
            t!("notes_in.fault", path = path.display(), number = number, why = why)
        }
    }
    .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_in_is_told_in_numbers_and_the_rest_line_by_line() {
        let imported = NotesImported {
            new: 1,
            back: 1,
            updated: 1,
            same: 0,
            kept: vec!["word ".repeat(40)],
            missing: vec!["Harbour".to_owned()],
        };
        assert_eq!(came_in(&imported), "2 notes came in, 1 note is newer now.");
        let lines = beside(&imported);
        assert_eq!(lines.len(), 2);
        assert!(
            lines[0].chars().count() < 140 && lines[1].contains("“Harbour”"),
            "{lines:?}"
        );
    }
}
