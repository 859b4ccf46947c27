//! One account's health and usage over time, for its page.

use chrono::NaiveDate;

use crate::compile::join::overlaps::{Overlaps, Sighting, Watch};
use crate::compile::join::registry::{Account, Found, Registry};
use crate::compile::read::row::{Read, Row};
use crate::compile::read::scan::{Collect, Fate, Meter, scan};
use crate::compile::schema::{Field, Table};
use crate::compile::understand::layout::Layout;
use crate::domain::Name;
use crate::domain::account_history::AccountHistory;
use crate::domain::progress::Silent;
use crate::error::Result;

/// Reads the account's rows of the health and usage tables.
pub(crate) fn read(layout: &Layout, account_id: &str) -> Result<AccountHistory> {
    let registry = only(layout, account_id);
    let meter = Meter::new(&Silent, layout.bytes());
    let mut history = AccountHistory::default();
    for table in layout.files(Table::Health) {
        let rows = scan(table, &meter, || PastRows {
            registry: &registry,
            read: score,
            weight: |_| 0,
            found: vec![],
            watch: None,
            noted: vec![],
        })?
        .collected;
        history.health.extend(rows.in_order());
    }
    let overlaps = Overlaps::of(layout, Table::Usage, false);
    let mut noted = Vec::new();
    for (number, table) in layout.files(Table::Usage).enumerate() {
        let watch = overlaps.watch(number);
        let make = || PastRows { registry: &registry, read: events, weight: |events| events, found: vec![], watch, noted: vec![] };
        let rows = scan(table, &meter, make)?.collected;
        noted.extend_from_slice(&rows.noted);
        history.usage.extend(rows.in_order());
    }
    let day = |row: &Sighting| NaiveDate::from_num_days_from_ce_opt(row.day);
    history.usage.extend(overlaps.judge(noted).0.iter().filter_map(|row| Some((day(row)?, row.counts[0]))));
    history.health.sort_by_key(|(day, _)| *day);
    history.usage.sort_by_key(|(day, _)| *day);
    history.usage = summed(history.usage);
    Ok(history)
}

/// A registry that knows one account, under all ids that a person said to be its.
fn only(layout: &Layout, account_id: &str) -> Registry {
    let id = Name::from(account_id);
    let none = Name::from("");
    let mut registry = Registry::of(&layout.mapping);
    registry.add(Account {
        left: None,
        id: id.clone(),
        name: id,
        segment: none.clone(),
        product: none.clone(),
        geo: none.clone(),
        persona: none.clone(),
        cs_owner: none,
        currency: None,
    });
    registry
}

/// Several rows of one day (one per user or event type) are one sum.
fn summed(rows: Vec<(NaiveDate, u64)>) -> Vec<(NaiveDate, u64)> {
    let mut out: Vec<(NaiveDate, u64)> = Vec::with_capacity(rows.len());
    for (day, events) in rows {
        match out.last_mut() {
            Some(last) if last.0 == day => last.1 = last.1.saturating_add(events),
            _ => out.push((day, events)),
        }
    }
    out
}

fn score(row: &Row<'_>) -> Read<Option<f64>> {
    row.number(Field::Score)
}

fn events(row: &Row<'_>) -> Read<Option<u64>> {
    if row.columns.has(Field::Events) { row.count(Field::Events) } else { Ok(Some(1)) }
}

struct PastRows<'r, T> {
    registry: &'r Registry,
    read: fn(&Row<'_>) -> Read<Option<T>>,
    weight: fn(T) -> u64,
    found: Vec<(u64, NaiveDate, T)>,
    /// Where rows may stand twice they are noted.
    watch: Option<Watch<'r>>,
    noted: Vec<Sighting>,
}

impl<T> PastRows<'_, T> {
    fn in_order(mut self) -> impl Iterator<Item = (NaiveDate, T)> {
        self.found.sort_by_key(|(position, day, _)| (*day, *position));
        self.found.into_iter().map(|(_, day, value)| (day, value))
    }
}

impl<T: Send> Collect for PastRows<'_, T> {
    fn row(&mut self, row: &Row<'_>) -> Read<Fate> {
        let id = row.needed(Field::AccountId, row.bytes(Field::AccountId))?;
        if !matches!(self.registry.find(&id), Found::InScope(_)) {
            return Ok(Fate::OutOfScope);
        }
        let day = row.needed(Field::Week, row.date(Field::Week)?)?;
        if let Some(value) = (self.read)(row)? {
            match self.watch {
                Some(watch) => self.noted.push(watch.sight(row, 0, day, [(self.weight)(value), 0])),
                None => self.found.push((row.position, day, value)),
            }
        }
        Ok(Fate::Used)
    }

    fn merge(&mut self, other: Self) {
        self.found.extend(other.found);
        self.noted.extend(other.noted);
    }
}
