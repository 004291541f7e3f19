//! Keys: the one spelling under which forms and headwords are compared and stored.

use unicode_normalization::UnicodeNormalization;

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

/// The keys of the tokens that a form's key is made of: split at spaces and hyphens.
#[must_use]
pub fn key_parts(key: &str) -> Vec<&str> {
    key.split([' ', '-', '\u{2010}', '\u{2011}'])
        .filter(|part| !part.is_empty())
        .collect()
}
