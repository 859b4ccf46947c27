//! Votes for a card, and for the retro itself: each belongs to a person, or to the room as a whole.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::person::PersonId;

/// The votes of one card.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Votes {
    by_person: BTreeMap<PersonId, u32>,
    /// The last show of hands.
    hands: Option<u32>,
}

impl Votes {
    pub(crate) fn sum<'a>(all: impl Iterator<Item = &'a Self>) -> Self {
        let mut sum = Self::default();
        for votes in all {
            for (person, cast) in &votes.by_person {
                let known = sum.by_person.entry(*person).or_default();
                *known = known.saturating_add(*cast);
            }
            let hands = sum.hands.unwrap_or(0).saturating_add(votes.hands.unwrap_or(0));
            sum.count_hands(hands);
        }
        sum
    }

    pub fn total(&self) -> u32 {
        self.by_person.values().fold(self.hands.unwrap_or(0), |sum, votes| sum.saturating_add(*votes))
    }

    /// Votes cast one by one.
    pub(crate) fn cast_singly(&self) -> u32 {
        self.total() - self.hands.unwrap_or(0)
    }

    pub(crate) fn of(&self, person: PersonId) -> u32 {
        self.by_person.get(&person).copied().unwrap_or(0)
    }

    pub(crate) fn hands(&self) -> Option<u32> {
        self.hands
    }

    pub(super) fn cast(&mut self, person: PersonId) {
        let votes = self.by_person.entry(person).or_default();
        *votes = votes.saturating_add(1);
    }

    /// Only a person's own vote is taken back.
    pub(super) fn take_back(&mut self, person: PersonId) {
        if let Some(votes) = self.by_person.get_mut(&person) {
            *votes -= 1;
            if *votes == 0 {
                self.by_person.remove(&person);
            }
        }
    }

    /// A new show of hands replaces the last one.
    pub(super) fn count_hands(&mut self, hands: u32) {
        self.hands = (hands > 0).then_some(hands);
    }
}

/// Was it worth the time, 1 to 5: one score a person, and those that the room called out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnOnTime {
    by_person: BTreeMap<PersonId, u8>,
    called_out: Vec<u8>,
}

impl ReturnOnTime {
    pub fn scores(&self) -> Vec<u8> {
        self.called_out.iter().chain(self.by_person.values()).copied().collect()
    }

    pub(crate) fn len(&self) -> usize {
        self.called_out.len() + self.by_person.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What a person said last.
    pub fn of(&self, person: PersonId) -> Option<u8> {
        self.by_person.get(&person).copied()
    }

    /// `None` where nobody scored.
    pub(crate) fn mean(&self) -> Option<f64> {
        let scores = self.scores();
        (!scores.is_empty()).then(|| scores.iter().map(|score| f64::from(*score)).sum::<f64>() / scores.len() as f64)
    }

    pub(super) fn score(&mut self, person: PersonId, score: u8) {
        if person.is_room() {
            self.called_out.push(score);
        } else {
            self.by_person.insert(person, score);
        }
    }
}
