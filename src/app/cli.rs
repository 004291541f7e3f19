//! The command line: what was asked for, and which exit code tells how it went.
//!
//! Exit codes are those that people expect of a command: 0 it worked, 1 it did not (with one line on standard error
//! that says what happened to which file and what to do), 2 the command was not understood.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use clap::{Parser, Subcommand};
use rust_i18n::t;

use super::paths::{Paths, PathsError};
use super::{log, words};

/// Bold the words you don't know. Boldface does the rest.
#[derive(Debug, Parser)]
#[command(name = "boldface", version, about, args_conflicts_with_subcommands = true, after_help = AFTER_HELP)]
struct Arguments {
    /// Articles to open: Markdown or text files, or folders of them
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Use this library instead of your own; it is made if it does not exist
    #[arg(long, value_name = "FILE")]
    library: Option<PathBuf>,
    /// Print how long things take, one JSON object a line, on standard error
    #[arg(long)]
    timings: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Print the vocabulary of an article, without opening a window
    Words {
        /// The article
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Print JSON instead of a table
        #[arg(long)]
        json: bool,
    },
}

const AFTER_HELP: &str = "A file that is called `words` is opened with `boldface ./words`.";

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
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(answer) => {
            // `--help` and `--version` come this way as well; a reader that went away is no error.
            let _ = answer.print();
            return u8::try_from(answer.exit_code()).map_or(ExitCode::FAILURE, ExitCode::from);
        }
    };
    let outcome = match arguments.command {
        Some(Command::Words { file, json }) => words::run(&file, json),
        None => launch(arguments, started).and_then(open_window),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("boldface: {message}");
            ExitCode::FAILURE
        }
    }
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

    fn parsed(arguments: &[&str]) -> Result<Arguments, clap::Error> {
        Arguments::try_parse_from(std::iter::once(&"boldface").chain(arguments))
    }

    #[test]
    fn the_definition_holds_together() {
        use clap::CommandFactory;
        Arguments::command().debug_assert();
    }

    #[test]
    fn files_and_options_are_for_the_window() {
        let arguments = parsed(&["a.md", "--library", "l.db", "--timings", "b.md"]).unwrap();
        assert_eq!(arguments.files, [PathBuf::from("a.md"), PathBuf::from("b.md")]);
        assert_eq!(arguments.library, Some(PathBuf::from("l.db")));
        assert!(arguments.timings && arguments.command.is_none());
    }

    #[test]
    fn words_is_a_command_and_a_file_of_that_name_is_not() {
        assert!(matches!(
            parsed(&["words", "a.md", "--json"]).unwrap().command,
            Some(Command::Words { json: true, .. })
        ));
        for name in [&["./words"][..], &["--", "words"]] {
            let arguments = parsed(name).unwrap();
            assert!(arguments.command.is_none() && arguments.files.len() == 1);
        }
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        for wrong in [
            &["--nonsense"][..],
            &["words"],
            &["words", "a.md", "b.md"],
            &["--library"],
        ] {
            assert_eq!(parsed(wrong).unwrap_err().exit_code(), 2, "{wrong:?}");
        }
        assert_eq!(parsed(&["--help"]).unwrap_err().exit_code(), 0);
    }
}
