//! What a list of sessions shows of each.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::event::{Event, Record, SessionId};
use crate::domain::phase::Phase;
use crate::domain::session::History;

/// One session in the list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    pub id: SessionId,
    /// What it holds; `None` when nothing of it can be read.
    pub summary: Option<Summary>,
    /// Why it is not whole.
    pub damage: Option<String>,
}

/// A session in one line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Its scope (`Enterprise · 2026-Q3 · churn included`).
    pub headline: String,
    /// The data folder; `None` for the bundled sample.
    pub data: Option<String>,
    pub opened: DateTime<Utc>,
    /// When the last step was made.
    pub changed: DateTime<Utc>,
    /// When somebody made one on this machine; `None` where colleagues alone did.
    pub worked_on_here: Option<DateTime<Utc>>,
    pub phase: Phase,
    pub closed: bool,
    pub insights: usize,
    pub actions: usize,
    /// Actions that are neither done nor dropped.
    pub open_actions: usize,
}

impl Summary {
    pub(crate) fn of(history: &History) -> Self {
        let session = history.session();
        // That a sync failed is recorded by the program.
        let is_own = |record: &&Record| record.from.is_none() && !matches!(record.event, Event::SyncEnded { .. });
        Self {
            headline: session.scope.headline(),
            data: session.data.clone(),
            opened: session.opened_at,
            changed: history.records().iter().map(|record| record.at).max().unwrap_or(session.opened_at),
            worked_on_here: history.records().iter().rfind(is_own).map(|record| record.at),
            phase: session.phase,
            closed: session.closed,
            insights: session.insights.len(),
            actions: session.actions.len(),
            open_actions: session.actions.iter().filter(|a| !a.status.is_closed()).count(),
        }
    }
}
