//! The renewals of a source that has subscriptions over time.

mod no_dues;

use std::sync::Arc;

use chrono::{Months, NaiveDate};

use crate::compile::join::currencies::{Currencies, Report};
use crate::compile::join::doubts::timelines::LeftOpen;
use crate::compile::join::doubts::{self, Beginning};
use crate::compile::join::interner::NOT_RECORDED;
use crate::compile::join::parents;
use crate::compile::join::quality::Account;
use crate::compile::join::reasons::Reasons;
use crate::compile::join::registry::{self, Registry, Slot};
use crate::compile::join::renewals::{Extent, Kept, Left, Wanted};
use crate::compile::read::alike;
use crate::compile::read::scan::{Meter, TableFile};
use crate::compile::schema::Table;
use crate::compile::timeline::contract_lines::{self, ContractLines};
use crate::compile::timeline::departures;
use crate::compile::timeline::derive::rhythm::Rhythm;
use crate::compile::timeline::derive::{self, Derived, Rules};
use crate::compile::timeline::links;
use crate::compile::timeline::months::{Votes, is_monthly};
use crate::compile::timeline::restated::Restated;
use crate::compile::timeline::rows::{self, Asked, ContractFile, Rows};
use crate::compile::timeline::shape::Shape;
use crate::compile::timeline::snapshots::repeats::Earlier;
use crate::compile::timeline::snapshots::{Customer, Seen, Snapshot, Timeline, end_of_month};
use crate::compile::understand::layout::Layout;
use crate::compile::understand::mapping::FileMapping;
use crate::domain::Name;
use crate::domain::facts::{Cohort, CohortMember, GoingOn};
use crate::domain::money::Money;
use crate::domain::quality::IssueKind;
use crate::domain::renewal::{ExecInvolvement, Origin, Outcome, Renewal, RenewalId, Signals};
use crate::domain::window::Window;
use crate::error::Result;

/// Days after due within which a customer who is back renewed late, where the mapping does not say otherwise.
pub(crate) const GRACE: u32 = 31;

/// Of fewer customers all may have left.
const FEW: usize = 5;

/// The customer, and the subscription where a column names it.
#[derive(Clone, Copy)]
struct Whose<'t> {
    slot: Slot,
    subscription: Option<&'t Name>,
}

/// All customers of the scope over time.
pub(crate) struct Subscriptions {
    /// By slot.
    customers: Vec<Customer>,
    rules: Rules,
    file: Name,
    /// The newest day on which somebody looked at the customers; `None` where the rows hold by themselves.
    pub last_day: Option<NaiveDate>,
    /// Contract numbers that rows of one time share.
    pub lines: Vec<ContractLines>,
    pub left_open: LeftOpen,
}

impl Subscriptions {
    /// Reads the contracts, and registers customers that no other table names.
    pub(crate) fn read(
        layout: &Layout,
        wanted: &Wanted<'_>,
        registry: &mut Registry,
        meter: &Meter<'_>,
        account: &mut Account,
    ) -> Result<Self> {
        let grace = u64::from(layout.mapping.grace_days.unwrap_or(GRACE));
        let wants_segment = wanted.segment.is_some();
        let pairing = said_of(layout, |said| said.pairs).unwrap_or_default();
        let asked = Asked { wants_segment, is_pulled: layout.has(Table::Counts), as_of: wanted.as_of, grace, pairing, are_cut: false };
        let (mut last_day, mut doubled, mut file) = (None, 0, Name::from(""));
        let tables: Vec<&TableFile> = layout.contracts().collect();
        let (mut earlier, mut all) = ((tables.len() > 1).then(Earlier::default), Vec::new());
        let mut twice = Vec::new();
        let restated = Restated::new(&tables);
        let compared = alike::columns(&tables).into_iter().zip(alike::constants(&tables));
        for (table, (compared, constants)) in tables.iter().copied().zip(compared) {
            let mut read = rows::read(&ContractFile { table, compared, constants }, asked, registry, meter, earlier.as_mut())?;
            if layout.mapping.file(table.file.name()).is_some_and(|said| said.amounts_repeat == Some(true)) {
                read.count_once();
            }
            read.leave_out(&parents::left_out(layout, table), registry);
            let newest = if read.shape == Shape::Movements { read.last_day.map(end_of_month) } else { read.last_day };
            last_day = last_day.max(newest);
            file = Name::from(table.file.name());
            account.file(read.scanned);
            twice.extend(account.repeated(&read.repeats));
            Rows::gather(&mut all, read.found, read.shape, read.last_day);
        }
        account.told_twice(&twice);
        let (mut customers, mut lines, mut unclear): (Vec<Customer>, Vec<ContractLines>, Vec<Slot>) = Default::default();
        for mut rows in all {
            restated.leave_out(&mut rows, account);
            links::settle(&mut rows);
            lines.extend(contract_lines::settle(&mut rows, &tables));
            let read = rows::customers(rows, asked, registry, &mut doubled, &mut unclear);
            customers.resize_with(customers.len().max(read.len()), Customer::default);
            for (mine, theirs) in customers.iter_mut().zip(read) {
                for (id, timeline) in theirs {
                    let known = mine.entry(id).or_default();
                    (known.seen, known.left) = (timeline.seen, known.left.max(timeline.left));
                    known.snapshots.extend(timeline.snapshots);
                }
            }
        }
        for timeline in customers.iter_mut().flat_map(Customer::values_mut) {
            timeline.snapshots.sort_by_key(|snapshot| snapshot.day);
        }
        let months = settle_months(layout, &mut customers, last_day, account);
        if doubled > 0 {
            let said = if doubled == 1 { "row shares" } else { "rows share" };
            let message = format!("{file}: {doubled} {said} customer and day with another; their ARR and seats were added up");
            account.issue(IssueKind::Other, message, doubled);
        }
        let known = last_day.map_or(wanted.as_of, |day| day.min(wanted.as_of));
        let rules = Rules { known, grace, rhythm: Rhythm::of(customers.iter().flat_map(Customer::values)) };
        for lines in lines.iter().filter(|lines| !lines.lines.is_empty()) {
            account.issue(IssueKind::SharedId, doubts::contract_lines::told(lines), lines.lines.len() as u64);
        }
        let pairs = unclear.into_iter().map(|slot| registry.account(slot).name.to_string()).collect();
        Ok(Self { customers, rules, file, last_day, lines, left_open: LeftOpen { pairs, months } })
    }

    /// Whoever left as the accounts or the reasons tell it has no contracts from then on, whatever their rows say.
    pub(crate) fn leave(&mut self, reasons: &Reasons, registry: &Registry) {
        for slot in 0..registry.size().min(self.customers.len()) as Slot {
            let told = registry.account(slot).left.into_iter().chain(reasons.left(slot));
            for day in told.filter(|day| *day <= self.rules.known).collect::<Vec<_>>() {
                let customer = &mut self.customers[slot as usize];
                let losses = reasons.days(slot);
                let is_lost = |derived: &Derived<'_>| derived.outcome == Outcome::Churned && departures::explains(derived.due, day);
                if !customer.values().any(|timeline| derive::renewals(timeline, &losses, &self.rules).iter().any(is_lost)) {
                    for timeline in customer.values_mut() {
                        timeline.leave(day);
                    }
                }
            }
        }
    }

    /// No row tells of a contract.
    pub(crate) fn is_empty(&self) -> bool {
        self.customers.iter().all(Customer::is_empty)
    }

    fn derived<'t>(&'t self, reasons: &Reasons) -> impl Iterator<Item = (Whose<'t>, Derived<'t>)> {
        let each = self.customers.iter().enumerate().flat_map(|(slot, customer)| {
            customer
                .iter()
                .map(move |(subscription, timeline)| (Whose { slot: slot as Slot, subscription: subscription.as_ref() }, timeline))
        });
        each.flat_map(|(whose, timeline)| {
            derive::renewals(timeline, &reasons.days(whose.slot), &self.rules).into_iter().map(move |derived| (whose, derived))
        })
    }

    /// What the renewals tell before the window is known.
    pub(crate) fn extent(&self, reasons: &Reasons, latest: NaiveDate) -> Extent {
        let mut extent = Extent::default();
        for (_, derived) in self.derived(reasons) {
            extent.see(derived.due);
            extent.count(derived.outcome);
            match derived.outcome {
                Outcome::Open if derived.due < self.rules.known => extent.overdue += 1,
                Outcome::Open => extent.ahead.see(derived.due, derived.before.known_arr(), derived.before.currency.clone()),
                Outcome::Renewed | Outcome::Churned => {}
            }
            if derived.outcome != Outcome::Open && derived.due <= latest {
                extent.newest_decided = extent.newest_decided.max(Some(derived.due));
            }
        }
        extent
    }

    /// The wanted renewals.
    pub(crate) fn kept(&self, reasons: &Reasons, wanted: &Wanted<'_>, registry: &Registry) -> Vec<Kept> {
        // A contract that was given another end since does not end then any more.
        let ends_then = |derived: &Derived<'_>| derived.before.contract_end.is_none_or(|end| end == derived.due);
        let wanted = |derived: &Derived<'_>| {
            wanted.keeps(derived.due, || derived.outcome == Outcome::Open, || false)
                && (derived.due <= wanted.window.to || ends_then(derived))
        };
        let all = self.derived(reasons).filter(|(_, derived)| wanted(derived));
        all.map(|(whose, derived)| self.keep(whose, registry.account(whose.slot), &derived)).collect()
    }

    fn keep(&self, whose: Whose<'_>, account: &registry::Account, derived: &Derived<'_>) -> Kept {
        let subscription = whose.subscription.map_or_else(String::new, |id| format!("/{id}"));
        // What the contract is for counts above what its account is said to have.
        let own_product = derived.before.product.clone().filter(|product| &**product != NOT_RECORDED);
        let left_for = derived.before.left_for.as_deref().filter(|_| derived.outcome == Outcome::Churned);
        let renewal = Renewal {
            id: RenewalId::new(&format!("{}{subscription}/{}", account.id, derived.due)),
            account_id: account.id.clone(),
            account: account.name.clone(),
            segment: account.segment.clone(),
            product: own_product.unwrap_or_else(|| account.product.clone()),
            geo: account.geo.clone(),
            persona: account.persona.clone(),
            cs_owner: account.cs_owner.clone(),
            due: derived.due,
            closed: derived.closed,
            started: None,
            outcome: derived.outcome,
            early_termination: derived.early_termination,
            stands_alone: false,
            contract_end: derived.before.contract_end.filter(|_| derived.early_termination),
            before: derived.before.known_arr(),
            after: derived.arr_after(),
            reason: left_for.and_then(|left| left.reason.clone()),
            reason_source: left_for.and_then(|left| left.source),
            secondary: Vec::new(),
            competitor: left_for.and_then(|left| left.competitor.clone()),
            exec: ExecInvolvement::Unknown,
            pricing: derived.pricing(),
            forecast: None,
            signals: Signals::default(),
            plays: Vec::new(),
            notes: Vec::new(),
            origin: Origin { file: self.file.clone(), line: derived.before.line },
        };
        let after = derived.after.map_or(&derived.before.currency, |after| &after.currency);
        let currencies = Currencies { before: derived.before.currency.clone(), after: after.clone(), row: after.clone() };
        let left = derived.before.lost_on.zip(derived.before.contract_end).filter(|_| derived.outcome == Outcome::Churned);
        Kept {
            position: u64::from(whose.slot),
            renewal: Arc::new(renewal),
            slot: Some(whose.slot),
            currencies,
            contradiction: None,
            otherwise: None,
            left: left.map(|(on, end)| Left { on, end }),
        }
    }

    /// Customers active a year before `end`, and what became of them; as of the known day where that is earlier. `None` where
    /// amounts are in currencies that nobody converts, or no column says since when contracts run.
    pub(crate) fn cohort(&self, end: NaiveDate, report: &Report<'_>, registry: &Registry) -> Option<Cohort> {
        let now = end.min(self.rules.known);
        let then = if now == end_of_month(now) { end_of_month(now - Months::new(12)) } else { now - Months::new(12) };
        let mut members = Vec::new();
        for (slot, customer) in self.customers.iter().enumerate() {
            let InForce::At(started) = in_force(customer, then, report)? else { continue };
            let account = registry.account(slot as Slot);
            let now = match in_force(customer, now, report)? {
                InForce::At(now) => now,
                InForce::Nothing => Some(Money::ZERO),
            };
            members.push(CohortMember { account_id: account.id.clone(), segment: account.segment.clone(), then: started, now });
        }
        Some(Cohort { end, members })
    }

    /// Accounts with a contract in force after a window: one that was not lost or left open in it.
    pub(crate) fn going_on(&self, reasons: &Reasons, window: &Window, registry: &Registry) -> GoingOn {
        let after = window.to.min(self.rules.known);
        let is_over = |slot: Slot, timeline: &Timeline| {
            let events = derive::renewals(timeline, &reasons.days(slot), &self.rules);
            let last = events.iter().rev().find(|derived| window.contains(derived.due));
            last.is_some_and(|derived| derived.outcome != Outcome::Renewed)
        };
        let goes_on = |(slot, customer): (usize, &Customer)| {
            let slot = slot as Slot;
            let is_there = |timeline: &Timeline| timeline.in_force_on(after).is_some() && !is_over(slot, timeline);
            customer.values().any(is_there).then(|| registry.account(slot).id.clone())
        };
        GoingOn { end: window.to, accounts: self.customers.iter().enumerate().filter_map(goes_on).collect() }
    }

    /// Customers whose first ARR lies later than the first day that the source knows.
    pub(crate) fn beginnings(&self, report: &Report<'_>, registry: &Registry) -> Vec<Beginning> {
        let first = |customer: &Customer| {
            customer.values().filter_map(|timeline| timeline.snapshots.iter().find(|s| s.is_active())).min_by_key(|s| s.day).cloned()
        };
        let all: Vec<(usize, Snapshot)> =
            self.customers.iter().enumerate().filter_map(|(slot, customer)| Some((slot, first(customer)?))).collect();
        let start = all.iter().map(|(_, snapshot)| snapshot.day).min();
        let later = all.iter().filter(|(_, snapshot)| start.is_some_and(|start| snapshot.day > start));
        let beginning = |(slot, snapshot): &(usize, Snapshot)| {
            let account = registry.account(*slot as Slot);
            let arr = report.amount(snapshot.known_arr()?, snapshot.currency.as_ref())?;
            Some(Beginning { account_id: account.id.clone(), account: account.name.clone(), on: snapshot.day, arr })
        };
        later.filter_map(beginning).collect()
    }
}

/// What is said of some file of contracts.
fn said_of<T>(layout: &Layout, of: impl Fn(&FileMapping) -> Option<T>) -> Option<T> {
    layout.contracts().find_map(|table| of(layout.mapping.file(table.file.name())?))
}

/// Tells what the amounts of months are of in which contracts end.
fn settle_months(layout: &Layout, customers: &mut [Customer], last_day: Option<NaiveDate>, account: &mut Account) -> Votes {
    let votes = Votes::of(customers, last_day);
    let month_day = said_of(layout, |said| said.month_day).unwrap_or(votes.told());
    for timeline in customers.iter_mut().flat_map(Customer::values_mut).filter(|timeline| is_monthly(timeline)) {
        timeline.month_day = month_day;
    }
    if let Some(told) = doubts::timelines::told(layout, votes) {
        account.issue(IssueKind::Other, told, votes.after.max(votes.part) as u64);
    }
    votes
}

/// What a customer has in force on a day.
enum InForce {
    Nothing,
    /// The ARR of all its contracts, where it is written of each.
    At(Option<Money>),
}

/// What of a customer's contracts is in force on a day; `None` where it cannot be told.
fn in_force(customer: &Customer, day: NaiveDate, report: &Report<'_>) -> Option<InForce> {
    let mut all = InForce::Nothing;
    for timeline in customer.values() {
        if timeline.seen == Seen::Exactly && timeline.snapshots.first().is_some_and(|first| first.day == rows::EVER) {
            return None;
        }
        if let Some(snapshot) = timeline.in_force_on(day) {
            let before = if let InForce::At(sum) = all { sum } else { Some(Money::ZERO) };
            let amount = report.amount(snapshot.arr, snapshot.currency.as_ref())?;
            all = InForce::At(before.filter(|_| !snapshot.is_unpriced).map(|sum| sum + amount));
        }
    }
    Some(all)
}
