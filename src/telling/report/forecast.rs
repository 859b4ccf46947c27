//! Forecast against outcome, and what it says for the next cycle.

use super::{Source, ids};
use crate::analysis::drill;
use crate::analysis::findings::{BaseRate, CalibrationBin, ForecastReview, ForecastRow};
use crate::analysis::indicators::FALSE_DISCOVERY;
use crate::analysis::population::decided_label;
use crate::domain::scope::capitalise;
use crate::telling::block::{Cell, Document, Table, data, own, told};
use crate::telling::chart;
use crate::telling::figures::{counted, decimals, estimate, or_missing, percent, percent_short, probability, range, skill};
use crate::telling::forecast::bias;

/// The largest misses are named up to here.
const MISSES: usize = 5;

pub(crate) fn write(doc: &mut Document, source: &Source) {
    let review = &source.findings.forecast;
    if review.rows.is_empty() && review.why.is_none() {
        return;
    }
    doc.heading(2, "Forecast");
    if let Some(why) = &review.why {
        doc.paragraph(told(why));
    }
    if let Some(snapshot) = &review.snapshot {
        doc.paragraph(own("Forecast as of ") + data(snapshot) + ", against what came. A bias above zero was too optimistic.");
    }
    doc.table(rows(source, &review.rows));
    if review.rows.is_empty() && !review.long_run.is_empty() {
        doc.paragraph(own("In the long run, over the ") + own(decided_label(source.facts)) + ":");
        doc.table(rows(source, &review.long_run));
    }
    probabilities(doc, review);
    doc.chart(chart::calibration::picture(&review.bins));
    doc.table(bins(&review.bins));
    for (id, forecast, actual) in review.misses.iter().take(MISSES) {
        let (forecast, actual) = (source.money(Some(*forecast)), source.money(Some(*actual)));
        let account = source.account(id).behind("Largest forecast misses", std::slice::from_ref(id));
        doc.item(0, own("Missed: ") + account + own(format!(" was forecast at {forecast} and came to {actual}")));
    }
    next_cycle(doc, source, &review.base_rates);
}

/// How well the probabilities did: against what was known without them, and against what came.
fn probabilities(doc: &mut Document, review: &ForecastReview) {
    let Some(brier) = review.brier else { return };
    let skill = review.brier_skill.zip(review.known_rate).map_or_else(String::new, |(better, rate)| {
        format!(", skill {} against the {} that renewed in the year before the window", skill(better), percent(rate))
    });
    doc.item(0, own(format!("Brier score {}{skill}", decimals(brier, 3))));
    if let Some(p) = review.calibration_p {
        let fit = if p <= FALSE_DISCOVERY { "do not fit what came" } else { "fit what came within chance" };
        doc.item(0, own(format!("The probabilities {fit} (Spiegelhalter p {})", probability(p))));
    }
}

fn rows(source: &Source, rows: &[ForecastRow]) -> Table {
    let mut table = Table::of_numbers(["Group", "n", "Forecast", "Actual", "Bias (95 %)", "q", "Error (WAPE)"]);
    for row in rows {
        table.row([
            data(&capitalise(&row.group)).into(),
            Cell::count(row.n).behind(format!("Forecast: {}", row.group), &row.renewals),
            source.money_cell(Some(row.forecast)),
            source.money_cell(Some(row.actual)),
            Cell::own(bias(row)),
            row.q.map(|q| own(probability(q))).unwrap_or_default().into(),
            Cell::own(or_missing(row.wape, percent)),
        ]);
    }
    table
}

fn bins(bins: &[CalibrationBin]) -> Table {
    let mut table = Table::of_numbers(["Forecast probability", "n", "Mean forecast", "Renewed (95 %)"]);
    for bin in bins {
        let reach = range([bin.from, bin.to], percent_short);
        table.row([
            Cell::own(reach.clone()),
            Cell::count(bin.n).behind(format!("Forecast {reach} likely"), &bin.renewals),
            Cell::own(percent(bin.mean_forecast)),
            Cell::own(estimate(Some(bin.observed), bin.low, bin.high, percent)),
        ]);
    }
    table
}

fn next_cycle(doc: &mut Document, source: &Source, rates: &[BaseRate]) {
    if rates.is_empty() {
        return;
    }
    doc.heading(3, "For the next cycle");
    doc.paragraph("Start from how often renewals of the same risk renewed, and adjust from there:");
    for rate in rates {
        let figure = match rate.rate {
            Some(value) => estimate(Some(value), rate.low, rate.high, percent),
            None => "too few to say".to_owned(),
        };
        let of = own(counted(rate.n, "renewal", "renewals"));
        let of = of.behind(format!("{} risk", capitalise(rate.risk.label())), &ids(drill::in_tier(source.facts, rate.risk)));
        doc.item(0, own(format!("{} risk: {figure}, from ", capitalise(rate.risk.label()))) + of);
    }
}
