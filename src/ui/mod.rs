//! The window and its views.

pub mod article;
pub mod theme;
