//! The folder that a team shares: a folder a session, and in it one file of lines for each machine, which alone writes it. Whatever a
//! network drive, a cloud drive or git makes of these files, every line that is whole anywhere is read, once.
//!
//! Local journals stay the truth: what stands here is a copy of each machine's own steps, and comes in as steps of the local journal.

mod files;
mod line;
mod machine;
mod pass;
mod settled;
mod veil;

use std::path::PathBuf;

use serde::Deserialize;

pub(crate) use machine::Machine;
pub(crate) use pass::{Outcome, Pass, Synced};
pub(crate) use veil::Veil;

/// `[share]` of the configuration.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Share {
    /// The folder that the team shares.
    pub folder: PathBuf,
    /// Customers go by pseudonyms there.
    #[serde(default)]
    pub redact: bool,
    /// What the pseudonyms are made with: the same words on every machine of the team.
    #[serde(default)]
    pub secret: Option<String>,
    /// What colleagues call this machine; without it, its name on the network.
    #[serde(default)]
    pub machine: Option<String>,
}

#[cfg(test)]
#[path = "shared/shared_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "shared/folder_tests.rs"]
mod folder_tests;

#[cfg(test)]
#[path = "shared/settled_tests.rs"]
mod settled_tests;
