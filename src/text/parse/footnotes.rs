//! Footnotes: numbered in the order in which they are first referred to, their texts at the end of the article.

use std::collections::HashMap;

use super::trail::Piece;
use crate::text::{Block, Frame, Marker};

/// The blocks of a footnote, and where their text stands in the source (nothing unless that is asked for).
type Text = (Vec<Block>, Vec<Vec<Piece>>);

/// The footnotes met so far. An id is given at first sight, a number at the first reference.
#[derive(Debug, Default)]
pub(super) struct Footnotes {
    ids: HashMap<String, u32>,
    /// By id; 0 for one that was not yet referred to.
    numbers: Vec<u32>,
    last_number: u32,
    texts: Vec<(u32, Text)>,
}

impl Footnotes {
    /// The id of the footnote with this label.
    pub fn id(&mut self, label: &str) -> u32 {
        if let Some(&footnote_id) = self.ids.get(label) {
            return footnote_id;
        }
        let footnote_id = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
        self.ids.insert(label.to_owned(), footnote_id);
        self.numbers.push(0);
        footnote_id
    }

    /// The number of the footnote that is referred to.
    pub fn refer(&mut self, label: &str) -> u32 {
        let footnote_id = self.id(label);
        self.number(footnote_id)
    }

    /// Keeps the text of a footnote.
    pub fn define(&mut self, footnote_id: u32, text: Text) {
        self.texts.push((footnote_id, text));
    }

    /// All texts in the order of their numbers. One that nothing refers to comes after the others.
    pub fn into_texts(mut self) -> Text {
        let mut texts: Vec<(u32, Text)> = std::mem::take(&mut self.texts)
            .into_iter()
            .map(|(footnote_id, text)| (self.number(footnote_id), text))
            .collect();
        texts.sort_by_key(|&(number, _)| number);
        let mut all = Text::default();
        for (number, (mut blocks, mut trails)) in texts {
            for block in &mut blocks {
                if let Some(frame @ Frame::Footnote(_)) = block.frame.first_mut() {
                    *frame = Frame::Footnote(number);
                }
                if let Some(Marker::Footnote(of)) = &mut block.marker {
                    *of = number;
                }
            }
            all.0.append(&mut blocks);
            all.1.append(&mut trails);
        }
        all
    }

    fn number(&mut self, footnote_id: u32) -> u32 {
        let Some(number) = self.numbers.get_mut(footnote_id as usize) else {
            return 0;
        };
        if *number == 0 {
            self.last_number += 1;
            *number = self.last_number;
        }
        *number
    }
}
