//! What the analysis finds: the shapes that screens draw and the report prints.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::domain::Name;
use crate::domain::card::{Evidence, InsightKind};
use crate::domain::money::{Currency, Money};
use crate::domain::reason::ReasonCode;
use crate::domain::renewal::{RenewalId, Risk};
use crate::domain::scope::Dimension;

/// A metric of SPEC section 5, one definition each.
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

/// `due = renewed + churned + open`; contracted and expanded are parts of renewed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Counts {
    pub due: u64,
    pub renewed: u64,
    pub churned: u64,
    pub contracted: u64,
    pub expanded: u64,
    pub open: u64,
}

/// Opening ARR to closing ARR; sums exactly: opening + churn + contraction + uplift + expansion = closing.
/// Churn and contraction are negative. Open renewals are not part of it (`open` says how much is).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Bridge {
    pub opening: Money,
    pub churn: Money,
    pub contraction: Money,
    pub uplift: Money,
    pub expansion: Money,
    pub closing: Money,
    pub open: Money,
    pub currency: Currency,
    pub computable: bool,
    pub why: Option<String>,
}

/// Which way the renewals are bucketed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Lens {
    #[default]
    ReasonCode,
    Play,
    ExecInvolvement,
    Pricing,
}

impl Lens {
    pub const ALL: [Self; 4] = [Self::ReasonCode, Self::Play, Self::ExecInvolvement, Self::Pricing];

    pub fn label(self) -> &'static str {
        match self {
            Self::ReasonCode => "Reason codes",
            Self::Play => "Plays applied",
            Self::ExecInvolvement => "Executive involvement",
            Self::Pricing => "Pricing",
        }
    }
}

/// The renewals under one value of a lens.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Bucket {
    pub key: String,
    pub label: String,
    /// First level of a reason (`Pricing`), or the question that a bucket answers where a lens asks several
    /// (`Discount`, `Uplift`). Within one question each renewal stands in one bucket.
    pub group: Option<String>,
    pub count: u64,
    pub churned: u64,
    /// ARR before, of all renewals in the bucket; `None` when not known.
    pub arr: Option<Money>,
    pub lost_arr: Option<Money>,
    /// Renewed of decided renewals, with its Wilson 95 % interval; `None` where too few are decided to say.
    pub renewal_rate: Option<f64>,
    pub low: Option<f64>,
    pub high: Option<f64>,
    /// Count in the window before.
    pub previous_count: u64,
    pub previous_rate: Option<f64>,
    /// How often it stands as a secondary reason (reason lens only).
    pub secondary: u64,
    pub renewals: Vec<RenewalId>,
}

/// All four lenses over the scope's window.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Lenses {
    pub reason_code: Vec<Bucket>,
    pub play: Vec<Bucket>,
    pub exec_involvement: Vec<Bucket>,
    pub pricing: Vec<Bucket>,
}

impl Lenses {
    pub fn get(&self, lens: Lens) -> &[Bucket] {
        match lens {
            Lens::ReasonCode => &self.reason_code,
            Lens::Play => &self.play,
            Lens::ExecInvolvement => &self.exec_involvement,
            Lens::Pricing => &self.pricing,
        }
    }
}

/// One cell of a heat map: the renewals of one bucket with one value of a dimension.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct HeatCell {
    pub count: u64,
    pub churned: u64,
    /// `None` where the ARR of some renewal is not known.
    pub arr: Option<Money>,
    pub lost_arr: Option<Money>,
    pub renewals: Vec<RenewalId>,
}

/// A lens against a dimension: `cells[row][column]`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct HeatMap {
    /// Key and label of each bucket, in the lens's order.
    pub rows: Vec<(String, String)>,
    pub columns: Vec<Name>,
    pub cells: Vec<Vec<HeatCell>>,
}

/// Metrics of one value of a dimension.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Group {
    /// One value for each grouped dimension (one, or several when crossed).
    pub values: Vec<Name>,
    pub counts: Counts,
    pub arr: Option<Money>,
    pub lost_arr: Option<Money>,
    pub metrics: Metrics,
    pub renewals: Vec<RenewalId>,
}

/// A breakdown by one dimension, or by several crossed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Breakdown {
    pub dimensions: Vec<Dimension>,
    pub groups: Vec<Group>,
}

/// What can be said of a signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Survives the correction over all signals tried.
    Holds,
    /// Enough cases, no effect that survives.
    NotShown,
    /// Too few cases: no number is given.
    Insufficient,
    /// The data it needs is not there.
    Unavailable,
}

/// What a signal is held against.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Harm {
    /// The renewal churned.
    #[default]
    Lost,
    /// It churned or renewed with less ARR.
    LostOrShrank,
}

/// One leading indicator tried (SPEC section 6). Ratios are of loss: above 1, the signal precedes loss.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Signal {
    /// Stable name (`health-drop-90-30`).
    pub signal: String,
    /// In words (`Health fell 10 points or more between 90 and 30 days before due`).
    pub label: String,
    /// What counts as lost in the table below.
    #[serde(default)]
    pub harm: Harm,
    /// Decided renewals tested.
    pub n: u64,
    /// [with signal lost, with signal renewed, without lost, without renewed].
    pub table: [u64; 4],
    /// Two-sided Fisher exact p.
    pub p: Option<f64>,
    /// Benjamini–Hochberg over all signals tried.
    pub q: Option<f64>,
    pub risk_ratio: Option<f64>,
    /// 95 % interval of the risk ratio.
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub odds_ratio: Option<f64>,
    pub odds_low: Option<f64>,
    pub odds_high: Option<f64>,
    /// Loss rate with the signal and without, with Wilson 95 % intervals: [rate, low, high].
    pub with_rate: Option<[f64; 3]>,
    pub without_rate: Option<[f64; 3]>,
    /// Share of ARR lost with the signal, minus without; with its bootstrap 95 % interval.
    pub arr_lift: Option<f64>,
    pub arr_lift_low: Option<f64>,
    pub arr_lift_high: Option<f64>,
    /// Median days between signal and due date.
    pub lead_days: Option<i64>,
    pub verdict: Verdict,
    /// In the case of insufficient or unavailable: what is missing.
    pub why: Option<String>,
    pub renewals: Vec<RenewalId>,
    pub arr: Option<Money>,
}

/// One risk stratum of a play's table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Stratum {
    pub risk: Risk,
    /// [with play renewed, with play lost, without renewed, without lost].
    pub table: [u64; 4],
}

/// Whether a play goes with renewal; an association, never a proof.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PlayFinding {
    pub play: Name,
    pub n: u64,
    /// [with play renewed, with play lost, without renewed, without lost], whatever the risk.
    #[serde(default)]
    pub crude: [u64; 4],
    /// Fisher exact p of the crude table.
    #[serde(default)]
    pub crude_p: Option<f64>,
    /// Odds ratio of renewal, crude and Mantel–Haenszel with its 95 % interval.
    pub crude_or: Option<f64>,
    pub mh_or: Option<f64>,
    pub low: Option<f64>,
    pub high: Option<f64>,
    /// Continuity-corrected Cochran–Mantel–Haenszel p.
    pub p: Option<f64>,
    /// Benjamini–Hochberg over all plays.
    #[serde(default)]
    pub q: Option<f64>,
    /// Breslow–Day test of equal odds ratios over the strata.
    pub heterogeneity_p: Option<f64>,
    /// Crude and stratified point to opposite sides of 1.
    pub reversed: bool,
    /// At-risk renewals that got the play / all at-risk renewals.
    pub coverage: Option<f64>,
    pub save_rate: Option<f64>,
    pub strata: Vec<Stratum>,
    pub verdict: Verdict,
    pub why: Option<String>,
    /// Those that had the play, and their ARR before.
    pub renewals: Vec<RenewalId>,
    #[serde(default)]
    pub arr: Option<Money>,
}

/// A blocker found: what costs the most ARR and repeats.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BlockerFinding {
    pub reason: ReasonCode,
    pub accounts: u64,
    pub lost_arr: Option<Money>,
    /// How many of the last windows held it, newest first (losses per window).
    pub windows: Vec<u64>,
    /// The earlier retro that already called it a critical blocker.
    #[serde(default)]
    pub seen_in: Option<String>,
    pub renewals: Vec<RenewalId>,
}

/// Something new or growing in this window against its own history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Emerging {
    /// `competitor:Northwind`, `reason:pricing.uplift`, `geo:APAC` …
    pub key: String,
    pub label: String,
    /// What "now" is (`2026-Q3`, `the year to 2026-09-30`).
    #[serde(default)]
    pub span: String,
    pub now: u64,
    pub now_of: u64,
    /// Everything else that was decided: earlier, or elsewhere.
    pub before: u64,
    pub before_of: u64,
    /// Corrected for all the places and starts that were looked at.
    pub p: f64,
    /// Benjamini–Hochberg over all keys.
    pub q: f64,
    /// Against its own earlier history in the same place.
    #[serde(default)]
    pub history_p: f64,
    /// How many of those counted now were lost.
    #[serde(default)]
    pub lost: u64,
    pub first_seen: chrono::NaiveDate,
    /// Where it concentrates, if anywhere (`geo: APAC`).
    pub within: Option<String>,
    pub renewals: Vec<RenewalId>,
    pub arr: Option<Money>,
}

/// A reason that the notes of a renewal speak for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReasonSuggestion {
    pub renewal: RenewalId,
    /// The code it has now; suggested otherwise because its notes speak another language.
    pub coded: Option<ReasonCode>,
    pub reason: ReasonCode,
    /// 0–1, higher is surer.
    pub score: f64,
    /// The words that matched, as they stand in the notes.
    pub matched: Vec<String>,
}

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

/// Uplift, discount, price and seats.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PricingReview {
    /// Σ b × contractual uplift, and what was applied.
    pub uplift_contract: Option<Money>,
    pub uplift_applied: Option<Money>,
    /// Applied / contractual.
    pub realised: Option<f64>,
    /// Changes of ARR of renewed accounts by price per seat and by number of seats.
    pub price_effect: Option<Money>,
    pub seat_effect: Option<Money>,
    pub why: Option<String>,
}

/// A finding that holds, offered for the board as one plain sentence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SuggestedInsight {
    pub kind: InsightKind,
    pub text: String,
    /// Whether a blocker looks critical.
    pub critical: bool,
    pub evidence: Evidence,
}

/// Everything found in the scope.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Findings {
    /// Over the renewals due in the window (ATR).
    pub metrics: Metrics,
    /// Over the trailing-twelve-months cohort.
    pub ttm: Metrics,
    pub counts: Counts,
    pub previous_counts: Counts,
    pub bridge: Bridge,
    pub breakdowns: Vec<Breakdown>,
    pub lenses: Lenses,
    /// Who was named as competitor, most ARR lost first.
    #[serde(default)]
    pub competitors: Vec<Bucket>,
    pub signals: Vec<Signal>,
    /// Over which renewals the signals and plays were tested (`decided renewals due 2025-01-03 to 2026-09-30`).
    #[serde(default)]
    pub signal_population: String,
    /// How many signals were tested, and so corrected for.
    #[serde(default)]
    pub signals_tried: u64,
    pub plays: Vec<PlayFinding>,
    pub pricing: PricingReview,
    pub forecast: ForecastReview,
    pub blockers: Vec<BlockerFinding>,
    pub emerging: Vec<Emerging>,
    pub suggestions: Vec<ReasonSuggestion>,
    /// What the room may want on the board, strongest first.
    pub insights: Vec<SuggestedInsight>,
}

impl Findings {
    pub fn metric(&self, key: MetricKey) -> Option<&Metric> {
        self.metrics.get(&key)
    }
}
