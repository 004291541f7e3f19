//! The speech thread: says a word or a sentence aloud, and asks how one is spoken, through the computer's own engine.
//!
//! The engine is a program of its own, with a time limit: what hangs is ended, what is said is cut short by the next wish.
//! The text is handed over on its input and never becomes part of a command line, so that no article can give orders.

use std::io::{Read as _, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use super::link::{Outbox, spawn};
use super::{Event, Requests};

/// Longer than the longest sentence takes.
const SAYING_AT_MOST: Duration = Duration::from_mins(1);
const ASKING_AT_MOST: Duration = Duration::from_secs(2);
/// How often a child is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(15);
/// Bytes of a text that are said.
const TEXT_AT_MOST: usize = 4_000;
/// Bytes of an engine's complaints that are read; a pipe holds as much.
const COMPLAINTS_AT_MOST: u64 = 64 << 10;
/// Words a minute at the usual rate.
const USUAL_RATE: f32 = 175.0;

/// A text to be said aloud.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Say {
    /// What.
    pub text: String,
    /// BCP 47 code of its language.
    pub language: String,
    /// The engine's name of a voice; empty for that of the language.
    pub voice: String,
    /// 1 is the usual rate.
    pub rate: f32,
}

/// Something for the thread.
#[derive(Clone, Debug)]
pub(super) enum SpeechAsk {
    Say(Say),
    /// How a word is spoken.
    Sound {
        serial: u64,
        word: String,
        language: String,
    },
    /// Show this as a notification of the desktop.
    Notify(String),
    /// Look for programs in these folders from now on.
    Folders(Vec<PathBuf>),
}

/// How a word is spoken, after the engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sounded {
    /// The look-up that it belongs to.
    pub serial: u64,
    /// In the letters of the IPA; `None` when no engine says.
    pub ipa: Option<String>,
}

/// Why a text was not said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SpeechFailure {
    /// There is no engine on this computer.
    NoEngine,
    /// It found nothing to play a sound on.
    NoSound {
        /// Its program.
        engine: &'static str,
    },
    /// It said no.
    Failed {
        /// Its program.
        engine: &'static str,
        /// What the system or the engine says.
        why: String,
    },
}

/// A program that speaks, and what it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Engine {
    SpdSay,
    EspeakNg,
    Say,
    PowerShell,
}

impl Engine {
    const fn program(self) -> &'static str {
        match self {
            Self::SpdSay => "spd-say",
            Self::EspeakNg => "espeak-ng",
            Self::Say => "say",
            Self::PowerShell => "powershell",
        }
    }

    /// The command that says what comes on its input.
    fn command(self, program: &Path, say: &Say) -> Command {
        let mut command = Command::new(program);
        let rate = say.rate.clamp(0.3, 3.0);
        let language = say.language.split('-').next().unwrap_or("en");
        match self {
            Self::SpdSay => {
                // Its rates go from -100 to 100.
                let rate = ((rate - 1.0) * 100.0).clamp(-100.0, 100.0);
                command.args([
                    "--wait",
                    "--pipe-mode",
                    "--language",
                    language,
                    "--rate",
                    &format!("{rate:.0}"),
                ]);
                if !say.voice.is_empty() {
                    command.arg("--synthesis-voice").arg(&say.voice);
                }
            }
            Self::EspeakNg => {
                let voice = if say.voice.is_empty() { language } else { &say.voice };
                command.args(["--stdin", "-v", voice, "-s", &format!("{:.0}", rate * USUAL_RATE)]);
            }
            Self::Say => {
                command.args(["-f", "-", "-r", &format!("{:.0}", rate * USUAL_RATE)]);
                if !say.voice.is_empty() {
                    command.arg("-v").arg(&say.voice);
                }
            }
            Self::PowerShell => {
                // Voice and rate come as variables: nothing that was typed is a part of the script.
                command.env("BOLDFACE_VOICE", &say.voice);
                command.env(
                    "BOLDFACE_RATE",
                    format!("{:.0}", ((rate - 1.0) * 10.0).clamp(-10.0, 10.0)),
                );
                command.args(["-NoProfile", "-NonInteractive", "-Command", POWERSHELL]);
            }
        }
        command
    }
}

const POWERSHELL: &str = "Add-Type -AssemblyName System.Speech; \
    $s = New-Object System.Speech.Synthesis.SpeechSynthesizer; $s.Rate = [int]$env:BOLDFACE_RATE; \
    if ($env:BOLDFACE_VOICE) { $s.SelectVoice($env:BOLDFACE_VOICE) }; \
    [Console]::InputEncoding = [Text.Encoding]::UTF8; $s.Speak([Console]::In.ReadToEnd())";

const ENGINES: &[Engine] = if cfg!(target_os = "macos") {
    &[Engine::Say, Engine::EspeakNg]
} else if cfg!(windows) {
    &[Engine::PowerShell, Engine::EspeakNg]
} else {
    &[Engine::SpdSay, Engine::EspeakNg]
};

impl Requests {
    /// Says a text aloud; what is being said is cut short. Never waits.
    pub fn say(&self, say: Say) {
        self.ask_speech(SpeechAsk::Say(say));
    }

    /// Asks the engine how a word is spoken; answered by `Sounded`.
    pub fn ask_sound(&self, serial: u64, word: String, language: String) {
        self.ask_speech(SpeechAsk::Sound { serial, word, language });
    }

    /// Looks for the engine, and for what shows notifications, in these folders, and not where the system looks for programs.
    pub fn speak_with(&self, folders: Vec<PathBuf>) {
        self.ask_speech(SpeechAsk::Folders(folders));
    }

    pub(super) fn ask_speech(&self, ask: SpeechAsk) {
        if self.speech.send(ask).is_err() {
            tracing::error!("the speech thread is gone");
        }
    }
}

/// Starts the thread; it ends when nobody can ask it any more, and what it says ends with it.
pub(super) fn start(outbox: Outbox) -> Sender<SpeechAsk> {
    let (asks, inbox) = channel();
    spawn("speech", move || {
        let folders = std::env::var_os("PATH").unwrap_or_default();
        let folders: Vec<_> = std::env::split_paths(&folders).collect();
        if engine(&folders).is_some() {
            outbox.send(Event::Speaks(true));
        }
        run(&inbox, folders, &outbox);
    });
    asks
}

fn run(inbox: &Receiver<SpeechAsk>, mut folders: Vec<PathBuf>, outbox: &Outbox) {
    let mut saying: Option<Saying> = None;
    loop {
        let ask = match &mut saying {
            None => match inbox.recv() {
                Ok(ask) => Some(ask),
                Err(_) => return,
            },
            Some(said) => {
                match said.look() {
                    Look::Speaks => {}
                    Look::Ended => {
                        saying = None;
                        continue;
                    }
                    Look::Failed(failure) => {
                        outbox.send(Event::SpeechFailed(failure));
                        saying = None;
                        continue;
                    }
                }
                match inbox.recv_timeout(LOOK_EVERY) {
                    Ok(ask) => Some(ask),
                    Err(RecvTimeoutError::Timeout) => None,
                    Err(RecvTimeoutError::Disconnected) => return,
                }
            }
        };
        let Some(ask) = ask else { continue };
        let done = catch_unwind(AssertUnwindSafe(|| match ask {
            SpeechAsk::Say(say) => {
                // Dropped, it is silent.
                saying = None;
                match Saying::begin(&say, &folders) {
                    Ok(begun) => saying = Some(begun),
                    Err(failure) => outbox.send(Event::SpeechFailed(failure)),
                }
            }
            SpeechAsk::Sound { serial, word, language } => {
                let ipa = sound(&word, &language, &folders);
                outbox.send(Event::Sounded(Box::new(Sounded { serial, ipa })));
            }
            SpeechAsk::Notify(text) => super::notify::show(&text, &folders),
            SpeechAsk::Folders(others) => {
                folders = others;
                outbox.send(Event::Speaks(engine(&folders).is_some()));
            }
        }));
        if done.is_err() {
            outbox.send(Event::Panicked { during: "speech" });
        }
    }
}

/// The first engine that there is, and its program.
fn engine(folders: &[PathBuf]) -> Option<(Engine, PathBuf)> {
    ENGINES
        .iter()
        .find_map(|engine| Some((*engine, find(engine.program(), folders)?)))
}

/// The first program of that name.
pub(super) fn find(program: &str, folders: &[PathBuf]) -> Option<PathBuf> {
    let name = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    folders
        .iter()
        .map(|folder| folder.join(&name))
        .find(|path| path.is_file())
}

/// A child that speaks; dropped, it is ended.
struct Saying {
    child: Child,
    engine: &'static str,
    ends: Instant,
}

impl Saying {
    fn begin(say: &Say, folders: &[PathBuf]) -> Result<Self, SpeechFailure> {
        let (engine, program) = engine(folders).ok_or(SpeechFailure::NoEngine)?;
        let failed = |why: std::io::Error| SpeechFailure::Failed {
            engine: engine.program(),
            why: why.to_string(),
        };
        let mut command = engine.command(&program, say);
        let child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn();
        let child = child.map_err(failed)?;
        let mut saying = Self {
            child,
            engine: engine.program(),
            ends: Instant::now() + SAYING_AT_MOST,
        };
        if let Some(mut input) = saying.child.stdin.take() {
            let text = &say.text[..say.text.floor_char_boundary(TEXT_AT_MOST)];
            // One that does not listen says so by how it ends. What is written is less than a pipe holds.
            let _ = input.write_all(text.replace('\n', " ").as_bytes());
            let _ = input.write_all(b"\n");
        }
        Ok(saying)
    }

    /// How it is getting on.
    fn look(&mut self) -> Look {
        let engine = self.engine;
        let failed = |why: String| Look::Failed(SpeechFailure::Failed { engine, why });
        match self.child.try_wait() {
            Ok(None) if Instant::now() < self.ends => Look::Speaks,
            Ok(None) => Look::Ended,
            Ok(Some(status)) if status.success() && self.was_heard() => Look::Ended,
            Ok(Some(status)) if status.success() => Look::Failed(SpeechFailure::NoSound { engine }),
            Ok(Some(status)) => failed(status.to_string()),
            Err(error) => failed(error.to_string()),
        }
    }
}

impl Saying {
    /// Whether an engine that has ended had something to play on: `espeak-ng` ends well without, and complains.
    fn was_heard(&mut self) -> bool {
        let mut said = Vec::new();
        if let Some(complaints) = self.child.stderr.take() {
            // What cannot be read says nothing.
            let _ = complaints.take(COMPLAINTS_AT_MOST).read_to_end(&mut said);
        }
        let said = String::from_utf8_lossy(&said);
        !said.lines().any(|line| line.starts_with("error:"))
    }
}

/// How a child that speaks is getting on.
enum Look {
    Speaks,
    Ended,
    Failed(SpeechFailure),
}

impl Drop for Saying {
    fn drop(&mut self) {
        // One that has ended cannot be ended once more.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// How a word is spoken, by `espeak-ng`.
fn sound(word: &str, language: &str, folders: &[PathBuf]) -> Option<String> {
    let program = find("espeak-ng", folders)?;
    let language = language.split('-').next().filter(|code| !code.is_empty())?;
    // American, as all that the program says of English.
    let voice = if language == "en" { "en-us" } else { language };
    let mut command = Command::new(program);
    command.args(["-q", "--ipa", "--stdin", "-v", voice]);
    let child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut asked = Saying {
        child,
        engine: "espeak-ng",
        ends: Instant::now() + ASKING_AT_MOST,
    };
    let mut input = asked.child.stdin.take()?;
    let _ = input.write_all(word.as_bytes());
    drop(input);
    let output = asked.child.stdout.take()?;
    loop {
        match asked.child.try_wait() {
            Ok(None) if Instant::now() < asked.ends => std::thread::sleep(LOOK_EVERY),
            Ok(Some(status)) if status.success() => break,
            _ => return None,
        }
    }
    let mut said = String::new();
    output.take(512).read_to_string(&mut said).ok()?;
    let said = said.lines().next().unwrap_or_default().trim();
    Some(said.to_owned()).filter(|said| !said.is_empty())
}

#[cfg(test)]
#[cfg(unix)]
mod tests;
