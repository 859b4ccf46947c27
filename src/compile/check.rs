//! What was understood of a source, how sure, with examples, what is missing and what that costs.

use std::fmt;

use super::columns::Origin;
use super::cost;
use super::layout::{FilePlan, Layout, Unsettled};
use super::schema::{Field, Kind, Table};

/// One file that was understood.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedFile {
    pub name: String,
    /// `renewals`, `accounts`, …
    pub table: &'static str,
    /// 0–1.
    pub sureness: f32,
    pub delimiter: char,
    pub encoding: &'static str,
    pub columns: Vec<CheckedColumn>,
    /// Columns that nothing is read from.
    pub unused: Vec<String>,
    /// What must be settled before the file can be read, with the line of the mapping that does.
    pub unsettled: Vec<String>,
}

/// One column and the field it was taken for.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedColumn {
    pub column: String,
    pub field: &'static str,
    pub sureness: f32,
    /// How its values are written, where that is not a matter of course (`day first`).
    pub form: Option<String>,
    pub examples: Vec<String>,
}

/// What [`check`](super::check) found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CheckReport {
    pub files: Vec<CheckedFile>,
    /// Files that are not read, and why.
    pub left: Vec<(String, String)>,
    /// What is missing, and what that costs, one sentence each.
    pub missing: Vec<String>,
    /// The mapping that says all this, as TOML.
    pub mapping: String,
}

impl CheckReport {
    /// Nothing stands in the way of a retro.
    pub fn is_ready(&self) -> bool {
        self.has_renewals() && self.files.iter().all(|file| file.unsettled.is_empty())
    }

    fn has_renewals(&self) -> bool {
        self.files.iter().any(|file| [Table::Renewals.key(), Table::Subscriptions.key()].contains(&file.table))
    }
}

/// The report on a layout.
pub fn report(layout: &Layout) -> CheckReport {
    CheckReport {
        files: layout.plans.iter().map(file).collect(),
        left: layout.left.clone(),
        missing: cost::missing(layout).into_iter().map(|(_, sentence)| sentence).collect(),
        mapping: super::mapping::to_toml(layout),
    }
}

fn file(plan: &FilePlan) -> CheckedFile {
    let data = &plan.table.file;
    let bound: Vec<usize> =
        plan.table.columns.bound().filter_map(|(_, b)| if let Origin::Column(i) = b.origin { Some(i) } else { None }).collect();
    CheckedFile {
        name: data.name().to_owned(),
        table: plan.table.columns.table.key(),
        sureness: plan.sureness,
        delimiter: char::from(data.delimiter),
        encoding: data.encoding.name(),
        columns: plan.columns.iter().filter_map(|(field, sureness)| column(plan, *field, *sureness)).collect(),
        unused: data.header.iter().enumerate().filter(|(i, _)| !bound.contains(i)).map(|(_, name)| name.clone()).collect(),
        unsettled: plan.unsettled.iter().map(|unsettled: &Unsettled| unsettled.message(data.name())).collect(),
    }
}

fn column(plan: &FilePlan, field: Field, sureness: f32) -> Option<CheckedColumn> {
    let bound = plan.table.columns.get(field)?;
    let Origin::Column(index) = bound.origin else { return None };
    let mut examples: Vec<String> = Vec::new();
    for value in plan.table.file.values(index) {
        if examples.len() == 3 {
            break;
        }
        if !examples.iter().any(|known| known == value) {
            examples.push(shortened(value));
        }
    }
    Some(CheckedColumn { column: bound.name.clone(), field: field.key(), sureness, form: form(plan, field), examples })
}

fn shortened(value: &str) -> String {
    if value.chars().count() > 24 { value.chars().take(23).chain(['…']).collect() } else { value.to_owned() }
}

/// Said only where the file differs from plain ISO dates and decimal points.
fn form(plan: &FilePlan, field: Field) -> Option<String> {
    use super::values::date::DateForm;
    use super::values::percent::PercentForm;
    let form = &plan.table.columns.get(field)?.form;
    match field.kind() {
        Kind::Date if plan.unsettled.iter().any(|open| open.field == field) => Some("order not settled".to_owned()),
        Kind::Date if form.date != DateForm::YearFirst => Some(form.date.label().to_owned()),
        Kind::Amount if form.amount.cents => Some("in cents".to_owned()),
        Kind::Amount if form.amount.decimal == ',' => Some("decimal comma".to_owned()),
        Kind::Percent | Kind::Probability if form.percent == PercentForm::Fraction => Some("as fractions".to_owned()),
        Kind::Outcome if form.other_is_open => Some("other stages are open".to_owned()),
        _ => None,
    }
}

impl fmt::Display for CheckReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for file in &self.files {
            writeln!(f, "{file}")?;
        }
        if !self.left.is_empty() {
            writeln!(f, "Not read")?;
            for (name, why) in &self.left {
                writeln!(f, "  {name}: {why}")?;
            }
            writeln!(f)?;
        }
        if !self.missing.is_empty() {
            writeln!(f, "What is missing, and what that costs")?;
            for sentence in &self.missing {
                writeln!(f, "  {sentence}")?;
            }
            writeln!(f)?;
        }
        match (self.is_ready(), self.has_renewals()) {
            (true, _) => write!(f, "Ready for a retro."),
            (_, true) => write!(f, "Not ready: settle what is marked with ! above."),
            _ => write!(f, "Not ready: there are no renewals and no subscriptions here."),
        }
    }
}

impl fmt::Display for CheckedFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let delimiter = match self.delimiter {
            ',' => String::new(),
            '\t' => ", separated by tabs".to_owned(),
            other => format!(", separated by {other}"),
        };
        let encoding = if self.encoding == "UTF-8" { String::new() } else { format!(", {}", self.encoding) };
        writeln!(f, "{} → {} ({}{delimiter}{encoding})", self.name, self.table, how_sure(self.sureness))?;
        let width = self.columns.iter().map(|c| c.column.chars().count()).max().unwrap_or(0);
        let fields = self.columns.iter().map(|c| c.field.len()).max().unwrap_or(0);
        for column in &self.columns {
            let form = column.form.as_ref().map(|form| format!(" ({form})")).unwrap_or_default();
            let sure = format!("{:.0} %", column.sureness * 100.0);
            writeln!(f, "  {:width$} → {:fields$} {sure:>6}  {}{form}", column.column, column.field, column.examples.join(", "))?;
        }
        if !self.unused.is_empty() {
            writeln!(f, "  not used: {}", self.unused.join(", "))?;
        }
        for open in &self.unsettled {
            writeln!(f, "  ! {open}")?;
        }
        Ok(())
    }
}

fn how_sure(sureness: f32) -> String {
    let word = match sureness {
        s if s >= 0.9 => "sure",
        s if s >= 0.7 => "likely",
        _ => "a guess",
    };
    format!("{word}, {:.0} %", sureness * 100.0)
}
