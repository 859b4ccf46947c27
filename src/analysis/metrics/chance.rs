//! How far chance alone moves retention. Chance deals accounts: all that one has due in a window, or all its contracts of a
//! year, is one item.
//!
//! Two windows are compared as if they knew nothing of each other. Where accounts stand in both (twelve months to two ends),
//! their rates go together, and the change is surer than is said.

use super::accounts::AccountUnit;
use super::tally::{ForecastSums, Price, Saves, Tally};
use crate::analysis::findings::{Metric, MetricKey};
use crate::analysis::forecast::bias;
use crate::analysis::forecast::case::Case;
use crate::analysis::forecast::places::Places;
use crate::analysis::stats::Estimate;
use crate::analysis::stats::describe::{quantile, quantile_interval};
use crate::analysis::stats::fourfold::wilson;
use crate::analysis::stats::pull::Told;
use crate::analysis::stats::ratio::Retained;
use crate::analysis::stats::share::{Share, difference};
use crate::domain::arr_sums::Unit;
use crate::domain::money::Money;
use crate::domain::renewal::Renewal;

/// What is due of one account, event by event.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct EventSums {
    /// Decided or past due, and those of them that renewed and that closed in time.
    rated: u64,
    renewed: u64,
    on_time: u64,
    /// At risk with a play, and those of them that renewed.
    saves: Saves,
    price: Price,
    forecast: ForecastSums,
    /// How many tell when they closed.
    closed: u64,
    /// Of those whose amounts are known.
    pub arr: Sums,
}

/// Amounts of one account.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sums {
    pub before: Money,
    pub kept: Money,
    pub after: Money,
    pub renewed: Money,
    pub open: Money,
}

impl Sums {
    /// Of one event, or of all of an account; nothing where an amount is not known.
    pub(crate) fn of(unit: &Unit) -> Self {
        if unit.unknown.is_some() {
            return Self::default();
        }
        let kept = unit.after.min(unit.before);
        Self { before: unit.before, kept, after: unit.after, renewed: unit.renewed, open: unit.open }
    }

    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            before: self.before + other.before,
            kept: self.kept + other.kept,
            after: self.after + other.after,
            renewed: self.renewed + other.renewed,
            open: self.open + other.open,
        }
    }

    /// Lost for sure: what is open is not.
    pub(crate) fn lost(&self) -> Money {
        (self.before - self.kept - self.open).max(Money::ZERO)
    }
}

impl EventSums {
    pub(crate) fn add(&mut self, renewal: &Renewal, unit: &Unit, is_not_yet_due: bool) {
        self.arr = self.arr.and(Sums::of(unit));
        if !is_not_yet_due {
            self.rated += 1;
            self.renewed += u64::from(renewal.is_renewed());
            self.on_time += u64::from(renewal.days_late().is_some_and(|days| days <= 0));
            self.saves.add(renewal);
        }
        self.price.add(renewal);
        self.forecast.add(renewal);
        self.closed += u64::from(renewal.days_late().is_some());
    }
}

/// Sums over accounts.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Chance {
    /// What was kept of events, and of accounts as a whole.
    events: Retained,
    accounts: Retained,
    renewed_arr: Share,
    renewed_count: Share,
    on_time: Share,
    saves: Share,
    /// Of list prices, what is off.
    discount: Retained,
    /// Of what came, how far forecasts missed it.
    missed: Retained,
    /// The square of each miss of a probability.
    squares: Retained,
    /// Of the forecasts together, how far above what came.
    lean: Option<Estimate>,
    /// Renewals that tell when they closed.
    closed: Share,
}

impl Chance {
    /// What an account has due, as events.
    pub(crate) fn add_events(&mut self, account: &AccountUnit) {
        let EventSums { rated, renewed, on_time, saves, price, forecast, closed, arr } = account.events;
        put(&mut self.events, &arr);
        self.renewed_arr.add(arr.before.to_f64(), arr.renewed.to_f64());
        self.renewed_count.add(rated as f64, renewed as f64);
        self.on_time.add(rated as f64, on_time as f64);
        self.saves.add(saves.at_risk as f64, saves.saved as f64);
        self.discount.add(price.list.to_f64(), 0.0, (price.list - price.net).to_f64());
        self.missed.add(forecast.actual.to_f64(), 0.0, forecast.missed.to_f64());
        self.squares.add(forecast.probabilities as f64, 0.0, forecast.squares);
        self.closed.add(closed as f64, 0.0);
    }

    /// How far the forecasts lean together, as the forecast's own review tells it.
    pub(crate) fn lean(&mut self, forecasts: &[Case<'_>]) {
        self.lean = bias::estimate(forecasts, &mut Places::default()).and_then(Result::ok).map(|lean| lean.bias);
    }

    /// What an account has due, or had in a year, as a whole.
    pub(crate) fn add_account(&mut self, account: &AccountUnit) {
        put(&mut self.accounts, &Sums::of(&account.unit));
    }
}

fn put(retained: &mut Retained, arr: &Sums) {
    retained.add(arr.before.to_f64(), arr.kept.to_f64(), (arr.after - arr.kept).to_f64());
}

/// What retention of ARR is over: accounts over a year, else events.
fn retained(tally: &Tally) -> &Retained {
    if tally.is_year { &tally.chance.accounts } else { &tally.chance.events }
}

fn estimate(key: MetricKey, tally: &Tally) -> Option<Estimate> {
    let chance = &tally.chance;
    match key {
        MetricKey::Grr => retained(tally).kept.estimate(),
        MetricKey::Nrr => retained(tally).net(),
        MetricKey::GrrByAccount => chance.accounts.kept.estimate(),
        MetricKey::NrrByAccount => chance.accounts.net(),
        MetricKey::RenewalRateArr => chance.renewed_arr.estimate(),
        MetricKey::RenewalRateCount => chance.renewed_count.estimate(),
        MetricKey::OnTimeRate => chance.on_time.estimate(),
        MetricKey::SaveRate => chance.saves.estimate(),
        MetricKey::Discount => chance.discount.grown(),
        MetricKey::LogoRetention => {
            let logos = &tally.accounts.logos;
            let interval = wilson(logos.kept, logos.due)?;
            Some(Estimate { value: logos.kept as f64 / logos.due as f64, low: interval.low, high: interval.high })
        }
        MetricKey::DaysLateMedian => days_late(tally, 0.5),
        MetricKey::DaysLateP90 => days_late(tally, 0.9),
        MetricKey::ForecastBias => chance.lean,
        MetricKey::Wape => chance.missed.grown(),
        MetricKey::ForecastAccuracy => {
            let missed = chance.missed.grown()?;
            Some(Estimate { value: 1.0 - missed.value, low: 1.0 - missed.high, high: 1.0 - missed.low })
        }
        MetricKey::Brier => chance.squares.grown(),
        MetricKey::CodedShare => None,
    }
}

fn days_late(tally: &Tally, share: f64) -> Option<Estimate> {
    let mut days = tally.timing.late.clone();
    let interval = quantile_interval(&mut days, share, tally.chance.closed.effective_items())?;
    Some(Estimate { value: quantile(&mut days, share)?, low: interval.low, high: interval.high })
}

/// The metric with its interval, where it has a value.
pub(crate) fn with_interval(mut metric: Metric, key: MetricKey, tally: &Tally) -> Metric {
    if let Some((value, found)) = metric.value.zip(estimate(key, tally)) {
        // Sums of floats stop a little beside the quotient of exact amounts.
        (metric.low, metric.high) = (Some(found.low.min(value)), Some(found.high.max(value)));
    }
    metric
}

/// The metric with the interval of its change since `before`, where a change is told.
pub(crate) fn with_change(mut metric: Metric, before: &Metric) -> Metric {
    if let (Some(_), Some(now), Some(then)) = (metric.change(), interval_of(&metric), interval_of(before)) {
        let change = difference(now, then);
        (metric.change_low, metric.change_high) = (Some(change.low), Some(change.high));
    }
    metric
}

fn interval_of(metric: &Metric) -> Option<Estimate> {
    Some(Estimate { value: metric.value?, low: metric.low?, high: metric.high? })
}

/// What a group says of itself, as the pull towards the whole weighs it.
pub(crate) fn told(key: MetricKey, rate: f64, tally: &Tally) -> Option<Told> {
    let chance = &tally.chance;
    let items = match key {
        MetricKey::Grr | MetricKey::Nrr => retained(tally).kept.effective_items(),
        MetricKey::GrrByAccount | MetricKey::NrrByAccount => chance.accounts.kept.effective_items(),
        MetricKey::RenewalRateArr => chance.renewed_arr.effective_items(),
        MetricKey::RenewalRateCount => chance.renewed_count.effective_items(),
        MetricKey::OnTimeRate => chance.on_time.effective_items(),
        MetricKey::LogoRetention => tally.accounts.logos.due as f64,
        _ => return None,
    };
    Some(Told { rate, items })
}

/// The variance of one account's rate over everything.
pub(crate) fn variance(key: MetricKey, rate: f64, tally: &Tally) -> Option<f64> {
    match key {
        MetricKey::Nrr => retained(tally).net_variance(),
        MetricKey::NrrByAccount => tally.chance.accounts.net_variance(),
        _ => Some(rate * (1.0 - rate)),
    }
}
