//! Findings in words: one plain sentence each, which screens and reports share. Pure.

pub(crate) mod block;
pub(crate) mod chart;
pub(crate) mod effects;
pub(crate) mod escalation;
pub(crate) mod figures;
pub(crate) mod follow_ups;
pub(crate) mod forecast;
pub(crate) mod held_again;
pub(crate) mod insights;
pub(crate) mod ledger;
pub(crate) mod losses;
pub(crate) mod metrics;
pub(crate) mod plays;
pub(crate) mod report;
pub(crate) mod restated;
pub(crate) mod returns;
pub(crate) mod scored;
pub(crate) mod signals;
pub(crate) mod spoken;
pub(crate) mod steps;
pub(crate) mod tracker;
pub(crate) mod verdict;
pub(crate) mod watch;

use std::sync::Arc;

use crate::analysis::decisions::RoomDecisions;
use crate::analysis::findings::Findings;
use crate::analysis::{self, blockers};
use crate::domain::facts::Facts;
use crate::domain::progress::Progress;
use crate::domain::session::Session;
use crate::error::Result;

/// Everything that can be found in the facts, with what the room may want on its board.
///
/// # Errors
/// As [`analysis::analyse`].
pub fn analyse(facts: &Facts, room: &RoomDecisions<'_>, progress: &dyn Progress) -> Result<Findings> {
    let mut findings = analysis::analyse(facts, room, progress)?;
    findings.insights = insights::insights(facts, &findings, blockers::lost_in_window(facts));
    Ok(findings)
}

/// The facts with what the room corrected, and everything that can be found in them.
///
/// # Errors
/// As [`analysis::analyse`].
pub fn in_room(compiled: &Arc<Facts>, session: &Session, progress: &dyn Progress) -> Result<(Arc<Facts>, Findings)> {
    let facts = analysis::corrected(compiled, session);
    let findings = analyse(&facts, &RoomDecisions::of(session), progress)?;
    Ok((facts, findings))
}
