//! What was measured before each due date: health, usage, notes, plays and tickets, joined to the renewals.

use chrono::{Days, NaiveDate};

use crate::compile::join::anchors::Anchors;
use crate::compile::join::health::HealthRows;
use crate::compile::join::link::Spans;
use crate::compile::join::measures::MeasureRows;
use crate::compile::join::notes::NoteRows;
use crate::compile::join::overlaps::Overlaps;
use crate::compile::join::plays::{FoundPlay, PlayRows};
use crate::compile::join::population::Population;
use crate::compile::join::quality::Account;
use crate::compile::join::registry::{Registry, Slot, Unmatched};
use crate::compile::join::renewals::Kept;
use crate::compile::join::tickets::TicketRows;
use crate::compile::join::usage::{Extent, UsageRows};
use crate::compile::read::scan::{Collect, Meter, scan};
use crate::compile::schema::Table;
use crate::compile::understand::layout::Layout;
use crate::domain::renewal::{Renewal, Risk};
use crate::error::Result;

/// Days before due at which health is read.
pub(crate) const HEALTH_AT: [u64; 3] = [90, 60, 30];
/// Notes this many days before the renewal closes belong to it.
pub(crate) const NOTES_FROM: u64 = 365;
/// Plays this many days before due belong to the renewal.
pub(crate) const PLAYS_FROM: u64 = 180;
/// Tickets this many days before due belong to the renewal: the ninety days up to a month before it, and that month.
pub(crate) const TICKETS_FROM: u64 = 120;
/// ... and these are counted.
const TICKETS_COUNTED: u64 = 90;

/// Reads all optional tables, and joins what they hold to the renewals of `population`. Gives what the usage rows reach over.
pub(crate) fn join(layout: &Layout, population: &mut Population, meter: &Meter<'_>, account: &mut Account) -> Result<Option<Extent>> {
    let pairs: Vec<(Slot, NaiveDate)> = population.slots().map(|(slot, renewal)| (slot, renewal.due)).collect();
    let settled_by = population.scope.window.to.min(population.scope.as_of);
    let Population { registry, kept, .. } = population;
    let dues = Anchors::new(registry.size(), &pairs);
    let spans = |from: fn(&Renewal) -> (NaiveDate, NaiveDate)| Spans::new(&dues, kept.iter().map(|k| from(&k.renewal)).collect());
    let play_spans = spans(|r| (r.due - Days::new(PLAYS_FROM), r.due));
    let note_spans = spans(note_span);
    let ticket_spans = spans(|r| (r.due - Days::new(TICKETS_FROM), r.due - Days::new(1)));

    let mut pass = Pass { layout, registry, meter, kept, account, settled_by };
    let plays = pass.plays(&play_spans)?;
    pass.health(&pairs, plays)?;
    let usage = pass.usage(&dues, &pairs)?;
    pass.measures(&dues)?;
    pass.notes(&note_spans)?;
    pass.tickets(&ticket_spans)?;
    if layout.has(Table::Plays) || layout.has(Table::Notes) {
        for kept in kept {
            order(kept.renewal_mut());
        }
    }
    Ok(usage)
}

/// Rows of one day come in no order from an engine: their text decides, so that equal data give equal facts.
fn order(renewal: &mut Renewal) {
    renewal.notes.sort_by(|a, b| (b.on, &a.text, &a.author).cmp(&(a.on, &b.text, &b.author)));
    renewal.plays.sort_by(|a, b| (a.on, &a.play).cmp(&(b.on, &b.play)));
}

/// A late renewal's notes go on until it closes; an early one's stay when the due date comes.
fn note_span(renewal: &Renewal) -> (NaiveDate, NaiveDate) {
    let closed = renewal.closed.unwrap_or(renewal.due);
    (closed.min(renewal.due) - Days::new(NOTES_FROM), closed.max(renewal.due))
}

/// Reads table by table. What a table of its own says stands above what the renewal's row holds.
struct Pass<'a> {
    layout: &'a Layout,
    registry: &'a Registry,
    meter: &'a Meter<'a>,
    kept: &'a mut [Kept],
    account: &'a mut Account,
    /// What is due later is ahead: its days had not all come.
    settled_by: NaiveDate,
}

impl Pass<'_> {
    /// Reads all files of a table into one collector; `None` without any. `make` is told which of them is read.
    fn gather<C: Collect>(&mut self, table: Table, make: impl Fn(usize) -> C + Sync, unmatched: fn(&C) -> &Unmatched) -> Result<Option<C>> {
        let mut all: Option<C> = None;
        for (number, file) in self.layout.files(table).enumerate() {
            let rows = self.account.file(scan(file, self.meter, || make(number))?);
            self.account.unmatched(file.file.name(), unmatched(&rows));
            match &mut all {
                None => all = Some(rows),
                Some(all) => all.merge(rows),
            }
        }
        Ok(all)
    }

    fn plays(&mut self, spans: &Spans<'_>) -> Result<Vec<FoundPlay>> {
        let registry = self.registry;
        let rows = self.gather(Table::Plays, |_| PlayRows::new(registry, spans), |c| &c.join.unmatched)?;
        Ok(rows.map(PlayRows::in_order).unwrap_or_default())
    }

    /// Health before each due date, and at each play whose risk nobody recorded.
    fn health(&mut self, dues: &[(Slot, NaiveDate)], plays: Vec<FoundPlay>) -> Result<()> {
        let mut pairs = Vec::with_capacity(dues.len() * HEALTH_AT.len() + plays.len());
        for (slot, due) in dues {
            pairs.extend(HEALTH_AT.map(|days| (*slot, *due - Days::new(days))));
        }
        pairs.extend(plays.iter().filter(|p| p.play.risk_before.is_none()).map(|p| (p.slot, p.play.on)));
        let registry = self.registry;
        let anchors = Anchors::new(registry.size(), &pairs);
        drop(pairs);
        let rows = self.gather(Table::Health, |_| HealthRows::new(registry, &anchors), |c| &c.join.unmatched)?;
        let score = |target| rows.as_ref().and_then(|rows| rows.score(target));
        for (i, kept) in self.kept.iter_mut().enumerate() {
            for (k, known) in kept.renewal_mut().signals.health.iter_mut().enumerate() {
                *known = score(i * HEALTH_AT.len() + k).or(*known);
            }
        }
        let mut target = dues.len() * HEALTH_AT.len();
        for mut found in plays {
            if found.play.risk_before.is_none() {
                found.play.risk_before = score(target).map(Risk::from_health);
                target += 1;
            }
            self.kept[found.renewal].renewal_mut().plays.push(found.play);
        }
        Ok(())
    }

    fn usage(&mut self, dues: &Anchors, pairs: &[(Slot, NaiveDate)]) -> Result<Option<Extent>> {
        let registry = self.registry;
        let overlaps = Overlaps::of(self.layout, Table::Usage, false);
        let rows = self.gather(Table::Usage, |file| UsageRows::new(registry, dues, overlaps.watch(file)), |c| &c.join.unmatched)?;
        let Some(mut rows) = rows else { return Ok(None) };
        let noted = overlaps.settle(rows.take_noted(), self.account);
        rows.add_noted(&noted);
        for (i, (kept, (slot, due))) in self.kept.iter_mut().zip(pairs).enumerate() {
            let is_ahead = *due > self.settled_by;
            let known = &mut kept.renewal_mut().signals.usage;
            *known = rows.buckets(*slot, i, *due, is_ahead).or(*known);
        }
        Ok(rows.extent)
    }

    /// What was measured elsewhere; the rows behind it were counted there.
    fn measures(&mut self, dues: &Anchors) -> Result<()> {
        let registry = self.registry;
        for file in self.layout.files(Table::Measures) {
            for (renewal, health, usage) in scan(file, self.meter, || MeasureRows::new(registry, dues))?.collected.found {
                let signals = &mut self.kept[renewal].renewal_mut().signals;
                (signals.health, signals.usage) = (health, usage);
            }
        }
        Ok(())
    }

    fn notes(&mut self, spans: &Spans<'_>) -> Result<()> {
        let registry = self.registry;
        let rows = self.gather(Table::Notes, |_| NoteRows::new(registry, spans), |c| &c.join.unmatched)?;
        for (renewal, note) in rows.into_iter().flat_map(NoteRows::newest_first) {
            self.kept[renewal].renewal_mut().notes.push(note);
        }
        Ok(())
    }

    fn tickets(&mut self, spans: &Spans<'_>) -> Result<()> {
        let (registry, renewals) = (self.registry, self.kept.len());
        let overlaps = Overlaps::of(self.layout, Table::Tickets, true);
        let make = |file| TicketRows::new(registry, spans, renewals, overlaps.watch(file));
        let Some(mut rows) = self.gather(Table::Tickets, make, |c| &c.join.unmatched)? else { return Ok(()) };
        let noted = overlaps.settle(rows.take_noted(), self.account);
        rows.add_noted(&noted);
        for (i, kept) in self.kept.iter_mut().enumerate() {
            let tickets = rows.take(i);
            let from = kept.renewal.due - Days::new(TICKETS_COUNTED);
            let late = || tickets.iter().filter(|ticket| ticket.opened >= from);
            let counts = (Some(late().count() as u32), Some(late().filter(|ticket| ticket.is_escalated).count() as u32));
            let signals = &mut kept.renewal_mut().signals;
            ((signals.tickets, signals.escalations), signals.dated_tickets) = (counts, Some(tickets));
        }
        Ok(())
    }
}
