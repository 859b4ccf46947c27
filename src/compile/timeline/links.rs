//! Contracts that name the ones they go on from, or are gone on with: `Renewal of`, `Renewed by`, `Replaces`.
//!
//! What is linked is one contract of the customer who had it first, whatever it or its customer is called later.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use rustc_hash::FxHashMap;

use super::contract_lines::{by_time, pieces};
use super::rows::{FoundRow, Rows};
use crate::compile::read::columns::Shared;
use crate::domain::Name;

/// A contract that goes on from another one begins at most so many days before that ends, where both say that they are linked ...
const EARLY: i64 = 185;
/// ... or so many days after it.
const LATE: i64 = 92;

/// The numbers in a value: one, or several with marks between them.
pub(crate) fn numbers(value: &str, is_known: impl Fn(&str) -> bool) -> Vec<&str> {
    let value = value.trim();
    if is_known(value) {
        return vec![value];
    }
    value.split([';', ',', '|', '+', '&', '\n']).map(str::trim).filter(|number| !number.is_empty()).collect()
}

/// Whether one of two terms, each by its first and last day, goes on from the other.
pub(crate) fn follow(one: (NaiveDate, NaiveDate), other: (NaiveDate, NaiveDate)) -> bool {
    let (first, next) = if one.0 <= other.0 { (one, other) } else { (other, one) };
    let gap = (next.0 - first.1).num_days();
    first.0 < next.0 && first.1 < next.1 && (-EARLY..=LATE).contains(&gap)
}

/// Makes one contract of rows that are linked, straight or by others.
pub(crate) fn settle(rows: &mut Rows) {
    if !rows.shape.is_interval() || rows.found.iter().all(|row| row.linked.is_none()) {
        return;
    }
    let roots = roots(&rows.found);
    let (alone, linked): (Vec<_>, Vec<_>) = std::mem::take(&mut rows.found).into_iter().zip(roots).partition(|(_, root)| root.is_none());
    rows.found = alone.into_iter().map(|(row, _)| row).collect();
    let mut contracts: BTreeMap<usize, Vec<FoundRow>> = BTreeMap::new();
    for (row, root) in linked {
        contracts.entry(root.unwrap_or_default()).or_default().push(row);
    }
    for rows_of_one in contracts.into_values() {
        for together in by_time(as_one(rows_of_one)) {
            rows.found.extend(if together.len() > 1 { pieces::joined(together, Shared::Lines, rows.shape) } else { together });
        }
    }
}

/// For each row the first one of those that it is linked with; `None` of a row that is linked with no other.
fn roots(found: &[FoundRow]) -> Vec<Option<usize>> {
    let mut by_number: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (place, row) in found.iter().enumerate() {
        if let Some(number) = &row.subscription {
            by_number.entry(number).or_default().push(place);
        }
    }
    let mut before: Vec<usize> = (0..found.len()).collect();
    let mut is_linked = vec![false; found.len()];
    for (place, row) in found.iter().enumerate() {
        let named = row.linked.iter().flat_map(|value| numbers(value, |number| by_number.contains_key(number)));
        for other in named.filter_map(|number| by_number.get(number)).flatten().copied() {
            if days(row).zip(days(&found[other])).is_some_and(|(one, other)| follow(one, other)) {
                (is_linked[place], is_linked[other]) = (true, true);
                let (one, other) = (root(&mut before, place), root(&mut before, other));
                before[one.max(other)] = one.min(other);
            }
        }
    }
    (0..found.len()).map(|place| is_linked[place].then(|| root(&mut before, place))).collect()
}

/// The first of the rows that `place` is joined with; the way to it gets shorter with each look.
fn root(before: &mut [usize], mut place: usize) -> usize {
    while before[place] != place {
        before[place] = before[before[place]];
        place = before[place];
    }
    place
}

fn days(row: &FoundRow) -> Option<(NaiveDate, NaiveDate)> {
    Some((row.snapshot.day, row.end()?))
}

/// The rows of one contract in the order of their days, under the customer and the number of the first; what was renewed early begins when
/// the term before it is over.
fn as_one(mut rows: Vec<FoundRow>) -> Vec<FoundRow> {
    rows.sort_by_key(|row| (row.snapshot.day, row.position));
    let (slot, number): (_, Option<Name>) = (rows[0].slot.clone(), rows[0].subscription.clone());
    let ends: Vec<Option<NaiveDate>> = rows.iter().map(FoundRow::end).collect();
    let firsts: Vec<NaiveDate> = rows.iter().map(|row| row.snapshot.day).collect();
    for row in &mut rows {
        let (first, last) = (row.snapshot.day, row.end());
        let before = ends.iter().zip(&firsts).filter_map(|(end, start)| Some((*start, (*end)?)));
        let is_before = |term: &(NaiveDate, NaiveDate)| term.0 < first && last.is_some_and(|last| follow(*term, (first, last)));
        let over = before.filter(is_before).map(|(_, end)| end + Days::new(1)).max();
        row.snapshot.day = over.map_or(first, |over| first.max(over));
        (row.slot, row.subscription) = (slot.clone(), number.clone());
    }
    rows
}
