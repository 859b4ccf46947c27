//! Which accounts had no contract in force after the quarter in which they lost one.

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use crate::domain::facts::Facts;
use crate::domain::lines::{Line, histories, is_gone_after, lines};
use crate::domain::renewal::Renewal;

/// The contracts of the accounts that lost any.
pub(crate) struct Gone<'a> {
    facts: &'a Facts,
    lines: FxHashMap<&'a str, Vec<Line<'a>>>,
}

impl<'a> Gone<'a> {
    pub(crate) fn of(facts: &'a Facts) -> Self {
        let all = histories(facts.with_ahead(), facts.all().filter(|r| r.is_churned()).map(|r| r.account_id.as_str()));
        Self { facts, lines: all.into_iter().map(|(account, all)| (account, lines(all))).collect() }
    }

    /// Whether the account has no contract in force after `end`.
    pub(crate) fn after(&self, renewal: &Renewal, end: NaiveDate) -> bool {
        if self.facts.knows_who_goes_on(end) {
            return !self.facts.goes_on(&renewal.account_id, end);
        }
        self.lines.get(renewal.account_id.as_str()).is_some_and(|lines| is_gone_after(lines, end))
    }
}
