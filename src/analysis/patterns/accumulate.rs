//! Sums over the renewals of a bucket.

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use super::MIN_FOR_RATE;
use super::slots::Slot;
use crate::analysis::findings::{Bucket, HeatCell};
use crate::analysis::stats::fourfold::wilson;
use crate::domain::facts::Coverage;
use crate::domain::money::Money;
use crate::domain::renewal::{Renewal, RenewalId};

/// The buckets of one lens while they are filled.
pub(crate) struct Buckets<'a> {
    filled: FxHashMap<Slot<'a>, Sums>,
    known_by: NaiveDate,
}

impl<'a> Buckets<'a> {
    pub(crate) fn known_by(known_by: NaiveDate) -> Self {
        Self { filled: FxHashMap::default(), known_by }
    }

    pub(crate) fn now(&mut self, slot: Slot<'a>, renewal: &Renewal) {
        self.filled.entry(slot).or_default().add(renewal, self.known_by);
    }

    pub(crate) fn before(&mut self, slot: Slot<'a>, renewal: &Renewal) {
        self.filled.entry(slot).or_default().previous.add(renewal, self.known_by);
    }

    pub(crate) fn secondary(&mut self, slot: Slot<'a>) {
        self.filled.entry(slot).or_default().secondary += 1;
    }

    /// In the lens's order: question by question, bands in their order, then by ARR lost, count and key.
    pub(crate) fn finish(self, coverage: &Coverage) -> Vec<Bucket> {
        let mut filled: Vec<(Slot<'a>, Sums)> = self.filled.into_iter().collect();
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
    rated: Rated,
    previous: Rated,
    secondary: u64,
}

/// Counts for a rate, the same as the renewal rate by count of everything: what is past due and open has not renewed.
#[derive(Clone, Copy, Default)]
struct Rated {
    count: u64,
    renewed: u64,
    churned: u64,
    contracted: u64,
    not_yet_due: u64,
}

impl Rated {
    fn add(&mut self, renewal: &Renewal, known_by: NaiveDate) {
        self.count += 1;
        self.renewed += u64::from(renewal.is_renewed());
        self.churned += u64::from(renewal.is_churned());
        self.contracted += u64::from(renewal.is_contracted());
        self.not_yet_due += u64::from(renewal.is_not_yet_due(known_by));
    }

    /// Decided, or past due.
    fn rated(&self) -> u64 {
        self.count - self.not_yet_due
    }

    /// Renewed of those rated; `None` over too few.
    fn rate(&self) -> Option<f64> {
        (self.rated() >= MIN_FOR_RATE).then(|| self.renewed as f64 / self.rated() as f64)
    }
}

impl Sums {
    fn add(&mut self, renewal: &Renewal, known_by: NaiveDate) {
        self.cell.add(renewal);
        self.rated.add(renewal, known_by);
    }

    /// Whether anything was lost: a renewal, or a part of one.
    fn is_loss(&self) -> bool {
        self.rated.churned > 0 || !self.cell.lost.is_zero()
    }

    fn weight(&self) -> (Money, u64) {
        (self.cell.lost, self.rated.count)
    }

    fn into_bucket(self, key: String, label: String, group: Option<String>) -> Bucket {
        let Rated { count, renewed, churned, contracted, .. } = self.rated;
        let (rate, rated) = (self.rated.rate(), self.rated.rated());
        let interval = rate.and_then(|_| wilson(renewed, rated));
        Bucket {
            key,
            label,
            group,
            count,
            churned,
            contracted,
            rated,
            arr: self.cell.arr(),
            lost_arr: self.cell.lost_arr(),
            renewal_rate: rate,
            low: interval.map(|i| i.low),
            high: interval.map(|i| i.high),
            why: rate.is_none().then(|| format!("fewer than {MIN_FOR_RATE} are decided or past due")),
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
