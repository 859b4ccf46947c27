//! What is to be done after the retro: its own actions, and those carried over from earlier ones.

use crate::domain::action::{Action, CarriedAction};
use crate::domain::plan::FollowUp;
use crate::domain::session::Session;

/// The session's actions, then those carried over.
pub(crate) fn follow_ups(session: &Session) -> Vec<FollowUp> {
    let own =
        session.actions.iter().map(|action| FollowUp { baseline: session.baselines.get(&action.id).cloned(), ..follow_up(action, None) });
    let own = own.map(with_baseline);
    own.chain(session.carried.iter().map(|carried| with_baseline(follow_up(&carried.action, Some(carried))))).collect()
}

fn follow_up(action: &Action, carried: Option<&CarriedAction>) -> FollowUp {
    FollowUp {
        id: action.id,
        title: action.title.clone(),
        owner: action.owner.clone(),
        role: action.role.clone(),
        team: action.team,
        due: action.due,
        metric: action.metric.clone(),
        sla_days: action.sla_days,
        status: action.status.judged(carried.and_then(|c| c.verdict)),
        // An insight of an earlier session has another number here.
        insight: if carried.is_some() { None } else { action.insight },
        carried_from: carried.map(|c| c.session.clone()),
        verdict: carried.and_then(|c| c.verdict),
        baseline: carried.and_then(|c| c.baseline.clone()),
        effect: carried.and_then(|c| c.effect.clone()),
    }
}

/// The baseline that the program computed stands where somebody's own would.
fn with_baseline(action: FollowUp) -> FollowUp {
    let baseline = action.baseline.filter(|kept| action.metric.measure.as_ref() == Some(&kept.measure));
    FollowUp { metric: action.metric.with_baseline(baseline.as_ref()), baseline, ..action }
}
