//! Numbers as people read them: rounded, with their unit once. Exact values are in the report.

use crate::analysis::findings::{Metric, MetricKey, Unit};
pub use crate::domain::text::counted;

/// What stands where a number cannot be had.
pub const NONE: &str = "–";

/// `88.4 %`.
pub fn percent(fraction: f64) -> String {
    format!("{:.1} %", zero(fraction * 100.0, 0.05))
}

/// `88 %`, where room is scarce.
pub fn percent_short(fraction: f64) -> String {
    format!("{:.0} %", zero(fraction * 100.0, 0.5))
}

/// `+12.0 %`, `−3.4 %`.
pub fn percent_signed(fraction: f64) -> String {
    signed(fraction, &percent(fraction.abs()))
}

/// A number with its sign, as `−3.1` and `+3.1`.
pub fn number_signed(value: f64, decimals: usize) -> String {
    signed(value, &format!("{:.decimals$}", value.abs()))
}

fn signed(value: f64, size: &str) -> String {
    let is_zero = size.chars().all(|c| !c.is_ascii_digit() || c == '0');
    match value {
        _ if is_zero => size.to_owned(),
        v if v < 0.0 => format!("−{size}"),
        _ => format!("+{size}"),
    }
}

/// No `-0.0`.
fn zero(value: f64, half: f64) -> f64 {
    if value.abs() < half { 0.0 } else { value }
}

/// `1,234`.
pub fn count(n: u64) -> String {
    let digits = n.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A metric's value with its unit.
pub fn value(unit: Unit, value: f64) -> String {
    let (number, unit) = split(unit, value);
    if unit.is_empty() { number } else { format!("{number} {unit}") }
}

/// A metric's value and its unit apart, for big figures.
pub fn split(unit: Unit, value: f64) -> (String, &'static str) {
    let minus = |text: String| text.replace('-', "−");
    match unit {
        Unit::Percent => (minus(format!("{:.1}", zero(value * 100.0, 0.05))), "%"),
        Unit::Days => {
            let days = tenths(value);
            let unit = if days.trim_start_matches('-') == "1" { "day" } else { "days" };
            (minus(days), unit)
        }
        Unit::Score => (minus(format!("{value:.3}")), ""),
    }
}

/// Whole where it is whole, else with a tenth: so that a difference agrees with what it is between.
fn tenths(value: f64) -> String {
    let text = format!("{:.1}", zero(value, 0.05));
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}

/// A difference's size: points for percent.
pub fn difference(unit: Unit, size: f64) -> String {
    match unit {
        Unit::Percent => format!("{:.1} pts", size * 100.0),
        other => value(other, size),
    }
}

/// A difference with its sign.
pub fn difference_signed(unit: Unit, value: f64) -> String {
    signed(value, &difference(unit, value.abs()))
}

/// `92 %`, `92.5 %`: with as many places as it has, as people write what they mean to reach.
pub fn percent_exact(fraction: f64) -> String {
    format!("{} %", (fraction * 10_000.0).round() / 100.0)
}

/// A metric's value, or `–` where it cannot be computed.
pub fn metric(key: MetricKey, metric: Option<&Metric>) -> String {
    metric.and_then(|m| m.value).map_or_else(|| NONE.to_owned(), |v| value(key.unit(), v))
}

/// Any number that may be missing.
pub fn or_none(value: Option<f64>, show: impl Fn(f64) -> String) -> String {
    value.map_or_else(|| NONE.to_owned(), show)
}

/// `0.02`, `0.004`, `<0.001`: two figures that count.
pub fn p_value(p: f64) -> String {
    match p {
        p if p < 0.001 => "<0.001".to_owned(),
        p if p < 0.01 => format!("{p:.3}"),
        p => format!("{p:.2}"),
    }
}

/// A ratio (`2.4`, `31`, `>100`).
pub fn ratio(value: f64) -> String {
    match value {
        v if v > 100.0 => ">100".to_owned(),
        v if v >= 10.0 => format!("{v:.0}"),
        v => format!("{v:.1}"),
    }
}

/// `1.3–4.1`.
pub fn range(low: f64, high: f64, show: impl Fn(f64) -> String) -> String {
    format!("{}–{}", show(low), show(high))
}

/// `3 renewals`, `1 renewal`.
pub fn plural(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", count(n), if n == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        assert_eq!(percent(0.8844), "88.4 %");
        assert_eq!(percent(-0.0001), "0.0 %");
        assert_eq!(percent_signed(-0.034), "−3.4 %");
        assert_eq!(percent_signed(0.0), "0.0 %");
        assert_eq!(count(1_234_567), "1,234,567");
        assert_eq!(value(Unit::Days, 1.0), "1 day");
        assert_eq!(value(Unit::Days, -4.0), "−4 days");
        assert_eq!([0.5, 0.97, 0.02, -1.0].map(|days| value(Unit::Days, days)), ["0.5 days", "1 day", "0 days", "−1 day"]);
        assert_eq!(p_value(0.000_02), "<0.001");
        assert_eq!(p_value(0.0042), "0.004");
        assert_eq!(range(1.32, 4.08, ratio), "1.3–4.1");
        assert_eq!(plural(1, "renewal", "renewals"), "1 renewal");
    }
}
