//! Sums over renewals, from which every metric is a division.

use chrono::NaiveDate;

use super::accounts::{AccountSums, AccountUnit, accounts_and};
use super::around::Around;
use super::chance::Chance;
use super::largest::BothLosses;
use crate::analysis::decisions::RoomDecisions;
use crate::analysis::findings::Counts;
use crate::analysis::forecast::case::{Case, Decisions};
use crate::domain::arr_sums::{ArrSums, Unit};
use crate::domain::money::Money;
use crate::domain::renewal::{Outcome, Renewal, Risk};

/// Everything that one population's metrics are made of.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    pub counts: Counts,
    /// Renewals that the figures of process (time, price, plays, forecast) are over.
    pub events: u64,
    /// Over events.
    pub arr: ArrSums,
    /// Over accounts.
    pub accounts: AccountSums,
    /// How far chance moves both.
    pub chance: Chance,
    pub losses: BothLosses,
    /// Retention of ARR is over accounts, from the beginning of a year to its end.
    pub is_year: bool,
    /// ... of customers whose ARR is known over time, whatever was due.
    pub is_of_known_arr: bool,
    pub timing: Timing,
    pub price: Price,
    pub plays: Saves,
    pub forecast: ForecastSums,
    pub coding: Coding,
}

/// Days from due to closed, and how many closed in time.
#[derive(Clone, Debug, Default)]
pub(crate) struct Timing {
    pub late: Vec<i64>,
    pub on_time: u64,
    /// Decided, or past due.
    pub due: u64,
}

#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Price {
    pub list: Money,
    pub net: Money,
    pub n: u64,
}

/// At-risk renewals with a play, and those of them that renewed.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Saves {
    pub at_risk: u64,
    pub saved: u64,
}

#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ForecastSums {
    pub n: u64,
    pub forecast: Money,
    pub actual: Money,
    pub missed: Money,
    pub squares: f64,
    pub probabilities: u64,
}

/// Losses with and without a reason.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Coding {
    pub losses: u64,
    pub coded: u64,
    pub lost: Money,
    pub coded_lost: Money,
    pub unknown: u64,
}

/// At risk before any play: rated medium or high, or a health score under 70.
pub(crate) fn is_at_risk(renewal: &Renewal) -> bool {
    matches!(renewal.prior_risk(), Some(Risk::Medium | Risk::High))
}

/// At risk, with a play that began before the outcome: what the save rate is over.
pub(crate) fn is_worked_at_risk(renewal: &Renewal) -> bool {
    is_at_risk(renewal) && renewal.plays_before_outcome().next().is_some()
}

impl Tally {
    pub(crate) fn over<'a>(renewals: impl Iterator<Item = &'a Renewal>, room: &RoomDecisions<'_>, around: &Around<'_>) -> Self {
        let mut tally = Self::default();
        let mut forecasts = Vec::new();
        let mut decisions = Decisions::default();
        let accounts = accounts_and(renewals, around, |renewal, account| {
            tally.add_event(renewal, around.known_by);
            tally.add_process(renewal, room, around.known_by);
            forecasts.extend(Case::due_in(renewal, account, None, &mut decisions));
        });
        tally.settle(&forecasts);
        tally.accounts = AccountSums::over(&accounts, around);
        for (id, account) in &accounts {
            tally.deal_events(id, account);
            tally.deal_account(id, account);
        }
        tally
    }

    /// Once all renewals are in: how far their forecasts lean, and days in their order, so that no quantile sorts them anew.
    pub(crate) fn settle(&mut self, forecasts: &[Case<'_>]) {
        self.chance.lean(forecasts);
        self.timing.late.sort_unstable();
    }

    /// What an account has due, as events.
    pub(crate) fn deal_events(&mut self, id: &str, account: &AccountUnit) {
        self.chance.add_events(account);
        self.losses.add_events(id, account);
    }

    /// The account as a whole.
    pub(crate) fn deal_account(&mut self, id: &str, account: &AccountUnit) {
        self.chance.add_account(account);
        self.losses.add_account(id, account);
    }

    /// What retention of ARR is over.
    pub(crate) fn retention(&self) -> &ArrSums {
        if self.is_year { &self.accounts.arr } else { &self.arr }
    }

    /// Outcome and ARR of one event.
    pub(crate) fn add_event(&mut self, renewal: &Renewal, known_by: NaiveDate) {
        let is_not_yet_due = renewal.is_not_yet_due(known_by);
        self.counts.due += 1;
        self.counts.not_yet_due += u64::from(is_not_yet_due);
        match renewal.outcome {
            Outcome::Renewed => self.counts.renewed += 1,
            Outcome::Churned => self.counts.churned += 1,
            Outcome::Open => self.counts.open += 1,
        }
        self.counts.contracted += u64::from(renewal.is_contracted());
        self.counts.expanded += u64::from(renewal.is_expanded());
        self.arr.add(&Unit::event(renewal, is_not_yet_due));
    }

    /// What does not depend on ARR kept: time, price, plays, forecast, coding.
    pub(crate) fn add_process(&mut self, renewal: &Renewal, room: &RoomDecisions<'_>, known_by: NaiveDate) {
        let is_rated = !renewal.is_not_yet_due(known_by);
        self.events += 1;
        self.timing.due += u64::from(is_rated);
        if let Some(days) = renewal.days_late() {
            self.timing.late.push(days);
            self.timing.on_time += u64::from(days <= 0);
        }
        self.price.add(renewal);
        if is_rated {
            self.plays.add(renewal);
        }
        self.forecast.add(renewal);
        if renewal.is_churned() {
            self.coding.add(renewal, room);
        }
    }
}

impl Price {
    pub(crate) fn add(&mut self, renewal: &Renewal) {
        if let (Some(list), Some(net)) = (renewal.pricing.list, renewal.pricing.net) {
            self.list += list;
            self.net += net;
            self.n += 1;
        }
    }
}

impl Saves {
    /// A renewal that is decided or past due.
    pub(crate) fn add(&mut self, renewal: &Renewal) {
        if is_worked_at_risk(renewal) {
            self.at_risk += 1;
            self.saved += u64::from(renewal.is_renewed());
        }
    }
}

impl ForecastSums {
    /// An open renewal has no actual yet and says nothing about a forecast.
    pub(crate) fn add(&mut self, renewal: &Renewal) {
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
pub(crate) fn actual(renewal: &Renewal) -> Option<Money> {
    match renewal.outcome {
        Outcome::Renewed => renewal.after,
        Outcome::Churned => Some(Money::ZERO),
        Outcome::Open => None,
    }
}

impl Coding {
    fn add(&mut self, renewal: &Renewal, room: &RoomDecisions<'_>) {
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
