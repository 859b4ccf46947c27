//! Rows that stayed in a warehouse and were counted there: they enter the account of quality like rows read here.

use std::borrow::Cow;

use crate::compile::join::quality::Account;
use crate::compile::join::usage::Extent;
use crate::compile::read::row::{Read, Row};
use crate::compile::read::scan::{Collect, Fate, Meter, scan};
use crate::compile::schema::{Field, Table};
use crate::compile::understand::layout::Layout;
use crate::domain::quality::{FileAccount, Reject};
use crate::error::Result;

/// What a warehouse says of one relation.
#[derive(Debug, Default)]
pub(crate) struct Counted {
    pub account: FileAccount,
    /// Rejected rows that are the same as another.
    pub repeated: u64,
    /// Rows of accounts that no relation knows; they are out of scope.
    pub unmatched: u64,
    pub unmatched_accounts: u64,
    pub first_unmatched: Option<String>,
    /// One of the rows for each column that rejected some: its own line is not known here.
    pub rejects: Vec<Reject>,
    /// What the rows of usage reach over.
    pub extent: Option<Extent>,
}

impl Counted {
    /// `2 accounts (A-7, …)`; `None` when every row was matched.
    pub(crate) fn strangers(&self) -> Option<String> {
        let first = self.first_unmatched.as_ref()?;
        Some(match self.unmatched_accounts {
            0 | 1 => format!("1 account ({first})"),
            several => format!("{several} accounts ({first}, …)"),
        })
    }
}

fn examples(row: &Row<'_>, file: &str) -> Read<Vec<Reject>> {
    let mut rejects = Vec::new();
    for (column, value, expected) in [
        (Field::DayColumn, Field::FirstWrongDay, "expected a date like 2026-09-30, or in the order that the mapping names"),
        (Field::ValueColumn, Field::FirstWrongValue, "expected a number"),
    ] {
        let (Some(column), Some(value)) = (row.text(column)?, row.text(value)?) else { continue };
        let [column, value] = [column, value].map(Cow::into_owned);
        rejects.push(Reject { file: file.to_owned(), line: 0, column, value, reason: expected.to_owned() });
    }
    Ok(rejects)
}

#[derive(Default)]
struct CountRows(Vec<Counted>);

impl Collect for CountRows {
    fn row(&mut self, row: &Row<'_>) -> Read<Fate> {
        let number = |field| -> Read<u64> { Ok(row.count(field)?.unwrap_or(0)) };
        let name = row.needed(Field::Relation, row.text(Field::Relation)?)?;
        let (read, used, rejected) = (number(Field::RowsRead)?, number(Field::RowsUsed)?, number(Field::RowsRejected)?);
        let rejects = examples(row, &name)?;
        let out_of_scope = read.saturating_sub(used).saturating_sub(rejected);
        self.0.push(Counted {
            account: FileAccount { name: name.into_owned(), read, used, out_of_scope, rejected },
            repeated: number(Field::RowsRepeated)?,
            rejects,
            unmatched: number(Field::RowsUnmatched)?,
            unmatched_accounts: number(Field::AccountsUnmatched)?,
            first_unmatched: row.text(Field::FirstUnmatched)?.map(Cow::into_owned),
            extent: row.date(Field::FirstDay)?.zip(row.date(Field::LastDay)?).map(|(first, last)| Extent { first, last }),
        });
        Ok(Fate::Used)
    }

    fn merge(&mut self, other: Self) {
        self.0.extend(other.0);
    }
}

/// Adds what was counted elsewhere to the account. Gives what the usage rows reach over there.
pub(crate) fn read(layout: &Layout, meter: &Meter<'_>, account: &mut Account) -> Result<Option<Extent>> {
    let mut usage = None;
    for file in layout.files(Table::Counts) {
        for counted in scan(file, meter, CountRows::default)?.collected.0 {
            usage = usage.or(counted.extent);
            account.counted(counted);
        }
    }
    Ok(usage)
}
