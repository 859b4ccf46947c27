//! What a session lacks because its journal could not be read to the end.

use serde::{Deserialize, Serialize};

/// Why the steps behind those that are shown cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// The last step was not written to its end.
    Torn,
    /// Steps that were saved are gone from its end.
    Gone,
    /// Something in the journal is not as it was written.
    Damaged,
    /// A newer program wrote what follows.
    Newer,
    /// A newer program wrote what follows, or it was changed: nobody can tell.
    Unclear,
}

/// It goes with the history, so that whatever is made of that can say so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missing {
    pub cause: Cause,
    /// The last step that is here.
    pub after: u64,
    /// One plain sentence, without a full stop.
    pub told: String,
}

impl Missing {
    /// For the head of a document.
    pub(crate) fn headline(&self) -> String {
        format!("Incomplete: what is here ends with step {}. {}.", self.after, self.told)
    }
}
