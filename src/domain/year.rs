//! The twelve months up to a day, told by renewal events: what each contract was before its first renewal of the year, against after its last.

use chrono::{Days, Months, NaiveDate};
use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::arr_sums::{ArrSums, Unit};
use super::facts::CohortMember;
use super::lines::{USUAL_TERM, histories, is_gone_after, lines};
use super::money::Money;
use super::renewal::{Outcome, Renewal};
use super::window::Window;

/// One contract's year.
pub(crate) struct LineYear<'a> {
    pub unit: Unit,
    pub first: &'a Renewal,
    pub last: &'a Renewal,
    /// Nothing of it is decided or past due.
    pub is_not_yet_due: bool,
}

/// Retention over the accounts of a year, as fractions; `None` where too little is known or nothing was due.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Retention {
    pub grr: Option<f64>,
    pub nrr: Option<f64>,
    pub logos: Option<f64>,
}

/// The twelve months that end on `end`, both days included.
pub(crate) fn twelve_months_to(end: NaiveDate) -> Window {
    Window::range(end - Months::new(12) + Days::new(1), end)
}

impl<'a> LineYear<'a> {
    /// The year of a line; `None` where nothing of it was due, or it was not in force when the year began.
    pub(crate) fn of(line: &[&'a Renewal], window: &Window, known_by: NaiveDate) -> Option<Self> {
        let [from, to] = [line.partition_point(|r| r.due < window.from), line.partition_point(|r| r.due <= window.to)];
        if begins_within(&line[..to], window) {
            return None;
        }
        let in_year = &line[from..to];
        let (first, last) = (*in_year.first()?, *in_year.last()?);
        let is_pending = last.is_not_yet_due(known_by);
        let unit = match in_year {
            // What is not yet due leaves the contract as its last renewal left it.
            [.., before, _] if is_pending => Unit::rated(before.outcome, first.before, before.after),
            _ if is_pending => Unit::event(last, true),
            _ => Unit::rated(last.outcome, first.before, last.after),
        };
        Some(Self { unit, first, last, is_not_yet_due: is_pending && in_year.len() == 1 })
    }
}

/// A contract that was broken off in its first term, which began within the year: it was not in force when that began.
fn begins_within(line: &[&Renewal], window: &Window) -> bool {
    let [first] = line else { return false };
    first.contract_end.is_some_and(|end| end - USUAL_TERM >= window.from)
}

/// Retention over the twelve months to `end`, by account. The renewals come in due order, with those that are due later.
pub(crate) fn retention<'a>(renewals: impl Iterator<Item = &'a Renewal> + Clone, end: NaiveDate, known_by: NaiveDate) -> Retention {
    let window = twelve_months_to(end);
    let due = renewals.clone().filter(|renewal| window.contains(renewal.due)).map(|renewal| renewal.account_id.as_str());
    let (mut arr, mut logos, mut kept) = (ArrSums::default(), 0_u32, 0_u32);
    let all: FxHashMap<&str, Vec<&Renewal>> = histories(renewals, due);
    for of_it in all.values() {
        let lines = lines(of_it.iter().copied());
        let years: Vec<LineYear<'_>> = lines.iter().filter_map(|line| LineYear::of(line, &window, known_by)).collect();
        if years.is_empty() {
            continue;
        }
        arr.add(&years.iter().fold(Unit::default(), |sum, year| sum.and(year.unit)));
        let counted = years.iter().filter(|year| !year.first.is_free());
        // What is not yet due is in force, so it keeps the account; where nothing else is due, the account is in no rate.
        let (pending, rated): (Vec<_>, Vec<_>) = counted.partition(|year| year.is_not_yet_due);
        if !rated.is_empty() {
            logos += 1;
            kept += u32::from(!pending.is_empty() || !is_gone_after(&lines, end));
        }
    }
    of_sums(&arr, logos, kept)
}

fn of_sums(arr: &ArrSums, logos: u32, kept: u32) -> Retention {
    let of = |part: Money| arr.are_known().then(|| part.ratio(arr.before)).flatten();
    Retention { grr: of(arr.kept), nrr: of(arr.after), logos: (logos > 0).then(|| f64::from(kept) / f64::from(logos)) }
}

/// What became of a customer whose ARR is known over time, and its year.
pub(crate) fn of_member(member: &CohortMember) -> (Outcome, Unit) {
    let outcome = if member.now.is_some_and(Money::is_zero) { Outcome::Churned } else { Outcome::Renewed };
    (outcome, Unit::rated(outcome, member.then, member.now))
}

/// Retention over customers whose ARR is known over time.
pub(crate) fn retention_of_cohort(members: &[CohortMember]) -> Retention {
    let (mut arr, mut logos, mut kept) = (ArrSums::default(), 0_u32, 0_u32);
    for member in members {
        let (outcome, unit) = of_member(member);
        arr.add(&unit);
        if !member.then.is_some_and(Money::is_zero) {
            logos += 1;
            kept += u32::from(outcome != Outcome::Churned);
        }
    }
    of_sums(&arr, logos, kept)
}
