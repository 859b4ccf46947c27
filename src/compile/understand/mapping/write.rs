//! Writes what was understood as a mapping that a person can edit.

use std::fmt::Write as _;

use super::FileMapping;
use crate::compile::read::columns::{Bound, Origin};
use crate::compile::read::values::amount::AmountForm;
use crate::compile::read::values::date::DateForm;
use crate::compile::read::values::percent::PercentForm;
use crate::compile::schema::{Field, Kind};
use crate::compile::understand::infer;
use crate::compile::understand::layout::{FilePlan, Layout};

const HEAD: &str = "\
# What run-retro understood of these files. Edit it and keep it beside them.
# Left of `=` stands the column, right of it the field; \"ignore\" leaves a column aside.
# Dates: date = \"dmy\", \"mdy\", \"ymd\" or \"excel\". Amounts: decimal = \",\", cents = true. Shares: fraction = true.
# [values.FIELD] says what words mean (their word = ours), [files.\"FILE\".constants] what is the same in every row,
# grace_days says how long after the contract's end a customer of subscriptions may be back and still have renewed,
# currency and [rates] what one unit of another currency is worth. `run-retro check DIR --edit` asks for all of it.
";

/// The layout as TOML.
pub fn to_toml(layout: &Layout) -> String {
    let mut out = HEAD.to_owned();
    let mapping = &layout.mapping;
    line(&mut out, "currency", mapping.currency.as_deref().map(quoted));
    line(&mut out, "grace_days", mapping.grace_days.map(|days| days.to_string()));
    if !mapping.rates.is_empty() {
        out.push_str("\n[rates]\n");
        for (code, rate) in &mapping.rates {
            line(&mut out, &key(code), Some(quoted(&rate.to_string())));
        }
    }
    for (field, values) in &mapping.values {
        let _ = writeln!(out, "\n[values.{}]", field.key());
        for (theirs, ours) in values {
            line(&mut out, &quoted(theirs), Some(quoted(ours)));
        }
    }
    for plan in &layout.plans {
        file(&mut out, plan, mapping.file(plan.table.file.name()).unwrap_or(&FileMapping::default()));
    }
    for (name, _) in layout.left.iter().filter(|(name, _)| mapping.file(name).is_some_and(FileMapping::is_ignored)) {
        let _ = writeln!(out, "\n[files.{}]\ntable = \"ignore\"", quoted(name));
    }
    out
}

fn file(out: &mut String, plan: &FilePlan, said: &FileMapping) {
    let data = &plan.table.file;
    let columns = &plan.table.columns;
    let name = quoted(data.name());
    let _ = writeln!(out, "\n[files.{name}]");
    line(out, "table", Some(quoted(columns.table.key())));
    line(out, "encoding", (data.encoding().name() != "UTF-8").then(|| quoted(data.encoding().name())));
    line(out, "delimiter", (data.written_delimiter() != b',').then(|| quoted(&char::from(data.written_delimiter()).to_string())));
    let _ = writeln!(out, "\n[files.{name}.columns]");
    for (index, header) in data.header.iter().enumerate() {
        let held: Vec<(Field, &Bound)> = columns.bound().filter(|(_, bound)| bound.origin == Origin::Column(index)).collect();
        match held.first() {
            // Unless a person says so, a column that is left aside stays open to a later look.
            None => {
                let mark = if said.columns.contains_key(header) { "" } else { "# " };
                let _ = writeln!(out, "{mark}{} = \"ignore\"", quoted(header));
            }
            Some(first) => {
                line(out, &quoted(header), Some(column(&held, first, said, data.values(index).any(infer::is_of_three))));
            }
        }
    }
    let constants: Vec<(Field, &str)> = columns
        .bound()
        .filter_map(|(field, bound)| if let Origin::Constant(value) = &bound.origin { Some((field, value.as_str())) } else { None })
        .collect();
    if !constants.is_empty() {
        let _ = writeln!(out, "\n[files.{name}.constants]");
        for (field, value) in constants {
            line(out, field.key(), Some(quoted(value)));
        }
    }
}

/// What a person said stays said, also where it is what would be recognised; so does how amounts are written of which some could
/// be read in two ways.
fn column(held: &[(Field, &Bound)], (field, bound): &(Field, &Bound), said: &FileMapping, has_threes: bool) -> String {
    let (form, name) = (&bound.form, bound.name.as_str());
    let mut more = String::new();
    match field.kind() {
        Kind::Date => {
            let is_said = said.date.is_some() || said.columns.get(name).is_some_and(|column| column.date.is_some());
            if is_said || form.date != DateForm::default() {
                more = format!(", date = \"{}\"", form.date.key());
            }
        }
        Kind::Amount | Kind::Count => {
            let AmountForm { decimal, cents, .. } = form.amount;
            if said.decimal_of(name).is_some() || decimal != AmountForm::default().decimal || has_threes {
                let _ = write!(more, ", decimal = \"{decimal}\"");
            }
            if said.cents_of(name).is_some() || cents {
                let _ = write!(more, ", cents = {cents}");
            }
            if let Some(period) = form.period.filter(|_| said.period_of(name).is_some() || form.by_evidence) {
                let _ = write!(more, ", period = \"{}\"", period.key());
            }
        }
        Kind::Percent | Kind::Probability => {
            let is_fraction = form.percent == PercentForm::Fraction;
            if said.fraction_of(name).is_some() || is_fraction {
                more = format!(", fraction = {is_fraction}");
            }
        }
        _ => {}
    }
    let names: Vec<String> = held.iter().map(|(field, _)| quoted(field.key())).collect();
    match (names.as_slice(), more.is_empty()) {
        ([one], true) => one.clone(),
        (several, true) => format!("[{}]", several.join(", ")),
        ([one], false) => format!("{{ field = {one}{more} }}"),
        (several, false) => format!("{{ fields = [{}]{more} }}", several.join(", ")),
    }
}

fn line(out: &mut String, key: &str, value: Option<String>) {
    if let Some(value) = value {
        let _ = writeln!(out, "{key} = {value}");
    }
}

fn key(name: &str) -> String {
    if !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric()) { name.to_owned() } else { quoted(name) }
}

/// A TOML string with whatever must be escaped.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
