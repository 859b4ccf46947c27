//! An association within strata, where observations of one cluster (the years of one account, say) need not be independent.

use super::strata::{breslow_day, cochran_mantel_haenszel, mantel_haenszel};
use super::{Estimate, Fourfold, chi_squared_tail, exact, normal_two_sided, two_sided_normal};

/// One observation: its stratum, and its cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Seen {
    pub stratum: usize,
    pub cluster: u32,
    pub with: bool,
    pub event: bool,
}

/// What the strata say together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Stratified {
    /// The Mantel–Haenszel odds ratio; `None` where the strata hold no odds to divide by.
    pub odds_ratio: Option<Estimate>,
    /// Two-sided p of no association.
    pub p: f64,
    /// Whether `p` is of the exact conditional test; else of Cochran, Mantel and Haenszel.
    pub is_exact: bool,
}

/// Where fewer events than this lie between what is expected and what the margins allow, χ² is no measure of chance
/// (Mantel & Fleiss 1980).
const LEAST_ROOM: f64 = 5.0;

/// Holds `tables`, one a stratum, against no association. `seen` are the observations behind them, those of a cluster one after
/// the other: what goes together within clusters widens the spread of chance, and never narrows it. `None` where no stratum tells
/// anything.
pub(crate) fn stratified(tables: &[Fourfold], seen: impl Iterator<Item = Seen>) -> Option<Stratified> {
    let test = cochran_mantel_haenszel(tables)?;
    let wider = spread_of_clusters(tables, seen);
    let is_exact = room(tables) < LEAST_ROOM;
    let p = if is_exact { widened(exact::conditional(tables), wider) } else { chi_squared_tail(test.statistic / wider, 1.0) };
    Some(Stratified { odds_ratio: mantel_haenszel(tables).map(|ratio| ratio.widened(wider.sqrt())), p, is_exact })
}

/// Whether the strata's odds ratios differ by more than chance: p of Breslow and Day.
pub(crate) fn heterogeneity(tables: &[Fourfold]) -> Option<f64> {
    breslow_day(tables).map(|test| test.p)
}

/// The p of a test whose statistic varies `wider` times as much as it takes for granted.
fn widened(p: f64, wider: f64) -> f64 {
    if wider > 1.0 { normal_two_sided(two_sided_normal(p) / wider.sqrt()) } else { p }
}

/// How far the number of events with the sign can lie from what is expected.
fn room(tables: &[Fourfold]) -> f64 {
    let (mut below, mut above) = (0.0, 0.0);
    for table in tables.iter().filter(|table| table.is_informative()) {
        let (row, rest, column) = (table.a + table.b, table.c + table.d, table.a + table.c);
        let expected = row as f64 * column as f64 / table.n() as f64;
        below += expected - column.saturating_sub(rest) as f64;
        above += row.min(column) as f64 - expected;
    }
    below.min(above)
}

/// The variance of the number of events with the sign, by what it is where all observations are independent: 1 or more. Each
/// observation adds (z − z̄)(y − ȳ) of its stratum; what those of one cluster add together is not independent.
fn spread_of_clusters(tables: &[Fourfold], seen: impl Iterator<Item = Seen>) -> f64 {
    let means: Vec<Option<(f64, f64)>> = tables.iter().map(means).collect();
    let (mut shared, mut sum, mut squares, mut cluster) = (0.0, 0.0, 0.0, None);
    for one in seen {
        if cluster != Some(one.cluster) {
            shared += sum * sum - squares;
            (sum, squares, cluster) = (0.0, 0.0, Some(one.cluster));
        }
        if let Some((with, event)) = means[one.stratum] {
            let adds = (f64::from(u8::from(one.with)) - with) * (f64::from(u8::from(one.event)) - event);
            sum += adds;
            squares += adds * adds;
        }
    }
    shared += sum * sum - squares;
    let independent: f64 = tables.iter().filter(|table| table.is_informative()).map(Fourfold::variance).sum();
    if independent > 0.0 { 1.0 + shared.max(0.0) / independent } else { 1.0 }
}

fn means(table: &Fourfold) -> Option<(f64, f64)> {
    let n = table.n() as f64;
    table.is_informative().then(|| ((table.a + table.b) as f64 / n, (table.a + table.c) as f64 / n))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alone(tables: &[Fourfold]) -> Vec<Seen> {
        let mut cluster = 0;
        let mut all = Vec::new();
        for (stratum, table) in tables.iter().enumerate() {
            for (cell, (with, event)) in table.cells().into_iter().zip([(true, true), (true, false), (false, true), (false, false)]) {
                for _ in 0..cell {
                    cluster += 1;
                    all.push(Seen { stratum, cluster, with, event });
                }
            }
        }
        all
    }

    #[test]
    fn independent_observations_are_tested_as_cochran_mantel_and_haenszel_do() {
        let tables = [Fourfold::new(20, 30, 10, 60), Fourfold::new(15, 25, 12, 50)];
        let found = stratified(&tables, alone(&tables).into_iter()).unwrap();
        assert!((found.p - cochran_mantel_haenszel(&tables).unwrap().p).abs() < 1e-12 && !found.is_exact);
        assert_eq!(found.odds_ratio, mantel_haenszel(&tables));
    }

    #[test]
    fn few_events_are_tested_exactly() {
        let few = [Fourfold::new(3, 1, 1, 3)];
        let found = stratified(&few, alone(&few).into_iter()).unwrap();
        assert!((found.p - 0.485_714_3).abs() < 5e-8 && found.is_exact, "of one stratum it is Fisher's test: {found:?}");
    }

    #[test]
    fn what_repeats_within_clusters_proves_less() {
        let tables = [Fourfold::new(20, 30, 10, 60)];
        let each = alone(&tables);
        let by_five: Vec<Seen> = each.iter().map(|one| Seen { cluster: one.cluster / 5, ..*one }).collect();
        let (alone, clustered) = (stratified(&tables, each.into_iter()).unwrap(), stratified(&tables, by_five.into_iter()).unwrap());
        assert!(clustered.p > alone.p * 10.0, "{clustered:?} {alone:?}");
        assert!(clustered.odds_ratio.unwrap().low < alone.odds_ratio.unwrap().low);
    }

    #[test]
    fn without_a_stratum_that_tells_nothing_is_told() {
        assert_eq!(stratified(&[Fourfold::new(3, 0, 5, 0), Fourfold::new(0, 0, 2, 3)], std::iter::empty()), None);
    }
}
