//! Addresses of pictures: what kind they are, and where a server's answer leads on to.

use super::PictureError;

/// Where a picture is, by its address as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureSource {
    /// A file.
    Local,
    /// In the net, over https.
    Remote,
    /// In the net, over something else: never fetched.
    Insecure,
    /// Of a kind that is not shown: a drawing (SVG), or written in the text itself.
    Other,
}

/// Tells where a picture is.
#[must_use]
pub fn picture_source(address: &str) -> PictureSource {
    let address = address.trim();
    let end = address.find(['?', '#']).unwrap_or(address.len());
    let path = &address.as_bytes()[..end];
    let is_drawing = path.len() >= 4 && path[path.len() - 4..].eq_ignore_ascii_case(b".svg");
    match scheme(address) {
        _ if is_drawing => PictureSource::Other,
        Some("https") => PictureSource::Remote,
        None if address.starts_with("//") => PictureSource::Remote,
        // A letter and a colon begin a path on Windows.
        None | Some("file") => PictureSource::Local,
        Some("data" | "blob" | "cid" | "about") => PictureSource::Other,
        Some(_) => PictureSource::Insecure,
    }
}

/// The scheme in small letters, if it is one that is known or that a `//` follows.
fn scheme(address: &str) -> Option<&'static str> {
    let (scheme, rest) = address.split_once(':')?;
    let known = ["https", "http", "file", "data", "blob", "cid", "about", "ftp"];
    let found = known.into_iter().find(|known| scheme.eq_ignore_ascii_case(known));
    let letters = |scheme: &str| scheme.len() > 1 && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric());
    found.or_else(|| (letters(scheme) && rest.starts_with("//")).then_some("other"))
}

/// An address over https, as a request needs it: without a fragment, without a name or password, and with every sign that
/// does not belong in an address written as `%XX`.
///
/// # Errors
/// When it is not https, or no host can be made out.
pub(super) fn request_address(address: &str) -> Result<RequestAddress, PictureError> {
    let address = address.trim();
    let rest = match address.get(..8) {
        Some(scheme) if scheme.eq_ignore_ascii_case("https://") => &address[8..],
        _ if address.starts_with("//") => &address[2..],
        _ if address.contains("://") => return Err(PictureError::Insecure),
        _ => return Err(PictureError::Address),
    };
    let rest = rest.split('#').next().unwrap_or_default();
    let end = rest.find(['/', '?', '\\']).unwrap_or(rest.len());
    let (place, path) = rest.split_at(end);
    let place = place.rsplit('@').next().unwrap_or_default();
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b':' | b'[' | b']');
    let host = match place.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => place,
    };
    if host.is_empty() || !place.bytes().all(fits) {
        return Err(PictureError::Address);
    }
    let mut written = String::with_capacity(path.len() + 1);
    if !path.starts_with('/') {
        written.push('/');
    }
    for byte in path.bytes() {
        // What is written as `%XX` already stays so.
        let plain =
            byte.is_ascii_graphic() && !matches!(byte, b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}');
        if plain {
            written.push(char::from(byte));
        } else {
            use std::fmt::Write;
            // Writing into a string cannot fail.
            let _ = write!(written, "%{byte:02X}");
        }
    }
    Ok(RequestAddress {
        place: place.to_ascii_lowercase(),
        host: host.to_ascii_lowercase(),
        path: written,
    })
}

/// An address that a request can be made to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RequestAddress {
    /// Host and, if it is written, port.
    place: String,
    /// The host.
    pub host: String,
    /// Path and query, beginning with a slash.
    path: String,
}

impl RequestAddress {
    /// The whole of it.
    pub fn whole(&self) -> String {
        format!("https://{}{}", self.place, self.path)
    }

    /// Where an answer leads on to (RFC 3986, section 5, as far as servers use it).
    ///
    /// # Errors
    /// When that is not https, or cannot be understood.
    pub fn join(&self, location: &str) -> Result<Self, PictureError> {
        let location = location.trim();
        if location.is_empty() {
            return Err(PictureError::Address);
        }
        if location.starts_with("//") || scheme(location).is_some() {
            return request_address(location).map_err(|error| match error {
                PictureError::Insecure => PictureError::InsecureRedirect,
                error => error,
            });
        }
        let path = self.path.split('?').next().unwrap_or_default();
        let joined = if location.starts_with('/') {
            location.to_owned()
        } else if location.starts_with('?') {
            format!("{path}{location}")
        } else {
            let folder = path.rfind('/').map_or("/", |slash| &path[..=slash]);
            format!("{folder}{location}")
        };
        request_address(&format!("https://{}{joined}", self.place))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_a_picture_is_is_told_by_its_address() {
        use PictureSource::{Insecure, Local, Other, Remote};
        for (address, source) in [
            ("https://example.org/a.png", Remote),
            ("HTTPS://example.org/a.png", Remote),
            ("//example.org/a.png", Remote),
            ("http://example.org/a.png", Insecure),
            ("ftp://example.org/a.png", Insecure),
            ("gopher://example.org/a.png", Insecure),
            ("a.png", Local),
            ("../a.png", Local),
            ("C:/pictures/a.png", Local),
            ("C:\\a.png", Local),
            ("file:///a.png", Local),
            ("a: b.png", Local),
            ("é", Local),
            ("", Local),
            ("data:image/png;base64,AAAA", Other),
            ("a.svg", Other),
            ("https://example.org/a.SVG?x=1", Other),
        ] {
            assert_eq!(picture_source(address), source, "{address}");
        }
    }

    #[test]
    fn a_request_names_nobody_and_holds_no_odd_sign() {
        let whole = |address: &str| request_address(address).map(|address| address.whole());
        for (address, expected) in [
            ("https://example.org", "https://example.org/"),
            ("//Example.org:8443/a?b=c#d", "https://example.org:8443/a?b=c"),
            ("https://me:secret@example.org/a", "https://example.org/a"),
            ("https://example.org?x", "https://example.org/?x"),
            ("https://example.org/a b/é%20c", "https://example.org/a%20b/%C3%A9%20c"),
            ("https://[::1]:8443/a", "https://[::1]:8443/a"),
            (" https://example.org/a\n", "https://example.org/a"),
            (
                "https://example.org/a\r\nHost: b",
                "https://example.org/a%0D%0AHost:%20b",
            ),
        ] {
            assert_eq!(whole(address).as_deref(), Ok(expected), "{address}");
        }
        assert_eq!(whole("http://example.org/"), Err(PictureError::Insecure));
        for address in [
            "https://",
            "https:///a",
            "https://ex ample.org/",
            "https://ünder.org/",
            "a.png",
            "https://é",
        ] {
            assert_eq!(whole(address), Err(PictureError::Address), "{address}");
        }
    }

    #[test]
    fn an_answer_leads_on_within_https() {
        let address = request_address("https://example.org/a/b?c=d").unwrap();
        let join = |location: &str| address.join(location).map(|address| address.whole());
        for (location, expected) in [
            ("https://cdn.example.org/x", "https://cdn.example.org/x"),
            ("//cdn.example.org/x", "https://cdn.example.org/x"),
            ("/x?y", "https://example.org/x?y"),
            ("x", "https://example.org/a/x"),
            ("?y", "https://example.org/a/b?y"),
        ] {
            assert_eq!(join(location).as_deref(), Ok(expected), "{location}");
        }
        for location in ["http://example.org/x", "ftp://example.org/x", "HTTP://example.org"] {
            assert_eq!(join(location), Err(PictureError::InsecureRedirect), "{location}");
        }
        assert_eq!(join("file:///etc/passwd"), Err(PictureError::InsecureRedirect));
        assert_eq!(
            join("javascript:x"),
            Ok("https://example.org/a/javascript:x".to_owned())
        );
        assert_eq!(join(""), Err(PictureError::Address));
    }
}
