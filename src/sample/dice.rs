//! Chance that falls the same way on every machine.

use std::ops::RangeInclusive;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// What a stream of chance is for. Each has its own, so that asking for more health rows, say, does not change a single renewal.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Purpose {
    Story = 0,
    Health = 1,
    Usage = 2,
    Notes = 3,
    Tickets = 4,
}

/// Seeded chance in whole numbers only: no rounding that differs between platforms.
pub(crate) struct Dice(ChaCha8Rng);

impl Dice {
    /// The stream of one customer place for one purpose.
    pub(crate) fn new(seed: u64, place: u64, purpose: Purpose) -> Self {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        let mut rng = ChaCha8Rng::from_seed(key);
        rng.set_stream(place * 8 + purpose as u64);
        Self(rng)
    }

    /// A number under `n`.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.0.next_u64()) * n as u128) >> 64) as usize
    }

    /// A number in the range, all equally likely.
    pub(crate) fn within(&mut self, range: RangeInclusive<i64>) -> i64 {
        let span = (range.end() - range.start() + 1) as usize;
        range.start() + self.below(span) as i64
    }

    /// A number in the range, the middle likelier than the ends.
    pub(crate) fn bell(&mut self, range: RangeInclusive<i64>) -> i64 {
        let (from, to) = (*range.start(), *range.end());
        let sum: i64 = (0..3).map(|_| self.within(from..=to)).sum();
        sum.div_euclid(3)
    }

    /// True this many times in a thousand.
    pub(crate) fn chance(&mut self, permille: u32) -> bool {
        self.below(1000) < permille as usize
    }

    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    /// One of the values, each as likely as its weight.
    pub(crate) fn weighted<T: Copy>(&mut self, from: &[(T, u32)]) -> T {
        let total: u32 = from.iter().map(|(_, weight)| weight).sum();
        let mut left = self.below(total as usize) as u32;
        for (value, weight) in from {
            if left < *weight {
                return *value;
            }
            left -= weight;
        }
        from[0].0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_falls_the_same_way_and_streams_differ() {
        let throw = |seed, place, purpose| {
            let mut dice = Dice::new(seed, place, purpose);
            [dice.below(1000), dice.below(1000), dice.below(1000)]
        };
        assert_eq!(throw(7, 1, Purpose::Story), throw(7, 1, Purpose::Story));
        assert_ne!(throw(7, 1, Purpose::Story), throw(7, 2, Purpose::Story));
        assert_ne!(throw(7, 1, Purpose::Story), throw(7, 1, Purpose::Notes));
        assert_ne!(throw(7, 1, Purpose::Story), throw(8, 1, Purpose::Story));
    }

    #[test]
    fn numbers_stay_in_their_range_and_weights_are_kept() {
        let mut dice = Dice::new(1, 1, Purpose::Story);
        let mut heavy = 0;
        for _ in 0..4000 {
            assert!((-3..=3).contains(&dice.within(-3..=3)));
            assert!((-3..=3).contains(&dice.bell(-3..=3)));
            heavy += i32::from(dice.weighted(&[(true, 3), (false, 1)]));
        }
        assert!((2850..=3150).contains(&heavy), "{heavy}");
    }
}
