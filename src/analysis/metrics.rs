//! The metrics, over the renewals due in a window (ATR) and over the trailing twelve months.

mod accounts;
mod around;
pub mod breakdown;
mod cohort;
mod tally;
mod value;

pub use accounts::accounts;
pub use around::{Around, is_gone_after};
pub use cohort::{twelve_months_to, years};
pub use tally::{Saves, Tally, actual, is_at_risk, is_worked_at_risk};
pub use value::{arr_unknown, is_of_accounts};

use chrono::NaiveDate;

use super::findings::{Counts, Metric, MetricKey, Metrics};
use super::population::discussed;
use super::room::Room;
use crate::domain::facts::Facts;
use crate::domain::renewal::Renewal;
use crate::domain::window::Window;
use value::Given;

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
    let [now, before, then] = windows.map(|window| over_window(facts, room, window));
    let [counts, previous_counts] = [&facts.scope.window, &previous].map(|window| count(facts.due_in(window), facts.scope.known_by()));
    Compared { metrics: compare(&now, &before, &then, given(facts)), counts, previous_counts }
}

/// One metric over the renewals due in any window, without comparisons.
pub fn due_in(facts: &Facts, room: &Room<'_>, key: MetricKey, window: &Window) -> Metric {
    value::value(key, &over_window(facts, room, window), given(facts))
}

fn over_window(facts: &Facts, room: &Room<'_>, window: &Window) -> Tally {
    Tally::over(discussed(facts, window), room, &Around::window(facts, window))
}

fn given(facts: &Facts) -> Given<'_> {
    Given { include_churn: facts.scope.include_churn, no_dues: facts.no_dues.as_deref() }
}

/// Over the contracts of the accounts in force a year before the scope's window ends, as [`cohort`] tells.
pub fn trailing_year(facts: &Facts, room: &Room<'_>) -> Metrics {
    let (previous, year_ago) = facts.scope.comparisons();
    let ends = [facts.scope.window.to, previous.to, year_ago.to];
    let [now, before, then] = ends.map(|end| cohort::tally(facts, end, room));
    let mut metrics = compare(&now, &before, &then, given(facts));
    for metric in metrics.values_mut() {
        leave_out_parts_of_years(metric, ends.map(|end| cohort::begins_late(facts, end)));
    }
    metrics
}

/// A year of which the data tell only a part is no year to compare with; where it is the latest one, that is said.
fn leave_out_parts_of_years(metric: &mut Metric, [now, previous, year_ago]: [Option<NaiveDate>; 3]) {
    if let Some(begins) = now {
        let note = format!("the data begin {begins}, so this is over less than twelve months");
        *metric = value::with_note(std::mem::take(metric), Some(note));
    }
    if previous.is_some() {
        (metric.previous, metric.previous_range) = (None, None);
    }
    if let Some(begins) = year_ago.filter(|_| metric.year_ago.take().is_some()) {
        let note = format!("the data begin {begins}, less than two years before, so no year ago is shown");
        *metric = value::with_note(std::mem::take(metric), Some(note));
    }
}

/// Metrics of one population beside the same population earlier.
fn compare(now: &Tally, previous: &Tally, year_ago: &Tally, given: Given<'_>) -> Metrics {
    let metric = |key| {
        let mut metric = value::value(key, now, given);
        let before = value::value(key, previous, given);
        (metric.previous, metric.previous_range) = (before.value, before.range);
        metric.year_ago = value::value(key, year_ago, given).value;
        (key, metric)
    };
    MetricKey::ALL.into_iter().map(metric).collect()
}

/// A metric over one renewal alone: what it adds to the metric's parts. Metrics of accounts are not told so.
pub fn alone(key: MetricKey, renewal: &Renewal, room: &Room<'_>, known_by: NaiveDate) -> Metric {
    let tally = Tally::over(std::iter::once(renewal), room, &Around::day(known_by));
    value::value(key, &tally, Given { include_churn: true, no_dues: None })
}

/// How the renewals went, by count.
pub fn count<'a>(renewals: impl IntoIterator<Item = &'a Renewal>, known_by: NaiveDate) -> Counts {
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
