use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::*;
use crate::lexicon::dictionary::Dictionary;

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

/// A `StarDict` of these entries, each with its other words.
fn stardict(folder: &Path, kinds: Option<&str>, packed: bool, entries: &[(&str, &[&str], &[u8])]) -> PathBuf {
    let (mut idx, mut dict, mut syn) = (Vec::new(), Vec::new(), Vec::new());
    for ((word, others, body), number) in entries.iter().zip(0_u32..) {
        idx.extend_from_slice(word.as_bytes());
        idx.push(0);
        idx.extend_from_slice(&u32::try_from(dict.len()).unwrap().to_be_bytes());
        idx.extend_from_slice(&u32::try_from(body.len()).unwrap().to_be_bytes());
        dict.extend_from_slice(body);
        for other in *others {
            syn.extend_from_slice(other.as_bytes());
            syn.push(0);
            syn.extend_from_slice(&number.to_be_bytes());
        }
    }
    let same = kinds
        .map(|kinds| format!("sametypesequence={kinds}\n"))
        .unwrap_or_default();
    let ifo = format!(
        "StarDict's dict ifo file\nversion=2.4.2\nbookname=A test\nwordcount={}\n{same}",
        entries.len()
    );
    std::fs::write(folder.join("t.ifo"), ifo).unwrap();
    let (idx, dict) = if packed {
        (("t.idx.gz", gz(&idx)), ("t.dict.dz", gz(&dict)))
    } else {
        (("t.idx", idx), ("t.dict", dict))
    };
    std::fs::write(folder.join(idx.0), idx.1).unwrap();
    std::fs::write(folder.join(dict.0), dict.1).unwrap();
    std::fs::write(folder.join("t.syn"), syn).unwrap();
    folder.join("t.ifo")
}

fn indexed(path: &Path) -> Result<Index, DictionaryError> {
    let folder = path.parent().unwrap();
    take_in(
        &mut *open(path)?,
        &folder.join("index.db"),
        &AtomicBool::new(false),
        &mut |_| {},
    )
}

fn first(index: &Index, key: &str) -> String {
    let entries = index.entries(key).unwrap();
    entries
        .first()
        .map(|entry| {
            entry
                .senses
                .iter()
                .map(super::super::Sense::words)
                .collect::<Vec<_>>()
                .join(" | ")
        })
        .unwrap_or_default()
}

#[test]
fn stardict_plain_and_packed() {
    for packed in [false, true] {
        let folder = tempfile::tempdir().unwrap();
        let path = stardict(
            folder.path(),
            Some("tm"),
            packed,
            &[
                ("stall", &["stalls", "booth"], b"st\xc9\x94\xcb\x90l\0a stand"),
                ("zeal", &[], b"zi\xcb\x90l\0eagerness"),
            ],
        );
        let index = indexed(&path).unwrap();
        assert_eq!((index.name(), index.about().entries), ("A test", 2));
        assert_eq!(first(&index, "booth"), "a stand");
        assert_eq!(
            index.entries("stall").unwrap()[0].pronunciation.as_deref(),
            Some("stɔːl")
        );
        assert_eq!(first(&index, "zeal"), "eagerness");
    }
}

#[test]
fn stardict_with_a_kind_for_each_field() {
    let folder = tempfile::tempdir().unwrap();
    let path = stardict(
        folder.path(),
        None,
        false,
        &[
            ("a", &[], b"mplain <b>\0h<i>tagged</i>\0"),
            ("b", &[], b"W\0\0\0\x03abcmtext\0"),
        ],
    );
    let index = indexed(&path).unwrap();
    assert_eq!(
        (first(&index, "a").as_str(), first(&index, "b").as_str()),
        ("plain <b> | tagged", "text")
    );
}

#[test]
fn dictd_files() {
    let folder = tempfile::tempdir().unwrap();
    let text = "00-database-short\n  A small test\nstall /stɔːl/\n  a stand\n";
    let at = text.find("stall").unwrap();
    let digit = |number: usize| {
        let digits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        format!("{}{}", char::from(digits[number / 64]), char::from(digits[number % 64]))
    };
    let index = format!(
        "00-database-short\tA\t{}\nbooth\t{1}\t{2}\nstall\t{1}\t{2}\n",
        digit(at),
        digit(at),
        digit(text.len() - at)
    );
    std::fs::write(folder.path().join("t.index"), index).unwrap();
    std::fs::write(folder.path().join("t.dict.dz"), gz(text.as_bytes())).unwrap();
    let index = indexed(&folder.path().join("t.index")).unwrap();
    assert_eq!((index.name(), index.about().entries), ("A small test", 1));
    assert!(first(&index, "stall").ends_with("a stand"));
    assert!(first(&index, "booth").ends_with("a stand"));
}

#[test]
fn files_that_are_cut_or_missing_or_lie_are_a_clear_error_and_leave_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = stardict(
        folder.path(),
        Some("m"),
        true,
        &[("stall", &["booth"], b"a stand"), ("zeal", &[], b"eagerness")],
    );
    for name in ["t.ifo", "t.idx.gz", "t.dict.dz", "t.syn"] {
        let file = folder.path().join(name);
        let whole = std::fs::read(&file).unwrap();
        for len in 0..whole.len() {
            std::fs::write(&file, &whole[..len]).unwrap();
            if let Err(error) = indexed(&path) {
                assert!(!error.to_string().is_empty());
            }
            assert!(!folder.path().join("index.part").exists());
        }
        std::fs::write(&file, &whole).unwrap();
    }
    // A word at a place that is not there, and one as long as four gigabytes.
    for numbers in [[0, 1, 0, 0, 0, 0, 0, 4], [0, 0, 0, 0, 255, 255, 255, 255]] {
        let mut idx = b"word\0".to_vec();
        idx.extend_from_slice(&numbers);
        std::fs::write(folder.path().join("t.idx.gz"), gz(&idx)).unwrap();
        std::fs::write(folder.path().join("t.syn"), "").unwrap();
        assert!(matches!(indexed(&path), Err(DictionaryError::Malformed { .. })));
    }
    std::fs::remove_file(folder.path().join("t.dict.dz")).unwrap();
    assert!(matches!(open(&path), Err(DictionaryError::Malformed { .. })));
    assert!(matches!(
        open(Path::new("/nowhere/t.xyz")),
        Err(DictionaryError::Unsupported { .. })
    ));
}

#[test]
fn a_cancelled_one_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let words = (0..2_000).map(|number| format!("word{number:05}")).collect::<Vec<_>>();
    let entries = words
        .iter()
        .map(|word| (word.as_str(), &[][..], b"text".as_slice()))
        .collect::<Vec<_>>();
    let path = stardict(folder.path(), Some("m"), false, &entries);
    let cancel = AtomicBool::new(false);
    let mut told = Vec::new();
    let ended = take_in(
        &mut *open(&path).unwrap(),
        &folder.path().join("index.db"),
        &cancel,
        &mut |entries| {
            told.push(entries);
            cancel.store(entries >= 1_024, Ordering::Relaxed);
        },
    );
    assert!(matches!(ended, Err(DictionaryError::Cancelled)));
    assert_eq!(told, [512, 1_024]);
    assert!(!folder.path().join("index.db").exists() && !folder.path().join("index.part").exists());
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(48))]
    #[test]
    fn any_bytes_are_read_without_a_panic(idx in proptest::collection::vec(0_u8.., 0..200), dict in proptest::collection::vec(0_u8.., 0..200), text in "[a-z\t\nA-Z]{0,60}") {
        let folder = tempfile::tempdir().unwrap();
        let path = stardict(folder.path(), None, false, &[("a", &[], b"ma")]);
        std::fs::write(folder.path().join("t.idx"), &idx).unwrap();
        std::fs::write(folder.path().join("t.dict"), &dict).unwrap();
        let _ = indexed(&path);
        std::fs::write(folder.path().join("t.index"), text).unwrap();
        let _ = indexed(&folder.path().join("t.index"));
    }
}
