//! The statistics behind the findings, each as its source writes it. Nothing here knows of renewals.

pub(crate) mod describe;
mod exact;
pub(crate) mod fourfold;
pub(crate) mod multiple;
pub(crate) mod pull;
pub(crate) mod ratio;
pub(crate) mod share;
pub(crate) mod strata;
pub(crate) mod stratified;
pub(crate) mod tally;

pub(crate) use fourfold::Fourfold;

/// The standard normal quantile of 97.5 %, for two-sided 95 % intervals.
pub(crate) const Z95: f64 = 1.959_963_984_540_054;

/// A 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Interval {
    pub low: f64,
    pub high: f64,
}

/// An estimate with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Estimate {
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
pub(crate) fn chi_squared_tail(statistic: f64, df: f64) -> f64 {
    statrs::function::gamma::checked_gamma_ur(df / 2.0, statistic.max(0.0) / 2.0).unwrap_or(1.0)
}

/// Two-sided p of a standard normal statistic.
pub(crate) fn normal_two_sided(z: f64) -> f64 {
    statrs::function::erf::erfc(z.abs() / std::f64::consts::SQRT_2)
}

/// The standard normal statistic, zero or above, of a two-sided p.
pub(crate) fn two_sided_normal(p: f64) -> f64 {
    std::f64::consts::SQRT_2 * statrs::function::erf::erfc_inv(p.clamp(f64::MIN_POSITIVE, 1.0))
}
