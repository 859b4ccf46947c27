//! Amounts that may be hundredths: machines write them so, and whole sums as well.

use super::{answer, quoted};
use crate::compile::read::columns::{Bound, Origin, Period};
use crate::compile::read::row::WITHOUT_CENTS;
use crate::compile::read::scan::TableFile;
use crate::compile::read::values::date::DateForm;
use crate::compile::schema::{Field, Kind, Table};
use crate::compile::understand::decided::index;
use crate::compile::understand::header::Heading;
use crate::compile::understand::infer;
use crate::compile::understand::layout::Layout;
use crate::domain::money::Money;
use crate::domain::question::Question;

/// A usual contract of so much a year is rarer than one written in hundredths.
const MILLIONS: f64 = 1e6;

/// What a contract is worth. A machine writes all of them in one way.
const AMOUNTS: [Field; 5] = [Field::ArrBefore, Field::ArrAfter, Field::Arr, Field::Mrr, Field::Amount];

pub(crate) fn of(layout: &Layout) -> Vec<Question> {
    layout.files(Table::Renewals).chain(layout.contracts()).filter_map(|table| of_file(layout, table)).collect()
}

fn of_file(layout: &Layout, table: &TableFile) -> Option<Question> {
    let name = table.file.name();
    let is_open = |field: &Field| {
        let bound = table.columns.get(*field)?;
        let is_said = layout.mapping.file(name).is_some_and(|said| said.cents_of(&bound.name).is_some());
        (!bound.form.amount.cents && !is_said && may_be_cents(table, bound)).then_some((*field, bound))
    };
    let (field, bound) = AMOUNTS.iter().find_map(is_open)?;
    let example = table.file.values(index(&table.columns, field)?).find(|value| value.len() > 2)?.to_owned();
    let hundredths = Money::minor(example.parse().ok()?);
    let said = |cents: bool| format!("[files.{}]\ncents = {cents}\n", quoted(name));
    Some(Question {
        is_pressing: true,
        file: name.to_owned(),
        asked: format!(
            "`{}` holds whole numbers, and {} written by a program. Programs often write amounts in hundredths. What is {example}?",
            bound.name,
            if is_machine_written(table) { "the days beside them were" } else { "the file was" }
        ),
        answers: vec![answer(format!("hundredths, so {hundredths}"), said(true)), answer(format!("{example} whole"), said(false))],
    })
}

/// Whole numbers of some size, in a currency that has hundredths, beside days with a time of day, or in an answer of a program.
fn may_be_cents(table: &TableFile, bound: &Bound) -> bool {
    let Origin::Column(column) = bound.origin else { return false };
    let is_whole = |value: &str| value.bytes().all(|byte| byte.is_ascii_digit());
    let amounts = || table.file.values(column).filter(|value| *value != "0");
    let has_hundredths = || {
        let code = table.columns.get(Field::Currency).map(|bound| &bound.origin);
        let is_without = |code: &str| WITHOUT_CENTS.iter().any(|known| known.eq_ignore_ascii_case(code));
        match code {
            Some(Origin::Column(column)) => !table.file.values(*column).all(is_without),
            Some(Origin::Constant(code)) => !is_without(code),
            _ => true,
        }
    };
    amounts().next().is_some()
        && amounts().all(|value| is_whole(value) && value.len() > 2)
        && has_hundredths()
        && (is_machine_written(table) || table.file.is_json() && are_like_hundredths(table))
}

/// What a program writes may be hundredths where each amount would be a whole one with them, or usual contracts ones of millions without.
/// Who computes an ARR computes it in whole units.
fn are_like_hundredths(table: &TableFile) -> bool {
    let columns: Vec<(&Bound, usize)> =
        AMOUNTS.iter().filter_map(|field| Some((table.columns.get(*field)?, index(&table.columns, *field)?))).collect();
    let values = |column: usize| table.file.values(column).filter(|value| *value != "0");
    let mut sizes: Vec<f64> = columns.iter().flat_map(|(_, column)| values(*column)).filter_map(|value| value.parse().ok()).collect();
    sizes.sort_by(f64::total_cmp);
    let usual = sizes.get(sizes.len() / 2).copied().unwrap_or_default();
    let is_computed = |(bound, _): &(&Bound, usize)| Heading::of(&bound.name).period == Some(Period::Year);
    let may_be = |amount: &(&Bound, usize)| !is_computed(amount) && infer::are_whole_hundreds(values(amount.1));
    usual >= MILLIONS || columns.iter().all(may_be)
}

/// Every column of days has them with a time of day, or as seconds.
fn is_machine_written(table: &TableFile) -> bool {
    let is_written = |(field, bound): &(Field, &Bound)| {
        let has_time = |column| table.file.values(column).all(|value| value.contains('T') && value.contains(':'));
        let is_counted = matches!(bound.form.date, DateForm::Seconds | DateForm::Milliseconds);
        matches!(bound.origin, Origin::Column(column) if is_counted || has_time(column)) && field.kind() == Kind::Date
    };
    let days = || table.columns.bound().filter(|(field, _)| field.kind() == Kind::Date);
    days().next().is_some() && days().all(|bound| is_written(&bound))
}
