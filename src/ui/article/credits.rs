//! Credits that copying a web page has glued to the end of a caption: `…of Kyiv.PHOTO: NAME`, `…the harbourPlay video: …`.
//! They are set apart on the page; the text itself stays as it is.

/// What such a piece of a page's furniture begins with, before its colon.
const WORDS: [&str; 24] = [
    "Caption",
    "Credit",
    "Credits",
    "Graphic",
    "Illustration",
    "Image",
    "Image credit",
    "Images",
    "Listen",
    "Map",
    "Photo",
    "Photo credit",
    "Photograph",
    "Photographs",
    "Photos",
    "Picture",
    "Pictures",
    "Play audio",
    "Play video",
    "Source",
    "Sources",
    "Video",
    "Videos",
    "Watch",
];

/// Longest of the words, and of what stands in capitals (bytes).
const LONGEST: usize = 12;

/// The places behind `from`, up to `to`, at which a credit begins that is glued to what is before it (bytes).
pub(super) fn glued_credits(text: &str, from: usize, to: usize) -> Vec<usize> {
    let last = (to + LONGEST).min(text.len());
    let Some(stretch) = text.as_bytes().get(from..last) else {
        return Vec::new();
    };
    let colons = stretch.iter().zip(from..).filter(|(byte, _)| **byte == b':');
    let places = colons.filter_map(|(_, colon)| begin(text, colon));
    places.filter(|place| *place > from && *place <= to).collect()
}

/// Where the credit begins that a colon ends, if one is glued there.
fn begin(text: &str, colon: usize) -> Option<usize> {
    let head = text.get(..colon)?;
    let known = WORDS.iter().filter_map(|word| {
        let begin = colon.checked_sub(word.len())?;
        let same = head.get(begin..)?;
        let capitals = !same.bytes().any(|byte| byte.is_ascii_lowercase());
        (same == *word || (capitals && same.eq_ignore_ascii_case(word))).then_some(begin)
    });
    // After a sentence other capitals do as well; after a bare letter they may be half a name, as in `iPHONE:`.
    let capitals = head.bytes().rev().take_while(u8::is_ascii_uppercase).count();
    let other = (4..=LONGEST).contains(&capitals).then(|| colon - capitals);
    let ends_sentence = |begin: usize| {
        let before = &head[..begin];
        let words = before.trim_end_matches(['.', '!', '?', '”', '’', '"', ')']);
        words.len() < before.len() && words.ends_with(char::is_lowercase)
    };
    let ends_word = |begin: usize| {
        let mut letters = head[..begin].chars().rev();
        (0..3).all(|_| letters.next().is_some_and(char::is_lowercase))
    };
    known
        .filter(|begin| ends_sentence(*begin) || ends_word(*begin))
        .chain(other.filter(|begin| ends_sentence(*begin)))
        .min()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text as it is shown.
    fn shown(text: &str) -> String {
        let mut shown = text.to_owned();
        for place in glued_credits(text, 0, text.len()).into_iter().rev() {
            shown.insert(place, '|');
        }
        shown
    }

    #[test]
    fn credits_glued_to_a_caption_are_told() {
        for (text, expected) in [
            (
                "on the outskirts of the port.PHOTO: A NAME",
                "on the outskirts of the port.|PHOTO: A NAME",
            ),
            ("the “old wall.”CREDIT: A NAME", "the “old wall.”|CREDIT: A NAME"),
            (
                "the flooded harbourPlay video: A mayor",
                "the flooded harbour|Play video: A mayor",
            ),
            ("near the bridge.Photo: A. Name", "near the bridge.|Photo: A. Name"),
            ("at the marketImage: agency", "at the market|Image: agency"),
            (
                "at the market (left)Image credit: agency",
                "at the market (left)|Image credit: agency",
            ),
            (
                "rainfall by yearSource: the office",
                "rainfall by year|Source: the office",
            ),
            ("in the snow.DRAWING: A NAME", "in the snow.|DRAWING: A NAME"),
            ("one.PHOTO: A twoVideo: B", "one.|PHOTO: A two|Video: B"),
        ] {
            assert_eq!(shown(text), expected);
        }
    }

    #[test]
    fn other_colons_glue_nothing() {
        for text in [
            "on the outskirts. PHOTO: A NAME",
            "the U.N.: a note",
            "a.BBC: news",
            "note.PHOTO",
            "my iPHONE: it rang",
            "Photo: A. Name",
            "A Photo: one",
            "myPhoto: it",
            "the resource: water",
            "é: ü",
            ":",
        ] {
            assert_eq!(shown(text), text);
        }
    }

    #[test]
    fn a_stretch_finds_its_own_places_only() {
        let text = "the portPlay video: A mayor.PHOTO: B";
        let (video, photo) = (text.find("Play").unwrap(), text.find("PHOTO").unwrap());
        assert_eq!(glued_credits(text, 0, video), [video]);
        assert_eq!(glued_credits(text, video, text.len()), [photo]);
        assert_eq!(glued_credits(text, 0, video - 1), [0; 0]);
    }
}
