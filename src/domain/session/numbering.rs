//! The numbers that a session gives out next.

use super::history::History;
use crate::domain::action::ActionId;
use crate::domain::card::CardId;
use crate::domain::event::{Event, Record};
use crate::domain::house::step::HouseStep;
use crate::domain::house::{AgreementId, ParkedId};
use crate::domain::person::PersonId;

impl History {
    pub fn next_card(&self) -> CardId {
        CardId(self.numbers.after(self.last_card))
    }

    pub fn next_action(&self) -> ActionId {
        ActionId(self.numbers.after(self.last_action))
    }

    pub(crate) fn next_person(&self) -> PersonId {
        PersonId(self.numbers.after(self.last_person))
    }

    /// Numbers that other machines gave out are theirs to go on from.
    pub(super) fn note_number(&mut self, record: &Record) {
        let is_own = |number: u32| record.from.is_none() || self.numbers.is_own(number);
        let note = |last: &mut u32, number: u32| *last = (*last).max(number);
        match &record.event {
            Event::CardAdded { id, .. } if is_own(id.0) => note(&mut self.last_card, id.0),
            Event::ActionAdded { action } if is_own(action.id.0) => note(&mut self.last_action, action.id.0),
            Event::PersonJoined { id, .. } if is_own(id.0) => note(&mut self.last_person, id.0),
            _ => {}
        }
    }

    /// A number is given out once, also where the step was taken back.
    pub(crate) fn next_parked(&self) -> ParkedId {
        let numbers = self.records().iter().filter_map(|record| match &record.event {
            Event::Housekeeping { step: HouseStep::Parked { id, .. } } => Some((record, id.0)),
            Event::SessionOpened { brought, .. } => Some((record, brought.parked.iter().map(|line| line.id.0).max()?)),
            _ => None,
        });
        ParkedId(self.next_of(numbers))
    }

    pub(crate) fn next_agreement(&self) -> AgreementId {
        let numbers = self.records().iter().filter_map(|record| match &record.event {
            Event::Housekeeping { step: HouseStep::Agreed { id, .. } } => Some((record, id.0)),
            Event::SessionOpened { brought, .. } => Some((record, brought.agreements.iter().map(|one| one.id.0).max()?)),
            _ => None,
        });
        AgreementId(self.next_of(numbers))
    }

    fn next_of<'a>(&self, numbers: impl Iterator<Item = (&'a Record, u32)>) -> u32 {
        let own = numbers.filter(|(record, number)| record.from.is_none() || self.numbers.is_own(*number));
        self.numbers.after(own.map(|(_, number)| number).max().unwrap_or(0))
    }
}
