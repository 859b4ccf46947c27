//! Rates of small groups pulled towards the whole: a group of which little is known says little of itself (empirical Bayes,
//! beta-binomial by moments, Kleinman 1973).

/// What a group says of itself: its rate, and over how many items (of accounts of many sizes, the effective number).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Told {
    pub rate: f64,
    pub items: f64,
}

/// How far groups are pulled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Pull {
    whole: f64,
    /// How alike two items of one group are beyond two of any, 0–1: nothing where the groups lie no further apart than chance
    /// puts them.
    alike: f64,
}

impl Pull {
    /// From all groups of one grouping. `whole` is the rate of all together, `variance` that of one item: `p (1 − p)` of a share.
    pub(crate) fn of(whole: f64, variance: f64, groups: &[Told]) -> Self {
        let items: f64 = groups.iter().map(|group| group.items).sum();
        let squares: f64 = groups.iter().map(|group| group.items * group.items).sum();
        let mean = groups.iter().map(|group| group.items * group.rate).sum::<f64>() / items;
        let apart: f64 = groups.iter().map(|group| group.items * (group.rate - mean).powi(2)).sum();
        let by_chance = groups.len() as f64 - 1.0;
        let alike = (apart / variance - by_chance) / (items - squares / items - by_chance);
        // Without groups, without variance or with one item a group nothing can be told of groups.
        let alike = if alike.is_finite() && items - squares / items > by_chance { alike.clamp(0.0, 1.0) } else { 0.0 };
        Self { whole, alike }
    }

    /// A group's rate between its own and that of all, by how much it says of itself.
    pub(crate) fn rate(&self, group: Told) -> f64 {
        let own = group.items * self.alike;
        let weight = own / (own + 1.0 - self.alike);
        if weight.is_finite() { self.whole + weight * (group.rate - self.whole) } else { group.rate }
    }
}

#[cfg(test)]
mod tests {
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    use super::*;

    fn told(lost: u32, items: u32) -> Told {
        Told { rate: f64::from(lost) / f64::from(items), items: f64::from(items) }
    }

    #[test]
    fn by_hand() {
        // Two groups of ten, 8 and 2 of them: mean 0.5, apart 2 · 10 · 0.09 = 1.8; (1.8/0.25 − 1) / (20 − 10 − 1) = 6.2/9.
        let pull = Pull::of(0.5, 0.25, &[told(8, 10), told(2, 10)]);
        assert!((pull.alike - 6.2 / 9.0).abs() < 1e-12);
        let own = 10.0 * 6.2 / 9.0;
        let weight = own / (own + 1.0 - 6.2 / 9.0);
        assert!((pull.rate(told(8, 10)) - (0.5 + 0.3 * weight)).abs() < 1e-12);
        assert!(pull.rate(told(4, 5)) < pull.rate(told(8, 10)), "who has fewer items is pulled further");
    }

    #[test]
    fn groups_that_chance_puts_apart_are_all_as_the_whole() {
        let pull = Pull::of(0.1, 0.09, &[told(1, 10), told(0, 10), told(2, 10), told(1, 11)]);
        assert_eq!([told(0, 10), told(2, 10)].map(|group| pull.rate(group)), [0.1; 2]);
        for groups in [vec![], vec![told(1, 1)], vec![told(1, 1), told(0, 1)]] {
            assert_eq!(Pull::of(0.3, 0.21, &groups).rate(told(1, 1)), 0.3, "{groups:?}");
        }
        assert_eq!(Pull::of(1.0, 0.0, &[told(3, 3), told(4, 4)]).rate(told(3, 3)), 1.0, "where nothing differs");
    }

    #[test]
    fn pulled_rates_lie_nearer_to_the_truth_than_raw_ones() {
        let mut rng = ChaCha8Rng::seed_from_u64(3);
        let (mut raw_error, mut pulled_error) = (0.0, 0.0);
        for _ in 0..300 {
            let truths: Vec<f64> = (0..12).map(|_| rng.random_range(0.04..0.16)).collect();
            let groups: Vec<Told> = truths
                .iter()
                .map(|truth| {
                    let items = rng.random_range(4..20);
                    told((0..items).map(|_| u32::from(rng.random_bool(*truth))).sum(), items)
                })
                .collect();
            let items: f64 = groups.iter().map(|group| group.items).sum();
            let whole = groups.iter().map(|group| group.items * group.rate).sum::<f64>() / items;
            let pull = Pull::of(whole, whole * (1.0 - whole), &groups);
            for (group, truth) in groups.iter().zip(&truths) {
                raw_error += (group.rate - truth).powi(2);
                pulled_error += (pull.rate(*group) - truth).powi(2);
            }
        }
        assert!(pulled_error < raw_error / 3.0, "{pulled_error} of {raw_error}");
    }
}
