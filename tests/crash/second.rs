//! A second start of the program on the same library: it hands its files over, or reads.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use boldface::store::Store;
use boldface::worker::{self, Claim, Event, First, Folders};

use super::journal::Journal;
use super::{child, rounds};

const NAME: &str = "crash::second::claims_a_library";
const LIBRARY: &str = "BOLDFACE_TEST_CLAIM";

/// The second start: says what it may do.
#[test]
#[ignore = "no test of its own: others start it"]
fn claims_a_library() {
    let Ok(library) = std::env::var(LIBRARY) else { return };
    let claim = worker::claim(library.as_ref(), &["/articles/handed over.md".into()]);
    let may = match claim {
        Claim::Owner(_) => "owner",
        Claim::Guest => "guest",
        Claim::Unwritable => "reader",
        Claim::HandedOver => "handed over",
    };
    eprintln!("@{may}");
}

fn second_start(library: &std::path::Path) -> String {
    run_child(NAME, library)
}

/// Runs one of the tests above as a process of its own; gives what it says.
fn run_child(test: &str, library: &std::path::Path) -> String {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--include-ignored", "--nocapture"])
        .env(LIBRARY, library)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let line = said.lines().find_map(|line| line.split_once('@'));
    line.unwrap_or_else(|| panic!("{output:?}")).1.to_owned()
}

#[test]
fn a_second_process_hands_its_files_over() {
    let folder = tempfile::tempdir().unwrap();
    let library = folder.path().join("library.db");
    let claim = worker::claim(&library, &[]);
    assert!(matches!(claim, Claim::Owner(_)));
    let folders = Folders {
        library: library.clone(),
        backups: folder.path().join("backups"),
        cache: folder.path().join("cache"),
        wordnet: Vec::new(),
    };
    let first = worker::start(folders, "en".to_owned(), claim, First::Nothing, Arc::new(|| ()));
    assert_eq!(second_start(&library), "handed over");
    let handed = loop {
        if let Event::HandedOver { files } = first.events.recv_timeout(Duration::from_secs(10)).unwrap() {
            break files;
        }
    };
    assert_eq!(handed, [std::path::PathBuf::from("/articles/handed over.md")]);
    assert!(first.requests.send(worker::Request::Quit));
    (first.finish)();
    assert_eq!(second_start(&library), "owner", "the first has ended");
}

/// `BOLDFACE_WRITES` says how many changes the owner makes meanwhile; 10,000 is the gate before a release.
#[test]
fn a_guest_reads_while_the_owner_writes() {
    let folder = tempfile::tempdir().unwrap();
    let library = folder.path().join("library.db");
    let writes = rounds("BOLDFACE_WRITES", 300);
    let mut owner = child(None, &library, 3, writes)
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap();
    let (line, lines) = mpsc::channel();
    let out = BufReader::new(owner.stdout.take().unwrap());
    let reader = std::thread::spawn(move || {
        for said in out.lines() {
            line.send(said.unwrap()).ok();
        }
    });
    let mut said = String::new();
    // Until the library is there.
    while !said.contains("@opened") {
        said += &lines.recv_timeout(Duration::from_secs(20)).unwrap();
        said.push('\n');
    }
    assert_eq!(second_start(&library), "guest");
    let guest = Store::open_read_only(&library).unwrap();
    let mut seen = 0;
    while !reader.is_finished() {
        seen = seen.max(guest.articles().unwrap().len());
        guest.quick_check().unwrap();
        std::thread::sleep(Duration::from_millis(5));
    }
    assert!(owner.wait().unwrap().success());
    said.extend(lines.try_iter().map(|line| line + "\n"));
    assert!(seen > 0, "the guest saw what the owner wrote");
    drop(guest);
    let mut journal = Journal::default();
    journal.take(&said);
    assert!(journal.ended && journal.refused == 0, "{said}");
    journal.compare(&library);
}

const LOOKS: &str = "crash::second::looks_into_a_library";

/// Any other program that can read SQLite: says how many articles there are.
#[test]
#[ignore = "no test of its own: others start it"]
fn looks_into_a_library() {
    let Ok(library) = std::env::var(LIBRARY) else { return };
    let conn = rusqlite::Connection::open(library).unwrap();
    let count: i64 = conn
        .query_row("SELECT count(*) FROM articles", [], |row| row.get(0))
        .unwrap();
    eprintln!("@{count}");
}

/// Whether this process has a lock on a file.
fn holds_a_lock(file: &std::path::Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let inode = format!(":{} ", std::fs::metadata(file).unwrap().ino());
    let process = format!(" {} ", std::process::id());
    let locks = std::fs::read_to_string("/proc/locks").unwrap();
    locks
        .lines()
        .any(|lock| lock.contains(&inode) && lock.contains(&process))
}

#[test]
fn another_programs_look_into_an_open_library_takes_nothing_away() {
    let folder = tempfile::tempdir().unwrap();
    let library = folder.path().join("library.db");
    let claim = worker::claim(&library, &[]);
    let folders = Folders {
        library: library.clone(),
        backups: folder.path().join("backups"),
        cache: folder.path().join("cache"),
        wordnet: Vec::new(),
    };
    let owner = worker::start(folders, "en".to_owned(), claim, First::Nothing, Arc::new(|| ()));
    // The check at the start and the first backup have a connection of their own, which comes and goes.
    let backed_up = |folder: &std::path::Path| {
        let uuid = std::fs::read_dir(folder.join("backups")).ok()?.next()?.ok()?.path();
        let mut files = std::fs::read_dir(uuid).ok()?.filter_map(Result::ok);
        files.find(|file| file.path().extension().is_some_and(|ending| ending == "db"))
    };
    while backed_up(folder.path()).is_none() {
        std::thread::sleep(Duration::from_millis(20));
    }
    std::thread::sleep(Duration::from_millis(200));
    if cfg!(target_os = "linux") {
        assert!(
            holds_a_lock(&library),
            "the library's lock went with another handle to its file"
        );
    }
    assert_eq!(run_child(LOOKS, &library), "0");
    assert!(
        library.with_file_name("library.db-wal").exists(),
        "its log was taken away"
    );
    let article = folder.path().join("one.md");
    std::fs::write(&article, "# One\n\nThe **first** article.\n").unwrap();
    assert!(owner.requests.send(worker::Request::Import { paths: vec![article] }));
    loop {
        if let Event::Imported(report) = owner.events.recv_timeout(Duration::from_secs(10)).unwrap() {
            assert_eq!(report.added.len(), 1);
            break;
        }
    }
    assert_eq!(
        run_child(LOOKS, &library),
        "1",
        "what is committed is in a file that others see"
    );
    assert!(owner.requests.send(worker::Request::Quit));
    (owner.finish)();
}
