//! How much of what was lost has a reason.

use crate::analysis::decisions::RoomDecisions;
use crate::analysis::population::discussed;
use crate::domain::facts::Facts;
use crate::domain::money::Money;

/// Losses of the scope's window that have a reason code, of all its losses: by number, and by their ARR before.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Coded {
    pub losses: u64,
    pub coded: u64,
    /// Coded of all ARR that left with the losses, 0–1; `None` where some of it is not known, or there is none.
    pub arr: Option<f64>,
}

/// Coverage by reason codes, with those that the room gave.
pub(crate) fn coded(facts: &Facts, room: &RoomDecisions<'_>) -> Coded {
    let mut found = Coded::default();
    let (mut all, mut with_reason) = (Some(Money::ZERO), Money::ZERO);
    for loss in discussed(facts, &facts.scope.window).filter(|renewal| renewal.is_churned()) {
        let is_coded = !room.is_uncoded_loss(loss);
        found.losses += 1;
        found.coded += u64::from(is_coded);
        all = all.zip(loss.before).map(|(sum, before)| sum + before);
        if is_coded {
            with_reason += loss.before.unwrap_or_default();
        }
    }
    found.arr = all.and_then(|all| with_reason.ratio(all));
    found
}
