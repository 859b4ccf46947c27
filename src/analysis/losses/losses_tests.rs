use std::collections::BTreeMap;

use super::*;
use crate::analysis::decisions::RoomDecisions;
use crate::analysis::findings::{Cost, Fate};
use crate::analysis::indicators;
use crate::analysis::testing::{Build, day, facts, renewal};
use crate::domain::facts::Facts;
use crate::domain::money::Money;
use crate::domain::progress::Silent;
use crate::domain::reason::ReasonCode;
use crate::domain::renewal::{Renewal, RenewalId};

fn found_in(facts: &Facts, room: &RoomDecisions<'_>) -> (Losses, Vec<LostAccount>) {
    let set = RiskSet::of(facts, &Silent).unwrap();
    let signals = indicators::signals(&set, &facts.coverage, &Silent).unwrap();
    losses(&Tallies::of(facts, room), (&set, &signals), &Silent).unwrap()
}

fn found(renewals: Vec<Renewal>) -> (Losses, Vec<LostAccount>) {
    found_in(&facts(renewals), &RoomDecisions::default())
}

fn of(account: &str, renewal: Renewal) -> Renewal {
    renewal.with(|r| r.account_id = account.into())
}

/// Before the window, those whose champion left were lost and all others stayed: the sign holds.
fn past() -> Vec<Renewal> {
    let due = |i: usize| format!("2026-0{}-{:02}", 1 + i % 6, 1 + i % 28);
    let one = |i: usize| renewal(&format!("P{i:03}"), &due(i));
    let lost = (0..20).map(|i| {
        one(i).churned(100).with(|r| {
            r.signals.champion_left = Some(r.due - chrono::Days::new(60));
            r.closed = Some(r.due);
        })
    });
    let stayed = (20..120).map(|i| one(i).renewed(100, 100).with(|r| r.closed = Some(r.due)));
    lost.chain(stayed).collect()
}

fn left(renewal: Renewal, on: &str) -> Renewal {
    renewal.with(|r| r.signals.champion_left = Some(day(on)))
}

#[test]
fn an_account_is_one_row_with_all_its_contracts_of_the_window() {
    let (losses, accounts) = found(vec![
        of("A", renewal("1", "2026-07-10").churned(100).because("budget").with(|r| r.competitor = Some("Rival".into()))),
        of("A", renewal("2", "2026-08-10").churned(300).because("champion left").with(|r| r.cs_owner = "Jonas".into())),
        of("B", renewal("3", "2026-08-11").churned(50)),
        of("B", renewal("4", "2026-09-11").renewed(500, 700)),
        of("C", renewal("5", "2026-09-12").renewed(100, 90)),
        of("D", renewal("6", "2026-09-12").renewed(100, 110)),
        of("E", renewal("7", "2026-09-13").churned(0)),
    ]);
    let told: Vec<_> = accounts.iter().map(|a| (a.account_id.as_str(), a.fate, a.before, a.after, a.lost)).collect();
    let units = |units| Some(Money::units(units));
    assert_eq!(
        told,
        [
            ("A", Fate::Lost, units(400), units(0), units(400)),
            ("B", Fate::Shrank, units(550), units(700), units(50)),
            ("C", Fate::Shrank, units(100), units(90), units(10)),
        ],
        "most ARR lost first; who used it for nothing is none of them"
    );
    assert_eq!(accounts[0].reasons.iter().map(ReasonCode::as_str).collect::<Vec<_>>(), ["relationship.champion-left", "pricing.budget"]);
    assert_eq!((accounts[0].owners.len(), accounts[0].competitors[0].as_str()), (2, "Rival"));
    assert_eq!((losses.now.lost, losses.now.shrank), (cost(1, 400), cost(2, 60)));
    assert_eq!((losses.now.due, losses.now.arr_due), (4, units(1150)));
}

fn cost(accounts: u64, units: i64) -> Cost {
    Cost { accounts, arr: Money::units(units), arr_unknown: 0 }
}

#[test]
fn a_contract_that_was_due_more_than_once_is_not_summed() {
    let (_, accounts) = found(vec![
        of("A", renewal("1", "2026-07-15").renewed(10, 8)),
        of("A", renewal("2", "2026-08-15").renewed(8, 8)),
        of("A", renewal("3", "2026-09-15").churned(8)),
    ]);
    let units = |units| Some(Money::units(units));
    assert_eq!((accounts[0].before, accounts[0].after, accounts[0].lost), (units(10), units(0), units(10)));
}

/// What is ahead, and not in the window at all.
fn with_ahead(renewals: Vec<Renewal>, ahead: Vec<Renewal>) -> Facts {
    Facts { ahead: ahead.into_iter().map(std::sync::Arc::new).collect(), ..facts(renewals) }
}

#[test]
fn what_an_account_had_before_and_after_is_over_all_of_its_contracts() {
    let product = |r: Renewal, product: &str| r.with(|r| r.product = product.into());
    let facts = with_ahead(
        vec![
            of("A", renewal("lost", "2026-08-10").churned(300)),
            of("A", product(renewal("running", "2026-02-10").renewed(90, 100), "Analytics")),
            of("B", renewal("gone", "2026-08-10").churned(50)),
            of("B", product(renewal("over", "2025-02-10").renewed(9, 9), "Analytics")),
            of("C", renewal("add-on", "2026-08-11").churned(20)),
            of("D", renewal("first", "2026-08-12").churned(10)),
            of("E", renewal("lost too", "2026-08-13").churned(5)),
            of("E", renewal("not due", "2026-09-25").open(40)),
        ],
        vec![
            of("A", product(renewal("running 27", "2027-02-10").open(100), "Analytics")),
            of("C", product(renewal("first term", "2027-03-31").open(70), "Analytics")),
            of("D", product(renewal("begun within", "2027-08-30").open(15), "Analytics")),
        ],
    );
    let facts = Facts { scope: crate::domain::scope::Scope { known_until: Some(day("2026-09-20")), ..facts.scope.clone() }, ..facts };
    let (losses, accounts) = found_in(&facts, &RoomDecisions::default());
    let units = |units: i64| Some(Money::units(units));
    let mut told: Vec<_> = accounts.iter().map(|a| (a.account_id.as_str(), a.fate, a.before, a.after, a.lost)).collect();
    told.sort_unstable();
    assert_eq!(
        told,
        [
            ("A", Fate::Shrank, units(400), units(100), units(300)),
            ("B", Fate::Lost, units(50), units(0), units(50)),
            ("C", Fate::Shrank, units(90), units(70), units(20)),
            ("D", Fate::Shrank, units(10), units(15), units(10)),
            ("E", Fate::Shrank, units(45), units(40), units(5)),
        ]
    );
    assert_eq!((losses.now.lost, losses.now.shrank), (cost(1, 50), cost(4, 335)));
}

#[test]
fn of_a_contract_that_only_the_source_knows_no_amount_is_told() {
    let mut facts = facts(vec![of("A", renewal("lost", "2026-08-10").churned(300)), of("B", renewal("gone", "2026-08-10").churned(50))]);
    facts.going_on = vec![crate::domain::facts::GoingOn { end: facts.scope.window.to, accounts: ["A".into()].into() }];
    let (_, accounts) = found_in(&facts, &RoomDecisions::default());
    let told: Vec<_> = accounts.iter().map(|a| (a.account_id.as_str(), a.fate, a.before, a.after)).collect();
    assert_eq!(told, [("A", Fate::Shrank, None, None), ("B", Fate::Lost, Some(Money::units(50)), Some(Money::ZERO))]);
}

#[test]
fn only_signs_read_in_time_are_told_with_their_day() {
    let lost = |id: &str, due: &str| renewal(id, due).churned(100).with(|r| r.closed = Some(r.due));
    let mut renewals = past();
    renewals.extend([
        left(lost("seen", "2026-08-20"), "2026-06-01"),
        left(lost("too-late", "2026-08-21"), "2026-08-10"),
        left(lost("decided", "2026-08-22"), "2026-07-20").closed("2026-07-01"),
        left(lost("early", "2026-08-23"), "2026-06-01").with(|r| r.early_termination = true),
        left(renewal("stayed", "2026-08-24").renewed(100, 100).closed("2026-08-24"), "2026-06-01"),
        renewal("stayed-too", "2026-08-25").renewed(100, 100).closed("2026-08-25"),
    ]);
    let (losses, accounts) = found(renewals);
    let told: BTreeMap<&str, _> = accounts.iter().map(|a| (a.renewals[0].0.as_str(), (a.visible, a.visible_since, a.lead_days))).collect();
    assert_eq!(told["seen"], (Some(true), Some(day("2026-06-01")), Some(80)));
    assert_eq!(told["too-late"], (Some(false), None, None), "a month before due he was there");
    assert_eq!(told["decided"], (None, None, None), "it was decided by the landmark");
    assert_eq!(told["early"], (None, None, None), "its day could not be foreseen");
    let carried = accounts.iter().find(|a| a.visible == Some(true)).unwrap();
    let sign = carried.signs.iter().find(|sign| sign.signal == "champion-left").unwrap();
    assert!(sign.holds && sign.since == Some(day("2026-06-01")));
    let now = &losses.now;
    assert_eq!((now.lost.accounts, now.visible, now.not_visible, now.untold()), (4, 1, 1, 2));
    assert_eq!((now.kept, now.kept_visible, now.visible_arr, now.lead_days), (2, 1, Money::units(100), Some(80)));
}

#[test]
fn signs_of_whoever_has_something_open_are_read_too() {
    let mut renewals = past();
    renewals.push(of("A", left(renewal("1", "2026-08-20").churned(100).closed("2026-08-20"), "2026-06-01")));
    renewals.push(of("A", renewal("2", "2026-09-20").open(100)));
    let (_, accounts) = found(renewals);
    assert_eq!((accounts[0].fate, accounts[0].open, accounts[0].visible), (Fate::Shrank, 1, Some(true)));
}

#[test]
fn what_the_room_says_of_a_reason_counts() {
    let facts = facts(vec![renewal("1", "2026-07-10").churned(100).because("budget")]);
    let recoded = BTreeMap::from([(RenewalId::new("1"), ReasonCode::read("champion left"))]);
    let (_, accounts) = found_in(&facts, &RoomDecisions::recoding(&recoded));
    assert_eq!(accounts[0].reasons[0].as_str(), "relationship.champion-left");
}

#[test]
fn amounts_that_are_not_known_come_last_and_in_no_sum() {
    let unknown = renewal("1", "2026-07-10").churned(0).with(|r| r.before = None);
    let (losses, accounts) = found(vec![unknown, renewal("2", "2026-07-11").churned(100)]);
    assert_eq!(accounts.iter().map(|a| a.lost).collect::<Vec<_>>(), [Some(Money::units(100)), None]);
    assert_eq!((losses.now.lost.arr, losses.now.lost.arr_unknown, losses.now.arr()), (Money::units(100), 1, None));
}

#[test]
fn where_nobody_can_say_what_was_due_the_losses_are_still_listed() {
    let mut facts = facts(vec![renewal("1", "2026-07-10").churned(100)]);
    facts.no_dues = Some("no contract end is known".into());
    let (losses, accounts) = found_in(&facts, &RoomDecisions::default());
    assert_eq!((accounts.len(), losses.now.lost.accounts, losses.now.arr_due), (1, 1, None));
}

#[test]
fn windows_are_set_beside_each_other_only_where_they_may_be_compared() {
    let (losses, _) = found([past(), vec![renewal("1", "2026-07-03").churned(100)]].concat());
    let previous = losses.previous.expect("the data reach over the quarter before");
    assert!(previous.lost.accounts > 0 && previous.lost.accounts < 20);
    assert_eq!(losses.year_ago, None, "the data begin later");
    let open = (0..10).map(|i| renewal(&format!("O{i}"), "2026-07-04").open(100));
    let (losses, _) = found([past(), vec![renewal("1", "2026-07-03").churned(100)], open.collect()].concat());
    assert_eq!(losses.previous, None, "what is open may make another story of it");
}
