//! What the pictures thread does, one thing after the other: what it is asked, then headers, then the picture that is
//! wanted most.

use std::collections::{HashMap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};

use super::address::picture_source;
use super::cache::{PictureCache, Room};
use super::consent::Consent;
use super::decode::{decode, size_of};
use super::place::{self, LARGEST_FILE, local_file};
use super::pool::{MakeFetcher, Pool};
use super::{
    DecodedPicture, PictureAsk, PictureError, PictureNews, PictureSize, PictureSource, PictureState, PicturesTold,
    WantedPicture,
};
use crate::store::{Origin, Store, StoreError};
use crate::study::ArticleId;
use crate::worker::Event;
use crate::worker::link::{Folders, Outbox};

/// So many headers are read before the next picture is decoded.
const HEADERS: usize = 16;
/// A header usually ends within so many bytes of its file.
const HEADER: u64 = 256 << 10;
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

/// The article whose pictures are shown.
struct OpenArticle {
    opening: u64,
    /// Where its local pictures lie.
    folder: Option<PathBuf>,
    consent: Consent,
    cache: PictureCache,
    states: HashMap<Box<str>, PictureState>,
    /// In the order of their need.
    addresses: Vec<Box<str>>,
    /// Whose headers are still to be read.
    headers: VecDeque<Box<str>>,
    wanted: VecDeque<WantedPicture>,
    /// What changed and was not told yet.
    news: Vec<(Box<str>, PictureState)>,
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

impl OpenArticle {
    fn set(&mut self, address: &str, state: PictureState) {
        self.states.insert(address.into(), state.clone());
        self.news.push((address.into(), state));
    }

    /// Whether it is to come from the net.
    fn is_awaited(&self, address: &str) -> bool {
        let waits = matches!(
            self.states.get(address),
            Some(PictureState::Waiting | PictureState::Fetching { .. })
        );
        waits && self.consent.allowed.holds(address)
    }

    fn settle(&mut self, address: &str, size: Result<PictureSize, PictureError>) {
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
    fn file(&self, address: &str) -> Result<PathBuf, PictureError> {
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

    fn header(&self, address: &str) -> Result<PictureSize, PictureError> {
        let path = self.file(address)?;
        guarded(|| size_of(&place::read(&path, HEADER, false)?)).or_else(|error| match error {
            // A header with a large preview or colour profile.
            PictureError::Damaged { .. } => guarded(|| size_of(&place::read(&path, LARGEST_FILE, true)?)),
            error => Err(error),
        })
    }

    fn decode(&self, wanted: &WantedPicture) -> Result<DecodedPicture, PictureError> {
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

    fn fetched(&mut self, address: &str, fetched: Result<Vec<u8>, PictureError>) {
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

    fn again(&mut self, address: &str) {
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

    fn stop_fetching(&mut self) {
        for address in self.addresses.clone() {
            if self.is_awaited(&address) && !self.headers.contains(&address) {
                self.set(&address, PictureState::Failed(PictureError::Stopped));
            }
        }
    }

    fn hide_remote(&mut self) {
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
