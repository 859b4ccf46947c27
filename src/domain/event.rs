//! Everything that can happen in a retro. A session is the fold of these; nothing else writes its state.

mod nature;

use std::fmt;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::action::{Action, ActionId, CarriedAction, Verdict};
use super::agenda::{Agenda, Share, StepName};
use super::budget::Budget;
use super::calendar;
use super::card::{CardId, Evidence, InsightKind};
use super::correction::FieldChange;
use super::held::{Figures, Held};
use super::person::PersonId;
use super::phase::Phase;
use super::prediction::{PastPredictions, Predictions};
use super::reason::ReasonCode;
use super::renewal::RenewalId;
use super::request::RequestId;
use super::roster::{ReviewItem, Role, Seat};
use super::scope::Scope;
use super::sign_off::Capacity;
use super::text;

pub(crate) use nature::READER;

/// Names a session: `2026-Q3-enterprise-018f3c…`, also its folder's name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SessionId(pub String);

impl Record {
    /// The least [`READER`] that folds it right.
    pub(crate) fn needs(&self) -> u32 {
        // Whose step it is means something to undo.
        let person = if self.who.is_room() { 0 } else { 3 };
        let says_why = matches!(self.event, Event::ActionChanged { why: Some(_), .. } | Event::CarriedActionJudged { why: Some(_), .. });
        let later = if says_why || self.asked.is_some() || self.part_of.is_some() { 4 } else { 0 };
        self.event.nature().since.max(person).max(later)
    }
}

impl SessionId {
    /// Letters, digits and hyphens, as this program names sessions: what can stand in a path, in a command and on a screen.
    pub(crate) fn is_plain(&self) -> bool {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
        self.0.starts_with(|c: char| c.is_ascii_alphanumeric()) && self.0.chars().all(is_plain)
    }
}

impl fmt::Display for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A critical blocker of the session before, so that a repetition is seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastBlocker {
    pub session: String,
    pub text: String,
    /// See [`Insight::topic`](super::card::Insight::topic).
    pub topic: String,
}

/// A finding on the board of the session before, to be asked again of what fell due since.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastFinding {
    pub session: String,
    /// As in its evidence (`signal:champion-left`).
    pub key: String,
    /// As the room saw it.
    pub statement: String,
    /// The last day of that session's window.
    #[serde(deserialize_with = "calendar::written")]
    pub until: NaiveDate,
}

/// One line of the journal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// From 1, without gaps.
    pub seq: u64,
    #[serde(deserialize_with = "calendar::moment")]
    pub at: DateTime<Utc>,
    /// The name that stands at it.
    pub by: String,
    /// Whose step it is: undo is each person's own.
    #[serde(default, skip_serializing_if = "PersonId::is_room")]
    pub who: PersonId,
    /// The request from another program that it grants.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<RequestId>,
    /// The step that it is a part of, and is taken back with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_of: Option<u64>,
    pub event: Event,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Event {
    SessionOpened {
        id: SessionId,
        scope: Scope,
        /// The folder the data came from; `None` for the bundled sample.
        data: Option<String>,
        /// Minutes for each phase, in the order of [`Phase::ALL`], where a retro has no steps.
        timeboxes: Vec<u32>,
        /// The steps it is held by; journals of earlier versions hold none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        agenda: Option<Agenda>,
        carried: Vec<CarriedAction>,
        past_blockers: Vec<PastBlocker>,
        /// What earlier retros said of renewals that were ahead then, oldest first; journals of earlier versions hold none.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        past_predictions: Vec<PastPredictions>,
        /// Signals and plays on the board of the last one.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        past_findings: Vec<PastFinding>,
    },
    /// The program was opened on this session again.
    SessionResumed,
    /// The data that the session stands on were kept, with their figures.
    DataHeld {
        held: Held,
    },
    /// The session went over to the data as they are now.
    DataRenewed {
        held: Held,
        /// The figures before, as the room saw them.
        then: Figures,
        /// Which renewals differ, in a sentence.
        what: String,
    },
    ScopeChanged {
        scope: Scope,
        why: String,
    },
    PersonJoined {
        id: PersonId,
        name: String,
    },
    PersonLeft {
        id: PersonId,
        name: String,
    },
    PersonReturned {
        id: PersonId,
        name: String,
    },
    /// They were written down by mistake.
    PersonRemoved {
        id: PersonId,
        name: String,
    },
    SeatTaken {
        role: Role,
        seat: Seat,
    },
    ReviewConfirmed {
        item: ReviewItem,
        confirmed: bool,
    },
    CarriedActionJudged {
        index: usize,
        verdict: Option<Verdict>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        why: Option<String>,
    },
    /// The room goes there.
    PhaseEntered {
        phase: Phase,
    },
    /// The room goes there, and what it was at stays open beside it.
    PhaseOpened {
        phase: Phase,
    },
    /// The room goes to a step. What this leaves is paused before, by a step of its own.
    StepEntered {
        phase: Phase,
        step: StepName,
    },
    /// It is over, and the room stays: what it did not use is no longer planned for.
    StepEnded {
        phase: Phase,
        step: StepName,
    },
    /// The retro goes on by these steps, those that were begun among them.
    AgendaChanged {
        agenda: Agenda,
    },
    /// A step that is over its time takes it from later ones.
    OverrunTaken {
        phase: Phase,
        step: StepName,
        from: Vec<Share>,
    },
    TimerStarted {
        phase: Phase,
        /// None in journals of earlier versions: the step that the phase is at.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        step: Option<StepName>,
    },
    TimerPaused {
        phase: Phase,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        step: Option<StepName>,
    },
    TimerExtended {
        phase: Phase,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        step: Option<StepName>,
        seconds: i64,
    },
    /// This clock is still running: at most this much is lost when the program is killed.
    TimerMarked {
        phase: Phase,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        step: Option<StepName>,
    },
    ReasonAssigned {
        renewals: Vec<RenewalId>,
        reason: Option<ReasonCode>,
        /// The words of a note that suggested it, when a suggestion was accepted.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        matched: Vec<String>,
    },
    /// The data are wrong about a renewal.
    RenewalCorrected {
        renewal: RenewalId,
        /// As people know it.
        account: String,
        changes: Vec<FieldChange>,
        why: String,
    },
    SuggestionRejected {
        renewal: RenewalId,
        reason: ReasonCode,
    },
    CardAdded {
        id: CardId,
        kind: InsightKind,
        text: String,
        critical: bool,
        evidence: Vec<Evidence>,
    },
    CardEdited {
        id: CardId,
        text: String,
    },
    /// To a column, and to a place in it (0 is the top).
    CardMoved {
        id: CardId,
        kind: InsightKind,
        place: usize,
    },
    CardRemoved {
        id: CardId,
    },
    CardMarkedCritical {
        id: CardId,
        critical: bool,
    },
    CardLinked {
        id: CardId,
        evidence: Evidence,
    },
    CardUnlinked {
        id: CardId,
        key: String,
    },
    /// Cards say the same as another one: they stand beneath it from now on.
    CardsGrouped {
        id: CardId,
        name: String,
        cards: Vec<CardId>,
    },
    GroupNamed {
        id: CardId,
        name: String,
    },
    /// The cards of a group stand by themselves again.
    CardsUngrouped {
        id: CardId,
        name: String,
    },
    /// The room discusses a card, or a group, for so many minutes.
    TopicTaken {
        id: CardId,
        minutes: u32,
    },
    TopicLeft {
        id: CardId,
    },
    TopicExtended {
        id: CardId,
        seconds: i64,
    },
    /// What was said of a card, or decided.
    CardDiscussed {
        id: CardId,
        text: String,
        decided: bool,
    },
    VoteCast {
        id: CardId,
        up: bool,
    },
    /// A show of hands: it replaces the last one.
    HandsCounted {
        id: CardId,
        hands: u32,
    },
    /// How many votes a person has from now on; `None` is as many as they like.
    VotesLimited {
        budget: Option<Budget>,
    },
    /// Until it is shown, the board tells only how many votes are in.
    TallyHidden {
        hidden: bool,
    },
    /// A suggested insight that the room does not want to see again.
    FindingDismissed {
        key: String,
    },
    BlockerAccepted {
        id: CardId,
        /// `None` takes the decision back.
        decision: Option<String>,
    },
    ActionAdded {
        action: Action,
    },
    ActionChanged {
        action: Action,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        why: Option<String>,
    },
    ActionRemoved {
        id: ActionId,
    },
    NoteTaken {
        phase: Phase,
        text: String,
    },
    /// Lines that were pasted come in, each as a step that is a part of this one.
    LinesTaken {
        lines: usize,
    },
    GateOverridden {
        reason: String,
    },
    SignedOff {
        role: Role,
        name: String,
        /// As what; journals of earlier versions do not say.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        capacity: Option<Capacity>,
    },
    SignOffWithdrawn {
        role: Role,
    },
    /// Return on time invested, 1–5: one person's, or one that the room called out.
    ReturnOnTimeVoted {
        score: u8,
    },
    /// What the retro says of the renewals ahead, as it was signed off, closed or exported.
    Predicted {
        predictions: Predictions,
    },
    Exported {
        folder: String,
        files: Vec<String>,
    },
    PullFailed {
        what: String,
        error: String,
        attempts: u32,
    },
    Undone {
        seq: u64,
    },
    Redone {
        seq: u64,
    },
    SessionClosed,
    /// A closed session is changed again.
    SessionReopened {
        why: String,
    },
}

impl Event {
    /// Opens a session on the sample to which nothing is handed on.
    pub fn opening(id: &str, scope: Scope) -> Self {
        Self::SessionOpened {
            id: SessionId(id.to_owned()),
            scope,
            data: None,
            timeboxes: vec![],
            agenda: None,
            carried: vec![],
            past_blockers: vec![],
            past_predictions: vec![],
            past_findings: vec![],
        }
    }

    /// What happened, for the status line, the transcript and the plan's change log.
    pub(crate) fn describe(&self) -> String {
        match self {
            Self::SessionOpened { scope, .. } => format!("Session opened: {}", scope.headline()),
            Self::SessionResumed => "Session resumed".into(),
            Self::DataHeld { .. } => "The data are kept with the session".into(),
            Self::DataRenewed { held, then, what } => {
                let figures = then.told_beside(&held.figures).unwrap_or_else(|| "no headline figure differs".into());
                format!("Gone over to the data as they are now: {what}. {figures}")
            }
            Self::ScopeChanged { scope, why } => format!("Scope changed to {}: {why}", scope.headline()),
            Self::PersonJoined { name, .. } => format!("{name} joined"),
            Self::PersonLeft { name, .. } => format!("{name} left"),
            Self::PersonReturned { name, .. } => format!("{name} is back"),
            Self::PersonRemoved { name, .. } => format!("{name} taken from the list: written down by mistake"),
            Self::SeatTaken { role, seat } => match (seat.acting(), seat.fallback_used) {
                (Some(name), false) => format!("{}: {name}", role.label()),
                (Some(name), true) => format!("{}: {name} stands in", role.label()),
                (None, _) => format!("{}: not filled", role.label()),
            },
            Self::ReviewConfirmed { item, confirmed } => {
                let topic = item.label().split(':').next().unwrap_or_default();
                format!("{topic} {}", if *confirmed { "confirmed" } else { "no longer confirmed" })
            }
            Self::CarriedActionJudged { index, verdict, why } => {
                let why = why.as_ref().map_or_else(String::new, |why| format!(": {why}"));
                format!("Carried-over action {} marked {}{why}", index + 1, verdict.map_or("not judged", Verdict::label))
            }
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
                let more = if *seconds < 0 { "less" } else { "more" };
                format!("{} {more} for {}", minutes(*seconds), titled(*phase, step.as_ref()))
            }
            Self::ReasonAssigned { renewals, reason, .. } => {
                let what = if renewals.len() == 1 { renewals[0].to_string() } else { format!("{} renewals", renewals.len()) };
                match reason {
                    Some(reason) => format!("{what} moved to {}", reason.label()),
                    None => format!("{what} moved to Uncoded"),
                }
            }
            Self::RenewalCorrected { renewal, account, changes, why } => {
                format!("{}. {why}", FieldChange::tell(account, renewal, changes))
            }
            Self::SuggestionRejected { renewal, reason } => format!("{} rejected for {renewal}", reason.label()),
            Self::CardAdded { id, kind, text, .. } => format!("{id} added to {}: {text}", kind.plural()),
            Self::CardEdited { id, text } => format!("{id} edited: {text}"),
            Self::CardMoved { id, kind, place } => format!("{id} is number {} under {} now", place + 1, kind.plural()),
            Self::CardRemoved { id } => format!("{id} removed"),
            Self::CardMarkedCritical { id, critical } => format!("{id} marked {}", if *critical { "critical" } else { "not critical" }),
            Self::CardLinked { id, evidence } => format!("{id} linked to evidence: {}", evidence.statement),
            Self::CardUnlinked { id, .. } => format!("{id} unlinked from evidence"),
            Self::CardsGrouped { id, name, cards } => {
                let all: Vec<String> = std::iter::once(id).chain(cards).map(ToString::to_string).collect();
                format!("{} grouped: {name}", text::and(&all))
            }
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
            Self::ActionRemoved { id } => format!("{id} removed"),
            Self::NoteTaken { text, .. } => format!("Note: {text}"),
            Self::LinesTaken { lines } => format!("{} taken in from what was pasted", text::counted(*lines, "line", "lines")),
            Self::GateOverridden { reason } => format!("Merge gate overridden: {reason}"),
            Self::SignedOff { role, name, capacity } => match capacity {
                None | Some(Capacity::Holder) => format!("{name} signed off as {}", role.label()),
                Some(Capacity::StandIn) => format!("{name} signed off, standing in for the {}", role.label()),
                Some(Capacity::Other) => format!("{name} signed off, who is not the {}", role.label()),
            },
            Self::SignOffWithdrawn { role } => format!("Sign-off of {} withdrawn", role.label()),
            Self::ReturnOnTimeVoted { score } => format!("Return on time: {score} of 5"),
            Self::Predicted { predictions } => {
                format!("What is ahead is kept: {}", text::counted(predictions.rows.len(), "account", "accounts"))
            }
            Self::Exported { folder, files } => format!("{} exported to {folder}", text::counted(files.len(), "file", "files")),
            Self::PullFailed { what, attempts, .. } => format!("{what} failed after {attempts} attempts"),
            Self::Undone { .. } => "Undone".into(),
            Self::Redone { .. } => "Redone".into(),
            Self::SessionClosed => "Session closed".into(),
            Self::SessionReopened { why } => format!("Session reopened: {why}"),
        }
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
