//! The trailing twelve months: the contracts of each account, from a year before to the end.
//!
//! Where the source has ARR over time, an account's year is its ARR then and now. From renewal events it is told by its
//! lines: the ARR before each line's first renewal of the year against that after its last, summed over the account.

use chrono::{Datelike, Months, NaiveDate};
use rustc_hash::FxHashMap;

use super::accounts::{AccountSums, AccountUnit, accounts_and};
use super::around::Around;
use super::tally::Tally;
use crate::analysis::decisions::RoomDecisions;
use crate::analysis::findings::{Metric, MetricKey};
use crate::analysis::forecast::case::{Case, Decisions};
use crate::analysis::population::discussed;
use crate::domain::facts::{CohortMember, Facts};
use crate::domain::lines::{histories, is_gone_after, lines};
use crate::domain::money::Money;
use crate::domain::renewal::{Outcome, Renewal};
use crate::domain::window::Window;
use crate::domain::year::{LineYear, of_member, twelve_months_to};

/// One account's year.
#[derive(Default)]
pub(crate) struct Year<'a> {
    account: AccountUnit,
    is_gone: bool,
    /// Its last renewal of the year; of a customer whose ARR is known over time there may be none.
    pub last: Option<&'a Renewal>,
}

impl<'a> Year<'a> {
    /// The year of an account whose ARR is known over time; it counts whether or not a renewal was due.
    fn of_member(member: &CohortMember, last: Option<&'a Renewal>) -> Self {
        let (outcome, unit) = of_member(member);
        let mut account = AccountUnit::default();
        account.put(unit, outcome, false, member.then.is_some_and(Money::is_zero));
        Self { account, is_gone: outcome == Outcome::Churned, last }
    }

    /// The year of an account by all its renewals, in due order; `None` where nothing of it is looked at.
    fn of_renewals(all: &[&'a Renewal], window: &Window, facts: &Facts) -> Option<Self> {
        let lines = lines(all.iter().copied());
        let mut year = Self { is_gone: is_gone_after(&lines, window.to), ..Self::default() };
        for line in lines.iter().filter_map(|line| LineYear::of(line, window, facts.scope.known_by())) {
            if facts.scope.include_churn || !line.last.is_churned() {
                year.put(&line);
            }
        }
        year.last.is_some().then_some(year)
    }

    fn put(&mut self, line: &LineYear<'a>) {
        let LineYear { unit, first, last, is_not_yet_due } = *line;
        self.account.put(unit, last.outcome, is_not_yet_due, first.is_free());
        if self.last.is_none_or(|known| (known.due, &known.id) < (last.due, &last.id)) {
            self.last = Some(last);
        }
    }

    /// A metric over this account alone: what it adds to the metric's parts.
    pub(crate) fn alone(&self, key: MetricKey) -> Metric {
        self.account.alone(key, self.is_gone)
    }
}

/// Sums of the cohort whose year ends on `end`. Retention is over accounts; the rest is over the renewals due.
pub(crate) fn tally(facts: &Facts, end: NaiveDate, room: &RoomDecisions<'_>) -> Tally {
    let mut tally = Tally { is_year: true, is_of_known_arr: facts.cohort(end).is_some(), ..Tally::default() };
    let known_by = facts.scope.known_by();
    let window = twelve_months_to(end);
    let mut forecasts = Vec::new();
    let mut decisions = Decisions::default();
    let of_events = accounts_and(discussed(facts, &window), &Around::day(known_by), |renewal, account| {
        tally.add_event(renewal, known_by);
        tally.add_process(renewal, room, known_by);
        forecasts.extend(Case::due_in(renewal, account, Some(quarter(renewal.due)), &mut decisions));
    });
    tally.settle(&forecasts);
    of_events.iter().for_each(|(id, account)| tally.deal_events(id, account));
    let mut sums = AccountSums::default();
    for (id, year) in years(facts, end) {
        sums.add(&year.account, year.is_gone);
        tally.deal_account(id, &year.account);
    }
    tally.accounts = sums;
    tally
}

/// Tells the quarters of a year apart.
fn quarter(due: NaiveDate) -> usize {
    due.year().unsigned_abs() as usize * 4 + due.month0() as usize / 3
}

/// The accounts of the cohort whose year ends on `end`, by their ids.
pub(crate) fn years(facts: &Facts, end: NaiveDate) -> FxHashMap<&str, Year<'_>> {
    let window = twelve_months_to(end);
    let Some(cohort) = facts.cohort(end) else { return of_renewals(facts, &window) };
    let last: FxHashMap<&str, &Renewal> = discussed(facts, &window).map(|r| (r.account_id.as_str(), r)).collect();
    let year = |member| Year::of_member(member, last.get(member.account_id.as_str()).copied());
    let members = cohort.members.iter().map(|member| (member.account_id.as_str(), year(member)));
    members.filter(|(_, year)| facts.scope.include_churn || !year.is_gone).collect()
}

fn of_renewals<'a>(facts: &'a Facts, window: &Window) -> FxHashMap<&'a str, Year<'a>> {
    let all = histories(facts.with_ahead(), facts.due_in(window).map(|r| r.account_id.as_str()));
    all.into_iter().filter_map(|(account, all)| Some((account, Year::of_renewals(&all, window, facts)?))).collect()
}

/// The first day that the data tell of renewals, where that lies so late in the twelve months to `end` that they tell of
/// fewer; where the source has ARR over time it does not matter.
pub(crate) fn begins_late(facts: &Facts, end: NaiveDate) -> Option<NaiveDate> {
    let from = twelve_months_to(end).from;
    let kept = facts.scope.window.from - Months::new(facts.scope.history_months);
    let begins = facts.due_range.map(|(first, _)| first.max(kept))?;
    (facts.cohort(end).is_none() && begins >= from + Months::new(1)).then_some(begins)
}
