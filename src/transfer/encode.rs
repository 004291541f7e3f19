//! Text back to the bytes it came from.
//!
//! A changed source is written as it was: with its byte order mark, in its encoding. Where decoding had to guess or to
//! repair, the way back is taken only if it leads to the very bytes that were read.

use encoding_rs::Encoding;

use super::decode::{DecodeError, decode, guessed_encoding};

/// Why a text cannot be written in the encoding of its original.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EncodeError {
    /// The original is not text.
    #[error(transparent)]
    Original(#[from] DecodeError),
    /// The original has broken characters, which would be lost.
    #[error("it has broken characters, which would be lost")]
    Broken,
    /// The encoding of the original has no such characters.
    #[error("its encoding does not have all the characters of the text")]
    Unmappable,
}

/// Writes `text`, a changed version of what [`decode`] reads in `original`, in the encoding of `original`. The unchanged
/// text gives the original bytes.
///
/// # Errors
/// [`EncodeError`] when the original is no text, or cannot be written as it was.
pub fn encode_like(original: &[u8], text: &str) -> Result<Vec<u8>, EncodeError> {
    let form = Form::of(original);
    let before = decode(original)?.text;
    if form.write(&before).as_deref() != Some(original) {
        return Err(EncodeError::Broken);
    }
    form.write(text).ok_or(EncodeError::Unmappable)
}

#[derive(Clone, Copy)]
enum Form {
    Utf8 { marked: bool },
    Utf16 { little: bool },
    Guessed(&'static Encoding),
}

impl Form {
    fn of(bytes: &[u8]) -> Self {
        match bytes {
            [0xef, 0xbb, 0xbf, ..] => Self::Utf8 { marked: true },
            [0xff, 0xfe, ..] => Self::Utf16 { little: true },
            [0xfe, 0xff, ..] => Self::Utf16 { little: false },
            bytes if std::str::from_utf8(bytes).is_ok() => Self::Utf8 { marked: false },
            _ => Self::Guessed(guessed_encoding(bytes)),
        }
    }

    fn write(self, text: &str) -> Option<Vec<u8>> {
        match self {
            Self::Utf8 { marked } => {
                let mark = if marked { "\u{feff}" } else { "" };
                Some([mark.as_bytes(), text.as_bytes()].concat())
            }
            Self::Utf16 { little } => {
                let unit = |unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() };
                Some(
                    "\u{feff}"
                        .encode_utf16()
                        .chain(text.encode_utf16())
                        .flat_map(unit)
                        .collect(),
                )
            }
            Self::Guessed(encoding) => {
                let (bytes, _, unmappable) = encoding.encode(text);
                (!unmappable).then(|| bytes.into_owned())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::{BoldChange, ByteRange, write_back};

    fn utf_16(text: &str, little: bool) -> Vec<u8> {
        Form::Utf16 { little }.write(text).expect("UTF-16")
    }

    #[test]
    fn each_encoding_is_kept_and_only_the_markers_are_new() {
        let source = "Caf\u{e9} word\r\nmore";
        let bold = "Caf\u{e9} **word**\r\nmore";
        let change = BoldChange {
            block: 0,
            range: ByteRange::new(6, 10),
            bold: true,
        };
        for (original, expected) in [
            (source.as_bytes().to_vec(), bold.as_bytes().to_vec()),
            (
                format!("\u{feff}{source}").into_bytes(),
                format!("\u{feff}{bold}").into_bytes(),
            ),
            (utf_16(source, true), utf_16(bold, true)),
            (utf_16(source, false), utf_16(bold, false)),
            (
                b"ab\xd5\xe3 word\r\n\xce\xd2\xc3\xc7\xcf\xb2\xbb\xb6".to_vec(),
                b"ab\xd5\xe3 **word**\r\n\xce\xd2\xc3\xc7\xcf\xb2\xbb\xb6".to_vec(),
            ),
            (b"Caf\xe9 word\r\nmore".to_vec(), b"Caf\xe9 **word**\r\nmore".to_vec()),
        ] {
            let text = decode(&original).expect("text").text;
            assert_eq!(encode_like(&original, &text), Ok(original.clone()));
            let written = write_back(&text, &[change]);
            assert_eq!(encode_like(&original, &written.text), Ok(expected));
        }
    }

    #[test]
    fn what_would_be_lost_is_not_written() {
        let mut cut = "“Über” allem — das Große, Schöne, Öde, Ähnliche, Übrige, “Ö”"
            .as_bytes()
            .to_vec();
        cut.pop();
        assert_eq!(encode_like(&cut, "x"), Err(EncodeError::Broken));
        assert_eq!(
            encode_like(b"\xff\xfea\0\0\xd8b\0", "x"),
            Err(EncodeError::Original(DecodeError::Binary))
        );
        assert_eq!(
            encode_like(b"the caf\xe9 on the corner", "谴责"),
            Err(EncodeError::Unmappable)
        );
        assert_eq!(encode_like(b"\0", "x"), Err(EncodeError::Original(DecodeError::Binary)));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn unchanged_text_gives_the_same_bytes_or_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
            if let Ok(decoded) = decode(&bytes)
                && let Ok(written) = encode_like(&bytes, &decoded.text)
            {
                prop_assert_eq!(written, bytes);
            }
        }
    }
}
