//! What the pictures thread does, one thing after the other: what it is asked, then headers, then the picture that is
//! wanted most.

use std::collections::{HashMap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};

use super::address::picture_source;
use super::article::OpenArticle;
use super::cache::{PictureCache, Room};
use super::consent::Consent;
use super::pool::{MakeFetcher, Pool};
use super::{PictureAsk, PictureError, PictureNews, PictureSource, PictureState, PicturesTold, WantedPicture};
use crate::store::{Origin, Store, StoreError};
use crate::study::ArticleId;
use crate::worker::Event;
use crate::worker::link::{Folders, Outbox};

/// So many headers are read before the next picture is decoded.
const HEADERS: usize = 16;
/// More pictures of one article stay cards.
const MOST: usize = 5_000;

/// What comes in.
pub(in crate::worker) enum PictureMessage {
    /// From the window.
    Ask(PictureAsk),
    /// From a thread that fetches: opening, address, how far it is.
    Progress(u64, Box<str>, PictureState),
    /// From a thread that fetches: opening, address, what came.
    Fetched(u64, Box<str>, Result<Vec<u8>, PictureError>),
}

/// Runs until it is told to quit. `own` leads into `inbox`.
pub(in crate::worker) fn run(
    inbox: &Receiver<PictureMessage>,
    own: Sender<PictureMessage>,
    make: MakeFetcher,
    folders: &Folders,
    outbox: &Outbox,
) {
    let mut pictures = Pictures {
        folders,
        outbox,
        pool: Pool::new(make, own),
        open: None,
    };
    loop {
        let message = if pictures.has_work() {
            inbox.try_recv().ok()
        } else {
            let Ok(message) = inbox.recv() else { return };
            Some(message)
        };
        if matches!(message, Some(PictureMessage::Ask(PictureAsk::Quit))) {
            pictures.pool.stop();
            return;
        }
        let done = catch_unwind(AssertUnwindSafe(|| match message {
            Some(message) => pictures.take(message),
            None => pictures.work(),
        }));
        if done.is_err() {
            outbox.send(Event::Panicked { during: "pictures" });
        }
    }
}

struct Pictures<'a> {
    folders: &'a Folders,
    outbox: &'a Outbox,
    pool: Pool,
    open: Option<OpenArticle>,
}

impl Pictures<'_> {
    fn has_work(&self) -> bool {
        let open = self.open.as_ref();
        open.is_some_and(|open| !open.headers.is_empty() || !open.wanted.is_empty())
    }

    fn tell(&self, opening: u64, told: PicturesTold) {
        self.outbox.send(Event::Pictures(PictureNews { opening, told }));
    }

    fn tell_states(&mut self) {
        if let Some(open) = self.open.as_mut().filter(|open| !open.news.is_empty()) {
            let (opening, news) = (open.opening, std::mem::take(&mut open.news));
            self.tell(opening, PicturesTold::States(news));
        }
    }

    fn tell_allowed(&self) {
        if let Some(open) = &self.open {
            self.tell(open.opening, PicturesTold::Allowed(open.consent.allowed.clone()));
        }
    }

    fn opened(&mut self, opening: u64) -> Option<&mut OpenArticle> {
        self.open.as_mut().filter(|open| open.opening == opening)
    }

    fn take(&mut self, message: PictureMessage) {
        match message {
            PictureMessage::Ask(ask) => self.asked(ask),
            PictureMessage::Progress(opening, address, state) => {
                if let Some(open) = self.opened(opening)
                    && open.is_awaited(&address)
                {
                    open.set(&address, state);
                }
            }
            PictureMessage::Fetched(opening, address, fetched) => {
                if let Some(open) = self.opened(opening) {
                    open.fetched(&address, fetched);
                }
            }
        }
        self.tell_states();
    }

    fn asked(&mut self, ask: PictureAsk) {
        match ask {
            PictureAsk::Open {
                opening,
                article_id,
                addresses,
            } => self.open(opening, article_id, addresses),
            PictureAsk::Want { opening, wanted } => {
                if let Some(open) = self.opened(opening) {
                    // Only what was found to be a picture of this article, and may be shown, is decoded.
                    let can_be = |wanted: &WantedPicture| {
                        matches!(open.states.get(&wanted.address), Some(PictureState::Ready(_)))
                    };
                    open.wanted = wanted.into_iter().filter(can_be).collect();
                }
            }
            PictureAsk::Allow { opening, address } => {
                if let Some(open) = self.opened(opening) {
                    open.consent.allow(address.as_deref());
                    self.tell_allowed();
                    self.fetch_allowed();
                }
            }
            PictureAsk::Forbid { opening } => {
                if let Some(open) = self.opened(opening) {
                    open.consent.forbid();
                    open.hide_remote();
                    self.pool.stop();
                    self.tell_allowed();
                }
            }
            PictureAsk::Stop { opening } => {
                if let Some(open) = self.opened(opening) {
                    open.stop_fetching();
                    self.pool.stop();
                }
            }
            PictureAsk::Again { opening, address } => {
                if let Some(open) = self.opened(opening) {
                    open.again(&address);
                    self.fetch_allowed();
                }
            }
            PictureAsk::Quit => {}
        }
    }

    fn open(&mut self, opening: u64, article_id: ArticleId, mut addresses: Vec<Box<str>>) {
        self.pool.stop();
        self.open = None;
        addresses.truncate(MOST);
        let home = match self.home(article_id) {
            Ok(home) => home,
            Err(error) => {
                tracing::warn!(%error, "where the article lies cannot be said");
                None
            }
        };
        let Some((library_uuid, article_uuid, origin)) = home else {
            return;
        };
        let folder = match origin {
            Origin::File(path) => PathBuf::from(path).parent().map(PathBuf::from),
            Origin::Clipboard | Origin::Sample => None,
        };
        let cache = self.folders.cache.join(library_uuid).join("pictures");
        let mut open = OpenArticle {
            opening,
            folder,
            consent: Consent::read(&cache, &article_uuid),
            cache: PictureCache::new(&cache, Room::default()),
            states: HashMap::with_capacity(addresses.len()),
            headers: VecDeque::new(),
            wanted: VecDeque::new(),
            news: Vec::new(),
            addresses: Vec::new(),
        };
        for address in &addresses {
            let state = match picture_source(address) {
                PictureSource::Remote => PictureState::Unasked,
                PictureSource::Insecure => PictureState::Failed(PictureError::Insecure),
                PictureSource::Other => PictureState::Failed(PictureError::UnknownKind),
                PictureSource::Local if open.folder.is_none() => PictureState::Failed(PictureError::NoFolder),
                PictureSource::Local => {
                    open.headers.push_back(address.clone());
                    PictureState::Waiting
                }
            };
            open.set(address, state);
        }
        open.addresses = addresses;
        self.open = Some(open);
        self.tell_allowed();
        self.fetch_allowed();
    }

    /// UUIDs of library and article, and where the article came from.
    fn home(&self, article_id: ArticleId) -> Result<Option<(String, String, Origin)>, StoreError> {
        // Opened for this once: a reader that stays would keep the library's log from being folded in at its end.
        let store = Store::open_reader(&self.folders.library)?;
        let home = store.article_home(article_id)?;
        Ok(home.map(|(uuid, origin)| (store.library_uuid().to_owned(), uuid, origin)))
    }

    /// Sends for what is allowed and neither there nor on its way.
    fn fetch_allowed(&mut self) {
        let Some(open) = &mut self.open else { return };
        for address in open.addresses.clone() {
            let unasked = matches!(open.states.get(&address), Some(PictureState::Unasked));
            if !unasked || !open.consent.allowed.holds(&address) {
                continue;
            }
            open.set(&address, PictureState::Waiting);
            if open.cache.find(&address).is_some() {
                open.cache.used(&address);
                open.headers.push_back(address);
            } else {
                self.pool.fetch(open.opening, &address);
            }
        }
    }

    /// The next headers, and the next picture.
    fn work(&mut self) {
        let Some(open) = &mut self.open else { return };
        for _ in 0..HEADERS {
            let Some(address) = open.headers.pop_front() else { break };
            let size = open.header(&address);
            open.settle(&address, size);
        }
        if let Some(wanted) = open.wanted.pop_front() {
            let decoded = open.decode(&wanted);
            let opening = open.opening;
            match decoded {
                Ok(decoded) => {
                    if open.states.get(&wanted.address) != Some(&PictureState::Ready(decoded.natural)) {
                        open.set(&wanted.address, PictureState::Ready(decoded.natural));
                    }
                    // First how high it is, then what it shows.
                    self.tell_states();
                    self.tell(opening, PicturesTold::Decoded(Arc::new(decoded)));
                }
                Err(error) => open.settle(&wanted.address, Err(error)),
            }
        }
        // What went from the cache meanwhile is sent for again.
        self.fetch_allowed();
        self.tell_states();
    }
}
