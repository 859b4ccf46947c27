//! Which days matter for which account: rows of health, usage and tickets are held against these.

use chrono::{Datelike, NaiveDate};

use crate::compile::join::registry::Slot;

/// A day of an account, and the number of what is measured at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Anchor {
    pub day: NaiveDate,
    /// The day as a number, for counting days.
    pub number: i32,
    pub target: u32,
}

impl Anchor {
    fn new(day: NaiveDate, target: u32) -> Self {
        Self { day, number: day.num_days_from_ce(), target }
    }
}

/// Anchors by account, packed so that a hot loop reads them in one go.
#[derive(Debug, Default)]
pub(crate) struct Anchors {
    starts: Vec<u32>,
    packed: Vec<Anchor>,
    /// Targets run from zero to this.
    pub targets: usize,
}

impl Anchors {
    /// Packs (account, day) pairs; the n-th pair is target n.
    pub(crate) fn new(accounts: usize, pairs: &[(Slot, NaiveDate)]) -> Self {
        let mut starts = vec![0_u32; accounts + 1];
        for (slot, _) in pairs {
            starts[*slot as usize + 1] += 1;
        }
        for i in 0..accounts {
            starts[i + 1] += starts[i];
        }
        let mut next = starts.clone();
        let mut packed = vec![Anchor::new(NaiveDate::MIN, 0); pairs.len()];
        for (target, (slot, day)) in pairs.iter().enumerate() {
            let at = &mut next[*slot as usize];
            packed[*at as usize] = Anchor::new(*day, target as u32);
            *at += 1;
        }
        Self { starts, packed, targets: pairs.len() }
    }

    /// The anchors of an account.
    #[inline]
    pub(crate) fn of(&self, slot: Slot) -> &[Anchor] {
        let slot = slot as usize;
        match (self.starts.get(slot), self.starts.get(slot + 1)) {
            (Some(from), Some(to)) => &self.packed[*from as usize..*to as usize],
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_come_back_by_account() {
        let day = |d| NaiveDate::from_ymd_opt(2026, 1, d).unwrap();
        let anchors = Anchors::new(3, &[(2, day(1)), (0, day(2)), (2, day(3))]);
        assert_eq!(anchors.of(2), [Anchor::new(day(1), 0), Anchor::new(day(3), 2)]);
        assert_eq!(anchors.of(1), []);
        assert_eq!(anchors.of(9), []);
    }
}
