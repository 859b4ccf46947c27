//! How rows of other tables find the renewals they belong to.

use chrono::NaiveDate;

use crate::compile::join::anchors::Anchors;
use crate::compile::join::registry::{Found, Registry, Slot, Unmatched};
use crate::compile::read::row::{Read, Row};
use crate::compile::schema::Field;

/// Finds accounts, and remembers the ids that nobody knows.
pub(crate) struct Join<'a> {
    pub registry: &'a Registry,
    pub unmatched: Unmatched,
    /// The row before, for histories lie in a file account by account.
    last: (Vec<u8>, Found),
}

impl<'a> Join<'a> {
    pub(crate) fn new(registry: &'a Registry) -> Self {
        Self { registry, unmatched: Unmatched::default(), last: (Vec::new(), Found::Unknown) }
    }

    /// The account of a row; `None` when it is out of scope or unknown.
    #[inline]
    pub(crate) fn slot(&mut self, row: &Row<'_>) -> Read<Option<Slot>> {
        let id = row.needed(Field::AccountId, row.bytes(Field::AccountId))?;
        Ok(match self.find(&id) {
            Found::InScope(slot) => Some(slot),
            Found::OutOfScope => None,
            Found::Unknown => {
                self.unmatched.note(&id);
                None
            }
        })
    }

    /// What `id` leads to; quick where the row before had the same one.
    #[inline]
    pub(crate) fn find(&mut self, id: &[u8]) -> Found {
        if self.last.0 != id {
            self.last.0.clear();
            self.last.0.extend_from_slice(id);
            self.last.1 = self.registry.find(id);
        }
        self.last.1
    }

    pub(crate) fn merge(&mut self, other: Self) {
        self.unmatched.merge(other.unmatched);
    }
}

/// A span of days for each renewal: what falls into it belongs to the renewal.
pub(crate) struct Spans<'a> {
    dues: &'a Anchors,
    spans: Vec<(NaiveDate, NaiveDate)>,
}

impl<'a> Spans<'a> {
    /// `spans` has one entry for each target of `dues`, both ends included.
    pub(crate) fn new(dues: &'a Anchors, spans: Vec<(NaiveDate, NaiveDate)>) -> Self {
        Self { dues, spans }
    }

    /// The renewals of an account whose span holds `day`.
    pub(crate) fn targets(&self, slot: Slot, day: NaiveDate) -> impl Iterator<Item = usize> + '_ {
        let holds = move |target: &usize| self.spans.get(*target).is_some_and(|(from, to)| *from <= day && day <= *to);
        self.dues.of(slot).iter().map(|anchor| anchor.target as usize).filter(holds)
    }
}
