//! The renewals of a source that has subscriptions over time.

use std::sync::Arc;

use chrono::{Months, NaiveDate};

use crate::compile::join::names::NOT_RECORDED;
use crate::compile::join::quality::Account;
use crate::compile::join::reasons::Reasons;
use crate::compile::join::registry::{self, Registry, Slot};
use crate::compile::join::renewals::{Extent, Kept, Wanted};
use crate::compile::read::scan::Meter;
use crate::compile::schema::Table;
use crate::compile::timeline::derive::rhythm::Rhythm;
use crate::compile::timeline::derive::{self, Derived, Rules};
use crate::compile::timeline::snapshots::{self, Customer, end_of_month};
use crate::compile::understand::layout::Layout;
use crate::domain::Name;
use crate::domain::facts::{Cohort, CohortMember};
use crate::domain::quality::IssueKind;
use crate::domain::renewal::{ExecInvolvement, Origin, Outcome, Renewal, RenewalId, Signals};
use crate::error::Result;

/// Days after due within which a customer who is back renewed late, where the mapping does not say otherwise.
const GRACE: u32 = 31;

/// The customer, and the subscription where a column names it.
#[derive(Clone, Copy)]
struct Whose<'t> {
    slot: Slot,
    subscription: Option<&'t Name>,
}

/// All customers of the scope over time.
pub struct Subscriptions {
    /// By slot.
    customers: Vec<Customer>,
    rules: Rules,
    file: Name,
}

impl Subscriptions {
    /// Reads the subscriptions, and registers customers that no other table names.
    pub fn read(layout: &Layout, wants_segment: bool, registry: &mut Registry, meter: &Meter<'_>, account: &mut Account) -> Result<Self> {
        let mut customers: Vec<Customer> = Vec::new();
        let (mut last_day, mut doubled, mut file) = (None, 0, Name::from(""));
        for table in layout.files(Table::Subscriptions) {
            let read = snapshots::read(table, wants_segment, layout.has(Table::Counts), registry, meter)?;
            customers.resize_with(customers.len().max(read.customers.len()), Customer::default);
            for (mine, theirs) in customers.iter_mut().zip(read.customers) {
                for (id, timeline) in theirs {
                    mine.entry(id).or_default().snapshots.extend(timeline.snapshots);
                }
            }
            last_day = last_day.max(read.last_day);
            doubled += read.doubled;
            file = Name::from(table.file.name());
            account.file(read.scanned);
            account.repeated(&read.repeats);
        }
        for timeline in customers.iter_mut().flat_map(Customer::values_mut) {
            timeline.snapshots.sort_by_key(|snapshot| snapshot.day);
        }
        if doubled > 0 {
            let said = if doubled == 1 { "row shares" } else { "rows share" };
            let message = format!("{file}: {doubled} {said} customer and day with another; their ARR and seats were added up");
            account.issue(IssueKind::Other, message, doubled);
        }
        let grace = u64::from(layout.mapping.grace_days.unwrap_or(GRACE));
        let rules =
            Rules { last_day: last_day.unwrap_or_default(), grace, rhythm: Rhythm::of(customers.iter().flat_map(Customer::values)) };
        Ok(Self { customers, rules, file })
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
    pub fn extent(&self, reasons: &Reasons, latest: NaiveDate) -> Extent {
        let mut extent = Extent::default();
        for (_, derived) in self.derived(reasons) {
            extent.see(derived.due);
            if derived.outcome != Outcome::Open && derived.due <= latest {
                extent.newest_decided = extent.newest_decided.max(Some(derived.due));
            }
        }
        extent
    }

    /// The wanted renewals.
    pub fn kept(&self, reasons: &Reasons, wanted: &Wanted<'_>, registry: &Registry) -> Vec<Kept> {
        let wanted = |derived: &Derived<'_>| wanted.keeps(derived.due, || derived.outcome == Outcome::Open);
        let all = self.derived(reasons).filter(|(_, derived)| wanted(derived));
        all.map(|(whose, derived)| self.keep(whose, registry.account(whose.slot), &derived)).collect()
    }

    fn keep(&self, whose: Whose<'_>, account: &registry::Account, derived: &Derived<'_>) -> Kept {
        let subscription = whose.subscription.map_or_else(String::new, |id| format!("/{id}"));
        let own_product = derived.before.product.clone().filter(|_| &*account.product == NOT_RECORDED);
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
            before: Some(derived.before.arr),
            after: derived.arr_after(),
            reason: None,
            secondary: Vec::new(),
            competitor: None,
            exec: ExecInvolvement::Unknown,
            pricing: derived.pricing(),
            forecast: None,
            signals: Signals::default(),
            plays: Vec::new(),
            notes: Vec::new(),
            origin: Origin { file: self.file.clone(), line: derived.before.line },
        };
        let currency = derived.before.currency.clone();
        Kept { position: u64::from(whose.slot), renewal: Arc::new(renewal), slot: Some(whose.slot), currency, contradiction: None }
    }

    /// Customers active a year before `end`, and what became of them; as of the source's last day where that is earlier.
    pub fn cohort(&self, end: NaiveDate, registry: &Registry) -> Cohort {
        let now = end.min(self.rules.last_day);
        let then = if now == end_of_month(now) { end_of_month(now - Months::new(12)) } else { now - Months::new(12) };
        let active = |customer: &Customer, day| customer.values().filter_map(|timeline| timeline.active_at(day)).reduce(|a, b| a + b);
        let member = |(slot, customer): (usize, &Customer)| {
            let account = registry.account(slot as Slot);
            let started = active(customer, then)?;
            let now = active(customer, now).unwrap_or_default();
            Some(CohortMember { account_id: account.id.clone(), segment: account.segment.clone(), then: started, now })
        };
        Cohort { end, members: self.customers.iter().enumerate().filter_map(member).collect() }
    }
}
