//! A renewal as it was known on an earlier day.

use chrono::{Days, NaiveDate};

use super::{ExecInvolvement, Outcome, Pricing, Renewal, Signals};

/// Days before due at which the health scores of [`Signals`] stand.
const HEALTH_DAYS: [u64; 3] = [90, 60, 30];

impl Renewal {
    /// The renewal as it was known when `day` ended; `None` where nothing about it is dated later. What has no date cannot
    /// be turned back and stays as it is.
    pub fn as_known_on(&self, day: NaiveDate) -> Option<Self> {
        if !self.tells_of_days_after(day) {
            return None;
        }
        let mut earlier = self.clone();
        if self.was_decided_after(day) {
            reopen(&mut earlier, day);
        }
        earlier.started = self.started.filter(|on| *on <= day);
        earlier.forecast = self.forecast.clone().filter(|forecast| forecast.on.is_none_or(|on| on <= day));
        earlier.plays.retain(|play| play.on <= day);
        earlier.notes.retain(|note| note.on <= day);
        forget_events(&mut earlier, day);
        Some(earlier)
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

    /// A decision whose day is known, and is later.
    pub fn was_decided_after(&self, day: NaiveDate) -> bool {
        self.outcome != Outcome::Open && self.closed.or(self.early_termination.then_some(self.due)).is_some_and(|on| on > day)
    }

    /// A decision without a day of its own: nobody can say whether it was known on an earlier one.
    pub fn has_undated_outcome(&self) -> bool {
        self.outcome != Outcome::Open && self.closed.is_none() && !self.early_termination
    }
}

/// As before the decision: nothing that came with it is known, nor what was measured over days that had not come yet. What
/// was on offer may have been another price.
fn reopen(renewal: &mut Renewal, day: NaiveDate) {
    renewal.outcome = Outcome::Open;
    renewal.early_termination = false;
    (renewal.closed, renewal.after) = (None, None);
    (renewal.reason, renewal.competitor) = (None, None);
    renewal.secondary.clear();
    renewal.pricing = Pricing { uplift_applied: None, net: None, seats_after: None, ..renewal.pricing.clone() };
    let (due, signals) = (renewal.due, &mut renewal.signals);
    for (score, before) in signals.health.iter_mut().zip(HEALTH_DAYS) {
        *score = score.filter(|_| due - Days::new(before) <= day);
    }
    if due - Days::new(1) > day {
        (signals.usage, signals.tickets, signals.escalations) = (None, None, None);
    }
}

/// What happened later is not known.
fn forget_events(renewal: &mut Renewal, day: NaiveDate) {
    let signals: &mut Signals = &mut renewal.signals;
    if let Some(tickets) = &mut signals.dated_tickets {
        tickets.retain(|ticket| ticket.opened <= day);
    }
    for happened in [&mut signals.champion_left, &mut signals.owner_changed] {
        *happened = happened.filter(|on| *on <= day);
    }
    if signals.exec_first.is_some_and(|on| on > day) {
        (signals.exec_first, signals.exec_role) = (None, None);
        renewal.exec = ExecInvolvement::None;
    }
}

#[cfg(test)]
mod tests {
    use crate::analysis::testing::{Build, day, renewal};
    use crate::domain::renewal::{ExecInvolvement, Outcome, Renewal, Risk};

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
        });
        let earlier = measured.as_known_on(day("2026-08-10")).unwrap();
        assert_eq!(earlier.signals.health, [Some(80.0), Some(60.0), None], "thirty days before due had not come");
        assert_eq!(earlier.signals.tickets, None, "the ninety days before due were not over");
        let later = measured.as_known_on(day("2026-10-05")).unwrap();
        assert_eq!((later.signals.health[2], later.signals.tickets), (Some(40.0), Some(3)));
    }
}
