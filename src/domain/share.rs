//! A session on several machines. Each step has a name that is the same on all of them, and knows the steps that its author had seen.
//! From that follows one order that every machine computes the same, and what was done at once.

mod conflict;
mod lineage;
mod moment;
mod touched;

use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::digest::Fnv;
use super::event::{Event, Record};

pub(crate) use conflict::{Conflict, conflicts, said_again};
pub(crate) use lineage::Lineage;
pub(crate) use moment::Moment;

/// Names a step on every machine: 32 hexadecimal digits. It is made of when and behind what the step was taken, and of nothing that it
/// says: who is forgotten later does not change it, and nobody reads a name from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LineId(u128);

impl LineId {
    fn of(record: &Record, parents: &[Self]) -> Self {
        let behind: Vec<String> = parents.iter().map(ToString::to_string).collect();
        let (at, who) = (record.at, record.who.0);
        let hex =
            Fnv::of(format!("{} {} {} {who} {}", behind.join(" "), at.timestamp(), at.timestamp_subsec_nanos(), record.seq).as_bytes());
        Self(u128::from_str_radix(&hex, 16).unwrap_or_default())
    }
}

impl fmt::Display for LineId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl From<LineId> for String {
    fn from(id: LineId) -> Self {
        id.to_string()
    }
}

impl TryFrom<String> for LineId {
    type Error = String;

    fn try_from(said: String) -> Result<Self, String> {
        let is_hex = said.len() == 32 && said.bytes().all(|byte| byte.is_ascii_hexdigit());
        let id = is_hex.then(|| u128::from_str_radix(&said, 16).ok()).flatten();
        id.map(Self).ok_or_else(|| format!("{} names no step", super::text::line(&said)))
    }
}

/// Where a step of the journal came from that was taken on another machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    pub id: LineId,
    /// The newest steps that its author had seen, sorted.
    pub parents: Vec<LineId>,
    /// As its owner knows it.
    pub machine: String,
    /// Its number there.
    pub seq: u64,
}

/// A step as it travels between machines.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    pub id: LineId,
    pub parents: Vec<LineId>,
    pub machine: String,
    /// The step that it takes back or does again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<LineId>,
    /// The step that it is a part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_of: Option<LineId>,
    /// The steps by which customers were forgotten, and of which nothing is left in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forgotten: Vec<LineId>,
    /// Its number, and those that it names, are those of the machine that wrote it.
    pub record: Record,
}

impl Line {
    /// What steps are sorted by where neither was seen by the author of the other.
    fn rank(&self) -> (DateTime<Utc>, LineId) {
        (self.record.at, self.id)
    }
}

/// Where a machine counts from in a session that began on another one: cards, actions and people get numbers that no other machine gives.
pub(crate) fn first_number(machine: &str) -> u32 {
    let digest = u64::from_str_radix(&Fnv::of(machine.as_bytes())[..16], 16).unwrap_or_default();
    (digest % u64::from(MACHINES)) as u32 * NUMBERS + FIRST_ELSEWHERE
}

/// The machine on which a session began counts from 1 to here.
const FIRST_ELSEWHERE: u32 = 1_000;
/// So many numbers each other machine has of each kind. Beyond them, and where two machines share them by chance, the later step is not
/// counted and put before the room.
const NUMBERS: u32 = 100;
/// So that no number has more than five digits.
const MACHINES: u32 = 990;

/// The numbers that a machine gives out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Numbers {
    base: u32,
}

impl Numbers {
    /// Of a machine that took the session in from others.
    pub(crate) fn of(machine: &str) -> Self {
        Self { base: first_number(machine) }
    }

    pub(crate) fn is_own(self, number: u32) -> bool {
        let end = if self.base == 0 { u32::MAX } else { self.base + NUMBERS };
        let is_elsewhere = self.base == 0 && (FIRST_ELSEWHERE..FIRST_ELSEWHERE + MACHINES * NUMBERS).contains(&number);
        (self.base..end).contains(&number) && !is_elsewhere
    }

    pub(crate) fn after(self, last: u32) -> u32 {
        last.max(self.base).saturating_add(1)
    }

    /// The number before the first.
    pub(crate) fn before_first(self) -> u32 {
        self.base
    }
}

/// The names of all steps of a journal.
pub(crate) fn ids(records: &[Record]) -> Vec<LineId> {
    let lineage = Lineage::of(records);
    (0..records.len()).map(|place| lineage.id(place)).collect()
}

/// The steps of this machine as they travel. Where customers were `forgotten`, all that is known here goes out once more without them: whose
/// machine never comes back cannot write it anew.
pub fn lines(records: &[Record], machine: &str, forgotten: &[LineId]) -> Vec<Line> {
    let lineage = Lineage::of(records);
    let goes_out = (0..records.len()).filter(|place| records[*place].from.is_none() || !forgotten.is_empty());
    goes_out.map(|place| Line { forgotten: forgotten.to_vec(), ..lineage.line(records, place, machine) }).collect()
}

/// The step that an event takes back or does again.
fn about(event: &Event) -> Option<u64> {
    match event {
        Event::Undone { seq } | Event::Redone { seq } => Some(*seq),
        _ => None,
    }
}

/// An event that names steps as this machine numbers them.
fn naming(event: Event, about: Option<u64>) -> Event {
    match (event, about) {
        (Event::Undone { .. }, Some(seq)) => Event::Undone { seq },
        (Event::Redone { .. }, Some(seq)) => Event::Redone { seq },
        (event, _) => event,
    }
}

#[cfg(test)]
#[path = "share/share_tests.rs"]
mod tests;
