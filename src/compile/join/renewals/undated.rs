//! Rows without a day on which a renewal was due, by what became of them.

use chrono::NaiveDate;

use super::Extent;
use crate::domain::renewal::Outcome;
use crate::domain::text::counted;

/// How many rows of a segment have no day of a renewal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Undated {
    /// They count on the day of their loss.
    on_their_loss: u64,
    /// Lost, and no day stands for the renewal's.
    lost: u64,
    others: u64,
}

impl Undated {
    pub(crate) fn see(&mut self, outcome: Option<Outcome>, stands_on: Option<NaiveDate>) {
        match (outcome, stands_on) {
            (_, Some(_)) => self.on_their_loss += 1,
            (Some(Outcome::Churned), None) => self.lost += 1,
            _ => self.others += 1,
        }
    }

    pub(crate) fn merge(&mut self, other: Self) {
        self.on_their_loss += other.on_their_loss;
        self.lost += other.lost;
        self.others += other.others;
    }

    /// Why no rates can be told: that a row has no day must not hang on what became of it. Twice as often among the lost, and at least
    /// one in ten of them, is no chance.
    pub(crate) fn why_no_rates(self, extent: &Extent) -> Option<String> {
        let undated = self.lost + self.on_their_loss;
        let lost = extent.churned + self.lost;
        let others = extent.renewed + extent.overdue + extent.ahead.len() as u64 + self.others;
        let hangs_on_it = undated > 0 && undated * 10 >= lost && undated * others > 2 * self.others * lost;
        hangs_on_it.then(|| {
            let without = counted(usize::try_from(undated).unwrap_or(usize::MAX), "lost row has", "lost rows have");
            let left_out = if self.lost > 0 {
                format!(", {} of them no day of a loss either, and they are left out", self.lost)
            } else {
                String::new()
            };
            format!("{without} no day of a renewal, unlike the others{left_out}: nobody can tell what was due beside the losses")
        })
    }
}
