//! Whose a row is: names or ids that come again on other days and not on the same.

use rustc_hash::FxHashSet;

use super::sheet::Sheet;
use crate::compile::schema::Field;

/// Of so many rows in a row of one customer nobody has seen the like.
const MOST_EACH: usize = 40;
/// Numbers that are counted up leave out at most so many on the mean.
const COUNTED: usize = 20;
/// At most one row in so many stands twice on one day.
const SAME_DAY: usize = 10;

/// The customers' column, and what it holds.
pub(crate) fn find(sheet: &Sheet<'_>, is_free: impl Fn(usize) -> bool, day: Option<usize>) -> Option<(Field, usize)> {
    let may_be = |column: &usize| is_free(*column) && sheet.is_full(*column) && may_name(sheet, *column) && is_apart(sheet, *column, day);
    // Names before ids, those that come again before those of which each row has its own, and then the one that tells most apart.
    let rank = |column: &usize| (is_name(sheet, *column), !is_own(sheet, *column), sheet.look.profiles[*column].different);
    let column = sheet.columns().filter(may_be).max_by_key(rank)?;
    Some((if is_name(sheet, column) { Field::Account } else { Field::AccountId }, column))
}

fn may_name(sheet: &Sheet<'_>, column: usize) -> bool {
    let profile = &sheet.look.profiles[column];
    let is_measure = sheet.holds_amounts(column) && !are_of_one_length(sheet, column);
    let rows = profile.filled.max(1);
    !profile.are_dates() && !profile.are_sentences() && !is_measure && profile.different > 2 && profile.different * MOST_EACH >= rows
}

/// Whole numbers of one length, each row with its own, that somebody counted up.
pub(crate) fn are_ids(sheet: &Sheet<'_>, column: usize) -> bool {
    let numbers = || sheet.rows().filter_map(|row| sheet.amount(row, column));
    let [least, most] = [numbers().fold(f64::MAX, f64::min), numbers().fold(f64::MIN, f64::max)];
    is_own(sheet, column) && are_of_one_length(sheet, column) && most - least < (sheet.rows().len() * COUNTED) as f64
}

/// Whole numbers of one length may be ids.
fn are_of_one_length(sheet: &Sheet<'_>, column: usize) -> bool {
    let lengths: FxHashSet<usize> = sheet.look.file.values(column).map(str::len).collect();
    lengths.len() <= 2 && sheet.look.file.values(column).all(|value| value.len() >= 4 && value.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Written as people write names: with letters, and mostly without digits.
fn is_name(sheet: &Sheet<'_>, column: usize) -> bool {
    let (mut all, mut named) = (0, 0);
    for value in sheet.look.file.values(column) {
        let digits = value.chars().filter(|c| c.is_numeric()).count();
        all += 1;
        named += usize::from(digits * 4 <= value.chars().count() && !value.contains('@'));
    }
    named * 10 >= all * 9
}

fn is_own(sheet: &Sheet<'_>, column: usize) -> bool {
    sheet.look.profiles[column].is_key()
}

/// Hardly anybody stands twice on one day.
fn is_apart(sheet: &Sheet<'_>, column: usize, day: Option<usize>) -> bool {
    let Some(day) = day else { return true };
    let mut seen = FxHashSet::default();
    let twice = sheet.rows().filter(|row| !seen.insert((sheet.value(*row, column), sheet.day(*row, day)))).count();
    twice * SAME_DAY <= sheet.rows().len()
}
