//! Contracts over time, by what stands in the columns: what somebody paid on a day, or from one day to another.

use rustc_hash::{FxHashMap, FxHashSet};

use super::sheet::Sheet;
use super::{Guess, Known, Reading, days, owner};
use crate::compile::schema::Field;
use crate::compile::understand::recognise;

const OWNERS: [Field; 3] = [Field::AccountId, Field::Account, Field::SubscriptionId];
const PAID: [Field; 5] = [Field::Arr, Field::Mrr, Field::ArrChange, Field::MrrChange, Field::Amount];
const DAYS: [Field; 3] = [Field::Date, Field::StartDate, Field::ContractEnd];

/// The readings of a file as contracts over time.
pub(crate) fn readings(sheet: &Sheet<'_>, mut known: Known) -> Vec<Reading> {
    let mut found = Vec::new();
    if known.has(&DAYS) {
        found.extend(find_beginning(sheet, &mut known));
    } else {
        found.extend(find_days(sheet, &mut known));
    }
    let Some(day) = known.first_of(&DAYS) else { return Vec::new() };
    if !known.has(&OWNERS) {
        let Some((field, column)) = owner::find(sheet, |column| known.is_free(column), Some(day)) else { return Vec::new() };
        found.push(known.take(field, column));
    }
    if !known.has(&[Field::Period, Field::MovementType]) && !known.has(&PAID) {
        found.extend(find_period(sheet, &mut known));
    }
    let others = if known.has(&PAID) { Vec::new() } else { amounts(sheet, &known) };
    if !known.has(&PAID) {
        let Some(paid) = others.first() else { return Vec::new() };
        found.push(known.take(paid.field, paid.column));
    }
    if found.is_empty() || !tells_time(sheet, &known) {
        return Vec::new();
    }
    let best = Reading { table: known.table, found, words: Vec::new(), weight: 0.0 };
    let with = |other: &Guess| {
        let found = best.found.iter().map(|guess| if PAID.contains(&guess.field) { *other } else { *guess }).collect();
        Reading { found, ..best.clone() }
    };
    [best.clone()].into_iter().chain(others.iter().skip(1).map(with)).collect()
}

/// What may be paid: amounts of a year, or of a month, of each column that may hold them.
fn amounts(sheet: &Sheet<'_>, known: &Known) -> Vec<Guess> {
    let are_changes = known.has(&[Field::MovementType]);
    let goes_down = |column: usize| sheet.rows().any(|row| sheet.amount(row, column).is_some_and(|amount| amount < 0.0));
    let free = |column: &usize| {
        let may_be_paid = sheet.holds_amounts(*column) && !owner::are_ids(sheet, *column) && (are_changes || !goes_down(*column));
        known.is_free(*column) && may_be_paid && sheet.is_full(*column)
    };
    let fields: &[Field] = match () {
        () if are_changes => &[Field::ArrChange, Field::MrrChange],
        () if known.has(&[Field::Period]) => &[Field::Amount],
        () => &[Field::Arr, Field::Mrr],
    };
    let of = |column| fields.iter().map(move |field| Guess { field: *field, column, sureness: super::BY_VALUES });
    sheet.columns().filter(free).flat_map(of).collect()
}

/// Words that say nothing but how often something is paid.
fn find_period(sheet: &Sheet<'_>, known: &mut Known) -> Option<Guess> {
    let is_period = |column: &usize| sheet.is_full(*column) && recognise::say_periods(sheet.look.file, *column);
    let column = sheet.columns().filter(|column| known.is_free(*column)).find(is_period)?;
    Some(known.take(Field::Period, column))
}

/// When contracts began of which only the end is known: a day that every row has, earlier than any end.
fn find_beginning(sheet: &Sheet<'_>, known: &mut Known) -> Option<Guess> {
    if known.has(&[Field::Date, Field::StartDate]) {
        return None;
    }
    let ends: Vec<usize> = [Field::LossDate, Field::ContractEnd].iter().filter_map(|field| known.column(*field)).collect();
    let is_first = |column: &usize| {
        let holds = known.is_free(*column) && sheet.holds_days(*column) && sheet.is_full(*column);
        holds && ends.iter().all(|end| days::is_later(sheet, *column, *end))
    };
    let column = sheet.columns().filter(is_first).min_by_key(|column| days::middle(sheet, *column))?;
    Some(known.take(Field::StartDate, column))
}

/// The day of each row, or its first and its last.
fn find_days(sheet: &Sheet<'_>, known: &mut Known) -> Vec<Guess> {
    let all: Vec<usize> = sheet.columns().filter(|column| known.is_free(*column) && sheet.holds_days(*column)).collect();
    let mut full: Vec<usize> = all.iter().copied().filter(|column| sheet.is_full(*column)).collect();
    full.sort_by_key(|column| days::middle(sheet, *column));
    let part = |start: usize| all.iter().copied().find(|end| !sheet.is_full(*end) && days::is_later(sheet, start, *end));
    match full[..] {
        [day] if part(day).is_none() => vec![known.take(Field::Date, day)],
        [start, ..] if known.has(&[Field::LossDate]) => vec![known.take(Field::StartDate, start)],
        [start, ..] if part(start).is_some() => {
            let end = part(start).map(|end| known.take(Field::LossDate, end));
            [known.take(Field::StartDate, start)].into_iter().chain(end).collect()
        }
        [start, .., end] => vec![known.take(Field::StartDate, start), known.take(Field::ContractEnd, end)],
        [] | [_] => Vec::new(),
    }
}

/// Rows of one day tell something over time where most who stand there do on several, and on most days several do.
fn tells_time(sheet: &Sheet<'_>, known: &Known) -> bool {
    let (Some(owner), Some(day)) = (known.first_of(&OWNERS), known.column(Field::Date)) else { return true };
    let mut own: FxHashMap<&str, FxHashSet<_>> = FxHashMap::default();
    for row in sheet.rows() {
        if let (Some(owner), Some(day)) = (sheet.value(row, owner), sheet.day(row, day)) {
            own.entry(owner).or_default().insert(day);
        }
    }
    let several = own.values().filter(|days| days.len() > 1).count();
    let profile = &sheet.look.profiles[day];
    let are_shared = known.has(&[Field::ArrChange, Field::MrrChange]) || profile.different * 2 <= profile.filled;
    several * 2 >= own.len() && several > 1 && are_shared
}
