//! Sessions as they were a while ago, so that undo folds what came since and not all from the beginning.

use super::Session;
use super::merging::Merged;

/// So many steps at least lie between two, and behind the last. In tests few, so that each that takes steps back goes through here.
const APART: usize = if cfg!(test) { 4 } else { 128 };

/// A session as it was after its first steps.
#[derive(Clone, Debug)]
pub(super) struct Checkpoint {
    /// How many, in the order in which they count.
    pub steps: usize,
    pub session: Session,
    pub merged: Merged,
}

/// The farther back, the fewer: from one to the next it is about as far as from there to the end.
#[derive(Clone, Debug, Default)]
pub(super) struct Checkpoints {
    kept: Vec<Checkpoint>,
}

impl Checkpoints {
    /// The last one from before a step.
    pub(super) fn before(&self, nth: usize) -> Option<&Checkpoint> {
        self.kept.iter().rfind(|kept| kept.steps <= nth)
    }

    /// From that step on it went otherwise.
    pub(super) fn forget_from(&mut self, nth: usize) {
        self.kept.retain(|kept| kept.steps <= nth);
    }

    /// Keeps a session that stands after `steps` of the `all` that it will be folded from, if it is time.
    pub(super) fn pass(&mut self, steps: usize, all: usize, session: &Session, merged: &Merged) {
        let is_time = self.kept.last().is_none_or(|last| steps >= last.steps + APART);
        // While much is folded at once, only what will not be thinned out.
        if !is_time || steps < all && !is_kept_at(all - steps) {
            return;
        }
        self.kept.push(Checkpoint { steps, session: session.clone(), merged: merged.clone() });
        self.thin(all);
    }

    fn thin(&mut self, all: usize) {
        let mut nth = 1;
        while nth + 1 < self.kept.len() {
            let gap = self.kept[nth + 1].steps - self.kept[nth - 1].steps;
            let to_the_end = all - self.kept[nth + 1].steps;
            if gap <= to_the_end {
                self.kept.remove(nth);
            } else {
                nth += 1;
            }
        }
    }
}

fn is_kept_at(from_the_end: usize) -> bool {
    from_the_end.is_multiple_of(APART) && (from_the_end / APART).is_power_of_two()
}

#[cfg(test)]
mod tests {
    use super::{APART, Checkpoints};
    use crate::domain::session::merging::Merged;
    use crate::store::fixture::{history, scope};

    fn kept_of(checkpoints: &Checkpoints) -> Vec<usize> {
        checkpoints.kept.iter().map(|kept| kept.steps).collect()
    }

    #[test]
    fn few_are_kept_and_the_last_is_near_whether_folded_at_once_or_step_by_step() {
        let (session, merged) = (history("s", scope(2026, 3)).session().clone(), Merged::default());
        let all = 50_000;
        let (mut at_once, mut by_steps) = (Checkpoints::default(), Checkpoints::default());
        for steps in 1..=all {
            at_once.pass(steps, all, &session, &merged);
            by_steps.pass(steps, steps, &session, &merged);
        }
        for kept in [kept_of(&at_once), kept_of(&by_steps)] {
            assert!(kept.len() < 24, "{kept:?}");
            assert!(kept.last().is_some_and(|last| all - last <= APART), "{kept:?}");
            for pair in kept.windows(2) {
                assert!(pair[1] - pair[0] <= 2 * (all - pair[1]) + 2 * APART, "{kept:?}");
            }
        }
    }
}
