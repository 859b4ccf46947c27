//! Customers of one day a file, as of a month end each: the day that no column tells stands in the name of the file or its tab.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rustc_hash::FxHashSet;

use super::FilePlan;
use crate::compile::read::columns::{Bound, Form, Origin};
use crate::compile::read::scan::TableFile;
use crate::compile::read::values::date::DateForm;
use crate::compile::schema::{Field, Table};
use crate::compile::understand::named_months;
use crate::domain::text;

/// Takes the days from the names where customers mostly repeat from file to file, and says so. Of a file whose name tells none the
/// day is missing: whoever is not in one file may stand in the next.
pub(crate) fn settle(plans: &mut [FilePlan]) -> Option<String> {
    if plans.iter().any(|plan| plan.table.columns.table == Table::Renewals) {
        return None;
    }
    let undated: Vec<usize> = (0..plans.len()).filter(|plan| is_without_a_day(&plans[*plan].table)).collect();
    let headers: BTreeSet<Vec<String>> = undated.iter().map(|plan| header(&plans[*plan].table)).collect();
    let mut named: Vec<(NaiveDate, String)> = Vec::new();
    for columns in headers {
        let alike: Vec<usize> = undated.iter().copied().filter(|plan| header(&plans[*plan].table) == columns).collect();
        if are_looks_at_the_same(&alike.iter().map(|plan| &plans[*plan].table).collect::<Vec<_>>()) {
            named.extend(of_one_table(plans, &alike));
        }
    }
    told(named)
}

/// Rows of customers that no column gives a day of any kind.
fn is_without_a_day(table: &TableFile) -> bool {
    let is_column = |field| table.columns.get(field).is_some_and(|bound| !matches!(bound.origin, Origin::Constant(_)));
    let is_change = [Field::ArrChange, Field::MrrChange].into_iter().any(|field| table.columns.has(field));
    let is_dated = [Field::Date, Field::StartDate, Field::LossDate].into_iter().any(is_column);
    table.columns.table == Table::Subscriptions && !is_change && !is_dated && !table.columns.has(Field::StartDate)
}

fn header(table: &TableFile) -> Vec<String> {
    named_months::header(&table.file)
}

/// Of most files most customers stand in another one too.
fn are_looks_at_the_same(tables: &[&TableFile]) -> bool {
    let customers: Vec<FxHashSet<&str>> = tables.iter().map(|table| customers(table)).collect();
    let repeats = |own: usize| {
        let is_elsewhere = |id: &&&str| customers.iter().enumerate().any(|(other, ids)| other != own && ids.contains(**id));
        customers[own].iter().filter(is_elsewhere).count() * 2 > customers[own].len()
    };
    (0..tables.len()).filter(|own| repeats(*own)).count() * 2 > tables.len()
}

fn customers(table: &TableFile) -> FxHashSet<&str> {
    let column = [Field::AccountId, Field::Account].into_iter().find_map(|field| match table.columns.get(field)?.origin {
        Origin::Column(column) => Some(column),
        _ => None,
    });
    column.into_iter().flat_map(|column| table.file.values(column)).collect()
}

/// The day of a file: said, or told by its title or name.
fn day(table: &TableFile) -> Option<NaiveDate> {
    match table.columns.get(Field::Date) {
        Some(Bound { origin: Origin::Constant(said), .. }) => DateForm::default().read(said.as_bytes()),
        _ => table.file.exported_on(),
    }
}

/// Binds the days; two looks at the same customers are not of one day.
fn of_one_table(plans: &mut [FilePlan], alike: &[usize]) -> Vec<(NaiveDate, String)> {
    let days: Vec<Option<NaiveDate>> = alike.iter().map(|plan| day(&plans[*plan].table)).collect();
    let is_again = |at: usize| {
        let tables = |other: usize| [&plans[alike[at]].table, &plans[alike[other]].table];
        (0..alike.len()).any(|other| other != at && days[other] == days[at] && are_looks_at_the_same(&tables(other)))
    };
    let again: Vec<bool> = (0..alike.len()).map(is_again).collect();
    let mut named = Vec::new();
    for ((plan, day), again) in alike.iter().zip(days).zip(again) {
        let plan = &mut plans[*plan];
        if plan.table.columns.has(Field::Date) {
            continue;
        }
        match day.filter(|_| !again) {
            Some(day) => {
                let name = Field::Date.key().to_owned();
                plan.table.columns.bind(Field::Date, Bound { origin: Origin::Constant(day.to_string()), name, form: Form::default() });
                named.push((day, plan.table.file.name().to_owned()));
                plan.lacks.retain(|field| *field != Field::Date);
            }
            None if plan.lacks.contains(&Field::Date) => {}
            None => plan.lacks.push(Field::Date),
        }
    }
    named
}

fn told(mut named: Vec<(NaiveDate, String)>) -> Option<String> {
    named.sort();
    let ((from, first), (to, last)) = (named.first()?, named.last()?);
    let files = text::counted(named.len(), "file holds", "files hold");
    Some(format!(
        "{files} customers of one day each, and the day is taken from its name: {from} of {first} to {to} of {last}. If one is of another \
         day, write in mapping.toml: [files.{last:?}.constants] date = \"{to}\""
    ))
}
