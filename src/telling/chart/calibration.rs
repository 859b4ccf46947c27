//! Whether what was forecast came true, a bin each.

use super::{Chart, Picture};
use crate::analysis::findings::CalibrationBin;
use crate::telling::figures::{counted, percent_short};

/// Whether what came fits what was forecast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fit {
    /// Within what chance does.
    Within,
    /// Less came, by more than chance.
    Below,
    /// More came, by more than chance.
    Above,
}

pub(crate) fn fit(bin: &CalibrationBin) -> Fit {
    match (bin.low, bin.high) {
        (_, Some(high)) if high < bin.mean_forecast => Fit::Below,
        (Some(low), _) if low > bin.mean_forecast => Fit::Above,
        _ => Fit::Within,
    }
}

/// `80–95 %`, or `95 %` where all is the same.
pub(crate) fn range(bin: &CalibrationBin) -> String {
    let [from, to] = [bin.from, bin.to].map(percent_short);
    if from == to { to } else { format!("{}–{to}", from.trim_end_matches(" %")) }
}

/// A bin as a dot: forecast to the right, observed upwards, both as fractions.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Dot {
    pub forecast: f64,
    pub observed: f64,
    pub interval: Option<(f64, f64)>,
    pub fit: Fit,
    /// `80–95 %: 12 forecasts, 90 % forecast, 75 % renewed`.
    pub label: String,
}

/// The bins that hold forecasts.
pub(crate) fn dots(bins: &[CalibrationBin]) -> Vec<Dot> {
    let dot = |bin: &CalibrationBin| {
        let n = counted(bin.n, "forecast", "forecasts");
        let (forecast, observed) = (percent_short(bin.mean_forecast), percent_short(bin.observed));
        Dot {
            forecast: bin.mean_forecast.clamp(0.0, 1.0),
            observed: bin.observed.clamp(0.0, 1.0),
            interval: bin.low.zip(bin.high),
            fit: fit(bin),
            label: format!("{}: {n}, {forecast} forecast, {observed} renewed", range(bin)),
        }
    };
    bins.iter().filter(|bin| bin.n > 0).map(dot).collect()
}

pub(crate) fn picture(bins: &[CalibrationBin]) -> Option<Picture> {
    let dots = dots(bins);
    if dots.is_empty() {
        return None;
    }
    let of = |wanted: Fit| dots.iter().filter(|dot| dot.fit == wanted).count();
    let off: Vec<String> = [(Fit::Below, "fewer"), (Fit::Above, "more")]
        .into_iter()
        .filter(|(fit, _)| of(*fit) > 0)
        .map(|(fit, what)| format!("in {} {what} renewed than was forecast", of(fit)))
        .collect();
    let off = if off.is_empty() { "all of them within what chance does".to_owned() } else { format!("{}, beyond chance", off.join(", ")) };
    let said = format!("Forecast probability against the share that renewed, in {}: {off}.", counted(dots.len(), "group", "groups"));
    Some(Picture { title: "Forecast against what came".into(), said, chart: Chart::Calibration(dots) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_lies_beyond_its_interval_is_off() {
        let bin = |mean_forecast: f64, observed: f64, n| CalibrationBin {
            from: mean_forecast - 0.1,
            to: mean_forecast + 0.1,
            n,
            mean_forecast,
            observed,
            low: Some(observed - 0.1),
            high: Some(observed + 0.1),
            renewals: vec![],
        };
        let bins = [bin(0.9, 0.7, 12), bin(0.5, 0.45, 11), bin(0.2, 0.4, 9), bin(0.1, 0.1, 0)];
        assert_eq!(dots(&bins).iter().map(|dot| dot.fit).collect::<Vec<_>>(), [Fit::Below, Fit::Within, Fit::Above]);
        let said = picture(&bins).unwrap().said;
        assert!(
            said.ends_with("in 3 groups: in 1 fewer renewed than was forecast, in 1 more renewed than was forecast, beyond chance."),
            "{said}"
        );
        assert_eq!(dots(&bins)[0].label, "80–100 %: 12 forecasts, 90 % forecast, 70 % renewed");
        assert_eq!(picture(&bins[3..]), None);
    }
}
