use super::*;
use crate::text::lemmas::PartOfSpeech;

fn said(markup: Markup, body: &str) -> Entry {
    entry("stall".to_owned(), None, markup, body)
}

fn meanings(entry: &Entry) -> Vec<(u8, String)> {
    entry.senses.iter().map(|sense| (sense.depth, sense.words())).collect()
}

#[test]
fn html_gives_styles_lists_and_lines_and_nothing_else() {
    let entry = said(
        Markup::Html,
        "<div>a <b>booth</b> &amp; <i>bench</i></div><script>alert(1)</script><ol><li>one<ul><li>deep</ol>\
         <img src=x onerror=y><p>a < b &#x41;&unknown; &copy</p><style>p{}</style>",
    );
    let lines = meanings(&entry);
    let texts = lines.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>();
    assert_eq!(texts, ["a booth & bench", "one", "deep", "a < b A&unknown; &copy"]);
    assert!(entry.senses[0].text.iter().any(|run| run.bold && run.text == "booth"));
    assert!(entry.senses[0].text.iter().any(|run| run.italic && run.text == "bench"));
}

#[test]
fn plain_lines_give_sound_part_of_speech_numbers_and_examples() {
    let entry = said(
        Markup::Plain,
        "stall /stɔːl/ <n>\n1. a booth\n   \"a stall of cheese\"\n2. a box for a horse\n<v>\nto stop",
    );
    assert_eq!(entry.pronunciation.as_deref(), Some("stɔːl"));
    let texts = entry
        .senses
        .iter()
        .map(|sense| (sense.part, sense.words()))
        .collect::<Vec<_>>();
    assert_eq!(
        texts,
        [
            (Some(PartOfSpeech::Noun), "a booth".to_owned()),
            (Some(PartOfSpeech::Noun), "a box for a horse".to_owned()),
            (Some(PartOfSpeech::Verb), "to stop".to_owned()),
        ]
    );
    assert_eq!(entry.senses[0].examples, ["a stall of cheese"]);
}

#[test]
fn xdxf_tells_sound_and_examples_apart() {
    let entry = said(
        Markup::Xdxf,
        "<k>stall</k>\n<tr>stɔːl</tr><def><gr>n</gr> booth<ex>a stall of nuts</ex></def>",
    );
    assert_eq!(entry.pronunciation.as_deref(), Some("stɔːl"));
    assert_eq!(entry.senses.last().unwrap().examples, ["a stall of nuts"]);
}

#[test]
fn no_body_is_a_panic_or_endless() {
    let deep = "<ol><li>".repeat(50_000);
    for body in [
        "<",
        "<<<",
        "</",
        "<!--",
        "<!-- a",
        "&",
        "&#",
        "&#x110000;",
        "<b",
        "1.",
        "1. ",
        "\"",
        "//",
        "[",
        deep.as_str(),
    ] {
        for markup in [Markup::Plain, Markup::Html, Markup::Xdxf] {
            let entry = said(markup, body);
            assert!(entry.senses.len() <= LINES_AT_MOST);
        }
    }
}

proptest::proptest! {
    #[test]
    fn any_body_is_read(body in ".{0,200}", number in 0_u8..4) {
        let _ = said(Markup::from_number(number), &body);
    }

    #[test]
    fn any_tags_are_read(body in "(<[a-z/ =!-]{0,6}>|[a-z&;#<> \n1.]{0,6}){0,40}") {
        let _ = said(Markup::Html, &body);
        let _ = said(Markup::Xdxf, &body);
    }
}
