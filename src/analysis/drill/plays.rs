//! What stands behind a play: those without it, those at risk, its table of one risk.

use std::collections::HashSet;

use crate::analysis::findings::PlayFinding;
use crate::analysis::metrics::is_at_risk;
use crate::analysis::plays::{Judged, judged};
use crate::analysis::risk_set::RiskSet;
use crate::domain::facts::Facts;
use crate::domain::renewal::{Renewal, RenewalId, Risk};

/// The renewals that could have had the play and did not.
pub(crate) fn without<'a>(facts: &'a Facts, play: &PlayFinding) -> Vec<&'a Renewal> {
    judged(facts, &play.play).into_iter().flatten().filter(|judged| !judged.had).map(|judged| judged.renewal).collect()
}

/// The decided renewals that were at risk before any play, and whether they had this one: its coverage and save rate.
pub(crate) fn at_risk<'a>(facts: &'a Facts, play: &PlayFinding) -> Vec<(&'a Renewal, bool)> {
    let with: HashSet<&RenewalId> = play.renewals.iter().collect();
    let renewals = RiskSet::unread(facts).cases.into_iter().map(|case| case.renewal);
    renewals.filter(|renewal| is_at_risk(renewal)).map(|renewal| (renewal, with.contains(&renewal.id))).collect()
}

/// The renewals whose accounts stood at this risk, and whether they had the play.
pub(crate) fn in_stratum<'a>(facts: &'a Facts, play: &PlayFinding, risk: Risk) -> Vec<Judged<'a>> {
    judged(facts, &play.play).into_iter().flatten().filter(|judged| judged.risk == Some(risk)).collect()
}
