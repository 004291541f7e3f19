//! Articles made by hand, for the tests of the page.

use crate::app::Reading;
use crate::study::{ArticleId, Resolution, Status, Term, TermId};
use crate::text::*;
use crate::worker::{Opened, Parsed};

pub(super) fn paragraph(text: &str) -> Block {
    block(BlockKind::Paragraph, text)
}

pub(super) fn block(kind: BlockKind, text: &str) -> Block {
    Block {
        kind,
        frame: Box::default(),
        marker: None,
        tight: false,
        text: text.into(),
        spans: Box::default(),
        bolds: Box::default(),
        tokens: tokens(text),
        glosses: Box::default(),
        source: ByteRange::default(),
    }
}

fn tokens(text: &str) -> Box<[Token]> {
    use unicode_segmentation::UnicodeSegmentation;
    let mut tokens: Vec<Token> = Vec::new();
    for (at, word) in text.unicode_word_indices() {
        let range = ByteRange::new(u32::try_from(at).unwrap(), u32::try_from(at + word.len()).unwrap());
        let joined = tokens
            .last()
            .is_some_and(|last| last.range.end + 1 == range.start && text.as_bytes()[last.range.end as usize] == b'-');
        let kind = if word.starts_with(|char: char| char.is_ascii_digit()) {
            TokenKind::Number
        } else {
            TokenKind::Word
        };
        tokens.push(Token { range, kind, joined });
    }
    tokens.into()
}

pub(super) fn article(blocks: Vec<Block>) -> Article {
    Article {
        title: "A test".to_owned(),
        blocks,
        ..Article::default()
    }
}

/// An article as the open one, with a term for each of these forms.
pub(super) fn reading(article: Article, terms: &[(&str, Status)]) -> Reading {
    let index = TokenIndex::build(&article, "en");
    let mut resolution = Resolution::new(&index);
    let mut entries = Vec::new();
    for ((form, status), number) in terms.iter().zip(0u32..) {
        let kind = if form.contains([' ', '-']) {
            TermKind::Phrase
        } else {
            TermKind::Word
        };
        resolution.add(&index, kind, number, [*form]);
        let term = Term {
            term_id: TermId(i64::from(number) + 1),
            language: "en".to_owned(),
            kind,
            headword: (*form).to_owned(),
            status: Some(*status),
            gloss: String::new(),
            contexts: 1,
            saved_at: 0,
            sense: String::new(),
            forms: vec![(*form).to_owned()],
            notes: Vec::new(),
        };
        entries.push(term);
    }
    resolution.find_sequences(&article, &index, "en");
    let parsed = Parsed {
        classes: Vec::new(),
        furthest: None,
        article_id: ArticleId(1),
        title: article.title.clone(),
        language: "en".to_owned(),
        origin: String::new(),
        article,
        source_bolds: Vec::new(),
        emphasis: Vec::new(),
        edits: Vec::new(),
        notes: Vec::new(),
        index,
        position: Place::default(),
        cut: None,
        level: None,
        go_to: None,
        generation: 0,
    };
    let opened = Opened::new(parsed, resolution, entries);
    // The tests say themselves where the page should go.
    let mut reading = Reading::new(opened, 0);
    reading.go_to = None;
    reading
}

/// A paragraph with spans written as `**bold**`, `*italic*`, `~strike~`, `` `code` ``, `^1^`, `=mark=` and `[link]`,
/// all links leading to the first.
pub(super) fn rich(source: &str) -> Block {
    let marks = [
        ("**", Style::BOLD),
        ("*", Style::ITALIC),
        ("~", Style::STRIKE),
        ("`", Style::CODE),
        ("^", Style::FOOTNOTE),
        ("=", Style::MARK),
    ];
    let (mut text, mut spans, mut rest) = (String::new(), Vec::<Span>::new(), source);
    let (mut open, mut link) = (Style::default(), None);
    while !rest.is_empty() {
        let start = u32::try_from(text.len()).unwrap();
        if let Some((mark, style)) = marks.iter().find(|(mark, _)| rest.starts_with(mark)) {
            open = Style(open.0 ^ style.0);
            rest = &rest[mark.len()..];
            continue;
        }
        let char = rest.chars().next().unwrap();
        rest = &rest[char.len_utf8()..];
        match char {
            '[' => link = Some(0),
            ']' => link = None,
            char => {
                text.push(char);
                let range = ByteRange::new(start, u32::try_from(text.len()).unwrap());
                match spans.last_mut() {
                    Some(last) if last.range.end == start && last.style == open && last.link == link => {
                        last.range.end = range.end;
                    }
                    _ if open != Style::default() || link.is_some() => spans.push(Span {
                        range,
                        style: open,
                        link,
                    }),
                    _ => {}
                }
            }
        }
    }
    Block {
        spans: spans.into(),
        ..paragraph(&text)
    }
}
