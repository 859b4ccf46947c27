//! Tabs and files that are called after their month, with a year of two figures: `Aug 26`, `Sep 26`. One alone may be a day of
//! September; a row of them, each the month after the one before, is a table in pieces.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use rustc_hash::FxHashMap;

use crate::compile::read::file::{DataFile, exported};
use crate::compile::read::values::date::DateForm;
use crate::compile::read::values::words;
use crate::compile::timeline::snapshots::end_of_month;
use crate::compile::understand::header::Heading;
use crate::compile::understand::infer::cells::Cell;
use crate::compile::understand::infer::names_loss;
use crate::domain::renewal::Outcome;
use crate::domain::text;

/// What the column is called that a renewal's month from the file's name becomes.
const DUE: &str = "Renewal date";

/// Adds to lists of decided renewals that tell no day the month that each is called after.
pub(crate) fn settle_dues(files: &mut [DataFile]) {
    let mut alike: FxHashMap<Vec<String>, Vec<usize>> = FxHashMap::default();
    for (number, file) in files.iter().enumerate().filter(|(_, file)| !file.is_wide() && !has_days(file)) {
        alike.entry(header(file)).or_default().push(number);
    }
    for numbers in alike.into_values() {
        let month = |number: &usize| month_of(&files[*number]).map(|day| day.format("%Y-%m").to_string());
        let quarter = |number: &usize| quarter_of(&files[*number]);
        let months: Option<Vec<String>> = numbers.iter().map(month).collect();
        let months = months.or_else(|| numbers.iter().map(quarter).collect());
        let Some(months) = months.filter(|months| months.len() > 1) else { continue };
        let is_again = (1..months.len()).any(|at| months[..at].contains(&months[at]));
        if is_again || !are_decided(&numbers.iter().map(|number| &files[*number]).collect::<Vec<_>>()) {
            continue;
        }
        for (number, month) in numbers.into_iter().zip(months) {
            files[number].add_month(DUE, month);
        }
    }
}

/// The month that a file or a sheet is called after; a sheet may leave its year to its workbook.
fn month_of(file: &DataFile) -> Option<NaiveDate> {
    let whole = |day: &NaiveDate| *day == end_of_month(*day);
    let in_year = || {
        let (book, sheet) = file.name().rsplit_once('/')?;
        let years: Vec<&str> = book.split(|c: char| !c.is_ascii_digit()).filter(|part| part.len() == 4 && part.starts_with("20")).collect();
        let [year] = years[..] else { return None };
        exported::by_name(&format!("{sheet} {year}"))
    };
    file.named_month.or_else(|| exported::by_name(file.name()).filter(whole)).or_else(|| in_year().filter(whole))
}

/// The quarter that a sheet is called after, as it is written.
fn quarter_of(file: &DataFile) -> Option<String> {
    let sheet = file.name().rsplit('/').next()?.split('.').next()?.trim();
    let is_quarter = sheet.to_uppercase().contains('Q') && DateForm::DayFirst.span(sheet.as_bytes()).is_some();
    is_quarter.then(|| sheet.to_owned())
}

fn has_days(file: &DataFile) -> bool {
    (0..file.header.len()).any(|column| {
        let days = file.values(column).filter(|value| Cell::of(value).is_date).count();
        days > 0 && days * 2 >= file.values(column).count()
    })
}

/// A column says of nearly every row what was decided, of some that they were renewed and of others that they were lost, and none how
/// things stand: of customers who are looked at month after month it would.
fn are_decided(files: &[&DataFile]) -> bool {
    (0..files[0].header.len()).any(|column| {
        let name = &files[0].header[column];
        let place = |file: &DataFile| file.header.iter().position(|own| own == name);
        let words = || files.iter().filter_map(|file| Some(file.values(place(file)?))).flatten();
        let says = |wanted: Outcome| words().any(|word| words::outcome(word) == Some(wanted));
        let heading = Heading::of(name);
        let is_mark = words::says_renewed(&heading.core) || names_loss(&heading);
        let known = words().filter(|word| (is_mark || words::flag(word).is_none()) && words::outcome(word).is_some()).count();
        known * 10 >= words().count() * 9 && says(Outcome::Renewed) && says(Outcome::Churned) && !words().any(words::is_state)
    })
}

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
