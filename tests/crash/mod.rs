//! What is left when the program dies, and when the disk refuses: tried from outside, on a process of its own.
//!
//! This test binary is started once more as [`child`], which changes a library through the store's own interface and
//! says on its standard output what it is about to do and what was acknowledged. The tests kill it, or let system calls
//! fail under it, then open the library and compare. `unsafe` is forbidden in tests as well, so that faults come from
//! outside: signals, and `strace`.

mod child;
mod faults;
mod journal;
mod kill;
mod out;
mod second;

use std::path::Path;
use std::process::{Command, Stdio};

/// How often something is tried: as often as the variable says, else as often as a usual run of the tests can afford.
fn rounds(variable: &str, usual: u64) -> u64 {
    std::env::var(variable)
        .ok()
        .and_then(|number| number.parse().ok())
        .unwrap_or(usual)
}

/// This binary as a child on a library, perhaps inside another command.
fn child(inside: Option<Command>, library: &Path, seed: u64, changes: u64) -> Command {
    let mut command = this_test(inside, child::NAME);
    command
        .env(child::LIBRARY, library)
        .env(child::SEED, seed.to_string())
        .env(child::CHANGES, changes.to_string());
    command
}

/// One test of this binary as a process of its own, perhaps inside another command.
fn this_test(inside: Option<Command>, name: &str) -> Command {
    let this = std::env::current_exe().expect("the path of this test");
    let mut command = match inside {
        Some(mut command) => {
            command.arg(this);
            command
        }
        None => Command::new(this),
    };
    command
        .args(["--exact", name, "--include-ignored", "--nocapture", "--test-threads=1"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// A small generator of numbers: the same seed gives the same round again.
struct Numbers(u64);

impl Numbers {
    const fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below `end`.
    const fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % end
    }
}
