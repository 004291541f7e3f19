//! The pictures of the open article: what is known of each, what may be fetched, what the page wants to show.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Instant;

use rust_i18n::t;

use super::{Boldface, Reading, format, links};
use crate::text::{Article, BlockKind, MediaKind};
use crate::worker::{
    Allowed, DecodedPicture, PictureAsk, PictureError, PictureNews, PictureSource, PictureState, PicturesTold,
    WantedPicture, picture_source,
};

/// What the page and its cards ask for.
#[derive(Clone, Debug, PartialEq)]
pub enum PictureAction {
    /// The page wants to show these now.
    Want(Vec<WantedPicture>),
    /// The page has taken this one.
    Taken(Arc<DecodedPicture>),
    /// Fetch and show a remote picture, or with `None` all of the article.
    Allow(Option<Box<str>>),
    /// Stop the pictures that are being fetched.
    Stop,
    /// Try one that failed once more.
    Again(Box<str>),
}

/// The pictures of an article.
#[derive(Clone, Debug, Default)]
pub struct Pictures {
    states: HashMap<Box<str>, PictureState>,
    unasked: usize,
    /// What the learner has allowed to be fetched.
    pub allowed: Allowed,
    /// What the page asked for last, and has not got yet.
    pub wanted: Vec<WantedPicture>,
    /// What came and the page has not taken yet.
    pub arrived: Vec<Arc<DecodedPicture>>,
    /// Counts up when something that is shown of a picture may have another height.
    pub revision: u64,
}

/// The address of a block that is a picture.
#[must_use]
pub fn picture_address(kind: &BlockKind) -> Option<&str> {
    match kind {
        BlockKind::Media {
            kind: MediaKind::Picture,
            address,
        } => Some(address),
        _ => None,
    }
}

impl Pictures {
    /// All pictures of an article; nothing is read or fetched.
    #[must_use]
    pub fn of(article: &Article) -> Self {
        let addresses = article.blocks.iter().filter_map(|block| picture_address(&block.kind));
        let states = addresses.map(|address| {
            let state = match picture_source(address) {
                PictureSource::Remote => PictureState::Unasked,
                PictureSource::Local => PictureState::Waiting,
                PictureSource::Insecure => PictureState::Failed(PictureError::Insecure),
                PictureSource::Other => PictureState::Failed(PictureError::UnknownKind),
            };
            (address.into(), state)
        });
        let states: HashMap<Box<str>, PictureState> = states.collect();
        let unasked = states.values().filter(|state| **state == PictureState::Unasked).count();
        Self {
            states,
            unasked,
            ..Self::default()
        }
    }

    /// Whether the article has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.states.is_empty()
    }

    /// How a picture stands.
    #[must_use]
    pub fn state(&self, address: &str) -> Option<&PictureState> {
        self.states.get(address)
    }

    /// Takes in how a picture stands.
    pub fn set(&mut self, address: &str, state: PictureState) {
        if let Some(known) = self.states.get_mut(address)
            && *known != state
        {
            // Bytes that come change no height.
            let moves =
                !matches!(state, PictureState::Fetching { .. }) || !matches!(known, PictureState::Fetching { .. });
            self.revision += u64::from(moves);
            self.unasked += usize::from(state == PictureState::Unasked);
            self.unasked -= usize::from(*known == PictureState::Unasked);
            *known = state;
        }
    }

    /// How many remote pictures there are, each counted once.
    #[must_use]
    pub fn remote(&self) -> usize {
        let sources = self.states.keys().map(|address| picture_source(address));
        sources.filter(|source| *source == PictureSource::Remote).count()
    }

    /// How many of them are still cards that nobody has asked for.
    #[must_use]
    pub const fn unasked(&self) -> usize {
        self.unasked
    }

    fn take(&mut self, told: PicturesTold) {
        match told {
            PicturesTold::Allowed(allowed) => self.allowed = allowed,
            PicturesTold::States(states) => {
                for (address, state) in states {
                    self.set(&address, state);
                }
            }
            PicturesTold::Decoded(decoded) => {
                self.wanted
                    .retain(|wanted| wanted.address != decoded.address || wanted.enlarged != decoded.enlarged);
                self.arrived.push(decoded);
            }
        }
    }
}

/// What is said of a picture that cannot be shown.
#[must_use]
pub fn picture_error(error: &PictureError) -> String {
    match error {
        PictureError::Outside => t!("picture.outside"),
        PictureError::NoFolder => t!("picture.no_folder"),
        PictureError::Missing => t!("picture.missing"),
        PictureError::Unreadable { why } => t!("picture.unreadable", why = why),
        PictureError::Unkept { why } => t!("picture.unkept", why = why),
        PictureError::UnknownKind => t!("picture.unknown_kind"),
        PictureError::TooLarge { width, height } => t!("picture.too_large", width = width, height = height),
        PictureError::TooManyBytes { limit } => t!("picture.too_many_bytes", limit = limit >> 20),
        PictureError::Damaged { .. } => t!("picture.damaged"),
        PictureError::Address => t!("picture.address"),
        PictureError::Insecure => t!("picture.insecure"),
        PictureError::Unreachable { host, .. } => t!("picture.unreachable", host = host),
        PictureError::Untrusted { host, .. } => t!("picture.untrusted", host = host),
        PictureError::Proxy { why } => t!("picture.proxy", why = why),
        PictureError::TimedOut { seconds } => t!("picture.timed_out", seconds = seconds),
        PictureError::Status { status: 404 | 410 } => t!("picture.not_found"),
        PictureError::Status { status: 401 | 403 } => t!("picture.not_allowed"),
        PictureError::Status { status } => t!("picture.status", status = status),
        PictureError::WrongType { kind } => t!("picture.wrong_type", kind = kind),
        PictureError::InsecureRedirect => t!("picture.insecure_redirect"),
        PictureError::TooManyRedirects { limit } => t!("picture.too_many_redirects", limit = limit),
        PictureError::CutOff => t!("picture.cut_off"),
        PictureError::Stopped => t!("picture.stopped"),
    }
    .into_owned()
}

/// Whether trying once more may help.
#[must_use]
pub const fn may_be_tried_again(error: &PictureError) -> bool {
    !matches!(
        error,
        PictureError::Outside
            | PictureError::NoFolder
            | PictureError::UnknownKind
            | PictureError::Address
            | PictureError::Insecure
    )
}

impl Boldface {
    fn ask_pictures(&self, ask: impl FnOnce(u64) -> PictureAsk) {
        if let Some(reading) = &self.model.reading {
            self.requests.ask_pictures(ask(reading.opening));
        }
    }

    /// Has the pictures of the article that was just opened looked at, those below the place of reading first.
    pub(super) fn open_pictures(&self) {
        let Some(reading) = self
            .model
            .reading
            .as_ref()
            .filter(|reading| !reading.pictures.is_empty())
        else {
            return;
        };
        let addresses = addresses_from(reading);
        let article_id = reading.article_id;
        self.ask_pictures(|opening| PictureAsk::Open {
            opening,
            article_id,
            addresses,
        });
    }

    pub(super) fn take_pictures(&mut self, news: PictureNews) {
        if let Some(reading) = &mut self.model.reading
            && reading.opening == news.opening
        {
            reading.pictures.take(news.told);
        }
    }

    pub(super) fn act_on_pictures(&mut self, action: PictureAction) {
        let Some(reading) = &mut self.model.reading else { return };
        let (opening, pictures) = (reading.opening, &mut reading.pictures);
        let ask = match action {
            PictureAction::Want(wanted) => {
                pictures.wanted.clone_from(&wanted);
                PictureAsk::Want { opening, wanted }
            }
            PictureAction::Taken(taken) => {
                pictures.arrived.retain(|arrived| !Arc::ptr_eq(arrived, &taken));
                return;
            }
            PictureAction::Allow(address) => PictureAsk::Allow { opening, address },
            PictureAction::Stop => PictureAsk::Stop { opening },
            PictureAction::Again(address) => PictureAsk::Again { opening, address },
        };
        self.requests.ask_pictures(ask);
    }

    /// Shows a picture alone, if the article has any that can be shown.
    pub(super) fn enlarge_picture(&mut self, now: Instant) {
        let Some(reading) = &self.model.reading else { return };
        let mut states = reading.pictures.states.values();
        if states.any(|state| matches!(state, PictureState::Ready(_))) {
            self.effects.push(super::Effect::Enlarge);
        } else {
            self.model.toasts.show(t!("picture.none").into_owned(), false, now);
        }
    }

    /// Shows the remote pictures of the article, or makes them cards again.
    pub(super) fn toggle_pictures(&mut self, now: Instant) {
        let Some(reading) = &self.model.reading else { return };
        let pictures = &reading.pictures;
        let (all, unasked) = (pictures.remote(), pictures.unasked());
        let text = if all == 0 {
            t!("picture.none_remote").into_owned()
        } else if unasked == 0 || pictures.allowed.all {
            self.ask_pictures(|opening| PictureAsk::Forbid { opening });
            t!("picture.hidden").into_owned()
        } else {
            self.act_on_pictures(PictureAction::Allow(None));
            format::plural("picture.shown", all)
        };
        self.model.toasts.show(text, false, now);
    }
}

/// The addresses of an article's pictures, each once: from the place of reading on, then those before it.
fn addresses_from(reading: &Reading) -> Vec<Box<str>> {
    let blocks = &reading.article.blocks;
    let here = (reading.position.block as usize).min(blocks.len());
    let mut seen = std::collections::HashSet::new();
    let ordered = blocks[here..].iter().chain(&blocks[..here]);
    let addresses = ordered.filter_map(|block| picture_address(&block.kind));
    addresses
        .filter(|address| seen.insert(*address))
        .map(Into::into)
        .collect()
}

/// The host of a picture's address as it is shown; empty for files.
#[must_use]
pub fn picture_host(address: &str) -> String {
    let address = address.trim();
    if address.starts_with("//") {
        return links::host(&format!("https:{address}"));
    }
    links::host(address)
}
