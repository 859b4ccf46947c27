//! One metric from a tally: its value and parts, or why there is none.

use super::tally::Tally;
use crate::analysis::findings::{Metric, MetricKey, Quantity};
use crate::analysis::population::RENEWED_ONLY;
use crate::analysis::stats::describe::quantile;
use crate::domain::money::Money;

/// ARR rates are given while at most this share of the events that did not churn lacks an amount.
const TOLERATED_UNKNOWN: f64 = 0.05;

/// The metric without comparisons. `include_churn` says whether the tally holds the churned accounts.
pub fn value(key: MetricKey, tally: &Tally, include_churn: bool) -> Metric {
    let nothing_due = tally.counts.due == 0;
    if nothing_due {
        return missing("no renewals were due in this window");
    }
    match key {
        MetricKey::Grr => arr_rate(tally, tally.arr.kept, include_churn),
        MetricKey::Nrr => arr_rate(tally, tally.arr.after, include_churn),
        _ if !include_churn && needs_churn(key) => {
            missing(&format!("{RENEWED_ONLY}, this would be 100 % whatever happened; use --include-churn true to see it"))
        }
        MetricKey::RenewalRateArr => arr_rate(tally, tally.arr.renewed_before, include_churn),
        MetricKey::LogoRetention | MetricKey::RenewalRateCount => {
            with_note(counts(tally.counts.renewed, tally.counts.due, ""), open_note(tally))
        }
        MetricKey::OnTimeRate | MetricKey::DaysLateMedian | MetricKey::DaysLateP90 => timing(key, tally),
        MetricKey::Discount => discount(tally),
        MetricKey::SaveRate => {
            counts(tally.plays.saved, tally.plays.at_risk, "no at-risk renewal had a play; risk comes from health or from plays.csv")
        }
        MetricKey::ForecastBias | MetricKey::Wape | MetricKey::ForecastAccuracy | MetricKey::Brier => forecast(key, tally, include_churn),
        MetricKey::CodedShare => coded(tally),
    }
}

/// Rates that are 100 % by construction once the churned accounts are left out.
fn needs_churn(key: MetricKey) -> bool {
    matches!(
        key,
        MetricKey::LogoRetention
            | MetricKey::RenewalRateArr
            | MetricKey::RenewalRateCount
            | MetricKey::SaveRate
            | MetricKey::CodedShare
            | MetricKey::Brier
    )
}

fn missing(why: &str) -> Metric {
    Metric { why: Some(why.to_owned()), ..Metric::default() }
}

fn ratio(value: Option<f64>, numerator: Quantity, denominator: Quantity, why_not: &str) -> Metric {
    let why = value.is_none().then(|| why_not.to_owned());
    Metric { value, numerator: Some(numerator), denominator: Some(denominator), computable: value.is_some(), why, ..Metric::default() }
}

fn counts(part: u64, whole: u64, why_not: &str) -> Metric {
    let value = (whole > 0).then(|| part as f64 / whole as f64);
    ratio(value, Quantity::Count(part), Quantity::Count(whole), why_not)
}

fn money(part: Money, whole: Money, why_not: &str) -> Metric {
    ratio(part.ratio(whole), Quantity::Money(part), Quantity::Money(whole), why_not)
}

/// Adds a limitation to a metric that can be computed.
fn with_note(mut metric: Metric, note: Option<String>) -> Metric {
    if let (true, Some(note)) = (metric.computable, note) {
        metric.why = Some(metric.why.map_or(note.clone(), |why| format!("{why}; {note}")));
    }
    metric
}

fn open_note(tally: &Tally) -> Option<String> {
    match tally.counts.open {
        0 => None,
        1 => Some("1 renewal still open counts as not renewed".into()),
        n => Some(format!("{n} renewals still open count as not renewed")),
    }
}

fn arr_rate(tally: &Tally, numerator: Money, include_churn: bool) -> Metric {
    if let Some(why) = arr_unknown(tally) {
        return missing(&why);
    }
    let mut metric = money(numerator, tally.arr.before, "the ARR before of all renewals due is zero");
    if !include_churn {
        metric = with_note(metric, Some(RENEWED_ONLY.into()));
    }
    metric = with_note(metric, open_note(tally));
    let left_out = tally.arr.unknown_other;
    with_note(metric, (left_out > 0).then(|| format!("{left_out} of {} left out: their ARR is not known", tally.counts.due)))
}

/// Why no ARR rate can be given, and what would mend it.
pub fn arr_unknown(tally: &Tally) -> Option<String> {
    let (churned, other) = (tally.arr.unknown_churned, tally.arr.unknown_other);
    if churned > 0 {
        return Some(format!(
            "{churned} of {} churned renewals carry no ARR from before the loss, or in a currency without a rate; add a column with the \
             ARR before (arr_before), or map the last amount before the loss, and it can be computed",
            tally.counts.churned
        ));
    }
    let rest = tally.counts.renewed + tally.counts.open;
    (other as f64 > TOLERATED_UNKNOWN * rest as f64).then(|| {
        format!(
            "{other} of {rest} renewals that did not churn lack their ARR before or after, or have it in a currency without a rate; \
             add or map arr_before and arr_after, and it can be computed"
        )
    })
}

fn timing(key: MetricKey, tally: &Tally) -> Metric {
    let closed = tally.timing.late.len() as u64;
    if closed == 0 {
        return missing("no closing dates; add or map closed_date");
    }
    let left = tally.events - closed;
    let note = (left > 0).then(|| format!("{left} of {} have no closing date", tally.events));
    if key == MetricKey::OnTimeRate {
        return with_note(counts(tally.timing.on_time, tally.events, ""), note);
    }
    let share = if key == MetricKey::DaysLateMedian { 0.5 } else { 0.9 };
    let value = quantile(&mut tally.timing.late.clone(), share);
    with_note(Metric { value, denominator: Some(Quantity::Count(closed)), computable: value.is_some(), ..Metric::default() }, note)
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
        return ratio(
            value,
            Quantity::Number(sums.squares),
            Quantity::Count(n),
            "no forecast probabilities; add or map forecast_probability",
        );
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
    with_note(metric, (!include_churn).then(|| RENEWED_ONLY.to_owned()))
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
