//! With reasons dealt at random, nothing is a critical blocker more often than stated.

use std::sync::Arc;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::*;
use crate::analysis::findings::Findings;
use crate::analysis::testing::{Build, day, facts, renewal};
use crate::domain::Name;
use crate::domain::event::PastBlocker;
use crate::telling::insights::insights;

const SEEDS: u64 = 200;
/// Five of a hundred, and 2.5 standard errors of that over the seeds.
const ALLOWED: usize = 17;
const REASONS: [&str; 8] =
    ["budget", "champion left", "outages", "low adoption", "budget", "champion left", "too expensive", "missing features"];

/// Losses of seven quarters, each account's with one reason over all its contracts.
fn dealt(losses: usize, contracts: usize, seed: u64) -> Facts {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let dues = ["2025-02-10", "2025-05-10", "2025-08-10", "2025-11-10", "2026-02-10", "2026-05-10", "2026-08-10"];
    let mut account = |due: &'static str, i: usize| {
        let reason = REASONS[rng.random_range(0..REASONS.len())];
        let arr = rng.random_range(10..1_000);
        let contract = move |k: usize| {
            renewal(&format!("{due}-{i}-{k}"), due).churned(arr).because(reason).with(|r| r.account_id = Name::from(format!("{due}-{i}")))
        };
        (0..contracts).map(contract).collect::<Vec<_>>()
    };
    facts(dues.iter().flat_map(|due| (0..losses).flat_map(|i| account(due, i)).collect::<Vec<_>>()).collect())
}

fn critical(facts: &Facts, room: &RoomDecisions<'_>) -> bool {
    let findings = Findings { blockers: blockers(facts, room), ..Findings::default() };
    insights(facts, &findings, lost_in_window(facts)).iter().any(|insight| insight.critical)
}

#[test]
fn reasons_dealt_at_random_are_no_critical_blockers() {
    let past = ["pricing.budget", "relationship.champion-left"].map(|code| PastBlocker {
        session: "2026-Q2".into(),
        text: String::new(),
        topic: format!("reason:{code}"),
        also: vec![],
    });
    let room = RoomDecisions { past_blockers: &past, ..RoomDecisions::default() };
    for (losses, contracts) in [(3, 1), (10, 1), (10, 6), (40, 1)] {
        let found = (0..SEEDS).filter(|seed| critical(&dealt(losses, contracts, *seed), &room)).count();
        assert!(found <= ALLOWED, "{losses} losses a quarter, {contracts} contracts an account: critical in {found} of {SEEDS} runs");
    }
}

#[test]
fn a_reason_that_takes_seven_of_ten_where_it_took_one_is_found() {
    let mut facts = dealt(14, 1, 5);
    for (i, renewal) in facts.renewals.iter_mut().map(Arc::make_mut).enumerate() {
        let outages = if renewal.due > day("2026-07-01") { 7 } else { 1 };
        renewal.reason = ReasonCode::read(if i % 10 < outages { "outages" } else { REASONS[i % 2] });
    }
    assert!(critical(&facts, &RoomDecisions::default()));
}
