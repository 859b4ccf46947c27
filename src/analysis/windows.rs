//! The scope's window and those before it.

use chrono::NaiveDate;

use super::population::up_to_window_end;
use crate::domain::facts::Facts;
use crate::domain::window::Window;

/// At most this many windows are looked back over: three years of quarters.
const MOST: usize = 12;

/// The scope's window first, then each one before it for as long as there are renewals.
pub(crate) struct Windows(Vec<Window>);

impl Windows {
    pub(crate) fn of(facts: &Facts) -> Self {
        let first_due = up_to_window_end(facts).next().map_or(facts.scope.window.from, |r| r.due);
        let mut windows = vec![facts.scope.window.clone()];
        while let Some(last) = windows.last().filter(|last| windows.len() < MOST && last.from > first_due) {
            windows.push(last.before(facts.scope.fiscal()));
        }
        Self(windows)
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The window that holds `day`, counted from the scope's own; `None` after it or before the oldest.
    pub(crate) fn index(&self, day: NaiveDate) -> Option<usize> {
        let index = self.0.partition_point(|window| window.from > day);
        self.0.get(index).filter(|window| window.contains(day)).map(|_| index)
    }

    /// How the windows from `index` to the scope's own are called.
    pub(crate) fn since(&self, index: usize) -> String {
        if index == 0 { self.0[0].label.clone() } else { format!("{} to {}", self.0[index].label, self.0[0].label) }
    }
}
