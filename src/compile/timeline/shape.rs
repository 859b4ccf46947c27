//! What a file of contracts over time has a row for.

use crate::compile::read::columns::Columns;
use crate::compile::schema::Field;

/// How the rows of a table tell of contracts over time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// What a customer had on a day.
    Snapshots,
    /// What a customer's ARR changed by.
    Movements,
    /// From when to when something was in force: a spell with an end that is empty while it runs.
    Spells,
    /// From when to when a contract ran: the customer's next one is its renewal.
    Terms,
}

impl Shape {
    /// Rows hold from one day to another, and nobody need look for them to be known.
    pub(crate) fn is_interval(self) -> bool {
        matches!(self, Self::Spells | Self::Terms)
    }

    /// What there is a row for, in words.
    pub(crate) fn told(self) -> &'static str {
        match self {
            Self::Snapshots => "a row for each customer and day",
            Self::Movements => "a row for each change of a customer's ARR",
            Self::Spells => "a row from a customer's start to its end",
            Self::Terms => "a row for each term of a contract",
        }
    }

    pub(crate) fn of(columns: &Columns) -> Self {
        Self::told_by(|field| columns.has(field))
    }

    /// By the fields that there are.
    pub(crate) fn told_by(has: impl Fn(Field) -> bool) -> Self {
        let names_change = has(Field::ArrChange) || has(Field::MrrChange);
        match () {
            () if names_change && !has(Field::Arr) && !has(Field::Mrr) => Self::Movements,
            () if has(Field::Date) => Self::Snapshots,
            // Who still runs is told by a row of its own only where nothing else says so.
            () if [Field::LossDate, Field::Status, Field::IsLost].into_iter().any(&has) => Self::Spells,
            () => Self::Terms,
        }
    }
}
