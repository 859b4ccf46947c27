//! Support tickets in the 90 days before each due date.

use crate::compile::join::link::{Join, Spans};
use crate::compile::join::registry::Registry;
use crate::compile::read::row::{Read, Row};
use crate::compile::read::scan::{Collect, Fate};
use crate::compile::schema::Field;

/// Tickets opened and escalated, by renewal.
pub struct TicketRows<'a> {
    pub join: Join<'a>,
    spans: &'a Spans<'a>,
    /// [opened, escalated].
    counts: Vec<[u32; 2]>,
}

impl<'a> TicketRows<'a> {
    pub fn new(registry: &'a Registry, spans: &'a Spans<'a>, renewals: usize) -> Self {
        Self { join: Join::new(registry), spans, counts: vec![[0; 2]; renewals] }
    }

    /// [opened, escalated] of a renewal.
    pub fn counts(&self, renewal: usize) -> [u32; 2] {
        self.counts.get(renewal).copied().unwrap_or_default()
    }
}

impl Collect for TicketRows<'_> {
    fn row(&mut self, row: &Row<'_>) -> Read<Fate> {
        let Some(slot) = self.join.slot(row)? else { return Ok(Fate::OutOfScope) };
        let opened = row.needed(Field::Opened, row.date(Field::Opened)?)?;
        let targets: Vec<usize> = self.spans.targets(slot, opened).collect();
        if targets.is_empty() {
            return Ok(Fate::OutOfScope);
        }
        let escalated = row.flag(Field::Escalated)?.unwrap_or(false);
        for renewal in targets {
            self.counts[renewal][0] += 1;
            self.counts[renewal][1] += u32::from(escalated);
        }
        Ok(Fate::Used)
    }

    fn merge(&mut self, other: Self) {
        for (mine, theirs) in self.counts.iter_mut().zip(other.counts) {
            mine[0] += theirs[0];
            mine[1] += theirs[1];
        }
        self.join.merge(other.join);
    }
}
