use super::*;
use crate::analysis::testing::{Build, day, facts, renewal};
use crate::domain::NOT_RECORDED;

const GEOS: [&str; 4] = ["AMER", "APAC", "EMEA", "LATAM"];

/// Six quarters up to 2026-Q3 of forty decided renewals each, every tenth lost, spread over four geos.
fn history() -> Vec<Renewal> {
    let dues = ["2025-05-10", "2025-08-10", "2025-11-10", "2026-02-10", "2026-05-10", "2026-08-10"];
    let make = |(quarter, due): (usize, &&str)| {
        let due = (*due).to_owned();
        (0..40).map(move |i| {
            let base = renewal(&format!("Q{quarter}-{i:02}"), &due).with(|r| r.geo = GEOS[i % 4].into());
            if i % 10 == 0 { base.churned(100).because("budget") } else { base.renewed(100, 100) }
        })
    };
    dues.iter().enumerate().flat_map(make).collect()
}

fn named(renewals: &mut [Renewal], name: &str, due: &str, geo: &str, times: usize) {
    let there = renewals.iter_mut().filter(|r| r.due == day(due) && &*r.geo == geo);
    there.take(times).for_each(|r| r.competitor = Some(name.into()));
}

#[test]
fn a_new_competitor_in_one_geo_surfaces_there_with_its_first_day() {
    let mut renewals = history();
    named(&mut renewals, "Northwind", "2026-08-10", "APAC", 5);
    let found = emerging(&facts(renewals), &RoomDecisions::default());
    assert_eq!(found.len(), 1, "{found:?}");
    let newcomer = &found[0];
    assert_eq!((newcomer.key.as_str(), newcomer.within.as_deref()), ("competitor:Northwind", Some("geo: APAC")));
    assert_eq!((newcomer.first_seen, newcomer.span.as_str()), (day("2026-08-10"), "2026-Q3"));
    assert_eq!((newcomer.now, newcomer.now_of, newcomer.before, newcomer.before_of), (5, 10, 0, 230));
    assert_eq!(newcomer.renewals.len(), 5);
}

#[test]
fn a_newcomer_of_some_windows_ago_is_dated_from_then() {
    let mut renewals = history();
    for due in ["2026-02-10", "2026-05-10", "2026-08-10"] {
        named(&mut renewals, "Northwind", due, "EMEA", 3);
    }
    let found = emerging(&facts(renewals), &RoomDecisions::default());
    assert_eq!((found[0].first_seen, found[0].span.as_str()), (day("2026-02-10"), "2026-Q1 to 2026-Q3"));
}

#[test]
fn what_was_always_there_is_not_emerging() {
    let mut renewals = history();
    for due in ["2025-05-10", "2025-08-10", "2025-11-10", "2026-02-10", "2026-05-10", "2026-08-10"] {
        named(&mut renewals, "Old rival", due, "LATAM", 4);
    }
    assert_eq!(emerging(&facts(renewals), &RoomDecisions::default()), []);
}

#[test]
fn what_has_gone_again_is_not_emerging() {
    let mut renewals = history();
    named(&mut renewals, "Passing", "2026-05-10", "APAC", 6);
    assert_eq!(emerging(&facts(renewals), &RoomDecisions::default()), []);
}

#[test]
fn a_product_that_begins_to_be_lost_surfaces_against_its_own_history() {
    let mut renewals = history();
    for (i, r) in renewals.iter_mut().enumerate().filter(|(i, _)| i % 2 == 0) {
        r.product = "Assets".into();
        if r.due == day("2026-08-10") && i % 4 == 0 {
            *r = r.clone().churned(100);
        }
    }
    let found = emerging(&facts(renewals), &RoomDecisions::default());
    let keys: Vec<&str> = found.iter().map(|e| e.key.as_str()).collect();
    assert!(keys.contains(&"product:Assets"), "{keys:?}");
}

#[test]
fn a_reason_the_room_gives_counts() {
    let mut renewals = history();
    let recent: Vec<_> = renewals
        .iter_mut()
        .filter(|r| r.due == day("2026-08-10"))
        .take(12)
        .map(|r| {
            *r = r.clone().churned(100).with(|r| r.reason = None);
            (r.id.clone(), crate::domain::reason::ReasonCode::read("outages"))
        })
        .collect();
    let facts = facts(renewals);
    let recoded = recent.into_iter().collect();
    let found = emerging(&facts, &RoomDecisions::recoding(&recoded));
    assert!(found.iter().any(|e| e.key == "reason:product.reliability" && e.lost == e.now), "{found:?}");
}

#[test]
fn what_is_not_recorded_is_no_group_that_grows() {
    let grows = |geo: &str| {
        let mut renewals = history();
        for renewal in renewals.iter_mut().filter(|r| &*r.geo == "APAC") {
            (renewal.geo, renewal.product) = (geo.into(), geo.into());
            if renewal.due == day("2026-08-10") {
                *renewal = renewal.clone().churned(100);
            }
        }
        emerging(&facts(renewals), &RoomDecisions::default()).into_iter().map(|found| found.key).collect::<Vec<_>>()
    };
    assert!(grows("Mars").contains(&"geo:Mars".to_owned()), "a place that has a name grows");
    assert!(grows(NOT_RECORDED).iter().all(|key| !key.contains(NOT_RECORDED)));
}

#[test]
fn nothing_that_is_not_recorded_is_a_key_or_a_place() {
    let mut renewals = history();
    for renewal in renewals.iter_mut().filter(|r| &*r.geo == "APAC") {
        (renewal.geo, renewal.segment, renewal.persona) = (NOT_RECORDED.into(), NOT_RECORDED.into(), NOT_RECORDED.into());
        if renewal.due == day("2026-08-10") {
            *renewal = renewal.clone().churned(100).because("budget");
            renewal.competitor = Some(NOT_RECORDED.into());
        }
    }
    let found = emerging(&facts(renewals), &RoomDecisions::default());
    assert!(found.iter().any(|found| found.key == "reason:pricing.budget"), "{found:?}");
    assert!(found.iter().all(|found| !found.key.contains(NOT_RECORDED)), "{found:?}");
    assert!(found.iter().all(|found| found.within.as_deref().is_none_or(|within| !within.contains(NOT_RECORDED))), "{found:?}");
}

#[test]
fn a_customer_with_twelve_contracts_is_one() {
    let leaving = |accounts: usize| {
        let mut renewals = history();
        let there = renewals.iter_mut().filter(|r| r.due == day("2026-08-10") && &*r.geo == "APAC");
        for (i, renewal) in there.enumerate() {
            renewal.account_id = crate::domain::Name::from(format!("A{}", i % accounts));
            *renewal = renewal.clone().churned(100).with(|r| r.competitor = Some("Northwind".into()));
        }
        emerging(&facts(renewals), &RoomDecisions::default())
            .into_iter()
            .map(|found| (found.key, found.now, found.renewals.len()))
            .collect::<Vec<_>>()
    };
    assert!(leaving(10).contains(&("competitor:Northwind".to_owned(), 10, 10)));
    assert_eq!(leaving(1), [], "one customer is nothing that grows");
    let five = leaving(5);
    assert!(five.contains(&("competitor:Northwind".to_owned(), 5, 10)), "five accounts over ten contracts: {five:?}");
}

#[test]
fn who_keeps_a_contract_of_the_product_is_not_lost_with_it() {
    let mut renewals = history();
    let there: Vec<Renewal> = renewals.iter().filter(|r| r.due == day("2026-08-10") && &*r.geo == "APAC").cloned().collect();
    for renewal in &there {
        renewals.push(renewal.clone().churned(100).with(|r| r.id = RenewalId::new(&format!("{}-add-on", r.id))));
    }
    assert_eq!(emerging(&facts(renewals), &RoomDecisions::default()), [], "each keeps its first contract");
}
