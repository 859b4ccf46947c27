//! Thousands and millions with three digits behind a mark: `6,360 k€` is six thousand or six million.

use super::{answer, quoted};
use crate::compile::read::columns::{Bound, Origin};
use crate::compile::read::scan::TableFile;
use crate::compile::read::values::amount::marks::{self, OWN};
use crate::compile::read::values::amount::{AmountForm, Unit, is_short};
use crate::compile::schema::{Field, Kind, Table};
use crate::compile::understand::infer::{AmountEvidence, Evidence, is_of_three};
use crate::compile::understand::layout::Layout;
use crate::domain::question::Question;

pub(crate) fn of(layout: &Layout) -> Vec<Question> {
    layout.files(Table::Renewals).chain(layout.contracts()).filter_map(|table| of_file(layout, table)).collect()
}

/// Whether nothing tells how large the amounts of a file are.
pub(super) fn are_doubtful(layout: &Layout, table: &TableFile) -> bool {
    of_file(layout, table).is_some()
}

fn of_file(layout: &Layout, table: &TableFile) -> Option<Question> {
    let name = table.file.name();
    let said = layout.mapping.file(name);
    let amounts: Vec<(&Bound, usize)> = table.columns.bound().filter_map(amounts).collect();
    if amounts.iter().any(|(bound, _)| said.is_some_and(|said| said.decimal_of(&bound.name).is_some())) {
        return None;
    }
    if let Some(question) = amounts.iter().find_map(|(bound, column)| of_both(table, bound, *column)) {
        return Some(question);
    }
    let mut evidence = AmountEvidence::default();
    amounts.iter().flat_map(|(_, column)| table.file.values(*column)).for_each(|value| evidence.see(value));
    if evidence.decimal().is_some() {
        return None;
    }
    let (bound, value) = amounts.iter().find_map(|(bound, column)| {
        let may_be_either = |value: &&str| is_of_three(value) && (bound.form.amount.unit != Unit::Ones || is_short(value));
        Some((bound, table.file.values(*column).find(may_be_either)?))
    })?;
    let form = bound.form.amount;
    let one = |decimal: char| {
        let read = AmountForm { decimal, ..form }.read(value.as_bytes())?;
        Some(answer(format!("{read}"), format!("[files.{}]\ndecimal = \"{decimal}\"\n", quoted(name))))
    };
    let other = if form.decimal == '.' { ',' } else { '.' };
    Some(Question {
        is_pressing: true,
        file: name.to_owned(),
        asked: format!("`{}` has amounts like `{value}`, and nothing tells whether its mark is one of decimals. What is that?", bound.name),
        answers: vec![one(form.decimal)?, one(other)?],
    })
}

/// `12.000` beside `12.50`: thousands, since money has two decimals, or three decimals after all.
fn of_both(table: &TableFile, bound: &Bound, column: usize) -> Option<Question> {
    let mut evidence = AmountEvidence::default();
    table.file.values(column).for_each(|value| evidence.see(value));
    let value = table.file.values(column).find(|value| is_of_three(value)).filter(|_| evidence.is_of_both_in_doubt())?;
    let own = AmountForm { decimal: OWN, ..bound.form.amount }.read(value.as_bytes())?;
    let decimal = evidence.decimal()?;
    let other = AmountForm { decimal, ..bound.form.amount }.read(value.as_bytes())?;
    let line = |mark: char| format!("[files.{}]\ndecimal = \"{}\"\n", quoted(table.file.name()), marks::key(mark));
    Some(Question {
        is_pressing: false,
        file: table.file.name().to_owned(),
        asked: format!("`{}` has amounts like `{value}` among others with two decimals. What is that?", bound.name),
        answers: vec![answer(format!("{own}"), line(OWN)), answer(format!("{other}"), line(decimal))],
    })
}

fn amounts((field, bound): (Field, &Bound)) -> Option<(&Bound, usize)> {
    match bound.origin {
        Origin::Column(column) if field.kind() == Kind::Amount => Some((bound, column)),
        _ => None,
    }
}
