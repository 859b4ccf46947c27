//! Descriptions: quantiles and the scores of probabilities.

use super::strata::Test;
use super::{Interval, Z95, normal_two_sided};

/// The quantile `share` (0–1) by linear interpolation between the order statistics (type 7 of Hyndman & Fan 1996,
/// the default of R and numpy). Sorts `values`. `None` without values.
pub(crate) fn quantile(values: &mut [i64], share: f64) -> Option<f64> {
    values.sort_unstable();
    let last = values.len().checked_sub(1)?;
    // 0.9 × 110 is 99.00000000000001 to a computer: what is nearer than anybody means is the place itself.
    let place = (share.clamp(0.0, 1.0) * last as f64 * 1e9).round() / 1e9;
    let low = place.floor() as usize;
    let high = (low + 1).min(last);
    let part = place - low as f64;
    let step = (values[high] - values[low]) as f64;
    Some(((values[low] as f64 + step * part) * 1e9).round() / 1e9)
}

/// 95 % interval of [`quantile`] between two order statistics, by the normal approximation to the binomial with a
/// correction for continuity (Conover, Practical Nonparametric Statistics, 3rd ed., §3.2); `items` is of how many independent
/// values they tell. `None` where the values do not reach that far on either side. Sorts `values`.
pub(crate) fn quantile_interval(values: &mut [i64], share: f64, items: f64) -> Option<Interval> {
    values.sort_unstable();
    let reach = Z95 * (share * (1.0 - share) / items).sqrt() + 0.5 / items;
    let (from, to) = (share - reach, share + reach);
    let last = values.len().checked_sub(1)? as f64;
    let at = |place: f64| values[place as usize] as f64;
    (from > 0.0 && to < 1.0).then(|| Interval { low: at((from * last).floor()), high: at((to * last).ceil()) })
}

/// Brier score: mean squared difference of forecast probability and what came (Brier 1950). `None` without forecasts.
pub(crate) fn brier(forecasts: impl Iterator<Item = (f64, bool)>) -> Option<f64> {
    let mut sum = 0.0;
    let mut n = 0_u64;
    for (probability, came) in forecasts {
        sum += (probability - f64::from(u8::from(came))).powi(2);
        n += 1;
    }
    (n > 0).then(|| sum / n as f64)
}

/// Spiegelhalter's z of whether probabilities are right (Spiegelhalter 1986), of (probability, share that came). A share
/// between none and all, as of several contracts that are one decision, varies less than the test allows for.
/// `None` where every probability leaves nothing open, or is one half.
pub(crate) fn spiegelhalter(forecasts: impl Iterator<Item = (f64, f64)>) -> Option<Test> {
    let (mut sum, mut variance) = (0.0, 0.0);
    for (p, came) in forecasts {
        let weight = 1.0 - 2.0 * p;
        sum += (came - p) * weight;
        variance += weight * weight * p * (1.0 - p);
    }
    let statistic = (variance > 0.0).then(|| sum / variance.sqrt())?;
    Some(Test { statistic, p: normal_two_sided(statistic) })
}

/// How likely at least `wanted` of independent events with these probabilities come (Poisson binomial, by recursion).
pub(crate) fn at_least(wanted: usize, chances: &[f64]) -> f64 {
    let mut exactly = vec![1.0];
    for chance in chances {
        exactly.push(0.0);
        for n in (0..exactly.len()).rev() {
            let less = if n > 0 { exactly[n - 1] } else { 0.0 };
            exactly[n] = exactly[n] * (1.0 - chance) + less * chance;
        }
    }
    exactly.iter().skip(wanted).sum::<f64>().min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_interpolate() {
        assert_eq!(quantile(&mut [4, 1, 3, 2], 0.5), Some(2.5));
        assert_eq!(quantile(&mut [10, 0], 0.9), Some(9.0));
        assert_eq!(quantile(&mut [7], 0.9), Some(7.0));
        assert_eq!(quantile(&mut [], 0.5), None);
        for last in 1..500 {
            let mut values: Vec<i64> = (0..=last).collect();
            let found = quantile(&mut values, 0.9).unwrap();
            assert_eq!(found, (last * 9) as f64 / 10.0, "of 0 to {last}, with no dust of floats");
        }
    }

    #[test]
    fn the_interval_of_a_quantile_covers_it() {
        use rand::{RngExt, SeedableRng};
        let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(3);
        for (n, share) in [(12, 0.5), (40, 0.5), (60, 0.9), (300, 0.9)] {
            let covered = (0..2_000).filter(|_| {
                let mut values: Vec<i64> = (0..n).map(|_| rng.random_range(0..1_000_000)).collect();
                let truth = 1_000_000.0 * share;
                quantile_interval(&mut values, share, f64::from(n)).is_none_or(|i| i.low <= truth && truth <= i.high)
            });
            assert!(covered.count() >= 1_860, "{n} values, {share}");
        }
        assert_eq!(quantile_interval(&mut (0..10).collect::<Vec<i64>>(), 0.9, 10.0), None, "ten values do not tell");
        assert_eq!(quantile_interval(&mut [], 0.5, 0.0), None);
    }

    #[test]
    fn brier_of_the_reference_forecasts() {
        let forecasts = [(0.1, false), (0.9, true), (0.8, true), (0.3, false)];
        assert!((brier(forecasts.into_iter()).unwrap() - 0.0375).abs() < 1e-12);
        assert_eq!(brier(std::iter::empty()), None);
    }

    #[test]
    fn spiegelhalters_z_worked_out_by_hand() {
        // Weights 0.8, −0.8, −0.6, 0.4; Σ(y−p)w = −0.08 − 0.08 − 0.12 − 0.12; Σw²p(1−p) = 2 × 0.64 × 0.09 + 0.36 × 0.16 + 0.16 × 0.21.
        let test = spiegelhalter([(0.1, 0.0), (0.9, 1.0), (0.8, 1.0), (0.3, 0.0)].into_iter()).unwrap();
        assert!((test.statistic - -0.4 / 0.2064_f64.sqrt()).abs() < 1e-12, "{test:?}");
        assert!(spiegelhalter((0..20).map(|i| (0.9, f64::from(u8::from(i < 8))))).unwrap().p < 1e-6, "eight of twenty at 90 %");
        assert_eq!(spiegelhalter([(0.5, 1.0), (1.0, 1.0)].into_iter()), None);
    }

    #[test]
    fn so_many_of_unlike_events_worked_out_by_hand() {
        assert!((at_least(2, &[0.5, 0.5, 0.5]) - 0.5).abs() < 1e-12);
        assert!((at_least(1, &[0.9, 0.5]) - 0.95).abs() < 1e-12 && (at_least(2, &[0.9, 0.5]) - 0.45).abs() < 1e-12);
        assert_eq!((at_least(0, &[]), at_least(1, &[])), (1.0, 0.0));
    }
}
