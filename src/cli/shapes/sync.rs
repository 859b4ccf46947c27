//! `run-retro sync` as JSON.

use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::text;
use crate::store::shared::{Outcome, Share, Synced};

/// What a sync came to.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Printed {
    /// The folder that the team shares.
    pub folder: String,
    /// Sessions of which something went or came, or that somebody should look at.
    pub sessions: Vec<Session>,
    /// What could not be read there now, and is left out until it can.
    pub problems: Vec<String>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Session {
    pub session: String,
    /// Steps that went out.
    pub sent: usize,
    /// Steps that came in.
    pub came: usize,
    /// It was not here before.
    pub is_new: bool,
    /// Steps that wait for others that have not arrived.
    pub waiting: usize,
    /// What was done on two machines at once, as long as nobody settled it.
    pub conflicts: Vec<String>,
    /// What else to know.
    pub notes: Vec<String>,
}

impl Printed {
    pub(crate) fn of(share: &Share, synced: &Synced) -> Self {
        let session = |outcome: &Outcome| Session {
            session: outcome.session.to_string(),
            sent: outcome.sent,
            came: outcome.came,
            is_new: outcome.is_new,
            waiting: outcome.waiting,
            conflicts: outcome.conflicts.iter().map(|conflict| text::line(conflict)).collect(),
            notes: outcome.notes.iter().map(|note| text::line(note)).collect(),
        };
        Self {
            folder: text::path(&share.folder),
            sessions: synced.sessions.iter().map(session).collect(),
            problems: synced.problems.iter().map(|problem| text::line(problem)).collect(),
        }
    }
}
