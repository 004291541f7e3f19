//! Which language an article is written in.

use super::{Article, Block, BlockKind};

/// How much running text is looked at, in bytes.
const SAMPLE: usize = 4096;

/// Shorter blocks (captions, bylines, cells) say little about the language.
const SHORTEST: usize = 60;

/// The language of an article as a BCP 47 primary code (`en`, `de`, `zh`); `en` when the text does not tell.
#[must_use]
pub fn detect(article: &Article) -> &'static str {
    let is_running = |block: &&Block| matches!(block.kind, BlockKind::Paragraph) && block.text.len() >= SHORTEST;
    let mut sample = gather(article.blocks.iter().filter(is_running));
    if sample.is_empty() {
        sample = gather(
            article
                .blocks
                .iter()
                .filter(|block| !matches!(block.kind, BlockKind::Code(_))),
        );
    }
    let Some(info) = whatlang::detect(&sample) else {
        return "en";
    };
    // Few words in Latin letters look like any of thirty languages; a script of its own does not.
    let enough = if info.script() == whatlang::Script::Latin {
        sample.len() >= 40
    } else {
        true
    };
    if enough && (info.is_reliable() || (sample.len() > 200 && info.confidence() > 0.25)) {
        code(info.lang())
    } else {
        "en"
    }
}

/// Whole blocks until there is enough, each cut so that one long block does not stand for all.
fn gather<'a>(blocks: impl Iterator<Item = &'a Block>) -> String {
    let mut sample = String::with_capacity(SAMPLE);
    for block in blocks {
        let room = SAMPLE.saturating_sub(sample.len()).min(SAMPLE / 2);
        if room == 0 {
            break;
        }
        sample.push_str(&block.text[..block.text.floor_char_boundary(room)]);
        sample.push('\n');
    }
    sample
}

/// The two-letter code where ISO 639-1 has one.
fn code(language: whatlang::Lang) -> &'static str {
    const CODES: &[(&str, &str)] = &[
        ("afr", "af"),
        ("aka", "ak"),
        ("amh", "am"),
        ("ara", "ar"),
        ("aze", "az"),
        ("bel", "be"),
        ("ben", "bn"),
        ("bul", "bg"),
        ("cat", "ca"),
        ("ces", "cs"),
        ("cmn", "zh"),
        ("cym", "cy"),
        ("dan", "da"),
        ("deu", "de"),
        ("ell", "el"),
        ("eng", "en"),
        ("epo", "eo"),
        ("est", "et"),
        ("fin", "fi"),
        ("fra", "fr"),
        ("guj", "gu"),
        ("heb", "he"),
        ("hin", "hi"),
        ("hrv", "hr"),
        ("hun", "hu"),
        ("hye", "hy"),
        ("ind", "id"),
        ("ita", "it"),
        ("jav", "jv"),
        ("jpn", "ja"),
        ("kan", "kn"),
        ("kat", "ka"),
        ("khm", "km"),
        ("kor", "ko"),
        ("lat", "la"),
        ("lav", "lv"),
        ("lit", "lt"),
        ("mal", "ml"),
        ("mar", "mr"),
        ("mkd", "mk"),
        ("mya", "my"),
        ("nep", "ne"),
        ("nld", "nl"),
        ("nob", "nb"),
        ("ori", "or"),
        ("pan", "pa"),
        ("pes", "fa"),
        ("pol", "pl"),
        ("por", "pt"),
        ("ron", "ro"),
        ("rus", "ru"),
        ("sin", "si"),
        ("slk", "sk"),
        ("slv", "sl"),
        ("sna", "sn"),
        ("spa", "es"),
        ("srp", "sr"),
        ("swe", "sv"),
        ("tam", "ta"),
        ("tel", "te"),
        ("tgl", "tl"),
        ("tha", "th"),
        ("tuk", "tk"),
        ("tur", "tr"),
        ("ukr", "uk"),
        ("urd", "ur"),
        ("uzb", "uz"),
        ("vie", "vi"),
        ("yid", "yi"),
        ("zul", "zu"),
    ];
    let long = language.code();
    CODES
        .iter()
        .find(|(known, _)| *known == long)
        .map_or(long, |(_, short)| short)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::parse;

    fn language(source: &str) -> &'static str {
        detect(&parse(source))
    }

    #[test]
    fn running_text_tells() {
        assert_eq!(
            language("The old mill by the river had stood there for two hundred years, and then it fell in one night."),
            "en"
        );
        assert_eq!(
            language("Der Hund läuft schnell durch den Wald und sucht überall nach seinem Herrn, den er nicht findet."),
            "de"
        );
        assert_eq!(
            language("El gobierno anunció ayer nuevas medidas para reducir el desempleo entre los jóvenes del país."),
            "es"
        );
        assert_eq!(language("政府昨天宣布了新的措施，以减少失业。"), "zh");
        assert_eq!(language("今日は天気がいいですね。散歩に行きましょう。"), "ja");
    }

    #[test]
    fn what_does_not_tell_is_english() {
        assert_eq!(
            (language(""), language("**mill**"), language("12:30")),
            ("en", "en", "en")
        );
    }

    #[test]
    fn glosses_and_short_lines_do_not_mislead() {
        let source = "谴责\n\n等等\n\n用户\n\nHe would **rebuke**（谴责）the soldiers, and they would **flee**（逃跑）from the old mill by the river.";
        assert_eq!(language(source), "en");
    }

    #[test]
    fn every_language_has_a_short_code_where_there_is_one() {
        let long: Vec<_> = whatlang::Lang::all()
            .iter()
            .map(|language| code(*language))
            .filter(|code| code.len() != 2)
            .collect();
        assert!(long.is_empty(), "{long:?}");
    }
}
