//! Words of the scripts that write no space between them: Chinese, Japanese, Thai, Lao, Burmese, Khmer.
//!
//! A dictionary (Chinese, Japanese) or a small trained model (the others) tells where a word ends, as the Unicode
//! consortium's ICU does. The script of a run decides, not the article's language: a Chinese gloss in an English
//! article is words as well. Both are estimates: a long word may come out as two. Where a learner bolds other borders,
//! they hold (see [`split`]).

use icu_segmenter::options::WordType;

use super::segmenter::segmenter;
use super::{Bold, ByteRange, Token};

/// A stretch of a text that is unspaced throughout, or nowhere.
pub(super) struct Run {
    /// Bytes of the text.
    pub range: std::ops::Range<usize>,
    /// Whether its script writes no spaces.
    pub unspaced: bool,
}

/// The runs of a text, in order; together they are the text.
pub(super) fn runs(text: &str) -> impl Iterator<Item = Run> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &text[at..];
        let unspaced = is_unspaced(rest.chars().next()?);
        let length = rest.find(|char| is_unspaced(char) != unspaced).unwrap_or(rest.len());
        let range = at..at + length;
        at = range.end;
        Some(Run { range, unspaced })
    })
}

/// The words of an unspaced run, and whether each is a number.
pub(super) fn words(run: &str) -> impl Iterator<Item = (ByteRange, bool)> + '_ {
    let mut start = 0;
    let segments = segmenter().segment_str(run).iter_with_word_type();
    segments.filter_map(move |(end, kind)| {
        let range = ByteRange::new(offset(start), offset(end));
        start = end;
        (kind != WordType::None && !range.is_empty()).then_some((range, kind == WordType::Number))
    })
}

/// Cuts the words of unspaced scripts at the borders of bold spans (in order, apart from each other): whoever sets
/// three signs in bold means those three, wherever the dictionary sees a word end.
pub(super) fn split(text: &str, tokens: Vec<Token>, bolds: &[Bold]) -> Vec<Token> {
    let mut borders = bolds
        .iter()
        .flat_map(|bold| [bold.range.start, bold.range.end])
        .peekable();
    if borders.peek().is_none() {
        return tokens;
    }
    let mut cut = Vec::with_capacity(tokens.len());
    for mut token in tokens {
        while borders.next_if(|&border| border <= token.range.start).is_some() {}
        if text[token.range.usize()].starts_with(is_unspaced) {
            while let Some(border) = borders.next_if(|&border| border < token.range.end) {
                let range = ByteRange::new(token.range.start, border);
                cut.push(Token { range, ..token });
                token.range.start = border;
                token.joined = false;
            }
        }
        cut.push(token);
    }
    cut
}

/// Whether a character is of a script that writes no spaces; marks and digits of such a script are.
pub(super) const fn is_unspaced(char: char) -> bool {
    matches!(char,
        '\u{0e01}'..='\u{0e3a}' | '\u{0e40}'..='\u{0eff}' // Thai, Lao
        | '\u{1000}'..='\u{109f}' // Burmese
        | '\u{1780}'..='\u{17d3}' | '\u{17e0}'..='\u{17e9}' // Khmer
        | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{309f}' | '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}' // kana
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' // Han
        | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

fn offset(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use crate::text::{parse, tokenize};

    fn words(text: &str) -> Vec<&str> {
        tokenize(text).iter().map(|token| &text[token.range.usize()]).collect()
    }

    #[test]
    fn chinese() {
        let expected = ["政府", "昨天", "宣布", "了", "新的", "措施"];
        assert_eq!(words("政府昨天宣布了新的措施。"), expected);
        assert_eq!(words("谴责，失业"), ["谴责", "失业"]);
    }

    #[test]
    fn japanese() {
        assert_eq!(
            words("先生は毎日コンピューターを使う。"),
            ["先生", "は", "毎日", "コンピューター", "を", "使う"]
        );
    }

    #[test]
    fn thai() {
        assert_eq!(words("ฉันรักประเทศไทย"), ["ฉัน", "รัก", "ประเทศ", "ไทย"]);
    }

    #[test]
    fn runs_of_other_scripts_keep_their_rules() {
        assert_eq!(
            words("rebuke（谴责）the U.N.和3月的iPhone手机"),
            ["rebuke", "谴责", "the", "U.N.", "和", "3", "月", "的", "iPhone", "手机"]
        );
        assert_eq!(words("한국어는 띄어쓴다"), ["한국어는", "띄어쓴다"]);
    }

    #[test]
    fn bold_borders_hold() {
        let block = &parse("政府昨天宣**布了新的**措施。 Half-**bold**ed **昨天** here").blocks[0];
        let words: Vec<&str> = block.tokens.iter().map(|token| block.slice(token.range)).collect();
        assert_eq!(
            words,
            [
                "政府", "昨天", "宣", "布", "了", "新的", "措施", "Half", "bolded", "昨天", "here"
            ]
        );
    }

    #[test]
    fn long_runs_take_linear_time() {
        let started = std::time::Instant::now();
        for part in ["的", "ー", "น้ำ", "中国人民", "ๆ", "3的", "\u{200b}ก"] {
            let text = part.repeat(100_000 / part.len());
            let tokens = tokenize(&text);
            assert!(tokens.windows(2).all(|pair| pair[0].range.end <= pair[1].range.start));
        }
        assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
    }
}
