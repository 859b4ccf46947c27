//! What a person may want in a retro. A wish knows no numbers that only the session gives out; [`rules`](super::rules) makes an
//! event of it, or says why not.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::action::{Action, ActionId, Verdict};
use super::agenda::{Agenda, StepId};
use super::budget::Budget;
use super::card::{CardId, Evidence, InsightKind};
use super::correction::FieldChange;
use super::effect::{Effect, Evaluation};
use super::hook::AcceptedAnswer;
use super::house::step::HouseWish;
use super::person::PersonId;
use super::phase::Phase;
use super::reason::ReasonCode;
use super::renewal::RenewalId;
use super::roster::{ReviewItem, Role, Seat};
use super::share::LineId;

/// As another program says it, it is the JSON of these names (see [`Request`](super::request::Request)).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wish {
    /// The room goes to a phase.
    Enter(Phase),
    /// The room goes there, and what it was at stays open.
    OpenBeside(Phase),
    /// The room goes to a step.
    EnterStep(StepId),
    /// To the step after the one that the room is at, of its phase or the next.
    NextStep,
    /// The step that a phase is at is over.
    EndStep(Phase),
    /// To go on by another agenda; clocks run up to `at`.
    UseAgenda {
        agenda: Box<Agenda>,
        at: DateTime<Utc>,
    },
    /// What the room overran by then is taken from later steps.
    TakeOverrun {
        at: DateTime<Utc>,
    },
    /// The clock of the step that a phase is at, as the next two.
    StartClock(Phase),
    PauseClock(Phase),
    /// Seconds, less than none to shorten.
    ExtendClock(Phase, i64),
    Join {
        name: String,
    },
    Leave(PersonId),
    Return(PersonId),
    /// Who was written down by mistake goes from the list.
    RemovePerson(PersonId),
    TakeSeat(Role, Seat),
    /// The fallback stands in, or no longer does.
    SwapFallback(Role),
    Confirm {
        item: ReviewItem,
        confirmed: bool,
    },
    /// A carried-over action, by its place; the same verdict again takes it back.
    Judge {
        carried: usize,
        verdict: Option<Verdict>,
        /// Why, where somebody says.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        why: Option<String>,
    },
    /// A carried-over action goes on, by its place: what differs between `seen` and `wanted` is its date, its owner or its status. A new
    /// date is said with why.
    CarryOn {
        carried: usize,
        seen: Box<Action>,
        wanted: Box<Action>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        why: Option<String>,
    },
    /// Whether a carried-over action worked, by its place; nothing takes back what was said.
    JudgeEffect {
        carried: usize,
        effect: Option<Effect>,
        /// What the figures say.
        proposed: Box<Evaluation>,
        /// Why the room sees it otherwise.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        why: Option<String>,
    },
    Recode {
        renewals: Vec<RenewalId>,
        reason: Option<ReasonCode>,
        matched: Vec<String>,
    },
    RejectReason {
        renewal: RenewalId,
        reason: ReasonCode,
    },
    /// What is to be changed was checked against the renewal by [`correction::admit`](super::correction::admit).
    Correct {
        renewal: RenewalId,
        account: String,
        changes: Vec<FieldChange>,
        why: String,
    },
    AddCard {
        kind: InsightKind,
        text: String,
        critical: bool,
        evidence: Vec<Evidence>,
    },
    /// Something about one card.
    OnCard(CardId, CardWish),
    /// What is under discussion is over.
    LeaveTopic,
    /// Seconds, less than none to shorten.
    ExtendTopic(i64),
    /// How many votes a person has; nothing is as many as they like.
    LimitVotes(Option<Budget>),
    /// The tally is not shown, or shown again.
    HideTally(bool),
    Dismiss {
        finding: String,
    },
    /// The number that it comes with is replaced.
    AddAction(Box<Action>),
    /// Only what differs between `seen` and `wanted` changes: what others changed meanwhile stays.
    ChangeAction {
        seen: Box<Action>,
        wanted: Box<Action>,
        /// Why, where somebody says.
        why: Option<String>,
    },
    RemoveAction(ActionId),
    TakeNote {
        phase: Phase,
        text: String,
    },
    /// The parking lot, working agreements, the question of the check-in, reading back.
    Housekeeping(HouseWish),
    /// What was pasted comes in as one step; its lines are asked for one by one.
    TakeLines {
        lines: usize,
    },
    /// Who an escalation went to says something to it.
    AnswerEscalation {
        name: String,
        who: String,
        answer: String,
    },
    /// Files of it were written outside of its window.
    NoteExport {
        folder: String,
        files: Vec<String>,
    },
    /// What a tool answered becomes part of the record.
    AcceptAnswer(Box<AcceptedAnswer>),
    OverrideGate {
        reason: String,
    },
    SignOff {
        role: Role,
        name: String,
    },
    WithdrawSignOff(Role),
    /// Return on time, 1 to 5.
    Score(u8),
    /// What was done on two machines at once is settled as it stands, or by the part that follows.
    SettleConflict {
        lines: Vec<LineId>,
        told: String,
    },
    /// What a step that does not count wanted is wanted again.
    SayAgain(LineId),
    Undo,
    Redo,
    Close,
    /// A closed session is changed again.
    Reopen {
        why: String,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CardWish {
    Edit(String),
    Move(Towards),
    Remove,
    MarkCritical(bool),
    Link(Evidence),
    /// The evidence that was linked last goes.
    UnlinkLast,
    Vote,
    TakeVoteBack,
    /// A show of hands.
    CountHands(u32),
    /// Another card, or a group, and this one stand together under a name.
    GroupWith {
        other: CardId,
        name: String,
    },
    /// The cards of the group stand by themselves again.
    Ungroup,
    /// The room discusses it.
    Discuss,
    /// What was said of it.
    Say(String),
    /// What was decided about it.
    Decide(String),
    /// To live with a critical blocker; nothing written takes the decision back.
    Accept(String),
}

/// Where a card is moved, seen from where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Towards {
    Up,
    Down,
    /// To the neighbouring column, on top.
    Left,
    Right,
}
