//! The few things that are wrong with the data, as in every export; the program is to show them.

use std::io;

use chrono::Days;

use crate::domain::money::Money;

use super::Spec;
use super::account::Segment;
use super::calendar::monday;
use super::ending::{Ending, Fate};
use super::record::Record;
use super::table::{Memory, Row, Sink, Table};

/// An account id of a system that was shut down; no account has it.
const FORGOTTEN_ACCOUNT: &str = "X0417";

/// Puts each flaw where it first fits, in the last decided quarter: four in enterprise, one in growth.
#[derive(Debug, Default)]
pub(crate) struct Flaws {
    contradicted: bool,
    left_open: bool,
    /// Lines that stand at the end of `renewals.csv`, in this order; empty until they have met their renewal.
    misdated: Memory,
    doubled: Memory,
    doubled_differently: Memory,
}

impl Flaws {
    /// Makes the record wrong, or keeps a wrong copy of it for the end.
    pub(crate) fn meet(&mut self, record: &mut Record, row: &mut Row) -> io::Result<()> {
        if record.setting.quarter + 1 != record.spec.quarters {
            return Ok(());
        }
        match record.account.segment {
            Segment::Enterprise => self.meet_enterprise(record, row),
            Segment::Growth if is_free(&self.doubled_differently) && record.ending.fate == Fate::Grown => {
                let ending = Ending { closed: record.ending.closed - Days::new(3), ..record.ending.clone() };
                Record { ending: &ending, ..record.clone() }.write(row, &mut self.doubled_differently)
            }
            _ => Ok(()),
        }
    }

    fn meet_enterprise(&mut self, record: &mut Record, row: &mut Row) -> io::Result<()> {
        match record.ending.fate {
            Fate::Lost if !self.contradicted => {
                // Lost, and yet a little is left: they kept a reading licence.
                self.contradicted = true;
                record.after = Money::units(record.setting.before.share(400).in_minor() / 10_000 * 100);
            }
            Fate::Level if !self.left_open && !record.account.is_large && record.ending.closed > record.setting.due => {
                self.left_open = true;
                record.is_open = true;
            }
            Fate::Level if is_free(&self.misdated) => {
                // A day that no year has.
                let due = record.setting.due.format("%Y-02-30").to_string();
                Record { due, id: format!("{}-B", record.id), ..record.clone() }.write(row, &mut self.misdated)?;
            }
            Fate::Grown if is_free(&self.doubled) => record.write(row, &mut self.doubled)?,
            _ => {}
        }
        Ok(())
    }

    /// Writes what stands at the end of the files.
    pub(crate) fn finish(&self, spec: &Spec, row: &mut Row, sink: &mut dyn Sink) -> io::Result<()> {
        for memory in [&self.misdated, &self.doubled, &self.doubled_differently] {
            if !is_free(memory) {
                sink.line(Table::Renewals, memory.file(Table::Renewals))?;
            }
        }
        let monday = monday(spec.last_quarter_end);
        for (weeks, events) in [(2, 118), (1, 124), (0, 97)] {
            row.add(FORGOTTEN_ACCOUNT).add(monday - Days::new(weeks * 7)).add(events).end(Table::Usage, sink)?;
        }
        row.add(FORGOTTEN_ACCOUNT).add(monday).text("Mara Lindqvist");
        row.text("Who looks after this one since the migration? They still log in, and I cannot find them in the list.");
        row.end(Table::Notes, sink)
    }
}

fn is_free(memory: &Memory) -> bool {
    memory.file(Table::Renewals).is_empty()
}
