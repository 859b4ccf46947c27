//! Where nothing grows, nothing is found to, however many contracts an account has.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::*;
use crate::analysis::testing::{Build, facts, renewal};
use crate::domain::Name;

const SEEDS: u64 = 200;
/// Five of a hundred, and 2.5 standard errors of that over the seeds.
const ALLOWED: usize = 17;

/// Sixty accounts over seven quarters, each due once a year with all its contracts, which it keeps or loses together.
fn dealt(contracts: usize, seed: u64) -> Facts {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut renewals = vec![];
    for account in 0..60 {
        let dues = ["2025-02-10", "2025-05-10", "2025-08-10", "2025-11-10", "2026-02-10", "2026-05-10", "2026-08-10"];
        for due in dues.iter().skip(account % 4).step_by(4) {
            renewals.extend(decision(account, due, contracts, &mut rng));
        }
    }
    facts(renewals)
}

fn decision(account: usize, due: &str, contracts: usize, rng: &mut ChaCha8Rng) -> Vec<Renewal> {
    let is_lost = rng.random_bool(0.2);
    let reason = ["budget", "champion left", "outages", "low adoption"][rng.random_range(0..4)];
    let rival = rng.random_bool(0.15).then(|| ["Rivalo", "Northwind"][rng.random_range(0..2)]);
    let contract = |k: usize| {
        let base = renewal(&format!("{account}-{due}-{k}"), due);
        let base = if is_lost { base.churned(100).because(reason) } else { base.renewed(100, 100) };
        base.with(|r| {
            r.account_id = Name::from(format!("A{account}"));
            r.segment = ["enterprise", "growth", "scale"][account % 3].into();
            r.geo = ["AMER", "APAC", "EMEA"][account / 4 % 3].into();
            r.product = ["Core", "Plus"][k % 2].into();
            r.competitor = rival.map(Name::from);
        })
    };
    (0..contracts).map(contract).collect()
}

#[test]
fn nothing_emerges_more_often_than_stated_at_any_number_of_contracts() {
    for contracts in [1, 3, 6, 10] {
        let found = (0..SEEDS).filter(|seed| !emerging(&dealt(contracts, *seed), &RoomDecisions::default()).is_empty()).count();
        assert!(found <= ALLOWED, "{contracts} contracts an account: something emerges in {found} of {SEEDS} runs");
    }
}
