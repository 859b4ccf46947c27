//! Findings of an earlier retro, asked again.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Harm;

/// What became of a finding in what fell due since.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Again {
    /// It goes the same way, beyond what chance does (p at most 0.05, of this one test).
    Held,
    /// It goes the other way, or the difference that was seen lies outside the interval of the new one.
    NotHeld,
    TooFew,
}

/// A signal or play that a retro put on its board, and the same over what fell due since. Tables are [with it lost, with it kept, without
/// lost, without kept], an account once for a quarter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct HeldAgain {
    pub session: String,
    /// As in the evidence of the card (`signal:champion-left`).
    pub key: String,
    /// As the room saw it.
    pub statement: String,
    /// The last day that the room had seen.
    pub until: NaiveDate,
    /// What counts as lost in the tables.
    pub harm: Harm,
    /// Up to that day and since, by these data.
    pub then: [u64; 4],
    pub now: [u64; 4],
    /// Two-sided, within strata; `null` of too few.
    pub p: Option<f64>,
    pub verdict: Again,
    pub why: Option<String>,
}
