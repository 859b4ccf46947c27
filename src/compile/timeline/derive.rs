//! Renewals from contracts over time: a contract end that passed is a renewal, and a customer who is gone before it an early loss.
//!
//! `b` is the last ARR above zero up to the due date, `r` what came after it. A row of the due day that still names this contract
//! end is the old contract's. Who is at zero is away: back within the grace renewed late, not back churned, and until the grace is
//! over nobody can tell. One without a row on a regular day ([`Rhythm`]) is away as one at zero is. A zero that begins at most the
//! grace before the end is a pause, for all that is known then; a loss that is recorded is one on its day.

mod loss;
pub(crate) mod rhythm;

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use crate::compile::timeline::snapshots::{Seen, Snapshot, Timeline};
use crate::domain::money::Money;
use crate::domain::renewal::{Outcome, Pricing};
use loss::Loss;
use rhythm::Rhythm;

/// A reason given this far from the zero snapshot tells the day of that loss.
pub(crate) const REASON_NEAR: i64 = 92;

/// What holds for the whole source.
#[derive(Clone, Debug)]
pub(crate) struct Rules {
    /// The newest day that anything is known of.
    pub known: NaiveDate,
    /// Days after due within which a customer who is back renewed late.
    pub grace: u64,
    pub rhythm: Rhythm,
}

impl Rules {
    /// Whether somebody away since a day, whose contract ended on `due`, may still be seen back within the grace.
    pub(crate) fn may_be_back(&self, since: NaiveDate, due: NaiveDate) -> bool {
        let grace = Days::new(self.grace);
        self.known < due.max(since - grace) + grace && self.rhythm.next_look(self.known) <= since + grace
    }
}

/// A renewal that followed from snapshots.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Derived<'t> {
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
    pub(crate) fn arr_after(&self) -> Option<Money> {
        match self.outcome {
            Outcome::Open => None,
            Outcome::Churned => Some(Money::ZERO),
            Outcome::Renewed => self.after.and_then(Snapshot::known_arr),
        }
    }

    /// Price and seats apart: the uplift is the change of the price per seat.
    pub(crate) fn pricing(&self) -> Pricing {
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

/// The renewals of one contract, oldest first. `losses` are the days for which a reason was given.
pub(crate) fn renewals<'t>(timeline: &'t Timeline, losses: &[NaiveDate], rules: &Rules) -> Vec<Derived<'t>> {
    let loss = Loss::of(timeline, losses, rules);
    let mut found: Vec<Derived<'t>> =
        contract_ends(timeline).into_iter().filter_map(|due| at_end(timeline, due, loss.as_ref(), rules)).collect();
    found.extend(loss.filter(|loss| loss.end_within.is_none()).map(Loss::before_its_end));
    found.sort_by_key(|derived| derived.due);
    found
}

/// Contract ends that stood while the customer was active.
fn contract_ends(timeline: &Timeline) -> BTreeSet<NaiveDate> {
    timeline.snapshots.iter().filter(|s| s.is_active()).filter_map(|s| s.contract_end).collect()
}

fn at_end<'t>(timeline: &'t Timeline, due: NaiveDate, loss: Option<&Loss<'t>>, rules: &Rules) -> Option<Derived<'t>> {
    let around = Around::of(timeline, due)?;
    let derived = |outcome, after, closed| Some(Derived { due, outcome, early_termination: false, closed, before: around.before, after });
    if let Some(loss) = loss {
        if loss.end_within == Some(due) {
            return derived(loss.outcome(), None, None);
        }
        if due > loss.before.day && timeline.seen == Seen::Sampled || due > loss.day {
            return None;
        }
    }
    match around.became(rules) {
        Became::Open => derived(Outcome::Open, None, None),
        Became::Unchanged => derived(Outcome::Renewed, Some(around.before), None),
        Became::Renewed(after) => derived(Outcome::Renewed, Some(after), None),
        Became::Away(since) => {
            let until = since + Days::new(rules.grace);
            let back = around.rest.iter().take_while(|s| s.day <= until).find(|s| s.is_active());
            match back {
                Some(back) => derived(Outcome::Renewed, Some(back), Some(back.day)),
                None if rules.may_be_back(since, around.due) => derived(Outcome::Open, None, None),
                None => derived(Outcome::Churned, None, None),
            }
        }
        Became::LostBefore => None,
    }
}

/// The rows before and after a contract end.
struct Around<'t> {
    timeline: &'t Timeline,
    due: NaiveDate,
    /// The last row with ARR up to it.
    before: &'t Snapshot,
    /// Rows since then without ARR, up to the end.
    away: &'t [Snapshot],
    rest: &'t [Snapshot],
}

/// What the rows after a contract end say.
enum Became<'t> {
    Open,
    /// The contract ran on as it was.
    Unchanged,
    Renewed(&'t Snapshot),
    /// Nothing is in force since that day.
    Away(NaiveDate),
    /// Gone for too long before the end to be a pause.
    LostBefore,
}

impl<'t> Around<'t> {
    fn of(timeline: &'t Timeline, due: NaiveDate) -> Option<Self> {
        let (until, from) = timeline.month_day.around(due);
        let is_old = |s: &Snapshot| match timeline.seen {
            Seen::Sampled => s.day <= until || (s.day == due && s.contract_end == Some(due)),
            Seen::Exactly => s.day <= due,
        };
        let old = &timeline.snapshots[..timeline.snapshots.partition_point(is_old)];
        let rest = &timeline.snapshots[old.len()..];
        let rest = &rest[rest.partition_point(|s| timeline.seen == Seen::Sampled && s.day < from)..];
        let last = old.iter().rposition(Snapshot::is_active)?;
        Some(Self { timeline, due, before: &old[last], away: &old[last + 1..], rest })
    }

    fn became(&self, rules: &Rules) -> Became<'t> {
        if self.timeline.seen == Seen::Exactly && self.due >= rules.known {
            return Became::Open;
        }
        match self.away {
            [.., last] if last.is_paused() => return self.after_a_pause(),
            [first, ..] if first.day + Days::new(rules.grace) < self.due => return Became::LostBefore,
            [first, ..] => return Became::Away(first.day),
            [] => {}
        }
        match self.timeline.seen {
            Seen::Sampled => self.seen_next(rules),
            Seen::Exactly => self.next_day(),
        }
    }

    fn seen_next(&self, rules: &Rules) -> Became<'t> {
        let Some(first) = self.rest.first() else { return Became::Open };
        let (_, from) = self.timeline.month_day.around(self.due);
        let from = from + Days::new(u64::from(self.before.day == from));
        match rules.rhythm.from(from).filter(|regular| *regular < first.day) {
            Some(missing) => Became::Away(missing),
            None if first.is_active() => Became::Renewed(self.renewed_late(first, rules)),
            None if first.is_paused() => Became::Open,
            None => Became::Away(first.day),
        }
    }

    /// Rows that still name the contract end that has passed are the old contract's as long as the next one may come late: the first
    /// that names another one tells what was signed.
    fn renewed_late(&self, first: &'t Snapshot, rules: &Rules) -> &'t Snapshot {
        let until = self.due + Days::new(rules.grace);
        let waits = |row: &&Snapshot| row.day <= until && row.is_active() && row.contract_end == Some(self.due);
        self.rest.iter().find(|row| !waits(row)).filter(|row| row.is_active() && row.contract_end.is_some()).unwrap_or(first)
    }

    fn after_a_pause(&self) -> Became<'t> {
        match self.rest.first() {
            Some(next) if next.is_active() => Became::Renewed(next),
            _ => Became::Open,
        }
    }

    fn next_day(&self) -> Became<'t> {
        match self.rest.first().filter(|next| next.day == self.due + Days::new(1)) {
            None => Became::Unchanged,
            Some(next) if next.is_active() => Became::Renewed(next),
            Some(next) => Became::Away(next.day),
        }
    }
}

#[cfg(test)]
#[path = "derive_tests.rs"]
mod tests;
