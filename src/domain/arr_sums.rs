//! ARR of retention, summed over events or over accounts.

use super::money::Money;
use super::renewal::{Outcome, Renewal};

/// ARR rates are given while at most this share of the ARR before is not known.
const TOLERATED_UNKNOWN: f64 = 0.05;

/// One event, or all events of one account.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Unit {
    /// `b` of what is in the rates.
    pub before: Money,
    /// `r` of it.
    pub after: Money,
    /// `b` of what renewed.
    pub renewed: Money,
    /// `b` of what is past due and open; part of `before`.
    pub open: Money,
    /// `b` of what is not yet due; in no rate.
    pub not_yet_due: Money,
    /// An amount that a rate needs is not known.
    pub unknown: Option<Unknown>,
}

/// What became of something whose amounts are not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Unknown {
    Renewed,
    Open,
    Churned,
}

/// Sums of units. Only those whose amounts are known are summed; the others are counted.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ArrSums {
    pub before: Money,
    pub kept: Money,
    pub after: Money,
    pub renewed_before: Money,
    pub lost: Money,
    pub open: Money,
    pub not_yet_due: Money,
    /// What would be kept if all that is open renewed at what it was.
    pub kept_at_most: Money,
    /// Units with an amount above zero.
    pub priced: u64,
    pub unknown_renewed: u64,
    pub unknown_open: u64,
    pub unknown_churned: u64,
}

impl Unit {
    pub(crate) fn event(renewal: &Renewal, is_not_yet_due: bool) -> Self {
        if is_not_yet_due {
            return Self { not_yet_due: renewal.before.unwrap_or_default(), ..Self::default() };
        }
        Self::rated(renewal.outcome, renewal.before, renewal.after)
    }

    /// Of what is decided or past due.
    pub(crate) fn rated(outcome: Outcome, before: Option<Money>, after: Option<Money>) -> Self {
        let known = |before: Money| Self { before, ..Self::default() };
        let unknown = |what| Self { unknown: Some(what), ..Self::default() };
        match (outcome, before, after) {
            (Outcome::Renewed, Some(b), Some(r)) => Self { after: r, renewed: b, ..known(b) },
            (Outcome::Churned, Some(b), _) => known(b),
            (Outcome::Open, Some(b), _) => Self { open: b, ..known(b) },
            (Outcome::Renewed, ..) => unknown(Unknown::Renewed),
            (Outcome::Churned, ..) => unknown(Unknown::Churned),
            (Outcome::Open, ..) => unknown(Unknown::Open),
        }
    }

    /// Both together: of an account one of whose amounts is not known, none is.
    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            before: self.before + other.before,
            after: self.after + other.after,
            renewed: self.renewed + other.renewed,
            open: self.open + other.open,
            not_yet_due: self.not_yet_due + other.not_yet_due,
            unknown: self.unknown.max(other.unknown),
        }
    }
}

impl ArrSums {
    pub(crate) fn add(&mut self, unit: &Unit) {
        match unit.unknown {
            Some(Unknown::Renewed) => self.unknown_renewed += 1,
            Some(Unknown::Open) => self.unknown_open += 1,
            Some(Unknown::Churned) => self.unknown_churned += 1,
            None => self.add_known(unit),
        }
    }

    fn add_known(&mut self, unit: &Unit) {
        let kept = unit.after.min(unit.before);
        self.before += unit.before;
        self.kept += kept;
        self.after += unit.after;
        self.renewed_before += unit.renewed;
        self.lost += (unit.before - kept - unit.open).max(Money::ZERO);
        self.open += unit.open;
        self.not_yet_due += unit.not_yet_due;
        self.kept_at_most += (unit.after + unit.open + unit.not_yet_due).min(unit.before + unit.not_yet_due);
        self.priced += u64::from(!unit.before.is_zero());
    }

    /// Enough is known for a rate.
    pub(crate) fn are_known(&self) -> bool {
        self.unknown_share() <= TOLERATED_UNKNOWN
    }

    pub(crate) fn unknown(&self) -> u64 {
        self.unknown_renewed + self.unknown_open + self.unknown_churned
    }

    /// The share of ARR before that is not known, 0–1, each unknown one taken for the mean of the others: then it is the
    /// share of their number. Without anything known, all of it.
    pub(crate) fn unknown_share(&self) -> f64 {
        let unknown = self.unknown();
        if unknown == 0 { 0.0 } else { unknown as f64 / (unknown + self.priced) as f64 }
    }
}
