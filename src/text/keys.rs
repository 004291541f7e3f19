//! Keys: the one spelling under which forms and headwords are compared and stored.

use unicode_normalization::UnicodeNormalization;

use super::tokenize;

/// The key of a form or headword: NFC, soft hyphens removed, `’` as `'`, white space as one space, Unicode lower case.
#[must_use]
pub fn form_key(form: &str) -> String {
    let mut key = String::with_capacity(form.len());
    for word in form.split_whitespace() {
        if !key.is_empty() {
            key.push(' ');
        }
        let chars = word
            .nfc()
            .filter(|&char| char != '\u{ad}')
            .map(|char| if char == '’' { '\'' } else { char });
        key.extend(chars.flat_map(char::to_lowercase));
    }
    key
}

/// The keys of the tokens that a form's key is made of: `well, well` and `rocket-propelled` are two each.
///
/// What a text makes of the form, this makes of its key, so that the one finds the other whatever stands between words.
#[must_use]
pub fn key_parts(key: &str) -> Vec<&str> {
    if key.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return vec![key];
    }
    let tokens = tokenize(key);
    tokens.iter().filter_map(|token| key.get(token.range.usize())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{TokenIndex, parse};

    #[test]
    fn the_parts_of_a_key_are_the_keys_of_its_tokens() {
        for form in [
            "out of one’s depth",
            "well, well",
            "Kyiv’s air",
            "put … off",
            "rock & roll",
            "and/or",
            "rocket-propelled",
            "U.N. General Assembly",
            "No. 2",
            "don’t",
            "学习",
            "fire🔥 engine",
            "naïve",
            "e.g. this",
            "1,200",
        ] {
            let article = parse(&format!("Before {form} after"));
            let index = TokenIndex::build(&article, "en");
            let block = &article.blocks[0];
            let (start, end) = (7, 7 + u32::try_from(form.len()).unwrap());
            let inside = block
                .tokens
                .iter()
                .filter(|token| token.range.start >= start && token.range.end <= end);
            let expected: Vec<String> = inside.map(|token| form_key(block.slice(token.range))).collect();
            let key = form_key(form);
            let parts = key_parts(&key);
            assert_eq!(parts, expected, "{form}");
            assert!(parts.iter().all(|part| index.key(part).is_some()), "{form}");
        }
    }
}
