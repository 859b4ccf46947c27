//! Leading indicators that hold, as sentences. Of signals that tell the same story only the strongest is offered.

use rustc_hash::FxHashSet;

use super::evidence;
use super::sentences::{amount, named, p_value, percent, points, ratio, times};
use crate::analysis::findings::{Findings, Harm, Signal, SuggestedInsight, Verdict};
use crate::domain::card::InsightKind;
use crate::domain::facts::Facts;
use crate::domain::renewal::RenewalId;
use crate::domain::scope::capitalise;

pub fn insights(facts: &Facts, findings: &Findings) -> Vec<SuggestedInsight> {
    let holding = || findings.signals.iter().filter(|signal| signal.verdict == Verdict::Holds);
    let mut told: Vec<&str> = Vec::new();
    let mut offered = Vec::new();
    for signal in holding() {
        let story = story(&signal.signal);
        let only_repeats = is_note(signal) && holding().any(|other| !is_note(other) && overlap(signal, other) >= SAME);
        if told.contains(&story) || only_repeats {
            continue;
        }
        if let Some(insight) = insight(facts, findings, signal) {
            told.push(story);
            offered.push(insight);
        }
    }
    offered
}

/// Notes that speak of what a dated field records tell nothing more when they concern the same renewals.
const SAME: f64 = 0.8;

fn is_note(signal: &Signal) -> bool {
    signal.signal.starts_with("note-")
}

/// Renewals with both signals, of those with either.
fn overlap(x: &Signal, y: &Signal) -> f64 {
    let (few, many) = if x.renewals.len() < y.renewals.len() { (x, y) } else { (y, x) };
    if (few.renewals.len() as f64) < many.renewals.len() as f64 * SAME {
        return 0.0;
    }
    let known: FxHashSet<&RenewalId> = many.renewals.iter().collect();
    let both = few.renewals.iter().filter(|id| known.contains(id)).count();
    both as f64 / (few.renewals.len() + many.renewals.len() - both).max(1) as f64
}

/// Signals of one story: three health levels are one, the shifts of usage are one.
fn story(signal: &str) -> &str {
    const STORIES: [&str; 7] = ["health-low", "health", "usage", "exec", "uplift", "ticket", "escalation"];
    STORIES.into_iter().find(|story| signal.starts_with(story)).unwrap_or(signal)
}

fn insight(facts: &Facts, findings: &Findings, signal: &Signal) -> Option<SuggestedInsight> {
    let [with_lost, with_kept, without_lost, without_kept] = signal.table;
    let (with, without) = (with_lost + with_kept, without_lost + without_kept);
    let (risk, [with_rate, ..], [without_rate, ..]) = (signal.risk_ratio?, signal.with_rate?, signal.without_rate?);
    let fate = if signal.harm == Harm::Lost { "were lost" } else { "were lost or shrank" };
    // Against nobody at all, how many times as often cannot be said.
    let often = match (without_lost, risk >= 1.0) {
        (0, _) => "far more often".to_owned(),
        (_, true) => format!("{} as often", times(risk)),
        (_, false) => "less often".to_owned(),
    };
    let text = format!(
        "Where {}, renewals {fate} {often}: {with_lost} of {with} ({}) against {without_lost} of {without} ({})",
        signal.label,
        percent(with_rate),
        percent(without_rate)
    );
    let mut figures = vec![format!("{with_lost} of {with} with it, {without_lost} of {without} without")];
    figures.extend(signal.arr.map(|arr| format!("{} ARR", amount(facts, arr))));
    figures.push(format!("RR {}", ratio(risk, signal.low, signal.high)));
    figures.extend(
        signal
            .arr_lift
            .zip(signal.arr_lift_low)
            .zip(signal.arr_lift_high)
            .map(|((lift, low), high)| format!("share of ARR lost {} points ({} to {})", points(lift), points(low), points(high))),
    );
    figures.extend(signal.q.map(|q| format!("q {} over {}", p_value(q), named(findings.signals_tried as usize, "signal"))));
    figures.extend(signal.lead_days.map(|days| format!("{days} days ahead")));
    figures.push(findings.signal_population.clone());
    let evidence = evidence(format!("signal:{}", signal.signal), &capitalise(&text), figures.join(" · "), &signal.renewals, signal.arr);
    Some(SuggestedInsight { kind: InsightKind::LeadingIndicator, critical: false, text: capitalise(&text), evidence })
}
