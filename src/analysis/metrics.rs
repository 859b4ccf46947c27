//! The metrics, over the renewals due in a window (ATR) and over the trailing twelve months.

mod accounts;
mod around;
pub mod breakdown;
mod chance;
mod cohort;
mod largest;
mod reach;
mod tallies;
mod tally;
mod value;

pub(crate) use accounts::accounts;
pub(crate) use around::Around;
pub(crate) use cohort::years;

pub(crate) use crate::domain::year::twelve_months_to;
pub(crate) use reach::beyond;
pub(crate) use tallies::Tallies;
pub(crate) use tally::{Saves, Tally, actual, is_at_risk, is_worked_at_risk};
pub(crate) use value::{arr_unknown, is_of_accounts};

use chrono::NaiveDate;

use super::decisions::RoomDecisions;
use super::findings::{Counts, Metric, MetricKey, Metrics};
use super::population::discussed;
use crate::domain::facts::Facts;
use crate::domain::renewal::Renewal;
use crate::domain::target::{Target, Targets};
use crate::domain::window::Window;
use value::Given;

/// Metrics with the window before and the same window a year before.
pub(crate) struct Compared {
    pub metrics: Metrics,
    pub counts: Counts,
    pub previous_counts: Counts,
}

/// Over the renewals due in the scope's window. Counts always hold the churned ones; rates follow the scope.
pub(crate) fn available_to_renew(facts: &Facts, room: &RoomDecisions<'_>) -> Compared {
    compared(&Tallies::of(facts, room))
}

/// The same, of what is summed.
pub(crate) fn compared(tallies: &Tallies<'_>) -> Compared {
    let facts = tallies.facts;
    let (previous, _) = facts.scope.comparisons();
    let [now, before, then] = tallies.all();
    let [counts, previous_counts] = [&facts.scope.window, &previous].map(|window| count(facts.due_in(window), facts.scope.known_by()));
    let mut metrics = compare(now, before, then, given(facts));
    let unreached = Unreached::of(facts);
    metrics.values_mut().for_each(|metric| unreached.leave_out(metric));
    told(facts, &mut metrics, now);
    Compared { metrics, counts, previous_counts }
}

/// One metric over the renewals due in any window, without comparisons.
pub fn due_in(facts: &Facts, room: &RoomDecisions<'_>, key: MetricKey, window: &Window) -> Metric {
    value::value(key, &over_window(facts, room, window), given(facts))
}

fn over_window(facts: &Facts, room: &RoomDecisions<'_>, window: &Window) -> Tally {
    Tally::over(discussed(facts, window), room, &Around::window(facts, window))
}

fn given(facts: &Facts) -> Given<'_> {
    Given { include_churn: facts.scope.include_churn, no_dues: facts.no_dues.as_deref() }
}

/// Over the contracts of the accounts in force a year before the scope's window ends, as [`cohort`] tells.
pub(crate) fn trailing_year(facts: &Facts, room: &RoomDecisions<'_>) -> Metrics {
    let (previous, year_ago) = facts.scope.comparisons();
    let ends = [facts.scope.window.to, previous.to, year_ago.to];
    let [now, before, then] = ends.map(|end| cohort::tally(facts, end, room));
    let mut metrics = compare(&now, &before, &then, given(facts));
    let part =
        cohort::begins_late(facts, ends[0]).map(|begins| format!("the data begin {begins}, so this is over less than twelve months"));
    let unreached = Unreached::of_year(facts, ends[1], ends[2]);
    for metric in metrics.values_mut() {
        *metric = value::with_note(std::mem::take(metric), part.clone());
        unreached.leave_out(metric);
    }
    told(facts, &mut metrics, &now);
    metrics
}

/// Why the window before and the same a year before cannot be compared with, where the data do not reach over them.
struct Unreached {
    previous: Option<String>,
    year_ago: Option<String>,
}

impl Unreached {
    fn of(facts: &Facts) -> Self {
        let (previous, year_ago) = facts.scope.comparisons();
        let told = |window: &Window| Some(format!("nothing is compared with {}, since {}", window.label, beyond(facts, window)?));
        Self { previous: told(&previous), year_ago: told(&year_ago) }
    }

    /// Of the twelve months to the ends of both.
    fn of_year(facts: &Facts, previous: NaiveDate, year_ago: NaiveDate) -> Self {
        let begins = |end| Some(format!("the data begin {}", cohort::begins_late(facts, end)?));
        let told = |end| {
            Some(format!(
                "nothing is compared with the twelve months to {end}, since {}",
                begins(end).or_else(|| reach::one_sided(facts, end))?
            ))
        };
        Self { previous: told(previous), year_ago: told(year_ago) }
    }

    /// Takes out what would be compared with, and says why where something would.
    fn leave_out(&self, metric: &mut Metric) {
        if self.previous.is_some() {
            let was = metric.previous.take().and(self.previous.clone());
            (metric.previous_range, metric.change_low, metric.change_high) = (None, None, None);
            metric.previous_cases = None;
            *metric = value::also(std::mem::take(metric), was);
        }
        if self.year_ago.is_some() {
            let was = metric.year_ago.take().and(self.year_ago.clone());
            metric.year_ago_cases = None;
            *metric = value::also(std::mem::take(metric), was);
        }
    }
}

/// What stands beside the headlines: targets, and the account that makes the difference.
fn told(facts: &Facts, metrics: &mut Metrics, now: &Tally) {
    for (key, metric) in metrics.iter_mut().filter(|(_, metric)| metric.value.is_some()) {
        metric.target = target(*key, &facts.scope.targets);
    }
    largest::tell(metrics, now, |id| {
        let known = facts.all().filter(|renewal| renewal.account_id.as_str() == id).last();
        known.map_or_else(|| id.to_owned(), |renewal| renewal.account.to_string())
    });
}

fn target(key: MetricKey, targets: &Targets) -> Option<f64> {
    let target = match key {
        MetricKey::Grr | MetricKey::GrrByAccount => targets.grr,
        MetricKey::Nrr | MetricKey::NrrByAccount => targets.nrr,
        MetricKey::RenewalRateArr | MetricKey::RenewalRateCount => targets.renewal_rate,
        _ => None,
    };
    target.map(Target::fraction)
}

/// Metrics of one population beside the same population earlier.
fn compare(now: &Tally, previous: &Tally, year_ago: &Tally, given: Given<'_>) -> Metrics {
    let metric = |key| {
        let mut metric = value::value(key, now, given);
        let before = value::value(key, previous, given);
        (metric.previous, metric.previous_range) = (before.value, before.range);
        metric.previous_cases = before.cases;
        let then = value::value(key, year_ago, given);
        (metric.year_ago, metric.year_ago_cases) = (then.value, then.cases);
        (key, chance::with_change(metric, &before))
    };
    MetricKey::ALL.into_iter().map(metric).collect()
}

/// A metric over one renewal alone: what it adds to the metric's parts. Metrics of accounts are not told so.
pub(crate) fn alone(key: MetricKey, renewal: &Renewal, room: &RoomDecisions<'_>, known_by: NaiveDate) -> Metric {
    let tally = Tally::over(std::iter::once(renewal), room, &Around::day(known_by));
    value::value(key, &tally, Given { include_churn: true, no_dues: None })
}

/// How the renewals went, by count.
pub(crate) fn count<'a>(renewals: impl IntoIterator<Item = &'a Renewal>, known_by: NaiveDate) -> Counts {
    let mut tally = Tally::default();
    renewals.into_iter().for_each(|renewal| tally.add_event(renewal, known_by));
    tally.counts
}

#[cfg(test)]
#[path = "metrics/metrics_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "metrics/open_tests.rs"]
mod open_tests;

#[cfg(test)]
#[path = "metrics/account_tests.rs"]
mod account_tests;

#[cfg(test)]
#[path = "metrics/year_tests.rs"]
mod year_tests;

#[cfg(test)]
#[path = "metrics/chance_tests.rs"]
mod chance_tests;
