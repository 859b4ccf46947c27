//! Which plays were run before which renewal.

use crate::compile::join::interner::Names;
use crate::compile::join::link::{Join, Spans};
use crate::compile::join::registry::{Registry, Slot};
use crate::compile::read::row::{Read, Row};
use crate::compile::read::scan::{Collect, Fate};
use crate::compile::schema::Field;
use crate::domain::renewal::{PlayUse, Risk};

/// A play with the renewal it belongs to.
#[derive(Clone, Debug)]
pub(crate) struct FoundPlay {
    pub renewal: usize,
    pub slot: Slot,
    pub play: PlayUse,
    position: u64,
}

/// Plays of the renewals in scope.
pub(crate) struct PlayRows<'a> {
    pub join: Join<'a>,
    spans: &'a Spans<'a>,
    names: Names,
    found: Vec<FoundPlay>,
}

impl<'a> PlayRows<'a> {
    pub(crate) fn new(registry: &'a Registry, spans: &'a Spans<'a>) -> Self {
        Self { join: Join::new(registry), spans, names: Names::default(), found: Vec::new() }
    }

    /// The plays in the order in which they were run.
    pub(crate) fn in_order(mut self) -> Vec<FoundPlay> {
        self.found.sort_by_key(|found| (found.play.on, found.position, found.renewal));
        self.found
    }
}

impl Collect for PlayRows<'_> {
    fn row(&mut self, row: &Row<'_>) -> Read<Fate> {
        let Some(slot) = self.join.slot(row)? else { return Ok(Fate::OutOfScope) };
        let on = row.needed(Field::Date, row.date(Field::Date)?)?;
        let targets: Vec<usize> = self.spans.targets(slot, on).collect();
        // A row of another time is not looked at more closely: an engine would not hand it out.
        if targets.is_empty() {
            return Ok(Fate::OutOfScope);
        }
        let name = row.needed(Field::Play, row.text(Field::Play)?)?;
        let health = row.number(Field::HealthAtPlay)?;
        let risk_before = row.risk(Field::RiskBefore)?.or(health.map(Risk::from_health));
        for renewal in targets {
            let play = PlayUse { play: self.names.get(&name), on, risk_before };
            self.found.push(FoundPlay { renewal, slot, play, position: row.position });
        }
        Ok(Fate::Used)
    }

    fn merge(&mut self, other: Self) {
        self.found.extend(other.found);
        self.join.merge(other.join);
    }
}
