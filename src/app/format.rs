//! Numbers, dates, plurals and names, as the learner reads them: the one place where they are made.

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rust_i18n::t;
use unicode_segmentation::UnicodeSegmentation as _;

use crate::lexicon::Level;
use crate::study::{NoteColour, Status};

/// The text of a key in its form for one or for several: `key.one` or `key.other`, with `%{count}`.
#[must_use]
pub fn plural(key: &str, count: usize) -> String {
    let form = if count == 1 { "one" } else { "other" };
    t!(format!("{key}.{form}"), count = number(count)).into_owned()
}

/// The same, of a text that also names a `%{word}`.
#[must_use]
pub fn plural_of_word(key: &str, count: usize, word: &str) -> String {
    let form = if count == 1 { "one" } else { "other" };
    t!(format!("{key}.{form}"), count = number(count), word = word).into_owned()
}

/// So many minutes; from two hours on as hours and minutes, from ten on as hours.
#[must_use]
pub fn minutes(minutes: usize) -> String {
    let (hours, rest) = (minutes / 60, minutes % 60);
    match hours {
        0 | 1 => t!("format.minutes", minutes = minutes),
        2..10 if rest > 0 => t!("format.hours_and_minutes", hours = hours, minutes = rest),
        _ => t!("format.hours", hours = number(hours)),
    }
    .into_owned()
}

/// A moment: the day, and the time in hours and minutes. UTC milliseconds.
#[must_use]
pub fn moment(at_ms: i64, now_ms: i64, zone: &TimeZone) -> String {
    let time = Timestamp::from_millisecond(at_ms).map(|at| at.to_zoned(zone.clone()).strftime("%H:%M").to_string());
    t!(
        "format.moment",
        day = day(at_ms, now_ms, zone),
        time = time.unwrap_or_default()
    )
    .into_owned()
}

/// A number with its thousands set apart.
#[must_use]
pub fn number(number: usize) -> String {
    let digits = number.to_string();
    let separator = t!("format.thousands");
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push_str(&separator);
        }
        text.push(digit);
    }
    text
}

/// At most so many characters of a text, with an ellipsis where it is cut: behind a word, else behind what is read as one
/// sign.
#[must_use]
pub fn shortened(text: &str, characters: usize) -> Cow<'_, str> {
    /// So much of the room may stay empty for the sake of a whole word: a part of it.
    const WORD: usize = 3;
    let Some((end, next)) = text.char_indices().nth(characters) else {
        return Cow::Borrowed(text);
    };
    let least = text
        .char_indices()
        .nth(characters - characters / WORD)
        .map_or(end, |(at, _)| at);
    let behind_word = if next.is_whitespace() {
        Some(end)
    } else {
        text[..end].rfind(char::is_whitespace).filter(|&at| at >= least)
    };
    let end = behind_word.unwrap_or_else(|| {
        let mut borders = text.grapheme_indices(true).map(|(at, _)| at);
        borders
            .by_ref()
            .take_while(|&at| at <= end)
            .last()
            .filter(|&at| at > 0)
            .unwrap_or(end)
    });
    Cow::Owned(format!("{}…", text[..end].trim_end()))
}

/// The name of a status; of a term without one, "No status".
#[must_use]
pub fn status(status: Option<Status>) -> String {
    let key = match status {
        None => "status.none",
        Some(Status::New) => "status.new",
        Some(Status::Met) => "status.met",
        Some(Status::Familiar) => "status.familiar",
        Some(Status::Nearly) => "status.nearly",
        Some(Status::Learned) => "status.learned",
        Some(Status::WellKnown) => "status.well_known",
        Some(Status::Ignored) => "status.ignored",
    };
    t!(key).into_owned()
}

/// The name of a status on the button that sets it: shorter where the name is long.
#[must_use]
pub fn status_verb(status: Status) -> String {
    match status {
        Status::Ignored => t!("status.ignore").into_owned(),
        status => self::status(Some(status)),
    }
}

/// The key that sets a status.
#[must_use]
pub const fn status_key(status: Status) -> &'static str {
    match status {
        Status::New => "1",
        Status::Met => "2",
        Status::Familiar => "3",
        Status::Nearly => "4",
        Status::Learned => "5",
        Status::WellKnown => "K",
        Status::Ignored => "I",
    }
}

/// The forms met, with their counts: `stalls · stalled ×2`.
#[must_use]
pub fn forms(forms: &[(String, usize)]) -> String {
    let name = |(form, count): &(String, usize)| match count {
        1 => form.clone(),
        count => t!("card.form_times", form = form, count = count).into_owned(),
    };
    forms.iter().map(name).collect::<Vec<_>>().join(" · ")
}

/// "In this article", with the number of places.
#[must_use]
pub fn in_this_article(places: usize) -> String {
    if places > 1 {
        plural("card.in_article_places", places)
    } else {
        t!("card.in_article").into_owned()
    }
}

/// What is said of the places whose sentences are not shown.
#[must_use]
pub fn more_places(count: usize) -> String {
    plural("card.more_places", count)
}

/// The link that shows the rest of the sentences.
#[must_use]
pub fn more_sentences(count: usize) -> String {
    plural("card.more_sentences", count)
}

/// How many meanings are folded away.
#[must_use]
pub fn more_meanings(count: usize) -> String {
    plural("card.more_meanings", count)
}

/// A day as learners say it: today, yesterday, 12 Nov, 12 Nov 2025. `at_ms` and `now_ms` are UTC milliseconds.
#[must_use]
pub fn day(at_ms: i64, now_ms: i64, zone: &TimeZone) -> String {
    let date = |ms| Timestamp::from_millisecond(ms).map(|at| at.to_zoned(zone.clone()).date());
    let (Ok(at), Ok(now)) = (date(at_ms), date(now_ms)) else {
        return String::new();
    };
    if at == now {
        return t!("format.today").into_owned();
    }
    if now.yesterday().is_ok_and(|yesterday| yesterday == at) {
        return t!("format.yesterday").into_owned();
    }
    let month: Cow<str> = t!(format!("format.month_{}", at.month()));
    if at.year() == now.year() {
        t!("format.day", day = at.day(), month = month).into_owned()
    } else {
        t!("format.day_year", day = at.day(), month = month, year = at.year()).into_owned()
    }
}

/// A day in full: Today, Yesterday, 12 November, 12 November 2025.
#[must_use]
pub fn date(day: Date, today: Date) -> String {
    if day == today {
        return t!("notes.today").into_owned();
    }
    if today.yesterday().is_ok_and(|yesterday| yesterday == day) {
        return t!("notes.yesterday").into_owned();
    }
    let month: Cow<str> = t!(format!("format.month_long_{}", day.month()));
    if day.year() == today.year() {
        t!("format.day", day = day.day(), month = month).into_owned()
    } else {
        t!("format.day_year", day = day.day(), month = month, year = day.year()).into_owned()
    }
}

/// The time now, in UTC milliseconds. Asks the clock alone: the time zone would be looked for in files.
#[must_use]
pub fn now_ms() -> i64 {
    Timestamp::now().as_millisecond()
}

/// The languages that have a name, by code (BCP 47): all that are recognised.
pub const LANGUAGES: [&str; 70] = [
    "af", "ak", "am", "ar", "az", "be", "bg", "bn", "ca", "cs", "cy", "da", "de", "el", "en", "eo", "es", "et", "fa",
    "fi", "fr", "gu", "he", "hi", "hr", "hu", "hy", "id", "it", "ja", "jv", "ka", "km", "kn", "ko", "la", "lt", "lv",
    "mk", "ml", "mr", "my", "nb", "ne", "nl", "or", "pa", "pl", "pt", "ro", "ru", "si", "sk", "sl", "sn", "sr", "sv",
    "ta", "te", "th", "tk", "tl", "tr", "uk", "ur", "uz", "vi", "yi", "zh", "zu",
];

/// The name of a language; of one without a name, its code.
#[must_use]
pub fn language(code: &str) -> String {
    let key = format!("language.{code}");
    let name = t!(&key);
    if name == key {
        code.to_owned()
    } else {
        name.into_owned()
    }
}

/// `B2, 5,120th commonest word`: estimates both; nothing where there is neither.
#[must_use]
pub fn level_and_rank(level: Option<Level>, rank: Option<u32>) -> Option<String> {
    let rank = rank.map(|rank| number(rank as usize));
    match (level, rank) {
        (Some(level), Some(rank)) => Some(t!("card.level_and_rank", level = level.label(), rank = rank).into_owned()),
        (Some(level), None) => Some(t!("card.level", level = level.label()).into_owned()),
        (None, Some(rank)) => Some(t!("card.rank", rank = rank).into_owned()),
        (None, None) => None,
    }
}

/// Key of the name of a note's colour.
#[must_use]
pub const fn note_colour(colour: Option<NoteColour>) -> &'static str {
    match colour {
        None => "note.no_colour",
        Some(NoteColour::Yellow) => "note.yellow",
        Some(NoteColour::Green) => "note.green",
        Some(NoteColour::Blue) => "note.blue",
        Some(NoteColour::Violet) => "note.violet",
    }
}

/// `met 4 times in 3 articles`.
#[must_use]
pub fn met(times: usize, articles: usize) -> String {
    t!(
        "card.met",
        times = plural("card.times", times),
        articles = plural("card.articles", articles)
    )
    .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(number(0), "0");
        assert_eq!(number(999), "999");
        assert_eq!(number(1204), "1,204");
        assert_eq!(number(1_234_567), "1,234,567");
    }

    #[test]
    fn a_text_is_cut_behind_a_word_else_behind_a_whole_sign() {
        assert_eq!(shortened("every town stalls", 17), "every town stalls");
        assert_eq!(shortened("every town stalls", 14), "every town…");
        assert_eq!(shortened("every town stalls", 10), "every town…");
        assert_eq!(shortened("Donaudampfschifffahrt", 8), "Donaudam…");
        assert_eq!(shortened("一二三四五六", 4), "一二三四…");
        // A letter with its accents, a family and a flag are one sign each.
        assert_eq!(shortened("abcde\u{301}\u{302}fgh", 6), "abcd…");
        assert_eq!(shortened("ab👩\u{200d}👩\u{200d}👧cd", 4), "ab…");
        assert_eq!(shortened("🇩🇪🇫🇷🇮🇹", 3), "🇩🇪…");
    }

    #[test]
    fn days_near_are_named() {
        let now = "2026-11-23T10:00:00Z".parse::<Timestamp>().unwrap().as_millisecond();
        let hour = 3_600_000;
        assert_eq!(day(now - hour, now, &TimeZone::UTC), "today");
        assert_eq!(day(now - 11 * hour, now, &TimeZone::UTC), "yesterday");
        assert_eq!(day(now - 11 * 24 * hour, now, &TimeZone::UTC), "12 Nov");
        assert_eq!(day(now - 365 * 24 * hour, now, &TimeZone::UTC), "23 Nov 2025");
    }
}
