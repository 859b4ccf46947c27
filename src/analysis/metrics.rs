//! The metrics, over the renewals due in a window (ATR) and over the trailing twelve months.

pub mod breakdown;
mod cohort;
mod tally;
mod value;

pub use tally::{Saves, Tally, actual, is_at_risk};
pub use value::arr_unknown;

use super::findings::{Counts, Metric, MetricKey, Metrics};
use super::population::discussed;
use super::room::Room;
use crate::domain::facts::Facts;
use crate::domain::renewal::Renewal;

/// Metrics with the window before and the same window a year before.
pub struct Compared {
    pub metrics: Metrics,
    pub counts: Counts,
    pub previous_counts: Counts,
}

/// Over the renewals due in the scope's window. Counts always hold the churned ones; rates follow the scope.
pub fn available_to_renew(facts: &Facts, room: &Room<'_>) -> Compared {
    let (previous, year_ago) = facts.scope.comparisons();
    let windows = [&facts.scope.window, &previous, &year_ago];
    let [now, before, then] = windows.map(|window| Tally::over(discussed(facts, window), room));
    let [counts, previous_counts] = [&facts.scope.window, &previous].map(|window| count(facts.due_in(window)));
    Compared { metrics: compare(&now, &before, &then, facts.scope.include_churn), counts, previous_counts }
}

/// Over the accounts with a renewal due in the twelve months that end with the scope's window.
pub fn trailing_year(facts: &Facts, room: &Room<'_>) -> Metrics {
    let (previous, year_ago) = facts.scope.comparisons();
    let [now, before, then] = [facts.scope.window.to, previous.to, year_ago.to].map(|end| cohort::tally(facts, end, room));
    compare(&now, &before, &then, facts.scope.include_churn)
}

/// Metrics of one population beside the same population earlier.
pub fn compare(now: &Tally, previous: &Tally, year_ago: &Tally, include_churn: bool) -> Metrics {
    let metric = |key| {
        let mut metric = value::value(key, now, include_churn);
        metric.previous = value::value(key, previous, include_churn).value;
        metric.year_ago = value::value(key, year_ago, include_churn).value;
        (key, metric)
    };
    MetricKey::ALL.into_iter().map(metric).collect()
}

/// A metric over one renewal alone: what the renewal adds to the metric's parts.
pub fn of_one(key: MetricKey, renewal: &Renewal, room: &Room<'_>) -> Metric {
    value::value(key, &Tally::over(std::iter::once(renewal), room), true)
}

/// How the renewals went, by count.
pub fn count<'a>(renewals: impl IntoIterator<Item = &'a Renewal>) -> Counts {
    let mut tally = Tally::default();
    for renewal in renewals {
        tally.add_retention(renewal.outcome, renewal.before, renewal.after);
    }
    tally.counts
}

#[cfg(test)]
#[path = "metrics/metrics_tests.rs"]
mod tests;
