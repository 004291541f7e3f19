//! The whole thread: an article in a library, files beside it, a server on loopback.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use image::ImageFormat;

use super::samples::file;
use super::server::{Reply, Server};
use crate::store::{NewArticle, Now, Origin, Store};
use crate::study::ArticleId;
use crate::worker::Event;
use crate::worker::link::{Folders, Outbox};
use crate::worker::pictures::fetch::{Bounds, Fetcher};
use crate::worker::pictures::proxy::ProxyRule;
use crate::worker::pictures::thread::{PictureMessage, run};
use crate::worker::pictures::{
    Allowed, DecodedPicture, PictureAsk, PictureError, PictureSize, PictureState, PicturesTold, WantedPicture,
};

const NOW: Now = Now {
    utc_ms: 1_700_000_000_000,
    offset_minutes: 0,
};
const PATIENCE: Duration = Duration::from_secs(20);

/// A library with two articles in a folder of their own.
struct Home {
    root: tempfile::TempDir,
    articles: Vec<ArticleId>,
}

impl Home {
    fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("articles");
        fs::create_dir(&folder).unwrap();
        let mut store = Store::open(&root.path().join("library.db"), &root.path().join("backups"), NOW)
            .unwrap()
            .store;
        let articles = ["one", "two"].map(|name| NewArticle {
            title: name.to_owned(),
            language: "en".to_owned(),
            origin: Origin::File(folder.join(format!("{name}.md")).display().to_string()),
            bytes: name.as_bytes().to_vec(),
            sha256: crate::transfer::sha256(name.as_bytes()),
            words: 1,
            met_at: None,
            sample: false,
            terms: Vec::new(),
        });
        let (_, imported) = store.import(&articles, 1, NOW).unwrap();
        let articles = imported.iter().map(|imported| imported.article_id()).collect();
        Self { root, articles }
    }

    fn picture(&self, name: &str, bytes: &[u8]) {
        fs::write(self.root.path().join("articles").join(name), bytes).unwrap();
    }

    fn cached(&self) -> usize {
        let libraries = fs::read_dir(self.root.path().join("cache")).into_iter().flatten();
        let pictures = libraries.flat_map(|library| fs::read_dir(library.unwrap().path().join("pictures")).unwrap());
        pictures
            .filter(|entry| entry.as_ref().unwrap().path().is_file())
            .count()
    }
}

/// The running thread.
struct Thread {
    asks: Sender<PictureMessage>,
    events: Receiver<Event>,
    running: Option<JoinHandle<()>>,
}

impl Thread {
    fn start(home: &Home, server: Option<&Server>) -> Self {
        let (asks, inbox) = channel();
        let (sender, events) = channel();
        let outbox = Outbox::new(sender, Arc::new(|| ()));
        let path = |name: &str| -> PathBuf { home.root.path().join(name) };
        let folders = Folders {
            library: path("library.db"),
            backups: path("backups"),
            cache: path("cache"),
            wordnet: Vec::new(),
        };
        let bounds = Bounds {
            time: Duration::from_secs(5),
            ..Bounds::default()
        };
        let fetcher = server.map(|server| Fetcher::new(server.roots(), ProxyRule::default(), bounds));
        let own = asks.clone();
        let running = std::thread::spawn(move || {
            let make = move || fetcher.clone().expect("nothing is fetched here");
            run(&inbox, own, Box::new(make), &folders, &outbox);
        });
        Self {
            asks,
            events,
            running: Some(running),
        }
    }

    fn ask(&self, ask: PictureAsk) {
        self.asks.send(PictureMessage::Ask(ask)).unwrap();
    }

    fn open(&self, opening: u64, article_id: ArticleId, addresses: &[&str]) {
        self.ask(PictureAsk::Open {
            opening,
            article_id,
            addresses: addresses.iter().map(|address| (*address).into()).collect(),
        });
    }

    /// What is told next that fits.
    fn next<T>(&self, what: &str, fits: impl Fn(&PicturesTold) -> Option<T>) -> T {
        let end = Instant::now() + PATIENCE;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            match self.events.recv_timeout(left) {
                Ok(Event::Pictures(news)) => {
                    if let Some(found) = fits(&news.told) {
                        return found;
                    }
                }
                Ok(other) => panic!("{other:?}"),
                Err(error) => panic!("{what} was not told: {error}"),
            }
        }
    }

    /// Waits until a picture is neither waiting nor on its way.
    fn settled(&self, address: &str) -> PictureState {
        self.next(address, |told| match told {
            PicturesTold::States(states) => states
                .iter()
                .filter(|(known, _)| **known == *address)
                .map(|(_, state)| state.clone())
                .find(|state| !matches!(state, PictureState::Waiting | PictureState::Fetching { .. })),
            _ => None,
        })
    }

    fn allowed(&self) -> Allowed {
        self.next("what is allowed", |told| match told {
            PicturesTold::Allowed(allowed) => Some(allowed.clone()),
            _ => None,
        })
    }

    /// Nothing is decoded before the next article is open.
    fn nothing_until_opened(&self) {
        self.next("the article", |told| match told {
            PicturesTold::Allowed(_) => Some(()),
            PicturesTold::Decoded(decoded) => panic!("{decoded:?}"),
            PicturesTold::States(_) => None,
        });
    }

    fn decoded(&self) -> Arc<DecodedPicture> {
        self.next("a picture", |told| match told {
            PicturesTold::Decoded(decoded) => Some(Arc::clone(decoded)),
            _ => None,
        })
    }

    fn want(&self, opening: u64, address: &str, fit: (u32, u32)) {
        let wanted = WantedPicture {
            address: address.into(),
            fit,
            enlarged: false,
        };
        self.ask(PictureAsk::Want {
            opening,
            wanted: vec![wanted],
        });
    }

    fn allow(&self, opening: u64, address: Option<&str>) {
        self.ask(PictureAsk::Allow {
            opening,
            address: address.map(Into::into),
        });
    }
}

impl Drop for Thread {
    fn drop(&mut self) {
        let _ = self.asks.send(PictureMessage::Ask(PictureAsk::Quit));
        if let Some(running) = self.running.take() {
            let ended = running.join();
            assert!(ended.is_ok() || std::thread::panicking());
        }
    }
}

const SIZE: PictureSize = PictureSize {
    width: 600,
    height: 400,
};

fn server() -> Server {
    Server::start(|path, _| match path {
        "/404.png" => Reply::Status("404 Not Found", String::new()),
        "/slow.png" => Reply::Endless(vec![0; 100], Duration::from_millis(50)),
        _ => Reply::Whole("Content-Type: image/png\r\n", file(600, 400, ImageFormat::Png)),
    })
}

#[test]
fn local_pictures_tell_their_size_and_come_as_large_as_they_are_wanted() {
    let home = Home::new();
    home.picture("a.jpg", &file(600, 400, ImageFormat::Jpeg));
    home.picture("b.png", b"no picture");
    let thread = Thread::start(&home, None);
    thread.open(1, home.articles[0], &["a.jpg", "b.png", "none.gif", "../library.db"]);
    assert_eq!(thread.allowed(), Allowed::default());
    assert_eq!(thread.settled("a.jpg"), PictureState::Ready(SIZE));
    thread.want(1, "a.jpg", (300, 10_000));
    let decoded = thread.decoded();
    assert_eq!((decoded.size.width, decoded.size.height), (300, 200));
    assert_eq!(decoded.pixels.len(), 300 * 200);
    thread.want(1, "a.jpg", (9_000, 9_000));
    assert_eq!(thread.decoded().size, SIZE, "never scaled up");

    thread.open(2, home.articles[0], &["b.png", "none.gif", "../library.db"]);
    assert_eq!(thread.settled("b.png"), PictureState::Failed(PictureError::UnknownKind));
    thread.open(3, home.articles[0], &["none.gif", "../library.db"]);
    assert_eq!(thread.settled("none.gif"), PictureState::Failed(PictureError::Missing));
    thread.open(4, home.articles[0], &["../library.db"]);
    assert_eq!(
        thread.settled("../library.db"),
        PictureState::Failed(PictureError::Outside)
    );
    // What is not one of the article's pictures is not read, whoever wants it.
    thread.want(4, "a.jpg", (300, 300));
    thread.open(5, home.articles[0], &["a.jpg"]);
    thread.nothing_until_opened();
}

#[test]
fn a_picture_that_failed_may_be_tried_again() {
    let home = Home::new();
    let thread = Thread::start(&home, None);
    thread.open(1, home.articles[0], &["a.png"]);
    assert_eq!(thread.settled("a.png"), PictureState::Failed(PictureError::Missing));
    home.picture("a.png", &file(600, 400, ImageFormat::Png));
    thread.ask(PictureAsk::Again {
        opening: 1,
        address: "a.png".into(),
    });
    assert_eq!(thread.settled("a.png"), PictureState::Ready(SIZE));
    // A file that was replaced since tells its size anew.
    home.picture("a.png", &file(60, 40, ImageFormat::Png));
    thread.want(1, "a.png", (300, 300));
    let small = PictureSize { width: 60, height: 40 };
    assert_eq!(thread.settled("a.png"), PictureState::Ready(small));
    assert_eq!(thread.decoded().size, small);
}

#[test]
fn remote_pictures_are_fetched_only_when_asked_for() {
    let (home, server) = (Home::new(), server());
    let (a, b) = (server.address("/a.png"), server.address("/b.png"));
    let thread = Thread::start(&home, Some(&server));
    thread.open(1, home.articles[0], &[&a, &b]);
    assert_eq!(thread.settled(&a), PictureState::Unasked);
    thread.want(1, &a, (300, 300));
    thread.ask(PictureAsk::Again {
        opening: 1,
        address: a.as_str().into(),
    });
    std::thread::sleep(Duration::from_millis(100));
    assert_eq!(server.count(), 0, "neither wanting nor trying again is leave");

    thread.allow(1, Some(&a));
    assert_eq!(thread.allowed().addresses.len(), 1);
    assert_eq!(thread.settled(&a), PictureState::Ready(SIZE));
    thread.want(1, &a, (60, 60));
    assert_eq!(thread.decoded().size.width, 60);
    assert_eq!(server.heads().len(), 1);
    drop(thread);

    // At the next start the leave holds, and what is in the cache is not fetched anew.
    let thread = Thread::start(&home, Some(&server));
    thread.open(1, home.articles[0], &[&a, &b]);
    assert_eq!(thread.allowed().addresses.len(), 1);
    assert_eq!(thread.settled(&a), PictureState::Unasked);
    assert_eq!(thread.settled(&a), PictureState::Ready(SIZE));
    assert_eq!(server.heads().len(), 1);
    // For another article it does not.
    thread.open(2, home.articles[1], &[&a]);
    assert_eq!(thread.allowed(), Allowed::default());
    assert_eq!(thread.settled(&a), PictureState::Unasked);
    thread.want(2, &a, (60, 60));
    thread.open(3, home.articles[1], &[&a]);
    // Not even from the cache.
    thread.nothing_until_opened();
    assert_eq!(server.heads().len(), 1);
}

#[test]
fn all_pictures_of_an_article_come_and_go_together() {
    let (home, server) = (Home::new(), server());
    let addresses: Vec<String> = (0..8).map(|number| server.address(&format!("/{number}.png"))).collect();
    let addresses: Vec<&str> = addresses.iter().map(String::as_str).collect();
    let thread = Thread::start(&home, Some(&server));
    thread.open(1, home.articles[0], &addresses);
    thread.allow(1, None);
    while !thread.allowed().all {}
    let mut left = addresses.len();
    while left > 0 {
        left -= thread.next("the pictures", |told| match told {
            PicturesTold::States(states) => {
                let ready = |(_, state): &&(Box<str>, PictureState)| *state == PictureState::Ready(SIZE);
                Some(states.iter().filter(ready).count())
            }
            _ => None,
        });
    }
    assert_eq!((server.heads().len(), home.cached()), (8, 8));

    thread.ask(PictureAsk::Forbid { opening: 1 });
    assert_eq!(thread.settled(addresses[0]), PictureState::Unasked);
    drop(thread);
    let thread = Thread::start(&home, Some(&server));
    thread.open(1, home.articles[0], &addresses);
    assert_eq!(thread.allowed(), Allowed::default());
    assert_eq!(thread.settled(addresses[7]), PictureState::Unasked);
    assert_eq!(server.heads().len(), 8);
}

#[test]
fn what_goes_wrong_is_told_and_can_be_stopped() {
    let (home, server) = (Home::new(), server());
    let (missing, slow) = (server.address("/404.png"), server.address("/slow.png"));
    let thread = Thread::start(&home, Some(&server));
    thread.open(1, home.articles[0], &[&missing, &slow]);
    assert_eq!(thread.settled(&missing), PictureState::Unasked);
    thread.allow(1, Some(&missing));
    let not_found = PictureState::Failed(PictureError::Status { status: 404 });
    assert_eq!(thread.settled(&missing), not_found);
    thread.allow(1, Some(&slow));
    thread.next("progress", |told| match told {
        PicturesTold::States(states) => states
            .iter()
            .any(|(_, state)| matches!(state, PictureState::Fetching { done: 1.., total: None }))
            .then_some(()),
        _ => None,
    });
    thread.ask(PictureAsk::Stop { opening: 1 });
    assert_eq!(thread.settled(&slow), PictureState::Failed(PictureError::Stopped));
    thread.ask(PictureAsk::Again {
        opening: 1,
        address: missing.as_str().into(),
    });
    assert_eq!(thread.settled(&missing), PictureState::Unasked);
    assert_eq!(thread.settled(&missing), not_found);
    assert_eq!(home.cached(), 0);
}

#[test]
fn a_cache_that_cannot_be_written_to_is_told_of_and_not_asked_for_ever() {
    let (home, server) = (Home::new(), server());
    fs::write(home.root.path().join("cache"), "a file").unwrap();
    let a = server.address("/a.png");
    let thread = Thread::start(&home, Some(&server));
    thread.open(1, home.articles[0], &[&a]);
    assert_eq!(thread.settled(&a), PictureState::Unasked);
    thread.allow(1, None);
    let state = thread.settled(&a);
    assert!(
        matches!(state, PictureState::Failed(PictureError::Unkept { .. })),
        "{state:?}"
    );
    assert_eq!(server.heads().len(), 1);
}
