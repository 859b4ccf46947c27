//! Rows of one contract number that run at the same time: lines that add up to the contract, or one that replaces another.
//!
//! Rows of the very same days with a product each are lines, unless most of them carry the same amount, as that of a whole contract
//! does that stands beside each of its lines. Whatever else overlaps is asked.

pub(super) mod pieces;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rustc_hash::{FxHashMap, FxHashSet};

use super::intervals::EARLY;
use super::rows::{FoundRow, Rows};
use crate::compile::join::registry::Slot;
use crate::compile::read::columns::Shared;
use crate::compile::read::scan::TableFile;
use crate::compile::schema::Field;
use crate::domain::Name;

/// Contract numbers of a file that rows of one time share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ContractLines {
    pub file: Name,
    /// The column of the contract number.
    pub column: String,
    /// What tells lines apart.
    pub product: String,
    /// Contracts whose rows are lines, as the rows tell.
    pub lines: Vec<Name>,
    /// Contracts of whose rows nobody can tell it.
    pub doubtful: Vec<Name>,
}

/// Whose contract a row is of: the customer, and the contract number.
type Contract = (Result<Slot, Name>, Name);

/// Rows of one contract that run at the same time.
struct Overlap {
    file: u64,
    contract: Name,
    rows: Vec<FoundRow>,
}

/// Makes one contract of rows that are its lines.
pub(crate) fn settle(rows: &mut Rows, tables: &[&TableFile]) -> Vec<ContractLines> {
    if !rows.shape.is_interval() {
        return Vec::new();
    }
    let (alone, overlaps) = apart(std::mem::take(&mut rows.found));
    rows.found = alone;
    let mut by_file: BTreeMap<u64, Vec<Overlap>> = BTreeMap::new();
    for overlap in overlaps {
        by_file.entry(overlap.file).or_default().push(overlap);
    }
    let mut told = Vec::new();
    for (number, overlaps) in by_file {
        let Some(table) = tables.iter().find(|table| table.number == number) else { continue };
        told.extend(of_file(table, overlaps, rows));
    }
    told
}

fn of_file(table: &TableFile, overlaps: Vec<Overlap>, rows: &mut Rows) -> Option<ContractLines> {
    let said = table.columns.get(Field::SubscriptionId).and_then(|bound| bound.form.shared);
    let by_product = are_lines(&overlaps);
    let (mut lines, mut doubtful) = (Vec::new(), Vec::new());
    for overlap in overlaps {
        let is_sure = by_product && overlap.has_products();
        if said.is_none() {
            if is_sure { &mut lines } else { &mut doubtful }.push(overlap.contract.clone());
        }
        // As long as nobody says it, the later row counts.
        let how = said.unwrap_or(if is_sure { Shared::Lines } else { Shared::Last });
        rows.found.extend(pieces::joined(overlap.rows, how, rows.shape));
    }
    let once = |mut ids: Vec<Name>| {
        ids.sort();
        ids.dedup();
        ids
    };
    let name = |field| table.columns.name(field).to_owned();
    let (file, column, product) = (Name::from(table.file.name()), name(Field::SubscriptionId), name(Field::Product));
    said.is_none().then(|| ContractLines { file, column, product, lines: once(lines), doubtful: once(doubtful) })
}

/// Rows are lines if the product tells them apart, unless most of their amounts are those of the whole contract.
fn are_lines(overlaps: &[Overlap]) -> bool {
    let apart: Vec<&Overlap> = overlaps.iter().filter(|overlap| overlap.has_products()).collect();
    apart.iter().filter(|overlap| overlap.amounts_repeat()).count() * 2 <= apart.len()
}

impl Overlap {
    /// All rows are of the same days, and each has a product that no other one has.
    fn has_products(&self) -> bool {
        let mut seen = FxHashSet::default();
        let first = days(&self.rows[0]);
        self.rows.iter().all(|row| row.snapshot.product.as_ref().is_some_and(|product| seen.insert(product)) && days(row) == first)
    }

    fn amounts_repeat(&self) -> bool {
        self.rows.windows(2).all(|two| two[0].snapshot.arr == two[1].snapshot.arr)
    }
}

fn days(row: &FoundRow) -> (NaiveDate, Option<NaiveDate>) {
    (row.snapshot.day, row.snapshot.contract_end.or(row.left))
}

/// Rows that have their time for themselves, and those that share it with others of their contract.
fn apart(found: Vec<FoundRow>) -> (Vec<FoundRow>, Vec<Overlap>) {
    let mut alone = Vec::new();
    let mut contracts: FxHashMap<Contract, Vec<FoundRow>> = FxHashMap::default();
    for row in found {
        let account = row.slot.as_ref().copied().map_err(|unknown| unknown.id.clone());
        match &row.subscription {
            Some(id) => contracts.entry((account, id.clone())).or_default().push(row),
            None => alone.push(row),
        }
    }
    let mut overlaps = Vec::new();
    for ((_, contract), mut rows) in contracts {
        rows.sort_by_key(|row| (row.snapshot.day, row.position));
        for rows in by_time(rows) {
            if rows.len() == 1 {
                alone.extend(rows);
            } else {
                overlaps.push(Overlap { file: rows[0].file(), contract: contract.clone(), rows });
            }
        }
    }
    overlaps.sort_by_key(|overlap| overlap.rows[0].position);
    (alone, overlaps)
}

/// Rows in the order of their days, parted where a new term begins.
pub(super) fn by_time(rows: Vec<FoundRow>) -> Vec<Vec<FoundRow>> {
    let mut times: Vec<Vec<FoundRow>> = Vec::new();
    for row in rows {
        match times.last_mut().filter(|time| runs_beside(time, &row)) {
            Some(time) => time.push(row),
            None => times.push(vec![row]),
        }
    }
    times
}

/// Whether a row runs while others do. What begins shortly before they end and goes on after them is their next term; and what one
/// contract of a product costs from another day on is told by a row without any end.
fn runs_beside(time: &[FoundRow], row: &FoundRow) -> bool {
    let ends: Option<Vec<NaiveDate>> = time.iter().map(FoundRow::end).collect();
    let Some(end) = ends.and_then(|ends| ends.into_iter().max()) else {
        return time.iter().any(|other| other.snapshot.day == row.snapshot.day || other.snapshot.product != row.snapshot.product);
    };
    let is_next = row.end().is_none_or(|next| next > end) && row.snapshot.day > (end - EARLY).max(time[0].snapshot.day);
    row.snapshot.day <= end && !is_next
}
