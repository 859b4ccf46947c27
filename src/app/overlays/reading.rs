//! Text that is only read: the keys of a screen.

use super::Outcome;
use crate::app::command::Command;
use crate::app::cursor::Cursor;
use crate::app::keymap::Mode;

/// Help for the mode it was opened in.
#[derive(Clone, Debug)]
pub struct Reading {
    pub about: Mode,
    /// First line shown.
    pub scroll: Cursor,
}

impl Reading {
    /// More lines than any help has; drawing clamps.
    const LINES: usize = 200;

    pub fn keys(about: Mode) -> Self {
        Self { about, scroll: Cursor::default() }
    }

    pub fn run(&mut self, command: Command) -> Outcome {
        match command {
            Command::Back | Command::Help => Outcome::Close,
            command if self.scroll.travel(command, Self::LINES) => Outcome::Stay,
            _ => Outcome::Elsewhere,
        }
    }
}
