//! How far a gloss without brackets goes on: `**amid** 在……之中`.

use super::{CLOSING, LONGEST, OPENING};
use crate::text::scripts::Scripts;

/// How far letters of other scripts than a text's own go on, with what stands between them (`在……之中`) and brackets of
/// such letters (`伤亡（人数）`), and the script of the first.
pub(super) fn length(content: &str, own: Scripts) -> (usize, Scripts) {
    let (mut last, mut first) = (0, Scripts::default());
    // Where a bracket was opened, and whether it has a letter.
    let mut open: Option<(usize, bool)> = None;
    for (at, char) in content.char_indices().take(LONGEST + 1) {
        let end = at + char.len_utf8();
        let script = Scripts::of(char);
        if script == Scripts::default() {
            match open {
                None if last > 0 && OPENING.contains(&char) => open = Some((last, false)),
                Some((_, true)) if CLOSING.contains(&char) => (open, last) = (None, end),
                _ if last > 0 && is_between(char) || is_ellipsis(content, at) => {}
                _ => break,
            }
        } else if script.meets(own) {
            break;
        } else {
            first = if last == 0 { script } else { first };
            last = end;
            open = open.map(|(start, _)| (start, true));
        }
    }
    // A bracket that is not closed here is the text's.
    (open.map_or(last, |(start, _)| start), first)
}

fn is_between(char: char) -> bool {
    matches!(
        char,
        ' ' | '、' | '，' | '；' | ',' | ';' | '/' | '／' | '·' | '・' | '-' | '~' | '～' | '\'' | '\u{300}'
            ..='\u{36f}'
    )
}

/// The dots that stand for an object (`在…之中`); one alone is a full stop.
fn is_ellipsis(content: &str, at: usize) -> bool {
    let rest = &content[at..];
    rest.starts_with(['…', '⋯']) || rest.starts_with("..") || rest.starts_with('.') && content[..at].ends_with("..")
}
