//! What is asked of plans and of agendas.

use std::path::PathBuf;

use clap::Subcommand;

use super::Printed;

#[derive(Clone, Debug, Subcommand)]
pub(crate) enum PlanCommand {
    /// Print a plan so that it can be read; without a file, the newest one here
    Show {
        file: Option<PathBuf>,
        #[command(flatten)]
        printed: Printed,
    },
    /// Check a plan against the schema; without a file, the newest one here
    Validate {
        file: Option<PathBuf>,
        #[command(flatten)]
        printed: Printed,
    },
    /// List the plans here, the newest first
    List(Printed),
    /// Say what differs between two plans, or between one and the newest here: files, or names in .claude/plans
    Diff {
        before: PathBuf,
        after: Option<PathBuf>,
        #[command(flatten)]
        printed: Printed,
    },
    /// Print the JSON Schema of the plan
    Schema,
}

#[derive(Clone, Debug, Subcommand)]
pub(crate) enum AgendaCommand {
    /// List the bundled agendas and your own
    List(Printed),
    /// Print an agenda as a file: `run-retro agenda show 60 > FILE` in the folder `agendas` beside the configuration
    Show { name: String },
}
