//! Whether what was called 80 % likely came in eight of ten cases.

use crate::analysis::findings::CalibrationBin;
use crate::analysis::stats::describe::brier;
use crate::domain::renewal::Renewal;

/// Bins of equal width from 0 to 1.
const BINS: usize = 5;

/// Brier score, its skill against forecasting the base rate for everyone, and the bins that hold forecasts.
pub fn calibrate(renewals: &[&Renewal]) -> (Option<f64>, Option<f64>, Vec<CalibrationBin>) {
    let forecasts: Vec<(f64, bool)> =
        renewals.iter().filter_map(|r| Some((r.forecast.as_ref()?.probability?.clamp(0.0, 1.0), r.is_renewed()))).collect();
    let score = brier(forecasts.iter().copied());
    let came = forecasts.iter().filter(|(_, came)| *came).count();
    let base_rate = came as f64 / forecasts.len().max(1) as f64;
    let reference = brier(forecasts.iter().map(|(_, came)| (base_rate, *came))).filter(|reference| *reference > 0.0);
    let skill = score.zip(reference).map(|(score, reference)| 1.0 - score / reference);
    (score, skill, bins(&forecasts))
}

fn bins(forecasts: &[(f64, bool)]) -> Vec<CalibrationBin> {
    let width = 1.0 / BINS as f64;
    let mut sums = [(0_u64, 0.0_f64, 0_u64); BINS];
    for (probability, came) in forecasts {
        let (n, forecast, renewed) = &mut sums[((probability * BINS as f64) as usize).min(BINS - 1)];
        *n += 1;
        *forecast += probability;
        *renewed += u64::from(*came);
    }
    let bin = |(place, (n, forecast, renewed)): (usize, (u64, f64, u64))| CalibrationBin {
        from: place as f64 * width,
        to: (place + 1) as f64 * width,
        n,
        mean_forecast: forecast / n as f64,
        observed: renewed as f64 / n as f64,
    };
    sums.into_iter().enumerate().filter(|(_, (n, _, _))| *n > 0).map(bin).collect()
}
