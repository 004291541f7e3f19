//! The window and its views.

pub mod article;
mod run;
pub mod theme;

pub use run::run;
