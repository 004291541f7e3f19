use super::*;
use crate::store::Origin;
use crate::study::ArticleId;

/// An article whose words `added` were bolded here and `dropped` unbolded.
fn stored(source: &[u8], added: &[&str], dropped: &[&str]) -> StoredArticle {
    let article = parse(&decode(source).unwrap().text);
    let place = |words: &str| {
        let blocks = article.blocks.iter().zip(0u32..);
        let found =
            blocks.filter_map(|(block, number)| Some((number, u32::try_from(block.text.find(words)?).unwrap())));
        let (block, start) = found.into_iter().next().expect("the words are in the text");
        let range = ByteRange::new(start, start + u32::try_from(words.len()).unwrap());
        Anchor::of(&article, block, range)
    };
    let edits = added.iter().map(|words| (words, BoldAction::Add));
    let edits = edits.chain(dropped.iter().map(|words| (words, BoldAction::Drop)));
    StoredArticle {
        article_id: ArticleId(1),
        title: String::new(),
        language: "en".to_owned(),
        origin: Origin::Clipboard,
        sample: false,
        bytes: source.to_vec(),
        in_file: None,
        position: None,
        furthest: None,
        bookmark: None,
        gloss_edits: Vec::new(),
        bold_edits: (1..)
            .zip(edits)
            .map(|(number, (words, action))| BoldEdit {
                bold_edit_id: BoldEditId(number),
                anchor: place(words),
                action,
            })
            .collect(),
    }
}

fn utf_16(text: &str) -> Vec<u8> {
    "\u{feff}"
        .encode_utf16()
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect()
}

#[test]
fn every_encoding_comes_back_as_it_was_but_for_the_asterisks() {
    let text = "# Caf\u{e9}\r\n\r\nA **calm** sea,\ta brisk caf\u{e9}.\r\n";
    let wanted = "# Caf\u{e9}\r\n\r\nA calm sea,\ta **brisk** caf\u{e9}.\r\n";
    let windows = |text: &str| -> Vec<u8> {
        text.chars()
            .map(|char| u8::try_from(u32::from(char)).unwrap())
            .collect()
    };
    let marked = |text: &str| [b"\xef\xbb\xbf", text.as_bytes()].concat();
    for (source, wanted) in [
        (text.as_bytes().to_vec(), wanted.as_bytes().to_vec()),
        (marked(text), marked(wanted)),
        (utf_16(text), utf_16(wanted)),
        (windows(text), windows(wanted)),
    ] {
        let result = written(&stored(&source, &["brisk"], &["calm"])).unwrap();
        assert_eq!(result.bytes, wanted);
        assert_eq!((result.applied.len(), result.refused.len()), (2, 0));
        let unchanged = written(&stored(&source, &[], &[])).unwrap();
        assert_eq!(unchanged.bytes, source);
    }
}

#[test]
fn what_cannot_be_written_is_told_with_its_place_and_the_rest_is_written() {
    let mut article = stored(
        b"Run `cargo test` now.\n\nA calm sea.\n",
        &["cargo", "calm", "now"],
        &[],
    );
    // One whose words have gone.
    article.bold_edits[2].anchor.quote = "never".to_owned();
    let result = written(&article).unwrap();
    assert_eq!(result.bytes, b"Run `cargo test` now.\n\nA **calm** sea.\n");
    let refused: Vec<_> = result
        .refused
        .iter()
        .map(|refused| (refused.words.as_str(), refused.block, refused.reason))
        .collect();
    assert_eq!(
        refused,
        [("cargo", 0, Refusal::Code)],
        "what has no place was told before"
    );
    assert_eq!(result.applied, [article.bold_edits[1].clone()]);
}

#[test]
fn broken_bytes_are_not_written_anew() {
    let mut source = "“Über” allem — das Große, Schöne, Öde, Ähnliche, Übrige, “Ö”"
        .as_bytes()
        .to_vec();
    source.pop();
    assert_eq!(written(&stored(&source, &["allem"], &[])), Err(EncodeError::Broken));
    assert_eq!(written(&stored(&source, &[], &[])).unwrap().bytes, source);
}

fn merge_of(stored: &StoredArticle, file: &str) -> Merge {
    match compare(stored, &parse(file)) {
        Comparison::Bolds(merge) => *merge,
        Comparison::Text => panic!("another text"),
    }
}

#[test]
fn what_was_done_here_stays_on_top_and_what_both_did_is_done() {
    let article = stored(b"A **calm** sea, a brisk wind.\n", &["brisk", "wind"], &["calm"]);
    let merge = merge_of(&article, "A **calm** **sea**, a **brisk** wind.\n");
    assert_eq!((merge.came, merge.went, merge.behind()), (1, 0, 2));
    assert_eq!(
        merge.gone,
        [article.bold_edits[0].bold_edit_id],
        "the file has brisk itself"
    );
    assert!(merge.new.is_empty() && merge.clashes.is_empty());
    let merge = merge_of(&article, "A calm sea, a brisk wind.\n");
    assert_eq!(merge.gone, [article.bold_edits[2].bold_edit_id], "both dropped calm");
    assert_eq!((merge.came, merge.went, merge.behind()), (0, 0, 2));
}

#[test]
fn a_clash_is_told_and_the_longer_bold_is_kept() {
    let article = stored(b"They put off the game.\n", &["off"], &[]);
    let merge = merge_of(&article, "They **put off** the game.\n");
    assert_eq!((merge.came, merge.gone.len()), (1, 1));
    let clash = &merge.clashes[0];
    assert_eq!((&*clash.kept, &*clash.lost, clash.from), ("put off", "off", Side::File));
    let article = stored(b"They put off the game.\n", &["put off the game"], &[]);
    let merge = merge_of(&article, "They **put off** the game.\n");
    assert_eq!(merge.clashes[0].from, Side::Library);
    assert_eq!((merge.new.len(), merge.behind()), (1, 2), "the file's goes, ours comes");
    assert_eq!(merge.new[0].action, BoldAction::Drop);
}

#[test]
fn another_text_is_not_merged() {
    let article = stored(b"A calm sea.\n", &["calm"], &[]);
    assert_eq!(compare(&article, &parse("A calm **lake**.\n")), Comparison::Text);
    assert_eq!(
        merge_of(&article, "A calm sea.").behind(),
        1,
        "only a line end is missing"
    );
}

#[test]
fn in_another_text_what_both_did_is_merged_as_in_one_text() {
    let carried = |article: &StoredArticle, file: &str| carried_over(article, &parse(file));
    let article = stored(b"A **carpenter** explained the plan.\n", &[], &["carpenter"]);
    let merge = carried(&article, "A **carpenter explained** the scheme.\n");
    let clash = &merge.clashes[0];
    assert_eq!(
        (&*clash.kept, &*clash.lost, clash.from),
        ("carpenter explained", "carpenter", Side::File)
    );
    assert_eq!(merge.gone, [article.bold_edits[0].bold_edit_id]);
    assert!(merge.new.is_empty() && merge.behind() == 0);
    // Where they did not touch the same words both are kept.
    let merge = carried(&article, "A **carpenter** explained the **scheme**.\n");
    assert_eq!((merge.behind(), merge.dropped.len(), merge.gone.len()), (1, 1, 0));
    assert!(merge.clashes.is_empty());
    let article = stored(b"Jet-**propelled** and **half**way.\n", &["and"], &["halfway"]);
    let merge = carried(&article, "New. Jet-**propelled** **and** **half**way.\n");
    assert_eq!(
        merge.gone,
        [article.bold_edits[0].bold_edit_id],
        "the file has it itself"
    );
    assert_eq!(merge.dropped.len(), 1, "what was dropped stays dropped");
}

#[test]
fn emphasis_that_was_taken_in_is_no_difference_of_bytes_and_stays_taken_in() {
    let source = b"**Note:** a calm sea.\n\n**All of it**\n\nA wind.\n";
    let article = stored(source, &["Note", "All of it", "wind"], &[]);
    let result = written(&article).unwrap();
    assert_eq!(
        String::from_utf8(result.bytes).unwrap(),
        "**Note:** a calm sea.\n\n**All of it**\n\nA **wind**.\n"
    );
    assert_eq!(result.applied, [article.bold_edits[2].clone()]);
    let merge = merge_of(&article, "**Note:** a **calm** sea.\n\n**All of it**\n\nA wind.\n");
    assert!(merge.gone.is_empty() && merge.new.is_empty());
    assert_eq!((merge.behind(), merge.added.len()), (1, 3));
    let merge = merge_of(&article, "**Note:** a calm sea.\n\nAll of it\n\nA **wind**.\n");
    assert_eq!(
        merge.gone,
        [article.bold_edits[1].bold_edit_id, article.bold_edits[2].bold_edit_id]
    );
}

#[test]
fn a_bold_whose_words_have_gone_is_counted_once() {
    let mut article = stored(b"A calm sea, a **brisk** wind, **all**.\n", &["calm"], &[]);
    let lost = |article: &StoredArticle, file: &str| carried_over(article, &parse(file)).lost;
    assert_eq!(lost(&article, "New. A calm sea, a brisk wind, **all**.\n"), 0);
    assert_eq!(lost(&article, "A sea, a wind, **all**.\n"), 2);
    article.bold_edits[0].anchor.quote = "never".to_owned();
    assert_eq!(
        lost(&article, "A sea, a **brisk** wind, **all**.\n"),
        0,
        "it was lost before"
    );
}
