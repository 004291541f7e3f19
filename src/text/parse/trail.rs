//! Where the text of a block stands in the source.
//!
//! Only what writes into the source needs to know it, so that it is off while an article is read. The trail follows
//! the draft: what is added, cut and trimmed there is added, cut and trimmed here.

use crate::text::ByteRange;

use super::draft::offset;

/// A stretch of a block's text that stands in the source as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::text) struct Piece {
    /// Its first byte in the text.
    pub text: u32,
    /// Its first byte in the source.
    pub source: u32,
    /// Its length in bytes.
    pub len: u32,
}

/// The stretches of a draft, in the order of the text; what lies between two of them stands nowhere as it is.
#[derive(Debug, Default)]
pub(super) struct Trail {
    /// Whether anything is to be kept.
    pub on: bool,
    pieces: Vec<Piece>,
}

impl Trail {
    /// `len` bytes of the source, from `origin` on, are about to become the text from byte `at` on.
    pub fn follow(&mut self, at: usize, len: usize, origin: Option<u32>) {
        let (true, Some(source)) = (self.on && len > 0, origin) else {
            return;
        };
        let (text, len) = (offset(at), offset(len));
        match self.pieces.last_mut() {
            Some(last) if last.text + last.len == text && last.source + last.len == source => last.len += len,
            _ => self.pieces.push(Piece { text, source, len }),
        }
    }

    /// The text ends at `end` now.
    pub fn truncate(&mut self, end: u32) {
        while let Some(last) = self.pieces.last_mut().filter(|last| last.text + last.len > end) {
            last.len = end.saturating_sub(last.text);
            if last.len > 0 {
                break;
            }
            self.pieces.pop();
        }
    }

    /// These stretches (in order, apart from each other) were taken out of the text.
    pub fn cut(&mut self, cuts: &[ByteRange]) {
        let mut kept = Vec::with_capacity(self.pieces.len() + cuts.len());
        let mut cuts = cuts.iter().copied().peekable();
        let mut gone = 0;
        for piece in std::mem::take(&mut self.pieces) {
            let end = piece.text + piece.len;
            let mut at = piece.text;
            while at < end {
                while let Some(cut) = cuts.next_if(|cut| cut.end <= at) {
                    gone += cut.len();
                }
                let cut = cuts.peek().copied().filter(|cut| cut.start < end);
                let stop = cut.map_or(end, |cut| cut.start.max(at));
                if at < stop {
                    kept.push(Piece {
                        text: at - gone,
                        source: piece.source + (at - piece.text),
                        len: stop - at,
                    });
                }
                at = cut.map_or(end, |cut| cut.end.min(end)).max(stop);
            }
        }
        self.pieces = kept;
    }

    /// The stretches, when the text is finished.
    pub fn into_pieces(self) -> Vec<Piece> {
        self.pieces
    }
}

/// The place in the source of the byte at `byte` of a block's text.
pub(in crate::text) fn place(pieces: &[Piece], byte: u32) -> Option<u32> {
    let index = pieces.partition_point(|piece| piece.text + piece.len <= byte);
    let piece = pieces.get(index).filter(|piece| piece.text <= byte)?;
    Some(piece.source + (byte - piece.text))
}
