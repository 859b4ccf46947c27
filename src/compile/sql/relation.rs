//! One relation of a warehouse, as a mapping describes it.

use std::fmt::Write as _;

use super::{Dialect, dates};
use crate::compile::join::decision::DEAL_FIELDS;
use crate::compile::read::values::date::DateForm;
use crate::compile::read::values::date::clock::Zone;
use crate::compile::read::values::words;
use crate::compile::schema::{CONTRACTIONS, EXPANSIONS, Field, HEALTH, Kind, Table, USAGE};
use crate::compile::timeline::shape::Shape;
use crate::compile::understand::header::Heading;
use crate::compile::understand::mapping::{FileMapping, Mapping};
use crate::domain::text;
use crate::error::{Error, Place, Result};

/// A relation that stands for a table.
#[derive(Clone, Copy)]
pub(crate) struct Relation<'m> {
    pub dialect: Dialect,
    pub table: Table,
    name: &'m str,
    said: &'m FileMapping,
    mapping: &'m Mapping,
}

impl<'m> Relation<'m> {
    /// The relation that `mapping` names for a table; `None` without one.
    ///
    /// # Errors
    /// Two of them.
    pub(crate) fn find(dialect: Dialect, mapping: &'m Mapping, table: Table) -> Result<Option<Self>> {
        let mut found = mapping.files.iter().filter(|(_, said)| said.table() == Some(table));
        let first = found.next().map(|(name, said)| Self { dialect, table, name, said, mapping });
        match (first, found.next()) {
            (Some(first), Some((second, _))) => {
                let key = table.key();
                let message = format!("`{}` and `{second}` are both the table `{key}`; make one view of them and name that", first.name);
                Err(Error::data(Place::file(&mapping.path), message))
            }
            _ => Ok(first),
        }
    }

    pub(crate) fn has(self, field: Field) -> bool {
        self.said.constants.contains_key(&field) || self.named(field).is_some()
    }

    /// Rows of a pipeline, as [`decision`](crate::compile::join::decision) tells them.
    pub(crate) fn are_deals(self) -> bool {
        let is_stage = self.named(Field::Outcome).is_some_and(|name| Heading::core_of(name).contains("stage"));
        is_stage || DEAL_FIELDS.iter().any(|field| self.has(*field))
    }

    /// How rows of subscriptions tell of contracts over time.
    pub(crate) fn shape(self) -> Shape {
        Shape::told_by(|field| self.has(field))
    }

    /// Of rows that are the same one counts; movements may well be.
    pub(crate) fn counts_once(self) -> bool {
        self.table == Table::Subscriptions && self.shape() != Shape::Movements
    }

    /// What the table needs, where no column holds it.
    ///
    /// # Errors
    /// The first field that is missing, and what an engine cannot tell as files can.
    pub(crate) fn check(self) -> Result<()> {
        let is_in_words =
            |field: &Field| matches!(self.form(*field), Some(DateForm::DayFirst | DateForm::MonthFirst)) && !self.zone(*field).is_utc();
        if let Some(field) = DAYS.into_iter().find(is_in_words) {
            let message = "an engine tells the calendar of instants like 2026-06-30T22:00:00Z, or seconds, and of no other dates; \
                make a view with such a column, or take `zone` out";
            return Err(self.wrong(&format!("{message} (`{}` of `{}`)", field.key(), self.name)));
        }
        if let Some(name) = self.taken_off().next().filter(|_| self.table == Table::Subscriptions) {
            let message =
                "nothing can be taken off amounts of contracts in a warehouse; make a view with what is left, and name its column";
            return Err(self.wrong(&format!("{message} (less = \"{name}\")")));
        }
        self.table.lacks(|field| self.has(field)).first().map_or(Ok(()), |field| self.needed(*field).map(|_| ()))
    }

    /// As it stands in the mapping.
    pub(crate) fn name(self) -> &'m str {
        self.name
    }

    /// In the dialect's words, as it stands there.
    pub(crate) fn plain(self) -> String {
        self.dialect.relation(self.name)
    }

    /// Of rows that are the same in every column the relation has, mapped or not, one.
    pub(crate) fn distinct(self) -> String {
        format!("(SELECT DISTINCT * FROM {})", self.plain())
    }

    /// In the dialect's words, with what its dates need on the way: each step of its own, or it would stand there many times.
    pub(crate) fn quoted(self) -> String {
        let relation = if self.counts_once() { self.distinct() } else { self.plain() };
        let dates: Vec<(Field, DateForm, String)> = DAYS
            .into_iter()
            .filter_map(|field| Some((field, self.form(field).filter(|form| dates::has_parts(Some(*form)))?, self.value(field)?)))
            .collect();
        if dates.is_empty() {
            return relation;
        }
        let (mut first, mut second) = (String::new(), String::new());
        for (field, form, text) in dates {
            let parts = marked(field);
            let _ = write!(first, ", {} AS {parts}", dates::marked(&text));
            let _ = write!(second, ",\n      {} AS {}", dates::in_order(self.dialect, &format!("t.{parts}"), form), in_order(field));
        }
        format!("(\n      SELECT t.*{second}\n      FROM (SELECT t.*{first} FROM {relation} t) t\n    )")
    }

    /// The columns that are asked for, in an order that is always the same. Nothing said about columns means
    /// that they are called as ours are.
    pub(crate) fn columns(self) -> Vec<String> {
        if self.said.columns.is_empty() {
            return ours(self.table).iter().map(|field| field.key().to_owned()).collect();
        }
        let read = self.said.columns.iter().filter(|(_, column)| !column.fields.is_empty()).map(|(name, _)| name);
        let mut columns: Vec<String> = read.cloned().collect();
        for name in self.taken_off() {
            if !columns.contains(name) {
                columns.push(name.clone());
            }
        }
        columns
    }

    /// The columns that are taken off others.
    fn taken_off(self) -> impl Iterator<Item = &'m String> {
        self.said.columns.values().flat_map(|column| column.less.iter().flatten())
    }

    /// The columns that are asked for, each as text under its own name.
    pub(crate) fn selected(self) -> Vec<String> {
        let select = |name: &String| format!("{} AS {}", self.column_text(name), self.dialect.name(name));
        self.columns().iter().map(select).collect()
    }

    fn column_text(self, name: &str) -> String {
        let column = format!("t.{}", self.dialect.column(name));
        let own = Field::named(name).filter(|_| self.said.columns.is_empty());
        let field = self.said.columns.get(name).and_then(|said| said.fields.first().copied()).or(own);
        match field.map(Field::kind) {
            None if self.taken_off().any(|off| off == name) => self.dialect.plain_number(&column),
            _ if field == Some(Field::Note) => self.dialect.as_prose(&column),
            Some(Kind::Flag) => self.dialect.flag(&column),
            Some(Kind::Amount | Kind::Percent | Kind::Probability | Kind::Count | Kind::Number) => self.dialect.plain_number(&column),
            _ => self.dialect.as_text(&column),
        }
    }

    /// A field's value as text without blanks around it; `None` where the relation does not have it.
    pub(crate) fn value(self, field: Field) -> Option<String> {
        if let Some(constant) = self.said.constants.get(&field) {
            return Some(self.dialect.text(constant));
        }
        self.named(field).map(|name| format!("TRIM({})", self.column_text(name)))
    }

    /// The column that holds a field.
    pub(crate) fn named(self, field: Field) -> Option<&'m str> {
        let mapped = self.said.columns.iter().find(|(_, column)| column.fields.contains(&field)).map(|(name, _)| name.as_str());
        mapped.or_else(|| Some(field.key()).filter(|_| self.said.columns.is_empty() && ours(self.table).contains(&field)))
    }

    /// [`value`](Self::value) of a field without which nothing can be computed.
    pub(crate) fn needed(self, field: Field) -> Result<String> {
        self.value(field)
            .ok_or_else(|| self.wrong(&format!("[files.\"{}\".columns] names no column for `{}`, which is needed", self.name, field.key())))
    }

    /// A date; nothing where there is none, or one that there never was.
    pub(crate) fn day(self, field: Field) -> Option<String> {
        let in_order = format!("t.{}", in_order(field));
        self.value(field).map(|value| dates::day(self.dialect, &value, (self.form(field), self.zone(field)), &in_order))
    }

    /// How the mapping says that a date is written.
    fn form(self, field: Field) -> Option<DateForm> {
        let said = self.said.columns.values().find(|column| column.fields.contains(&field));
        said.and_then(|column| column.date).or(self.said.date)
    }

    /// Of what calendar the mapping says that its instants are.
    fn zone(self, field: Field) -> Zone {
        let said = self.said.columns.values().find(|column| column.fields.contains(&field));
        said.and_then(|column| column.zone).or(self.said.zone).unwrap_or_default()
    }

    /// [`day`](Self::day) of a field without which nothing can be computed.
    pub(crate) fn needed_day(self, field: Field) -> Result<String> {
        self.needed(field)?;
        Ok(self.day(field).unwrap_or_default())
    }

    /// What accounts are told apart by: their id, where a row has none the name, of a contract its own id; nothing where it has none
    /// of them. An id that goes under another is that one.
    pub(crate) fn account(self) -> Result<String> {
        let told_by: &[Field] = match self.table {
            Table::Subscriptions => &[Field::AccountId, Field::Account, Field::SubscriptionId],
            Table::Renewals | Table::Accounts => &[Field::AccountId, Field::Account],
            _ => &[Field::AccountId],
        };
        let mut values: Vec<String> = told_by.iter().filter_map(|field| self.value(*field)).map(|value| some(&value)).collect();
        values.dedup();
        let id = match &values[..] {
            [] => return self.needed(Field::AccountId),
            [one] => one.clone(),
            several => format!("COALESCE({})", several.join(", ")),
        };
        let same = self.mapping.same_customers();
        let same = self.mapping.accounts.keys().map(|one| {
            let other = same[one.as_str()];
            format!(" WHEN {} THEN {}", self.dialect.text(one), self.dialect.text(other))
        });
        let same: String = same.collect();
        Ok(if same.is_empty() { id } else { format!("CASE {id}{same} ELSE {id} END") })
    }

    /// Whether a flag says yes, or says no; `None` where the relation does not have it.
    pub(crate) fn says(self, field: Field, yes: bool) -> Option<String> {
        Some(self.dialect.is_one_of(&self.word(field)?, words::flagged(yes)))
    }

    /// A word as it is compared: folded, and translated where the mapping names it.
    pub(crate) fn word(self, field: Field) -> Option<String> {
        let folded = self.dialect.folded(&self.value(field)?);
        let said: Vec<String> = self
            .mapping
            .values_of(field)
            .map(|(theirs, ours)| format!(" WHEN {} THEN {}", self.dialect.text(&theirs), self.dialect.text(&text::fold(&ours))))
            .collect();
        // What it means that nothing stands there may be said.
        let compared =
            if said.iter().any(|case| case.starts_with(" WHEN '' ")) { format!("COALESCE({folded}, '')") } else { folded.clone() };
        Some(if said.is_empty() { folded } else { format!("CASE {compared}{} ELSE {folded} END", said.concat()) })
    }

    fn wrong(self, message: &str) -> Error {
        Error::data(Place::file(&self.mapping.path), message)
    }
}

/// The dates that engines compare.
const DAYS: [Field; 9] = [
    Field::DueDate,
    Field::ClosedDate,
    Field::Week,
    Field::Date,
    Field::Opened,
    Field::StartDate,
    Field::ContractEnd,
    Field::LossDate,
    Field::LastSeen,
];

/// The text of a date with one mark between its parts, and the same in the usual order.
fn marked(field: Field) -> String {
    format!("retro_{}_parts", field.key())
}

fn in_order(field: Field) -> String {
    format!("retro_{}_text", field.key())
}

/// No text is nothing.
fn some(text: &str) -> String {
    format!("NULLIF({text}, '')")
}

const OF_SNAPSHOTS: [Field; 10] = [
    Field::AccountId,
    Field::Date,
    Field::Arr,
    Field::ContractEnd,
    Field::Status,
    Field::Seats,
    Field::Product,
    Field::Currency,
    Field::ListPerSeat,
    Field::NetPerSeat,
];

/// The columns of our own files: a relation without mapped columns is taken to have these.
fn ours(table: Table) -> Vec<Field> {
    use Field as F;
    let of_accounts = |field: &F| Table::Accounts.fields().contains(field) && !matches!(field, F::AccountId | F::Currency);
    let elsewhere = |field: &F| match table {
        Table::Renewals => {
            of_accounts(field)
                || EXPANSIONS.contains(field)
                || CONTRACTIONS.contains(field)
                || HEALTH.contains(field)
                || USAGE.contains(field)
                || matches!(field, F::RowType | F::ArrChange | F::Amount | F::Note | F::Tickets | F::Escalations)
                || matches!(
                    field,
                    F::Pipeline
                        | F::DealName
                        | F::IsRenewal
                        | F::IsClosed
                        | F::IsWon
                        | F::IsLost
                        | F::LossDate
                        | F::EndsWithTerm
                        | F::TakenBack
                )
                || field.is_term()
                || field.is_period()
                || matches!(field, F::Unit | F::CurrencyBefore | F::RelativeChange | F::Recurring | F::ReasonSource)
        }
        Table::Subscriptions => !OF_SNAPSHOTS.contains(field),
        Table::Accounts => matches!(field, F::ParentId | F::LastSeen | F::Currency | F::LossDate),
        _ => matches!(field, F::HealthAtPlay | F::ReasonSource | F::LossDate),
    };
    table.fields().iter().copied().filter(|field| !elsewhere(field)).collect()
}
