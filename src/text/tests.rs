//! What a learner takes for a word and for a sentence, in the ways in which articles write them.

use super::{Article, TokenIndex, form_key, parse, sentences};

/// The words of an article as keys; a part of a hyphenated word after the first has a hyphen before it.
fn keys(article: &Article) -> Vec<String> {
    let words = article.blocks.iter().flat_map(|block| {
        let key = |(index, token): (usize, &super::Token)| {
            let hyphen = if block.compound(index).start == index { "" } else { "-" };
            format!("{hyphen}{}", form_key(block.slice(token.range)))
        };
        block.tokens.iter().enumerate().map(key).collect::<Vec<_>>()
    });
    words.collect()
}

#[test]
fn words() {
    for (source, expected) in [
        // Hyphenated compounds are joined, and each part can be reached.
        ("rocket-propelled grenades", "rocket -propelled grenades"),
        (
            "a state-of-the-art mother-in-law’s",
            "a state -of -the -art mother -in -law",
        ),
        ("re\u{2011}entry, re\u{2010}entry", "re -entry re -entry"),
        ("a half-**toppled** tower", "a half -toppled tower"),
        ("U.S.-backed, MiG-29, TB2s, Su-35S", "u.s. -backed mig -29 tb2s su -35s"),
        // Possessives: the stem is the word.
        ("Ukraine’s and Russia's", "ukraine and russia"),
        ("the soldiers’ and James’s", "the soldiers and james"),
        ("**Ukraine’s** U.N.’s 1990’s", "ukraine u.n. 1990"),
        ("KYIV’S Ukraine＇s", "kyiv ukraine"),
        // Contractions are one word each.
        (
            "They didn’t, we'll, I’m, o’clock, can't",
            "they didn't we'll i'm o'clock can't",
        ),
        ("O’Brien l’eau", "o'brien l'eau"),
        // Numbers.
        ("2,870 of 1.4 million, 50%, $3.5bn", "2,870 of 1.4 million 50 3.5bn"),
        ("voted 141-5 on 4th, the 1990s", "voted 141 5 on 4th the 1990s"),
        // Abbreviations keep their dots.
        (
            "The U.N. said at 5 p.m. (e.g. Ph.D.)",
            "the u.n. said at 5 p.m. e.g. ph.d.",
        ),
        // Dashes without spaces part words.
        ("KYIV, Ukraine—Russian forces", "kyiv ukraine russian forces"),
        (
            "force—or threatened use—will; 3–5 days",
            "force or threatened use will 3 5 days",
        ),
        ("no--yes…well", "no yes well"),
        // Quotes, curly and straight.
        ("“We ‘**win**’,” he said", "we win he said"),
        ("\"We 'win'\", he said ‘**badly**’", "we win he said badly"),
        ("«Bonjour», „Tag“", "bonjour tag"),
        // Soft hyphens and combining marks belong to their word and not to its key.
        ("in\u{ad}fra\u{ad}struc\u{ad}ture", "infrastructure"),
        ("cafe\u{301} na\u{ef}ve", "caf\u{e9} na\u{ef}ve"),
        ("**in\u{ad}fra**structure", "infrastructure"),
        // Emoji part words and are none.
        ("fire🔥engine 👩‍🚒 done👍🏽", "fire engine done"),
        // What the copy glued together.
        ("of Kyiv.PHOTO: MANU", "of kyiv photo manu"),
        ("and/or A&B x_y", "and or a b x y"),
    ] {
        assert_eq!(keys(&parse(source)).join(" "), expected, "{source}");
    }
}

#[test]
fn a_stem_is_found_by_its_key() {
    let article = parse("Ukraine’s rocket-propelled U.N.’s cafe\u{301}s");
    let index = TokenIndex::build(&article, "en");
    for key in ["ukraine", "propelled", "rocket", "u.n.", "caf\u{e9}s"] {
        let number = index.key(key).unwrap_or_else(|| panic!("{key}"));
        assert_eq!(index.postings(number).len(), 1, "{key}");
    }
}

#[test]
fn sentences_end_where_a_reader_stops() {
    for text in [
        "Russia batters Ukraine’s No. 2 city.| It stalls.",
        "Mr. Grandi has previously said so.| Mrs. Lind and Dr. Moss agreed.",
        "The U.N. General Assembly voted.| U.N. members met.",
        "He works for the U.S. Army in the U.K. Parliament.",
        "They met at 5 p.m. on Monday.| Nobody came.",
        "Gov. Hennadiy Lahuta spoke to Gen. Mills and Sen. Hale.| They left.",
        "J. K. Rowling wrote it.| A. Smith read it.",
        "It fell by 1.4 percent.| Then it rose 3.5 points.",
        "“They left,” he said.| “Why?”| She did not know.",
        "“We win.”| He sat down.",
        "“Who is in favor of fighting?” he asked.| They shouted.",
        "Really?!| Yes.| No!",
        "He paused… and went on.",
        "The firm, Smith Inc., closed.| Acme Corp. said so.",
        "On Jan. 5 and Dec. 24 it snowed, i.e. twice, e.g. at night.",
        "See p. 12 and Fig. 3, vol. 2.| Then go on.",
        "He lives in St. Petersburg, near Mt. Hood.",
        "Ukraine—Russian forces pounded it.| The end",
    ] {
        let plain = text.replace('|', "");
        let found: Vec<&str> = sentences(&plain, "en")
            .into_iter()
            .map(|range| &plain[range.usize()])
            .collect();
        let expected: Vec<&str> = text.split('|').map(str::trim).collect();
        assert_eq!(found, expected, "{text}");
    }
}
