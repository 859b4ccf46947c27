//! From a figure to the renewals behind it.

use super::findings::MetricKey;
use super::metrics::{actual, is_at_risk};
use super::population::discussed;
use super::room::Room;
use crate::domain::facts::Facts;
use crate::domain::renewal::{Outcome, Renewal};
use crate::domain::window::Window;

/// The renewals behind a metric: those it is over, and of them those that count for it.
#[derive(Clone, Debug, Default)]
pub struct Behind<'a> {
    /// Renewed, closed in time, saved …; for money, those that add to the numerator.
    pub counted: Vec<&'a Renewal>,
    /// The rest of the population.
    pub others: Vec<&'a Renewal>,
}

/// What stands behind `key` in the scope's window.
pub fn behind<'a>(facts: &'a Facts, room: &Room<'_>, key: MetricKey) -> Behind<'a> {
    behind_in(facts, room, key, &facts.scope.window)
}

/// What stands behind `key` in any window.
pub fn behind_in<'a>(facts: &'a Facts, room: &Room<'_>, key: MetricKey, window: &Window) -> Behind<'a> {
    let population = discussed(facts, window).filter(|r| is_in(key, r));
    let (counted, others) = population.partition(|r| counts(key, r, room));
    Behind { counted, others }
}

/// Whether the metric is over this renewal.
fn is_in(key: MetricKey, renewal: &Renewal) -> bool {
    let forecast = renewal.forecast.as_ref().filter(|_| renewal.outcome != Outcome::Open);
    match key {
        MetricKey::Grr
        | MetricKey::Nrr
        | MetricKey::LogoRetention
        | MetricKey::RenewalRateArr
        | MetricKey::RenewalRateCount
        | MetricKey::OnTimeRate => true,
        MetricKey::DaysLateMedian | MetricKey::DaysLateP90 => renewal.closed.is_some(),
        MetricKey::Discount => renewal.pricing.discount().is_some(),
        MetricKey::SaveRate => !renewal.plays.is_empty() && is_at_risk(renewal),
        MetricKey::ForecastBias | MetricKey::Wape | MetricKey::ForecastAccuracy => {
            forecast.is_some_and(|f| f.amount.is_some()) && actual(renewal).is_some()
        }
        MetricKey::Brier => forecast.is_some_and(|f| f.probability.is_some()),
        MetricKey::CodedShare => renewal.is_churned(),
    }
}

/// Whether it adds to the numerator, or, where there is none, is one that people look for first.
fn counts(key: MetricKey, renewal: &Renewal, room: &Room<'_>) -> bool {
    match key {
        MetricKey::Grr
        | MetricKey::Nrr
        | MetricKey::LogoRetention
        | MetricKey::RenewalRateArr
        | MetricKey::RenewalRateCount
        | MetricKey::SaveRate => renewal.is_renewed(),
        MetricKey::OnTimeRate => renewal.days_late().is_some_and(|days| days <= 0),
        MetricKey::DaysLateMedian | MetricKey::DaysLateP90 => renewal.days_late().is_some_and(|days| days > 0),
        MetricKey::Discount => renewal.pricing.discount().is_some_and(|discount| discount > 0.0),
        MetricKey::ForecastBias | MetricKey::Wape | MetricKey::ForecastAccuracy => {
            renewal.forecast.as_ref().and_then(|f| f.amount) != actual(renewal)
        }
        MetricKey::Brier => renewal.forecast.as_ref().and_then(|f| f.probability).is_some_and(|p| (p >= 0.5) != renewal.is_renewed()),
        MetricKey::CodedShare => room.reason(renewal).is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::findings::Quantity;
    use crate::analysis::metrics::available_to_renew;
    use crate::analysis::testing::{Build, facts, renewal};
    use crate::domain::renewal::Risk;

    #[test]
    fn every_count_opens_to_as_many_renewals() {
        let facts = facts(vec![
            renewal("R1", "2026-07-10").renewed(100, 110).closed("2026-07-08").play("Exec call", Risk::High),
            renewal("R2", "2026-08-10").renewed(200, 150).closed("2026-08-20"),
            renewal("R3", "2026-09-10").churned(300).because("budget").closed("2026-09-10").play("Exec call", Risk::High),
            renewal("R4", "2026-09-20").open(400),
        ]);
        let metrics = available_to_renew(&facts, &Room::default()).metrics;
        for key in MetricKey::ALL {
            let behind = behind(&facts, &Room::default(), key);
            if let Some(Quantity::Count(n)) = metrics[&key].numerator {
                assert_eq!(behind.counted.len() as u64, n, "{key:?}");
            }
            if let Some(Quantity::Count(n)) = metrics[&key].denominator {
                assert_eq!((behind.counted.len() + behind.others.len()) as u64, n, "{key:?}");
            }
        }
    }
}
