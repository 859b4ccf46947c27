//! Whether a row can be read, value by value, whatever the scope.

use crate::compile::join::decision;
use crate::compile::join::renewal_row;
use crate::compile::read::columns::{Bound, Columns, Form, Origin};
use crate::compile::read::lost::Lost;
use crate::compile::read::record::Record;
use crate::compile::read::row::{Flaw, Lines, Read, Row};
use crate::compile::read::scan::Fate;
use crate::compile::schema::{Field, Kind, Table};
use crate::compile::timeline::shape::Shape;
use crate::domain::renewal::Outcome;

/// What is read of a table's rows.
pub(crate) struct RowReader {
    needed: Vec<Field>,
    bound: Vec<Field>,
}

impl RowReader {
    pub(crate) fn of(columns: &Columns) -> Self {
        let table = columns.table;
        // Of contracts that hold from one day to another, one without a first day always was.
        let is_dated = table == Table::Subscriptions && !Shape::of(columns).is_interval();
        let needed = table.required().iter().copied().chain(is_dated.then_some(Field::Date));
        let bound = columns.bound().map(|(field, _)| field).filter(|field| table.fields().contains(field));
        Self { needed: needed.collect(), bound: bound.collect() }
    }

    /// Used if a scope wants it, left out because it tells of no renewal, or rejected; what is left out anyway is not rejected.
    pub(crate) fn read(&self, row: &Row<'_>) -> Read<Fate> {
        let is_renewals = row.columns.table == Table::Renewals;
        if is_renewals && decision::is_out_of_scope(row)? {
            return Ok(Fate::OutOfScope);
        }
        if is_renewals || row.columns.table == Table::Subscriptions {
            let account = renewal_row::account(row).or_else(|| row.bytes(Field::SubscriptionId));
            row.needed(Field::AccountId, account)?;
        }
        for field in self.needed.iter().filter(|field| !(is_renewals && stands_on_its_loss(row, **field))) {
            row.needed(*field, row.bytes(*field))?;
        }
        if is_renewals && decision::is_no_renewal(row)? {
            return Ok(Fate::OutOfScope);
        }
        for field in &self.bound {
            value(row, *field)?;
        }
        if is_renewals {
            renewal_row::amounts(row, row.outcome(Field::Outcome)?.unwrap_or(Outcome::Open))?;
        }
        Ok(Fate::Used)
    }
}

/// Whether the day of a loss stands for that of the renewal.
fn stands_on_its_loss(row: &Row<'_>, field: Field) -> bool {
    let is_lost = || row.outcome(Field::Outcome).is_ok_and(|outcome| outcome == Some(Outcome::Churned));
    field == Field::DueDate && row.bytes(Field::LossDate).is_some() && is_lost()
}

fn value(row: &Row<'_>, field: Field) -> Read<()> {
    match field.kind() {
        Kind::Date => row.date(field).map(drop),
        Kind::Amount => row.amount(field).map(drop),
        Kind::Percent => row.percent(field).map(drop),
        Kind::Probability => row.probability(field).map(drop),
        Kind::Count => row.count(field).map(drop),
        Kind::Number => row.number(field).map(drop),
        Kind::Outcome => row.outcome(field).map(drop),
        Kind::Risk => row.risk(field).map(drop),
        Kind::Flag => row.flag(field).map(drop),
        Kind::Id => Ok(()),
        Kind::Text | Kind::Reason | Kind::Currency => row.text(field).map(drop),
    }
}

/// Whether `text` can stand for `field` in every row; else what is expected.
///
/// # Errors
/// What a value of this field looks like.
pub(crate) fn constant(field: Field, text: &str) -> Result<(), String> {
    if text.is_empty() {
        return Err("expected a value".to_owned());
    }
    if field.kind() == Kind::Currency && !crate::compile::understand::meaning::is_currency(text) {
        return Err("expected a currency code of three letters such as EUR".to_owned());
    }
    // A table that can do without nothing.
    let mut columns = Columns::new(Table::Counts, 0);
    columns.bind(field, Bound { origin: Origin::Constant(text.to_owned()), name: String::new(), form: Form::default() });
    let (record, lines, lost) = (Record::default(), Lines::new(b"", 1), Lost::default());
    let row = Row { block: b"", record: &record, columns: &columns, position: 0, lines: &lines, lost: &lost };
    value(&row, field).map_err(|flaw: Box<Flaw>| flaw.reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_constant_is_held_to_what_its_field_reads() {
        for (field, text) in
            [(Field::Segment, "growth"), (Field::DueDate, "2026-09-30"), (Field::Currency, "EUR"), (Field::ArrBefore, "1200.50")]
        {
            assert_eq!(constant(field, text), Ok(()), "{}", field.key());
        }
        let wrong = |field, text| constant(field, text).unwrap_err();
        assert_eq!(wrong(Field::DueDate, "soon"), "expected a date like 2026-09-30");
        assert!(wrong(Field::Currency, "euros").contains("three letters"));
        assert!(wrong(Field::ArrBefore, "much").contains("an amount like"));
        assert!(wrong(Field::Segment, "").contains("a value"));
    }
}
