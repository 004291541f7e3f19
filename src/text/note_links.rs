//! Links between notes, words and articles: `[[stall]]`, `[[What a Glacier Remembers]]`, `[[stall|came to a stop]]`; and
//! what is being typed of one, or of a tag.

/// What is being typed before the caret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typing {
    /// Byte where it begins: behind `[[`, or at the `#`.
    pub start: usize,
    /// What of it is there.
    pub typed: String,
    /// Whether it is a tag and not a name.
    pub tag: bool,
}

/// Longer is no name that somebody is typing (bytes).
const LONGEST: usize = 80;

/// The names in the `[[…]]` of a text, each once, without what is to be shown in its place.
#[must_use]
pub fn linked_names(markdown: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for (at, _) in markdown.match_indices("[[") {
        let rest = &markdown[at + 2..];
        let Some(end) = rest.find("]]") else { continue };
        let inside = &rest[..end];
        let name = inside.split_once('|').map_or(inside, |(name, _)| name).trim();
        if !name.is_empty() && !inside.contains(['\n', '[']) && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The name or tag that ends at the caret (a byte of the text), if one is being typed there.
#[must_use]
pub fn typing_at(text: &str, caret: usize) -> Option<Typing> {
    let before = text.get(..caret)?;
    let line = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
    let line_start = before.len() - line.len();
    if let Some(at) = line.rfind("[[") {
        let typed = &line[at + 2..];
        if typed.len() <= LONGEST && !typed.contains([']', '|', '[']) {
            return Some(Typing {
                start: line_start + at + 2,
                typed: typed.to_owned(),
                tag: false,
            });
        }
    }
    let at = line.rfind('#')?;
    let body = &line[at + 1..];
    let opens = line[..at].chars().next_back().is_none_or(char::is_whitespace);
    let fits = body.chars().all(|char| char.is_alphanumeric() || "-_/".contains(char));
    (opens && fits && !body.is_empty() && body.len() <= LONGEST).then(|| Typing {
        start: line_start + at,
        typed: body.to_owned(),
        tag: true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_once_and_without_what_is_shown_instead() {
        let text = "[[stall]] like [[ A Glacier |that]], [[stall]] [[]] [[a\nb]] [[打击]] [[open";
        assert_eq!(linked_names(text), ["stall", "A Glacier", "打击"]);
    }

    #[test]
    fn what_is_being_typed_ends_at_the_caret() {
        let at_end = |text: &str| typing_at(text, text.len()).map(|typing| (typing.start, typing.typed, typing.tag));
        assert_eq!(at_end("see [[sta"), Some((6, "sta".to_owned(), false)));
        assert_eq!(at_end("see [["), Some((6, String::new(), false)));
        assert_eq!(at_end("打 [[A gl"), Some((6, "A gl".to_owned(), false)));
        assert_eq!(at_end("[[stall]] and"), None);
        assert_eq!(at_end("[[stall]] #ve"), Some((10, "ve".to_owned(), true)));
        assert_eq!(at_end("line [[one\ntwo"), None);
        assert_eq!(at_end("a#b"), None);
        assert_eq!(at_end("# "), None);
        assert_eq!(at_end("#"), None);
        assert_eq!(
            typing_at("[[stall]]", 4).map(|typing| typing.typed),
            Some("st".to_owned())
        );
        assert_eq!(typing_at("é", 1), None);
    }
}
