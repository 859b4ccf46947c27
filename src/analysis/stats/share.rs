//! Shares of amounts: retention, lost ARR, and how far chance alone can move them. The unit of chance is whatever is added:
//! one item an account.

use super::fourfold::wilson_of;
use super::{Estimate, Interval};

/// A share of amounts, summed item by item.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Share {
    whole: f64,
    part: f64,
    /// Sum of the squares of the items.
    squares: f64,
}

impl Share {
    /// One more item: its amount, and what of it counts, from none to all.
    pub(crate) fn add(&mut self, whole: f64, part: f64) {
        self.whole += whole;
        self.part += part;
        self.squares += whole * whole;
    }

    pub(crate) fn whole(&self) -> f64 {
        self.whole
    }

    pub(crate) fn part(&self) -> f64 {
        self.part
    }

    pub(crate) fn squares(&self) -> f64 {
        self.squares
    }

    pub(crate) fn value(&self) -> Option<f64> {
        (self.whole > 0.0).then(|| self.part / self.whole)
    }

    /// How many items of one size would tell as much (Kish 1965, §8.2): few where one item is most of the amount.
    pub(crate) fn effective_items(&self) -> f64 {
        if self.squares > 0.0 { self.whole * self.whole / self.squares } else { 0.0 }
    }

    /// Wilson's 95 % interval over the effective number of items. Items of which only a part counts vary less than that, so it
    /// is wide enough for them as well.
    pub(crate) fn estimate(&self) -> Option<Estimate> {
        let value = self.value()?;
        let Interval { low, high } = wilson_of(value.clamp(0.0, 1.0), self.effective_items())?;
        Some(Estimate { value, low, high })
    }
}

/// The difference `one − other` of two estimates that know nothing of each other, with the interval that keeps the
/// skewness of both (square-and-add, Newcombe 1998, method 10).
pub(crate) fn difference(one: Estimate, other: Estimate) -> Estimate {
    let value = one.value - other.value;
    let below = (one.value - one.low).hypot(other.high - other.value);
    let above = (one.high - one.value).hypot(other.value - other.low);
    Estimate { value, low: value - below, high: value + above }
}

#[cfg(test)]
mod tests {
    use rand::{Rng, RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    use super::*;
    use crate::analysis::stats::fourfold::wilson;

    fn share(items: impl IntoIterator<Item = (f64, f64)>) -> Share {
        let mut share = Share::default();
        items.into_iter().for_each(|(whole, part)| share.add(whole, part));
        share
    }

    #[test]
    fn of_items_of_one_size_it_is_wilsons_interval() {
        let found = share((0..10).map(|i| (7.0, if i < 1 { 7.0 } else { 0.0 }))).estimate().unwrap();
        let known = wilson(1, 10).unwrap();
        assert!((found.value - 0.1).abs() < 1e-12 && (found.low - known.low).abs() < 1e-12 && (found.high - known.high).abs() < 1e-12);
        assert_eq!(share([]).estimate(), None);
    }

    #[test]
    fn one_large_item_leaves_little_that_is_sure() {
        let even = share((0..20).map(|_| (5.0, 5.0))).estimate().unwrap();
        let uneven = share((0..20).map(|i| if i == 0 { (500.0, 500.0) } else { (5.0, 5.0) })).estimate().unwrap();
        assert!(uneven.low < even.low - 0.2, "{uneven:?} {even:?}");
    }

    #[test]
    fn newcombes_difference_of_the_reference() {
        // Newcombe 1998, table II, (a) 56/70 − 48/80: 0.0524 to 0.3339.
        let of = |events: u64, n: u64| {
            let Interval { low, high } = wilson(events, n).unwrap();
            Estimate { value: events as f64 / n as f64, low, high }
        };
        let found = difference(of(56, 70), of(48, 80));
        assert!((found.low - 0.0524).abs() < 5e-5 && (found.high - 0.3339).abs() < 5e-5, "{found:?}");
    }

    /// Amounts as lists of customers have them: the largest a hundred times the smallest.
    fn amount(rng: &mut impl Rng) -> f64 {
        (rng.random_range(0.0..4.6_f64)).exp()
    }

    #[test]
    fn shares_and_their_differences_are_covered() {
        let mut rng = ChaCha8Rng::seed_from_u64(7);
        for (n, one, other) in [(15, 0.9, 0.8), (40, 0.92, 0.92), (200, 0.95, 0.85)] {
            let (mut held, mut held_difference) = (0, 0);
            for _ in 0..2_000 {
                let [x, y] = [one, other].map(|rate| {
                    share((0..n).map(|_| {
                        let whole = amount(&mut rng);
                        (whole, if rng.random_bool(rate) { whole } else { 0.0 })
                    }))
                    .estimate()
                    .unwrap()
                });
                let apart = difference(x, y);
                held += u32::from(x.low <= one && one <= x.high);
                held_difference += u32::from(apart.low <= one - other && one - other <= apart.high);
            }
            assert!(held >= 1_860 && held_difference >= 1_860, "{n}: {held} and {held_difference} of 2000");
        }
    }
}
