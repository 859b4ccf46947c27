//! The next term of a contract that had not renewed by the as-of day: nobody knew of it.

use std::sync::Arc;

use chrono::{Days, NaiveDate};
use rustc_hash::FxHashMap;

use crate::domain::Name;
use crate::domain::money::Money;
use crate::domain::renewal::{Outcome, Renewal};
use crate::domain::scope::Scope;

/// A year may be so many days longer or shorter.
const GIVE: Days = Days::new(35);
const YEAR: Days = Days::new(365);

/// As near as renewals tell which contract they are of: account and product.
type Contract = (Name, Name);

/// When a contract was due, and which amount it came to.
type Ended = (NaiveDate, Option<Money>);

/// What became of renewals that were decided after the as-of day.
pub(crate) struct Followed(FxHashMap<Contract, Vec<Ended>>);

impl Followed {
    /// `renewals` are as the data have them.
    pub(crate) fn of(renewals: &[Arc<Renewal>], scope: &Scope) -> Self {
        let mut ended: FxHashMap<Contract, Vec<Ended>> = FxHashMap::default();
        for renewal in renewals.iter().filter(|renewal| renewal.is_renewed() && renewal.was_decided_after(scope.as_of)) {
            ended.entry(contract(renewal)).or_default().push((renewal.due, renewal.after));
        }
        Self(ended)
    }

    /// Whether it is the term that such a renewal began: open, due a year later, and at the amount to which that came.
    pub(crate) fn holds(&self, renewal: &Renewal) -> bool {
        let begins_with = |(due, after): &Ended| {
            let next = *due + YEAR;
            next - GIVE <= renewal.due && renewal.due <= next + GIVE && *after == renewal.before
        };
        renewal.outcome == Outcome::Open && self.0.get(&contract(renewal)).is_some_and(|ended| ended.iter().any(begins_with))
    }
}

fn contract(renewal: &Renewal) -> Contract {
    (renewal.account_id.clone(), renewal.product.clone())
}
