//! Forecasts that lean one way, as sentences.

use super::evidence;
use crate::analysis::findings::{ForecastReview, ForecastRow, SuggestedInsight};
use crate::analysis::population::decided_label;
use crate::domain::card::InsightKind;
use crate::domain::facts::Facts;
use crate::telling::figures::{amount, interval, percent_short, percent_signed_short, probability};

const MOST: usize = 2;

/// Segments whose forecast leans clearly in the long run, else categories, else all together. People are not put on
/// the board: their rows stand in the forecast review.
pub(crate) fn insights(facts: &Facts, review: &ForecastReview) -> Vec<SuggestedInsight> {
    let of = |prefix: &str| -> Vec<&ForecastRow> {
        let mut rows: Vec<&ForecastRow> =
            review.long_run.iter().filter(|row| row.group.starts_with(prefix)).filter(|row| row.leans()).collect();
        rows.sort_by(|x, y| y.bias.map(f64::abs).partial_cmp(&x.bias.map(f64::abs)).unwrap_or(std::cmp::Ordering::Equal));
        rows
    };
    let groups = ["segment: ", "category: ", "all"].map(of);
    let rows = groups.iter().find(|rows| !rows.is_empty()).map(Vec::as_slice).unwrap_or_default();
    rows.iter().take(MOST).filter_map(|row| insight(facts, review, row)).collect()
}

fn insight(facts: &Facts, review: &ForecastReview, row: &ForecastRow) -> Option<SuggestedInsight> {
    let bias = row.bias?;
    let group = match row.group.split_once(": ") {
        Some((_, value)) => format!("The forecast for {value}"),
        None => "The forecast".to_owned(),
    };
    let way = if bias > 0.0 { "too high" } else { "too low" };
    let (forecast, actual) = (amount(facts, row.forecast), amount(facts, row.actual));
    let text =
        format!("{group} runs {} {way}: {forecast} forecast, {actual} came{}", percent_short(bias.abs()), this_window(facts, review, row));
    let interval = interval(row.low, row.high, percent_signed_short);
    let wape = row.wape.map_or_else(String::new, |wape| format!(" · WAPE {}", percent_short(wape)));
    let population = decided_label(facts);
    let figures =
        format!("{} renewals · bias {}{interval}{wape} · q {} · {population}", row.n, percent_signed_short(bias), probability(row.q?));
    let evidence = evidence(format!("forecast:{}", row.group), &text, figures, &row.renewals, Some((row.forecast - row.actual).abs()));
    Some(SuggestedInsight { kind: InsightKind::Blocker, critical: false, text, evidence })
}

/// How the same group did in the scope's window alone.
fn this_window(facts: &Facts, review: &ForecastReview, row: &ForecastRow) -> String {
    let now = review.rows.iter().find(|now| now.group == row.group).and_then(|now| now.bias);
    let window = &facts.scope.window.label;
    now.map_or_else(String::new, |bias| {
        format!("; in {window} it was {} {}", percent_short(bias.abs()), if bias > 0.0 { "too high" } else { "too low" })
    })
}
