//! Clocks that ran when nobody could count: the program had ended, the machine slept, its time was changed.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};

use super::agenda::{StepName, Timed};
use super::event::Event;
use super::phase::Phase;
use super::session::{History, Session};

/// How often a running clock is marked in the journal: what a kill can cost of it.
pub(crate) const MARK_EVERY: TimeDelta = TimeDelta::seconds(15);

/// A running clock is looked at every second. What is later than this was spent asleep, stopped, or not at all.
const LATE: TimeDelta = TimeDelta::seconds(60);
/// Small corrections of the system's time are no news.
const BACK: TimeDelta = TimeDelta::seconds(5);

/// What a clock's step is called in events.
pub(crate) fn named(timed: &Timed) -> (Phase, Option<StepName>) {
    (timed.step.phase, Some(timed.step.name()))
}

/// All clocks that run, as events name them.
pub(crate) fn running(session: &Session) -> Vec<(Phase, Option<StepName>)> {
    session.course.running().map(named).collect()
}

fn started(session: &Session, phase: Phase) -> Option<Event> {
    let timed = session.course.at(phase);
    let (phase, step) = named(timed);
    (!timed.clock.is_running()).then_some(Event::TimerStarted { phase, step })
}

/// The kinds of events that clocks follow.
pub(crate) fn concerns_clocks(event: &Event) -> bool {
    matches!(
        event,
        Event::PhaseEntered { .. }
            | Event::PhaseOpened { .. }
            | Event::StepEntered { .. }
            | Event::StepEnded { .. }
            | Event::AgendaChanged { .. }
    )
}

/// The clocks that are paused before something happens. They are steps of their own, which undo leaves: no time that was spent is
/// ever lost or counted twice, whatever is taken back.
pub(crate) fn before(history: &History, event: &Event) -> Vec<Event> {
    let session = history.session();
    let is_paused = |timed: &Timed| match event {
        Event::StepEntered { phase, step } if session.open.contains(phase) => timed.step.phase == *phase && timed.step.id != step.id,
        Event::StepEntered { .. } | Event::AgendaChanged { .. } => true,
        Event::PhaseEntered { phase } => !session.open.contains(phase),
        Event::StepEnded { step, .. } => timed.step.id == step.id,
        Event::Undone { seq } | Event::Redone { seq } => history.record(*seq).is_some_and(|record| concerns_clocks(&record.event)),
        _ => false,
    };
    let paused = session.course.running().filter(|timed| is_paused(timed)).map(named);
    paused.map(|(phase, step)| Event::TimerPaused { phase, step }).collect()
}

/// The clocks that start by what happened: a step's starts with it, and what undo or another agenda interrupted goes on.
pub(crate) fn after(history: &History, ran: &[Phase], event: &Event) -> Vec<Event> {
    let session = history.session();
    if !session.scope.depth.is_workshop() || session.closed {
        return Vec::new();
    }
    let room = session.phase;
    match event {
        Event::PhaseEntered { .. } | Event::PhaseOpened { .. } | Event::StepEntered { .. } => started(session, room).into_iter().collect(),
        Event::AgendaChanged { .. } => goes_on(session, ran),
        Event::Undone { seq } => match history.record(*seq).map(|record| &record.event) {
            Some(taken_back) if concerns_clocks(taken_back) => {
                let stands_still = ran.is_empty() && !matches!(taken_back, Event::StepEnded { .. });
                let then = history.ran_before(*seq).filter(|_| !stands_still);
                goes_on(session, then.unwrap_or(ran))
            }
            _ => Vec::new(),
        },
        Event::Redone { seq } => match history.record(*seq).map(|record| &record.event) {
            Some(Event::StepEnded { .. } | Event::AgendaChanged { .. }) => goes_on(session, ran),
            Some(again) if concerns_clocks(again) => started(session, room).into_iter().collect(),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// Where clocks ran, they run on: in the same phases, or where the room is now.
fn goes_on(session: &Session, ran: &[Phase]) -> Vec<Event> {
    let phases: BTreeSet<Phase> = ran.iter().copied().filter(|phase| session.open.contains(phase)).collect();
    let phases = if phases.is_empty() && !ran.is_empty() { BTreeSet::from([session.phase]) } else { phases };
    phases.into_iter().filter(|phase| !session.course.at(*phase).ended).filter_map(|phase| started(session, phase)).collect()
}

/// The clocks that a program left running when it ended, and until when it is known to have been there.
pub(crate) fn left_running(history: &History) -> Vec<(Phase, Option<StepName>, DateTime<Utc>)> {
    let running = history.session().course.running().filter_map(|timed| Some((named(timed), timed.clock.running_since?)));
    // Each mark starts the count anew; a step after the last one tells, too, that the program was still there.
    let last_step = history.records().last().map(|record| record.at);
    let near = |mark: DateTime<Utc>| last_step.filter(|step| *step >= mark && *step - mark <= MARK_EVERY * 2);
    running.map(|((phase, step), mark)| (phase, step, near(mark).unwrap_or(mark))).collect()
}

/// What a clock must not count between two looks at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gap {
    /// So much passed without the program.
    Missed(TimeDelta),
    /// The system's time was set back.
    SetBack,
}

impl Gap {
    pub(crate) fn between(last: DateTime<Utc>, now: DateTime<Utc>) -> Option<Self> {
        match now - last {
            passed if passed > LATE => Some(Self::Missed(passed)),
            passed if passed < -BACK => Some(Self::SetBack),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::fixture;

    #[test]
    fn a_clock_left_running_ran_to_its_last_mark_or_the_step_right_after_it() {
        let phase = Phase::CheckIn;
        let mut history = History::fold(vec![fixture::opened("test", fixture::scope(2026, 3))]).unwrap();
        let at = |seconds| fixture::at(0) + TimeDelta::seconds(seconds);
        let steps: Vec<(DateTime<Utc>, Event)> = [
            (0, Event::TimerStarted { phase, step: None }),
            (15, Event::TimerMarked { phase, step: None }),
            (22, Event::GateOverridden { reason: "late".into() }),
            (4_000, Event::GateOverridden { reason: "much later".into() }),
        ]
        .map(|(seconds, event)| (at(seconds), event))
        .into();
        let known = [at(0), at(15), at(22), at(15)];
        for ((at, event), known) in steps.into_iter().zip(known) {
            history.push(at, "robin", event);
            let left: Vec<DateTime<Utc>> = left_running(&history).into_iter().map(|(_, _, until)| until).collect();
            assert_eq!(left, [known]);
        }
        history.push(known[1], "robin", Event::TimerPaused { phase, step: None });
        assert!(left_running(&history).is_empty());
        assert_eq!(history.session().timebox(phase).used, 15);
    }

    #[test]
    fn minutes_that_passed_at_once_and_time_that_went_back_are_gaps() {
        let at = |seconds: i64| DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap();
        assert_eq!(Gap::between(at(0), at(1)), None);
        assert_eq!(Gap::between(at(0), at(59)), None);
        assert_eq!(Gap::between(at(0), at(-4)), None);
        assert_eq!(Gap::between(at(0), at(2_520)), Some(Gap::Missed(TimeDelta::minutes(42))));
        assert_eq!(Gap::between(at(0), at(-34_560_000)), Some(Gap::SetBack));
    }
}
