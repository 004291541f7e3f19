//! Fetching one picture: over https alone, bounded in size and time, without cookies, referrer, name or password.
//!
//! Redirects are followed by hand, so that each step is judged as the first one was. Roots and bounds are given when a
//! [`Fetcher`] is made and cannot be changed afterwards; the program makes it in one place, with what the system trusts.

use std::io::Read;
use std::sync::Arc;
use std::time::{Duration, Instant};

use ureq::http::header::{CONTENT_LENGTH, CONTENT_TYPE, LOCATION};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, Body, http};

use super::PictureError;
use super::address::{RequestAddress, request_address};
use super::decode::is_picture;
use super::proxy::ProxyRule;

/// What one picture may cost.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    /// Bytes.
    pub size: u64,
    /// In all, redirects included.
    pub time: Duration,
    /// Redirects.
    pub redirects: u8,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            size: 16 << 20,
            time: Duration::from_secs(30),
            redirects: 5,
        }
    }
}

/// Fetches pictures; one for all threads.
#[derive(Clone)]
pub(in crate::worker) struct Fetcher {
    agent: Agent,
    proxies: ProxyRule,
    bounds: Bounds,
}

/// Told while a picture comes: bytes so far, and in all where the server said so. Answers whether to go on.
pub(super) type Progress<'a> = &'a mut dyn FnMut(u64, Option<u64>) -> bool;

impl Fetcher {
    /// As the program fetches: the system says whom to trust and which way to go.
    pub fn of_system() -> Self {
        Self::new(RootCerts::PlatformVerifier, ProxyRule::of_system(), Bounds::default())
    }

    pub(super) fn new(roots: RootCerts, proxies: ProxyRule, bounds: Bounds) -> Self {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = TlsConfig::builder()
            .root_certs(roots)
            .unversioned_rustls_crypto_provider(provider)
            .build();
        let agent = Agent::config_builder()
            .https_only(true)
            .tls_config(tls)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .user_agent(concat!("Boldface/", env!("CARGO_PKG_VERSION")))
            .accept("image/jpeg, image/png, image/webp, image/gif")
            .max_idle_age(Duration::from_secs(10))
            .build()
            .new_agent();
        Self { agent, proxies, bounds }
    }

    /// Fetches a picture.
    ///
    /// # Errors
    /// When it cannot be had, or is none.
    pub fn fetch(&self, address: &str, progress: Progress<'_>) -> Result<Vec<u8>, PictureError> {
        let deadline = Instant::now() + self.bounds.time;
        let mut address = request_address(address)?;
        for _ in 0..=self.bounds.redirects {
            if !progress(0, None) {
                return Err(PictureError::Stopped);
            }
            let answer = self.ask(&address, deadline)?;
            let status = answer.status();
            if matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308) {
                let location = answer.headers().get(LOCATION);
                let location = location.and_then(|value| std::str::from_utf8(value.as_bytes()).ok());
                address = address.join(location.ok_or(PictureError::Address)?)?;
                continue;
            }
            if status != http::StatusCode::OK {
                return Err(PictureError::Status {
                    status: status.as_u16(),
                });
            }
            return self.receive(&address, answer, progress);
        }
        Err(PictureError::TooManyRedirects {
            limit: self.bounds.redirects,
        })
    }

    fn ask(&self, address: &RequestAddress, deadline: Instant) -> Result<http::Response<Body>, PictureError> {
        let proxy = self.proxies.proxy_for(&address.host)?;
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(self.timed_out());
        }
        let request = self.agent.get(address.whole()).config();
        let request = request.proxy(proxy.cloned()).timeout_global(Some(left)).build();
        request.call().map_err(|error| self.named(&address.host, &error))
    }

    fn receive(
        &self,
        address: &RequestAddress,
        mut answer: http::Response<Body>,
        progress: Progress<'_>,
    ) -> Result<Vec<u8>, PictureError> {
        let limit = self.bounds.size;
        let kind = answer.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let kind = kind.map_or(String::new(), |kind| {
            kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
        });
        // Some servers do not know what they send: then the first bytes tell.
        if !(kind.starts_with("image/") || kind.is_empty() || kind == "application/octet-stream") {
            return Err(PictureError::WrongType { kind });
        }
        let total = answer
            .headers()
            .get(CONTENT_LENGTH)
            .and_then(|value| value.to_str().ok()?.parse().ok());
        if total.is_some_and(|total: u64| total > limit) {
            return Err(PictureError::TooManyBytes { limit });
        }
        let mut body = answer.body_mut().as_reader().take(limit + 1);
        let mut bytes = Vec::new();
        let mut chunk = vec![0; 32 << 10];
        loop {
            let read = body
                .read(&mut chunk)
                .map_err(|error| self.broken(&address.host, error))?;
            bytes.extend_from_slice(&chunk[..read]);
            let done = bytes.len() as u64;
            if done > limit {
                return Err(PictureError::TooManyBytes { limit });
            }
            if read == 0 {
                break;
            }
            if !progress(done, total) {
                return Err(PictureError::Stopped);
            }
        }
        if total.is_some_and(|total| (bytes.len() as u64) < total) {
            return Err(PictureError::CutOff);
        }
        if !is_picture(&bytes) {
            return Err(if kind.is_empty() || kind.starts_with("image/") {
                PictureError::UnknownKind
            } else {
                PictureError::WrongType { kind }
            });
        }
        Ok(bytes)
    }

    fn timed_out(&self) -> PictureError {
        PictureError::TimedOut {
            seconds: self.bounds.time.as_secs(),
        }
    }

    /// An error while the picture was coming.
    fn broken(&self, host: &str, error: std::io::Error) -> PictureError {
        match ureq::Error::from(error) {
            ureq::Error::Io(error) if error.kind() != std::io::ErrorKind::TimedOut => {
                tracing::info!(%error, host, "a picture was cut off");
                PictureError::CutOff
            }
            error => self.named(host, &error),
        }
    }

    fn named(&self, host: &str, error: &ureq::Error) -> PictureError {
        tracing::info!(%error, host, "a picture was not fetched");
        let (host, why) = (host.to_owned(), error.to_string());
        match error {
            ureq::Error::Timeout(_) => self.timed_out(),
            ureq::Error::Io(error) if error.kind() == std::io::ErrorKind::TimedOut => self.timed_out(),
            // rustls tells of a certificate by way of the stream that it stands in.
            ureq::Error::Io(error) if is_about_trust(error) => PictureError::Untrusted { host, why },
            ureq::Error::Rustls(_) | ureq::Error::Tls(_) => PictureError::Untrusted { host, why },
            ureq::Error::ConnectProxyFailed(_) | ureq::Error::InvalidProxyUrl => PictureError::Proxy { why },
            ureq::Error::BadUri(_) | ureq::Error::Http(_) => PictureError::Address,
            ureq::Error::RequireHttpsOnly(_) => PictureError::Insecure,
            _ => PictureError::Unreachable { host, why },
        }
    }
}

fn is_about_trust(error: &std::io::Error) -> bool {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
    matches!(inner, Some(rustls::Error::InvalidCertificate(_)))
}
