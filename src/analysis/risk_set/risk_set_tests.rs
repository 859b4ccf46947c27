use super::*;
use crate::analysis::testing::{Build, facts, renewal};
use crate::domain::progress::Silent;

fn of(account: &str, renewal: Renewal) -> Renewal {
    renewal.with(|r| r.account_id = account.into())
}

/// Accounts, how many renewals each chance holds, and whether it was lost.
fn chances(renewals: Vec<Renewal>) -> Vec<(u32, usize, bool)> {
    let facts = facts(renewals);
    let set = RiskSet::of(&facts, &Silent).unwrap();
    set.chances.iter().map(|chance| (chance.account, set.cases_of(chance).len(), chance.is_lost)).collect()
}

#[test]
fn an_account_with_what_it_had_due_in_a_quarter_is_one_chance() {
    let found = chances(vec![
        of("A", renewal("1", "2026-07-10").churned(10)),
        of("A", renewal("2", "2026-07-20").churned(10)),
        of("B", renewal("3", "2026-07-20").churned(10)),
        of("B", renewal("4", "2026-08-20").renewed(10, 10)),
        of("C", renewal("5", "2026-02-20").renewed(10, 10)),
        of("C", renewal("6", "2026-08-20").churned(10)),
    ]);
    assert_eq!(found.len(), 4, "{found:?}");
    assert!(found.contains(&(1, 2, true)), "A lost all it had: {found:?}");
    assert!(found.contains(&(2, 2, false)), "B kept one of two: {found:?}");
}

#[test]
fn who_left_early_and_who_is_undecided_are_in_no_comparison() {
    let found = chances(vec![
        of("A", renewal("1", "2026-07-10").churned(10).with(|r| r.early_termination = true)),
        of("B", renewal("2", "2026-07-20").churned(10)),
        of("B", renewal("3", "2026-08-20").open(10)),
        of("C", renewal("4", "2026-07-20").renewed(10, 10)),
    ]);
    assert_eq!(found.len(), 1, "{found:?}");
}

#[test]
fn what_was_decided_by_a_landmark_is_not_asked_on_it() {
    let undecided = |closed: Option<&str>, days| {
        let base = renewal("1", "2026-07-30").churned(10);
        let base = if let Some(day) = closed { base.closed(day) } else { base };
        Case::unread(&base).is_undecided_at(Landmark(days))
    };
    assert_eq!([90, 60, 30].map(|days| undecided(Some("2026-06-10"), days)), [true, true, false]);
    assert_eq!([90, 60, 30].map(|days| undecided(None, days)), [true, true, false], "without a closing day");
}
