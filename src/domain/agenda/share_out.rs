//! A whole number of minutes among steps, by weight.

/// Parts of `total` in proportion to the weights, each between `least` and its own `most`. They add up to `total` where the bounds
/// leave that open.
pub(super) fn among(total: u32, weights: &[u32], least: u32, most: &[u32]) -> Vec<u32> {
    let sum: i64 = weights.iter().map(|weight| i64::from(*weight)).sum::<i64>().max(1);
    let ideal = |i: usize| i64::from(total) * i64::from(weights[i]);
    let mut parts: Vec<u32> = (0..weights.len()).map(|i| u32::try_from(ideal(i) / sum).unwrap_or(total).max(least).min(most[i])).collect();
    loop {
        let given: u32 = parts.iter().sum();
        // How much each has too little, in parts of `sum`.
        let lack = |i: &usize| ideal(*i) - i64::from(parts[*i]) * sum;
        let places = 0..parts.len();
        let next = match given.cmp(&total) {
            std::cmp::Ordering::Equal => return parts,
            std::cmp::Ordering::Less => {
                places.filter(|i| parts[*i] < most[*i]).max_by_key(|i| (lack(i), usize::MAX - i)).map(|i| (i, true))
            }
            std::cmp::Ordering::Greater => places.filter(|i| parts[*i] > least).min_by_key(|i| (lack(i), *i)).map(|i| (i, false)),
        };
        match next {
            Some((i, true)) => parts[i] += 1,
            Some((i, false)) => parts[i] -= 1,
            None => return parts,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_parts_follow_the_weights() {
        assert_eq!(among(60, &[10, 20, 30], 1, &[60; 3]), [10, 20, 30]);
        assert_eq!(among(10, &[1, 1, 1], 1, &[10; 3]), [4, 3, 3]);
        assert_eq!(among(3, &[100, 1, 1], 1, &[3; 3]), [1, 1, 1]);
        assert_eq!(among(5, &[3, 3], 0, &[1, 9]), [1, 4]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_no_bound_is_broken(total in 0u32..500, of in prop::collection::vec((1u32..60, 1u32..90), 1..20)) {
            let (weights, most): (Vec<u32>, Vec<u32>) = of.into_iter().unzip();
            let parts = among(total, &weights, 1, &most);
            prop_assert!(parts.iter().zip(&most).all(|(part, most)| (1..=*most).contains(part)));
            let bounds = (parts.len() as u32, most.iter().sum::<u32>());
            prop_assert_eq!(parts.iter().sum::<u32>(), total.clamp(bounds.0, bounds.1));
        }
    }
}
