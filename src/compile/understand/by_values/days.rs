//! Which of several columns of days is which.

use chrono::NaiveDate;

use super::sheet::Sheet;

/// A renewal is decided at most so many days after it was due, and as it mostly is not much more than a year before.
const LATE: i64 = 120;
const EARLY: i64 = 400;

/// The days that nearly every row has, likeliest first as days on which something was due: those that go with the day of decision,
/// and of them the latest.
pub(crate) fn due(sheet: &Sheet<'_>, is_free: impl Fn(usize) -> bool, decided_on: Option<usize>) -> Vec<usize> {
    let full = |column: &usize| is_free(*column) && Some(*column) != decided_on && sheet.holds_days(*column) && sheet.is_full(*column);
    let mut found: Vec<usize> = sheet.columns().filter(full).filter(|column| sheet.look.profiles[*column].different > 1).collect();
    let goes = |column: usize| decided_on.is_none_or(|decided| goes_with(sheet, column, decided));
    found.sort_by_key(|column| std::cmp::Reverse((goes(*column), middle(sheet, *column))));
    found
}

/// Most decisions were made near the day due, and mostly before it.
fn goes_with(sheet: &Sheet<'_>, due: usize, decided: usize) -> bool {
    let days = sheet.rows().filter_map(|row| Some((sheet.day(row, due)? - sheet.day(row, decided)?).num_days()));
    let (all, near) = days.fold((0, 0), |(all, near), days| (all + 1, near + usize::from((-LATE..=EARLY).contains(&days))));
    near * 10 >= all * 9
}

/// The day in the middle of a column's days.
pub(crate) fn middle(sheet: &Sheet<'_>, column: usize) -> Option<NaiveDate> {
    let mut days: Vec<NaiveDate> = sheet.rows().filter_map(|row| sheet.day(row, column)).collect();
    days.sort_unstable();
    days.get(days.len() / 2).copied()
}

/// Of nearly all rows that have both the second is later.
pub(crate) fn is_later(sheet: &Sheet<'_>, first: usize, second: usize) -> bool {
    let both = sheet.rows().filter_map(|row| Some((sheet.day(row, first)?, sheet.day(row, second)?)));
    let (all, later) = both.fold((0, 0), |(all, later), (one, other)| (all + 1, later + usize::from(other > one)));
    all > 0 && later * 20 >= all * 19
}
