//! What was measured before each due date: health, usage, notes, plays and tickets, joined to the renewals.

use chrono::{Days, NaiveDate};

use super::anchors::Anchors;
use super::health::HealthRows;
use super::join::Spans;
use super::layout::Layout;
use super::notes::NoteRows;
use super::plays::{FoundPlay, PlayRows};
use super::population::Population;
use super::quality::Account;
use super::registry::{Registry, Slot, Unmatched};
use super::scan::{Collect, Meter, scan};
use super::schema::Table;
use super::tickets::TicketRows;
use super::usage::UsageRows;
use crate::domain::renewal::{Note, PlayUse, Renewal, Risk};
use crate::error::Result;

/// Days before due at which health is read.
const HEALTH_AT: [u64; 3] = [90, 60, 30];
/// Notes this many days before the renewal closes belong to it.
pub const NOTES_FROM: u64 = 365;
/// Plays this many days before due belong to the renewal.
pub const PLAYS_FROM: u64 = 180;
/// Tickets this many days before due belong to the renewal.
pub const TICKETS_FROM: u64 = 90;

/// What was joined to one renewal.
#[derive(Debug, Default)]
pub struct Joined {
    pub health: [Option<f64>; 3],
    pub usage: Option<[u64; 6]>,
    pub tickets: Option<[u32; 2]>,
    pub notes: Vec<Note>,
    pub plays: Vec<PlayUse>,
}

/// Reads all optional tables; one entry for each renewal of `population`.
pub fn read(layout: &Layout, population: &Population, meter: &Meter<'_>, account: &mut Account) -> Result<Vec<Joined>> {
    let pairs: Vec<(Slot, NaiveDate)> = population.slots().map(|(slot, renewal)| (slot, renewal.due)).collect();
    let dues = Anchors::new(population.registry.size(), &pairs);
    let pass = Pass { layout, registry: &population.registry, meter };
    let mut joined: Vec<Joined> = pairs.iter().map(|_| Joined::default()).collect();
    let spans =
        |from: fn(&Renewal) -> (NaiveDate, NaiveDate)| Spans::new(&dues, population.kept.iter().map(|k| from(&k.renewal)).collect());

    let plays = pass.plays(&spans(|r| (r.due - Days::new(PLAYS_FROM), r.due)), account)?;
    pass.health(&pairs, plays, &mut joined, account)?;
    pass.usage(&dues, &pairs, &mut joined, account)?;
    pass.notes(&spans(note_span), &mut joined, account)?;
    pass.tickets(&spans(|r| (r.due - Days::new(TICKETS_FROM), r.due - Days::new(1))), &mut joined, account)?;
    Ok(joined)
}

/// A late renewal's notes go on until it closes; an early one's stay when the due date comes.
fn note_span(renewal: &Renewal) -> (NaiveDate, NaiveDate) {
    let closed = renewal.closed.unwrap_or(renewal.due);
    (closed.min(renewal.due) - Days::new(NOTES_FROM), closed.max(renewal.due))
}

struct Pass<'a> {
    layout: &'a Layout,
    registry: &'a Registry,
    meter: &'a Meter<'a>,
}

impl Pass<'_> {
    /// Reads all files of a table into one collector; `None` without any.
    fn gather<C: Collect>(
        &self,
        table: Table,
        make: impl Fn() -> C + Sync,
        unmatched: fn(&C) -> &Unmatched,
        account: &mut Account,
    ) -> Result<Option<C>> {
        let mut all: Option<C> = None;
        for file in self.layout.files(table) {
            let rows = account.file(scan(file, self.meter, &make)?);
            account.unmatched(file.file.name(), unmatched(&rows));
            match &mut all {
                None => all = Some(rows),
                Some(all) => all.merge(rows),
            }
        }
        Ok(all)
    }

    fn plays(&self, spans: &Spans<'_>, account: &mut Account) -> Result<Vec<FoundPlay>> {
        let rows = self.gather(Table::Plays, || PlayRows::new(self.registry, spans), |c| &c.join.unmatched, account)?;
        Ok(rows.map(PlayRows::in_order).unwrap_or_default())
    }

    /// Health before each due date, and at each play whose risk nobody recorded.
    fn health(&self, dues: &[(Slot, NaiveDate)], plays: Vec<FoundPlay>, joined: &mut [Joined], account: &mut Account) -> Result<()> {
        let mut pairs = Vec::with_capacity(dues.len() * HEALTH_AT.len() + plays.len());
        for (slot, due) in dues {
            pairs.extend(HEALTH_AT.map(|days| (*slot, *due - Days::new(days))));
        }
        pairs.extend(plays.iter().filter(|p| p.play.risk_before.is_none()).map(|p| (p.slot, p.play.on)));
        let anchors = Anchors::new(self.registry.size(), &pairs);
        let rows = self.gather(Table::Health, || HealthRows::new(self.registry, &anchors), |c| &c.join.unmatched, account)?;
        let score = |target| rows.as_ref().and_then(|rows| rows.score(target));
        for (i, renewal) in joined.iter_mut().enumerate() {
            renewal.health = [0, 1, 2].map(|k| score(i * HEALTH_AT.len() + k));
        }
        let mut target = dues.len() * HEALTH_AT.len();
        for mut found in plays {
            if found.play.risk_before.is_none() {
                found.play.risk_before = score(target).map(Risk::from_health);
                target += 1;
            }
            joined[found.renewal].plays.push(found.play);
        }
        Ok(())
    }

    fn usage(&self, dues: &Anchors, pairs: &[(Slot, NaiveDate)], joined: &mut [Joined], account: &mut Account) -> Result<()> {
        let rows = self.gather(Table::Usage, || UsageRows::new(self.registry, dues), |c| &c.join.unmatched, account)?;
        if let Some(rows) = rows {
            for (i, (renewal, (slot, _))) in joined.iter_mut().zip(pairs).enumerate() {
                renewal.usage = rows.buckets(*slot, i);
            }
        }
        Ok(())
    }

    fn notes(&self, spans: &Spans<'_>, joined: &mut [Joined], account: &mut Account) -> Result<()> {
        let rows = self.gather(Table::Notes, || NoteRows::new(self.registry, spans), |c| &c.join.unmatched, account)?;
        for (renewal, note) in rows.into_iter().flat_map(NoteRows::newest_first) {
            joined[renewal].notes.push(note);
        }
        Ok(())
    }

    fn tickets(&self, spans: &Spans<'_>, joined: &mut [Joined], account: &mut Account) -> Result<()> {
        let make = || TicketRows::new(self.registry, spans, joined.len());
        let rows = self.gather(Table::Tickets, make, |c| &c.join.unmatched, account)?;
        if let Some(rows) = rows {
            for (i, renewal) in joined.iter_mut().enumerate() {
                renewal.tickets = Some(rows.counts(i));
            }
        }
        Ok(())
    }
}
