//! Why customers left, from a table of its own: joined by account and nearest date.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::compile::join::interner::Names;
use crate::compile::join::link::Join;
use crate::compile::join::quality::Account;
use crate::compile::join::registry::{Registry, Slot};
use crate::compile::join::renewal_row;
use crate::compile::join::renewals::Kept;
use crate::compile::read::row::{Read, Row};
use crate::compile::read::scan::{Collect, Fate, Meter, Scanned, scan};
use crate::compile::schema::{Field, Table};
use crate::compile::understand::layout::Layout;
use crate::domain::Name;
use crate::domain::reason::{ReasonCode, Voice};
use crate::domain::renewal::Note;
use crate::error::Result;

/// A reason given this many days from a loss is not about it.
const FARTHEST: i64 = 180;

/// One row: what was said about a loss.
#[derive(Clone, Debug)]
struct Told {
    /// Which file of the table it stands in.
    file: usize,
    slot: Slot,
    on: NaiveDate,
    /// The customer's last day, where a person said that it is told here.
    left: Option<NaiveDate>,
    position: u64,
    reason: Option<ReasonCode>,
    source: Option<Voice>,
    secondary: Vec<ReasonCode>,
    competitor: Option<Name>,
    note: Option<Note>,
    is_used: bool,
}

/// All reasons of a source, by account and date.
#[derive(Debug, Default)]
pub(crate) struct Reasons {
    told: Vec<Told>,
    files: Vec<Scanned<()>>,
}

struct ReasonRows<'a> {
    join: Join<'a>,
    names: Names,
    told: Vec<Told>,
    file: usize,
}

impl Collect for ReasonRows<'_> {
    fn row(&mut self, row: &Row<'_>) -> Read<Fate> {
        let Some(slot) = self.join.slot(row)? else { return Ok(Fate::OutOfScope) };
        let on = row.needed(Field::Date, row.date(Field::Date)?)?;
        self.told.push(Told {
            file: self.file,
            slot,
            on,
            left: row.date(Field::LossDate)?,
            position: row.position,
            reason: renewal_row::reason(row)?,
            source: renewal_row::reason_source(row)?,
            secondary: renewal_row::secondary(row)?,
            competitor: row.text(Field::Competitor)?.map(|name| self.names.get(&name)),
            note: renewal_row::note(row, on)?,
            is_used: false,
        });
        Ok(Fate::Used)
    }

    fn merge(&mut self, other: Self) {
        self.told.extend(other.told);
        self.join.merge(other.join);
    }
}

impl Reasons {
    /// Reads all files of the reasons table.
    pub(crate) fn read(layout: &Layout, registry: &Registry, meter: &Meter<'_>, account: &mut Account) -> Result<Self> {
        let mut reasons = Self::default();
        for (file, table) in layout.files(Table::Reasons).enumerate() {
            let make = || ReasonRows { join: Join::new(registry), names: Names::default(), told: Vec::new(), file };
            let (collected, scanned) = scan(table, meter, make)?.split();
            account.unmatched(table.file.name(), &collected.join.unmatched);
            reasons.told.extend(collected.told);
            reasons.files.push(scanned);
        }
        reasons.told.sort_by_key(|told| (told.slot, told.on, told.position));
        Ok(reasons)
    }

    /// The days for which a reason of an account was given.
    pub(crate) fn days(&self, slot: Slot) -> Vec<NaiveDate> {
        self.told[self.range(slot)].iter().map(|told| told.on).collect()
    }

    /// The last days of an account, where a person said that they stand here.
    pub(crate) fn left(&self, slot: Slot) -> impl Iterator<Item = NaiveDate> {
        self.told[self.range(slot)].iter().filter_map(|told| told.left)
    }

    fn range(&self, slot: Slot) -> std::ops::Range<usize> {
        let from = self.told.partition_point(|told| told.slot < slot);
        let to = self.told.partition_point(|told| told.slot <= slot);
        from..to
    }

    /// Gives each loss the reason nearest to it, where it has none of its own, and closes the files' accounts.
    pub(crate) fn join(mut self, kept: &mut [Kept], account: &mut Account) {
        for Kept { renewal, slot, .. } in kept.iter_mut().filter(|kept| kept.renewal.is_churned()) {
            let Some(slot) = *slot else { continue };
            let lost = renewal.closed.filter(|closed| *closed < renewal.due).unwrap_or(renewal.due);
            let far = |told: &Told| (told.on - lost).num_days().abs().min((told.on - renewal.due).num_days().abs());
            let range = self.range(slot);
            let Some(told) = self.told[range].iter_mut().filter(|told| far(told) <= FARTHEST).min_by_key(|told| far(told)) else {
                continue;
            };
            told.is_used = true;
            let renewal = Arc::make_mut(renewal);
            if renewal.reason.is_none() {
                renewal.reason.clone_from(&told.reason);
            }
            // Words for another reason than the one that stands are no words for it.
            if renewal.reason_source.is_none() && renewal.reason == told.reason {
                renewal.reason_source = told.source;
            }
            if renewal.secondary.is_empty() {
                renewal.secondary.clone_from(&told.secondary);
            }
            if renewal.competitor.is_none() {
                renewal.competitor.clone_from(&told.competitor);
            }
            renewal.notes.extend(told.note.clone());
        }
        for (number, mut file) in self.files.into_iter().enumerate() {
            let unused = self.told.iter().filter(|told| told.file == number && !told.is_used).count();
            file.leave_out(unused as u64);
            account.file(file);
        }
    }
}
