//! The metrics with their comparisons, the bridge, and the breakdowns.

use super::{Source, by_remark};
use crate::analysis::findings::{Breakdown, Group, MetricKey};
use crate::analysis::resting;
use crate::domain::money::Money;
use crate::export::markdown::{Document, Table, escape};
use crate::telling::figures::{percent, range};
use crate::telling::metrics::{reach, read, told_from_chance};

const INTERVALS: &str = "95 %: where a rate may lie by chance alone, by account, and with what is still open. Changes are told where chance alone would not \
                         make them.";
const PULLED: &str = "Rates are pulled towards the whole, the further the fewer accounts a group has; what was counted of GRR stands beside \
                      with its interval. What comes first costs most at the pulled rate.";

pub fn write(doc: &mut Document, source: &Source) {
    doc.heading(2, "Metrics");
    doc.table(&metrics(source));
    if source.findings.metrics.values().any(|metric| metric.low.is_some()) {
        doc.item(0, INTERVALS);
    }
    let told = source.findings.metrics.iter().filter(|(key, _)| key.by_renewal().is_none());
    let remarks = told.clone().filter_map(|(key, metric)| Some((metric.why.as_deref()?, key.label())));
    let known = source.findings.metrics.iter().filter(|(_, metric)| metric.value.is_some());
    let resting: Vec<(String, &str)> = known.filter_map(|(key, _)| Some((resting::told(source.facts, *key)?, key.label()))).collect();
    for (why, about) in by_remark(remarks.chain(resting.iter().map(|(what, key)| (what.as_str(), *key)))) {
        doc.item(0, &format!("{}: {}", about.join(", "), escape(why)));
    }
    if source.findings.ttm.values().any(|metric| metric.value.is_some()) {
        doc.item(0, &of_whom(source));
    }
    for (why, about) in by_remark(of_the_year(source)) {
        doc.item(0, &format!("Over twelve months, {}: {}", about.join(", "), escape(why)));
    }
    let ranges = told.filter_map(|(key, metric)| Some(format!("{} {}", key.label(), range(metric.range?, percent))));
    let ranges: Vec<String> = ranges.collect();
    if !ranges.is_empty() {
        doc.item(0, &format!("Once all that is open is decided, these may come to: {}", ranges.join(", ")));
    }
    counts(doc, source);
    bridge(doc, source);
    source.findings.breakdowns.iter().for_each(|breakdown| write_breakdown(doc, source, breakdown));
}

/// Whose ARR the retention of twelve months is of.
fn of_whom(source: &Source) -> String {
    let end = source.facts.scope.window.to;
    let whose = if source.facts.cohorts.is_empty() {
        format!(
            "of the accounts with renewals due in the twelve months to {end}: ARR before each contract's first of them against after its last"
        )
    } else {
        format!("of the accounts with a contract in force twelve months before {end}: their ARR then against now")
    };
    format!("Over twelve months, retention is {whose}. The other metrics are over the renewals due in those months.")
}

/// What limits the headlines over twelve months.
fn of_the_year<'a>(source: &Source<'a>) -> impl Iterator<Item = (&'a str, &'static str)> {
    let headlines = [MetricKey::Grr, MetricKey::Nrr, MetricKey::LogoRetention];
    let findings = source.findings;
    headlines.into_iter().filter_map(move |key| Some((findings.ttm.get(&key)?.why.as_deref()?, key.label())))
}

fn metrics(source: &Source) -> Table {
    let (previous, year_ago) = source.facts.scope.comparisons();
    let heads = ["Metric", &source.facts.scope.window.label, "95 %", "Change", &previous.label, &year_ago.label, "12 months"].map(escape);
    let mut table = Table::of_numbers(&heads.each_ref().map(String::as_str));
    for (key, metric) in &source.findings.metrics {
        let whole_year = source.findings.ttm.get(key).and_then(|m| m.value);
        let is_by_renewal = key.by_renewal().and_then(|other| source.findings.metrics.get(&other)).is_some_and(|other| other.is_as(metric));
        let nothing_at_all = metric.value.or(metric.previous).or(metric.year_ago).or(whole_year).is_none();
        if is_by_renewal || (nothing_at_all && metric.why.is_none()) {
            continue;
        }
        let earlier = |value: Option<f64>| value.map_or_else(String::new, |value| read(*key, Some(value)));
        table.row([
            key.label().to_owned(),
            read(*key, metric.value),
            reach(metric),
            told_from_chance(*key, metric),
            earlier(metric.previous),
            earlier(metric.year_ago),
            earlier(whole_year),
        ]);
    }
    table
}

fn counts(doc: &mut Document, source: &Source) {
    let (previous, _) = source.facts.scope.comparisons();
    let heads = ["Renewals", &source.facts.scope.window.label, &previous.label].map(escape);
    let mut table = Table::of_numbers(&heads.each_ref().map(String::as_str));
    let (now, before) = (&source.findings.counts, &source.findings.previous_counts);
    // Where nobody can say what was due, only what was lost is known.
    if source.facts.no_dues.is_some() {
        table.row(["Churned".to_owned(), now.churned.to_string(), before.churned.to_string()]);
        doc.table(&table);
        return;
    }
    let rows = [
        ("Due", now.due, before.due),
        ("Renewed", now.renewed, before.renewed),
        ("of these contracted", now.contracted, before.contracted),
        ("of these expanded", now.expanded, before.expanded),
        ("Churned", now.churned, before.churned),
        ("Still open", now.open, before.open),
        ("of these not yet due", now.not_yet_due, before.not_yet_due),
    ];
    let some = if now.not_yet_due + before.not_yet_due > 0 { rows.len() } else { rows.len() - 1 };
    table.rows(rows[..some].iter().map(|(label, now, before)| [(*label).to_owned(), now.to_string(), before.to_string()]));
    doc.table(&table);
}

fn bridge(doc: &mut Document, source: &Source) {
    let bridge = &source.findings.bridge;
    doc.heading(3, "ARR bridge");
    if !bridge.computable {
        let why = bridge.why.as_deref().map_or_else(|| "the data does not hold the amounts".to_owned(), escape);
        doc.paragraph(&format!("The bridge cannot be computed: {why}."));
        return;
    }
    let mut table = Table::of_numbers(&["Step", "ARR", "Of opening"]);
    let share = |amount: Money| amount.ratio(bridge.opening).map(percent).unwrap_or_default();
    let steps = [
        ("Opening ARR of decided renewals", bridge.opening),
        ("Churn", bridge.churn),
        ("Contraction", bridge.contraction),
        ("Price uplift", bridge.uplift),
        ("Expansion", bridge.expansion),
        ("Closing ARR", bridge.closing),
    ];
    table.rows(steps.map(|(label, amount)| [label.to_owned(), amount.exact(&bridge.currency), share(amount)]));
    doc.table(&table);
    if !bridge.open.is_zero() {
        doc.paragraph(&format!(
            "Renewals that are still open hold {} and are not part of the bridge.",
            bridge.open.exact(&bridge.currency)
        ));
    }
    if let Some(why) = &bridge.why {
        doc.paragraph(&escape(why));
    }
}

fn write_breakdown(doc: &mut Document, source: &Source, breakdown: &Breakdown) {
    let names: Vec<&str> = breakdown.dimensions.iter().map(|d| d.label()).collect();
    let keys: Vec<&str> = breakdown.dimensions.iter().map(|d| d.key()).collect();
    doc.heading(3, &format!("By {}", keys.join(" and ")));
    let heads = [&names.join(" / "), "Due", "Renewed", "Churned", "Open", "ARR", "Lost ARR", "GRR", "Counted", "95 %", "NRR", "Logo"];
    let mut table = Table::of_numbers(&heads);
    table.rows(breakdown.groups.iter().map(|group| row(source, group)));
    doc.table(&table);
    if breakdown.groups.iter().any(|group| group.metrics.values().any(|metric| metric.pulled.is_some())) {
        doc.item(0, PULLED);
    }
}

fn row(source: &Source, group: &Group) -> [String; 12] {
    let values: Vec<String> = group.values.iter().map(|value| escape(value)).collect();
    let pulled = |key| read(key, group.metrics.get(&key).and_then(|metric| metric.pulled));
    let grr = group.metrics.get(&MetricKey::Grr);
    let counts = &group.counts;
    [
        values.join(" / "),
        counts.due.to_string(),
        counts.renewed.to_string(),
        counts.churned.to_string(),
        counts.open.to_string(),
        source.money(group.arr),
        source.money(group.lost_arr),
        pulled(MetricKey::Grr),
        read(MetricKey::Grr, grr.and_then(|metric| metric.value)),
        grr.map_or_else(String::new, reach),
        pulled(MetricKey::Nrr),
        pulled(MetricKey::LogoRetention),
    ]
}
