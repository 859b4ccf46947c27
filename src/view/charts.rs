//! Charts in characters: legible at 80 columns and at 200, in every theme and in 16 colours. The
//! number always stands beside its bar; length, place and sign carry the meaning, colour only helps.

pub mod bar_chart;
pub mod bars;
pub mod braille;
pub mod bridge;
pub mod calibration;
pub mod heatmap;
pub mod histogram;
pub mod interval;
pub mod pareto;
pub mod slope;
pub mod sparkline;
pub mod stacked;
pub mod timeline;
