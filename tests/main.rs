//! All integration tests, in one binary: a program with a window links slowly.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test fails by panicking, its helpers as well"
)]

mod cli;
#[cfg(unix)]
mod crash;
mod desktop;
mod layering;
mod locale;
mod pictures;
mod update;
mod views;
mod vocabulary;
