//! Reads the rows of contracts over time, whatever their shape, and makes a timeline of each contract.

use chrono::NaiveDate;
use rustc_hash::FxHashSet;

use super::intervals::{self, Interval};
use super::lines;
use super::pairing::Pairing;
use super::shape::Shape;
use super::snapshots::repeats::{Earlier, Repeat, Seen};
use super::snapshots::{Customer, LeftFor, Snapshot};
use crate::compile::join::attributes::Attributes;
use crate::compile::join::interner::Names;
use crate::compile::join::registry::{Found, Registry, Slot};
use crate::compile::join::renewal_row;
use crate::compile::read::row::{Read, Row};
use crate::compile::read::scan::{Collect, Fate, Meter, Scanned, TableFile, scan};
use crate::compile::read::values::date::is_no_end;
use crate::compile::read::values::words::{self, State};
use crate::compile::schema::Field;
use crate::domain::Name;
use crate::domain::money::Money;
use crate::domain::text;
use crate::error::Result;

/// Where no column says since when something is in force, it always was, as far as the data know.
pub(crate) const EVER: NaiveDate = NaiveDate::from_ymd_opt(1900, 1, 1).expect("a day that there was");

/// What holds for the reading of all files of contracts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked {
    pub wants_segment: bool,
    /// Rows of a pull that are the same were left out by the warehouse.
    pub is_pulled: bool,
    /// Later days are not known.
    pub as_of: NaiveDate,
    pub grace: u64,
    pub pairing: Pairing,
    /// Rows are cut where contracts change within a term.
    pub are_cut: bool,
}

/// Everything read from one file.
pub(crate) struct Contracts {
    pub found: Vec<FoundRow>,
    pub shape: Shape,
    /// The newest day on which somebody looked.
    pub last_day: Option<NaiveDate>,
    /// Rows that are the same as earlier ones; they are left out here, and counted as if they were not.
    pub repeats: Vec<Repeat>,
    pub scanned: Scanned<()>,
}

/// A row as it was read.
pub(crate) struct FoundRow {
    /// What is known of the account where it is not registered yet.
    pub slot: Result<Slot, Box<Attributes>>,
    pub subscription: Option<Name>,
    /// The numbers of contracts that it names, as they are written.
    pub(super) linked: Option<Name>,
    pub(super) position: u64,
    pub(super) left: Option<NaiveDate>,
    /// What is left of it after the last day, where nothing follows.
    pub(super) stays: Option<Box<Snapshot>>,
    /// A loss that is written without a minus.
    pub(super) is_unsigned_loss: bool,
    pub snapshot: Snapshot,
}

impl FoundRow {
    /// The number of its file.
    pub(crate) fn file(&self) -> u64 {
        self.position >> 48
    }

    /// The last day that it tells of: when it was left, or when its contract runs out.
    pub(super) fn end(&self) -> Option<NaiveDate> {
        self.left.or(self.snapshot.contract_end)
    }
}

struct ContractRows<'r> {
    registry: &'r Registry,
    asked: Asked,
    shape: Shape,
    names: Names,
    found: Vec<FoundRow>,
    last_day: Option<NaiveDate>,
    /// Of a pull the warehouse told.
    seen: Option<Seen>,
    /// The columns by which rows are compared, and what stands for all of them.
    compared: (&'r [usize], &'r [String]),
}

impl Collect for ContractRows<'_> {
    fn row(&mut self, row: &Row<'_>) -> Read<Fate> {
        let fate = self.take(row)?;
        let day = if self.shape.is_interval() { None } else { row.date(Field::Date)? };
        if let Some(seen) = &mut self.seen {
            seen.see(row, self.compared, day, fate);
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

impl ContractRows<'_> {
    fn take(&mut self, row: &Row<'_>) -> Read<Fate> {
        let id = row.needed(Field::AccountId, renewal_row::account(row).or_else(|| row.bytes(Field::SubscriptionId)))?;
        let day = self.day(row)?;
        if day > self.asked.as_of {
            return Ok(Fate::OutOfScope);
        }
        if !self.shape.is_interval() {
            self.last_day = self.last_day.max(Some(day));
        }
        let slot = match self.registry.find(&id) {
            Found::InScope(slot) => Ok(slot),
            Found::Unknown if !self.asked.wants_segment => Err(Box::new(Attributes::of(row, &id, &mut self.names)?)),
            Found::Unknown | Found::OutOfScope => return Ok(Fate::OutOfScope),
        };
        let mut snapshot = self.snapshot(row, day)?;
        let of_account = |slot: &Slot| self.registry.account(*slot).currency.clone();
        snapshot.currency = snapshot.currency.or_else(|| slot.as_ref().ok().and_then(of_account));
        if snapshot.state == State::Trial {
            return Ok(Fate::OutOfScope);
        }
        let left = if self.shape.is_interval() { self.left(row, &mut snapshot)? } else { None };
        if snapshot.state == State::Gone {
            snapshot.arr = if self.shape == Shape::Snapshots { Money::ZERO } else { snapshot.arr };
        }
        let subscription = row.bytes(Field::SubscriptionId).map(|id| self.names.get(&text::line(&String::from_utf8_lossy(&id))));
        let linked = row.text(Field::LinkedContracts)?.map(|numbers| self.names.get(&numbers));
        let is_unsigned_loss = self.shape == Shape::Movements && is_loss(row)? && change(row)?.is_some_and(|change| change > Money::ZERO);
        self.found.push(FoundRow { slot, subscription, linked, position: row.position, left, stays: None, is_unsigned_loss, snapshot });
        Ok(Fate::Used)
    }

    /// The day of a snapshot or a change, or the first in force.
    fn day(&self, row: &Row<'_>) -> Read<NaiveDate> {
        if self.shape.is_interval() {
            return Ok(row.date(Field::StartDate)?.unwrap_or(EVER));
        }
        row.needed(Field::Date, row.date(Field::Date)?)
    }

    fn snapshot(&mut self, row: &Row<'_>, day: NaiveDate) -> Read<Snapshot> {
        let arr = if self.shape == Shape::Movements { movement(row)? } else { amount(row)? };
        Ok(Snapshot {
            day,
            arr: arr.unwrap_or_default(),
            // Of a day on which somebody looked, no amount is what stands where nothing is in force.
            is_unpriced: self.shape.is_interval() && arr.is_none(),
            state: state(row)?.unwrap_or_default(),
            seats: row.count(Field::Seats)?.map(|seats| u32::try_from(seats).unwrap_or(u32::MAX)),
            contract_end: row.date(Field::ContractEnd)?.filter(|end| !is_no_end(*end, self.asked.as_of)),
            lost_on: if self.shape.is_interval() { row.date(Field::LossDate)? } else { None },
            list_per_seat: row.amount(Field::ListPerSeat)?,
            net_per_seat: row.amount(Field::NetPerSeat)?,
            product: row.text(Field::Product)?.map(|product| self.names.get(&product)),
            currency: renewal_row::currency_in_force(row)?.map(|code| self.names.get(&code)),
            left_for: self.left_for(row)?,
            line: row.line(),
        })
    }

    fn left_for(&mut self, row: &Row<'_>) -> Read<Option<Box<LeftFor>>> {
        let reason = renewal_row::reason(row)?;
        let competitor = row.text(Field::Competitor)?.map(|name| self.names.get(&name));
        let source = renewal_row::reason_source(row)?;
        Ok((reason.is_some() || competitor.is_some()).then(|| Box::new(LeftFor { reason, source, competitor })))
    }

    /// The last day in force of a contract that is over; `None` while it goes on.
    fn left(&self, row: &Row<'_>, snapshot: &mut Snapshot) -> Read<Option<NaiveDate>> {
        let recorded = row.date(Field::LossDate)?.filter(|day| !is_no_end(*day, self.asked.as_of));
        let told = state(row)?;
        if told.is_some_and(|state| state != State::Gone) {
            // An end beside a contract that goes on is the contract's.
            snapshot.contract_end = snapshot.contract_end.or(recorded);
            return Ok(None);
        }
        let stays = row.flag(Field::EndsWithTerm)? == Some(true);
        let at_end = snapshot.contract_end.filter(|end| recorded.is_none_or(|day| stays && day < *end));
        let is_gone = told == Some(State::Gone) || recorded.is_some();
        let Some(day) = at_end.filter(|_| is_gone).or(recorded) else {
            return if told == Some(State::Gone) {
                Err(row.flaw(Field::LossDate, b"", "gone, and nothing tells since which day"))
            } else {
                Ok(None)
            };
        };
        if day < snapshot.day {
            return Err(row.flaw(Field::LossDate, day.to_string().as_bytes(), "left before it began"));
        }
        snapshot.state = State::Active;
        Ok(Some(day).filter(|day| *day <= self.asked.as_of))
    }
}

/// How a row says that things stand, where it does.
fn state(row: &Row<'_>) -> Read<Option<State>> {
    // What comes once is nobody's contract.
    if row.text(Field::Recurring)?.is_some_and(|word| words::recurs(&word) == Some(false)) {
        return Ok(Some(State::Trial));
    }
    if row.flag(Field::IsLost)? == Some(true) {
        return Ok(Some(State::Gone));
    }
    let told = row.text(Field::Status)?.and_then(|status| words::state(&status));
    Ok(told.or(row.flag(Field::IsLost)?.map(|_| State::Active)))
}

/// A year's amount, from whichever column holds one.
fn amount(row: &Row<'_>) -> Read<Option<Money>> {
    let arr = row.annual(Field::Arr)?;
    let mrr = if arr.is_some() { None } else { row.annual(Field::Mrr)? };
    Ok(if arr.or(mrr).is_some() { arr.or(mrr) } else { row.annual(Field::Amount)? })
}

/// What ARR changed by. A loss may be written without its sign where the kind of the change tells it.
fn movement(row: &Row<'_>) -> Read<Option<Money>> {
    let (change, is_loss) = (change(row)?, is_loss(row)?);
    Ok(change.map(|change| if is_loss { -change.abs() } else { change }))
}

/// As it is written.
fn change(row: &Row<'_>) -> Read<Option<Money>> {
    let arr = row.annual(Field::ArrChange)?;
    let change = if arr.is_some() { arr } else { row.annual(Field::MrrChange)? };
    Ok(if change.is_some() { change } else { row.annual(Field::Amount)? })
}

fn is_loss(row: &Row<'_>) -> Read<bool> {
    Ok(row.text(Field::MovementType)?.is_some_and(|kind| words::moves_down(&kind) == Some(true)))
}

/// One of the files of contracts.
pub(crate) struct ContractFile<'t> {
    pub table: &'t TableFile,
    /// The columns that it shares with the others.
    pub compared: Vec<usize>,
    /// What stands for a field in all of its rows, where it does in each of the others.
    pub constants: Vec<String>,
}

/// Reads one file. Rows that are the same in every column count once, unless they
/// are movements of one file, which may well be the same; `earlier` has the rows of the files before it, where there are several.
pub(crate) fn read(
    file: &ContractFile<'_>,
    asked: Asked,
    registry: &Registry,
    meter: &Meter<'_>,
    earlier: Option<&mut Earlier>,
) -> Result<Contracts> {
    let (table, compared) = (file.table, (&*file.compared, &*file.constants));
    let shape = Shape::of(&table.columns);
    let is_seen = !asked.is_pulled && (shape != Shape::Movements || earlier.is_some());
    let names = Names::default;
    let seen = || is_seen.then(Seen::default);
    let make = || ContractRows { registry, asked, shape, names: names(), found: vec![], last_day: None, seen: seen(), compared };
    let (ContractRows { mut found, last_day, mut seen, .. }, scanned) = scan(table, meter, make)?.split();
    let here = seen.as_mut().filter(|_| shape != Shape::Movements).map(Seen::repeats).unwrap_or_default();
    let again = earlier.zip(seen).map(|(earlier, seen)| earlier.repeats(&Name::from(table.file.name()), seen)).unwrap_or_default();
    let mut repeats = [here, again].concat();
    repeats.sort_by_key(|repeat| repeat.line);
    if shape.is_interval() {
        settle_zeros(&mut found);
        // What was taken back and written again is no row twice.
        let reversed = reversed(&found);
        repeats.retain(|repeat| !reversed.contains(&repeat.line));
    }
    found.retain(|row| repeats.binary_search_by_key(&row.snapshot.line, |repeat| repeat.line).is_err());
    Ok(Contracts { found, shape, last_day, repeats, scanned })
}

impl Contracts {
    /// Leaves out the rows of customers by their folded ids or names.
    pub(crate) fn leave_out(&mut self, customers: &FxHashSet<String>, registry: &Registry) {
        if customers.is_empty() {
            return;
        }
        let before = self.found.len();
        self.found.retain(|row| {
            let named = row.slot.as_ref().map_or_else(
                |account| vec![account.id.clone()],
                |slot| vec![registry.account(*slot).id.clone(), registry.account(*slot).name.clone()],
            );
            !named.iter().any(|name| customers.contains(&text::fold(name)))
        });
        self.scanned.leave_out((before - self.found.len()) as u64);
    }

    /// Leaves out rows with the customer, contract, days and amount of an earlier one.
    pub(crate) fn count_once(&mut self) {
        let mut seen = FxHashSet::default();
        let before = self.found.len();
        self.found.retain(|row| {
            let whose = row.slot.as_ref().map_or_else(|account| Err(account.id.clone()), |slot| Ok(*slot));
            let days = (row.snapshot.day, row.end());
            seen.insert((whose, row.subscription.clone(), days, row.snapshot.arr.in_minor()))
        });
        self.scanned.leave_out((before - self.found.len()) as u64);
    }
}

/// The lines of rows that another one of the same customer takes back.
fn reversed(found: &[FoundRow]) -> FxHashSet<u64> {
    let key = |row: &FoundRow, arr: Money| {
        let whose = row.slot.as_ref().map_or_else(|account| Err(account.id.clone()), |slot| Ok(*slot));
        (whose, row.snapshot.day, row.snapshot.contract_end, arr.in_minor())
    };
    let back: FxHashSet<_> = found.iter().filter(|row| row.snapshot.arr < Money::ZERO).map(|row| key(row, -row.snapshot.arr)).collect();
    let is_taken_back = |row: &&FoundRow| !back.is_empty() && back.contains(&key(row, row.snapshot.arr));
    found.iter().filter(is_taken_back).map(|row| row.snapshot.line).collect()
}

/// The same days, and as much below zero.
fn takes_back(one: &Snapshot, back: &Snapshot) -> bool {
    back.arr < Money::ZERO && one.arr == -back.arr && one.day == back.day && one.contract_end == back.contract_end
}

/// A zero of those who left is their price (a free plan) where others who left have an amount; else it is what was written when they
/// were gone, and what they paid is not known.
fn settle_zeros(found: &mut [FoundRow]) {
    if !found.iter().any(|row| row.left.is_some() && !row.snapshot.arr.is_zero()) {
        found.iter_mut().filter(|row| row.left.is_some()).for_each(|row| row.snapshot.is_unpriced = true);
    }
}

/// Makes contracts of rows that belong together, and registers accounts that no other table names. Rows of one customer and day
/// that are added up are counted in `doubled`, and customers whose contracts could follow one another otherwise stand in `unclear`.
pub(crate) fn customers(read: Rows, asked: Asked, registry: &mut Registry, doubled: &mut u64, unclear: &mut Vec<Slot>) -> Vec<Customer> {
    let Rows { mut found, shape, last_day } = read;
    found.sort_by_key(|row| (row.snapshot.day, row.position));
    let mut all = Vec::new();
    let accounts = by_account(found, registry);
    let asked = Asked { are_cut: shape.is_interval() && intervals::pieces::are_cut(&accounts), ..asked };
    for (slot, rows) in accounts.into_iter().enumerate() {
        if shape.is_interval() {
            let (customer, is_unclear) = of_intervals(without_reversed(rows), shape, asked);
            unclear.extend(is_unclear.then_some(slot as Slot));
            all.push(customer);
        } else {
            all.push(customer(rows, shape, last_day, doubled));
        }
    }
    all
}

/// The rows of a customer without those that another one takes back, of the same days and as much below zero.
fn without_reversed(mut rows: Vec<FoundRow>) -> Vec<FoundRow> {
    let pair = |rows: &[FoundRow]| {
        let both = |(at, back): (usize, &FoundRow)| Some((rows.iter().position(|row| takes_back(&row.snapshot, &back.snapshot))?, at));
        rows.iter().enumerate().find_map(both)
    };
    while let Some((one, other)) = pair(&rows) {
        rows.remove(one.max(other));
        rows.remove(one.min(other));
    }
    rows
}

/// The rows of one file of snapshots, or of all files of another shape.
pub(crate) struct Rows {
    pub found: Vec<FoundRow>,
    pub shape: Shape,
    pub last_day: Option<NaiveDate>,
}

impl Rows {
    /// Takes a file's rows in where they go on from those that were read before: a snapshot holds by itself, what a movement adds to
    /// and which spells follow one another is told by the rows of all files.
    pub(crate) fn gather(all: &mut Vec<Self>, found: Vec<FoundRow>, shape: Shape, last_day: Option<NaiveDate>) {
        match all.iter_mut().find(|rows| rows.shape == shape && shape != Shape::Snapshots) {
            Some(rows) => {
                rows.found.extend(found);
                rows.last_day = rows.last_day.max(last_day);
            }
            None => all.push(Self { found, shape, last_day }),
        }
    }
}

/// The rows of each account, in order.
fn by_account(found: Vec<FoundRow>, registry: &mut Registry) -> Vec<Vec<FoundRow>> {
    let mut rows: Vec<Vec<FoundRow>> = Vec::new();
    for mut row in found {
        let slot = match std::mem::replace(&mut row.slot, Ok(0)) {
            Ok(slot) => Some(slot),
            Err(account) => registry.slot_or_add(account.id.clone().as_bytes(), || account.account()),
        };
        let Some(slot) = slot.map(|slot| slot as usize) else { continue };
        if rows.len() <= slot {
            rows.resize_with(slot + 1, Vec::new);
        }
        rows[slot].push(row);
    }
    rows
}

fn of_intervals(rows: Vec<FoundRow>, shape: Shape, asked: Asked) -> (Customer, bool) {
    let of =
        |row: FoundRow| Interval { subscription: row.subscription, left: row.left, stays: row.stays, next: None, snapshot: row.snapshot };
    intervals::customer(rows.into_iter().map(of).collect(), shape, asked)
}

fn customer(mut rows: Vec<FoundRow>, shape: Shape, last_day: Option<NaiveDate>, doubled: &mut u64) -> Customer {
    lines::take_losses_back(&mut rows);
    let mut customer = if shape == Shape::Movements { lines::of_movements(rows) } else { lines::of_snapshots(rows) };
    for timeline in customer.values_mut() {
        if shape == Shape::Movements {
            timeline.add_up(last_day.unwrap_or_default());
        } else {
            *doubled += timeline.merge_days();
        }
    }
    customer
}
