//! The pictures thread: finds, fetches and decodes the pictures of the open article.
//!
//! An article is untrusted, so what it may reach is narrow. A local picture lies in the article's own folder (`place`). A
//! remote one is fetched only after the learner has asked for this article's pictures or for this one (`consent`), over
//! https alone (`fetch`), and kept in the cache (`cache`). Every picture is decoded within limits of size and memory
//! (`decode`), one at a time, and scaled down to what the page shows before it leaves this thread.
//!
//! Headers are read before pixels, so that the page knows how high a picture is long before it is there.

mod address;
mod article;
mod cache;
mod consent;
mod decode;
mod error;
mod fetch;
mod place;
mod pool;
mod proxy;
#[cfg(test)]
mod tests;
mod thread;

use std::sync::Arc;

pub use address::{PictureSource, picture_source};
pub use decode::{LARGEST_SIDE, PictureSize};
pub use error::PictureError;
pub(super) use fetch::Fetcher;
pub(super) use thread::{PictureMessage, run};

use crate::study::ArticleId;

/// What the window asks of the pictures thread. `opening` is the number of the opening that it speaks of; what is said of
/// another one is left aside.
#[derive(Clone, Debug, PartialEq)]
pub enum PictureAsk {
    /// An article was opened: answered by [`PictureNews::Allowed`] and by what is known of each picture.
    Open {
        /// Number of the opening.
        opening: u64,
        /// Which article.
        article_id: ArticleId,
        /// The addresses of its pictures as written, each once, those that the learner sees first in front.
        addresses: Vec<Box<str>>,
    },
    /// What the page wants to show now, the most urgent first; it takes the place of what was wanted before.
    Want {
        /// Number of the opening.
        opening: u64,
        /// The pictures.
        wanted: Vec<WantedPicture>,
    },
    /// The learner wants this remote picture, or with `None` all of the article.
    Allow {
        /// Number of the opening.
        opening: u64,
        /// Which.
        address: Option<Box<str>>,
    },
    /// The learner wants no remote pictures of this article any more.
    Forbid {
        /// Number of the opening.
        opening: u64,
    },
    /// Stop what is being fetched.
    Stop {
        /// Number of the opening.
        opening: u64,
    },
    /// Try a picture that failed once more.
    Again {
        /// Number of the opening.
        opening: u64,
        /// Which.
        address: Box<str>,
    },
    /// Finish.
    Quit,
}

/// A picture that the page wants, and how large.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WantedPicture {
    /// Its address as written.
    pub address: Box<str>,
    /// The largest width and height that can be shown (pixels); it is never scaled up.
    pub fit: (u32, u32),
    /// It is wanted alone, enlarged.
    pub enlarged: bool,
}

/// What the pictures thread tells.
#[derive(Clone, Debug)]
pub struct PictureNews {
    /// Number of the opening that it speaks of.
    pub opening: u64,
    /// What.
    pub told: PicturesTold,
}

/// See [`PictureNews`].
#[derive(Clone, Debug)]
pub enum PicturesTold {
    /// What the learner has allowed to be fetched for this article.
    Allowed(Allowed),
    /// How pictures stand now.
    States(Vec<(Box<str>, PictureState)>),
    /// A picture that was wanted.
    Decoded(Arc<DecodedPicture>),
}

/// What may be fetched for an article.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Allowed {
    /// All of its remote pictures.
    pub all: bool,
    /// These, one by one.
    #[serde(default)]
    pub addresses: Vec<Box<str>>,
}

impl Allowed {
    /// Whether this picture may be fetched.
    #[must_use]
    pub fn holds(&self, address: &str) -> bool {
        self.all || self.addresses.iter().any(|allowed| **allowed == *address)
    }
}

/// How a picture stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureState {
    /// It is a card and stays one until it is asked for.
    Unasked,
    /// It waits to be read or fetched.
    Waiting,
    /// It is being fetched: bytes so far, and in all where the server said so.
    Fetching {
        /// Bytes that have come.
        done: u64,
        /// Bytes in all.
        total: Option<u64>,
    },
    /// It can be shown.
    Ready(PictureSize),
    /// It cannot be shown.
    Failed(PictureError),
}

/// A picture as it is shown.
#[derive(PartialEq, Eq)]
pub struct DecodedPicture {
    /// Its address as written.
    pub address: Box<str>,
    /// Its own size.
    pub natural: PictureSize,
    /// The size of `pixels`.
    pub size: PictureSize,
    /// Red, green, blue, alpha of each, row by row; the colours are multiplied by alpha.
    pub pixels: Vec<[u8; 4]>,
    /// Whether it was wanted enlarged.
    pub enlarged: bool,
}

impl std::fmt::Debug for DecodedPicture {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { address, size, .. } = self;
        formatter
            .debug_struct("DecodedPicture")
            .field("address", address)
            .field("size", size)
            .finish_non_exhaustive()
    }
}
