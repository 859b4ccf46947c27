//! How a contract ended for good.

use chrono::{Days, NaiveDate};

use super::{Derived, REASON_NEAR, Rules};
use crate::compile::read::values::words::State;
use crate::compile::timeline::months::MonthDay;
use crate::compile::timeline::snapshots::{GONE_AFTER, Seen, Snapshot, Timeline, end_of_month};
use crate::domain::renewal::Outcome;

/// The end of a contract after which nothing came.
pub(crate) struct Loss<'t> {
    pub day: NaiveDate,
    /// The last row with ARR.
    pub before: &'t Snapshot,
    /// The contract end that the loss goes with: then it is no early one.
    pub end_within: Option<NaiveDate>,
    /// The grace is not over, and nobody says that it is a loss.
    is_undecided: bool,
}

/// What is seen of a customer who has no ARR any more.
struct Gone {
    day: NaiveDate,
    /// Somebody wrote down that it was a loss, and when.
    recorded: Option<NaiveDate>,
}

impl<'t> Loss<'t> {
    pub(crate) fn of(timeline: &'t Timeline, losses: &[NaiveDate], rules: &Rules) -> Option<Self> {
        let last_active = timeline.snapshots.iter().rposition(Snapshot::is_active)?;
        let before = &timeline.snapshots[last_active];
        let after = &timeline.snapshots[last_active + 1..];
        if after.last().is_some_and(Snapshot::is_paused) {
            return None;
        }
        let gone = Gone::of(timeline, before, after, losses, rules)?;
        let day = gone.recorded.unwrap_or(gone.day);
        let end_within = gone.end_within(timeline, before, rules);
        let is_undecided = gone.recorded.is_none() && rules.may_be_back(gone.day, end_within.unwrap_or(gone.day));
        Some(Self { day, before, end_within, is_undecided })
    }

    pub(crate) fn outcome(&self) -> Outcome {
        if self.is_undecided { Outcome::Open } else { Outcome::Churned }
    }

    /// The event of a loss that no contract end explains.
    pub(crate) fn before_its_end(self) -> Derived<'t> {
        let early = self.before.contract_end.is_some_and(|end| self.day < end);
        Derived { due: self.day, outcome: self.outcome(), early_termination: early, closed: None, before: self.before, after: None }
    }
}

impl Gone {
    fn of(timeline: &Timeline, before: &Snapshot, after: &[Snapshot], losses: &[NaiveDate], rules: &Rules) -> Option<Self> {
        if timeline.seen == Seen::Exactly {
            let day = after.first()?.day - Days::new(1);
            // A term that ran out is one that nobody renewed, and that is known when the grace is over.
            return Some(Self { day, recorded: timeline.left });
        }
        let day = match after.first() {
            Some(zero) => zero.day,
            None if before.day + GONE_AFTER < rules.known => rules.rhythm.next(before.day).min(rules.known),
            None => return None,
        };
        let near = |told: &&NaiveDate| **told > before.day && (**told - day).num_days().abs() <= REASON_NEAR;
        let told = losses.iter().filter(near).min_by_key(|told| (**told - day).num_days().abs()).copied();
        let said = after.first().filter(|zero| zero.state == State::Gone).map(|zero| zero.day);
        Some(Self { day, recorded: told.or(said) })
    }

    /// What is not recorded as a loss is a pause as long as the contract ends within the grace.
    fn end_within(&self, timeline: &Timeline, before: &Snapshot, rules: &Rules) -> Option<NaiveDate> {
        let end = before.contract_end?;
        let grace = Days::new(rules.grace);
        match timeline.seen {
            Seen::Exactly => {
                let day = self.recorded.unwrap_or(self.day);
                (before.day <= end && end <= day && day <= end + grace).then_some(end)
            }
            Seen::Sampled => {
                let last = if self.recorded.is_some() { self.day } else { self.day + grace };
                let (until, _) = timeline.month_day.around(end);
                // A part of the month's amount may stand there.
                let until = if timeline.month_day == MonthDay::Last { end } else { until.max(end_of_month(end)) };
                // Who is there still and names the end that has passed was to renew late.
                (before.day <= until.max(end + grace) && end <= last).then_some(end)
            }
        }
    }
}
