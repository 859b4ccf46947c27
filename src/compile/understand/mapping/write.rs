//! Writes what was understood as a mapping that a person can edit.

mod absent;
mod aside;
mod words;

use std::fmt::Write as _;

use super::{FileMapping, KINDS};
use crate::compile::read::columns::{Bound, Origin};
use crate::compile::read::file::DataFile;
use crate::compile::read::values::amount::{AmountForm, marks};
use crate::compile::read::values::date::DateForm;
use crate::compile::read::values::percent::PercentForm;
use crate::compile::schema::{Field, Kind};
use crate::compile::understand::examples::examples;
use crate::compile::understand::given_up;
use crate::compile::understand::infer;
use crate::compile::understand::layout::{FilePlan, Layout};
use crate::domain::text;

const HEAD: &str = "\
# What run-retro understood of these files. Edit it and keep it beside them. What stands behind # says nothing yet.
# Left of `=` stands the column, right of it the field; \"ignore\" leaves a column aside.
# Dates: date = \"dmy\", \"mdy\", \"ymd\", \"turned\", \"month\" or \"excel\", zone = \"+02:00\" (instants in UTC, days of a calendar so far ahead of it). Shares: fraction = true.
# Ids of renewals or contracts that several rows share: shared = \"lines\" (each row counts), \"first\" or \"last\" (that row counts).
# Amounts: decimal = \",\" (or \"own\": each amount tells it by its own marks), cents = true, unit = \"thousands\" or \"millions\", tax = \"19 %\" (that they hold), less = \"COLUMN\" (an amount or a discount that is taken off), period = \"month\", \"quarter\", \"year\", \"2 years\" or \"term\" (what one covers).
# [values.FIELD] says what words mean (their word = ours), [files.\"FILE\".constants] what is the same in every row,
# [accounts] which ids are one customer (\"OLD\" = \"NEW\"), [renewals] which are none (\"ID\" = \"ignore\"),
# grace_days says how long after the contract's end a customer of subscriptions may be back and still have renewed,
# currency and [rates] what one unit of another currency is worth. `run-retro check DIR --edit` asks for all of it.
";

/// A word of a column that nobody understands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct UnknownWord {
    pub field: Field,
    pub word: String,
    pub rows: u64,
}

/// The layout as TOML: the best reading, and as comments what a person may want to say otherwise.
pub(crate) fn to_toml(layout: &Layout, unknown: &[UnknownWord]) -> String {
    let mut out = HEAD.to_owned();
    let mapping = &layout.mapping;
    line(&mut out, "currency", mapping.currency.as_deref().map(quoted));
    line(&mut out, "grace_days", mapping.grace_days.map(|days| days.to_string()));
    section(&mut out, "rates", mapping.rates.iter().map(|(code, rate)| (code.as_str(), rate.to_string())));
    section(&mut out, "accounts", mapping.accounts.iter().map(|(one, other)| (one.as_str(), other.clone())));
    section(&mut out, "renewals", mapping.renewals.iter().map(|(id, said)| (id.as_str(), said.key())));
    words::write(&mut out, mapping, unknown);
    for plan in &layout.plans {
        file(&mut out, plan, mapping.file(plan.table.file.name()).unwrap_or(&FileMapping::default()));
    }
    let is_there =
        |name: &str| layout.plans.iter().any(|plan| plan.table.file.name() == name) || layout.left.iter().any(|(left, _)| left == name);
    for (name, said) in mapping.files.iter().filter(|(name, _)| !is_there(name)) {
        absent::write(&mut out, name, said);
    }
    let is_ignored = |name: &str| mapping.file(name).is_some_and(FileMapping::is_ignored);
    for (name, _) in layout.left.iter().filter(|(name, _)| is_ignored(name)) {
        let _ = writeln!(out, "\n[files.{}]\ntable = \"ignore\"", quoted(name));
    }
    for (name, why) in layout.left.iter().filter(|(name, _)| !is_ignored(name)) {
        if let Some(data) = layout.set_aside.iter().find(|data| data.name() == name) {
            aside::write(&mut out, data, why);
        }
    }
    out
}

/// A section of names and what is said of each; none where nothing is.
fn section<'s>(out: &mut String, name: &str, entries: impl Iterator<Item = (&'s str, String)>) {
    for (i, (theirs, said)) in entries.enumerate() {
        if i == 0 {
            let _ = writeln!(out, "\n[{name}]");
        }
        line(out, &key(theirs), Some(quoted(&said)));
    }
}

fn file(out: &mut String, plan: &FilePlan, said: &FileMapping) {
    let data = &plan.table.file;
    let columns = &plan.table.columns;
    let name = quoted(data.name());
    let _ = writeln!(out, "\n[files.{name}]");
    line(out, "table", Some(quoted(columns.table.key())));
    line(out, "encoding", (data.encoding().name() != "UTF-8").then(|| quoted(data.encoding().name())));
    line(out, "delimiter", (data.written_delimiter() != b',').then(|| quoted(&char::from(data.written_delimiter()).to_string())));
    line(out, "pairs", said.pairs.map(|pairing| quoted(pairing.key())));
    line(out, "month_day", said.month_day.map(|day| quoted(day.key())));
    line(out, "amounts_repeat", said.amounts_repeat.map(|is| is.to_string()));
    line(out, "only_renewed", said.only_renewed.map(|is| is.to_string()));
    line(out, "parents", said.parents.as_deref().map(quoted));
    line(out, "leave_out_unread", said.leave_out_unread.then(|| "true".to_owned()));
    let _ = writeln!(out, "\n[files.{name}.columns]");
    for (index, header) in data.header.iter().enumerate() {
        // A name in a mapping is that of the first column called so.
        if data.header[..index].contains(header) {
            let _ = writeln!(out, "# another column is called {} too; rename it to say something of it", quoted(header));
            continue;
        }
        let held: Vec<(Field, &Bound)> = columns.bound().filter(|(_, bound)| bound.origin == Origin::Column(index)).collect();
        match held.first() {
            // Unless a person says so, a column that is left aside stays open to a later look.
            None => {
                let mark = if said.columns.contains_key(header) { "" } else { "# " };
                let _ = writeln!(out, "{mark}{} = \"ignore\"{}", quoted(header), for_instance(data, index));
            }
            Some(first) => {
                let use_of_it = column(&held, first, said, data.values(index).any(infer::is_of_three));
                let is_open = !said.columns.contains_key(header) && held.iter().any(|(field, _)| is_asked(plan, *field));
                let (mark, why) = if is_open { ("# ", "  # asked about; without # it is said") } else { ("", "") };
                let _ = writeln!(out, "{mark}{} = {use_of_it}{why}", quoted(header));
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

/// A column that stands for a field as long as nobody says better is not said by being written: what is asked about it stays asked.
fn is_asked(plan: &FilePlan, field: Field) -> bool {
    let tells_no_kind = plan.is_ambiguous || plan.kinds.is_some_and(|kinds| kinds.renewals == 0);
    let may_be_lost = || given_up::look(&plan.table).is_some_and(|given_up| !given_up.is_told);
    let is_found = plan.readings.first().is_some_and(|reading| reading.found.iter().any(|guess| guess.field == field));
    is_found
        || (plan.is_lent && field == Field::DueDate)
        || (tells_no_kind && KINDS.contains(&field))
        || (field == Field::ReasonCode && may_be_lost())
}

/// What a column holds, as a comment behind its line; nothing where it is empty.
fn for_instance(data: &DataFile, column: usize) -> String {
    let values = examples(data, column);
    if values.is_empty() { String::new() } else { format!("  # {}", text::line(&values.join(", "))) }
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
            if said.zone_of(name).is_some() || !form.zone.is_utc() {
                let _ = write!(more, ", zone = \"{}\"", form.zone.key());
            }
        }
        Kind::Amount | Kind::Count => {
            let AmountForm { decimal, cents, .. } = form.amount;
            if said.decimal_of(name).is_some() || decimal != AmountForm::default().decimal || has_threes {
                let _ = write!(more, ", decimal = \"{}\"", marks::key(decimal));
            }
            if said.cents_of(name).is_some() || cents {
                let _ = write!(more, ", cents = {cents}");
            }
            // What headings and titles tell they tell again.
            if let Some(unit) = said.unit_of(name) {
                let _ = write!(more, ", unit = \"{}\"", unit.key());
            }
            if let Some(tax) = said.tax_of(name) {
                let _ = write!(more, ", tax = \"{}\"", in_per_cent(tax));
            }
            let less: Vec<String> = form.less.iter().map(|off| off.name.clone()).collect();
            if said.less_of(name).is_some() || !less.is_empty() {
                let _ = write!(more, ", less = {}", list(&less));
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
        Kind::Id => more = form.shared.map_or_else(String::new, |shared| format!(", shared = \"{}\"", shared.key())),
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

/// `19 %`, `8.1 %`
pub(crate) fn in_per_cent(basis_points: u32) -> String {
    let all = format!("{}.{:02}", basis_points / 100, basis_points % 100);
    format!("{} %", all.trim_end_matches('0').trim_end_matches('.'))
}

fn line(out: &mut String, key: &str, value: Option<String>) {
    if let Some(value) = value {
        let _ = writeln!(out, "{key} = {value}");
    }
}

fn key(name: &str) -> String {
    if !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric()) { name.to_owned() } else { quoted(name) }
}

/// Names of columns; of one that alone.
fn list(names: &[String]) -> String {
    match names {
        [one] => quoted(one),
        several => format!("[{}]", several.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ")),
    }
}

/// A TOML string with whatever must be escaped.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
