//! `run-retro forget --dry-run` as JSON: what would be done.

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::event::SessionId;
use crate::domain::text;
use crate::store::forgetting::{Found, InSession};

/// A customer to be forgotten, or retros that are kept no longer.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Planned {
    /// `null` where retros would be deleted as a whole.
    pub customer: Option<Customer>,
    pub sessions: Vec<Session>,
    /// Pulls that would be written without it.
    pub pulled: Vec<String>,
    /// Plans that would be written without it.
    pub plans: Vec<String>,
    /// Exported files, deleted only with `--exports`.
    pub exports: Vec<String>,
    /// Data of the user's own, never touched.
    pub untouched: Vec<String>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Customer {
    /// As the kept data have them; none where no data know it.
    pub names: Vec<String>,
    /// What would stand in their place.
    pub stand_ins: Vec<String>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Session {
    pub session: String,
    /// Steps of the journal, as they would read.
    pub steps: Vec<String>,
    /// How many other files would be written anew.
    pub other_files: usize,
    /// When something happened in it last; only of retros that would be deleted.
    pub last: Option<DateTime<Utc>>,
    /// Why it cannot be done.
    pub prevented: Option<String>,
}

fn paths<'a>(files: impl IntoIterator<Item = &'a PathBuf>) -> Vec<String> {
    files.into_iter().map(|file| text::path(file)).collect()
}

impl Planned {
    pub(crate) fn customer(found: &Found) -> Self {
        let session = |known: &InSession| Session {
            session: known.id.to_string(),
            steps: known.steps.clone(),
            other_files: known.files,
            last: None,
            prevented: known.stands.clone(),
        };
        Self {
            customer: Some(Customer { names: found.who.names().map(ToOwned::to_owned).collect(), stand_ins: found.who.stand_ins() }),
            sessions: found.sessions.iter().map(session).collect(),
            pulled: paths(&found.pulled),
            plans: paths(&found.plans),
            exports: paths(&found.exports),
            untouched: paths(&found.data),
        }
    }

    pub(crate) fn old(retros: &[(SessionId, DateTime<Utc>)], exports: &[PathBuf]) -> Self {
        let session = |(id, last): &(SessionId, DateTime<Utc>)| Session {
            session: id.to_string(),
            steps: vec![],
            other_files: 0,
            last: Some(*last),
            prevented: None,
        };
        let sessions = retros.iter().map(session).collect();
        Self { customer: None, sessions, pulled: vec![], plans: vec![], exports: paths(exports), untouched: vec![] }
    }
}
