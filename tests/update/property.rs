//! Whatever is done to the file: the learner's words, notes and dropped bold survive its update, nothing lands on
//! other words, and one step back gives what was there before.

use std::collections::HashSet;

use boldface::app::Selection;
use boldface::study::{Anchor, NoteEdit, NoteTarget, Status};
use boldface::text::{Article, Bold, ByteRange, Candidate, Verdict, candidates, parse};
use boldface::worker::{Change, StatusStep};
use proptest::prelude::*;
use rusqlite::types::Value;

use super::draft::{Edit, Paragraph, apply, edit, markdown, paragraphs};
use super::rows::Row;
use super::study::Study;

type Place = (u32, ByteRange);

/// What a learner does in the window. Numbers are taken modulo what there is.
#[derive(Clone, Debug)]
enum Deed {
    Status { token: usize, status: Status },
    Bold(usize),
    Drop(usize),
    Note { term: usize, body: String },
    ReadOn(usize),
}

fn deed() -> impl Strategy<Value = Deed> {
    let number = 0..512usize;
    let status = prop::sample::select(vec![Status::New, Status::Met, Status::Learned, Status::Ignored]);
    prop_oneof![
        3 => (number.clone(), status).prop_map(|(token, status)| Deed::Status { token, status }),
        1 => number.clone().prop_map(Deed::Bold),
        3 => number.clone().prop_map(Deed::Drop),
        2 => (number.clone(), "[a-z谴责 *]{1,8}").prop_map(|(term, body)| Deed::Note { term, body }),
        1 => number.prop_map(Deed::ReadOn),
    ]
}

/// Does it, if there is something to do it to. Gives the position, if that is what it was.
fn act(study: &mut Study, deed: &Deed) -> Option<Anchor> {
    let article = &study.opened().article;
    let nth = |places: Vec<Place>, number: usize| places.get(number % places.len().max(1)).copied();
    let pick = |(block, range): Place| study.opened().pick(Selection { block, range });
    match deed {
        Deed::Status { token, status } => {
            let target = study.target(pick(nth(tokens(article), *token)?)?);
            study.change(Change::Status {
                target,
                step: StatusStep::To(Some(*status)),
            });
        }
        Deed::Bold(number) => {
            let plain = tokens(article)
                .into_iter()
                .filter(|place| !is_bold(article, *place))
                .collect();
            let pick = pick(nth(plain, *number)?)?;
            study.change(Change::ToggleBold { pick, bold: true });
        }
        Deed::Drop(number) => {
            let pick = pick(nth(vocabulary(article), *number)?)?;
            study.change(Change::ToggleBold { pick, bold: false });
        }
        Deed::Note { term, body } => {
            let placed = study.placed();
            let term_id = placed.get(term % placed.len().max(1))?.term_id;
            study.change(Change::Note {
                on: NoteTarget::Term { term_id, at: None },
                edit: NoteEdit::Write {
                    body: body.clone(),
                    session: 0,
                },
            });
        }
        Deed::ReadOn(token) => {
            let (block, range) = nth(tokens(article), *token)?;
            let anchor = Anchor::of(article, block, range);
            study.read_on(anchor.clone());
            return Some(anchor);
        }
    }
    None
}

fn tokens(article: &Article) -> Vec<Place> {
    let blocks = article.blocks.iter().zip(0u32..);
    let places = blocks.flat_map(|(block, number)| block.tokens.iter().map(move |token| (number, token.range)));
    places.collect()
}

fn is_bold(article: &Article, (block, range): Place) -> bool {
    let overlaps = |bold: &Bold| bold.range.overlaps(range);
    article.blocks[block as usize].bolds.iter().any(overlaps)
}

fn vocabulary(article: &Article) -> Vec<Place> {
    let is_word = |candidate: &Candidate| candidate.verdict == Verdict::Vocabulary;
    let found = candidates(article).into_iter().filter(is_word);
    found.map(|candidate| (candidate.block, candidate.range)).collect()
}

/// Where an anchor belongs in a text, found the slow way: where it was, if all is the same there; else the one
/// occurrence of its quote, on whole words, with both sides; else the one with the left side, or with the right.
fn find(anchor: &Anchor, article: &Article) -> Option<Place> {
    let before = (anchor.start.block, ByteRange::new(anchor.start.byte, anchor.end.byte));
    if Anchor::of(article, before.0, before.1) == *anchor {
        return Some(before);
    }
    let mut found: Vec<(Place, bool, bool)> = Vec::new();
    for (block, number) in article.blocks.iter().zip(0u32..) {
        for (at, _) in block.text.char_indices() {
            let length = anchor.quote.len();
            if block.text.get(at..at + length) != Some(&anchor.quote) {
                continue;
            }
            let range = ByteRange::new(u32::try_from(at).unwrap(), u32::try_from(at + length).unwrap());
            let cut = |byte: u32| {
                block
                    .tokens
                    .iter()
                    .any(|token| token.range.start < byte && byte < token.range.end)
            };
            if !cut(range.start) && !cut(range.end) {
                let here = Anchor::of(article, number, range);
                found.push((
                    (number, range),
                    here.before == anchor.before,
                    here.after == anchor.after,
                ));
            }
        }
    }
    let one = |fits: &dyn Fn(bool, bool) -> bool| {
        let mut places = found
            .iter()
            .filter(|(_, left, right)| fits(*left, *right))
            .map(|(place, ..)| *place);
        places.next().filter(|_| places.next().is_none())
    };
    one(&|left, right| left && right)
        .or_else(|| one(&|left, _| left))
        .or_else(|| one(&|_, right| right))
}

/// The rows of a table as (key, the columns that count).
fn rows(content: &[Row], table: &str, columns: &[usize]) -> Vec<Vec<Value>> {
    let of_table = content.iter().filter(|(name, _)| *name == table);
    of_table
        .map(|(_, row)| columns.iter().map(|&column| row[column].clone()).collect())
        .collect()
}

/// id, status and whether the learner set it, in the order of `schema-1.sql`.
const TERM: [usize; 3] = [0, 6, 8];
/// id, term and body.
const NOTE: [usize; 3] = [0, 4, 8];

/// What the library says before and after an update from `old` to `new` must fit together.
fn survives(study: &Study, before: &[Row], after: &[Row], old: &Anchors, new: &Article) {
    for note in rows(before, "notes", &NOTE) {
        assert!(rows(after, "notes", &NOTE).contains(&note), "lost the note {note:?}");
    }
    let kept = rows(after, "terms", &TERM);
    for term in rows(before, "terms", &TERM) {
        // What nobody but an import gave a status may go when it is no longer bold anywhere.
        let unbolded = || {
            let of_term = |context: &&OldContext| Value::Integer(context.term_id) == term[0];
            let mut contexts = old.contexts.iter().filter(of_term).peekable();
            let plain = |anchor: &Anchor| find(anchor, new).is_some_and(|place| !is_bold(new, place));
            term[2] == Value::Integer(0) && contexts.peek().is_some() && contexts.all(|context| plain(&context.anchor))
        };
        assert!(
            kept.contains(&term) || unbolded(),
            "lost {term:?} of {:?}",
            old.contexts
        );
    }
    let dropped: Vec<Place> = old.dropped.iter().filter_map(|anchor| find(anchor, new)).collect();
    let added: Vec<Place> = old.added.iter().filter_map(|anchor| find(anchor, new)).collect();
    let meets = |places: &[Place], (block, range): Place| places.iter().any(|it| it.0 == block && it.1.overlaps(range));
    let is_dropped = |place| meets(&dropped, place);
    // Half of a dropped compound may have been bolded since.
    for place in dropped.iter().filter(|place| !meets(&added, **place)) {
        assert!(!is_bold(&study.opened().article, *place), "{place:?} is bold again");
    }
    let mut places = HashSet::new();
    for context in study.placed() {
        let (start, end) = (context.anchor.start, context.anchor.end);
        let here = (start.block, ByteRange::new(start.byte, end.byte));
        assert_eq!(context.anchor, Anchor::of(new, here.0, here.1));
        assert_eq!(context.anchor.quote, context.form);
        // A word whose bold was dropped may have been given a status since, and a sentence with it.
        let is_new = !old.contexts.iter().any(|old| old.context_id == context.context_id);
        assert!(!(is_new && is_dropped(here)), "{context:?} was dropped");
        assert!(
            !context.bold || is_bold(new, here) || added.contains(&here),
            "{context:?} is not bold"
        );
        places.insert((here.0, start.byte, end.byte));
    }
    for place in vocabulary(new) {
        let there = places.contains(&(place.0, place.1.start, place.1.end));
        assert!(there || is_dropped(place), "{place:?} has no sentence");
    }
}

/// What has a place in the text before the update.
struct Anchors {
    contexts: Vec<OldContext>,
    dropped: Vec<Anchor>,
    added: Vec<Anchor>,
}

#[derive(Debug)]
struct OldContext {
    context_id: i64,
    term_id: i64,
    anchor: Anchor,
}

fn anchors(study: &Study) -> Anchors {
    let library = study.library();
    let mut statement = library
        .prepare("SELECT anchor FROM bold_edits WHERE deleted_at IS NULL AND action = ?1 ORDER BY id")
        .unwrap();
    let mut edits = |action: &str| -> Vec<Anchor> {
        let read = |row: &rusqlite::Row<'_>| row.get::<_, String>(0);
        let found = statement.query_map([action], read).unwrap();
        found
            .map(|anchor| serde_json::from_str(&anchor.unwrap()).unwrap())
            .collect()
    };
    let (dropped, added) = (edits("drop"), edits("add"));
    let mut statement = library
        .prepare("SELECT id, term_id, anchor FROM contexts WHERE deleted_at IS NULL")
        .unwrap();
    let read = |row: &rusqlite::Row<'_>| {
        Ok(OldContext {
            context_id: row.get(0)?,
            term_id: row.get(1)?,
            anchor: serde_json::from_str(&row.get::<_, String>(2)?).unwrap(),
        })
    };
    let contexts = statement.query_map([], read).unwrap().map(Result::unwrap);
    Anchors {
        contexts: contexts.collect(),
        dropped,
        added,
    }
}

fn try_updates(paragraphs: &[Paragraph], rounds: &[(Vec<Deed>, Vec<Edit>)]) {
    let mut paragraphs = paragraphs.to_vec();
    let mut study = Study::new();
    study.write("harbour.md", &markdown(&paragraphs));
    study.import();
    let mut position = None;
    for (deeds, edits) in rounds {
        for deed in deeds {
            position = act(&mut study, deed).or(position);
        }
        for edit in edits {
            apply(&mut paragraphs, edit);
        }
        let (before, old) = (study.content(), anchors(&study));
        let text = markdown(&paragraphs);
        study.write("harbour.md", &text);
        if !study.update() {
            continue;
        }
        let (after, new) = (study.content(), parse(&text));
        survives(&study, &before, &after, &old, &new);
        if let Some(place) = position.as_ref().and_then(|anchor| find(anchor, &new)) {
            let here = study.opened().position;
            assert_eq!(
                (here.block, here.byte),
                (place.0, place.1.start),
                "another reading position"
            );
            position = Some(Anchor::of(&new, place.0, place.1));
        }
        study.step(true);
        assert_eq!(study.content(), before, "one step back");
        study.step(false);
        assert_eq!(study.content(), after, "one step forth");
    }
}

fn cases() -> u32 {
    let asked = std::env::var("PROPTEST_CASES").ok();
    asked.and_then(|number| number.parse().ok()).unwrap_or(48)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_update_keeps_what_the_learner_did_and_puts_nothing_on_other_words(
        text in paragraphs(),
        rounds in prop::collection::vec((prop::collection::vec(deed(), 0..8), prop::collection::vec(edit(), 1..8)), 1..4),
    ) {
        try_updates(&text, &rounds);
    }
}
