//! What one unit of a currency is worth in another.

use serde::Deserialize;
use serde::de::{Deserializer, Visitor};

/// A rate in billionths, so that converted amounts are exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate(pub i64);

impl<'de> Deserialize<'de> for Rate {
    /// From a number or a decimal string.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Decimal;
        impl Visitor<'_> for Decimal {
            type Value = Rate;
            fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                f.write_str("a rate above zero such as \"0.86\"")
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Rate, E> {
                Rate::read(text).ok_or_else(|| E::invalid_value(serde::de::Unexpected::Str(text), &self))
            }
            fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Rate, E> {
                self.visit_str(&value.to_string())
            }
            fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<Rate, E> {
                self.visit_str(&value.to_string())
            }
        }
        deserializer.deserialize_any(Decimal)
    }
}

impl Rate {
    const ONE: i64 = 1_000_000_000;

    /// From a decimal number above zero with a point; at most seven digits before it and nine behind it.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || whole.len() > 7 || decimals.len() > 9 || !digits(whole) || !digits(decimals) {
            return None;
        }
        let fraction: i64 = if decimals.is_empty() { 0 } else { format!("{decimals:0<9}").parse().ok()? };
        let rate = whole.parse::<i64>().ok()? * Self::ONE + fraction;
        (rate > 0).then_some(Self(rate))
    }

    /// Converts an amount, rounded half away from zero.
    pub(crate) fn convert(self, money: crate::domain::money::Money) -> crate::domain::money::Money {
        let product = i128::from(money.in_minor()) * i128::from(self.0);
        let half = i128::from(Self::ONE / 2) * if product < 0 { -1 } else { 1 };
        crate::domain::money::Money::minor(((product + half) / i128::from(Self::ONE)) as i64)
    }
}

impl std::fmt::Display for Rate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let all = format!("{}.{:09}", self.0 / Self::ONE, self.0 % Self::ONE);
        f.write_str(all.trim_end_matches('0').trim_end_matches('.'))
    }
}
