//! Renewals to come: what a list holds of which nothing was due yet.

use std::collections::BTreeMap;

use chrono::{Months, NaiveDate};

use crate::domain::Name;
use crate::domain::money::{Currency, Money};
use crate::domain::scope::{Scope, ScopeRequest};
use crate::domain::text::counted;
use crate::domain::window::{Window, WindowSpec};

/// Renewals ahead are kept for so long after the window and the as-of day.
const LOOK_AHEAD: Months = Months::new(12);

/// The last due date that anybody looks ahead to.
pub(crate) fn last_due(window: &Window, as_of: NaiveDate) -> NaiveDate {
    window.to.max(as_of) + LOOK_AHEAD
}

/// The last due date that tells who had a contract in force when the window ended: a term is a year where nothing else is known.
pub(crate) fn last_of_terms(window: &Window) -> NaiveDate {
    window.to + LOOK_AHEAD
}

/// Open renewals that are not due yet, of a scope's accounts.
#[derive(Debug, Default)]
pub(crate) struct Ahead {
    count: usize,
    first: Option<NaiveDate>,
    /// By currency; without an entry for those whose amount is unknown.
    arr: BTreeMap<Option<Name>, Money>,
    unknown: usize,
}

impl Ahead {
    pub(crate) fn see(&mut self, due: NaiveDate, arr: Option<Money>, currency: Option<Name>) {
        self.count += 1;
        self.first = Some(self.first.map_or(due, |first| first.min(due)));
        match arr {
            Some(arr) => *self.arr.entry(currency).or_default() += arr,
            None => self.unknown += 1,
        }
    }

    pub(crate) fn merge(&mut self, other: Self) {
        self.count += other.count;
        self.unknown += other.unknown;
        self.first = [self.first, other.first].into_iter().flatten().min();
        for (currency, arr) in other.arr {
            *self.arr.entry(currency).or_default() += arr;
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.count
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// `Nothing was due yet: 3 renewals to come, ARR 42,000`; amounts of several currencies are no sum.
    pub(crate) fn told(&self) -> String {
        let arr = match self.arr.iter().next() {
            Some((currency, arr)) if self.arr.len() == 1 && self.unknown == 0 => {
                let exact = arr.exact(&currency.as_deref().map_or_else(Currency::unknown, Currency::new));
                format!(", ARR {}", exact.trim_end_matches(".00"))
            }
            _ => String::new(),
        };
        format!("Nothing was due yet: {} to come{arr}", counted(self.count, "renewal", "renewals"))
    }

    /// Goes on to the window in which the first of them is due, unless one with fixed days was asked for, and says so.
    pub(crate) fn open(&self, scope: &mut Scope, request: &ScopeRequest) {
        let Some(first) = self.first else { return };
        let found = match request.window {
            WindowSpec::Fixed(_) => return,
            WindowSpec::Month => Window::month(first),
            // The 90 days end on the as-of day, and nothing is due in them.
            WindowSpec::Rolling90 | WindowSpec::Quarter => Window::quarter_of(first, request.fiscal),
        };
        scope.note = Some(format!("{}; showing {}, in which the first is due", self.told(), found.label));
        scope.window = found;
    }
}
