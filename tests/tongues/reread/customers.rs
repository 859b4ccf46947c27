//! A row a line with its contract's end and the day it was lost.

use std::collections::BTreeMap;

use super::cells::Cells;
use super::{Seen, Told};
use crate::table::{Cell, Role};
use crate::truth::happened::Fate;

pub fn renewals(cells: &Cells, told: &Told) -> Vec<Seen> {
    (0..cells.table.rows()).map(|row| seen(cells, row, told)).collect()
}

fn seen(cells: &Cells, row: usize, told: &Told) -> Seen {
    let end = cells.day(Role::ContractEnd, row).expect("a contract ends");
    let lost = cells.day(Role::ChurnedOn, row);
    let fate = match lost {
        Some(_) => Fate::Churned,
        None if end >= told.as_of => Fate::NotYetDue,
        None => Fate::Renewed,
    };
    let due = lost.map_or(end, |lost| lost.min(end));
    Seen { account: cells.account(row, told), line: cells.line(row), due, before: cells.arr(row, told), after: None, fate }
}

/// Who is still there.
pub fn there(cells: &Cells, told: &Told) -> BTreeMap<(String, String), i64> {
    let gone = |row| cells.of(Role::Churned, row) == &Cell::Flag(true);
    (0..cells.table.rows()).map(|row| ((cells.account(row, told), cells.line(row)), i64::from(!gone(row)))).collect()
}
