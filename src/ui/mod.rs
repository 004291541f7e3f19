//! The window and its views.

pub mod article;
pub mod fonts;
pub mod theme;
