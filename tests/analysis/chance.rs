//! With the outcomes dealt at random, nothing may be found more often than the stated error rate allows.

use std::collections::BTreeMap;
use std::sync::Arc;

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use run_retro::analysis::decisions::RoomDecisions;
use run_retro::analysis::emerging;
use run_retro::analysis::findings::Verdict;
use run_retro::analysis::indicators::signals;
use run_retro::analysis::plays::plays;
use run_retro::analysis::risk_set::RiskSet;
use run_retro::compile::progress::Silent;
use run_retro::domain::facts::Facts;
use run_retro::domain::renewal::Renewal;

use crate::made;

/// In days.
const TWO_YEARS: usize = 728;
const SEEDS: u64 = 60;
/// Of sixty runs, three may find something by chance; ten or more come in about one of seven hundred cases.
const ALLOWED: usize = 9;

/// What goes with an outcome when outcomes are dealt anew, and among whom.
#[derive(Clone, Copy, Debug)]
enum Deal {
    Among,
    /// The day on which it was closed, counted from due, goes along: losses go on closing early.
    WithClosingDay,
    WithinSegment,
}

impl Deal {
    const ALL: [Self; 3] = [Self::Among, Self::WithClosingDay, Self::WithinSegment];

    /// Who may swap with whom.
    fn pots(self, renewals: &[Arc<Renewal>]) -> Vec<Vec<usize>> {
        let mut pots: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (place, renewal) in renewals.iter().enumerate() {
            let pot = if matches!(self, Self::WithinSegment) { &*renewal.segment } else { "" };
            pots.entry(pot).or_default().push(place);
        }
        pots.into_values().collect()
    }

    fn swap(self, this: &mut Renewal, other: &mut Renewal) {
        std::mem::swap(&mut this.outcome, &mut other.outcome);
        std::mem::swap(&mut this.before, &mut other.before);
        std::mem::swap(&mut this.after, &mut other.after);
        std::mem::swap(&mut this.reason, &mut other.reason);
        if matches!(self, Self::WithClosingDay) {
            let (here, there) = (this.closed.map(|day| day - this.due), other.closed.map(|day| day - other.due));
            this.closed = there.map(|late| this.due + late);
            other.closed = here.map(|late| other.due + late);
        }
    }
}

/// Facts whose outcomes are dealt anew among the renewals (Fisher–Yates), so that no signal knows anything of them.
fn shuffled(deal: Deal, seed: u64) -> Facts {
    let mut facts = made::facts(200, seed, TWO_YEARS);
    let mut rng = ChaCha8Rng::seed_from_u64(seed.wrapping_mul(0x9e37_79b9));
    for pot in deal.pots(&facts.renewals) {
        for i in (1..pot.len()).rev() {
            let j = ((u64::from(rng.next_u32()) * (i as u64 + 1)) >> 32) as usize;
            let (this, other) = (pot[j], pot[i]);
            if this != other {
                let (low, high) = facts.renewals.split_at_mut(other);
                deal.swap(Arc::make_mut(&mut low[this]), Arc::make_mut(&mut high[0]));
            }
        }
    }
    facts
}

/// Deals in which more runs find something than the error rate allows.
fn beyond(found: impl Fn(&Facts) -> bool) -> Vec<(Deal, usize)> {
    let runs = |deal| (0..SEEDS).filter(|seed| found(&shuffled(deal, *seed))).count();
    Deal::ALL.map(|deal| (deal, runs(deal))).into_iter().filter(|(_, found)| *found > ALLOWED).collect()
}

#[test]
fn outcomes_dealt_at_random_yield_no_signal_beyond_the_error_rate() {
    let beyond = beyond(|facts| {
        signals(&RiskSet::of(facts, &Silent).unwrap(), &facts.coverage, &Silent).unwrap().iter().any(|s| s.verdict == Verdict::Holds)
    });
    assert!(beyond.is_empty(), "of {SEEDS} runs: {beyond:?}");
}

#[test]
fn outcomes_dealt_at_random_yield_no_play_beyond_the_error_rate() {
    let beyond = beyond(|facts| plays(&RiskSet::unread(facts)).iter().any(|p| p.verdict == Verdict::Holds));
    assert!(beyond.is_empty(), "of {SEEDS} runs: {beyond:?}");
}

#[test]
fn nothing_emerges_from_chance_beyond_the_error_rate() {
    let beyond = beyond(|facts| !emerging::emerging(facts, &RoomDecisions::default()).is_empty());
    assert!(beyond.is_empty(), "of {SEEDS} runs: {beyond:?}");
}
