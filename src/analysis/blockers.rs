//! Blockers: the reasons that cost the most ARR and come back.

mod past;

use std::collections::{BTreeMap, BTreeSet};

use super::decisions::RoomDecisions;
use super::findings::{BlockerFinding, UsualShare};
use super::patterns::arr_lost;
use super::population::discussed;
use super::stats::multiple::benjamini_hochberg;
use crate::domain::facts::Facts;
use crate::domain::money::Money;
use crate::domain::reason::ReasonCode;
use crate::domain::renewal::Renewal;
use crate::domain::window::Window;
use past::Past;

/// Windows looked back over, the scope's own included.
pub(crate) const LOOK_BACK: usize = 4;

/// Every reason that cost ARR in the scope's window, dearest first; where ARR is not known, most losses first.
pub(crate) fn blockers(facts: &Facts, room: &RoomDecisions<'_>) -> Vec<BlockerFinding> {
    let mut by_reason: BTreeMap<&ReasonCode, Vec<&Renewal>> = BTreeMap::new();
    for renewal in discussed(facts, &facts.scope.window) {
        if let Some(reason) = cost_by(room, renewal) {
            by_reason.entry(reason).or_default().push(renewal);
        }
    }
    let past = Past::of(facts, room);
    let find = |(reason, renewals): (&ReasonCode, Vec<&Renewal>)| BlockerFinding {
        reason: reason.clone(),
        accounts: renewals.iter().map(|r| &r.account_id).collect::<BTreeSet<_>>().len() as u64,
        lost_arr: renewals.iter().map(|r| arr_lost(r)).sum(),
        windows: past.losses(reason),
        usual: past.usual(reason),
        seen_in: seen_in(room, reason),
        renewals: renewals.iter().map(|r| r.id.clone()).collect(),
    };
    let mut found: Vec<BlockerFinding> = by_reason.into_iter().map(find).collect();
    correct(&mut found);
    found.sort_by(|x, y| y.lost_arr.cmp(&x.lost_arr).then(y.renewals.len().cmp(&x.renewals.len())).then_with(|| x.reason.cmp(&y.reason)));
    found
}

/// Over all reasons that were held against their history.
fn correct(found: &mut [BlockerFinding]) {
    let mut usual: Vec<&mut UsualShare> = found.iter_mut().filter_map(|blocker| blocker.usual.as_mut()).collect();
    let p: Vec<f64> = usual.iter().map(|usual| usual.p).collect();
    for (usual, q) in usual.iter_mut().zip(benjamini_hochberg(&p)) {
        usual.q = q;
    }
}

/// The renewals of a window at which this reason cost ARR.
pub(crate) fn behind<'a>(facts: &'a Facts, room: &RoomDecisions<'_>, reason: &ReasonCode, window: &Window) -> Vec<&'a Renewal> {
    discussed(facts, window).filter(|r| costs(r) && room.reason(r) == Some(reason)).collect()
}

/// Churned, or renewed with less.
pub(super) fn costs(renewal: &Renewal) -> bool {
    renewal.is_churned() || renewal.is_contracted()
}

/// The reason that a renewal cost ARR for; who nobody coded may have gone for any.
fn cost_by<'r>(room: &RoomDecisions<'r>, renewal: &'r Renewal) -> Option<&'r ReasonCode> {
    Some(renewal).filter(|r| costs(r)).and_then(|r| room.reason(r)).filter(|reason| !reason.is_strength())
}

/// The accounts that cost ARR in a window for each reason, each once, and those that did for any.
pub(crate) fn accounts_by_reason<'a>(
    facts: &'a Facts,
    room: &RoomDecisions<'a>,
    window: &Window,
) -> (BTreeMap<&'a ReasonCode, BTreeSet<&'a str>>, u64) {
    let mut by_reason: BTreeMap<&ReasonCode, BTreeSet<&str>> = BTreeMap::new();
    for renewal in discussed(facts, window) {
        if let Some(reason) = cost_by(room, renewal) {
            by_reason.entry(reason).or_default().insert(renewal.account_id.as_str());
        }
    }
    let all: BTreeSet<&str> = by_reason.values().flatten().copied().collect();
    (by_reason, all.len() as u64)
}

/// What a card of this reason is called across sessions.
pub(crate) fn topic(reason: &ReasonCode) -> String {
    format!("reason:{reason}")
}

fn seen_in(room: &RoomDecisions<'_>, reason: &ReasonCode) -> Option<String> {
    let topic = topic(reason);
    room.past_blockers.iter().find(|past| past.is_of(std::slice::from_ref(&topic))).map(|past| past.session.clone())
}

/// ARR lost in the scope's window to whatever reason, whether or not churned accounts are discussed; `None` where some of
/// it is not known.
pub(crate) fn lost_in_window(facts: &Facts) -> Option<Money> {
    facts.in_scope().filter(|r| costs(r)).map(arr_lost).sum()
}

/// ARR of the churned renewals of the scope's window; `None` where some of it is not known.
pub(crate) fn churned_arr(facts: &Facts) -> Option<Money> {
    facts.in_scope().filter(|r| r.is_churned()).map(|r| r.before).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::{Build, facts, renewal};
    use crate::domain::event::PastBlocker;

    fn quarter() -> Facts {
        facts(vec![
            renewal("R1", "2026-07-10").churned(100).because("budget"),
            renewal("R2", "2026-07-11").churned(100).because("budget"),
            renewal("R3", "2026-07-12").churned(500).because("champion left"),
            renewal("R4", "2026-07-13").renewed(100, 60).because("champion left"),
            renewal("R5", "2026-07-14").renewed(100, 200).because("outcomes"),
            renewal("P1", "2026-05-10").churned(100).because("champion left"),
            renewal("P2", "2026-01-10").churned(100).because("champion left"),
        ])
    }

    #[test]
    fn what_costs_most_comes_first_with_its_history() {
        let found = blockers(&quarter(), &RoomDecisions::default());
        assert_eq!(found.iter().map(|b| b.reason.as_str()).collect::<Vec<_>>(), ["relationship.champion-left", "pricing.budget"]);
        assert_eq!((found[0].lost_arr, found[0].accounts), (Some(Money::units(540)), 2));
        assert_eq!(found[0].windows, [2, 1, 1]);
        assert_eq!(found[1].windows, [2, 0, 0]);
    }

    #[test]
    fn a_blockers_share_is_of_all_that_was_lost_whoever_is_discussed() {
        let mut facts = quarter();
        let all = lost_in_window(&facts);
        facts.scope.include_churn = false;
        assert_eq!((all, lost_in_window(&facts)), (Some(Money::units(740)), Some(Money::units(740))));
    }

    #[test]
    fn a_blocker_of_an_earlier_retro_is_recognised() {
        let past = [PastBlocker {
            session: "2026-Q2".into(),
            text: "Champions leave".into(),
            topic: "reason:relationship.champion-left".into(),
            also: vec![],
        }];
        let room = RoomDecisions { past_blockers: &past, ..RoomDecisions::default() };
        assert_eq!(blockers(&quarter(), &room)[0].seen_in.as_deref(), Some("2026-Q2"));
    }
}

#[cfg(test)]
#[path = "blockers/chance_tests.rs"]
mod chance;
