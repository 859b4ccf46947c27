//! A contract over time: what was in force from which day on.

pub(crate) mod repeats;

use std::collections::BTreeMap;

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::compile::read::values::words::State;
use crate::compile::timeline::derive::rhythm::GOES_ON;
use crate::compile::timeline::months::MonthDay;
use crate::domain::Name;
use crate::domain::money::Money;
use crate::domain::reason::{ReasonCode, Voice};

/// A customer whose newest row is older than this on some day is gone by then.
pub(crate) const GONE_AFTER: Days = Days::new(GONE_AFTER_DAYS);
pub(crate) const GONE_AFTER_DAYS: u64 = 20;

/// A contract on one day.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Snapshot {
    pub day: NaiveDate,
    pub arr: Money,
    /// It is in force, and nobody wrote what is paid: `arr` is zero and tells nothing.
    pub is_unpriced: bool,
    pub state: State,
    pub seats: Option<u32>,
    pub contract_end: Option<NaiveDate>,
    /// The day of the loss as the row of a contract tells it, whatever it stands for.
    pub lost_on: Option<NaiveDate>,
    /// Annual prices per seat.
    pub list_per_seat: Option<Money>,
    pub net_per_seat: Option<Money>,
    pub product: Option<Name>,
    pub currency: Option<Name>,
    /// What the row itself says of why the customer left, and to whom.
    pub left_for: Option<Box<LeftFor>>,
    /// Where the row stands.
    pub line: u64,
}

/// Why a customer left, where the row of its contract tells it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct LeftFor {
    pub reason: Option<ReasonCode>,
    pub source: Option<Voice>,
    pub competitor: Option<Name>,
}

impl Snapshot {
    /// There is ARR, known or not, and nobody says that the customer is away.
    pub(crate) fn is_active(&self) -> bool {
        self.state == State::Active && (self.is_unpriced || !self.arr.is_zero())
    }

    /// What is paid, where somebody wrote it.
    pub(crate) fn known_arr(&self) -> Option<Money> {
        (!self.is_unpriced).then_some(self.arr)
    }

    pub(crate) fn is_paused(&self) -> bool {
        self.state == State::Paused
    }
}

/// How the rows of a contract follow one another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Seen {
    /// Somebody looked on some days; what was between two looks is not known.
    #[default]
    Sampled,
    /// Each row holds until the next one's day.
    Exactly,
}

/// The rows of a customer, or of one of its contracts, oldest first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Timeline {
    pub snapshots: Vec<Snapshot>,
    pub seen: Seen,
    /// The last day in force, where the source records it.
    pub left: Option<NaiveDate>,
    /// Of rows a month: what the amount of one is of in which a contract ends.
    pub month_day: MonthDay,
}

/// What a customer has: its contracts by their ids where a column names them, else all of them as one.
pub(crate) type Customer = BTreeMap<Option<Name>, Timeline>;

impl Timeline {
    /// Several subscriptions of one customer are one: ARR and seats add up, the latest contract end counts.
    pub(crate) fn merge_days(&mut self) -> u64 {
        let before = self.snapshots.len();
        self.snapshots.dedup_by(|next, kept| {
            let same = next.day == kept.day;
            if same {
                kept.add(next);
            }
            same
        });
        (before - self.snapshots.len()) as u64
    }

    /// Movements become month-end snapshots of what they add up to, until the source ends.
    pub(crate) fn add_up(&mut self, last_day: NaiveDate) {
        let movements = std::mem::take(&mut self.snapshots);
        let Some(first) = movements.first() else { return };
        let mut state = Snapshot { arr: Money::ZERO, ..first.clone() };
        let mut next = movements.iter().peekable();
        let mut month_end = end_of_month(first.day);
        let last = end_of_month(last_day);
        while month_end <= last {
            while let Some(movement) = next.next_if(|movement| movement.day <= month_end) {
                state = Snapshot {
                    arr: state.arr + movement.arr,
                    seats: movement.seats.or(state.seats),
                    contract_end: movement.contract_end.or(state.contract_end),
                    ..movement.clone()
                };
            }
            let ended = state.arr <= Money::ZERO;
            // Who takes all ARR away says that it is a loss; what is below zero is no contract either: a credit stood among the changes.
            state.state = if ended { State::Gone } else { State::Active };
            self.snapshots.push(Snapshot { day: month_end, ..state.clone() });
            if ended && next.peek().is_none() {
                break;
            }
            month_end = end_of_month(month_end + Days::new(1));
        }
    }

    /// What is in force on `day`: the last row with ARR, also while it is paused. `None` before the first and once the customer
    /// is gone.
    pub(crate) fn in_force_on(&self, day: NaiveDate) -> Option<&Snapshot> {
        let (behind, ahead) = self.snapshots.split_at(self.snapshots.partition_point(|snapshot| snapshot.day <= day));
        // Between two looks a month apart nobody is gone, also where the later one is the end of the month that is not over yet.
        let goes_on = |last: &Snapshot| ahead.first().is_some_and(|next| next.day <= last.day + GOES_ON);
        let last = behind.last().filter(|last| self.seen == Seen::Exactly || last.day + GONE_AFTER >= day || goes_on(last))?;
        if last.is_paused() {
            behind.iter().rev().find(|snapshot| snapshot.is_active())
        } else {
            Some(last).filter(|last| last.is_active())
        }
    }
}

impl Snapshot {
    /// Takes another row of the same customer and day in. Of one that is over nothing is left.
    fn add(&mut self, other: &Self) {
        if other.state == State::Active && self.state != State::Active {
            let old = std::mem::replace(self, other.clone());
            self.contract_end = self.contract_end.max(old.contract_end);
            return;
        }
        self.arr += if other.state == self.state { other.arr } else { Money::ZERO };
        self.seats = self.seats.zip(other.seats).map(|(a, b)| a.saturating_add(b));
        self.contract_end = self.contract_end.max(other.contract_end);
    }
}

/// The last day of the month that holds `day`.
pub(crate) fn end_of_month(day: NaiveDate) -> NaiveDate {
    let first = day.with_day(1).unwrap_or(day);
    first + Months::new(1) - Days::new(1)
}
