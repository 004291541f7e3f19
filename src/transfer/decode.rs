//! Bytes to text.
//!
//! UTF-8 and marked UTF-16 are certain. Anything else is a guess that is made only where the result looks like text,
//! and that says it is one; a program or a picture is refused rather than shown as garbage.

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

/// What bytes say as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// Without a byte order mark; line ends as they were.
    pub text: String,
    /// The encoding was guessed, or broken characters were replaced.
    pub guessed: bool,
}

/// Why bytes are not an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// There is nothing in it but white space.
    #[error("it is empty")]
    Empty,
    /// It is not text in an encoding that is known here.
    #[error("it is not a text file")]
    Binary,
}

/// Reads bytes as text.
///
/// # Errors
/// [`DecodeError::Empty`] without a visible character, [`DecodeError::Binary`] for NUL bytes and for what is not text.
pub fn decode(bytes: &[u8]) -> Result<Decoded, DecodeError> {
    let decoded = match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => unmarked(rest)?,
        [0xff, 0xfe, rest @ ..] => utf_16(UTF_16LE, rest)?,
        [0xfe, 0xff, rest @ ..] => utf_16(UTF_16BE, rest)?,
        _ => unmarked(bytes)?,
    };
    if decoded.text.contains('\0') {
        return Err(DecodeError::Binary);
    }
    if decoded.text.trim().is_empty() {
        Err(DecodeError::Empty)
    } else {
        Ok(decoded)
    }
}

fn utf_16(encoding: &'static encoding_rs::Encoding, bytes: &[u8]) -> Result<Decoded, DecodeError> {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    if broken && !is_repairable(&text) {
        return Err(DecodeError::Binary);
    }
    Ok(Decoded {
        text: text.into_owned(),
        guessed: broken,
    })
}

fn unmarked(bytes: &[u8]) -> Result<Decoded, DecodeError> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Decoded {
            text: text.to_owned(),
            guessed: false,
        });
    }
    if bytes.contains(&0) {
        return Err(DecodeError::Binary);
    }
    let repaired = String::from_utf8_lossy(bytes);
    if is_repairable(&repaired) {
        return Ok(Decoded {
            text: repaired.into_owned(),
            guessed: true,
        });
    }
    if !looks_like_windows_1252(bytes) {
        return Err(DecodeError::Binary);
    }
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    Ok(Decoded {
        text: text.into_owned(),
        guessed: true,
    })
}

/// A text with characters beyond ASCII of which only a few are broken: a cut copy, not another encoding.
fn is_repairable(text: &str) -> bool {
    let broken = text.matches(char::REPLACEMENT_CHARACTER).count();
    let sound = text
        .chars()
        .filter(|&char| !char.is_ascii() && char != char::REPLACEMENT_CHARACTER)
        .count();
    sound > 10 * broken
}

/// Western text: few characters beyond ASCII, no control characters, none of the five bytes without a meaning.
fn looks_like_windows_1252(bytes: &[u8]) -> bool {
    let is_control = |byte: u8| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c) || byte == 0x7f;
    let is_undefined = |byte: u8| matches!(byte, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d);
    let high = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    !bytes.iter().any(|&byte| is_control(byte) || is_undefined(byte)) && high * 4 <= bytes.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(bytes: &[u8]) -> (String, bool) {
        let decoded = decode(bytes).expect("text");
        (decoded.text, decoded.guessed)
    }

    fn utf_16(text: &str, little: bool) -> Vec<u8> {
        let unit = |unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() };
        "\u{feff}"
            .encode_utf16()
            .chain(text.encode_utf16())
            .flat_map(unit)
            .collect()
    }

    #[test]
    fn certain_encodings() {
        assert_eq!(text("Café\r\n".as_bytes()), ("Café\r\n".into(), false));
        assert_eq!(text("\u{feff}Café".as_bytes()), ("Café".into(), false));
        assert_eq!(text(&utf_16("Café 谴责", true)), ("Café 谴责".into(), false));
        assert_eq!(text(&utf_16("Café 谴责", false)), ("Café 谴责".into(), false));
    }

    #[test]
    fn guesses_say_so() {
        assert_eq!(
            text(b"The \x93caf\xe9\x94 on the corner"),
            ("The “café” on the corner".into(), true)
        );
        let mut cut = "“Über” allem — das Große, Schöne, Öde, Ähnliche, Übrige, “Ö”"
            .as_bytes()
            .to_vec();
        cut.pop();
        assert!(text(&cut).1 && text(&cut).0.starts_with("“Über”"));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_bytes_are_text_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(decoded) = decode(&bytes) {
                prop_assert!(!decoded.text.contains('\0') && !decoded.text.trim().is_empty());
            }
        }

        #[test]
        fn utf_8_comes_through_as_it_is(text in "[^\0\u{feff}]{0,40}[a-z]") {
            prop_assert_eq!(decode(text.as_bytes()), Ok(Decoded { text, guessed: false }));
        }
    }

    #[test]
    fn what_is_no_text() {
        assert_eq!(decode(b"\x89PNG\r\n\x1a\n\0\0"), Err(DecodeError::Binary));
        assert_eq!(decode(b"text\0more"), Err(DecodeError::Binary));
        assert_eq!(
            decode(&[0xd6, 0xd0, 0xb9, 0xfa, 0xd6, 0xd0]),
            Err(DecodeError::Binary),
            "GBK is not shown as Western"
        );
        assert_eq!(decode(b"PK\x03\x04\xff\xfe\x01"), Err(DecodeError::Binary));
        for empty in [&b""[..], b" \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe"] {
            assert_eq!(decode(empty), Err(DecodeError::Empty), "{empty:?}");
        }
    }
}
