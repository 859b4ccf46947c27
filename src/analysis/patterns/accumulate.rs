//! Sums over the renewals of a bucket.

use rustc_hash::FxHashMap;

use super::MIN_FOR_RATE;
use super::slots::Slot;
use crate::analysis::findings::{Bucket, HeatCell};
use crate::analysis::stats::fourfold::wilson;
use crate::domain::facts::Coverage;
use crate::domain::money::Money;
use crate::domain::renewal::{Renewal, RenewalId};

/// The buckets of one lens while they are filled.
#[derive(Default)]
pub(crate) struct Buckets<'a>(FxHashMap<Slot<'a>, Sums>);

impl<'a> Buckets<'a> {
    pub(crate) fn now(&mut self, slot: Slot<'a>, renewal: &Renewal) {
        self.0.entry(slot).or_default().add(renewal);
    }

    pub(crate) fn before(&mut self, slot: Slot<'a>, renewal: &Renewal) {
        self.0.entry(slot).or_default().previous.add(renewal);
    }

    pub(crate) fn secondary(&mut self, slot: Slot<'a>) {
        self.0.entry(slot).or_default().secondary += 1;
    }

    /// In the lens's order: question by question, bands in their order, then by ARR lost, count and key.
    pub(crate) fn finish(self, coverage: &Coverage) -> Vec<Bucket> {
        let mut filled: Vec<(Slot<'a>, Sums)> = self.0.into_iter().collect();
        filled.sort_by(|(x, sums_x), (y, sums_y)| {
            let rank = x.rank(sums_x.is_loss()).cmp(&y.rank(sums_y.is_loss()));
            rank.then_with(|| sums_y.weight().cmp(&sums_x.weight())).then_with(|| x.value.cmp(y.value))
        });
        let bucket = |(slot, sums): (Slot<'_>, Sums)| {
            let bucket = sums.into_bucket(slot.key(), slot.label(coverage), slot.group());
            match slot.no_rate(coverage) {
                Some(why) => without_rate(bucket, why),
                None => bucket,
            }
        };
        filled.into_iter().map(bucket).collect()
    }
}

fn without_rate(bucket: Bucket, why: &str) -> Bucket {
    Bucket { renewal_rate: None, low: None, high: None, previous_rate: None, why: Some(why.to_owned()), ..bucket }
}

#[derive(Default)]
struct Sums {
    cell: Amounts,
    decided: Decided,
    previous: Decided,
    secondary: u64,
}

/// Counts of decided renewals, for a rate.
#[derive(Clone, Copy, Default)]
struct Decided {
    count: u64,
    renewed: u64,
    churned: u64,
}

impl Decided {
    fn add(&mut self, renewal: &Renewal) {
        self.count += 1;
        self.renewed += u64::from(renewal.is_renewed());
        self.churned += u64::from(renewal.is_churned());
    }

    /// Renewed of decided; `None` over too few.
    fn rate(&self) -> Option<f64> {
        let decided = self.renewed + self.churned;
        (decided >= MIN_FOR_RATE).then(|| self.renewed as f64 / decided as f64)
    }
}

impl Sums {
    fn add(&mut self, renewal: &Renewal) {
        self.cell.add(renewal);
        self.decided.add(renewal);
    }

    /// Whether anything was lost: a renewal, or a part of one.
    fn is_loss(&self) -> bool {
        self.decided.churned > 0 || !self.cell.lost.is_zero()
    }

    fn weight(&self) -> (Money, u64) {
        (self.cell.lost, self.decided.count)
    }

    fn into_bucket(self, key: String, label: String, group: Option<String>) -> Bucket {
        let Decided { count, renewed, churned } = self.decided;
        let rate = self.decided.rate();
        let interval = rate.and_then(|_| wilson(renewed, renewed + churned));
        Bucket {
            key,
            label,
            group,
            count,
            churned,
            arr: self.cell.arr(),
            lost_arr: self.cell.lost_arr(),
            renewal_rate: rate,
            low: interval.map(|i| i.low),
            high: interval.map(|i| i.high),
            why: rate.is_none().then(|| format!("fewer than {MIN_FOR_RATE} are decided")),
            previous_count: self.previous.count,
            previous_rate: self.previous.rate(),
            secondary: self.secondary,
            renewals: self.cell.renewals,
        }
    }
}

/// ARR and the renewals behind it. An unknown amount makes the sum unknown, never smaller.
#[derive(Default)]
pub(crate) struct Amounts {
    before: Money,
    lost: Money,
    before_unknown: bool,
    lost_unknown: bool,
    churned: u64,
    renewals: Vec<RenewalId>,
}

impl Amounts {
    pub(crate) fn add(&mut self, renewal: &Renewal) {
        match renewal.before {
            Some(before) => self.before += before,
            None => self.before_unknown = true,
        }
        match arr_lost(renewal) {
            Some(lost) => self.lost += lost,
            None => self.lost_unknown = true,
        }
        self.churned += u64::from(renewal.is_churned());
        self.renewals.push(renewal.id.clone());
    }

    fn arr(&self) -> Option<Money> {
        (!self.before_unknown).then_some(self.before)
    }

    fn lost_arr(&self) -> Option<Money> {
        (!self.lost_unknown).then_some(self.lost)
    }

    pub(crate) fn into_cell(self) -> HeatCell {
        let (arr, lost_arr) = (self.arr(), self.lost_arr());
        HeatCell { count: self.renewals.len() as u64, churned: self.churned, arr, lost_arr, renewals: self.renewals }
    }
}

/// ARR lost by churn or contraction; zero while open; `None` where the data does not tell it.
pub(crate) fn arr_lost(renewal: &Renewal) -> Option<Money> {
    if renewal.is_churned() {
        renewal.before
    } else if renewal.is_renewed() {
        renewal.lost()
    } else {
        Some(Money::ZERO)
    }
}
