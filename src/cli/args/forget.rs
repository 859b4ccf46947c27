//! Who is forgotten, or which retros are.

use super::among;
use crate::export::Format;

/// One of both.
#[derive(Clone, Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("what").required(true).args(["account", "old"]))]
pub(crate) struct ForgetArgs {
    /// The customer: its id, or its name as your data have it
    pub account: Option<String>,
    /// Another name that it goes by in notes and on cards; may be given several times
    #[arg(long, value_name = "NAME", conflicts_with = "old")]
    pub also: Vec<String>,
    /// Retros in which nothing happened for as many months as the configuration says (keep_months), as a whole
    #[arg(long)]
    pub old: bool,
    /// Forget without asking; files that were exported stay
    #[arg(long)]
    pub yes: bool,
    /// Delete the files that were exported, too, without asking
    #[arg(long)]
    pub exports: bool,
    /// Only show what would be done
    #[arg(long, conflicts_with_all = ["yes", "exports"])]
    pub dry_run: bool,
    /// How it is printed: `json` with --dry-run
    #[arg(long, value_name = "FORMAT", default_value = "table", requires_if("json", "dry_run"), value_parser = among(Format::OF_LISTS))]
    pub format: Format,
}
