//! An eye on the open article's file: while the window is in front, a thread of its own looks every few seconds whether
//! the file is another, or gone, and only then has it compared. Nothing wakes the window as long as nothing changes.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use super::file_jobs::Stamp;
use super::{Message, Request};

/// How often it looks.
const EVERY: Duration = Duration::from_secs(3);

/// What the eye is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Sight {
    /// This is the file now, and how it was when it was compared last; `None`: it was not there.
    File(Option<(PathBuf, Option<Stamp>)>),
    /// The window is in front, or no longer.
    InFront(bool),
}

/// Opens the eye; it closes when what it gives is gone.
pub(super) fn open(store: Sender<Message>) -> Sender<Sight> {
    let (sights, inbox) = channel();
    let started = thread::Builder::new()
        .name("eye".to_owned())
        .spawn(move || watch(&inbox, &store, EVERY));
    if let Err(error) = started {
        tracing::warn!(%error, "files are looked at only when the window comes to the front");
    }
    sights
}

fn watch(inbox: &Receiver<Sight>, store: &Sender<Message>, every: Duration) {
    let mut file: Option<(PathBuf, Option<Stamp>)> = None;
    let mut in_front = true;
    loop {
        let told = if in_front && file.is_some() {
            inbox.recv_timeout(every)
        } else {
            inbox.recv().map_err(|_| RecvTimeoutError::Disconnected)
        };
        match told {
            Ok(Sight::File(now)) => file = now,
            Ok(Sight::InFront(now)) => in_front = now,
            Err(RecvTimeoutError::Timeout) => {
                let Some((path, seen)) = &mut file else { continue };
                let now = Stamp::of(path);
                if now != *seen {
                    *seen = now;
                    if store.send(Message::Request(Request::LookAtFile)).is_err() {
                        return;
                    }
                }
            }
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn it_tells_of_a_change_once_and_of_nothing_while_it_looks_away() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        fs::write(&path, "one").unwrap();
        let (sights, inbox) = channel();
        let (store, told) = channel();
        let eye = thread::spawn(move || watch(&inbox, &store, Duration::from_millis(20)));
        let (soon, later) = (Duration::from_millis(300), Duration::from_secs(20));
        let is_look = |message: &Message| matches!(message, Message::Request(Request::LookAtFile));
        sights
            .send(Sight::File(Some((path.clone(), Stamp::of(&path)))))
            .unwrap();
        assert!(told.recv_timeout(soon).is_err(), "nothing has changed");
        fs::write(&path, "one, two").unwrap();
        assert!(is_look(&told.recv_timeout(later).unwrap()));
        fs::remove_file(&path).unwrap();
        assert!(is_look(&told.recv_timeout(later).unwrap()));
        assert!(told.recv_timeout(soon).is_err(), "it is told once");
        sights.send(Sight::InFront(false)).unwrap();
        fs::write(&path, "three").unwrap();
        assert!(told.recv_timeout(soon).is_err());
        sights.send(Sight::InFront(true)).unwrap();
        assert!(is_look(&told.recv_timeout(later).unwrap()));
        drop(sights);
        eye.join().unwrap();
    }
}
