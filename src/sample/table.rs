//! The files, and how a row of them is written.

use std::fmt::{Display, Write};
use std::io;

/// How many files there are.
pub(crate) const TABLES: usize = 7;

/// One of the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Table {
    Accounts,
    Renewals,
    Health,
    Usage,
    Notes,
    Plays,
    Tickets,
}

impl Table {
    pub const ALL: [Self; TABLES] = [Self::Accounts, Self::Renewals, Self::Health, Self::Usage, Self::Notes, Self::Plays, Self::Tickets];

    pub fn file_name(self) -> &'static str {
        match self {
            Self::Accounts => "accounts.csv",
            Self::Renewals => "renewals.csv",
            Self::Health => "health.csv",
            Self::Usage => "usage.csv",
            Self::Notes => "notes.csv",
            Self::Plays => "plays.csv",
            Self::Tickets => "tickets.csv",
        }
    }

    pub(crate) fn header(self) -> &'static str {
        match self {
            Self::Accounts => "account_id,account,segment,product,geo,persona,cs_owner,industry",
            Self::Renewals => {
                "renewal_id,account_id,due_date,closed_date,started_date,outcome,arr_before,arr_after,currency,\
                 uplift_contract_pct,uplift_applied_pct,list_price,net_price,seats_before,seats_after,reason_code,\
                 secondary_reasons,competitor,exec_first_contact,exec_role,forecast_amount,forecast_category,\
                 forecast_probability,forecast_date,champion_left_on,owner_changed_on"
            }
            Self::Health => "account_id,week,score",
            Self::Usage => "account_id,week,events",
            Self::Notes => "account_id,date,author,note",
            Self::Plays => "account_id,play,date,risk_before",
            Self::Tickets => "account_id,opened,escalated",
        }
    }
}

/// Takes the lines of all files as they come, each with its line end.
pub trait Sink {
    fn line(&mut self, table: Table, line: &[u8]) -> io::Result<()>;
}

/// Keeps the files in memory, in the order of [`Table::ALL`].
#[derive(Debug, Default)]
pub struct Memory([Vec<u8>; TABLES]);

impl Memory {
    pub fn file(&self, table: Table) -> &[u8] {
        &self.0[table as usize]
    }
}

impl Sink for Memory {
    fn line(&mut self, table: Table, line: &[u8]) -> io::Result<()> {
        self.0[table as usize].extend_from_slice(line);
        Ok(())
    }
}

/// One line in the making; its buffer is used again for the next.
#[derive(Debug, Default)]
pub(crate) struct Row {
    line: String,
    fields: usize,
}

impl Row {
    /// Adds a value that never needs quotes: a number, a date, a code.
    pub(crate) fn add(&mut self, value: impl Display) -> &mut Self {
        self.separate();
        write!(self.line, "{value}").expect("a string takes what is written");
        self
    }

    /// Adds a value, or an empty field.
    pub(crate) fn add_some(&mut self, value: Option<impl Display>) -> &mut Self {
        match value {
            Some(value) => self.add(value),
            None => self.add(""),
        }
    }

    /// Adds text, in quotes where it needs them.
    pub(crate) fn text(&mut self, value: &str) -> &mut Self {
        if value.contains([',', '"', '\n']) { self.add(format_args!("\"{}\"", value.replace('"', "\"\""))) } else { self.add(value) }
    }

    /// Hands the line over and starts the next.
    pub(crate) fn end(&mut self, table: Table, sink: &mut dyn Sink) -> io::Result<()> {
        self.line.push('\n');
        let written = sink.line(table, self.line.as_bytes());
        self.line.clear();
        self.fields = 0;
        written
    }

    fn separate(&mut self) {
        if self.fields > 0 {
            self.line.push(',');
        }
        self.fields += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_quotes_what_needs_quotes() {
        let (mut row, mut memory) = (Row::default(), Memory::default());
        row.add(1).add_some(None::<i32>).text("plain").text("a, \"b\"").end(Table::Notes, &mut memory).unwrap();
        row.add("next").end(Table::Notes, &mut memory).unwrap();
        assert_eq!(String::from_utf8_lossy(memory.file(Table::Notes)), "1,,plain,\"a, \"\"b\"\"\"\nnext\n");
    }
}
