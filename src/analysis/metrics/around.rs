//! What is known around a window: up to which day, and who has no contract in force after it.

use chrono::NaiveDate;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::domain::Name;
use crate::domain::facts::Facts;
use crate::domain::lines::{histories, is_gone_after, lines};
use crate::domain::renewal::Renewal;
use crate::domain::window::Window;

/// The day up to which the data know anything, and the accounts that left with a window.
#[derive(Clone, Debug)]
pub(crate) struct Around<'a> {
    pub known_by: NaiveDate,
    gone: FxHashSet<&'a str>,
}

impl<'a> Around<'a> {
    /// Of nobody: only the day is known.
    pub(crate) fn day(known_by: NaiveDate) -> Self {
        Self { known_by, gone: FxHashSet::default() }
    }

    /// Of the accounts with a renewal due in `window`.
    pub(crate) fn window(facts: &'a Facts, window: &Window) -> Self {
        let known_by = facts.scope.known_by();
        if !facts.knows_who_goes_on(window.to) {
            return Self::over(&facts.with_ahead(), window, known_by);
        }
        // What the room corrected to a renewal keeps its account, whatever the source tells.
        let mut due: FxHashMap<&str, Vec<&Renewal>> = FxHashMap::default();
        for renewal in facts.due_in(window) {
            due.entry(renewal.account_id.as_str()).or_default().push(renewal);
        }
        let is_kept = |due: &[&Renewal]| due.last().is_some_and(|last| last.is_renewed());
        let gone = due.into_iter().filter(|(account, due)| !is_kept(due) && !facts.goes_on(&Name::from(*account), window.to));
        Self { known_by, gone: gone.map(|(account, _)| account).collect() }
    }

    /// Of some renewals, in due order, those outside the window and ahead among them.
    pub(crate) fn over(renewals: &(impl Iterator<Item = &'a Renewal> + Clone), window: &Window, known_by: NaiveDate) -> Self {
        // Only who did not renew all that was due can be gone; the history is gathered for these alone.
        let is_doubtful = |r: &&Renewal| window.contains(r.due) && !r.is_renewed();
        let of_doubt = histories(renewals.clone(), renewals.clone().filter(is_doubtful).map(|r| r.account_id.as_str()));
        let is_gone = |all: &[&'a Renewal]| is_gone_after(&lines(all.iter().copied()), window.to);
        let gone = of_doubt.into_iter().filter(|(_, all)| is_gone(all)).map(|(account, _)| account).collect();
        Self { known_by, gone }
    }

    /// Whether the account has no contract in force after the window, as far as it is decided.
    pub(crate) fn is_gone(&self, account: &str) -> bool {
        self.gone.contains(account)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::{Build, facts, renewal};

    fn is_gone(renewals: Vec<Renewal>) -> bool {
        let facts = facts(renewals.into_iter().map(|r| r.with(|r| r.account_id = "A".into())).collect());
        Around::window(&facts, &facts.scope.window).is_gone("A")
    }

    #[test]
    fn who_lost_the_last_contract_is_gone_and_who_kept_one_is_not() {
        let lost = || renewal("lost", "2026-09-10").churned(100);
        assert!(is_gone(vec![lost()]));
        assert!(is_gone(vec![renewal("before", "2025-09-10").renewed(90, 100), lost()]), "the same contract a year before");
        assert!(!is_gone(vec![lost(), renewal("other", "2026-08-01").renewed(5, 5)]), "one of two renewed");
        assert!(!is_gone(vec![renewal("other", "2026-02-01").renewed(5, 5), lost()]), "another renewed within the year before");
        assert!(is_gone(vec![renewal("other", "2025-02-01").renewed(5, 5), lost()]), "its year was over long ago");
        assert!(!is_gone(vec![lost(), renewal("other", "2026-12-01").churned(5)]), "another is in force until December");
        assert!(is_gone(vec![lost(), renewal("back", "2027-11-01").renewed(5, 5)]), "who came back afterwards was gone");
    }

    #[test]
    fn whose_other_contract_is_ahead_is_not_gone() {
        let of_a = |r: Renewal| r.with(|r| r.account_id = "A".into());
        let mut facts = facts(vec![of_a(renewal("lost", "2026-09-10").churned(100))]);
        facts.ahead = vec![of_a(renewal("first term", "2027-03-31").open(5)).into()];
        assert!(!Around::window(&facts, &facts.scope.window).is_gone("A"), "it has been in force since March");
        facts.ahead = vec![of_a(renewal("first term", "2027-10-15").open(5)).into()];
        assert!(Around::window(&facts, &facts.scope.window).is_gone("A"), "a year before, that had not begun");
    }

    #[test]
    fn a_monthly_contract_that_renewed_twice_and_was_lost_then_is_gone() {
        let month = |day: &str| renewal(day, day);
        assert!(is_gone(vec![month("2026-07-15").renewed(10, 10), month("2026-08-15").renewed(10, 10), month("2026-09-15").churned(10)]));
    }
}
