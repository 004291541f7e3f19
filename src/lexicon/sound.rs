//! How an English word is spoken in America, after the CMU Pronouncing Dictionary, in the letters of the IPA.
//!
//! A word that is spoken in two ways because it is two words (a rebel, to rebel) has both, each with its part of speech:
//! a noun has its stress in front of that of the verb, and a few pairs are told by hand. Where people merely differ, the
//! first way is shown.

use std::sync::OnceLock;

use crate::text::frequency;
use crate::text::lemmas::PartOfSpeech;
use crate::text::packed::unpack;

/// See `packaging/data/pack_sounds`.
const PACKED: &[u8] = include_bytes!("../../assets/data/sounds.bin");
const END: u8 = 0;
const OR: u8 = 1;
/// The byte of the first of [`PHONEMES`].
const FIRST: u8 = 2;

/// The dictionary's names of sounds, and their letters; those of a vowel end in its stress: 0 none, 1 main, 2 side.
pub const PHONEMES: [(&str, &str); 69] = [
    ("B", "b"),
    ("CH", "tʃ"),
    ("D", "d"),
    ("DH", "ð"),
    ("F", "f"),
    ("G", "ɡ"),
    ("HH", "h"),
    ("JH", "dʒ"),
    ("K", "k"),
    ("L", "l"),
    ("M", "m"),
    ("N", "n"),
    ("NG", "ŋ"),
    ("P", "p"),
    ("R", "ɹ"),
    ("S", "s"),
    ("SH", "ʃ"),
    ("T", "t"),
    ("TH", "θ"),
    ("V", "v"),
    ("W", "w"),
    ("Y", "j"),
    ("Z", "z"),
    ("ZH", "ʒ"),
    ("AA0", "ɑ"),
    ("AA1", "ɑ"),
    ("AA2", "ɑ"),
    ("AE0", "æ"),
    ("AE1", "æ"),
    ("AE2", "æ"),
    ("AH0", "ə"),
    ("AH1", "ʌ"),
    ("AH2", "ʌ"),
    ("AO0", "ɔ"),
    ("AO1", "ɔ"),
    ("AO2", "ɔ"),
    ("AW0", "aʊ"),
    ("AW1", "aʊ"),
    ("AW2", "aʊ"),
    ("AY0", "aɪ"),
    ("AY1", "aɪ"),
    ("AY2", "aɪ"),
    ("EH0", "ɛ"),
    ("EH1", "ɛ"),
    ("EH2", "ɛ"),
    ("ER0", "ɚ"),
    ("ER1", "ɝ"),
    ("ER2", "ɝ"),
    ("EY0", "eɪ"),
    ("EY1", "eɪ"),
    ("EY2", "eɪ"),
    ("IH0", "ɪ"),
    ("IH1", "ɪ"),
    ("IH2", "ɪ"),
    ("IY0", "i"),
    ("IY1", "i"),
    ("IY2", "i"),
    ("OW0", "oʊ"),
    ("OW1", "oʊ"),
    ("OW2", "oʊ"),
    ("OY0", "ɔɪ"),
    ("OY1", "ɔɪ"),
    ("OY2", "ɔɪ"),
    ("UH0", "ʊ"),
    ("UH1", "ʊ"),
    ("UH2", "ʊ"),
    ("UW0", "u"),
    ("UW1", "u"),
    ("UW2", "u"),
];

/// A way to say a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sound {
    /// What the word is when it is said so, where that matters.
    pub part: Option<PartOfSpeech>,
    /// In the letters of the IPA, without slashes.
    pub ipa: String,
}

/// Words of two sounds that the place of the stress does not tell apart: of which part of speech each is, by the main
/// vowel (CMU's name without its stress) or the last consonant.
const PAIRS: [(&str, [(&str, PartOfSpeech); 2]); 12] = [
    ("lead", [("IY", PartOfSpeech::Verb), ("EH", PartOfSpeech::Noun)]),
    ("wind", [("IH", PartOfSpeech::Noun), ("AY", PartOfSpeech::Verb)]),
    ("tear", [("EH", PartOfSpeech::Verb), ("IH", PartOfSpeech::Noun)]),
    ("live", [("IH", PartOfSpeech::Verb), ("AY", PartOfSpeech::Adjective)]),
    ("bow", [("OW", PartOfSpeech::Noun), ("AW", PartOfSpeech::Verb)]),
    ("wound", [("UW", PartOfSpeech::Noun), ("AW", PartOfSpeech::Verb)]),
    ("close", [("Z", PartOfSpeech::Verb), ("S", PartOfSpeech::Adjective)]),
    ("use", [("Z", PartOfSpeech::Verb), ("S", PartOfSpeech::Noun)]),
    ("house", [("S", PartOfSpeech::Noun), ("Z", PartOfSpeech::Verb)]),
    ("excuse", [("Z", PartOfSpeech::Verb), ("S", PartOfSpeech::Noun)]),
    ("abuse", [("Z", PartOfSpeech::Verb), ("S", PartOfSpeech::Noun)]),
    ("minute", [("IH", PartOfSpeech::Noun), ("UW", PartOfSpeech::Adjective)]),
];

/// Nouns that become verbs when the stress moves to the end.
const MOVING: [&str; 34] = [
    "abstract",
    "addict",
    "affix",
    "ally",
    "combine",
    "compound",
    "compress",
    "conduct",
    "conflict",
    "construct",
    "contest",
    "contract",
    "contrast",
    "convert",
    "convict",
    "decrease",
    "desert",
    "digest",
    "export",
    "extract",
    "import",
    "increase",
    "insult",
    "object",
    "permit",
    "present",
    "produce",
    "progress",
    "project",
    "protest",
    "rebel",
    "record",
    "reject",
    "subject",
];

/// How a headword (its key) is said in America; empty for what the table does not have.
#[must_use]
pub fn american(key: &str) -> Vec<Sound> {
    let Some(row) = frequency::row(key).and_then(row) else {
        return Vec::new();
    };
    let ways: Vec<&[u8]> = row.split(|byte| *byte == OR).filter(|way| !way.is_empty()).collect();
    let of_part = |part: PartOfSpeech, way: &[u8]| Sound {
        part: Some(part),
        ipa: ipa(way),
    };
    if let Some((_, pair)) = PAIRS.iter().find(|(word, _)| *word == key) {
        let said = |sound: &str| ways.iter().find(|way| has(way, sound)).copied();
        let both: Option<Vec<Sound>> = pair
            .iter()
            .map(|(sound, part)| Some(of_part(*part, said(sound)?)))
            .collect();
        if let Some(both) = both {
            return both;
        }
    }
    if MOVING.contains(&key) {
        let first = ways.iter().find(|way| stressed(way) == Some(0));
        let later = ways.iter().find(|way| stressed(way).is_some_and(|vowel| vowel > 0));
        if let (Some(noun), Some(verb)) = (first, later) {
            return vec![of_part(PartOfSpeech::Noun, noun), of_part(PartOfSpeech::Verb, verb)];
        }
    }
    let first = ways.first().map(|way| Sound {
        part: None,
        ipa: ipa(way),
    });
    first.into_iter().collect()
}

/// The row with that number.
fn row(number: usize) -> Option<&'static [u8]> {
    static ROWS: OnceLock<(Vec<u8>, Vec<u32>)> = OnceLock::new();
    let (bytes, ends) = ROWS.get_or_init(|| {
        let bytes = unpack(PACKED);
        let ends = bytes.iter().zip(0_u32..).filter(|(byte, _)| **byte == END);
        let ends = ends.map(|(_, at)| at).collect();
        (bytes, ends)
    });
    let start = number
        .checked_sub(1)
        .map_or(Some(0), |before| Some(*ends.get(before)? as usize + 1))?;
    bytes.get(start..*ends.get(number)? as usize)
}

fn name(byte: u8) -> &'static str {
    let phoneme = PHONEMES.get(usize::from(byte.saturating_sub(FIRST)));
    phoneme.map_or("", |(name, _)| name)
}

/// The stress of a vowel; `None` for a consonant.
fn stress(byte: u8) -> Option<u8> {
    name(byte).bytes().last().filter(u8::is_ascii_digit)
}

/// Which of its vowels has the main stress.
fn stressed(way: &[u8]) -> Option<usize> {
    way.iter()
        .filter_map(|byte| stress(*byte))
        .position(|stress| stress == b'1')
}

/// Whether a vowel of that name has a stress, or the last consonant has that name.
fn has(way: &[u8], sound: &str) -> bool {
    let vowel = |byte: &u8| stress(*byte).is_some_and(|stress| stress != b'0') && name(*byte).starts_with(sound);
    way.iter().any(vowel)
        || way.last().is_some_and(|last| name(*last) == sound)
        || (sound == "UW" && way.iter().any(|byte| name(*byte).starts_with(sound)))
}

/// Consonants with which a syllable of English begins, two or three of them; any single one does but NG.
const ONSETS: [&str; 33] = [
    "B L", "B R", "D R", "D W", "F L", "F R", "G L", "G R", "HH Y", "K L", "K R", "K W", "M Y", "P L", "P R", "S K",
    "S K R", "S K W", "S L", "S M", "S N", "S P", "S P L", "S P R", "S T", "S T R", "S W", "SH R", "T R", "T W",
    "TH R", "F Y", "K Y",
];

/// The sounds in letters, the stress before its syllable; a word of one syllable needs none.
fn ipa(way: &[u8]) -> String {
    let vowels: Vec<usize> = (0..way.len()).filter(|&at| stress(way[at]).is_some()).collect();
    let mut marks: Vec<(usize, &str)> = Vec::new();
    if vowels.len() > 1 {
        for (number, &vowel) in vowels.iter().enumerate() {
            let mark = match stress(way[vowel]) {
                Some(b'1') => "ˈ",
                Some(b'2') => "ˌ",
                _ => continue,
            };
            let from = if number == 0 { 0 } else { vowels[number - 1] + 1 };
            marks.push((onset(way, from, vowel, number == 0), mark));
        }
    }
    let mut out = String::new();
    for (at, byte) in way.iter().enumerate() {
        if let Some((_, mark)) = marks.iter().find(|(place, _)| *place == at) {
            out.push_str(mark);
        }
        let letters = PHONEMES.get(usize::from(byte.saturating_sub(FIRST)));
        out.push_str(letters.map_or("", |(_, letters)| letters));
    }
    out
}

/// Where the syllable of a vowel begins: as many consonants before it as a syllable may begin with.
fn onset(way: &[u8], from: usize, vowel: usize, first: bool) -> usize {
    if first {
        return from;
    }
    let begins = |start: usize| {
        let names: Vec<&str> = way[start..vowel].iter().map(|byte| name(*byte)).collect();
        match names.as_slice() {
            [] => true,
            [one] => *one != "NG",
            several => ONSETS.contains(&several.join(" ").as_str()),
        }
    };
    (from..=vowel).find(|start| begins(*start)).unwrap_or(vowel)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(word: &str) -> Vec<(Option<PartOfSpeech>, String)> {
        american(word)
            .into_iter()
            .map(|sound| (sound.part, sound.ipa))
            .collect()
    }

    #[test]
    fn words_are_written_in_letters_with_the_stress_before_its_syllable() {
        for (word, ipa) in [
            ("stall", "stɔl"),
            ("condemn", "kənˈdɛm"),
            ("extra", "ˈɛkstɹə"),
            ("banana", "bəˈnænə"),
            ("water", "ˈwɔtɚ"),
            ("outage", "ˈaʊtədʒ"),
        ] {
            assert_eq!(said(word), [(None, ipa.to_owned())], "{word}");
        }
        assert!(said("stalls").is_empty() && said("zzyzx").is_empty());
    }

    #[test]
    fn what_is_two_words_is_said_in_two_ways() {
        let (noun, verb) = (Some(PartOfSpeech::Noun), Some(PartOfSpeech::Verb));
        assert_eq!(
            said("rebel"),
            [(noun, "ˈɹɛbəl".to_owned()), (verb, "ɹɪˈbɛl".to_owned())]
        );
        assert_eq!(
            said("record"),
            [(noun, "ˈɹɛkɚd".to_owned()), (verb, "ɹəˈkɔɹd".to_owned())]
        );
        assert_eq!(said("lead"), [(verb, "lid".to_owned()), (noun, "lɛd".to_owned())]);
        assert_eq!(said("close").len(), 2);
        assert_eq!(said("tomato").len(), 1, "people differ, the word does not");
    }

    #[test]
    fn every_row_is_one_of_known_sounds() {
        let mut filled = 0;
        for number in 0..60_000 {
            let row = row(number).unwrap();
            filled += usize::from(!row.is_empty());
            assert!(row.iter().all(|byte| *byte == OR || !name(*byte).is_empty()));
        }
        assert!(filled > 10_000 && row(60_000).is_none());
    }
}
