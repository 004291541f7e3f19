//! The threads.

pub mod instance;
