//! What a room keeps beside its work: the parking lot, its working agreements, the question of the check-in with what people answered, and
//! whose actions were read back. Lines and agreements go on from retro to retro ([`brought`]).

pub mod brought;
pub mod step;

use std::collections::BTreeMap;
use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::action::{Action, ActionId};
use super::card::CardId;
use super::event::Record;
use super::person::{self, PersonId};
use super::roster::{Role, Seat};
use super::session::Session;
use brought::{Brought, PastReturn};
use step::HouseStep;

/// Numbered from 1 in each session, those that were taken over first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ParkedId(pub u32);

impl fmt::Display for ParkedId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "P{}", self.0)
    }
}

/// Numbered from 1 in each session, those that were taken over first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AgreementId(pub u32);

impl fmt::Display for AgreementId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "W{}", self.0)
    }
}

/// What is not for now, and shall not be lost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parked {
    pub id: ParkedId,
    pub text: String,
    /// The name that stands at it.
    pub by: String,
    pub on: NaiveDate,
    /// The retro that it was parked in, where that is an earlier one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Nothing while it is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub became: Option<Became>,
}

/// What became of a parked line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Became {
    Card(CardId),
    Action(ActionId),
    Dropped,
}

impl fmt::Display for Became {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Card(id) => id.fmt(f),
            Self::Action(id) => id.fmt(f),
            Self::Dropped => f.write_str("dropped"),
        }
    }
}

/// What the people of this room hold themselves to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    pub id: AgreementId,
    pub text: String,
    /// The retro that it was made in, where that is an earlier one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Nothing while nobody has said so of one that was taken over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept: Option<bool>,
}

impl Agreement {
    /// Nobody dropped it.
    pub fn is_in_force(&self) -> bool {
        self.kept != Some(false)
    }
}

/// What somebody answered to the question of the check-in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The room, where nobody was named.
    #[serde(default, skip_serializing_if = "PersonId::is_room")]
    pub who: PersonId,
    pub by: String,
    pub text: String,
}

/// An action as its owner read it back: when it is agreed otherwise later, it is to be read again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct ReadBack {
    id: ActionId,
    title: String,
    owner: String,
    due: Option<NaiveDate>,
}

impl ReadBack {
    fn of(action: &Action) -> Self {
        Self { id: action.id, title: action.title.clone(), owner: action.owner.clone(), due: action.due }
    }
}

/// All of it, as it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct House {
    /// Oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parked: Vec<Parked>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agreements: Vec<Agreement>,
    /// What the check-in asked everybody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// In the order in which they were given; the last word of each who is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Answer>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    read_back: Vec<ReadBack>,
    /// How earlier retros were scored, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub past_returns: Vec<PastReturn>,
    /// Who was in the last retro, and as what: offered here, and nobody before they are said to be there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub past_people: Vec<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub past_seats: BTreeMap<Role, Seat>,
}

impl House {
    /// As it is when a session opens.
    pub(super) fn opened(brought: &Brought) -> Self {
        Self {
            parked: brought.parked.clone(),
            agreements: brought.agreements.clone(),
            past_returns: brought.past_returns.clone(),
            past_people: brought.people.clone(),
            past_seats: brought.seats.clone(),
            ..Self::default()
        }
    }

    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Lines of which nothing has become yet.
    pub fn open(&self) -> impl Iterator<Item = &Parked> {
        self.parked.iter().filter(|line| line.became.is_none())
    }

    /// Agreements that nobody dropped.
    pub fn in_force(&self) -> impl Iterator<Item = &Agreement> {
        self.agreements.iter().filter(|agreement| agreement.is_in_force())
    }

    /// Agreements taken over that nobody has kept or dropped yet.
    pub fn undecided(&self) -> usize {
        self.agreements.iter().filter(|agreement| agreement.kept.is_none()).count()
    }

    /// The role that somebody had in the last retro, and how it was filled.
    pub(crate) fn past_role(&self, name: &str) -> Option<(Role, &Seat)> {
        let had = |seat: &Seat| seat.name.as_deref().is_some_and(|named| person::is_same_name(named, name));
        self.past_seats.iter().find(|(_, seat)| had(seat)).map(|(role, seat)| (*role, seat))
    }

    pub(crate) fn parked(&self, id: ParkedId) -> Option<&Parked> {
        self.parked.iter().find(|line| line.id == id)
    }

    pub(crate) fn agreement(&self, id: AgreementId) -> Option<&Agreement> {
        self.agreements.iter().find(|agreement| agreement.id == id)
    }

    /// Its owner has read it back, as it is agreed now.
    pub fn is_read_back(&self, action: &Action) -> bool {
        self.read_back.contains(&ReadBack::of(action))
    }

    /// Folds a step in; `read` is the action that it is about.
    pub(super) fn take(&mut self, record: &Record, step: &HouseStep, read: Option<&Action>) {
        match step {
            HouseStep::Parked { id, text } => {
                let on = record.at.date_naive();
                self.parked.push(Parked { id: *id, text: text.clone(), by: record.by.clone(), on, from: None, became: None });
            }
            HouseStep::ParkedSettled { id, became } => {
                if let Some(line) = self.parked.iter_mut().find(|line| line.id == *id) {
                    line.became = *became;
                }
            }
            HouseStep::Agreed { id, text } => {
                self.agreements.push(Agreement { id: *id, text: text.clone(), from: None, kept: Some(true) });
            }
            HouseStep::AgreementKept { id, kept, .. } => {
                if let Some(agreement) = self.agreements.iter_mut().find(|agreement| agreement.id == *id) {
                    agreement.kept = Some(*kept);
                }
            }
            HouseStep::Asked { question } => {
                self.question = Some(question.clone());
                // They are answers to another question.
                self.answers.clear();
            }
            HouseStep::Answered { text } => {
                self.answers.retain(|answer| record.who.is_room() || answer.who != record.who);
                self.answers.push(Answer { who: record.who, by: record.by.clone(), text: text.clone() });
            }
            HouseStep::ReadBack { id, read: is_read, .. } => {
                self.read_back.retain(|known| known.id != *id);
                self.read_back.extend(read.filter(|_| *is_read).map(ReadBack::of));
            }
        }
    }
}

impl Session {
    /// What owners read back at the end: what is still to do, an owner's actions one after another.
    pub fn to_read_back(&self) -> Vec<&Action> {
        let mut open: Vec<&Action> = self.actions.iter().filter(|action| !action.status.is_closed()).collect();
        open.sort_by(|a, b| (a.owner.is_empty(), &a.owner, a.id).cmp(&(b.owner.is_empty(), &b.owner, b.id)));
        open
    }

    /// How many of them were read back.
    pub fn read_back(&self) -> usize {
        self.to_read_back().into_iter().filter(|action| self.house.is_read_back(action)).count()
    }
}

#[cfg(test)]
#[path = "house_tests.rs"]
mod tests;
