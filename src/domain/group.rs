//! Cards that say the same, put together under a name: the board shows them as one, and each stays what it was. Votes, evidence and
//! marks are the cards' own, so nothing is lost when they stand apart again.

use super::card::{CardId, Evidence, Insight};
use super::text;
use super::votes::Votes;

impl Insight {
    pub(crate) fn is_group(&self) -> bool {
        !self.members.is_empty()
    }

    /// It is this card, or the card stands in it.
    pub(crate) fn holds(&self, id: CardId) -> bool {
        self.id == id || self.members.iter().any(|card| card.id == id)
    }

    /// As they were written.
    pub(crate) fn cards(&self) -> &[Self] {
        if self.is_group() { &self.members } else { std::slice::from_ref(self) }
    }

    /// What it may be known by in another retro, its own topic first: whatever is linked to it, in whatever order; of a group what is
    /// linked to the critical cards in it.
    pub(crate) fn topics(&self) -> impl Iterator<Item = String> {
        let critical = self.cards().iter().filter(|card| !self.is_group() || card.critical);
        let linked = critical.flat_map(|card| card.evidence.iter().map(|found| found.key.clone()).chain([card.topic()]));
        let mut all = vec![self.topic()];
        linked.for_each(|topic| {
            if !all.contains(&topic) {
                all.push(topic);
            }
        });
        all.into_iter()
    }

    /// Puts cards beneath this one, or beneath those that are there.
    pub(super) fn take_in(&mut self, name: &str, cards: Vec<Self>) {
        if !self.is_group() {
            self.members = vec![self.clone()];
        }
        self.members.extend(cards);
        name.clone_into(&mut self.text);
        self.retell();
    }

    /// Changes one card.
    pub(super) fn change(&mut self, id: CardId, change: impl FnOnce(&mut Self)) {
        match self.members.iter_mut().find(|card| card.id == id) {
            Some(card) => change(card),
            None => return change(self),
        }
        self.retell();
    }

    /// Changes the card, or each card of the group.
    pub(super) fn change_all(&mut self, mut change: impl FnMut(&mut Self)) {
        if !self.is_group() {
            return change(self);
        }
        self.members.iter_mut().for_each(change);
        self.retell();
    }

    /// A group is the sum of its cards; what is critical speaks first.
    fn retell(&mut self) {
        let cards = &self.members;
        let critical = || cards.iter().filter(|card| card.critical);
        let mut evidence: Vec<Evidence> = Vec::new();
        for found in critical().chain(cards.iter().filter(|card| !card.critical)).flat_map(|card| &card.evidence) {
            if !evidence.iter().any(|known| known.key == found.key) {
                evidence.push(found.clone());
            }
        }
        let mut authors: Vec<String> = Vec::new();
        for card in cards {
            if !authors.contains(&card.author) {
                authors.push(card.author.clone());
            }
        }
        self.votes = Votes::sum(cards.iter().map(|card| &card.votes));
        self.accepted = critical().map(|card| card.accepted.clone()).reduce(Option::and).flatten();
        self.critical = critical().next().is_some();
        self.author = text::and(&authors);
        self.evidence = evidence;
    }
}
