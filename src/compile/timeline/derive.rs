//! Renewals from subscriptions: a contract end that passed is a renewal, and a customer who is gone before it an early loss.
//!
//! `b` is the ARR of the last snapshot before the due date, `r` that of the first one on or after it; a customer at
//! zero who is back within the grace renewed late. One without a row on a regular day ([`Rhythm`]) is gone as one at zero is:
//! whether back within the grace is counted from that day. A loss before the contract's end is due on the day of the loss.

pub mod rhythm;

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use crate::compile::timeline::snapshots::{GONE_AFTER, Snapshot, Timeline};
use crate::domain::money::Money;
use crate::domain::renewal::{Outcome, Pricing};
use rhythm::Rhythm;

/// A reason given this far from the zero snapshot tells the day of that loss.
pub const REASON_NEAR: i64 = 92;

/// What holds for the whole source.
#[derive(Clone, Debug)]
pub struct Rules {
    /// The newest day of any customer.
    pub last_day: NaiveDate,
    /// Days after due within which a customer who is back renewed late.
    pub grace: u64,
    pub rhythm: Rhythm,
}

/// A renewal that followed from snapshots.
#[derive(Clone, Debug, PartialEq)]
pub struct Derived<'t> {
    pub due: NaiveDate,
    pub outcome: Outcome,
    pub early_termination: bool,
    /// The day a late renewal came back.
    pub closed: Option<NaiveDate>,
    pub before: &'t Snapshot,
    pub after: Option<&'t Snapshot>,
}

impl Derived<'_> {
    /// ARR after; `None` while it is open.
    pub fn arr_after(&self) -> Option<Money> {
        match self.outcome {
            Outcome::Open => None,
            Outcome::Churned => Some(Money::ZERO),
            Outcome::Renewed => self.after.map(|after| after.arr),
        }
    }

    /// Price and seats apart: the uplift is the change of the price per seat.
    pub fn pricing(&self) -> Pricing {
        let after = self.after.filter(|_| self.outcome == Outcome::Renewed);
        let offered = after.unwrap_or(self.before);
        let annual = |price: Option<Money>| Some(Money::minor(price?.in_minor().checked_mul(i64::from(offered.seats?))?));
        let uplift = after.and_then(|after| {
            let (old, new) = (self.before.net_per_seat?, after.net_per_seat?);
            Some(((new - old).ratio(old)? * 10_000.0).round() as i32)
        });
        Pricing {
            uplift_contract: None,
            uplift_applied: uplift,
            list: annual(offered.list_per_seat),
            net: annual(offered.net_per_seat),
            seats_before: self.before.seats,
            seats_after: after.and_then(|after| after.seats),
        }
    }
}

/// The renewals of one customer, oldest first. `losses` are the days for which a reason was given.
pub fn renewals<'t>(timeline: &'t Timeline, losses: &[NaiveDate], rules: &Rules) -> Vec<Derived<'t>> {
    let loss = Loss::of(timeline, losses, rules);
    let mut found: Vec<Derived<'t>> =
        contract_ends(timeline).into_iter().filter_map(|due| at_end(timeline, due, loss.as_ref(), rules)).collect();
    if let Some(loss) = loss.filter(|loss| loss.end_within.is_none()) {
        let early = loss.before.contract_end.is_some_and(|end| loss.day < end);
        found.push(Derived {
            due: loss.day,
            outcome: Outcome::Churned,
            early_termination: early,
            closed: None,
            before: loss.before,
            after: None,
        });
    }
    found.sort_by_key(|derived| derived.due);
    found
}

/// Contract ends that stood while the customer was active.
fn contract_ends(timeline: &Timeline) -> BTreeSet<NaiveDate> {
    timeline.snapshots.iter().filter(|s| !s.arr.is_zero()).filter_map(|s| s.contract_end).collect()
}

fn at_end<'t>(timeline: &'t Timeline, due: NaiveDate, loss: Option<&Loss<'t>>, rules: &Rules) -> Option<Derived<'t>> {
    let first_after = timeline.snapshots.partition_point(|s| s.day < due);
    let before = timeline.snapshots[..first_after].last().filter(|s| !s.arr.is_zero())?;
    let derived = |outcome, after, closed| Some(Derived { due, outcome, early_termination: false, closed, before, after });
    if let Some(loss) = loss {
        if loss.end_within == Some(due) {
            return derived(Outcome::Churned, None, None);
        }
        if due > loss.before.day {
            return None;
        }
    }
    let rest = &timeline.snapshots[first_after..];
    let Some(first) = rest.first() else { return derived(Outcome::Open, None, None) };
    let missing = rules.rhythm.from(due).filter(|regular| *regular < first.day);
    if !first.arr.is_zero() && missing.is_none() {
        return derived(Outcome::Renewed, Some(first), None);
    }
    let until = missing.unwrap_or(first.day) + Days::new(rules.grace);
    let back = rest.iter().take_while(|s| s.day <= until).find(|s| !s.arr.is_zero());
    match back {
        Some(back) => derived(Outcome::Renewed, Some(back), Some(back.day)),
        None => derived(Outcome::Churned, None, None),
    }
}

/// How a customer ended.
struct Loss<'t> {
    day: NaiveDate,
    /// The last snapshot with ARR.
    before: &'t Snapshot,
    /// The contract end that passed between the last snapshot with ARR and the first without: no early loss.
    end_within: Option<NaiveDate>,
}

impl<'t> Loss<'t> {
    fn of(timeline: &'t Timeline, losses: &[NaiveDate], rules: &Rules) -> Option<Self> {
        let last_active = timeline.snapshots.iter().rposition(|s| !s.arr.is_zero())?;
        let before = &timeline.snapshots[last_active];
        let seen_gone = match timeline.snapshots.get(last_active + 1) {
            Some(zero) => zero.day,
            None if before.day + GONE_AFTER < rules.last_day => rules.rhythm.next(before.day).min(rules.last_day),
            None => return None,
        };
        let end_within = before.contract_end.filter(|end| before.day < *end && *end <= seen_gone);
        let told = losses.iter().filter(|day| **day > before.day && (**day - seen_gone).num_days().abs() <= REASON_NEAR);
        let day = told.min_by_key(|day| (**day - seen_gone).num_days().abs()).copied().unwrap_or(seen_gone);
        Some(Self { day, before, end_within })
    }
}

#[cfg(test)]
#[path = "derive_tests.rs"]
mod tests;
