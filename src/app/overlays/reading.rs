//! Text that is only read: the keys of a screen, searched by what they do.

use ratatui::crossterm::event::KeyEvent;

use super::Outcome;
use crate::app::command::Command;
use crate::app::cursor::Cursor;
use crate::app::keymap::{self, Mode};
use crate::app::list::{Column, ListState, Rows, Value};

/// Help for the mode it was opened in.
#[derive(Clone, Debug)]
pub struct Reading {
    pub about: Mode,
    /// First line shown.
    pub scroll: Cursor,
    /// The search.
    pub state: ListState,
}

/// Keys that do the same, and what that is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct KeyLine {
    /// Counts on every phase, or in everything that lies above one; else it is special to the mode.
    pub is_general: bool,
    pub keys: String,
    pub what: String,
}

impl Reading {
    /// More lines than any help has; drawing clamps.
    const LINES: usize = 200;

    pub(crate) fn keys(about: Mode) -> Self {
        Self { about, scroll: Cursor::default(), state: ListState::default() }
    }

    pub(crate) fn run(&mut self, command: Command) -> Outcome {
        match command {
            Command::Filter | Command::Back if self.on_state(|state, rows| state.run(command, rows, 0)) => Outcome::Stay,
            Command::Back | Command::Help => Outcome::Close,
            command if self.scroll.travel(command, Self::LINES) => Outcome::Stay,
            _ => Outcome::Elsewhere,
        }
    }

    /// Keys while the search is typed.
    pub(crate) fn key(&mut self, key: KeyEvent) -> Outcome {
        self.on_state(|state, rows| state.key(key, rows, 0));
        Outcome::Stay
    }

    fn on_state<R>(&mut self, act: impl FnOnce(&mut ListState, &Rows<'_>) -> R) -> R {
        self.scroll = Cursor::default();
        let lines = lines(self.about);
        act(&mut self.state, &rows(&lines))
    }

    /// The keys that are shown.
    pub(crate) fn shown(&self) -> Vec<KeyLine> {
        let lines = lines(self.about);
        let shown = self.state.shown(&rows(&lines), 0);
        shown.iter().map(|i| lines[*i].clone()).collect()
    }
}

fn rows(lines: &[KeyLine]) -> Rows<'_> {
    type Col<'a> = Column<'a, &'a KeyLine>;
    let columns = [Col::text("keys", 0).by(|line| Value::text(&line.keys)), Col::text("what", 0).by(|line| Value::text(&line.what))];
    Rows::of(lines, |line| line.keys.as_str(), columns)
}

/// All keys of a mode, those that do the same together.
fn lines(mode: Mode) -> Vec<KeyLine> {
    let mut lines: Vec<KeyLine> = Vec::new();
    let mut seen = Vec::new();
    for binding in keymap::bindings(mode) {
        if seen.contains(&binding.key) {
            continue;
        }
        seen.push(binding.key);
        let (what, is_general) = (binding.command.long(), binding.is_general());
        match lines.iter_mut().find(|line| line.what == what && line.is_general == is_general) {
            Some(line) => line.keys = format!("{} {}", line.keys, binding.key.label()),
            None => lines.push(KeyLine { is_general, keys: binding.key.label(), what }),
        }
    }
    lines
}
