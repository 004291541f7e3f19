//! The time as the threads know it: the system's, or for tests another that goes on from there.

use std::sync::Arc;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp, Zoned};

use crate::store::Now;

/// What the environment says the time is when the program starts (RFC 3339); for tests only.
const VARIABLE: &str = "BOLDFACE_NOW";

static AHEAD_MS: LazyLock<i64> = LazyLock::new(|| {
    let wanted = std::env::var(VARIABLE)
        .ok()
        .and_then(|time| time.parse::<Timestamp>().ok());
    wanted.map_or(0, |time| time.as_millisecond() - Timestamp::now().as_millisecond())
});

/// A clock that may be ahead of the system's.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    ahead_ms: Arc<AtomicI64>,
}

impl Clock {
    /// Puts the clock forward (milliseconds), or back.
    pub fn advance(&self, ms: i64) {
        self.ahead_ms.fetch_add(ms, Ordering::Relaxed);
    }

    /// The time, and what the learner's wall clock adds to UTC.
    #[must_use]
    pub fn now(&self) -> Now {
        let ahead = SignedDuration::from_millis(*AHEAD_MS + self.ahead_ms.load(Ordering::Relaxed));
        let system = Zoned::now();
        let now = system.checked_add(ahead).unwrap_or(system);
        Now {
            utc_ms: now.timestamp().as_millisecond(),
            offset_minutes: now.offset().seconds() / 60,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_goes_on_from_where_it_was_put() {
        let clock = Clock::default();
        let before = clock.now().utc_ms;
        clock.advance(86_400_000);
        let after = clock.now().utc_ms;
        assert!((86_400_000..86_460_000).contains(&(after - before)));
    }
}
