//! Many tests at once.

/// Benjamini–Hochberg adjusted p-values (Benjamini & Hochberg 1995), in the order of `p`.
pub(crate) fn benjamini_hochberg(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|x, y| p[*y].total_cmp(&p[*x]));
    let mut q = vec![1.0; p.len()];
    let mut least = 1.0_f64;
    for (from_top, index) in order.into_iter().enumerate() {
        let rank = p.len() - from_top;
        least = least.min(p[index] * p.len() as f64 / rank as f64);
        q[index] = least;
    }
    q
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn benjamini_hochberg_agrees_with_statsmodels() {
        let q = benjamini_hochberg(&[0.005, 0.009, 0.05, 0.5]);
        for (found, expected) in q.iter().zip([0.018, 0.018, 0.066_667, 0.5]) {
            assert!((found - expected).abs() < 5e-7, "{found} is not {expected}");
        }
    }

    #[test]
    fn the_order_of_the_tests_does_not_matter() {
        assert_eq!(benjamini_hochberg(&[0.5, 0.005, 0.05, 0.009]), [0.5, 0.018, benjamini_hochberg(&[0.005, 0.009, 0.05, 0.5])[2], 0.018]);
        assert!(benjamini_hochberg(&[]).is_empty());
    }
}
