//! What the list as a whole is expected to lose.

use rustc_hash::FxHashMap;

use crate::analysis::findings::{Expected, ExpectedArr, WatchRow, WatchTotal};
use crate::analysis::stats::Z95;
use crate::domain::money::Money;

/// With what is expected of all rows together.
pub(crate) fn sum_up(total: WatchTotal, rows: &[WatchRow], drift: f64) -> WatchTotal {
    let minor = |amount: f64| Money::minor(amount.round() as i64);
    let arr = expected(rows, |row| Some(row.arr?.in_minor() as f64), drift);
    WatchTotal {
        arr: rows.iter().filter_map(|row| row.arr).sum(),
        arr_unknown: rows.iter().filter(|row| row.arr.is_none()).count() as u64,
        lost: expected(rows, |_| Some(1.0), drift),
        arr_lost: arr.map(|arr| ExpectedArr { value: minor(arr.value), low: minor(arr.low), high: minor(arr.high) }),
        ..total
    }
}

/// Sums of amounts lost by chance, account by account. Beside that chance the interval holds what is not known of the rates, the
/// same for all that go by one, and how far quarters differ. Its upper end makes room for a few that are large (Cornish & Fisher 1938).
fn expected(rows: &[WatchRow], amount: impl Fn(&WatchRow) -> Option<f64>, drift: f64) -> Option<Expected> {
    let (mut value, mut most, mut third) = (0.0, 0.0, 0.0);
    let mut by_account: FxHashMap<&str, f64> = FxHashMap::default();
    let mut by_rate: FxHashMap<(Option<&str>, &str), f64> = FxHashMap::default();
    for row in rows {
        let (Some(rate), Some(low), Some(high), Some(amount)) = (row.rate, row.low, row.high, amount(row)) else { continue };
        value += rate * amount;
        most += amount;
        third += amount.powi(3) * rate * (1.0 - rate) * (1.0 - 2.0 * rate);
        // What one account has due in several quarters may be lost together.
        *by_account.entry(row.account_id.as_str()).or_default() += amount * (rate * (1.0 - rate)).sqrt();
        let sign = row.signs.first().map(|sign| sign.signal.as_str());
        *by_rate.entry((sign, row.segment.as_str())).or_default() += amount * (high - low) / (2.0 * Z95);
    }
    if most <= 0.0 {
        return None;
    }
    let squares = |sums: &mut dyn Iterator<Item = &f64>| sums.map(|sum| sum * sum).sum::<f64>();
    let chance = squares(&mut by_account.values());
    let spread = (chance + squares(&mut by_rate.values()) + (drift * value).powi(2)).sqrt();
    let skew = if spread > 0.0 { third.max(0.0) / spread.powi(3) } else { 0.0 };
    let above = Z95 + (Z95 * Z95 - 1.0) * skew / 6.0;
    Some(Expected { value, low: (value - Z95 * spread).max(0.0), high: (value + above * spread).min(most) })
}
