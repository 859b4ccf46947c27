//! The metrics with their comparisons, the bridge, and the breakdowns.

use super::{Source, by_remark, figure};
use crate::analysis::drill::Step;
use crate::analysis::findings::{Breakdown, Group, MetricKey};
use crate::analysis::resting;
use crate::domain::money::Money;
use crate::domain::renewal::{Became, Outcome, Renewal};
use crate::telling::block::{Cell, Document, Table, Text, data, own, told};
use crate::telling::figures::{count, counted, percent, range};
use crate::telling::metrics::{reach, read, told_from_chance};

const INTERVALS: &str = "95 %: where a rate may lie by chance alone, by account, and with what is still open. Changes are told where chance alone would not \
                         make them.";
const PULLED: &str = "Rates are pulled towards the whole, the further the fewer accounts a group has; what was counted of GRR stands beside \
                      with its interval. What comes first costs most at the pulled rate.";

pub(crate) fn write(doc: &mut Document, source: &Source) {
    doc.heading(2, "Metrics");
    doc.table(metrics(source));
    if source.findings.metrics.values().any(|metric| metric.low.is_some()) {
        doc.item(0, INTERVALS);
    }
    let by_event = source.findings.metrics.iter().filter(|(key, _)| key.by_renewal().is_none());
    let remarks = by_event.clone().filter_map(|(key, metric)| Some((metric.why.as_deref()?, key.label())));
    let known = source.findings.metrics.iter().filter(|(_, metric)| metric.value.is_some());
    let resting: Vec<(String, &str)> = known.filter_map(|(key, _)| Some((resting::told(source.facts, *key)?, key.label()))).collect();
    for (why, about) in by_remark(remarks.chain(resting.iter().map(|(what, key)| (what.as_str(), *key)))) {
        doc.item(0, own(format!("{}: ", about.join(", "))) + told(why));
    }
    if source.findings.ttm.values().any(|metric| metric.value.is_some()) {
        doc.item(0, own(of_whom(source)));
    }
    for (why, about) in by_remark(of_the_year(source)) {
        doc.item(0, own(format!("Over twelve months, {}: ", about.join(", "))) + told(why));
    }
    let ranges = by_event.filter_map(|(key, metric)| Some(format!("{} {}", key.label(), range(metric.range?, percent))));
    let ranges: Vec<String> = ranges.collect();
    if !ranges.is_empty() {
        doc.item(0, own(format!("Once all that is open is decided, these may come to: {}", ranges.join(", "))));
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
    let window = |label: &str| data(label);
    let mut table = Table::of_numbers([
        "Metric".into(),
        window(&source.facts.scope.window.label),
        "n".into(),
        "95 %".into(),
        "Change".into(),
        window(&previous.label) + own(" (n)"),
        window(&year_ago.label) + own(" (n)"),
        "12 months (n)".into(),
    ]);
    for (key, metric) in &source.findings.metrics {
        let of_year = source.findings.ttm.get(key);
        let whole_year = of_year.and_then(|m| m.value);
        let is_by_renewal = key.by_renewal().and_then(|other| source.findings.metrics.get(&other)).is_some_and(|other| other.is_as(metric));
        let nothing_at_all = metric.value.or(metric.previous).or(metric.year_ago).or(whole_year).is_none();
        if is_by_renewal || (nothing_at_all && metric.why.is_none()) {
            continue;
        }
        let earlier =
            |value: Option<f64>, window| value.map(|value| figure::metric_in(source, *key, Some(value), window)).unwrap_or_default();
        table.row([
            key.label().into(),
            figure::metric(source, *key, metric).into(),
            metric.cases.map(Cell::count).unwrap_or_default(),
            Cell::own(reach(*key, metric)),
            Cell::own(told_from_chance(*key, metric)),
            with_cases(earlier(metric.previous, &previous), metric.previous.and(metric.previous_cases)).into(),
            with_cases(earlier(metric.year_ago, &year_ago), metric.year_ago.and(metric.year_ago_cases)).into(),
            with_cases(
                whole_year.map(|value| figure::metric_of_year(source, *key, Some(value))).unwrap_or_default(),
                whole_year.and(of_year).and_then(|m| m.cases),
            )
            .into(),
        ]);
    }
    table
}

/// A figure of another window, and how many cases it is over.
fn with_cases(figure: Text, cases: Option<u64>) -> Text {
    match cases {
        Some(n) => figure + own(format!(" ({})", count(n))),
        None => figure,
    }
}

/// What is counted, now and in the window before, and which renewals these are.
type Counted = (&'static str, u64, u64, fn(&Renewal) -> bool);

fn counts(doc: &mut Document, source: &Source) {
    let (previous, _) = source.facts.scope.comparisons();
    let mut table = Table::of_numbers(["Renewals".into(), data(&source.facts.scope.window.label), data(&previous.label)]);
    let (now, before) = (&source.findings.counts, &source.findings.previous_counts);
    let churned: Counted = ("Churned", now.churned, before.churned, Renewal::is_churned);
    let rows: [Counted; 7] = [
        ("Due", now.due, before.due, |_| true),
        ("Renewed", now.renewed, before.renewed, Renewal::is_renewed),
        ("of these contracted", now.contracted, before.contracted, |r| r.became() == Became::Shrank),
        ("of these expanded", now.expanded, before.expanded, |r| r.became() == Became::Grew),
        churned,
        ("Still open", now.open, before.open, |r| r.outcome == Outcome::Open),
        ("of these not yet due", now.not_yet_due, before.not_yet_due, |_| false),
    ];
    // Where nobody can say what was due, only what was lost is known.
    let some = if now.not_yet_due + before.not_yet_due > 0 { rows.len() } else { rows.len() - 1 };
    let shown = if source.facts.no_dues.is_some() { &[churned][..] } else { &rows[..some] };
    table.rows(shown.iter().map(|(label, now, before, is)| {
        let renewals = figure::of(source, *is);
        // What is counted otherwise is not claimed to be these.
        let behind = if renewals.len() as u64 == *now { &renewals[..] } else { &[] };
        [(*label).into(), Cell::count(*now).behind(source.in_window(label), behind), Cell::count(*before)]
    }));
    doc.table(table);
}

fn bridge(doc: &mut Document, source: &Source) {
    let bridge = &source.findings.bridge;
    doc.heading(3, "ARR bridge");
    if !bridge.computable {
        let why = bridge.why.as_deref().map_or_else(|| own("the data does not hold the amounts"), told);
        doc.paragraph(own("The bridge cannot be computed: ") + why + ".");
        return;
    }
    let mut table = Table::of_numbers(["Step", "ARR", "Of opening"]);
    let share = |amount: Money| amount.ratio(bridge.opening).map(|share| Cell::share(Some(share))).unwrap_or_default();
    table.rows(Step::ALL.map(|step| {
        let amount = step.of(bridge);
        let label = if step == Step::Opening { "Opening ARR of decided renewals" } else { step.label() };
        let exact = Cell::exact(amount, &bridge.currency);
        [label.into(), Cell { text: figure::step(source, step, exact.text), ..exact }, share(amount)]
    }));
    doc.table(table);
    if !bridge.contraction.is_zero() {
        doc.paragraph(own(beside_uplift(source)));
    }
    if !bridge.open.is_zero() {
        let open = bridge.open.exact(&bridge.currency);
        doc.paragraph(own(format!("Renewals that are still open hold {open} and are not part of the bridge.")));
    }
    if let Some(why) = &bridge.why {
        doc.paragraph(told(why));
    }
}

/// Why the bridge says more of contraction than the accounts lost.
fn beside_uplift(source: &Source) -> String {
    let shrank = &source.findings.losses.now.shrank;
    let net = shrank.whole().filter(|_| shrank.accounts > 0).map_or_else(String::new, |arr| {
        let who = counted(shrank.accounts, "account that shrank", "accounts that shrank");
        format!(" After it, the {who} came to {} less.", source.money(Some(arr)))
    });
    format!("Contraction and expansion stand beside the price uplift: what was given up or added before it.{net}")
}

fn write_breakdown(doc: &mut Document, source: &Source, breakdown: &Breakdown) {
    let names: Vec<&str> = breakdown.dimensions.iter().map(|d| d.label()).collect();
    let keys: Vec<&str> = breakdown.dimensions.iter().map(|d| d.key()).collect();
    doc.heading(3, own(format!("By {}", keys.join(" and "))));
    let heads = ["Due", "Renewed", "Churned", "Open", "ARR", "Lost ARR", "GRR", "Counted", "95 %", "NRR", "Logo"].map(Text::from);
    let mut table = Table::of_numbers(std::iter::once(own(names.join(" / "))).chain(heads));
    table.rows(breakdown.groups.iter().map(|group| row(source, breakdown, group)));
    doc.table(table);
    if breakdown.groups.iter().any(|group| group.metrics.values().any(|metric| metric.pulled.is_some())) {
        doc.item(0, PULLED);
    }
}

fn row(source: &Source, breakdown: &Breakdown, group: &Group) -> [Cell; 12] {
    let pulled = |key| Cell::own(read(key, group.metrics.get(&key).and_then(|metric| metric.pulled)));
    let grr = group.metrics.get(&MetricKey::Grr);
    let counts = &group.counts;
    [
        Text::joined(group.values.iter().map(|value| data(value)), " / ").into(),
        Cell::count(counts.due).behind(source.in_window(&breakdown.name(group)), &group.renewals),
        Cell::count(counts.renewed),
        Cell::count(counts.churned),
        Cell::count(counts.open),
        source.money_cell(group.arr),
        source.money_cell(group.lost_arr),
        pulled(MetricKey::Grr),
        Cell::own(read(MetricKey::Grr, grr.and_then(|metric| metric.value))),
        Cell::own(grr.map_or_else(String::new, |grr| reach(MetricKey::Grr, grr))),
        pulled(MetricKey::Nrr),
        pulled(MetricKey::LogoRetention),
    ]
}
