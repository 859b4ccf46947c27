//! The statistics behind the findings, each as its source writes it. Nothing here knows of renewals.

pub mod describe;
mod exact;
pub mod fourfold;
pub mod multiple;
pub mod pull;
pub mod ratio;
pub mod share;
pub mod strata;
pub mod stratified;
pub mod tally;

pub use fourfold::Fourfold;

/// The standard normal quantile of 97.5 %, for two-sided 95 % intervals.
pub const Z95: f64 = 1.959_963_984_540_054;

/// A 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    pub low: f64,
    pub high: f64,
}

/// An estimate with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    pub value: f64,
    pub low: f64,
    pub high: f64,
}

impl Estimate {
    /// A ratio with the interval that its logarithm's standard error gives.
    fn of_ratio(value: f64, standard_error: f64) -> Self {
        let reach = (Z95 * standard_error).exp();
        Self { value, low: value / reach, high: value * reach }
    }

    /// A ratio whose logarithm varies so many times as much.
    #[must_use]
    fn widened(self, times: f64) -> Self {
        let reach = |bound: f64| (bound / self.value).powf(times) * self.value;
        Self { value: self.value, low: reach(self.low), high: reach(self.high) }
    }
}

/// Upper tail of the χ² distribution with `df` degrees of freedom.
pub fn chi_squared_tail(statistic: f64, df: f64) -> f64 {
    statrs::function::gamma::checked_gamma_ur(df / 2.0, statistic.max(0.0) / 2.0).unwrap_or(1.0)
}

/// Two-sided p of a standard normal statistic.
pub fn normal_two_sided(z: f64) -> f64 {
    statrs::function::erf::erfc(z.abs() / std::f64::consts::SQRT_2)
}

/// The standard normal statistic, zero or above, of a two-sided p.
pub fn two_sided_normal(p: f64) -> f64 {
    std::f64::consts::SQRT_2 * statrs::function::erf::erfc_inv(p.clamp(f64::MIN_POSITIVE, 1.0))
}
