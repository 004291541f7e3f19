//! Bytes to text.
//!
//! UTF-8 and marked UTF-16 are certain. Anything else is a guess that is made only where the result looks like text,
//! and that says it is one; a program or a picture is refused rather than shown as garbage.

use chardetng::EncodingDetector;
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

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
    let text = guessed_encoding(bytes).decode_without_bom_handling_and_without_replacement(bytes);
    let is_text = |text: &str| looks_like_windows_1252(bytes) || looks_like_text(text);
    let text = text.filter(|text| is_text(text) && !bytes.iter().any(|&byte| is_control(byte)));
    Ok(Decoded {
        text: text.ok_or(DecodeError::Binary)?.into_owned(),
        guessed: true,
    })
}

/// The encoding that bytes without a mark, which are not UTF-8, are most likely in: an older file is in that of its
/// country.
pub(super) fn guessed_encoding(bytes: &[u8]) -> &'static Encoding {
    if looks_like_windows_1252(bytes) {
        return WINDOWS_1252;
    }
    let mut detector = EncodingDetector::new();
    detector.feed(bytes, true);
    detector.guess(None, false)
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

/// Letters for the most part, and nothing that no text holds.
fn looks_like_text(text: &str) -> bool {
    let beyond = || text.chars().filter(|char| !char.is_ascii());
    let letters = beyond().filter(|char| char.is_alphanumeric()).count();
    let is_odd = |char: char| char.is_control() || matches!(char, '\u{e000}'..='\u{f8ff}');
    letters * 2 >= beyond().count() && !beyond().any(is_odd)
}

fn is_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b) || byte == 0x7f
}

/// Western text: few characters beyond ASCII and few of them in a row, no control characters, none of the five bytes
/// without a meaning. Chinese, Japanese and Korean have two such bytes for every sign.
fn looks_like_windows_1252(bytes: &[u8]) -> bool {
    let is_undefined = |byte: u8| matches!(byte, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d);
    let high = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    let runs = bytes.chunk_by(|a, b| a.is_ascii() == b.is_ascii());
    let longest = runs.filter(|run| !run[0].is_ascii()).map(<[u8]>::len).max();
    !bytes.iter().any(|&byte| is_control(byte) || is_undefined(byte)) && high * 4 <= bytes.len() && longest < Some(4)
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

    #[test]
    fn files_of_older_systems_are_read_in_the_encoding_of_their_country() {
        let russian = "Переговоры зашли в тупик, и никто не знает, что будет дальше.";
        let chinese = "The talks **stalled**（停滞）in May, and the rebuke（谴责） came at once. 会谈陷入僵局。";
        let japanese = "会談は行き詰まった。だれも次を知らない。";
        let korean = "회담은 교착 상태에 빠졌다. 아무도 다음을 모른다.";
        for (encoding, wanted) in [
            (encoding_rs::WINDOWS_1251, russian),
            (encoding_rs::GBK, chinese),
            (encoding_rs::BIG5, "會談陷入僵局，沒有人知道接下來會發生什麼事。"),
            (encoding_rs::SHIFT_JIS, japanese),
            (encoding_rs::EUC_KR, korean),
        ] {
            let (bytes, _, unmappable) = encoding.encode(wanted);
            assert!(!unmappable);
            assert_eq!(text(&bytes), (wanted.to_owned(), true), "{}", encoding.name());
        }
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
        assert_eq!(decode(b"PK\x03\x04\xff\xfe\x01"), Err(DecodeError::Binary));
        for empty in [&b""[..], b" \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe"] {
            assert_eq!(decode(empty), Err(DecodeError::Empty), "{empty:?}");
        }
    }
}
