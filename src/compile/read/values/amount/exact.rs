//! A decimal number with more places than money has.

use crate::domain::money::Money;

/// Decimals that are kept.
const PLACES: usize = 9;
/// One hundredth.
const MINOR: i128 = 10_i128.pow(PLACES as u32 - 2);

/// Billionths of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Exact(i128);

impl Exact {
    /// From digits with at most one point, times ten to the power of `power`.
    pub(super) fn of(digits: &str, power: u32) -> Option<Self> {
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
        // Longer numbers are ids, and could run over.
        if whole.len() + decimals.len() == 0 || whole.len() > 18 {
            return None;
        }
        let kept: String = decimals.chars().chain(std::iter::repeat('0')).take(PLACES).collect();
        let number: i128 = format!("0{whole}{kept}").parse().ok()?;
        number.checked_mul(10_i128.checked_pow(power)?).map(Self)
    }

    pub(super) fn hundredth(self) -> Self {
        Self(self.0 / 100)
    }

    /// What is left of an amount that holds a tax of so many basis points.
    pub(super) fn without(self, tax: u32) -> Self {
        let all = 10_000 + i128::from(tax);
        Self((self.0.saturating_mul(10_000) + all / 2) / all)
    }

    pub(super) fn negated(self) -> Self {
        Self(-self.0)
    }

    #[must_use]
    pub(crate) fn times(self, factor: i64) -> Self {
        Self(self.0.saturating_mul(i128::from(factor)))
    }

    /// Rounded to hundredths, half away from zero; `None` where it is too much.
    pub(crate) fn money(self) -> Option<Money> {
        let half = MINOR / 2 * self.0.signum();
        i64::try_from((self.0 + half) / MINOR).ok().filter(|minor| *minor != i64::MIN).map(Money::minor)
    }
}
