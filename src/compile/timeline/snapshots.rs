//! Subscriptions over time: snapshots of each customer, or movements that add up to them.

pub mod repeats;

use std::collections::BTreeMap;

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::compile::join::names::Names;
use crate::compile::join::registry::{Account, Found, Registry, Slot};
use crate::compile::read::columns::Columns;
use crate::compile::read::row::{Read, Row};
use crate::compile::read::scan::{Collect, Fate, Meter, Scanned, TableFile, scan};
use crate::compile::read::values::date::is_no_end;
use crate::compile::read::values::words;
use crate::compile::schema::Field;
use crate::domain::Name;
use crate::domain::money::Money;
use crate::domain::renewal::Outcome;
use crate::domain::text;
use crate::error::Result;
use repeats::{Repeat, Seen};

/// A customer whose newest row is older than this on some day is gone by then.
pub const GONE_AFTER: Days = Days::new(GONE_AFTER_DAYS);
pub const GONE_AFTER_DAYS: u64 = 20;

/// A customer on one day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Snapshot {
    pub day: NaiveDate,
    pub arr: Money,
    pub seats: Option<u32>,
    pub contract_end: Option<NaiveDate>,
    /// Annual prices per seat.
    pub list_per_seat: Option<Money>,
    pub net_per_seat: Option<Money>,
    pub product: Option<Name>,
    pub currency: Option<Name>,
    /// Where the row stands.
    pub line: u64,
}

/// The snapshots of a customer, or of one of its subscriptions, oldest first.
#[derive(Clone, Debug, Default)]
pub struct Timeline {
    pub snapshots: Vec<Snapshot>,
}

/// What a customer has: its subscriptions by their ids where a column names them, else all of them as one.
pub type Customer = BTreeMap<Option<Name>, Timeline>;

/// Everything read from one file.
pub struct Snapshots {
    /// By account.
    pub customers: Vec<Customer>,
    pub last_day: Option<NaiveDate>,
    /// Rows of one customer and day that were added up.
    pub doubled: u64,
    /// Rows that are the same as earlier ones; they are left out here, and counted as if they were not.
    pub repeats: Vec<Repeat>,
    pub scanned: Scanned<()>,
}

struct FoundRow {
    /// The id where the account is not registered yet.
    slot: Result<Slot, Name>,
    subscription: Option<Name>,
    position: u64,
    snapshot: Snapshot,
}

struct SnapshotRows<'r> {
    registry: &'r Registry,
    wants_segment: bool,
    names: Names,
    found: Vec<FoundRow>,
    last_day: Option<NaiveDate>,
    /// Movements may well be the same, and of a pull the warehouse told.
    seen: Option<Seen>,
}

impl Collect for SnapshotRows<'_> {
    fn row(&mut self, row: &Row<'_>) -> Read<Fate> {
        let fate = self.take(row)?;
        if let Some(seen) = &mut self.seen {
            seen.see(row, row.line(), fate);
        }
        Ok(fate)
    }

    fn merge(&mut self, other: Self) {
        self.found.extend(other.found);
        self.last_day = self.last_day.max(other.last_day);
        if let (Some(mine), Some(theirs)) = (&mut self.seen, other.seen) {
            mine.merge(theirs);
        }
    }
}

impl SnapshotRows<'_> {
    fn take(&mut self, row: &Row<'_>) -> Read<Fate> {
        let id = row.needed(Field::AccountId, row.bytes(Field::AccountId))?;
        let day = row.needed(Field::Date, row.date(Field::Date)?)?;
        self.last_day = self.last_day.max(Some(day));
        let slot = match self.registry.find(&id) {
            Found::InScope(slot) => Ok(slot),
            Found::Unknown if !self.wants_segment => Err(self.names.get(&text::line(&String::from_utf8_lossy(&id)))),
            Found::Unknown | Found::OutOfScope => return Ok(Fate::OutOfScope),
        };
        let snapshot = self.snapshot(row, day)?;
        let subscription = row.bytes(Field::SubscriptionId).map(|id| self.names.get(&text::line(&String::from_utf8_lossy(&id))));
        self.found.push(FoundRow { slot, subscription, position: row.position, snapshot });
        Ok(Fate::Used)
    }

    fn snapshot(&mut self, row: &Row<'_>, day: NaiveDate) -> Read<Snapshot> {
        let mrr = row.amount_times(Field::Mrr, 12)?;
        let is_movement = is_movement(row.columns);
        let arr = if is_movement { movement(row)? } else { row.amount(Field::Arr)?.or(mrr) };
        let left = row.text(Field::Status)?.is_some_and(|status| words::outcome(&status) == Some(Outcome::Churned));
        Ok(Snapshot {
            day,
            arr: if left && !is_movement { Money::ZERO } else { arr.unwrap_or_default() },
            seats: row.count(Field::Seats)?.map(|seats| u32::try_from(seats).unwrap_or(u32::MAX)),
            contract_end: row.date(Field::ContractEnd)?.filter(|end| !is_no_end(*end, day)),
            list_per_seat: row.amount(Field::ListPerSeat)?,
            net_per_seat: row.amount(Field::NetPerSeat)?,
            product: row.text(Field::Product)?.map(|product| self.names.get(&product)),
            currency: row.text(Field::Currency)?.map(|code| self.names.get(&code.to_uppercase())),
            line: row.line(),
        })
    }
}

/// Rows that say what somebody's ARR or MRR changed by, and not what it is.
pub fn is_movement(columns: &Columns) -> bool {
    !columns.has(Field::Arr) && !columns.has(Field::Mrr)
}

/// What ARR changed by. A loss may be written without its sign where the kind of the change tells it.
fn movement(row: &Row<'_>) -> Read<Option<Money>> {
    let mrr = row.amount_times(Field::MrrChange, 12)?;
    let change = row.amount(Field::ArrChange)?.or(mrr);
    let is_loss = row.text(Field::MovementType)?.is_some_and(|kind| words::moves_down(&kind) == Some(true));
    Ok(change.map(|change| if is_loss { Money::minor(-change.in_minor().abs()) } else { change }))
}

/// Reads one file of snapshots, and registers accounts that no other table names. Rows that are the same in every column
/// count once, unless the file is one of a pull: there the warehouse has left them out already.
pub fn read(table: &TableFile, wants_segment: bool, is_pulled: bool, registry: &mut Registry, meter: &Meter<'_>) -> Result<Snapshots> {
    let known = &*registry;
    let is_movement = is_movement(&table.columns);
    let seen = || (!is_movement && !is_pulled).then(Seen::default);
    let make = || SnapshotRows { registry: known, wants_segment, names: Names::default(), found: vec![], last_day: None, seen: seen() };
    let (SnapshotRows { mut found, last_day, seen, .. }, scanned) = scan(table, meter, make)?.split();
    let repeats = seen.map(Seen::repeats).unwrap_or_default();
    found.retain(|row| repeats.binary_search_by_key(&row.snapshot.line, |repeat| repeat.line).is_err());
    found.sort_by_key(|row| (row.snapshot.day, row.position));
    let mut customers: Vec<Customer> = vec![Customer::default(); registry.size()];
    for FoundRow { slot, subscription, snapshot, .. } in found {
        if let Some(slot) = slot.map_or_else(|id| registry.slot_or_add(id.as_bytes(), || nameless(&id)), Some) {
            if customers.len() <= slot as usize {
                customers.resize(slot as usize + 1, Customer::default());
            }
            customers[slot as usize].entry(subscription).or_default().snapshots.push(snapshot);
        }
    }
    let mut doubled = 0;
    for timeline in customers.iter_mut().flat_map(BTreeMap::values_mut) {
        if is_movement {
            timeline.add_up(last_day.unwrap_or_default());
        } else {
            doubled += timeline.merge_days();
        }
    }
    Ok(Snapshots { customers, last_day, doubled, repeats, scanned })
}

/// An account of which nothing but its id is known.
fn nameless(id: &Name) -> Account {
    let unknown = Name::from(crate::compile::join::names::NOT_RECORDED);
    Account {
        id: id.clone(),
        name: id.clone(),
        segment: unknown.clone(),
        product: unknown.clone(),
        geo: unknown.clone(),
        persona: unknown.clone(),
        cs_owner: unknown,
    }
}

impl Timeline {
    /// Several subscriptions of one customer are one: ARR and seats add up, the latest contract end counts.
    fn merge_days(&mut self) -> u64 {
        let before = self.snapshots.len();
        self.snapshots.dedup_by(|next, kept| {
            let same = next.day == kept.day;
            if same {
                kept.arr += next.arr;
                kept.seats = kept.seats.zip(next.seats).map(|(a, b)| a.saturating_add(b));
                kept.contract_end = kept.contract_end.max(next.contract_end);
            }
            same
        });
        (before - self.snapshots.len()) as u64
    }

    /// Movements become month-end snapshots of what they add up to, until the source ends.
    fn add_up(&mut self, last_day: NaiveDate) {
        let movements = std::mem::take(&mut self.snapshots);
        let Some(first) = movements.first() else { return };
        let mut state = Snapshot { arr: Money::ZERO, ..first.clone() };
        let mut next = movements.iter().peekable();
        let mut month_end = end_of_month(first.day);
        let last = end_of_month(last_day);
        while month_end <= last {
            while let Some(movement) = next.next_if(|movement| movement.day <= month_end) {
                state = Snapshot {
                    arr: state.arr + movement.arr,
                    seats: movement.seats.or(state.seats),
                    contract_end: movement.contract_end.or(state.contract_end),
                    ..movement.clone()
                };
            }
            let ended = state.arr.is_zero();
            self.snapshots.push(Snapshot { day: month_end, ..state.clone() });
            if ended && next.peek().is_none() {
                break;
            }
            month_end = end_of_month(month_end + Days::new(1));
        }
    }

    /// The ARR in force on `day`, above zero; `None` before the first snapshot and once the customer is gone.
    pub fn active_at(&self, day: NaiveDate) -> Option<Money> {
        let snapshot = self.at(day)?;
        let is_current = snapshot.day + GONE_AFTER >= day;
        Some(snapshot.arr).filter(|arr| is_current && !arr.is_zero())
    }

    /// The last snapshot not after `day`.
    fn at(&self, day: NaiveDate) -> Option<&Snapshot> {
        let behind = self.snapshots.partition_point(|snapshot| snapshot.day <= day);
        self.snapshots[..behind].last()
    }
}

/// The last day of the month that holds `day`.
pub fn end_of_month(day: NaiveDate) -> NaiveDate {
    let first = day.with_day(1).unwrap_or(day);
    first + Months::new(1) - Days::new(1)
}
