//! What the renewals of a file tell beyond those that are kept.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use super::undated::Undated;
use crate::compile::join::ahead::Ahead;
use crate::compile::join::registry::Unmatched;
use crate::domain::Name;
use crate::domain::renewal::Outcome;
use crate::domain::text::counted;

/// So many renewals are hardly all lost: somebody listed the losses.
const MOST_LOST: u64 = 5;

/// Of so many renewals hardly none is lost: somebody listed those that were renewed.
const MOST_RENEWED: u64 = 25;

/// Days within which a list is brought up to date; and how many of those who go on stand beside one that is late.
const LATELY: Days = Days::new(31);
const LATE: u64 = 8;

/// What the renewals of a file tell beyond the kept ones.
#[derive(Debug, Default)]
pub(crate) struct Extent {
    pub due_range: Option<(NaiveDate, NaiveDate)>,
    /// The newest due date of a decided renewal that is not after the window asked for.
    pub newest_decided: Option<NaiveDate>,
    pub segments: BTreeSet<Name>,
    pub unmatched: Unmatched,
    /// Decided renewals of the segment, whenever they were due.
    pub renewed: u64,
    pub churned: u64,
    /// Those of the renewed that are due after the known day: as accounts stand on it, none of them says what a renewal became.
    pub renewed_ahead: u64,
    /// Those of them that were due in the days up to it: somebody has still to write down the next day.
    pub renewed_lately: u64,
    /// The newest day on which anything was decided, as far as the as-of day.
    pub newest_decision: Option<NaiveDate>,
    /// Rows that can be read as renewals, whatever the scope.
    pub readable: u64,
    /// Open renewals of the segment that were due.
    pub overdue: u64,
    pub ahead: Ahead,
    pub undated: Undated,
}

impl Extent {
    pub(crate) fn merge(&mut self, other: Self) {
        if let Some((from, to)) = other.due_range {
            self.see(from);
            self.see(to);
        }
        self.newest_decided = self.newest_decided.max(other.newest_decided);
        self.segments.extend(other.segments);
        self.unmatched.merge(other.unmatched);
        self.newest_decision = self.newest_decision.max(other.newest_decision);
        self.renewed += other.renewed;
        self.renewed_ahead += other.renewed_ahead;
        self.renewed_lately += other.renewed_lately;
        self.churned += other.churned;
        self.readable += other.readable;
        self.overdue += other.overdue;
        self.ahead.merge(other.ahead);
        self.undated.merge(other.undated);
    }

    /// Renewals there are, and all of them are to come.
    pub(crate) fn is_to_come(&self) -> bool {
        self.renewed + self.churned + self.overdue == 0 && !self.ahead.is_empty()
    }

    /// Whether all that was decided was lost.
    pub(crate) fn holds_only_losses(&self) -> bool {
        self.churned > 0 && self.renewed == 0
    }

    /// How many were decided, where none of many was lost.
    pub(crate) fn none_lost(&self) -> Option<u64> {
        (self.churned == 0 && self.renewed - self.renewed_ahead >= MOST_RENEWED).then_some(self.renewed)
    }

    /// Why no rate can be told of renewals due: what goes on is due later, and of what was due only the losses are there. So stand
    /// accounts in a list of them as they are now, where the day of a renewal gives way to that of the next.
    pub(crate) fn why_only_losses(&self) -> Option<String> {
        if let Some(why) = self.undated.why_no_rates(self) {
            return Some(why);
        }
        if self.churned >= MOST_LOST && self.renewed + self.overdue == 0 && self.ahead.is_empty() {
            let all = format!("all {} renewals here were lost", self.churned);
            return Some(format!("{all}: who renewed beside them is not in the data, so no rate can be told. Add those who renewed"));
        }
        let to_come = self.ahead.len() + self.renewed_ahead as usize;
        let are_stale = self.renewed_lately * LATE < to_come as u64;
        (self.churned > 0 && self.renewed == self.renewed_ahead + self.renewed_lately && are_stale).then(|| {
            let go_on = counted(to_come, "that goes on is due later", "that go on are due later");
            format!("{go_on}, and nothing that was due was renewed: what renewed before is not in the data, and only losses are")
        })
    }

    /// Counts a renewal that is called renewed, by its due day and the day up to which anything is known.
    pub(crate) fn see_renewed(&mut self, due: NaiveDate, known: NaiveDate) {
        self.renewed_ahead += u64::from(due > known);
        self.renewed_lately += u64::from(due <= known && due > known - LATELY);
    }

    pub(crate) fn count(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Renewed => self.renewed += 1,
            Outcome::Churned => self.churned += 1,
            Outcome::Open => {}
        }
    }

    pub(crate) fn see(&mut self, due: NaiveDate) {
        let (from, to) = self.due_range.unwrap_or((due, due));
        self.due_range = Some((from.min(due), to.max(due)));
    }
}
