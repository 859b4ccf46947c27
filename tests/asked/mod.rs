//! What the tests ask of the sample data.

use run_retro::domain::scope::{Depth, HISTORY_MONTHS, ScopeRequest};
use run_retro::domain::target::Targets;
use run_retro::domain::window::{FiscalYear, WindowSpec};

/// A workshop as of the day on which all of these tests are.
pub fn request(segment: Option<&str>, window: WindowSpec) -> ScopeRequest {
    ScopeRequest {
        segment: segment.map(Into::into),
        window,
        include_churn: true,
        dimensions: vec![],
        depth: Depth::Workshop,
        as_of: "2026-11-23".parse().unwrap(),
        fiscal: FiscalYear::default(),
        history_months: HISTORY_MONTHS,
        targets: Targets::default(),
    }
}
