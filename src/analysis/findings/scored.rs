//! What became of the renewals that earlier retros had ahead of them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::domain::Name;
use crate::domain::money::Money;
use crate::domain::prediction::Prediction;

/// Retro by retro, oldest first, and together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Score {
    pub retros: Vec<Scored>,
    /// `null` where there is but one.
    pub together: Option<Scored>,
    /// Over all retros.
    pub bands: Vec<ScoredBand>,
}

/// What one retro said, over the accounts whose outcome is known by now.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Scored {
    pub session: String,
    /// Accounts that it listed, those whose outcome is known, and those lost of them.
    pub said: u64,
    pub known: u64,
    pub lost: u64,
    /// Of those lost: who left before the end of a contract, which no rate of the list counts.
    #[serde(default)]
    pub left_early: u64,
    /// How many were expected to be lost, and the standard deviation that chance gives it.
    pub expected: f64,
    #[serde(default)]
    pub spread: f64,
    /// Those that carried a sign, and the others.
    pub named: ScoredGroup,
    pub others: ScoredGroup,
    /// Brier scores of the list and of the base rate alone: the lower is the nearer.
    pub brier: Option<f64>,
    pub brier_base: Option<f64>,
    pub is_better: bool,
    pub is_beyond_chance: bool,
    /// Over those that had a recorded forecast: its Brier score, and the list's.
    pub with_forecast: u64,
    pub brier_forecast: Option<f64>,
    pub brier_beside_forecast: Option<f64>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ScoredGroup {
    pub n: u64,
    pub lost: u64,
    /// ARR of those lost, as far as it is known.
    pub arr_lost: Money,
    /// Who was lost, the largest first.
    #[schemars(with = "Vec<String>")]
    pub accounts_lost: Vec<Name>,
}

/// Those said to be lost in a share between two bounds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ScoredBand {
    pub from: f64,
    pub to: f64,
    pub n: u64,
    /// The mean of what was said.
    pub mean: f64,
    pub lost: u64,
}

impl ScoredGroup {
    pub(crate) fn of<'p>(known: impl Iterator<Item = (&'p Prediction, bool)>) -> Self {
        let mut group = Self::default();
        let mut lost: Vec<&Prediction> = Vec::new();
        for (row, is_lost) in known {
            group.n += 1;
            lost.extend(is_lost.then_some(row));
        }
        lost.sort_by(|x, y| y.arr.cmp(&x.arr).then_with(|| x.account.cmp(&y.account)));
        group.lost = lost.len() as u64;
        group.arr_lost = lost.iter().filter_map(|row| row.arr).sum();
        group.accounts_lost = lost.into_iter().map(|row| row.account.clone()).collect();
        group
    }
}
