//! Leading indicators: a catalogue of signals, each held against the outcomes that followed.

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
use catalogue::{Definition, Needs, Reading, Seen, catalogue, missing};
use lift::Bootstrap;
use trial::Readings;

/// A signal holds when its q is at most this.
pub const FALSE_DISCOVERY: f64 = 0.05;

/// Cases that one thread reads at a time.
const CHUNK: usize = 8_192;

/// Cases are read in so many parts, each by one thread, unless that makes parts too small to be worth it.
const PARTS: usize = 16;
const LEAST_PART: usize = 2_048;

/// Cases that stay in a processor's cache while all signals are read off them.
const BLOCK: usize = 512;

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
    let mut signals = Vec::new();
    let mut available = Vec::new();
    for definition in catalogue() {
        match missing(definition.needs, &facts.coverage, seen) {
            Some(why) => signals.push(trial::unavailable(&definition, why)),
            None => available.push(definition),
        }
    }
    let readings = read_signals(&available, &cases, &bootstrap, progress)?;
    let held: Vec<(&Definition, &Readings)> = available.iter().zip(&readings).collect();
    let mut tested = in_parallel(&held, progress, |(definition, readings)| trial::test(definition, readings, &bootstrap))?;
    for (signal, readings) in tested.iter_mut().zip(readings).filter(|(signal, _)| signal.p.is_some()) {
        signal.renewals = readings.present;
    }
    signals.append(&mut tested);
    judge(&mut signals);
    rank(&mut signals);
    Ok(signals)
}

/// Every decided renewal that a signal was read from, whether it was there, and whether what it is held against came:
/// the cells of its table.
pub fn read<'a>(facts: &'a Facts, name: &str) -> Vec<(&'a Renewal, bool, bool)> {
    let Some(definition) = catalogue().into_iter().find(|definition| definition.name == name) else { return vec![] };
    let lexicon = Lexicon::taxonomy();
    let groups = groups_of(&lexicon);
    let mut buffer = Buffer::default();
    let tell = |renewal: &'a Renewal| {
        let case = match definition.needs {
            Needs::Notes => Case::new(renewal, &lexicon, &groups, &mut buffer),
            _ => Case::unread(renewal),
        };
        match (definition.read)(&case) {
            Reading::Unknown => None,
            reading => Some((renewal, reading != Reading::Absent, trial::harmed(renewal, definition.harm))),
        }
    };
    decided(facts).filter_map(tell).collect()
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

/// Reads all signals off the cases, a block at a time: a case that is at hand is asked for each signal before the next
/// one is fetched.
fn read_signals(definitions: &[Definition], cases: &[Case<'_>], bootstrap: &Bootstrap, progress: &dyn Progress) -> Result<Vec<Readings>> {
    let fresh = || definitions.iter().map(|_| Readings::new(bootstrap)).collect::<Vec<_>>();
    let part = (cases.len() / PARTS).max(LEAST_PART);
    let parts: Vec<(usize, &[Case<'_>])> = cases.chunks(part).enumerate().map(|(i, cases)| (i * part, cases)).collect();
    let read = |(from, cases): &(usize, &[Case<'_>])| {
        let mut all = fresh();
        for (i, block) in cases.chunks(BLOCK).enumerate() {
            for (definition, readings) in definitions.iter().zip(&mut all) {
                readings.add(definition, block, from + i * BLOCK, bootstrap);
            }
        }
        all
    };
    let mut whole = fresh();
    for later in in_parallel(&parts, progress, read)? {
        whole.iter_mut().zip(later).for_each(|(whole, later)| whole.merge(later));
    }
    Ok(whole)
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
