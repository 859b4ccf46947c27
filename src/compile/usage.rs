//! Usage: events in six 30-day buckets before each due date.

use chrono::Datelike;

use super::anchors::Anchors;
use super::join::Join;
use super::registry::Registry;
use super::row::{Read, Row};
use super::scan::{Collect, Fate};
use super::schema::Field;

/// Days in a bucket.
const BUCKET: i32 = 30;

/// Sums of events by renewal and bucket.
pub struct UsageRows<'a> {
    pub join: Join<'a>,
    /// Due dates; targets are renewals.
    dues: &'a Anchors,
    buckets: Vec<[u64; 6]>,
    seen: Vec<bool>,
}

impl<'a> UsageRows<'a> {
    pub fn new(registry: &'a Registry, dues: &'a Anchors) -> Self {
        let buckets = vec![[0; 6]; dues.targets];
        Self { join: Join::new(registry), dues, buckets, seen: vec![false; registry.size()] }
    }

    /// The buckets of a renewal of account `slot`; `None` where the account has no usage rows.
    pub fn buckets(&self, slot: u32, renewal: usize) -> Option<[u64; 6]> {
        if self.seen.get(slot as usize).copied().unwrap_or(false) { self.buckets.get(renewal).copied() } else { None }
    }
}

impl Collect for UsageRows<'_> {
    fn row(&mut self, row: &Row<'_>) -> Read<Fate> {
        let Some(slot) = self.join.slot(row)? else { return Ok(Fate::OutOfScope) };
        let dues = self.dues.of(slot);
        if dues.is_empty() {
            return Ok(Fate::OutOfScope);
        }
        let week = row.needed(Field::Week, row.date(Field::Week)?)?;
        let events = if row.columns.has(Field::Events) { row.count(Field::Events)?.unwrap_or(0) } else { 1 };
        self.seen[slot as usize] = true;
        let mut fate = Fate::OutOfScope;
        let week = week.num_days_from_ce();
        for due in dues {
            let days = due.number - week;
            if (1..=BUCKET * 6).contains(&days) {
                let bucket = &mut self.buckets[due.target as usize][((days - 1) / BUCKET) as usize];
                *bucket = bucket.saturating_add(events);
                fate = Fate::Used;
            }
        }
        Ok(fate)
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
        self.join.merge(other.join);
    }
}
