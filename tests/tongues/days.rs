//! Days and month ends.

use chrono::{Datelike, Days, Months, NaiveDate};

pub type Day = NaiveDate;

pub fn day(year: i32, month: u32, day: u32) -> Day {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day of the calendar")
}

pub fn plus(day: Day, days: i64) -> Day {
    if days < 0 { day - Days::new(days.unsigned_abs()) } else { day + Days::new(days as u64) }
}

pub fn month_end(of: Day) -> Day {
    let first = of.with_day(1).expect("a first of the month");
    first + Months::new(1) - Days::new(1)
}

pub fn is_month_end(day: Day) -> bool {
    month_end(day) == day
}

/// So many months later (earlier where negative); the end of a month stays one.
pub fn months_later(from: Day, months: i32) -> Day {
    let span = Months::new(months.unsigned_abs());
    let moved = if months < 0 { from - span } else { from + span };
    if is_month_end(from) { month_end(moved) } else { moved }
}

/// The month ends from the month of one day to that of another.
pub fn month_ends(from: Day, to: Day) -> impl Iterator<Item = Day> {
    let first = month_end(from);
    (0..).map(move |n| month_end(first.with_day(1).expect("a first") + Months::new(n))).take_while(move |end| *end <= month_end(to))
}
