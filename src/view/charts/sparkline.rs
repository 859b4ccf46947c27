//! A course of values in one row of text.

use super::bars;

/// One character a value, the least as a low bar, unknown ones as a gap. No bar fills its cell, so that those of
/// rows below one another stay apart. `range` fixes the scale; without it it runs from zero to the largest value.
pub(crate) fn sparkline(values: &[Option<f64>], range: Option<(f64, f64)>) -> String {
    let most = values.iter().flatten().copied().fold(f64::MIN_POSITIVE, f64::max);
    let (low, high) = range.unwrap_or((0.0, most));
    let share = |v: f64| ((v - low) / (high - low).max(f64::MIN_POSITIVE)).clamp(0.1, 1.0) * 7.0 / 8.0;
    values.iter().map(|value| value.map_or(" ", |v| bars::level(share(v)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_is_full_and_gaps_stay_gaps() {
        assert_eq!(sparkline(&[Some(0.0), Some(4.0), None, Some(8.0)], None), "▁▄ ▇");
        assert_eq!(sparkline(&[Some(50.0), Some(100.0)], Some((0.0, 100.0))), "▄▇");
        assert_eq!(sparkline(&[], None), "");
    }
}
