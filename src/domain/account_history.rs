//! One account's measured past, for its page.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Weekly health and usage of one account, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct AccountHistory {
    /// (day of the score, score).
    pub health: Vec<(NaiveDate, f64)>,
    /// (first day of the week, usage events).
    pub usage: Vec<(NaiveDate, u64)>,
}
