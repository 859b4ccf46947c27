//! Leading indicators: a catalogue of signs, each held against the outcomes that followed.

pub(super) mod catalogue;
mod trial;

use super::findings::{Signal, Verdict};
use super::held_again::Outcome;
use super::parallel::in_parallel;
use super::risk_set::{Chance, RiskSet};
use super::stats::multiple::benjamini_hochberg;
use chrono::NaiveDate;

use crate::domain::facts::{Coverage, Facts};
use crate::domain::progress::{Progress, Silent};
use crate::domain::renewal::Renewal;
use crate::error::Result;
use catalogue::missing;
pub(crate) use catalogue::{Definition, Needs, Reading, catalogue};
use trial::{Sight, Trial};

/// A signal holds when its q is at most this.
pub(crate) const FALSE_DISCOVERY: f64 = 0.05;

/// Chances are read in so many parts, each by one thread, unless that makes parts too small to be worth it.
const PARTS: usize = 16;
const LEAST_PART: usize = 2_048;

/// Chances that stay in a processor's cache while all signs are read off them.
const BLOCK: usize = 512;

/// Every sign of the catalogue over the decided renewals due up to the end of the window: those that hold first, by the ARR that was
/// lost with them beyond what is lost without, then the others by q.
///
/// # Errors
/// [`Cancelled`](crate::error::Error::Cancelled) when nobody waits any more.
pub fn signals(set: &RiskSet<'_>, coverage: &Coverage, progress: &dyn Progress) -> Result<Vec<Signal>> {
    let (available, mut signals) = told(set, coverage);
    let sights = read_signs(&available, set, progress)?;
    let trials: Vec<Trial<'_>> = available.iter().zip(&sights).map(|(definition, sights)| Trial { definition, set, sights }).collect();
    signals.append(&mut in_parallel(&trials, progress, Trial::signal)?);
    judge(&mut signals);
    rank(&mut signals);
    Ok(signals)
}

/// One sign over the accounts due on wanted days, whatever else is tried; `None` of a name that is in no catalogue.
pub(crate) fn over(set: &RiskSet<'_>, coverage: &Coverage, name: &str, wanted: impl Fn(NaiveDate) -> bool) -> Option<Outcome> {
    let definition = catalogue(set.last).into_iter().find(|definition| definition.name == name)?;
    if let Some(why) = missing(&definition, coverage, set) {
        return Some(Outcome { table: [0; 4], harm: definition.harm, found: None, why: Some(why.to_owned()) });
    }
    let sight = |chance: &Chance| if wanted(set.due(chance)) { Sight::of(&definition, chance, set) } else { Sight::Unknown };
    let sights: Vec<Sight> = set.chances.iter().map(sight).collect();
    let signal = Trial { definition: &definition, set, sights: &sights }.signal();
    let found = signal.stratified.as_ref().map(|strata| (signal.goes_with_loss(), strata.p));
    Some(Outcome { table: signal.table, harm: definition.harm, found, why: signal.why })
}

/// The signs that the data tell, and the others as signals that are not available.
fn told(set: &RiskSet<'_>, coverage: &Coverage) -> (Vec<Definition>, Vec<Signal>) {
    let (mut available, mut unavailable) = (Vec::new(), Vec::new());
    for definition in catalogue(set.last) {
        match missing(&definition, coverage, set) {
            Some(why) => unavailable.push(trial::unavailable(&definition, why)),
            None => available.push(definition),
        }
    }
    (available, unavailable)
}

/// Every decided renewal of the accounts that a sign was read from, whether it was there, and whether what it is held against
/// came: the cells of its table.
pub(crate) fn read<'a>(facts: &'a Facts, name: &str) -> Vec<(&'a Renewal, bool, bool)> {
    let set = RiskSet::unread(facts);
    let Some(definition) = catalogue(set.last).into_iter().find(|definition| definition.name == name) else { return vec![] };
    // With nobody who could end it, reading notes does not fail.
    let set = if definition.reads_notes() { RiskSet::of(facts, &Silent).unwrap_or(set) } else { set };
    cells(&definition, &set)
}

fn cells<'a>(definition: &Definition, set: &RiskSet<'a>) -> Vec<(&'a Renewal, bool, bool)> {
    let renewals = |chance: &Chance| {
        let sight = Sight::of(definition, chance, set);
        let harmed = trial::harmed(chance, definition.harm);
        let of_it = set.cases_of(chance).iter().filter(move |_| sight != Sight::Unknown);
        of_it.map(move |case| (case.renewal, sight == Sight::Present, harmed)).collect::<Vec<_>>()
    };
    set.chances.iter().flat_map(renewals).collect()
}

/// How many signals were tested, and so corrected for.
pub(crate) fn tried(signals: &[Signal]) -> u64 {
    signals.iter().filter(|signal| signal.p.is_some()).count() as u64
}

/// Reads all signs off the chances, a block at a time: what is at hand is asked for each sign before the next is fetched.
fn read_signs(definitions: &[Definition], set: &RiskSet<'_>, progress: &dyn Progress) -> Result<Vec<Vec<Sight>>> {
    let part = (set.chances.len() / PARTS).max(LEAST_PART);
    let parts: Vec<&[Chance]> = set.chances.chunks(part).collect();
    let read = |chances: &&[Chance]| {
        let mut all: Vec<Vec<Sight>> = definitions.iter().map(|_| Vec::with_capacity(chances.len())).collect();
        for block in chances.chunks(BLOCK) {
            for (definition, sights) in definitions.iter().zip(&mut all) {
                sights.extend(block.iter().map(|chance| Sight::of(definition, chance, set)));
            }
        }
        all
    };
    let mut whole: Vec<Vec<Sight>> = definitions.iter().map(|_| Vec::with_capacity(set.chances.len())).collect();
    for later in in_parallel(&parts, progress, read)? {
        whole.iter_mut().zip(later).for_each(|(whole, later)| whole.extend(later));
    }
    Ok(whole)
}

/// Corrects over all signals that were tested; the verdict rests on the stratified test.
fn judge(signals: &mut [Signal]) {
    let tested = |signal: &Signal| signal.stratified.as_ref().map(|stratified| stratified.p);
    let p: Vec<f64> = signals.iter().filter_map(tested).collect();
    for (signal, q) in signals.iter_mut().filter(|signal| signal.stratified.is_some()).zip(benjamini_hochberg(&p)) {
        signal.q = Some(q);
        signal.verdict = if q <= FALSE_DISCOVERY { Verdict::Holds } else { Verdict::NotShown };
    }
}

fn rank(signals: &mut [Signal]) {
    let saved = |signal: &Signal| signal.arr_excess_low.map(|excess| excess.abs().in_minor() as f64);
    let effect = |signal: &Signal| match signal.verdict {
        Verdict::Holds => -saved(signal).or(signal.risk_ratio.map(|ratio| ratio.ln().abs() / 100.0)).unwrap_or(0.0),
        _ => signal.q.unwrap_or(2.0),
    };
    signals.sort_by(|x, y| x.verdict.cmp(&y.verdict).then_with(|| effect(x).total_cmp(&effect(y))));
}

#[cfg(test)]
#[path = "indicators/indicators_tests.rs"]
mod tests;
