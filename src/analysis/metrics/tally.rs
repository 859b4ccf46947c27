//! Sums over renewals, from which every metric is a division.

use crate::analysis::findings::Counts;
use crate::analysis::room::Room;
use crate::domain::money::Money;
use crate::domain::renewal::{Outcome, Renewal, Risk};

/// Everything that one population's metrics are made of.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    pub counts: Counts,
    /// Renewals that the figures of process (time, price, plays, forecast) are over; a cohort counts accounts instead.
    pub events: u64,
    pub arr: ArrSums,
    pub timing: Timing,
    pub price: Price,
    pub plays: Saves,
    pub forecast: ForecastSums,
    pub coding: Coding,
}

/// ARR of retention. Only events whose amounts are known are summed; the others are counted.
#[derive(Clone, Copy, Debug, Default)]
pub struct ArrSums {
    pub before: Money,
    pub kept: Money,
    pub after: Money,
    pub renewed_before: Money,
    pub lost: Money,
    pub open: Money,
    /// Churned events without a known ARR before.
    pub unknown_churned: u64,
    /// Other events without a known ARR before or, when renewed, after.
    pub unknown_other: u64,
}

/// Days from due to closed, and how many closed in time.
#[derive(Clone, Debug, Default)]
pub struct Timing {
    pub late: Vec<i64>,
    pub on_time: u64,
}

#[derive(Clone, Copy, Debug, Default)]
pub struct Price {
    pub list: Money,
    pub net: Money,
    pub n: u64,
}

/// At-risk renewals with a play, and those of them that renewed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Saves {
    pub at_risk: u64,
    pub saved: u64,
}

#[derive(Clone, Copy, Debug, Default)]
pub struct ForecastSums {
    pub n: u64,
    pub forecast: Money,
    pub actual: Money,
    pub missed: Money,
    pub squares: f64,
    pub probabilities: u64,
}

/// Losses with and without a reason.
#[derive(Clone, Copy, Debug, Default)]
pub struct Coding {
    pub losses: u64,
    pub coded: u64,
    pub lost: Money,
    pub coded_lost: Money,
    pub unknown: u64,
}

/// At risk before any play: rated medium or high, or a health score under 70.
pub fn is_at_risk(renewal: &Renewal) -> bool {
    matches!(renewal.prior_risk(), Some(Risk::Medium | Risk::High))
}

impl Tally {
    pub fn over<'a>(renewals: impl Iterator<Item = &'a Renewal>, room: &Room<'_>) -> Self {
        let mut tally = Self::default();
        renewals.for_each(|renewal| tally.add(renewal, room));
        tally
    }

    pub fn add(&mut self, renewal: &Renewal, room: &Room<'_>) {
        self.add_retention(renewal.outcome, renewal.before, renewal.after);
        self.add_process(renewal, room);
    }

    /// Retention of one event, or of one account over several.
    pub fn add_retention(&mut self, outcome: Outcome, before: Option<Money>, after: Option<Money>) {
        self.counts.due += 1;
        match outcome {
            Outcome::Renewed => self.counts.renewed += 1,
            Outcome::Churned => self.counts.churned += 1,
            Outcome::Open => self.counts.open += 1,
        }
        match (outcome, before, after) {
            (Outcome::Renewed, Some(b), Some(r)) => {
                self.counts.contracted += u64::from(r < b);
                self.counts.expanded += u64::from(r > b);
                self.arr.renewed_before += b;
                self.arr.keep(b, r);
            }
            (Outcome::Churned, Some(b), _) => self.arr.keep(b, Money::ZERO),
            (Outcome::Open, Some(b), _) => {
                self.arr.before += b;
                self.arr.open += b;
            }
            (Outcome::Churned, None, _) => self.arr.unknown_churned += 1,
            _ => self.arr.unknown_other += 1,
        }
    }

    /// What does not depend on ARR kept: time, price, plays, forecast, coding.
    pub fn add_process(&mut self, renewal: &Renewal, room: &Room<'_>) {
        self.events += 1;
        if let Some(days) = renewal.days_late() {
            self.timing.late.push(days);
            self.timing.on_time += u64::from(days <= 0);
        }
        if let (Some(list), Some(net)) = (renewal.pricing.list, renewal.pricing.net) {
            self.price.list += list;
            self.price.net += net;
            self.price.n += 1;
        }
        if !renewal.plays.is_empty() && is_at_risk(renewal) {
            self.plays.at_risk += 1;
            self.plays.saved += u64::from(renewal.is_renewed());
        }
        self.forecast.add(renewal);
        if renewal.is_churned() {
            self.coding.add(renewal, room);
        }
    }
}

impl ArrSums {
    fn keep(&mut self, before: Money, after: Money) {
        let kept = after.min(before);
        self.before += before;
        self.kept += kept;
        self.after += after;
        self.lost += before - kept;
    }
}

impl ForecastSums {
    /// An open renewal has no actual yet and says nothing about a forecast.
    pub fn add(&mut self, renewal: &Renewal) {
        let Some(forecast) = renewal.forecast.as_ref().filter(|_| renewal.outcome != Outcome::Open) else { return };
        if let Some(probability) = forecast.probability {
            self.squares += (probability - f64::from(u8::from(renewal.is_renewed()))).powi(2);
            self.probabilities += 1;
        }
        if let (Some(amount), Some(actual)) = (forecast.amount, actual(renewal)) {
            self.n += 1;
            self.forecast += amount;
            self.actual += actual;
            self.missed += (amount - actual).abs();
        }
    }
}

/// What a forecast is held against: ARR after the renewal, zero when churned; `None` while open.
pub fn actual(renewal: &Renewal) -> Option<Money> {
    match renewal.outcome {
        Outcome::Renewed => renewal.after,
        Outcome::Churned => Some(Money::ZERO),
        Outcome::Open => None,
    }
}

impl Coding {
    fn add(&mut self, renewal: &Renewal, room: &Room<'_>) {
        let coded = room.reason(renewal).is_some();
        self.losses += 1;
        self.coded += u64::from(coded);
        match renewal.before {
            Some(lost) => {
                self.lost += lost;
                self.coded_lost += if coded { lost } else { Money::ZERO };
            }
            None => self.unknown += 1,
        }
    }
}
