//! The watch list: renewals ahead, and what is to be expected of them.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::SeenSign;
use crate::domain::Name;
use crate::domain::money::Money;
use crate::domain::renewal::RenewalId;

/// Renewals ahead.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WatchList {
    #[serde(rename = "watch_total")]
    pub total: WatchTotal,
    /// Those that carry signs first.
    #[serde(rename = "watch_list")]
    pub rows: Vec<WatchRow>,
}

/// What is said of all of them together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WatchTotal {
    /// The day up to which anything is known: nothing later is used.
    pub known_by: Option<NaiveDate>,
    /// The last due date that is looked at.
    pub until: Option<NaiveDate>,
    /// The signs that hold and go with loss, strongest first: in words as in tables.
    pub signs: Vec<String>,
    /// Accounts that are lost by the rates of the list, with a 95 % interval for what comes.
    pub lost: Option<Expected>,
    /// The same in ARR, over the rows whose ARR is known.
    pub arr_lost: Option<ExpectedArr>,
    pub arr: Money,
    pub arr_unknown: u64,
    /// Open ones that were due so long ago that nothing is expected of them any more.
    pub long_past_due: u64,
    /// Accounts that are past due: nobody can tell how often accounts so late were lost.
    #[serde(default)]
    pub past_due: u64,
    /// Others without a rate: too few were like them before.
    #[serde(default)]
    pub too_few: u64,
    /// Losses before a contract's end, which are in no rate: they had no due day.
    #[serde(default)]
    pub early_terminations: u64,
    /// Why there are no rates, or no more than base rates.
    pub why: Option<String>,
}

/// A figure that is expected, and the 95 % interval for what comes: chance of each account, and what is not known of the rates.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Expected {
    pub value: f64,
    pub low: f64,
    pub high: f64,
}

/// The same of an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ExpectedArr {
    pub value: Money,
    pub low: Money,
    pub high: Money,
}

/// An account with what it has due in one quarter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WatchRow {
    pub renewals: Vec<RenewalId>,
    #[schemars(with = "String")]
    pub account_id: Name,
    #[schemars(with = "String")]
    pub account: Name,
    #[schemars(with = "String")]
    pub segment: Name,
    #[schemars(with = "String")]
    pub owner: Name,
    /// The first day on which something of it is due.
    pub due: NaiveDate,
    /// `null` where it is not known.
    pub arr: Option<Money>,
    /// Days before due of the last landmark that has passed, 0 where it is past due; `null` where the first is still to come.
    pub landmark: Option<u16>,
    /// Those that hold, strongest first.
    pub signs: Vec<SeenSign>,
    /// How often accounts like it were lost, with its 95 % interval; `null` where nothing was decided yet, and where it is past due.
    pub rate: Option<f64>,
    pub low: Option<f64>,
    pub high: Option<f64>,
    /// How often accounts of its segment were lost that were undecided at that landmark, whatever they carried.
    pub base_rate: Option<f64>,
    /// The past accounts of all segments with the same strongest sign at that landmark, and how many of them were lost.
    pub like_it: u64,
    pub like_it_lost: u64,
    /// The chance of loss by the recorded forecast, and a sentence where it lies outside the interval.
    pub forecast: Option<f64>,
    pub forecast_differs: Option<String>,
    /// Plays that were run on past accounts with its strongest sign.
    pub tried: Vec<Tried>,
}

/// A play on accounts with a sign.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Tried {
    #[schemars(with = "String")]
    pub play: Name,
    /// Past accounts with the sign that had it.
    pub accounts: u64,
    pub lost: u64,
    /// What goes with it among all accounts, where that holds.
    pub effect: String,
    /// It was begun for this renewal.
    pub is_under_way: bool,
}

impl WatchRow {
    pub(crate) fn expected_loss(&self) -> Option<f64> {
        Some(self.rate? * self.arr?.in_minor() as f64)
    }
}

impl WatchList {
    /// The rows that carry a sign.
    pub(crate) fn carrying(&self) -> impl Iterator<Item = &WatchRow> {
        self.rows.iter().filter(|row| !row.signs.is_empty())
    }
}
