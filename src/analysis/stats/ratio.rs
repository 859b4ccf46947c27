//! Ratios of amounts that may be anything from nothing up (what grew, of what there was), and how far chance alone can move
//! them: linearised over the items, one item an account. With what was kept, they are net retention.

use super::share::Share;
use super::{Estimate, Z95};

/// What was kept and what grew, of what there was, summed item by item.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Retained {
    pub kept: Share,
    grown: f64,
    /// Sums of products of two items' amounts: of what there was, what was kept and what grew.
    whole_kept: f64,
    whole_grown: f64,
    kept_kept: f64,
    kept_grown: f64,
    grown_grown: f64,
}

impl Retained {
    /// One more item: what it was, what of that was kept, and what came to it.
    pub(crate) fn add(&mut self, whole: f64, kept: f64, grown: f64) {
        self.kept.add(whole, kept);
        self.grown += grown;
        self.whole_kept += whole * kept;
        self.whole_grown += whole * grown;
        self.kept_kept += kept * kept;
        self.kept_grown += kept * grown;
        self.grown_grown += grown * grown;
    }

    /// Kept and grown together, of what there was: what was kept has the interval of a share, what grew Student's of its
    /// linearised variance, and both are added with how they go together (Zou & Donner 2008, MOVER): who is lost does not
    /// grow, so they do.
    pub(crate) fn net(&self) -> Option<Estimate> {
        let (kept, grown) = (self.kept.estimate()?, self.grown()?);
        let both = 2.0 * self.correlation();
        let reach = |one: f64, other: f64| (one * one + other * other + both * one * other).max(0.0).sqrt();
        let value = kept.value + grown.value;
        let below = reach(kept.value - kept.low, grown.value - grown.low);
        // What was kept ends at all of it, what grew ends nowhere.
        let above = reach(kept.high - kept.value, grown.high - grown.value);
        Some(Estimate { value, low: (value - below).max(0.0), high: value + above })
    }

    /// The variance of one item of kept and grown together, as the pull of groups needs it.
    pub(crate) fn net_variance(&self) -> Option<f64> {
        let whole = self.kept.whole();
        let net = (self.kept.part() + self.grown) / whole;
        let squares = self.kept_kept + 2.0 * self.kept_grown + self.grown_grown;
        let spread = squares - 2.0 * net * (self.whole_kept + self.whole_grown) + net * net * self.kept.squares();
        (whole > 0.0).then(|| (spread / self.kept.squares()).max(0.0))
    }

    /// What grew, of what there was.
    pub(crate) fn grown(&self) -> Option<Estimate> {
        let whole = self.kept.whole();
        let value = (whole > 0.0).then(|| self.grown / whole)?;
        let spread = self.grown_spread(value);
        let items = self.kept.effective_items();
        let standard_error = (spread.max(0.0) * items / (items - 1.0).max(1.0)).sqrt() / whole;
        let reach = students_quantile(items - 1.0) * standard_error;
        // What grew is never less than nothing.
        Some(Estimate { value, low: (value - reach).max(value.min(0.0)), high: value + reach })
    }

    /// Sum of the squares of what each item lies beside its share of what grew.
    fn grown_spread(&self, rate: f64) -> f64 {
        self.grown_grown - 2.0 * rate * self.whole_grown + rate * rate * self.kept.squares()
    }

    /// How what was kept and what grew go together over the items, from −1 to 1.
    fn correlation(&self) -> f64 {
        let whole = self.kept.whole();
        let (kept, grown) = (self.kept.part() / whole, self.grown / whole);
        let squares = self.kept.squares();
        let both = self.kept_grown - grown * self.whole_kept - kept * self.whole_grown + kept * grown * squares;
        let of_kept = self.kept_kept - 2.0 * kept * self.whole_kept + kept * kept * squares;
        let size = (of_kept.max(0.0) * self.grown_spread(grown).max(0.0)).sqrt();
        if size > 0.0 { (both / size).clamp(-1.0, 1.0) } else { 0.0 }
    }
}

/// The 97.5 % quantile of Student's t (Abramowitz & Stegun 26.7.5, within 0.004 from three degrees of freedom on; below that
/// those of one and of two).
fn students_quantile(freedom: f64) -> f64 {
    const Z: f64 = Z95;
    const TERMS: [f64; 4] = [
        (Z * Z * Z + Z) / 4.0,
        (5.0 * Z * Z * Z * Z * Z + 16.0 * Z * Z * Z + 3.0 * Z) / 96.0,
        (3.0 * Z * Z * Z * Z * Z * Z * Z + 19.0 * Z * Z * Z * Z * Z + 17.0 * Z * Z * Z - 15.0 * Z) / 384.0,
        (79.0 * Z * Z * Z * Z * Z * Z * Z * Z * Z + 776.0 * Z * Z * Z * Z * Z * Z * Z + 1_482.0 * Z * Z * Z * Z * Z
            - 1_920.0 * Z * Z * Z
            - 945.0 * Z)
            / 92_160.0,
    ];
    match freedom {
        few if few < 2.0 => 12.706_205,
        few if few < 3.0 => 4.302_653,
        _ => TERMS.iter().rev().fold(0.0, |sum, term| (sum + term) / freedom) + Z,
    }
}

#[cfg(test)]
mod tests {
    use rand::{Rng, RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    use super::*;

    #[test]
    fn students_quantiles_of_the_tables() {
        for (freedom, expected) in [(1.0, 12.706), (2.0, 4.303), (3.0, 3.182), (10.0, 2.228), (30.0, 2.042), (1e9, 1.960)] {
            assert!((students_quantile(freedom) - expected).abs() < 4e-3, "{freedom}: {}", students_quantile(freedom));
        }
    }

    #[test]
    fn without_growth_it_is_what_was_kept() {
        let mut retained = Retained::default();
        (0..20).for_each(|i| retained.add(10.0, if i < 2 { 0.0 } else { 10.0 }, 0.0));
        assert_eq!(retained.net(), retained.kept.estimate());
        assert_eq!(Retained::default().net(), None);
        assert_eq!(Retained::default().net_variance(), None);
    }

    /// A tenth of the accounts lost, a third growing by 5 to 50 %; amounts lognormal, some a hundred times others.
    fn book(rng: &mut impl Rng, n: usize) -> Retained {
        let mut retained = Retained::default();
        for _ in 0..n {
            let whole = normal(rng).exp();
            match rng.random_range(0.0..1.0) {
                x if x < 0.1 => retained.add(whole, 0.0, 0.0),
                x if x < 0.4 => retained.add(whole, whole, whole * rng.random_range(0.05..0.5)),
                _ => retained.add(whole, whole, 0.0),
            }
        }
        retained
    }

    /// Sum of twelve uniform numbers: near enough to normal.
    fn normal(rng: &mut impl Rng) -> f64 {
        (0..12).map(|_| rng.random_range(0.0..1.0)).sum::<f64>() - 6.0
    }

    #[test]
    fn net_retention_and_its_changes_are_covered() {
        let mut rng = ChaCha8Rng::seed_from_u64(11);
        let truth = 0.9 + 0.3 * 0.275;
        for n in [15, 50, 300] {
            let (mut held, mut held_kept, mut held_change) = (0, 0, 0);
            for _ in 0..1_000 {
                let [one, other] = [(); 2].map(|()| book(&mut rng, n));
                let (now, before, kept) = (one.net().unwrap(), other.net().unwrap(), one.kept.estimate().unwrap());
                let change = super::super::share::difference(now, before);
                held += u32::from(now.low <= truth && truth <= now.high);
                held_kept += u32::from(kept.low <= 0.9 && 0.9 <= kept.high);
                held_change += u32::from(change.low <= 0.0 && 0.0 <= change.high);
            }
            assert!(held >= 930 && held_kept >= 930 && held_change >= 930, "{n}: {held}, {held_kept}, {held_change} of 1000");
        }
    }
}
