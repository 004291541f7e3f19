//! Text in whatever encoding it was saved, read line by line: tables and DSL files come as UTF-8, UTF-16 and older ones.

use std::io::Read;
use std::path::{Path, PathBuf};

use encoding_rs::{Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::bytes::unpacked;
use super::{failed, malformed};
use crate::lexicon::dictionary::{DictionaryError, ENTRY_AT_MOST};

/// Bytes from which the encoding is told, and bytes that are read at once.
const PIECE: usize = 1 << 16;

/// A text that is read forwards.
pub(super) struct Lines {
    source: Box<dyn Read + Send>,
    path: PathBuf,
    decoder: Decoder,
    /// What is decoded and not handed out yet, from `at` on.
    held: String,
    at: usize,
    ended: bool,
}

impl Lines {
    /// Opens a text; `.dz` and `.gz` are unpacked.
    pub fn open(path: &Path) -> Result<Self, DictionaryError> {
        let mut source = unpacked(path)?;
        let mut first = Vec::new();
        let read = (&mut source).take(PIECE as u64).read_to_end(&mut first);
        read.map_err(|source| failed(path, source))?;
        let mut lines = Self {
            source,
            path: path.to_owned(),
            decoder: encoding(&first).new_decoder_with_bom_removal(),
            held: String::new(),
            at: 0,
            ended: first.len() < PIECE,
        };
        lines.decode(&first);
        Ok(lines)
    }

    /// The next line without its end; `None` after the last.
    pub fn next(&mut self) -> Result<Option<String>, DictionaryError> {
        loop {
            let rest = &self.held[self.at..];
            if let Some(end) = rest.find('\n') {
                let line = rest[..end].trim_end_matches('\r').to_owned();
                self.at += end + 1;
                return Ok(Some(line));
            }
            if self.ended {
                let line = rest.trim_end_matches('\r').to_owned();
                self.at = self.held.len();
                return Ok(Some(line).filter(|line| !line.is_empty()));
            }
            if rest.len() > ENTRY_AT_MOST {
                return Err(malformed(&self.path, "it has a line of more than a megabyte"));
            }
            self.held.drain(..self.at);
            self.at = 0;
            let mut piece = vec![0; PIECE];
            let read = self
                .source
                .read(&mut piece)
                .map_err(|source| failed(&self.path, source))?;
            self.ended = read == 0;
            self.decode(&piece[..read]);
        }
    }

    fn decode(&mut self, bytes: &[u8]) {
        let room = self.decoder.max_utf8_buffer_length(bytes.len());
        self.held.reserve(room.unwrap_or(bytes.len() * 3 + 16));
        // There is room for all of it.
        let _ = self.decoder.decode_to_string(bytes, &mut self.held, self.ended);
    }
}

/// By the mark at the beginning, by the zeros of UTF-16 without one, else by the letters.
fn encoding(first: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(first) {
        return encoding;
    }
    let zeros = |from: usize| {
        first
            .iter()
            .skip(from)
            .step_by(2)
            .take(200)
            .filter(|byte| **byte == 0)
            .count()
    };
    if first.len() >= 8 && zeros(1) * 3 > first.len().min(400) / 2 {
        return UTF_16LE;
    }
    if first.len() >= 8 && zeros(0) * 3 > first.len().min(400) / 2 {
        return UTF_16BE;
    }
    // A letter may be cut in two at the end of the piece.
    let cut = std::str::from_utf8(first).err().map(|error| error.valid_up_to());
    if cut.is_none_or(|valid| first.len() == PIECE && first.len() - valid < 4) {
        return UTF_8;
    }
    let mut detector = chardetng::EncodingDetector::new();
    detector.feed(first, true);
    detector.guess(None, true)
}
