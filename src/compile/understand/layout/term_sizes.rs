//! What the sizes of amounts beside terms tell: whether one is of a year, or the total of its term.

use rustc_hash::FxHashMap;

use crate::compile::read::columns::Period;
use crate::compile::read::scan::TableFile;
use crate::compile::read::values::words;
use crate::compile::schema::Field;
use crate::compile::understand::decided::{self, index};
use crate::compile::understand::infer::loose_number;
use crate::domain::renewal::Outcome;

/// Months that are about a year.
fn is_a_year(months: f64) -> bool {
    (months - 12.0).abs() < 0.5
}

/// What each renewed row with a term of other than twelve months tells, held against the amount before or one of a year;
/// `None` where there is no such row.
pub(super) fn of_one(table: &TableFile, amount: Field) -> Option<Vec<Period>> {
    let before = index(&table.columns, Field::ArrBefore);
    let account = decided::owner(&table.columns);
    let rows = || table.file.sample.iter().filter_map(|row| Some((row, of_row(table, row, amount, Field::TermMonths)?)));
    let of_a_year: FxHashMap<&str, f64> = rows()
        .filter(|(_, (_, months))| is_a_year(*months))
        .filter_map(|(row, (amount, _))| Some((row.get(account?)?.as_str(), amount)))
        .collect();
    let others: Vec<_> = rows().filter(|(_, (_, months))| !is_a_year(*months)).collect();
    if others.is_empty() {
        return None;
    }
    let vote = |(row, (amount, months)): &(&Vec<String>, (f64, f64))| {
        let known = before.and_then(|before| number(row, before)).filter(|_| may_be_renewed(table, row));
        let known = known.or_else(|| of_a_year.get(row.get(account?)?.as_str()).copied().filter(|_| may_be_renewed(table, row)))?;
        Some(nearer(amount / known, months / 12.0))
    };
    Some(others.iter().filter_map(vote).collect())
}

/// What each renewed row tells of which both terms are told, and not alike; `None` where there is no such row.
pub(super) fn of_both(table: &TableFile, after: Field) -> Option<Vec<Period>> {
    let vote = |row: &Vec<String>| {
        let (before, old) = of_row(table, row, Field::ArrBefore, Field::TermBefore)?;
        let (after, new) = of_row(table, row, after, Field::TermMonths)?;
        ((old - new).abs() >= 0.5 && may_be_renewed(table, row)).then(|| nearer(after / before, new / old))
    };
    let votes: Vec<Period> = table.file.sample.iter().filter_map(vote).collect();
    (!votes.is_empty()).then_some(votes)
}

/// How the sizes differ is nearer to how the terms do than to not at all: they are totals.
fn nearer(sizes: f64, terms: f64) -> Period {
    if (sizes.ln() - terms.ln()).abs() < sizes.ln().abs() { Period::Term } else { Period::Year }
}

/// Amounts of long terms are surely not that many times larger than those of short ones, by the slope of least squares of their
/// logarithms. That they are larger does not tell that they are totals, since large customers sign for longer.
pub(super) fn are_of_a_year(table: &TableFile, amount: Field) -> bool {
    const LEAST: usize = 6;
    let logs = |row: &Vec<String>| of_row(table, row, amount, Field::TermMonths).map(|(amount, months)| (months.ln(), amount.ln()));
    let points: Vec<(f64, f64)> = table.file.sample.iter().filter_map(logs).collect();
    let n = points.len() as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / n;
    let (x, y) = (mean(|point| point.0), mean(|point| point.1));
    let spread: f64 = points.iter().map(|point| (point.0 - x).powi(2)).sum();
    if points.len() < LEAST || spread < f64::EPSILON {
        return false;
    }
    let slope = points.iter().map(|point| (point.0 - x) * (point.1 - y)).sum::<f64>() / spread;
    let rest: f64 = points.iter().map(|point| (point.1 - y - slope * (point.0 - x)).powi(2)).sum();
    let error = (rest / (n - 2.0) / spread).sqrt();
    // Student's quantile for two sides at 99 %, to within a tenth from four degrees of freedom on.
    slope < 0.5 && slope + (2.58 + 12.0 / n) * error < 1.0
}

/// The amount of a row and the months of the term beside it.
fn of_row(table: &TableFile, row: &[String], amount: Field, term: Field) -> Option<(f64, f64)> {
    let (bound, column) = table.columns.get(term).zip(index(&table.columns, term))?;
    let said = row.get(column)?;
    let count = loose_number(said).filter(|number| *number >= 1.0 && number.fract() == 0.0).map(|number| bound.form.counted(number as u64));
    let months = count.or_else(|| words::months(said))?;
    Some((number(row, index(&table.columns, amount)?)?, months as f64))
}

fn number(row: &[String], column: usize) -> Option<f64> {
    loose_number(row.get(column)?).filter(|number| *number > 0.0)
}

/// The amount of a lost deal is that of the contract that ended.
fn may_be_renewed(table: &TableFile, row: &[String]) -> bool {
    let word = decided::word(&table.columns, row, Field::Outcome);
    word.is_none_or(|word| words::outcome(word).is_none_or(|outcome| outcome == Outcome::Renewed))
}
