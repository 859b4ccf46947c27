//! ARR-weighted lift of a signal, with a seeded bootstrap over accounts.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rustc_hash::FxHashMap;

use super::case::Case;

/// Resamples drawn. The percentiles of a 95 % interval need no more than a few hundred.
const RESAMPLES: usize = 300;
/// Up to this many accounts are resampled one by one. More are first dealt by their id into this many groups, and
/// groups are resampled: accounts are independent, so groups of them are too, and the spread is estimated as well.
const MOST_CLUSTERS: usize = 600;
/// Fixed, so that the same data gives the same interval on every machine.
const SEED: u64 = 0x5265_6e65_7761_6c73;

/// Which cluster each case belongs to, and how often each cluster stands in each resample.
pub struct Bootstrap {
    cluster_of: Vec<u32>,
    clusters: usize,
    /// `RESAMPLES` rows of `clusters` counts.
    weights: Vec<u8>,
}

/// ARR and ARR lost of one cluster, with the signal and without: in minor units.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sums {
    pub with: i64,
    pub with_lost: i64,
    pub without: i64,
    pub without_lost: i64,
}

impl Bootstrap {
    pub fn new(cases: &[Case<'_>]) -> Self {
        let (cluster_of, clusters) = clusters(cases);
        Self { cluster_of, clusters, weights: draw(clusters) }
    }

    /// Empty sums, one for each cluster.
    pub fn sums(&self) -> Vec<Sums> {
        vec![Sums::default(); self.clusters]
    }

    /// Where the case at `index` is added up.
    pub fn cluster(&self, index: usize) -> usize {
        self.cluster_of[index] as usize
    }

    /// The percentile 95 % interval of the lift (Efron & Tibshirani 1993, ch. 13). `None` where too many
    /// resamples hold no ARR on one side.
    pub fn interval(&self, sums: &[Sums]) -> Option<(f64, f64)> {
        let amounts: Vec<[f64; 4]> = sums.iter().map(Sums::as_floats).collect();
        let resample = |weights: &[u8]| lift_of(weighted(&amounts, weights));
        let mut lifts: Vec<f64> = self.weights.chunks_exact(self.clusters.max(1)).filter_map(resample).collect();
        if lifts.len() < RESAMPLES * 9 / 10 {
            return None;
        }
        lifts.sort_unstable_by(f64::total_cmp);
        let at = |share: f64| lifts[(share * (lifts.len() - 1) as f64).round() as usize];
        Some((at(0.025), at(0.975)))
    }
}

impl Sums {
    pub fn add(&mut self, with: bool, arr: i64, lost: i64) {
        if with {
            self.with += arr;
            self.with_lost += lost;
        } else {
            self.without += arr;
            self.without_lost += lost;
        }
    }

    pub fn merge(&mut self, other: Self) {
        self.with += other.with;
        self.with_lost += other.with_lost;
        self.without += other.without;
        self.without_lost += other.without_lost;
    }

    fn as_floats(&self) -> [f64; 4] {
        [self.with, self.with_lost, self.without, self.without_lost].map(|minor| minor as f64)
    }
}

/// Share of ARR lost with the signal, minus the share without.
pub fn lift(sums: &[Sums]) -> Option<f64> {
    let total = sums.iter().fold(Sums::default(), |mut total, sums| {
        total.merge(*sums);
        total
    });
    lift_of(total.as_floats())
}

fn lift_of([with, with_lost, without, without_lost]: [f64; 4]) -> Option<f64> {
    (with > 0.0 && without > 0.0).then(|| with_lost / with - without_lost / without)
}

fn weighted(amounts: &[[f64; 4]], weights: &[u8]) -> [f64; 4] {
    let mut total = [0.0; 4];
    for (row, weight) in amounts.iter().zip(weights) {
        let weight = f64::from(*weight);
        for (sum, amount) in total.iter_mut().zip(row) {
            *sum += weight * amount;
        }
    }
    total
}

/// Clusters do not depend on the order of the rows: few accounts are numbered by their sorted ids, many dealt by a digest.
fn clusters(cases: &[Case<'_>]) -> (Vec<u32>, usize) {
    let mut ids: Vec<&str> = Vec::new();
    let mut seen: FxHashMap<&str, u32> = FxHashMap::default();
    for case in cases {
        if seen.insert(&case.renewal.account_id, 0).is_none() {
            ids.push(&case.renewal.account_id);
        }
        if ids.len() > MOST_CLUSTERS {
            let deal = |case: &Case<'_>| (digest(&case.renewal.account_id) % MOST_CLUSTERS as u64) as u32;
            return (cases.iter().map(deal).collect(), MOST_CLUSTERS);
        }
    }
    ids.sort_unstable();
    for (number, id) in ids.iter().enumerate() {
        seen.insert(id, number as u32);
    }
    (cases.iter().map(|case| seen[&*case.renewal.account_id]).collect(), ids.len())
}

/// FNV-1a, which is the same everywhere.
fn digest(id: &str) -> u64 {
    id.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Draws as many clusters as there are, with replacement, once for each resample.
fn draw(clusters: usize) -> Vec<u8> {
    let mut rng = ChaCha8Rng::seed_from_u64(SEED);
    let mut weights = vec![0_u8; RESAMPLES * clusters];
    for resample in weights.chunks_exact_mut(clusters.max(1)) {
        for _ in 0..clusters {
            let drawn = (u64::from(rng.next_u32()) * clusters as u64) >> 32;
            let weight = &mut resample[drawn as usize];
            *weight = weight.saturating_add(1);
        }
    }
    weights
}
