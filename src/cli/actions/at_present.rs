//! How an action stands by now, and which retro has the word on it. Whoever wants to change one asks this: what became of it, its date and
//! its owner are said by the last retro that took it over, the rest by the one that agreed it.

use std::collections::HashMap;

use super::all;
use super::is_this;
use crate::domain::action::{Action, ActionId, ActionStatus, CarriedAction, Verdict};
use crate::domain::event::SessionId;
use crate::domain::session::{History, Session};
use crate::domain::wish::Wish;
use crate::telling::tracker::Entry;

/// All retros, the newest first, and how their actions stand by all of them.
#[derive(Debug, Default)]
pub(super) struct Retros {
    histories: Vec<History>,
    now: HashMap<String, Entry>,
}

/// An action as all retros together leave it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct AtPresent {
    pub now: Action,
    /// As the retro that agreed it has it; `None` where that is not here.
    pub own: Option<(SessionId, Action)>,
    /// As the last retro that took it over has it.
    pub taken: Option<Taken>,
}

/// Where an action was taken over to.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Taken {
    pub session: SessionId,
    pub place: usize,
    pub carried: CarriedAction,
}

impl Retros {
    /// The newest first.
    pub(super) fn of(histories: Vec<History>) -> Self {
        let now = all::by_now(&histories);
        Self { histories, now }
    }

    pub(super) fn histories(&self) -> &[History] {
        &self.histories
    }

    pub(super) fn history(&self, id: &SessionId) -> Option<&History> {
        self.histories.iter().find(|history| history.session().id == *id)
    }

    /// `None` where no retro knows it.
    pub(super) fn action(&self, session: &str, id: ActionId) -> Option<AtPresent> {
        let sessions = || self.histories.iter().map(History::session);
        let own = sessions().find(|known| known.id.0 == session).and_then(|known| Some((known.id.clone(), known.action(id)?.clone())));
        let taken = sessions().find_map(|known| taken_by(known, session, id));
        let worded = own.as_ref().map(|(_, action)| action).or_else(|| Some(&taken.as_ref()?.carried.action))?;
        let now = match self.now.get(&format!("{session}/{id}")) {
            Some(Entry { owner, due, status, .. }) => Action { owner: owner.clone(), due: *due, status: *status, ..worded.clone() },
            None => worded.clone(),
        };
        Some(AtPresent { now, own, taken })
    }
}

fn taken_by(session: &Session, made_in: &str, id: ActionId) -> Option<Taken> {
    let place = session.carried.iter().position(|carried| is_this(carried, made_in, id))?;
    Some(Taken { session: session.id.clone(), place, carried: session.carried[place].clone() })
}

impl AtPresent {
    /// The retro that is asked what becomes of it.
    pub(super) fn holder(&self) -> Option<&SessionId> {
        self.taken.as_ref().map(|taken| &taken.session).or_else(|| Some(&self.own.as_ref()?.0))
    }

    /// What is asked, and of which retro, so that it stands as `wanted`; `verdict` is what is said of one that was taken over.
    pub(super) fn wishes(&self, wanted: &Action, verdict: Option<Verdict>, why: Option<&str>) -> Vec<(SessionId, Wish)> {
        let said = || why.map(ToOwned::to_owned);
        let mut wishes = Vec::new();
        let Some(taken) = &self.taken else {
            let changed = |(id, own): &(SessionId, Action)| {
                (id.clone(), Wish::ChangeAction { seen: Box::new(own.clone()), wanted: Box::new(wanted.clone()), why: said() })
            };
            return self.own.iter().map(changed).collect();
        };
        if let Some((id, own)) = &self.own {
            let agreed = Action { owner: own.owner.clone(), due: own.due, status: own.status, ..wanted.clone() };
            if agreed != *own {
                let wish = Wish::ChangeAction { seen: Box::new(own.clone()), wanted: Box::new(agreed), why: said() };
                wishes.push((id.clone(), wish));
            }
        }
        // Another date or owner makes nothing of it undone: what was said of it is said again.
        let again = taken.carried.verdict.filter(|said| *said != Verdict::Stalled && wanted.status == self.now.status);
        let is_moved = (&wanted.owner, wanted.due) != (&self.now.owner, self.now.due);
        let is_other = verdict.is_none() && wanted.status != self.now.status;
        let verdict = verdict.or(again.filter(|_| is_moved));
        if is_moved || is_other || (verdict.is_none() && wishes.is_empty()) {
            wishes.push((taken.session.clone(), self.carried_on(taken, wanted, verdict, why)));
        }
        if let Some(verdict) = verdict {
            wishes.push((taken.session.clone(), Wish::Judge { carried: taken.place, verdict: Some(verdict), why: said() }));
        }
        wishes
    }

    fn carried_on(&self, taken: &Taken, wanted: &Action, verdict: Option<Verdict>, why: Option<&str>) -> Wish {
        let seen = &taken.carried.action;
        let is_put_off = wanted.due != self.now.due && wanted.status == self.now.status;
        let status = match wanted.status {
            _ if verdict.is_some() => seen.status,
            // Put off, it is no longer stalled.
            ActionStatus::Stalled if is_put_off => ActionStatus::Open,
            status => status,
        };
        let wanted = Action { owner: wanted.owner.clone(), due: wanted.due, status, ..seen.clone() };
        // Another retro put it off since this one took it over: that comes along.
        let came_along = || (wanted.due == self.now.due && wanted.due != seen.due).then(|| "Put off in another retro".to_owned());
        let why = why.map(ToOwned::to_owned).or_else(came_along);
        Wish::CarryOn { carried: taken.place, seen: Box::new(seen.clone()), wanted: Box::new(wanted), why }
    }
}
