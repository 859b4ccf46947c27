//! Exact money: whole minor units, never binary floating point.

use std::fmt;
use std::iter::Sum;
use std::num::NonZeroU64;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::text::grouped;

/// An amount in hundredths of its currency's unit. Serialised as a decimal string (`"1234.50"`) wherever people may read it.
///
/// Kept shifted so that zero bits stand for nothing, and `Option<Money>` is no larger than `Money`: every renewal
/// holds five of them. The smallest `i64` is the one amount that it cannot hold.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(NonZeroU64);

impl Default for Money {
    fn default() -> Self {
        Self::ZERO
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Money({self})")
    }
}

impl Money {
    pub const ZERO: Self = Self::minor(0);
    const SHIFT: u64 = 1 << 63;

    /// From hundredths (`Money::minor(150)` is 1.50).
    pub const fn minor(hundredths: i64) -> Self {
        match NonZeroU64::new(hundredths as u64 ^ Self::SHIFT) {
            Some(shifted) => Self(shifted),
            None => Self(NonZeroU64::MIN),
        }
    }

    /// From whole units (`Money::units(2)` is 2.00).
    pub const fn units(units: i64) -> Self {
        Self::minor(units * 100)
    }

    pub const fn in_minor(self) -> i64 {
        (self.0.get() ^ Self::SHIFT) as i64
    }

    /// What a total over `months` comes to in a year, rounded half away from zero; `months` is above zero.
    pub(crate) fn per_year_of(self, months: u64) -> Self {
        let (total, months) = (i128::from(self.in_minor()) * 12, i128::from(months));
        let half = months / 2 * total.signum();
        Self::minor(((total + half) / months) as i64)
    }

    pub(crate) fn is_zero(self) -> bool {
        self == Self::ZERO
    }

    pub(crate) fn abs(self) -> Self {
        Self::minor(self.in_minor().abs())
    }

    /// As a float in whole units, for ratios and drawing only, never for sums.
    pub fn to_f64(self) -> f64 {
        self.in_minor() as f64 / 100.0
    }

    /// The share `basis_points / 10 000` of this amount, rounded half away from zero.
    pub(crate) fn share(self, basis_points: i32) -> Self {
        let product = i128::from(self.in_minor()) * i128::from(basis_points);
        let half = if product < 0 { -5_000 } else { 5_000 };
        Self::minor(((product + half) / 10_000) as i64)
    }

    /// `self / other`; `None` when `other` is zero.
    pub(crate) fn ratio(self, other: Self) -> Option<f64> {
        (other.in_minor() != 0).then(|| self.in_minor() as f64 / other.in_minor() as f64)
    }

    /// For reading: three digits and a unit, with the currency's sign (`$1.24M`, `−£48k`, `€950`).
    pub(crate) fn short(self, currency: &Currency) -> String {
        let symbol = currency.symbol();
        let units = self.abs().to_f64();
        // What reads as nothing has no sign.
        let sign = if self.in_minor() < 0 && units > 0.5 { "−" } else { "" };
        let body = match units {
            u if u >= 999_500_000.0 => three_digits(u / 1e9, "B"),
            u if u >= 999_500.0 => three_digits(u / 1e6, "M"),
            u if u >= 999.5 => three_digits(u / 1e3, "k"),
            u => format!("{u:.0}"),
        };
        format!("{sign}{symbol}{body}")
    }

    /// [`short`](Self::short) with an explicit plus on gains, for changes.
    pub(crate) fn short_signed(self, currency: &Currency) -> String {
        if self.in_minor() > 50 { format!("+{}", self.short(currency)) } else { self.short(currency) }
    }

    /// Exact, with thousands marks and the currency's sign (`$1,240,000.50`).
    pub(crate) fn exact(self, currency: &Currency) -> String {
        let sign = if self.in_minor() < 0 { "−" } else { "" };
        let (units, cents) = (self.in_minor().unsigned_abs() / 100, self.in_minor().unsigned_abs() % 100);
        format!("{sign}{}{}.{cents:02}", currency.symbol(), grouped(units))
    }
}

fn three_digits(value: f64, unit: &str) -> String {
    match value {
        v if v >= 99.95 => format!("{v:.0}{unit}"),
        v if v >= 9.995 => format!("{v:.1}{unit}"),
        v => format!("{v:.2}{unit}"),
    }
}

/// The plain decimal, as it stands in JSON and CSV (`-1234.50`).
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.in_minor() < 0 { "-" } else { "" };
        let minor = self.in_minor().unsigned_abs();
        write!(f, "{sign}{}.{:02}", minor / 100, minor % 100)
    }
}

/// Reads the plain decimal that [`Display`](fmt::Display) writes; more than two decimals round half away from zero.
impl FromStr for Money {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is not an amount like 1234.50");
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !all_digits(whole) || !all_digits(decimals) {
            return Err(wrong());
        }
        let units: i64 = whole.parse().map_err(|_| wrong())?;
        let digit = |i: usize| decimals.as_bytes().get(i).map_or(0, |b| i64::from(b - b'0'));
        let cents = digit(0) * 10 + digit(1) + i64::from(digit(2) >= 5);
        let minor = units.checked_mul(100).and_then(|m| m.checked_add(cents)).ok_or_else(wrong)?;
        Ok(Self::minor(if negative { -minor } else { minor }))
    }
}

impl Add for Money {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self::minor(self.in_minor() + other.in_minor())
    }
}

impl Sub for Money {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self::minor(self.in_minor() - other.in_minor())
    }
}

impl Neg for Money {
    type Output = Self;
    fn neg(self) -> Self {
        Self::minor(-self.in_minor())
    }
}

impl AddAssign for Money {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl SubAssign for Money {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() { serializer.collect_str(self) } else { serializer.serialize_i64(self.in_minor()) }
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
        } else {
            i64::deserialize(deserializer).map(Self::minor)
        }
    }
}

impl JsonSchema for Money {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Money".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": "^-?[0-9]+\\.[0-9]{2}$",
            "description": "An exact decimal amount in the report's currency"
        })
    }
}

/// An ISO 4217 code, upper case (`USD`); `XXX` where the data names none.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Currency(String);

impl Currency {
    pub fn new(code: &str) -> Self {
        Self(code.trim().to_ascii_uppercase())
    }

    pub(crate) fn unknown() -> Self {
        Self("XXX".to_owned())
    }

    pub(crate) fn is_unknown(&self) -> bool {
        self.0 == "XXX"
    }

    /// `None` where nobody names one.
    pub(crate) fn named(&self) -> Option<Self> {
        (!self.is_unknown()).then(|| self.clone())
    }

    pub(crate) fn code(&self) -> &str {
        &self.0
    }

    /// The sign written before an amount; the code and a space where there is no usual sign.
    pub(crate) fn symbol(&self) -> String {
        match self.0.as_str() {
            "USD" => "$".to_owned(),
            "EUR" => "€".to_owned(),
            "GBP" => "£".to_owned(),
            "JPY" | "CNY" => "¥".to_owned(),
            "INR" => "₹".to_owned(),
            "XXX" => String::new(),
            code => format!("{code} "),
        }
    }
}

impl Default for Currency {
    fn default() -> Self {
        Self::unknown()
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_amounts_keep_three_digits_and_roll_over_to_the_next_unit() {
        let usd = Currency::new("usd");
        let short = |minor| Money::minor(minor).short(&usd);
        assert_eq!(short(124_000_000), "$1.24M");
        assert_eq!(short(99_960_000), "$1.00M");
        assert_eq!(short(-4_800_000), "−$48.0k");
        assert_eq!(short(95_000), "$950");
        assert_eq!(short(0), "$0");
    }

    #[test]
    fn what_reads_as_nothing_has_no_sign() {
        let gbp = Currency::new("GBP");
        for minor in [-50, -40, 0, 40, 50] {
            assert_eq!([Money::minor(minor).short(&gbp), Money::minor(minor).short_signed(&gbp)], ["£0", "£0"], "{minor}");
        }
        assert_eq!([Money::minor(-51).short(&gbp), Money::minor(51).short_signed(&gbp)], ["−£1", "+£1"]);
    }

    #[test]
    fn exact_amounts_group_thousands() {
        assert_eq!(Money::minor(124_000_050).exact(&Currency::new("GBP")), "£1,240,000.50");
        assert_eq!(Money::minor(-5).exact(&Currency::new("SEK")), "−SEK 0.05");
    }

    #[test]
    fn plain_decimals_read_back() {
        for minor in [0, 1, -1, 99, 100, -12_345, i64::from(i32::MAX)] {
            let money = Money::minor(minor);
            assert_eq!(money.to_string().parse::<Money>(), Ok(money));
        }
        assert_eq!("1.005".parse::<Money>(), Ok(Money::minor(101)));
        assert!("1,5".parse::<Money>().is_err());
        assert!("".parse::<Money>().is_err());
    }

    #[test]
    fn a_share_rounds_half_away_from_zero() {
        assert_eq!(Money::minor(150).share(500), Money::minor(8));
        assert_eq!(Money::minor(-150).share(500), Money::minor(-8));
    }
}
