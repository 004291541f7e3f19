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
    let is_text = |block: &&Block| !matches!(block.kind, BlockKind::Code(_));
    let everything = gather(article.blocks.iter().filter(is_text));
    // One long source line in Latin letters must not outweigh an article of short lines in another script.
    if sample.is_empty() || is_foreign(&everything) {
        sample = everything;
    }
    let Some(info) = whatlang::detect(&sample) else {
        return "en";
    };
    // Few words in Latin letters look like any of thirty languages; a script of its own does not.
    if info.script() != whatlang::Script::Latin {
        return of_script(&sample, &info);
    }
    let enough = sample.len() >= 40;
    if enough && (info.is_reliable() || (sample.len() > 200 && info.confidence() > 0.25)) {
        code(info.lang())
    } else {
        "en"
    }
}

/// Whether most letters are not Latin.
fn is_foreign(text: &str) -> bool {
    let (mut latin, mut other) = (0_usize, 0_usize);
    for letter in text.chars().filter(|letter| letter.is_alphabetic()) {
        if letter < '\u{250}' { latin += 1 } else { other += 1 }
    }
    other > latin
}

/// Letters that one language of a script has and its neighbours have not, the most telling first.
const TELLING: [(&str, &str); 10] = [
    ("ٹڈڑںےہھ", "ur"),
    ("پچژگیک", "fa"),
    ("ةىيك", "ar"),
    ("ў", "be"),
    ("іїєґ", "uk"),
    ("ѓќѕ", "mk"),
    ("ђћ", "sr"),
    ("ыэё", "ru"),
    // Marathi has this letter in every other sentence, Hindi and Nepali hardly ever.
    ("ळ", "mr"),
    ("ײױװ", "yi"),
];

/// The language of a text in another script than the Latin one. Short texts are told by their letters.
fn of_script(text: &str, info: &whatlang::Info) -> &'static str {
    use whatlang::Script;
    let found = code(info.lang());
    match info.script() {
        Script::Mandarin | Script::Hiragana | Script::Katakana => {
            // Japanese has kana in every sentence; a Chinese text may name a thing or two in it.
            let kana = text.chars().filter(|char| matches!(char, 'ぁ'..='ヿ')).count();
            let han = text
                .chars()
                .filter(|char| matches!(char, '\u{4e00}'..='\u{9fff}'))
                .count();
            if kana * 6 > han { "ja" } else { "zh" }
        }
        Script::Arabic | Script::Cyrillic | Script::Devanagari | Script::Hebrew if !info.is_reliable() => {
            let told = TELLING
                .iter()
                .find(|(letters, _)| text.chars().any(|char| letters.contains(char)));
            match (told, info.script()) {
                (Some((_, language)), _) => language,
                (None, Script::Arabic) => "ar",
                (None, Script::Cyrillic) if info.confidence() < 0.1 => "ru",
                (None, Script::Hebrew) => "he",
                (None, _) => found,
            }
        }
        _ => found,
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
    fn scripts_of_their_own_tell_even_in_a_line() {
        for (text, expected) in [
            ("ذهب الولد إلى المدرسة.", "ar"),
            ("كتاب", "ar"),
            ("این کتاب است.", "fa"),
            ("یہ کتاب ہے۔", "ur"),
            ("Привет", "ru"),
            ("Мы живём у моря, и это хорошо.", "ru"),
            ("Уряд оголосив нові заходи.", "uk"),
            ("Ён жыве каля мора, і ўсё добра.", "be"),
            ("Он је ишао кући и срео ђака.", "sr"),
            ("היום", "he"),
            ("我們昨天去了海邊。", "zh"),
            ("新闻", "zh"),
            ("海へ行きました。", "ja"),
            ("コンピュータ", "ja"),
            ("東京都は昨日、会議を開催した。", "ja"),
            (
                "这部动画叫《となり》，昨天在北京的电影院重新上映，很多观众带着孩子去看。",
                "zh",
            ),
            ("바다에 갔다.", "ko"),
            ("Καλημέρα", "el"),
            ("สวัสดี", "th"),
            ("გამარჯობა", "ka"),
            ("Բարեւ", "hy"),
            ("नमस्ते, आप कैसे हैं?", "hi"),
        ] {
            assert_eq!(language(text), expected, "{text}");
        }
    }

    #[test]
    fn a_line_in_latin_letters_does_not_outweigh_the_article() {
        let lines =
            "ذهب الولد إلى المدرسة.\n\nقرأ كتابا.\n\nعاد إلى البيت.\n\nنام الولد ليلا طويلا.\n\nثم جاء الصباح وقام.\n\n";
        let credit = "Foto: Jan van der Merwe, met dank aan die Kaapse Biblioteek\n";
        assert_eq!(language(&format!("{lines}{credit}")), "ar");
    }

    /// ISO 639-3 as whatlang has it, and ISO 639-1, from the registry at iso639-3.sil.org.
    #[test]
    fn codes_are_those_of_the_registry() {
        let table = "afr af aka ak amh am ara ar aze az bel be ben bn bul bg cat ca ces cs cmn zh cym cy dan da deu de \
                     ell el eng en epo eo est et fin fi fra fr guj gu heb he hin hi hrv hr hun hu hye hy ind id ita it \
                     jav jv jpn ja kan kn kat ka khm km kor ko lat la lav lv lit lt mal ml mar mr mkd mk mya my nep ne \
                     nld nl nob nb ori or pan pa pes fa pol pl por pt ron ro rus ru sin si slk sk slv sl sna sn spa es \
                     srp sr swe sv tam ta tel te tgl tl tha th tuk tk tur tr ukr uk urd ur uzb uz vie vi yid yi zul zu";
        let words: Vec<&str> = table.split_whitespace().collect();
        for pair in words.chunks(2) {
            let lang = whatlang::Lang::from_code(pair[0]).unwrap();
            assert_eq!(code(lang), pair[1]);
        }
        assert_eq!(words.len() / 2, whatlang::Lang::all().len(), "all that whatlang knows");
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
