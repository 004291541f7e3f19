//! What was read: how long each block was in view while the learner was there to read it.
//!
//! The time that a page stands is shared among its blocks by their words, so that ten short paragraphs are not read ten
//! times as fast as one long. A block is read, once, when it has had half the time that it takes at the learner's pace;
//! it is logged when it leaves the page, with all the time that it had. Time counts while the window has the keyboard
//! and shows the page, and after the last sign of the learner's only as long as the page takes to read, with some
//! patience. No clock runs for it: the time is taken when something changes.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use crate::store::ReadBlock;
use crate::study::ArticleId;

/// The time after the last sign that counts is so many times what the page takes to read …
const PATIENCE: f32 = 2.0;
/// … and at least this.
const AT_LEAST: Duration = Duration::from_secs(20);
/// So many blocks are logged together,
const BATCH: usize = 16;
/// or as many as there are after this time.
const BATCH_AFTER: Duration = Duration::from_secs(20);

/// What is on the page.
#[derive(Clone, Debug, PartialEq)]
pub struct OnPage {
    /// Which article.
    pub article_id: ArticleId,
    /// Its blocks in view: number, words in view, words in all.
    pub blocks: Vec<(u32, u32, u32)>,
    /// The learner's pace, in words a minute.
    pub pace: f32,
}

/// Follows what the learner reads.
#[derive(Debug, Default)]
pub struct Attention {
    page: Option<OnPage>,
    /// Since when nothing was counted.
    since: Option<Instant>,
    sign: Option<Instant>,
    /// Seconds that each block of the article had, and its words.
    spent: BTreeMap<u32, (f32, u32)>,
    read: Vec<ReadBlock>,
    read_since: Option<Instant>,
}

impl Attention {
    /// The learner gave a sign (a key, the pointer, a wheel).
    pub fn sign(&mut self, now: Instant) {
        self.count(now);
        self.sign = Some(now);
    }

    /// The page shows this now; `None` while no page is read: another window has the keyboard, something lies in front.
    pub fn look(&mut self, page: Option<OnPage>, now: Instant) {
        self.count(now);
        if page.is_some() && self.page.is_none() {
            self.sign = Some(now);
        }
        let shows = |block: u32| {
            let page = page.as_ref();
            page.is_some_and(|page| page.blocks.iter().any(|shown| shown.0 == block))
        };
        // While the page is out of sight what stands on it has not left it.
        if let Some(pace) = page.as_ref().map(|page| page.pace) {
            let gone: Vec<u32> = self.spent.keys().copied().filter(|&block| !shows(block)).collect();
            self.settle(&gone, pace, now);
            self.page = page;
        } else {
            self.page = None;
        }
        self.since = self.page.is_some().then_some(now);
    }

    /// The article is left: what was read of it, all that is not handed out yet.
    pub fn leave(&mut self, pace: f32, now: Instant) -> Vec<ReadBlock> {
        self.count(now);
        let all: Vec<u32> = self.spent.keys().copied().collect();
        self.settle(&all, pace, now);
        *self = Self {
            read: std::mem::take(&mut self.read),
            ..Self::default()
        };
        std::mem::take(&mut self.read)
    }

    /// What is to be logged now, if it is time to.
    pub fn due(&mut self, now: Instant) -> Vec<ReadBlock> {
        let is_due = self.read.len() >= BATCH || self.next_due().is_some_and(|due| now >= due);
        if !is_due {
            return Vec::new();
        }
        self.read_since = None;
        std::mem::take(&mut self.read)
    }

    /// When something is to be logged.
    #[must_use]
    pub fn next_due(&self) -> Option<Instant> {
        self.read_since.map(|since| since + BATCH_AFTER)
    }

    /// Shares the time since the last count among the blocks in view.
    fn count(&mut self, now: Instant) {
        let (Some(page), Some(since), Some(sign)) = (&self.page, self.since, self.sign) else {
            return;
        };
        let words: u32 = page.blocks.iter().map(|shown| shown.1).sum();
        let ends = now.min(sign + patience(words, page.pace));
        self.since = Some(now);
        let seconds = ends.saturating_duration_since(since).as_secs_f32();
        if words == 0 || seconds <= 0.0 {
            return;
        }
        for &(block, shown, all) in page.blocks.iter().filter(|shown| shown.1 > 0) {
            let (spent, _) = self.spent.entry(block).or_insert((0.0, all));
            *spent += seconds * share(shown, words);
        }
    }

    /// Those of these blocks that had half their time are read; what the others had is kept for when they come back.
    fn settle(&mut self, blocks: &[u32], pace: f32, now: Instant) {
        for &block in blocks {
            let Some(&(spent, words)) = self.spent.get(&block) else {
                continue;
            };
            if spent >= seconds_for(words, pace) / 2.0 {
                self.spent.remove(&block);
                self.read_since.get_or_insert(now);
                self.read.push(ReadBlock {
                    block,
                    words,
                    seconds: whole(spent),
                });
            }
        }
    }
}

fn patience(words: u32, pace: f32) -> Duration {
    AT_LEAST.max(Duration::from_secs_f32(PATIENCE * seconds_for(words, pace)))
}

#[expect(clippy::cast_precision_loss, reason = "words of a page")]
fn seconds_for(words: u32, pace: f32) -> f32 {
    words as f32 * 60.0 / pace.max(1.0)
}

#[expect(clippy::cast_precision_loss, reason = "words of a page")]
fn share(part: u32, whole: u32) -> f32 {
    part as f32 / whole as f32
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a time, and never negative"
)]
fn whole(seconds: f32) -> u32 {
    seconds.round().max(1.0) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two words a second.
    const PACE: f32 = 120.0;

    fn page(blocks: &[(u32, u32)]) -> OnPage {
        OnPage {
            article_id: ArticleId(1),
            blocks: blocks.iter().map(|&(block, words)| (block, words, words)).collect(),
            pace: PACE,
        }
    }

    fn seconds(seconds: f32) -> Duration {
        Duration::from_secs_f32(seconds)
    }

    fn blocks(read: &[ReadBlock]) -> Vec<(u32, u32)> {
        read.iter().map(|read| (read.block, read.seconds)).collect()
    }

    #[test]
    fn a_block_is_read_after_half_its_time_and_logged_with_all_of_it() {
        let start = Instant::now();
        for (time, read) in [(9.0, vec![]), (11.0, vec![(0, 11)]), (25.0, vec![(0, 25)])] {
            let mut attention = Attention::default();
            attention.look(Some(page(&[(0, 40)])), start);
            attention.look(Some(page(&[(1, 40)])), start + seconds(time));
            assert_eq!(blocks(&attention.leave(PACE, start + seconds(time))), read, "{time}");
        }
    }

    #[test]
    fn blocks_in_view_together_share_the_time_by_their_words() {
        let start = Instant::now();
        let mut attention = Attention::default();
        // Twenty blocks of ten words take a hundred seconds; ten is no reading.
        let many: Vec<(u32, u32)> = (0..20).map(|block| (block, 10)).collect();
        attention.look(Some(page(&many)), start);
        attention.sign(start + seconds(10.0));
        assert_eq!(attention.leave(PACE, start + seconds(10.0)), []);
        attention.look(Some(page(&[(0, 30), (1, 10)])), start);
        assert_eq!(blocks(&attention.leave(PACE, start + seconds(20.0))), [(0, 15), (1, 5)]);
    }

    #[test]
    fn a_learner_who_went_away_reads_no_more() {
        let start = Instant::now();
        let mut attention = Attention::default();
        attention.look(Some(page(&[(0, 40)])), start);
        let back = start + seconds(3600.0);
        attention.sign(back);
        // Twenty seconds of reading, and as much of patience.
        assert_eq!(blocks(&attention.leave(PACE, back)), [(0, 40)]);
        attention.look(Some(page(&[(0, 40)])), start);
        attention.look(None, start + seconds(5.0));
        attention.look(Some(page(&[(0, 40)])), start + seconds(500.0));
        assert_eq!(blocks(&attention.leave(PACE, start + seconds(506.0))), [(0, 11)]);
    }

    #[test]
    fn signs_keep_the_time_going() {
        let start = Instant::now();
        let mut attention = Attention::default();
        attention.look(Some(page(&[(0, 40)])), start);
        for number in 1u8..=20 {
            attention.sign(start + seconds(f32::from(number) * 10.0));
        }
        assert_eq!(blocks(&attention.leave(PACE, start + seconds(200.0))), [(0, 200)]);
    }

    #[test]
    fn what_was_glanced_at_twice_is_read_once() {
        let start = Instant::now();
        let mut attention = Attention::default();
        let at = |time: f32| start + seconds(time);
        attention.look(Some(page(&[(0, 40)])), at(0.0));
        attention.look(Some(page(&[(1, 40)])), at(6.0));
        attention.look(Some(page(&[(0, 40)])), at(7.0));
        attention.look(Some(page(&[(1, 40)])), at(13.0));
        assert_eq!(attention.due(at(14.0)), []);
        assert_eq!(blocks(&attention.due(at(33.0))), [(0, 12)]);
        assert_eq!(attention.next_due(), None);
        assert_eq!(attention.leave(PACE, at(14.0)), []);
    }
}
