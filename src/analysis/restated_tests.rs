use super::*;
use crate::analysis::testing::{Build, day, facts, renewal};
use crate::domain::card::InsightKind;
use crate::domain::event::Event;
use crate::domain::renewal::Renewal;
use crate::store::fixture::{at, history, scope};

/// Sixty renewals of which a third lost its champion: so many of those were lost, and so many of the others.
fn quarter(lost: (usize, usize)) -> Facts {
    let make = |i: usize| {
        let has_left = i < 20;
        let is_lost = if has_left { i < lost.0 } else { i - 20 < lost.1 };
        let left = has_left.then(|| day("2026-05-20"));
        let base = renewal(&format!("R{i}"), "2026-08-20").closed("2026-08-20").with(|r| r.signals.champion_left = left);
        if is_lost { base.churned(10).because("champion left") } else { base.renewed(10, 10) }
    };
    let all: Vec<Renewal> = (0..60).map(make).collect();
    facts(all)
}

fn on_board(keys: &[&str]) -> Session {
    let mut history = history("s", scope(2026, 3));
    let evidence =
        |key: &&str| Evidence { key: (*key).into(), statement: (*key).into(), figures: String::new(), renewals: vec![], arr: None };
    let evidence = keys.iter().map(evidence).collect();
    let (id, text) = (CardId(9), "Champions leave".to_owned());
    history.push(at(9), "Mara", Event::CardAdded { id, kind: InsightKind::Blocker, text, critical: false, evidence });
    history.session().clone()
}

fn asked(key: &str, then: (usize, usize), now: (usize, usize)) -> (Still, Option<String>) {
    let (then, now, session) = (quarter(then), quarter(now), on_board(&[key]));
    let found = restated(&then, &now, &session).remove(0);
    (found.still, found.why)
}

#[test]
fn the_same_test_tells_what_still_stands() {
    let signal = |then, now| asked("signal:champion-left", then, now).0;
    assert_eq!(signal((10, 2), (10, 2)), Still::Holds);
    assert_eq!(signal((14, 2), (9, 3)), Still::Weaker, "less of it");
    assert_eq!(signal((10, 2), (4, 6)), Still::Gone);
    assert_eq!(signal((12, 2), (0, 26)), Still::Reversed);
}

#[test]
fn a_reason_is_counted_by_the_accounts_that_it_cost() {
    let reason = |then, now| asked("reason:relationship.champion-left", then, now);
    assert_eq!(reason((8, 0), (7, 0)).0, Still::Holds);
    assert_eq!(reason((8, 0), (3, 0)).0, Still::Weaker);
    assert_eq!(reason((8, 0), (0, 0)), (Still::Gone, Some("the data of now do not show it".to_owned())));
}

#[test]
fn what_no_test_stands_behind_says_so() {
    for key in ["forecast:Mara", "room", "signal:no-such-sign"] {
        assert_eq!(asked(key, (10, 2), (10, 2)).0, Still::NotTested, "{key}");
    }
    let (still, why) = asked("signal:champion-left", (0, 0), (10, 2));
    assert_eq!(still, Still::NotTested);
    assert!(why.unwrap().contains("too little, too"));
}

#[test]
fn it_is_about_the_renewals_that_carry_the_sign_on_either_data() {
    let (then, now, session) = (quarter((10, 2)), quarter((4, 6)), on_board(&["signal:champion-left"]));
    let found = restated(&then, &now, &session).remove(0);
    assert_eq!(found.about.len(), 20);
    let counted = |counted: Option<Counted>| counted.map(|counted| (counted.part, counted.of, counted.other));
    assert_eq!((counted(found.then), counted(found.now)), (Some((10, 20, Some((2, 40)))), Some((4, 20, Some((6, 40))))));
}
