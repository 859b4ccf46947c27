//! What a retro said of the renewals ahead of it, kept so that it can be held against what came.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::money::Money;
use super::{Name, calendar};

/// What was said of all of them on one day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Predictions {
    /// What was said is what was known on this day.
    #[serde(deserialize_with = "calendar::written")]
    pub known_by: NaiveDate,
    pub rows: Vec<Prediction>,
}

/// What was said of an account with what it had due in one quarter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Prediction {
    pub account_id: Name,
    pub account: Name,
    /// The first day on which something of it is due.
    #[serde(deserialize_with = "calendar::written")]
    pub due: NaiveDate,
    pub arr: Option<Money>,
    /// The chance of loss by the list, and by the base rate alone.
    pub rate: f64,
    pub base_rate: f64,
    /// The signs that it carried.
    pub signs: Vec<String>,
    /// The chance of loss by the recorded forecast.
    pub forecast: Option<f64>,
}

/// What an earlier retro said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PastPredictions {
    pub session: String,
    pub said: Predictions,
}
