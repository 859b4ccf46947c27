//! The agenda above a phase: its steps with their time; the room goes to the one that is opened.

use super::Outcome;
use crate::app::command::Command;
use crate::app::cursor::Cursor;
use crate::app::model::Model;
use crate::domain::session::Session;

#[derive(Clone, Copy, Debug)]
pub struct AgendaPage {
    pub cursor: Cursor,
}

impl AgendaPage {
    /// With the step selected that the room is at.
    pub fn at_room(session: &Session) -> Self {
        Self { cursor: Cursor(session.course.place(session.phase)) }
    }

    pub fn run(&mut self, model: &Model, command: Command) -> Outcome {
        let steps = &model.world.session().course.steps;
        match command {
            Command::Back => Outcome::Close,
            Command::GoToStep => self.cursor.at(steps.len()).map_or(Outcome::Stay, |i| Outcome::GoTo(steps[i].step.id.clone())),
            command if self.cursor.travel(command, steps.len()) => Outcome::Stay,
            _ => Outcome::Elsewhere,
        }
    }

    /// Selects a step; the room goes there when it was selected.
    pub fn click(&mut self, model: &Model, row: usize) -> Outcome {
        if self.cursor.at(model.world.session().course.steps.len()) == Some(row) {
            return self.run(model, Command::GoToStep);
        }
        self.cursor.0 = row;
        Outcome::Stay
    }
}
