//! Wide tables, with a column a month, a quarter or a year: each row is read as one record a period, with its last day and
//! its amount. A period without a value gives no record, so that it is told from one that holds a zero.

pub(crate) mod heading;
mod records;
mod series;
mod totals;

use std::sync::Arc;

use chrono::Datelike;

use crate::compile::read::decode::Stream;
use crate::compile::read::formats::relaid::Stored;
use crate::compile::read::row::NOTHING;
use crate::compile::read::values::date::DateForm;
use crate::compile::read::values::{is_no_value, words};
use crate::compile::schema::Field;
use crate::compile::understand::{header, names};
use crate::domain::renewal::Outcome;
use crate::domain::text;
use heading::{Heading, Unit};
use records::LongRecords;
pub(crate) use series::Series;

/// Values that one row gives at most: its columns without a period times its periods.
const MOST_CELLS: usize = 200_000;

/// A wide table, and how it is read.
#[derive(Clone, Debug)]
pub(crate) struct Wide {
    pub series: Series,
    /// The file itself.
    pub stored: Stored,
    /// Those of them that belong to no period.
    pub keys: Vec<usize>,
    /// Those of them that most rows of customers fill.
    telling: Vec<usize>,
    /// The last day of each period as it is written into the records.
    days: Vec<String>,
    /// The name of the column of days, and those of the amounts.
    date: String,
    amounts: Vec<String>,
    /// Neither a heading, nor a title, nor the file's name says whether the amounts are of months or of years.
    pub is_amount_untold: bool,
}

/// What is known of a file that may be a wide table.
pub(crate) struct Seen<'a> {
    pub stored: Stored,
    pub sample: &'a [Vec<String>],
    /// What stands above the header, and what the file is called.
    pub titles: Vec<&'a str>,
}

impl Wide {
    /// How a file is read that is a wide table; `None` where it is none.
    pub(crate) fn of(seen: &Seen<'_>) -> Option<Self> {
        let series = Series::of(&seen.stored.names, year_of(&seen.titles))?;
        let keys: Vec<usize> = (0..seen.stored.names.len()).filter(|column| !series.holds(*column)).collect();
        let is_small = series.periods.len() * (keys.len() + series.measures.len() + 1) <= MOST_CELLS;
        if !is_small || !holds_amounts(&series, seen.sample) || !names_customers(&series, seen) || is_list_of_renewals(&series, &keys, seen)
        {
            return None;
        }
        let measure =
            |name: &String| if name.is_empty() { told_measure(&seen.titles).unwrap_or("amount").to_owned() } else { name.clone() };
        let measures: Vec<String> = series.measures.iter().map(measure).collect();
        let is_amount_untold = !measures.iter().any(|name| told_measure(&[name]).is_some());
        let key_names: Vec<&String> = keys.iter().map(|key| &seen.stored.names[*key]).collect();
        let free =
            |name: String| if key_names.iter().any(|key| text::folds_to(key, &text::fold(&name))) { name + " of period" } else { name };
        Some(Self {
            days: series.periods.iter().map(|(end, _)| end.to_string()).collect(),
            date: free("date".to_owned()),
            amounts: measures.into_iter().map(free).collect(),
            stored: seen.stored.clone(),
            telling: totals::telling(&keys, &seen.stored.names, seen.sample),
            keys,
            is_amount_untold,
            series,
        })
    }

    /// The columns of the long form.
    pub(crate) fn header(&self) -> Vec<String> {
        let keys = self.keys.iter().map(|key| self.stored.names[*key].clone());
        keys.chain([self.date.clone()]).chain(self.amounts.iter().cloned()).collect()
    }

    /// The rows of the wide table as they are stored, in the long form.
    pub(crate) fn stream(self: &Arc<Self>, rows: Stream) -> Stream {
        LongRecords::stream(Arc::clone(self), rows)
    }

    /// In words: `5 columns of months, 2026-05-31 to 2026-09-30, each a row of its own`.
    pub(crate) fn told(&self) -> String {
        let unit = match self.series.unit {
            Unit::Day => "days",
            Unit::Month => "months",
            Unit::Quarter => "quarters",
            Unit::Year => "years",
        };
        let (first, last) = (self.days.iter().min(), self.days.iter().max());
        let range = first.zip(last).map_or_else(String::new, |(first, last)| format!(", {first} to {last}"));
        let untold = if self.is_amount_untold { "; nothing tells whether the amounts are of a month or of a year" } else { "" };
        format!("{} columns of {unit}{range}, each read as a row of its own{untold}", self.series.columns().count())
    }
}

/// The one year that titles and name hold; the day or the month of an export is none.
fn year_of(titles: &[&str]) -> Option<i32> {
    let year = |title: &&str| Heading::of(title, DateForm::DayFirst).map(|heading| heading.period).filter(|period| !period.lacks_year);
    let mut periods = titles.iter().filter_map(year);
    let first = periods.next()?;
    let is_alone = periods.all(|other| other.end == first.end);
    (is_alone && first.unit == Unit::Year && !first.is_fiscal).then(|| first.end.year())
}

/// What amounts are, where words say it: of a month or of a year.
fn told_measure(words: &[&str]) -> Option<&'static str> {
    let says = |short: &str, long: &str| {
        words.iter().any(|text| {
            let lower = text.to_lowercase();
            lower.split(|c: char| !c.is_alphanumeric()).any(|word| word == short) || lower.contains(long)
        })
    };
    match (says("mrr", "monthly recurring"), says("arr", "annual recurring")) {
        (true, false) => Some("mrr"),
        (false, true) => Some("arr"),
        _ => None,
    }
}

fn is_filled(value: &str) -> bool {
    !is_no_value(value.as_bytes()) && !NOTHING.iter().any(|word| value.eq_ignore_ascii_case(word))
}

/// Digits, with a sign or a code of a currency at most; a percentage is no amount.
fn is_amount(value: &str) -> bool {
    value.bytes().any(|b| b.is_ascii_digit()) && !value.contains('%') && value.chars().filter(|c| c.is_alphabetic()).count() <= 3
}

/// Most cells of periods are amounts: a few may be notes, or cannot be read.
fn holds_amounts(series: &Series, sample: &[Vec<String>]) -> bool {
    let columns: Vec<usize> = series.columns().collect();
    let cells = || sample.iter().flat_map(|row| columns.iter().filter_map(|column| row.get(*column))).filter(|value| is_filled(value));
    let (filled, amounts) = (cells().count(), cells().filter(|value| is_amount(value)).count());
    let numbers = |column: usize| {
        let values = || sample.iter().filter_map(|row| row.get(column)).filter(|value| is_filled(value));
        values().count() > 0 && values().all(|value| is_amount(value) && DateForm::DayFirst.read(value.as_bytes()).is_none())
    };
    let width = sample.first().map_or(0, Vec::len);
    let others = (0..width).filter(|column| !series.holds(*column) && numbers(*column)).count();
    filled > 0 && amounts * 3 >= filled * 2 && columns.len() >= others
}

/// Beside years stand the day on which each renewal was due and what became of it: the last two years are before and after.
fn is_list_of_renewals(series: &Series, keys: &[usize], seen: &Seen<'_>) -> bool {
    let values = |column: usize| seen.sample.iter().filter_map(move |row| row.get(column)).filter(|value| is_filled(value));
    let are_days = |column: &usize| {
        let is_called = [Field::DueDate, Field::ContractEnd].iter().any(|field| names_field(&seen.stored.names[*column], *field));
        is_called && values(*column).count() > 0 && values(*column).all(|value| DateForm::is_written(value))
    };
    let are_outcomes = |column: &usize| {
        let decided = values(*column).filter(|value| matches!(words::listed(value), Some(Outcome::Renewed | Outcome::Churned))).count();
        decided > 0 && decided * 2 > values(*column).count()
    };
    series.unit == Unit::Year && series.measures.len() == 1 && keys.iter().any(are_days) && keys.iter().any(are_outcomes)
}

fn names_field(name: &str, field: Field) -> bool {
    names::standing(&header::Heading::of(name), field).is_some()
}

/// Some column tells rows apart that is neither a period nor a number: rows by month or by cohort are no customers.
fn names_customers(series: &Series, seen: &Seen<'_>) -> bool {
    let is_period = |value: &str| {
        let is_whole = |heading: Heading| heading.measure.is_empty();
        Heading::of(value, DateForm::DayFirst).is_some_and(is_whole)
    };
    let names = |column: usize| {
        let values = || seen.sample.iter().filter_map(|row| row.get(column)).filter(|value| is_filled(value));
        let is_name = |value: &&String| !is_period(value) && (column == 0 || value.chars().any(char::is_alphabetic));
        values().filter(is_name).count() * 2 > values().count()
    };
    (0..seen.stored.names.len()).any(|column| !series.holds(column) && names(column))
}

#[cfg(test)]
#[path = "wide/wide_tests.rs"]
mod tests;
