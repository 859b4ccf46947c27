//! Which rows of a customer are of one contract, where several stand on one day.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use rustc_hash::FxHashSet;

use super::rows::FoundRow;
use super::snapshots::{Customer, Snapshot, Timeline};
use crate::domain::Name;

/// A contract that goes on under another id begins at most so many days after the last row of the one before.
const FOLLOWS: Days = Days::new(45);

/// A loss is taken back at most so many days later.
const TAKEN_BACK: Days = Days::new(92);

/// Movements add up whatever they are called; each id has its own sum.
pub(crate) fn of_movements(rows: Vec<FoundRow>) -> Customer {
    by_key(rows, |row| row.subscription.clone())
}

/// Rows of one customer: one contract, unless several stand on one day and an id or a product tells them apart.
///
/// An id alone proves no contract, for an upgrade may get a new one: a line that begins where another ends goes on with it.
pub(crate) fn of_snapshots(rows: Vec<FoundRow>) -> Customer {
    let ids: fn(&FoundRow) -> Option<Name> = |row| row.subscription.clone();
    let products: fn(&FoundRow) -> Option<Name> = |row| row.snapshot.product.clone();
    if !are_several_a_day(&rows, |_| None) {
        return by_key(rows, |_| None);
    }
    let tells = |key: fn(&FoundRow) -> Option<Name>| rows.iter().all(|row| key(row).is_some()) && !are_several_a_day(&rows, key);
    match [ids, products].into_iter().find(|key| tells(*key)) {
        Some(key) => followed(by_key(rows, key)),
        None => by_key(rows, |_| None),
    }
}

fn by_key(rows: Vec<FoundRow>, key: impl Fn(&FoundRow) -> Option<Name>) -> Customer {
    let mut customer = Customer::default();
    for row in rows {
        customer.entry(key(&row)).or_default().snapshots.push(row.snapshot);
    }
    customer
}

/// Whether some day has several rows of one key.
fn are_several_a_day(rows: &[FoundRow], key: impl Fn(&FoundRow) -> Option<Name>) -> bool {
    let mut seen: FxHashSet<(NaiveDate, Option<Name>)> = FxHashSet::default();
    !rows.iter().all(|row| seen.insert((row.snapshot.day, key(row))))
}

/// Lines that begin where another has no more rows, with about its ARR, are its continuation.
fn followed(customer: Customer) -> Customer {
    let mut lines: Vec<(Option<Name>, Timeline)> = customer.into_iter().collect();
    lines.sort_by_key(|(_, line)| line.snapshots.first().map(|first| first.day));
    let mut joined: BTreeMap<Option<Name>, Timeline> = BTreeMap::new();
    for (key, line) in lines {
        let Some(first) = line.snapshots.first().cloned() else { continue };
        match joined.values_mut().find(|before| before.snapshots.last().is_some_and(|last| goes_on(last, &first))) {
            Some(before) => before.snapshots.extend(line.snapshots),
            None => drop(joined.insert(key, line)),
        }
    }
    joined
}

fn goes_on(last: &Snapshot, first: &Snapshot) -> bool {
    let is_next = last.day < first.day && first.day <= last.day + FOLLOWS;
    is_next && last.is_active() && first.is_active() && first.arr.ratio(last.arr).is_some_and(|ratio| (0.5..=2.0).contains(&ratio))
}

/// A loss without a minus, where one of as much with a minus stands before it, takes that back: who writes the signs means them.
pub(super) fn take_losses_back(rows: &mut [FoundRow]) {
    let mut taken: FxHashSet<usize> = FxHashSet::default();
    for at in 0..rows.len() {
        let back = &rows[at];
        let is_taken_back = |(place, row): &(usize, &FoundRow)| {
            let (one, other) = (&row.snapshot, &back.snapshot);
            let is_same = one.arr == other.arr && row.subscription == back.subscription && one.currency == other.currency;
            is_same && !row.is_unsigned_loss && one.day <= other.day && other.day <= one.day + TAKEN_BACK && !taken.contains(place)
        };
        let found = rows.iter().enumerate().filter(|_| back.is_unsigned_loss).find(is_taken_back).map(|(place, _)| place);
        if let Some(place) = found {
            taken.insert(place);
            rows[at].snapshot.arr = -rows[at].snapshot.arr;
        }
    }
}
