//! A small server on loopback that speaks TLS with a certificate of its own, and behaves as badly as it is told.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use rustls::pki_types::PrivatePkcs8KeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use ureq::tls::{Certificate, RootCerts};

/// What the server does with a request.
#[derive(Clone)]
pub enum Reply {
    /// Answers with these headers and bytes; the length is said.
    Whole(&'static str, Vec<u8>),
    /// Answers with this status line and these headers, and nothing more.
    Status(&'static str, String),
    /// Says so many bytes and sends only these.
    Cut(usize, Vec<u8>),
    /// Sends a piece, waits, sends a piece, without end and without a length.
    Endless(Vec<u8>, Duration),
    /// Takes the request and never answers.
    Silent,
}

/// A server that runs until the test ends.
pub struct Server {
    pub port: u16,
    root: Vec<u8>,
    /// Connections that were opened.
    pub connections: Arc<AtomicUsize>,
    /// Heads of all requests.
    pub requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Starts one whose replies are chosen by the path.
    pub fn start(reply: impl Fn(&str, u16) -> Reply + Send + Sync + 'static) -> Self {
        let certified = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
        let root = certified.cert.der().to_vec();
        let key = PrivatePkcs8KeyDer::from(certified.signing_key.serialize_der());
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certified.cert.der().clone()], key.into())
            .unwrap();
        let config = Arc::new(config);
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = Self {
            port,
            root,
            connections: Arc::default(),
            requests: Arc::default(),
        };
        let (connections, requests) = (Arc::clone(&server.connections), Arc::clone(&server.requests));
        let reply = Arc::new(reply);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(stream) = stream else { return };
                connections.fetch_add(1, Ordering::SeqCst);
                let (config, requests, reply) = (Arc::clone(&config), Arc::clone(&requests), Arc::clone(&reply));
                thread::spawn(move || {
                    let connection = ServerConnection::new(config).unwrap();
                    serve(StreamOwned::new(connection, stream), &requests, |path| {
                        reply(path, port)
                    });
                });
            }
        });
        server
    }

    /// Whom to trust.
    pub fn roots(&self) -> RootCerts {
        RootCerts::from([Certificate::from_der(&self.root).to_owned()])
    }

    /// An address on it.
    pub fn address(&self, path: &str) -> String {
        format!("https://localhost:{}{path}", self.port)
    }

    /// How many connections there were.
    pub fn count(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// The heads of all requests.
    pub fn heads(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }
}

/// The head of a request, up to the empty line.
pub fn head(stream: &mut impl Read) -> Option<String> {
    let mut bytes = Vec::new();
    while !bytes.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        if stream.read(&mut byte).ok()? == 0 || bytes.len() > 65_536 {
            return None;
        }
        bytes.push(byte[0]);
    }
    String::from_utf8(bytes).ok()
}

type Stream = StreamOwned<ServerConnection, TcpStream>;

fn serve(mut stream: Stream, requests: &Mutex<Vec<String>>, reply: impl Fn(&str) -> Reply) {
    while let Some(head) = head(&mut stream) {
        let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
        requests.lock().unwrap().push(head);
        if answer(&mut stream, reply(&path)).is_none() {
            let _ = stream.sock.shutdown(Shutdown::Both);
            return;
        }
    }
}

fn answer(stream: &mut Stream, reply: Reply) -> Option<()> {
    match reply {
        Reply::Whole(headers, bytes) => {
            write!(
                stream,
                "HTTP/1.1 200 OK\r\n{headers}Content-Length: {}\r\n\r\n",
                bytes.len()
            )
            .ok()?;
            stream.write_all(&bytes).ok()?;
            stream.flush().ok()
        }
        Reply::Status(status, headers) => {
            write!(stream, "HTTP/1.1 {status}\r\n{headers}Content-Length: 0\r\n\r\n").ok()?;
            stream.flush().ok()
        }
        Reply::Cut(said, bytes) => {
            write!(
                stream,
                "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: {said}\r\n\r\n"
            )
            .ok()?;
            stream.write_all(&bytes).ok()?;
            stream.flush().ok()?;
            None
        }
        Reply::Endless(piece, pause) => {
            write!(stream, "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n").ok()?;
            loop {
                stream.write_all(&piece).ok()?;
                stream.flush().ok()?;
                thread::sleep(pause);
            }
        }
        Reply::Silent => {
            thread::sleep(Duration::from_mins(1));
            None
        }
    }
}
