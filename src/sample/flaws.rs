//! The few things that are wrong with the data, as in every export; the program is to show them.

use std::io;

use chrono::Days;

use crate::domain::money::Money;

use super::account::Segment;
use super::ending::Fate;
use super::record::Record;
use super::table::{Memory, Row, Sink, Table};

/// An account id of a system that was shut down; no account has it.
const FORGOTTEN_ACCOUNT: &str = "X0417";

/// Puts each flaw where it first fits, in the last decided quarter: four in enterprise, one in growth.
#[derive(Debug, Default)]
pub struct Flaws {
    contradicted: bool,
    left_open: bool,
    misdated: bool,
    doubled: bool,
    doubled_differently: bool,
    /// Lines that stand at the end of `renewals.csv`.
    late_lines: Memory,
}

impl Flaws {
    /// Makes the record wrong, or keeps a wrong copy of it for the end.
    pub fn meet(&mut self, record: &mut Record, row: &mut Row) -> io::Result<()> {
        if record.setting.quarter + 1 != record.spec.quarters {
            return Ok(());
        }
        match record.account.segment {
            Segment::Enterprise => self.meet_enterprise(record, row),
            Segment::Growth if !self.doubled_differently && record.ending.fate == Fate::Grown => {
                self.doubled_differently = true;
                let ending = super::ending::Ending { closed: record.ending.closed - Days::new(3), ..record.ending.clone() };
                Record { ending: &ending, ..record.clone() }.write(row, &mut self.late_lines)
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
            Fate::Level if !self.left_open && record.ending.closed > record.setting.due => {
                self.left_open = true;
                record.is_open = true;
            }
            Fate::Level if !self.misdated => {
                self.misdated = true;
                let due = "2026-09-31".to_owned();
                Record { due, id: format!("{}-B", record.id), ..record.clone() }.write(row, &mut self.late_lines)?;
            }
            Fate::Grown if !self.doubled => {
                self.doubled = true;
                record.write(row, &mut self.late_lines)?;
            }
            _ => {}
        }
        Ok(())
    }

    /// Writes what stands at the end of the files.
    pub fn finish(&self, spec: &super::Spec, row: &mut Row, sink: &mut dyn Sink) -> io::Result<()> {
        for line in self.late_lines.file(Table::Renewals).split_inclusive(|byte| *byte == b'\n') {
            sink.line(Table::Renewals, line)?;
        }
        let monday = super::calendar::monday(spec.last_quarter_end);
        for (weeks, events) in [(2, 118), (1, 124), (0, 97)] {
            row.add(FORGOTTEN_ACCOUNT).add(monday - Days::new(weeks * 7)).add(events).end(Table::Usage, sink)?;
        }
        row.add(FORGOTTEN_ACCOUNT).add(monday).text("Mara Lindqvist");
        row.text("Who looks after this one since the migration? They still log in, and I cannot find them in the list.");
        row.end(Table::Notes, sink)
    }
}
