use super::*;
use crate::study::{NoteColour, NoteId, NotedArticle, NotedTerm, Status, TermId};
use crate::worker::notes::NotesStanding;

const DAY: i64 = 86_400_000;
/// 2026-11-23 12:00 UTC.
const NOON: i64 = 1_795_435_200_000;

fn entry(number: i64, kind: NoteKind, days_ago: i64, body: &str) -> Arc<NoteEntry> {
    let article = NotedArticle {
        article_id: ArticleId(number % 2),
        title: ["The Harbour", "A Glacier"][usize::try_from(number % 2).unwrap()].to_owned(),
        present: true,
    };
    let term = NotedTerm {
        term_id: TermId(number),
        language: "en".to_owned(),
        headword: format!("word{number}"),
        status: Status::from_number(number % 5 + 1),
    };
    let record = NoteRecord {
        note_id: NoteId(number),
        uuid: String::new(),
        kind,
        colour: Some(NoteColour::Violet).filter(|_| kind == NoteKind::Passage),
        term: (kind == NoteKind::Term).then_some(term),
        article: Some(article),
        anchor: None,
        placed: number != 4,
        quote: (kind != NoteKind::Article).then(|| format!("quote {number}")),
        sentence: None,
        body: body.to_owned(),
        review: number == 2,
        created_at: NOON - days_ago * DAY,
        updated_at: NOON,
    };
    Arc::new(NoteEntry::new(record, None, &TimeZone::UTC))
}

fn list() -> Arc<Vec<Arc<NoteEntry>>> {
    Arc::new(vec![
        entry(5, NoteKind::Term, 0, "猛击；连续打击 #verbs"),
        entry(4, NoteKind::Passage, 0, "Order of importance #Style #verbs"),
        entry(3, NoteKind::Article, 11, "read again"),
        entry(2, NoteKind::Term, 40, "a strip of land"),
        entry(1, NoteKind::Passage, 365, ""),
    ])
}

fn today() -> Date {
    day_of(NOON, &TimeZone::UTC)
}

/// The list as it is shown: headings in brackets, notes by number.
fn shown(query: &NotesQuery) -> String {
    let list = list();
    let facets = Arc::new(facets(&list, 0, today()));
    let shown = NotesShown::of((1, query), &list, &facets, today());
    let lines = (0..shown.rows.len()).map(|row| match shown.rows[row] {
        NotesRow::Heading(heading) => match &shown.headings[heading as usize] {
            NotesHeading::Day(day) => format!("[{day}]"),
            NotesHeading::Article(title) => format!("[{}]", title.as_deref().unwrap_or_default()),
            NotesHeading::Tag(tag) => format!("[{}]", tag.as_deref().unwrap_or_default()),
        },
        NotesRow::Note(_) => shown.note(row).unwrap().record.note_id.0.to_string(),
    });
    lines.collect::<Vec<_>>().join(" ")
}

fn query(change: impl FnOnce(&mut NotesQuery)) -> NotesQuery {
    let mut query = NotesQuery {
        order: NotesOrder::Alphabet,
        ..NotesQuery::default()
    };
    change(&mut query);
    query
}

#[test]
fn the_newest_stand_first_under_their_day() {
    let all = NotesQuery::default();
    assert_eq!(
        shown(&all),
        "[2026-11-23] 5 4 [2026-11-12] 3 [2026-10-14] 2 [2025-11-23] 1"
    );
}

#[test]
fn other_orders_have_other_headings() {
    let by = |order| {
        shown(&NotesQuery {
            order,
            ..NotesQuery::default()
        })
    };
    assert_eq!(
        by(NotesOrder::Oldest),
        "[2025-11-23] 1 [2026-10-14] 2 [2026-11-12] 3 [2026-11-23] 4 5"
    );
    assert_eq!(by(NotesOrder::Article), "[A Glacier] 5 3 1 [The Harbour] 4 2");
    assert_eq!(by(NotesOrder::Tag), "[style] 4 [verbs] 5 4 [] 3 2 1");
    assert_eq!(by(NotesOrder::Alphabet), "3 1 4 2 5");
}

#[test]
fn every_filter_leaves_notes_out_and_they_work_together() {
    let by = |change: fn(&mut NotesQuery)| shown(&query(change));
    assert_eq!(by(|query| query.text = "HARBOUR".into()), "4 2");
    assert_eq!(by(|query| query.text = "打击".into()), "5");
    assert_eq!(by(|query| query.text = "land strip".into()), "2");
    assert_eq!(by(|query| query.kind = Some(NoteKind::Passage)), "1 4");
    assert_eq!(by(|query| query.tag = Some("style".into())), "4");
    assert_eq!(by(|query| query.colour = Some(NoteColour::Violet)), "1 4");
    assert_eq!(by(|query| query.colour = Some(NoteColour::Green)), "");
    assert_eq!(by(|query| query.article = Some(ArticleId(1))), "3 1 5");
    assert_eq!(by(|query| query.standing = Some(NotesStanding::Learning)), "2");
    assert_eq!(by(|query| query.standing = Some(NotesStanding::New)), "5");
    assert_eq!(by(|query| query.when = Some(NotesWhen::Today)), "4 5");
    assert_eq!(by(|query| query.when = Some(NotesWhen::Month)), "3 4 5");
    assert_eq!(by(|query| query.when = Some(NotesWhen::OnThisDay)), "1");
    assert_eq!(by(|query| query.lost = true), "4");
    assert_eq!(by(|query| query.review = true), "2");
    assert_eq!(
        by(|query| (query.text, query.kind) = ("harbour".into(), Some(NoteKind::Term))),
        "2"
    );
}

#[test]
fn what_can_be_filtered_by_is_counted() {
    let facets = facets(&list(), 3, today());
    assert_eq!(facets.tags, [("verbs".to_owned(), 2), ("Style".to_owned(), 1)]);
    let articles: Vec<_> = facets.articles.iter().map(|(id, _, count)| (id.0, *count)).collect();
    assert_eq!(articles, [(1, 3), (0, 2)]);
    assert_eq!((facets.total, facets.lost, facets.review, facets.trash), (5, 1, 1, 3));
    assert_eq!((facets.on_this_day, facets.last_year), (1, true));
}

#[test]
fn the_kinds_are_counted_whatever_kind_is_shown() {
    let list = list();
    let facets = Arc::default();
    let query = NotesQuery {
        kind: Some(NoteKind::Article),
        ..NotesQuery::default()
    };
    let shown = NotesShown::of((1, &query), &list, &facets, today());
    assert_eq!((shown.kinds, shown.found), ([2, 2, 1], 1));
    assert_eq!(shown.row_of(NoteId(3), 0), Some(1));
    assert_eq!(shown.row_of(NoteId(5), 0), None);
}

#[test]
fn a_tag_counts_and_finds_what_lies_under_it() {
    let list = Arc::new(vec![
        entry(4, NoteKind::Passage, 0, "#grammar/verbs and #grammar/verbs/irregular"),
        entry(3, NoteKind::Article, 0, "#Grammar"),
        entry(2, NoteKind::Term, 0, "#grammarian"),
    ]);
    let facets = facets(&list, 0, today());
    let count = |tag: &str| {
        facets
            .tags
            .iter()
            .find(|(other, _)| tag_key(other) == tag)
            .map(|(_, count)| *count)
    };
    assert_eq!(count("grammar"), Some(2));
    assert_eq!(count("grammar/verbs"), Some(1));
    assert_eq!(facets.colours, [0, 0, 0, 1]);
    let query = NotesQuery {
        tag: Some("grammar".to_owned()),
        ..NotesQuery::default()
    };
    assert_eq!(NotesShown::of((1, &query), &list, &Arc::new(facets), today()).found, 2);
}
