//! A sign-off: who gave it, as what, and what has changed since. It is about what the retro says, so each step that changes that stands
//! beside it until somebody signs again.

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::action::Action;
use super::event::Event;
use super::person::is_same_name;
use super::roster::{Role, Roster};
use super::session::Session;

/// As what somebody signs off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Capacity {
    /// Who holds the role.
    Holder,
    /// The fallback that is written down for the role.
    StandIn,
    /// Neither: it is on record, and is nobody's sign-off for the role.
    Other,
}

/// A sign-off, bound to what was signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignOff {
    pub name: String,
    pub capacity: Capacity,
    /// Whom a stand-in stands in for.
    pub for_whom: Option<String>,
    pub at: DateTime<Utc>,
    /// The step that it is.
    pub step: u64,
    /// What is otherwise by now, oldest first.
    pub changes: Vec<Change>,
}

/// A step that changed what was signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The step that changed something, or that was taken back or done again.
    pub about: u64,
    pub what: String,
}

impl Roster {
    /// As what a person of this name would sign off.
    pub fn capacity(&self, role: Role, name: &str) -> Capacity {
        let seat = self.seat(role);
        let is = |of: &Option<String>| of.as_deref().is_some_and(|known| is_same_name(known, name));
        match () {
            () if is(&seat.name) => Capacity::Holder,
            () if is(&seat.fallback) => Capacity::StandIn,
            () => Capacity::Other,
        }
    }
}

impl SignOff {
    /// It counts as that of the role.
    pub fn is_of_role(&self) -> bool {
        self.capacity != Capacity::Other
    }

    /// `Ines Ferreira`, `Piet Vos, standing in for Ines Ferreira`, `Jo Kim, who is not the Renewal Director`.
    pub fn told(&self, role: Role) -> String {
        format!("{}{}", self.name, self.standing(role))
    }

    /// What follows the name: nothing where the name says it all.
    pub fn standing(&self, role: Role) -> String {
        match (self.capacity, &self.for_whom) {
            (Capacity::Holder, _) => String::new(),
            (Capacity::StandIn, Some(name)) => format!(", standing in for {name}"),
            (Capacity::StandIn, None) => format!(", standing in for the {}", role.label()),
            (Capacity::Other, _) => format!(", who is not the {}", role.label()),
        }
    }

    /// `3 changes since`; nothing while what was signed still stands.
    pub fn told_since(&self) -> Option<String> {
        (!self.changes.is_empty()).then(|| format!("{} since", super::text::counted(self.changes.len(), "change", "changes")))
    }

    /// A step that was taken back and done again has changed nothing.
    fn change(&mut self, about: u64, what: String) {
        match self.changes.iter().position(|known| known.about == about) {
            Some(place) => drop(self.changes.remove(place)),
            None => self.changes.push(Change { about, what }),
        }
    }
}

impl Session {
    /// Whether the sponsor, or who is written down as standing in, has signed off.
    pub fn is_signed(&self) -> bool {
        self.signed_off.get(&Role::RenewalDirector).is_some_and(SignOff::is_of_role)
    }

    /// What became of the retro after it was signed, oldest first.
    pub fn changed_since_signed(&self) -> &[Change] {
        self.signed_off.get(&Role::RenewalDirector).map_or(&[], |signed| &signed.changes)
    }

    pub(super) fn sign(&mut self, role: Role, signed: SignOff) {
        self.signed_off.insert(role, signed);
    }

    /// What was signed is otherwise by this step.
    pub(super) fn note_change(&mut self, step: u64, what: &str) {
        for signed in self.signed_off.values_mut() {
            signed.change(step, what.to_owned());
        }
    }

    /// A step from before the sign-off was taken back, or done again.
    pub(super) fn note_taken_back(&mut self, about: u64, what: &str) {
        for signed in self.signed_off.values_mut().filter(|signed| about < signed.step) {
            signed.change(about, what.to_owned());
        }
    }
}

/// What a step is to a sign-off, and to a session that is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bearing {
    /// What becomes of actions after the retro: it changes nothing of what was agreed.
    FollowUp,
    /// Who sees to an action: it may go on after the retro, and is not what was signed.
    Owner,
    /// It changes what is signed.
    Content,
    /// Neither.
    Aside,
}

impl Bearing {
    /// It stands beside a sign-off until somebody signs again.
    pub fn is_change(self) -> bool {
        matches!(self, Self::Owner | Self::Content)
    }

    /// It may happen to a session that is closed.
    pub fn may_follow_close(self) -> bool {
        matches!(self, Self::FollowUp | Self::Owner)
    }
}

/// What a step changes, told beside a sign-off; seen from the session before the step.
pub(super) fn told_change(session: &Session, event: &Event) -> String {
    match event {
        Event::ActionChanged { action, .. } => session.action(action.id).map_or_else(|| event.describe(), |now| now.told_changes(action)),
        event => event.describe(),
    }
}

/// Seen from the session before the step.
pub fn bearing(session: &Session, event: &Event) -> Bearing {
    match event {
        Event::CarriedActionJudged { .. }
        | Event::CarriedActionChanged { .. }
        | Event::EffectJudged { .. }
        | Event::EscalationAnswered { .. } => Bearing::FollowUp,
        Event::ActionChanged { action, .. } => session.action(action.id).map_or(Bearing::Content, |now| bearing_of_change(now, action)),
        Event::CardMoved { id, kind, .. } if session.insight(*id).is_some_and(|card| card.kind == *kind) => Bearing::Aside,
        event if event.nature().signed => Bearing::Content,
        _ => Bearing::Aside,
    }
}

/// Where an action stands and by when it is due is its progress; who sees to it is handed over; what was agreed to do stays.
fn bearing_of_change(now: &Action, then: &Action) -> Bearing {
    let in_time = Action { status: now.status, due: now.due, ..then.clone() };
    let handed_back = Action { owner: now.owner.clone(), role: now.role.clone(), team: now.team, ..in_time.clone() };
    match () {
        () if in_time == *now => Bearing::FollowUp,
        () if handed_back == *now => Bearing::Owner,
        () => Bearing::Content,
    }
}

#[cfg(test)]
#[path = "sign_off_tests.rs"]
mod tests;
