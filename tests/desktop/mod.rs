//! Whole flows in a real window: a virtual display, a window manager, the desktop's own file dialog, keys and clicks.
//!
//! What the views do is tested without a display elsewhere; here it is tried that the program and a desktop get along,
//! and that nothing is lost when the program dies. Each flow has a [`display::Desktop`] of its own (display, session
//! bus, home), so flows run beside each other and beside a real session. Nothing waits for a fixed time in the hope that
//! something has happened: [`wait::until`] polls a condition, and a flow that fails leaves a screenshot.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a flow that cannot be set up has failed"
)]

mod clipboard;
mod dialog;
mod display;
mod flows;
mod indexing;
mod passages;
mod program;
mod reading_aloud;
mod reviewing;
mod saving;
mod screen;
mod screen_reader;
mod wait;
