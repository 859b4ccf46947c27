//! Renewals by account: whose every contract ended, and ARR by account.

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use super::around::Around;
use super::chance::EventSums;
use super::tally::Tally;
use super::value::{Given, value};
use crate::analysis::findings::{Metric, MetricKey};
use crate::domain::arr_sums::{ArrSums, Unit};
use crate::domain::renewal::{Outcome, Renewal};

/// What is due of one account in a window.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct AccountUnit {
    pub unit: Unit,
    /// The same event by event.
    pub events: EventSums,
    /// Something decided or past due is among it; what is known to have been free counts for no logo.
    has_rated: bool,
    has_open: bool,
    has_not_yet_due: bool,
}

/// Accounts with something due, and those that have a contract in force after.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Logos {
    pub due: u64,
    pub kept: u64,
    /// Kept if all that is open were lost, or renewed; of `due` and `pending` together.
    pub kept_at_least: u64,
    pub kept_at_most: u64,
    /// Accounts of which nothing is due yet.
    pub pending: u64,
}

/// Sums over accounts.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct AccountSums {
    pub logos: Logos,
    pub arr: ArrSums,
}

/// Accounts in the order in which they come first.
pub(crate) type Accounts<'a> = IndexMap<&'a str, AccountUnit, FxBuildHasher>;

/// What is due of each account.
pub(crate) fn accounts<'a>(renewals: impl Iterator<Item = &'a Renewal>, around: &Around<'_>) -> Accounts<'a> {
    accounts_and(renewals, around, |_, _| {})
}

/// The same, and what else is made of each renewal: it is given the number of its account.
pub(crate) fn accounts_and<'a>(
    renewals: impl Iterator<Item = &'a Renewal>,
    around: &Around<'_>,
    mut also: impl FnMut(&'a Renewal, u32),
) -> Accounts<'a> {
    let mut accounts = Accounts::default();
    for renewal in renewals {
        let entry = accounts.entry(renewal.account_id.as_str());
        also(renewal, entry.index() as u32);
        entry.or_default().add(renewal, around);
    }
    accounts
}

impl AccountUnit {
    fn add(&mut self, renewal: &Renewal, around: &Around<'_>) {
        let is_not_yet_due = renewal.is_not_yet_due(around.known_by);
        let unit = Unit::event(renewal, is_not_yet_due);
        self.events.add(renewal, &unit, is_not_yet_due);
        self.put(unit, renewal.outcome, is_not_yet_due, renewal.is_free());
    }

    /// One more event or contract of the account.
    pub(crate) fn put(&mut self, unit: Unit, outcome: Outcome, is_not_yet_due: bool, is_free: bool) {
        self.unit = self.unit.and(unit);
        if !is_free {
            self.has_not_yet_due |= is_not_yet_due;
            self.has_rated |= !is_not_yet_due;
            self.has_open |= outcome == Outcome::Open && !is_not_yet_due;
        }
    }

    /// A metric of accounts over this one alone: what it adds to the metric's parts.
    pub(crate) fn alone(&self, key: MetricKey, is_gone: bool) -> Metric {
        let mut tally = Tally { is_year: true, ..Tally::default() };
        tally.accounts.add(self, is_gone);
        value(key, &tally, Given { include_churn: true, no_dues: None })
    }

    /// The account alone. What is not yet due is in force, so it keeps the account for now.
    pub(crate) fn logos(&self, is_gone: bool) -> Logos {
        let at_most = !is_gone || self.has_not_yet_due || self.has_open;
        match (self.has_rated, self.has_not_yet_due) {
            (false, false) => Logos::default(),
            (false, true) => Logos { pending: 1, kept_at_least: u64::from(!is_gone), kept_at_most: 1, ..Logos::default() },
            (true, _) => Logos {
                due: 1,
                kept: u64::from(!is_gone || self.has_not_yet_due),
                kept_at_least: u64::from(!is_gone),
                kept_at_most: u64::from(at_most),
                pending: 0,
            },
        }
    }
}

impl Logos {
    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            due: self.due + other.due,
            kept: self.kept + other.kept,
            kept_at_least: self.kept_at_least + other.kept_at_least,
            kept_at_most: self.kept_at_most + other.kept_at_most,
            pending: self.pending + other.pending,
        }
    }
}

impl AccountSums {
    pub(crate) fn over(accounts: &Accounts<'_>, around: &Around<'_>) -> Self {
        let mut sums = Self::default();
        for (account, of_it) in accounts {
            sums.add(of_it, around.is_gone(account));
        }
        sums
    }

    pub(crate) fn add(&mut self, account: &AccountUnit, is_gone: bool) {
        self.arr.add(&account.unit);
        self.logos = self.logos.and(account.logos(is_gone));
    }
}
