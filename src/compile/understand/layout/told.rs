//! What is said of columns that are read otherwise than they stand, and how to say that they are not.

use super::FilePlan;
use crate::compile::read::columns::Bound;
use crate::compile::read::scan::TableFile;
use crate::compile::read::values::date::DateForm;
use crate::compile::schema::Field;
use crate::compile::understand::mapping::{FileMapping, Mapping};

/// A sentence for each that nobody said anything about.
pub(super) fn of_plans(plans: &[FilePlan], mapping: &Mapping) -> Vec<String> {
    let nothing = FileMapping::default();
    let of_plan = |plan: &FilePlan| {
        let table = &plan.table;
        let said = mapping.file(table.file.name()).unwrap_or(&nothing);
        let of_column = |(field, bound): (Field, &Bound)| {
            let less = (!bound.form.less.is_empty() && said.less_of(&bound.name).is_none()).then(|| less(table, field, bound));
            let zone = (!bound.form.zone.is_utc() && said.zone_of(&bound.name).is_none()).then(|| zone(table, field, bound));
            let turned = bound.form.date == DateForm::Turned && said.columns.get(&bound.name).and_then(|column| column.date).is_none();
            less.or(zone).or_else(|| turned.then(|| self::turned(table, field, bound)))
        };
        table.columns.bound().filter_map(of_column).collect::<Vec<_>>()
    };
    plans.iter().flat_map(of_plan).collect()
}

fn less(table: &TableFile, field: Field, bound: &Bound) -> String {
    let off: Vec<String> = bound.form.less.iter().map(|off| format!("`{}`", off.name)).collect();
    let (one, why) = if bound.form.less.iter().any(|off| off.is_discount) {
        ("a discount", "If the amounts are without it already")
    } else {
        ("what comes once", "If it is paid again")
    };
    format!(
        "{}: {} is taken off `{}`, as {one}. {why}, write {:?} = {{ field = \"{}\", less = [] }} under [files.{:?}.columns]",
        table.file.name(),
        off.join(" and "),
        bound.name,
        bound.name,
        field.key(),
        table.file.name()
    )
}

fn turned(table: &TableFile, field: Field, bound: &Bound) -> String {
    format!(
        "{}: the days in `{}` whose number is 12 or less are read with day and month turned round: all of them are dates of the workbook, and \
         all others are texts with the day first. If they are right as they stand, write {:?} = {{ field = \"{}\", date = \"dmy\" }} under \
         [files.{:?}.columns]",
        table.file.name(),
        bound.name,
        bound.name,
        field.key(),
        table.file.name()
    )
}

fn zone(table: &TableFile, field: Field, bound: &Bound) -> String {
    format!(
        "{}: the instants in `{}` are the days of a calendar {} from UTC, as their times of day tell. If they are days of UTC, write \
         {:?} = {{ field = \"{}\", zone = \"UTC\" }} under [files.{:?}.columns]",
        table.file.name(),
        bound.name,
        bound.form.zone.key(),
        bound.name,
        field.key(),
        table.file.name()
    )
}
