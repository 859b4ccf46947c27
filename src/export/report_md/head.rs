//! What was looked at, and the result in a few sentences.

use super::Source;
use crate::analysis::findings::{Metric, MetricKey};
use crate::domain::scope::capitalise;
use crate::export::markdown::{Document, escape};
use crate::export::numbers::{change, counted, percent};

pub fn write(doc: &mut Document, source: &Source) {
    let scope = &source.facts.scope;
    doc.heading(1, &format!("Renewal retro: {}, {}", escape(&capitalise(scope.segment_label())), escape(&scope.window.label)));
    let churn = if scope.include_churn { "churned accounts stand beside the renewed ones" } else { "renewed accounts only" };
    let dimensions: Vec<&str> = scope.dimensions.iter().map(|d| d.label()).collect();
    let grouped = if dimensions.is_empty() { String::new() } else { format!(", by {}", dimensions.join(", ")) };
    doc.item(0, &format!("Renewals due {} to {}: {churn}{grouped}", scope.window.from, scope.window.to));
    doc.item(0, &format!("As of {}, from {}", scope.as_of, escape(&source.facts.source)));
    if let Some(session) = source.session {
        let state = if session.closed { "closed" } else { "not closed yet" };
        doc.item(0, &format!("Session {}, held {}, {state}", session.id, session.opened_at.format("%Y-%m-%d")));
    }
    if let Some(note) = &scope.note {
        doc.item(0, &escape(note));
    }
    doc.heading(2, "In short");
    doc.item(0, &outcome(source));
    retention(doc, source);
    if source.findings.bridge.computable {
        let bridge = &source.findings.bridge;
        let short = |money| source.money(Some(money));
        let change = (bridge.closing - bridge.opening).short_signed(&bridge.currency);
        doc.item(0, &format!("ARR of the decided renewals went from {} to {} ({change}).", short(bridge.opening), short(bridge.closing)));
    }
    decided(doc, source);
}

fn outcome(source: &Source) -> String {
    let counts = &source.findings.counts;
    if counts.due == 0 {
        return "No renewal was due in this window.".to_owned();
    }
    let due = counted(counts.due, "renewal was", "renewals were");
    let open = if counts.open == 0 { String::new() } else { format!(", {} still open", counts.open) };
    format!("{due} due: {} renewed, {} churned{open}.", counts.renewed, counts.churned)
}

fn retention(doc: &mut Document, source: &Source) {
    let (previous, _) = source.facts.scope.comparisons();
    for key in [MetricKey::Grr, MetricKey::Nrr, MetricKey::LogoRetention] {
        let Some(metric) = source.findings.metric(key) else { continue };
        doc.item(0, &sentence(key, metric, &previous.label, source.facts.scope.include_churn));
    }
}

/// Why there is no figure, and that churn is left out, belong beside it; smaller limits stand in the table.
fn sentence(key: MetricKey, metric: &Metric, previous: &str, with_churn: bool) -> String {
    let why = metric.why.as_ref().filter(|_| metric.value.is_none() || !with_churn);
    let limits = why.map_or_else(String::new, |why| format!(" ({})", escape(why)));
    match metric.value {
        None => format!("{} cannot be computed{limits}.", key.label()),
        Some(value) => {
            let change = change(key, metric);
            let against = if change.is_empty() { String::new() } else { format!(", {change} against {}", escape(previous)) };
            format!("{} was {}{against}{limits}.", key.label(), percent(value))
        }
    }
}

fn decided(doc: &mut Document, source: &Source) {
    let Some(session) = source.session else { return };
    let open = session.actions.iter().filter(|a| !a.status.is_closed()).count() as u64;
    let insights = counted(session.insights.len() as u64, "insight", "insights");
    let actions = match session.actions.len() as u64 {
        0 => "no action yet".to_owned(),
        n => format!("{} ({open} open)", counted(n, "action", "actions")),
    };
    doc.item(0, &format!("The room kept {insights} and agreed {actions}."));
}
