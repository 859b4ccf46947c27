//! What happened in a step, with the names of accounts and actions where the step holds only their numbers.

use crate::domain::event::Event;
use crate::domain::facts::Facts;
use crate::domain::reason::ReasonCode;
use crate::domain::renewal::RenewalId;
use crate::domain::session::Session;
use crate::domain::text::listed;

/// So many accounts are named.
const MOST_NAMES: usize = 3;

/// As [`Event::describe`]; without facts, renewals keep their numbers.
pub(crate) fn told(event: &Event, session: &Session, facts: Option<&Facts>) -> String {
    match event {
        Event::ReasonAssigned { renewals, reason, .. } => {
            let to = reason.as_ref().map_or_else(|| "Uncoded".into(), ReasonCode::label);
            format!("{} moved to {to}", accounts(renewals, facts))
        }
        Event::SuggestionRejected { renewal, reason } => {
            format!("{} rejected for {}", reason.label(), accounts(std::slice::from_ref(renewal), facts))
        }
        Event::CarriedActionJudged { index, .. } | Event::CarriedActionChanged { index, .. } | Event::EffectJudged { index, .. } => {
            let described = event.describe();
            let title = session.carried.get(*index).map(|carried| format!("“{}”", carried.action.title));
            title.map_or_else(|| described.clone(), |title| of_action(&described, index + 1, &title))
        }
        _ => event.describe(),
    }
}

fn of_action(described: &str, number: usize, title: &str) -> String {
    let [first, within] = ["Carried-over", "carried-over"].map(|word| format!("{word} action {number} "));
    described.replacen(&first, &format!("{title} "), 1).replacen(&within, &format!("{title} "), 1)
}

/// `Okorowa Lifts`, `Okorowa Lifts and Foxcombe`, `12 renewals`.
fn accounts(renewals: &[RenewalId], facts: Option<&Facts>) -> String {
    let mut names: Vec<String> = Vec::new();
    for id in renewals {
        let known = facts.and_then(|facts| facts.find(id));
        let name = known.map_or_else(|| id.to_string(), |renewal| renewal.account.to_string());
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.len() > MOST_NAMES {
        format!("{} renewals", renewals.len())
    } else {
        listed(&names.iter().map(String::as_str).collect::<Vec<_>>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::{Build, facts, renewal};
    use crate::domain::action::{Action, ActionId, CarriedAction, Verdict};
    use crate::store::fixture::{history, scope};

    #[test]
    fn accounts_and_actions_have_their_names() {
        let history = history("s", scope(2026, 3));
        let mut session = history.session().clone();
        session.carried = vec![CarriedAction::new("q2", Action::new(ActionId(3), "Name a second champion".into()))];
        let facts = facts(vec![renewal("R-1", "2026-07-10").churned(1).with(|r| r.account = "Okorowa Lifts".into())]);
        let moved = Event::ReasonAssigned { renewals: vec![RenewalId::new("R-1")], reason: ReasonCode::read("budget"), matched: vec![] };
        assert_eq!(told(&moved, &session, Some(&facts)), "Okorowa Lifts moved to Budget cut");
        assert_eq!(told(&moved, &session, None), "R-1 moved to Budget cut");
        let judged = |index| Event::CarriedActionJudged { index, verdict: Some(Verdict::Worked), why: None };
        assert_eq!(told(&judged(0), &session, None), "“Name a second champion” marked worked");
        assert_eq!(told(&judged(7), &session, None), "Carried-over action 8 marked worked", "one that is not there keeps its number");
        let open_again = Event::EffectJudged { index: 0, effect: None };
        assert_eq!(told(&open_again, &session, None), "Whether “Name a second champion” worked is open again");
    }
}
