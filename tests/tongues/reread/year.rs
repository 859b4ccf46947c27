//! ARR of each account on a day, from the cells.

use std::collections::BTreeMap;

use super::Told;
use super::cells::Cells;
use super::rows::tracks;
use crate::days::{Day, month_end};
use crate::shape::Shape;
use crate::table::{Role, Word};

/// ARR by account and line.
pub fn of(cells: &Cells, shape: Shape, told: &Told, on: Day) -> BTreeMap<(String, String), i64> {
    match shape {
        Shape::Snapshots | Shape::Wide => {
            tracks(cells, told).into_iter().map(|(key, track)| (key, track.arr.get(&on).copied().flatten().unwrap_or(0))).collect()
        }
        Shape::Movements => changes(cells, told, on),
        Shape::Events => BTreeMap::new(),
        Shape::Customers => super::customers::there(cells, told),
        Shape::Spells | Shape::Ends | Shape::Terms => running(cells, told, on),
    }
}

fn changes(cells: &Cells, told: &Told, on: Day) -> BTreeMap<(String, String), i64> {
    let mut sums = BTreeMap::new();
    for row in 0..cells.table.rows() {
        let day = cells.day(Role::MovedOn, row).or_else(|| cells.day(Role::Month, row).map(month_end)).expect("a change has a day");
        let by = cells.money(Role::ArrChange, row, told).or_else(|| cells.money(Role::MrrChange, row, told).map(|month| month * 12));
        if day <= on {
            *sums.entry((cells.account(row, told), cells.line(row))).or_default() += by.unwrap_or(0);
        }
    }
    sums
}

fn running(cells: &Cells, told: &Told, on: Day) -> BTreeMap<(String, String), i64> {
    let mut sums = BTreeMap::new();
    for row in (0..cells.table.rows()).filter(|row| cells.word(Role::Status, *row) != Some(Word::Trial)) {
        let started = cells.day(Role::Start, row).is_some_and(|start| start <= on);
        let runs = started && cells.day(Role::End, row).is_none_or(|end| on <= end);
        *sums.entry((cells.account(row, told), cells.line(row))).or_default() += if runs { cells.arr(row, told).unwrap_or(0) } else { 0 };
    }
    sums
}
