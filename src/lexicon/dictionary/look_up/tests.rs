use super::super::DictionaryError;
use super::*;

/// Words and meanings, by key.
struct Book(&'static str, Vec<(&'static str, Vec<Sense>)>);

impl Dictionary for Book {
    fn name(&self) -> &str {
        self.0
    }

    fn entries(&self, key: &str) -> Result<Vec<Entry>, DictionaryError> {
        if key == "broken" {
            return Err(DictionaryError::Cancelled);
        }
        let found = self.1.iter().filter(|(headword, _)| *headword == key);
        let entry = |(headword, senses): &(&str, Vec<Sense>)| Entry {
            headword: (*headword).to_owned(),
            pronunciation: None,
            senses: senses.clone(),
        };
        Ok(found.map(entry).collect())
    }
}

fn sense(part: PartOfSpeech, text: &str, tagged: u32) -> Sense {
    Sense {
        part: Some(part),
        tagged,
        ..Sense::plain(text)
    }
}

fn books() -> Vec<Box<dyn Dictionary>> {
    let stall = vec![
        sense(PartOfSpeech::Noun, "booth", 10),
        sense(PartOfSpeech::Noun, "box", 5),
        sense(PartOfSpeech::Verb, "stop", 2),
    ];
    let plain = |word| (word, vec![Sense::plain(word)]);
    vec![
        Box::new(Book(
            "one",
            vec![
                ("stall", stall),
                plain("colour"),
                plain("saw"),
                plain("see"),
                plain("cafe"),
            ],
        )),
        Box::new(Book("two", vec![plain("stalls"), plain("put off")])),
    ]
}

/// The order of looking up, as a table: headword, form, other candidates, and under which key each dictionary answers.
#[test]
fn the_order_of_keys() {
    for (headword, form, candidates, keys) in [
        ("stall", "stalls", &[][..], &["stall", "stalls"][..]),
        ("saw", "saw", &["see"], &["saw"]),
        ("see", "saw", &["saw"], &["see"]),
        // The headword, what else it may be a form of, the form itself, the other spelling: the first that is there.
        ("zzz", "stalls", &["yyy", "stall"], &["stall", "stalls"]),
        ("zzz", "stalls", &["saw"], &["saw", "stalls"]),
        ("zzz", "stalls", &[], &["stalls"]),
        ("color", "saw", &[], &["saw"]),
        ("color", "colors", &[], &["colour"]),
        ("put off", "putting off", &[], &["put off"]),
        ("Café", "Cafés", &[], &["cafe"]),
        ("zzz", "broken", &[], &[]),
        ("", "", &[], &[]),
    ] {
        let sought = Sought {
            headword: headword.to_owned(),
            form: form.to_owned(),
            candidates: candidates
                .iter()
                .map(|&candidate: &&str| candidate.to_owned())
                .collect(),
            part: None,
        };
        let answers = look_up(books().iter().map(|book| &**book), &sought);
        assert_eq!(
            answers.iter().map(|answer| answer.key.as_str()).collect::<Vec<_>>(),
            keys,
            "{headword} {form}"
        );
    }
}

/// The last step, as a table: a phrase or a compound that nobody has as a whole, its language, and what is offered of it.
#[test]
fn the_parts_of_what_nobody_has() {
    let books = books();
    let books: Vec<&dyn Dictionary> = books.iter().map(|book| &**book).collect();
    for (headword, language, offered) in [
        ("stall colours", "en", &["stall", "colour"][..]),
        ("stalls", "en", &[]),
        ("Café-stall", "en-GB", &["café", "stall"]),
        ("stalled zzz", "en", &["stall"]),
        ("stalls stall", "en", &["stall"]),
        // Of other languages no forms are known.
        ("stalls saws", "de", &["stalls"]),
        ("zzz yyy", "en", &[]),
        ("-", "en", &[]),
        ("broken stall", "en", &["stall"]),
    ] {
        assert_eq!(parts(&books, headword, language), offered, "{headword}");
    }
}

#[test]
fn meanings_of_the_part_of_speech_in_the_sentence_come_first() {
    let texts = |part| {
        let sought = Sought {
            headword: "stall".to_owned(),
            part,
            ..Sought::default()
        };
        let answers = look_up(books().iter().map(|book| &**book), &sought);
        answers[0].entries[0]
            .senses
            .iter()
            .map(Sense::words)
            .collect::<Vec<_>>()
    };
    assert_eq!(texts(Some(PartOfSpeech::Verb)), ["stop", "booth", "box"]);
    assert_eq!(texts(Some(PartOfSpeech::Noun)), ["booth", "box", "stop"]);
    assert_eq!(texts(None), ["booth", "box", "stop"]);
}
