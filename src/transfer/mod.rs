//! Transfer: what comes in and goes out.
//!
//! Bytes of a file, or what a browser put on the clipboard, become an [`Import`]: the source as text, the bytes to keep,
//! and their hash. What cannot be read says which file and why. What can be read of a library that a newer program wrote
//! goes out as plain files.

mod clipping;
mod decode;
mod encode;
mod export;
mod files;
mod import;
mod layout;
mod nesting;
mod save;

pub use clipping::{ClippingError, from_html, looks_like_html};
pub use decode::{DecodeError, Decoded, decode};
pub use encode::{EncodeError, encode_like};
pub use export::{ExportError, ExportReport, export};
pub use files::{Expansion, expand};
pub use import::{Import, LARGEST_FILE, Origin, ReadError, is_web_page, sha256};
pub use save::{Expect, SaveError, is_same_file, save};
