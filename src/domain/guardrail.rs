//! The merge gate, the escalation ladder and its triggers.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::action::{Action, ActionId, CarriedAction};
use super::alike;
use super::card::{CardId, Insight, InsightKind};
use super::event::{PastBlocker, SessionId};
use super::hook::HookRun;
use super::person;
use super::quality::{IssueKind, Quality};
use super::roster::Role;
use super::session::Session;
use super::text;

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
    pub open: Vec<Missing>,
}

/// Something that is missing, in words, and what it is missing of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Missing {
    pub told: String,
    pub of: MissingOf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MissingOf {
    /// A blocker that nothing answers.
    Card(CardId),
    /// An action without a part.
    Action(ActionId),
    SignOff,
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
            open: unanswered.map(|card| Missing { told: format!("{} {}", card.id, card.text), of: MissingOf::Card(card.id) }).collect(),
        },
        Condition { text: "Each action has an owner, a due date and a success metric", open: incomplete.map(without).collect() },
        Condition {
            text: "The sponsor has signed off",
            open: unsigned(session).into_iter().map(|told| Missing { told, of: MissingOf::SignOff }).collect(),
        },
    ]
}

fn without(action: &Action) -> Missing {
    let told = format!("{} {}: no {}", action.id, action.title, action.missing().join(", no "));
    Missing { told, of: MissingOf::Action(action.id) }
}

/// Fewer open actions are too much for nobody.
const LEAST_LOAD: usize = 3;

/// What the gate does not wait for, and the room should know before it signs: an owner who has most of all that is open, a success metric
/// that says nowhere when it is met.
pub(crate) fn doubts(session: &Session) -> Vec<Missing> {
    overloaded(session).into_iter().chain(without_target(session)).collect()
}

fn without_target(session: &Session) -> impl Iterator<Item = Missing> {
    let open = session.actions.iter().filter(|action| !action.status.is_closed());
    let aimless = open.filter(|action| action.metric.is_set() && action.metric.target.trim().is_empty());
    aimless.map(|action| {
        let told = format!("{} {}: its success metric has no target, so nobody can say whether it worked", action.id, action.title);
        Missing { told, of: MissingOf::Action(action.id) }
    })
}

/// Who has more than half of the open actions, those that were taken over and go on among them.
fn overloaded(session: &Session) -> Option<Missing> {
    let carried = session.carried.iter().filter(|carried| carried.verdict.is_none()).map(CarriedAction::now);
    let open: Vec<Action> = session.actions.iter().cloned().chain(carried).filter(|action| !action.status.is_closed()).collect();
    let owners = open.iter().filter(|action| !action.owner.is_empty());
    let of = |owner: &str| open.iter().filter(|action| person::is_same_name(&action.owner, owner)).count();
    let (owner, has) = owners.map(|action| (&action.owner, of(&action.owner))).max_by_key(|(_, has)| *has)?;
    let first = session.actions.iter().find(|action| person::is_same_name(&action.owner, owner))?;
    let is_much = has >= LEAST_LOAD && has * 2 > open.len() && has < open.len();
    let told = format!("{owner} owns {has} of the {} open actions: can somebody else take one?", open.len());
    is_much.then_some(Missing { told, of: MissingOf::Action(first.id) })
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
    /// The folder that the team shares could not be synced, however often it was tried.
    SyncFailed,
    /// A tool of the user's own did not answer, however often it was tried.
    HookFailed,
}

/// Something that leaves the room upwards; derived, never stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Escalation {
    /// Names it among all retros, for `run-retro escalations answer`.
    #[serde(default)]
    pub name: String,
    pub trigger: Trigger,
    /// What it is about, for reading.
    pub subject: String,
    pub why: String,
    pub to: String,
    /// What those it went to said, oldest first.
    #[serde(default)]
    pub answers: Vec<Answered>,
}

/// What somebody above the room said to an escalation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Answered {
    pub on: NaiveDate,
    pub who: String,
    pub answer: String,
}

impl Answered {
    /// `Kim Sato, 2026-11-24: I talk to Product`.
    pub(crate) fn told(&self) -> String {
        format!("{}, {}: {}", self.who, self.on, self.answer)
    }
}

/// The critical blocker of an earlier retro that a critical blocker of this one repeats.
pub(crate) fn repeats<'a>(session: &'a Session, card: &Insight) -> Option<&'a PastBlocker> {
    of_an_earlier_retro(session, card).filter(|_| card.critical)
}

/// A blocker that was critical in an earlier retro, by what it is linked to or by its words, and of which the room has not said so: it is
/// proposed.
pub(crate) fn may_repeat<'a>(session: &'a Session, card: &Insight) -> Option<&'a PastBlocker> {
    of_an_earlier_retro(session, card).filter(|_| !card.critical).or_else(|| may_be_again(session, card))
}

/// A critical blocker of an earlier retro that says the same in other words. Whether it is the same, the room says, by linking it.
pub(crate) fn may_be_again<'a>(session: &'a Session, card: &Insight) -> Option<&'a PastBlocker> {
    let is_open = card.kind == InsightKind::Blocker && of_an_earlier_retro(session, card).is_none();
    session.past_blockers.iter().filter(|_| is_open).find(|past| alike::says_the_same(session, card, &past.text))
}

fn of_an_earlier_retro<'a>(session: &'a Session, card: &Insight) -> Option<&'a PastBlocker> {
    let topics: Vec<String> = (card.kind == InsightKind::Blocker).then(|| card.cards().iter().flat_map(Insight::topics).collect())?;
    let topics = if card.critical { card.topics().collect() } else { topics };
    session.past_blockers.iter().find(|past| past.is_of(&topics))
}

/// Everything that may be escalated in a session, each with its name: actions, blockers and pulls.
fn subjects(session: &Session) -> impl Iterator<Item = (String, &str)> {
    let id = &session.id;
    let carried = session.carried.iter().map(|carried| (carried.reference(), carried.action.title.as_str()));
    let own = session.actions.iter().map(move |action| (format!("{id}/{}", action.id), action.title.as_str()));
    let blockers = session.column(InsightKind::Blocker).map(move |card| (format!("{id}/{}", card.id), card.text.as_str()));
    let pulls = (1..).zip(&session.pull_failures).map(move |(n, (what, _))| (format!("{id}/pull-{n}"), what.as_str()));
    let hooks = session.hook_failures.iter().map(move |run| (named_after(id, run), run.hook.as_str()));
    let syncs = session.sync_failures.keys().map(move |machine| (format!("{id}/sync-{machine}"), "Workshop sync"));
    carried.chain(own).chain(blockers).chain(pulls).chain(syncs).chain(hooks)
}

/// What an escalation with that name is about.
pub(crate) fn subject(session: &Session, name: &str) -> Option<String> {
    subjects(session).find(|(known, _)| known == name).map(|(_, subject)| subject.to_owned())
}

fn failed_pull(name: String, what: &str, why: &str) -> Escalation {
    let to = ESCALATION_LADDER.join(" → ");
    Escalation { name, trigger: Trigger::PullFailed, subject: what.to_owned(), why: why.to_owned(), to, answers: vec![] }
}

/// What a report without a session escalates: pulls that failed, as the account of the data tells.
pub(crate) fn escalations_of_data(quality: &Quality) -> Vec<Escalation> {
    let failed = quality.issues.iter().filter(|issue| issue.kind == IssueKind::FailedPull);
    let told = (1..).zip(failed).map(|(n, issue)| {
        let (what, why) = issue.message.split_once(": ").unwrap_or(("Pull", &issue.message));
        failed_pull(format!("pull-{n}"), what, why)
    });
    told.collect()
}

/// Everything in the session that is to be escalated as of a day.
pub(crate) fn escalations(session: &Session, as_of: NaiveDate) -> Vec<Escalation> {
    let pulls = (1..).zip(&session.pull_failures);
    let pulls = pulls.map(|(n, (what, error))| failed_pull(format!("{}/pull-{n}", session.id), what, error));
    let all = repeating(session)
        .chain(stalled(session, as_of))
        .chain(pulls)
        .chain(session.sync_failures.iter().map(|(machine, why)| not_synced(&session.id, machine, why)))
        .chain(session.hook_failures.iter().map(|run| unanswered(&session.id, run)));
    all.map(|found| Escalation { answers: session.answers.get(&found.name).cloned().unwrap_or_default(), ..found }).collect()
}

fn named_after(id: &SessionId, run: &HookRun) -> String {
    format!("{id}/tool-{}", run.hook.replace(' ', "-"))
}

fn not_synced(id: &SessionId, machine: &str, why: &str) -> Escalation {
    Escalation {
        name: format!("{id}/sync-{machine}"),
        trigger: Trigger::SyncFailed,
        subject: "Workshop sync".to_owned(),
        why: format!("{machine} cannot reach the folder that the team shares: {why}; the retro goes on with what it has"),
        to: ESCALATION_LADDER.join(" → "),
        answers: vec![],
    }
}

/// A tool that was tried as often as it may be.
fn unanswered(id: &SessionId, run: &HookRun) -> Escalation {
    let why =
        format!("{} after {}; the retro goes on with what the program has", run.ending.told(), text::counted(run.tries, "try", "tries"));
    let subject = format!("Tool {} ({})", run.hook, run.purpose.key());
    Escalation {
        name: named_after(id, run),
        trigger: Trigger::HookFailed,
        subject,
        why,
        to: ESCALATION_LADDER.join(" → "),
        answers: vec![],
    }
}

fn raised(name: String, trigger: Trigger, subject: &str, why: String) -> Escalation {
    Escalation { name, trigger, subject: subject.to_owned(), why, to: ESCALATE_TO.into(), answers: vec![] }
}

/// Critical blockers that were critical in an earlier retro.
fn repeating(session: &Session) -> impl Iterator<Item = Escalation> {
    let critical = session.column(InsightKind::Blocker).filter(|card| card.critical);
    critical.filter_map(|card| {
        let past = repeats(session, card)?;
        let why = format!("a critical blocker again, as in {}", past.session);
        Some(raised(format!("{}/{}", session.id, card.id), Trigger::RepeatingCriticalBlocker, &card.text, why))
    })
}

/// Actions, own and taken over, that stall beyond their SLA.
fn stalled(session: &Session, as_of: NaiveDate) -> impl Iterator<Item = Escalation> {
    let carried = session.carried.iter().map(|carried| (carried.session.as_str(), carried.now(), carried.progressed));
    let progressed = |action: &Action| session.progressed.get(&action.id).copied();
    let own = session.actions.iter().map(move |action| (session.id.0.as_str(), action.clone(), progressed(action)));
    let late = carried.chain(own).filter(move |(_, action, progressed)| action.lateness(*progressed, as_of).is_escalated());
    late.map(|(made_in, action, progressed)| {
        let due = action.due.map_or_else(|| "no date".into(), |d| d.to_string());
        let progressed = progressed.map_or_else(String::new, |day| format!(", last progress {day}"));
        let why = format!("due {due}{progressed}, stalled beyond its SLA of {} days", action.sla_days);
        raised(format!("{made_in}/{}", action.id), Trigger::ActionStalledBeyondSla, &action.title, why)
    })
}
