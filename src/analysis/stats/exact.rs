//! The exact test of no association within strata, for few events.

use super::Fourfold;

/// Two-sided p of the number of events with the sign, over all strata together, with every margin fixed: the probability of all
/// numbers that are at most as likely as the one seen (Agresti, Categorical Data Analysis, 3rd ed., §16.5; R's
/// `mantelhaen.test(exact = TRUE)`). Of one stratum it is Fisher's test.
pub(crate) fn conditional(tables: &[Fourfold]) -> f64 {
    let mut all = vec![1.0];
    let mut seen = 0;
    for table in tables.iter().filter(|table| table.is_informative()) {
        let (least, chances) = hypergeometric(table);
        all = convolved(&all, &chances);
        seen += (table.a - least) as usize;
    }
    // Numbers of equal probability must count as equal in spite of rounding.
    let limit = all.get(seen).copied().unwrap_or_default() * (1.0 + 1e-7);
    let total: f64 = all.iter().sum();
    (all.iter().filter(|chance| **chance <= limit).sum::<f64>() / total).min(1.0)
}

/// The least `a` that the margins allow, and the probabilities from there up.
fn hypergeometric(table: &Fourfold) -> (u64, Vec<f64>) {
    let (row, rest, column) = (table.a + table.b, table.c + table.d, table.a + table.c);
    let (least, most) = (column.saturating_sub(rest), row.min(column));
    let mut logs = vec![0.0_f64];
    for a in least + 1..=most {
        let more = (row - a + 1) as f64 * (column - a + 1) as f64;
        let less = a as f64 * (rest + a - column) as f64;
        logs.push(logs[logs.len() - 1] + (more / less).ln());
    }
    let largest = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let chances: Vec<f64> = logs.iter().map(|log| (log - largest).exp()).collect();
    let total: f64 = chances.iter().sum();
    (least, chances.into_iter().map(|chance| chance / total).collect())
}

fn convolved(one: &[f64], other: &[f64]) -> Vec<f64> {
    let mut both = vec![0.0; one.len() + other.len() - 1];
    for (i, x) in one.iter().enumerate() {
        for (sum, y) in both[i..].iter_mut().zip(other) {
            *sum += x * y;
        }
    }
    both
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_one_stratum_it_is_fishers_test() {
        for table in [Fourfold::new(3, 1, 1, 3), Fourfold::new(2, 10, 15, 3), Fourfold::new(8, 2, 1, 5), Fourfold::new(0, 9, 4, 30)] {
            assert!((conditional(&[table]) - table.fisher()).abs() < 1e-12, "{table:?}");
        }
    }

    /// Penicillin and rabbits (Mantel 1963), as R's `mantelhaen.test` documents it.
    #[test]
    fn of_the_rabbits_it_is_what_r_prints() {
        let rabbits = [(0, 0, 6, 5), (3, 0, 3, 6), (6, 2, 0, 4), (5, 6, 1, 0), (2, 5, 0, 0)];
        let tables = rabbits.map(|(a, c, b, d)| Fourfold::new(a, b, c, d));
        assert!((conditional(&tables) - 0.039_94).abs() < 5e-6, "{}", conditional(&tables));
    }
}
