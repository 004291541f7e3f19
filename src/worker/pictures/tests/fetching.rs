//! Fetching from a server on loopback, which does what servers do.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use image::ImageFormat;
use ureq::tls::RootCerts;

use super::samples::file;
use super::server::{Reply, Server, head};
use crate::worker::pictures::PictureError;
use crate::worker::pictures::fetch::{Bounds, Fetcher};
use crate::worker::pictures::proxy::ProxyRule;

const BOUNDS: Bounds = Bounds {
    size: 100_000,
    time: Duration::from_secs(3),
    redirects: 5,
};

fn fetcher(server: &Server) -> Fetcher {
    Fetcher::new(server.roots(), ProxyRule::default(), BOUNDS)
}

fn fetch(server: &Server, path: &str) -> Result<Vec<u8>, PictureError> {
    fetcher(server).fetch(&server.address(path), &mut |_, _| true)
}

fn png() -> Vec<u8> {
    file(40, 30, ImageFormat::Png)
}

/// Answers every path with the same.
fn always(reply: Reply) -> Server {
    Server::start(move |_, _| reply.clone())
}

fn leads_to(location: &str) -> Reply {
    Reply::Status("302 Found", format!("Location: {location}\r\n"))
}

#[test]
fn a_picture_comes_as_it_is_and_nothing_is_told_but_its_address() {
    let server = Server::start(|_, _| Reply::Whole("Content-Type: image/png\r\nSet-Cookie: me=1\r\n", png()));
    let fetcher = fetcher(&server);
    let mut told = Vec::new();
    for path in ["/a.png?w=1#part", "/b.png"] {
        let address = server.address(path).replace("https://", "https://me:secret@");
        let mut progress = |done, total| {
            told.push((done, total));
            true
        };
        assert_eq!(fetcher.fetch(&address, &mut progress).unwrap(), png());
    }
    let length = png().len() as u64;
    assert_eq!(told.last(), Some(&(length, Some(length))));
    let heads = server.heads();
    assert_eq!(heads.len(), 2);
    assert!(heads[0].starts_with("GET /a.png?w=1 HTTP/1.1\r\n"), "{}", heads[0]);
    for head in heads {
        let names = head.lines().skip(1).filter_map(|line| line.split_once(':'));
        let mut names: Vec<String> = names.map(|(name, _)| name.to_ascii_lowercase()).collect();
        names.sort();
        assert_eq!(
            names,
            ["accept", "host", "user-agent"],
            "no cookie, no referrer, no name: {head}"
        );
    }
}

#[test]
fn redirects_are_followed_within_https_and_not_for_ever() {
    let server = Server::start(|path, port| match path {
        "/1" => leads_to("/2"),
        "/2" => leads_to("3"),
        "/3" => leads_to(&format!("https://localhost:{port}/4")),
        "/4" => leads_to(&format!("//localhost:{port}/a.png")),
        "/a.png" => Reply::Whole("Content-Type: image/png\r\n", png()),
        "/http" => leads_to(&format!("http://localhost:{port}/a.png")),
        "/file" => leads_to("file:///etc/passwd"),
        "/nowhere" => Reply::Status("302 Found", String::new()),
        _ => leads_to("/loop"),
    });
    assert_eq!(fetch(&server, "/1").unwrap(), png());
    let heads = server.heads();
    assert_eq!(heads.len(), 5);
    assert!(!heads.iter().any(|head| head.to_ascii_lowercase().contains("referer")));
    assert_eq!(fetch(&server, "/http"), Err(PictureError::InsecureRedirect));
    assert_eq!(fetch(&server, "/file"), Err(PictureError::InsecureRedirect));
    assert_eq!(fetch(&server, "/nowhere"), Err(PictureError::Address));
    let before = server.heads().len();
    assert_eq!(
        fetch(&server, "/loop"),
        Err(PictureError::TooManyRedirects { limit: 5 })
    );
    assert_eq!(server.heads().len() - before, 6, "once, and five times more");
}

#[test]
fn a_slow_server_is_left() {
    let bounds = Bounds {
        time: Duration::from_millis(600),
        ..BOUNDS
    };
    for reply in [Reply::Silent, Reply::Endless(png(), Duration::from_millis(100))] {
        let server = always(reply);
        let fetcher = Fetcher::new(server.roots(), ProxyRule::default(), bounds);
        let start = Instant::now();
        let fetched = fetcher.fetch(&server.address("/a.png"), &mut |_, _| true);
        assert_eq!(fetched, Err(PictureError::TimedOut { seconds: 0 }));
        assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
    }
}

#[test]
fn a_huge_picture_is_not_taken() {
    let too_many = Err(PictureError::TooManyBytes { limit: BOUNDS.size });
    // Said at once, and found out on the way.
    let server = Server::start(|path, _| match path {
        "/said" => Reply::Whole("Content-Type: image/png\r\n", vec![0; 200_000]),
        _ => Reply::Endless(vec![0; 10_000], Duration::ZERO),
    });
    assert_eq!(fetch(&server, "/said"), too_many);
    assert_eq!(fetch(&server, "/unsaid"), too_many);
}

#[test]
fn what_is_no_picture_is_not_taken() {
    let server = Server::start(|path, _| match path {
        "/html" => Reply::Whole("Content-Type: text/html; charset=utf-8\r\n", b"<p>Log in".to_vec()),
        "/lie" => Reply::Whole("Content-Type: image/png\r\n", b"<p>Log in".to_vec()),
        "/svg" => Reply::Whole("Content-Type: image/svg+xml\r\n", b"<svg/>".to_vec()),
        "/untold" => Reply::Whole("", png()),
        "/stream" => Reply::Whole("Content-Type: application/octet-stream\r\n", png()),
        "/404" => Reply::Status("404 Not Found", String::new()),
        "/500" => Reply::Status("500 Oh", String::new()),
        "/204" => Reply::Status("204 No Content", String::new()),
        _ => Reply::Whole("Content-Type: image/png\r\n", Vec::new()),
    });
    let kind = |kind: &str| Err(PictureError::WrongType { kind: kind.to_owned() });
    assert_eq!(fetch(&server, "/html"), kind("text/html"));
    assert_eq!(fetch(&server, "/lie"), Err(PictureError::UnknownKind));
    assert_eq!(fetch(&server, "/svg"), Err(PictureError::UnknownKind));
    assert_eq!(fetch(&server, "/empty"), Err(PictureError::UnknownKind));
    for status in [404, 500, 204] {
        assert_eq!(
            fetch(&server, &format!("/{status}")),
            Err(PictureError::Status { status })
        );
    }
    assert_eq!(fetch(&server, "/untold").unwrap(), png());
    assert_eq!(fetch(&server, "/stream").unwrap(), png());
}

#[test]
fn a_connection_that_ends_early_gives_no_half_picture() {
    let server = always(Reply::Cut(5_000, png()));
    assert_eq!(fetch(&server, "/a.png"), Err(PictureError::CutOff));
}

#[test]
fn a_learner_may_stop_it() {
    let server = always(Reply::Endless(vec![0; 1_000], Duration::from_millis(10)));
    let fetched = fetcher(&server).fetch(&server.address("/a.png"), &mut |done, _| done < 5_000);
    assert_eq!(fetched, Err(PictureError::Stopped));
}

#[test]
fn only_whom_the_system_trusts_is_asked() {
    let server = always(Reply::Whole("Content-Type: image/png\r\n", png()));
    let stranger = Fetcher::new(RootCerts::PlatformVerifier, ProxyRule::default(), BOUNDS);
    let fetched = stranger.fetch(&server.address("/a.png"), &mut |_, _| true);
    assert!(matches!(fetched, Err(PictureError::Untrusted { .. })), "{fetched:?}");
    // The certificate is for another name.
    let address = server.address("/a.png").replace("localhost", "127.0.0.1");
    let fetched = fetcher(&server).fetch(&address, &mut |_, _| true);
    assert!(matches!(fetched, Err(PictureError::Untrusted { .. })), "{fetched:?}");
    assert_eq!(server.heads(), [""; 0], "no request was made");
}

#[test]
fn nothing_but_https_is_asked_for() {
    let server = always(Reply::Whole("Content-Type: image/png\r\n", png()));
    for address in [
        format!("http://localhost:{}/a.png", server.port),
        format!("ftp://localhost:{}/a.png", server.port),
        "a.png".to_owned(),
        "https://".to_owned(),
    ] {
        let fetched = fetcher(&server).fetch(&address, &mut |_, _| true);
        assert!(
            matches!(fetched, Err(PictureError::Insecure | PictureError::Address)),
            "{address}: {fetched:?}"
        );
    }
    assert_eq!(server.count(), 0);
    let fetched = fetcher(&server).fetch("https://localhost:1/a.png", &mut |_, _| true);
    assert!(matches!(fetched, Err(PictureError::Unreachable { .. })), "{fetched:?}");
}

/// A proxy that connects wherever it is asked to, and tells where that was.
fn proxy() -> (u16, std::sync::mpsc::Receiver<String>) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    let (sender, asked) = std::sync::mpsc::channel();
    thread::spawn(move || {
        for client in listener.incoming() {
            let mut client = client.unwrap();
            let head = head(&mut client).unwrap();
            let place = head.split(' ').nth(1).unwrap().to_owned();
            let server = TcpStream::connect(&place).unwrap();
            sender.send(head).unwrap();
            client.write_all(b"HTTP/1.1 200 Connected\r\n\r\n").unwrap();
            let pump = |mut from: TcpStream, mut to: TcpStream| {
                let mut buffer = [0; 4096];
                while let Ok(read @ 1..) = from.read(&mut buffer) {
                    if to.write_all(&buffer[..read]).is_err() {
                        return;
                    }
                }
            };
            let (back, forth) = (server.try_clone().unwrap(), client.try_clone().unwrap());
            thread::spawn(move || pump(back, forth));
            thread::spawn(move || {
                pump(client, server);
            });
        }
    });
    (port, asked)
}

#[test]
fn the_proxy_of_the_system_is_used_and_sees_no_address() {
    let server = always(Reply::Whole("Content-Type: image/png\r\n", png()));
    let (port, asked) = proxy();
    let rule = ProxyRule::of(&[("https_proxy", &format!("http://127.0.0.1:{port}"))]);
    let fetcher = Fetcher::new(server.roots(), rule, BOUNDS);
    assert_eq!(
        fetcher.fetch(&server.address("/secret.png"), &mut |_, _| true).unwrap(),
        png()
    );
    let head = asked.recv_timeout(Duration::from_secs(5)).unwrap();
    assert!(
        head.starts_with(&format!("CONNECT localhost:{} ", server.port)),
        "{head}"
    );
    assert!(!head.contains("secret"));

    let closed = ProxyRule::of(&[("all_proxy", "http://127.0.0.1:1")]);
    let before = server.count();
    let fetched = Fetcher::new(server.roots(), closed, BOUNDS).fetch(&server.address("/a.png"), &mut |_, _| true);
    assert!(fetched.is_err(), "without its proxy it asks nobody");
    assert_eq!(server.count(), before);
}
