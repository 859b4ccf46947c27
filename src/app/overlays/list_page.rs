//! What all pages share that are one list: which rows are shown, and what keys and clicks do to them.

use std::sync::Arc;

use ratatui::crossterm::event::KeyEvent;

use super::Outcome;
use crate::app::command::Command;
use crate::app::list::{ListState, Rows};

/// A list, its rows, and a stamp that tells when the rows have changed.
pub(crate) type Parts<'a, State> = (State, Rows<'a>, u64);

pub(crate) trait ListPage {
    fn parts(&self) -> Parts<'_, &ListState>;

    fn parts_mut(&mut self) -> Parts<'_, &mut ListState>;

    /// The rows as the mechanism of lists wants them.
    fn rows(&self) -> Rows<'_> {
        self.parts().1
    }

    /// The places of the rows shown, in order.
    fn shown(&self) -> Arc<Vec<usize>> {
        let (state, rows, stamp) = self.parts();
        state.shown(&rows, stamp)
    }

    /// The selected place among those shown.
    fn selected(&self) -> Option<usize> {
        let (state, rows, stamp) = self.parts();
        state.selected(&rows, &state.shown(&rows, stamp))
    }

    /// The selected row, as its place in the data's own order.
    fn selected_row(&self) -> Option<usize> {
        self.shown().get(self.selected()?).copied()
    }

    /// Moves, sorts, searches. `false`: the command is not for a list.
    fn travels(&mut self, command: Command) -> bool {
        let (state, rows, stamp) = self.parts_mut();
        state.run(command, &rows, stamp)
    }

    /// Keys while the search is typed.
    fn key(&mut self, key: KeyEvent) -> Outcome {
        let (state, rows, stamp) = self.parts_mut();
        state.key(key, &rows, stamp);
        Outcome::Stay
    }

    fn click(&mut self, row: usize) -> Outcome {
        let (state, rows, stamp) = self.parts_mut();
        state.click(&rows, stamp, row);
        Outcome::Stay
    }

    fn sort_by(&mut self, column: usize) {
        let (state, rows, stamp) = self.parts_mut();
        state.sort_by(column, &rows, stamp);
    }
}
