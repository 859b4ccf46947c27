//! Whether what was called 80 % likely came in eight of ten cases.

use std::ops::Range;

use super::case::probability;
use super::places::{Customers, Numbered, Places};
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

/// A renewal with the probability that was forecast of it, and the number of its account.
struct Said<'a> {
    p: f64,
    renewal: &'a Renewal,
    customer: u32,
}

impl Said<'_> {
    fn came(&self) -> f64 {
        f64::from(u8::from(self.renewal.is_renewed()))
    }
}

/// Of decided renewals; `known_rate` is how often renewals came before any of them was due.
pub(crate) fn calibrate(renewals: &[&Renewal], known_rate: Option<f64>, places: &mut Places) -> Calibration {
    let mut customers = Customers::default();
    let mut read = |renewal| Some(Said { p: probability(renewal)?, renewal, customer: customers.number(&renewal.account_id) });
    let mut said: Vec<Said<'_>> = renewals.iter().filter_map(|renewal| read(*renewal)).collect();
    said.sort_by(|x, y| x.p.total_cmp(&y.p));
    let score = brier(said.iter().map(|this| (this.p, this.renewal.is_renewed())));
    let reference = known_rate.and_then(|rate| brier(said.iter().map(|this| (rate, this.renewal.is_renewed()))));
    let skill = score.zip(reference.filter(|reference| *reference > 0.0)).map(|(score, reference)| 1.0 - score / reference);
    let accounts = places.of(said.iter().map(|this| this.customer));
    let of_each = by_account(&said, &accounts);
    let p = if accounts.count < MIN_ACCOUNTS { None } else { spiegelhalter(of_each).map(|test| test.p) };
    let bins = parts(&said, &accounts).into_iter().filter_map(|part| bin(&said[part], places)).collect();
    Calibration { brier: score, skill, p, bins }
}

/// One decision an account: the mean probability of its renewals, and the share of them that came.
fn by_account(said: &[Said<'_>], accounts: &Numbered) -> impl Iterator<Item = (f64, f64)> {
    let sums = accounts.sums(said.iter().map(|this| [1.0, this.p, this.came()]));
    sums.into_iter().map(|[n, sum, came]| (sum / n, came / n))
}

/// Bins of about as many renewals each, in order of probability. The same probability is never in two of them, and what
/// is left at the end joins the last when its accounts are too few for a bin.
fn parts(said: &[Said<'_>], accounts: &Numbered) -> Vec<Range<usize>> {
    let size = said.len() / (accounts.count / MIN_ACCOUNTS).clamp(1, BINS);
    let (mut parts, mut start) = (Vec::new(), 0);
    // For each account, the start of the part in which it was seen last.
    let (mut seen_in, mut seen) = (vec![usize::MAX; accounts.count], 0);
    for (at, account) in accounts.of.iter().enumerate() {
        seen += usize::from(std::mem::replace(&mut seen_in[*account as usize], start) != start);
        let (end, is_last) = (at + 1, at + 1 == said.len());
        let changes = said.get(end).is_none_or(|next| next.p > said[at].p);
        if changes && seen >= MIN_ACCOUNTS && (end - start >= size || is_last) {
            parts.push(start..end);
            (start, seen) = (end, 0);
        }
    }
    if let Some(last) = parts.last_mut() {
        last.end = said.len();
    }
    parts
}

fn bin(said: &[Said<'_>], places: &mut Places) -> Option<CalibrationBin> {
    let (first, last) = said.first().zip(said.last())?;
    let accounts = places.of(said.iter().map(|this| this.customer));
    let mut share = Share::default();
    for [n, came] in accounts.sums(said.iter().map(|this| [1.0, this.came()])) {
        share.add(n, came);
    }
    let estimate = share.estimate()?;
    Some(CalibrationBin {
        from: first.p,
        to: last.p,
        n: said.len() as u64,
        mean_forecast: said.iter().map(|this| this.p).sum::<f64>() / said.len() as f64,
        observed: estimate.value,
        low: Some(estimate.low),
        high: Some(estimate.high),
        renewals: said.iter().map(|this| this.renewal.id.clone()).collect(),
    })
}
