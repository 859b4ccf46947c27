//! How retros are served to an assistant.

#[derive(Clone, Debug, clap::Args)]
pub(crate) struct McpArgs {
    /// Customers go by their names and ids, not by pseudonyms
    #[arg(long)]
    pub show_names: bool,
    /// The assistant may propose cards and actions; each waits in its retro until a person accepts or drops it
    #[arg(long)]
    pub allow_proposals: bool,
}
