//! Usage: events in six 30-day buckets before each due date.

use chrono::{Datelike, Days, NaiveDate};

use crate::compile::join::anchors::Anchors;
use crate::compile::join::link::Join;
use crate::compile::join::overlaps::{Sighting, Watch};
use crate::compile::join::registry::{Registry, Slot};
use crate::compile::read::row::{Read, Row};
use crate::compile::read::scan::{Collect, Fate};
use crate::compile::schema::Field;
use crate::domain::renewal::UsageBuckets;

/// Days in a bucket.
const BUCKET: i32 = 30;

/// Days before due that are measured.
pub(crate) const SPAN: u64 = 180;

/// Days that a row tells of: its own and those up to the next week's row.
pub(crate) const WEEK: u64 = 7;

/// The first and the last day that the usage rows of all accounts with renewals bear. What lies beyond them was not
/// measured, and is not zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Extent {
    pub first: NaiveDate,
    pub last: NaiveDate,
}

impl Extent {
    /// Whether all weeks before `due` that are measured lie in it.
    pub(crate) fn covers(self, due: NaiveDate) -> bool {
        !self.begins_late(due) && !self.ends_early(due)
    }

    pub(crate) fn begins_late(self, due: NaiveDate) -> bool {
        due - Days::new(SPAN) + Days::new(WEEK - 1) < self.first
    }

    pub(crate) fn ends_early(self, due: NaiveDate) -> bool {
        self.last + Days::new(WEEK) < due
    }

    fn with(self, other: Self) -> Self {
        Self { first: self.first.min(other.first), last: self.last.max(other.last) }
    }
}

/// Sums of events by renewal and bucket.
pub(crate) struct UsageRows<'a> {
    pub join: Join<'a>,
    /// Due dates; targets are renewals.
    dues: &'a Anchors,
    buckets: Vec<[u64; 6]>,
    seen: Vec<bool>,
    pub extent: Option<Extent>,
    /// Where rows may stand twice they are noted, and added up when it is known which count.
    watch: Option<Watch<'a>>,
    noted: Vec<Sighting>,
}

impl<'a> UsageRows<'a> {
    pub(crate) fn new(registry: &'a Registry, dues: &'a Anchors, watch: Option<Watch<'a>>) -> Self {
        let buckets = vec![[0; 6]; dues.targets];
        Self { join: Join::new(registry), dues, buckets, seen: vec![false; registry.size()], extent: None, watch, noted: Vec::new() }
    }

    /// The rows that were noted instead of added up.
    pub(crate) fn take_noted(&mut self) -> Vec<Sighting> {
        std::mem::take(&mut self.noted)
    }

    /// Adds up noted rows.
    pub(crate) fn add_noted(&mut self, noted: &[Sighting]) {
        for row in noted {
            self.add(row.slot, row.day, row.counts[0]);
        }
    }

    fn add(&mut self, slot: Slot, week: i32, events: u64) -> Fate {
        let mut fate = Fate::OutOfScope;
        for (target, bucket) in buckets_of(self.dues, slot, week) {
            let bucket = &mut self.buckets[target][bucket];
            *bucket = bucket.saturating_add(events);
            fate = Fate::Used;
        }
        fate
    }

    /// The buckets of a renewal of account `slot` that is due then; `None` where the account has no usage rows, or the table
    /// as a whole does not reach over the days before. Of what `is_ahead` it reaches over those that have come.
    pub(crate) fn buckets(&self, slot: u32, renewal: usize, due: NaiveDate, is_ahead: bool) -> Option<UsageBuckets> {
        self.extent.filter(|extent| if is_ahead { !extent.begins_late(due) } else { extent.covers(due) })?;
        let sums = self.buckets.get(renewal).filter(|_| self.seen.get(slot as usize) == Some(&true))?;
        Some(sums.map(Some))
    }

    fn reach(&mut self, extent: Extent) {
        self.extent = Some(self.extent.map_or(extent, |mine| mine.with(extent)));
    }
}

/// The renewals of an account, each with the bucket that a week falls into.
#[inline]
fn buckets_of(dues: &Anchors, slot: Slot, week: i32) -> impl Iterator<Item = (usize, usize)> + '_ {
    dues.of(slot).iter().filter_map(move |due| {
        let days = due.number - week;
        (1..=BUCKET * 6).contains(&days).then(|| (due.target as usize, ((days - 1) / BUCKET) as usize))
    })
}

impl Collect for UsageRows<'_> {
    fn row(&mut self, row: &Row<'_>) -> Read<Fate> {
        let Some(slot) = self.join.slot(row)? else { return Ok(Fate::OutOfScope) };
        if self.dues.of(slot).is_empty() {
            return Ok(Fate::OutOfScope);
        }
        let week = row.needed(Field::Week, row.date(Field::Week)?)?;
        let events = if row.columns.has(Field::Events) { row.count(Field::Events)?.unwrap_or(0) } else { 1 };
        self.seen[slot as usize] = true;
        self.reach(Extent { first: week, last: week });
        let number = week.num_days_from_ce();
        let Some(watch) = self.watch else { return Ok(self.add(slot, number, events)) };
        if buckets_of(self.dues, slot, number).next().is_none() {
            return Ok(Fate::OutOfScope);
        }
        self.noted.push(watch.sight(row, slot, week, [events, 0]));
        Ok(Fate::Used)
    }

    fn merge(&mut self, other: Self) {
        for (mine, theirs) in self.buckets.iter_mut().zip(other.buckets) {
            for (mine, theirs) in mine.iter_mut().zip(theirs) {
                *mine = mine.saturating_add(theirs);
            }
        }
        for (mine, theirs) in self.seen.iter_mut().zip(other.seen) {
            *mine |= theirs;
        }
        if let Some(extent) = other.extent {
            self.reach(extent);
        }
        self.noted.extend(other.noted);
        self.join.merge(other.join);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekly_rows_reach_to_the_end_of_their_last_week() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let extent = Extent { first: day("2026-01-05"), last: day("2026-07-06") };
        let covered = ["2026-06-27", "2026-06-28", "2026-07-13", "2026-07-14"].map(|due| extent.covers(day(due)));
        assert_eq!(covered, [false, true, true, false]);
    }
}
