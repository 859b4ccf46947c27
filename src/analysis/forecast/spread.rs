//! How far off an unbiased forecast would be by chance alone.

use super::case::Case;
use super::places::{Numbered, Places};

/// Over fewer accounts than this nothing is said of a lean.
pub(crate) const MIN_FOR_BIAS: usize = 10;
/// Where no probabilities tell it, chance is known only from this many accounts lost, and as many kept.
const MIN_EITHER_WAY: usize = 10;
/// Probabilities may be missing at this share of the forecasts.
const MAY_LACK: f64 = 0.05;

/// Standard deviation of Σ(F−A) if the forecast were unbiased, or why it is not known.
///
/// The probabilities say how likely losses are, also where few or none came; the misses say how far amounts vary. The
/// larger of both counts.
pub(crate) fn by_chance(cases: &[Case<'_>], bias: f64, places: &mut Places) -> Result<f64, String> {
    let customers = places.of(cases.iter().map(|case| case.customer));
    if customers.count < MIN_FOR_BIAS {
        return Err(format!("too few to tell: forecasts of {} accounts", customers.count));
    }
    let unsaid = cases.iter().filter(|case| case.probability.is_none()).count();
    if unsaid as f64 > cases.len() as f64 * MAY_LACK {
        either_way(cases, &customers)?;
    }
    let decisions = places.of(cases.iter().map(|case| case.decision));
    let variance = implied(cases, &decisions).max(clustered(cases, &customers, bias));
    if variance > 0.0 { Ok(variance.sqrt()) } else { Err("all misses are alike".to_owned()) }
}

/// Misses tell nothing of chance where nearly everything came, or nearly nothing.
fn either_way(cases: &[Case<'_>], customers: &Numbered) -> Result<(), String> {
    let accounts = |renewed: bool| {
        let mut seen = vec![false; customers.count];
        let of_it = cases.iter().zip(&customers.of).filter(|(case, _)| case.renewal.is_renewed() == renewed);
        of_it.for_each(|(_, customer)| seen[*customer as usize] = true);
        seen.into_iter().filter(|seen| *seen).count()
    };
    let [kept, lost] = [true, false].map(accounts);
    if kept.min(lost) < MIN_EITHER_WAY {
        let side = if lost <= kept { format!("{lost} accounts lost") } else { format!("{kept} accounts kept") };
        return Err(format!("too few to tell: {side}, and the forecast says no probabilities"));
    }
    Ok(())
}

/// Σ p(1−p)b². The contracts of an account that fall due in one window are one decision, so that their deviations add up
/// before they are squared. Where no probability is said, an unbiased forecast says it by its amounts: the share of all that
/// stands at stake.
fn implied(cases: &[Case<'_>], decisions: &Numbered) -> f64 {
    let forecast: f64 = cases.iter().map(|case| case.forecast.to_f64()).sum();
    let at_stake: f64 = cases.iter().map(|case| case.stake).sum();
    let share = if at_stake > 0.0 { (forecast / at_stake).clamp(0.0, 1.0) } else { 0.0 };
    let deviation = |case: &Case<'_>| {
        let p = case.probability.unwrap_or(share);
        [(p * (1.0 - p)).sqrt() * case.stake]
    };
    decisions.sums(cases.iter().map(deviation)).iter().map(|[deviation]| deviation * deviation).sum()
}

/// Of the ratio Σ(F−A)/ΣA (ratio estimator, Cochran, Sampling Techniques, 3rd ed., §2.11), times ΣA, with accounts as the
/// clusters (ibid., §9A.3).
fn clustered(cases: &[Case<'_>], customers: &Numbered, bias: f64) -> f64 {
    let residuals = customers.sums(cases.iter().map(|case| [case.off() - bias * case.came.to_f64()]));
    let n = customers.count as f64;
    residuals.iter().map(|[residual]| residual * residual).sum::<f64>() * n / (n - 1.0)
}
