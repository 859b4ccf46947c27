//! Days that a system wrote as instants: midnights of its own calendar, or the last seconds of its days, by the clock of UTC.
//!
//! All times of day of such a column are the same, or one hour apart where the calendar has a summer time. East of Greenwich a midnight
//! is of the evening before in UTC, west of it the last second of a day is of the next morning. Noon is written by those who mean no
//! time at all, and some write noon of their own calendar: where an hour may be either, it is asked.

use chrono::Datelike;

use crate::compile::read::columns::Form;
use crate::compile::read::values::date::clock::{Clock, Zone};

/// Fewer instants may share a time of day by chance.
const FEWEST: usize = 3;
/// Instants that are looked at.
const MOST: usize = 2_000;

const HOUR: i32 = 60;
const DAY: i32 = 24 * HOUR;
/// From here on midnights of Europe, Africa and the Near East are written.
const EVENING: i32 = 20 * HOUR + 30;
/// No calendar is less than an hour ahead.
const LATEST: i32 = 23 * HOUR;
/// Midnights of New Zealand, and of Australia.
const SOUTH_EAST: i32 = 11 * HOUR;
const SOUTH: i32 = 13 * HOUR;
const SOUTH_END: i32 = 15 * HOUR;

/// Of what calendar the days of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub zone: Zone,
    /// They are the last seconds of days, and no midnights.
    pub are_ends: bool,
    /// Nothing else can be meant; else it is asked.
    pub is_told: bool,
}

/// The calendar that the times of day of a column tell; `None` where they tell none but the one that they are written by.
pub(crate) fn found<'v>(values: impl Iterator<Item = &'v str>, form: &Form) -> Option<Found> {
    let times = Times::of(values, form)?;
    if times.all(|minute| (minute + 1) % 30 == 0) {
        return times.ends();
    }
    if times.all(|minute| minute % 30 == 0) { times.midnights() } else { None }
}

/// The one or two times of day that a column has, in minutes.
struct Times {
    /// The earlier one, which may be below zero where the two lie on either side of midnight.
    first: i32,
    is_double: bool,
    /// Of two: the earlier one is that of the northern summer, as instants in its months tell; `None` where they tell nothing.
    is_north: Option<bool>,
    /// They say that they are of UTC.
    are_utc: bool,
}

impl Times {
    fn of<'v>(values: impl Iterator<Item = &'v str>, form: &Form) -> Option<Self> {
        let mut all: Vec<(i32, u32)> = Vec::new();
        let mut are_utc = true;
        for value in values.take(MOST) {
            // What is no day says nothing of it.
            let Some(day) = form.date.read(value.as_bytes()) else { continue };
            let clock = Clock::of(form.date, value)?;
            // A time to the second is that of the last one of a minute, or of a whole one.
            if clock.seconds % 60 != 0 && clock.seconds % 60 != 59 {
                return None;
            }
            are_utc &= clock.is_utc;
            all.push((i32::try_from(clock.seconds / 60).ok()?, day.month()));
        }
        let mut minutes: Vec<i32> = all.iter().map(|(minute, _)| *minute).collect();
        minutes.sort_unstable();
        minutes.dedup();
        let (first, is_double) = match minutes[..] {
            [one] => (one, false),
            [one, other] if other - one == HOUR => (one, true),
            [one, other] if one + DAY - other == HOUR => (other - DAY, true),
            _ => return None,
        };
        let in_summer = |minute: i32| all.iter().any(|(own, month)| (*own - minute) % DAY == 0 && (5..=9).contains(month));
        let is_north = match (is_double, in_summer(first), in_summer(first + HOUR)) {
            (true, true, false) => Some(true),
            (true, false, true) => Some(false),
            _ => None,
        };
        (all.len() >= FEWEST).then_some(Self { first, is_double, is_north, are_utc })
    }

    fn last(&self) -> i32 {
        self.first + if self.is_double { HOUR } else { 0 }
    }

    fn all(&self, is: impl Fn(i32) -> bool) -> bool {
        is(self.first.rem_euclid(DAY)) && is(self.last().rem_euclid(DAY))
    }

    /// Midnights: those of the evening are of the next day. West of Greenwich they are of the same day as in UTC.
    fn midnights(&self) -> Option<Found> {
        let found = |is_told| Some(Found { zone: Zone::ahead((DAY - self.first) % DAY)?, are_ends: false, is_told });
        match (self.first, self.is_double) {
            // Between Greenwich and the Gulf it is midnight when hardly anybody has noon.
            (EVENING.. | ..0, true) => found(true),
            (EVENING..=LATEST, false) => found(self.are_utc),
            // South of the equator the later time is that of the northern summer.
            (SOUTH_EAST | SOUTH..SOUTH_END, true) if self.is_north == Some(true) => None,
            (SOUTH_EAST | SOUTH..SOUTH_END, true) => found(self.is_north == Some(false)),
            // No noon is at half past.
            (SOUTH_EAST | SOUTH..EVENING, false) => found(self.are_utc && self.first % HOUR != 0 && self.first > SOUTH_END),
            // Noons of America.
            _ => None,
        }
    }

    /// Last seconds: those of the morning are of the day before.
    fn ends(&self) -> Option<Found> {
        let last = self.last() + 1;
        if (HOUR..=11 * HOUR).contains(&last) { Some(Found { zone: Zone::ahead(-last)?, are_ends: true, is_told: true }) } else { None }
    }
}

#[cfg(test)]
#[path = "clocks_tests.rs"]
mod tests;
