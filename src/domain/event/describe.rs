//! What happened in a step, in words.

use super::Event;
use crate::domain::action::{Action, Verdict};
use crate::domain::agenda::{Share, StepName};
use crate::domain::card::CardId;
use crate::domain::correction::FieldChange;
use crate::domain::effect::JudgedEffect;
use crate::domain::held::Figures;
use crate::domain::phase::Phase;
use crate::domain::reason::ReasonCode;
use crate::domain::renewal::RenewalId;
use crate::domain::restated::{self, Restated};
use crate::domain::roster::{ReviewItem, Role, Seat};
use crate::domain::sign_off::Capacity;
use crate::domain::text;

impl Event {
    /// What happened, for the status line, the transcript and the plan's change log.
    pub(crate) fn describe(&self) -> String {
        match self {
            Self::SessionOpened { scope, .. } => format!("Session opened: {}", scope.headline()),
            Self::SessionResumed => "Session resumed".into(),
            Self::DataHeld { .. } => "The data are kept with the session".into(),
            Self::DataRenewed { held, then, what, insights } => data_renewed(&held.figures, then, what, insights),
            Self::ScopeChanged { scope, why } => format!("Scope changed to {}: {why}", scope.headline()),
            Self::PersonJoined { name, .. } => format!("{name} joined"),
            Self::PersonLeft { name, .. } => format!("{name} left"),
            Self::PersonReturned { name, .. } => format!("{name} is back"),
            Self::PersonRemoved { name, .. } => format!("{name} taken from the list: written down by mistake"),
            Self::SeatTaken { role, seat } => seat_taken(*role, seat),
            Self::ReviewConfirmed { item, confirmed } => confirmed_or_not(*item, *confirmed),
            Self::CarriedActionJudged { index, verdict, why } => judged(*index, *verdict, why.as_deref()),
            Self::CarriedActionChanged { index, action, why } => goes_on(*index, action, why.as_deref()),
            Self::EffectJudged { index, effect } => effect_judged(*index, effect.as_deref()),
            Self::PhaseEntered { phase } => format!("{} entered", phase.name()),
            Self::PhaseOpened { phase } => format!("{} opened beside what is open", phase.name()),
            Self::StepEntered { step, .. } => format!("On to: {}", step.title),
            Self::StepEnded { step, .. } => format!("{} ended", step.title),
            Self::AgendaChanged { agenda } => format!("Agenda changed: {}", agenda.label()),
            Self::OverrunTaken { step, from, .. } => told_shares(step, from),
            Self::TimerStarted { phase, step } => format!("Clock of {} started", titled(*phase, step.as_ref())),
            Self::TimerPaused { phase, step } => format!("Clock of {} paused", titled(*phase, step.as_ref())),
            Self::TimerMarked { phase, step } => format!("Clock of {} runs", titled(*phase, step.as_ref())),
            Self::TimerExtended { phase, step, seconds } => {
                format!("{} {} for {}", minutes(*seconds), if *seconds < 0 { "less" } else { "more" }, titled(*phase, step.as_ref()))
            }
            Self::ReasonAssigned { renewals, reason, .. } => reason_assigned(renewals, reason.as_ref()),
            Self::RenewalCorrected { renewal, account, changes, why } => {
                let told = FieldChange::tell(account, renewal, changes);
                if why.is_empty() { told } else { format!("{told}. {why}") }
            }
            Self::SuggestionRejected { renewal, reason } => format!("{} rejected for {renewal}", reason.label()),
            Self::CardAdded { id, kind, text, .. } => format!("{id} added to {}: {text}", kind.plural()),
            Self::CardEdited { id, text } => format!("{id} edited: {text}"),
            Self::CardMoved { id, kind, place } => format!("{id} is number {} under {} now", place + 1, kind.plural()),
            Self::CardRemoved { id } => format!("{id} removed"),
            Self::CardMarkedCritical { id, critical } => format!("{id} marked {}", if *critical { "critical" } else { "not critical" }),
            Self::CardLinked { id, evidence } => format!("{id} linked to evidence: {}", evidence.statement),
            Self::CardUnlinked { id, .. } => format!("{id} unlinked from evidence"),
            Self::CardsGrouped { id, name, cards } => grouped(*id, name, cards),
            Self::GroupNamed { id, name } => format!("Group {id} is called: {name}"),
            Self::CardsUngrouped { id, name } => format!("Group {id} taken apart: {name}"),
            Self::TopicTaken { id, minutes } => format!("{id} under discussion, {}", text::counted(*minutes, "minute", "minutes")),
            Self::TopicLeft { id } => format!("Discussion of {id} ended"),
            Self::TopicExtended { id, seconds } => format!("{} more for {id}", minutes(*seconds)),
            Self::CardDiscussed { id, text, decided: false } => format!("{id}, said: {text}"),
            Self::CardDiscussed { id, text, decided: true } => format!("{id}, decided: {text}"),
            Self::VoteCast { id, up } => format!("{} {id}", if *up { "Vote for" } else { "Vote taken from" }),
            Self::HandsCounted { id, hands } => format!("{} for {id}", text::counted(*hands as usize, "hand", "hands")),
            Self::VotesLimited { budget: Some(budget) } => budget.told(),
            Self::VotesLimited { budget: None } => "As many votes as anybody likes".into(),
            Self::TallyHidden { hidden } => format!("Votes {}", if *hidden { "hidden until they are shown" } else { "shown" }),
            Self::FindingDismissed { .. } => "Suggestion dismissed".into(),
            Self::BlockerAccepted { id, decision: Some(decision) } => format!("{id} accepted as it is: {decision}"),
            Self::BlockerAccepted { id, decision: None } => format!("{id} no longer accepted as it is"),
            Self::ActionAdded { action } => format!("{} added: {}", action.id, action.title),
            Self::ActionChanged { action, why: None } => format!("{} changed: {}", action.id, action.title),
            Self::ActionChanged { action, why: Some(why) } => format!("{} changed: {}. {why}", action.id, action.title),
            Self::EscalationAnswered { subject, who, answer, .. } => format!("{who} answers the escalation of “{subject}”: {answer}"),
            Self::ActionRemoved { id } => format!("{id} removed"),
            Self::Housekeeping { step } => step.describe(),
            Self::NoteTaken { text, .. } => format!("Note: {text}"),
            Self::LinesTaken { lines } => format!("{} taken in from what was pasted", text::counted(*lines, "line", "lines")),
            Self::GateOverridden { reason } => format!("Merge gate overridden: {reason}"),
            Self::SignedOff { role, name, capacity } => signed_off(*role, name, *capacity),
            Self::SignOffWithdrawn { role } => format!("Sign-off of {} withdrawn", role.label()),
            Self::ReturnOnTimeVoted { score } => format!("Return on time: {score} of 5"),
            Self::Predicted { predictions } => {
                format!("What is expected of {} ahead is kept", text::counted(predictions.rows.len(), "account", "accounts"))
            }
            Self::BaselinesKept { baselines } => {
                format!("Where {} stand is kept", text::counted(baselines.len(), "action's figure", "actions' figures"))
            }
            Self::Exported { folder, files } => format!("{} exported to {folder}", text::counted(files.len(), "file", "files")),
            Self::PullFailed { what, attempts, .. } => format!("{what} failed after {attempts} attempts"),
            Self::SyncEnded { machine, failure: Some(_), attempts } => {
                format!("Workshop sync of {machine} failed after {attempts} attempts")
            }
            Self::SyncEnded { machine, failure: None, .. } => format!("Workshop sync of {machine} works again"),
            Self::HookRan { run } => run.told(),
            Self::HookAnswerAccepted { answer } => answer.told(),
            Self::ConflictSettled { told, .. } => format!("Settled: {told}"),
            Self::CustomersForgotten { stand_ins, .. } => {
                format!("A customer was forgotten, and is called {} from now on", stand_ins.join(" and "))
            }
            Self::Undone { .. } => "Undone".into(),
            Self::Redone { .. } => "Redone".into(),
            Self::SessionClosed => "Session closed".into(),
            Self::SessionReopened { why } => format!("Session reopened: {why}"),
        }
    }
}

fn data_renewed(now: &Figures, then: &Figures, what: &str, insights: &[Restated]) -> String {
    let insights = restated::summary(insights).map_or_else(String::new, |told| format!(". {told}"));
    let figures = then.told_beside(now).unwrap_or_else(|| "no headline figure differs".into());
    format!("Gone over to the data as they are now: {what}. {figures}{insights}")
}

fn seat_taken(role: Role, seat: &Seat) -> String {
    match (seat.acting(), seat.fallback_used) {
        (Some(name), false) => format!("{}: {name}", role.label()),
        (Some(name), true) => format!("{}: {name} stands in", role.label()),
        (None, _) => format!("{}: not filled", role.label()),
    }
}

fn confirmed_or_not(item: ReviewItem, confirmed: bool) -> String {
    let topic = item.label().split(':').next().unwrap_or_default();
    format!("{topic} {}", if confirmed { "confirmed" } else { "no longer confirmed" })
}

fn judged(index: usize, verdict: Option<Verdict>, why: Option<&str>) -> String {
    let why = why.map_or_else(String::new, |why| format!(": {why}"));
    format!("Carried-over action {} marked {}{why}", index + 1, verdict.map_or("not judged", Verdict::label))
}

fn goes_on(index: usize, action: &Action, why: Option<&str>) -> String {
    let why = why.map_or_else(String::new, |why| format!(": {why}"));
    let due = action.due.map_or_else(|| "without a date".to_owned(), |due| format!("due {due}"));
    let owner = if action.owner.is_empty() { "nobody" } else { &action.owner };
    format!("Carried-over action {} goes on, {}, {owner}, {due}{why}", index + 1, action.status.label())
}

/// It names the action by session and number: whatever was handed on, that stays.
fn effect_judged(index: usize, effect: Option<&JudgedEffect>) -> String {
    match effect {
        Some(effect) => format!("Did {}/{} work: {effect}", effect.proposed.session, effect.proposed.action),
        None => format!("Whether carried-over action {} worked is open again", index + 1),
    }
}

fn reason_assigned(renewals: &[RenewalId], reason: Option<&ReasonCode>) -> String {
    let what = if let [only] = renewals { only.to_string() } else { format!("{} renewals", renewals.len()) };
    format!("{what} moved to {}", reason.map_or_else(|| "Uncoded".into(), ReasonCode::label))
}

fn grouped(id: CardId, name: &str, cards: &[CardId]) -> String {
    let all: Vec<String> = std::iter::once(&id).chain(cards).map(ToString::to_string).collect();
    format!("{} grouped: {name}", text::and(&all))
}

fn signed_off(role: Role, name: &str, capacity: Option<Capacity>) -> String {
    match capacity {
        None | Some(Capacity::Holder) => format!("{name} signed off as {}", role.label()),
        Some(Capacity::StandIn) => format!("{name} signed off, standing in for the {}", role.label()),
        Some(Capacity::Other) => format!("{name} signed off, who is not the {}", role.label()),
    }
}

fn titled(phase: Phase, step: Option<&StepName>) -> &str {
    step.map_or_else(|| phase.name(), |step| step.title.as_str())
}

fn minutes(seconds: i64) -> String {
    text::counted((seconds / 60).unsigned_abs() as usize, "minute", "minutes")
}

/// `3 minutes for Vote, taken from Discuss (2) and Sign off (1)`.
fn told_shares(step: &StepName, from: &[Share]) -> String {
    let each: Vec<String> = from.iter().map(|share| format!("{} ({})", share.step.title, share.seconds / 60)).collect();
    format!("{} for {}, taken from {}", minutes(from.iter().map(|share| share.seconds).sum()), step.title, text::and(&each))
}
