//! The renewals table: one row per renewal event.

mod extent;
mod rows;
mod undated;
mod wanted;

use std::collections::BTreeMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use chrono::NaiveDate;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::compile::join::assumed::Assumed;
use crate::compile::join::currencies::Currencies;
use crate::compile::join::deal_before::OtherDeal;
use crate::compile::join::registry::{Account, Registry, Slot};
use crate::compile::read::columns::Paid;
use crate::compile::read::scan::{Meter, Scanned, TableFile, scan};
use crate::compile::read::values::words;
use crate::compile::understand::mapping::RenewalUse;
use crate::domain::Name;
use crate::domain::money::Money;
use crate::domain::renewal::{Outcome, Renewal, RenewalId};
use crate::domain::text::{self, fold};
use crate::error::Result;

pub(crate) use extent::Extent;
use rows::RenewalRows;
pub(crate) use wanted::Wanted;

/// A renewal that was kept, before its account's other rows are joined.
#[derive(Debug)]
pub(crate) struct Kept {
    pub position: u64,
    pub renewal: Arc<Renewal>,
    /// `None` until the account is registered.
    pub slot: Option<Slot>,
    pub currencies: Currencies,
    /// What the outcome and the amounts say against each other.
    pub contradiction: Option<&'static str>,
    /// What came after a renewal that is called lost, if it was renewed.
    pub otherwise: Option<Money>,
    pub left: Option<Left>,
}

/// What the row of a loss tells of its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Left {
    pub on: NaiveDate,
    /// The contract's end, whenever the customer left.
    pub end: NaiveDate,
}

impl Kept {
    /// The renewal, to be written to: nobody else has it yet.
    pub(crate) fn renewal_mut(&mut self) -> &mut Renewal {
        Arc::make_mut(&mut self.renewal)
    }
}

/// The rows that count, by the id of their renewal.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    known: FxHashMap<RenewalId, Known>,
    pub disputed: Vec<Disputed>,
}

/// A renewal that one file calls lost and another one renewed, or for which they have different amounts.
#[derive(Clone, Debug)]
pub(crate) struct Disputed {
    pub id: RenewalId,
    /// They differ in what became of it, and not in amounts alone.
    pub is_outcome: bool,
    /// The file that counts, and the other one.
    pub files: [Name; 2],
}

/// Where a row stands: the number of its file, and its place in that.
type Place = (usize, u64);

/// What a row tells of a renewal.
#[derive(Debug)]
struct Known {
    place: Place,
    outcome: Outcome,
    amounts: [Option<Money>; 2],
    file: Name,
    /// The day on which the file was exported, where that is known.
    exported: Option<NaiveDate>,
}

impl Known {
    fn of(renewal: &Renewal, place: Place, exported: Option<NaiveDate>) -> Self {
        let (outcome, amounts) = (renewal.outcome, [renewal.before, renewal.after]);
        Self { place, outcome, amounts, file: renewal.origin.file.clone(), exported }
    }

    fn differs_in_amounts(&self, other: &Self) -> bool {
        self.amounts.iter().zip(other.amounts).any(|(one, other)| one.zip(other).is_some_and(|(one, other)| one != other))
    }

    /// It tells what was open still in the other row; that one stands in no newer export.
    fn decides(&self, other: &Self) -> bool {
        let is_newer = self.exported.zip(other.exported).is_none_or(|(mine, theirs)| mine >= theirs);
        self.outcome != Outcome::Open && other.outcome == Outcome::Open && is_newer
    }

    fn disputes(&self, other: &Self) -> bool {
        let are_decided = self.outcome != Outcome::Open && other.outcome != Outcome::Open;
        are_decided && (self.outcome != other.outcome || self.differs_in_amounts(other)) && self.file != other.file
    }
}

impl Seen {
    /// Of several rows with one id the first counts, or the first that tells what became of it: what was open is carried over to the
    /// next list. What another file tells otherwise is noted.
    fn see(&mut self, renewal: &Renewal, place: Place, exported: Option<NaiveDate>) {
        let row = Known::of(renewal, place, exported);
        match self.known.entry(renewal.id.clone()) {
            Entry::Vacant(free) => drop(free.insert(row)),
            Entry::Occupied(mut known) if row.decides(known.get()) => drop(known.insert(row)),
            Entry::Occupied(known) if row.disputes(known.get()) => {
                let is_outcome = known.get().outcome != row.outcome;
                let files = [known.get().file.clone(), row.file];
                self.disputed.push(Disputed { id: renewal.id.clone(), is_outcome, files });
            }
            Entry::Occupied(_) => {}
        }
    }

    /// The row that counts for a renewal stands there.
    fn counts(&self, renewal: &Renewal, place: Place) -> bool {
        self.known.get(&renewal.id).is_some_and(|known| known.place == place)
    }
}

/// Everything kept of one renewals file.
pub(crate) struct Renewals {
    pub kept: Vec<Kept>,
    pub extent: Extent,
    pub scanned: Scanned<()>,
    /// Words for outcomes that nobody understands, each with its rows.
    pub strange: BTreeMap<String, u64>,
    /// Words that make renewals open as long as nobody says what they mean.
    pub assumed: Assumed,
    pub others: FxHashSet<Box<[u8]>>,
    /// Names of customers that no table of accounts has, and of whom no renewal is kept.
    pub strangers: FxHashMap<Box<[u8]>, Name>,
    pub other_deals: Vec<OtherDeal>,
}

/// Reads the wanted renewals of a file, in the order of the file.
pub(crate) fn read(table: &TableFile, wanted: &Wanted<'_>, registry: &Registry, has_accounts: bool, meter: &Meter<'_>) -> Result<Renewals> {
    let file = Name::from(table.file.name());
    let make = || RenewalRows::new(table, wanted, registry, has_accounts, &file);
    let (mut rows, scanned) = scan(table, meter, make)?.split();
    rows.kept.sort_unstable_by_key(|kept| kept.position);
    rows.extent.unmatched = rows.join.unmatched;
    let other_deals = rows.other_deals.unwrap_or_default();
    Ok(Renewals {
        kept: rows.kept,
        extent: rows.extent,
        scanned,
        strange: rows.strange,
        assumed: rows.assumed,
        others: rows.others,
        strangers: rows.strangers,
        other_deals,
    })
}

impl Renewals {
    /// Registers the accounts that only the renewals name.
    pub(crate) fn register(&mut self, registry: &mut Registry) {
        for kept in self.kept.iter_mut().filter(|kept| kept.slot.is_none()) {
            let renewal = &kept.renewal;
            kept.slot = registry.slot_or_add(renewal.account_id.as_bytes(), || account_of(renewal));
        }
        for (id, name) in self.strangers.drain() {
            registry.note_other(Name::from(text::line(&String::from_utf8_lossy(&id))), name);
        }
    }

    /// Leaves out what a person said to be no renewal of its own.
    pub(crate) fn leave_out(&mut self, said: &BTreeMap<String, RenewalUse>) {
        if said.is_empty() {
            return;
        }
        let before = self.kept.len();
        self.kept.retain(|kept| said.get(kept.renewal.id.0.as_str()) != Some(&RenewalUse::Ignore));
        self.scanned.leave_out((before - self.kept.len()) as u64);
    }

    /// Losses that a person said to lie before the contract's end, or to be of a contract of their own.
    pub(crate) fn break_off(&mut self, said: &BTreeMap<String, RenewalUse>) {
        if said.is_empty() {
            return;
        }
        for kept in self.kept.iter_mut().filter(|kept| kept.renewal.is_churned()) {
            match said.get(kept.renewal.id.0.as_str()) {
                Some(RenewalUse::LeftEarly) => kept.renewal_mut().early_termination = true,
                Some(RenewalUse::Own) => kept.renewal_mut().stands_alone = true,
                Some(_) | None => {}
            }
        }
    }

    /// Amounts that a person said to cover something else than a year, or to be in a unit.
    pub(crate) fn part_totals(&mut self, said: &BTreeMap<String, RenewalUse>) {
        if said.is_empty() {
            return;
        }
        for kept in &mut self.kept {
            let Some(said) = said.get(kept.renewal.id.0.as_str()) else { continue };
            let yearly = |paid: &Paid| {
                let months = words::months(&paid.key());
                move |amount: Money| months.map_or(amount, |months| amount.per_year_of(months))
            };
            let renewal = kept.renewal_mut();
            match said {
                RenewalUse::Covers(paid) => renewal.after = renewal.after.map(yearly(paid)),
                RenewalUse::BothCover(paid) => {
                    (renewal.before, renewal.after) = (renewal.before.map(yearly(paid)), renewal.after.map(yearly(paid)));
                }
                RenewalUse::In(unit) => {
                    let whole = |amount: Money| Money::minor(amount.in_minor().saturating_mul(10_i64.pow(unit.power())));
                    (renewal.before, renewal.after) = (renewal.before.map(whole), renewal.after.map(whole));
                }
                RenewalUse::PaidBefore(amount) => renewal.before = Some(*amount),
                RenewalUse::PaidAfter(_) | RenewalUse::Ignore | RenewalUse::Own | RenewalUse::LeftEarly | RenewalUse::Became(_) => {}
            }
        }
    }

    /// What a person said to have become of renewals.
    pub(crate) fn became(&mut self, said: &BTreeMap<String, RenewalUse>) {
        if said.is_empty() {
            return;
        }
        for kept in &mut self.kept {
            let (outcome, otherwise) = match said.get(kept.renewal.id.0.as_str()).copied() {
                Some(RenewalUse::Became(outcome)) => (outcome, kept.otherwise),
                Some(RenewalUse::PaidAfter(amount)) if amount.is_zero() => (Outcome::Churned, None),
                Some(RenewalUse::PaidAfter(amount)) => (Outcome::Renewed, Some(amount)),
                _ => continue,
            };
            kept.contradiction = None;
            let is_as_read = kept.renewal.outcome == outcome && otherwise == kept.otherwise;
            let renewal = kept.renewal_mut();
            // Nothing came after what was open.
            renewal.outcome = if otherwise.is_some_and(Money::is_zero) && outcome == Outcome::Renewed { Outcome::Churned } else { outcome };
            renewal.after = match renewal.outcome {
                Outcome::Churned => Some(Money::ZERO),
                Outcome::Renewed if is_as_read => renewal.after,
                Outcome::Renewed => otherwise,
                Outcome::Open => None,
            };
        }
    }

    /// Leaves out the rows of customers by their folded ids or names.
    pub(crate) fn leave_customers_out(&mut self, customers: &FxHashSet<String>) {
        let before = self.kept.len();
        let is_one = |kept: &Kept| [&kept.renewal.account_id, &kept.renewal.account].iter().any(|name| customers.contains(&fold(name)));
        self.kept.retain(|kept| customers.is_empty() || !is_one(kept));
        self.scanned.leave_out((before - self.kept.len()) as u64);
    }

    /// Leaves out rows with the customer, id, day, outcome and amounts of an earlier one.
    pub(crate) fn count_once(&mut self) {
        let mut seen = FxHashSet::default();
        let before = self.kept.len();
        self.kept.retain(|kept| {
            let renewal = &kept.renewal;
            let amounts = [renewal.before, renewal.after].map(|amount| amount.map(Money::in_minor));
            seen.insert((renewal.account_id.clone(), renewal.id.clone(), renewal.due, renewal.outcome, amounts))
        });
        self.scanned.leave_out((before - self.kept.len()) as u64);
    }

    /// An ARR of zero before a loss is a price (a pilot, a free plan) where other losses of the file carry an amount; else it is
    /// what was written when the customer was gone, and what there was is not known.
    fn zeros_are_prices(&self) -> bool {
        self.kept.iter().any(|kept| kept.renewal.is_churned() && kept.renewal.before.is_some_and(|before| !before.is_zero()))
    }

    /// Takes back what is not known of losses.
    pub(crate) fn settle_zeros(&mut self) {
        if self.zeros_are_prices() {
            return;
        }
        for kept in self.kept.iter_mut().filter(|kept| kept.renewal.is_churned() && kept.renewal.before.is_some_and(Money::is_zero)) {
            kept.renewal_mut().before = None;
        }
    }

    /// Notes in `seen` what the rows tell of each renewal; the file is the one of that number, exported on that day.
    pub(crate) fn note(&self, seen: &mut Seen, file: usize, exported: Option<NaiveDate>) {
        self.kept.iter().for_each(|kept| seen.see(&kept.renewal, (file, kept.position), exported));
    }

    /// Rejects rows beside which another one counts in `seen`; gives their ids.
    pub(crate) fn reject_duplicates(&mut self, seen: &Seen, file: usize, column: &str) -> Vec<RenewalId> {
        let mut twice = Vec::new();
        let scanned = &mut self.scanned;
        self.kept.retain(|kept| {
            let counts = seen.counts(&kept.renewal, (file, kept.position));
            if !counts {
                let reason = "this renewal id stands in another row, which counts".to_owned();
                scanned.reject(kept.renewal.origin.line, column, &kept.renewal.id.0, reason);
                twice.push(kept.renewal.id.clone());
            }
            counts
        });
        twice
    }
}

fn account_of(renewal: &Renewal) -> Account {
    Account {
        id: renewal.account_id.clone(),
        name: renewal.account.clone(),
        segment: renewal.segment.clone(),
        product: renewal.product.clone(),
        geo: renewal.geo.clone(),
        persona: renewal.persona.clone(),
        cs_owner: renewal.cs_owner.clone(),
        currency: None,
        left: None,
    }
}
