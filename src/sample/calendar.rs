//! When renewals fall due: quarters counted from the first, and who renews in which.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::Spec;
use super::account::Segment;

/// Forty customer places: so many of each segment renew in each calendar quarter (Q1 to Q4).
/// Enterprise has its season in the third quarter, as companies that buy in summer do.
const SEASONS: [(Segment, [usize; 4]); 3] =
    [(Segment::Enterprise, [3, 4, 5, 3]), (Segment::Growth, [3, 4, 4, 3]), (Segment::Scale, [3, 3, 3, 2])];

/// How many places make one round of [`SEASONS`].
const ROUND: u64 = 40;

/// The segment of a customer place and the calendar quarter (0–3) in which it renews.
pub(crate) fn place(number: u64) -> (Segment, u32) {
    // 17 shares no factor with 40: a round mixes segments and quarters and holds each place once.
    let mut left = (number % ROUND * 17 % ROUND) as usize;
    for (segment, quarters) in SEASONS {
        for (quarter, count) in (0..).zip(quarters) {
            if left < count {
                return (segment, quarter);
            }
            left -= count;
        }
    }
    (Segment::Scale, 3)
}

/// Days of due dates: where in its quarter a contract ends, the same every year.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DueDay {
    /// Month within the quarter, 0–2.
    pub month: u32,
    /// Day of the month; 31 stands for its last day.
    pub day: u32,
}

impl Spec {
    /// The day the data was exported: nothing that happens later is known.
    pub(crate) fn exported_on(&self) -> NaiveDate {
        self.last_quarter_end + Days::new(9)
    }

    /// Quarters with due dates: the decided ones and one that is still open.
    pub(crate) fn all_quarters(&self) -> u32 {
        self.quarters + 1
    }

    /// First day of a quarter, the first decided one being 0.
    pub(crate) fn quarter_start(&self, quarter: u32) -> NaiveDate {
        let last = self.last_quarter_end.with_day(1).unwrap_or(self.last_quarter_end) - Months::new(2);
        if quarter < self.quarters { last - Months::new(3 * (self.quarters - 1 - quarter)) } else { last + Months::new(3) }
    }

    /// The quarters in which a place renews that does so in this calendar quarter (0–3).
    pub(crate) fn quarters_of(&self, calendar_quarter: u32) -> impl Iterator<Item = u32> {
        (0..self.all_quarters()).filter(move |q| self.quarter_start(*q).month0() / 3 == calendar_quarter)
    }

    /// The due date within a quarter.
    pub(crate) fn due(&self, quarter: u32, on: DueDay) -> NaiveDate {
        let first = self.quarter_start(quarter) + Months::new(on.month);
        let last = first + Months::new(1) - Days::new(1);
        first.with_day(on.day).unwrap_or(last)
    }

    /// Renewals that will be written, the few of the quality problems not counted: each customer place
    /// has one for each of its quarters, since after a loss a new customer takes the place.
    #[cfg(test)]
    pub(crate) fn renewals(&self) -> u64 {
        let of_place = |number| self.quarters_of(place(number).1).count() as u64;
        let round: u64 = (0..ROUND).map(of_place).sum();
        let accounts = u64::from(self.accounts);
        accounts / ROUND * round + (0..accounts % ROUND).map(of_place).sum::<u64>()
    }
}

/// The Monday on or before a day.
pub(crate) fn monday(day: NaiveDate) -> NaiveDate {
    day - Days::new(u64::from(day.weekday().num_days_from_monday()))
}

/// A day so many days earlier; later when negative.
pub(crate) fn days_before(day: NaiveDate, days: i64) -> NaiveDate {
    if days >= 0 { day - Days::new(days.unsigned_abs()) } else { day + Days::new(days.unsigned_abs()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quarters_run_up_to_the_last_one_and_one_stays_open() {
        let spec = Spec::default();
        assert_eq!(spec.quarter_start(0).to_string(), "2025-01-01");
        assert_eq!(spec.quarter_start(6).to_string(), "2026-07-01");
        assert_eq!(spec.quarter_start(7).to_string(), "2026-10-01");
        assert_eq!(spec.due(6, DueDay { month: 2, day: 31 }).to_string(), "2026-09-30");
    }

    #[test]
    fn a_round_of_places_holds_every_season() {
        let enterprise_q3 = (0..ROUND).filter(|n| place(*n) == (Segment::Enterprise, 2)).count();
        assert_eq!(enterprise_q3, 5);
    }
}
