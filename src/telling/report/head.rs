//! What was looked at, and the result in a few sentences.

use super::{Source, by_remark, figure, first_page, losses};
use crate::analysis::blockers::churned_arr;
use crate::analysis::drill::Step;
use crate::analysis::findings::{Counts, Metric, MetricKey};
use crate::analysis::resting;
use crate::domain::money::Money;
use crate::domain::renewal::{Outcome, Renewal};
use crate::domain::scope::capitalise;
use crate::telling::block::{Document, Text, data, own, told};
use crate::telling::chart;
use crate::telling::figures::{counted, interval, percent, range};
use crate::telling::metrics::{changed, target};

pub(crate) fn write(doc: &mut Document, source: &Source) {
    let scope = &source.facts.scope;
    doc.heading(1, own("Renewal retro: ") + data(&capitalise(scope.segment_label())) + ", " + data(&scope.window.label));
    for doubt in &source.doubts {
        doc.warning(told(doubt));
    }
    let churn = if scope.include_churn { "churned accounts stand beside the renewed ones" } else { "renewed accounts only" };
    let dimensions: Vec<&str> = scope.dimensions.iter().map(|d| d.key()).collect();
    let grouped = if dimensions.is_empty() { String::new() } else { format!(", by {}", dimensions.join(", ")) };
    doc.item(0, own(format!("Renewals due {} to {}: {churn}{grouped}", scope.window.from, scope.window.to)));
    doc.item(0, own(format!("As of {}, from ", scope.as_of)) + data(&source.facts.source));
    if let Some(session) = source.session {
        let state = if session.closed { "closed" } else { "not closed yet" };
        doc.item(0, own(format!("Session {}, held {}, {state}", session.id, session.opened_at.format("%Y-%m-%d"))));
        first_page::people(doc, session);
    }
    if let Some(note) = &scope.note {
        doc.item(0, told(note));
    }
    doc.heading(2, "In short");
    doc.item(0, outcome(source));
    losses::in_short(doc, source);
    retention(doc, source);
    if let Some(caveat) = source.facts.caveat() {
        doc.item(0, told(&caveat) + "; see Data quality.");
    }
    // From nothing to nothing is nothing to tell: no decided renewal had an ARR.
    if source.findings.bridge.computable && source.findings.bridge.opening + source.findings.bridge.closing != Money::ZERO {
        let bridge = &source.findings.bridge;
        let short = |money| source.money(Some(money));
        let change = (bridge.closing - bridge.opening).short_signed(&bridge.currency);
        let amount = |step: Step| figure::step(source, step, own(short(step.of(bridge))));
        let (opening, closing) = (amount(Step::Opening), amount(Step::Closing));
        doc.item(0, own("ARR of the decided renewals went from ") + opening + " to " + closing + own(format!(" ({change}).")));
    }
    decided(doc, source);
    doc.chart(chart::bridge::picture(&source.findings.bridge, &source.facts.scope.window.label));
}

fn outcome(source: &Source) -> Text {
    let counts = &source.findings.counts;
    if source.facts.no_dues.is_some() {
        return only_losses(source);
    }
    if counts.due == 0 {
        return nothing_due(source);
    }
    let due = own(counted(counts.due, "renewal was", "renewals were")).behind(source.in_window("Due"), &figure::due(source));
    let part = |n: u64, word: &str, is: fn(&Renewal) -> bool| {
        own(format!("{n} {word}")).behind(source.in_window(&capitalise(word)), &figure::of(source, is))
    };
    let open = part(counts.open, "still open", |r| r.outcome == Outcome::Open) + own(not_yet_due(counts));
    let open = if counts.open == 0 { Text::default() } else { own(", ") + open };
    due + " due: "
        + part(counts.renewed, "renewed", Renewal::is_renewed)
        + ", "
        + part(counts.churned, "churned", Renewal::is_churned)
        + open
        + "."
}

/// Nothing was due, and when what there is was.
fn nothing_due(source: &Source) -> Text {
    let told = "No renewal was due in this window";
    match source.facts.due_range {
        Some((from, to)) => own(format!("{told}; those in the data are due from {from} to {to}.")),
        None => own(format!("{told}.")),
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
fn only_losses(source: &Source) -> Text {
    let window = || data(&source.facts.scope.window.label);
    let begins = source.facts.due_range.map(|(from, _)| from).filter(|from| *from > source.facts.scope.window.to);
    if let Some(from) = begins {
        return own("Nothing is known of ") + window() + own(format!(": the data begin {from}."));
    }
    let lost = match source.findings.counts.churned {
        0 => own("Nobody was lost"),
        n => own(format!("{} lost, with {}", counted(n, "customer was", "customers were"), source.money(churned_arr(source.facts))))
            .behind(source.in_window("Lost"), &figure::of(source, Renewal::is_churned)),
    };
    let why = source.facts.no_dues.as_deref().map(told).unwrap_or_default();
    lost + " in " + window() + ". How much of what was due was kept cannot be computed: " + why + "."
}

fn retention(doc: &mut Document, source: &Source) {
    let (previous, _) = source.facts.scope.comparisons();
    let is_year = source.facts.no_dues.is_some();
    let (of, against) = if is_year { (&source.findings.ttm, previous.to.to_string()) } else { (&source.findings.metrics, previous.label) };
    let headline = [MetricKey::Grr, MetricKey::Nrr, MetricKey::LogoRetention];
    let metrics = headline.into_iter().filter_map(|key| Some((key, of.get(&key)?)));
    let (known, unknown): (Vec<_>, Vec<_>) = metrics.partition(|(_, metric)| metric.value.is_some());
    if is_year && !known.is_empty() {
        doc.item(0, own(format!("Over the twelve months to {}, of the customers of a year before:", source.facts.scope.window.to)));
    }
    for (key, metric) in known {
        let rests = resting::told(source.facts, key).map_or_else(String::new, |rests| format!(" It {rests}."));
        let value = if is_year { figure::metric_of_year(source, key, metric.value) } else { figure::metric(source, key, metric) };
        doc.item(u8::from(is_year), sentence(key, metric, value, &against, source.facts.scope.include_churn) + own(rests));
    }
    let why = |metric: &'_ Metric| metric.why.clone().unwrap_or_else(|| "the data does not hold what it needs".to_owned());
    // Why nothing can be said of what was due stands beside the losses already.
    let is_told = |why: &String| source.facts.no_dues.as_ref() == Some(why);
    let reasons = unknown.iter().map(|(key, metric)| (why(metric), key.label()));
    let reasons: Vec<(String, &str)> = reasons.filter(|(why, _)| !is_told(why)).collect();
    for (why, about) in by_remark(reasons.iter().map(|(why, about)| (why.as_str(), *about))) {
        doc.item(0, own(format!("{} cannot be computed: ", about.join(" and "))) + told(why) + ".");
    }
}

/// That churn is left out belongs beside the figure; smaller limits stand below the table.
fn sentence(key: MetricKey, metric: &Metric, value: Text, previous: &str, with_churn: bool) -> Text {
    let why = metric.why.as_ref().filter(|_| !with_churn);
    let limits = why.map_or_else(Text::default, |why| own(" (") + told(why) + ")");
    let change = changed(key, metric);
    let chance = if metric.is_within_chance() { ", within what chance does" } else { "" };
    let against = match metric.range {
        Some(ends) => own(format!(" so far, and may come to {} once all is decided", range(ends, percent))),
        None if change.is_empty() => Text::default(),
        None => own(format!(", {change} against ")) + data(previous) + chance,
    };
    let reach = if metric.open_ends().is_none() { interval(metric.low, metric.high, percent) } else { String::new() };
    own(format!("{} was ", key.label())) + value + own(reach) + against + limits + "." + beside(metric)
}

/// The target, and the account that makes the difference.
fn beside(metric: &Metric) -> Text {
    let target = target(metric).map_or_else(String::new, |target| format!(" {target}."));
    let without = metric.without.as_ref();
    let without =
        without.map_or_else(Text::default, |w| own(" Without ") + data(&w.account) + own(format!(" it would be {}.", percent(w.value))));
    own(target) + without
}

fn decided(doc: &mut Document, source: &Source) {
    let Some(session) = source.session else { return };
    if source.has_no_room() && session.insights.is_empty() && session.actions.is_empty() {
        return;
    }
    let open = session.actions.iter().filter(|a| !a.status.is_closed()).count();
    let insights = counted(session.insights.len(), "insight", "insights");
    let actions = match session.actions.len() {
        0 => "no action yet".to_owned(),
        n => format!("{} ({open} open)", counted(n, "action", "actions")),
    };
    doc.item(0, own(format!("The room kept {insights} and agreed {actions}.")));
}
