//! How figures read in a sentence.

use crate::domain::facts::Facts;
use crate::domain::money::Money;

pub fn amount(facts: &Facts, money: Money) -> String {
    money.short(&facts.currency)
}

/// `34 %`, `−4.5 %`; one decimal below ten.
pub fn percent(share: f64) -> String {
    format!("{} %", hundredths(share))
}

/// `+34`, `−4.5`: a difference of two shares in points.
pub fn points(share: f64) -> String {
    let plus = if share > 0.0 { "+" } else { "" };
    format!("{plus}{}", hundredths(share))
}

fn hundredths(share: f64) -> String {
    let value = (share * 100.0).abs();
    let minus = if share < 0.0 { "−" } else { "" };
    if value != 0.0 && value < 9.95 { format!("{minus}{value:.1}") } else { format!("{minus}{value:.0}") }
}

/// Two digits after the point below ten, none above a hundred.
pub fn number(value: f64) -> String {
    match value {
        v if v >= 99.5 => format!("{v:.0}"),
        v if v >= 9.95 => format!("{v:.1}"),
        v => format!("{v:.2}"),
    }
}

/// `2.4 times`.
pub fn times(value: f64) -> String {
    if value >= 9.95 { format!("{value:.0} times") } else { format!("{value:.1} times") }
}

/// `2.40 (1.30–4.10)`.
pub fn ratio(value: f64, low: Option<f64>, high: Option<f64>) -> String {
    match low.zip(high) {
        Some((low, high)) => format!("{} ({}–{})", number(value), number(low), number(high)),
        None => number(value),
    }
}

/// Two significant digits, never a bare zero.
pub fn p_value(p: f64) -> String {
    match p {
        p if p < 0.0001 => "under 0.0001".to_owned(),
        p if p < 0.001 => format!("{p:.4}"),
        p if p < 0.01 => format!("{p:.3}"),
        p => format!("{p:.2}"),
    }
}

/// `1 renewal`, `12 renewals`.
pub fn named(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_read_as_people_say_them() {
        assert_eq!((percent(-0.0449), points(0.34)), ("−4.5 %".to_owned(), "+34".to_owned()));
        assert_eq!([percent(0.3449), percent(0.0449), percent(0.0)], ["34 %", "4.5 %", "0 %"]);
        assert_eq!(ratio(2.4, Some(1.3), Some(14.14)), "2.40 (1.30–14.1)");
        assert_eq!((p_value(3e-9), p_value(0.000_42), p_value(0.034)), ("under 0.0001".into(), "0.0004".into(), "0.03".into()));
        assert_eq!((named(1, "renewal"), named(2, "renewal")), ("1 renewal".into(), "2 renewals".into()));
    }
}
