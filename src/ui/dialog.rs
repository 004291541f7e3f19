//! The native dialogs for opening files, choosing a folder, and saving an article. They run beside the window and never hold up a frame.
//!
//! Where neither a portal nor `zenity` answers, the dialog comes back empty, which would look like Cancel. So an empty
//! answer is taken for "there is no dialog" when it came faster than a hand can be, and when nothing is installed that
//! could have shown one.

use std::path::PathBuf;
use std::pin::Pin;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::time::{Duration, Instant};

use eframe::egui::Context;
use rust_i18n::t;

use crate::app::{Model, PathFor, offered_notes};
use crate::transfer::NoteShape;

const FASTER_THAN_A_HAND: Duration = Duration::from_millis(250);

/// Whether anything is installed that shows a dialog. Elsewhere than on Linux and its relatives the system does.
fn can_be_shown() -> bool {
    if !cfg!(all(unix, not(target_os = "macos"))) {
        return true;
    }
    let folders = |name: &str, usual: &str| {
        let folders = std::env::var_os(name).unwrap_or_else(|| usual.into());
        std::env::split_paths(&folders).collect::<Vec<PathBuf>>()
    };
    let zenity = folders("PATH", "/usr/bin")
        .iter()
        .any(|folder| folder.join("zenity").exists());
    let service = "dbus-1/services/org.freedesktop.portal.Desktop.service";
    let portal = folders("XDG_DATA_DIRS", "/usr/local/share:/usr/share");
    zenity || portal.iter().any(|folder| folder.join(service).exists())
}

/// What came of a dialog.
#[derive(Debug, PartialEq, Eq)]
pub enum Answer {
    /// These files are to be opened, this folder takes the export, this file the article.
    Chosen(Vec<PathBuf>, PathFor),
    /// The learner thought better of it.
    Cancelled,
    /// No dialog could be shown.
    Unavailable(PathFor),
}

/// Asks the system for a dialog; the answer is empty when it was cancelled or could not be shown.
fn ask(
    wanted: PathFor,
    model: &Model,
    frame: &eframe::Frame,
) -> Pin<Box<dyn Future<Output = Option<Vec<PathBuf>>> + Send>> {
    let dialog = rfd::AsyncFileDialog::new().set_parent(frame);
    match wanted {
        PathFor::Opening => {
            let files = dialog
                .set_title(t!("dialog.open_title"))
                .add_filter(
                    t!("dialog.filter_articles"),
                    &["md", "markdown", "mdown", "txt", "text", "html", "htm", "json"],
                )
                .add_filter(t!("dialog.filter_all"), &["*"])
                .pick_files();
            Box::pin(async move { Some(files.await?.iter().map(|file| file.path().to_owned()).collect()) })
        }
        PathFor::Saving(article_id) => {
            let offered = model.path_to_offer(article_id);
            let mut dialog = dialog.set_title(t!("command.save"));
            if let Some(folder) = offered.parent() {
                dialog = dialog.set_directory(folder);
            }
            if let Some(name) = offered.file_name() {
                dialog = dialog.set_file_name(name.to_string_lossy());
            }
            let file = dialog.save_file();
            Box::pin(async move { Some(vec![file.await?.path().to_owned()]) })
        }
        PathFor::NotesIn => {
            let dialog = dialog.set_title(t!("dialog.notes_title"));
            let file = dialog.add_filter(t!("dialog.filter_notes"), &["json"]).pick_file();
            Box::pin(async move { Some(vec![file.await?.path().to_owned()]) })
        }
        PathFor::Dictionary => {
            let endings: Vec<&str> = crate::lexicon::dictionary::read::endings().collect();
            let files = dialog
                .set_title(t!("dialog.dictionary_title"))
                .add_filter(t!("dialog.filter_dictionaries"), &endings)
                .add_filter(t!("dialog.filter_all"), &["*"])
                .pick_files();
            Box::pin(async move { Some(files.await?.iter().map(|file| file.path().to_owned()).collect()) })
        }
        PathFor::WordNet => {
            let folder = dialog.set_title(t!("dictionary.wordnet_folder")).pick_folder();
            Box::pin(async move { Some(vec![folder.await?.path().to_owned()]) })
        }
        PathFor::Notes(shape) if shape != NoteShape::Folder => {
            let offered = offered_notes(shape);
            let mut dialog = dialog.set_title(t!("command.export_notes"));
            if let Some(folder) = offered.parent() {
                dialog = dialog.set_directory(folder);
            }
            if let Some(name) = offered.file_name() {
                dialog = dialog.set_file_name(name.to_string_lossy());
            }
            let file = dialog.save_file();
            Box::pin(async move { Some(vec![file.await?.path().to_owned()]) })
        }
        PathFor::Export | PathFor::Notes(_) | PathFor::Everything => {
            let folder = dialog.set_title(t!("dialog.export_title")).pick_folder();
            Box::pin(async move { Some(vec![folder.await?.path().to_owned()]) })
        }
    }
}

/// The dialog that is open, if one is.
#[derive(Default)]
pub struct OpenDialog {
    waiting: Option<(Receiver<Answer>, PathFor)>,
}

impl OpenDialog {
    /// Whether a dialog was asked for and has not answered.
    pub const fn is_waiting(&self) -> bool {
        self.waiting.is_some()
    }

    /// Shows a dialog in front of the window. An older one that never answered is forgotten.
    pub fn show(&mut self, wanted: PathFor, model: &Model, frame: &eframe::Frame, ctx: &Context) {
        let (answer, waiting) = channel();
        self.waiting = Some((waiting, wanted));
        let asked = Instant::now();
        let dialog = ask(wanted, model, frame);
        let ctx = ctx.clone();
        let thread = std::thread::Builder::new().name("dialog".into()).spawn(move || {
            let result = match pollster::block_on(dialog) {
                Some(paths) => Answer::Chosen(paths, wanted),
                None if asked.elapsed() < FASTER_THAN_A_HAND || !can_be_shown() => Answer::Unavailable(wanted),
                None => Answer::Cancelled,
            };
            // The window may have asked anew or be gone: then nobody waits for this answer.
            if answer.send(result).is_ok() {
                ctx.request_repaint();
            }
        });
        if let Err(error) = thread {
            tracing::error!(%error, "no thread for the dialog");
            self.waiting = None;
        }
    }

    /// Waits no longer for the dialog that was asked for.
    pub fn forget(&mut self) {
        self.waiting = None;
    }

    /// The answer, once, when there is one.
    pub fn poll(&mut self) -> Option<Answer> {
        let (waiting, wanted) = self.waiting.as_ref()?;
        let wanted = *wanted;
        match waiting.try_recv() {
            Ok(answer) => {
                self.waiting = None;
                Some(answer)
            }
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => {
                self.waiting = None;
                Some(Answer::Unavailable(wanted))
            }
        }
    }
}
