//! How far off an unbiased forecast would be by chance alone.

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashSet};

use super::case::{ByAccount, Case};

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
pub(crate) fn by_chance(cases: &[Case<'_>], bias: f64) -> Result<f64, String> {
    let accounts: FxHashSet<&str> = cases.iter().map(Case::customer).collect();
    if accounts.len() < MIN_FOR_BIAS {
        return Err(format!("too few to tell: forecasts of {} accounts", accounts.len()));
    }
    let unsaid = cases.iter().filter(|case| case.probability().is_none()).count();
    if unsaid as f64 > cases.len() as f64 * MAY_LACK {
        either_way(cases)?;
    }
    let variance = implied(cases).max(clustered(cases, bias));
    if variance > 0.0 { Ok(variance.sqrt()) } else { Err("all misses are alike".to_owned()) }
}

/// Misses tell nothing of chance where nearly everything came, or nearly nothing.
fn either_way(cases: &[Case<'_>]) -> Result<(), String> {
    let accounts = |renewed: bool| -> FxHashSet<&str> {
        cases.iter().filter(|case| case.renewal.is_renewed() == renewed).map(Case::customer).collect()
    };
    let [kept, lost] = [true, false].map(|renewed| accounts(renewed).len());
    if kept.min(lost) < MIN_EITHER_WAY {
        let side = if lost <= kept { format!("{lost} accounts lost") } else { format!("{kept} accounts kept") };
        return Err(format!("too few to tell: {side}, and the forecast says no probabilities"));
    }
    Ok(())
}

/// Σ p(1−p)b². The contracts of an account that fall due in one window are one decision, so that their deviations add up
/// before they are squared. Where no probability is said, an unbiased forecast says it by its amounts: the share of all that
/// stands at stake.
fn implied(cases: &[Case<'_>]) -> f64 {
    let forecast: f64 = cases.iter().map(|case| case.forecast.to_f64()).sum();
    let at_stake: f64 = cases.iter().map(Case::stake).sum();
    let share = if at_stake > 0.0 { (forecast / at_stake).clamp(0.0, 1.0) } else { 0.0 };
    let mut decisions: IndexMap<(&str, Option<usize>), f64, FxBuildHasher> = IndexMap::default();
    for case in cases {
        let p = case.probability().unwrap_or(share);
        *decisions.entry((case.customer(), case.window)).or_default() += (p * (1.0 - p)).sqrt() * case.stake();
    }
    decisions.values().map(|deviation| deviation * deviation).sum()
}

/// Of the ratio Σ(F−A)/ΣA (ratio estimator, Cochran, Sampling Techniques, 3rd ed., §2.11), times ΣA, with accounts as the
/// clusters (ibid., §9A.3).
fn clustered(cases: &[Case<'_>], bias: f64) -> f64 {
    let mut accounts: ByAccount<'_, f64> = ByAccount::default();
    for case in cases {
        *accounts.entry(case.customer()).or_default() += case.off() - bias * case.came.to_f64();
    }
    let n = accounts.len() as f64;
    accounts.values().map(|residual| residual * residual).sum::<f64>() * n / (n - 1.0)
}
