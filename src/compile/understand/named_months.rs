//! Tabs and files that are called after their month, with a year of two figures: `Aug 26`, `Sep 26`. One alone may be a day of
//! September; a row of them, each the month after the one before, is a table in pieces.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use rustc_hash::FxHashMap;

use crate::compile::read::file::{DataFile, exported};
use crate::compile::timeline::snapshots::end_of_month;
use crate::domain::text;

/// Gives files of one header that are called after months in a row the last day of theirs.
pub(crate) fn settle(files: &mut [DataFile]) {
    let mut alike: FxHashMap<Vec<String>, Vec<usize>> = FxHashMap::default();
    for (number, file) in files.iter().enumerate() {
        alike.entry(header(file)).or_default().push(number);
    }
    for numbers in alike.into_values() {
        for (number, day) in in_a_row(&numbers, files).unwrap_or_default() {
            files[number].named_month = Some(day);
        }
    }
}

pub(crate) fn header(file: &DataFile) -> Vec<String> {
    let mut names: Vec<String> = file.header.iter().map(|name| text::fold(name)).collect();
    names.sort_unstable();
    names
}

/// The files with their months; `None` where one is called otherwise, or the months are not in a row.
fn in_a_row(numbers: &[usize], files: &[DataFile]) -> Option<Vec<(usize, NaiveDate)>> {
    let mut months: BTreeMap<NaiveDate, usize> = BTreeMap::new();
    for number in numbers {
        let is_new = months.insert(exported::by_short_month(files[*number].name())?, *number).is_none();
        is_new.then_some(())?;
    }
    let days: Vec<NaiveDate> = months.keys().copied().collect();
    let follow = |two: &[NaiveDate]| end_of_month(two[0] + Days::new(1)) == two[1];
    (days.len() > 1 && days.windows(2).all(follow)).then(|| months.into_iter().map(|(day, number)| (number, day)).collect())
}
