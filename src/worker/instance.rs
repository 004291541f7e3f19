//! One instance owns a library; a second start hands its file names to the first and leaves.
//!
//! The first listens on a local socket (a named pipe on Windows) that only its own user can reach: never on a network.
//! Its name is made from the library's path, so that two libraries can be open at once. A message is a length and
//! JSON; the answer is one byte, sent once the message was taken in. Who owns the library is decided by its lock file
//! alone: call [`InstanceServer::start`] only while holding that lock, so that a socket found in its place is a stale one.

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::thread::JoinHandle;
use std::time::Duration;

use interprocess::local_socket::{Listener, Stream, prelude::*};
use serde::{Deserialize, Serialize};

mod socket;

use socket::{connect, limit_time, listen, sockets};

/// How long a second start waits for the first.
const TIME_LIMIT: Duration = Duration::from_secs(2);
/// Bytes of a message.
const SIZE_LIMIT: usize = 1 << 20;
const TAKEN: u8 = 1;

/// What a second start hands over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Handover {
    /// Files and folders to open, as absolute paths; empty when the window is only to come to the front.
    pub files: Vec<PathBuf>,
}

/// Why nothing was handed over.
#[derive(Debug, thiserror::Error)]
pub enum HandOverError {
    /// No instance has this library open (or it is one of another user).
    #[error("no other instance has this library open")]
    Nobody,
    /// An instance is there and does not answer.
    #[error("the running instance did not answer within {} s", TIME_LIMIT.as_secs())]
    TimedOut,
    /// More file names than one message takes.
    #[error("too many files at once ({bytes} bytes of names; {SIZE_LIMIT} fit)")]
    TooLarge {
        /// Bytes of the message.
        bytes: usize,
    },
    /// An instance is there and did not take the message.
    #[error("the running instance did not take the files: {0}")]
    Refused(io::Error),
}

/// Why an instance cannot listen. It works all the same; a second start will not find it.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Another instance answers there.
    #[error("another instance listens at {}", .0.display())]
    Taken(PathBuf),
    /// None of the places will do.
    #[error("{}: {source}", path.display())]
    Io {
        /// The socket.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// Takes in what later starts hand over, until it is dropped. While nobody calls, it costs nothing.
#[derive(Debug)]
pub struct InstanceServer {
    socket: PathBuf,
    stopping: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl InstanceServer {
    /// Listens for later starts with the same library. `on_message` runs in a thread of the server's own and should
    /// only pass the message on.
    ///
    /// # Errors
    /// When another instance listens already, or no socket can be made.
    pub fn start(library_path: &Path, on_message: impl Fn(Handover) + Send + 'static) -> Result<Self, ServeError> {
        Self::start_at(&sockets(library_path), on_message)
    }

    /// Listens at the first of these places that will do.
    fn start_at(sockets: &[PathBuf], on_message: impl Fn(Handover) + Send + 'static) -> Result<Self, ServeError> {
        let mut failure = ServeError::Taken(PathBuf::new());
        for socket in sockets {
            match listen(socket) {
                Ok(listener) => return Self::serve(socket.clone(), listener, on_message),
                Err(error @ ServeError::Taken(_)) => return Err(error),
                Err(error) => failure = error,
            }
        }
        Err(failure)
    }

    fn serve(
        socket: PathBuf,
        listener: Listener,
        on_message: impl Fn(Handover) + Send + 'static,
    ) -> Result<Self, ServeError> {
        let stopping = Arc::new(AtomicBool::new(false));
        let stop = Arc::clone(&stopping);
        let thread = std::thread::Builder::new().name("instance".to_owned()).spawn(move || {
            while !stop.load(Ordering::SeqCst) {
                match listener.accept() {
                    Ok(_) if stop.load(Ordering::SeqCst) => break,
                    Ok(mut caller) => {
                        if let Err(error) = receive(&mut caller, &on_message) {
                            // Its kind alone: the error's own words may quote file names.
                            tracing::warn!("a message of another instance was not understood: {}", error.kind());
                        }
                    }
                    Err(error) => {
                        tracing::warn!("listening for other instances: {error}");
                        // Out of file handles, say: wait instead of spinning.
                        std::thread::sleep(TIME_LIMIT);
                    }
                }
            }
        });
        match thread {
            Ok(thread) => Ok(Self {
                socket,
                stopping,
                thread: Some(thread),
            }),
            Err(source) => Err(ServeError::Io { path: socket, source }),
        }
    }
}

impl Drop for InstanceServer {
    fn drop(&mut self) {
        self.stopping.store(true, Ordering::SeqCst);
        // A call of our own wakes the thread. If the socket is gone it cannot be woken; then it ends with the process.
        if connect(&self.socket).is_ok()
            && let Some(thread) = self.thread.take()
        {
            let _ = thread.join();
        }
    }
}

/// Hands files to the instance that has this library open; waits about two seconds at most. Relative paths are taken
/// from the current folder.
///
/// # Errors
/// [`HandOverError::Nobody`] means: go on and open the library yourself. After every other error another instance is
/// there, so the library can only be read.
pub fn hand_over(library_path: &Path, files: Vec<PathBuf>) -> Result<(), HandOverError> {
    hand_over_at(sockets(library_path), files)
}

fn hand_over_at(sockets: Vec<PathBuf>, files: Vec<PathBuf>) -> Result<(), HandOverError> {
    let message = encode(files)?;
    let (answer, answered) = mpsc::channel();
    // In a thread, since not every system can limit the time of each step, and none that of all together.
    let call = std::thread::Builder::new().name("hand over".to_owned()).spawn(move || {
        let _ = answer.send(call(&sockets, &message));
    });
    call.map_err(HandOverError::Refused)?;
    answered
        .recv_timeout(TIME_LIMIT)
        .unwrap_or(Err(HandOverError::TimedOut))
}

fn call(sockets: &[PathBuf], message: &[u8]) -> Result<(), HandOverError> {
    for socket in sockets {
        let mut stream = match connect(socket) {
            Ok(stream) => stream,
            Err(error) if error.kind() == io::ErrorKind::TimedOut => return Err(HandOverError::TimedOut),
            Err(_) => continue,
        };
        let mut answer = [0];
        let exchanged = stream.write_all(message).and_then(|()| stream.read_exact(&mut answer));
        return exchanged.map_err(|error| match error.kind() {
            io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => HandOverError::TimedOut,
            _ => HandOverError::Refused(error),
        });
    }
    Err(HandOverError::Nobody)
}

/// A path as JSON: text where it is text, else as the system has it.
#[derive(Deserialize, Serialize)]
#[serde(untagged)]
enum WirePath {
    Text(String),
    Raw(OsString),
}

#[derive(Deserialize, Serialize)]
struct Message {
    files: Vec<WirePath>,
}

fn encode(files: Vec<PathBuf>) -> Result<Vec<u8>, HandOverError> {
    let wire = |file: PathBuf| {
        let path = std::path::absolute(&file).unwrap_or(file).into_os_string();
        path.into_string().map_or_else(WirePath::Raw, WirePath::Text)
    };
    let message = Message {
        files: files.into_iter().map(wire).collect(),
    };
    let json = serde_json::to_vec(&message).map_err(|error| HandOverError::Refused(error.into()))?;
    let len = u32::try_from(json.len()).ok().filter(|_| json.len() <= SIZE_LIMIT);
    let len = len.ok_or(HandOverError::TooLarge { bytes: json.len() })?;
    Ok([&len.to_le_bytes()[..], &json].concat())
}

fn receive(caller: &mut Stream, on_message: &impl Fn(Handover)) -> io::Result<()> {
    limit_time(caller);
    let mut len = [0; 4];
    caller.read_exact(&mut len)?;
    let len = usize::try_from(u32::from_le_bytes(len)).unwrap_or(usize::MAX);
    if len > SIZE_LIMIT {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "it is too long"));
    }
    let mut json = vec![0; len];
    caller.read_exact(&mut json)?;
    let message: Message = serde_json::from_slice(&json)?;
    let path = |file| match file {
        WirePath::Text(text) => PathBuf::from(text),
        WirePath::Raw(raw) => PathBuf::from(raw),
    };
    let files: Vec<PathBuf> = message.files.into_iter().map(path).collect();
    if files.iter().any(|file| !file.is_absolute()) {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "a path in it is relative"));
    }
    on_message(Handover { files });
    caller.write_all(&[TAKEN])
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use std::time::Instant;

    fn place(folder: &tempfile::TempDir) -> Vec<PathBuf> {
        vec![folder.path().join("run/a.socket")]
    }

    fn served(sockets: &[PathBuf]) -> (InstanceServer, mpsc::Receiver<Handover>) {
        let (sender, receiver) = mpsc::channel();
        let server = InstanceServer::start_at(sockets, move |message| sender.send(message).unwrap()).unwrap();
        (server, receiver)
    }

    #[test]
    fn files_reach_the_first_instance() {
        use std::os::unix::ffi::OsStringExt;
        let folder = tempfile::tempdir().unwrap();
        let (_server, received) = served(&place(&folder));
        let odd = PathBuf::from(OsString::from_vec(b"/tmp/\xff.md".to_vec()));
        let files = vec![
            PathBuf::from("/tmp/caf\u{e9} \u{4e2d}.md"),
            odd.clone(),
            PathBuf::from("b.md"),
        ];
        hand_over_at(place(&folder), files).unwrap();
        hand_over_at(place(&folder), Vec::new()).unwrap();
        let wanted = vec![
            PathBuf::from("/tmp/café 中.md"),
            odd,
            std::env::current_dir().unwrap().join("b.md"),
        ];
        assert_eq!(received.recv_timeout(TIME_LIMIT).unwrap().files, wanted);
        assert_eq!(received.recv_timeout(TIME_LIMIT).unwrap(), Handover::default());
    }

    #[test]
    fn with_nobody_there_it_says_so_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let began = Instant::now();
        assert!(matches!(
            hand_over_at(place(&folder), Vec::new()),
            Err(HandOverError::Nobody)
        ));
        assert!(began.elapsed() < TIME_LIMIT / 4);
    }

    #[test]
    fn the_second_place_is_tried_too() {
        let folder = tempfile::tempdir().unwrap();
        let (_server, received) = served(&place(&folder));
        let mut places = vec![folder.path().join("none/a.socket")];
        places.extend(place(&folder));
        hand_over_at(places, Vec::new()).unwrap();
        received.recv_timeout(TIME_LIMIT).unwrap();
    }

    #[test]
    fn a_second_server_is_refused_and_a_stale_socket_is_not_in_the_way() {
        let folder = tempfile::tempdir().unwrap();
        let socket = place(&folder).remove(0);
        let (server, _received) = served(&place(&folder));
        let second = InstanceServer::start_at(&place(&folder), |_| ());
        assert!(matches!(second, Err(ServeError::Taken(_))));
        drop(server);
        assert!(!socket.exists(), "an orderly end leaves nothing behind");
        drop(std::os::unix::net::UnixListener::bind(&socket).unwrap());
        assert!(socket.exists());
        assert!(matches!(
            hand_over_at(place(&folder), Vec::new()),
            Err(HandOverError::Nobody)
        ));
        let (_server, received) = served(&place(&folder));
        hand_over_at(place(&folder), Vec::new()).unwrap();
        received.recv_timeout(TIME_LIMIT).unwrap();
    }

    #[test]
    fn one_that_does_not_answer_is_given_up() {
        let folder = tempfile::tempdir().unwrap();
        let socket = folder.path().join("a.socket");
        let _mute = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        let began = Instant::now();
        assert!(matches!(
            hand_over_at(vec![socket], Vec::new()),
            Err(HandOverError::TimedOut)
        ));
        assert!(began.elapsed() < TIME_LIMIT * 2);
    }

    #[test]
    fn nonsense_is_turned_away_and_the_next_caller_served() {
        let folder = tempfile::tempdir().unwrap();
        let (_server, received) = served(&place(&folder));
        let relative = br#"{"files":["b.md"]}"#;
        let relative = [&u32::try_from(relative.len()).unwrap().to_le_bytes()[..], relative].concat();
        for nonsense in [&[0xff; 64][..], b"\x04\0\0\0nope", b"\x01", &relative] {
            let mut caller = connect(&place(&folder)[0]).unwrap();
            caller.write_all(nonsense).unwrap();
        }
        hand_over_at(place(&folder), Vec::new()).unwrap();
        assert_eq!(received.recv_timeout(TIME_LIMIT).unwrap(), Handover::default());
        assert!(received.try_recv().is_err(), "nothing came of the nonsense");
    }

    #[test]
    fn too_many_files_are_refused_before_they_are_sent() {
        let files = vec![PathBuf::from(format!("/{}", "x".repeat(1000))); 1100];
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(
            hand_over_at(place(&folder), files),
            Err(HandOverError::TooLarge { .. })
        ));
    }
}
