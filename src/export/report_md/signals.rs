//! The leading indicators tried: what holds, what was not shown, and what could not be tested.

use super::{Source, by_remark};
use crate::analysis::findings::{Signal, Verdict};
use crate::export::markdown::{Document, Table, escape};
use crate::export::numbers::{NOTHING, estimate, or_nothing, percent, probability, ratio};

pub fn write(doc: &mut Document, source: &Source) {
    let signals = &source.findings.signals;
    if signals.is_empty() {
        return;
    }
    doc.heading(2, "Leading indicators");
    doc.paragraph(&intro(source));
    let of = |verdict: Verdict| signals.iter().filter(move |signal| signal.verdict == verdict);
    let mut table = Table::of_numbers(&["Signal", "n", "Loss rate with", "Loss rate without", "Risk ratio (95 %)", "p", "q", "Lead"])
        .and_words("Verdict");
    table.rows(of(Verdict::Holds).chain(of(Verdict::NotShown)).map(row));
    doc.table(&table);
    untested(doc, "Insufficient, so no figure is given:", of(Verdict::Insufficient));
    untested(doc, "Unavailable, since the data does not hold what they need:", of(Verdict::Unavailable));
}

/// Signals that were not tested, those with the same reason together.
fn untested<'a>(doc: &mut Document, title: &str, signals: impl Iterator<Item = &'a Signal>) {
    let remarks = signals.map(|signal| (signal.why.as_deref().unwrap_or("no reason given"), signal.title()));
    let groups = by_remark(remarks);
    if !groups.is_empty() {
        doc.paragraph(title);
    }
    for (why, labels) in groups {
        let labels: Vec<String> = labels.into_iter().map(|label| escape(&label)).collect();
        doc.item(0, &format!("{} ({})", labels.join("; "), escape(why)));
    }
}

fn intro(source: &Source) -> String {
    let over = match source.findings.signal_population.as_str() {
        "" => String::new(),
        population => format!(" over {}", escape(population)),
    };
    let tried = match source.findings.signals_tried {
        0 => "all signals tried".to_owned(),
        1 => "the one signal tried".to_owned(),
        n => format!("all {n} signals tried"),
    };
    format!(
        "Each signal was known before the outcome and was tested{over} with a two-sided Fisher exact test (p), corrected over {tried} \
         (q, Benjamini–Hochberg). A risk ratio above 1 means that losses follow the signal more often than its absence."
    )
}

fn row(signal: &Signal) -> [String; 9] {
    let rate = |rate: Option<[f64; 3]>| {
        rate.map_or_else(|| NOTHING.to_owned(), |[rate, low, high]| estimate(Some(rate), Some(low), Some(high), percent))
    };
    [
        escape(&signal.title()),
        signal.n.to_string(),
        rate(signal.with_rate),
        rate(signal.without_rate),
        estimate(signal.risk_ratio, signal.low, signal.high, ratio),
        or_nothing(signal.p, probability),
        or_nothing(signal.q, probability),
        signal.lead_days.map_or_else(|| NOTHING.to_owned(), |days| format!("{days} days")),
        if signal.verdict == Verdict::Holds { "holds" } else { "not shown" }.to_owned(),
    ]
}
