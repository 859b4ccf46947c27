//! What stands behind a play's table of one risk.

use std::collections::HashSet;

use crate::analysis::findings::PlayFinding;
use crate::analysis::plays::risk_before;
use crate::analysis::population::decided;
use crate::domain::facts::Facts;
use crate::domain::renewal::{Renewal, RenewalId, Risk};

/// The decided renewals that stood at this risk, and whether they had the play.
pub fn in_stratum<'a>(facts: &'a Facts, play: &PlayFinding, risk: Risk) -> Vec<(&'a Renewal, bool)> {
    let with: HashSet<&RenewalId> = play.renewals.iter().collect();
    let all = decided(facts).map(|renewal| (renewal, with.contains(&renewal.id)));
    let stood = |(renewal, had): &(&Renewal, bool)| {
        let at = if *had { risk_before(renewal, &play.play) } else { renewal.prior_risk() };
        at == Some(risk)
    };
    all.filter(stood).collect()
}
