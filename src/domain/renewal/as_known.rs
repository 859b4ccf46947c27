//! A renewal as it was known on an earlier day.

use chrono::{Days, NaiveDate};

use super::{ExecInvolvement, Outcome, Pricing, Renewal, Signals};

/// Days before due at which the health scores of [`Signals`] stand.
const HEALTH_DAYS: [u64; 3] = [90, 60, 30];

/// Days of one bucket of usage.
const BUCKET: u64 = 30;

/// Days before due of which tickets are counted.
const TICKETS: u64 = 90;

impl Renewal {
    /// The renewal as it was known when `day` ended; `None` where nothing about it is dated later. What has no date cannot
    /// be turned back and stays as it is.
    pub fn as_known_on(&self, day: NaiveDate) -> Option<Self> {
        if !self.tells_of_days_after(day) && !self.measures_days_after(day) {
            return None;
        }
        Some(if self.was_decided_after(day) { self.as_undecided_on(day) } else { self.without_days_after(day) })
    }

    /// The renewal as it was known when `day` ended, before it was decided: nothing that came with the decision is known. What
    /// was on offer may have been another price.
    pub(crate) fn as_undecided_on(&self, day: NaiveDate) -> Self {
        let mut earlier = self.without_days_after(day);
        earlier.outcome = Outcome::Open;
        (earlier.early_termination, earlier.contract_end) = (false, None);
        (earlier.closed, earlier.after) = (None, None);
        (earlier.reason, earlier.competitor) = (None, None);
        earlier.secondary.clear();
        earlier.pricing = Pricing { uplift_applied: None, net: None, seats_after: None, ..earlier.pricing };
        earlier
    }

    /// Whether anything in it is dated later than `day`.
    fn tells_of_days_after(&self, day: NaiveDate) -> bool {
        let signals = &self.signals;
        let days = [self.started, signals.champion_left, signals.owner_changed, signals.exec_first];
        self.was_decided_after(day)
            || days.into_iter().flatten().any(|on| on > day)
            || self.forecast.as_ref().and_then(|forecast| forecast.on).is_some_and(|on| on > day)
            || signals.dated_tickets.iter().flatten().any(|ticket| ticket.opened > day)
            || self.plays.iter().map(|play| play.on).chain(self.notes.iter().map(|note| note.on)).any(|on| on > day)
    }

    /// Whether it tells of something that happened after `day`. A start, a play or a forecast may have been set down
    /// before its day, and a note without a day has that of the renewal.
    pub(crate) fn saw_days_after(&self, day: NaiveDate) -> bool {
        let signals = &self.signals;
        let happened = [signals.champion_left, signals.owner_changed, signals.exec_first];
        self.was_decided_after(day)
            || happened.into_iter().flatten().any(|on| on > day)
            || signals.dated_tickets.iter().flatten().any(|ticket| ticket.opened > day)
    }

    /// Whether anything of it is measured over days that had not all come on `day`.
    fn measures_days_after(&self, day: NaiveDate) -> bool {
        let signals = &self.signals;
        // What is measured nearest to due tells of the last days.
        let is_open_ended = self.due > day && (signals.usage.is_some() || signals.tickets.is_some() || signals.escalations.is_some());
        is_open_ended || signals.health.iter().zip(HEALTH_DAYS).any(|(score, before)| score.is_some() && self.due - Days::new(before) > day)
    }

    /// A decision whose day is known, and is later.
    pub(crate) fn was_decided_after(&self, day: NaiveDate) -> bool {
        self.outcome != Outcome::Open && self.closed.or(self.early_termination.then_some(self.due)).is_some_and(|on| on > day)
    }

    /// A decision without a day of its own: nobody can say whether it was known on an earlier one.
    pub(crate) fn has_undated_outcome(&self) -> bool {
        self.outcome != Outcome::Open && self.closed.is_none() && !self.early_termination
    }

    /// What is dated later, or measured over days that were still to come, is not known.
    fn without_days_after(&self, day: NaiveDate) -> Self {
        let mut earlier = self.clone();
        earlier.started = self.started.filter(|on| *on <= day);
        earlier.forecast = self.forecast.clone().filter(|forecast| forecast.on.is_none_or(|on| on <= day));
        earlier.plays.retain(|play| play.on <= day);
        earlier.notes.retain(|note| note.on <= day);
        earlier.signals.forget_after(day, self.due);
        if self.signals.exec_first.is_some_and(|on| on > day) {
            (earlier.signals.exec_first, earlier.signals.exec_role) = (None, None);
            earlier.exec = ExecInvolvement::None;
        }
        earlier
    }
}

impl Signals {
    /// Of a renewal that is due on `due`: what happened after `day`, and what was measured over days after it.
    fn forget_after(&mut self, day: NaiveDate, due: NaiveDate) {
        for happened in [&mut self.champion_left, &mut self.owner_changed] {
            *happened = happened.filter(|on| *on <= day);
        }
        for (score, before) in self.health.iter_mut().zip(HEALTH_DAYS) {
            *score = score.filter(|_| due - Days::new(before) <= day);
        }
        self.forget_usage_from(day + Days::new(1), due);
        self.forget_tickets_after(day, due);
    }

    /// Buckets of usage that end later than the day before `first` are not known: their days had not all come.
    pub(crate) fn forget_usage_from(&mut self, first: NaiveDate, due: NaiveDate) {
        let Some(buckets) = &mut self.usage else { return };
        for (bucket, end) in buckets.iter_mut().zip((0..).map(|place| due - Days::new(BUCKET * place))) {
            *bucket = bucket.filter(|_| end <= first);
        }
        if buckets.iter().all(Option::is_none) {
            self.usage = None;
        }
    }

    /// Tickets with their days are counted anew; of a number alone nobody can say how many came later.
    fn forget_tickets_after(&mut self, day: NaiveDate, due: NaiveDate) {
        let Some(tickets) = &mut self.dated_tickets else {
            if due - Days::new(1) > day {
                (self.tickets, self.escalations) = (None, None);
            }
            return;
        };
        tickets.retain(|ticket| ticket.opened <= day);
        let counted = || tickets.iter().filter(|ticket| ticket.opened >= due - Days::new(TICKETS));
        self.tickets = self.tickets.map(|_| counted().count() as u32);
        self.escalations = self.escalations.map(|_| counted().filter(|ticket| ticket.is_escalated).count() as u32);
    }
}

#[cfg(test)]
mod tests {
    use crate::analysis::testing::{Build, day, renewal};
    use crate::domain::renewal::{ExecInvolvement, Outcome, Renewal, Risk, Ticket};

    fn lost() -> Renewal {
        renewal("R1", "2026-09-30").churned(100).because("budget").closed("2026-11-12").with(|r| r.competitor = Some("Rivalo".into()))
    }

    #[test]
    fn what_was_decided_later_is_open_and_nothing_of_the_decision_is_known() {
        let earlier = lost().as_known_on(day("2026-10-05")).unwrap();
        assert_eq!((earlier.outcome, earlier.closed, earlier.after), (Outcome::Open, None, None));
        assert_eq!((earlier.reason, earlier.competitor), (None, None));
        assert_eq!(earlier.before, lost().before, "what was in force is known");
        assert_eq!(lost().as_known_on(day("2026-11-12")), None, "a decision is known on its day");
    }

    #[test]
    fn a_state_without_a_day_cannot_be_turned_back() {
        let undated = renewal("R1", "2026-09-30").churned(100);
        assert_eq!(undated.as_known_on(day("2026-10-05")), None);
        assert!(undated.has_undated_outcome() && !lost().has_undated_outcome());
    }

    #[test]
    fn who_left_before_the_contracts_end_had_not_left_on_the_day_before() {
        let left = renewal("R1", "2026-09-20").churned(100).with(|r| r.early_termination = true);
        assert_eq!(left.as_known_on(day("2026-09-19")).unwrap().outcome, Outcome::Open);
        assert_eq!(left.as_known_on(day("2026-09-20")), None);
    }

    #[test]
    fn what_happened_later_is_not_known() {
        let renewal =
            renewal("R1", "2026-09-30").open(100).play("Early", Risk::High).note("2026-07-01", "calm").note("2026-09-10", "angry");
        let renewal = renewal.with(|r| {
            r.plays[0].on = day("2026-07-10");
            r.signals.champion_left = Some(day("2026-09-01"));
            r.signals.owner_changed = Some(day("2026-07-01"));
            (r.exec, r.signals.exec_first) = (ExecInvolvement::Late, Some(day("2026-09-01")));
        });
        let earlier = renewal.as_known_on(day("2026-08-10")).unwrap();
        assert_eq!((earlier.plays.len(), earlier.notes.len()), (1, 1));
        assert_eq!((earlier.signals.champion_left, earlier.signals.owner_changed), (None, Some(day("2026-07-01"))));
        assert_eq!((earlier.exec, earlier.signals.exec_first), (ExecInvolvement::None, None));
        assert_eq!(renewal.as_known_on(day("2026-09-30")), None);
    }

    #[test]
    fn of_what_was_not_decided_yet_only_the_days_that_had_come_are_measured() {
        let measured = lost().with(|r| {
            r.signals.health = [Some(80.0), Some(60.0), Some(40.0)];
            r.signals.tickets = Some(3);
            r.signals.usage = Some([1, 2, 3, 4, 5, 6].map(Some));
        });
        let earlier = measured.as_known_on(day("2026-08-10")).unwrap();
        assert_eq!(earlier.signals.health, [Some(80.0), Some(60.0), None], "thirty days before due had not come");
        assert_eq!(earlier.signals.tickets, None, "the ninety days before due were not over");
        let known = |buckets: [Option<u64>; 6]| Some(buckets);
        assert_eq!(earlier.signals.usage, known([None, None, Some(3), Some(4), Some(5), Some(6)]), "two buckets had not come");
        let later = measured.as_known_on(day("2026-10-05")).unwrap();
        assert_eq!((later.signals.health[2], later.signals.tickets), (Some(40.0), Some(3)));
        assert_eq!(later.signals.usage, measured.signals.usage);
    }

    #[test]
    fn what_is_open_is_measured_no_further_than_what_was_reopened() {
        let open = renewal("R1", "2026-09-30").open(100).with(|r| {
            r.signals.health = [Some(80.0), Some(60.0), Some(40.0)];
            r.signals.usage = Some([7; 6].map(Some));
        });
        let earlier = open.as_known_on(day("2026-08-10")).unwrap();
        assert_eq!(earlier.signals.health, [Some(80.0), Some(60.0), None]);
        assert_eq!(earlier.signals.usage, Some([None, None, Some(7), Some(7), Some(7), Some(7)]));
    }

    #[test]
    fn tickets_with_their_days_are_counted_up_to_the_day() {
        let ticket = |on: &str, is_escalated| Ticket { opened: day(on), is_escalated };
        let lost = lost().with(|r| {
            r.signals.dated_tickets = Some(vec![ticket("2026-06-20", true), ticket("2026-07-20", true), ticket("2026-09-01", true)]);
            (r.signals.tickets, r.signals.escalations) = (Some(2), Some(2));
        });
        let earlier = lost.as_known_on(day("2026-08-10")).unwrap().signals;
        assert_eq!((earlier.tickets, earlier.escalations), (Some(1), Some(1)), "one had been opened of the ninety days");
        assert_eq!(earlier.dated_tickets.unwrap().len(), 2);
    }
}
