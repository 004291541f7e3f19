//! How much of an article the learner knows: running words and distinct words, counted by what is known of them.
//!
//! Nothing here is stored. Words are counted by their key, so that a book costs no more than its vocabulary; what was
//! left unbolded up to the furthest place read is presumed known and told apart from what is known.

use super::{Resolution, Status, TermNumber};
use crate::text::{TokenIndex, WordClass};

/// Running words (tokens) and distinct words (headwords).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Tokens.
    pub running: u32,
    /// Headwords of which at least one token is counted here.
    pub distinct: u32,
}

/// How the words of an article stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Status 5 and 99.
    pub known: Tally,
    /// Untouched, unbolded, before the furthest place read: what finishing the article would mark as known.
    pub presumed: Tally,
    /// Status 1 to 4.
    pub to_study: Tally,
    /// Without a status, from the furthest place read on, or not presumed to be known: bold there, or noted.
    pub untouched: Tally,
    /// Names without a status.
    pub names: Tally,
    /// Status 98.
    pub ignored: Tally,
    /// Numbers, and words of another script than the article's language.
    pub uncounted: Tally,
}

impl Coverage {
    /// The running words of which shares are told: names, numbers, ignored and foreign words are none of them.
    #[must_use]
    pub const fn counted(&self) -> u32 {
        self.known.running + self.presumed.running + self.to_study.running + self.untouched.running
    }

    /// All running words, those that no share is told of too.
    #[must_use]
    pub const fn running_words(&self) -> u32 {
        self.counted() + self.names.running + self.ignored.running + self.uncounted.running
    }

    /// Share of the counted running words that is known, in per cent, rounded down: 100 means all.
    #[must_use]
    pub fn known_percent(&self) -> u32 {
        percent(self.known.running, self.counted())
    }

    /// Share of the counted running words that is presumed known, in per cent, rounded down.
    #[must_use]
    pub fn presumed_percent(&self) -> u32 {
        percent(self.presumed.running, self.counted())
    }
}

fn percent(part: u32, whole: u32) -> u32 {
    let percent = (u64::from(part) * 100).checked_div(u64::from(whole)).unwrap_or(0);
    u32::try_from(percent).unwrap_or(100)
}

/// What coverage is counted from.
pub struct Text<'a> {
    /// The tokens by key.
    pub index: &'a TokenIndex,
    /// Which token belongs to which term.
    pub resolution: &'a Resolution,
    /// What each key is; by its number.
    pub classes: &'a [WordClass],
    /// Flat numbers of the tokens that are bold, in order.
    pub bold: &'a [u32],
    /// Flat number of the first token that was not read yet.
    pub furthest: u32,
}

/// A word that nobody touched yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Untouched {
    /// Number of the headword's key.
    pub headword: u32,
    /// Numbers of its keys that stand in the text, in order.
    pub keys: Vec<u32>,
    /// How often they occur.
    pub count: u32,
    /// Flat number of the first token.
    pub first: u32,
}

impl Text<'_> {
    /// Counts the whole article. `status` tells the status of a term by its number, `touched` whether it is more than a
    /// word.
    #[must_use]
    pub fn coverage(
        &self,
        status: impl Fn(TermNumber) -> Option<Status>,
        touched: impl Fn(TermNumber) -> bool,
    ) -> Coverage {
        let mut counter = Counter::default();
        for headword in 0..self.keys() {
            counter.next_headword();
            for &key in self.index.keys_of_headword(headword) {
                let places = self.index.postings(key);
                let end = places.partition_point(|&place| place < self.furthest);
                let read = places[..end].iter().filter(|place| !self.is_bold(**place)).count();
                let term = self.resolution.term_of_key(key);
                let read = if term.is_some_and(&touched) { 0 } else { read };
                counter.add(term.and_then(&status), self.class(key), places.len(), read);
            }
        }
        counter.coverage
    }

    /// The words that nobody touched of which an unbolded token stands before a place (flat number), in the order of the
    /// text. `touched` tells whether a term is more than a word.
    #[must_use]
    pub fn untouched(&self, before: u32, touched: impl Fn(TermNumber) -> bool) -> Vec<Untouched> {
        let mut words: Vec<Untouched> = (0..self.keys())
            .filter_map(|headword| {
                let keys = self.index.keys_of_headword(headword).iter().copied();
                let keys: Vec<u32> = keys
                    .filter(|&key| self.class(key) == WordClass::Word)
                    .filter(|&key| !self.resolution.term_of_key(key).is_some_and(&touched))
                    .collect();
                let first = keys
                    .iter()
                    .filter_map(|&key| self.index.postings(key).iter().find(|place| !self.is_bold(**place)))
                    .min()
                    .copied()?;
                let count = keys.iter().map(|&key| self.index.postings(key).len()).sum::<usize>();
                let count = u32::try_from(count).unwrap_or(u32::MAX);
                let word = Untouched {
                    headword,
                    keys,
                    count,
                    first,
                };
                (first < before).then_some(word)
            })
            .collect();
        words.sort_unstable_by_key(|word| word.first);
        words
    }

    fn keys(&self) -> u32 {
        u32::try_from(self.index.keys().len()).unwrap_or(u32::MAX)
    }

    fn class(&self, key: u32) -> WordClass {
        self.classes.get(key as usize).copied().unwrap_or(WordClass::Word)
    }

    fn is_bold(&self, place: u32) -> bool {
        self.bold.binary_search(&place).is_ok()
    }
}

/// Counts words headword by headword.
#[derive(Default)]
pub struct Counter {
    /// What was counted so far.
    pub coverage: Coverage,
    /// In which parts the headword was counted already, so that its forms count once.
    seen: [bool; COUNTED_PARTS],
}

impl Counter {
    /// The words that follow belong to another headword than those before.
    pub fn next_headword(&mut self) {
        self.seen = [false; COUNTED_PARTS];
    }

    /// Counts one form: its status, what it is, how often it stands in the text, and how often, unbolded, before the
    /// furthest place read.
    pub fn add(&mut self, status: Option<Status>, class: WordClass, running: usize, read: usize) {
        match (status, class) {
            (Some(Status::Ignored), _) => self.count(Part::Ignored, running),
            (Some(status), _) if status.is_known() => self.count(Part::Known, running),
            (Some(_), _) => self.count(Part::ToStudy, running),
            (None, WordClass::Name) => self.count(Part::Names, running),
            (None, WordClass::Number | WordClass::Foreign) => self.count(Part::Uncounted, running),
            (None, WordClass::Word) => {
                self.count(Part::Presumed, read);
                self.count(Part::Untouched, running - read);
            }
        }
    }

    fn count(&mut self, part: Part, running: usize) {
        if running == 0 {
            return;
        }
        let first = !std::mem::replace(&mut self.seen[part as usize], true);
        let tally = self.coverage.part(part);
        tally.running = tally.running.saturating_add(u32::try_from(running).unwrap_or(u32::MAX));
        tally.distinct += u32::from(first);
    }
}

/// How many parts a coverage has.
pub(super) const COUNTED_PARTS: usize = 7;

#[derive(Clone, Copy)]
enum Part {
    Known,
    Presumed,
    ToStudy,
    Untouched,
    Names,
    Ignored,
    Uncounted,
}

impl Part {
    const ALL: [Self; COUNTED_PARTS] = [
        Self::Known,
        Self::Presumed,
        Self::ToStudy,
        Self::Untouched,
        Self::Names,
        Self::Ignored,
        Self::Uncounted,
    ];
}

impl Coverage {
    /// The running words of each part.
    pub(super) fn running(mut self) -> [u32; COUNTED_PARTS] {
        Part::ALL.map(|part| self.part(part).running)
    }

    /// Adds the running words of one headword.
    pub(super) fn add(&mut self, running: [u32; COUNTED_PARTS]) {
        for (part, running) in Part::ALL.into_iter().zip(running) {
            let tally = self.part(part);
            tally.running += running;
            tally.distinct += u32::from(running > 0);
        }
    }

    /// Takes the running words of one headword away that were added before.
    pub(super) fn subtract(&mut self, running: [u32; COUNTED_PARTS]) {
        for (part, running) in Part::ALL.into_iter().zip(running) {
            let tally = self.part(part);
            tally.running -= running;
            tally.distinct -= u32::from(running > 0);
        }
    }

    /// Adds what one headword counts as; each part that it has words of, it counts in once.
    pub fn add_headword(&mut self, headword: &Self) {
        self.add(headword.running());
    }

    /// Adds the running words alone.
    pub fn add_running(&mut self, other: &Self) {
        for (part, running) in Part::ALL.into_iter().zip(other.running()) {
            let tally = self.part(part);
            tally.running = tally.running.saturating_add(running);
        }
    }

    const fn part(&mut self, part: Part) -> &mut Tally {
        match part {
            Part::Known => &mut self.known,
            Part::Presumed => &mut self.presumed,
            Part::ToStudy => &mut self.to_study,
            Part::Untouched => &mut self.untouched,
            Part::Names => &mut self.names,
            Part::Ignored => &mut self.ignored,
            Part::Uncounted => &mut self.uncounted,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{TermKind, parse};

    struct Page {
        index: TokenIndex,
        resolution: Resolution,
        classes: Vec<WordClass>,
    }

    /// A text in which the words of each list have one status.
    fn page(source: &str, terms: &[(&str, Status)], classes: &[(&str, WordClass)]) -> (Page, Vec<Status>) {
        let article = parse(source);
        let index = TokenIndex::build(&article, "en");
        let mut resolution = Resolution::new(&index);
        for ((form, _), number) in terms.iter().zip(0..) {
            resolution.add(&index, TermKind::Word, number, [*form]);
        }
        let class = |key: &str| {
            classes
                .iter()
                .find(|(word, _)| *word == key)
                .map_or(WordClass::Word, |(_, class)| *class)
        };
        let classes = index.keys().iter().map(|key| class(key)).collect();
        let page = Page {
            index,
            resolution,
            classes,
        };
        (page, terms.iter().map(|(_, status)| *status).collect())
    }

    fn text(page: &Page, furthest: u32) -> Text<'_> {
        Text {
            index: &page.index,
            resolution: &page.resolution,
            classes: &page.classes,
            bold: &[],
            furthest,
        }
    }

    const fn tally(running: u32, distinct: u32) -> Tally {
        Tally { running, distinct }
    }

    #[test]
    fn every_token_is_counted_once() {
        let source = "The talks stalled in Kyiv. The stalls of 2022 stall the talks спасибо.";
        let (page, statuses) = page(
            source,
            &[
                ("stall", Status::Met),
                ("talks", Status::Learned),
                ("of", Status::Ignored),
            ],
            &[
                ("kyiv", WordClass::Name),
                ("2022", WordClass::Number),
                ("спасибо", WordClass::Foreign),
            ],
        );
        let status = |number: TermNumber| Some(statuses[number as usize]);
        let coverage = text(&page, 4).coverage(status, |_| true);
        assert_eq!(coverage.to_study, tally(3, 1));
        assert_eq!(coverage.known, tally(2, 1));
        assert_eq!(coverage.ignored, tally(1, 1));
        assert_eq!(coverage.names, tally(1, 1));
        // One `the` and `in` were read; two of `the` were not.
        assert_eq!(coverage.presumed, tally(2, 2));
        assert_eq!(coverage.untouched, tally(2, 1));
        assert_eq!(coverage.counted(), 9);
        assert_eq!(coverage.known_percent(), 22);
        assert_eq!(coverage.running_words() as usize, page.index.len());
    }

    #[test]
    fn an_empty_article_is_known_by_no_share() {
        let (page, _) = page("", &[], &[]);
        let coverage = text(&page, 0).coverage(|_| None, |_| false);
        assert_eq!((coverage, coverage.known_percent()), (Coverage::default(), 0));
    }

    #[test]
    fn bold_words_are_never_presumed() {
        let (page, _) = page("one two three two", &[], &[]);
        let text = Text {
            bold: &[1],
            ..text(&page, 4)
        };
        let coverage = text.coverage(|_| None, |_| false);
        assert_eq!((coverage.presumed, coverage.untouched), (tally(3, 3), tally(1, 1)));
    }

    #[test]
    fn untouched_words_up_to_a_place() {
        let (page, statuses) = page(
            "Stalls stall and talks stalled and Kyiv",
            &[("and", Status::WellKnown)],
            &[("kyiv", WordClass::Name)],
        );
        assert_eq!(statuses.len(), 1);
        let words = text(&page, 0).untouched(7, |_| true);
        let spelt: Vec<(&str, u32, u32)> = words
            .iter()
            .map(|word| (&*page.index.keys()[word.headword as usize], word.count, word.first))
            .collect();
        assert_eq!(spelt, [("stall", 3, 0), ("talk", 1, 3)]);
        assert_eq!(text(&page, 0).untouched(3, |_| true).len(), 1);
    }
}
