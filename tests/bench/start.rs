//! From start to the article on the screen, against a window that draws one label with the same toolkit and features.
//!
//! Run it with `cargo bench --bench start` on a quiet machine with a display (Xvfb will do). It alternates between both
//! programs, so that both meet the same machine, and prints medians, their ratio, memory, idle cost and size. Times are
//! taken here, from the spawn to the line on standard error, so that loading the program counts on both sides. Then the
//! same with a book of a million words: new, on the command line with an empty library, and in the library. With
//! `BOLDFACE_BENCH_ARTICLE=FILE` that article is opened instead of a made one; with `BOLDFACE_BENCH_PROGRAM=FILE` that
//! program is measured.

mod page;
mod zipf;

use std::error::Error;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use eframe::egui;

const PAIRS: usize = 11;
/// So often a book is imported into a library of its own.
const BOOKS: usize = 5;
const BARE: &str = "BOLDFACE_BENCH_BARE";
/// A program that says nothing for so long has failed.
const PATIENCE: Duration = Duration::from_secs(30);
const SETTLE: Duration = Duration::from_secs(5);
const IDLE: Duration = Duration::from_secs(10);

fn main() -> Result<(), Box<dyn Error>> {
    if std::env::var_os(BARE).is_some() {
        return Ok(bare_window()?);
    }
    let has_display = ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()));
    if cfg!(target_os = "linux") && !has_display {
        println!("start: no display, nothing measured");
        return Ok(());
    }
    Bench::new()?.run()
}

/// One label, the same features and renderer; tells when its first frame has been laid out, and when it is on the screen.
fn bare_window() -> Result<(), eframe::Error> {
    let mut frames = 0;
    let options = eframe::NativeOptions {
        renderer: eframe::Renderer::Glow,
        ..Default::default()
    };
    eframe::run_ui_native("bare", options, move |ui, _| {
        frames += 1;
        if frames == 2 {
            eprintln!(r#"{{"event":"painted"}}"#);
        }
        egui::CentralPanel::default().show(ui, |ui| ui.label("One label."));
        if frames == 1 {
            eprintln!(r#"{{"event":"first_frame"}}"#);
            ui.ctx().request_repaint();
        }
    })
}

struct Bench {
    program: PathBuf,
    /// Home of all that the program keeps; gone with the bench.
    home: tempfile::TempDir,
    article: PathBuf,
}

/// What one start showed.
struct Start {
    first_frame: Duration,
    painted: Duration,
    running: Running,
}

impl Bench {
    fn new() -> Result<Self, Box<dyn Error>> {
        let program =
            std::env::var_os("BOLDFACE_BENCH_PROGRAM").unwrap_or_else(|| env!("CARGO_BIN_EXE_boldface").into());
        let home = tempfile::tempdir()?;
        let article = if let Some(article) = std::env::var_os("BOLDFACE_BENCH_ARTICLE") {
            std::path::absolute(PathBuf::from(article))?
        } else {
            let article = home.path().join("page.md");
            std::fs::write(&article, page::news_page(1_300))?;
            article
        };
        Ok(Self {
            program: program.into(),
            home,
            article,
        })
    }

    fn run(&self) -> Result<(), Box<dyn Error>> {
        println!("{} with {}", self.program.display(), self.article.display());
        // Once each to fill the caches, and to have the article in the library.
        let (_, _) = (self.ours()?, self.bare()?);
        let mut ours = Vec::new();
        let (mut bare_first, mut bare_painted) = (Vec::new(), Vec::new());
        for pair in 1..=PAIRS {
            let our_start = self.ours()?;
            ours.push(our_start.painted);
            drop(our_start);
            let bare_start = self.bare()?;
            bare_first.push(bare_start.first_frame);
            bare_painted.push(bare_start.painted);
            println!(
                "pair {pair}: article {:?}, bare window {:?}",
                ours[pair - 1],
                bare_painted[pair - 1]
            );
        }
        let (ours, bare_first, bare_painted) = (median(ours), median(bare_first), median(bare_painted));
        println!("start to the article painted: {} ms", milliseconds(ours));
        println!(
            "bare window, first frame laid out: {} ms; on the screen: {} ms",
            milliseconds(bare_first),
            milliseconds(bare_painted)
        );
        println!(
            "ratio to the bare window on the screen: {:.2} (at most 1.50)",
            ours.as_secs_f64() / bare_painted.as_secs_f64()
        );
        println!(
            "ratio to its first frame: {:.2}",
            ours.as_secs_f64() / bare_first.as_secs_f64()
        );
        at_rest(&self.ours()?, 150)?;
        self.book()?;
        println!(
            "stripped program: {:.1} MB (at most 25)",
            megabytes(stripped_size(&self.program, self.home.path())?)
        );
        Ok(())
    }

    /// A book of a million words, new and in the library.
    fn book(&self) -> Result<(), Box<dyn Error>> {
        let book = self.home.path().join("book.md");
        std::fs::write(&book, zipf::Zipf::new(7).markdown("A book", 1_000_000, 400))?;
        let library = |number: usize| self.home.path().join(format!("book-{number}")).join("library.db");
        let (mut new, mut known, mut bare) = (Vec::new(), Vec::new(), Vec::new());
        for number in 0..BOOKS {
            let first = self.with(&book, &library(number))?;
            new.push(first.painted);
            // The import goes to its end, so that the next starts find the book.
            std::thread::sleep(SETTLE);
        }
        for _ in 0..PAIRS {
            known.push(self.with(&book, &library(0))?.painted);
            bare.push(self.bare()?.painted);
        }
        let (new, known, bare) = (median(new), median(known), median(bare));
        println!(
            "start to the first screen of a new book: {} ms (at most 1000)",
            milliseconds(new)
        );
        println!(
            "of one in the library: {} ms, {} ms more than the bare window (at most 150)",
            milliseconds(known),
            milliseconds(known.saturating_sub(bare))
        );
        at_rest(&self.with(&book, &library(0))?, 250)
    }

    fn ours(&self) -> Result<Start, Box<dyn Error>> {
        self.with(&self.article, &self.home.path().join("library.db"))
    }

    fn with(&self, article: &Path, library: &Path) -> Result<Start, Box<dyn Error>> {
        let home = self.home.path();
        let mut command = Command::new(&self.program);
        command.arg(article).arg("--timings").arg("--library").arg(library);
        for name in [
            "HOME",
            "XDG_DATA_HOME",
            "XDG_CONFIG_HOME",
            "XDG_CACHE_HOME",
            "XDG_STATE_HOME",
            "XDG_RUNTIME_DIR",
        ] {
            // The session's own runtime folder stays where Wayland's socket is looked for.
            if name != "XDG_RUNTIME_DIR" || std::env::var_os("WAYLAND_DISPLAY").is_none() {
                command.env(name, home);
            }
        }
        Running::start(command)?.until(["first_frame", "article_painted"])
    }

    fn bare(&self) -> Result<Start, Box<dyn Error>> {
        let mut command = Command::new(std::env::current_exe()?);
        command.env(BARE, "1").env("HOME", self.home.path());
        Running::start(command)?.until(["first_frame", "painted"])
    }
}

/// What a program costs while nothing is done with it; `most` is the limit of its memory (MB).
fn at_rest(start: &Start, most: u32) -> Result<(), Box<dyn Error>> {
    std::thread::sleep(SETTLE);
    let process = start.running.child.id();
    let Some(before) = ticks(process) else {
        println!("memory and idle cost: only Linux tells");
        return Ok(());
    };
    std::thread::sleep(IDLE);
    let after = ticks(process).ok_or("the program ended while it was idle")?;
    println!("idle for {} s: {} CPU ticks (0)", IDLE.as_secs(), after - before);
    let bytes = proportional_set_bytes(process).ok_or("no smaps_rollup")?;
    println!("proportional set size: {:.0} MB (at most {most})", megabytes(bytes));
    Ok(())
}

/// A program that is running; it is ended when this goes.
struct Running {
    child: Child,
    began: Instant,
}

impl Running {
    fn start(mut command: Command) -> Result<Self, Box<dyn Error>> {
        let began = Instant::now();
        let child = command.stderr(Stdio::piped()).stdout(Stdio::null()).spawn()?;
        Ok(Self { child, began })
    }

    /// Waits for two events, each a line with `"event":"NAME"`, in any order.
    fn until(mut self, events: [&str; 2]) -> Result<Start, Box<dyn Error>> {
        let stderr = self.child.stderr.take().ok_or("no standard error")?;
        let (sender, lines) = std::sync::mpsc::channel();
        // Goes on reading to the end, so that the program never finds its standard error closed or full.
        std::thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                let _ = sender.send((Instant::now(), line));
            }
        });
        let mut seen = [None, None];
        let mut said = String::new();
        while seen.contains(&None) {
            let Ok((at, line)) = lines.recv_timeout(PATIENCE) else {
                return Err(format!("{events:?} did not come; standard error: {said}").into());
            };
            for (slot, event) in seen.iter_mut().zip(events) {
                if line.contains(&format!(r#""event":"{event}""#)) {
                    slot.get_or_insert(at - self.began);
                }
            }
            said.push_str(&line);
            said.push('\n');
        }
        let [first_frame, painted] = seen.map(Option::unwrap_or_default);
        Ok(Start {
            first_frame,
            painted,
            running: self,
        })
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn milliseconds(time: Duration) -> u128 {
    (time.as_micros() + 500) / 1000
}

#[allow(clippy::cast_precision_loss, reason = "shown with one digit")]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

/// CPU time of a process so far, user and system, in clock ticks.
fn ticks(process: u32) -> Option<u64> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name, in parentheses, may hold spaces; what follows has a fixed order, user and system time at 12 and 13.
    let (_, fields) = stat.rsplit_once(") ")?;
    fields
        .split(' ')
        .skip(11)
        .take(2)
        .map(|field| field.parse::<u64>().ok())
        .sum()
}

fn proportional_set_bytes(process: u32) -> Option<u64> {
    let rollup = std::fs::read_to_string(format!("/proc/{process}/smaps_rollup")).ok()?;
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"))?;
    line.trim()
        .trim_end_matches("kB")
        .trim()
        .parse::<u64>()
        .ok()
        .map(|kilobytes| kilobytes * 1024)
}

/// Size after `strip`; as it is where there is no such program.
fn stripped_size(program: &Path, folder: &Path) -> std::io::Result<u64> {
    let stripped = folder.join("stripped");
    let done = Command::new("strip")
        .arg("-o")
        .arg(&stripped)
        .arg(program)
        .status()
        .is_ok_and(|status| status.success());
    Ok(std::fs::metadata(if done { &stripped } else { program })?.len())
}
