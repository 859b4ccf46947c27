//! Charts as numbers: scales, shares, labels and what a chart says. The screen draws them in cells, a page in lines.

pub(crate) mod bridge;
pub(crate) mod calibration;
pub(crate) mod heat;
pub(crate) mod pareto;
pub(crate) mod slope;

/// A chart of a document.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Picture {
    pub title: String,
    /// What it shows, in a sentence, for whoever does not see it.
    pub said: String,
    pub chart: Chart,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Chart {
    Pareto(Vec<pareto::Cause>),
    Bridge(Vec<bridge::Bar>),
    HeatMap(heat::Heat),
    Calibration(Vec<calibration::Dot>),
    Slope(slope::Lines),
}

/// `so` of `whole`; nothing where there is no whole.
pub(crate) fn share(so: f64, whole: f64) -> f64 {
    if whole > 0.0 { so.max(0.0) / whole } else { 0.0 }
}
