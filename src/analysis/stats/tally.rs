//! How many of how many, where something is expected of them: rates pulled towards that by a fixed weight. (`pull` learns from
//! the groups themselves how far they are to be pulled.)

use super::fourfold::wilson_of;
use super::{Estimate, Interval};

/// A group counts as if so many more had been seen that went as expected.
pub(crate) const PULL: f64 = 10.0;

/// How many there were of a group, and of how many the event came. `units` are those that are independent of each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub n: u64,
    pub events: u64,
    pub units: u64,
}

impl Tally {
    pub(crate) fn merge(&mut self, other: Self) {
        self.n += other.n;
        self.events += other.events;
        self.units += other.units;
    }

    /// The rate of everybody: half an event more, so that what was never seen is not impossible.
    pub(crate) fn whole(self) -> f64 {
        (self.events as f64 + 0.5) / (self.n as f64 + 1.0)
    }

    /// The rate, pulled towards `expected`.
    pub(crate) fn pulled(self, expected: f64) -> f64 {
        (self.events as f64 + PULL * expected) / (self.n as f64 + PULL)
    }

    /// The pulled rate, with Wilson's interval over the units; what is expected is worth as many of them as it pulls, and no more
    /// than `behind`, the units that it was learned from.
    pub(crate) fn estimate(self, expected: f64, behind: u64) -> Estimate {
        let value = self.pulled(expected);
        let Interval { low, high } = wilson_of(value, self.worth(behind)).unwrap_or(Interval { low: 0.0, high: 1.0 });
        Estimate { value, low, high }
    }

    /// How many units the pulled rate rests on.
    fn worth(self, behind: u64) -> f64 {
        self.units as f64 + PULL.min(behind as f64)
    }
}

/// The rate where two things bear on the odds, each as it does alone: `one` and `other` against the rate of all.
pub(crate) fn of_both(one: f64, other: f64, all: f64) -> f64 {
    let odds = |rate: f64| rate / (1.0 - rate);
    let both = odds(one) * odds(other) / odds(all);
    if both.is_finite() { both / (1.0 + both) } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(events: u64, n: u64) -> Tally {
        Tally { n, events, units: n }
    }

    #[test]
    fn a_small_group_stays_near_what_is_expected_and_a_large_one_near_what_it_did() {
        assert!((tally(0, 0).pulled(0.2) - 0.2).abs() < 1e-12);
        assert!((tally(5, 5).pulled(0.2) - 7.0 / 15.0).abs() < 1e-12);
        assert!((tally(500, 1_000).pulled(0.2) - 0.497).abs() < 1e-3);
    }

    #[test]
    fn nothing_behind_it_is_anything_possible() {
        let nothing = Tally::default().estimate(0.2, 0);
        assert_eq!((nothing.low, nothing.high), (0.0, 1.0));
        let some = tally(10, 50).estimate(0.2, 100);
        assert!(some.low < 0.2 && some.high > 0.2 && some.high - some.low < 0.25, "{some:?}");
    }

    #[test]
    fn odds_multiply() {
        assert!((of_both(0.5, 0.2, 0.2) - 0.5).abs() < 1e-12, "the segment is as all are");
        assert!((of_both(0.5, 0.5, 0.2) - 0.8).abs() < 1e-12, "odds 1 × 1 ÷ ¼ are 4");
    }
}
