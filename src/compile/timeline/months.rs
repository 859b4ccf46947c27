//! What a month's amount is of in which a contract ends: what was paid before, what came after, or a part of each. The rows tell it,
//! where amounts change around the ends of contracts.

use chrono::{Datelike, Days, NaiveDate};

use super::snapshots::{Customer, Seen, Timeline, end_of_month};
use crate::domain::money::Money;

/// Which day of a month its amount is of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MonthDay {
    First,
    #[default]
    Last,
    /// A month in which a contract ends is paid in part.
    Part,
}

impl MonthDay {
    pub(crate) const ALL: [Self; 3] = [Self::First, Self::Last, Self::Part];

    /// The name in a mapping.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Last => "last",
            Self::Part => "part",
        }
    }

    /// The last day whose row is of the contract that ends on `due`, and the first one whose row is of what came after.
    pub(crate) fn around(self, due: NaiveDate) -> (NaiveDate, NaiveDate) {
        let next = end_of_month(due) + Days::new(1);
        match self {
            Self::First => (end_of_month(due), next),
            Self::Last => (due - Days::new(1), due),
            Self::Part => (due - Days::new(u64::from(due.day())), next),
        }
    }
}

/// Contracts that end within a month, by when their amount changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Votes {
    /// In the month of the end.
    pub within: usize,
    /// In the month after.
    pub after: usize,
    /// In both, a part of the month's amount between.
    pub part: usize,
}

impl Votes {
    pub(crate) fn of(customers: &[Customer], last_day: Option<NaiveDate>) -> Self {
        let mut votes = Self::default();
        let Some(last_day) = last_day else { return votes };
        for timeline in customers.iter().flat_map(Customer::values).filter(|timeline| is_monthly(timeline)) {
            let ends = timeline.snapshots.iter().filter(|s| s.is_active()).filter_map(|s| s.contract_end);
            let mut ends: Vec<NaiveDate> = ends.filter(|end| *end != end_of_month(*end)).collect();
            ends.sort_unstable();
            ends.dedup();
            for end in ends {
                votes.see(timeline, end, last_day);
            }
        }
        votes
    }

    fn see(&mut self, timeline: &Timeline, end: NaiveDate, last_day: NaiveDate) {
        let this = end_of_month(end);
        let (before, next) = (end - Days::new(u64::from(end.day())), end_of_month(this + Days::new(1)));
        let on = |day: NaiveDate| timeline.snapshots.iter().find(|s| s.day == day);
        let amount = |day: NaiveDate| on(day).filter(|s| s.is_active()).map_or(Money::ZERO, |s| s.arr);
        if next > last_day || on(before).is_none_or(|s| !s.is_active()) {
            return;
        }
        let (was, is, comes) = (amount(before), amount(this), amount(next));
        match (is != was, comes != is) {
            (true, false) => self.within += 1,
            (false, true) => self.after += 1,
            (true, true) if is > Money::ZERO && is < was.max(comes) => self.part += 1,
            _ => {}
        }
    }

    /// The reading that most rows speak for.
    pub(crate) fn told(self) -> MonthDay {
        let most = self.within.max(self.after).max(self.part);
        match () {
            () if self.within == most => MonthDay::Last,
            () if self.after == most => MonthDay::First,
            () => MonthDay::Part,
        }
    }

    /// Few rows speak for it, or others against it.
    pub(crate) fn is_doubtful(self) -> bool {
        let all = self.within + self.after + self.part;
        let most = self.within.max(self.after).max(self.part);
        let is_other = self.told() != MonthDay::Last;
        most * 5 < all * 4 || is_other && most < 2
    }
}

/// A row a month, each on its last day.
pub(crate) fn is_monthly(timeline: &Timeline) -> bool {
    timeline.seen == Seen::Sampled && timeline.snapshots.iter().all(|s| s.day == end_of_month(s.day))
}
