//! The retro report as one HTML file that opens from disk.

use super::html;
use super::settings::Brand;
use crate::analysis::findings::Findings;
use crate::domain::facts::Facts;
use crate::domain::session::History;
use crate::telling::report;

/// The report; `history` is `None` when one person reviews the data alone.
pub fn report(facts: &Facts, findings: &Findings, history: Option<&History>) -> Vec<u8> {
    branded(facts, findings, history, &Brand::default())
}

/// The same with fonts, colour and logo of the user's own.
pub(crate) fn branded(facts: &Facts, findings: &Findings, history: Option<&History>, brand: &Brand) -> Vec<u8> {
    html::page(&report::report(facts, findings, history), facts, brand)
}
