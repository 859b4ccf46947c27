//! Customers who left as another file tells it, while their contracts go on.

use chrono::{Days, NaiveDate};

use super::snapshots::{Snapshot, Timeline};
use crate::compile::read::values::words::State;
use crate::domain::money::Money;

/// What is written down of a loss may be its notice: the contract runs out up to so many days later.
const NOTICE: i64 = 400;
/// Or it is written down so many days after it.
const LATE: i64 = 92;

/// Whether a loss that the contracts tell of is the one that was written down for `told`.
pub(crate) fn explains(loss: NaiveDate, told: NaiveDate) -> bool {
    (-LATE..=NOTICE).contains(&(loss - told).num_days())
}

impl Timeline {
    /// Takes back all that is said of later days than `last`. A term that begins on the day is one that never came about.
    pub(super) fn leave(&mut self, last: NaiveDate) {
        let next = last + Days::new(1);
        if self.in_force_on(next).is_none() {
            return;
        }
        let is_after = |(place, row): (usize, &Snapshot)| row.day > last || place > 0 && row.day == last;
        let from = self.snapshots.iter().enumerate().position(is_after).unwrap_or(self.snapshots.len());
        let Some(before) = from.checked_sub(1).map(|place| self.snapshots[place].clone()) else { return };
        let mut gone = Snapshot { arr: Money::ZERO, is_unpriced: false, state: State::Gone, day: next, ..before };
        let days: Vec<NaiveDate> = self.snapshots.drain(from..).map(|row| row.day).filter(|day| *day > next).collect();
        self.left = Some(last);
        self.snapshots.push(gone.clone());
        for day in days {
            gone.day = day;
            self.snapshots.push(gone.clone());
        }
    }
}
