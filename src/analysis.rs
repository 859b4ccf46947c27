//! Facts to findings: metrics, patterns, indicators, plays, pricing, forecast. Pure.

pub mod blockers;
pub mod bridge;
pub mod drill;
pub mod emerging;
pub mod findings;
pub mod forecast;
pub mod indicators;
pub mod metrics;
mod parallel;
pub mod patterns;
pub mod plays;
pub mod population;
pub mod pricing;
pub mod room;
pub mod stats;
pub mod suggest;
#[cfg(test)]
pub mod testing;
pub mod themes;
mod windows;

use std::thread;

use crate::compile::progress::{Progress, Step};
use crate::domain::facts::Facts;
use crate::error::{Error, Result};
use findings::Findings;
use room::Room;

/// Everything that can be found in the facts, with the room's word above the data's. Signals, the long part, are
/// tested on threads of their own meanwhile.
///
/// # Errors
/// [`Error::Cancelled`] when `progress` says that nobody waits any more.
pub fn analyse(facts: &Facts, room: &Room<'_>, progress: &dyn Progress) -> Result<Findings> {
    let (described, signals) = thread::scope(|scope| {
        let signals = scope.spawn(|| indicators::signals(facts, progress));
        let described = describe(facts, room, progress);
        (described, signals.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    });
    let (mut findings, signals) = (described?, signals?);
    findings.signal_population = population::decided_label(facts);
    findings.signals_tried = indicators::tried(&signals);
    findings.signals = signals;
    findings.insights = suggest::insights(facts, &findings, blockers::lost_in_window(facts));
    Ok(findings)
}

/// All but the signals and what is offered for the board.
fn describe(facts: &Facts, room: &Room<'_>, progress: &dyn Progress) -> Result<Findings> {
    let begin = |label: &str| {
        progress.step(Step { label: label.to_owned(), rows: facts.renewals.len() as u64, ..Step::default() });
        if progress.is_cancelled() { Err(Error::Cancelled) } else { Ok(()) }
    };
    begin("Working out the metrics")?;
    let compared = metrics::available_to_renew(facts, room);
    let ttm = metrics::trailing_year(facts, room);
    let bridge = bridge::bridge(facts);
    begin("Grouping renewals")?;
    let breakdowns = metrics::breakdown::asked_for(facts, room);
    begin("Sorting renewals into buckets")?;
    let lenses = patterns::lenses(facts, room);
    let competitors = patterns::competitors(facts);
    begin("Comparing plays, prices and forecasts")?;
    let (plays, pricing, forecast) = (plays::plays(facts), pricing::review(facts), forecast::review(facts));
    begin("Looking for what is new and what repeats")?;
    let (blockers, emerging) = (blockers::blockers(facts, room), emerging::emerging(facts, room));
    begin("Reading notes for reasons")?;
    let suggestions = themes::suggestions(facts, room);
    begin("Testing signals")?;
    Ok(Findings {
        metrics: compared.metrics,
        ttm,
        counts: compared.counts,
        previous_counts: compared.previous_counts,
        bridge,
        breakdowns,
        lenses,
        competitors,
        plays,
        pricing,
        forecast,
        blockers,
        emerging,
        suggestions,
        ..Findings::default()
    })
}

#[cfg(test)]
#[path = "analysis/properties_tests.rs"]
mod properties;
