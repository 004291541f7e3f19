//! Which languages a dictionary is between: by its name, which mostly says so, else by what stands in it. It is a guess,
//! shown as such, and the learner can change it.

use super::RawEntry;
use crate::text::{detect, parse};

/// Bytes of headwords and of meanings that are looked at.
const SAMPLE: usize = 6_000;
/// One entry in so many is looked at, so that a sample is not all `a`.
const EVERY: usize = 37;

/// Codes and names by which dictionaries say their languages.
const NAMES: [(&str, &[&str]); 30] = [
    ("en", &["english", "eng", "englisch", "anglais", "anglicko", "英"]),
    ("de", &["german", "deu", "ger", "deutsch", "德"]),
    ("fr", &["french", "fra", "fre", "français", "francais", "法"]),
    ("es", &["spanish", "spa", "español", "espanol", "西"]),
    (
        "zh",
        &[
            "chinese", "zho", "chi", "cmn", "mandarin", "ecdict", "cedict", "汉", "漢", "中",
        ],
    ),
    ("ja", &["japanese", "jpn", "jmdict", "日"]),
    ("ko", &["korean", "kor", "韩"]),
    ("it", &["italian", "ita", "italiano"]),
    ("pt", &["portuguese", "por", "português"]),
    ("ru", &["russian", "rus", "俄"]),
    ("uk", &["ukrainian", "ukr"]),
    ("pl", &["polish", "pol", "polski"]),
    ("cs", &["czech", "ces", "cze", "český", "cz"]),
    ("sk", &["slovak", "slk"]),
    ("nl", &["dutch", "nld", "nederlands"]),
    ("sv", &["swedish", "swe"]),
    ("nb", &["norwegian", "nor", "nob"]),
    ("da", &["danish", "dan"]),
    ("fi", &["finnish", "fin", "suomi"]),
    ("hu", &["hungarian", "hun"]),
    ("tr", &["turkish", "tur"]),
    ("el", &["greek", "ell"]),
    ("ar", &["arabic", "ara"]),
    ("he", &["hebrew", "heb"]),
    ("hi", &["hindi", "hin"]),
    ("fa", &["persian", "fas", "farsi"]),
    ("vi", &["vietnamese", "vie"]),
    ("th", &["thai", "tha"]),
    ("id", &["indonesian", "ind"]),
    ("la", &["latin", "lat"]),
];

/// The first part of a BCP 47 code: the language without script and region.
#[must_use]
pub fn primary(code: &str) -> &str {
    code.split(['-', '_']).next().unwrap_or(code)
}

/// The code of a language that is written as a name or a code of two or three letters.
#[must_use]
pub fn code_of(name: &str) -> Option<&'static str> {
    let name = name.trim().to_lowercase();
    let named = NAMES
        .iter()
        .find(|(code, names)| primary(&name) == *code || names.contains(&name.as_str()));
    named.map(|(code, _)| *code)
}

/// The languages that a name says, as `English-German FreeDict` or `freedict-eng-deu` do: the first two in their order.
#[must_use]
pub fn named(name: &str) -> Option<(&'static str, &'static str)> {
    let mut codes = name
        .split(|char: char| !char.is_alphanumeric())
        // Two letters are more often a word (`de`, `it`) than a code, unless they stand between hyphens and alone.
        .filter(|word| word.len() > 2 || name.contains(&format!("{word}-")) || name.contains(&format!("-{word}")))
        .filter_map(code_of);
    let first = codes.next()?;
    let second = codes.find(|code| *code != first)?;
    Some((first, second))
}

/// What was seen of the entries of a dictionary that is being read.
#[derive(Default)]
pub(super) struct Sample {
    headwords: String,
    meanings: String,
    met: usize,
}

impl Sample {
    pub fn look_at(&mut self, raw: &RawEntry) {
        self.met += 1;
        if self.met % EVERY != 1 {
            return;
        }
        if self.headwords.len() < SAMPLE {
            self.headwords.push_str(&raw.headword);
            self.headwords.push_str(", ");
        }
        if self.meanings.len() < SAMPLE {
            let entry = super::markup::entry(String::new(), None, raw.markup, &raw.body);
            for sense in entry.senses.iter().take(3) {
                let words: String = sense.words().chars().take(300).collect();
                // A definition, and nothing that reads as Markdown.
                self.meanings
                    .extend(words.chars().filter(|char| !"*_<>[]#|`~".contains(*char)));
                self.meanings.push_str("; ");
            }
        }
    }

    /// The languages of headwords and meanings.
    pub fn languages(&self) -> (&'static str, &'static str) {
        (detect(&parse(&self.headwords)), detect(&parse(&self.meanings)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_the_languages() {
        for (name, languages) in [
            ("English-German FreeDict Dictionary ver. 1.9", Some(("en", "de"))),
            ("freedict-eng-fra", Some(("en", "fr"))),
            ("GNU/FDL Anglicko-Český slovník (English-Czech)", Some(("en", "cs"))),
            ("WordNet 3.0", None),
            ("en-zh", Some(("en", "zh"))),
            ("A mine of words", None),
        ] {
            assert_eq!(named(name), languages, "{name}");
        }
    }

    #[test]
    fn a_sample_tells_them_where_the_name_does_not() {
        let mut sample = Sample::default();
        for _ in 0..(EVERY * 12) {
            sample.look_at(&RawEntry {
                headword: "throughout the neighbourhood".to_owned(),
                body: "überall in der Nachbarschaft, durch die ganze Gegend".to_owned(),
                ..RawEntry::default()
            });
        }
        assert_eq!(sample.languages(), ("en", "de"));
    }
}
