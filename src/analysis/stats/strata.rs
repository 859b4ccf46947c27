//! Several 2×2 tables taken together: what is associated once the strata are compared like with like.

use super::{Estimate, Fourfold, chi_squared_tail};

/// A test's statistic and its p.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Test {
    pub statistic: f64,
    pub p: f64,
}

/// The Mantel–Haenszel common odds ratio (Mantel & Haenszel 1959) with the interval of Robins, Breslow &
/// Greenland 1986. `None` when the strata cannot tell (no discordant pairs on one side).
pub(crate) fn mantel_haenszel(strata: &[Fourfold]) -> Option<Estimate> {
    let (mut r_sum, mut s_sum) = (0.0, 0.0);
    let (mut pr, mut ps_qr, mut qs) = (0.0, 0.0, 0.0);
    for [a, b, c, d] in informative(strata) {
        let n = a + b + c + d;
        let (p, q) = ((a + d) / n, (b + c) / n);
        let (r, s) = (a * d / n, b * c / n);
        r_sum += r;
        s_sum += s;
        pr += p * r;
        ps_qr += p * s + q * r;
        qs += q * s;
    }
    if r_sum <= 0.0 || s_sum <= 0.0 {
        return None;
    }
    let variance = pr / (2.0 * r_sum * r_sum) + ps_qr / (2.0 * r_sum * s_sum) + qs / (2.0 * s_sum * s_sum);
    Some(Estimate::of_ratio(r_sum / s_sum, variance.sqrt()))
}

/// The Cochran–Mantel–Haenszel test of no association, with continuity correction (Agresti §6.4).
pub(crate) fn cochran_mantel_haenszel(strata: &[Fourfold]) -> Option<Test> {
    let difference: f64 = informative(strata).map(|[a, b, c, d]| a - (a + b) * (a + c) / (a + b + c + d)).sum();
    let variance: f64 = strata.iter().map(Fourfold::variance).sum();
    if variance <= 0.0 {
        return None;
    }
    let statistic = (difference.abs() - 0.5).max(0.0).powi(2) / variance;
    Some(Test { statistic, p: chi_squared_tail(statistic, 1.0) })
}

/// The Breslow–Day test of equal odds ratios over the strata, without Tarone's adjustment (Breslow & Day 1980, §4.4).
/// `None` with fewer than two strata that can tell, or without a common odds ratio.
pub(crate) fn breslow_day(strata: &[Fourfold]) -> Option<Test> {
    let common = mantel_haenszel(strata)?.value;
    let terms: Vec<f64> = informative(strata).filter_map(|table| breslow_day_term(table, common)).collect();
    if terms.len() < 2 {
        return None;
    }
    let statistic = terms.iter().sum();
    Some(Test { statistic, p: chi_squared_tail(statistic, (terms.len() - 1) as f64) })
}

/// (a − E)² / V of one stratum, with E the expected `a` under the common odds ratio and the margins as they are.
fn breslow_day_term([a, b, c, d]: [f64; 4], odds_ratio: f64) -> Option<f64> {
    let (row, rest, column) = (a + b, c + d, a + c);
    let expected = expected_cell(row, rest, column, odds_ratio);
    let cells = [expected, row - expected, column - expected, rest - column + expected];
    if cells.iter().any(|cell| *cell <= 0.0) {
        return None;
    }
    let variance = 1.0 / cells.iter().map(|cell| 1.0 / cell).sum::<f64>();
    Some((a - expected).powi(2) / variance)
}

/// Solves `x (rest − column + x) = OR (row − x)(column − x)` for the root within the margins.
fn expected_cell(row: f64, rest: f64, column: f64, odds_ratio: f64) -> f64 {
    let square = 1.0 - odds_ratio;
    let linear = rest - column + odds_ratio * (row + column);
    let constant = -odds_ratio * row * column;
    if square.abs() < 1e-12 {
        return -constant / linear;
    }
    let root = (linear * linear - 4.0 * square * constant).max(0.0).sqrt();
    let (low, high) = ((column - rest).max(0.0), row.min(column));
    let candidates = [(-linear + root) / (2.0 * square), (-linear - root) / (2.0 * square)];
    candidates.into_iter().find(|x| (low..=high).contains(x)).unwrap_or(low)
}

/// Strata with something in every margin; the others carry no information on the association.
fn informative(strata: &[Fourfold]) -> impl Iterator<Item = [f64; 4]> + '_ {
    strata.iter().filter(|table| table.is_informative()).map(|t| t.cells().map(|cell| cell as f64))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: f64, expected: f64, tolerance: f64) {
        assert!((found - expected).abs() <= tolerance, "{found} is not {expected}");
    }

    /// Admitted and rejected men, admitted and rejected women, of six departments (Berkeley 1973; R's `UCBAdmissions`).
    const ADMISSIONS: [Fourfold; 6] = [
        Fourfold::new(512, 313, 89, 19),
        Fourfold::new(353, 207, 17, 8),
        Fourfold::new(120, 205, 202, 391),
        Fourfold::new(138, 279, 131, 244),
        Fourfold::new(53, 138, 94, 299),
        Fourfold::new(22, 351, 24, 317),
    ];

    #[test]
    fn mantel_haenszel_of_the_berkeley_admissions() {
        let common = mantel_haenszel(&ADMISSIONS).unwrap();
        close(common.value, 0.904_696_8, 5e-8);
        close(common.low, 0.771_907_4, 5e-8);
        close(common.high, 1.060_329_7, 1e-7);
    }

    #[test]
    fn cochran_mantel_haenszel_of_the_berkeley_admissions() {
        let test = cochran_mantel_haenszel(&ADMISSIONS).unwrap();
        close(test.statistic, 1.426_946, 5e-7);
        close(test.p, 0.232_263, 5e-7);
    }

    #[test]
    fn breslow_day_of_the_berkeley_admissions() {
        let test = breslow_day(&ADMISSIONS).unwrap();
        close(test.statistic, 18.8255, 5e-5);
        close(test.p, 0.002_07, 5e-6);
    }

    /// Charig et al. 1986: open surgery against percutaneous, by stone size. Each stratum favours surgery, the sum does not.
    #[test]
    fn the_kidney_stone_table_reverses() {
        let strata = [Fourfold::new(81, 6, 234, 36), Fourfold::new(192, 71, 55, 25)];
        close(mantel_haenszel(&strata).unwrap().value, 1.446_847, 5e-7);
    }

    #[test]
    fn strata_without_information_change_nothing() {
        let mut more = ADMISSIONS.to_vec();
        more.extend([Fourfold::default(), Fourfold::new(0, 0, 5, 7), Fourfold::new(3, 0, 5, 0)]);
        assert_eq!(mantel_haenszel(&more), mantel_haenszel(&ADMISSIONS));
        assert_eq!(cochran_mantel_haenszel(&more), cochran_mantel_haenszel(&ADMISSIONS));
        assert_eq!(mantel_haenszel(&[]), None);
        assert_eq!(breslow_day(&ADMISSIONS[..1]), None);
    }
}
