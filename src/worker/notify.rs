//! A notification of the desktop, through the program that every Linux desktop has for it. Where it is missing, and on
//! other systems, nothing is shown.

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::Requests;
use super::speech::{SpeechAsk, find};

/// One that does not end is ended: nobody listens on that bus.
const AT_MOST: Duration = Duration::from_secs(5);
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// Whether this system has notifications that are known how to be shown.
pub const CAN_NOTIFY: bool = cfg!(target_os = "linux");

impl Requests {
    /// Shows a notification; never waits.
    pub fn notify(&self, text: String) {
        self.ask_speech(SpeechAsk::Notify(text));
    }
}

/// Shows it. The text is an argument of its own behind `--`, so that it is no option.
pub(super) fn show(text: &str, folders: &[PathBuf]) {
    let Some(program) = find("notify-send", folders).filter(|_| CAN_NOTIFY) else {
        return;
    };
    let child = Command::new(program)
        .args(["--app-name=Boldface", "--icon=boldface", "--", "Boldface", text])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    match child {
        Ok(child) => wait(child),
        Err(error) => tracing::warn!(%error, "no notification is shown"),
    }
}

fn wait(mut child: Child) {
    let ends = Instant::now() + AT_MOST;
    while let Ok(None) = child.try_wait() {
        if Instant::now() >= ends {
            let _ = child.kill();
            let _ = child.wait();
            return;
        }
        std::thread::sleep(LOOK_EVERY);
    }
}
