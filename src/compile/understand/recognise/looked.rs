//! Days on which somebody looked at all customers, told by their values and not by what their column is called.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rustc_hash::{FxHashMap, FxHashSet};

use super::Guess;
use super::score::Look;
use super::together::column;
use crate::compile::read::values::date::DateForm;
use crate::compile::schema::Field;

/// Fewer days are no series.
const FEWEST_DAYS: usize = 3;
/// Days that lie further apart are those of terms.
const FURTHEST_APART: i64 = 100;
/// What only a part of a name speaks for.
const WEAK: f32 = 0.6;

/// A column of days that nothing, or only a part of its name, speaks for is when somebody looked where its values say so.
pub(super) fn find_days(look: &Look<'_>, guesses: &mut Vec<Guess>) {
    let has = |fields: &[Field]| fields.iter().any(|field| column(guesses, *field).is_some());
    let changes = has(&[Field::Date, Field::ArrChange, Field::MrrChange, Field::MovementType]);
    let Some(owner) = column(guesses, Field::AccountId).or(column(guesses, Field::Account)).filter(|_| !changes) else { return };
    let is_weak = |guess: &Guess| guess.field == Field::StartDate && guess.sureness <= WEAK;
    let is_free = |day: &usize| guesses.iter().all(|guess| guess.column != *day || is_weak(guess));
    let may_be = |day: &usize| is_free(day) && look.profiles[*day].are_dates() && look.profiles[*day].fill() >= 1.0;
    let Some(day) = (0..look.profiles.len()).filter(may_be).find(|day| are_looks(look, owner, *day)) else { return };
    guesses.retain(|guess| guess.column != day);
    guesses.push(Guess { field: Field::Date, column: day, sureness: 0.75 });
}

/// A few days, evenly apart, each shared by many customers, and each customer on most of them.
fn are_looks(look: &Look<'_>, owner: usize, day: usize) -> bool {
    let are = |days: &OfOwners| are_even(&days.values().flatten().copied().collect()) && are_shared(days) && are_on_most(days);
    in_some_order(look, owner, day, are)
}

/// Customers stand there on days of their own and not whenever others do: nobody looked at all of them.
pub(super) fn are_of_each(look: &Look<'_>, owner: usize, day: usize) -> bool {
    !in_some_order(look, owner, day, are_on_most)
}

/// The days of each owner.
type OfOwners = FxHashMap<String, BTreeSet<NaiveDate>>;

fn in_some_order(look: &Look<'_>, owner: usize, day: usize, is_so: impl Fn(&OfOwners) -> bool) -> bool {
    [DateForm::MonthFirst, DateForm::DayFirst].into_iter().any(|form| {
        let read = |row: &Vec<String>| Some((row.get(owner)?.clone(), form.span(row.get(day)?.as_bytes())?.first));
        let mut days = OfOwners::default();
        for (owner, day) in look.file.sample.iter().filter_map(read) {
            days.entry(owner).or_default().insert(day);
        }
        is_so(&days)
    })
}

fn are_even(days: &BTreeSet<NaiveDate>) -> bool {
    let days: Vec<&NaiveDate> = days.iter().collect();
    let mut apart: Vec<i64> = days.windows(2).map(|two| (*two[1] - *two[0]).num_days()).collect();
    apart.sort_unstable();
    let usual = apart.get(apart.len() / 2).copied().unwrap_or(0);
    let even = apart.iter().filter(|apart| (**apart - usual).abs() * 7 <= usual.max(7)).count();
    days.len() >= FEWEST_DAYS && usual <= FURTHEST_APART && even * 10 >= apart.len() * 9
}

/// On most days more than one customer stands there.
fn are_shared(days: &OfOwners) -> bool {
    let mut seen: FxHashMap<NaiveDate, usize> = FxHashMap::default();
    days.values().flatten().for_each(|day| *seen.entry(*day).or_default() += 1);
    let shared: FxHashSet<&NaiveDate> = seen.iter().filter(|(_, customers)| **customers > 1).map(|(day, _)| day).collect();
    shared.len() * 10 >= seen.len() * 9
}

/// Whoever stands there stands on most of the days from the first to the last on which it does, and that is most customers' case.
fn are_on_most(days: &OfOwners) -> bool {
    let all: BTreeSet<NaiveDate> = days.values().flatten().copied().collect();
    let is_steady = |own: &BTreeSet<NaiveDate>| {
        let (Some(first), Some(last)) = (own.first(), own.last()) else { return false };
        own.len() * 2 > all.range(first..=last).count()
    };
    let several: Vec<&BTreeSet<NaiveDate>> = days.values().filter(|own| own.len() > 1).collect();
    let steady = several.iter().filter(|own| is_steady(own)).count();
    several.len() * 2 > days.len() && steady * 10 >= several.len() * 8
}
