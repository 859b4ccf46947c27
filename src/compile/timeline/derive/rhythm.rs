//! On which days a source looks at its customers, and so when one without a row is gone.
//!
//! A day is *regular* where at least half of the customers whose rows go on around it have one on it: month ends in monthly
//! snapshots, quarter ends in quarterly ones. A customer without a row on a regular day is gone on it, just as one with a row of
//! zero is. Where every customer has days of its own, no day is regular, and only a row of zero, or none any more, says that
//! somebody is gone; a day on which nobody has a row says nothing of anybody. The same is said to an engine in `compile::sql::dues`.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use crate::compile::timeline::snapshots::{Seen, Timeline};

/// A customer's rows are taken to go on so many days after the last: who leaves in between is missed on the days after.
pub(crate) const GOES_ON: Days = Days::new(GOES_ON_DAYS);
pub(crate) const GOES_ON_DAYS: u64 = 31;

/// Rows rarer than quarterly tell of no rhythm.
pub(crate) const LONGEST_STEP: Days = Days::new(LONGEST_STEP_DAYS);
pub(crate) const LONGEST_STEP_DAYS: u64 = 92;

/// ... but for a day on which at least one in three of all customers has a row: somebody looked at all of them, after a year at most.
pub(crate) const ONE_IN: usize = 3;
pub(crate) const LONGEST_LOOK: Days = Days::new(LONGEST_LOOK_DAYS);
pub(crate) const LONGEST_LOOK_DAYS: u64 = 370;

/// The regular days of a source, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Rhythm {
    regular: Vec<NaiveDate>,
    /// Those on which many of all customers have a row.
    looks: Vec<NaiveDate>,
}

impl Rhythm {
    pub(crate) fn of<'t>(timelines: impl Iterator<Item = &'t Timeline>) -> Self {
        // What changes on a day: customers with a row on it, and those whose rows begin or no longer go on.
        let mut days: BTreeMap<NaiveDate, (i64, i64)> = BTreeMap::new();
        let mut all = 0;
        for Timeline { snapshots, .. } in timelines.filter(|timeline| timeline.seen == Seen::Sampled) {
            let (Some(first), Some(last)) = (snapshots.first(), snapshots.last()) else { continue };
            all += 1;
            days.entry(first.day).or_default().1 += 1;
            days.entry(last.day + GOES_ON + Days::new(1)).or_default().1 -= 1;
            for snapshot in snapshots {
                days.entry(snapshot.day).or_default().0 += 1;
            }
        }
        let mut around = 0;
        let mut is_regular = |(day, (on, change)): (NaiveDate, (i64, i64))| {
            around += change;
            (on > 0 && on * 2 >= around).then_some(day)
        };
        let looks = days.iter().filter(|(_, (on, _))| *on > 0 && *on as usize * ONE_IN >= all).map(|(day, _)| *day).collect();
        Self { looks, regular: days.into_iter().filter_map(&mut is_regular).collect() }
    }

    /// The first regular day on or after `day`.
    pub(crate) fn from(&self, day: NaiveDate) -> Option<NaiveDate> {
        first_from(&self.regular, day)
    }

    /// The first day after `known` on which somebody may look again: a step of the last ones later, the next day where there is none.
    pub(crate) fn next_look(&self, known: NaiveDate) -> NaiveDate {
        let last = &self.regular[self.regular.len().saturating_sub(13)..];
        let step = last.windows(2).map(|pair| (pair[1] - pair[0]).num_days()).min().unwrap_or(1);
        known + Days::new(step.unsigned_abs().max(1))
    }

    /// The day on which a customer whose last row is of `day` is seen to be gone.
    pub(crate) fn next(&self, day: NaiveDate) -> NaiveDate {
        let after = day + Days::new(1);
        let near = self.from(after).filter(|next| *next <= day + LONGEST_STEP);
        near.or_else(|| first_from(&self.looks, after).filter(|next| *next <= day + LONGEST_LOOK)).unwrap_or(day + GOES_ON)
    }
}

fn first_from(days: &[NaiveDate], from: NaiveDate) -> Option<NaiveDate> {
    days.get(days.partition_point(|day| *day < from)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::timeline::snapshots::Snapshot;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn rhythm(customers: &[&[&str]]) -> Rhythm {
        let timeline = |days: &&[&str]| Timeline {
            snapshots: days.iter().map(|on| Snapshot { day: day(on), ..Snapshot::default() }).collect(),
            ..Timeline::default()
        };
        let timelines: Vec<Timeline> = customers.iter().map(timeline).collect();
        Rhythm::of(timelines.iter())
    }

    #[test]
    fn days_that_customers_share_are_regular_and_tell_who_is_missing() {
        let always = ["2026-07-31", "2026-08-31", "2026-09-30", "2026-10-31"];
        let shared = rhythm(&[&always, &always[..1], &["2026-07-31", "2026-10-31"], &["2026-10-20", "2026-10-31"]]);
        assert_eq!(shared.regular, [day("2026-07-31"), day("2026-09-30"), day("2026-10-31")], "two of three are missing in August");
        assert_eq!(shared.from(day("2026-10-01")), Some(day("2026-10-31")));
        assert_eq!(shared.next(day("2026-07-31")), day("2026-09-30"));
    }

    #[test]
    fn customers_with_days_of_their_own_have_no_rhythm() {
        let own = rhythm(&[&["2026-07-03", "2026-08-03"], &["2026-07-11", "2026-08-11"], &["2026-07-20", "2026-08-20"]]);
        assert_eq!(own.from(day("2026-07-12")), None, "one of three has a row");
        let many = rhythm(&[&["2026-07-03"], &["2026-07-11"], &["2026-07-20"], &["2026-07-28"]]);
        assert_eq!(many.next(day("2026-01-03")), day("2026-02-03"), "nobody looked at all of them");
        let far = rhythm(&[&["2026-06-30", "2026-10-31"], &["2026-06-30", "2026-10-31"], &["2026-06-30"]]);
        assert_eq!(far.next(day("2026-06-30")), day("2026-10-31"));
    }
}
