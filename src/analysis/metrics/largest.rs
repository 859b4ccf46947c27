//! The one account that makes the difference: what a rate would be without it.

use super::accounts::AccountUnit;
use super::chance::Sums;
use super::tally::Tally;
use crate::analysis::findings::{MetricKey, Metrics, Without};
use crate::domain::Name;
use crate::domain::money::Money;

/// A rate that moves by less is the same story, as it is for what is open.
const TELLING: f64 = 0.02;
/// An account makes the difference where it is at least this share of what was lost, and so many times the next: in a small
/// window every loss moves the rate, and one of several alike explains nothing.
const SHARE: f64 = 1.0 / 3.0;
const TIMES: f64 = 2.0;
/// Of fewer accounts each makes the difference.
const FEWEST: u64 = 5;

/// What was lost over accounts, and the largest loss.
#[derive(Clone, Debug, Default)]
pub(crate) struct Losses {
    accounts: u64,
    all: Sums,
    largest: Option<(Name, Sums)>,
    next: Money,
}

/// The losses that a metric is made of: of events, and of accounts as a whole.
#[derive(Clone, Debug, Default)]
pub(crate) struct BothLosses {
    events: Losses,
    accounts: Losses,
}

impl BothLosses {
    pub(crate) fn add_events(&mut self, id: &str, account: &AccountUnit) {
        self.events.add(id, account.events.arr);
    }

    pub(crate) fn add_account(&mut self, id: &str, account: &AccountUnit) {
        self.accounts.add(id, Sums::of(&account.unit));
    }
}

impl Losses {
    fn add(&mut self, id: &str, sums: Sums) {
        self.accounts += u64::from(!sums.before.is_zero());
        self.all = self.all.and(sums);
        let known = self.largest.as_ref().map_or(Money::ZERO, |(_, largest)| largest.lost());
        if sums.lost() > known {
            self.next = known;
            self.largest = Some((Name::from(id), sums));
        } else {
            self.next = self.next.max(sums.lost());
        }
    }

    /// Who makes the difference to a rate, and the rate without.
    fn without(&self, part: impl Fn(&Sums) -> Money) -> Option<(&Name, f64)> {
        let (id, largest) = self.largest.as_ref()?;
        let stands_out = largest.lost().to_f64() >= self.next.to_f64() * TIMES;
        let is_most = stands_out && largest.lost().ratio(self.all.lost())? >= SHARE;
        let with = part(&self.all).ratio(self.all.before)?;
        let without = (part(&self.all) - part(largest)).ratio(self.all.before - largest.before)?;
        (is_most && self.accounts >= FEWEST && (without - with).abs() > TELLING).then_some((id, without))
    }
}

/// Says of each rate of ARR which account makes the difference. `name` calls an account by its id.
pub(crate) fn tell(metrics: &mut Metrics, tally: &Tally, name: impl Fn(&str) -> String) {
    let of_year = &tally.losses.accounts;
    let losses = if tally.is_year { of_year } else { &tally.losses.events };
    let found = |key| match key {
        MetricKey::Grr => losses.without(|sums| sums.kept),
        MetricKey::Nrr => losses.without(|sums| sums.after),
        MetricKey::GrrByAccount => of_year.without(|sums| sums.kept),
        MetricKey::NrrByAccount => of_year.without(|sums| sums.after),
        // Over a year this is of the renewals due all the same.
        MetricKey::RenewalRateArr => tally.losses.events.without(|sums| sums.renewed),
        _ => None,
    };
    for (key, metric) in metrics.iter_mut().filter(|(_, metric)| metric.value.is_some()) {
        metric.without = found(*key).map(|(id, value)| Without { account: name(id), value });
    }
}
