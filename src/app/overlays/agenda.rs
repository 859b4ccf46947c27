//! The agenda above a phase: its steps with their time; the room goes to the one that is opened.

use chrono::{DateTime, Utc};

use super::Outcome;
use crate::app::command::Command;
use crate::app::cursor::Cursor;
use crate::app::list::column::cell;
use crate::app::list::{Column, Rows, Value};
use crate::app::marks::Tone;
use crate::app::model::Model;
use crate::domain::agenda::{StepId, Timed};
use crate::domain::session::Session;
use crate::telling::ledger;

#[derive(Clone, Copy, Debug)]
pub struct AgendaPage {
    pub cursor: Cursor,
}

impl AgendaPage {
    /// With the step selected that the room is at.
    pub(crate) fn at_room(session: &Session) -> Self {
        Self { cursor: Cursor(session.course.place(session.phase)) }
    }

    pub(crate) fn run(&mut self, model: &Model, command: Command) -> Outcome {
        let steps = &model.world.session().course.steps;
        match command {
            Command::Back => Outcome::Close,
            Command::GoToStep => self.cursor.at(steps.len()).map_or(Outcome::Stay, |i| Outcome::GoTo(steps[i].step.id.clone())),
            command if self.cursor.travel(command, steps.len()) => Outcome::Stay,
            _ => Outcome::Elsewhere,
        }
    }

    /// Selects a step; the room goes there when it was selected.
    pub(crate) fn click(&mut self, model: &Model, row: usize) -> Outcome {
        if self.cursor.at(model.world.session().course.steps.len()) == Some(row) {
            return self.run(model, Command::GoToStep);
        }
        self.cursor.0 = row;
        Outcome::Stay
    }
}

/// What a step has now, where that is not what was planned.
const NOW: &str = "Now";

/// The steps with their time.
pub(crate) fn rows(session: &Session, now: DateTime<Utc>) -> Rows<'_> {
    type Col<'a> = Column<'a, &'a Timed>;
    let to_come: Vec<&StepId> = session.course.to_come(&session.open).map(|timed| &timed.step.id).collect();
    let tone = move |timed: &Timed| match (is_at(session, timed), to_come.contains(&&timed.step.id)) {
        (true, _) => Tone::Strong,
        (false, true) => Tone::Plain,
        (false, false) => Tone::Neutral,
    };
    let tone = std::rc::Rc::new(tone);
    let (titled, planned, spent) = (tone.clone(), tone.clone(), tone);
    let used = move |timed: &Timed| timed.clock.used_at(now);
    let is_changed = session.course.steps.iter().any(|timed| timed.clock.allotted != timed.planned());
    let minutes = |seconds: i64| if seconds > 0 { ledger::minutes(seconds) } else { String::new() };
    Rows::of(
        &session.course.steps,
        |timed| timed.step.id.to_string(),
        [
            Col::text("", 1).says(|timed| cell(mark(session, timed), Tone::Accent)),
            Col::text("Step", 22).grows().says(move |timed| cell(timed.step.title.as_str(), titled(timed))),
            Col::text("Phase", 17).priority(1).says(|timed| cell(timed.step.phase.name(), Tone::Neutral)),
            Col::number("Planned", 7)
                .by(|timed| Value::count(u64::from(timed.step.minutes)))
                .says(move |timed| cell(ledger::minutes(timed.planned()), planned(timed))),
            Col::number(NOW, 7).priority(2).by(|timed| Value::number(Some(timed.clock.allotted as f64))).says(move |timed| {
                let is_changed = timed.clock.allotted != timed.planned();
                cell(if is_changed { ledger::minutes(timed.clock.allotted) } else { String::new() }, Tone::Warn)
            }),
            Col::number("Spent", 7)
                .by(move |timed| Value::number(Some(used(timed) as f64)))
                .says(move |timed| cell(minutes(used(timed)), if timed.clock.left_at(now) < 0 { Tone::Bad } else { spent(timed) })),
        ],
    )
    .only(|name| name != NOW || is_changed)
}

fn is_at(session: &Session, timed: &Timed) -> bool {
    session.open.contains(&timed.step.phase) && session.step(timed.step.phase).id == timed.step.id
}

fn mark(session: &Session, timed: &Timed) -> &'static str {
    match (timed.clock.is_running(), is_at(session, timed), timed.ended) {
        (true, ..) => "▶",
        (false, true, _) => "●",
        (false, false, true) => "✓",
        (false, false, false) => "",
    }
}
