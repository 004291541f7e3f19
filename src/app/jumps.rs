//! Jumps and the way back, the bookmark, and what the learner reads meanwhile.

use std::time::Instant;

use rust_i18n::t;

use super::attention::OnPage;
use super::boldface::anchor_from;
use super::links::{self, Verdict};
use super::places::Spot;
use super::{Action, Boldface, Effect, Prompt, Reading, View};
use crate::study::{Anchor, ArticleId, USUAL_PACE, locate};
use crate::text::{ByteRange, Place};
use crate::worker::{Change, Request};

/// A text of more words is not searched for a bookmark while the window waits.
const QUICK: usize = 50_000;

/// As much of a selection as a bookmark quotes: a word may be as long as a book.
fn quotable(reading: &Reading, number: u32, range: ByteRange) -> ByteRange {
    const LONGEST: usize = 400;
    let Some(block) = reading.article.block(number).filter(|_| range.usize().len() > LONGEST) else {
        return range;
    };
    let end = block.text.floor_char_boundary(range.start as usize + LONGEST);
    ByteRange::new(range.start, u32::try_from(end).unwrap_or(range.end))
}

impl Boldface {
    /// The learner's pace in the language of the open article (words a minute).
    #[must_use]
    pub fn pace(&self) -> f32 {
        let language = self.model.reading.as_ref().map(|reading| &reading.language);
        language
            .and_then(|language| self.model.paces.get(language).copied())
            .unwrap_or(USUAL_PACE)
    }

    /// Takes in what is asked of places and links.
    pub(super) fn act_on_place(&mut self, action: Action, now: Instant) {
        match action {
            Action::Jumped(from, serial) => self.jumped(from, serial, now),
            Action::BringIntoView(block, range) => {
                if let Some(reading) = &mut self.model.reading {
                    reading.go_to(block, range, false);
                }
            }
            Action::DropBookmark(article_id) => self.drop_bookmark(article_id, now),
            Action::CopyAddress(address) => self.copy_address(Some(address), now),
            Action::OpenLink { address, text } => self.open_link(address, text, now),
            Action::OpenAnyway => {
                if let Some(Prompt::Link { address, .. }) = self.model.prompt.take() {
                    self.effects.push(Effect::OpenAddress(address));
                }
            }
            _ => {}
        }
    }

    fn spot_at(&self, place: Place) -> Option<Spot> {
        let reading = self.model.reading.as_ref()?;
        Some(Spot {
            article_id: reading.article_id,
            anchor: anchor_from(reading, place),
            cut: reading.cut.filter(|_| place == reading.position),
        })
    }

    fn here(&self) -> Option<Spot> {
        self.spot_at(self.model.reading.as_ref()?.position)
    }

    /// The page has jumped away from a place; `serial` is the wish that it obeyed, if there was one.
    fn jumped(&mut self, from: Place, serial: Option<u64>, now: Instant) {
        // The way back is no way on.
        if serial.is_some() && serial == self.travelling.take() {
            return;
        }
        if let Some(spot) = self.spot_at(from) {
            self.model.places.leave(spot, now);
        }
    }

    /// Another article is opened: where one was in this one is kept.
    pub(super) fn leave_article(&mut self, now: Instant) {
        if let Some(spot) = self.here() {
            self.model.places.leave(spot, now);
            self.model.places.rest();
        }
    }

    /// Goes back to where the learner was before a jump, or forward again.
    pub(super) fn travel(&mut self, back: bool, now: Instant) {
        let here = self.here();
        let places = &mut self.model.places;
        let spot = if back { places.back(here) } else { places.forward(here) };
        let Some(spot) = spot else {
            let text = if back {
                t!("toast.no_way_back")
            } else {
                t!("toast.no_way_forward")
            };
            return self.model.toasts.show(text.into_owned(), false, now);
        };
        if let Some(reading) = self
            .model
            .reading
            .as_mut()
            .filter(|reading| reading.article_id == spot.article_id)
        {
            let place = place_of(&spot.anchor, reading);
            self.travelling = Some(reading.restore(place, spot.cut));
            self.model.view = View::Read;
        } else {
            let article_id = spot.article_id;
            self.travel_to = Some(spot);
            self.open_stored(article_id, now);
        }
    }

    /// An article is there to which the learner went back: it is shown where they were.
    pub(super) fn arrive(&mut self) {
        let Some(reading) = &mut self.model.reading else { return };
        if let Some(spot) = self.travel_to.take_if(|spot| spot.article_id == reading.article_id) {
            (reading.position, reading.cut) = (place_of(&spot.anchor, reading), spot.cut);
        }
    }

    /// Opens a link outside, or goes to the place of the article that it means.
    fn open_link(&mut self, address: String, text: String, now: Instant) {
        let reading = self.model.reading.as_ref().filter(|_| self.model.view == View::Read);
        let inside = reading.and_then(|reading| reading.inside(&address));
        if let (Some(place), Some(reading)) = (inside, &mut self.model.reading) {
            reading.go_to(place.block, ByteRange::new(place.byte, place.byte), false);
            return;
        }
        match links::judge(&text, &address) {
            Verdict::Open => self.effects.push(Effect::OpenAddress(address)),
            Verdict::Ask => self.model.prompt = Some(Prompt::Link { text, address }),
            Verdict::Refuse => {
                let text = if address.starts_with('#') {
                    t!("toast.no_such_heading", name = links::readable(&address))
                } else {
                    t!("toast.link_refused")
                };
                self.model.toasts.show(text.into_owned(), false, now);
            }
        }
    }

    /// Opens the link in which the selected word stands.
    pub(super) fn open_selected_link(&mut self, now: Instant) {
        match self.model.card.as_ref().and_then(|card| card.link.clone()) {
            Some(link) => self.open_link(link.address, link.text, now),
            None => self.model.toasts.show(t!("toast.no_link").into_owned(), false, now),
        }
    }

    /// Puts the address of a link on the clipboard; without one, that of the selected word's link.
    pub(super) fn copy_address(&mut self, address: Option<String>, now: Instant) {
        let of_card = || Some(self.model.card.as_ref()?.link.as_ref()?.address.clone());
        let Some(address) = address.or_else(of_card) else {
            return self.model.toasts.show(t!("toast.no_link").into_owned(), false, now);
        };
        let readable = links::readable(&address);
        let shown = super::format::shortened(&readable, 60);
        let text = t!("toast.address_copied", address = shown).into_owned();
        self.model.toasts.show(text, false, now);
        self.effects.push(Effect::Copy(address));
    }

    /// Puts the bookmark where the learner is, or takes away the one that is in view.
    pub(super) fn toggle_bookmark(&mut self, now: Instant) {
        let Some(reading) = &self.model.reading else { return };
        let article_id = reading.article_id;
        let place = (!reading.bookmark_in_view()).then(|| {
            let selected = reading
                .selection
                .filter(|selection| reading.is_in_view(selection.block));
            match selected {
                Some(selection) => {
                    let range = quotable(reading, selection.block, selection.range);
                    Anchor::of(&reading.article, selection.block, range)
                }
                None => anchor_from(reading, reading.position),
            }
        });
        self.change(Change::Bookmark { article_id, place }, now);
    }

    /// Takes the bookmark away, wherever it is.
    fn drop_bookmark(&mut self, article_id: ArticleId, now: Instant) {
        self.change(
            Change::Bookmark {
                article_id,
                place: None,
            },
            now,
        );
    }

    /// Goes to the bookmark.
    pub(super) fn go_to_bookmark(&mut self, now: Instant) {
        let Some(reading) = &mut self.model.reading else { return };
        match reading.bookmark.as_ref().map(|bookmark| bookmark.place) {
            Some((block, range)) => {
                self.model.view = View::Read;
                reading.go_to(block, range, true);
            }
            None => self.model.toasts.show(t!("toast.no_bookmark").into_owned(), false, now),
        }
    }

    /// Takes over where the list says that the bookmark of the open article is.
    pub(super) fn refresh_bookmark(&mut self) {
        let Some(reading) = &mut self.model.reading else { return };
        let mut rows = self.model.library.articles.iter();
        let row = rows.find(|row| row.article_id == reading.article_id);
        reading.set_bookmark(row.and_then(|row| row.bookmark.as_ref()));
    }

    /// What the learner sees now; `reads` says whether the window has the keyboard and nothing lies before the page,
    /// `sign` whether they did something.
    pub fn attend(&mut self, reads: bool, sign: bool, now: Instant) {
        let pace = self.pace();
        let reading = self
            .model
            .reading
            .as_ref()
            .filter(|_| reads && self.model.view == View::Read);
        let stands = reading.map(|reading| (reading.opening, reading.position, reading.last_seen));
        if stands == self.attended {
            if sign && stands.is_some() {
                self.attention.sign(now);
            }
            return;
        }
        let other = |opening: u64| stands.is_some_and(|(now, ..)| now != opening);
        if self.attended_opening.is_some_and(other) {
            self.log_reading(now);
        }
        let reading = self.model.reading.as_ref().filter(|_| stands.is_some());
        let page = reading.map(|reading| OnPage {
            article_id: reading.article_id,
            blocks: reading
                .words_in_view()
                .map(|(block, shown)| (block, shown, reading.words_of_block(block)))
                .collect(),
            pace,
        });
        if let Some(reading) = reading {
            self.attended_opening = Some(reading.opening);
            self.attended_article = Some((reading.article_id, reading.language.clone()));
        }
        self.attended = stands;
        self.attention.look(page, now);
        if sign {
            self.attention.sign(now);
        }
    }

    /// Logs what was read of the article that is left.
    pub(super) fn log_reading(&mut self, now: Instant) {
        let blocks = self.attention.leave(self.pace(), now);
        self.attended = None;
        self.attended_opening = None;
        self.send_read(blocks);
    }

    /// Logs what is due of what was read.
    pub(super) fn log_due_reading(&mut self, now: Instant) {
        let blocks = self.attention.due(now);
        self.send_read(blocks);
    }

    fn send_read(&self, blocks: Vec<crate::store::ReadBlock>) {
        if let (Some((article_id, language)), false) = (self.attended_article.clone(), blocks.is_empty()) {
            self.send(Request::LogReading {
                article_id,
                language,
                blocks,
            });
        }
    }
}

/// Where an anchor is in the open article; where its words are gone, as near as can be.
fn place_of(anchor: &Anchor, reading: &Reading) -> Place {
    range_of(anchor, reading).map_or(anchor.start, |(block, range)| Place {
        block,
        byte: range.start,
    })
}

/// The words of an anchor in the open article. In a book they are only looked for where they were.
pub(super) fn range_of(anchor: &Anchor, reading: &Reading) -> Option<(u32, ByteRange)> {
    let range = ByteRange::new(anchor.start.byte, anchor.end.byte);
    let block = reading.article.block(anchor.start.block);
    if block.is_some_and(|block| block.slice(range) == anchor.quote) {
        return Some((anchor.start.block, range));
    }
    (reading.words < QUICK)
        .then(|| locate(anchor, &reading.article))
        .flatten()
}
