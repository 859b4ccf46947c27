//! What is asked of the knowledge base.

use clap::Subcommand;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::Printed;
use crate::domain::knowledge::Kind;

#[derive(Clone, Debug, Subcommand)]
pub(crate) enum KbCommand {
    /// Find insights, blockers, actions, decisions, play learnings and playbook changes; --segment narrows it, too
    ///
    /// All words have to be there, from their first letters on; case and accents do not matter. What changed in a session is found at
    /// once. Without words the newest are listed.
    Search(KbSearchArgs),
    /// Make the index anew from the sessions' journals; nothing else is kept in it
    Rebuild,
}

#[derive(Clone, Debug, clap::Args)]
pub(crate) struct KbSearchArgs {
    #[arg(value_name = "WORDS")]
    pub words: Vec<String>,
    /// Only what is about this reason code, or a group of them, like pricing
    #[arg(long, value_name = "REASON")]
    pub reason: Option<String>,
    /// Only this kind
    #[arg(long, value_name = "KIND", value_parser = PossibleValuesParser::new(Kind::ALL.map(Kind::key)).try_map(|word| word.parse::<Kind>()))]
    pub kind: Option<Kind>,
    /// Only of windows that end then or later: 2026-07-01, 2026-07 or 2026-Q3
    #[arg(long, value_name = "WHEN")]
    pub since: Option<String>,
    /// So many at most
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=100_000).map(|n| n as usize))]
    pub limit: usize,
    #[command(flatten)]
    pub printed: Printed,
}
