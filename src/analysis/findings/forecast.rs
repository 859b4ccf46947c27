//! The forecast against what came.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::domain::money::Money;
use crate::domain::renewal::{RenewalId, Risk};

/// One bin of a calibration plot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CalibrationBin {
    pub from: f64,
    pub to: f64,
    pub n: u64,
    pub mean_forecast: f64,
    pub observed: f64,
}

/// Forecast against outcome for one group (all, a category, a segment or an owner).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ForecastRow {
    pub group: String,
    pub n: u64,
    pub forecast: Money,
    pub actual: Money,
    /// Σ(F−A)/ΣA.
    pub bias: Option<f64>,
    /// 95 % interval of the bias.
    #[serde(default)]
    pub low: Option<f64>,
    #[serde(default)]
    pub high: Option<f64>,
    /// Two-sided p of no bias, and Benjamini–Hochberg over all rows.
    #[serde(default)]
    pub p: Option<f64>,
    #[serde(default)]
    pub q: Option<f64>,
    /// Σ|F−A|/ΣA.
    pub wape: Option<f64>,
    #[serde(default)]
    pub renewals: Vec<RenewalId>,
}

/// Base rate of renewal for one risk tier, for the next cycle's forecast.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BaseRate {
    pub risk: Risk,
    pub n: u64,
    pub rate: Option<f64>,
    pub low: Option<f64>,
    pub high: Option<f64>,
}

/// Everything about the forecast.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ForecastReview {
    /// The snapshot's day, or the range of them.
    pub snapshot: Option<String>,
    /// Overall first, then by category, segment and owner.
    pub rows: Vec<ForecastRow>,
    /// The same over all decided renewals due up to the window's end, without owners: a window alone seldom holds
    /// enough to call a lean.
    #[serde(default)]
    pub long_run: Vec<ForecastRow>,
    pub brier: Option<f64>,
    /// 1 − Brier / Brier of the base rate.
    pub brier_skill: Option<f64>,
    pub bins: Vec<CalibrationBin>,
    /// Largest misses first: renewal, forecast, actual.
    pub misses: Vec<(RenewalId, Money, Money)>,
    pub base_rates: Vec<BaseRate>,
    pub why: Option<String>,
}
