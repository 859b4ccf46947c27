//! What stands behind the forecast's figures: misses and base rates.

use chrono::Months;

use crate::analysis::metrics::actual;
use crate::analysis::population::decided;
use crate::domain::facts::Facts;
use crate::domain::money::Money;
use crate::domain::renewal::{Renewal, Risk};

/// How far the forecast was above what came; `None` without either, and while open.
pub(crate) fn off(renewal: &Renewal) -> Option<Money> {
    Some(renewal.forecast.as_ref()?.amount? - actual(renewal)?)
}

/// The decided renewals of the year up to the window's end that stood at this risk before any play.
pub(crate) fn in_tier(facts: &Facts, risk: Risk) -> Vec<&Renewal> {
    let from = facts.scope.window.to - Months::new(12);
    decided(facts).filter(|r| r.due > from && r.prior_risk() == Some(risk)).collect()
}
