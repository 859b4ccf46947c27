//! Clocks that ran when nobody could count: the program had ended, the machine slept, its time was changed.

use chrono::{DateTime, TimeDelta, Utc};

use super::phase::Phase;
use super::session::History;

/// How often a running clock is marked in the journal: what a kill can cost of it.
pub const MARK_EVERY: TimeDelta = TimeDelta::seconds(15);

/// A running clock is looked at every second. What is later than this was spent asleep, stopped, or not at all.
const LATE: TimeDelta = TimeDelta::seconds(60);
/// Small corrections of the system's time are no news.
const BACK: TimeDelta = TimeDelta::seconds(5);

/// The clocks that a program left running when it ended, and until when it is known to have been there.
pub fn left_running(history: &History) -> Vec<(Phase, DateTime<Utc>)> {
    let session = history.session();
    let running = session.running().filter_map(|phase| Some((phase, session.timebox(phase).running_since?)));
    // Each mark starts the count anew; a step after the last one tells, too, that the program was still there.
    let last_step = history.records().last().map(|record| record.at);
    let near = |mark: DateTime<Utc>| last_step.filter(|step| *step >= mark && *step - mark <= MARK_EVERY * 2);
    running.map(|(phase, mark)| (phase, near(mark).unwrap_or(mark))).collect()
}

/// What a clock must not count between two looks at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// So much passed without the program.
    Missed(TimeDelta),
    /// The system's time was set back.
    SetBack,
}

impl Gap {
    pub fn between(last: DateTime<Utc>, now: DateTime<Utc>) -> Option<Self> {
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
    use crate::domain::event::Event;
    use crate::store::fixture;

    #[test]
    fn a_clock_left_running_ran_to_its_last_mark_or_the_step_right_after_it() {
        let phase = Phase::CheckIn;
        let mut history = History::fold(vec![fixture::opened("test", fixture::scope(2026, 3))]).unwrap();
        let at = |seconds| fixture::at(0) + TimeDelta::seconds(seconds);
        let steps: Vec<(DateTime<Utc>, Event)> = [
            (0, Event::TimerStarted { phase }),
            (15, Event::TimerMarked { phase }),
            (22, Event::GateOverridden { reason: "late".into() }),
            (4_000, Event::GateOverridden { reason: "much later".into() }),
        ]
        .map(|(seconds, event)| (at(seconds), event))
        .into();
        let known = [at(0), at(15), at(22), at(15)];
        for ((at, event), known) in steps.into_iter().zip(known) {
            history.push(at, "robin", event);
            assert_eq!(left_running(&history), [(phase, known)]);
        }
        history.push(known[1], "robin", Event::TimerPaused { phase });
        assert_eq!(left_running(&history), []);
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
