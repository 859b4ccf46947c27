//! What each kind of event is to undo, findings, plan and transcript: a new kind does not compile before it has answered.

use super::Event;
use crate::domain::correction::FieldChange;

/// What this program understands of a journal. It rises with every kind of event that is new, and with every change of what one
/// means: 2 were the kinds up to format 2; 3 knows people, shows of hands, and phases side by side; 4 knows the steps of an agenda, what
/// other programs asked for, why an action was changed, a budget of votes, a hidden tally, groups of cards, as what somebody signed off,
/// sessions that are reopened, people who were written down by mistake, lines that were pasted as one step, and topics
/// with what was said of them; 5 knows when an action that was taken over made progress last, and what
/// was said to an escalation, and goes with the action; 6 knows that a customer was forgotten, actions whose success is a figure of the
/// program's own, and what became of insights on other data; 7 knows whose words a reason is, and the house: parked lines, working
/// agreements, the question of the check-in, and actions that were read back; 8 that a tool of the user's own was asked, and what it
/// answered; 9 knows steps that were taken on other machines, what was settled between them, that an action that was taken over goes
/// on otherwise than it was agreed, why one stalled, all findings behind a critical blocker of the retro before, and who was there.
pub(crate) const READER: u32 = 9;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Nature {
    /// Undo takes it back.
    pub undoable: bool,
    /// The findings have to be worked out anew, and nobody may do it once they are signed.
    pub recomputes: bool,
    /// The plan's change log holds it.
    pub logged: bool,
    /// The transcript tells it.
    pub told: bool,
    /// It changes what a sign-off is about.
    pub signed: bool,
    /// The least [`READER`] that folds it right.
    pub since: u32,
}

/// What the program does beside the room: it stays as it happened.
const BESIDE: Nature = Nature { undoable: false, recomputes: false, logged: false, told: false, signed: false, since: 2 };
/// What the room says.
pub(crate) const SAID: Nature = Nature { undoable: true, told: true, ..BESIDE };
/// What the room decides: others are held to it.
pub(crate) const DECIDED: Nature = Nature { logged: true, ..SAID };
/// What the room puts its name to.
const KEPT: Nature = Nature { signed: true, ..SAID };

impl Event {
    pub(crate) fn nature(&self) -> Nature {
        match self {
            Self::TimerStarted { step, .. } | Self::TimerPaused { step, .. } | Self::TimerMarked { step, .. } => {
                Nature { since: if step.is_some() { 4 } else { 2 }, ..BESIDE }
            }
            Self::DataHeld { .. } => BESIDE,
            // It heads the part of the transcript that it begins.
            Self::PhaseEntered { .. } => Nature { told: false, ..SAID },
            Self::PhaseOpened { .. } => Nature { told: false, since: 3, ..SAID },
            // Their own word is that of the step they are about.
            Self::Undone { .. } | Self::Redone { .. } => Nature { logged: true, ..BESIDE },
            Self::SessionResumed | Self::Predicted { .. } => Nature { told: true, ..BESIDE },
            Self::BaselinesKept { .. } => Nature { since: 6, ..BESIDE },
            Self::EffectJudged { .. } => Nature { since: 6, ..DECIDED },
            Self::SessionOpened { carried, past_blockers, .. }
                if carried.iter().any(|carried| carried.why.is_some()) || past_blockers.iter().any(|past| !past.also.is_empty()) =>
            {
                Nature { undoable: false, since: 9, ..DECIDED }
            }
            Self::SessionOpened { brought, .. } if !brought.people.is_empty() || !brought.seats.is_empty() => {
                Nature { undoable: false, since: 9, ..DECIDED }
            }
            Self::SessionOpened { brought, .. } if !brought.is_empty() => Nature { undoable: false, since: 7, ..DECIDED },
            Self::Housekeeping { step } => step.nature(),
            Self::SessionOpened { carried, .. }
                if carried.iter().any(|carried| carried.progressed.is_some() || !carried.answers.is_empty()) =>
            {
                Nature { undoable: false, since: 5, ..DECIDED }
            }
            Self::SessionOpened { agenda: Some(_), .. } | Self::SessionReopened { .. } => Nature { undoable: false, since: 4, ..DECIDED },
            Self::SessionOpened { .. } | Self::Exported { .. } | Self::PullFailed { .. } | Self::SessionClosed => {
                Nature { undoable: false, ..DECIDED }
            }
            Self::PersonJoined { .. } | Self::PersonLeft { .. } | Self::PersonReturned { .. } | Self::HandsCounted { .. } => {
                Nature { since: 3, ..SAID }
            }
            Self::TopicLeft { .. } | Self::TopicExtended { .. } => Nature { since: 4, told: false, ..SAID },
            Self::CardDiscussed { decided, .. } => Nature { since: 4, logged: *decided, ..KEPT },
            Self::CardsGrouped { .. } | Self::GroupNamed { .. } | Self::CardsUngrouped { .. } => Nature { since: 4, ..KEPT },
            Self::StepEntered { .. }
            | Self::StepEnded { .. }
            | Self::OverrunTaken { .. }
            | Self::TimerExtended { step: Some(_), .. }
            | Self::PersonRemoved { .. }
            | Self::LinesTaken { .. }
            | Self::VotesLimited { .. }
            | Self::TallyHidden { .. }
            | Self::TopicTaken { .. } => Nature { since: 4, ..SAID },
            Self::EscalationAnswered { .. } => Nature { since: 5, ..DECIDED },
            Self::HookRan { run } => Nature { logged: run.ending.is_failure(), since: 8, ..BESIDE },
            Self::HookAnswerAccepted { .. } => Nature { since: 8, ..SAID },
            Self::CustomersForgotten { marks, .. } => {
                Nature { logged: true, told: true, since: if marks.is_empty() { 6 } else { 9 }, ..BESIDE }
            }
            Self::SyncEnded { .. } => Nature { undoable: false, since: 9, ..DECIDED },
            Self::CarriedActionChanged { .. } | Self::ConflictSettled { .. } => Nature { since: 9, ..DECIDED },
            Self::AgendaChanged { .. } | Self::SignedOff { capacity: Some(_), .. } => Nature { since: 4, ..DECIDED },
            Self::CardAdded { .. }
            | Self::CardEdited { .. }
            | Self::CardMoved { .. }
            | Self::CardRemoved { .. }
            | Self::CardMarkedCritical { .. }
            | Self::CardLinked { .. }
            | Self::CardUnlinked { .. } => KEPT,
            Self::TimerExtended { .. }
            | Self::VoteCast { .. }
            | Self::FindingDismissed { .. }
            | Self::NoteTaken { .. }
            | Self::ReturnOnTimeVoted { .. } => SAID,
            Self::ReasonAssigned { .. } | Self::SuggestionRejected { .. } => Nature { recomputes: true, ..KEPT },
            Self::RenewalCorrected { changes, .. } if changes.iter().any(FieldChange::is_about_whose_words) => {
                Nature { recomputes: true, logged: true, since: 7, ..KEPT }
            }
            Self::DataRenewed { .. } | Self::ScopeChanged { .. } | Self::RenewalCorrected { .. } => {
                Nature { recomputes: true, logged: true, ..KEPT }
            }
            Self::BlockerAccepted { .. } | Self::ActionAdded { .. } | Self::ActionChanged { .. } | Self::ActionRemoved { .. } => {
                Nature { logged: true, ..KEPT }
            }
            Self::SeatTaken { .. }
            | Self::ReviewConfirmed { .. }
            | Self::CarriedActionJudged { .. }
            | Self::GateOverridden { .. }
            | Self::SignedOff { .. }
            | Self::SignOffWithdrawn { .. } => DECIDED,
        }
    }
}
