//! Bias and error of one group of forecasts, with the interval of the bias.

use rustc_hash::FxHashMap;

use super::case::Case;
use super::places::Places;
use super::spread;
use crate::analysis::findings::ForecastRow;
use crate::analysis::stats::{Estimate, Z95, normal_two_sided};
use crate::domain::money::Money;
use crate::domain::renewal::Renewal;

/// The forecasts of everything, held against chance; `None` when none of them has an amount.
pub(crate) fn row(group: String, cases: &[Case<'_>], places: &mut Places) -> Option<ForecastRow> {
    let mut row = figures(group, cases)?;
    match estimate(cases, places) {
        Some(Ok(Lean { bias, p })) => (row.low, row.high, row.p) = (Some(bias.low), Some(bias.high), Some(p)),
        Some(Err(why)) => row.why = Some(why),
        None => row.why = Some("nothing of it came".to_owned()),
    }
    Some(row)
}

/// How far the forecasts lean, with how far chance goes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lean {
    pub bias: Estimate,
    /// Two-sided p of no bias.
    pub p: f64,
}

/// Σ(F−A)/ΣA with its 95 % interval, or why nobody can say how far chance goes; `None` where nothing came.
pub(crate) fn estimate(cases: &[Case<'_>], places: &mut Places) -> Option<Result<Lean, String>> {
    let came: Money = cases.iter().map(|case| case.came).sum();
    let forecast: Money = cases.iter().map(|case| case.forecast).sum();
    let value = (forecast - came).ratio(came)?;
    Some(spread::by_chance(cases, value, places).map(|spread| {
        let error = spread / came.to_f64();
        let bias = Estimate { value, low: value - Z95 * error, high: value + Z95 * error };
        Lean { bias, p: normal_two_sided(value / error) }
    }))
}

/// The forecasts of one group. A group whose chance nobody can tell has no bias and no error: a percentage of eight accounts
/// would be read as a finding.
fn of_group(group: String, cases: &[Case<'_>], places: &mut Places) -> Option<ForecastRow> {
    let row = row(group, cases, places)?;
    Some(if row.low.is_some() { row } else { ForecastRow { bias: None, wape: None, ..row } })
}

/// The same of people: with the interval, and no verdict on anybody.
fn of_person(group: String, cases: &[Case<'_>], places: &mut Places) -> Option<ForecastRow> {
    Some(ForecastRow { p: None, ..of_group(group, cases, places)? })
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
pub(crate) fn rows_by(name: &str, cases: &[Case<'_>], value: Value, places: &mut Places) -> Vec<ForecastRow> {
    groups(name, cases, value, |group, cases| of_group(group, cases, places))
}

/// The same of people.
pub(crate) fn people_by(name: &str, cases: &[Case<'_>], value: Value, places: &mut Places) -> Vec<ForecastRow> {
    groups(name, cases, value, |group, cases| of_person(group, cases, places))
}

fn groups(
    name: &str,
    cases: &[Case<'_>],
    value: Value,
    mut row: impl FnMut(String, &[Case<'_>]) -> Option<ForecastRow>,
) -> Vec<ForecastRow> {
    let mut groups: FxHashMap<&str, Vec<Case<'_>>> = FxHashMap::default();
    for case in cases {
        if let Some(value) = value(case.renewal) {
            groups.entry(value).or_default().push(*case);
        }
    }
    let mut rows: Vec<ForecastRow> = groups.into_iter().filter_map(|(value, cases)| row(format!("{name}: {value}"), &cases)).collect();
    rows.sort_by(|x, y| y.forecast.cmp(&x.forecast).then_with(|| x.group.cmp(&y.group)));
    rows
}
