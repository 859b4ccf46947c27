//! Health and usage that a warehouse measured before the due dates of renewals that are derived here.

use crate::compile::join::anchors::Anchors;
use crate::compile::join::registry::{Found, Registry};
use crate::compile::join::renewal_row;
use crate::compile::read::row::{Read, Row};
use crate::compile::read::scan::{Collect, Fate};
use crate::compile::schema::Field;
use crate::domain::renewal::UsageBuckets;

/// Which renewal was measured, its health and its usage.
pub(crate) type Measured = (usize, [Option<f64>; 3], Option<UsageBuckets>);

/// Finds the renewal of each row: by its account and exactly its due date.
pub(crate) struct MeasureRows<'a> {
    registry: &'a Registry,
    /// Due dates; targets are renewals.
    dues: &'a Anchors,
    pub found: Vec<Measured>,
}

impl<'a> MeasureRows<'a> {
    pub(crate) fn new(registry: &'a Registry, dues: &'a Anchors) -> Self {
        Self { registry, dues, found: Vec::new() }
    }
}

impl Collect for MeasureRows<'_> {
    fn row(&mut self, row: &Row<'_>) -> Read<Fate> {
        let id = row.needed(Field::AccountId, row.bytes(Field::AccountId))?;
        let day = row.needed(Field::MeasuredOn, row.date(Field::MeasuredOn)?)?;
        let Found::InScope(slot) = self.registry.find(&id) else { return Ok(Fate::OutOfScope) };
        for due in self.dues.of(slot).iter().filter(|due| due.day == day) {
            self.found.push((due.target as usize, renewal_row::health(row)?, renewal_row::usage(row)?));
        }
        Ok(Fate::Used)
    }

    fn merge(&mut self, other: Self) {
        self.found.extend(other.found);
    }
}
