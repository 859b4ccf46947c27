//! The leading indicators tried: what holds, what was not shown, and what could not be tested.

use super::{Source, by_remark};
use crate::analysis::findings::{Signal, Verdict};
use crate::telling::block::{Cell, Document, Table, Text, data, own, told};
use crate::telling::chart;
use crate::telling::figures::{counted, estimate, or_missing, percent, probability, ratio};
use crate::telling::{signals, verdict};

pub(crate) fn write(doc: &mut Document, source: &Source) {
    let all = &source.findings.signals;
    if all.is_empty() {
        return;
    }
    doc.heading(2, "Leading indicators");
    doc.paragraph(intro(source));
    doc.chart(chart::slope::of_health(source.facts));
    doc.chart(chart::slope::of_usage(source.facts));
    let of = |verdict: Verdict| all.iter().filter(move |signal| signal.verdict == verdict);
    for signal in of(Verdict::Holds) {
        doc.item(0, told(&signals::sentence(signal)) + ".");
    }
    let heads = ["Signal", "n", "Lost with", "Lost without", "Risk ratio (95 %)", "Odds within strata (95 %)", "p", "q", "Lead"];
    let mut table = Table::of_numbers(heads).and_words("Verdict");
    table.rows(of(Verdict::Holds).chain(of(Verdict::NotShown)).map(row));
    doc.table(table);
    untested(doc, "Too few, so no figure is given:", of(Verdict::Insufficient));
    untested(doc, "No data for what they need:", of(Verdict::Unavailable));
}

/// Signals that were not tested, those with the same reason together.
fn untested<'a>(doc: &mut Document, title: &'static str, signals: impl Iterator<Item = &'a Signal>) {
    let remarks = signals.map(|signal| (signal.why.as_deref().unwrap_or("no reason given"), signal.title()));
    let groups = by_remark(remarks);
    if !groups.is_empty() {
        doc.paragraph(title);
    }
    for (why, labels) in groups {
        let labels = Text::joined(labels.into_iter().map(|label| told(&label)), "; ");
        doc.item(0, labels + " (" + told(why) + ")");
    }
}

fn intro(source: &Source) -> Text {
    let over = match source.findings.signal_population.as_str() {
        "" => Text::default(),
        population => own(" over ") + data(population),
    };
    let tried = match source.findings.signals_tried {
        0 => "all signals tried".to_owned(),
        1 => "the one signal tried".to_owned(),
        n => format!("all {n} signals tried"),
    };
    own("Each signal is read on a day before due and held against what became, after that day, of whoever was still undecided")
        + over
        + own(format!(
            ". An account counts once for a quarter. The verdict rests on the odds within segment and half-year (Mantel–Haenszel; p of \
             Cochran, Mantel and Haenszel, or exact where events are few), corrected over {tried} (q, Benjamini–Hochberg)."
        ))
}

fn row(signal: &Signal) -> [Cell; 10] {
    let strata = signal.stratified.as_ref();
    let rate = |rate: Option<[f64; 3]>| or_missing(rate, |[rate, low, high]| estimate(Some(rate), Some(low), Some(high), percent));
    [
        told(&signal.title()).into(),
        Cell::count(signal.n),
        Cell::own(rate(signal.with_rate)).behind(format!("Renewals with the sign: {}", signal.title()), &signal.renewals),
        Cell::own(rate(signal.without_rate)),
        Cell::own(estimate(signal.risk_ratio, signal.low, signal.high, ratio)),
        Cell::own(or_missing(strata, |strata| estimate(strata.odds_ratio, strata.low, strata.high, ratio))),
        Cell::own(or_missing(strata.map(|s| s.p), probability)),
        Cell::own(or_missing(signal.q, probability)),
        Cell::own(or_missing(signal.lead_days, |days| counted(days, "day", "days"))),
        verdict::word(signal.verdict).into(),
    ]
}
