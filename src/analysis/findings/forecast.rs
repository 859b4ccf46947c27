//! The forecast against what came.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::analysis::indicators::FALSE_DISCOVERY;
use crate::domain::money::Money;
use crate::domain::renewal::{RenewalId, Risk};

/// One bin of a calibration plot: the forecasts from one probability to another, about as many in each bin.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CalibrationBin {
    pub from: f64,
    pub to: f64,
    pub n: u64,
    pub mean_forecast: f64,
    pub observed: f64,
    /// 95 % interval of what came, with accounts as the unit.
    #[serde(default)]
    pub low: Option<f64>,
    #[serde(default)]
    pub high: Option<f64>,
    #[serde(default)]
    pub renewals: Vec<RenewalId>,
}

/// A bias smaller than this changes no decision.
const MIN_BIAS: f64 = 0.05;

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
    /// Two-sided p of no bias, against the spread that the forecast's own probabilities imply, and Benjamini–Hochberg over
    /// all rows that are tested.
    #[serde(default)]
    pub p: Option<f64>,
    #[serde(default)]
    pub q: Option<f64>,
    /// Σ|F−A|/ΣA.
    pub wape: Option<f64>,
    /// Why no lean can be told.
    #[serde(default)]
    pub why: Option<String>,
    #[serde(default)]
    pub renewals: Vec<RenewalId>,
}

impl ForecastRow {
    /// Whether it is off one way by more than chance, and by enough to matter.
    pub(crate) fn leans(&self) -> bool {
        self.q.is_some_and(|q| q <= FALSE_DISCOVERY) && self.bias.is_some_and(|bias| bias.abs() >= MIN_BIAS)
    }
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
    /// 1 − Brier / Brier of forecasting `known_rate` for everyone.
    pub brier_skill: Option<f64>,
    /// How many of the renewals decided in the year before the window renewed: what was known without a forecast.
    #[serde(default)]
    pub known_rate: Option<f64>,
    /// Two-sided p that the probabilities are right (Spiegelhalter), with accounts as the unit.
    #[serde(default)]
    pub calibration_p: Option<f64>,
    pub bins: Vec<CalibrationBin>,
    /// Largest misses first: renewal, forecast, actual.
    pub misses: Vec<(RenewalId, Money, Money)>,
    pub base_rates: Vec<BaseRate>,
    pub why: Option<String>,
}
