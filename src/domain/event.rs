//! Everything that can happen in a retro. A session is the fold of these; nothing else writes its state.

mod describe;
pub(crate) mod nature;

use std::fmt;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::action::{Action, ActionId, CarriedAction, Verdict};
use super::agenda::{Agenda, Share, StepName};
use super::budget::Budget;
use super::calendar;
use super::card::{CardId, Evidence, InsightKind};
use super::correction::FieldChange;
use super::effect::{Baseline, JudgedEffect};
use super::held::{Figures, Held};
use super::hook::{AcceptedAnswer, HookRun};
use super::house::brought::Brought;
use super::house::step::HouseStep;
use super::person::PersonId;
use super::phase::Phase;
use super::prediction::{PastPredictions, Predictions};
use super::reason::ReasonCode;
use super::renewal::RenewalId;
use super::request::RequestId;
use super::restated::Restated;
use super::roster::{ReviewItem, Role, Seat};
use super::scope::Scope;
use super::share::{LineId, Origin};
use super::sign_off::Capacity;

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
        let measured = if self.event.measures() { 6 } else { 0 };
        // They are not folded in the order of the journal.
        let elsewhere = if self.from.is_some() { 9 } else { 0 };
        self.event.nature().since.max(person).max(later).max(measured).max(elsewhere)
    }

    /// Who took the step: `Mara`, or `Mara (laptop-3)` where it was on another machine.
    pub(crate) fn author(&self) -> String {
        self.from.as_ref().map_or_else(|| self.by.clone(), |from| format!("{} ({})", self.by, from.machine))
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
    /// The other findings behind it: it may come back by any of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
}

impl PastBlocker {
    /// What it may be known by.
    pub(crate) fn topics(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.topic).chain(&self.also).map(String::as_str)
    }

    /// The card may be of the same thing.
    pub(crate) fn is_of(&self, topics: &[String]) -> bool {
        self.topics().any(|own| topics.iter().any(|topic| topic == own))
    }
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
    /// The machine that it was taken on, where that is another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Box<Origin>>,
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
        /// What the last one left parked and agreed, and how it was scored; journals of earlier versions hold none.
        #[serde(default, skip_serializing_if = "Brought::is_empty")]
        brought: Brought,
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
        /// What becomes of the insights; journals of earlier versions do not say.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        insights: Vec<Restated>,
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
    /// A carried-over action goes on: by another day, with another owner, or as under way.
    CarriedActionChanged {
        index: usize,
        action: Box<Action>,
        why: Option<String>,
    },
    /// What the room says of whether a carried-over action worked; `None` takes it back.
    EffectJudged {
        index: usize,
        effect: Option<Box<JudgedEffect>>,
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
    /// Where the figures of the actions stand, as they were agreed, signed off, closed or exported.
    BaselinesKept {
        baselines: Vec<(ActionId, Baseline)>,
    },
    Exported {
        folder: String,
        files: Vec<String>,
    },
    /// The parking lot, working agreements, the question of the check-in, actions read back.
    Housekeeping {
        step: HouseStep,
    },
    /// Who an escalation went to has said something to it.
    EscalationAnswered {
        name: String,
        subject: String,
        who: String,
        answer: String,
    },
    PullFailed {
        what: String,
        error: String,
        attempts: u32,
    },
    /// The folder that the team shares could not be synced, however often it was tried; or can be again, and nothing is said why not.
    SyncEnded {
        machine: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        failure: Option<String>,
        attempts: u32,
    },
    /// A tool of the user's own was asked: how that ended, and no word of its answer.
    HookRan {
        run: HookRun,
    },
    /// Somebody accepted what a tool answered.
    HookAnswerAccepted {
        answer: Box<AcceptedAnswer>,
    },
    /// Customers were taken out of this journal; what stands in their place.
    CustomersForgotten {
        stand_ins: Vec<String>,
        /// By which other machines tell whether they hold it; no name is read from them.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        marks: Vec<String>,
    },
    /// The room has seen what was done on two machines at once, and chosen.
    ConflictSettled {
        lines: Vec<LineId>,
        told: String,
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
    /// It says what somebody voted for.
    pub(crate) fn tells_a_vote(&self) -> bool {
        matches!(self, Self::VoteCast { .. } | Self::HandsCounted { .. })
    }

    /// An action is agreed, or agreed otherwise, whose success is a figure of the program's own.
    pub(crate) fn measures_an_action(&self) -> bool {
        let (Self::ActionAdded { action } | Self::ActionChanged { action, .. }) = self else { return false };
        action.metric.measure.is_some()
    }

    /// It holds a success metric that is a figure of the program's own, or insights that were tested again.
    fn measures(&self) -> bool {
        let is_measured = |action: &Action| action.metric.measure.is_some() || action.metric.by.is_some();
        match self {
            Self::ActionAdded { action } | Self::ActionChanged { action, .. } => is_measured(action),
            Self::SessionOpened { carried, .. } => carried.iter().any(|carried| is_measured(&carried.action)),
            Self::DataRenewed { insights, .. } => !insights.is_empty(),
            _ => false,
        }
    }

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
            brought: Brought::default(),
        }
    }
}
