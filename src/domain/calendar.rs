//! The days that there are: beyond them a date is a slip of the hand, a mark for "none", or somebody's attempt to make sums fail.

use std::ops::RangeInclusive;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use serde::{Deserialize, Deserializer, de};

/// The years in which customers, their contracts and retros are.
pub(crate) const YEARS: RangeInclusive<i32> = 1900..=2200;

/// Years that systems write: where an end is none, or a date is empty, they lie far off.
const WRITTEN: RangeInclusive<i32> = 1..=9999;

/// Whether a retro can be about this day.
pub(crate) fn is_in_reach(day: NaiveDate) -> bool {
    YEARS.contains(&day.year())
}

/// A day as it is given with a flag.
///
/// # Errors
/// What is expected.
pub(crate) fn parse(text: &str) -> Result<NaiveDate, String> {
    let (first, last) = (YEARS.start(), YEARS.end());
    let day = text.parse::<NaiveDate>().ok().filter(|day| is_in_reach(*day));
    day.ok_or_else(|| format!("expected a day like 2026-09-30, in a year from {first} to {last}"))
}

/// A day that a retro is about, in a journal: sums are made with it.
pub(crate) fn in_reach<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
    held_to(deserializer, &YEARS)
}

pub(crate) fn in_reach_if_any<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<NaiveDate>, D::Error> {
    let day = Option::<NaiveDate>::deserialize(deserializer)?;
    day.map_or(Ok(None), |day| checked(day, day, &YEARS).map(Some))
}

/// A day that somebody wrote, in a journal.
pub(crate) fn written<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
    held_to(deserializer, &WRITTEN)
}

pub(crate) fn written_if_any<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<NaiveDate>, D::Error> {
    let day = Option::<NaiveDate>::deserialize(deserializer)?;
    day.map_or(Ok(None), |day| checked(day, day, &WRITTEN).map(Some))
}

/// When something happened.
pub(crate) fn moment<'de, D: Deserializer<'de>>(deserializer: D) -> Result<DateTime<Utc>, D::Error> {
    let at = DateTime::<Utc>::deserialize(deserializer)?;
    checked(at, at.date_naive(), &YEARS)
}

fn held_to<'de, D: Deserializer<'de>>(deserializer: D, years: &RangeInclusive<i32>) -> Result<NaiveDate, D::Error> {
    let day = NaiveDate::deserialize(deserializer)?;
    checked(day, day, years)
}

fn checked<T, E: de::Error>(told: T, day: NaiveDate, years: &RangeInclusive<i32>) -> Result<T, E> {
    let (first, last) = (years.start(), years.end());
    if years.contains(&day.year()) {
        return Ok(told);
    }
    Err(E::custom(format!("the day {day} lies outside the years {first} to {last}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_taken_where_it_can_be() {
        for fine in ["1900-01-01", "2026-09-30", "2200-12-31"] {
            assert_eq!(parse(fine).unwrap().to_string(), fine);
        }
        for not in ["1899-12-31", "2201-01-01", "+262142-12-31", "-262143-01-01", "0001-01-01", "soon"] {
            assert!(parse(not).unwrap_err().contains("1900 to 2200"), "{not}");
        }
    }
}
