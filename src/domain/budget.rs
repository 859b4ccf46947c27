//! How many votes each person has, and how many are used.

use serde::{Deserialize, Serialize};

use super::person::PersonId;
use super::session::Session;
use super::text::counted;

/// Votes that a person may give: in all, and to one card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Budget {
    pub person: u32,
    pub card: u32,
}

impl Default for Budget {
    fn default() -> Self {
        Self { person: 3, card: 3 }
    }
}

impl Budget {
    /// What a retro begins with.
    #[expect(clippy::unnecessary_wraps, reason = "what a journal leaves out is filled in by it")]
    pub(crate) fn usual() -> Option<Self> {
        Some(Self::default())
    }

    /// `3 votes a person, at most 2 on one card`.
    pub(crate) fn told(self) -> String {
        let all = format!("{} a person", counted(self.person as usize, "vote", "votes"));
        if self.card < self.person { format!("{all}, at most {} on one card", self.card) } else { all }
    }
}

impl Session {
    /// What people are held to; nothing while nobody is named, for then nobody's votes are told apart.
    pub(crate) fn budget(&self) -> Option<Budget> {
        self.budget.filter(|_| !self.people.is_empty())
    }

    pub(crate) fn votes_of(&self, person: PersonId) -> u32 {
        self.insights.iter().fold(0, |sum, card| sum.saturating_add(card.votes.of(person)))
    }

    /// All votes that were given, hands among them.
    pub fn votes_used(&self) -> u32 {
        self.insights.iter().fold(0, |sum, card| sum.saturating_add(card.votes.total()))
    }

    /// Those who are here, and those who left and have voted.
    pub(crate) fn voters(&self) -> u32 {
        let votes = |person: &&super::person::Person| person.present || self.votes_of(person.id) > 0;
        self.people.iter().filter(votes).count() as u32
    }

    /// All votes that there are.
    pub(crate) fn votes_given(&self) -> Option<u32> {
        self.budget().map(|budget| budget.person.saturating_mul(self.voters()))
    }
}
