//! Amounts whose unit differs row by row: what the cells of a column say that hold nothing else.

use crate::compile::read::columns::{Columns, Origin};
use crate::compile::read::file::DataFile;
use crate::compile::read::values::amount::Unit;
use crate::compile::read::values::words;
use crate::compile::schema::{Field, Kind};
use crate::compile::understand::decided::index;
use crate::compile::understand::header::Heading;
use crate::compile::understand::header::units::{self, CellUnit, Told};
use crate::compile::understand::mapping::FileMapping;

/// Lets each row say what its amounts count, where a column does; an amount whose own heading or a mapping says it keeps that.
pub(super) fn settle(file: &DataFile, columns: &mut Columns, said: &FileMapping) {
    let Some(column) = index(columns, Field::Unit) else { return };
    let is_open = |name: &str| said.unit_of(name).is_none() && Heading::of(name).unit.is_none();
    let of_row: Vec<Field> =
        columns.bound().filter(|(field, bound)| field.kind() == Kind::Amount && is_open(&bound.name)).map(|(field, _)| field).collect();
    for field in of_row {
        if let Some(bound) = columns.get_mut(field) {
            bound.form.unit_by_row = true;
        }
    }
    let cells: Vec<(&str, CellUnit)> = file.values(column).filter_map(|value| Some((value, units::of_cell(value)?))).collect();
    settle_m(columns, &cells);
    // Told once: rows are many.
    if let Some(bound) = columns.get_mut(Field::Unit) {
        for (value, cell) in &cells {
            if let Told::Unit(unit) = cell.unit {
                bound.form.values.entry(words::key(value)).or_insert_with(|| unit.key().to_owned());
            }
        }
    }
    let is_currency = columns.get(Field::Currency).is_some_and(|bound| bound.origin == Origin::Column(column));
    let Some(bound) = columns.get_mut(Field::Currency).filter(|_| is_currency) else { return };
    let mut codes: Vec<&str> = cells.iter().filter_map(|(_, cell)| cell.currency).collect();
    codes.sort_unstable();
    codes.dedup();
    // A unit alone is of the one currency that the others name.
    let only = if let [only] = codes[..] { only } else { "" };
    for (value, cell) in &cells {
        bound.form.values.entry(words::key(value)).or_insert_with(|| cell.currency.unwrap_or(only).to_owned());
    }
}

/// `M` is the other one of thousands and millions where only one of them is written otherwise; else it is asked.
fn settle_m(columns: &mut Columns, cells: &[(&str, CellUnit)]) {
    let has = |unit: Unit| cells.iter().any(|(_, cell)| cell.unit == Told::Unit(unit));
    let other = match (has(Unit::Thousands), has(Unit::Millions)) {
        (true, false) => Unit::Millions,
        (false, true) => Unit::Thousands,
        _ => return,
    };
    let Some(bound) = columns.get_mut(Field::Unit) else { return };
    for (value, _) in cells.iter().filter(|(_, cell)| cell.unit == Told::ThousandsOrMillions) {
        bound.form.values.entry(words::key(value)).or_insert_with(|| other.key().to_owned());
    }
}
