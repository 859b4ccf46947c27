//! Metrics and their parts.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::domain::money::Money;

/// A metric, one definition each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MetricKey {
    Grr,
    Nrr,
    LogoRetention,
    RenewalRateArr,
    RenewalRateCount,
    OnTimeRate,
    DaysLateMedian,
    DaysLateP90,
    Discount,
    SaveRate,
    ForecastBias,
    Wape,
    ForecastAccuracy,
    Brier,
    /// Share of lost ARR (by count where ARR is unknown) that carries a reason code.
    CodedShare,
}

/// How a metric's value reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A fraction shown as percent.
    Percent,
    Days,
    /// A plain number (Brier score).
    Score,
}

impl MetricKey {
    pub const ALL: [Self; 15] = [
        Self::Grr,
        Self::Nrr,
        Self::LogoRetention,
        Self::RenewalRateArr,
        Self::RenewalRateCount,
        Self::OnTimeRate,
        Self::DaysLateMedian,
        Self::DaysLateP90,
        Self::Discount,
        Self::SaveRate,
        Self::ForecastBias,
        Self::Wape,
        Self::ForecastAccuracy,
        Self::Brier,
        Self::CodedShare,
    ];

    pub fn label(self) -> &'static str {
        match self {
            Self::Grr => "GRR",
            Self::Nrr => "NRR",
            Self::LogoRetention => "Logo retention",
            Self::RenewalRateArr => "Renewal rate by ARR",
            Self::RenewalRateCount => "Renewal rate by count",
            Self::OnTimeRate => "Closed on time",
            Self::DaysLateMedian => "Days late, median",
            Self::DaysLateP90 => "Days late, 90th percentile",
            Self::Discount => "Discount to list",
            Self::SaveRate => "Save rate of at-risk renewals with a play",
            Self::ForecastBias => "Forecast bias",
            Self::Wape => "Forecast error (WAPE)",
            Self::ForecastAccuracy => "Forecast accuracy",
            Self::Brier => "Brier score",
            Self::CodedShare => "Losses with a reason code",
        }
    }

    pub fn unit(self) -> Unit {
        match self {
            Self::DaysLateMedian | Self::DaysLateP90 => Unit::Days,
            Self::Brier => Unit::Score,
            _ => Unit::Percent,
        }
    }

    /// Whether more is better; `None` where neither is (bias).
    pub fn higher_is_better(self) -> Option<bool> {
        match self {
            Self::ForecastBias => None,
            Self::DaysLateMedian | Self::DaysLateP90 | Self::Discount | Self::Wape | Self::Brier => Some(false),
            _ => Some(true),
        }
    }
}

/// A numerator or denominator: money as a decimal string, counts and plain numbers as numbers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Quantity {
    Money(Money),
    Count(u64),
    Number(f64),
}

/// One figure with its parts, its comparisons, and the renewals it was computed over.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Metric {
    pub value: Option<f64>,
    pub numerator: Option<Quantity>,
    pub denominator: Option<Quantity>,
    /// The same metric in the window before.
    pub previous: Option<f64>,
    /// The same metric in the same window a year before.
    pub year_ago: Option<f64>,
    pub computable: bool,
    /// Why it cannot be computed and what would mend that; also a limitation that holds where it can
    /// (`over renewed accounts only`).
    pub why: Option<String>,
}

/// Metrics over one population.
pub type Metrics = IndexMap<MetricKey, Metric>;
