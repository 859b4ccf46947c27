//! Support tickets in the 90 days before each due date.

use chrono::NaiveDate;

use crate::compile::join::link::{Join, Spans};
use crate::compile::join::overlaps::{Sighting, Watch};
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
    /// Tickets may stand twice: they are noted, and added up when it is known which count.
    watch: Option<Watch<'a>>,
    noted: Vec<Sighting>,
}

impl<'a> TicketRows<'a> {
    pub fn new(registry: &'a Registry, spans: &'a Spans<'a>, renewals: usize, watch: Option<Watch<'a>>) -> Self {
        Self { join: Join::new(registry), spans, counts: vec![[0; 2]; renewals], watch, noted: Vec::new() }
    }

    /// The rows that were noted instead of added up.
    pub fn take_noted(&mut self) -> Vec<Sighting> {
        std::mem::take(&mut self.noted)
    }

    /// Adds up noted rows.
    pub fn add_noted(&mut self, noted: &[Sighting]) {
        for row in noted {
            let targets = NaiveDate::from_num_days_from_ce_opt(row.day).into_iter().flat_map(|day| self.spans.targets(row.slot, day));
            for renewal in targets.collect::<Vec<_>>() {
                self.add(renewal, row.counts[1] > 0);
            }
        }
    }

    fn add(&mut self, renewal: usize, escalated: bool) {
        self.counts[renewal][0] += 1;
        self.counts[renewal][1] += u32::from(escalated);
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
        match self.watch {
            Some(watch) => self.noted.push(watch.sight(row, slot, opened, [1, u64::from(escalated)])),
            None => targets.into_iter().for_each(|renewal| self.add(renewal, escalated)),
        }
        Ok(Fate::Used)
    }

    fn merge(&mut self, other: Self) {
        for (mine, theirs) in self.counts.iter_mut().zip(other.counts) {
            mine[0] += theirs[0];
            mine[1] += theirs[1];
        }
        self.noted.extend(other.noted);
        self.join.merge(other.join);
    }
}
