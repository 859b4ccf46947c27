//! The renewals table: one row per renewal event.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{Months, NaiveDate};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::compile::join::ahead::{self, Ahead};
use crate::compile::join::assumed::Assumed;
use crate::compile::join::currencies::Currencies;
use crate::compile::join::deal_before::OtherDeal;
use crate::compile::join::decision::{self, Decision};
use crate::compile::join::interner::Names;
use crate::compile::join::link::Join;
use crate::compile::join::registry::{Account, Found, Registry, Slot, Unmatched};
use crate::compile::join::renewal_row as read;
use crate::compile::read::row::{Read, Row};
use crate::compile::read::scan::{Collect, Fate, Meter, Scanned, TableFile, scan};
use crate::compile::read::values::date::is_no_end;
use crate::compile::read::values::words;
use crate::compile::schema::Field;
use crate::compile::understand::mapping::RenewalUse;
use crate::domain::Name;
use crate::domain::money::Money;
use crate::domain::renewal::{Origin, Outcome, Renewal, RenewalId};
use crate::domain::text::{self, counted, folds_to};
use crate::domain::window::Window;
use crate::error::Result;

/// Which renewals are wanted.
#[derive(Clone, Debug)]
pub(crate) struct Wanted<'s> {
    /// Folded; `None` is every segment.
    pub segment: Option<&'s str>,
    pub window: Window,
    pub history: Months,
    pub as_of: NaiveDate,
    /// What goes on by itself in the data goes on up to here: how things stand says nothing of later days.
    pub known: NaiveDate,
}

impl Wanted<'_> {
    /// The first due date that is kept.
    pub(crate) fn since(&self) -> NaiveDate {
        self.window.from - self.history
    }

    /// Due in the window or in the history before it; an open one also when it is longer past due. Of what is due after the window,
    /// for as long as anybody looks ahead, those that are open, and of the decided what else is wanted.
    pub(crate) fn keeps(&self, due: NaiveDate, is_open: impl Fn() -> bool, is_wanted: impl FnOnce() -> bool) -> bool {
        if due <= self.window.to {
            return due >= self.since() || is_open();
        }
        due <= self.until() && (is_open() || is_wanted())
    }

    /// The last due date that is kept.
    pub(crate) fn until(&self) -> NaiveDate {
        ahead::last_due(&self.window, self.as_of)
    }

    fn is_other_segment(&self, segment: Option<&str>) -> bool {
        self.segment.is_some_and(|wanted| !segment.is_some_and(|segment| folds_to(segment, wanted)))
    }
}

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

/// What the renewals of a file tell beyond the kept ones.
#[derive(Debug, Default)]
pub(crate) struct Extent {
    pub due_range: Option<(NaiveDate, NaiveDate)>,
    /// The newest due date of a decided renewal that is not after the window asked for.
    pub newest_decided: Option<NaiveDate>,
    pub segments: BTreeSet<Name>,
    pub unmatched: Unmatched,
    /// Decided renewals of the segment, whenever they were due.
    pub renewed: u64,
    pub churned: u64,
    /// Those of the renewed that are due after the known day: as accounts stand on it, none of them says what a renewal became.
    pub renewed_ahead: u64,
    /// The newest day on which anything was decided, as far as the as-of day.
    pub newest_decision: Option<NaiveDate>,
    /// Rows that can be read as renewals, whatever the scope.
    pub readable: u64,
    /// Open renewals of the segment that were due.
    pub overdue: u64,
    pub ahead: Ahead,
}

impl Extent {
    pub(crate) fn merge(&mut self, other: Self) {
        if let Some((from, to)) = other.due_range {
            self.see(from);
            self.see(to);
        }
        self.newest_decided = self.newest_decided.max(other.newest_decided);
        self.segments.extend(other.segments);
        self.unmatched.merge(other.unmatched);
        self.newest_decision = self.newest_decision.max(other.newest_decision);
        self.renewed += other.renewed;
        self.renewed_ahead += other.renewed_ahead;
        self.churned += other.churned;
        self.readable += other.readable;
        self.overdue += other.overdue;
        self.ahead.merge(other.ahead);
    }

    /// Renewals there are, and all of them are to come.
    pub(crate) fn is_to_come(&self) -> bool {
        self.renewed + self.churned + self.overdue == 0 && !self.ahead.is_empty()
    }

    /// Whether all that was decided was lost.
    pub(crate) fn holds_only_losses(&self) -> bool {
        self.churned > 0 && self.renewed == 0
    }

    /// Why no rate can be told of renewals due: what goes on is due later, and of what was due only the losses are there. So stand
    /// accounts in a list of them as they are now, where the day of a renewal gives way to that of the next.
    pub(crate) fn why_only_losses(&self) -> Option<String> {
        let to_come = self.ahead.len() + self.renewed_ahead as usize;
        (self.churned > 0 && self.renewed == self.renewed_ahead && to_come > 0).then(|| {
            let go_on = counted(to_come, "that goes on is due later", "that go on are due later");
            format!("{go_on}, and nothing that was due was renewed: what renewed before is not in the data, and only losses are")
        })
    }

    pub(crate) fn count(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Renewed => self.renewed += 1,
            Outcome::Churned => self.churned += 1,
            Outcome::Open => {}
        }
    }

    pub(crate) fn see(&mut self, due: NaiveDate) {
        let (from, to) = self.due_range.unwrap_or((due, due));
        self.due_range = Some((from.min(due), to.max(due)));
    }
}

/// Different words for outcomes that nobody understands that are told apart.
const MOST_STRANGE: usize = 100;

/// Gathers the wanted renewals.
struct RenewalRows<'r> {
    wanted: &'r Wanted<'r>,
    join: Join<'r>,
    /// There is an accounts table, so an account it does not know is worth a word.
    has_accounts: bool,
    file: Name,
    names: Names,
    kept: Vec<Kept>,
    others: FxHashSet<Box<[u8]>>,
    strange: BTreeMap<String, u64>,
    assumed: Assumed,
    /// Kept where no column tells what was in force before.
    other_deals: Option<Vec<OtherDeal>>,
    extent: Extent,
}

impl Collect for RenewalRows<'_> {
    fn row(&mut self, row: &Row<'_>) -> Read<Fate> {
        if decision::is_out_of_scope(row)? {
            self.see_other_deal(row)?;
            return Ok(Fate::OutOfScope);
        }
        let id = read::account(row);
        let found = id.as_deref().map_or(Found::Unknown, |id| self.join.find(id));
        let mut due = row.date(Field::DueDate);
        let mut decided = None;
        if let Ok(Some(end)) = due {
            if is_no_end(end, self.wanted.as_of) {
                return Ok(Fate::OutOfScope);
            }
            let decision = decision::decision(row, end, self.wanted);
            let day = decision.as_ref().ok().and_then(|decision| decision.left).unwrap_or(end);
            self.extent.see(day);
            due = Ok(Some(day));
            self.extent.readable += u64::from(id.is_some() && decision.is_ok());
            decided = Some(decision);
        }
        let segment = self.segment(row, found)?;
        // Without an account and a segment of its own, nobody can tell that a row belongs to another.
        if (id.is_some() || segment.is_some()) && self.wanted.is_other_segment(segment.as_deref()) {
            self.see_other(id.as_deref());
            return Ok(Fate::OutOfScope);
        }
        let due = row.needed(Field::DueDate, due?)?;
        let decision = decided.unwrap_or_else(|| decision::decision(row, due, self.wanted));
        self.see_decided(row, &decision, due);
        let is_open = || matches!(decision, Ok(Decision { outcome: Outcome::Open, .. }));
        // It tells who had a contract when the window ended; or it may have been open on the as-of day.
        let was_open = || decision::closed(row, self.wanted.as_of).ok().flatten().unwrap_or(due) > self.wanted.as_of;
        if !self.wanted.keeps(due, is_open, || due <= ahead::last_of_terms(&self.wanted.window) || was_open()) {
            self.see_other(id.as_deref());
            return Ok(Fate::OutOfScope);
        }
        if decision.is_err() {
            self.see_strange(row);
        }
        let id = row.needed(Field::AccountId, id)?;
        if self.has_accounts && found == Found::Unknown {
            self.join.unmatched.note(&id);
        }
        let kept = self.renewal(row, (due, decision?), &id, found, segment)?;
        self.kept.push(kept);
        Ok(Fate::Used)
    }

    fn merge(&mut self, other: Self) {
        self.kept.extend(other.kept);
        self.others.extend(other.others);
        if let (Some(mine), Some(theirs)) = (&mut self.other_deals, other.other_deals) {
            mine.extend(theirs);
        }
        for (word, rows) in other.strange {
            *self.strange.entry(word).or_default() += rows;
        }
        self.assumed.merge(other.assumed);
        self.extent.merge(other.extent);
        self.join.merge(other.join);
    }
}

impl RenewalRows<'_> {
    /// Remembers an account of another segment or another time, where no table of accounts knows it.
    fn see_other(&mut self, id: Option<&[u8]>) {
        if let Some(id) = id.filter(|id| !self.has_accounts && !self.others.contains(*id)) {
            self.others.insert(id.into());
        }
    }

    /// Remembers a deal that was won and is no renewal.
    fn see_other_deal(&mut self, row: &Row<'_>) -> Read<()> {
        if self.other_deals.is_none() || !decision::is_no_renewal(row)? {
            return Ok(());
        }
        // What cannot be read of a deal that is not asked for rejects nothing.
        let day = decision::closed(row, self.wanted.as_of).ok().flatten().or(row.date(Field::DueDate).ok().flatten());
        let (Some(on), Some(id)) = (day, read::account(row)) else { return Ok(()) };
        let is_won = decision::decision(row, on, self.wanted).is_ok_and(|decision| decision.outcome == Outcome::Renewed);
        if !is_won || on > self.wanted.as_of {
            return Ok(());
        }
        let amount = row.annual(Field::Amount).ok().flatten();
        let currency = read::currencies(row, &mut self.names).ok().and_then(|currencies| currencies.after);
        let found = self.join.find(&id);
        let account_id = self.account_id(&id, found);
        self.other_deals
            .iter_mut()
            .for_each(|deals| deals.push(OtherDeal { account_id: account_id.clone(), on, amount, currency: currency.clone() }));
        Ok(())
    }

    /// The id of the account as renewals have it.
    fn account_id(&self, id: &[u8], found: Found) -> Name {
        match found {
            Found::InScope(slot) => self.join.registry.account(slot).id.clone(),
            Found::OutOfScope | Found::Unknown => Name::from(text::line(&String::from_utf8_lossy(self.join.registry.canonical(id)))),
        }
    }

    /// An outcome that cannot be read decides nothing; whether it rejects its row depends on the row alone.
    fn see_decided(&mut self, row: &Row<'_>, decision: &Read<Decision>, due: NaiveDate) {
        let Ok(decision) = decision else { return };
        self.see_decision_day(row, decision);
        self.extent.count(decision.outcome);
        self.extent.renewed_ahead += u64::from(decision.outcome == Outcome::Renewed && due > self.wanted.known);
        self.see_open(row, decision, due);
        let is_newer = due <= self.wanted.window.to && Some(due) > self.extent.newest_decided;
        if is_newer && decision.outcome != Outcome::Open {
            self.extent.newest_decided = Some(due);
        }
    }

    /// Remembers a word for an outcome that nobody understands: its row is lost to all figures.
    fn see_strange(&mut self, row: &Row<'_>) {
        let word = row.text(Field::Outcome).ok().flatten().filter(|_| row.outcome(Field::Outcome).is_err());
        if let Some(word) = word.filter(|_| self.strange.len() < MOST_STRANGE) {
            *self.strange.entry(word.into_owned()).or_default() += 1;
        }
    }

    /// What is open was due, or is to come.
    fn see_open(&mut self, row: &Row<'_>, decision: &Decision, due: NaiveDate) {
        if decision.outcome != Outcome::Open {
            return;
        }
        self.see_assumed(row, due);
        if due < self.wanted.as_of {
            self.extent.overdue += 1;
            return;
        }
        let arr = read::amounts(row, decision.outcome).ok().and_then(|amounts| amounts.before);
        let currency = read::currencies(row, &mut self.names).ok().and_then(|currencies| currencies.before);
        self.extent.ahead.see(due, arr, currency);
    }

    /// Remembers a word that nobody knows and that alone makes a renewal open.
    fn see_assumed(&mut self, row: &Row<'_>, due: NaiveDate) {
        const FLAGS: [Field; 3] = [Field::IsWon, Field::IsLost, Field::IsClosed];
        if FLAGS.iter().any(|field| row.columns.has(*field)) {
            return;
        }
        let word = row.text(Field::Outcome).ok().flatten();
        if let Some(word) = word.filter(|word| words::outcome(word).is_none()) {
            self.assumed.see(&word, due, &self.wanted.window, self.wanted.as_of);
        }
    }

    fn see_decision_day(&mut self, row: &Row<'_>, decision: &Decision) {
        let day = if decision.outcome == Outcome::Open { None } else { decision::closed(row, self.wanted.as_of).ok().flatten() };
        self.extent.newest_decision = self.extent.newest_decision.max(day.filter(|day| *day <= self.wanted.as_of));
    }

    /// The row's own segment, else its account's.
    fn segment(&mut self, row: &Row<'_>, found: Found) -> Read<Option<Name>> {
        if let Some(own) = row.text(Field::Segment)? {
            let own = self.names.get(&own);
            self.extent.segments.insert(own.clone());
            return Ok(Some(own));
        }
        Ok(match found {
            Found::InScope(slot) => Some(self.join.registry.account(slot).segment.clone()),
            Found::OutOfScope | Found::Unknown => None,
        })
    }

    fn renewal(
        &mut self,
        row: &Row<'_>,
        (due, decision): (NaiveDate, Decision),
        id: &[u8],
        found: Found,
        segment: Option<Name>,
    ) -> Read<Kept> {
        let outcome = decision.outcome;
        let slot = if let Found::InScope(slot) = found { Some(slot) } else { None };
        let account = slot.map(|slot| self.join.registry.account(slot));
        let account_id = self.account_id(id, found);
        let amounts = read::amounts(row, outcome)?;
        let exec_first = row.date(Field::ExecFirstContact)?;
        // What is not decided yet has no day on which it was: a deal's close date is then when somebody hopes it will be.
        let closed = decision::closed(row, self.wanted.as_of)?.filter(|_| outcome != Outcome::Open);
        let reason = read::reason(row)?;
        let own_name = row.text(Field::Account)?;
        let renewal = Renewal {
            id: read::id(row, &account_id, due)?,
            account: account.map_or_else(|| own_name.map_or_else(|| account_id.clone(), Name::from), |a| a.name.clone()),
            account_id,
            segment: segment.unwrap_or_else(|| self.names.or_not_recorded(None)),
            product: self.dimension(row, Field::Product, account, |a| &a.product)?,
            geo: self.dimension(row, Field::Geo, account, |a| &a.geo)?,
            persona: self.dimension(row, Field::Persona, account, |a| &a.persona)?,
            cs_owner: self.dimension(row, Field::CsOwner, account, |a| &a.cs_owner)?,
            due,
            closed,
            started: row.date(Field::StartedDate)?,
            outcome,
            early_termination: decision.left.is_some(),
            stands_alone: false,
            contract_end: if decision.left.is_some() { row.date(Field::DueDate)? } else { None },
            before: amounts.before,
            after: amounts.after,
            reason,
            secondary: read::secondary(row)?,
            competitor: row.text(Field::Competitor)?.map(|name| self.names.get(&name)),
            exec: read::exec(row, exec_first, due),
            pricing: read::pricing(row)?,
            forecast: read::forecast(row, &mut self.names)?,
            signals: read::signals(row, exec_first, &mut self.names)?,
            plays: Vec::new(),
            notes: read::note(row, closed.unwrap_or(due))?.into_iter().collect(),
            origin: Origin { file: self.file.clone(), line: row.line() },
        };
        let currencies = read::currencies(row, &mut self.names)?;
        let left = if outcome == Outcome::Churned { row.date(Field::LossDate)?.zip(row.date(Field::DueDate)?) } else { None };
        Ok(Kept {
            position: row.position,
            renewal: Arc::new(renewal),
            slot,
            currencies,
            contradiction: decision.contradiction.or(amounts.contradiction),
            left: left.map(|(on, end)| Left { on, end }),
        })
    }

    fn dimension(&mut self, row: &Row<'_>, field: Field, account: Option<&Account>, of: fn(&Account) -> &Name) -> Read<Name> {
        Ok(match (row.text(field)?, account) {
            (Some(own), _) => self.names.get(&own),
            (None, Some(account)) => of(account).clone(),
            (None, None) => self.names.or_not_recorded(None),
        })
    }
}

/// The renewals that were read before.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    known: FxHashMap<RenewalId, (Outcome, Name)>,
    pub disputed: Vec<Disputed>,
}

/// A renewal that one file calls lost and another one renewed.
#[derive(Clone, Debug)]
pub(crate) struct Disputed {
    pub id: RenewalId,
    /// The file that counts, and the other one.
    pub files: [Name; 2],
}

impl Seen {
    /// Whether a renewal is new; one that another file tells otherwise is noted.
    fn see(&mut self, renewal: &Renewal) -> bool {
        match self.known.entry(renewal.id.clone()) {
            Entry::Vacant(place) => {
                place.insert((renewal.outcome, renewal.origin.file.clone()));
                true
            }
            Entry::Occupied(known) => {
                let (outcome, file) = known.get();
                let are_decided = *outcome != Outcome::Open && renewal.outcome != Outcome::Open;
                if are_decided && *outcome != renewal.outcome && *file != renewal.origin.file {
                    let files = [file.clone(), renewal.origin.file.clone()];
                    self.disputed.push(Disputed { id: renewal.id.clone(), files });
                }
                false
            }
        }
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
    pub other_deals: Vec<OtherDeal>,
}

/// Reads the wanted renewals of a file, in the order of the file.
pub(crate) fn read(table: &TableFile, wanted: &Wanted<'_>, registry: &Registry, has_accounts: bool, meter: &Meter<'_>) -> Result<Renewals> {
    let file = Name::from(table.file.name());
    let tells_no_before = table.columns.has(Field::Amount) && !table.columns.has(Field::ArrBefore);
    let make = || RenewalRows {
        wanted,
        join: Join::new(registry),
        has_accounts,
        file: file.clone(),
        names: Names::default(),
        kept: Vec::new(),
        others: FxHashSet::default(),
        strange: BTreeMap::new(),
        assumed: Assumed::default(),
        other_deals: tells_no_before.then(Vec::new),
        extent: Extent::default(),
    };
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
                Some(RenewalUse::Ignore) | None => {}
            }
        }
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

    /// Rejects rows whose renewal id stands already in `seen`; gives the ids that stood twice.
    pub(crate) fn reject_duplicates(&mut self, seen: &mut Seen, column: &str) -> Vec<RenewalId> {
        let mut twice = Vec::new();
        let scanned = &mut self.scanned;
        self.kept.retain(|kept| {
            let is_new = seen.see(&kept.renewal);
            if !is_new {
                let reason = "this renewal id stands in an earlier row".to_owned();
                scanned.reject(kept.renewal.origin.line, column, &kept.renewal.id.0, reason);
                twice.push(kept.renewal.id.clone());
            }
            is_new
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
    }
}
