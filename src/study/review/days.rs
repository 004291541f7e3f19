//! Study days: from four in the morning to four in the morning on the learner's wall clock.
//!
//! Whoever reviews at ten in the evening and again at seven the next morning has slept in between: that is one day,
//! though less than 24 hours. A day is a number, counted with the offset from UTC that held at that moment, so that a
//! journey, summer time or a clock that was set back moves a review by a day at most and never into the past.

/// A day begins so many hours after midnight.
const BEGINS_AT_H: i64 = 4;
const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;

/// A moment, with what the learner's wall clock is ahead of UTC then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// Milliseconds since 1970, UTC.
    pub utc_ms: i64,
    /// Minutes.
    pub offset_minutes: i32,
}

impl Moment {
    /// Number of the study day, counted from 1970.
    #[must_use]
    pub const fn day(self) -> i64 {
        let local = self.utc_ms + self.offset_minutes as i64 * 60_000;
        (local - BEGINS_AT_H * HOUR_MS).div_euclid(DAY_MS)
    }
}

/// Whole study days from one moment to a later one; 0 when a clock was set back in between.
#[must_use]
pub fn days_between(from: Moment, to: Moment) -> u32 {
    u32::try_from((to.day() - from.day()).max(0)).unwrap_or(u32::MAX)
}

/// When a study day begins (UTC milliseconds), on a wall clock that is so many minutes ahead.
#[must_use]
pub const fn start_of(day: i64, offset_minutes: i32) -> i64 {
    day * DAY_MS + BEGINS_AT_H * HOUR_MS - offset_minutes as i64 * 60_000
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: i64, hour: i64, offset_minutes: i32) -> Moment {
        Moment {
            utc_ms: day * DAY_MS + hour * HOUR_MS - i64::from(offset_minutes) * 60_000,
            offset_minutes,
        }
    }

    #[test]
    fn a_night_is_one_day_and_an_evening_is_none() {
        assert_eq!(days_between(at(10, 22, 60), at(11, 7, 60)), 1);
        assert_eq!(
            days_between(at(10, 22, 60), at(11, 2, 60)),
            0,
            "after midnight, before sleep"
        );
        assert_eq!(days_between(at(10, 5, 60), at(10, 23, 60)), 0);
        assert_eq!(days_between(at(10, 3, 0), at(10, 5, 0)), 1);
    }

    #[test]
    fn a_clock_set_back_and_a_flight_count_no_days_backwards() {
        assert_eq!(days_between(at(400, 12, 0), at(35, 12, 0)), 0);
        assert_eq!(
            days_between(at(10, 22, 540), at(10, 23, -480)),
            0,
            "westwards over the date line"
        );
        // Summer time: 23 hours later it is still the next day.
        assert_eq!(days_between(at(10, 8, 60), at(11, 8, 120)), 1);
    }

    #[test]
    fn a_day_starts_where_its_number_changes() {
        for offset in [-720, -90, 0, 60, 345, 840] {
            let start = start_of(20_000, offset);
            let moment = |utc_ms| Moment {
                utc_ms,
                offset_minutes: offset,
            };
            assert_eq!(moment(start).day(), 20_000);
            assert_eq!(moment(start - 1).day(), 19_999);
        }
    }
}
