//! The figures that a retro opens with, for comparing what different readings of the data come to.

use std::fmt;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::arr_sums::{ArrSums, Unit};
use super::money::Money;
use super::renewal::{Outcome, Renewal};
use super::text::percent;
use super::year::Retention;

/// Counts, ARR and retention of the renewals due in a window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Headline {
    pub due: u64,
    pub renewed: u64,
    pub churned: u64,
    pub open: u64,
    /// Fractions; `None` where too little is known or nothing was due.
    pub grr: Option<f64>,
    pub nrr: Option<f64>,
    /// Only where the renewals alone tell which contracts go on, and what is compared differs in it.
    #[serde(default)]
    pub logo_retention: Option<f64>,
    /// The twelve months to the window's end; only where what is compared differs in it, or nothing else is told.
    #[serde(default)]
    pub year: Option<Retention>,
    /// ARR before of all that is due, as far as it is known, and what was in force after, in the report's currency.
    #[serde(default)]
    pub before: Money,
    #[serde(default)]
    pub after: Money,
}

/// A rate that moves by less is the same for a retro.
const A_MOVE: f64 = 0.005;

impl Headline {
    /// Of the renewals of a window, as far as they are known on `known_by`: what is not yet due is in no rate.
    pub(crate) fn of<'r>(renewals: impl Iterator<Item = &'r Renewal>, known_by: NaiveDate) -> Self {
        let (mut headline, mut arr) = (Self::default(), ArrSums::default());
        for renewal in renewals {
            headline.due += 1;
            match renewal.outcome {
                Outcome::Renewed => headline.renewed += 1,
                Outcome::Churned => headline.churned += 1,
                Outcome::Open => headline.open += 1,
            }
            arr.add(&Unit::event(renewal, renewal.is_not_yet_due(known_by)));
        }
        (headline.before, headline.after) = (arr.before + arr.not_yet_due, arr.after);
        if arr.are_known() {
            (headline.grr, headline.nrr) = (arr.kept.ratio(arr.before), arr.after.ratio(arr.before));
        }
        headline
    }

    /// For narrow places: `GRR 81.5 %, 1 lost`
    pub(crate) fn in_short(&self) -> String {
        let grr = self.grr.map_or_else(|| "no GRR".to_owned(), |rate| format!("GRR {}", percent(rate, 1)));
        let logos = self.logo_retention.map_or_else(String::new, |rate| format!(", logos {}", percent(rate, 1)));
        let year = self.year.and_then(|year| year.grr);
        let year = year.map_or_else(String::new, |rate| format!(", 12 months' GRR {}", percent(rate, 1)));
        format!("{grr}, {} lost{logos}{year}", self.churned)
    }

    fn year_rates(&self) -> [Option<f64>; 3] {
        let Retention { grr, nrr, logos } = self.year.unwrap_or_default();
        [grr, nrr, logos]
    }

    /// A count, or a rate by more than half a point: a retro would go otherwise.
    pub(crate) fn differs_from(&self, other: &Self) -> bool {
        let moves = |one: Option<f64>, other: Option<f64>| match (one, other) {
            (Some(one), Some(other)) => (one - other).abs() > A_MOVE,
            (one, other) => one.is_some() != other.is_some(),
        };
        (self.due, self.renewed, self.churned, self.open) != (other.due, other.renewed, other.churned, other.open)
            || moves(self.grr, other.grr)
            || moves(self.nrr, other.nrr)
            || moves(self.logo_retention, other.logo_retention)
            || self.year_rates().into_iter().zip(other.year_rates()).any(|(one, other)| moves(one, other))
    }
}

impl fmt::Display for Headline {
    /// `due 4, renewed 3, lost 1, open 0, GRR 81.5 %, NRR 101.9 %, ARR 2500.00 before and 2547.50 after`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rate = |rate: Option<f64>| rate.map_or_else(|| "not computable".to_owned(), |rate| percent(rate, 1));
        let Self { due, renewed, churned, open, grr, nrr, logo_retention, year, before, after } = self;
        write!(f, "due {due}, renewed {renewed}, lost {churned}, open {open}, GRR {}, NRR {}", rate(*grr), rate(*nrr))?;
        if logo_retention.is_some() {
            write!(f, ", logo retention {}", rate(*logo_retention))?;
        }
        if let Some(Retention { grr, nrr, logos }) = *year {
            let [grr, nrr, logos] = [grr, nrr, logos].map(rate);
            write!(f, ", trailing twelve months GRR {grr}, NRR {nrr}, logo retention {logos}")?;
        }
        write!(f, ", ARR {before} before and {after} after")
    }
}
