//! What the analysis finds: the shapes that screens draw and the report prints.

mod forecast;
mod held_again;
mod losses;
mod metric;
mod scored;
mod signal;
mod watch;

pub(crate) use forecast::{BaseRate, CalibrationBin, ForecastReview, ForecastRow};
pub(crate) use held_again::{Again, HeldAgain};
pub use losses::{Cost, Fate, Losses, LostAccount, WindowLosses};
pub use metric::{Metric, MetricKey, Quantity, Without};
pub(crate) use metric::{Metrics, Standing, Unit};
pub(crate) use scored::{Score, Scored, ScoredBand, ScoredGroup};
pub use signal::{Harm, PlayFinding, SeenSign, SegmentTable, Signal, StratifiedOdds, Stratum, Verdict};
pub(crate) use watch::{Expected, ExpectedArr, Tried, WatchList, WatchRow, WatchTotal};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::indicators::FALSE_DISCOVERY;
use crate::domain::Name;
use crate::domain::card::{Evidence, InsightKind};
use crate::domain::effect::Evaluation;
use crate::domain::money::{Currency, Money};
use crate::domain::reason::ReasonCode;
use crate::domain::renewal::{Renewal, RenewalId};
use crate::domain::scope::Dimension;

/// `due = renewed + churned + open`; contracted and expanded are parts of renewed, not yet due is a part of open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Counts {
    pub due: u64,
    pub renewed: u64,
    pub churned: u64,
    pub contracted: u64,
    pub expanded: u64,
    pub open: u64,
    /// Open, and due on or after the day up to which the data know anything; in no rate.
    #[serde(default)]
    pub not_yet_due: u64,
}

impl Counts {
    /// Due, and decided or past due: what the rates are over.
    pub(crate) fn rated(&self) -> u64 {
        self.due - self.not_yet_due
    }
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
    pub(crate) const ALL: [Self; 4] = [Self::ReasonCode, Self::Play, Self::ExecInvolvement, Self::Pricing];

    /// Whether its buckets have renewal rates. Reasons are given of losses, so that their rate would tell nothing.
    pub(crate) fn has_rates(self) -> bool {
        self != Self::ReasonCode
    }

    pub(crate) fn label(self) -> &'static str {
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
    /// Renewed with less.
    #[serde(default)]
    pub contracted: u64,
    /// Decided or past due: what the renewal rate is over.
    #[serde(default)]
    pub rated: u64,
    /// ARR before, of all renewals in the bucket; `None` when not known.
    pub arr: Option<Money>,
    pub lost_arr: Option<Money>,
    /// Renewed of those decided or past due, with its Wilson 95 % interval; `None` where there are too few to say, and of reasons:
    /// they stand on losses, so that their rate would tell nothing.
    pub renewal_rate: Option<f64>,
    pub low: Option<f64>,
    pub high: Option<f64>,
    /// Why there is no renewal rate.
    #[serde(default)]
    pub why: Option<String>,
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
    #[schemars(with = "Vec<String>")]
    pub columns: Vec<Name>,
    pub cells: Vec<Vec<HeatCell>>,
}

/// Metrics of one value of a dimension.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Group {
    /// One value for each grouped dimension (one, or several when crossed).
    #[schemars(with = "Vec<String>")]
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

impl Breakdown {
    /// `Product`, or crossed `CS owner × Product`.
    pub(crate) fn label(&self) -> String {
        self.dimensions.iter().map(|dimension| dimension.label()).collect::<Vec<_>>().join(" × ")
    }

    /// `Product: Core`, or crossed `CS owner × Product: Ana × Core`.
    pub(crate) fn name(&self, group: &Group) -> String {
        format!("{}: {}", self.label(), group.values.join(" × "))
    }

    /// Whether a renewal belongs to a group.
    pub(crate) fn holds(&self, group: &Group, renewal: &Renewal) -> bool {
        self.dimensions.iter().zip(&group.values).all(|(dimension, value)| renewal.dimension(*dimension) == value)
    }
}

/// A blocker found: what costs the most ARR and repeats.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BlockerFinding {
    pub reason: ReasonCode,
    pub accounts: u64,
    pub lost_arr: Option<Money>,
    /// How many of the last windows held it, newest first (losses per window).
    pub windows: Vec<u64>,
    /// Against its own history; `None` where there is none.
    #[serde(default)]
    pub usual: Option<UsualShare>,
    /// The earlier retro that already called it a critical blocker.
    #[serde(default)]
    pub seen_in: Option<String>,
    pub renewals: Vec<RenewalId>,
}

/// How large a share of the accounts that cost ARR a reason takes now, and took before. Only coded accounts count, each once
/// in a window.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct UsualShare {
    pub now: u64,
    pub now_of: u64,
    pub before: u64,
    pub before_of: u64,
    /// One-sided p that it takes no more than before, and Benjamini–Hochberg over the reasons of the window.
    pub p: f64,
    pub q: f64,
    /// How likely its usual share alone brings it into as many of the earlier windows as it was in; `None` without any.
    pub repeats_by_chance: Option<f64>,
}

impl UsualShare {
    pub(crate) fn is_above(&self) -> bool {
        self.q <= FALSE_DISCOVERY
    }
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
    /// Accounts, each once in a window.
    pub now: u64,
    pub now_of: u64,
    /// Everything else that was decided: earlier, or elsewhere (see [`Emerging::other`]).
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

impl Emerging {
    /// What it stands out against. Of a geo or a product, elsewhere would be another one.
    pub(crate) fn other(&self) -> &'static str {
        let is_place = ["geo:", "product:"].iter().any(|place| self.key.starts_with(place));
        if self.within.is_some() && !is_place { "before or elsewhere" } else { "before" }
    }
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

/// Uplift, discount, price and seats.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PricingReview {
    /// Over the renewed events with a contractual uplift of which the applied one is known: Σ b × contractual uplift, and
    /// what of it was applied.
    pub uplift_contract: Option<Money>,
    pub uplift_applied: Option<Money>,
    /// Applied / contractual.
    pub realised: Option<f64>,
    /// Renewed events with a contractual uplift of which nobody says what was applied.
    #[serde(default)]
    pub uplift_unknown: u64,
    /// Σ b × what was applied at the other renewed events: their contracts name no uplift.
    #[serde(default)]
    pub uplift_beyond: Option<Money>,
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
    /// What is ahead.
    #[serde(default)]
    pub watch: WatchList,
    /// What became of the findings on the board of the last one.
    #[serde(default)]
    pub held_again: Vec<HeldAgain>,
    /// Whether the actions of earlier retros worked, by their figures.
    #[serde(default)]
    pub effects: Vec<Evaluation>,
    /// What became of what earlier retros had ahead of them.
    #[serde(default)]
    pub score: Option<Score>,
    #[serde(default)]
    pub losses: Losses,
    /// Most ARR lost first.
    #[serde(default)]
    pub lost_accounts: Vec<LostAccount>,
    /// What the room may want on the board, strongest first.
    pub insights: Vec<SuggestedInsight>,
}

impl Findings {
    pub fn metric(&self, key: MetricKey) -> Option<&Metric> {
        self.metrics.get(&key)
    }
}
