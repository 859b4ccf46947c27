//! What a step is about, and what should be there before the room goes on.

use serde::{Deserialize, Serialize};

use crate::domain::guardrail::merge_gate;
use crate::domain::roster::Role;
use crate::domain::session::Session;
use crate::domain::text::counted;

macro_rules! kinds {
    ($($name:ident => $key:literal, $title:literal, [$($need:ident),*];)*) => {
        /// What a step is about. Its guide goes by it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub enum StepKind {
            $(#[serde(rename = $key)] $name,)*
        }

        impl StepKind {
            pub(crate) const ALL: &[Self] = &[$(Self::$name,)*];

            /// As in files.
            pub(crate) fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)* }
            }

            /// The title of a step that has none of its own.
            pub(crate) fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)* }
            }

            /// What such a step needs where nothing else is said.
            pub(crate) fn needs(self) -> &'static [Need] {
                match self { $(Self::$name => &[$(Need::$need),*],)* }
            }
        }
    };
}

kinds! {
    People => "people", "Check people in", [Roles];
    CarriedOver => "carried-over", "Last retro's actions", [CarriedJudged];
    ReviewFigures => "review-figures", "Read the figures", [];
    QuestionData => "question-data", "Question the data", [];
    CodeLosses => "code-losses", "Code the losses", [];
    ReadPatterns => "read-patterns", "Read the patterns", [];
    SilentWriting => "silent-writing", "Write cards in silence", [Cards];
    Group => "group", "Read and group", [];
    Vote => "vote", "Vote", [Votes];
    Discuss => "discuss", "Discuss the top cards", [];
    PlanActions => "plan-actions", "Plan actions", [CriticalAnswered];
    CheckActions => "check-actions", "Owners, dates and metrics", [ActionsComplete];
    SignOff => "sign-off", "Sign off", [SignOff];
    Publish => "publish", "Publish", [Files];
    ReturnOnTime => "return-on-time", "Return on time", [Scores];
    Break => "break", "Break", [];
    Other => "other", "Other", [];
    WholePhase => "phase", "All of the phase", [];
}

/// What should be there before a step is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Need {
    /// Each role has somebody.
    Roles,
    /// Each carried-over action has a verdict.
    CarriedJudged,
    Cards,
    Votes,
    /// Each critical blocker has an action, or a decision to accept it.
    CriticalAnswered,
    /// Each action has owner, date and metric.
    ActionsComplete,
    SignOff,
    /// The files are written.
    Files,
    /// Somebody has scored the return on time.
    Scores,
}

impl Need {
    /// What is still open of it, as a clause; nothing where it is met.
    pub(crate) fn open(self, session: &Session) -> Option<String> {
        let unless = |is_met: bool, told: &str| (!is_met).then(|| told.to_owned());
        let gate = |condition: usize, one: &str, many: &str| {
            let open = merge_gate(session)[condition].open.len();
            (open > 0).then(|| counted(open, one, many))
        };
        match self {
            Self::Roles => {
                let open: Vec<&str> =
                    Role::ALL.into_iter().filter(|role| session.roster.seat(*role).acting().is_none()).map(Role::label).collect();
                (!open.is_empty()).then(|| format!("nobody is named as {}", open.join(", ")))
            }
            Self::CarriedJudged => {
                let open = session.carried.iter().filter(|carried| !carried.is_settled()).count();
                let of = session.carried.len();
                (open > 0).then(|| format!("{open} of {} not judged", counted(of, "carried-over action", "carried-over actions")))
            }
            Self::Cards => unless(!session.insights.is_empty(), "no card is on the board"),
            Self::Votes => unless(session.insights.iter().any(|card| card.votes.total() > 0), "nobody has voted"),
            Self::CriticalAnswered => gate(0, "critical blocker has no answer", "critical blockers have no answer"),
            Self::ActionsComplete => gate(1, "action lacks owner, date or metric", "actions lack owner, date or metric"),
            Self::SignOff => unless(session.is_signed(), "the sponsor has not signed off"),
            Self::Files => unless(session.exported_to.is_some(), "the files are not exported"),
            Self::Scores => unless(!session.return_on_time.is_empty(), "nobody has scored the return on time"),
        }
    }
}
