//! How an action stood when the tracker was written, and how it stands now.

use std::collections::BTreeMap;

use crate::domain::action::{Action, ActionId, CarriedAction, Verdict};
use crate::domain::effect::Baseline;
use crate::domain::event::{Event, SessionId};
use crate::domain::session::History;
use crate::domain::share::Moment;
use crate::export::tracker_cells;

use super::rows::Row;
use crate::cli::actions::at_present::{AtPresent, Retros};

/// An action by the name that it goes by in trackers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub session: SessionId,
    pub action: ActionId,
}

impl Named {
    /// `None` for what no tracker writes.
    pub(super) fn of(id: &str) -> Option<Self> {
        let (session, action) = id.rsplit_once('/')?;
        let session = SessionId(session.to_owned());
        let action = ActionId(action.strip_prefix(['A', 'a'])?.parse().ok()?);
        session.is_plain().then_some(Self { session, action })
    }
}

/// All retros, and those that rows speak of as they were when the file was written.
#[derive(Debug, Default)]
pub(super) struct Past {
    pub retros: Retros,
    then: BTreeMap<(SessionId, Moment), Option<History>>,
}

impl Past {
    pub(super) fn of(rows: &[Row], retros: Retros) -> Self {
        let mut then = BTreeMap::new();
        for row in rows {
            if let (Some(id), Some((_, step))) = (exporter(row), &row.version) {
                let before = || retros.history(&id).and_then(|now| step.in_history(now));
                then.entry((id.clone(), step.clone())).or_insert_with(before);
            }
        }
        Self { retros, then }
    }

    pub(super) fn now(&self, id: &SessionId) -> Option<&History> {
        self.retros.history(id)
    }

    fn then(&self, id: &SessionId, row: &Row) -> Option<&History> {
        self.then.get(&(id.clone(), row.version.as_ref()?.1.clone()))?.as_ref()
    }
}

/// The session that a row was exported from.
pub(super) fn exporter(row: &Row) -> Option<SessionId> {
    row.version.as_ref().map(|(session, _)| SessionId(session.clone())).filter(SessionId::is_plain)
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Standing {
    /// As the file was written; the verdict of whoever took it over is its status.
    pub base: Action,
    /// As all retros leave it now, as trackers show it.
    pub now: Action,
    pub present: AtPresent,
    /// All cells as they were written, where the file says when that was.
    pub written: Vec<(&'static str, String)>,
}

impl Standing {
    /// # Errors
    /// What is missing.
    pub(super) fn of(row: &Row, named: &Named, past: &Past) -> Result<Self, String> {
        let id = exporter(row).unwrap_or_else(|| named.session.clone());
        let from = past.now(&id).ok_or_else(|| format!("the session {id} is not here"))?;
        let then = past.then(&id, row);
        let present = past.retros.action(&named.session.0, named.action);
        let is_own = id == named.session;
        let gone = || if is_own { format!("{id} has no such action any more") } else { format!("{id} did not take it over") };
        let present = present.filter(|_| !is_own || from.session().action(named.action).is_some()).ok_or_else(gone)?;
        let (kept, base) = if is_own { Self::own(from, then, named) } else { Self::taken(from, then, named).ok_or_else(gone)? };
        let now = as_written(&present.now, kept);
        let written = then.map(|then| tracker_cells(then, &row.id)).unwrap_or_default();
        Ok(Self { base: base.unwrap_or_else(|| now.clone()), now, present, written })
    }

    /// The baseline that the program keeps, and how the action stood.
    fn own<'h>(history: &'h History, then: Option<&History>, named: &Named) -> (Option<&'h Baseline>, Option<Action>) {
        let base = match then {
            Some(then) => then.session().action(named.action).map(|action| as_written(action, then.session().baselines.get(&named.action))),
            None => as_made(history, named.action),
        };
        (history.session().baselines.get(&named.action), base)
    }

    /// The same of an action that was taken over; `None` where it was not.
    fn taken<'h>(history: &'h History, then: Option<&History>, named: &Named) -> Option<(Option<&'h Baseline>, Option<Action>)> {
        let is_this = |carried: &CarriedAction| carried.session == named.session.0 && carried.action.id == named.action;
        let place = history.session().carried.iter().position(is_this)?;
        let carried = &history.session().carried[place];
        let before = then.and_then(|then| then.session().carried.get(place)).unwrap_or(carried);
        Some((carried.baseline.as_ref(), Some(judged(&as_written(&before.action, before.baseline.as_ref()), before.verdict))))
    }
}

/// With the baseline that the program computed, as trackers show it.
fn as_written(action: &Action, kept: Option<&Baseline>) -> Action {
    Action { metric: action.metric.with_baseline(kept), ..action.clone() }
}

fn judged(action: &Action, verdict: Option<Verdict>) -> Action {
    Action { status: action.status.judged(verdict), ..action.clone() }
}

/// The state from which every later change is seen, where a file does not say which one it shows.
fn as_made(history: &History, id: ActionId) -> Option<Action> {
    history.records().iter().find_map(|record| match &record.event {
        Event::ActionAdded { action } if action.id == id => Some(action.clone()),
        _ => None,
    })
}
