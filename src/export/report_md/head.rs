//! What was looked at, and the result in a few sentences.

use super::{Source, by_remark, losses};
use crate::analysis::blockers::churned_arr;
use crate::analysis::findings::{Counts, Metric, MetricKey};
use crate::analysis::resting;
use crate::domain::money::Money;
use crate::domain::scope::capitalise;
use crate::export::markdown::{Document, escape};
use crate::telling::figures::{counted, interval, percent, range};
use crate::telling::metrics::{changed, read, target};

pub fn write(doc: &mut Document, source: &Source) {
    let scope = &source.facts.scope;
    doc.heading(1, &format!("Renewal retro: {}, {}", escape(&capitalise(scope.segment_label())), escape(&scope.window.label)));
    for doubt in &source.doubts {
        doc.warning(doubt);
    }
    let churn = if scope.include_churn { "churned accounts stand beside the renewed ones" } else { "renewed accounts only" };
    let dimensions: Vec<&str> = scope.dimensions.iter().map(|d| d.key()).collect();
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
    losses::in_short(doc, source);
    retention(doc, source);
    if let Some(caveat) = source.facts.caveat() {
        doc.item(0, &format!("{}; see Data quality.", escape(&caveat)));
    }
    // From nothing to nothing is nothing to tell: no decided renewal had an ARR.
    if source.findings.bridge.computable && source.findings.bridge.opening + source.findings.bridge.closing != Money::ZERO {
        let bridge = &source.findings.bridge;
        let short = |money| source.money(Some(money));
        let change = (bridge.closing - bridge.opening).short_signed(&bridge.currency);
        doc.item(0, &format!("ARR of the decided renewals went from {} to {} ({change}).", short(bridge.opening), short(bridge.closing)));
    }
    decided(doc, source);
}

fn outcome(source: &Source) -> String {
    let counts = &source.findings.counts;
    if source.facts.no_dues.is_some() {
        return only_losses(source);
    }
    if counts.due == 0 {
        return nothing_due(source);
    }
    let due = counted(counts.due, "renewal was", "renewals were");
    let open = if counts.open == 0 { String::new() } else { format!(", {} still open{}", counts.open, not_yet_due(counts)) };
    format!("{due} due: {} renewed, {} churned{open}.", counts.renewed, counts.churned)
}

/// Nothing was due, and when what there is was.
fn nothing_due(source: &Source) -> String {
    let told = "No renewal was due in this window";
    match source.facts.due_range {
        Some((from, to)) => format!("{told}; those in the data are due from {from} to {to}."),
        None => format!("{told}."),
    }
}

fn not_yet_due(counts: &Counts) -> String {
    match counts.not_yet_due {
        0 => String::new(),
        n if n == counts.open => " (not yet due, and in no rate)".to_owned(),
        n => format!(" ({n} of them not yet due, and in no rate)"),
    }
}

/// What was lost, where nobody can say of how much that was due.
fn only_losses(source: &Source) -> String {
    let window = escape(&source.facts.scope.window.label);
    let begins = source.facts.due_range.map(|(from, _)| from).filter(|from| *from > source.facts.scope.window.to);
    if let Some(from) = begins {
        return format!("Nothing is known of {window}: the data begin {from}.");
    }
    let lost = match source.findings.counts.churned {
        0 => "Nobody was lost".to_owned(),
        n => format!("{} lost, with {}", counted(n, "customer was", "customers were"), source.money(churned_arr(source.facts))),
    };
    let why = source.facts.no_dues.as_deref().map(escape).unwrap_or_default();
    format!("{lost} in {window}. How much of what was due was kept cannot be computed: {why}.")
}

fn retention(doc: &mut Document, source: &Source) {
    let (previous, _) = source.facts.scope.comparisons();
    let is_year = source.facts.no_dues.is_some();
    let (of, against) = if is_year { (&source.findings.ttm, previous.to.to_string()) } else { (&source.findings.metrics, previous.label) };
    let headline = [MetricKey::Grr, MetricKey::Nrr, MetricKey::LogoRetention];
    let metrics = headline.into_iter().filter_map(|key| Some((key, of.get(&key)?)));
    let (known, unknown): (Vec<_>, Vec<_>) = metrics.partition(|(_, metric)| metric.value.is_some());
    if is_year && !known.is_empty() {
        doc.item(0, &format!("Over the twelve months to {}, of the customers of a year before:", source.facts.scope.window.to));
    }
    for (key, metric) in known {
        let rests = resting::told(source.facts, key).map_or_else(String::new, |rests| format!(" It {rests}."));
        doc.item(usize::from(is_year), &format!("{}{rests}", sentence(key, metric, &against, source.facts.scope.include_churn)));
    }
    let why = |metric: &'_ Metric| metric.why.clone().unwrap_or_else(|| "the data does not hold what it needs".to_owned());
    // Why nothing can be said of what was due stands beside the losses already.
    let is_told = |why: &String| source.facts.no_dues.as_ref() == Some(why);
    let reasons = unknown.iter().map(|(key, metric)| (why(metric), key.label()));
    let reasons: Vec<(String, &str)> = reasons.filter(|(why, _)| !is_told(why)).collect();
    for (why, about) in by_remark(reasons.iter().map(|(why, about)| (why.as_str(), *about))) {
        doc.item(0, &format!("{} cannot be computed: {}.", about.join(" and "), escape(why)));
    }
}

/// That churn is left out belongs beside the figure; smaller limits stand below the table.
fn sentence(key: MetricKey, metric: &Metric, previous: &str, with_churn: bool) -> String {
    let why = metric.why.as_ref().filter(|_| !with_churn);
    let limits = why.map_or_else(String::new, |why| format!(" ({})", escape(why)));
    let change = changed(key, metric);
    let chance = if metric.is_within_chance() { ", within what chance does" } else { "" };
    let against = match metric.range {
        Some(ends) => format!(" so far, and may come to {} once all is decided", range(ends, percent)),
        None if change.is_empty() => String::new(),
        None => format!(", {change} against {}{chance}", escape(previous)),
    };
    let reach = if metric.open_ends().is_none() { interval(metric.low, metric.high, percent) } else { String::new() };
    format!("{} was {}{reach}{against}{limits}.{}", key.label(), read(key, metric.value), beside(metric))
}

/// The target, and the account that makes the difference.
fn beside(metric: &Metric) -> String {
    let target = target(metric).map_or_else(String::new, |target| format!(" {target}."));
    let without = metric.without.as_ref();
    let without = without.map_or_else(String::new, |w| format!(" Without {} it would be {}.", escape(&w.account), percent(w.value)));
    format!("{target}{without}")
}

fn decided(doc: &mut Document, source: &Source) {
    let Some(session) = source.session else { return };
    let open = session.actions.iter().filter(|a| !a.status.is_closed()).count();
    let insights = counted(session.insights.len(), "insight", "insights");
    let actions = match session.actions.len() {
        0 => "no action yet".to_owned(),
        n => format!("{} ({open} open)", counted(n, "action", "actions")),
    };
    doc.item(0, &format!("The room kept {insights} and agreed {actions}."));
}
