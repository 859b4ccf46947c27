//! The trailing-twelve-months cohort: each account once, from its first renewal of the year to its last.

use chrono::{Days, Months, NaiveDate};
use rustc_hash::FxHashMap;

use super::tally::Tally;
use super::value;
use crate::analysis::findings::{Metric, MetricKey};
use crate::analysis::population::discussed;
use crate::analysis::room::Room;
use crate::domain::facts::{CohortMember, Facts};
use crate::domain::money::Money;
use crate::domain::renewal::{Outcome, Renewal};
use crate::domain::window::Window;

/// One account's year: ARR before its first renewal, ARR after its last, and how that one went.
pub struct Year<'a> {
    before: Option<Money>,
    after: Option<Money>,
    outcome: Outcome,
    /// Its last renewal of the year; of a customer whose ARR is known over time there may be none.
    pub last: Option<&'a Renewal>,
}

impl<'a> Year<'a> {
    fn beginning(with: &'a Renewal) -> Self {
        Self { before: with.before, after: with.after, outcome: with.outcome, last: Some(with) }
    }

    /// Renewals come in due order, so the last one seen says how the year ended.
    fn go_on(&mut self, with: &'a Renewal) {
        self.after = with.after;
        self.outcome = with.outcome;
        self.last = Some(with);
    }

    /// A customer whose ARR is known over time counts whether or not a renewal was due.
    fn of(member: &CohortMember, last: Option<&'a Renewal>) -> Self {
        let outcome = if member.now.is_zero() { Outcome::Churned } else { Outcome::Renewed };
        Self { before: Some(member.then), after: Some(member.now), outcome, last }
    }

    /// A metric over this account alone: what it adds to the metric's parts.
    pub fn alone(&self, key: MetricKey) -> Metric {
        let mut tally = Tally::default();
        tally.add_retention(self.outcome, self.before, self.after);
        value::value(key, &tally, true)
    }
}

/// The twelve months that end on `end`, both days included.
pub fn twelve_months_to(end: NaiveDate) -> Window {
    Window::range(end - Months::new(12) + Days::new(1), end)
}

/// Sums of the cohort whose year ends on `end`. Retention counts each account once; the rest is over its renewals.
pub fn tally(facts: &Facts, end: NaiveDate, room: &Room<'_>) -> Tally {
    let mut tally = Tally::default();
    for renewal in discussed(facts, &twelve_months_to(end)) {
        tally.add_process(renewal, room);
    }
    for year in years(facts, end).into_values() {
        tally.add_retention(year.outcome, year.before, year.after);
    }
    tally
}

/// The accounts of the cohort whose year ends on `end`, by their ids.
pub fn years(facts: &Facts, end: NaiveDate) -> FxHashMap<&str, Year<'_>> {
    let mut years: FxHashMap<&str, Year<'_>> = FxHashMap::default();
    for renewal in discussed(facts, &twelve_months_to(end)) {
        years.entry(&renewal.account_id).and_modify(|year| year.go_on(renewal)).or_insert_with(|| Year::beginning(renewal));
    }
    let Some(cohort) = facts.cohort(end) else { return years };
    let last = |member: &CohortMember| years.get(&*member.account_id).and_then(|year| year.last);
    let members = cohort.members.iter().map(|member| (&*member.account_id, Year::of(member, last(member))));
    members.filter(|(_, year)| facts.scope.include_churn || year.outcome == Outcome::Renewed).collect()
}
