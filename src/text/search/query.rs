//! What the learner typed, understood: `stall "air defence" -drone tag:verbs in:notes status:learning`.
//!
//! A query never is wrong: what is not a filter is looked for as words, and a filter that is still being typed
//! (`status:`, `in:no`) filters as soon as it says something.

use super::tokens::{is_paired, search_tokens};
use crate::text::tag_key;

/// A query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchQuery {
    /// Words and phrases, in the order in which they were typed.
    pub clauses: Vec<Clause>,
    /// Keys of the tags that a note has to have (all of them) or must not have.
    pub tags: Wish<String>,
    /// Where to look (in any of them) and where not.
    pub places: Wish<SearchPlace>,
    /// Which status a word has to have (any of them) and which not.
    pub statuses: Wish<SearchStatus>,
}

/// What is wanted of something, and what is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish<T> {
    /// Wanted.
    pub is: Vec<T>,
    /// Not wanted.
    pub not: Vec<T>,
}

impl<T> Default for Wish<T> {
    fn default() -> Self {
        Self {
            is: Vec::new(),
            not: Vec::new(),
        }
    }
}

impl<T> Wish<T> {
    fn add(&mut self, value: T, excluded: bool) {
        if excluded { &mut self.not } else { &mut self.is }.push(value);
    }

    /// Whether nothing is wished.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.is.is_empty() && self.not.is_empty()
    }
}

/// A word or phrase that is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Keys of its tokens, one after the other; see [`super::search_tokens`]. Never empty.
    pub keys: Vec<String>,
    /// Only as it is typed, not in other forms: it stood in quotation marks.
    pub exact: bool,
    /// How its last key is completed.
    pub completion: Completion,
    /// Whatever has it is not wanted.
    pub excluded: bool,
}

/// How the last key of a clause is completed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completion {
    /// It is whole.
    Whole,
    /// A single word that is still being typed: it may go on.
    Word,
    /// The last token of several; any token that begins with it will do.
    Last,
    /// A single character of a script that is indexed in pairs.
    Sign,
}

/// Where to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SearchPlace {
    /// Words of the learner's: headwords, forms and glosses.
    Words,
    /// Notes and what they are on.
    Notes,
    /// Articles, with their titles.
    Articles,
    /// Titles of articles.
    Titles,
}

/// A status, or several of them under one name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SearchStatus {
    /// 1
    New,
    /// 2 to 4
    Learning,
    /// 5 and 99
    Known,
    /// 98
    Ignored,
    /// One of the scale.
    Number(u8),
}

const PLACES: [(&str, SearchPlace); 4] = [
    ("words", SearchPlace::Words),
    ("notes", SearchPlace::Notes),
    ("articles", SearchPlace::Articles),
    ("titles", SearchPlace::Titles),
];

const STATUSES: [(&str, SearchStatus); 14] = [
    ("new", SearchStatus::New),
    ("learning", SearchStatus::Learning),
    ("known", SearchStatus::Known),
    ("ignored", SearchStatus::Ignored),
    ("met", SearchStatus::Number(2)),
    ("familiar", SearchStatus::Number(3)),
    ("nearly", SearchStatus::Number(4)),
    ("learned", SearchStatus::Number(5)),
    ("1", SearchStatus::Number(1)),
    ("2", SearchStatus::Number(2)),
    ("3", SearchStatus::Number(3)),
    ("4", SearchStatus::Number(4)),
    ("5", SearchStatus::Number(5)),
    ("9", SearchStatus::Known),
];

/// The first name that begins so, or is exactly that.
fn named<T: Copy>(names: &[(&str, T)], typed: &str) -> Option<T> {
    let typed = typed.to_lowercase();
    let whole = names.iter().find(|(name, _)| *name == typed);
    let begun = || names.iter().find(|(name, _)| name.starts_with(&typed));
    whole.or_else(begun).map(|(_, value)| *value)
}

impl SearchQuery {
    /// Understands what was typed.
    #[must_use]
    pub fn parse(typed: &str) -> Self {
        let mut query = Self::default();
        let mut rest = typed;
        while let Some(piece) = Piece::next(&mut rest) {
            query.take(&piece, rest.is_empty());
        }
        query
    }

    /// Whether nothing is looked for.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.clauses.is_empty() && self.tags.is_empty() && self.places.is_empty() && self.statuses.is_empty()
    }

    /// Whether this is to be searched.
    #[must_use]
    pub fn looks_in(&self, place: SearchPlace) -> bool {
        let fits = |wanted: &SearchPlace| {
            *wanted == place || (*wanted == SearchPlace::Titles && place == SearchPlace::Articles)
        };
        let wanted = self.places.is.is_empty() || self.places.is.iter().any(fits);
        let refused = self.places.not.contains(&place);
        let holds = match place {
            SearchPlace::Words => self.tags.is.is_empty(),
            SearchPlace::Notes => true,
            SearchPlace::Articles | SearchPlace::Titles => {
                self.tags.is.is_empty()
                    && self.statuses.is_empty()
                    && self.clauses.iter().any(|clause| !clause.excluded)
            }
        };
        wanted && !refused && holds
    }

    /// Whether of articles only the titles are looked at.
    #[must_use]
    pub fn titles_alone(&self) -> bool {
        let wanted = &self.places.is;
        wanted.contains(&SearchPlace::Titles) && !wanted.contains(&SearchPlace::Articles)
    }

    fn take(&mut self, piece: &Piece<'_>, last: bool) {
        if !piece.quoted && self.filter(piece) {
            return;
        }
        let open = last && !piece.closed;
        self.clauses.extend(Clause::of(piece, open));
    }

    /// Takes a filter in; `false` for what is none.
    fn filter(&mut self, piece: &Piece<'_>) -> bool {
        if let Some(tag) = piece.text.strip_prefix('#').filter(|tag| !tag.is_empty()) {
            self.tags.add(tag_key(tag), piece.excluded);
            return true;
        }
        let Some((name, value)) = piece.text.split_once([':', '：']) else {
            return false;
        };
        let value = value.trim_matches(QUOTES);
        let (name, excluded) = (name.to_lowercase(), piece.excluded);
        match &*name {
            // Still being typed: it says nothing yet.
            "tag" | "in" | "status" if value.is_empty() => {}
            "tag" => self.tags.add(tag_key(value), excluded),
            "in" => match named(&PLACES, value) {
                Some(place) => self.places.add(place, excluded),
                None => return false,
            },
            "status" => match named(&STATUSES, value).or_else(|| number(value)) {
                Some(status) => self.statuses.add(status, excluded),
                None => return false,
            },
            _ => return false,
        }
        true
    }
}

fn number(value: &str) -> Option<SearchStatus> {
    value.parse().ok().map(SearchStatus::Number)
}

impl Clause {
    fn of(piece: &Piece<'_>, open: bool) -> Option<Self> {
        let mut keys: Vec<String> = search_tokens(piece.text).into_iter().map(|token| token.key).collect();
        let last = piece.text.chars().rev().find(|char| char.is_alphanumeric())?;
        let mut completion = Completion::Whole;
        if is_paired(last) {
            let signs = keys.last().map_or(0, |key| key.chars().count());
            let pair_before = keys.len() > 1 && keys[keys.len() - 2].ends_with(last);
            if signs == 1 && pair_before {
                // What the run ends with here may go on in the text: the pair before holds its last character already.
                keys.pop();
            } else if keys.len() > 1 {
                completion = Completion::Last;
            } else {
                completion = Completion::Sign;
            }
        } else if open && !piece.excluded && piece.text.ends_with(char::is_alphanumeric) {
            let letters = keys.last().map_or(0, |key| key.chars().count());
            if keys.len() == 1 && !piece.quoted {
                completion = if letters > 1 {
                    Completion::Word
                } else {
                    Completion::Whole
                };
            } else if letters >= COMPLETED {
                completion = Completion::Last;
            } else if piece.quoted && keys.len() > 1 {
                // Too short to say anything yet.
                keys.pop();
            }
        }
        (!keys.is_empty()).then_some(Self {
            exact: piece.quoted || keys.len() > 1,
            keys,
            completion,
            excluded: piece.excluded,
        })
    }
}

/// The last word of a phrase is completed from so many letters on: what begins with fewer is half the library.
const COMPLETED: usize = 3;

const QUOTES: [char; 4] = ['"', '“', '”', '„'];

/// A word, a phrase in quotation marks or a filter, as typed.
struct Piece<'a> {
    text: &'a str,
    excluded: bool,
    quoted: bool,
    /// Something follows, so that its last word is whole.
    closed: bool,
}

impl<'a> Piece<'a> {
    fn next(rest: &mut &'a str) -> Option<Self> {
        let mut text = rest.trim_start();
        let minus = ['-', '−', '－'];
        let excluded = text.starts_with(minus) && text.chars().nth(1).is_some_and(|next| !next.is_whitespace());
        if excluded {
            text = text.trim_start_matches(minus);
        }
        if text.is_empty() {
            *rest = "";
            return None;
        }
        let piece = if let Some(inside) = text.strip_prefix(QUOTES) {
            let end = inside.find(QUOTES);
            let length = end.unwrap_or(inside.len());
            *rest = end.map_or("", |end| inside[end..].trim_start_matches(QUOTES));
            Self {
                text: &inside[..length],
                excluded,
                quoted: true,
                closed: end.is_some(),
            }
        } else {
            let length = word_end(text);
            *rest = &text[length..];
            Self {
                text: &text[..length],
                excluded,
                quoted: false,
                closed: !rest.is_empty(),
            }
        };
        Some(piece)
    }
}

/// Where a word ends: at white space, but for that in the quotation marks of a filter (`tag:"two words"`).
fn word_end(text: &str) -> usize {
    let mut quoted = false;
    for (at, char) in text.char_indices() {
        if QUOTES.contains(&char) {
            quoted = !quoted;
        } else if char.is_whitespace() && !quoted {
            return at;
        }
    }
    text.len()
}
