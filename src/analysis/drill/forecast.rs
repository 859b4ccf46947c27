//! What stands behind the forecast's figures: misses, calibration bins, base rates.

use chrono::Months;

use crate::analysis::findings::CalibrationBin;
use crate::analysis::metrics::actual;
use crate::analysis::population::{decided, discussed};
use crate::domain::facts::Facts;
use crate::domain::money::Money;
use crate::domain::renewal::{Outcome, Renewal, Risk};

/// How far the forecast was above what came; `None` without either, and while open.
pub fn off(renewal: &Renewal) -> Option<Money> {
    Some(renewal.forecast.as_ref()?.amount? - actual(renewal)?)
}

/// The renewals of the window that were forecast as likely as the bin says.
pub fn in_bin<'a>(facts: &'a Facts, bin: &CalibrationBin) -> Vec<&'a Renewal> {
    let bins = 1.0 / (bin.to - bin.from);
    let place = |probability: f64| (probability.clamp(0.0, 1.0) * bins.round()).min(bins.round() - 1.0) as usize;
    let wanted = (bin.from * bins).round() as usize;
    let decided = discussed(facts, &facts.scope.window).filter(|r| r.outcome != Outcome::Open);
    let likely = |r: &&Renewal| r.forecast.as_ref().and_then(|f| f.probability).is_some_and(|p| place(p) == wanted);
    decided.filter(likely).collect()
}

/// The decided renewals of the year up to the window's end that stood at this risk before any play.
pub fn in_tier(facts: &Facts, risk: Risk) -> Vec<&Renewal> {
    let from = facts.scope.window.to - Months::new(12);
    decided(facts).filter(|r| r.due > from && r.prior_risk() == Some(risk)).collect()
}
