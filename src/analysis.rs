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

use crate::compile::progress::{Progress, Step};
use crate::domain::facts::Facts;
use crate::error::{Error, Result};
use findings::Findings;
use room::Room;

/// Everything that can be found in the facts, with the room's word above the data's.
///
/// # Errors
/// [`Error::Cancelled`] when `progress` says that nobody waits any more.
pub fn analyse(facts: &Facts, room: &Room<'_>, progress: &dyn Progress) -> Result<Findings> {
    let begin = |label: &str| {
        progress.step(Step { label: label.to_owned(), rows: facts.renewals.len() as u64, ..Step::default() });
        if progress.is_cancelled() { Err(Error::Cancelled) } else { Ok(()) }
    };
    begin("Working out the metrics")?;
    let compared = metrics::available_to_renew(facts, room);
    let ttm = metrics::trailing_year(facts, room);
    begin("Sorting renewals into buckets")?;
    let lenses = patterns::lenses(facts, room);
    let breakdowns = metrics::breakdown::asked_for(facts, room);
    begin("Testing signals")?;
    let signals = indicators::signals(facts, progress)?;
    begin("Reading notes for reasons")?;
    let mut findings = Findings {
        metrics: compared.metrics,
        ttm,
        counts: compared.counts,
        previous_counts: compared.previous_counts,
        bridge: bridge::bridge(facts),
        breakdowns,
        lenses,
        competitors: patterns::competitors(facts),
        signal_population: population::decided_label(facts),
        signals_tried: indicators::tried(&signals),
        signals,
        plays: plays::plays(facts),
        pricing: pricing::review(facts),
        forecast: forecast::review(facts),
        blockers: blockers::blockers(facts, room),
        emerging: emerging::emerging(facts, room),
        suggestions: themes::suggestions(facts, room),
        insights: Vec::new(),
    };
    findings.insights = suggest::insights(facts, &findings, blockers::lost_in_window(facts));
    Ok(findings)
}

#[cfg(test)]
#[path = "analysis/properties_tests.rs"]
mod properties;
