//! The scope's window and those that it is compared with, each summed once, whoever asks.

use std::sync::OnceLock;

use super::value::value;
use super::{Metric, MetricKey, Tally, given, over_window};
use crate::analysis::decisions::RoomDecisions;
use crate::domain::facts::Facts;
use crate::domain::window::Window;

/// Sums of the three windows, made when they are first asked for; all threads share them.
pub(crate) struct Tallies<'f> {
    pub facts: &'f Facts,
    pub room: &'f RoomDecisions<'f>,
    /// The scope's own, the one before, and the same a year ago.
    windows: [Window; 3],
    of_each: [OnceLock<Tally>; 3],
}

impl<'f> Tallies<'f> {
    pub(crate) fn of(facts: &'f Facts, room: &'f RoomDecisions<'f>) -> Self {
        let (previous, year_ago) = facts.scope.comparisons();
        Self { facts, room, windows: [facts.scope.window.clone(), previous, year_ago], of_each: Default::default() }
    }

    /// Of the scope's own window.
    pub(crate) fn now(&self) -> &Tally {
        self.at(0)
    }

    /// Of all three.
    pub(crate) fn all(&self) -> [&Tally; 3] {
        [0, 1, 2].map(|nth| self.at(nth))
    }

    fn at(&self, nth: usize) -> &Tally {
        self.of_each[nth].get_or_init(|| over_window(self.facts, self.room, &self.windows[nth]))
    }

    /// One metric over the renewals due in one of the windows, without comparisons; over any other window it is summed for this alone.
    pub(crate) fn due_in(&self, key: MetricKey, window: &Window) -> Metric {
        match self.windows.iter().position(|known| known == window) {
            Some(nth) => value(key, self.at(nth), given(self.facts)),
            None => super::due_in(self.facts, self.room, key, window),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::{Build, facts, renewal};
    use crate::domain::scope::Scope;

    #[test]
    fn what_is_summed_once_is_what_each_would_sum_for_itself() {
        let due = |year: u32, month: usize, i: usize| renewal(&format!("{year}-{month}-{i}"), &format!("{year}-0{month}-1{i}"));
        let made =
            |year, month, i: usize| if i.is_multiple_of(3) { due(year, month, i).churned(10) } else { due(year, month, i).renewed(10, 9) };
        let all = [(2025, 8), (2026, 5), (2026, 8)].into_iter().flat_map(|(year, month)| (0..8).map(move |i| made(year, month, i)));
        let (facts, room) = (facts(all.collect()), RoomDecisions::default());
        let tallies = Tallies::of(&facts, &room);
        let Scope { window, .. } = &facts.scope;
        let (previous, year_ago) = facts.scope.comparisons();
        let other = facts.scope.window.before(facts.scope.fiscal()).before(facts.scope.fiscal());
        for window in [window, &previous, &year_ago, &other, window] {
            for key in MetricKey::ALL {
                assert_eq!(tallies.due_in(key, window), super::super::due_in(&facts, &room, key, window), "{key:?} {}", window.label);
            }
        }
    }
}
