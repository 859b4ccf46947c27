//! What is alike enough to be compared: of one segment, due in the same half-year (and of a play, at the same risk).
//!
//! Thinner strata compare more alike and tell less, and one without a loss tells nothing. So parts of a group that follow one
//! another (half-years of a segment, and for a play of a segment at one risk) are taken together until each stratum holds some losses.
//! How many were lost is all that is looked at, never who carried a sign: within strata the tests stay what they are.

use std::collections::BTreeMap;
use std::hash::Hash;

use rustc_hash::FxHashMap;

/// Losses that a stratum holds, where its group has as many.
const LEAST_LOSSES: u64 = 5;

/// The stratum of each observation, told as (group, part of it, whether it was lost), and how many strata there are.
pub(crate) fn strata<G: Copy + Ord + Hash, P: Copy + Ord + Hash>(seen: impl Iterator<Item = (G, P, bool)> + Clone) -> (Vec<u32>, usize) {
    let mut losses: FxHashMap<(G, P), u64> = FxHashMap::default();
    for (group, part, is_lost) in seen.clone() {
        *losses.entry((group, part)).or_default() += u64::from(is_lost);
    }
    let (numbers, count) = together(losses.into_iter().collect());
    (seen.map(|(group, part, _)| numbers[&(group, part)]).collect(), count)
}

/// What is left at the end of a group with too few losses joins the part before it.
fn together<G: Copy + Ord + Hash, P: Copy + Ord + Hash>(losses: BTreeMap<(G, P), u64>) -> (FxHashMap<(G, P), u32>, usize) {
    let losses: Vec<((G, P), u64)> = losses.into_iter().collect();
    let (mut numbers, mut count) = (FxHashMap::default(), 0);
    for group in losses.chunk_by(|x, y| x.0.0 == y.0.0) {
        let (mut held, mut left) = (0, group.iter().map(|(_, lost)| lost).sum::<u64>());
        count += 1;
        for (key, lost) in group {
            if held >= LEAST_LOSSES && left >= LEAST_LOSSES {
                (count, held) = (count + 1, 0);
            }
            numbers.insert(*key, count - 1);
            (held, left) = (held + lost, left - lost);
        }
    }
    (numbers, count as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The strata of (group, part, losses); each part is seen once more without a loss.
    fn numbers(parts: &[(u32, i32, usize)]) -> Vec<u32> {
        let seen = parts.iter().flat_map(|(group, part, lost)| (0..=*lost).map(move |i| (*group, *part, i > 0)));
        let (mut numbers, count) = strata(seen);
        numbers.dedup();
        assert_eq!(numbers.iter().max().map(|last| *last as usize + 1), Some(count));
        numbers
    }

    #[test]
    fn parts_with_enough_losses_stand_alone() {
        assert_eq!(numbers(&[(0, 1, 5), (0, 2, 9), (0, 3, 7), (1, 1, 6), (1, 2, 5)]), [0, 1, 2, 3, 4]);
    }

    #[test]
    fn those_with_few_are_taken_together_within_their_group() {
        assert_eq!(numbers(&[(0, 1, 2), (0, 2, 3), (0, 3, 7), (1, 1, 1), (1, 2, 2)]), [0, 1, 2]);
        assert_eq!(numbers(&[(0, 1, 6), (0, 2, 1), (0, 3, 2)]), [0], "what is left over joins the part before it");
    }
}
