//! The metrics, over the renewals due in a window (ATR) and over the trailing twelve months.

pub mod breakdown;
mod cohort;
mod tally;
mod value;

pub use cohort::{twelve_months_to, years};
pub use tally::{Saves, Tally, actual, is_at_risk};
pub use value::arr_unknown;

use super::findings::{Counts, Metric, MetricKey, Metrics};
use super::population::discussed;
use super::room::Room;
use crate::domain::facts::Facts;
use crate::domain::renewal::Renewal;
use crate::domain::window::Window;

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

/// One metric over the renewals due in any window, without comparisons.
pub fn due_in(facts: &Facts, room: &Room<'_>, key: MetricKey, window: &Window) -> Metric {
    metric_of(key, discussed(facts, window), room, facts.scope.include_churn)
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

/// One metric over any renewals; over one alone, what that adds to the metric's parts. `include_churn` says whether the
/// churned ones are among them.
pub fn metric_of<'a>(key: MetricKey, renewals: impl IntoIterator<Item = &'a Renewal>, room: &Room<'_>, include_churn: bool) -> Metric {
    value::value(key, &Tally::over(renewals.into_iter(), room), include_churn)
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
