//! The people of a retro.

mod listed;
mod meant;
mod spelling;

use std::fmt;

use serde::{Deserialize, Serialize};

use super::roster::{Role, Roster};
use super::text;
use crate::work;

/// Who sits at the keyboard, where nobody said a name.
pub(crate) const UNNAMED: &str = "facilitator";

pub(crate) use listed::{Listed, listed, roles};
pub(crate) use meant::{Meant, begun, meant, named_first};
pub(crate) use spelling::{Spelled, is_likely_same, spelled};

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
    let Some((first, last)) = first_and_last(name) else { return name.to_owned() };
    let namesakes = people.iter().filter(|other| !is_same_name(&other.name, name)).filter_map(|other| first_and_last(&other.name));
    let lasts: Vec<&str> = namesakes.filter(|(given, _)| is_same_name(given, first)).map(|(_, last)| last).collect();
    if lasts.is_empty() || last.is_empty() {
        return first.to_owned();
    }
    let begun = |letters: usize| last.chars().take(letters).collect::<String>();
    let is_told = |part: &String| !lasts.iter().any(|other| text::bare(other).starts_with(&text::bare(part)));
    match (1..last.chars().count()).map(begun).find(is_told) {
        Some(part) => format!("{first} {part}."),
        None => format!("{first} {last}"),
    }
}

/// Nothing for the last name where there is none.
fn first_and_last(name: &str) -> Option<(&str, &str)> {
    let mut words = name.split_whitespace();
    Some((words.next()?, words.next_back().unwrap_or("")))
}

/// Two spellings of one name.
pub(crate) fn is_same_name(a: &str, b: &str) -> bool {
    work::done(1);
    text::fold(a) == text::fold(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_name_has_as_many_letters_as_tell_two_apart() {
        let names = ["Max Sommer", "Max Schmidt", "Ana Lopez", "Jo Kim", "Jo Kimura", "Mia"];
        let people: Vec<Person> =
            (1..).zip(names).map(|(id, name)| Person { id: PersonId(id), name: name.into(), present: true }).collect();
        let short: Vec<String> = names.iter().map(|name| short(name, &people)).collect();
        assert_eq!(short, ["Max So.", "Max Sc.", "Ana", "Jo Kim", "Jo Kimu.", "Mia"]);
    }
}
