//! How an action stood when the tracker was written, and how it stands now.

use std::collections::BTreeMap;

use crate::domain::action::{Action, ActionId, CarriedAction, Verdict};
use crate::domain::effect::Baseline;
use crate::domain::event::{Event, SessionId};
use crate::domain::session::History;
use crate::domain::share::Moment;
use crate::export::tracker_cells;

use super::rows::Row;

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

/// The sessions that rows speak of, as they are and as they were when the file was written.
#[derive(Debug, Default)]
pub(super) struct Past {
    now: BTreeMap<SessionId, Option<History>>,
    then: BTreeMap<(SessionId, Moment), Option<History>>,
}

impl Past {
    pub(super) fn of(rows: &[Row], read: impl Fn(&SessionId) -> Option<History>) -> Self {
        let mut past = Self::default();
        for row in rows {
            let made_in = Named::of(&row.id).map(|named| named.session);
            for id in made_in.into_iter().chain(exporter(row)) {
                past.now.entry(id.clone()).or_insert_with(|| read(&id));
            }
            if let (Some(id), Some((_, step))) = (exporter(row), &row.version) {
                let now = past.now[&id].as_ref();
                past.then.entry((id, step.clone())).or_insert_with(|| now.and_then(|now| step.in_history(now)));
            }
        }
        past
    }

    pub(super) fn now(&self, id: &SessionId) -> Option<&History> {
        self.now.get(id)?.as_ref()
    }

    fn then(&self, id: &SessionId, row: &Row) -> Option<&History> {
        self.then.get(&(id.clone(), row.version.as_ref()?.1.clone()))?.as_ref()
    }
}

/// The session that a row was exported from.
pub(super) fn exporter(row: &Row) -> Option<SessionId> {
    row.version.as_ref().map(|(session, _)| SessionId(session.clone())).filter(SessionId::is_plain)
}

/// Where an action was taken over to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Taken {
    pub session: SessionId,
    pub place: usize,
    pub verdict: Option<Verdict>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Standing {
    /// As the file was written; the verdict of whoever took it over is its status.
    pub base: Action,
    pub now: Action,
    /// As the retro that made it has it now; `None` where that is not here.
    pub own: Option<Action>,
    pub taken: Option<Taken>,
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
        let maker = past.now(&named.session);
        let standing = if id == named.session { Self::own(from, then, named) } else { Self::taken(from, then, named, maker) }?;
        Ok(Self { written: then.map(|then| tracker_cells(then, &row.id)).unwrap_or_default(), ..standing })
    }

    fn own(history: &History, then: Option<&History>, named: &Named) -> Result<Self, String> {
        let now = history.session().action(named.action).ok_or_else(|| format!("{} has no such action any more", named.session))?;
        let base = match then {
            Some(then) => then.session().action(named.action).map(|action| as_written(action, then.session().baselines.get(&named.action))),
            None => as_made(history, named.action),
        };
        let shown = as_written(now, history.session().baselines.get(&named.action));
        let base = base.unwrap_or_else(|| shown.clone());
        Ok(Self { base, now: shown, own: Some(now.clone()), taken: None, written: Vec::new() })
    }

    fn taken(history: &History, then: Option<&History>, named: &Named, maker: Option<&History>) -> Result<Self, String> {
        let session = history.session();
        let is_this = |carried: &CarriedAction| carried.session == named.session.0 && carried.action.id == named.action;
        let place = session.carried.iter().position(is_this).ok_or_else(|| format!("{} did not take it over", session.id))?;
        let carried = &session.carried[place];
        let before = then.and_then(|then| then.session().carried.get(place)).unwrap_or(carried);
        let own = maker.and_then(|maker| maker.session().action(named.action).cloned());
        Ok(Self {
            base: judged(&as_written(&before.action, before.baseline.as_ref()), before.verdict),
            now: judged(&as_written(own.as_ref().unwrap_or(&carried.action), carried.baseline.as_ref()), carried.verdict),
            own,
            taken: Some(Taken { session: session.id.clone(), place, verdict: carried.verdict }),
            written: Vec::new(),
        })
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
