//! Exports of one list of contracts of different days: what the newer one says of a contract counts.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use super::rows::{FoundRow, Rows};
use crate::compile::join::quality::Account;
use crate::compile::join::registry::Slot;
use crate::compile::read::scan::TableFile;
use crate::domain::Name;
use crate::domain::money::Money;
use crate::domain::quality::IssueKind;
use crate::domain::text::counted;

/// What is the same in two exports of one contract, whatever became of it between them: where no id names it, what it costs too.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Identity {
    account: Result<Slot, Name>,
    subscription: Option<Name>,
    product: Option<Name>,
    from: NaiveDate,
    arr: Option<Money>,
}

impl Identity {
    fn of(row: &FoundRow) -> Self {
        Self {
            account: row.slot.as_ref().copied().map_err(|unknown| unknown.id.clone()),
            subscription: row.subscription.clone(),
            product: row.snapshot.product.clone(),
            from: row.snapshot.day,
            arr: row.subscription.is_none().then_some(row.snapshot.arr),
        }
    }
}

/// The files that contracts are read from.
pub(crate) struct Restated<'t> {
    /// By their numbers in positions, the newest first.
    files: Vec<(u64, &'t str)>,
}

impl<'t> Restated<'t> {
    pub(crate) fn new(tables: &[&'t TableFile]) -> Self {
        let mut newest: Vec<(usize, &&TableFile)> = tables.iter().enumerate().collect();
        newest.sort_by_key(|(place, table)| Reverse((table.file.exported_on(), *place)));
        Self { files: newest.into_iter().map(|(_, table)| (table.number, table.file.name())).collect() }
    }

    /// Leaves out rows of spells and terms that a newer file has as well.
    pub(crate) fn leave_out(&self, rows: &mut Rows, account: &mut Account) {
        if self.files.len() < 2 || !rows.shape.is_interval() {
            return;
        }
        let rank = |row: &FoundRow| self.files.iter().position(|(number, _)| *number == row.file()).unwrap_or_default();
        let mut newest: FxHashMap<Identity, (usize, u64)> = FxHashMap::default();
        for row in &rows.found {
            let here = (rank(row), row.snapshot.line);
            newest.entry(Identity::of(row)).and_modify(|known| *known = here.min(*known)).or_insert(here);
        }
        let mut passed: BTreeMap<(usize, usize), Vec<(u64, u64)>> = BTreeMap::new();
        rows.found.retain(|row| {
            let (mine, (newer, line)) = (rank(row), newest[&Identity::of(row)]);
            if newer < mine {
                passed.entry((mine, newer)).or_default().push((row.snapshot.line, line));
            }
            newer == mine
        });
        for ((older, newer), lines) in &passed {
            let (file, other) = (self.files[*older].1, self.files[*newer].1);
            let why = |of: u64| format!("{other} is newer and has other values in line {of}");
            account.passed(file, lines.iter().map(|(line, of)| (*line, why(*of))));
        }
        self.tell(&passed, account);
    }

    /// Once for all files.
    fn tell(&self, passed: &BTreeMap<(usize, usize), Vec<(u64, u64)>>, account: &mut Account) {
        let Some(((older, newer), _)) = passed.first_key_value() else { return };
        let (file, other) = (self.files[*older].1, self.files[*newer].1);
        let all: usize = passed.values().map(Vec::len).sum();
        let rows = counted(all, "row has", "rows have");
        let message = match passed.len() {
            1 => format!("{file}: {rows} other values in {other}, which is newer; the newer values count"),
            _ => format!("{rows} other values in a newer file, as of {file} in {other}; the newest values count"),
        };
        account.issue(IssueKind::DuplicateId, message, all as u64);
    }
}
