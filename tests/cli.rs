//! The command line, as a person at a terminal meets it: what is printed, where, and which exit code tells how it went.
//! No window is opened here.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

const ARTICLE: &str = "# A **harsh** winter\n\nThe cold **persisted**. It persisted for weeks: 战争 **naïve** “**Ice**”.\n\n\
                       Nothing **gave way**; then the ice gave way.\n";

/// A home of its own, so that nothing of the person who runs the tests is read or written.
struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_boldface"));
        command
            .current_dir(self.0.path())
            .env("HOME", self.0.path())
            .stdin(Stdio::null());
        for name in [
            "XDG_DATA_HOME",
            "XDG_CONFIG_HOME",
            "XDG_CACHE_HOME",
            "XDG_STATE_HOME",
            "XDG_RUNTIME_DIR",
            "RUST_LOG",
        ] {
            command.env_remove(name);
        }
        // If a window were opened by mistake, it would fail at once instead of waiting for ever.
        command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command().args(arguments).output().unwrap()
    }
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

#[test]
fn version_and_help_go_to_standard_output() {
    let home = Home::new();
    for flag in ["--version", "-V"] {
        let output = home.run(&[flag]);
        assert_eq!(stdout(&output), format!("boldface {}\n", env!("CARGO_PKG_VERSION")));
        assert!(output.status.success() && output.stderr.is_empty());
    }
    for flag in ["--help", "-h"] {
        let output = home.run(&[flag]);
        assert!(output.status.success() && output.stderr.is_empty());
        for word in [
            "Usage: boldface",
            "[FILE]...",
            "--library <FILE>",
            "--timings",
            "words",
            "./words",
        ] {
            assert!(
                stdout(&output).contains(word),
                "{word} is missing in\n{}",
                stdout(&output)
            );
        }
    }
    assert!(stdout(&home.run(&["words", "--help"])).contains("--json"));
    assert_eq!(
        std::fs::read_dir(home.0.path()).unwrap().count(),
        0,
        "asking leaves nothing behind"
    );
}

#[test]
fn words_prints_a_table() {
    let home = Home::new();
    home.file("war and é.md", ARTICLE);
    let output = home.run(&["words", "war and é.md"]);
    assert_eq!((output.status.code(), stderr(&output)), (Some(0), ""));
    let rows: Vec<Vec<&str>> = stdout(&output)
        .lines()
        .map(|line| line.splitn(2, "  ").map(str::trim).collect())
        .collect();
    let words: Vec<_> = rows.iter().map(|row| row[0]).collect();
    assert_eq!(words, ["WORD", "harsh", "persist", "naïve", "ice", "give way"]);
    assert!(rows[2][1].starts_with("2  persisted"), "{:?}", rows[2]);
    assert!(rows[2][1].ends_with("The cold persisted."));
    assert_eq!(
        std::fs::read_dir(home.0.path()).unwrap().count(),
        1,
        "nothing is written but to the terminal"
    );
}

#[test]
fn words_prints_json() {
    let home = Home::new();
    let file = home.file("a.md", ARTICLE);
    let output = home.run(&["words", file.to_str().unwrap(), "--json"]);
    assert_eq!((output.status.code(), stderr(&output)), (Some(0), ""));
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["title"], "A harsh winter");
    let terms = json["terms"].as_array().unwrap();
    let of = |key: &str| terms.iter().map(|term| term[key].clone()).collect::<Vec<_>>();
    assert_eq!(of("headword"), ["harsh", "persist", "naïve", "ice", "give way"]);
    assert_eq!(of("count"), [1, 2, 1, 2, 2]);
    assert_eq!(of("block"), [0, 1, 1, 1, 2]);
    assert_eq!(terms[3]["forms"], serde_json::json!(["Ice"]));
    assert_eq!(terms[4]["sentence"], "Nothing gave way; then the ice gave way.");
}

#[test]
fn what_cannot_be_read_is_told_in_one_line() {
    let home = Home::new();
    home.file("empty.md", "");
    home.file(
        "picture.md",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\x01\0\x08\x06\0\0\0",
    );
    for name in ["missing.md", ".", "empty.md", "picture.md"] {
        let output = home.run(&["words", name]);
        assert_eq!(output.status.code(), Some(1), "{name}");
        assert!(output.stdout.is_empty(), "{name}");
        let message = stderr(&output);
        assert!(message.starts_with("boldface: ") && message.contains(name), "{message}");
        assert_eq!(message.lines().count(), 1, "{message}");
        let (_, remedy) = message
            .rsplit_once("; ")
            .unwrap_or_else(|| panic!("no remedy: {message}"));
        assert!(remedy.trim().len() > 10, "{message}");
    }
}

#[test]
fn other_encodings_are_read() {
    let home = Home::new();
    home.file("bom.md", format!("\u{feff}{}", ARTICLE.replace('\n', "\r\n")));
    let utf16: Vec<u8> = std::iter::once(0xfeff)
        .chain(ARTICLE.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    home.file("utf16.md", utf16);
    home.file("plain.md", ARTICLE);
    let plain = home.run(&["words", "plain.md", "--json"]).stdout;
    assert_eq!(home.run(&["words", "bom.md", "--json"]).stdout, plain);
    assert_eq!(home.run(&["words", "utf16.md", "--json"]).stdout, plain);
}

#[test]
fn what_is_not_understood_is_a_usage_error() {
    let home = Home::new();
    for arguments in [
        &["--nonsense"][..],
        &["words"],
        &["words", "a.md", "b.md"],
        &["words", "a.md", "--nonsense"],
        &["--library"],
    ] {
        let output = home.run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(
            output.stdout.is_empty() && stderr(&output).contains("--help"),
            "{}",
            stderr(&output)
        );
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let home = Home::new();
    // More than a pipe holds, so that the program is still writing when its reader leaves.
    let line = |number: usize| format!("The **word{number}** is new {}.\n\n", "and so on ".repeat(20));
    home.file("long.md", (0..3_000).map(line).collect::<String>());
    for format in [&[][..], &["--json"]] {
        let mut command = home.command();
        command
            .args(["words", "long.md"])
            .args(format)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut start = [0; 10];
        child.stdout.take().unwrap().read_exact(&mut start).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), stderr(&output)), (Some(0), ""));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let home = Home::new();
    home.file("a.md", ARTICLE);
    let full = std::fs::OpenOptions::new()
        .write(true)
        .open(Path::new("/dev/full"))
        .unwrap();
    let output = home.command().args(["words", "a.md"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).starts_with("boldface: "), "{}", stderr(&output));
}
