//! Times of day: of what calendar an instant's day is, where that is not the one that it is written in.

use chrono::{Days, NaiveDate};

use super::DateForm;

const DAY: i64 = 86_400;

/// No calendar is farther from UTC, in minutes.
const FARTHEST: i32 = 14 * 60;

/// How far a calendar is ahead of the clock that instants are written by, in minutes; below zero where it is behind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Zone(i32);

impl Zone {
    /// `None` where no calendar is so far ahead.
    pub(crate) fn ahead(minutes: i32) -> Option<Self> {
        (minutes.abs() <= FARTHEST).then_some(Self(minutes))
    }

    /// From `+02:00` or `-5:30`, `UTC` or `Z`.
    pub(crate) fn named(text: &str) -> Option<Self> {
        if ["utc", "z", "gmt"].contains(&text.trim().to_lowercase().as_str()) {
            return Some(Self(0));
        }
        let (sign, rest) = match text.trim().split_at_checked(1)? {
            ("+", rest) => (1, rest),
            ("-", rest) => (-1, rest),
            _ => return None,
        };
        let (hours, minutes) = rest.split_once(':')?;
        let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
        if minutes < 60 { Self::ahead(sign * (hours * 60 + minutes)) } else { None }
    }

    /// The name in a mapping: `+02:00`.
    pub(crate) fn key(self) -> String {
        let sign = if self.0 < 0 { '-' } else { '+' };
        format!("{sign}{:02}:{:02}", self.0.abs() / 60, self.0.abs() % 60)
    }

    pub(crate) fn is_utc(self) -> bool {
        self.0 == 0
    }

    /// How many seconds it is ahead.
    pub(crate) fn seconds(self) -> i64 {
        i64::from(self.0) * 60
    }

    /// From which time of day on, by the clock that instants are written by, the day is the next one, `true`, or up to which it is
    /// the one before; `None` where it is always the same.
    pub(crate) fn turns_at(self) -> Option<(String, bool)> {
        let at = if self.0 > 0 { 24 * 60 - self.0 } else { -self.0 };
        (self.0 != 0).then(|| (format!("{:02}:{:02}", at / 60, at % 60), self.0 > 0))
    }

    /// The day of this calendar at a time of `day`.
    pub(crate) fn day_at(self, day: NaiveDate, seconds: u32) -> NaiveDate {
        match (i64::from(seconds) + self.seconds()).div_euclid(DAY) {
            0 => day,
            later @ 1.. => day + Days::new(later.unsigned_abs()),
            earlier => day - Days::new(earlier.unsigned_abs()),
        }
    }
}

/// A time of day as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Clock {
    /// Seconds since midnight.
    pub seconds: u32,
    /// It says that it is of UTC.
    pub is_utc: bool,
}

impl Clock {
    /// The time of day of `raw`; `None` where there is none, or where it says by which other calendar it is.
    pub(crate) fn of(form: DateForm, raw: &str) -> Option<Self> {
        let since_1970 = |in_one: i64| {
            let seconds = raw.parse::<i64>().ok()? / in_one;
            Some(Self { seconds: u32::try_from(seconds.rem_euclid(DAY)).ok()?, is_utc: true })
        };
        match form {
            DateForm::Seconds if is_number(raw) => since_1970(1),
            DateForm::Milliseconds if is_number(raw) => since_1970(1000),
            _ => Self::written(raw),
        }
    }

    fn written(raw: &str) -> Option<Self> {
        let colon = raw.find(':')?;
        let hours = raw[..colon].rsplit(|c: char| !c.is_ascii_digit()).next()?;
        let (minutes, rest) = two_digits(&raw[colon + 1..])?;
        let (seconds, rest) = match rest.strip_prefix(':') {
            Some(rest) => two_digits(rest)?,
            None => (0, rest),
        };
        // What is less than a second is of the same day.
        let rest = rest.strip_prefix(['.', ',']).map_or(rest, |rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
        let (hours, rest) = (hours.parse::<u32>().ok()?, rest.trim().to_lowercase());
        let (hours, is_utc) = match rest.as_str() {
            "" => (hours, false),
            "am" => (hours % 12, false),
            "pm" => (hours % 12 + 12, false),
            "z" | "utc" | "gmt" | "+00" | "-00" | "+0000" | "+00:00" | "-00:00" | "+00:00[utc]" | "z[utc]" => (hours, true),
            _ => return None,
        };
        let is_time = hours < 24 && minutes < 60 && seconds < 60;
        is_time.then_some(Self { seconds: hours * 3600 + minutes * 60 + seconds, is_utc })
    }
}

fn is_number(raw: &str) -> bool {
    !raw.is_empty() && raw.bytes().all(|b| b.is_ascii_digit())
}

fn two_digits(text: &str) -> Option<(u32, &str)> {
    let (digits, rest) = text.split_at_checked(2)?;
    is_number(digits).then_some((digits.parse().ok()?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(form: DateForm, zone: &str, raw: &str) -> String {
        let first = form.read(raw.as_bytes()).unwrap();
        let zone = Zone::named(zone).unwrap();
        Clock::of(form, raw).map_or(first, |clock| zone.day_at(first, clock.seconds)).to_string()
    }

    #[test]
    fn an_instant_is_of_the_day_of_its_calendar() {
        let iso = DateForm::YearFirst;
        assert_eq!(day(iso, "+02:00", "2026-06-30T22:00:00Z"), "2026-07-01");
        assert_eq!(day(iso, "+02:00", "2026-12-30 23:00:00.000 UTC"), "2026-12-31");
        assert_eq!(day(iso, "-05:00", "2026-10-01T03:59:59.999+00:00"), "2026-09-30");
        assert_eq!(day(iso, "-05:00", "2026-10-01T05:00:00Z"), "2026-10-01");
        assert_eq!(day(iso, "+02:00", "2026-07-01T22:00:00+02:00"), "2026-07-01", "its own calendar says the day");
        assert_eq!(day(iso, "+02:00", "2026-07-01"), "2026-07-01", "no time of day");
        assert_eq!(day(DateForm::MonthFirst, "+02:00", "6/30/2026 10:00:00 PM"), "2026-07-01");
        assert_eq!(day(DateForm::DayFirst, "+02:00", "30.06.2026 12:30"), "2026-06-30");
        assert_eq!(day(DateForm::Seconds, "+05:30", "1782844200"), "2026-07-01", "18:30 in UTC");
        assert_eq!(day(DateForm::Milliseconds, "+00:00", "1782844200000"), "2026-06-30");
    }

    #[test]
    fn a_zone_is_written_as_people_do() {
        for name in ["+02:00", "-05:30", "+00:00"] {
            assert_eq!(Zone::named(name).unwrap().key(), name);
        }
        assert_eq!((Zone::named("UTC"), Zone::named("+2:00").map(Zone::key).as_deref()), (Some(Zone(0)), Some("+02:00")));
        for wrong in ["", "+", "2", "Berlin", "+15:00", "+02:75"] {
            assert_eq!(Zone::named(wrong), None, "{wrong}");
        }
    }
}
