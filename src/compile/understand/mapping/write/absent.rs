//! What is said of a file that is not there today stays said.

use std::fmt::Write as _;

use super::super::names::IGNORE;
use super::super::{ColumnMapping, FileMapping};
use super::{in_per_cent, line, list, quoted};
use crate::compile::read::values::amount::marks;

pub(crate) fn write(out: &mut String, name: &str, said: &FileMapping) {
    let name = quoted(name);
    let _ = writeln!(out, "\n# Not there today.\n[files.{name}]");
    line(out, "table", said.table.map(|table| quoted(table.0.map_or(IGNORE, |table| table.key()))));
    line(out, "encoding", said.encoding.map(|encoding| quoted(encoding.name())));
    line(out, "delimiter", said.delimiter.map(|delimiter| quoted(&char::from(delimiter).to_string())));
    line(out, "date", said.date.map(|date| quoted(date.key())));
    line(out, "zone", said.zone.map(|zone| quoted(&zone.key())));
    line(out, "decimal", said.decimal.map(|mark| quoted(&marks::key(mark))));
    line(out, "cents", said.cents.map(|cents| cents.to_string()));
    line(out, "unit", said.unit.map(|unit| quoted(unit.key())));
    line(out, "fraction", said.fraction.map(|fraction| fraction.to_string()));
    line(out, "pairs", said.pairs.map(|pairing| quoted(pairing.key())));
    line(out, "month_day", said.month_day.map(|day| quoted(day.key())));
    line(out, "amounts_repeat", said.amounts_repeat.map(|is| is.to_string()));
    line(out, "only_renewed", said.only_renewed.map(|is| is.to_string()));
    line(out, "parents", said.parents.as_deref().map(quoted));
    line(out, "leave_out_unread", said.leave_out_unread.then(|| "true".to_owned()));
    if !said.columns.is_empty() {
        let _ = writeln!(out, "\n[files.{name}.columns]");
        said.columns.iter().for_each(|(column, said)| line(out, &quoted(column), Some(use_of(said))));
    }
    if !said.constants.is_empty() {
        let _ = writeln!(out, "\n[files.{name}.constants]");
        said.constants.iter().for_each(|(field, value)| line(out, field.key(), Some(quoted(value))));
    }
}

fn use_of(said: &ColumnMapping) -> String {
    if said.fields.is_empty() {
        return quoted(IGNORE);
    }
    let fields: Vec<String> = said.fields.iter().map(|field| quoted(field.key())).collect();
    let forms = [
        said.date.map(|date| format!("date = {}", quoted(date.key()))),
        said.zone.map(|zone| format!("zone = {}", quoted(&zone.key()))),
        said.decimal.map(|mark| format!("decimal = {}", quoted(&marks::key(mark)))),
        said.cents.map(|cents| format!("cents = {cents}")),
        said.unit.map(|unit| format!("unit = {}", quoted(unit.key()))),
        said.tax.map(|tax| format!("tax = {}", quoted(&in_per_cent(tax)))),
        said.less.as_deref().map(|less| format!("less = {}", list(less))),
        said.fraction.map(|fraction| format!("fraction = {fraction}")),
        said.period.map(|period| format!("period = {}", quoted(&period.key()))),
        said.shared.map(|shared| format!("shared = {}", quoted(shared.key()))),
    ];
    let all: Vec<String> = [format!("fields = [{}]", fields.join(", "))].into_iter().chain(forms.into_iter().flatten()).collect();
    format!("{{ {} }}", all.join(", "))
}
