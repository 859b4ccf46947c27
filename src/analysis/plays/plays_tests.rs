use super::*;
use crate::analysis::testing::{Build, day, facts, renewal};

fn plays_of(renewals: Vec<Renewal>) -> Vec<PlayFinding> {
    let facts = facts(renewals);
    plays(&RiskSet::unread(&facts))
}

/// `kept` renewed and `lost` churned renewals at one risk as their health told it, with a play 60 days before due or without.
fn group(name: &str, risk: Risk, with: bool, kept: usize, lost: usize) -> Vec<Renewal> {
    let health = [85.0, 60.0, 40.0][risk as usize];
    let make = |i: usize| {
        let base = renewal(&format!("{name}{i}"), "2026-05-10").closed("2026-05-01").with(|r| r.signals.health = [Some(health); 3]);
        let base = if i < kept { base.renewed(10, 10) } else { base.churned(10) };
        if with { base.play("Executive alignment", risk) } else { base }
    };
    (0..kept + lost).map(make).collect()
}

/// The play goes to high risk, where it helps: worse in the crude rate, better among equals.
fn reversing() -> Vec<Renewal> {
    let all = [
        group("hw", Risk::High, true, 45, 30),
        group("hn", Risk::High, false, 8, 30),
        group("lw", Risk::Low, true, 10, 0),
        group("ln", Risk::Low, false, 150, 6),
    ];
    all.into_iter().flatten().collect()
}

#[test]
fn a_play_that_goes_to_risky_accounts_is_compared_among_equals() {
    let found = plays_of(reversing());
    let play = &found[0];
    assert!(play.crude_or.unwrap() < 1.0 && play.low.unwrap() > 1.0, "{play:?}");
    assert!(play.reversed);
    assert_eq!(play.verdict, Verdict::Holds);
    assert_eq!(play.strata[2].table, [45, 30, 8, 30]);
    let saved = play.strata[2].saved.unwrap();
    assert!((saved[0] - (30.0 / 38.0 - 30.0 / 75.0)).abs() < 1e-12 && saved[1] > 0.15, "{saved:?}");
    assert_eq!(play.coverage, Some(75.0 / 113.0), "of at-risk renewals");
    assert_eq!(play.save_rate, Some(45.0 / 75.0));
    assert_eq!(play.renewals.len(), 85);
}

#[test]
fn what_does_not_hold_is_no_reversal() {
    let all = [
        group("hw", Risk::High, true, 160, 240),
        group("hn", Risk::High, false, 75, 125),
        group("lw", Risk::Low, true, 90, 10),
        group("ln", Risk::Low, false, 360, 40),
    ];
    let found = &plays_of(all.into_iter().flatten().collect())[0];
    assert!(found.crude_or.unwrap() < 1.0 && found.mh_or.unwrap() > 1.0 && found.points_apart(), "{found:?}");
    assert_eq!((found.verdict, found.reversed), (Verdict::NotShown, false));
}

#[test]
fn what_may_as_well_double_the_odds_as_do_nothing_is_too_few_to_tell() {
    let found = &plays_of([group("w", Risk::High, true, 15, 5), group("n", Risk::High, false, 14, 6)].concat())[0];
    assert_eq!((found.verdict, found.mh_or, found.p), (Verdict::Insufficient, None, None), "{found:?}");
    let why = found.why.as_ref().unwrap();
    assert!(why.starts_with("5 of 20 accounts due with it were lost, 6 of 20 without"), "{why}");
}

#[test]
fn too_few_cases_give_no_number() {
    let found = plays_of(group("a", Risk::High, true, 4, 3));
    assert_eq!((found[0].verdict, found[0].mh_or, found[0].p), (Verdict::Insufficient, None, None));
    let why = found[0].why.as_ref().unwrap();
    assert!(why.contains("7 accounts due with the play and 0 that could have had it"), "{why}");
}

#[test]
fn a_play_run_after_the_outcome_does_not_count() {
    let late = group("a", Risk::High, true, 1, 0).pop().unwrap().closed("2026-02-01");
    assert!(plays_of(vec![late]).is_empty());
}

#[test]
fn who_was_decided_before_the_play_could_be_run_is_not_compared_with_it() {
    let early = |r: Renewal| r.closed("2026-01-10");
    let mut all = [group("w", Risk::High, true, 15, 5), group("n", Risk::High, false, 15, 5)].concat();
    all.extend(group("e", Risk::High, false, 0, 40).into_iter().map(early));
    let found = &plays_of(all)[0];
    assert_eq!(found.crude, [15, 5, 15, 5], "the forty were lost before");
    assert_ne!(found.verdict, Verdict::Holds);
}

#[test]
fn a_new_play_is_not_compared_with_the_time_before_it() {
    let mut all = [group("w", Risk::High, true, 15, 5), group("n", Risk::High, false, 15, 5)].concat();
    all.extend(group("old", Risk::High, false, 40, 0).into_iter().map(|r| {
        r.with(|r| {
            r.due = day("2025-05-10");
            r.closed = Some(day("2025-05-01"));
        })
    }));
    assert_eq!(plays_of(all)[0].crude, [15, 5, 15, 5]);
}
