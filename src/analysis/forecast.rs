//! The forecast against what came: bias, error, calibration, the largest misses, and what to expect next time.

pub(crate) mod bias;
mod calibration;
pub(crate) mod case;
pub(crate) mod places;
mod spread;

use chrono::{Months, NaiveDate};

use super::findings::{BaseRate, ForecastReview, ForecastRow};
use super::metrics::actual;
use super::patterns::MIN_FOR_RATE;
use super::population::{decided, discussed};
use super::stats::fourfold::wilson;
use super::stats::multiple::benjamini_hochberg;
use super::windows::Windows;
use crate::domain::facts::Facts;
use crate::domain::money::Money;
use crate::domain::renewal::{Outcome, Renewal, RenewalId, Risk};
use calibration::calibrate;
use case::Case;
use places::Places;

/// How many of the largest misses are listed.
const MISSES: usize = 20;
/// The row of everything.
const ALL: &str = "all";
/// A rate that was known before needs this many renewals.
const MIN_KNOWN: usize = 10;

/// Over the decided renewals of the scope's window, and in the long run; base rates are over the year up to its end.
pub(crate) fn review(facts: &Facts) -> ForecastReview {
    let windows = Windows::of(facts);
    let decided: Vec<&Renewal> =
        discussed(facts, &facts.scope.window).filter(|r| r.outcome != Outcome::Open && r.forecast.is_some()).collect();
    // What the window holds is the end of it.
    let long_run = facts.scope.include_churn.then(|| long_run(facts));
    let cases = Case::all(long_run.as_ref().unwrap_or(&decided), &windows);
    let of_the_window = &cases[cases.partition_point(|case| case.renewal.due < facts.scope.window.from)..];
    let mut places = Places::default();
    let review = ForecastReview {
        snapshot: snapshot(&decided),
        rows: of_window(of_the_window, &mut places),
        misses: misses(&decided),
        base_rates: base_rates(facts),
        why: decided.is_empty().then(|| nothing_decided(facts).to_owned()),
        ..ForecastReview::default()
    };
    if !facts.scope.include_churn {
        return of_renewed(review);
    }
    let known_rate = known_rate(facts);
    let calibration = calibrate(&decided, known_rate, &mut places);
    ForecastReview {
        long_run: tested(&cases, &mut places),
        brier: calibration.brier,
        brier_skill: calibration.skill,
        known_rate,
        calibration_p: calibration.p,
        bins: calibration.bins,
        ..review
    }
}

/// Why there is nothing to hold the forecast against.
fn nothing_decided(facts: &Facts) -> &'static str {
    if facts.in_scope().any(|r| r.forecast.is_some()) {
        "no renewal of this window that has a forecast is decided yet"
    } else {
        "no decided renewal of this window has a forecast; add or map forecast_amount, forecast_probability and forecast_date"
    }
}

/// What renewed came in by the choice of who is looked at, so no bias is tested, and no probability can be proven wrong.
fn of_renewed(mut review: ForecastReview) -> ForecastReview {
    for row in &mut review.rows {
        (row.low, row.high, row.p, row.q) = (None, None, None, None);
        // Of a group that chance cannot be told of, no percentage either.
        (row.bias, row.wape) = if row.group == ALL { (row.bias, row.wape) } else { (None, None) };
    }
    ForecastReview { why: review.why.or_else(|| Some(super::population::RENEWED_ONLY.to_owned())), ..review }
}

/// Every decided renewal with a forecast due up to the window's end.
fn long_run(facts: &Facts) -> Vec<&Renewal> {
    decided(facts).filter(|r| r.forecast.is_some()).collect()
}

/// The share that renewed of what was decided in the year before the window, as far as it was known when the window began.
fn known_rate(facts: &Facts) -> Option<f64> {
    let from = facts.scope.window.from;
    let was_known = |r: &&Renewal| r.due >= from - Months::new(12) && r.due < from && r.closed.is_none_or(|closed| closed < from);
    let known: Vec<&Renewal> = decided(facts).filter(was_known).collect();
    let renewed = known.iter().filter(|r| r.is_renewed()).count();
    (known.len() >= MIN_KNOWN).then(|| renewed as f64 / known.len() as f64)
}

/// The day of the forecasts, or from when to when.
fn snapshot(renewals: &[&Renewal]) -> Option<String> {
    let days = || renewals.iter().filter_map(|r| r.forecast.as_ref()?.on);
    let (first, last): (NaiveDate, NaiveDate) = (days().min()?, days().max()?);
    Some(if first == last { first.to_string() } else { format!("{first} to {last}") })
}

/// Overall first, then by category and segment, largest forecast first; owners last, with no verdict.
fn of_window(cases: &[Case<'_>], places: &mut Places) -> Vec<ForecastRow> {
    let mut all = tested(cases, places);
    all.extend(bias::people_by("owner", cases, |r| Some(&r.cs_owner), places));
    all
}

/// Overall, by category and by segment, each held against chance and corrected for the others.
fn tested(cases: &[Case<'_>], places: &mut Places) -> Vec<ForecastRow> {
    let mut all: Vec<ForecastRow> = bias::row(ALL.to_owned(), cases, places).into_iter().collect();
    all.extend(bias::rows_by("category", cases, |r| r.forecast.as_ref()?.category.as_deref(), places));
    all.extend(bias::rows_by("segment", cases, |r| Some(&r.segment), places));
    let p: Vec<f64> = all.iter().filter_map(|row| row.p).collect();
    for (row, q) in all.iter_mut().filter(|row| row.p.is_some()).zip(benjamini_hochberg(&p)) {
        row.q = Some(q);
    }
    all
}

fn misses(renewals: &[&Renewal]) -> Vec<(RenewalId, Money, Money)> {
    type Miss<'a> = (&'a RenewalId, Money, Money);
    fn missed(r: &Renewal) -> Option<Miss<'_>> {
        Some((&r.id, r.forecast.as_ref()?.amount?, actual(r)?))
    }
    let mut all: Vec<Miss<'_>> = renewals.iter().filter_map(|r| missed(r)).filter(|(_, forecast, actual)| forecast != actual).collect();
    let larger = |x: &Miss<'_>, y: &Miss<'_>| (y.1 - y.2).abs().cmp(&(x.1 - x.2).abs()).then_with(|| x.0.cmp(y.0));
    if all.len() > MISSES {
        all.select_nth_unstable_by(MISSES, larger);
        all.truncate(MISSES);
    }
    all.sort_by(larger);
    all.into_iter().map(|(id, forecast, actual)| (id.clone(), forecast, actual)).collect()
}

/// How often each risk tier renewed in the year up to the window's end: what the next forecast should start from.
fn base_rates(facts: &Facts) -> Vec<BaseRate> {
    let from = facts.scope.window.to - Months::new(12);
    let mut tiers = [(0_u64, 0_u64); 3];
    for renewal in decided(facts).filter(|r| r.due > from) {
        if let Some(risk) = renewal.prior_risk() {
            let (renewed, n) = &mut tiers[risk as usize];
            *renewed += u64::from(renewal.is_renewed());
            *n += 1;
        }
    }
    let rate = |(risk, (renewed, n)): (Risk, (u64, u64))| {
        let interval = wilson(renewed, n).filter(|_| n >= MIN_FOR_RATE);
        BaseRate {
            risk,
            n,
            rate: interval.map(|_| renewed as f64 / n as f64),
            low: interval.map(|i| i.low),
            high: interval.map(|i| i.high),
        }
    };
    Risk::ALL.into_iter().zip(tiers).map(rate).collect()
}

#[cfg(test)]
#[path = "forecast/forecast_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "forecast/chance_tests.rs"]
mod chance;
