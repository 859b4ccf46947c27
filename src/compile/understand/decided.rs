//! What became of the first rows of a table of renewals, as far as their words and flags tell it.

use crate::compile::read::columns::{Columns, Origin};
use crate::compile::read::values::{is_no_value, words};
use crate::compile::schema::Field;
use crate::compile::understand::infer;
use crate::domain::renewal::Outcome;

/// The column that a field is read from.
pub(crate) fn index(columns: &Columns, field: Field) -> Option<usize> {
    if let Origin::Column(index) = columns.get(field)?.origin { Some(index) } else { None }
}

/// The column that says whose a row is: the customer's id, else the name.
pub(crate) fn owner(columns: &Columns) -> Option<usize> {
    [Field::AccountId, Field::Account].into_iter().find_map(|field| index(columns, field))
}

/// The value that a row has in a field, as the mapping calls it.
pub(crate) fn word<'r>(columns: &'r Columns, row: &'r [String], field: Field) -> Option<&'r str> {
    let (bound, column) = (columns.get(field)?, index(columns, field)?);
    match row.get(column).filter(|raw| !is_no_value(raw.as_bytes())) {
        Some(raw) => Some(bound.form.mapped(raw).unwrap_or(raw)),
        // What it means that nothing stands there may be said.
        None => bound.form.mapped(""),
    }
}

/// What became of a row; a stage on the way is open.
pub(crate) fn outcome(columns: &Columns, row: &[String]) -> Option<Outcome> {
    let word = word(columns, row, Field::Outcome);
    let is_there = |field| columns.get(field).is_some_and(|bound| bound.form.by_presence) && is_filled(columns, row, field);
    let is_flagged = |field| is_there(field) || self::word(columns, row, field).and_then(words::flag) == Some(true);
    let flagged = || is_flagged(Field::IsWon).then_some(Outcome::Renewed).or_else(|| is_flagged(Field::IsLost).then_some(Outcome::Churned));
    // Where nothing but the day or the amount of a loss tells one, who has none was not lost.
    if columns.get(Field::IsLost).is_some_and(|bound| bound.form.by_presence) && !columns.has(Field::Outcome) {
        return Some(if is_there(Field::IsLost) { Outcome::Churned } else { Outcome::Renewed });
    }
    let on_the_way = || columns.get(Field::Outcome).is_some_and(|bound| bound.form.other_is_open).then_some(Outcome::Open);
    match word.and_then(words::outcome).filter(|told| *told != Outcome::Open) {
        None => flagged().or_else(|| word.and_then(words::outcome)).or_else(|| word.and_then(|_| on_the_way())),
        told => told,
    }
}

/// Something stands there, and the mapping does not say that it is nothing.
fn is_filled(columns: &Columns, row: &[String], field: Field) -> bool {
    let raw = index(columns, field).and_then(|column| row.get(column)).map_or("", String::as_str);
    !infer::says_nothing(raw) && columns.get(field).and_then(|bound| bound.form.mapped(raw)) != Some("")
}
