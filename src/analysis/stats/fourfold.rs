//! The 2×2 table: exact test, ratios and proportions with their intervals.

use super::{Estimate, Interval, Z95};

/// Two rows (with and without something) by two columns (an event and no event):
///
/// ```text
///            event   none
///   with       a       b
///   without    c       d
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Fourfold {
    pub a: u64,
    pub b: u64,
    pub c: u64,
    pub d: u64,
}

impl Fourfold {
    pub(crate) const fn new(a: u64, b: u64, c: u64, d: u64) -> Self {
        Self { a, b, c, d }
    }

    pub(crate) const fn cells(&self) -> [u64; 4] {
        [self.a, self.b, self.c, self.d]
    }

    pub(crate) const fn n(&self) -> u64 {
        self.a + self.b + self.c + self.d
    }

    /// Counts one observation.
    pub(crate) fn add(&mut self, with: bool, event: bool) {
        let cell = match (with, event) {
            (true, true) => &mut self.a,
            (true, false) => &mut self.b,
            (false, true) => &mut self.c,
            (false, false) => &mut self.d,
        };
        *cell += 1;
    }

    /// Something stands in every margin, so the table tells of an association.
    pub(crate) fn is_informative(&self) -> bool {
        self.a + self.b > 0 && self.c + self.d > 0 && self.a + self.c > 0 && self.b + self.d > 0
    }

    /// The variance of `a` with every margin fixed, where nothing is associated. Zero of a table that tells nothing.
    pub(crate) fn variance(&self) -> f64 {
        let [a, b, c, d] = self.cells().map(|cell| cell as f64);
        let n = a + b + c + d;
        if self.is_informative() { (a + b) * (c + d) * (a + c) * (b + d) / (n * n * (n - 1.0)) } else { 0.0 }
    }

    /// Two-sided Fisher exact p: the probability, with all margins fixed, of every table that is at most as
    /// likely as this one (Agresti, Categorical Data Analysis, 3rd ed., §3.5). Zero below the smallest float.
    pub(crate) fn fisher(&self) -> f64 {
        let (row, rest, column) = (self.a + self.b, self.c + self.d, self.a + self.c);
        let (low, high) = (column.saturating_sub(rest), row.min(column));
        let margins = Margins { row, rest, column };
        let mode = ((row + 1) * (column + 1) / (row + rest + 2)).clamp(low, high);
        let observed = margins.relative(mode, self.a);
        // Tables of equal probability must count as equal in spite of rounding.
        let limit = observed * (1.0 + 1e-7);
        let mut sums = Sums { all: 1.0, unlikely: if limit >= 1.0 { 1.0 } else { 0.0 }, limit };
        sums.walk((mode + 1..=high).map(|a| margins.step_up(a)));
        sums.walk((low + 1..=mode).rev().map(|a| 1.0 / margins.step_up(a)));
        (sums.unlikely / sums.all).min(1.0)
    }

    /// One-sided Fisher exact p: the probability, with all margins fixed, of as many events with it, or more.
    pub(crate) fn fisher_more(&self) -> f64 {
        let (row, rest, column) = (self.a + self.b, self.c + self.d, self.a + self.c);
        let (low, high) = (column.saturating_sub(rest), row.min(column));
        let margins = Margins { row, rest, column };
        // Relative to the table at hand, away from it on both sides.
        let tail = |steps: &mut dyn Iterator<Item = f64>| {
            let step = |at: &mut f64, by: f64| {
                *at *= by;
                Some(*at)
            };
            steps.scan(1.0, step).sum::<f64>()
        };
        let more = tail(&mut (self.a + 1..=high).map(|a| margins.step_up(a)));
        let fewer = tail(&mut (low + 1..=self.a).rev().map(|a| 1.0 / margins.step_up(a)));
        if fewer.is_infinite() { 0.0 } else { ((1.0 + more) / (1.0 + more + fewer)).min(1.0) }
    }

    /// Risk of the event with against without; log interval of Katz et al. 1978 (Agresti §3.1). With an empty
    /// cell, one half is added to each (Haldane 1956). `None` when a row is empty.
    pub(crate) fn risk_ratio(&self) -> Option<Estimate> {
        let [a, b, c, d] = self.smoothed()?;
        let variance = 1.0 / a - 1.0 / (a + b) + 1.0 / c - 1.0 / (c + d);
        Some(Estimate::of_ratio((a / (a + b)) / (c / (c + d)), variance.max(0.0).sqrt()))
    }

    /// Odds of the event with against without; log interval of Woolf 1955 (Agresti §3.1). With an empty cell,
    /// one half is added to each (Haldane 1956). `None` when a row is empty.
    pub(crate) fn odds_ratio(&self) -> Option<Estimate> {
        let [a, b, c, d] = self.smoothed()?;
        Some(Estimate::of_ratio(a * d / (b * c), (1.0 / a + 1.0 / b + 1.0 / c + 1.0 / d).sqrt()))
    }

    fn smoothed(&self) -> Option<[f64; 4]> {
        if self.a + self.b == 0 || self.c + self.d == 0 {
            return None;
        }
        let add = if self.cells().contains(&0) { 0.5 } else { 0.0 };
        Some(self.cells().map(|cell| cell as f64 + add))
    }
}

/// Fixed margins, under which cell `a` is hypergeometric.
struct Margins {
    row: u64,
    rest: u64,
    column: u64,
}

impl Margins {
    /// P(a) / P(a − 1).
    fn step_up(&self, a: u64) -> f64 {
        let more = (self.row - a + 1) as f64 * (self.column - a + 1) as f64;
        let less = a as f64 * (self.rest + a - self.column) as f64;
        more / less
    }

    /// P(a) / P(mode).
    fn relative(&self, mode: u64, a: u64) -> f64 {
        if a >= mode { (mode + 1..=a).map(|k| self.step_up(k)).product() } else { (a + 1..=mode).map(|k| 1.0 / self.step_up(k)).product() }
    }
}

/// Probabilities relative to the mode's: all of them, and those not above the limit.
struct Sums {
    all: f64,
    unlikely: f64,
    limit: f64,
}

impl Sums {
    /// Walks away from the mode, where probabilities only fall, until what follows no longer matters.
    fn walk(&mut self, steps: impl Iterator<Item = f64>) {
        let mut probability = 1.0;
        for step in steps {
            probability *= step;
            self.all += probability;
            if probability <= self.limit {
                self.unlikely += probability;
            }
            if probability <= self.limit * 1e-17 {
                break;
            }
        }
    }
}

/// Wilson's score interval of a proportion, 95 % (Wilson 1927; Agresti §1.4). `None` when `n` is zero.
pub(crate) fn wilson(events: u64, n: u64) -> Option<Interval> {
    if n == 0 { None } else { wilson_of(events as f64 / n as f64, n as f64) }
}

/// The same of a share `p` over a number of items that need not be whole. `None` without any.
pub(crate) fn wilson_of(p: f64, n: f64) -> Option<Interval> {
    if n <= 0.0 {
        return None;
    }
    let z2 = Z95 * Z95;
    let centre = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let reach = Z95 / (1.0 + z2 / n) * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    // None and all reach to the very end; floats would stop a little short of it.
    let low = if p == 0.0 { 0.0 } else { (centre - reach).max(0.0) };
    Some(Interval { low, high: if p == 1.0 { 1.0 } else { (centre + reach).min(1.0) } })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: f64, expected: f64, tolerance: f64) {
        assert!((found - expected).abs() <= tolerance, "{found} is not {expected}");
    }

    #[test]
    fn fisher_agrees_with_scipy() {
        close(Fourfold::new(3, 1, 1, 3).fisher(), 0.485_714_3, 5e-8);
        close(Fourfold::new(2, 10, 15, 3).fisher(), 5.367_241e-4, 5e-11);
        close(Fourfold::new(8, 2, 1, 5).fisher(), 0.034_965_0, 5e-8);
    }

    #[test]
    fn one_sided_fisher_worked_out_by_hand() {
        // Of C(8,4) = 70 tables of these margins, 16 have a = 3 and one has a = 4.
        close(Fourfold::new(3, 1, 1, 3).fisher_more(), 17.0 / 70.0, 1e-12);
        close(Fourfold::new(4, 0, 0, 4).fisher_more(), 1.0 / 70.0, 1e-12);
        close(Fourfold::new(0, 4, 4, 0).fisher_more(), 1.0, 1e-12);
        close(Fourfold::new(2, 2, 2, 2).fisher_more() + Fourfold::new(2, 2, 2, 2).fisher_more(), 1.0 + 36.0 / 70.0, 1e-12);
        close(Fourfold::default().fisher_more(), 1.0, 1e-12);
        assert!(Fourfold::new(90_000, 10_000, 10_000, 90_000).fisher_more() < 1e-100);
    }

    #[test]
    fn fisher_of_a_table_without_information_is_one() {
        close(Fourfold::new(0, 0, 4, 9).fisher(), 1.0, 1e-12);
        close(Fourfold::default().fisher(), 1.0, 1e-12);
        close(Fourfold::new(5, 5, 5, 5).fisher(), 1.0, 1e-12);
    }

    #[test]
    fn fisher_holds_for_very_large_tables() {
        let p = Fourfold::new(98_000, 102_000, 400_000, 400_000).fisher();
        assert!(p > 1e-17 && p < 1e-14, "{p}");
        assert!(Fourfold::new(100_000, 400_000, 100_050, 399_950).fisher() > 0.8);
        assert_eq!(Fourfold::new(0, 500_000, 500_000, 0).fisher(), 0.0, "too small for any float");
    }

    #[test]
    fn wilson_agrees_with_statsmodels() {
        let one = wilson(1, 10).unwrap();
        close(one.low, 0.017_876, 5e-7);
        close(one.high, 0.404_150, 5e-7);
        let many = wilson(81, 263).unwrap();
        close(many.low, 0.255_289, 5e-7);
        close(many.high, 0.366_210, 5e-7);
        assert_eq!(wilson(0, 0), None);
        for n in 1..200 {
            assert_eq!((wilson(0, n).unwrap().low, wilson(n, n).unwrap().high), (0.0, 1.0), "none and all of {n}");
        }
    }

    #[test]
    fn the_risk_ratio_and_its_interval() {
        let ratio = Fourfold::new(15, 85, 5, 95).risk_ratio().unwrap();
        close(ratio.value, 3.0, 1e-12);
        close(ratio.low, 1.133_359, 5e-7);
        close(ratio.high, 7.940_999, 5e-7);
    }

    #[test]
    fn crude_odds_ratios_of_the_reference_tables() {
        let admissions = Fourfold::new(1198, 1493, 557, 1278);
        close(admissions.odds_ratio().unwrap().value, 1.841_080, 5e-7);
        let kidney_stones = Fourfold::new(273, 77, 289, 61);
        close(kidney_stones.odds_ratio().unwrap().value, 0.748_349, 5e-7);
    }

    #[test]
    fn an_empty_cell_gives_a_finite_ratio_and_an_empty_row_none() {
        assert!(Fourfold::new(4, 0, 1, 9).odds_ratio().unwrap().value.is_finite());
        assert_eq!(Fourfold::new(0, 0, 1, 9).risk_ratio(), None);
    }
}
