use super::*;

/// Writes a WordNet of four words in the real format, with offsets that fit.
fn small() -> (tempfile::TempDir, WordNet) {
    let folder = tempfile::tempdir().unwrap();
    let head = "  1 A file for tests.  \n";
    let stall = "30 v 02 stall 0 halt_dead 1 001 ! 00000000 v 0101 01 + 08 00 | stop going; \"the storm stalled\"; \"talks stall\"";
    let verb = |next: usize| {
        let first = format!("{:08} {stall}  \n", head.len()).replace("! 00000000", &format!("! {next:08}"));
        let second = format!("{next:08} 30 v 01 go 0 000 01 + 08 00 | be on the way  \n");
        (first, second)
    };
    let next = head.len() + verb(0).0.len();
    let (first, second) = verb(next);
    let noun = format!("{:08} 06 n 01 stall 0 000 | a booth on a market  \n", head.len());
    let files = [
        ("data.verb", format!("{head}{first}{second}")),
        (
            "index.verb",
            format!(
                "{head}go v 1 0 1 1 {next:08}  \nhalt_dead v 1 1 ! 1 0 {0:08}  \nstall v 1 1 ! 1 1 {0:08}  \n",
                head.len()
            ),
        ),
        ("data.noun", format!("{head}{noun}")),
        ("index.noun", format!("{head}stall n 1 0 1 1 {:08}  \n", head.len())),
        ("data.adj", head.to_owned()),
        ("index.adj", head.to_owned()),
        ("data.adv", head.to_owned()),
        ("index.adv", head.to_owned()),
        (
            "cntlist.rev",
            "go%2:30:00:: 1 90\nstall%1:06:00:: 1 4\nstall%2:30:00:: 1 7\n".to_owned(),
        ),
    ];
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let net = WordNet::open(folder.path()).unwrap();
    (folder, net)
}

#[test]
fn a_word_has_its_meanings_with_examples_synonyms_and_antonyms() {
    let (_folder, net) = small();
    let entries = net.entries("stall").unwrap();
    let [entry] = entries.as_slice() else {
        panic!("{entries:?}");
    };
    let [noun, verb] = entry.senses.as_slice() else {
        panic!("{entry:?}");
    };
    assert_eq!(
        (noun.part, noun.words().as_str(), noun.tagged),
        (Some(PartOfSpeech::Noun), "a booth on a market", 4)
    );
    assert_eq!(
        (verb.part, verb.words().as_str(), verb.tagged),
        (Some(PartOfSpeech::Verb), "stop going", 7)
    );
    assert_eq!(verb.examples, ["the storm stalled", "talks stall"]);
    assert_eq!(
        (verb.synonyms.as_slice(), verb.antonyms.as_slice()),
        (["halt dead".to_owned()].as_slice(), ["go".to_owned()].as_slice())
    );
}

#[test]
fn a_word_of_two_is_found_by_its_key_and_what_is_not_there_is_nothing() {
    let (_folder, net) = small();
    assert_eq!(net.entries("halt dead").unwrap()[0].senses[0].synonyms, ["stall"]);
    for key in ["stal", "stalls", "zebra", "", " ", "a", "\n"] {
        assert_eq!(net.entries(key).unwrap(), [], "{key:?}");
    }
}

#[test]
fn files_that_end_too_early_are_an_error_and_no_panic() {
    let (folder, _) = small();
    for name in ["data.verb", "index.verb", "data.noun", "index.noun", "cntlist.rev"] {
        let path = folder.path().join(name);
        let whole = std::fs::read(&path).unwrap();
        for len in 0..whole.len() {
            std::fs::write(&path, &whole[..len]).unwrap();
            let net = WordNet::open(folder.path()).unwrap();
            // What remains of a line may still be read; anything but a panic will do.
            let _ = net.entries("stall");
            let _ = net.entries("go");
        }
        std::fs::write(&path, &whole).unwrap();
    }
    std::fs::remove_file(folder.path().join("data.adv")).unwrap();
    assert!(matches!(WordNet::open(folder.path()), Err(DictionaryError::Io { .. })));
}

/// With the real files, where the system has them (`packaging/test.sh` sees to it): each word of an index is found.
#[test]
fn each_word_of_the_real_files_is_found() {
    let Some(folder) = USUAL_FOLDERS.iter().map(Path::new).find(|folder| folder.is_dir()) else {
        return;
    };
    let net = WordNet::open(folder).unwrap();
    for (part, name) in PARTS {
        let index = std::fs::read_to_string(folder.join(format!("index.{name}"))).unwrap();
        let words = index.lines().filter(|line| !line.starts_with(' '));
        for line in words.step_by(97) {
            let mut fields = line.split(' ');
            let (lemma, count) = (fields.next().unwrap(), fields.nth(1).unwrap().parse::<usize>().unwrap());
            let entries = net.entries(&spaced(lemma)).unwrap();
            let found = entries[0]
                .senses
                .iter()
                .filter(|sense| sense.part == Some(part))
                .count();
            assert_eq!(found, count, "{lemma}");
        }
    }
    let stall = &net.entries("stall").unwrap()[0];
    assert_eq!(stall.senses.iter().map(|sense| sense.tagged).sum::<u32>(), 19);
    assert_eq!(net.entries("hot").unwrap()[0].senses[0].antonyms, ["cold"]);
}
