//! Dictionaries that were written by programs nobody here wrote, small ones of the repository and whole ones of Debian.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::AtomicBool;

use super::*;
use crate::lexicon::dictionary::{Dictionary, entry_key};

fn small(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data/dictionaries")
        .join(name)
}

fn index_of(path: &Path, folder: &Path) -> Index {
    let mut reader = open(path).unwrap();
    let index = folder.join("index.db");
    take_in(&mut *reader, &index, &AtomicBool::new(false), &mut |_| {}).unwrap()
}

fn said(index: &Index, word: &str) -> Vec<String> {
    let entries = index.entries(&entry_key(word)).unwrap();
    let senses = entries.iter().flat_map(|entry| &entry.senses);
    senses.map(super::super::Sense::words).collect()
}

#[test]
fn each_format_answers_as_the_table_that_it_was_made_from() {
    let table = std::fs::read_to_string(small("words.tsv")).unwrap();
    for name in [
        "words.tsv",
        "words.ifo",
        "words_dictd.index",
        "words.mdx",
        "words_yomitan.zip",
    ] {
        let folder = tempfile::tempdir().unwrap();
        let index = index_of(&small(name), folder.path());
        assert_eq!(index.about().entries, 9, "{name}");
        for line in table.lines() {
            let (word, meaning) = line.split_once('\t').unwrap();
            let mut found = said(&index, word);
            // Made as HTML, each begins with its headword in bold.
            found.retain(|sense| sense != word);
            let wanted: Vec<&str> = meaning.split("\\n").collect();
            assert_eq!(found, wanted, "{name}: {word}");
        }
        assert!(said(&index, "no such word").is_empty());
        if name == "words.mdx" {
            assert_eq!(
                said(&index, "harbor"),
                said(&index, "harbour"),
                "a link leads to its word"
            );
        }
    }
}

/// What another program reads out of a packed DSL file in UTF-16, and what this one does: the same words in the same order.
#[test]
fn a_dsl_file_says_what_another_program_reads_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let index = index_of(&small("words.dsl.dz"), folder.path());
    let (language, meanings) = (&index.about().language, &index.about().meanings);
    assert_eq!((language.as_str(), meanings.as_str()), ("en", "en"));
    let letters = |text: &str| text.chars().filter(|char| char.is_alphabetic()).collect::<String>();
    let reference = std::fs::read_to_string(small("words_dsl.tsv")).unwrap();
    let mut lines = 0;
    for line in reference.lines().filter(|line| !line.starts_with('#')) {
        let (words, html) = line.split_once('\t').unwrap();
        // Without its tags; numbers in front of meanings are no part of them here.
        let there: String = html
            .split('<')
            .map(|part| part.split_once('>').map_or(part, |(_, text)| text))
            .collect();
        for word in words.split('|') {
            let mut here = String::new();
            for sense in &index.entries(&entry_key(word)).unwrap()[0].senses {
                here.push_str(&sense.words());
                here.extend(sense.examples.iter().map(String::as_str));
            }
            assert_eq!(letters(&here), letters(&there), "{word}");
        }
        lines += 1;
    }
    assert_eq!(lines, 4);
}

/// A zip of these files, deflated or stored.
fn zip_of(files: &[(&str, &[u8])], claimed: Option<u32>) -> Vec<u8> {
    let (mut out, mut list) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        let mut packed = Vec::new();
        flate2::read::DeflateEncoder::new(*bytes, flate2::Compression::best())
            .read_to_end(&mut packed)
            .unwrap();
        let at = u32::try_from(out.len()).unwrap();
        let len = |len: usize| u32::try_from(len).unwrap().to_le_bytes();
        let size = claimed.map_or(len(bytes.len()), u32::to_le_bytes);
        let name_len = u16::try_from(name.len()).unwrap().to_le_bytes();
        let mut middle = Vec::from([20, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        middle.extend(len(packed.len()));
        middle.extend(size);
        middle.extend(name_len);
        middle.extend([0, 0]);
        out.extend(b"PK\x03\x04");
        out.extend(&middle);
        out.extend(name.as_bytes());
        out.extend(&packed);
        list.extend(b"PK\x01\x02\x14\x00");
        list.extend(&middle);
        list.extend([0; 10]);
        list.extend(at.to_le_bytes());
        list.extend(name.as_bytes());
    }
    let place = u32::try_from(out.len()).unwrap().to_le_bytes();
    let size = u32::try_from(list.len()).unwrap().to_le_bytes();
    out.extend(list);
    out.extend(b"PK\x05\x06\0\0\0\0\0\0\0\0");
    out.extend(size);
    out.extend(place);
    out.extend([0, 0]);
    out
}

const ABOUT: &[u8] =
    br#"{"title":"Ours","format":3,"sourceLanguage":"ja","targetLanguage":"en","attribution":"CC BY 4.0"}"#;

#[test]
fn yomitan_with_plain_and_structured_meanings() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ours.zip");
    let bank = r#"[["猫","ねこ","n","",0,["a cat",{"type":"structured-content","content":
        {"tag":"ul","content":[{"tag":"li","content":"of the <house>"},{"tag":"img","path":"x.png"}]}}],1,""],
        ["犬","","n","",0,["a dog"],2,""]]"#;
    std::fs::write(
        &path,
        zip_of(&[("index.json", ABOUT), ("term_bank_1.json", bank.as_bytes())], None),
    )
    .unwrap();
    let index = index_of(&path, folder.path());
    let about = index.about();
    assert_eq!((about.name.as_str(), about.entries), ("Ours", 2));
    assert_eq!((about.language.as_str(), about.meanings.as_str()), ("ja", "en"));
    assert_eq!(about.licence, "CC BY 4.0");
    assert_eq!(said(&index, "ねこ"), ["a cat", "of the <house>"]);
    assert_eq!(said(&index, "犬"), ["a dog"]);
}

#[test]
fn a_zip_that_would_fill_the_disk_or_is_cut_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bomb.zip");
    let refused = |bytes: &[u8]| {
        std::fs::write(&path, bytes).unwrap();
        let read = open(&path).and_then(|mut reader| {
            let index = folder.path().join("index.db");
            take_in(&mut *reader, &index, &AtomicBool::new(false), &mut |_| {})
        });
        assert!(read.is_err() && !folder.path().join("index.db").exists());
    };
    let bank = format!("[[\"a\",\"\",\"\",\"\",0,[\"{}\"],0,\"\"]]", " ".repeat(8 << 20));
    refused(&zip_of(
        &[("index.json", ABOUT), ("term_bank_1.json", bank.as_bytes())],
        None,
    ));
    refused(&zip_of(
        &[("index.json", ABOUT), ("term_bank_1.json", b"[]")],
        Some(u32::MAX),
    ));
    let whole = zip_of(
        &[
            ("index.json", ABOUT),
            ("term_bank_1.json", br#"[["a","","","",0,["b"],0,""]]"#),
        ],
        None,
    );
    // The last two bytes say how long a comment is, which nobody reads.
    for len in 0..whole.len() - 2 {
        refused(&whole[..len]);
    }
}

#[test]
fn dsl_in_utf_16_and_packed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ours.dsl.dz");
    let text = "\u{feff}#NAME \"Ours\"\r\n#INDEX_LANGUAGE \"English\"\r\n#CONTENTS_LANGUAGE \"German\"\r\n\r\n\
        stall\r\nbooth {(market)}\r\n\t[m1][p]n[/p] [b]Bude[/b] \\[auf dem Markt\\][/m]\r\n\t[m2][ex]a ~ of fruit[/ex][/m]\r\n\
        toll(s)\r\n\t[m1]{{a comment}}Maut[s]toll.wav[/s][/m]\r\n";
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packed, &bytes).unwrap();
    std::fs::write(&path, packed.finish().unwrap()).unwrap();
    let index = index_of(&path, folder.path());
    assert_eq!(
        (index.about().name.as_str(), index.about().meanings.as_str()),
        ("Ours", "de")
    );
    assert_eq!(said(&index, "booth"), ["n Bude [auf dem Markt]"]);
    assert_eq!(
        index.entries("stall").unwrap()[0].senses[0].examples,
        ["a stall of fruit"]
    );
    assert_eq!(
        (said(&index, "toll"), said(&index, "tolls")),
        (vec!["Maut".to_owned()], vec!["Maut".to_owned()])
    );
}

#[test]
fn mdx_that_is_cut_encrypted_or_changed_is_a_clear_error() {
    let folder = tempfile::tempdir().unwrap();
    let whole = std::fs::read(small("words.mdx")).unwrap();
    let path = folder.path().join("t.mdx");
    let index = folder.path().join("index.db");
    let read = |bytes: &[u8]| {
        std::fs::write(&path, bytes).unwrap();
        let mut reader = open(&path)?;
        take_in(&mut *reader, &index, &AtomicBool::new(false), &mut |_| {}).map(|_| ())
    };
    for len in 0..whole.len() {
        assert!(read(&whole[..len]).is_err(), "cut at {len}");
        assert!(!index.exists());
    }
    let no: Vec<u8> = "Encrypted=\"No\"".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let yes: Vec<u8> = "Encrypted=\"23\"".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if let Some(at) = whole.windows(no.len()).position(|bytes| bytes == no) {
        let mut encrypted = whole.clone();
        encrypted[at..at + no.len()].copy_from_slice(&yes);
        let refused = read(&encrypted).unwrap_err();
        assert_eq!(
            refused.to_string(),
            format!("{}: an encrypted MDX file cannot be read", path.display())
        );
    }
    // A changed byte is an error or another word, and never a panic.
    for at in 0..whole.len() {
        let mut changed = whole.clone();
        changed[at] ^= 0x5a;
        let _ = read(&changed);
        let _ = std::fs::remove_file(&index);
    }
}

/// Where Debian's packages put their dictionaries; another root for trying them without installing.
fn installed(path: &str) -> Option<PathBuf> {
    let root = std::env::var_os("DICTIONARIES_ROOT").map_or_else(|| PathBuf::from("/"), PathBuf::from);
    Some(root.join(path)).filter(|path| path.is_file())
}

/// What a dictd index says that stands under a word, by the bytes alone: `zcat` and the numbers of its line.
fn by_hand(index: &Path, dict: &[u8], word: &str) -> Vec<String> {
    let digits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let number = |field: &str| {
        let digit = |byte: u8| digits.iter().position(|digit| *digit == byte).unwrap();
        field.bytes().fold(0, |number, byte| number * 64 + digit(byte))
    };
    let lines = std::fs::read_to_string(index).unwrap();
    let lines = lines.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let found = lines.filter(|fields| fields[0] == word);
    let texts = found.map(|fields| {
        let (from, len) = (number(fields[1]), number(fields[2]));
        String::from_utf8_lossy(&dict[from..from + len]).into_owned()
    });
    texts.collect()
}

#[test]
fn dictionaries_of_debian_say_what_stands_in_them() {
    for name in ["wn", "freedict-eng-fra"] {
        let Some(path) = installed(&format!("usr/share/dictd/{name}.index")) else {
            eprintln!("{name} is not installed");
            continue;
        };
        let folder = tempfile::tempdir().unwrap();
        let index = index_of(&path, folder.path());
        let dict = Command::new("gzip")
            .arg("-dc")
            .arg(path.with_extension("dict.dz"))
            .output();
        let dict = dict.unwrap().stdout;
        for word in [
            "stall", "toll", "harbour", "zeal", "column", "put off", "record", "water", "qqq",
        ] {
            let there: Vec<String> = by_hand(&path, &dict, word);
            let here = index.entries(word).unwrap();
            assert_eq!(there.is_empty(), here.is_empty(), "{name}: {word}");
            let here = format!("{here:?}");
            // Each word of the text is in what is shown of it.
            for token in there
                .iter()
                .flat_map(|text| text.split(|char: char| !char.is_alphabetic()))
                .take(400)
            {
                let part = [
                    "n",
                    "v",
                    "adj",
                    "adv",
                    "s",
                    "a",
                    "syn",
                    "ant",
                    "noun",
                    "verb",
                    "adjective",
                    "adverb",
                ];
                assert!(
                    here.contains(token) || part.contains(&token),
                    "{name}: {word}: {token} is missing in {here}"
                );
            }
        }
    }
    let Some(path) = installed("usr/share/stardict/dic/czech-cizi.ifo") else {
        eprintln!("stardict-czech is not installed");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let index = index_of(&path, folder.path());
    assert!(index.about().entries > 1_000);
    for word in ["abeceda", "kolaps", "absence"] {
        let sdcv = Command::new("sdcv")
            .args(["-n", "-e", "-2"])
            .arg(path.parent().unwrap())
            .arg(word)
            .output();
        let Ok(sdcv) = sdcv else {
            eprintln!("sdcv is not installed");
            return;
        };
        let there = String::from_utf8_lossy(&sdcv.stdout).into_owned();
        let here = said(&index, word);
        assert_eq!(there.contains("Nothing similar"), here.is_empty(), "{word}: {there}");
        for sense in here {
            let squeezed = |text: &str| text.split_whitespace().collect::<String>();
            assert!(squeezed(&there).contains(&squeezed(&sense)), "{word}: {sense}\n{there}");
        }
    }
}
