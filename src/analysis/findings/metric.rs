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
    /// GRR and NRR of the accounts, each capped on all that it had due.
    GrrByAccount,
    NrrByAccount,
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
pub(crate) enum Unit {
    /// A fraction shown as percent.
    Percent,
    Days,
    /// A plain number (Brier score).
    Score,
}

impl MetricKey {
    pub(crate) const ALL: [Self; 17] = [
        Self::Grr,
        Self::Nrr,
        Self::GrrByAccount,
        Self::NrrByAccount,
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

    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Grr => "GRR",
            Self::Nrr => "NRR",
            Self::GrrByAccount => "GRR by account",
            Self::NrrByAccount => "NRR by account",
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
            Self::CodedShare => "Lost ARR with a reason code",
        }
    }

    pub(crate) fn unit(self) -> Unit {
        match self {
            Self::DaysLateMedian | Self::DaysLateP90 => Unit::Days,
            Self::Brier => Unit::Score,
            _ => Unit::Percent,
        }
    }

    /// Of a metric by account: the same by renewal.
    pub(crate) fn by_renewal(self) -> Option<Self> {
        match self {
            Self::GrrByAccount => Some(Self::Grr),
            Self::NrrByAccount => Some(Self::Nrr),
            _ => None,
        }
    }

    /// Whether more is better; `None` where neither is (bias).
    pub(crate) fn higher_is_better(self) -> Option<bool> {
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
#[serde(default)]
pub struct Metric {
    pub value: Option<f64>,
    pub numerator: Option<Quantity>,
    pub denominator: Option<Quantity>,
    /// How many renewals, accounts or losses it is over.
    pub cases: Option<u64>,
    /// The same of the window before, and of the same a year before.
    pub previous_cases: Option<u64>,
    pub year_ago_cases: Option<u64>,
    /// 95 % interval of the value.
    pub low: Option<f64>,
    pub high: Option<f64>,
    /// From all that is still open being lost to all of it renewing at what it was, where that moves the value by more than
    /// two points.
    pub range: Option<[f64; 2]>,
    /// The same metric in the window before.
    pub previous: Option<f64>,
    /// As `range`, of the window before.
    pub previous_range: Option<[f64; 2]>,
    /// 95 % interval of the change since the window before.
    pub change_low: Option<f64>,
    pub change_high: Option<f64>,
    /// What it should come to, where that is configured.
    pub target: Option<f64>,
    /// The one account that makes the difference, and what the rate is without it.
    pub without: Option<Without>,
    /// Of a group: pulled towards the rate of all groups together, the further the less the group says of itself.
    pub pulled: Option<f64>,
    /// The same metric in the same window a year before.
    pub year_ago: Option<f64>,
    pub computable: bool,
    /// Why it cannot be computed and what would mend that; also a limitation that holds where it can
    /// (`over renewed accounts only`).
    pub why: Option<String>,
}

/// A rate without the account that lost most.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Without {
    pub account: String,
    pub value: f64,
}

/// How a value stands to its target.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Standing {
    /// Beside it by so much that chance alone would not do it: below zero is short of it.
    Off(f64),
    /// Within what chance does.
    Within,
    /// Nobody can say: too much is open, or how far chance goes is not known.
    Untold,
}

impl Metric {
    /// Whether both come to the same, now and earlier.
    pub(crate) fn is_as(&self, other: &Self) -> bool {
        (self.value, self.previous, self.year_ago) == (other.value, other.previous, other.year_ago)
    }

    /// The value before and now; `None` where either is not known, or so much of either window is still open that nobody
    /// can say what changed.
    pub(crate) fn change(&self) -> Option<(f64, f64)> {
        if self.range.is_some() || self.previous_range.is_some() { None } else { self.previous.zip(self.value) }
    }

    /// How far chance reaches, together with what is open.
    pub(crate) fn reach(&self) -> Option<[f64; 2]> {
        let interval = self.low.zip(self.high).map(|(low, high)| [low, high]);
        match (interval, self.range) {
            (Some([low, high]), Some([least, most])) => Some([low.min(least), high.max(most)]),
            (one, other) => one.or(other),
        }
    }

    /// The ends of what is open, where they reach further than chance does.
    pub(crate) fn open_ends(&self) -> Option<[f64; 2]> {
        let is_within = |[least, most]: &[f64; 2]| self.low.is_some_and(|low| low <= *least) && self.high.is_some_and(|high| high >= *most);
        self.range.filter(|range| !is_within(range))
    }

    /// Whether chance alone may have made the change.
    pub(crate) fn is_within_chance(&self) -> bool {
        self.change_low.zip(self.change_high).is_some_and(|(low, high)| low <= 0.0 && high >= 0.0)
    }

    /// The target, and how the value stands to it.
    pub(crate) fn against_target(&self) -> Option<(f64, Standing)> {
        let (target, value) = self.target.zip(self.value)?;
        let interval = self.low.zip(self.high).filter(|_| self.range.is_none());
        let standing = match interval {
            None => Standing::Untold,
            Some((low, high)) if low <= target && target <= high => Standing::Within,
            Some(_) => Standing::Off(value - target),
        };
        Some((target, standing))
    }
}

/// Metrics over one population.
pub(crate) type Metrics = IndexMap<MetricKey, Metric>;
