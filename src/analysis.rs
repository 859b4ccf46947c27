//! Facts to findings: metrics, patterns, indicators, plays, pricing, forecast. Pure.

pub(crate) mod blockers;
pub(crate) mod bridge;
pub mod decisions;
pub mod drill;
pub mod effects;
pub mod emerging;
pub mod findings;
pub(crate) mod forecast;
pub mod headline;
pub(crate) mod held_again;
pub mod indicators;
pub(crate) mod losses;
pub mod metrics;
mod parallel;
pub mod patterns;
pub mod plays;
pub(crate) mod population;
pub(crate) mod pricing;
pub(crate) mod restated;
pub(crate) mod resting;
pub mod risk_set;
pub(crate) mod stats;
#[cfg(test)]
pub(crate) mod testing;
pub mod themes;
pub(crate) mod watch;
mod windows;

use std::sync::Arc;
use std::thread;

use chrono::NaiveDate;

use crate::domain::correction;
use crate::domain::facts::Facts;
use crate::domain::progress::{Progress, Step};
use crate::domain::session::Session;
use crate::error::{Error, Result};
use decisions::RoomDecisions;
use findings::{Findings, WatchList};
use metrics::Tallies;
use risk_set::RiskSet;

/// Everything that can be found in the facts, with the room's word above the data's. The parts need nothing of each
/// other, so they are worked out beside each other.
///
/// # Errors
/// [`Error::Cancelled`] when `progress` says that nobody waits any more.
pub fn analyse(facts: &Facts, room: &RoomDecisions<'_>, progress: &dyn Progress) -> Result<Findings> {
    let tallies = Tallies::of(facts, room);
    let (tested, measured, reviewed, sorted) = thread::scope(|scope| {
        let tested = scope.spawn(|| test(&tallies, progress));
        let measured = scope.spawn(|| measure(&tallies, progress));
        let reviewed = scope.spawn(|| review(facts, progress));
        let sorted = sort(facts, room, progress);
        (result_of(tested), result_of(measured), result_of(reviewed), sorted)
    });
    let (tested, measured, reviewed) = (tested?, measured?, reviewed?);
    Ok(Findings {
        metrics: measured.metrics,
        ttm: measured.ttm,
        counts: measured.counts,
        previous_counts: measured.previous_counts,
        bridge: measured.bridge,
        breakdowns: measured.breakdowns,
        plays: tested.plays,
        pricing: reviewed.pricing,
        forecast: reviewed.forecast,
        signal_population: population::decided_label(facts),
        signals_tried: indicators::tried(&tested.signals),
        signals: tested.signals,
        watch: tested.watch,
        score: tested.score,
        held_again: tested.held_again,
        effects: measured.effects,
        losses: tested.losses,
        lost_accounts: tested.lost_accounts,
        ..sorted?
    })
}

/// The facts with what the room corrected, and with the doubts that are left after what it corrected and recoded.
pub(crate) fn corrected(compiled: &Arc<Facts>, session: &Session) -> Arc<Facts> {
    if session.corrections.is_empty() && session.recoded.is_empty() {
        return Arc::clone(compiled);
    }
    let mut facts = correction::apply(compiled, &session.corrections);
    let room = RoomDecisions::of(session);
    facts.quality.doubted_anew(&facts.renewals, &facts.scope, |renewal| room.is_uncoded_loss(renewal));
    Arc::new(facts)
}

fn result_of<T>(thread: thread::ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// Says what comes next, unless nobody waits any more.
fn begin(label: &str, facts: &Facts, progress: &dyn Progress) -> Result<()> {
    progress.step(Step { label: label.to_owned(), rows: facts.renewals.len() as u64, ..Step::default() });
    if progress.is_cancelled() { Err(Error::Cancelled) } else { Ok(()) }
}

/// Metrics and the bridge, overall and by group.
fn measure(tallies: &Tallies<'_>, progress: &dyn Progress) -> Result<Findings> {
    let (facts, room) = (tallies.facts, tallies.room);
    begin("Computing metrics", facts, progress)?;
    let compared = metrics::compared(tallies);
    let ttm = metrics::trailing_year(facts, room);
    let bridge = bridge::bridge(facts);
    begin("Grouping renewals", facts, progress)?;
    let breakdowns = metrics::breakdown::asked_for(tallies);
    let (counts, previous_counts) = (compared.counts, compared.previous_counts);
    let effects = effects::evaluations(facts, room);
    Ok(Findings { effects, metrics: compared.metrics, ttm, counts, previous_counts, bridge, breakdowns, ..Findings::default() })
}

/// Whatever is held against outcomes, on one set of those that could still be lost.
fn test(tallies: &Tallies<'_>, progress: &dyn Progress) -> Result<Findings> {
    let (facts, room) = (tallies.facts, tallies.room);
    let set = RiskSet::of(facts, progress)?;
    let plays = plays::plays(&set);
    let signals = indicators::signals(&set, &facts.coverage, progress)?;
    let watch = watch::list(facts, &set, (&signals, &plays), watch::usual_horizon(&facts.scope), progress)?;
    let score = watch::scored::score(facts, &set, room.past_predictions);
    let held_again = held_again::held_again(&set, &facts.coverage, room.past_findings);
    let (losses, lost_accounts) = losses::losses(tallies, (&set, &signals), progress)?;
    Ok(Findings { signals, plays, watch, held_again, score, losses, lost_accounts, ..Findings::default() })
}

/// What is ahead up to `until`.
///
/// # Errors
/// As [`analyse`].
pub(crate) fn look_ahead(facts: &Facts, until: NaiveDate, progress: &dyn Progress) -> Result<WatchList> {
    let set = RiskSet::of(facts, progress)?;
    let plays = plays::plays(&set);
    let signals = indicators::signals(&set, &facts.coverage, progress)?;
    watch::list(facts, &set, (&signals, &plays), until, progress)
}

/// What was expected, against what came.
fn review(facts: &Facts, progress: &dyn Progress) -> Result<Findings> {
    begin("Comparing prices", facts, progress)?;
    let pricing = pricing::review(facts);
    begin("Holding forecasts against what came", facts, progress)?;
    Ok(Findings { pricing, forecast: forecast::review(facts), ..Findings::default() })
}

/// Renewals by why they went as they did.
fn sort(facts: &Facts, room: &RoomDecisions<'_>, progress: &dyn Progress) -> Result<Findings> {
    begin("Sorting renewals into buckets", facts, progress)?;
    let (lenses, competitors) = (patterns::lenses(facts, room), patterns::competitors(facts));
    begin("Looking for what is new and what repeats", facts, progress)?;
    let (blockers, emerging) = (blockers::blockers(facts, room), emerging::emerging(facts, room));
    begin("Reading notes for reasons", facts, progress)?;
    let suggestions = themes::suggestions(facts, room);
    begin("Testing signals", facts, progress)?;
    Ok(Findings { lenses, competitors, blockers, emerging, suggestions, ..Findings::default() })
}

#[cfg(test)]
#[path = "analysis/properties_tests.rs"]
mod properties;
