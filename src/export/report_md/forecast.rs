//! Forecast against outcome, and what it says for the next cycle.

use super::Source;
use crate::analysis::findings::{BaseRate, CalibrationBin, ForecastReview, ForecastRow};
use crate::analysis::indicators::FALSE_DISCOVERY;
use crate::analysis::population::decided_label;
use crate::domain::scope::capitalise;
use crate::export::markdown::{Document, Table, escape};
use crate::telling::figures::{counted, decimals, estimate, or_missing, percent, percent_short, percent_signed, probability, range, skill};

/// The largest misses are named up to here.
const MISSES: usize = 5;

pub fn write(doc: &mut Document, source: &Source) {
    let review = &source.findings.forecast;
    if review.rows.is_empty() && review.why.is_none() {
        return;
    }
    doc.heading(2, "Forecast");
    if let Some(why) = &review.why {
        doc.paragraph(&escape(why));
    }
    if let Some(snapshot) = &review.snapshot {
        doc.paragraph(&format!("Forecast as of {}, against what came. A bias above zero was too optimistic.", escape(snapshot)));
    }
    doc.table(&rows(source, &review.rows));
    if review.rows.is_empty() && !review.long_run.is_empty() {
        doc.paragraph(&format!("In the long run, over the {}:", escape(&decided_label(source.facts))));
        doc.table(&rows(source, &review.long_run));
    }
    probabilities(doc, review);
    doc.table(&bins(&review.bins));
    for (id, forecast, actual) in review.misses.iter().take(MISSES) {
        let (forecast, actual) = (source.money(Some(*forecast)), source.money(Some(*actual)));
        doc.item(0, &format!("Missed: {} was forecast at {forecast} and came to {actual}", source.account(id)));
    }
    next_cycle(doc, &review.base_rates);
}

/// How well the probabilities did: against what was known without them, and against what came.
fn probabilities(doc: &mut Document, review: &ForecastReview) {
    let Some(brier) = review.brier else { return };
    let skill = review.brier_skill.zip(review.known_rate).map_or_else(String::new, |(better, rate)| {
        format!(", skill {} against the {} that renewed in the year before the window", skill(better), percent(rate))
    });
    doc.item(0, &format!("Brier score {}{skill}", decimals(brier, 3)));
    if let Some(p) = review.calibration_p {
        let fit = if p <= FALSE_DISCOVERY { "do not fit what came" } else { "fit what came within chance" };
        doc.item(0, &format!("The probabilities {fit} (Spiegelhalter p {})", probability(p)));
    }
}

fn rows(source: &Source, rows: &[ForecastRow]) -> Table {
    let mut table = Table::of_numbers(&["Group", "n", "Forecast", "Actual", "Bias (95 %)", "q", "Error (WAPE)"]);
    for row in rows {
        table.row([
            capitalise(&escape(&row.group)),
            row.n.to_string(),
            source.money(Some(row.forecast)),
            source.money(Some(row.actual)),
            estimate(row.bias, row.low, row.high, percent_signed),
            row.q.map_or_else(|| row.why.as_deref().map(escape).unwrap_or_default(), probability),
            or_missing(row.wape, percent),
        ]);
    }
    table
}

fn bins(bins: &[CalibrationBin]) -> Table {
    let mut table = Table::of_numbers(&["Forecast probability", "n", "Mean forecast", "Renewed (95 %)"]);
    for bin in bins {
        table.row([
            range([bin.from, bin.to], percent_short),
            bin.n.to_string(),
            percent(bin.mean_forecast),
            estimate(Some(bin.observed), bin.low, bin.high, percent),
        ]);
    }
    table
}

fn next_cycle(doc: &mut Document, rates: &[BaseRate]) {
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
        doc.item(0, &format!("{} risk: {figure}, from {}", capitalise(rate.risk.label()), counted(rate.n, "renewal", "renewals")));
    }
}
