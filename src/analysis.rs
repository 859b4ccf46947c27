//! Facts to findings: metrics, patterns, indicators, plays, pricing, forecast. Pure.

pub mod findings;
