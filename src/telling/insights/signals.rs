//! Leading indicators that hold, as sentences. Of signals that tell the same story only the strongest is offered.

use rustc_hash::FxHashSet;

use super::evidence;
use crate::analysis::findings::{Findings, Signal, SuggestedInsight, Verdict};
use crate::domain::card::InsightKind;
use crate::domain::facts::Facts;
use crate::domain::money::Money;
use crate::domain::renewal::RenewalId;
use crate::telling::figures::amount;
use crate::telling::signals;

pub(crate) fn insights(facts: &Facts, findings: &Findings) -> Vec<SuggestedInsight> {
    let holding = || findings.signals.iter().filter(|signal| signal.verdict == Verdict::Holds);
    let mut told: Vec<&str> = Vec::new();
    let mut offered = Vec::new();
    for first in holding() {
        let signal = holding().find(|other| carries(other, first)).unwrap_or(first);
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

/// Whether a narrower sign of the same story holds most of what was lost beyond the usual with the broader one, in fewer than
/// half of its accounts: then the narrower tells the story.
fn carries(narrow: &Signal, broad: &Signal) -> bool {
    let beyond_usual = |of: &Signal| {
        let [lost, kept, ..] = of.table;
        let [.., lost_without, kept_without] = broad.table;
        let usual = lost_without as f64 / (lost_without + kept_without).max(1) as f64;
        (lost as f64 - usual * (lost + kept) as f64, (lost + kept) as f64)
    };
    let ((of_narrow, few), (of_broad, many)) = (beyond_usual(narrow), beyond_usual(broad));
    let is_within = || {
        let known: FxHashSet<&RenewalId> = broad.renewals.iter().collect();
        narrow.renewals.iter().all(|id| known.contains(id))
    };
    story(&narrow.signal) == story(&broad.signal)
        && narrow.harm == broad.harm
        && few * 2.0 < many
        && of_broad > 0.0
        && of_narrow * 2.0 > of_broad
        && is_within()
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
pub(crate) fn story(signal: &str) -> &str {
    const STORIES: [&str; 7] = ["health-low", "health", "usage", "exec", "uplift", "ticket", "escalation"];
    STORIES.into_iter().find(|story| signal.starts_with(story)).unwrap_or(signal)
}

fn insight(facts: &Facts, findings: &Findings, signal: &Signal) -> Option<SuggestedInsight> {
    signal.stratified.as_ref()?;
    let text = signals::sentence(signal);
    let arr = signal.arr.map(|arr| format!("{} ARR with it", amount(facts, arr)));
    let excess = signal.arr_excess.filter(|excess| *excess > Money::ZERO);
    let excess = excess.map(|excess| format!("{} lost beyond the usual rate", amount(facts, excess)));
    let tests = signals::details(signal, findings.signals_tried, &findings.signal_population);
    let tests = tests.iter().map(|said| said.trim_end_matches('.').to_owned());
    let figures: Vec<String> = arr.into_iter().chain(excess).chain(tests).collect();
    let evidence = evidence(format!("signal:{}", signal.signal), &text, figures.join(" · "), &signal.renewals, signal.arr);
    Some(SuggestedInsight { kind: InsightKind::LeadingIndicator, critical: false, text, evidence })
}
