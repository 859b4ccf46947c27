//! What each kind of event is to undo, findings, plan and transcript: a new kind does not compile before it has answered.

use super::Event;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nature {
    /// Undo takes it back.
    pub undoable: bool,
    /// The findings have to be worked out anew, and nobody may do it once they are signed.
    pub recomputes: bool,
    /// The plan's change log holds it.
    pub logged: bool,
    /// The transcript tells it.
    pub told: bool,
}

/// What the program does beside the room: it stays as it happened.
const BESIDE: Nature = Nature { undoable: false, recomputes: false, logged: false, told: false };
/// What the room says.
const SAID: Nature = Nature { undoable: true, recomputes: false, logged: false, told: true };
/// What the room decides: others are held to it.
const DECIDED: Nature = Nature { logged: true, ..SAID };

impl Event {
    pub fn nature(&self) -> Nature {
        match self {
            Self::DataHeld { .. }
            | Self::PhaseEntered { .. }
            | Self::TimerStarted { .. }
            | Self::TimerPaused { .. }
            | Self::TimerMarked { .. } => BESIDE,
            // Their own word is that of the step they are about.
            Self::Undone { .. } | Self::Redone { .. } => Nature { logged: true, ..BESIDE },
            Self::SessionResumed | Self::Predicted { .. } => Nature { told: true, ..BESIDE },
            Self::SessionOpened { .. } | Self::Exported { .. } | Self::PullFailed { .. } | Self::SessionClosed => {
                Nature { undoable: false, ..DECIDED }
            }
            Self::PersonJoined { .. }
            | Self::PersonLeft { .. }
            | Self::PersonReturned { .. }
            | Self::TimerExtended { .. }
            | Self::CardAdded { .. }
            | Self::CardEdited { .. }
            | Self::CardMoved { .. }
            | Self::CardRemoved { .. }
            | Self::CardMarkedCritical { .. }
            | Self::CardLinked { .. }
            | Self::CardUnlinked { .. }
            | Self::VoteCast { .. }
            | Self::HandsCounted { .. }
            | Self::FindingDismissed { .. }
            | Self::NoteTaken { .. }
            | Self::ReturnOnTimeVoted { .. } => SAID,
            Self::ReasonAssigned { .. } | Self::SuggestionRejected { .. } => Nature { recomputes: true, ..SAID },
            Self::DataRenewed { .. } | Self::ScopeChanged { .. } | Self::RenewalCorrected { .. } => Nature { recomputes: true, ..DECIDED },
            Self::SeatTaken { .. }
            | Self::ReviewConfirmed { .. }
            | Self::CarriedActionJudged { .. }
            | Self::BlockerAccepted { .. }
            | Self::ActionAdded { .. }
            | Self::ActionChanged { .. }
            | Self::ActionRemoved { .. }
            | Self::GateOverridden { .. }
            | Self::SignedOff { .. }
            | Self::SignOffWithdrawn { .. } => DECIDED,
        }
    }
}
