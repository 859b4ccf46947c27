//! The second window.

use clap::ValueEnum;

#[derive(Clone, Debug, clap::Args)]
pub(crate) struct PresentArgs {
    /// The session (an id, or its beginning); without it, the one that is open in another window, or the one worked on last
    pub id: Option<String>,
    /// private: the guide, what comes next, notes and what these data want said, for the facilitator alone; room: large type, for everybody
    #[arg(long, value_enum, value_name = "VIEW", default_value = "private")]
    pub view: SightArg,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SightArg {
    Private,
    Room,
}
