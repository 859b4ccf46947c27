//! With the outcomes dealt at random, nothing may be found more often than the stated error rate allows.

use std::sync::Arc;

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use run_retro::analysis::emerging;
use run_retro::analysis::findings::Verdict;
use run_retro::analysis::indicators::signals;
use run_retro::analysis::plays::plays;
use run_retro::analysis::risk_set::RiskSet;
use run_retro::analysis::room::Room;
use run_retro::compile::progress::Silent;
use run_retro::domain::facts::Facts;

use crate::made;

/// In days.
const TWO_YEARS: usize = 728;
const SEEDS: u64 = 60;
/// Of sixty runs, three may find something by chance; ten or more come in about one of seven hundred cases.
const ALLOWED: usize = 9;

/// Facts whose outcomes are dealt anew among the renewals (Fisher–Yates), so that no signal knows anything of them.
fn shuffled(seed: u64) -> Facts {
    let mut facts = made::facts(200, seed, TWO_YEARS);
    let mut rng = ChaCha8Rng::seed_from_u64(seed.wrapping_mul(0x9e37_79b9));
    for i in (1..facts.renewals.len()).rev() {
        let j = ((u64::from(rng.next_u32()) * (i as u64 + 1)) >> 32) as usize;
        let (low, high) = facts.renewals.split_at_mut(i);
        if let Some(other) = low.get_mut(j) {
            let (this, other) = (Arc::make_mut(&mut high[0]), Arc::make_mut(other));
            std::mem::swap(&mut this.outcome, &mut other.outcome);
            std::mem::swap(&mut this.before, &mut other.before);
            std::mem::swap(&mut this.after, &mut other.after);
            std::mem::swap(&mut this.reason, &mut other.reason);
        }
    }
    facts
}

fn runs_that_find(found: impl Fn(&Facts) -> bool) -> usize {
    (0..SEEDS).filter(|seed| found(&shuffled(*seed))).count()
}

#[test]
fn shuffled_outcomes_yield_no_indicator_beyond_the_error_rate() {
    let found = runs_that_find(|facts| {
        signals(&RiskSet::of(facts, &Silent).unwrap(), &facts.coverage, &Silent).unwrap().iter().any(|s| s.verdict == Verdict::Holds)
    });
    assert!(found <= ALLOWED, "{found} of {SEEDS} runs found a signal where there is none");
}

#[test]
fn shuffled_outcomes_yield_no_play_beyond_the_error_rate() {
    let found = runs_that_find(|facts| plays(&RiskSet::unread(facts)).iter().any(|p| p.verdict == Verdict::Holds));
    assert!(found <= ALLOWED, "{found} of {SEEDS} runs found a play where there is none");
}

#[test]
fn nothing_emerges_from_chance_beyond_the_error_rate() {
    let found = runs_that_find(|facts| !emerging::emerging(facts, &Room::default()).is_empty());
    assert!(found <= ALLOWED, "{found} of {SEEDS} runs found something emerging where there is nothing");
}
