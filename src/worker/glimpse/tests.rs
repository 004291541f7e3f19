//! What is seen first of a book is what stands there in the whole.

use super::*;

/// A book in which no two paragraphs are the same.
fn book() -> String {
    let mut source = String::from("# The book\n\nSee [the map][map] and a note.[^1]\n\n");
    for number in 0..6_000 {
        let text = match number % 9 {
            0 => "## Chapter NUMBER\n\n",
            3 => "- An item of list NUMBER\n- and **another** of NUMBER\n\n",
            5 => "> Somebody said\n> in the year NUMBER that it rains.\n\n",
            7 => "| year | rain |\n|---|---|\n| NUMBER | much |\n\n",
            _ => "The *storm* of the NUMBERth day\nhad **battered** the [coast][map] for hours, ",
        };
        source.push_str(&text.replace("NUMBER", &number.to_string()));
        if !matches!(number % 9, 0 | 3 | 5 | 7) {
            source.push_str("and nobody knew how long it would last.\n\n");
        }
    }
    source.push_str("[map]: https://example.org/map\n[^1]: A note at the end.\n");
    source
}

fn anchor(article: &Article, block: u32) -> Anchor {
    let range = article.block(block).unwrap().tokens.get(1).unwrap().range;
    Anchor::of(article, block, range)
}

#[test]
fn a_glimpse_is_a_part_of_the_whole() {
    let source = book();
    let whole = parse(&source);
    let same = |glimpse: &Glimpse, from: u32| {
        let mut count = 0;
        for number in from..from + 200 {
            let Some(block) = glimpse.article.block(number) else {
                break;
            };
            let expected = whole.block(number).unwrap();
            assert_eq!(block.text, expected.text);
            assert_eq!(
                std::mem::discriminant(&block.kind),
                std::mem::discriminant(&expected.kind)
            );
            assert_eq!(
                (block.spans.len(), block.frame.len()),
                (expected.spans.len(), expected.frame.len())
            );
            count += 1;
        }
        assert!(count > 100, "{count} blocks from {from}");
    };
    same(&of_beginning(&source).unwrap(), 0);
    let mut seen = 0;
    for number in (0..u32::try_from(whole.blocks.len()).unwrap() - 400).step_by(97) {
        let block = whole.block(number).unwrap();
        if block.tokens.len() < 2 {
            continue;
        }
        let anchor = anchor(&whole, number);
        let glimpse = around(&source, &anchor, None).unwrap_or_else(|| panic!("no glimpse of {}", block.text));
        assert_eq!(glimpse.place, anchor.start);
        same(&glimpse, number);
        seen += 1;
    }
    assert!(seen > 30);
}

/// The anchor and the byte that are kept of a place.
fn left(whole: &Article, block: u32) -> (Anchor, Option<usize>) {
    let text = &whole.block(block).unwrap();
    let token = text.tokens.get(1).map(|token| token.range).unwrap_or_default();
    let byte = text.source.start as usize;
    (Anchor::of(whole, block, token), Some(byte))
}

#[test]
fn where_a_text_says_the_same_everywhere_the_kept_byte_tells_the_place() {
    let mut source = String::from("# The book\n\n");
    for _ in 0..4_000 {
        source.push_str("The **storm** of the day had battered the coast, and nobody knew. It went on.\n\n");
        source.push_str("- The storm went on.\n- The storm went on.\n\n");
    }
    let whole = parse(&source);
    let last = u32::try_from(whole.blocks.len()).unwrap() - 100;
    for number in (2_000..last).step_by(1_117) {
        let (anchor, told) = left(&whole, number);
        assert!(around(&source, &anchor, None).is_none(), "it cannot be told");
        let glimpse = around(&source, &anchor, told).unwrap_or_else(|| panic!("no glimpse of {number}"));
        assert_eq!(glimpse.place, anchor.start);
        let same = |number| glimpse.article.block(number).unwrap().text == whole.block(number).unwrap().text;
        assert!((number..number + 100).all(same));
        // Nothing of a place but the place: behind the last word of a block.
        let end = u32::try_from(whole.block(number).unwrap().text.len()).unwrap();
        let anchor = Anchor::of(&whole, number, ByteRange::new(end, end));
        let glimpse = around(&source, &anchor, told).unwrap();
        assert_eq!(glimpse.place, anchor.start);
    }
}

#[test]
fn every_place_of_a_book_is_found_by_its_byte_also_after_the_file_was_written() {
    let source = book();
    let whole = parse(&source);
    // What was bolded here was written before the place.
    let longer = source.replacen("The *storm*", "The ***storm***", 40);
    for number in (2_000..u32::try_from(whole.blocks.len()).unwrap() - 400).step_by(211) {
        let (anchor, told) = left(&whole, number);
        let glimpse = around(&source, &anchor, told).unwrap_or_else(|| panic!("no glimpse of {number}"));
        assert_eq!(glimpse.place, anchor.start);
        if anchor.quote.len() > 2 {
            let glimpse = around(&longer, &anchor, told).unwrap_or_else(|| panic!("no glimpse of {number}"));
            assert_eq!(glimpse.place, anchor.start);
        }
        // A byte that leads elsewhere does no harm.
        for byte in [0, source.len() - 3, usize::MAX] {
            if let Some(glimpse) = around(&source, &anchor, Some(byte)) {
                assert_eq!(glimpse.place, anchor.start);
            }
        }
    }
}

#[test]
fn notes_in_the_part_are_shown_and_no_other_one_is_placed() {
    let source = book();
    let whole = parse(&source);
    let note = |id: i64, anchor: Option<Anchor>| NoteRecord {
        anchor,
        ..NoteRecord::sample(id, "")
    };
    let (here, far) = (anchor(&whole, 3_001), anchor(&whole, 9));
    let elsewhere = Anchor {
        quote: "words of another text".to_owned(),
        ..here.clone()
    };
    let glimpse = around(&source, &here, None).unwrap();
    let notes = [
        note(1, Some(here.clone())),
        note(2, Some(far)),
        note(3, Some(elsewhere)),
    ];
    let shown = notes_of_part(&notes, &glimpse.article);
    let shown: Vec<_> = shown
        .iter()
        .map(|placed| (placed.note.note_id.0, placed.place))
        .collect();
    assert_eq!(shown, [(1, Some(here.passage()))]);
}

#[test]
fn what_is_short_or_cannot_be_found_has_no_glimpse() {
    let source = book();
    let whole = parse(&source);
    let mut anchor = anchor(&whole, 3_001);
    assert!(around(&source[..LONG - 1000], &anchor, None).is_none());
    assert!(of_beginning(&source[..LONG - 1000]).is_none());
    anchor.before = "what nobody ever wrote in it ".to_owned();
    anchor.quote = "really".to_owned();
    anchor.after = " and never will".to_owned();
    assert!(around(&source, &anchor, None).is_none());
    let one = "word ".repeat(100_000);
    assert!(of_beginning(&one).is_some_and(|glimpse| glimpse.article.blocks.len() == 1));
}

#[test]
fn a_place_in_a_word_of_a_million_letters_is_not_sought_long() {
    let letters = [
        "a".repeat(1_000_000),
        "abcdefghij".repeat(100_000),
        "ab ".repeat(330_000),
    ];
    let started = std::time::Instant::now();
    for text in letters {
        let source = format!("# As\n\n{text}");
        let whole = parse(&source);
        let bytes = u32::try_from(whole.blocks[1].text.len()).unwrap();
        // As old libraries have them, too: with the whole word.
        for (start, end) in [
            (bytes - 40, bytes - 40),
            (bytes / 2, bytes / 2 + 30),
            (0, 30),
            (0, bytes),
        ] {
            let anchor = Anchor::of(&whole, 1, ByteRange::new(start, end));
            let _ = around(&source, &anchor, None);
            let unmoved = locate(&anchor, &whole).map(|(_, range)| range.start);
            assert_eq!(unmoved, (start < end).then_some(start));
            let changed = parse(&source.replace("# As", "# Bs"));
            let locator = Locator::new(&changed);
            assert!(
                locator
                    .locate_passage(&anchor)
                    .is_none_or(|found| found.start.block == 1)
            );
        }
    }
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}

#[test]
fn odd_sources_are_no_trouble() {
    for source in [
        "é".repeat(LONG),
        "\n".repeat(LONG),
        "[a]: ".repeat(LONG),
        "> ".repeat(LONG),
        "🇺🇦".repeat(LONG),
    ] {
        if let Some(glimpse) = of_beginning(&source) {
            assert!(glimpse.article.blocks.len() <= source.len());
        }
        let whole = parse("One two three.\n\nFour five six.\n");
        let _ = around(&source, &anchor(&whole, 1), None);
    }
}
