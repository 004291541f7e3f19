//! The article pane.
