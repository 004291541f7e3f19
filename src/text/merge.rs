//! Two hands on one text: an article was bolded further in an editor, and here.
//!
//! Where the texts of both are what they were, each bold span is a member of a set, and the sets merge three ways: what
//! one side added is added, what one side dropped is dropped. Two spans cannot overlap in one text, so that what both
//! sides did to the same words may clash; the longer span wins then, whichever side it comes from, and the clash is
//! listed.

use super::{Article, Block, BoldChange, ByteRange};

/// How two articles differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    /// In nothing that is shown as text or as bold. (Their bytes may differ: an address, `__` for `**`.)
    Same,
    /// In their bold alone.
    BoldsOnly,
    /// In their text.
    Text,
}

/// Tells how two articles differ.
#[must_use]
pub fn difference(one: &Article, other: &Article) -> Difference {
    let same_text = |(one, other): (&Block, &Block)| one.text == other.text && same_kind(one, other);
    let mut pairs = one.blocks.iter().zip(&other.blocks);
    if one.blocks.len() != other.blocks.len() || !pairs.clone().all(same_text) {
        return Difference::Text;
    }
    if pairs.all(|(one, other)| ranges(one) == ranges(other)) {
        Difference::Same
    } else {
        Difference::BoldsOnly
    }
}

/// A heading may have become a paragraph; a table's cells lie elsewhere, a picture's address is another picture.
fn same_kind(one: &Block, other: &Block) -> bool {
    one.kind == other.kind
}

/// One of the two that are merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The file, as the editor left it.
    File,
    /// The library's article, as it was bolded here.
    Library,
}

/// What to do on each side so that both have the same bold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BoldMerge {
    /// For the file: see [`super::write_back`].
    pub to_file: Vec<BoldChange>,
    /// For the library: see [`super::set_bold`].
    pub to_library: Vec<BoldChange>,
    /// Where both did something to the same words.
    pub clashes: Vec<Clash>,
}

/// Both sides did something to the same words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clash {
    /// Number of the block.
    pub block: u32,
    /// What.
    pub kind: ClashKind,
    /// The bold span that is kept.
    pub kept: ByteRange,
    /// The side that put it there.
    pub from: Side,
    /// The other side's span, or the span that the other side dropped.
    pub lost: ByteRange,
}

/// How two sides clash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClashKind {
    /// Both added bold, over ranges that overlap.
    BothAdded,
    /// One added bold where the other dropped some.
    AddedOverDropped,
}

/// Merges the bold of a file and of the library, both made from `base`; nothing if their texts differ.
#[must_use]
pub fn merge(base: &Article, file: &Article, library: &Article) -> Option<BoldMerge> {
    if difference(base, file) == Difference::Text || difference(base, library) == Difference::Text {
        return None;
    }
    let mut merge = BoldMerge::default();
    let blocks = base.blocks.iter().zip(&file.blocks).zip(&library.blocks);
    for (((base, file), library), number) in blocks.zip(0u32..) {
        let (base, file, library) = (ranges(base), ranges(file), ranges(library));
        if file != library {
            let result = merge_block(number, &base, &file, &library, &mut merge.clashes);
            changes(number, &file, &result, &mut merge.to_file);
            changes(number, &library, &result, &mut merge.to_library);
        }
    }
    Some(merge)
}

fn ranges(block: &Block) -> Vec<ByteRange> {
    block.bolds.iter().map(|bold| bold.range).collect()
}

/// The merged bold of one block, in order. All lists are in order and without overlaps.
fn merge_block(
    block: u32,
    base: &[ByteRange],
    file: &[ByteRange],
    library: &[ByteRange],
    clashes: &mut Vec<Clash>,
) -> Vec<ByteRange> {
    let has = |list: &[ByteRange], range: &ByteRange| list.binary_search(range).is_ok();
    let mut result: Vec<ByteRange> = base
        .iter()
        .copied()
        .filter(|range| has(file, range) && has(library, range))
        .collect();
    let added = |list: &[ByteRange], side: Side| -> Vec<(ByteRange, Side)> {
        let new = list.iter().filter(|range| !has(base, range));
        new.map(|range| (*range, side)).collect()
    };
    let mut candidates = added(file, Side::File);
    candidates.extend(
        added(library, Side::Library)
            .into_iter()
            .filter(|(range, _)| !has(file, range)),
    );
    // The longest first; of two as long as each other the first, on whichever side it is.
    candidates.sort_by_key(|(range, _)| (std::cmp::Reverse(range.len()), range.start));
    let mut chosen: Vec<(ByteRange, Side)> = Vec::with_capacity(candidates.len());
    for (range, side) in candidates {
        let at = chosen.partition_point(|(other, _)| other.end <= range.start);
        match chosen.get(at).filter(|(other, _)| other.overlaps(range)) {
            Some(&(kept, from)) => clashes.push(Clash {
                block,
                kind: ClashKind::BothAdded,
                kept,
                from,
                lost: range,
            }),
            None => chosen.insert(at, (range, side)),
        }
    }
    for &(kept, from) in &chosen {
        let other = if from == Side::File { library } else { file };
        // What both added is no clash: they agree.
        if has(other, &kept) {
            continue;
        }
        let first = base.partition_point(|range| range.end <= kept.start);
        let under = base[first..].iter().take_while(|range| range.start < kept.end);
        let dropped = under.filter(|range| !has(other, range) && !other.iter().any(|other| other.overlaps(**range)));
        clashes.extend(dropped.map(|&lost| Clash {
            block,
            kind: ClashKind::AddedOverDropped,
            kept,
            from,
            lost,
        }));
    }
    result.extend(chosen.into_iter().map(|(range, _)| range));
    result.sort_unstable();
    result
}

/// What turns one list of bold into another: what goes first, then what comes.
fn changes(block: u32, now: &[ByteRange], then: &[ByteRange], changes: &mut Vec<BoldChange>) {
    let only = |these: &[ByteRange], those: &[ByteRange], bold: bool| -> Vec<BoldChange> {
        let only = these.iter().filter(|range| those.binary_search(range).is_err());
        only.map(|&range| BoldChange { block, range, bold }).collect()
    };
    changes.extend(only(now, then, false));
    changes.extend(only(then, now, true));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::{bold_after, parse, write_back};

    /// The merged text, after the changes for the file, and the clashes as `kept/lost`.
    fn merged(base: &str, file: &str, library: &str) -> (String, Vec<String>) {
        let article = parse(file);
        let merge = merge(&parse(base), &article, &parse(library)).expect("the same text");
        let to_file = write_back(file, &merge.to_file);
        let to_library = write_back(library, &merge.to_library);
        assert!(to_file.refused.is_empty() && to_library.refused.is_empty());
        assert_eq!(to_file.text, to_library.text);
        let show = |clash: &Clash| {
            let block = article.block(clash.block).unwrap();
            format!(
                "{}/{} {:?} {:?}",
                block.slice(clash.kept),
                block.slice(clash.lost),
                clash.kind,
                clash.from
            )
        };
        (to_file.text, merge.clashes.iter().map(show).collect())
    }

    #[test]
    fn additions_and_drops_of_both_sides() {
        for (base, file, library, expected) in [
            ("a b c", "a b c", "a b c", "a b c"),
            ("a b c", "**a** b c", "a b **c**", "**a** b **c**"),
            ("**a** b c", "a b c", "**a** **b** c", "a **b** c"),
            ("**a** b c", "a b c", "a b c", "a b c"),
            ("a b c", "a **b** c", "a **b** c", "a **b** c"),
            ("**a b** c", "**a** b c", "**a b** c", "**a** b c"),
            ("**a b** c", "**a** b c", "a **b** c", "**a** **b** c"),
            ("a\n\nb", "**a**\n\nb", "a\n\n**b**", "**a**\n\n**b**"),
        ] {
            assert_eq!(
                merged(base, file, library),
                (expected.to_owned(), vec![]),
                "{file} and {library}"
            );
        }
    }

    #[test]
    fn clashes_are_listed_and_the_longer_wins() {
        for (base, file, library, expected, clash) in [
            (
                "put it off",
                "**put it** off",
                "put **it** off",
                "**put it** off",
                "put it/it BothAdded File",
            ),
            (
                "put it off",
                "**put** it off",
                "**put it off**",
                "**put it off**",
                "put it off/put BothAdded Library",
            ),
            (
                "**put it** off",
                "put it off",
                "**put** it off",
                "**put** it off",
                "put/put it AddedOverDropped Library",
            ),
        ] {
            assert_eq!(
                merged(base, file, library),
                (expected.to_owned(), vec![clash.to_owned()]),
                "{file}"
            );
        }
    }

    #[test]
    fn other_differences_are_texts() {
        let of = |one: &str, other: &str| difference(&parse(one), &parse(other));
        assert_eq!(of("a **b**", "a __b__"), Difference::Same);
        assert_eq!(of("a **b**", "**a** b"), Difference::BoldsOnly);
        assert_eq!(of("a **b**", "a **b** c"), Difference::Text);
        assert_eq!(of("a **b**", "# a **b**"), Difference::Text);
        assert_eq!(of("a", "a\n\nb"), Difference::Text);
        assert_eq!(merge(&parse("a"), &parse("a"), &parse("b")), None);
    }

    fn text(bold: [bool; 6], joined: [bool; 6]) -> String {
        let mut text = String::new();
        let mut open = false;
        for at in 0..6 {
            let goes_on = open && joined[at] && bold[at];
            if open && !goes_on {
                text.push_str("**");
            }
            text.push_str(if at > 0 { " " } else { "" });
            if bold[at] && !goes_on {
                text.push_str("**");
            }
            open = bold[at];
            text.push_str("word");
        }
        text + if open { "**" } else { "" }
    }

    fn side() -> impl Strategy<Value = Article> {
        (any::<[bool; 6]>(), any::<[bool; 6]>()).prop_map(|(bold, joined)| parse(&text(bold, joined)))
    }

    fn after(article: &Article, changes: &[BoldChange]) -> Vec<ByteRange> {
        bold_after(
            &article.blocks[0],
            changes.iter().map(|change| (change.range, change.bold)),
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn it_is_symmetric_and_both_sides_come_to_the_same(base in side(), file in side(), library in side()) {
            let one = merge(&base, &file, &library).unwrap();
            let other = merge(&base, &library, &file).unwrap();
            prop_assert_eq!(&one.to_file, &other.to_library);
            prop_assert_eq!(&one.to_library, &other.to_file);
            let pairs = |clashes: &[Clash]| {
                let mut pairs: Vec<_> = clashes.iter().map(|clash| (clash.kept, clash.lost)).collect();
                pairs.sort_unstable();
                pairs
            };
            prop_assert_eq!(pairs(&one.clashes), pairs(&other.clashes));
            let result = after(&file, &one.to_file);
            prop_assert_eq!(&result, &after(&library, &one.to_library));
            prop_assert!(result.windows(2).all(|pair| pair[0].end <= pair[1].start));
        }

        #[test]
        fn with_an_unchanged_side_it_is_the_other(base in side(), file in side()) {
            let merge = merge(&base, &file, &base).unwrap();
            prop_assert!(merge.to_file.is_empty() && merge.clashes.is_empty());
            prop_assert_eq!(after(&base, &merge.to_library), ranges(&file.blocks[0]));
        }

        #[test]
        fn bold_on_one_side_alone_is_never_lost_without_a_word(base in side(), file in side(), library in side()) {
            let merge = merge(&base, &file, &library).unwrap();
            let result = after(&file, &merge.to_file);
            let base = ranges(&base.blocks[0]);
            for range in ranges(&file.blocks[0]).iter().chain(&ranges(&library.blocks[0])) {
                let clash = merge.clashes.iter().any(|clash| clash.lost == *range);
                prop_assert!(base.contains(range) || result.contains(range) || clash);
            }
        }
    }
}
