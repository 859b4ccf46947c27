//! What the room has said that stands above the data.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::action::CarriedAction;
use crate::domain::event::{PastBlocker, PastFinding};
use crate::domain::prediction::PastPredictions;
use crate::domain::reason::ReasonCode;
use crate::domain::renewal::{Renewal, RenewalId};
use crate::domain::session::Session;

/// Reason codes the room gave, suggestions it accepted and rejected, and what earlier retros held.
#[derive(Clone, Copy, Debug)]
pub struct RoomDecisions<'a> {
    /// `None` is "uncoded again".
    pub recoded: &'a BTreeMap<RenewalId, Option<ReasonCode>>,
    /// Accepted suggestions: the words that spoke for the reason.
    pub learned: &'a [(Vec<String>, ReasonCode)],
    pub rejected: &'a BTreeSet<(RenewalId, ReasonCode)>,
    pub past_blockers: &'a [PastBlocker],
    pub past_predictions: &'a [PastPredictions],
    pub past_findings: &'a [PastFinding],
    /// Actions that earlier retros left, with where their figures stood.
    pub carried: &'a [CarriedAction],
}

static NOTHING_RECODED: BTreeMap<RenewalId, Option<ReasonCode>> = BTreeMap::new();
static NOTHING_REJECTED: BTreeSet<(RenewalId, ReasonCode)> = BTreeSet::new();

/// Nobody is in the room: the data stand as they are.
impl Default for RoomDecisions<'_> {
    fn default() -> Self {
        Self {
            recoded: &NOTHING_RECODED,
            learned: &[],
            rejected: &NOTHING_REJECTED,
            past_blockers: &[],
            past_predictions: &[],
            past_findings: &[],
            carried: &[],
        }
    }
}

impl<'a> RoomDecisions<'a> {
    pub fn of(session: &'a Session) -> Self {
        Self {
            recoded: &session.recoded,
            learned: &session.learned,
            rejected: &session.rejected_suggestions,
            past_blockers: &session.past_blockers,
            past_predictions: &session.past_predictions,
            past_findings: &session.past_findings,
            carried: &session.carried,
        }
    }

    /// Only reason codes, as the room gave them.
    #[cfg(test)]
    pub(crate) fn recoding(recoded: &'a BTreeMap<RenewalId, Option<ReasonCode>>) -> Self {
        Self { recoded, ..Self::default() }
    }

    /// The primary reason that counts: the room's, else the data's.
    pub(crate) fn reason<'r>(&self, renewal: &'r Renewal) -> Option<&'r ReasonCode>
    where
        'a: 'r,
    {
        if self.recoded.is_empty() {
            return renewal.reason.as_ref();
        }
        self.recoded.get(&renewal.id).map_or(renewal.reason.as_ref(), Option::as_ref)
    }

    /// A loss that neither the data nor the room has given a reason.
    pub(crate) fn is_uncoded_loss(&self, renewal: &Renewal) -> bool {
        renewal.is_churned() && self.reason(renewal).is_none()
    }
}
