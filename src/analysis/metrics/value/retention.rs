//! What was kept of what was due, by ARR, by count and by account, and between which ends it lies while some of it is open.

use super::{counts, missing, money, share, with_note, with_range};
use crate::analysis::findings::{Metric, MetricKey};
use crate::analysis::metrics::chance;
use crate::analysis::metrics::tally::Tally;
use crate::analysis::population::RENEWED_ONLY;
use crate::domain::arr_sums::ArrSums;
use crate::domain::money::Money;
use crate::domain::text::{counted, decimals};

pub(crate) fn value(key: MetricKey, tally: &Tally, include_churn: bool) -> Metric {
    let metric = match key {
        MetricKey::LogoRetention => logos(tally),
        MetricKey::RenewalRateCount => by_count(tally),
        _ => by_arr(key, tally, include_churn),
    };
    let metric = chance::with_interval(with_note(metric, past_due(tally)), key, tally);
    let is_pending = metric.value.is_none() && tally.counts.not_yet_due > 0 && tally.counts.rated() == 0;
    if is_pending { missing(&nothing_due(tally)) } else { with_note(metric, not_yet_due(tally)) }
}

fn by_count(tally: &Tally) -> Metric {
    let counted = &tally.counts;
    let rate = counts(counted.renewed, counted.rated(), "");
    with_range(rate, share(counted.renewed, counted.due), share(counted.renewed + counted.open, counted.due))
}

fn logos(tally: &Tally) -> Metric {
    let logos = &tally.accounts.logos;
    let all = logos.due + logos.pending;
    let rate = counts(logos.kept, logos.due, "the ARR before of all accounts due is known to be zero");
    with_range(rate, share(logos.kept_at_least, all), share(logos.kept_at_most, all))
}

fn by_arr(key: MetricKey, tally: &Tally, include_churn: bool) -> Metric {
    let sums = match key {
        MetricKey::Grr | MetricKey::Nrr => tally.retention(),
        MetricKey::RenewalRateArr => &tally.arr,
        _ => &tally.accounts.arr,
    };
    if let Some(why) = arr_unknown(sums) {
        return missing(&why);
    }
    let open = sums.open + sums.not_yet_due;
    let (part, most) = match key {
        MetricKey::Grr | MetricKey::GrrByAccount => (sums.kept, sums.kept_at_most),
        MetricKey::RenewalRateArr => (sums.renewed_before, sums.renewed_before + open),
        _ => (sums.after, sums.after + open),
    };
    let all = sums.before + sums.not_yet_due;
    let metric = money(part, sums.before, "the ARR before of all renewals due is zero");
    let metric = with_range(metric, part.ratio(all), most.ratio(all));
    let metric = with_note(metric, (!include_churn).then(|| RENEWED_ONLY.into()));
    with_note(metric, bounds(sums, part))
}

/// Why no ARR rate can be given, and what would mend it.
pub(crate) fn arr_unknown(sums: &ArrSums) -> Option<String> {
    if sums.are_known() {
        return None;
    }
    let much = "which is more than 5 % of the ARR due";
    if sums.unknown_churned > 0 {
        let who = counted(sums.unknown_churned as usize, "churned renewal", "churned renewals");
        return Some(format!(
            "the ARR before the loss of {who} is not known, {much}: the data do not hold it (add or map arr_before, or the last amount \
             before the loss), or it is in a currency without a rate (write it under [rates])"
        ));
    }
    let who = counted((sums.unknown_renewed + sums.unknown_open) as usize, "renewal", "renewals");
    Some(format!(
        "the ARR before or after of {who} is not known, {much}: the data do not hold it (add or map arr_before and arr_after), or it is in \
         a currency without a rate (write it under [rates])"
    ))
}

/// What the few whose ARR is not known could do to a rate, if each were as large as the others on average: those that
/// renewed may have kept nothing or all.
fn bounds(sums: &ArrSums, part: Money) -> Option<String> {
    let unknown = sums.unknown();
    let mean = Money::minor(sums.before.in_minor().checked_div(sums.priced as i64)?);
    let times = |n: u64| Money::minor(mean.in_minor() * n as i64);
    let all = sums.before + times(unknown);
    let (least, most) = (part.ratio(all)?, (part + times(sums.unknown_renewed)).ratio(all)?);
    let percent = |share: f64| decimals(share * 100.0, 1);
    let ends = match (percent(least), percent(most)) {
        (least, most) if least == most => format!("{least} %"),
        (least, most) => format!("{least} to {most} %"),
    };
    (unknown > 0).then(|| {
        let who = counted(unknown as usize, "is left out, since its ARR is", "are left out, since their ARR is");
        format!("{who} not known; at the mean ARR of the others the rate would be {ends}")
    })
}

fn past_due(tally: &Tally) -> Option<String> {
    match tally.counts.open - tally.counts.not_yet_due {
        0 => None,
        1 => Some("1 past due and open counts as not renewed".into()),
        n => Some(format!("{n} past due and open count as not renewed")),
    }
}

pub(crate) fn not_yet_due(tally: &Tally) -> Option<String> {
    match tally.counts.not_yet_due {
        0 => None,
        n => Some(format!("{n} not yet due, in no rate")),
    }
}

fn nothing_due(tally: &Tally) -> String {
    match tally.counts.not_yet_due {
        1 => "the only renewal of this window is not yet due".into(),
        n => format!("none of the {n} renewals of this window is due yet"),
    }
}
