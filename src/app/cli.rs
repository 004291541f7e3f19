//! The command line: what was asked for, and which exit code tells how it went.
//!
//! Exit codes are those that people expect of a command: 0 it worked, 1 it did not (with one line on standard error
//! that says what happened to which file and what to do), 2 the command was not understood.

use std::ffi::OsString;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use lexopt::Parser;
use lexopt::prelude::*;
use rust_i18n::t;

use super::paths::{Paths, PathsError};
use super::{log, words};

/// What the window is asked for.
#[derive(Debug, Default)]
struct Arguments {
    /// Articles and folders of them, as they were named.
    files: Vec<PathBuf>,
    /// Another library than the learner's own.
    library: Option<PathBuf>,
    /// Whether to print how long things take.
    timings: bool,
}

/// What a command line asks for.
#[derive(Debug)]
enum Request {
    /// A window.
    Window(Arguments),
    /// The vocabulary of an article.
    Words { file: PathBuf, json: bool },
    /// How to ask.
    Help,
    /// Which version this is.
    Version,
}

impl Request {
    /// Reads the arguments behind the program's name.
    fn read(arguments: Vec<OsString>) -> Result<Self, lexopt::Error> {
        if let Some((first, rest)) = arguments.split_first()
            && first == "words"
        {
            return Self::read_words(Parser::from_args(rest));
        }
        let mut parser = Parser::from_args(arguments);
        let mut asked = Arguments::default();
        while let Some(argument) = parser.next()? {
            match argument {
                Long("library") => asked.library = Some(parser.value()?.into()),
                Long("timings") => asked.timings = true,
                Long("help") | Short('h') => return Ok(Self::Help),
                Long("version") | Short('V') => return Ok(Self::Version),
                Value(file) => asked.files.push(file.into()),
                other => return Err(other.unexpected()),
            }
        }
        Ok(Self::Window(asked))
    }

    fn read_words(mut parser: Parser) -> Result<Self, lexopt::Error> {
        let (mut article, mut json) = (None, false);
        while let Some(argument) = parser.next()? {
            match argument {
                Long("json") => json = true,
                Long("help") | Short('h') => return Ok(Self::Help),
                Value(file) if article.is_none() => article = Some(file.into()),
                other => return Err(other.unexpected()),
            }
        }
        let file = article.ok_or_else(|| lexopt::Error::from(t!("cli.no_article").into_owned()))?;
        Ok(Self::Words { file, json })
    }
}

/// What the window is to be opened with.
#[derive(Clone, Debug)]
pub struct Launch {
    /// Files and folders to open; absolute.
    pub files: Vec<PathBuf>,
    /// Where everything is kept, the library included.
    pub paths: Paths,
    /// Whether `--timings` was given.
    pub timings: bool,
    /// When the process began.
    pub started: Instant,
    /// The report of the panic that ended the last run; to be shown once.
    pub last_panic: Option<String>,
}

/// The whole program. `open_window` runs the window until it is closed; its error is a line for the terminal.
#[must_use]
pub fn main(open_window: fn(Launch) -> Result<(), String>) -> ExitCode {
    let started = Instant::now();
    run(std::env::args_os(), started, open_window)
}

fn run(
    arguments: impl Iterator<Item = OsString>,
    started: Instant,
    open_window: fn(Launch) -> Result<(), String>,
) -> ExitCode {
    let outcome = match Request::read(arguments.skip(1).collect()) {
        Ok(Request::Window(arguments)) => launch(arguments, started).and_then(open_window),
        Ok(Request::Words { file, json }) => words::run(&file, json),
        Ok(Request::Help) => return answer(&t!("cli.help")),
        Ok(Request::Version) => return answer(concat!("boldface ", env!("CARGO_PKG_VERSION"), "\n")),
        Err(error) => {
            eprintln!("boldface: {}", t!("cli.not_understood", why = error));
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("boldface: {message}");
            ExitCode::FAILURE
        }
    }
}

/// Prints what was asked about the program itself; a reader that went away is no error.
fn answer(text: &str) -> ExitCode {
    let _ = std::io::stdout().write_all(text.as_bytes());
    ExitCode::SUCCESS
}

fn launch(arguments: Arguments, started: Instant) -> Result<Launch, String> {
    let paths = Paths::new(arguments.library.as_deref()).map_err(|error| match error {
        PathsError::NoHome => t!("cli.no_home").into_owned(),
        PathsError::Library { path, source } => t!("cli.library", path = path.display(), why = source).into_owned(),
    })?;
    let last_panic = log::take_last_panic(paths.log_folder());
    if let Err(error) = log::init(paths.log_folder()) {
        eprintln!("boldface: {}", t!("cli.no_log", why = error));
    }
    // The window's threads, and an instance that runs already, may have another current folder.
    let files = arguments
        .files
        .into_iter()
        .map(|file| std::path::absolute(&file).unwrap_or(file))
        .collect();
    Ok(Launch {
        files,
        paths,
        timings: arguments.timings,
        started,
        last_panic,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(arguments: &[&str]) -> Result<Request, lexopt::Error> {
        Request::read(arguments.iter().map(OsString::from).collect())
    }

    fn window(arguments: &[&str]) -> Arguments {
        match parsed(arguments) {
            Ok(Request::Window(asked)) => asked,
            other => panic!("{arguments:?}: {other:?}"),
        }
    }

    #[test]
    fn files_and_options_are_for_the_window() {
        let asked = window(&["a.md", "--library", "l.db", "--timings", "b.md"]);
        assert_eq!(asked.files, [PathBuf::from("a.md"), PathBuf::from("b.md")]);
        assert_eq!(asked.library, Some(PathBuf::from("l.db")));
        assert!(asked.timings);
        assert_eq!(window(&["--library=l.db"]).library, Some(PathBuf::from("l.db")));
        assert_eq!(window(&["--", "--timings"]).files, [PathBuf::from("--timings")]);
    }

    #[test]
    fn words_is_a_command_and_a_file_of_that_name_is_not() {
        assert!(matches!(
            parsed(&["words", "a.md", "--json"]),
            Ok(Request::Words { json: true, .. })
        ));
        for name in [&["./words"][..], &["--", "words"]] {
            assert_eq!(window(name).files.len(), 1);
        }
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        for wrong in [
            &["--nonsense"][..],
            &["words"],
            &["words", "a.md", "b.md"],
            &["--library"],
            &["--timings=yes"],
        ] {
            assert!(parsed(wrong).is_err(), "{wrong:?}");
        }
        for asked in [&["--help"][..], &["a.md", "-h"], &["words", "--help"]] {
            assert!(matches!(parsed(asked), Ok(Request::Help)), "{asked:?}");
        }
        assert!(matches!(parsed(&["-V"]), Ok(Request::Version)));
    }
}
