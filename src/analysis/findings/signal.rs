//! Leading indicators and plays: what was tested, and what can be said of it.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::domain::Name;
use crate::domain::money::Money;
use crate::domain::renewal::{RenewalId, Risk};
use crate::domain::scope::capitalise;

/// What can be said of a signal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Survives the correction over all signals tried.
    Holds,
    /// Enough cases, no effect that survives.
    NotShown,
    /// Too few cases: no number is given.
    #[default]
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

/// One leading indicator tried. Ratios are of loss: above 1, the signal precedes loss. What is counted is an account with what it
/// had due in one quarter.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Signal {
    /// Stable name (`health-drop-90-30`).
    pub signal: String,
    /// As a clause, exactly (`health fell 10 points or more between 90 and 30 days before due`).
    pub label: String,
    /// As a clause, as one says it (`health fell by ten points or more from three months to one before renewal`).
    #[serde(default)]
    pub plain: String,
    /// The label in few words, for tables; no other signal has the same.
    #[serde(default)]
    pub brief: String,
    /// What counts as lost in the table below.
    #[serde(default)]
    pub harm: Harm,
    /// It is also what people do when an account is being lost, so it need not come before.
    #[serde(default)]
    pub is_response: bool,
    /// Accounts due, each once for every quarter in which it was.
    pub n: u64,
    /// The accounts among them.
    #[serde(default)]
    pub accounts: u64,
    /// [with signal lost, with signal renewed, without lost, without renewed].
    pub table: [u64; 4],
    /// Two-sided Fisher exact p of that table.
    pub p: Option<f64>,
    /// The same within segments and half-years: what the verdict rests on.
    #[serde(default)]
    pub stratified: Option<StratifiedOdds>,
    /// Breslow–Day p of equal odds ratios over the segments, and their tables.
    #[serde(default)]
    pub heterogeneity_p: Option<f64>,
    #[serde(default)]
    pub segments: Vec<SegmentTable>,
    /// Benjamini–Hochberg of the stratified p, over all signals tried.
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
    /// Share of ARR lost with the signal, minus without, with its 95 % interval over accounts.
    pub arr_lift: Option<f64>,
    pub arr_lift_low: Option<f64>,
    pub arr_lift_high: Option<f64>,
    /// ARR lost with the signal beyond what the rate without it would give, and the end of its 95 % interval that is nearer to
    /// nothing.
    #[serde(default)]
    pub arr_excess: Option<Money>,
    #[serde(default)]
    pub arr_excess_low: Option<Money>,
    /// Days from when the signal was knowable to the outcome, of the losses that carried it: the median, and the quartiles.
    pub lead_days: Option<i64>,
    #[serde(default)]
    pub lead_low: Option<i64>,
    #[serde(default)]
    pub lead_high: Option<i64>,
    pub verdict: Verdict,
    /// In the case of insufficient or unavailable: what is missing.
    pub why: Option<String>,
    pub renewals: Vec<RenewalId>,
    pub arr: Option<Money>,
}

/// An association within strata.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StratifiedOdds {
    /// Mantel–Haenszel; `None` where the strata hold no odds to divide by.
    pub odds_ratio: Option<f64>,
    pub low: Option<f64>,
    pub high: Option<f64>,
    /// Cochran–Mantel–Haenszel; of few events, the exact test.
    pub p: f64,
}

/// The table of one segment, as that of the signal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SegmentTable {
    #[schemars(with = "String")]
    pub segment: Name,
    pub table: [u64; 4],
}

/// A signal at one account.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SeenSign {
    pub signal: String,
    pub brief: String,
    /// The day on which it could be known; of what bears no date none is.
    pub since: Option<NaiveDate>,
    /// It holds over all renewals, and goes with loss.
    pub holds: bool,
    /// It is one of the surest that hold: together at most a fifth of those that were kept carry any of them.
    #[serde(default)]
    pub reliable: bool,
}

impl Signal {
    /// Whether more is lost with it than without. Where nobody was lost on one side there are no odds, and the rates tell it.
    pub(crate) fn goes_with_loss(&self) -> bool {
        let rates = || self.with_rate.zip(self.without_rate).is_some_and(|([with, ..], [without, ..])| with > without);
        self.stratified.as_ref().and_then(|strata| strata.odds_ratio).map_or_else(rates, |odds| odds > 1.0)
    }

    /// `The uplift asked was over 7 % (lost or shrank)`: the label, and what it is held against where that is not loss alone.
    pub(crate) fn title(&self) -> String {
        let harm = if self.harm == Harm::LostOrShrank { " (lost or shrank)" } else { "" };
        format!("{}{harm}", capitalise(&self.label))
    }
}

/// One risk stratum of a play's table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Stratum {
    pub risk: Risk,
    /// [with play kept, with play lost, without kept, without lost]: accounts due.
    pub table: [u64; 4],
    /// Shares lost with the play and without, with Wilson 95 % intervals: [share, low, high].
    #[serde(default)]
    pub lost_with: Option<[f64; 3]>,
    #[serde(default)]
    pub lost_without: Option<[f64; 3]>,
    /// How many more of them were lost without: a share with its 95 % interval; one save for every 1 / share plays.
    #[serde(default)]
    pub saved: Option<[f64; 3]>,
}

/// Whether a play goes with renewal; an association, never a proof.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PlayFinding {
    #[schemars(with = "String")]
    pub play: Name,
    pub n: u64,
    /// [with play kept, with play lost, without kept, without lost], whatever the risk: accounts due that had it, and those that
    /// were undecided and without it when it was run.
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
    /// Cochran–Mantel–Haenszel p within segment, half-year, risk and month before due; of few events, the exact test's.
    pub p: Option<f64>,
    /// Benjamini–Hochberg over all plays.
    #[serde(default)]
    pub q: Option<f64>,
    /// Breslow–Day test of equal odds ratios over the tiers of risk.
    pub heterogeneity_p: Option<f64>,
    /// The association holds, and the crude figure points the other way.
    pub reversed: bool,
    /// At-risk renewals that got the play / all at-risk renewals.
    pub coverage: Option<f64>,
    /// Of the at-risk renewals with it, those that renewed.
    pub save_rate: Option<f64>,
    /// At-risk renewals that renewed with the play, those with it, and all at-risk renewals.
    #[serde(default)]
    pub saves: [u64; 3],
    pub strata: Vec<Stratum>,
    pub verdict: Verdict,
    pub why: Option<String>,
    /// Those that had the play, and their ARR before.
    pub renewals: Vec<RenewalId>,
    #[serde(default)]
    pub arr: Option<Money>,
}

impl PlayFinding {
    /// Accounts due that had it, and those that were undecided and without it.
    pub(crate) fn arms(&self) -> [u64; 2] {
        let [with_kept, with_lost, without_kept, without_lost] = self.crude;
        [with_kept + with_lost, without_kept + without_lost]
    }

    /// Crude and stratified odds ratio stand on opposite sides of 1, beyond chance or not.
    pub(crate) fn points_apart(&self) -> bool {
        self.crude_or.zip(self.mh_or).is_some_and(|(crude, stratified)| (crude - 1.0) * (stratified - 1.0) < 0.0)
    }
}
