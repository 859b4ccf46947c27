//! Leading indicators: a catalogue of signals, each held against the outcomes that followed (SPEC section 6).

mod case;
mod catalogue;
mod lift;
mod trial;

use super::findings::{Signal, Verdict};
use super::parallel::in_parallel;
use super::population::decided;
use super::stats::multiple::benjamini_hochberg;
use super::themes::lexicon::{Buffer, Lexicon};
use crate::compile::progress::Progress;
use crate::domain::facts::Facts;
use crate::domain::renewal::Renewal;
use crate::error::Result;
use case::{Case, groups_of};
use catalogue::{Definition, Seen, catalogue, missing};
use lift::Bootstrap;

/// A signal holds when its q is at most this.
pub const FALSE_DISCOVERY: f64 = 0.05;

/// Cases that one thread reads at a time.
const CHUNK: usize = 8_192;

/// Every signal of the catalogue over the decided renewals due up to the end of the window: those that hold first, by
/// the size of their ARR-weighted effect, then the others by q.
///
/// # Errors
/// [`Cancelled`](crate::error::Error::Cancelled) when nobody waits any more.
pub fn signals(facts: &Facts, progress: &dyn Progress) -> Result<Vec<Signal>> {
    let renewals: Vec<&Renewal> = decided(facts).collect();
    let cases = read_cases(&renewals, progress)?;
    let bootstrap = Bootstrap::new(&cases);
    let seen = Seen::in_cases(&cases);
    let run = |definition: &Definition| match missing(definition.needs, &facts.coverage, seen) {
        Some(why) => trial::unavailable(definition, why),
        None => trial::test(definition, &cases, &bootstrap),
    };
    let mut signals = in_parallel(&catalogue(), progress, run)?;
    judge(&mut signals);
    rank(&mut signals);
    Ok(signals)
}

/// How many signals were tested, and so corrected for.
pub fn tried(signals: &[Signal]) -> u64 {
    signals.iter().filter(|signal| signal.p.is_some()).count() as u64
}

/// Notes are the long part, so they are read by two threads.
fn read_cases<'a>(renewals: &[&'a Renewal], progress: &dyn Progress) -> Result<Vec<Case<'a>>> {
    let lexicon = Lexicon::taxonomy();
    let groups = groups_of(&lexicon);
    let chunks: Vec<&[&Renewal]> = renewals.chunks(CHUNK).collect();
    let read = |chunk: &&[&'a Renewal]| {
        let mut buffer = Buffer::default();
        chunk.iter().map(|renewal| Case::new(renewal, &lexicon, &groups, &mut buffer)).collect::<Vec<_>>()
    };
    Ok(in_parallel(&chunks, progress, read)?.into_iter().flatten().collect())
}

/// Corrects over all signals that were tested.
fn judge(signals: &mut [Signal]) {
    let p: Vec<f64> = signals.iter().filter_map(|signal| signal.p).collect();
    let tested = signals.iter_mut().filter(|signal| signal.p.is_some());
    for (signal, q) in tested.zip(benjamini_hochberg(&p)) {
        signal.q = Some(q);
        signal.verdict = if q <= FALSE_DISCOVERY { Verdict::Holds } else { Verdict::NotShown };
    }
}

fn rank(signals: &mut [Signal]) {
    let effect = |signal: &Signal| match signal.verdict {
        Verdict::Holds => -signal.arr_lift.or(signal.risk_ratio.map(|ratio| ratio.ln() / 100.0)).unwrap_or(0.0).abs(),
        _ => signal.q.unwrap_or(2.0),
    };
    signals.sort_by(|x, y| x.verdict.cmp(&y.verdict).then_with(|| effect(x).total_cmp(&effect(y))));
}

#[cfg(test)]
#[path = "indicators/indicators_tests.rs"]
mod tests;
