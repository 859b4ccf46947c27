//! What stands behind a figure of the trailing twelve months.

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use super::{Behind, behind};
use crate::analysis::decisions::RoomDecisions;
use crate::analysis::findings::{Metric, MetricKey, Quantity};
use crate::analysis::metrics::{is_of_accounts, twelve_months_to, years};
use crate::analysis::population::discussed;
use crate::domain::facts::Facts;
use crate::domain::renewal::Renewal;

/// Accounts of the cohort that the data knows no renewal of, and what they add to the numerator.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Unlisted {
    pub accounts: u64,
    pub part: Option<Quantity>,
}

/// What stands behind `key` over the twelve months to `end`. Retention counts each account once: with its last renewal
/// of the year, or an earlier one where none was due in it; its other renewals add nothing.
pub(crate) fn in_year<'a>(facts: &'a Facts, room: &RoomDecisions<'_>, key: MetricKey, end: NaiveDate) -> (Vec<Behind<'a>>, Unlisted) {
    let window = twelve_months_to(end);
    if !is_of_accounts(key) {
        return (behind(facts, room, key, &window), Unlisted::default());
    }
    let years = years(facts, end);
    let mut earlier: FxHashMap<&str, &Renewal> = FxHashMap::default();
    for renewal in facts.all().take_while(|r| r.due < window.from) {
        if years.get(&*renewal.account_id).is_some_and(|year| year.last.is_none()) {
            earlier.insert(&renewal.account_id, renewal);
        }
    }
    let counted = |renewal: &'a Renewal| -> Option<Behind<'a>> {
        let year = years.get(&*renewal.account_id)?;
        let last = year.last.or(earlier.get(&*renewal.account_id).copied())?;
        let alone = if last.id == renewal.id { year.alone(key) } else { Metric::default() };
        Some(Behind { renewal, part: alone.numerator, whole: alone.denominator })
    };
    let mut renewals: Vec<&Renewal> = earlier.values().copied().collect();
    renewals.sort_by(|a, b| a.due.cmp(&b.due).then_with(|| a.id.cmp(&b.id)));
    renewals.extend(discussed(facts, &window));
    let unlisted = years.iter().filter(|(account, year)| year.last.is_none() && !earlier.contains_key(*account));
    (renewals.into_iter().filter_map(counted).collect(), unlisted.fold(Unlisted::default(), |sum, (_, year)| sum.and(&year.alone(key))))
}

impl Unlisted {
    fn and(self, account: &Metric) -> Self {
        let part = match (self.part, account.numerator) {
            (Some(Quantity::Money(sum)), Some(Quantity::Money(part))) => Some(Quantity::Money(sum + part)),
            (Some(Quantity::Count(sum)), Some(Quantity::Count(part))) => Some(Quantity::Count(sum + part)),
            (sum, part) => sum.or(part),
        };
        Self { accounts: self.accounts + 1, part }
    }
}
