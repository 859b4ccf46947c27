//! What is asked of the tools that the configuration declares.

use clap::Subcommand;

use super::Printed;

#[derive(Clone, Debug, Subcommand)]
pub(crate) enum HooksCommand {
    /// List the tools that [[hooks]] of the configuration declares
    List(Printed),
    /// Ask each tool once about the bundled sample, and say what became of it
    ///
    /// Nothing of your own data is sent. The exit status is 0 when all of them answered as the configuration says a good answer is, and 1
    /// when one did not.
    Check {
        /// Only this one
        #[arg(value_name = "NAME")]
        name: Option<String>,
        #[command(flatten)]
        printed: Printed,
    },
}
