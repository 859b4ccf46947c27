use super::*;
use crate::analysis::findings::HeatMap;
use crate::analysis::findings::MetricKey;
use crate::analysis::testing::{Build, facts, renewal};
use crate::domain::money::Money;
use crate::domain::reason::ReasonCode;
use crate::domain::renewal::{ExecInvolvement, Pricing, Risk};
use crate::domain::scope::Dimension;

fn keys(buckets: &[Bucket]) -> Vec<&str> {
    buckets.iter().map(|b| b.key.as_str()).collect()
}

fn bucket<'a>(buckets: &'a [Bucket], key: &str) -> &'a Bucket {
    buckets.iter().find(|b| b.key == key).unwrap()
}

#[test]
fn reasons_rank_by_arr_lost_and_uncoded_losses_stand_above_those_without_any() {
    let facts = facts(vec![
        renewal("R1", "2026-07-10").churned(500),
        renewal("R2", "2026-07-11").churned(100).because("budget"),
        renewal("R3", "2026-07-12").churned(100).because("budget"),
        renewal("R4", "2026-07-13").churned(900).because("Moved to Mars"),
        renewal("R5", "2026-07-14").renewed(100, 60).because("uplift").with(|r| r.secondary = vec![ReasonCode::read("budget").unwrap()]),
        renewal("R6", "2026-07-15").renewed(100, 100),
        renewal("R7", "2026-07-16").renewed(100, 100).because("onboarding"),
        renewal("P", "2026-06-15").churned(100).because("budget"),
    ]);
    let found = lens(&facts, &RoomDecisions::default(), Lens::ReasonCode);
    assert_eq!(keys(&found), ["other.moved-to-mars", "pricing.budget", "pricing.uplift", "uncoded", found[4].key.as_str()]);
    assert_eq!((found[4].label.as_str(), found[4].churned), ("Onboarding", 0), "nothing was lost by it");
    assert_eq!(found[0].label, "Moved to mars");
    let budget = bucket(&found, "pricing.budget");
    assert_eq!((budget.count, budget.churned, budget.secondary, budget.previous_count), (2, 2, 1, 1));
    assert_eq!((budget.group.as_deref(), budget.lost_arr), (Some("Pricing"), Some(Money::units(200))));
    assert_eq!(bucket(&found, "pricing.uplift").lost_arr, Some(Money::units(40)), "contraction is lost ARR, not churn");
    assert_eq!(bucket(&found, UNCODED).renewals.len(), 1);
    assert_eq!(budget.renewal_rate, None, "two decided renewals give no rate");
}

#[test]
fn moving_a_renewal_moves_its_arr() {
    let facts = facts(vec![renewal("R1", "2026-07-10").churned(500)]);
    let recoded = [(facts.renewals[0].id.clone(), ReasonCode::read("roi"))].into();
    assert_eq!(keys(&lens(&facts, &RoomDecisions::recoding(&recoded), Lens::ReasonCode)), ["value.no-roi"]);
}

#[test]
fn plays_overlap_and_renewals_without_any_have_their_bucket() {
    let facts = facts(vec![
        renewal("R1", "2026-07-10").renewed(1, 1).play("Exec call", Risk::High).play("Training", Risk::High),
        renewal("R2", "2026-07-11").renewed(1, 1).play("Training", Risk::Low).play("Training", Risk::Low),
        renewal("R3", "2026-07-12").churned(1),
    ]);
    let found = lens(&facts, &RoomDecisions::default(), Lens::Play);
    assert_eq!(found.iter().map(|b| (b.label.as_str(), b.count)).collect::<Vec<_>>(), [("Training", 2), ("Exec call", 1), ("No play", 1)]);
}

#[test]
fn what_began_after_the_outcome_is_not_what_it_went_with() {
    use crate::analysis::testing::day;
    let after = |id: &str| {
        let lost = renewal(id, "2026-07-30").churned(1).closed("2026-07-10").play("Rescue", Risk::High);
        lost.with(|r| {
            r.plays[0].on = day("2026-07-11");
            r.exec = ExecInvolvement::Late;
            r.signals.exec_first = Some(day("2026-08-20"));
            r.signals.exec_role = Some("cfo".into());
        })
    };
    let open = renewal("open", "2026-07-30").open(1).play("Rescue", Risk::High).with(|r| r.plays[0].on = day("2026-08-05"));
    let facts = facts(vec![after("R1"), after("R2"), open]);
    let plays = lens(&facts, &RoomDecisions::default(), Lens::Play);
    assert_eq!(
        plays.iter().map(|b| (b.label.as_str(), b.count)).collect::<Vec<_>>(),
        [("Rescue", 1), ("No play", 2)],
        "the open one has it"
    );
    assert_eq!(keys(&lens(&facts, &RoomDecisions::default(), Lens::ExecInvolvement)), ["none", "unknown"], "called when it was over");
}

#[test]
fn the_uplift_is_that_of_the_contract_for_who_renewed_and_who_left() {
    let priced =
        |r: Renewal, contract, applied| r.with(|r| (r.pricing.uplift_contract, r.pricing.uplift_applied) = (contract, Some(applied)));
    let facts = facts(vec![
        priced(renewal("R1", "2026-07-10").renewed(1, 1), Some(800), 300),
        priced(renewal("R2", "2026-07-10").churned(1), Some(800), 0),
        priced(renewal("R3", "2026-07-10").renewed(1, 1), None, 300),
    ]);
    let found = lens(&facts, &RoomDecisions::default(), Lens::Pricing);
    assert_eq!((bucket(&found, "uplift.over-7").count, bucket(&found, "uplift.unknown").count), (2, 1));
}

#[test]
fn a_buckets_renewal_rate_is_the_renewal_rate_of_everything() {
    use crate::analysis::metrics::available_to_renew;
    let renewed = (0..9).map(|n| renewal(&format!("R{n}"), "2026-07-10").renewed(1, 1));
    let open = [renewal("past due", "2026-08-01").open(1), renewal("not yet due", "2026-09-29").open(1)];
    let mut facts = facts(renewed.chain(open).chain([renewal("lost", "2026-07-10").churned(1)]).collect());
    facts.scope.as_of = crate::analysis::testing::day("2026-09-15");
    let rate = available_to_renew(&facts, &RoomDecisions::default()).metrics[&MetricKey::RenewalRateCount].value;
    let found = lens(&facts, &RoomDecisions::default(), Lens::Play);
    assert_eq!((found[0].count, found[0].rated, found[0].renewal_rate), (12, 11, rate), "one bucket holds all: {found:?}");
    assert_eq!(rate, Some(9.0 / 11.0), "what is past due and open has not renewed");
}

#[test]
fn who_shrank_is_counted_beside_who_left() {
    let lost = renewal("R1", "2026-07-10").churned(1).because("budget");
    let shrank = renewal("R2", "2026-07-10").renewed(10, 5).because("budget");
    let found = lens(&facts(vec![lost, shrank]), &RoomDecisions::default(), Lens::ReasonCode);
    assert_eq!((found[0].count, found[0].churned, found[0].contracted), (2, 1, 1));
}

#[test]
fn reasons_have_no_renewal_rate_and_say_why() {
    let lost = (0..10).map(|n| renewal(&format!("R{n}"), "2026-07-10").churned(1).because("budget"));
    let found = lens(&facts(lost.collect()), &RoomDecisions::default(), Lens::ReasonCode);
    assert_eq!((found[0].count, found[0].renewal_rate, found[0].low, found[0].high, found[0].previous_rate), (10, None, None, None, None));
    assert!(found[0].why.as_ref().unwrap().contains("reasons are given of losses"));
}

#[test]
fn of_what_is_not_recorded_no_rate_is_told() {
    let lost = |n: u64| renewal(&format!("R{n}"), "2026-07-10").churned(1).with(|r| r.exec = ExecInvolvement::Unknown);
    let mut facts = facts((0..10).map(lost).collect());
    facts.coverage.plays = false;
    for which in [Lens::Play, Lens::ExecInvolvement, Lens::Pricing] {
        for bucket in lens(&facts, &RoomDecisions::default(), which) {
            assert_eq!((bucket.label.as_str(), bucket.count), ("Not recorded", 10), "{which:?}");
            assert_eq!((bucket.renewal_rate, bucket.low, bucket.high), (None, None, None), "{which:?}");
        }
    }
    facts.coverage.plays = true;
    let found = lens(&facts, &RoomDecisions::default(), Lens::Play);
    assert_eq!((found[0].label.as_str(), found[0].renewal_rate), ("No play", Some(0.0)), "that none was run is known");
}

#[test]
fn executive_involvement_asks_when_and_who() {
    let facts = facts(vec![
        renewal("R1", "2026-07-10").renewed(1, 1).with(|r| {
            r.exec = ExecInvolvement::Early;
            r.signals.exec_role = Some("cfo".into());
        }),
        renewal("R2", "2026-07-11").churned(1).with(|r| r.exec = ExecInvolvement::None),
    ]);
    let found = lens(&facts, &RoomDecisions::default(), Lens::ExecInvolvement);
    assert_eq!(keys(&found), ["none", "early", "role.cfo"]);
    assert_eq!(bucket(&found, "role.cfo").group.as_deref(), Some("Who engaged"));
}

#[test]
fn prices_fall_into_bands_each_question_once() {
    let priced = |list, net, uplift| Pricing {
        list: Some(Money::units(list)),
        net: Some(Money::units(net)),
        uplift_applied: Some(uplift),
        uplift_contract: Some(uplift),
        ..Pricing::default()
    };
    let facts = facts(vec![
        renewal("R1", "2026-07-10").renewed(1, 1).with(|r| r.pricing = priced(100, 85, 700)),
        renewal("R2", "2026-07-11").renewed(1, 1).with(|r| r.pricing = priced(100, 100, 701)),
        renewal("R3", "2026-07-12").renewed(1, 1),
    ]);
    let found = lens(&facts, &RoomDecisions::default(), Lens::Pricing);
    let expected = [
        "discount.none",
        "discount.10-to-20",
        "discount.unknown",
        "uplift.5-to-7",
        "uplift.over-7",
        "uplift.unknown",
        "list-net.at",
        "list-net.below",
        "list-net.unknown",
    ];
    assert_eq!(keys(&found), expected);
}

#[test]
fn rates_carry_their_interval() {
    let renewals = (0..10).map(|i| {
        let renewal = renewal(&format!("R{i}"), "2026-07-10");
        if i == 0 { renewal.churned(1) } else { renewal.renewed(1, 1) }
    });
    let found = lens(&facts(renewals.collect()), &RoomDecisions::default(), Lens::Play);
    let (rate, low, high) = (found[0].renewal_rate.unwrap(), found[0].low.unwrap(), found[0].high.unwrap());
    assert_eq!(rate, 0.9);
    assert!((low - (1.0 - 0.404_150)).abs() < 1e-6 && (high - (1.0 - 0.017_876)).abs() < 1e-6);
}

#[test]
fn the_heat_map_holds_every_renewal_of_its_rows_once() {
    let facts = facts(vec![
        renewal("R1", "2026-07-10").churned(500).because("budget").with(|r| r.geo = "APAC".into()),
        renewal("R2", "2026-07-11").churned(100).because("budget"),
        renewal("R3", "2026-07-12").churned(100),
    ]);
    let HeatMap { rows, columns, cells } = heat_map(&facts, &RoomDecisions::default(), Lens::ReasonCode, Dimension::Geo);
    assert_eq!(rows.iter().map(|r| r.0.as_str()).collect::<Vec<_>>(), ["pricing.budget", "uncoded"]);
    assert_eq!(columns.iter().map(|c| &**c).collect::<Vec<_>>(), ["APAC", "EMEA"]);
    let counts: Vec<Vec<u64>> = cells.iter().map(|row| row.iter().map(|cell| cell.count).collect()).collect();
    assert_eq!(counts, [[1, 1], [0, 1]]);
    assert_eq!(cells[0][0].lost_arr, Some(Money::units(500)));
}

#[test]
fn leaving_churn_out_narrows_the_buckets() {
    let mut facts = facts(vec![renewal("R1", "2026-07-10").churned(5).because("budget"), renewal("R2", "2026-07-11").renewed(5, 5)]);
    facts.scope.include_churn = false;
    assert!(lens(&facts, &RoomDecisions::default(), Lens::ReasonCode).is_empty());
    assert_eq!(lens(&facts, &RoomDecisions::default(), Lens::Play)[0].count, 1);
}

#[test]
fn competitors_are_ranked_by_what_they_took() {
    let named = |r: Renewal, name: &str| r.with(|r| r.competitor = Some(name.into()));
    let facts = facts(vec![
        named(renewal("R1", "2026-07-10").churned(5), "Small"),
        named(renewal("R2", "2026-07-11").churned(50), "Large"),
        renewal("R3", "2026-07-12").churned(50),
    ]);
    assert_eq!(keys(&competitors(&facts)), ["Large", "Small"]);
}
