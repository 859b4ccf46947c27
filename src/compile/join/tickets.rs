//! Support tickets in the months before each due date.

use chrono::NaiveDate;

use crate::compile::join::link::{Join, Spans};
use crate::compile::join::overlaps::{Sighting, Watch};
use crate::compile::join::registry::{Registry, Slot};
use crate::compile::read::row::{Read, Row};
use crate::compile::read::scan::{Collect, Fate};
use crate::compile::schema::Field;
use crate::domain::renewal::Ticket;

/// Tickets by renewal.
pub(crate) struct TicketRows<'a> {
    pub join: Join<'a>,
    spans: &'a Spans<'a>,
    tickets: Vec<Vec<Ticket>>,
    /// Tickets may stand twice: they are noted, and added up when it is known which count.
    watch: Option<Watch<'a>>,
    noted: Vec<Sighting>,
}

impl<'a> TicketRows<'a> {
    pub(crate) fn new(registry: &'a Registry, spans: &'a Spans<'a>, renewals: usize, watch: Option<Watch<'a>>) -> Self {
        Self { join: Join::new(registry), spans, tickets: vec![Vec::new(); renewals], watch, noted: Vec::new() }
    }

    /// The rows that were noted instead of added up.
    pub(crate) fn take_noted(&mut self) -> Vec<Sighting> {
        std::mem::take(&mut self.noted)
    }

    /// Adds noted rows.
    pub(crate) fn add_noted(&mut self, noted: &[Sighting]) {
        for row in noted {
            let Some(opened) = NaiveDate::from_num_days_from_ce_opt(row.day) else { continue };
            self.add(row.slot, Ticket { opened, is_escalated: row.counts[1] > 0 });
        }
    }

    fn add(&mut self, slot: Slot, ticket: Ticket) {
        for renewal in self.spans.targets(slot, ticket.opened) {
            self.tickets[renewal].push(ticket);
        }
    }

    /// The tickets of a renewal, oldest first.
    pub(crate) fn take(&mut self, renewal: usize) -> Vec<Ticket> {
        let mut tickets = self.tickets.get_mut(renewal).map(std::mem::take).unwrap_or_default();
        tickets.sort_unstable();
        tickets
    }
}

impl Collect for TicketRows<'_> {
    fn row(&mut self, row: &Row<'_>) -> Read<Fate> {
        let Some(slot) = self.join.slot(row)? else { return Ok(Fate::OutOfScope) };
        let opened = row.needed(Field::Opened, row.date(Field::Opened)?)?;
        if self.spans.targets(slot, opened).next().is_none() {
            return Ok(Fate::OutOfScope);
        }
        let is_escalated = row.flag(Field::Escalated)?.unwrap_or(false);
        match self.watch {
            Some(watch) => self.noted.push(watch.sight(row, slot, opened, [1, u64::from(is_escalated)])),
            None => self.add(slot, Ticket { opened, is_escalated }),
        }
        Ok(Fate::Used)
    }

    fn merge(&mut self, other: Self) {
        for (mine, theirs) in self.tickets.iter_mut().zip(other.tickets) {
            mine.extend(theirs);
        }
        self.noted.extend(other.noted);
        self.join.merge(other.join);
    }
}
