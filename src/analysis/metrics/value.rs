//! One metric from a tally: its value and parts, or why there is none.

mod retention;

use super::chance;
use super::tally::{Saves, Tally};
use crate::analysis::findings::{Metric, MetricKey, Quantity};
use crate::analysis::population::RENEWED_ONLY;
use crate::analysis::stats::describe::quantile;
use crate::domain::money::Money;

pub(crate) use retention::arr_unknown;

/// A rate stands with its range where what is open could move it by more than this.
const TELLING: f64 = 0.02;

/// What a population holds beyond its renewals.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Given<'a> {
    /// Whether the churned accounts are among the renewals.
    pub include_churn: bool,
    /// Why retention of the renewals due cannot be computed, whatever they say.
    pub no_dues: Option<&'a str>,
}

/// The metric without comparisons.
pub(crate) fn value(key: MetricKey, tally: &Tally, given: Given<'_>) -> Metric {
    let metric = figure(key, tally, given);
    Metric { cases: metric.value.map(|_| cases(key, tally)), ..metric }
}

/// How many renewals, accounts or losses a metric is over.
fn cases(key: MetricKey, tally: &Tally) -> u64 {
    match key {
        MetricKey::Grr | MetricKey::Nrr => tally.retention().priced,
        MetricKey::GrrByAccount | MetricKey::NrrByAccount => tally.accounts.arr.priced,
        MetricKey::LogoRetention => tally.accounts.logos.due,
        MetricKey::RenewalRateArr => tally.arr.priced,
        MetricKey::RenewalRateCount => tally.counts.rated(),
        MetricKey::OnTimeRate => tally.timing.due,
        MetricKey::DaysLateMedian | MetricKey::DaysLateP90 => tally.timing.late.len() as u64,
        MetricKey::Discount => tally.price.n,
        MetricKey::SaveRate => tally.plays.at_risk,
        MetricKey::ForecastBias | MetricKey::Wape | MetricKey::ForecastAccuracy => tally.forecast.n,
        MetricKey::Brier => tally.forecast.probabilities,
        MetricKey::CodedShare => tally.coding.losses,
    }
}

fn figure(key: MetricKey, tally: &Tally, given: Given<'_>) -> Metric {
    let is_retention = is_of_retention(key);
    let needs_dues = if tally.is_of_known_arr { is_retention && !is_of_accounts(key) } else { is_retention };
    if let Some(why) = given.no_dues.filter(|_| needs_dues || key == MetricKey::OnTimeRate) {
        return missing(why);
    }
    // Over a year, retention needs no renewals: a customer may be known by its ARR alone.
    if tally.counts.due == 0 && !(tally.is_year && is_of_accounts(key)) {
        return missing("no renewals were due in this window");
    }
    if !given.include_churn && needs_churn(key) {
        return missing(&format!("{RENEWED_ONLY}, this would be 100 % whatever happened; use --include-churn true to see it"));
    }
    match key {
        _ if is_retention => retention::value(key, tally, given.include_churn),
        MetricKey::OnTimeRate | MetricKey::DaysLateMedian | MetricKey::DaysLateP90 => timing(key, tally),
        MetricKey::Discount => chance::with_interval(discount(tally), key, tally),
        MetricKey::SaveRate => chance::with_interval(saves(tally), key, tally),
        MetricKey::CodedShare => coded(tally),
        _ => forecast(key, tally, given.include_churn),
    }
}

/// What was kept of what was due.
fn is_of_retention(key: MetricKey) -> bool {
    is_of_accounts(key) || matches!(key, MetricKey::RenewalRateArr | MetricKey::RenewalRateCount)
}

/// Over a year these are of accounts, not of the renewals due in it.
pub(crate) fn is_of_accounts(key: MetricKey) -> bool {
    use MetricKey::{Grr, GrrByAccount, LogoRetention, Nrr, NrrByAccount};
    matches!(key, Grr | Nrr | GrrByAccount | NrrByAccount | LogoRetention)
}

/// Rates that are 100 % by construction once the churned accounts are left out.
fn needs_churn(key: MetricKey) -> bool {
    use MetricKey::{Brier, CodedShare, LogoRetention, RenewalRateArr, RenewalRateCount, SaveRate};
    matches!(key, LogoRetention | RenewalRateArr | RenewalRateCount | SaveRate | CodedShare | Brier)
}

fn missing(why: &str) -> Metric {
    Metric { why: Some(why.to_owned()), ..Metric::default() }
}

fn ratio(value: Option<f64>, numerator: Quantity, denominator: Quantity, why_not: &str) -> Metric {
    let why = value.is_none().then(|| why_not.to_owned());
    Metric { value, numerator: Some(numerator), denominator: Some(denominator), computable: value.is_some(), why, ..Metric::default() }
}

fn counts(part: u64, whole: u64, why_not: &str) -> Metric {
    ratio(share(part, whole), Quantity::Count(part), Quantity::Count(whole), why_not)
}

fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

fn money(part: Money, whole: Money, why_not: &str) -> Metric {
    ratio(part.ratio(whole), Quantity::Money(part), Quantity::Money(whole), why_not)
}

/// Adds a limitation to a metric that can be computed.
pub(crate) fn with_note(metric: Metric, note: Option<String>) -> Metric {
    let is_computable = metric.computable;
    also(metric, note.filter(|_| is_computable))
}

/// Adds what is to be said of a metric whether or not it can be computed.
pub(crate) fn also(mut metric: Metric, note: Option<String>) -> Metric {
    if let Some(note) = note {
        metric.why = Some(metric.why.map_or(note.clone(), |why| format!("{why}; {note}")));
    }
    metric
}

/// With the least and the most that it could come to, where that tells another story.
fn with_range(mut metric: Metric, least: Option<f64>, most: Option<f64>) -> Metric {
    let moves = |(value, least, most): (f64, f64, f64)| (value - least).abs().max((most - value).abs()) > TELLING;
    let ends = metric.value.zip(least.zip(most)).map(|(value, (least, most))| (value, least, most));
    metric.range = ends.filter(|ends| moves(*ends)).map(|(_, least, most)| [least, most]);
    metric
}

fn timing(key: MetricKey, tally: &Tally) -> Metric {
    let closed = tally.timing.late.len() as u64;
    if closed == 0 {
        return missing("no closing dates; add or map closed_date");
    }
    let due = tally.timing.due;
    let left = due - closed;
    let note = (left > 0).then(|| format!("{left} of {due} have no closing date"));
    if key == MetricKey::OnTimeRate {
        let (on_time, not_yet) = (tally.timing.on_time, tally.counts.not_yet_due);
        let rate = with_range(counts(on_time, due, ""), share(on_time, due + not_yet), share(on_time + not_yet, due + not_yet));
        let rate = chance::with_interval(rate, key, tally);
        return with_note(with_note(rate, note), retention::not_yet_due(tally));
    }
    let share = if key == MetricKey::DaysLateMedian { 0.5 } else { 0.9 };
    let value = quantile(&mut tally.timing.late.clone(), share);
    let metric = Metric { value, denominator: Some(Quantity::Count(closed)), computable: value.is_some(), ..Metric::default() };
    with_note(chance::with_interval(metric, key, tally), note)
}

fn saves(tally: &Tally) -> Metric {
    let Saves { saved, at_risk } = tally.plays;
    counts(saved, at_risk, "no at-risk renewal had a play before its outcome; risk comes from health or from plays.csv")
}

fn discount(tally: &Tally) -> Metric {
    let price = &tally.price;
    let mut metric = money(price.list - price.net, price.list, "no list and net prices; add or map list_price and net_price");
    let left = tally.events - price.n;
    metric = with_note(metric, (left > 0).then(|| format!("{} of {} have list and net prices", price.n, tally.events)));
    metric
}

fn forecast(key: MetricKey, tally: &Tally, include_churn: bool) -> Metric {
    let sums = &tally.forecast;
    if key == MetricKey::Brier {
        let n = sums.probabilities;
        let value = (n > 0).then(|| sums.squares / n as f64);
        let why = "no forecast probabilities; add or map forecast_probability";
        return chance::with_interval(ratio(value, Quantity::Number(sums.squares), Quantity::Count(n), why), key, tally);
    }
    if sums.n == 0 {
        return missing("no forecast amounts of decided renewals; add or map forecast_amount");
    }
    let nothing_came = "nothing was renewed that a forecast could be held against";
    let metric = match key {
        MetricKey::ForecastBias => money(sums.forecast - sums.actual, sums.actual, nothing_came),
        MetricKey::Wape => money(sums.missed, sums.actual, nothing_came),
        _ => money(sums.actual - sums.missed, sums.actual, nothing_came),
    };
    // Who is looked at was chosen by what came, so chance tells nothing of it.
    if include_churn { chance::with_interval(metric, key, tally) } else { with_note(metric, Some(RENEWED_ONLY.to_owned())) }
}

fn coded(tally: &Tally) -> Metric {
    let coding = &tally.coding;
    if coding.losses == 0 {
        return missing("nothing was lost");
    }
    if coding.unknown > 0 || coding.lost.is_zero() {
        return with_note(counts(coding.coded, coding.losses, ""), Some("by count, since the ARR lost is not known".into()));
    }
    with_note(money(coding.coded_lost, coding.lost, ""), Some(format!("{} of {} losses", coding.coded, coding.losses)))
}
