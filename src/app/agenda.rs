//! The agenda from the keyboard: clocks of steps, time taken from later ones, another agenda.

use chrono::{DateTime, NaiveDateTime, Utc};

use super::command::Command;
use super::model::Model;
use super::turn::Turn;
use crate::domain::agenda::{self, Agenda};
use crate::domain::rules;
use crate::domain::wish::Wish;

/// Five minutes more, one minute less.
const EXTEND_SECONDS: i64 = 300;
const SHORTEN_SECONDS: i64 = -60;

pub(crate) fn clock(turn: &mut Turn, command: Command) {
    let phase = turn.model.clock();
    let clock = *turn.model.world.session().timebox(phase);
    let wish = match command {
        Command::ToggleClock if clock.is_running() => Wish::PauseClock(phase),
        Command::ToggleClock => Wish::StartClock(phase),
        // From now on, not from when it was over.
        Command::Extend => Wish::ExtendClock(phase, EXTEND_SECONDS + (-clock.left_at(turn.now)).max(0)),
        Command::Shorten => Wish::ExtendClock(phase, SHORTEN_SECONDS),
        Command::EndStep => Wish::EndStep(phase),
        _ => Wish::TakeOverrun { at: turn.now },
    };
    if let Some(event) = turn.ask(wish).filter(|_| command != Command::ToggleClock) {
        turn.say(format!("{}. {}", event.describe(), turn.model.ends_told(turn.now)));
    }
    announce_again(turn);
}

/// What is no longer over may be over once more.
pub(crate) fn announce_again(turn: &mut Turn) {
    let course = &turn.model.world.session().course;
    let over = |id: &agenda::StepId| course.find(id).is_some_and(|timed| timed.clock.is_over(turn.now));
    turn.model.announced.retain(over);
}

/// Goes on by another agenda.
pub(crate) fn hold_by(turn: &mut Turn, agenda: Agenda) {
    let wish = Wish::UseAgenda { agenda: Box::new(agenda), at: turn.now };
    if let Some(event) = turn.ask(wish) {
        turn.say(format!("{}. {}", event.describe(), turn.model.ends_told(turn.now)));
    }
    announce_again(turn);
}

/// What was left open by whoever goes on from the step that the room is at.
pub(crate) fn left_open(model: &Model) -> Option<String> {
    let session = model.world.session();
    let open = if model.world.is_workshop() { rules::left_open(session, session.step(session.phase)) } else { vec![] };
    (!open.is_empty()).then(|| open.join("; "))
}

impl Model {
    /// Whether there is something after what is on the screen.
    pub(crate) fn goes_on(&self) -> bool {
        let session = self.world.session();
        let has_step = self.phase() == session.phase && session.course.after(session.phase).is_some();
        has_step && self.world.is_workshop() || self.world.phases().last() != Some(&self.phase())
    }

    /// A step took longer than it had, as far as was announced.
    pub(crate) fn is_over(&self) -> bool {
        !self.announced.is_empty()
    }

    /// When the meeting ends, as the clock on the wall shows it.
    pub(crate) fn ends_at(&self, now: DateTime<Utc>) -> NaiveDateTime {
        (self.settings.local)(self.world.session().ends_at(now))
    }

    /// `The meeting ends at 10:42`.
    pub(crate) fn ends_told(&self, now: DateTime<Utc>) -> String {
        if self.world.session().closed {
            return "The retro is closed".to_owned();
        }
        format!("The meeting ends at {}", self.ends_at(now).format("%H:%M"))
    }
}
