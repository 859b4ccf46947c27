//! Charts in characters: legible at 80 columns and at 200, in every theme and in 16 colours. The
//! number always stands beside its bar; length, place and sign carry the meaning, colour only helps.

pub(crate) mod bar_chart;
pub(crate) mod bars;
pub(crate) mod braille;
pub(crate) mod bridge;
pub(crate) mod calibration;
pub(crate) mod heatmap;
pub(crate) mod histogram;
pub(crate) mod interval;
pub(crate) mod pareto;
pub(crate) mod slope;
pub(crate) mod sparkline;
pub(crate) mod stacked;
pub(crate) mod timeline;
