//! What is said of actions and escalations after their retro.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

use super::among;
use crate::domain::action::{ActionStatus, Verdict};
use crate::export::Format;

#[derive(Clone, Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct ActionsArgs {
    #[command(subcommand)]
    pub what: Option<ActionsCommand>,
    /// Only this owner's; a first or last name will do
    #[arg(long, value_name = "NAME")]
    pub owner: Option<String>,
    /// Only what is overdue
    #[arg(long)]
    pub overdue: bool,
    /// Only what stalls beyond its SLA
    #[arg(long)]
    pub stalled: bool,
    /// Only what is due by then, as people say it: 2026-12-18, "next Friday", "in two weeks"
    #[arg(long, value_name = "DAY")]
    pub due_by: Option<String>,
    /// Finished ones too
    #[arg(long)]
    pub all: bool,
    /// How it is printed: `text` is a reminder for each owner, `ics` one for calendars
    #[arg(long, value_name = "FORMAT", default_value = "table", value_parser = among(Format::OF_ACTIONS))]
    pub format: Format,
}

#[derive(Clone, Debug, Subcommand)]
pub(crate) enum ActionsCommand {
    /// Say what became of an action, also while its retro is open in another window
    Change(ChangeArgs),
    /// Take what was edited in an exported tracker, CSV or XLSX, back into the retros
    ///
    /// Rows are found by their id. What differs is shown first: old and new, what is not understood, and what somebody changed in the
    /// retro since the file was written; that stays as it is. Rows that were deleted leave their action alone.
    Import(ImportActionsArgs),
}

#[derive(Clone, Debug, clap::Args)]
pub(crate) struct ImportActionsArgs {
    /// The tracker, as it was saved
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Take it without asking
    #[arg(long)]
    pub yes: bool,
    /// Only show what differs
    #[arg(long, conflicts_with = "yes")]
    pub dry_run: bool,
    /// Why, in a sentence; it stands in the plan's change log
    #[arg(long, value_name = "TEXT")]
    pub why: Option<String>,
    /// Whose steps they are; without it, yours
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
}

#[derive(Clone, Debug, clap::Args)]
#[group(id = "changes", required = true, multiple = true, args = ["status", "due", "owner"])]
pub(crate) struct ChangeArgs {
    /// The action, as the list names it
    #[arg(value_name = "SESSION/A1")]
    pub action: String,
    /// What became of it; `worked` is said by the retro that took it over, and `in-progress` with --why notes progress
    #[arg(long, value_enum, value_name = "STATUS")]
    pub status: Option<Progress>,
    /// The new due date, with --why, as people say it: 2026-12-18, "next Friday", "in three weeks", "end of Q4"; it is read back
    #[arg(long, value_name = "DAY", requires = "why")]
    pub due: Option<String>,
    /// Who owns it from now on
    #[arg(long, value_name = "NAME")]
    pub owner: Option<String>,
    /// Why, in a sentence; it stands in the plan's change log
    #[arg(long, value_name = "TEXT")]
    pub why: Option<String>,
    /// Whose step it is; without it, yours
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
}

/// [`ActionStatus`], as it is written on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[expect(clippy::enum_variant_names, reason = "the words of the command line")]
pub(crate) enum Progress {
    Open,
    InProgress,
    Done,
    /// Done, and it worked
    Worked,
    Stalled,
    Dropped,
}

impl Progress {
    /// The status of an action in the retro that made it; whether it worked is known later.
    pub(crate) fn status(self) -> Option<ActionStatus> {
        match self {
            Self::Open => Some(ActionStatus::Open),
            Self::InProgress => Some(ActionStatus::InProgress),
            Self::Done => Some(ActionStatus::Done),
            Self::Stalled => Some(ActionStatus::Stalled),
            Self::Dropped => Some(ActionStatus::Dropped),
            Self::Worked => None,
        }
    }

    /// What a retro says of an action that it took over.
    pub(crate) fn verdict(self) -> Option<Verdict> {
        match self {
            Self::Done => Some(Verdict::Done),
            Self::Worked => Some(Verdict::Worked),
            Self::Stalled => Some(Verdict::Stalled),
            Self::Open | Self::InProgress | Self::Dropped => None,
        }
    }
}

#[derive(Clone, Debug, Subcommand)]
pub(crate) enum PlaybooksCommand {
    /// Write a session's decisions as Markdown, a file each: the prose, the evidence, and claims that can be tested again
    Write {
        /// The session; without one, the one worked on last
        id: Option<String>,
        /// Folder to write to; files that somebody changed stay
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
    /// Say which claims of a folder still hold on the data that --data names
    ///
    /// A claim holds, is weaker, gone or reversed, or the data are too few to say. The exit status is 1 where one is gone or reversed.
    Verify {
        dir: PathBuf,
        #[command(flatten)]
        printed: super::Printed,
    },
}

#[derive(Clone, Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct EscalationsArgs {
    #[command(subcommand)]
    pub what: Option<EscalationsCommand>,
    /// How it is printed: `text` is a letter, ready to send
    #[arg(long, value_name = "FORMAT", default_value = "table", value_parser = among(Format::OF_ESCALATIONS))]
    pub format: Format,
}

#[derive(Clone, Debug, Subcommand)]
pub(crate) enum EscalationsCommand {
    /// Write down what was said to one, also while its retro is open in another window
    Answer(AnswerArgs),
}

#[derive(Clone, Debug, clap::Args)]
pub(crate) struct AnswerArgs {
    /// The escalation, as the list names it
    #[arg(value_name = "NAME")]
    pub name: String,
    /// Who answers
    #[arg(long, value_name = "NAME")]
    pub from: String,
    /// What they say
    #[arg(long, value_name = "TEXT")]
    pub words: String,
    /// Whose step it is; without it, yours
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
}
