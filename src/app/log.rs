//! The log: a file of bounded size in the platform's place for such files, and the report of the last panic.
//!
//! Both exist to find faults and may be sent to a stranger by the learner, so nothing that the learner wrote or read
//! belongs in them. Panic messages of the standard library quote the text at hand; those quotes are taken out.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::panic::PanicHookInfo;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use tracing::Level;
use tracing_subscriber::filter::{ParseError, Targets};
use tracing_subscriber::prelude::*;

/// Bytes of the current log; the one before is kept as well, so both take at most twice as much.
const LOG_LIMIT: u64 = 1 << 20;
/// Bytes of one record: a backtrace fits, a runaway message does not push out everything else.
const RECORD_LIMIT: usize = 64 << 10;
const LOG_NAME: &str = "boldface.log";
const PANIC_NAME: &str = "last-panic.txt";

/// Why there is no log. The program runs without one.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// The file cannot be written.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Something else logs in this process already.
    #[error("logging has been started before")]
    Twice,
}

/// Starts the log in `folder` and reports every panic from now on. Call it once, early.
///
/// # Errors
/// When the log cannot be written; panics are reported nevertheless, if the folder allows.
pub fn init(folder: &Path) -> Result<(), LogError> {
    install_panic_hook(folder.join(PANIC_NAME));
    let path = folder.join(LOG_NAME);
    let log = std::fs::create_dir_all(folder).and_then(|()| BoundedLog::open(&path, LOG_LIMIT));
    let log = log.map_err(|source| LogError::Io { path, source })?;
    let (filter, complaint) = filter(std::env::var("RUST_LOG").ok().as_deref());
    let lines = tracing_subscriber::fmt::layer()
        .with_ansi(false)
        .with_writer(Mutex::new(log));
    let subscriber = tracing_subscriber::registry().with(lines).with(filter);
    subscriber.try_init().map_err(|_| LogError::Twice)?;
    tracing::info!(
        version = env!("CARGO_PKG_VERSION"),
        os = std::env::consts::OS,
        "started"
    );
    if let Some(complaint) = complaint {
        tracing::warn!("RUST_LOG is not understood and was left aside: {complaint}");
    }
    Ok(())
}

/// The report of the panic that ended the last run, if one did. It is told once: the file is removed.
#[must_use]
pub fn take_last_panic(folder: &Path) -> Option<String> {
    let path = folder.join(PANIC_NAME);
    let report = std::fs::read(&path).ok()?;
    if let Err(error) = std::fs::remove_file(&path) {
        tracing::warn!("the report of the last panic could not be removed: {error}");
    }
    let report = String::from_utf8_lossy(&report[..report.len().min(RECORD_LIMIT)]).into_owned();
    (!report.trim().is_empty()).then_some(report)
}

/// Ours from `info` on, others' warnings and errors; `RUST_LOG` says otherwise.
fn filter(wish: Option<&str>) -> (Targets, Option<String>) {
    let usual = || {
        Targets::new()
            .with_default(Level::WARN)
            .with_target("boldface", Level::INFO)
    };
    match wish.filter(|wish| !wish.trim().is_empty()).map(str::parse) {
        None => (usual(), None),
        Some(Ok(filter)) => (filter, None),
        Some(Err(error)) => (usual(), Some(ParseError::to_string(&error))),
    }
}

/// A file that is put aside as `<name>.1` when it would grow past its limit.
struct BoundedLog {
    path: PathBuf,
    file: File,
    len: u64,
    limit: u64,
}

impl BoundedLog {
    fn open(path: &Path, limit: u64) -> io::Result<Self> {
        let file = OpenOptions::new().create(true).append(true).open(path)?;
        let len = file.metadata()?.len();
        Ok(Self {
            path: path.to_path_buf(),
            file,
            len,
            limit,
        })
    }

    fn rotate(&mut self) -> io::Result<()> {
        let mut old = self.path.clone().into_os_string();
        old.push(".1");
        std::fs::rename(&self.path, old)?;
        *self = Self::open(&self.path, self.limit)?;
        Ok(())
    }
}

impl Write for BoundedLog {
    /// Takes one record. What cannot be kept within the limit is dropped: the bound holds also where renaming fails.
    fn write(&mut self, record: &[u8]) -> io::Result<usize> {
        let kept = &record[..record.len().min(RECORD_LIMIT)];
        let bytes = kept.len() as u64;
        if self.len + bytes > self.limit && self.rotate().is_err() {
            return Ok(record.len());
        }
        self.file.write_all(kept)?;
        self.len += bytes;
        if kept.len() < record.len() {
            self.file.write_all(b"\n")?;
            self.len += 1;
        }
        Ok(record.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

fn install_panic_hook(report: PathBuf) {
    let before = std::panic::take_hook();
    let reported = AtomicBool::new(false);
    std::panic::set_hook(Box::new(move |info| {
        let text = describe(info);
        tracing::error!("{text}");
        // The first panic of a run is the cause of those that follow: they are added below it.
        let first = !reported.swap(true, Ordering::SeqCst);
        if let Err(error) = write_report(&report, &text, first) {
            tracing::error!("{}: {error}", report.display());
        }
        before(info);
    }));
}

fn describe(info: &PanicHookInfo<'_>) -> String {
    let payload = info.payload();
    let text = payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    let message = without_quotes(text.unwrap_or("no message"));
    let place = info
        .location()
        .map_or_else(|| "unknown place".to_owned(), ToString::to_string);
    let thread = std::thread::current();
    let thread = thread.name().unwrap_or("unnamed");
    let version = env!("CARGO_PKG_VERSION");
    let time = jiff::Timestamp::now();
    let backtrace = std::backtrace::Backtrace::force_capture();
    format!("panic at {place}: {message}\nboldface {version}, thread {thread}, {time}\n{backtrace}")
}

fn write_report(path: &Path, text: &str, first: bool) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.create(true).write(true).truncate(first).append(!first);
    let mut file = options.open(path)?;
    if file.metadata()?.len() < RECORD_LIMIT as u64 {
        writeln!(file, "{text}")?;
    }
    file.sync_all()
}

/// What the standard library puts before the value that it quotes.
const HEADS: [&str; 3] = [
    "called `Result::unwrap()` on an `Err` value",
    "called `Result::unwrap_err()` on an `Ok` value",
    "called `Option::unwrap()` on a `None` value",
];

/// Takes out what stands in quotation marks: indexing into text, or unwrapping an error, quotes the learner's words.
/// Everything from the first mark to the last goes, since the quoted text may hold more of them.
fn without_quotes(message: &str) -> String {
    let head = HEADS
        .iter()
        .find(|head| message.starts_with(**head))
        .map_or(0, |head| head.len());
    let (head, tail) = message.split_at(head);
    let mut tail = tail.to_owned();
    let marks = ['`', '"'];
    if let (Some(first), Some(last)) = (tail.find(marks), tail.rfind(marks)) {
        // A text that was cut has no closing mark: everything goes.
        let end = if last > first { last } else { tail.len() };
        tail.replace_range(first + 1..end, "…");
    }
    if let Some(start) = tail.find("inside '") {
        let end = tail[start..]
            .find(" (bytes")
            .map_or(tail.len(), |offset| start + offset);
        tail.replace_range(start + "inside ".len()..end, "'…'");
    }
    format!("{head}{tail}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_never_grows_past_its_limit() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(LOG_NAME);
        let mut log = BoundedLog::open(&path, 1000).unwrap();
        for number in 0..100 {
            writeln!(log, "record {number} {}", "x".repeat(40)).unwrap();
            assert!(std::fs::metadata(&path).unwrap().len() <= 1000);
        }
        let names = std::fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(names, 2, "the current one and the one before");
        assert!(std::fs::read_to_string(&path).unwrap().contains("record 99"));
        drop(log);
        let mut again = BoundedLog::open(&path, 1000).unwrap();
        again.write_all(&[b'y'; 990]).unwrap();
        assert_eq!(
            std::fs::metadata(&path).unwrap().len(),
            990,
            "what an earlier run wrote counts"
        );
    }

    #[test]
    fn a_huge_record_is_cut() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(LOG_NAME);
        let mut log = BoundedLog::open(&path, LOG_LIMIT).unwrap();
        log.write_all(&vec![b'x'; 5 << 20]).unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().len(), RECORD_LIMIT as u64 + 1);
    }

    #[test]
    fn a_panic_report_is_told_once() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(take_last_panic(folder.path()), None);
        let report = folder.path().join(PANIC_NAME);
        write_report(&report, "an older run", true).unwrap();
        write_report(&report, "the cause", true).unwrap();
        write_report(&report, "its consequence", false).unwrap();
        assert_eq!(take_last_panic(folder.path()).unwrap(), "the cause\nits consequence\n");
        assert_eq!(take_last_panic(folder.path()), None);
    }

    const CHILD: &str = "BOLDFACE_TEST_LOG_FOLDER";

    /// Not a test of its own: what the next one runs in a process of its own, since logging starts once in a process.
    #[test]
    fn child_that_panics() {
        let Some(folder) = std::env::var_os(CHILD) else { return };
        let folder = Path::new(&folder);
        init(folder).unwrap();
        assert!(matches!(init(folder), Err(LogError::Twice)));
        tracing::info!("ours");
        tracing::debug!("too fine");
        tracing::info!(target: "wgpu", "somebody else's");
        tracing::warn!(target: "wgpu", "somebody else's warning");
        let worker = std::thread::Builder::new().name("store".to_owned());
        let worker = worker
            .spawn(|| panic!("no such row in \"the learner's words\""))
            .unwrap();
        assert!(worker.join().is_err());
    }

    #[test]
    fn a_panic_is_logged_with_its_backtrace_and_told_at_the_next_start() {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("state");
        let child = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "app::log::tests::child_that_panics"])
            .env(CHILD, &state)
            .env_remove("RUST_LOG")
            .output()
            .unwrap();
        assert!(child.status.success(), "{}", String::from_utf8_lossy(&child.stderr));
        let log = std::fs::read_to_string(state.join(LOG_NAME)).unwrap();
        for said in [
            "started",
            "ours",
            "somebody else's warning",
            "panic at src",
            "thread store",
            "child_that_panics",
        ] {
            assert!(log.contains(said), "{said} is missing in\n{log}");
        }
        for unsaid in ["too fine", "somebody else's\n", "the learner's words", "\u{1b}["] {
            assert!(!log.contains(unsaid), "{unsaid} is in\n{log}");
        }
        let report = take_last_panic(&state).unwrap();
        assert!(
            report.starts_with("panic at src") && report.contains("no such row in") && report.contains("backtrace")
        );
        assert!(!report.contains("the learner's words"));
    }

    #[test]
    fn panic_messages_do_not_quote_the_article() {
        let article = std::hint::black_box("sécret `words` here");
        let failed: Result<(), &str> = std::hint::black_box(Err(article));
        let slice = std::panic::catch_unwind(|| article[..2].len()).unwrap_err();
        let unwrap = std::panic::catch_unwind(|| failed.unwrap()).unwrap_err();
        for payload in [slice, unwrap] {
            let message = payload.downcast_ref::<String>().unwrap();
            assert!(
                message.contains("secret") || message.contains("sécret"),
                "the standard library quotes: {message}"
            );
            let cleaned = without_quotes(message);
            for word in ["sécret", "words", "here", "'é'"] {
                assert!(!cleaned.contains(word), "{cleaned}");
            }
        }
        assert_eq!(
            without_quotes("index out of bounds: the len is 3"),
            "index out of bounds: the len is 3"
        );
    }

    #[test]
    fn a_filter_that_is_not_understood_is_replaced() {
        let (used, _) = filter(Some("info,boldface::store=debug"));
        assert!(used.would_enable("boldface::store", &Level::DEBUG) && !used.would_enable("zbus", &Level::DEBUG));
        assert!(filter(None).1.is_none() && filter(Some(" ")).1.is_none());
        let (used, complaint) = filter(Some("boldface=loud,=,"));
        assert!(complaint.is_some());
        assert!(used.would_enable("boldface::store", &Level::INFO) && !used.would_enable("zbus", &Level::INFO));
    }
}
