//! How far a forecast leans, in words: never a percentage of a group without how far chance goes.

use super::figures::{estimate, percent_signed, percent_signed_short};
use crate::analysis::findings::ForecastRow;

/// `+12.0 % (3.0 to 21.0 %)`, or why nobody can tell.
pub(crate) fn bias(row: &ForecastRow) -> String {
    told(row, percent_signed).unwrap_or_else(|| untold(row, percent_signed, row.why.as_deref().unwrap_or(TOO_FEW)))
}

/// [`bias`] for a column.
pub(crate) fn bias_short(row: &ForecastRow) -> String {
    told(row, percent_signed_short).unwrap_or_else(|| untold(row, percent_signed_short, TOO_FEW))
}

const TOO_FEW: &str = "too few to tell";

fn told(row: &ForecastRow, show: fn(f64) -> String) -> Option<String> {
    Some(estimate(Some(row.bias?), Some(row.low?), Some(row.high?), show))
}

fn untold(row: &ForecastRow, show: fn(f64) -> String, why: &str) -> String {
    row.bias.map_or_else(|| why.to_owned(), |bias| format!("{} ({why})", show(bias)))
}
