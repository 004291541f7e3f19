//! Lines that pages set around an article: bylines, credits, corrections, requests to follow.
//!
//! Their first words begin ordinary sentences as well, so that the words behind the bold ones decide.

use crate::text::{Block, Token, form_key};

/// Where pages ask to be followed.
const SITES: [&str; 13] = [
    "bluesky",
    "facebook",
    "instagram",
    "linkedin",
    "mastodon",
    "reddit",
    "telegram",
    "threads",
    "tiktok",
    "twitter",
    "whatsapp",
    "x",
    "youtube",
];

/// What is credited to somebody.
const CREDITED: [&str; 21] = [
    "additional reporting",
    "edited",
    "graphic",
    "graphics",
    "illustration",
    "illustrations",
    "image",
    "images",
    "photo",
    "photograph",
    "photographs",
    "photography",
    "photos",
    "picture",
    "pictures",
    "reported",
    "reporting",
    "text",
    "video",
    "words",
    "written",
];

/// What stands above a note on the article itself.
const NOTES: [&str; 6] = [
    "clarification",
    "clarifications",
    "correction",
    "corrections",
    "editor's note",
    "update",
];

/// What such a note begins with: a capital there is that of a new sentence.
const OPENS_NOTE: [&str; 10] = ["An", "A", "The", "This", "In", "It", "Due", "We", "On", "Because"];

/// Longest line of credits, in words.
const LONGEST_CREDIT: usize = 12;

/// Whether a bold beginning and the rest of its block are a line that pages set around an article: `Read more about …`,
/// `Follow us on …`, `Photo by …`, `By John Smith`, `Correction An earlier version …`. A sentence that begins so goes on
/// otherwise: `Follow the river …`, `By noon …`.
pub(super) fn begins_one(block: &Block, text: &str, rest: std::ops::Range<usize>) -> bool {
    let word = |token: &Token| block.slice(token.range);
    let words: Vec<&str> = block.tokens[rest].iter().take(LONGEST_CREDIT + 1).map(word).collect();
    let is_short = words.len() <= LONGEST_CREDIT;
    let [first, others @ ..] = words.as_slice() else {
        return false;
    };
    let has_site = || {
        let on = words.iter().position(|word| *word == "on");
        let site = on.and_then(|on| words.get(on + 1));
        is_short && site.is_some_and(|site| SITES.contains(&form_key(site).as_str()))
    };
    match text {
        "read more" => is_short && ["about", "from", "here", "in", "on"].contains(first),
        "follow" => has_site() || *first == "us" && others.is_empty(),
        "follow us" | "find us" | "join us" | "like us" => has_site(),
        "by" => is_byline(&words),
        _ if CREDITED.contains(&text) => *first == "by" && is_byline(others),
        _ => NOTES.contains(&text) && OPENS_NOTE.contains(first),
    }
}

/// Whether words are nothing but names, as far as capitals tell: `John Smith and Ann Moss in London`.
fn is_byline(words: &[&str]) -> bool {
    let is_name = |word: &&str| word.starts_with(char::is_uppercase);
    let links = ["and", "de", "for", "in", "of", "the", "van", "von"];
    words.len() < LONGEST_CREDIT
        && words.first().is_some_and(is_name)
        && words.iter().all(|word| is_name(word) || links.contains(word))
}
