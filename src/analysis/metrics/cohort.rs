//! The trailing-twelve-months cohort: each account once, from its first renewal of the year to its last.

use chrono::{Days, Months, NaiveDate};
use rustc_hash::FxHashMap;

use super::tally::Tally;
use crate::analysis::population::discussed;
use crate::analysis::room::Room;
use crate::domain::facts::{CohortMember, Facts};
use crate::domain::money::Money;
use crate::domain::renewal::{Outcome, Renewal};
use crate::domain::window::Window;

/// One account's year: ARR before its first renewal, ARR after its last, and how that one went.
struct Year {
    before: Option<Money>,
    after: Option<Money>,
    outcome: Outcome,
}

impl Year {
    /// A customer whose ARR is known over time counts whether or not a renewal was due.
    fn of(member: &CohortMember) -> Self {
        let outcome = if member.now.is_zero() { Outcome::Churned } else { Outcome::Renewed };
        Self { before: Some(member.then), after: Some(member.now), outcome }
    }
}

/// The twelve months that end on `end`, both days included.
pub fn twelve_months_to(end: NaiveDate) -> Window {
    Window::range(end - Months::new(12) + Days::new(1), end)
}

/// Sums of the cohort whose year ends on `end`. Retention counts each account once; the rest is over its renewals.
pub fn tally(facts: &Facts, end: NaiveDate, room: &Room<'_>) -> Tally {
    let window = twelve_months_to(end);
    let mut tally = Tally::default();
    let mut years: FxHashMap<&str, Year> = FxHashMap::default();
    for renewal in discussed(facts, &window) {
        tally.add_process(renewal, room);
        extend(&mut years, renewal);
    }
    if let Some(cohort) = facts.cohort(end) {
        years = cohort.members.iter().map(|member| (&*member.account_id, Year::of(member))).collect();
        years.retain(|_, year| facts.scope.include_churn || year.outcome == Outcome::Renewed);
    }
    for year in years.into_values() {
        tally.add_retention(year.outcome, year.before, year.after);
    }
    tally
}

/// Renewals come in due order, so the last one seen says how the account's year ended.
fn extend<'a>(years: &mut FxHashMap<&'a str, Year>, renewal: &'a Renewal) {
    years
        .entry(&renewal.account_id)
        .and_modify(|year| {
            year.after = renewal.after;
            year.outcome = renewal.outcome;
        })
        .or_insert_with(|| Year { before: renewal.before, after: renewal.after, outcome: renewal.outcome });
}
