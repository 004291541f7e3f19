//! A notification of the desktop, once a day and only where it is wanted: from nine in the morning on, while the program
//! runs and something is due, and not to somebody who is at it.

use std::time::Instant;

use super::{Boldface, View, news_day};
use crate::app::format;
use crate::study::review::start_of;
use crate::worker::ReviewNews;

/// So long after the study day begins, at nine (milliseconds).
const AFTER_MS: i64 = 5 * 3_600_000;

/// When it may come (UTC milliseconds), if it may come later today.
pub(super) fn next(news: &ReviewNews) -> i64 {
    let at = start_of(news_day(news), news.now.offset_minutes) + AFTER_MS;
    let later = news.settings.notify && news.now.utc_ms < at;
    if later { at } else { i64::MAX }
}

impl Boldface {
    /// Shows it, unless it was shown today.
    pub(super) fn notify_once(&mut self, now: Instant) {
        let Some(news) = &self.model.review.news else { return };
        let today = news_day(news);
        let at = start_of(today, news.now.offset_minutes) + AFTER_MS;
        let wanted = news.settings.notify && news.due_today > 0 && news.now.utc_ms >= at;
        if !wanted || self.model.view == View::Review || self.settings.notified_day == today {
            return;
        }
        let text = format::plural("review.notice", news.due_today);
        self.settings.notified_day = today;
        self.settings_changed(now);
        self.requests.notify(text);
    }
}
