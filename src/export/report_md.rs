//! The retro report as Markdown.

use super::markdown;
use crate::analysis::findings::Findings;
use crate::domain::facts::Facts;
use crate::domain::session::History;
use crate::telling::report;

/// The report; `history` is `None` when one person reviews the data alone.
pub fn report(facts: &Facts, findings: &Findings, history: Option<&History>) -> Vec<u8> {
    markdown::render(&report::report(facts, findings, history))
}

#[cfg(test)]
#[path = "report_md_tests.rs"]
mod tests;
