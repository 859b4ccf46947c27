//! A decided renewal beside what was forecast of it.

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use crate::analysis::metrics::actual;
use crate::analysis::windows::Windows;
use crate::domain::money::Money;
use crate::domain::renewal::Renewal;

/// Something of each account, in the order in which they come first: sums over them are the same at every run.
pub(crate) type ByAccount<'a, T> = IndexMap<&'a str, T, FxBuildHasher>;

/// Only of a forecast with an amount can be said how far off it was.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Case<'a> {
    pub renewal: &'a Renewal,
    pub forecast: Money,
    pub came: Money,
    /// The window in which it fell due; `None` before those that are looked back over.
    pub window: Option<usize>,
}

impl<'a> Case<'a> {
    pub(crate) fn all(renewals: &[&'a Renewal], windows: &Windows) -> Vec<Self> {
        renewals.iter().filter_map(|renewal| Self::of(renewal, windows)).collect()
    }

    fn of(renewal: &'a Renewal, windows: &Windows) -> Option<Self> {
        Self::due_in(renewal, windows.index(renewal.due))
    }

    /// Of a renewal that is due in some window of which only the number counts.
    pub(crate) fn due_in(renewal: &'a Renewal, window: Option<usize>) -> Option<Self> {
        let forecast = renewal.forecast.as_ref()?.amount?;
        Some(Self { renewal, forecast, came: actual(renewal)?, window })
    }

    pub(crate) fn customer(&self) -> &'a str {
        &self.renewal.account_id
    }

    pub(crate) fn off(&self) -> f64 {
        (self.forecast - self.came).to_f64()
    }

    /// How likely the forecast called it.
    pub(crate) fn probability(&self) -> Option<f64> {
        probability(self.renewal)
    }

    /// What stood at stake: what came, and of a loss what was there to lose.
    pub(crate) fn stake(&self) -> f64 {
        let lost = || self.renewal.before.unwrap_or(self.forecast);
        if self.renewal.is_renewed() { self.came.to_f64() } else { lost().to_f64() }
    }
}

/// How likely the forecast called the renewal.
pub(crate) fn probability(renewal: &Renewal) -> Option<f64> {
    Some(renewal.forecast.as_ref()?.probability?.clamp(0.0, 1.0))
}
