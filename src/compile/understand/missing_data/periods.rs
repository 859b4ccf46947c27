//! What the amounts of a file are multiplied or divided by to be those of a year, and where nothing tells what they cover.

use crate::compile::read::columns::{Bound, Origin, Paid, Period};
use crate::compile::read::file::DataFile;
use crate::compile::read::scan::TableFile;
use crate::compile::schema::{Field, Kind, Table};
use crate::compile::understand::decided::index;
use crate::compile::understand::infer::loose_number;

/// One sentence for each column whose amounts are not taken as they stand, or might be others.
pub(crate) fn told(table: &TableFile) -> Vec<String> {
    if !matches!(table.columns.table, Table::Renewals | Table::Subscriptions) {
        return Vec::new();
    }
    let name = table.file.name();
    let amounts = table.columns.bound().filter(|(field, bound)| field.kind() == Kind::Amount && matches!(bound.origin, Origin::Column(_)));
    let of_column = |(field, bound): (Field, &Bound)| {
        let is_usual = table.columns.table == Table::Subscriptions && matches!(field, Field::Mrr | Field::MrrChange);
        let brought = brought(table, bound).filter(|_| !is_usual && bound.form.period != Some(Paid::once(Period::Year)));
        Some(format!("{name}: `{}` holds {}", bound.name, brought?))
    };
    let mut all: Vec<String> = amounts.filter_map(of_column).collect();
    all.extend(contradiction(table));
    all
}

/// How an amount of another period becomes that of a year; `None` where it is one as far as its column tells.
pub(crate) fn brought(table: &TableFile, bound: &Bound) -> Option<String> {
    let paid = bound.form.period?;
    if let Some(times) = paid.period.in_a_year().filter(|_| paid.every > 1) {
        let by = if times == 1 { String::new() } else { format!("taken times {times} and ") };
        return Some(format!("amounts of {}; each is {by}divided by {}", paid.key(), paid.every));
    }
    Some(match paid.period {
        Period::Day => "amounts of a day; each is taken times 365".to_owned(),
        Period::Week => "amounts of a week; each is taken times 52".to_owned(),
        Period::Month => "amounts of a month; each is taken times 12".to_owned(),
        Period::Quarter => "amounts of a quarter; each is taken times 4".to_owned(),
        Period::HalfYear => "amounts of half a year; each is taken times 2".to_owned(),
        Period::Year => return bound.form.by_evidence.then(|| "amounts of a year, as the rows tell".to_owned()),
        Period::Term => {
            let why = if bound.form.by_evidence { ", as the rows tell" } else { "" };
            let ends = [Field::StartDate, Field::ContractEnd];
            if !table.columns.has(Field::TermMonths) && ends.iter().all(|field| table.columns.has(*field)) {
                let [start, end] = ends.map(|field| table.columns.name(field));
                return Some(format!("totals of terms{why}; each is divided by the years from `{start}` to `{end}`"));
            }
            let Some(term) = table.columns.get(Field::TermMonths) else {
                return Some(format!(
                    "totals of terms, and no column tells how long a term is, so no ARR is known from it; if each is of a year, write under \
                     [files.\"{}\".columns] in mapping.toml: \"{}\" = {{ field = \"amount\", period = \"year\" }}",
                    table.file.name(),
                    bound.name
                ));
            };
            format!("totals of terms{why}; each is divided by the years of `{}`", term.name)
        }
    })
}

/// The column of amounts over time of which nothing tells whether they are of a month or of a year: they move no rate, but they may be
/// twelve times too small. One that is paid for a term of a year is a year's.
pub(crate) fn untold(table: &TableFile) -> Option<&Bound> {
    let columns = &table.columns;
    let bound = columns.get(Field::Amount).filter(|bound| bound.form.period.is_none())?;
    let is_told = [Field::Arr, Field::Mrr, Field::ArrChange, Field::MrrChange, Field::Period].into_iter().any(|field| columns.has(field));
    (columns.table == Table::Subscriptions && !is_told && !runs_a_year(table)).then_some(bound)
}

/// Nearly all terms are about a year long.
fn runs_a_year(table: &TableFile) -> bool {
    let day = |row: &[String], field: Field| {
        let value = row.get(index(&table.columns, field)?)?;
        table.columns.get(field)?.form.span(value.as_bytes())
    };
    let days = |row: &Vec<String>| Some((day(row, Field::ContractEnd)?.last - day(row, Field::StartDate)?.first).num_days());
    let terms: Vec<i64> = table.file.sample.iter().filter_map(days).collect();
    let yearly = terms.iter().filter(|days| (350..=380).contains(*days)).count();
    yearly > 0 && yearly * 10 >= terms.len() * 9
}

/// ARR that is not twelve times the MRR beside it.
fn contradiction(table: &TableFile) -> Option<String> {
    let column = |field| match table.columns.get(field)?.origin {
        Origin::Column(index) => Some(index),
        Origin::Constant(_) | Origin::Signs(_) => None,
    };
    let (arr, mrr) = (column(Field::Arr)?, column(Field::Mrr)?);
    let (both, apart) = compared(&table.file, arr, mrr);
    let [arr, mrr] = [Field::Arr, Field::Mrr].map(|field| table.columns.name(field));
    (apart * 20 > both)
        .then(|| format!("{}: in {apart} of the first {both} rows `{arr}` is not twelve times `{mrr}`; `{arr}` counts", table.file.name()))
}

/// Rows with both, and those of them that do not agree within two in a hundred.
fn compared(file: &DataFile, arr: usize, mrr: usize) -> (usize, usize) {
    let number = |row: &[String], column: usize| loose_number(row.get(column)?).filter(|number| *number > 0.0);
    let pairs = file.sample.iter().filter_map(|row| Some((number(row, arr)?, number(row, mrr)?)));
    pairs.fold((0, 0), |(both, apart), (arr, mrr)| (both + 1, apart + usize::from((arr / (mrr * 12.0) - 1.0).abs() > 0.02)))
}
