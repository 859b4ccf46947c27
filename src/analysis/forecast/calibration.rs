//! Whether what was called 80 % likely came in eight of ten cases.

use rustc_hash::FxHashSet;

use super::case::{ByAccount, probability};
use crate::analysis::findings::CalibrationBin;
use crate::analysis::stats::describe::{brier, spiegelhalter};
use crate::analysis::stats::share::Share;
use crate::domain::renewal::Renewal;

/// At most this many bins.
const BINS: usize = 5;
/// No bin holds fewer accounts.
const MIN_ACCOUNTS: usize = 10;

/// How well the probabilities of some forecasts held.
#[derive(Debug, Default)]
pub(crate) struct Calibration {
    pub brier: Option<f64>,
    /// Against forecasting the known rate for everyone.
    pub skill: Option<f64>,
    /// Two-sided p that the probabilities are right.
    pub p: Option<f64>,
    pub bins: Vec<CalibrationBin>,
}

/// A renewal with the probability that was forecast of it.
type Said<'a> = (f64, &'a Renewal);

/// Of decided renewals; `known_rate` is how often renewals came before any of them was due.
pub(crate) fn calibrate(renewals: &[&Renewal], known_rate: Option<f64>) -> Calibration {
    let mut said: Vec<Said<'_>> = renewals.iter().filter_map(|r| Some((probability(r)?, *r))).collect();
    said.sort_by(|x, y| x.0.total_cmp(&y.0));
    let score = brier(said.iter().map(|(p, r)| (*p, r.is_renewed())));
    let reference = known_rate.and_then(|rate| brier(said.iter().map(|(_, r)| (rate, r.is_renewed()))));
    let skill = score.zip(reference.filter(|reference| *reference > 0.0)).map(|(score, reference)| 1.0 - score / reference);
    let accounts = by_account(&said);
    let p = if accounts.len() < MIN_ACCOUNTS { None } else { spiegelhalter(accounts.into_iter()).map(|test| test.p) };
    Calibration { brier: score, skill, p, bins: bins(&said) }
}

/// One decision an account: the mean probability of its renewals, and the share of them that came.
fn by_account(said: &[Said<'_>]) -> Vec<(f64, f64)> {
    let mut accounts: ByAccount<'_, (f64, f64, f64)> = ByAccount::default();
    for (p, renewal) in said {
        let (n, sum, came) = accounts.entry(&renewal.account_id).or_default();
        *n += 1.0;
        *sum += p;
        *came += f64::from(u8::from(renewal.is_renewed()));
    }
    accounts.into_values().map(|(n, sum, came)| (sum / n, came / n)).collect()
}

/// Bins of about as many renewals each, in order of probability. The same probability is never in two of them, and what
/// is left at the end joins the last when its accounts are too few for a bin.
fn bins(said: &[Said<'_>]) -> Vec<CalibrationBin> {
    let all: FxHashSet<&str> = said.iter().map(account).collect();
    let size = said.len() / (all.len() / MIN_ACCOUNTS).clamp(1, BINS);
    let (mut parts, mut start, mut seen) = (vec![], 0, FxHashSet::default());
    for (at, this) in said.iter().enumerate() {
        seen.insert(account(this));
        let (end, is_last) = (at + 1, at + 1 == said.len());
        let changes = said.get(end).is_none_or(|next| next.0 > this.0);
        if changes && seen.len() >= MIN_ACCOUNTS && (end - start >= size || is_last) {
            parts.push(start..end);
            start = end;
            seen.clear();
        }
    }
    if let Some(last) = parts.last_mut() {
        last.end = said.len();
    }
    parts.into_iter().filter_map(|part| bin(&said[part])).collect()
}

fn bin(said: &[Said<'_>]) -> Option<CalibrationBin> {
    let ((from, _), (to, _)) = said.first().zip(said.last())?;
    let mut accounts: ByAccount<'_, (f64, f64)> = ByAccount::default();
    for this in said {
        let (n, came) = accounts.entry(account(this)).or_default();
        *n += 1.0;
        *came += f64::from(u8::from(this.1.is_renewed()));
    }
    let mut share = Share::default();
    for (n, came) in accounts.values() {
        share.add(*n, *came);
    }
    let estimate = share.estimate()?;
    Some(CalibrationBin {
        from: *from,
        to: *to,
        n: said.len() as u64,
        mean_forecast: said.iter().map(|(p, _)| p).sum::<f64>() / said.len() as f64,
        observed: estimate.value,
        low: Some(estimate.low),
        high: Some(estimate.high),
        renewals: said.iter().map(|(_, renewal)| renewal.id.clone()).collect(),
    })
}

fn account<'a>((_, renewal): &Said<'a>) -> &'a str {
    &renewal.account_id
}
