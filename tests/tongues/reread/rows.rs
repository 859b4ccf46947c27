//! The state at month ends: a row each, or a column each.

use std::collections::BTreeMap;

use super::cells::Cells;
use super::{Seen, Told, gone};
use crate::days::{Day, month_end, plus};
use crate::stage::GRACE;
use crate::table::{Role, Word};
use crate::truth::happened::Fate;

/// What a line paid at each month end, and which contract end was named then.
#[derive(Default)]
pub struct Track {
    pub arr: BTreeMap<Day, Option<i64>>,
    ends: BTreeMap<Day, Day>,
}

pub type Tracks = BTreeMap<(String, String), Track>;

pub fn tracks(cells: &Cells, told: &Told) -> Tracks {
    let mut tracks: Tracks = BTreeMap::new();
    for row in (0..cells.table.rows()).filter(|row| cells.word(Role::Status, *row) != Some(Word::Trial)) {
        let track = tracks.entry((cells.account(row, told), cells.line(row))).or_default();
        let end = cells.day(Role::ContractEnd, row);
        if let Some(day) = cells.day(Role::Date, row) {
            track.arr.insert(day, cells.arr(row, told));
            track.ends.extend(end.map(|end| (day, end)));
        }
        let part = if monthly(cells) { 12 } else { 1 };
        for column in &cells.table.columns {
            if let Role::Of(month) = column.role {
                track.arr.insert(month, Some(cells.money(column.role, row, told).unwrap_or(0) * part));
                track.ends.extend(end.map(|end| (month, end)));
            }
        }
    }
    tracks
}

/// Whether the amounts of a wide table are a month's: in these books no year's amount is a hundred times odd.
fn monthly(cells: &Cells) -> bool {
    let amounts = cells.table.columns.iter().filter(|column| matches!(column.role, Role::Of(_))).flat_map(|column| &column.cells);
    amounts
        .filter_map(|cell| if let crate::table::Cell::Money(money) = cell { Some(money.units) } else { None })
        .any(|units| units % 1200 != 0)
}

pub fn renewals(cells: &Cells, told: &Told) -> Vec<Seen> {
    let tracks = tracks(cells, told);
    let known = tracks.values().filter_map(|track| track.arr.keys().last()).max().copied().unwrap_or(told.as_of);
    tracks.iter().flat_map(|((account, line), track)| of_line(account, line, track, known)).collect()
}

fn of_line(account: &str, line: &str, track: &Track, known: Day) -> Vec<Seen> {
    let left = left(track, known);
    let mut ends: Vec<Day> = track.ends.values().copied().filter(|end| left.is_none_or(|left| *end < left)).collect();
    ends.sort_unstable();
    ends.dedup();
    let mut found: Vec<Seen> = ends.iter().map(|end| at_end(account, line, track, *end, known)).collect();
    found.extend(left.map(|left| Seen {
        account: account.into(),
        line: line.into(),
        due: left,
        before: before(track, left),
        after: Some(0),
        fate: Fate::Churned,
    }));
    found
}

/// The first month end without ARR, where it lies more than the grace before the contract's end and the line never came back.
fn left(track: &Track, known: Day) -> Option<Day> {
    let last = track.arr.iter().rev().find(|(_, arr)| **arr != Some(0)).map(|(day, _)| *day)?;
    let first_without = month_end(plus(last, 1));
    let end = *track.ends.range(..=last).next_back()?.1;
    (first_without <= known && (end - first_without).num_days() > GRACE).then_some(first_without)
}

fn before(track: &Track, due: Day) -> Option<i64> {
    track.arr.range(..=due).rev().map(|(_, arr)| *arr).find(|arr| *arr != Some(0)).flatten()
}

fn at_end(account: &str, line: &str, track: &Track, end: Day, known: Day) -> Seen {
    let row_after = month_end(plus(end, 1));
    let after = track.arr.get(&row_after).copied().unwrap_or(Some(0));
    let fate = match () {
        () if end >= known => Fate::NotYetDue,
        () if after == Some(0) => gone(end, known),
        () => Fate::Renewed,
    };
    Seen { account: account.into(), line: line.into(), due: end, before: before(track, end), after, fate }
}
