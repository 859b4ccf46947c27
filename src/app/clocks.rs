//! A running clock counts the room's time, not the machine's.

use super::turn::Turn;
use crate::domain::agenda::StepName;
use crate::domain::clocks::{self, Gap};
use crate::domain::event::Event;
use crate::domain::phase::Phase;
use crate::domain::text;
use crate::domain::timer::countdown;

/// Before anything else: what passed since the last message while nobody could count it is not counted.
pub(crate) fn watch(turn: &mut Turn) {
    let now = turn.now;
    let running: Vec<(Phase, Option<StepName>)> =
        if turn.model.settings.read_only { vec![] } else { clocks::running(turn.model.world.session()) };
    let last = std::mem::replace(&mut turn.model.clock_seen, (!running.is_empty()).then_some(now));
    let Some((last, gap)) = last.filter(|_| !running.is_empty()).and_then(|last| Some((last, Gap::between(last, now)?))) else { return };
    for (phase, step) in running {
        turn.record_at(last, Event::TimerPaused { phase, step: step.clone() });
        turn.record(Event::TimerStarted { phase, step });
    }
    let left = countdown(turn.model.world.session().timebox(turn.model.clock()).left_at(now));
    turn.warn(match gap {
        Gap::Missed(passed) => {
            let minutes = text::counted(passed.num_minutes().unsigned_abs() as usize, "minute", "minutes");
            format!("The clock goes on at {left}: {minutes} of sleep or changed time are not counted")
        }
        Gap::SetBack => format!("The clock goes on at {left}: the machine's time was set back"),
    });
}

/// Clocks that run stand still while nobody is here.
pub(crate) fn pause(turn: &mut Turn) {
    for (phase, step) in clocks::running(turn.model.world.session()) {
        turn.record(Event::TimerPaused { phase, step });
    }
}
