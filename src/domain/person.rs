//! The people of a retro.

mod meant;
mod spelling;

use std::fmt;

use serde::{Deserialize, Serialize};

use super::roster::{Role, Roster};
use super::text;

pub(crate) use meant::{Meant, begun, meant, named_first};
pub(crate) use spelling::{Spelled, is_likely_same, names, spelled};

/// Numbers a person within a session, from 1; 0 is whoever is at the keyboard without having said who.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PersonId(pub u32);

impl PersonId {
    /// The keyboard: everybody in the room together, nobody by name. All steps of journals from before there were people are its.
    pub const ROOM: Self = Self(0);

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it")]
    pub(crate) fn is_room(&self) -> bool {
        *self == Self::ROOM
    }
}

impl fmt::Display for PersonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "P{}", self.0)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub id: PersonId,
    pub name: String,
    /// Here now; who left stays in the list.
    pub present: bool,
}

impl Person {
    /// The roles this person acts in now: a seat is taken by name.
    pub(crate) fn roles(&self, roster: &Roster) -> Vec<Role> {
        let acts = |role: &Role| roster.seat(*role).acting().is_some_and(|name| is_same_name(name, &self.name));
        Role::ALL.into_iter().filter(acts).collect()
    }
}

/// The first name, and as much of the last one as tells two people apart.
pub fn short(name: &str, people: &[Person]) -> String {
    let mut words = name.split_whitespace();
    let Some(first) = words.next() else { return name.to_owned() };
    let is_first = |other: &&Person| other.name.split_whitespace().next().is_some_and(|given| is_same_name(given, first));
    match words.next_back().and_then(|last| last.chars().next()) {
        Some(initial) if people.iter().filter(is_first).count() > 1 => format!("{first} {initial}."),
        _ => first.to_owned(),
    }
}

/// Two spellings of one name.
pub(crate) fn is_same_name(a: &str, b: &str) -> bool {
    text::fold(a) == text::fold(b)
}
