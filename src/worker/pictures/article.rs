//! The article whose pictures are shown: what is known of each, and how it comes to be known.

use std::collections::{HashMap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use super::address::picture_source;
use super::cache::PictureCache;
use super::consent::Consent;
use super::decode::{decode, size_of};
use super::place::{self, LARGEST_FILE, local_file};
use super::{DecodedPicture, PictureError, PictureSize, PictureSource, PictureState, WantedPicture};

/// A header usually ends within so many bytes of its file.
const HEADER: u64 = 256 << 10;

/// The article whose pictures are shown.
pub(super) struct OpenArticle {
    pub opening: u64,
    /// Where its local pictures lie.
    pub folder: Option<PathBuf>,
    pub consent: Consent,
    pub cache: PictureCache,
    pub states: HashMap<Box<str>, PictureState>,
    /// In the order of their need.
    pub addresses: Vec<Box<str>>,
    /// Whose headers are still to be read.
    pub headers: VecDeque<Box<str>>,
    pub wanted: VecDeque<WantedPicture>,
    /// What changed and was not told yet.
    pub news: Vec<(Box<str>, PictureState)>,
}

impl OpenArticle {
    pub fn set(&mut self, address: &str, state: PictureState) {
        self.states.insert(address.into(), state.clone());
        self.news.push((address.into(), state));
    }

    /// Whether it is to come from the net.
    pub fn is_awaited(&self, address: &str) -> bool {
        let waits = matches!(
            self.states.get(address),
            Some(PictureState::Waiting | PictureState::Fetching { .. })
        );
        waits && self.consent.allowed.holds(address)
    }

    pub fn settle(&mut self, address: &str, size: Result<PictureSize, PictureError>) {
        let state = match size {
            Ok(size) => PictureState::Ready(size),
            Err(error) => {
                tracing::info!(%error, address, "a picture is not shown");
                let gone = picture_source(address) == PictureSource::Remote && error == PictureError::Missing;
                if gone {
                    PictureState::Unasked
                } else {
                    PictureState::Failed(error)
                }
            }
        };
        self.set(address, state);
    }

    /// The file of a picture that is there.
    pub fn file(&self, address: &str) -> Result<PathBuf, PictureError> {
        match picture_source(address) {
            PictureSource::Local => {
                let folder = self.folder.as_deref().ok_or(PictureError::NoFolder)?;
                local_file(folder, address)
            }
            PictureSource::Remote if self.consent.allowed.holds(address) => {
                self.cache.find(address).ok_or(PictureError::Missing)
            }
            PictureSource::Remote => Err(PictureError::Stopped),
            PictureSource::Insecure => Err(PictureError::Insecure),
            PictureSource::Other => Err(PictureError::UnknownKind),
        }
    }

    pub fn header(&self, address: &str) -> Result<PictureSize, PictureError> {
        let path = self.file(address)?;
        guarded(|| size_of(&place::read(&path, HEADER, false)?)).or_else(|error| match error {
            // A header with a large preview or colour profile.
            PictureError::Damaged { .. } => guarded(|| size_of(&place::read(&path, LARGEST_FILE, true)?)),
            error => Err(error),
        })
    }

    pub fn decode(&self, wanted: &WantedPicture) -> Result<DecodedPicture, PictureError> {
        let path = self.file(&wanted.address)?;
        let points = guarded(|| decode(&place::read(&path, LARGEST_FILE, true)?, wanted.fit))?;
        Ok(DecodedPicture {
            address: wanted.address.clone(),
            natural: points.natural,
            size: points.size,
            pixels: points.pixels,
            enlarged: wanted.enlarged,
        })
    }

    pub fn fetched(&mut self, address: &str, fetched: Result<Vec<u8>, PictureError>) {
        // What the learner no longer wants is not kept.
        if !self.consent.allowed.holds(address) {
            return;
        }
        match fetched {
            Ok(bytes) => {
                let size = guarded(|| size_of(&bytes));
                // What cannot be kept cannot be shown either: it would be sent for without end.
                let kept = size.and_then(|size| self.cache.keep(address, &bytes).map(|()| size));
                self.settle(address, kept);
            }
            Err(error) if self.is_awaited(address) => self.settle(address, Err(error)),
            Err(_) => {}
        }
    }

    pub fn again(&mut self, address: &str) {
        if !matches!(self.states.get(address), Some(PictureState::Failed(_))) {
            return;
        }
        match picture_source(address) {
            PictureSource::Local => {
                self.set(address, PictureState::Waiting);
                self.headers.push_back(address.into());
            }
            PictureSource::Remote => {
                // What came before may be what failed.
                self.cache.forget(address);
                self.set(address, PictureState::Unasked);
            }
            PictureSource::Insecure | PictureSource::Other => {}
        }
    }

    pub fn stop_fetching(&mut self) {
        for address in self.addresses.clone() {
            if self.is_awaited(&address) && !self.headers.contains(&address) {
                self.set(&address, PictureState::Failed(PictureError::Stopped));
            }
        }
    }

    pub fn hide_remote(&mut self) {
        for address in self.addresses.clone() {
            if picture_source(&address) == PictureSource::Remote {
                self.set(&address, PictureState::Unasked);
            }
        }
        let remote = |address: &str| picture_source(address) == PictureSource::Remote;
        self.headers.retain(|address| !remote(address));
        self.wanted.retain(|wanted| !remote(&wanted.address));
    }
}

/// A decoder that panics has met a damaged picture.
fn guarded<T>(run: impl FnOnce() -> Result<T, PictureError>) -> Result<T, PictureError> {
    catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|_| {
        Err(PictureError::Damaged {
            why: "the decoder stopped".to_owned(),
        })
    })
}
