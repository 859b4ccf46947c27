//! What keys mean at the moment, and where a line of the table counts.

use crate::domain::phase::Phase;

/// What the keys mean at the moment: the phase on screen, or what lies above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    Phase(Phase),
    /// A table of renewals over the phase.
    Renewals,
    /// Rows that could not be used, over the phase.
    Rejects,
    /// What a pasted chat would add, over the phase.
    Chat,
    /// What earlier retros said, over the phase.
    Knowledge,
    /// This retro's plan held against another, over the phase.
    Plans,
    /// What assistants propose, over the phase.
    Proposals,
    /// What was done on two machines at once, over the phase.
    Conflicts,
    /// Tools of the user's own, over the phase.
    Tools,
    /// One account's page.
    Account,
    /// An insight with its evidence.
    Evidence,
    /// What was parked for later.
    Parking,
    /// What the room holds itself to.
    Agreements,
    /// The question of the check-in, and its answers.
    Round,
    /// Actions that their owners read back.
    ReadBack,
    /// Who is here.
    People,
    /// The agenda, step by step.
    Agenda,
    /// The timer, large.
    Clock,
    /// Help or any text that is only read.
    Reading,
    /// A list to choose from, typed into to narrow it.
    Picking,
    /// Words that narrow a list.
    Filtering,
    /// One line of text.
    Typing,
    /// Several fields.
    Filling,
    /// What files and columns mean, before there is a session.
    Mapping,
    /// Something long is done before there is a session.
    Waiting,
    /// The second window, which follows a session.
    Present,
}

/// Where a binding counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum On {
    /// On every phase's screen.
    Phases,
    Phase(Phase),
    /// In tables, pages and texts that lie above a phase.
    Overlays,
    /// On the agenda, and on the large clock.
    Time,
    /// In those of them that are or hold a table.
    Tables,
    Mode(Mode),
}

impl On {
    pub(crate) fn covers(self, mode: Mode) -> bool {
        match (self, mode) {
            (Self::Phases, Mode::Phase(_))
            | (
                Self::Overlays,
                Mode::Renewals
                | Mode::Rejects
                | Mode::Chat
                | Mode::Knowledge
                | Mode::Plans
                | Mode::Proposals
                | Mode::Conflicts
                | Mode::Tools
                | Mode::Account
                | Mode::Evidence
                | Mode::Parking
                | Mode::Agreements
                | Mode::Round
                | Mode::ReadBack
                | Mode::People
                | Mode::Agenda
                | Mode::Clock
                | Mode::Reading,
            )
            | (Self::Time, Mode::Agenda | Mode::Clock)
            | (
                Self::Tables,
                Mode::Renewals
                | Mode::Rejects
                | Mode::Chat
                | Mode::Knowledge
                | Mode::Plans
                | Mode::Proposals
                | Mode::Conflicts
                | Mode::Tools
                | Mode::Account,
            ) => true,
            (Self::Phase(phase), Mode::Phase(here)) => phase == here,
            (Self::Mode(one), here) => one == here,
            _ => false,
        }
    }
}

impl Mode {
    /// Each in which keys mean commands; where text is typed, they are the text.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        let above = [
            Self::Renewals,
            Self::Rejects,
            Self::Chat,
            Self::Knowledge,
            Self::Plans,
            Self::Proposals,
            Self::Conflicts,
            Self::Tools,
            Self::Account,
            Self::Evidence,
            Self::Parking,
            Self::Agreements,
            Self::Round,
            Self::ReadBack,
            Self::People,
            Self::Agenda,
            Self::Clock,
            Self::Reading,
            Self::Mapping,
            Self::Waiting,
            Self::Present,
        ];
        Phase::ALL.into_iter().map(Self::Phase).chain(above)
    }

    /// What it is called, for help and for what is said of keys.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Phase(phase) => phase.name(),
            Self::Renewals => "Renewals",
            Self::Rejects => "Rejected rows",
            Self::Knowledge => "Earlier retros",
            Self::Plans => "Plans",
            Self::Proposals => "Proposals",
            Self::Conflicts => "Conflicts",
            Self::Account => "Account",
            Self::Evidence => "Evidence",
            Self::Agenda => "Agenda",
            Self::Clock => "Timer",
            Self::Mapping => "What columns mean",
            Self::Present => "Second window",
            _ => "Here",
        }
    }
}
