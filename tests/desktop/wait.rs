//! Waiting for conditions, and running small tools that might hang.

use std::process::{Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Generous, since a loaded machine with two cores builds and draws without a graphics card.
pub const PATIENCE: Duration = Duration::from_mins(1);
const STEP: Duration = Duration::from_millis(25);

/// Polls until there is a value, or fails the test saying what did not happen.
pub fn until<T>(what: &str, probe: impl FnMut() -> Option<T>) -> T {
    within(PATIENCE, probe).unwrap_or_else(|| panic!("waited {} s in vain: {what}", PATIENCE.as_secs()))
}

/// Polls until there is a value or the time is up.
pub fn within<T>(time: Duration, mut probe: impl FnMut() -> Option<T>) -> Option<T> {
    let ends = Instant::now() + time;
    loop {
        if let Some(value) = probe() {
            return Some(value);
        }
        if Instant::now() >= ends {
            return None;
        }
        sleep(STEP);
    }
}

/// Polls until the same value was seen for `time`, and gives it.
pub fn steady<T: PartialEq>(what: &str, time: Duration, mut probe: impl FnMut() -> T) -> T {
    let mut seen = probe();
    let mut since = Instant::now();
    until(what, || {
        let now = probe();
        if now != seen {
            seen = now;
            since = Instant::now();
        }
        (since.elapsed() >= time).then_some(())
    });
    seen
}

/// Runs a tool whose output is small; one that hangs is ended and fails the test.
pub fn run(command: &mut Command) -> Output {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| {
            panic!("{command:?} did not start ({error}); packaging/test.sh installs what is needed")
        });
    if within(PATIENCE, || child.try_wait().expect("its state can be asked")).is_none() {
        child.kill().ok();
        child.wait().ok();
        panic!("{command:?} hung");
    }
    child.wait_with_output().expect("its output can be read")
}
