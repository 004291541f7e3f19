//! What goes out of the library when the disk is full, the folder read-only, or gone while it is being written to: the
//! learner is told so, and nothing half-written is left.
//!
//! The folder is a small file system of its own, which a process may mount in a name space of its own; where it may not,
//! the test says so and passes.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use boldface::app::Paths;
use boldface::study::{ArticleId, NoteEdit, NoteTarget};
use boldface::transfer::{NoteShape, OutgoingError, SaveError};
use boldface::worker::{self, Change, Event, First, Folders, GoingNews, Request, Worker};

use super::this_test;

const NAME: &str = "crash::out::exports_into_a_folder";
const FOLDER: &str = "BOLDFACE_TEST_FOLDER";
const PATIENCE: Duration = Duration::from_mins(1);

/// Runs a shell's command in a name space in which it may mount.
fn shell(script: &str) -> Command {
    let mut unshare = Command::new("unshare");
    unshare.args(["--map-root-user", "--mount", "sh", "-c", script, "sh"]);
    unshare
}

fn can_mount(folder: &Path) -> bool {
    let tried = shell("mount -t tmpfs -o size=64k none \"$1\"").arg(folder).output();
    tried.is_ok_and(|tried| tried.status.success())
}

#[test]
fn a_full_disk_and_a_read_only_or_vanished_folder_leave_nothing_half_written() {
    let folder = tempfile::tempdir().unwrap();
    if !can_mount(folder.path()) {
        println!("skipped: nothing may be mounted here");
        return;
    }
    // The first argument of the script is this test.
    let script = format!("mount -t tmpfs -o size=192k none \"${FOLDER}\" && exec \"$0\" \"$@\"");
    let mut unshare = Command::new("unshare");
    unshare.args(["--map-root-user", "--mount", "sh", "-c", &script]);
    let output = this_test(Some(unshare), NAME)
        .env(FOLDER, folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let context = format!("{said}\n{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{context}");
    for told in [
        "full notes",
        "full folder",
        "full everything",
        "vanished",
        "read-only notes",
        "read-only everything",
    ] {
        assert!(said.contains(&format!("@{told}\n")), "{told}: {context}");
    }
}

/// The running threads, and what they told last of an export.
struct Going {
    _home: tempfile::TempDir,
    worker: Worker,
}

impl Going {
    /// A library with articles of some length in all.
    fn new(articles: usize) -> Self {
        let home = tempfile::tempdir().unwrap();
        let paths = Paths::under(home.path());
        let claim = worker::claim(paths.library(), &[]);
        let folders = Folders {
            library: paths.library().to_owned(),
            backups: paths.backups(),
            cache: paths.cache().to_owned(),
            wordnet: Vec::new(),
        };
        let file = |number: usize| {
            let path = home.path().join(format!("{number}.md"));
            let mut text = format!("# Article {number}\n\n");
            for line in 0..40 {
                write!(
                    text,
                    "A **calm{number}** day {line}, and nothing else to be said of it.\n\n"
                )
                .unwrap();
            }
            fs::write(&path, text).unwrap();
            path
        };
        let files: Vec<PathBuf> = (0..articles).map(file).collect();
        let worker = worker::start(folders, "de".to_owned(), claim, First::Files(files), Arc::new(|| ()));
        let going = Self { _home: home, worker };
        going.until(|event| matches!(event, Event::Imported(_)).then_some(()));
        // More than fits into the small folder.
        let body = "One after the other. ".repeat(15_000);
        let on = NoteTarget::Article(ArticleId(1));
        let edit = NoteEdit::Write { body, session: 1 };
        let sent = going.worker.requests.send(Request::Change {
            change: Change::Note { on, edit },
            serial: 1,
            issued: Instant::now(),
        });
        assert!(sent);
        going.until(|event| matches!(event, Event::Committed(it) if it.serial == Some(1)).then_some(()));
        going
    }

    fn until<T>(&self, wanted: impl Fn(Event) -> Option<T>) -> T {
        loop {
            let event = self.worker.events.recv_timeout(PATIENCE).expect("an answer");
            if let Some(found) = wanted(event) {
                return found;
            }
        }
    }

    /// Asks for an export; gives why nothing came of it. `meanwhile` is called when the first article is about to go.
    fn refused(&self, request: Request, meanwhile: impl Fn()) -> SaveError {
        assert!(self.worker.requests.send(request));
        let error = self.until(|event| match event {
            Event::Going(GoingNews::Progress { done: 1, .. }) => {
                meanwhile();
                None
            }
            Event::Going(GoingNews::NotesWritten { written, .. }) => Some(written.err()),
            Event::Going(GoingNews::TakenOut(out)) => Some(out.err()),
            _ => None,
        });
        match error {
            Some(OutgoingError::Unwritable(error)) => error,
            other => panic!("{other:?}"),
        }
    }
}

fn say(line: &str) {
    println!("@{line}");
}

fn is_empty(folder: &Path) -> bool {
    fs::read_dir(folder).unwrap().count() == 0
}

#[test]
#[ignore = "no test of its own: the one above starts it"]
fn exports_into_a_folder() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else {
        return;
    };
    let going = Going::new(120);
    let notes = |shape: NoteShape| {
        let target = if shape == NoteShape::Folder {
            folder.clone()
        } else {
            folder.join("notes.json")
        };
        Request::WriteNotes {
            shape,
            target,
            replace: true,
        }
    };
    let everything = || Request::TakeOut { into: folder.clone() };
    let is_full = |error: SaveError| {
        let SaveError::DiskFull { path } = error else {
            panic!("{error:?}")
        };
        assert!(!path.to_string_lossy().contains("/.boldface-"), "{}", path.display());
    };

    // What there is does not fit into the folder.
    is_full(going.refused(everything(), || ()));
    assert!(is_empty(&folder));
    say("full everything");
    is_full(going.refused(notes(NoteShape::Folder), || ()));
    assert!(is_empty(&folder));
    say("full folder");
    fs::write(folder.join("notes.json"), "older notes").unwrap();
    is_full(going.refused(notes(NoteShape::Json), || ()));
    assert_eq!(fs::read(folder.join("notes.json")).unwrap(), b"older notes");
    fs::remove_file(folder.join("notes.json")).unwrap();
    assert!(is_empty(&folder), "nothing temporary stays");
    say("full notes");

    // A folder goes while it is written into.
    let outside = tempfile::tempdir().unwrap();
    let inside = outside.path().join("inside");
    fs::create_dir(&inside).unwrap();
    let gone = Request::TakeOut { into: inside.clone() };
    let error = going.refused(gone, || while fs::remove_dir_all(&inside).is_err() {});
    assert!(
        matches!(&error, SaveError::NoFolder { path } if *path == inside),
        "{error:?}"
    );
    assert!(is_empty(outside.path()));
    say("vanished");

    let remounted = Command::new("mount").args(["-o", "remount,ro"]).arg(&folder).status();
    assert!(remounted.unwrap().success());
    for (name, request) in [
        ("notes", notes(NoteShape::Json)),
        ("folder", notes(NoteShape::Folder)),
        ("everything", everything()),
    ] {
        let error = going.refused(request, || ());
        assert!(matches!(error, SaveError::ReadOnlyFolder { .. }), "{error:?}");
        say(&format!("read-only {name}"));
    }
    assert!(is_empty(&folder));
    assert!(going.worker.requests.send(Request::Quit));
    (going.worker.finish)();
}
