//! Tables whose rows are added up, exported twice: what stands in several files, or twice in one, counts once.

mod keys;
#[cfg(test)]
mod overlaps_tests;
mod settle;

use std::cmp::Reverse;
use std::hash::{DefaultHasher, Hasher};

use chrono::{Datelike, NaiveDate};

pub(crate) use self::keys::Keys;
use self::settle::Judged;
use crate::compile::join::quality::Account;
use crate::compile::join::registry::Slot;
use crate::compile::read::row::Row;
use crate::compile::read::scan::TableFile;
use crate::compile::schema::Table;
use crate::compile::understand::layout::Layout;
use crate::domain::quality::IssueKind;
use crate::domain::text::counted;

/// A row that would be added up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sighting {
    /// What it counts: account, day and what else tells its rows apart.
    identity: u64,
    /// All its values.
    whole: u64,
    /// The number of its file among those of its table.
    file: u32,
    pub slot: Slot,
    /// Days from the common era on.
    pub day: i32,
    line: u64,
    pub counts: [u64; 2],
}

/// The files of a table that is added up.
pub(crate) struct Overlaps<'a> {
    files: Vec<&'a TableFile>,
    /// One for each file; none where no row can stand twice as far as anybody can see.
    keys: Vec<Keys>,
}

/// What a collector needs to note rows of one file.
#[derive(Clone, Copy)]
pub(crate) struct Watch<'a> {
    file: u32,
    keys: &'a Keys,
}

impl<'a> Overlaps<'a> {
    /// The files of `table`, watched where there are several, or the first rows of one hold some twice, or `always`: to note all
    /// rows of a long file is dear.
    pub(crate) fn of(layout: &'a Layout, table: Table, always: bool) -> Self {
        let files: Vec<&TableFile> = layout.files(table).collect();
        let is_watched = !layout.has(Table::Counts) && (always || files.len() > 1 || files.iter().any(|table| repeats_itself(table)));
        let keys = if is_watched { Keys::of(&files) } else { Vec::new() };
        Self { files, keys }
    }

    pub(crate) fn watch(&self, file: usize) -> Option<Watch<'_>> {
        self.keys.get(file).map(|keys| Watch { file: file as u32, keys })
    }

    /// The rows that count; `account` is told of the others.
    pub(crate) fn settle(&self, sightings: Vec<Sighting>, account: &mut Account) -> Vec<Sighting> {
        let (counted, judged) = self.judge(sightings);
        for (file, table) in self.files.iter().enumerate() {
            let passed: Vec<&settle::Passed> = judged.passed.iter().filter(|passed| passed.file as usize == file).collect();
            account.passed(table.file.name(), passed.iter().map(|passed| (passed.line, self.why(passed))));
        }
        self.tell(&judged, account);
        counted
    }

    /// The rows that count, and what became of the others.
    pub(crate) fn judge(&self, sightings: Vec<Sighting>) -> (Vec<Sighting>, Judged) {
        let mut ranks: Vec<usize> = (0..self.files.len()).collect();
        ranks.sort_by_key(|file| Reverse((self.exported_on(*file), *file)));
        let by_rank = |file: u32| ranks.iter().position(|ranked| *ranked == file as usize).unwrap_or_default();
        let are_dated = |a: u32, b: u32| {
            let days = [a, b].map(|file| self.exported_on(file as usize));
            days.iter().all(Option::is_some) && days[0] != days[1]
        };
        settle::judge(sightings, keys::are_once(&self.files), by_rank, are_dated)
    }

    fn exported_on(&self, file: usize) -> Option<NaiveDate> {
        self.files[file].file.exported_on()
    }

    fn name(&self, file: u32) -> &str {
        self.files[file as usize].file.name()
    }

    fn why(&self, passed: &settle::Passed) -> String {
        let (line, other) = (passed.of_line, self.name(passed.by));
        match (passed.file == passed.by, passed.is_same) {
            (true, _) => format!("the same as line {line}, value for value"),
            (false, true) => format!("stands in {other} too, from line {line} on"),
            (false, false) => format!("{other} is newer and has another value in line {line}"),
        }
    }

    fn tell(&self, judged: &Judged, account: &mut Account) {
        for ((file, by, is_same), rows) in judged.told() {
            let (name, other) = (self.name(file), self.name(by));
            let message = match (file == by, is_same) {
                (true, _) => {
                    format!("{name}: {} the same as an earlier one, value for value; each counts once", counted(rows, "row is", "rows are"))
                }
                (false, true) => format!("{name}: {} in {other} too; each counts once", counted(rows, "row stands", "rows stand")),
                (false, false) => format!(
                    "{name}: {} other values in {other}, which is newer; the newer values count",
                    counted(rows, "row has", "rows have")
                ),
            };
            account.issue(IssueKind::DuplicateId, message, rows as u64);
        }
        for (a, b) in &judged.apart {
            let message = format!(
                "{} and {} tell different numbers of the same accounts and days; they are taken as different things, and both count",
                self.name(*a),
                self.name(*b)
            );
            account.issue(IssueKind::Other, message, 1);
        }
    }
}

impl Watch<'_> {
    pub(crate) fn sight(self, row: &Row<'_>, slot: Slot, day: NaiveDate, counts: [u64; 2]) -> Sighting {
        let day = day.num_days_from_ce();
        let mut identity = DefaultHasher::new();
        identity.write_u32(slot);
        identity.write_i32(day);
        self.keys.identity(row, &mut identity);
        let mut whole = DefaultHasher::new();
        self.keys.whole(row, &mut whole);
        Sighting { identity: identity.finish(), whole: whole.finish(), file: self.file, slot, day, line: row.line(), counts }
    }
}

/// Some of the first rows are the same in every value.
fn repeats_itself(table: &TableFile) -> bool {
    let mut rows: Vec<&Vec<String>> = table.file.sample.iter().collect();
    rows.sort_unstable();
    rows.windows(2).any(|pair| pair[0] == pair[1])
}
