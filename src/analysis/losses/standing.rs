//! How an account stands around a window: its ARR over all of its contracts, and whether it has any left.

use chrono::Days;
use rustc_hash::FxHashMap;

use crate::analysis::metrics::Around;
use crate::domain::Name;
use crate::domain::facts::Facts;
use crate::domain::lines::{Line, histories, is_in_force_after, lines};
use crate::domain::money::Money;
use crate::domain::renewal::{Outcome, Renewal};
use crate::domain::window::Window;

/// One account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Standing {
    /// No contract is in force after the window, and nothing of it is open.
    pub is_gone: bool,
    /// ARR of all contracts when the window began and when it ended; `None` where it is not known of one.
    pub before: Option<Money>,
    pub after: Option<Money>,
}

/// The accounts that may have lost anything in a window.
pub(crate) struct Standings<'a> {
    facts: &'a Facts,
    window: &'a Window,
    around: Around<'a>,
    histories: FxHashMap<&'a str, Vec<&'a Renewal>>,
}

impl<'a> Standings<'a> {
    pub(crate) fn of(facts: &'a Facts, window: &'a Window, accounts: impl Iterator<Item = &'a str>) -> Self {
        Self { facts, window, around: Around::window(facts, window), histories: histories(facts.with_ahead(), accounts) }
    }

    pub(crate) fn account(&self, id: &str) -> Standing {
        let contracts = self.histories.get(id).map(|all| lines(all.iter().copied())).unwrap_or_default();
        let is_open = |contract: &Line<'_>| self.due(contract).iter().any(|renewal| renewal.outcome == Outcome::Open);
        let (before, after) = self.before_and_after(id, &contracts);
        Standing { is_gone: self.around.is_gone(id) && !contracts.iter().any(is_open), before, after }
    }

    fn before_and_after(&self, id: &str, contracts: &[Line<'_>]) -> (Option<Money>, Option<Money>) {
        let end = self.window.to;
        let is_known =
            |contract: &Line<'_>| is_in_force_after(contract, end) || self.due(contract).iter().any(|r| r.outcome == Outcome::Open);
        // The source tells of a contract that none of these renewals is of: nobody can say how large it is.
        if self.facts.goes_on(&Name::from(id), end) && !contracts.iter().any(is_known) {
            return (None, None);
        }
        let both = contracts.iter().map(|contract| self.of_contract(contract));
        both.fold((Some(Money::ZERO), Some(Money::ZERO)), |(before, after), (b, r)| (sum(before, b), sum(after, r)))
    }

    /// What the contract began the window with, and ended it with. One of which nothing was due runs on as it was.
    fn of_contract(&self, contract: &Line<'_>) -> (Option<Money>, Option<Money>) {
        let due = self.due(contract);
        if let Some(first) = due.first() {
            return (first.before, due.iter().fold(first.before, |arr, renewal| left(renewal, arr)));
        }
        let (start, end) = (self.window.from - Days::new(1), self.window.to);
        let running = running(contract, self.window);
        let at = |day| if is_in_force_after(contract, day) { running } else { Some(Money::ZERO) };
        (at(start), at(end))
    }

    /// What of a contract is due in the window.
    fn due<'l, 'r>(&self, contract: &'l Line<'r>) -> &'l [&'r Renewal] {
        let [from, to] = [contract.partition_point(|r| r.due < self.window.from), contract.partition_point(|r| r.due <= self.window.to)];
        &contract[from..to.max(from)]
    }
}

/// What a renewal leaves of what was in force; while it is open, all of it.
fn left(renewal: &Renewal, before: Option<Money>) -> Option<Money> {
    match renewal.outcome {
        Outcome::Renewed => renewal.after,
        Outcome::Churned => Some(Money::ZERO),
        Outcome::Open => before,
    }
}

/// The ARR of a contract of which nothing is due in the window: what it renewed at last, else what it comes to its next end with.
fn running(contract: &Line<'_>, window: &Window) -> Option<Money> {
    let (before, after) = contract.split_at(contract.partition_point(|r| r.due < window.from));
    before.last().and_then(|last| last.after).or_else(|| after.first().and_then(|next| next.before))
}

fn sum(one: Option<Money>, other: Option<Money>) -> Option<Money> {
    Some(one? + other?)
}
