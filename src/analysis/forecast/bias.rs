//! Bias and error of one group of forecasts, with the interval of the bias.

use std::collections::BTreeMap;

use crate::analysis::findings::ForecastRow;
use crate::analysis::metrics::actual;
use crate::analysis::stats::{Z95, normal_two_sided};
use crate::domain::money::Money;
use crate::domain::renewal::Renewal;

/// An interval over fewer renewals than this would promise too much.
pub const MIN_FOR_BIAS: u64 = 10;

/// The forecasts of one group; `None` when none of them has an amount.
pub fn row(group: String, renewals: &[&Renewal]) -> Option<ForecastRow> {
    let pairs: Vec<(Money, Money)> = renewals.iter().filter_map(|r| Some((r.forecast.as_ref()?.amount?, actual(r)?))).collect();
    if pairs.is_empty() {
        return None;
    }
    let forecast: Money = pairs.iter().map(|(forecast, _)| *forecast).sum();
    let came: Money = pairs.iter().map(|(_, actual)| *actual).sum();
    let missed: Money = pairs.iter().map(|(forecast, actual)| (*forecast - *actual).abs()).sum();
    let bias = (forecast - came).ratio(came);
    let spread = bias.and_then(|bias| standard_error(&pairs, bias, came));
    Some(ForecastRow {
        group,
        n: pairs.len() as u64,
        forecast,
        actual: came,
        bias,
        low: bias.zip(spread).map(|(bias, se)| bias - Z95 * se),
        high: bias.zip(spread).map(|(bias, se)| bias + Z95 * se),
        p: bias.zip(spread).map(|(bias, se)| normal_two_sided(bias / se)),
        q: None,
        wape: missed.ratio(came),
        renewals: renewals.iter().map(|r| r.id.clone()).collect(),
    })
}

/// One row for each value, largest forecast first.
pub fn rows_by<'a>(name: &str, renewals: &[&'a Renewal], value: fn(&'a Renewal) -> Option<&'a str>) -> Vec<ForecastRow> {
    let mut groups: BTreeMap<&str, Vec<&Renewal>> = BTreeMap::new();
    for renewal in renewals {
        if let Some(value) = value(renewal) {
            groups.entry(value).or_default().push(renewal);
        }
    }
    let mut rows: Vec<ForecastRow> =
        groups.into_iter().filter_map(|(value, renewals)| row(format!("{name}: {value}"), &renewals)).collect();
    rows.sort_by(|x, y| y.forecast.cmp(&x.forecast).then_with(|| x.group.cmp(&y.group)));
    rows
}

/// Standard error of the ratio Σ(F−A)/ΣA (ratio estimator, Cochran, Sampling Techniques, 3rd ed., §2.11).
/// `None` over too few, or when all misses are alike.
fn standard_error(pairs: &[(Money, Money)], bias: f64, came: Money) -> Option<f64> {
    let n = pairs.len() as f64;
    if (pairs.len() as u64) < MIN_FOR_BIAS {
        return None;
    }
    let residual = |(forecast, actual): &(Money, Money)| (*forecast - *actual).to_f64() - bias * actual.to_f64();
    let squares: f64 = pairs.iter().map(|pair| residual(pair).powi(2)).sum();
    let se = (squares * n / (n - 1.0)).sqrt() / came.to_f64();
    (se > 0.0).then_some(se)
}
