//! The YAML front matter that Obsidian, Hugo and web clippers put before an article.
//!
//! Only what such files really hold is read: `key: value`, quoted values, lists. Anything that does not look like front
//! matter from its first line to its closing `---` is left to Markdown, where `---` is a rule.

/// Longest front matter that is looked for, in bytes.
const LONGEST: usize = 64 * 1024;

/// The pairs of the front matter in order, and the byte of the source behind it; nothing and 0 without one.
pub(super) fn split(source: &str) -> (Vec<(String, String)>, usize) {
    read(source).unwrap_or_default()
}

fn read(source: &str) -> Option<(Vec<(String, String)>, usize)> {
    let mut lines = Lines { source, at: 0 };
    if lines.next()? != "---" {
        return None;
    }
    let mut pairs: Vec<(String, String)> = Vec::new();
    while let Some(line) = lines.next() {
        if lines.at > LONGEST {
            return None;
        }
        if matches!(line, "---" | "...") {
            return (!pairs.is_empty()).then_some((pairs, lines.at));
        }
        let content = line.trim_start();
        if content.is_empty() || content.starts_with('#') {
            continue;
        }
        if content.len() < line.len() || content.starts_with("- ") || content == "-" {
            continue_value(pairs.last_mut()?, content);
            continue;
        }
        let (key, value) = line.split_once(':')?;
        if key.is_empty()
            || key.contains(char::is_whitespace) && key.len() > 40
            || !(value.is_empty() || value.starts_with([' ', '\t']))
        {
            return None;
        }
        pairs.push((key.trim().trim_matches(['"', '\'']).to_owned(), scalar(value)));
    }
    None
}

/// An item of a list, or a further line of a long value.
fn continue_value(pair: &mut (String, String), content: &str) {
    let item = content
        .strip_prefix('-')
        .filter(|rest| rest.is_empty() || rest.starts_with(' '));
    let (separator, text) = match item {
        Some(item) => (", ", scalar(item)),
        None => (" ", content.trim().to_owned()),
    };
    if matches!(pair.1.as_str(), "|" | ">" | "|-" | ">-") {
        pair.1.clear();
    }
    if !pair.1.is_empty() && !text.is_empty() {
        pair.1.push_str(separator);
    }
    pair.1.push_str(&text);
}

fn scalar(value: &str) -> String {
    let value = value.trim();
    if let Some(inner) = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        return inner.replace("\\\"", "\"").replace("\\\\", "\\");
    }
    if let Some(inner) = value.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')) {
        return inner.replace("''", "'");
    }
    if let Some(inner) = value
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .filter(|inner| !inner.starts_with('['))
    {
        return inner.split(',').map(scalar).collect::<Vec<_>>().join(", ");
    }
    // A comment stands behind a space.
    value
        .split_once(" #")
        .map_or(value, |(value, _)| value)
        .trim_end()
        .to_owned()
}

struct Lines<'a> {
    source: &'a str,
    at: usize,
}

impl<'a> Lines<'a> {
    /// The next line without its end and without white space before it.
    fn next(&mut self) -> Option<&'a str> {
        let rest = self.source.get(self.at..).filter(|rest| !rest.is_empty())?;
        let length = rest.find('\n').map_or(rest.len(), |at| at + 1);
        self.at += length;
        Some(rest[..length].trim_end())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(source: &str) -> Vec<(String, String)> {
        split(source).0
    }

    fn pair(key: &str, value: &str) -> (String, String) {
        (key.to_owned(), value.to_owned())
    }

    #[test]
    fn values_lists_and_quotes() {
        let source = "---\ntitle: \"The \\\"old\\\" mill\"\nauthor: O''Brien # x\ntags:\n  - one\n  - two\nplace: [a, 'b']\n---\n\nText";
        let expected = [
            pair("title", "The \"old\" mill"),
            pair("author", "O''Brien"),
            pair("tags", "one, two"),
            pair("place", "a, b"),
        ];
        assert_eq!(pairs(source), expected);
        assert_eq!(&source[split(source).1..], "\nText");
    }

    #[test]
    fn windows_line_ends() {
        let source = "---\r\ntitle: A\r\n---\r\nText";
        assert_eq!(pairs(source), [pair("title", "A")]);
        assert_eq!(&source[split(source).1..], "Text");
    }

    #[test]
    fn a_rule_is_not_front_matter() {
        for source in [
            "---\n\nHello: there\nworld\n---\n",
            "---\ntext\n---",
            "---\ntitle: x\n",
            "--- \n---\n",
            "",
            "---",
        ] {
            assert_eq!(split(source), (Vec::new(), 0), "{source:?}");
        }
    }
}
