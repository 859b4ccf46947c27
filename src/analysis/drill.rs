//! From a figure to the renewals behind it, each with what it adds to the figure: the parts sum to it.

mod bridge;
mod forecast;
mod patterns;
mod plays;
mod pricing;
mod year;

pub use bridge::Step;
pub(crate) use bridge::step;
pub(crate) use forecast::{in_tier, off};
pub(crate) use patterns::{in_bucket, naming, second};
pub(crate) use plays::{at_risk, in_stratum, without};
pub(crate) use pricing::{by_price, by_seats, discounted, uplifted};
pub(crate) use year::{Unlisted, in_year};

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use super::decisions::RoomDecisions;
use super::findings::{MetricKey, Quantity};
use super::metrics::{Around, accounts, actual, alone, is_worked_at_risk};
use super::population::discussed;
use crate::domain::facts::Facts;
use crate::domain::money::Money;
use crate::domain::renewal::{Outcome, Renewal, RenewalId};
use crate::domain::window::Window;

/// A renewal that a metric is over.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Behind<'a> {
    pub renewal: &'a Renewal,
    /// What it adds to the numerator; of a metric without one (days late), its own value. `None` where the data does
    /// not tell it, and the metric leaves it out.
    pub part: Option<Quantity>,
    /// What it adds to the denominator.
    #[cfg_attr(not(test), expect(dead_code, reason = "tests hold the sums to the metrics"))]
    pub whole: Option<Quantity>,
}

/// What stands behind `key` in a window, in due order. Of a metric of accounts, the last renewal of an account tells what
/// the account adds.
pub(crate) fn behind<'a>(facts: &'a Facts, room: &RoomDecisions<'_>, key: MetricKey, window: &Window) -> Vec<Behind<'a>> {
    let known_by = facts.scope.known_by();
    let population: Vec<&Renewal> = discussed(facts, window).filter(|r| is_in(key, r, known_by)).collect();
    if is_by_account(key) {
        return by_account(facts, key, window, population);
    }
    let losses = || population.iter().map(|r| r.before);
    // As the metric itself: by count as soon as the size of one loss is not known.
    let by_count = losses().any(|lost| lost.is_none()) || losses().flatten().all(Money::is_zero);
    let share = |renewal: &'a Renewal| {
        let (part, whole) = match key {
            MetricKey::CodedShare => coded(renewal, room, by_count),
            MetricKey::OnTimeRate => {
                let in_time = renewal.days_late().is_some_and(|days| days <= 0);
                (Some(Quantity::Count(in_time.into())), Some(Quantity::Count(1)))
            }
            key => {
                let alone = alone(key, renewal, room, known_by);
                (alone.numerator.or(alone.value.map(Quantity::Number)), alone.denominator)
            }
        };
        Behind { renewal, part, whole }
    };
    population.into_iter().map(share).collect()
}

/// Metrics over the renewals due that count an account once.
fn is_by_account(key: MetricKey) -> bool {
    matches!(key, MetricKey::LogoRetention | MetricKey::GrrByAccount | MetricKey::NrrByAccount)
}

fn by_account<'a>(facts: &Facts, key: MetricKey, window: &Window, population: Vec<&'a Renewal>) -> Vec<Behind<'a>> {
    let around = Around::window(facts, window);
    let accounts = accounts(population.iter().copied(), &around);
    let last: FxHashMap<&str, &RenewalId> = population.iter().map(|r| (r.account_id.as_str(), &r.id)).collect();
    let share = |renewal: &'a Renewal| {
        let account = renewal.account_id.as_str();
        let tells = last.get(account) == Some(&&renewal.id);
        let of_it = accounts.get(account).filter(|_| tells).map(|of_it| of_it.alone(key, around.is_gone(account))).unwrap_or_default();
        Behind { renewal, part: of_it.numerator, whole: of_it.denominator }
    };
    population.into_iter().map(share).collect()
}

/// Whether the metric is over this renewal.
fn is_in(key: MetricKey, renewal: &Renewal, known_by: NaiveDate) -> bool {
    let forecast = renewal.forecast.as_ref().filter(|_| renewal.outcome != Outcome::Open);
    match key {
        MetricKey::Grr
        | MetricKey::Nrr
        | MetricKey::GrrByAccount
        | MetricKey::NrrByAccount
        | MetricKey::LogoRetention
        | MetricKey::RenewalRateArr
        | MetricKey::RenewalRateCount => true,
        MetricKey::OnTimeRate => !renewal.is_not_yet_due(known_by),
        MetricKey::DaysLateMedian | MetricKey::DaysLateP90 => renewal.closed.is_some(),
        MetricKey::Discount => renewal.pricing.list.is_some() && renewal.pricing.net.is_some(),
        MetricKey::SaveRate => !renewal.is_not_yet_due(known_by) && is_worked_at_risk(renewal),
        MetricKey::ForecastBias | MetricKey::Wape | MetricKey::ForecastAccuracy => {
            forecast.is_some_and(|f| f.amount.is_some()) && actual(renewal).is_some()
        }
        MetricKey::Brier => forecast.is_some_and(|f| f.probability.is_some()),
        MetricKey::CodedShare => renewal.is_churned(),
    }
}

fn coded(renewal: &Renewal, room: &RoomDecisions<'_>, by_count: bool) -> (Option<Quantity>, Option<Quantity>) {
    let is_coded = room.reason(renewal).is_some();
    if by_count {
        return (Some(Quantity::Count(is_coded.into())), Some(Quantity::Count(1)));
    }
    let lost = renewal.before.unwrap_or_default();
    (Some(Quantity::Money(if is_coded { lost } else { Money::ZERO })), Some(Quantity::Money(lost)))
}

#[cfg(test)]
#[path = "drill/drill_tests.rs"]
mod tests;
