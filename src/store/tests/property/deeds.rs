//! What a learner may do to a library, at random.

use proptest::prelude::*;

use super::WORDS;

/// What a learner may do, by numbers that are taken modulo what there is.
#[derive(Clone, Debug)]
pub(in crate::store) enum Deed {
    Import {
        words: Vec<usize>,
        title: u8,
    },
    Update {
        article: usize,
        words: Vec<usize>,
        lost: usize,
    },
    WriteBack {
        article: usize,
        text: u8,
        by_itself: bool,
    },
    Merge {
        article: usize,
        words: Vec<usize>,
        gone: usize,
    },
    Status {
        term: usize,
        number: i64,
    },
    Raise(usize),
    Lower(usize),
    Gloss {
        term: usize,
        text: String,
        session: u64,
    },
    AddTerm {
        article: usize,
        block: u32,
        word: usize,
    },
    Bold {
        article: usize,
        block: u32,
        word: usize,
        bold: bool,
    },
    Bracket {
        article: usize,
        block: u32,
        words: (usize, usize),
        is_gloss: bool,
    },
    NewNote {
        term: usize,
        text: String,
        session: u64,
    },
    SaveNote {
        note: usize,
        text: String,
        session: u64,
    },
    DeleteNote(usize),
    /// On a passage, or on the article.
    PageNote {
        article: usize,
        block: Option<u32>,
        words: (usize, bool),
        session: u64,
    },
    Colour {
        note: usize,
        number: i64,
    },
    Review(usize, bool),
    /// A card of a term, or of a note.
    Answer {
        on: usize,
        of_note: bool,
        grade: i64,
    },
    Emptied(usize),
    RestoreNote(usize),
    RevertNote {
        note: usize,
        text: String,
    },
    Rename {
        article: usize,
        title: String,
    },
    Bookmark {
        article: usize,
        block: Option<u32>,
    },
    Archive {
        article: usize,
        archived: bool,
    },
    Delete(usize),
    Restore(usize),
    Position(usize),
    Language {
        article: usize,
        german: bool,
    },
    Headword {
        term: usize,
        word: usize,
    },
    Join {
        from: usize,
        into: usize,
    },
    Treat {
        form: usize,
        word: usize,
    },
    Undo,
    Redo,
}

/// Any of them.
pub(in crate::store) fn deed() -> impl Strategy<Value = Deed> {
    let number = 0..6usize;
    let block = 1..5u32;
    let session = 0..3u64;
    let text = "\\PC{0,12}";
    let words = || prop::collection::vec(0..WORDS.len(), 0..5);
    prop_oneof![
        3 => (words(), 0..3u8).prop_map(|(words, title)| Deed::Import { words, title }),
        2 => (number.clone(), words(), 0..3usize).prop_map(|(article, words, lost)| Deed::Update { article, words, lost }),
        2 => (number.clone(), any::<u8>(), any::<bool>())
            .prop_map(|(article, text, by_itself)| Deed::WriteBack { article, text, by_itself }),
        2 => (number.clone(), words(), 0..4usize).prop_map(|(article, words, gone)| Deed::Merge { article, words, gone }),
        4 => (number.clone(), prop::sample::select(vec![0, 1, 2, 3, 4, 5, 98, 99]))
            .prop_map(|(term, number)| Deed::Status { term, number }),
        1 => number.clone().prop_map(Deed::Raise),
        1 => number.clone().prop_map(Deed::Lower),
        2 => (number.clone(), text, session.clone()).prop_map(|(term, text, session)| Deed::Gloss { term, text, session }),
        2 => (number.clone(), block.clone(), 0..WORDS.len())
            .prop_map(|(article, block, word)| Deed::AddTerm { article, block, word }),
        6 => (number.clone(), block, 0..WORDS.len(), any::<bool>())
            .prop_map(|(article, block, word, bold)| Deed::Bold { article, block, word, bold }),
        3 => (number.clone(), 1..5u32, (0..WORDS.len(), 0..WORDS.len()), any::<bool>())
            .prop_map(|(article, block, words, is_gloss)| Deed::Bracket { article, block, words, is_gloss }),
        2 => (number.clone(), text, session.clone())
            .prop_map(|(term, text, session)| Deed::NewNote { term, text, session }),
        3 => (number.clone(), text, session).prop_map(|(note, text, session)| Deed::SaveNote { note, text, session }),
        1 => number.clone().prop_map(Deed::DeleteNote),
        4 => (number.clone(), prop::option::weighted(0.8, 1..4u32), (0..WORDS.len(), any::<bool>()), 0..3u64)
            .prop_map(|(article, block, words, session)| Deed::PageNote { article, block, words, session }),
        3 => (number.clone(), 0..5i64).prop_map(|(note, number)| Deed::Colour { note, number }),
        1 => (number.clone(), any::<bool>()).prop_map(|(note, review)| Deed::Review(note, review)),
        4 => (number.clone(), prop::bool::weighted(0.2), 1..5i64)
            .prop_map(|(on, of_note, grade)| Deed::Answer { on, of_note, grade }),
        1 => number.clone().prop_map(Deed::Emptied),
        1 => number.clone().prop_map(Deed::RestoreNote),
        1 => (number.clone(), text).prop_map(|(note, text)| Deed::RevertNote { note, text }),
        1 => (number.clone(), text).prop_map(|(article, title)| Deed::Rename { article, title }),
        1 => (number.clone(), prop::option::of(1..5u32)).prop_map(|(article, block)| Deed::Bookmark { article, block }),
        1 => (number.clone(), any::<bool>()).prop_map(|(article, archived)| Deed::Archive { article, archived }),
        2 => number.clone().prop_map(Deed::Delete),
        1 => number.clone().prop_map(Deed::Restore),
        1 => number.clone().prop_map(Deed::Position),
        2 => (number.clone(), any::<bool>()).prop_map(|(article, german)| Deed::Language { article, german }),
        2 => (number.clone(), 0..WORDS.len()).prop_map(|(term, word)| Deed::Headword { term, word }),
        2 => (number.clone(), number).prop_map(|(from, into)| Deed::Join { from, into }),
        3 => (0..WORDS.len(), 0..WORDS.len()).prop_map(|(form, word)| Deed::Treat { form, word }),
        4 => Just(Deed::Undo),
        2 => Just(Deed::Redo),
    ]
}
