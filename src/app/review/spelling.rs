//! A typed answer, held against the form that was wanted, letter by letter.

/// What became of a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelled {
    /// It is right.
    Right(char),
    /// It was typed and does not belong there.
    Wrong(char),
    /// It is missing.
    Missing(char),
}

/// The letters of a typed answer and of the form; `None` when it is right. Case and blanks around it do not count, and
/// British and American spellings are both right.
#[must_use]
pub fn spelled(typed: &str, wanted: &str) -> Option<Vec<Spelled>> {
    let plain = |text: &str| text.trim().replace('’', "'").to_lowercase();
    let (typed, wanted) = (plain(typed), plain(wanted));
    if typed == wanted || (typed.len() >= 4 && american(&typed) == american(&wanted)) {
        return None;
    }
    let (typed, wanted): (Vec<char>, Vec<char>) = (typed.chars().collect(), wanted.chars().collect());
    // The longest common sequence; both are words.
    let mut lengths = vec![vec![0_u16; wanted.len() + 1]; typed.len() + 1];
    for (row, one) in typed.iter().enumerate().rev() {
        for (column, other) in wanted.iter().enumerate().rev() {
            lengths[row][column] = if one == other {
                lengths[row + 1][column + 1] + 1
            } else {
                lengths[row + 1][column].max(lengths[row][column + 1])
            };
        }
    }
    let (mut row, mut column, mut letters) = (0, 0, Vec::new());
    while row < typed.len() || column < wanted.len() {
        match (typed.get(row), wanted.get(column)) {
            (Some(one), Some(other)) if one == other => {
                letters.push(Spelled::Right(*one));
                (row, column) = (row + 1, column + 1);
            }
            (Some(one), other) if other.is_none() || lengths[row + 1][column] >= lengths[row][column + 1] => {
                letters.push(Spelled::Wrong(*one));
                row += 1;
            }
            (_, Some(other)) => {
                letters.push(Spelled::Missing(*other));
                column += 1;
            }
            (_, None) => break,
        }
    }
    Some(letters)
}

/// A spelling with what differs across the Atlantic made the same: endings and doubled letters of the usual kinds.
fn american(word: &str) -> String {
    const SAME: [(&str, &str); 14] = [
        ("isation", "ization"),
        ("ising", "izing"),
        ("ised", "ized"),
        ("ises", "izes"),
        ("ise", "ize"),
        ("yse", "yze"),
        ("ysing", "yzing"),
        ("our", "or"),
        ("ogue", "og"),
        ("lled", "led"),
        ("lling", "ling"),
        ("ller", "ler"),
        ("ence", "ense"),
        ("grey", "gray"),
    ];
    let mut word = word.to_owned();
    for (british, american) in SAME {
        word = word.replace(british, american);
    }
    for (british, american) in [("tre", "ter"), ("bre", "ber")] {
        if let Some(stem) = word.strip_suffix(british) {
            word = format!("{stem}{american}");
        }
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_of_the_atlantic_are_right() {
        for (typed, wanted) in [
            ("harbor", "harbour"),
            ("realise", "realize"),
            ("organisation", "Organization"),
            ("centre", "center"),
            ("travelled", "traveled"),
            ("defense", "defence"),
            (" Stalled ", "stalled"),
            ("don't", "don’t"),
        ] {
            assert_eq!(spelled(typed, wanted), None, "{typed}");
        }
        assert!(spelled("for", "four").is_some());
        assert!(spelled("", "stall").is_some());
    }

    #[test]
    fn a_near_miss_shows_its_letters() {
        use Spelled::{Missing, Right, Wrong};
        assert_eq!(
            spelled("batered", "battered").unwrap(),
            [
                Right('b'),
                Right('a'),
                Right('t'),
                Missing('t'),
                Right('e'),
                Right('r'),
                Right('e'),
                Right('d')
            ]
        );
        assert!(spelled("stahl", "stall").unwrap().contains(&Wrong('h')));
    }

    proptest::proptest! {
        #[test]
        fn what_is_right_and_missing_is_the_word(typed in "[a-d]{0,9}", wanted in "[a-d]{1,9}") {
            if let Some(letters) = spelled(&typed, &wanted) {
                let word: String = letters.iter().filter_map(|letter| match letter {
                    Spelled::Right(char) | Spelled::Missing(char) => Some(*char),
                    Spelled::Wrong(_) => None,
                }).collect();
                proptest::prop_assert_eq!(word, wanted);
            }
        }
    }
}
