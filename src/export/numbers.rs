//! Figures as reports print them.

use crate::analysis::findings::{Metric, MetricKey, Standing, Unit};
use crate::domain::money::{Currency, Money};

/// What stands where nothing can be said.
pub const NOTHING: &str = "n/a";

/// A fraction as `88.4 %`.
pub fn percent(fraction: f64) -> String {
    format!("{} %", decimals(fraction * 100.0, 1))
}

/// `+1.7 points` between two fractions.
pub fn points(now: f64, before: f64) -> String {
    let change = decimals((now - before) * 100.0, 1);
    let sign = if change.starts_with('−') || change == "0.0" { "" } else { "+" };
    format!("{sign}{change} points")
}

/// With so many decimals, a real minus and never a negative zero.
pub fn decimals(value: f64, places: usize) -> String {
    let text = format!("{:.places$}", value.abs());
    let is_zero = text.bytes().all(|b| b == b'0' || b == b'.');
    if value < 0.0 && !is_zero { format!("−{text}") } else { text }
}

/// A p or q value: `0.023`, `< 0.001`.
pub fn probability(p: f64) -> String {
    if p < 0.001 { "< 0.001".to_owned() } else { decimals(p, 3) }
}

/// A value by its metric's unit.
pub fn value(key: MetricKey, value: f64) -> String {
    match key.unit() {
        Unit::Percent => percent(value),
        Unit::Days => format!("{} days", decimals(value, usize::from(value.fract() != 0.0))),
        Unit::Score => decimals(value, 3),
    }
}

/// A value by its metric's unit, or that there is none.
pub fn maybe(key: MetricKey, given: Option<f64>) -> String {
    or_nothing(given, |v| value(key, v))
}

/// What changed against the window before, in the metric's unit; empty without a comparison.
pub fn change(key: MetricKey, metric: &Metric) -> String {
    let Some((before, now)) = metric.change() else { return String::new() };
    match key.unit() {
        Unit::Percent => points(now, before),
        Unit::Days => format!("{} days", signed(now - before, 0)),
        Unit::Score => signed(now - before, 3),
    }
}

/// What changed more than chance alone may have done, for a table; empty where that is not known.
pub fn told_from_chance(key: MetricKey, metric: &Metric) -> String {
    match metric.change_low.zip(metric.change_high) {
        Some(_) if metric.is_within_chance() => "within chance".to_owned(),
        Some(_) => change(key, metric),
        None => String::new(),
    }
}

/// How far chance reaches, together with what is open; empty where it is not known.
pub fn reach(metric: &Metric) -> String {
    metric.reach().map_or_else(String::new, range)
}

/// `The target is 92 %: 3.1 points short`.
pub fn target(metric: &Metric) -> Option<String> {
    let (target, standing) = metric.against_target()?;
    let size = |by: f64| decimals(by.abs() * 100.0, 1);
    let how = match standing {
        Standing::Untold => return Some(format!("The target is {}", share(target))),
        Standing::Within => "this is within what chance does".to_owned(),
        Standing::Off(by) if by < 0.0 => format!("{} points short", size(by)),
        Standing::Off(by) => format!("{} points above", size(by)),
    };
    Some(format!("The target is {}: {how}", share(target)))
}

/// `92 %`, `92.5 %`: with as many places as it has.
fn share(fraction: f64) -> String {
    format!("{} %", (fraction * 10_000.0).round() / 100.0)
}

/// `37.5 to 100.0 %`, of fractions.
pub fn range([low, high]: [f64; 2]) -> String {
    format!("{} to {}", decimals(low * 100.0, 1), percent(high))
}

/// `(1.3–4.1)`; empty unless both ends are known.
pub fn interval(low: Option<f64>, high: Option<f64>, format: impl Fn(f64) -> String) -> String {
    match (low, high) {
        (Some(low), Some(high)) => {
            // A dash beside a sign could be read as one.
            let to = if low < 0.0 || format(low).starts_with('+') { " to " } else { "–" };
            format!(" ({}{to}{})", format(low).trim_end_matches(" %"), format(high))
        }
        _ => String::new(),
    }
}

/// An estimate with its interval (`2.40 (1.30–4.10)`), or that there is none.
pub fn estimate(value: Option<f64>, low: Option<f64>, high: Option<f64>, format: impl Fn(f64) -> String) -> String {
    value.map_or_else(|| NOTHING.to_owned(), |v| format!("{}{}", format(v), interval(low, high, &format)))
}

/// A ratio with two decimals, or more digits where it is small.
pub fn ratio(value: f64) -> String {
    decimals(value, 2)
}

pub fn signed(value: f64, places: usize) -> String {
    let text = decimals(value, places);
    if value > 0.0 && text.bytes().any(|b| (b'1'..=b'9').contains(&b)) { format!("+{text}") } else { text }
}

/// Money for reading, or that it is not known.
pub fn money(amount: Option<Money>, currency: &Currency) -> String {
    or_nothing(amount, |m| m.short(currency))
}

pub fn or_nothing<T>(value: Option<T>, format: impl FnOnce(T) -> String) -> String {
    value.map_or_else(|| NOTHING.to_owned(), format)
}

/// `1 renewal`, `3 renewals`.
pub fn counted(n: u64, one: &str, several: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {several}") }
}

/// `37,014`.
pub fn thousands(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_read_as_people_write_them() {
        assert_eq!(percent(0.8839), "88.4 %");
        assert_eq!(percent(-0.0004), "0.0 %");
        assert_eq!((thousands(999), thousands(1_037_014)), ("999".into(), "1,037,014".into()));
        assert_eq!(points(0.884, 0.901), "−1.7 points");
        assert_eq!(points(0.9, 0.9), "0.0 points");
        assert_eq!(points(0.91, 0.9), "+1.0 points");
        assert_eq!(probability(0.000_04), "< 0.001");
        assert_eq!(value(MetricKey::DaysLateMedian, -3.0), "−3 days");
        assert_eq!(value(MetricKey::Brier, 0.0375), "0.037");
    }

    #[test]
    fn a_target_and_chance_are_said_in_plain_words() {
        let mut metric =
            Metric { value: Some(0.818), low: Some(0.69), high: Some(0.9), target: Some(0.92), previous: Some(0.877), ..Metric::default() };
        assert_eq!(target(&metric).as_deref(), Some("The target is 92 %: 10.2 points short"));
        assert_eq!(told_from_chance(MetricKey::Grr, &metric), "");
        (metric.change_low, metric.change_high) = (Some(-0.1), Some(-0.02));
        assert_eq!(told_from_chance(MetricKey::Grr, &metric), "−5.9 points");
        (metric.change_low, metric.change_high, metric.target) = (Some(-0.2), Some(0.1), Some(0.895));
        assert_eq!(target(&metric).as_deref(), Some("The target is 89.5 %: this is within what chance does"));
        assert_eq!((told_from_chance(MetricKey::Grr, &metric).as_str(), reach(&metric).as_str()), ("within chance", "69.0 to 90.0 %"));
        metric.range = Some([0.8, 0.95]);
        assert_eq!((target(&metric).as_deref(), reach(&metric).as_str()), (Some("The target is 89.5 %"), "69.0 to 95.0 %"));
    }

    #[test]
    fn intervals_say_the_unit_once() {
        assert_eq!(estimate(Some(0.5), Some(0.1), Some(0.9), percent), "50.0 % (10.0–90.0 %)");
        assert_eq!(estimate(Some(2.4), Some(1.3), Some(4.1), ratio), "2.40 (1.30–4.10)");
        assert_eq!(estimate(Some(0.1), Some(-0.2), Some(0.4), percent), "10.0 % (−20.0 to 40.0 %)");
        assert_eq!(estimate(None, None, None, ratio), "n/a");
    }
}
