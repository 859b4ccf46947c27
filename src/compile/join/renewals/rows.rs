//! The rows of a file of renewals, read one by one.

use super::{Extent, Kept, Left, Wanted};
use crate::compile::join::ahead::{self};
use crate::compile::join::assumed::Assumed;
use crate::compile::join::deal_before::OtherDeal;
use crate::compile::join::decision::{self, Decision};
use crate::compile::join::interner::Names;
use crate::compile::join::link::Join;
use crate::compile::join::registry::{Account, Found, Registry};
use crate::compile::join::renewal_row as read;
use crate::compile::read::row::{Read, Row};
use crate::compile::read::scan::{Collect, Fate, TableFile};
use crate::compile::read::values::date::is_no_end;
use crate::compile::read::values::words;
use crate::compile::schema::Field;
use crate::domain::Name;
use crate::domain::renewal::{Origin, Outcome, Renewal};
use crate::domain::text::{self};
use chrono::NaiveDate;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Different words for outcomes that nobody understands that are told apart.
const MOST_STRANGE: usize = 100;

/// Gathers the wanted renewals.
pub(super) struct RenewalRows<'r> {
    wanted: &'r Wanted<'r>,
    pub(super) join: Join<'r>,
    /// There is an accounts table, so an account it does not know is worth a word.
    has_accounts: bool,
    file: Name,
    names: Names,
    pub(super) kept: Vec<Kept>,
    pub(super) others: FxHashSet<Box<[u8]>>,
    pub(super) strangers: FxHashMap<Box<[u8]>, Name>,
    pub(super) strange: BTreeMap<String, u64>,
    pub(super) assumed: Assumed,
    /// Kept where no column tells what was in force before.
    pub(super) other_deals: Option<Vec<OtherDeal>>,
    pub(super) extent: Extent,
}

impl Collect for RenewalRows<'_> {
    fn row(&mut self, row: &Row<'_>) -> Read<Fate> {
        if decision::is_out_of_scope(row)? {
            self.see_other_deal(row)?;
            return Ok(Fate::OutOfScope);
        }
        let id = read::account(row);
        let found = id.as_deref().map_or(Found::Unknown, |id| self.join.find(id));
        let mut due = row.date(Field::DueDate).map(|due| due.or_else(|| decision::day_of_loss(row, self.wanted)));
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
            self.see_other(row, id.as_deref(), found);
            return Ok(Fate::OutOfScope);
        }
        let due = due?;
        self.see_undated(row, due);
        let due = row.needed(Field::DueDate, due)?;
        let decision = decided.unwrap_or_else(|| decision::decision(row, due, self.wanted));
        self.see_decided(row, &decision, due);
        let is_open = || matches!(decision, Ok(Decision { outcome: Outcome::Open, .. }));
        // It tells who had a contract when the window ended; or it may have been open on the as-of day.
        let was_open = || decision::closed(row, self.wanted.as_of).ok().flatten().unwrap_or(due) > self.wanted.as_of;
        if !self.wanted.keeps(due, is_open, || due <= ahead::last_of_terms(&self.wanted.window) || was_open()) {
            self.see_other(row, id.as_deref(), found);
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
        self.strangers.extend(other.strangers);
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

impl<'r> RenewalRows<'r> {
    pub(super) fn new(table: &TableFile, wanted: &'r Wanted<'r>, registry: &'r Registry, has_accounts: bool, file: &Name) -> Self {
        let tells_no_before = table.columns.has(Field::Amount) && !table.columns.has(Field::ArrBefore);
        Self {
            wanted,
            join: Join::new(registry),
            has_accounts,
            file: file.clone(),
            names: Names::default(),
            kept: Vec::new(),
            others: FxHashSet::default(),
            strangers: FxHashMap::default(),
            strange: BTreeMap::new(),
            assumed: Assumed::default(),
            other_deals: tells_no_before.then(Vec::new),
            extent: Extent::default(),
        }
    }
}

impl RenewalRows<'_> {
    /// Remembers an account of another segment or another time, where no table of accounts knows it, and what it is called.
    fn see_other(&mut self, row: &Row<'_>, id: Option<&[u8]>, found: Found) {
        let Some(id) = id.filter(|_| found == Found::Unknown) else { return };
        if !self.strangers.contains_key(id) {
            let named = row.text(Field::Account).ok().flatten().unwrap_or_else(|| String::from_utf8_lossy(id));
            self.strangers.insert(id.into(), Name::from(text::line(&named)));
        }
        if !self.has_accounts && !self.others.contains(id) {
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
        let found = self.join.find(&id);
        let account = if let Found::InScope(slot) = found { Some(self.join.registry.account(slot)) } else { None };
        let currency = read::currencies(row, account, &mut self.names).ok().and_then(|currencies| currencies.after);
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
        if decision.outcome == Outcome::Renewed {
            self.extent.see_renewed(due, self.wanted.known);
        }
        self.see_open(row, decision, due);
        let is_newer = due <= self.wanted.window.to && Some(due) > self.extent.newest_decided;
        if is_newer && decision.outcome != Outcome::Open {
            self.extent.newest_decided = Some(due);
        }
    }

    /// Counts a row on which no day of a renewal stands: where those are the lost ones, rates would be of the others alone.
    fn see_undated(&mut self, row: &Row<'_>, due: Option<NaiveDate>) {
        if row.date(Field::DueDate) != Ok(None) {
            return;
        }
        let outcome = decision::decision(row, due.unwrap_or(self.wanted.as_of), self.wanted).map(|decision| decision.outcome);
        self.extent.undated.see(outcome.ok(), due);
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
        let currency = read::currencies(row, None, &mut self.names).ok().and_then(|currencies| currencies.before);
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
            reason_source: read::reason_source(row)?,
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
        let currencies = read::currencies(row, account, &mut self.names)?;
        let left = if outcome == Outcome::Churned { row.date(Field::LossDate)?.zip(row.date(Field::DueDate)?) } else { None };
        Ok(Kept {
            position: row.position,
            renewal: Arc::new(renewal),
            slot,
            currencies,
            contradiction: decision.contradiction.or(amounts.contradiction),
            otherwise: amounts.otherwise,
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
