//! Searching everything: what was typed, what was found, and where a hit leads to.
//!
//! The search thread does the looking (see [`crate::worker::SearchFor`]). Each letter asks anew, and only the answer to
//! the newest question is taken; until it comes, the one before stays on the screen. What was looked for is kept when
//! the search is closed, so that one comes back to the same list.

use std::time::Instant;

use super::{Action, Boldface, Effect, Selection, View};
use crate::study::{Anchor, ArticleId};
use crate::text::ByteRange;
use crate::worker::{ArticleHit, NoteHit, SearchFor, SearchFound, WordHit};

/// How many words, notes and articles are shown at first,
const FIRST: [usize; 3] = [5, 8, 12];
/// and how many of a kind at most.
const ALL: usize = 120;

/// What is looked for in everything.
#[derive(Debug, Default)]
pub struct Search {
    /// Whether it is shown.
    pub open: bool,
    /// What was typed.
    pub text: String,
    /// The newest answer.
    pub found: Option<SearchFound>,
    /// The answer to what was typed last has yet to come.
    pub searching: bool,
    /// How many articles are indexed, and how many there are, while that goes on.
    pub progress: Option<(usize, usize)>,
    /// The index has changed since it was asked.
    again: bool,
    serial: u64,
    wanted: [usize; 3],
}

/// What the learner wants of the search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SearchAction {
    /// Look for this.
    Type(String),
    /// Show more of a kind.
    More(HitKind),
    /// Go to a hit, by its place in the list.
    Open(usize),
    /// Close it.
    Close,
}

/// The kinds of hits, in the order in which they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HitKind {
    /// Words of the learner's.
    Word,
    /// Notes.
    Note,
    /// Articles.
    Article,
}

impl HitKind {
    /// In the order in which they are shown.
    pub const ALL: [Self; 3] = [Self::Word, Self::Note, Self::Article];
}

/// A hit.
#[derive(Clone, Copy, Debug)]
pub enum SearchHit<'a> {
    /// A word.
    Word(&'a WordHit),
    /// A note.
    Note(&'a NoteHit),
    /// An article.
    Article(&'a ArticleHit),
}

impl Search {
    /// The hits of a kind, and how many there are of it (see [`SearchFound::MOST`]).
    #[must_use]
    pub fn hits(&self, kind: HitKind) -> (Vec<SearchHit<'_>>, usize) {
        let Some(found) = &self.found else {
            return (Vec::new(), 0);
        };
        let hits = match kind {
            HitKind::Word => found.words.iter().map(SearchHit::Word).collect(),
            HitKind::Note => found.notes.iter().map(SearchHit::Note).collect(),
            HitKind::Article => found.articles.iter().map(SearchHit::Article).collect(),
        };
        (hits, found.counts[kind as usize])
    }

    /// How many hits there are in the list.
    #[must_use]
    pub fn listed(&self) -> usize {
        let found = self.found.as_ref();
        found.map_or(0, |found| found.words.len() + found.notes.len() + found.articles.len())
    }

    /// Whether more of a kind can be shown than are.
    #[must_use]
    pub fn has_more(&self, kind: HitKind) -> bool {
        let (hits, count) = self.hits(kind);
        count > hits.len() && hits.len() < ALL
    }

    fn hit(&self, place: usize) -> Option<SearchHit<'_>> {
        let kinds = HitKind::ALL.into_iter();
        kinds.flat_map(|kind| self.hits(kind).0).nth(place)
    }
}

impl Boldface {
    /// Shows the search of everything, or gives its field the keyboard.
    pub(super) fn find_all(&mut self) {
        self.model.search.open = true;
        self.requests.watch_search(true);
        self.effects.push(Effect::FocusFindAll);
        // What was found last may have changed since.
        self.ask_again();
    }

    /// Takes in what is asked of the search.
    pub(super) fn act_on_search(&mut self, action: SearchAction, now: Instant) {
        let search = &mut self.model.search;
        match action {
            SearchAction::Type(text) => {
                search.text = text;
                search.wanted = FIRST;
                self.ask_again();
            }
            SearchAction::More(kind) => {
                search.wanted[kind as usize] = ALL;
                self.ask_again();
            }
            SearchAction::Open(place) => self.open_hit(place, now),
            SearchAction::Close => self.close_search(),
        }
    }

    fn close_search(&mut self) {
        self.model.search.open = false;
        self.model.search.searching = false;
        self.requests.watch_search(false);
    }

    fn ask_again(&mut self) {
        let search = &mut self.model.search;
        search.serial += 1;
        search.again = false;
        search.searching = !search.text.trim().is_empty();
        if search.wanted == [0; 3] {
            search.wanted = FIRST;
        }
        if !search.searching {
            search.found = None;
        }
        self.requests.search(SearchFor {
            serial: search.serial,
            typed: search.text.clone(),
            wanted: search.wanted,
        });
    }

    /// The answer to a question comes in, unless another was asked since.
    pub(super) fn take_search(&mut self, found: SearchFound) {
        let search = &mut self.model.search;
        if search.open && found.serial == search.serial {
            search.searching = false;
            search.found = (!search.text.trim().is_empty()).then_some(found);
            if search.again {
                self.ask_again();
            }
        }
    }

    /// The index grows, or has changed: what is looked for is looked for again.
    pub(super) fn take_search_progress(&mut self, done: usize, total: usize, finished: bool) {
        self.model.search.progress = (!finished).then_some((done, total));
        let search = &mut self.model.search;
        search.again = search.open && search.searching;
        if search.open && !search.searching && !search.text.trim().is_empty() {
            self.ask_again();
        }
    }

    fn open_hit(&mut self, place: usize, now: Instant) {
        let Some(hit) = self.model.search.hit(place) else {
            return;
        };
        let (article_id, anchor): (ArticleId, Option<Anchor>) = match hit {
            SearchHit::Word(word) => {
                let Some(place) = &word.place else {
                    // It was never bold: the articles in which it stands are the next best.
                    let text = format!("in:articles {} ", word.headword.text);
                    return self.act_on_search(SearchAction::Type(text), now);
                };
                (place.article_id, Some(place.anchor.clone()))
            }
            SearchHit::Note(note) => {
                let record = note.record.clone();
                self.close_search();
                return self.open_found_note(&record, now);
            }
            SearchHit::Article(article) => (article.article_id, article.anchor.clone()),
        };
        self.close_search();
        if let Some(Selection { block, range }) =
            anchor.as_ref().and_then(|anchor| self.here_already(article_id, anchor))
        {
            return self.go_to_place(block, range, now);
        }
        self.act(Action::OpenArticle(article_id, anchor), now);
    }

    /// A place of the article that is open, if it still stands where it was indexed.
    fn here_already(&self, article_id: ArticleId, anchor: &Anchor) -> Option<Selection> {
        let open = self.model.reading.as_ref();
        let reading = open.filter(|reading| reading.article_id == article_id && !reading.partial)?;
        let range = ByteRange::new(anchor.start.byte, anchor.end.byte);
        let block = anchor.start.block;
        let here = reading.article.block(block)?.text.get(range.usize()) == Some(&*anchor.quote);
        (here && anchor.end.block == block).then_some(Selection { block, range })
    }

    fn go_to_place(&mut self, block: u32, range: ByteRange, now: Instant) {
        self.show(View::Read, now);
        self.act(Action::GoToRange(block, range), now);
        self.effects.push(Effect::FocusPage);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{CommandId, Settings, Timings};
    use crate::text::search::Excerpt;
    use crate::worker::Requests;

    fn desk() -> Boldface {
        let (requests, _nobody) = Requests::to_nobody();
        Boldface::new(requests, Settings::default(), None, Timings::new(false, Instant::now()))
    }

    fn found(serial: u64, titles: &[&str]) -> SearchFound {
        let article = |(number, title): (i64, &&str)| ArticleHit {
            article_id: ArticleId(number),
            title: Excerpt {
                text: (*title).to_owned(),
                marks: Vec::new(),
            },
            text: Excerpt::default(),
            anchor: None,
        };
        SearchFound {
            serial,
            articles: (1..).zip(titles).map(article).collect(),
            counts: [0, 0, titles.len()],
            ..SearchFound::default()
        }
    }

    #[test]
    fn only_the_newest_answer_counts_and_the_one_before_stays_until_then() {
        let now = Instant::now();
        let mut app = desk();
        app.act(Action::Command(CommandId::FindAll), now);
        let typed = |text: &str| Action::Search(SearchAction::Type(text.to_owned()));
        app.act(typed("mi"), now);
        let first = app.model.search.serial;
        app.take_search(found(first, &["Mists"]));
        assert!(!app.model.search.searching);
        app.act(typed("mill"), now);
        app.take_search(found(first, &["Mint"]));
        assert!(app.model.search.searching, "a late answer");
        assert_eq!(app.model.search.found, Some(found(first, &["Mists"])));
        app.take_search(found(first + 1, &["Mills", "Millers"]));
        assert_eq!(app.model.search.listed(), 2);
        app.act(typed(" "), now);
        assert!(app.model.search.found.is_none() && !app.model.search.searching);
    }

    #[test]
    fn a_hit_closes_the_search_and_what_was_typed_is_kept() {
        let now = Instant::now();
        let mut app = desk();
        app.act(Action::Command(CommandId::FindAll), now);
        app.act(Action::Search(SearchAction::Type("mill".to_owned())), now);
        app.take_search(found(app.model.search.serial, &["Mills"]));
        app.act(Action::Search(SearchAction::Open(7)), now);
        assert!(app.model.search.open, "there is no such hit");
        app.act(Action::Search(SearchAction::Open(0)), now);
        assert!(!app.model.search.open);
        assert_eq!(app.model.view, crate::app::View::Read);
        app.act(Action::Command(CommandId::FindAll), now);
        assert_eq!(app.model.search.text, "mill");
        assert_eq!(app.model.search.listed(), 1);
    }

    #[test]
    fn a_word_that_was_never_bold_is_looked_for_in_the_articles() {
        let now = Instant::now();
        let mut app = desk();
        app.act(Action::Command(CommandId::FindAll), now);
        app.act(Action::Search(SearchAction::Type("mill".to_owned())), now);
        let headword = Excerpt {
            text: "mill".to_owned(),
            marks: Vec::new(),
        };
        let word = WordHit {
            term_id: crate::study::TermId(1),
            headword,
            gloss: Excerpt::default(),
            status: None,
            place: None,
        };
        app.take_search(SearchFound {
            words: vec![word],
            ..found(app.model.search.serial, &[])
        });
        app.act(Action::Search(SearchAction::Open(0)), now);
        assert!(app.model.search.open);
        assert_eq!(app.model.search.text, "in:articles mill ");
    }
}
