//! How rows of other tables find the renewals they belong to.

use chrono::NaiveDate;

use super::anchors::Anchors;
use super::registry::{Found, Registry, Slot, Unmatched};
use super::row::{Read, Row};
use super::schema::Field;

/// Finds accounts, and remembers the ids that nobody knows.
pub struct Join<'a> {
    registry: &'a Registry,
    pub unmatched: Unmatched,
}

impl<'a> Join<'a> {
    pub fn new(registry: &'a Registry) -> Self {
        Self { registry, unmatched: Unmatched::default() }
    }

    /// The account of a row; `None` when it is out of scope or unknown.
    pub fn slot(&mut self, row: &Row<'_>) -> Read<Option<Slot>> {
        let id = row.needed(Field::AccountId, row.bytes(Field::AccountId))?;
        Ok(match self.registry.find(&id) {
            Found::InScope(slot) => Some(slot),
            Found::OutOfScope => None,
            Found::Unknown => {
                self.unmatched.note(&id);
                None
            }
        })
    }

    pub fn merge(&mut self, other: Self) {
        self.unmatched.merge(other.unmatched);
    }
}

/// A span of days for each renewal: what falls into it belongs to the renewal.
pub struct Spans<'a> {
    dues: &'a Anchors,
    spans: Vec<(NaiveDate, NaiveDate)>,
}

impl<'a> Spans<'a> {
    /// `spans` has one entry for each target of `dues`, both ends included.
    pub fn new(dues: &'a Anchors, spans: Vec<(NaiveDate, NaiveDate)>) -> Self {
        Self { dues, spans }
    }

    /// The renewals of an account whose span holds `day`.
    pub fn targets(&self, slot: Slot, day: NaiveDate) -> impl Iterator<Item = usize> + '_ {
        let holds = move |target: &usize| self.spans.get(*target).is_some_and(|(from, to)| *from <= day && day <= *to);
        self.dues.of(slot).iter().map(|anchor| anchor.target as usize).filter(holds)
    }
}
