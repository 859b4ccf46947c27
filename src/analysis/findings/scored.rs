//! What became of the renewals that earlier retros had ahead of them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::analysis::stats::Z95;
use crate::domain::Name;
use crate::domain::money::{Currency, Money};
use crate::domain::prediction::Prediction;
use crate::domain::text::counted;

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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
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
    pub fn of<'p>(known: impl Iterator<Item = (&'p Prediction, bool)>) -> Self {
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

    /// `6 of 17 ($410k: Acme, Bolt, …)`.
    fn told(&self, currency: &Currency) -> String {
        const MOST: usize = 3;
        if self.lost == 0 {
            return format!("none of {}", self.n);
        }
        let names: Vec<&str> = self.accounts_lost.iter().take(MOST).map(|name| &**name).collect();
        let more = if self.accounts_lost.len() > MOST { ", …" } else { "" };
        format!("{} of {} ({}: {}{more})", self.lost, self.n, self.arr_lost.short(currency), names.join(", "))
    }
}

impl Scored {
    /// What became of them, and whether the list was worth it, a sentence each.
    pub fn told(&self, currency: &Currency) -> Vec<String> {
        let mut told = vec![format!(
            "What {} had ahead: of {} the outcome of {} is known; {} were lost, {:.1} were expected.",
            self.session,
            counted(self.said as usize, "account", "accounts"),
            self.known,
            self.lost,
            self.expected
        )];
        if self.left_early > 0 {
            told.push(format!("{} of those lost left before the end of a contract, which no rate of the list counts.", self.left_early));
        }
        let off = self.lost as f64 - self.expected;
        if off.abs() > Z95 * self.spread.max(0.5) {
            told.push(format!(
                "That is {} than chance leaves room for: the list was wrong about how many.",
                if off > 0.0 { "more" } else { "fewer" }
            ));
        }
        if self.named.n > 0 {
            let (named, others) = (self.named.told(currency), self.others.told(currency));
            told.push(format!("Lost of those that carried a sign: {named}; of the others: {others}."));
        }
        if let (Some(list), Some(base)) = (self.brier, self.brier_base) {
            let verdict = match (self.is_better, self.is_beyond_chance) {
                (false, _) => "the list did no better than the base rate",
                (true, false) => "better than the base rate, within what chance does",
                (true, true) => "better than the base rate",
            };
            told.push(format!("Brier score {list:.3}, the base rate alone {base:.3}: {verdict}."));
        }
        if let (Some(forecast), Some(list)) = (self.brier_forecast, self.brier_beside_forecast) {
            told.push(format!("Over the {} with a recorded forecast: the forecast {forecast:.3}, the list {list:.3}.", self.with_forecast));
        }
        told
    }
}

impl Score {
    /// The newest retro, and what all say together.
    pub fn told(&self, currency: &Currency) -> Vec<String> {
        let mut told: Vec<String> = self.retros.last().map(|newest| newest.told(currency)).unwrap_or_default();
        told.extend(self.together.as_ref().map(|all| all.told(currency)).unwrap_or_default());
        let band = |band: &ScoredBand| format!("said {:.0} %, {} of {} lost", band.mean * 100.0, band.lost, band.n);
        if !self.bands.is_empty() {
            told.push(format!("By what was said: {}.", self.bands.iter().map(band).collect::<Vec<_>>().join("; ")));
        }
        told
    }
}
