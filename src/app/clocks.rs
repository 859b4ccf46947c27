//! A running clock counts the room's time, not the machine's.

use super::turn::Turn;
use crate::domain::clocks::Gap;
use crate::domain::event::Event;
use crate::domain::text;
use crate::domain::timer::countdown;

/// Before anything else: what passed since the last message while nobody could count it is not counted.
pub fn watch(turn: &mut Turn) {
    let (phase, now) = (turn.model.phase(), turn.now);
    let is_running = turn.model.session().timebox(phase).is_running() && !turn.model.settings.read_only;
    let last = std::mem::replace(&mut turn.model.clock_seen, is_running.then_some(now));
    let Some((last, gap)) = last.filter(|_| is_running).and_then(|last| Some((last, Gap::between(last, now)?))) else { return };
    turn.record_at(last, Event::TimerPaused { phase });
    turn.record(Event::TimerStarted { phase });
    let left = countdown(turn.model.session().timebox(phase).left_at(now));
    turn.warn(match gap {
        Gap::Missed(passed) => {
            let minutes = text::counted(passed.num_minutes().unsigned_abs() as usize, "minute", "minutes");
            format!("The clock goes on at {left}: {minutes} of sleep or changed time are not counted")
        }
        Gap::SetBack => format!("The clock goes on at {left}: the machine's time was set back"),
    });
}

/// The clock that runs stands still while nobody is here.
pub fn pause(turn: &mut Turn) {
    let phase = turn.model.phase();
    if turn.model.session().timebox(phase).is_running() {
        turn.record(Event::TimerPaused { phase });
    }
}
