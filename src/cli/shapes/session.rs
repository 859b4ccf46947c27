//! `run-retro sessions` as JSON.

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::phase::Phase;
use crate::store::sessions::{Entry, Summary};

/// One retro in the list.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Listed {
    pub session: String,
    /// `null` when nothing of it can be read.
    pub summary: Option<InALine>,
    /// Why it is not whole.
    pub damage: Option<String>,
}

/// What a retro comes to.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct InALine {
    /// Its scope in words.
    pub scope: String,
    /// The data it was opened with; `null` for the bundled sample.
    pub data: Option<String>,
    pub opened: DateTime<Utc>,
    /// When the last step was made.
    pub changed: DateTime<Utc>,
    /// Where the room is.
    pub phase: Phase,
    pub closed: bool,
    pub insights: usize,
    pub actions: usize,
    /// Actions that are neither done nor dropped.
    pub open_actions: usize,
}

impl From<&Entry> for Listed {
    fn from(entry: &Entry) -> Self {
        Self { session: entry.id.to_string(), summary: entry.summary.as_ref().map(InALine::from), damage: entry.damage.clone() }
    }
}

impl From<&Summary> for InALine {
    fn from(summary: &Summary) -> Self {
        Self {
            scope: summary.headline.clone(),
            data: summary.data.clone(),
            opened: summary.opened,
            changed: summary.changed,
            phase: summary.phase,
            closed: summary.closed,
            insights: summary.insights,
            actions: summary.actions,
            open_actions: summary.open_actions,
        }
    }
}
