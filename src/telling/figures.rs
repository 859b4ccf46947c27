//! Figures in words, the same on screens, on cards and in reports: one rounding and one way to say each. A `_short` form is for
//! columns and for running sentences; it keeps two digits of a share and shortens words, never the meaning.

use crate::analysis::findings::Unit;
use crate::domain::facts::Facts;
use crate::domain::money::{Currency, Money};
use crate::domain::text::{self, grouped};

pub(crate) use crate::domain::text::{counted, decimals};

/// What stands where a figure cannot be had.
pub(crate) const MISSING: &str = "–";

/// A figure that may be missing.
pub(crate) fn or_missing<T>(value: Option<T>, show: impl FnOnce(T) -> String) -> String {
    value.map_or_else(|| MISSING.to_owned(), show)
}

/// [`decimals`] with a plus on what is above zero.
pub(crate) fn signed(value: f64, places: usize) -> String {
    with_plus(value, decimals(value, places))
}

fn with_plus(value: f64, text: String) -> String {
    if value > 0.0 && !is_zero(&text) { format!("+{text}") } else { text }
}

fn is_zero(text: &str) -> bool {
    !text.bytes().any(|b| (b'1'..=b'9').contains(&b))
}

/// A share as `88.4 %`.
pub(crate) fn percent(share: f64) -> String {
    text::percent(share, 1)
}

/// A share as `88 %`, `4.5 %`: with a decimal below ten.
pub(crate) fn percent_short(share: f64) -> String {
    format!("{} %", two_digits(share))
}

/// Hundredths with a decimal below ten. What rounds to nothing keeps its sign: an interval's end tells on which side of nothing it lies.
fn two_digits(share: f64) -> String {
    let value = (share * 100.0).abs();
    let minus = if share < 0.0 { "−" } else { "" };
    format!("{minus}{value:.*}", usize::from(value != 0.0 && value < 9.95))
}

/// Hundredths as `+34`, `−4.5`.
pub(crate) fn signed_short(share: f64) -> String {
    let plus = if share > 0.0 { "+" } else { "" };
    format!("{plus}{}", two_digits(share))
}

/// `+12.0 %`, `−3.4 %`.
pub(crate) fn percent_signed(share: f64) -> String {
    with_plus(share, percent(share))
}

/// `+12 %`, `−3.4 %`.
pub(crate) fn percent_signed_short(share: f64) -> String {
    format!("{} %", signed_short(share))
}

/// `92 %`, `92.5 %`: with as many places as it has, as people write what they mean to reach.
pub(crate) fn percent_exact(share: f64) -> String {
    format!("{} %", (share * 10_000.0).round() / 100.0)
}

/// The size of a difference of two shares: `3.1 points`.
pub(crate) fn points(by: f64) -> String {
    format!("{} points", decimals(by * 100.0, 1))
}

/// `34 points`, `4.5 points`, in a running sentence.
pub(crate) fn points_short(by: f64) -> String {
    format!("{} points", two_digits(by))
}

/// `+34 pts`, where a column has no room for the word.
pub(crate) fn points_signed_short(by: f64) -> String {
    format!("{} pts", signed_short(by))
}

/// `−3.1 points`, `+4 days`.
pub(crate) fn change(unit: Unit, by: f64) -> String {
    with_plus(by, difference(unit, by))
}

/// `−3.1 pts`, `+4 days`, where a column has no room for the word.
pub(crate) fn change_short(unit: Unit, by: f64) -> String {
    with_plus(by, difference_short(unit, by))
}

/// A difference in its metric's unit, which is points for shares.
pub(crate) fn difference(unit: Unit, by: f64) -> String {
    if unit == Unit::Percent { points(by) } else { value(unit, by) }
}

/// `3.1 pts`, where a column has no room for the word.
pub(crate) fn difference_short(unit: Unit, by: f64) -> String {
    if unit == Unit::Percent { format!("{} pts", decimals(by * 100.0, 1)) } else { value(unit, by) }
}

/// A metric's value with its unit.
pub(crate) fn value(unit: Unit, value: f64) -> String {
    let (number, unit) = split(unit, value);
    if unit.is_empty() { number } else { format!("{number} {unit}") }
}

/// A metric's value and its unit apart, for big figures.
pub(crate) fn split(unit: Unit, value: f64) -> (String, &'static str) {
    match unit {
        Unit::Percent => (decimals(value * 100.0, 1), "%"),
        Unit::Days => {
            let days = tenths(value);
            let unit = if days.trim_start_matches('−') == "1" { "day" } else { "days" };
            (days, unit)
        }
        Unit::Score => (decimals(value, 3), ""),
    }
}

/// Whole where it is whole, else with a tenth: so that a difference agrees with what it is between.
fn tenths(value: f64) -> String {
    let text = decimals(value, 1);
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}

/// A p or a q: `0.03`, `0.004`, `under 0.0001`; never a bare zero.
pub(crate) fn probability(p: f64) -> String {
    match p {
        p if p < 0.0001 => "under 0.0001".to_owned(),
        p if p < 0.001 => format!("{p:.4}"),
        p if p < 0.01 => format!("{p:.3}"),
        p => format!("{p:.2}"),
    }
}

/// [`probability`] for a column: `<0.0001` where it is under that.
pub(crate) fn probability_short(p: f64) -> String {
    if p < 0.0001 { "<0.0001".to_owned() } else { probability(p) }
}

/// A ratio of risks or odds: `2.40`, `14.1`, `141`.
pub(crate) fn ratio(value: f64) -> String {
    match value {
        v if v >= 99.5 => format!("{v:.0}"),
        v if v >= 9.95 => format!("{v:.1}"),
        v => format!("{v:.2}"),
    }
}

/// [`ratio`] for a column, which has no room for more than `>999`.
pub(crate) fn ratio_short(value: f64) -> String {
    if value >= 999.5 { ">999".to_owned() } else { ratio(value) }
}

/// A ratio as it is said: `2.4 times`, `16 times`.
pub(crate) fn times(value: f64) -> String {
    format!("{value:.*} times", usize::from(value < 9.95))
}

/// How much better than what was known before: `+0.12`.
pub(crate) fn skill(value: f64) -> String {
    signed(value, 2)
}

/// `1.30–4.10`, `69–90 %`: the unit once.
pub(crate) fn range([low, high]: [f64; 2], show: impl Fn(f64) -> String) -> String {
    let (from, to) = (show(low), show(high));
    // A dash beside a sign could be read as one.
    let until = if low < 0.0 || [&from, &to].iter().any(|end| end.starts_with('+')) { " to " } else { "–" };
    format!("{}{until}{to}", from.trim_end_matches(" %"))
}

/// The ends of a metric's interval in its unit, which stands once: `69.0–90.0 %`, `0 to 3 days`, `0.081–0.146`.
pub(crate) fn ends(unit: Unit, ends: [f64; 2]) -> String {
    ends_by(unit, ends, percent)
}

/// [`ends`] for a column and for running sentences.
pub(crate) fn ends_short(unit: Unit, ends: [f64; 2]) -> String {
    ends_by(unit, ends, percent_short)
}

fn ends_by(unit: Unit, ends: [f64; 2], share: fn(f64) -> String) -> String {
    match unit {
        Unit::Percent => range(ends, share),
        Unit::Days => format!("{} to {}", tenths(ends[0]), value(unit, ends[1])),
        Unit::Score => range(ends, |score| value(unit, score)),
    }
}

/// ` (1.30–4.10)`, to stand behind an estimate; empty unless both ends are known.
pub(crate) fn interval(low: Option<f64>, high: Option<f64>, show: impl Fn(f64) -> String) -> String {
    low.zip(high).map_or_else(String::new, |(low, high)| format!(" ({})", range([low, high], show)))
}

/// An estimate with its interval (`2.40 (1.30–4.10)`), or that it is missing.
pub(crate) fn estimate(value: Option<f64>, low: Option<f64>, high: Option<f64>, show: impl Fn(f64) -> String) -> String {
    or_missing(value, |value| format!("{}{}", show(value), interval(low, high, &show)))
}

/// `37,014`.
pub(crate) fn count(n: u64) -> String {
    grouped(n)
}

/// Money in brief, in the currency of the facts.
pub(crate) fn amount(facts: &Facts, money: Money) -> String {
    money.short(&facts.currency)
}

/// Money in brief, or that it is missing.
pub(crate) fn money(amount: Option<Money>, currency: &Currency) -> String {
    or_missing(amount, |amount| amount.short(currency))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_rounded_to_a_tenth_or_to_two_digits() {
        assert_eq!([0.8844, -0.0001, 1.0].map(percent), ["88.4 %", "0.0 %", "100.0 %"]);
        assert_eq!([0.3449, 0.0449, 0.0, -0.0449, -0.0001].map(percent_short), ["34 %", "4.5 %", "0 %", "−4.5 %", "−0.0 %"]);
        assert_eq!([-0.034, 0.0, 0.12].map(percent_signed), ["−3.4 %", "0.0 %", "+12.0 %"]);
        assert_eq!([-0.034, 0.0, 0.12].map(percent_signed_short), ["−3.4 %", "0 %", "+12 %"]);
        assert_eq!([0.92, 0.925].map(percent_exact), ["92 %", "92.5 %"]);
    }

    #[test]
    fn a_difference_of_shares_is_points() {
        assert_eq!((points(0.031), points(-0.48)), ("3.1 points".into(), "−48.0 points".into()));
        assert_eq!([0.884 - 0.901, 0.0, 0.01].map(|by| change(Unit::Percent, by)), ["−1.7 points", "0.0 points", "+1.0 points"]);
        assert_eq!((points_signed_short(0.34), change_short(Unit::Percent, -0.031)), ("+34 pts".into(), "−3.1 pts".into()));
        assert_eq!((change(Unit::Days, -4.0), change_short(Unit::Score, 0.012)), ("−4 days".into(), "+0.012".into()));
    }

    #[test]
    fn a_metric_has_its_unit_once_and_in_the_right_number() {
        assert_eq!([0.5, 0.97, 0.02, -1.0, -4.0].map(|days| value(Unit::Days, days)), ["0.5 days", "1 day", "0 days", "−1 day", "−4 days"]);
        assert_eq!((value(Unit::Score, 0.0375), value(Unit::Percent, 0.9)), ("0.037".into(), "90.0 %".into()));
    }

    #[test]
    fn a_probability_is_never_a_bare_zero() {
        assert_eq!([3e-9, 0.000_42, 0.0042, 0.034].map(probability), ["under 0.0001", "0.0004", "0.004", "0.03"]);
        assert_eq!([3e-9, 0.034].map(probability_short), ["<0.0001", "0.03"]);
    }

    #[test]
    fn ratios_keep_three_digits_and_their_interval() {
        assert_eq!([2.4, 14.14, 141.4].map(ratio), ["2.40", "14.1", "141"]);
        assert_eq!([141.4, 12_000.0].map(ratio_short), ["141", ">999"]);
        assert_eq!([2.41, 15.7].map(times), ["2.4 times", "16 times"]);
        assert_eq!(estimate(Some(2.4), Some(1.3), Some(14.14), ratio), "2.40 (1.30–14.1)");
        assert_eq!(estimate(None, None, None, ratio), MISSING);
    }

    #[test]
    fn intervals_say_the_unit_once() {
        assert_eq!(estimate(Some(0.5), Some(0.1), Some(0.9), percent), "50.0 % (10.0–90.0 %)");
        assert_eq!(estimate(Some(0.1), Some(-0.2), Some(0.4), percent), "10.0 % (−20.0 to 40.0 %)");
        assert_eq!(range([0.045, 0.9], percent_short), "4.5–90 %");
        assert_eq!(range([0.0, 0.56], signed_short), "0 to +56");
        assert_eq!(range([0.03, 0.2], percent_signed_short), "+3.0 to +20 %");
    }
}
