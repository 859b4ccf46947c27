//! What stands behind a play: those without it, those at risk, its table of one risk.

use std::collections::HashSet;

use crate::analysis::findings::PlayFinding;
use crate::analysis::metrics::is_at_risk;
use crate::analysis::plays::risk_before;
use crate::analysis::population::decided;
use crate::domain::facts::Facts;
use crate::domain::renewal::{Renewal, RenewalId, Risk};

/// The decided renewals that did not have the play.
pub fn without<'a>(facts: &'a Facts, play: &PlayFinding) -> Vec<&'a Renewal> {
    compared(facts, play).filter(|(_, had)| !had).map(|(renewal, _)| renewal).collect()
}

/// The decided renewals that were at risk before any play, and whether they had this one: its coverage and save rate.
pub fn at_risk<'a>(facts: &'a Facts, play: &PlayFinding) -> Vec<(&'a Renewal, bool)> {
    compared(facts, play).filter(|(renewal, _)| is_at_risk(renewal)).collect()
}

/// The decided renewals that stood at this risk, and whether they had the play.
pub fn in_stratum<'a>(facts: &'a Facts, play: &PlayFinding, risk: Risk) -> Vec<(&'a Renewal, bool)> {
    let stood = |(renewal, had): &(&Renewal, bool)| {
        let at = if *had { risk_before(renewal, &play.play) } else { renewal.prior_risk() };
        at == Some(risk)
    };
    compared(facts, play).filter(stood).collect()
}

/// The renewals that a play is judged by, and whether they had it.
fn compared<'a>(facts: &'a Facts, play: &PlayFinding) -> impl Iterator<Item = (&'a Renewal, bool)> {
    let with: HashSet<&RenewalId> = play.renewals.iter().collect();
    decided(facts).map(move |renewal| (renewal, with.contains(&renewal.id)))
}
