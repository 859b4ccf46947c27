//! Bias and error of one group of forecasts, with the interval of the bias.

use std::collections::BTreeMap;

use super::case::Case;
use super::spread;
use crate::analysis::findings::ForecastRow;
use crate::analysis::stats::{Z95, normal_two_sided};
use crate::domain::money::Money;
use crate::domain::renewal::Renewal;

/// The forecasts of one group, held against chance; `None` when none of them has an amount.
pub(crate) fn row(group: String, cases: &[Case<'_>]) -> Option<ForecastRow> {
    let mut row = figures(group, cases)?;
    let Some(bias) = row.bias else { return Some(row) };
    match spread::by_chance(cases, bias) {
        Ok(spread) => {
            let error = spread / row.actual.to_f64();
            (row.low, row.high) = (Some(bias - Z95 * error), Some(bias + Z95 * error));
            row.p = Some(normal_two_sided(bias / error));
        }
        Err(why) => row.why = Some(why),
    }
    Some(row)
}

/// The figures alone.
fn figures(group: String, cases: &[Case<'_>]) -> Option<ForecastRow> {
    if cases.is_empty() {
        return None;
    }
    let forecast: Money = cases.iter().map(|case| case.forecast).sum();
    let came: Money = cases.iter().map(|case| case.came).sum();
    let missed: Money = cases.iter().map(|case| (case.forecast - case.came).abs()).sum();
    Some(ForecastRow {
        group,
        n: cases.len() as u64,
        forecast,
        actual: came,
        bias: (forecast - came).ratio(came),
        low: None,
        high: None,
        p: None,
        q: None,
        wape: missed.ratio(came),
        why: None,
        renewals: cases.iter().map(|case| case.renewal.id.clone()).collect(),
    })
}

/// A grouping of renewals.
type Value = for<'a> fn(&'a Renewal) -> Option<&'a str>;

/// One row for each value, largest forecast first.
pub(crate) fn rows_by(name: &str, cases: &[Case<'_>], value: Value) -> Vec<ForecastRow> {
    groups(name, cases, value, row)
}

/// The same of people: figures, and no verdict on anybody.
pub(crate) fn figures_by(name: &str, cases: &[Case<'_>], value: Value) -> Vec<ForecastRow> {
    groups(name, cases, value, figures)
}

fn groups(name: &str, cases: &[Case<'_>], value: Value, row: fn(String, &[Case<'_>]) -> Option<ForecastRow>) -> Vec<ForecastRow> {
    let mut groups: BTreeMap<&str, Vec<Case<'_>>> = BTreeMap::new();
    for case in cases {
        if let Some(value) = value(case.renewal) {
            groups.entry(value).or_default().push(*case);
        }
    }
    let mut rows: Vec<ForecastRow> = groups.into_iter().filter_map(|(value, cases)| row(format!("{name}: {value}"), &cases)).collect();
    rows.sort_by(|x, y| y.forecast.cmp(&x.forecast).then_with(|| x.group.cmp(&y.group)));
    rows
}
