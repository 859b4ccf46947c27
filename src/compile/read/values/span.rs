//! The days that a written date covers: one, or all of a month, a quarter or a year.

use chrono::{Days, Months, NaiveDate};

/// From the first to the last day, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub first: NaiveDate,
    pub last: NaiveDate,
}

impl Span {
    #[inline]
    pub(crate) fn day(day: NaiveDate) -> Self {
        Self { first: day, last: day }
    }

    /// `months` whole months, of which this is the first.
    pub(crate) fn months(year: u32, month: u32, months: u32) -> Option<Self> {
        let year = of_our_era(year);
        let first = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, 1).filter(|_| is_plausible(year))?;
        Some(Self { first, last: first.checked_add_months(Months::new(months))?.checked_sub_days(Days::new(1))? })
    }

    /// Quarter 1–4 of a calendar year.
    pub(crate) fn quarter(year: u32, quarter: u32) -> Option<Self> {
        if (1..=4).contains(&quarter) { Self::months(year, quarter * 3 - 2, 3) } else { None }
    }

    pub(crate) fn is_day(self) -> bool {
        self.first == self.last
    }
}

/// A year as it is counted here: those of the Buddhist era that are near ours, 2017 to 2046, are 543 ahead.
pub(crate) fn of_our_era(year: u32) -> u32 {
    if (2560..=2589).contains(&year) { year - 543 } else { year }
}

/// Years in which customers and their contracts are; beyond them a date is a slip or a mark. Up to 9999 an end is no end.
pub(crate) fn is_plausible(year: u32) -> bool {
    (1900..=9999).contains(&year)
}
