//! The merge gate, the escalation ladder and its triggers.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::action::CarriedAction;
use super::card::{Insight, InsightKind};
use super::event::PastBlocker;
use super::quality::{IssueKind, Quality};
use super::roster::Role;
use super::session::Session;

/// Retries of a data pull or a workshop sync before the ladder is entered.
pub(crate) const MAX_RETRIES: u32 = 2;

/// Who is asked, in this order, when retries did not help.
pub(crate) const ESCALATION_LADDER: [&str; 3] = ["Renewal Director", "CS Ops Partner", "Exec Sponsor"];

/// Where repeating critical blockers and actions stalled beyond their SLA go.
pub(crate) const ESCALATE_TO: &str = "CRO + Product leadership";

/// One condition of the merge gate before documentation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Condition {
    pub text: &'static str,
    /// What still stands against it, one line each; empty when it holds.
    pub open: Vec<String>,
}

impl Condition {
    pub(crate) fn holds(&self) -> bool {
        self.open.is_empty()
    }
}

/// The conditions under which documentation may start.
pub(crate) fn merge_gate(session: &Session) -> [Condition; 3] {
    let critical = session.column(InsightKind::Blocker).filter(|card| card.critical);
    let unanswered = critical.filter(|card| card.accepted.is_none() && session.actions_for(card.id).next().is_none());
    let incomplete = session.actions.iter().filter(|action| !action.missing().is_empty());
    [
        Condition {
            text: "Each critical blocker has an action or a recorded decision to accept it",
            open: unanswered.map(|card| format!("{} {}", card.id, card.text)).collect(),
        },
        Condition {
            text: "Each action has an owner, a due date and a success metric",
            open: incomplete.map(|a| format!("{} {}: no {}", a.id, a.title, a.missing().join(", no "))).collect(),
        },
        Condition { text: "The sponsor has signed off", open: unsigned(session).into_iter().collect() },
    ]
}

/// Why the sponsor's sign-off is missing.
fn unsigned(session: &Session) -> Option<String> {
    if session.is_signed() {
        return None;
    }
    let missing = "sign-off by the Renewal Director or a stand-in is missing";
    Some(
        session
            .signed_off
            .get(&Role::RenewalDirector)
            .map_or_else(|| missing.to_owned(), |other| format!("{missing}; {} signed", other.told(Role::RenewalDirector))),
    )
}

pub(crate) fn gate_open(session: &Session) -> bool {
    session.gate_override.is_some() || conditions_hold(session)
}

/// There is nothing to override.
pub(crate) fn conditions_hold(session: &Session) -> bool {
    merge_gate(session).iter().all(Condition::holds)
}

/// Why something is escalated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Trigger {
    RepeatingCriticalBlocker,
    ActionStalledBeyondSla,
    PullFailed,
}

/// Something that leaves the room upwards; derived, never stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Escalation {
    pub trigger: Trigger,
    /// What it is about, for reading.
    pub subject: String,
    pub why: String,
    pub to: String,
}

/// The critical blocker of an earlier retro that a critical blocker of this one repeats.
pub(crate) fn repeats<'a>(session: &'a Session, card: &Insight) -> Option<&'a PastBlocker> {
    let topics: Vec<String> = (card.kind == InsightKind::Blocker && card.critical).then(|| card.topics().collect())?;
    session.past_blockers.iter().find(|past| topics.contains(&past.topic))
}

fn failed_pull(what: &str, why: &str) -> Escalation {
    Escalation { trigger: Trigger::PullFailed, subject: what.to_owned(), why: why.to_owned(), to: ESCALATION_LADDER.join(" → ") }
}

/// What a report without a session escalates: pulls that failed, as the account of the data tells.
pub(crate) fn escalations_of_data(quality: &Quality) -> Vec<Escalation> {
    let failed = quality.issues.iter().filter(|issue| issue.kind == IssueKind::FailedPull);
    failed
        .map(|issue| {
            issue.message.split_once(": ").map_or_else(|| failed_pull("Pull", &issue.message), |(what, why)| failed_pull(what, why))
        })
        .collect()
}

/// Everything in the session that is to be escalated as of a day.
pub(crate) fn escalations(session: &Session, as_of: NaiveDate) -> Vec<Escalation> {
    let critical = session.column(InsightKind::Blocker).filter(|card| card.critical);
    let repeating = critical.filter_map(|card| {
        let past = repeats(session, card)?;
        Some(Escalation {
            trigger: Trigger::RepeatingCriticalBlocker,
            subject: card.text.clone(),
            why: format!("a critical blocker again, as in {}", past.session),
            to: ESCALATE_TO.into(),
        })
    });
    let actions = session.carried.iter().map(CarriedAction::now).chain(session.actions.iter().cloned());
    let stalled = actions.filter(|action| action.lateness(as_of).is_escalated()).map(|action| {
        let due = action.due.map_or_else(|| "no date".into(), |d| d.to_string());
        Escalation {
            trigger: Trigger::ActionStalledBeyondSla,
            subject: action.title,
            why: format!("due {due}, stalled beyond its SLA of {} days", action.sla_days),
            to: ESCALATE_TO.into(),
        }
    });
    let pulls = session.pull_failures.iter().map(|(what, error)| failed_pull(what, error));
    repeating.chain(stalled).chain(pulls).collect()
}
