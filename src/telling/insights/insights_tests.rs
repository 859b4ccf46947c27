use super::*;
use crate::analysis::decisions::RoomDecisions;
use crate::analysis::testing::{Build, day, facts, renewal};
use crate::domain::event::PastBlocker;
use crate::domain::progress::Silent;
use crate::domain::renewal::Renewal;
use crate::telling::analyse;

fn insights(renewals: Vec<Renewal>, room: &RoomDecisions<'_>) -> Vec<SuggestedInsight> {
    analyse(&facts(renewals), room, &Silent).unwrap().insights
}

fn find<'a>(all: &'a [SuggestedInsight], key: &str) -> &'a SuggestedInsight {
    all.iter().find(|i| i.evidence.key == key).unwrap_or_else(|| panic!("{key} is not among {all:#?}"))
}

/// Two quarters of sixty renewals: a quarter lose their champion, half of those leave because of it.
fn champions() -> Vec<Renewal> {
    let make = |(due, left): (&'static str, &'static str)| {
        (0..60).map(move |i| {
            let base = renewal(&format!("{due}-{i:02}"), due).with(|r| r.signals.champion_left = (i % 4 == 0).then(|| day(left)));
            if i % 8 == 0 { base.churned(1000).because("champion left") } else { base.renewed(1000, 1000) }
        })
    };
    [("2026-05-20", "2026-02-20"), ("2026-08-20", "2026-05-20")].into_iter().flat_map(make).collect()
}

#[test]
fn a_signal_that_holds_is_one_sentence_with_its_evidence() {
    let all = insights(champions(), &RoomDecisions::default());
    let signal = find(&all, "signal:champion-left");
    assert_eq!(signal.kind, InsightKind::LeadingIndicator);
    assert_eq!(signal.text, "The champion left two months or more before renewal: 16 of 30 lost; without it 0 of 90");
    assert!(signal.evidence.figures.contains("$30.0k ARR with it · "), "{:?}", signal.evidence.figures);
    assert_eq!(signal.evidence.renewals.len(), 30);
}

/// Two quarters: twelve losses to the budget and one to the champion, then as many of each as is said.
fn lost_to(champions: usize, budget: usize) -> Vec<Renewal> {
    let lost = |due: &'static str, reason: &'static str, n: usize| {
        (0..n).map(move |i| renewal(&format!("{due}-{reason}-{i}"), due).churned(1000).because(reason))
    };
    let before = lost("2026-05-20", "budget", 12).chain(lost("2026-05-20", "champion left", 1));
    before.chain(lost("2026-08-20", "champion left", champions)).chain(lost("2026-08-20", "budget", budget)).collect()
}

const CHAMPION: &str = "reason:relationship.champion-left";

#[test]
fn a_reason_that_takes_more_than_its_usual_share_is_critical() {
    let all = insights(lost_to(8, 4), &RoomDecisions::default());
    let blocker = find(&all, CHAMPION);
    assert!(blocker.critical);
    assert_eq!(
        blocker.text,
        "Champion left cost $8.00k over 8 accounts, 67 % of all ARR lost; behind 8 of 12 losses with a reason, usually 7.7 %; \
         in 2 of the last 2 windows"
    );
    assert_eq!(blocker.evidence.arr, Some(Money::units(8_000)));
    assert!(!find(&all, "reason:pricing.budget").critical, "a third of what is lost, and less than usual");
}

#[test]
fn a_reason_that_is_always_there_repeats_by_chance_and_is_not_critical() {
    let all = insights(champions(), &RoomDecisions::default());
    let blocker = find(&all, CHAMPION);
    assert!(!blocker.critical, "all losses now, and all before");
    assert_eq!(
        blocker.text,
        "Champion left cost $8.00k over 8 accounts, 100 % of all ARR lost; in 2 of the last 2 windows, \
         as a common reason does anyway (chance alone: 100 %)"
    );
}

#[test]
fn a_blocker_of_the_last_retro_is_named_as_such_and_critical_again_only_above_its_usual_share() {
    let past = [PastBlocker { session: "2026-Q2".into(), text: String::new(), topic: CHAMPION.into(), also: vec![] }];
    let room = RoomDecisions { past_blockers: &past, ..RoomDecisions::default() };
    let again = insights(lost_to(8, 4), &room);
    let again = find(&again, CHAMPION);
    assert!(again.critical && again.text.ends_with("usually 7.7 %; a critical blocker in 2026-Q2 already"), "{}", again.text);
    let usual = insights(lost_to(2, 14), &room);
    let usual = find(&usual, CHAMPION);
    assert!(!usual.critical && usual.text.ends_with("in 2026-Q2 already, now within chance of its usual share"), "{}", usual.text);
}

#[test]
fn what_grows_is_an_opportunity_only_where_it_is_a_strength() {
    let strength = crate::domain::reason::TAXONOMY.iter().filter_map(|r| ReasonCode::read(r.code)).find(ReasonCode::is_strength).unwrap();
    assert_eq!(board_of(&format!("reason:{strength}")), InsightKind::Opportunity);
    for key in ["competitor:Northwind", "product:Core", "geo:APAC", "reason:pricing.budget"] {
        assert_eq!(board_of(key), InsightKind::Blocker, "{key}");
    }
}

#[test]
fn the_board_is_in_order_of_its_columns() {
    let kinds: Vec<_> = insights(lost_to(8, 4), &RoomDecisions::default()).into_iter().map(|i| i.kind as usize).collect();
    assert!(kinds.is_sorted(), "{kinds:?}");
}

#[test]
fn nothing_is_offered_that_the_data_do_not_support() {
    assert_eq!(insights(vec![], &RoomDecisions::default()), []);
    let few = vec![renewal("R1", "2026-07-10").churned(1000).because("budget"), renewal("R2", "2026-07-11").renewed(10, 10)];
    assert_eq!(insights(few, &RoomDecisions::default()), [], "one loss is no pattern");
}

#[test]
fn uplift_that_was_given_away_is_a_blocker() {
    let gave_way = |i: usize| {
        renewal(&format!("R{i}"), "2026-07-10").renewed(1000, 1000).with(|r| {
            r.pricing.uplift_contract = Some(1_000);
            r.pricing.uplift_applied = Some(if i < 5 { 0 } else { 1_000 });
        })
    };
    let all = insights((0..10).map(gave_way).collect(), &RoomDecisions::default());
    assert_eq!(find(&all, "pricing:uplift-realised").kind, InsightKind::Blocker);
    assert_eq!(find(&all, "pricing:uplift-realised").text, "50 % of the contractual uplift was realised; 5 renewals gave way, worth $500");
}

#[test]
fn the_uplift_given_away_is_over_the_contracts_that_name_one() {
    let priced = |id: &str, contract: Option<i32>, applied: Option<i32>| {
        let renewed = renewal(id, "2026-07-10").renewed(1000, 1000);
        renewed.with(|r| (r.pricing.uplift_contract, r.pricing.uplift_applied) = (contract, applied))
    };
    let all = insights(
        vec![
            priced("R1", Some(1_000), Some(500)),
            priced("R2", Some(1_000), Some(700)),
            priced("unknown", Some(1_000), None),
            priced("no contract", None, Some(2_000)),
        ],
        &RoomDecisions::default(),
    );
    let found = find(&all, "pricing:uplift-realised");
    assert_eq!(found.text, "60 % of the contractual uplift was realised; 2 renewals gave way, worth $80");
    assert!(found.evidence.figures.starts_with("$120 applied of $200 contractual uplift"), "{}", found.evidence.figures);
    assert!(found.evidence.figures.ends_with("1 renewal left out: what was applied is not known"), "{}", found.evidence.figures);
    assert_eq!(found.evidence.renewals.len(), 2);
}
