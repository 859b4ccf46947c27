use std::sync::Arc;

use super::*;
use crate::analysis::findings::{Metric, Quantity};
use crate::analysis::testing::{Build, facts, renewal};
use crate::domain::money::Money;
use crate::domain::reason::ReasonCode;
use crate::domain::renewal::{Forecast, Pricing, Renewal, Risk};
use crate::domain::scope::Dimension;

/// Worked by hand. ARR before: 100 + 200 + 300 + 400 = 1000. Kept: 100 (of 110) + 150 + 0 + 0 = 250.
/// After: 110 + 150 + 0 = 260.
fn quarter() -> Vec<Renewal> {
    vec![
        renewal("R1", "2026-07-10").renewed(100, 110).closed("2026-07-08"),
        renewal("R2", "2026-08-10").renewed(200, 150).closed("2026-08-20"),
        renewal("R3", "2026-09-10").churned(300).because("pricing.budget").closed("2026-09-10"),
        renewal("R4", "2026-09-20").open(400),
    ]
}

fn metric(renewals: Vec<Renewal>, key: MetricKey) -> Metric {
    available_to_renew(&facts(renewals), &RoomDecisions::default()).metrics[&key].clone()
}

fn value(renewals: Vec<Renewal>, key: MetricKey) -> f64 {
    metric(renewals, key).value.unwrap()
}

#[test]
fn retention_by_hand() {
    assert_eq!(value(quarter(), MetricKey::Grr), 0.25);
    assert_eq!(value(quarter(), MetricKey::Nrr), 0.26);
    assert_eq!(value(quarter(), MetricKey::LogoRetention), 0.5);
    assert_eq!(value(quarter(), MetricKey::RenewalRateArr), 0.3);
    let grr = metric(quarter(), MetricKey::Grr);
    assert_eq!((grr.numerator, grr.denominator), (Some(Quantity::Money(Money::units(250))), Some(Quantity::Money(Money::units(1000)))));
    assert!(grr.why.unwrap().contains("1 past due and open counts as not renewed"));
}

#[test]
fn time_by_hand() {
    assert_eq!(value(quarter(), MetricKey::OnTimeRate), 0.5, "two of four due closed by their due date");
    assert_eq!(value(quarter(), MetricKey::DaysLateMedian), 0.0, "of −2, 0 and 10 days");
    assert_eq!(value(quarter(), MetricKey::DaysLateP90), 8.0);
}

#[test]
fn expansion_never_hides_a_loss_in_grr() {
    let renewals = vec![renewal("R1", "2026-07-10").renewed(100, 500), renewal("R2", "2026-07-11").churned(100)];
    assert_eq!(value(renewals.clone(), MetricKey::Grr), 0.5);
    assert_eq!(value(renewals, MetricKey::Nrr), 2.5);
}

#[test]
fn churned_rows_without_arr_make_retention_by_arr_not_computable_and_say_how_to_mend_it() {
    let mut renewals = quarter();
    renewals[2].before = None;
    let grr = metric(renewals.clone(), MetricKey::Grr);
    assert_eq!((grr.value, grr.computable), (None, false));
    assert!(grr.why.unwrap().contains("the ARR before the loss of 1 churned renewal is not known"));
    assert_eq!(value(renewals, MetricKey::LogoRetention), 0.5, "by count it stands");
}

#[test]
fn leaving_churn_out_never_turns_a_rate_into_a_silent_hundred_percent() {
    let mut facts = facts(quarter());
    facts.scope.include_churn = false;
    let compared = available_to_renew(&facts, &RoomDecisions::default());
    let grr = &compared.metrics[&MetricKey::Grr];
    assert_eq!(grr.value, Some(250.0 / 700.0));
    assert!(grr.why.as_ref().unwrap().starts_with("over renewed accounts only"));
    for key in [MetricKey::LogoRetention, MetricKey::RenewalRateArr, MetricKey::RenewalRateCount] {
        let metric = &compared.metrics[&key];
        assert!(!metric.computable && metric.why.as_ref().unwrap().contains("over renewed accounts only"), "{key:?}");
    }
    assert_eq!(compared.counts.churned, 1, "what happened is still counted");
}

#[test]
fn comparisons_come_from_the_window_before_and_the_year_before() {
    let mut renewals = quarter();
    renewals.push(renewal("P1", "2026-05-05").renewed(100, 90));
    renewals.push(renewal("Y1", "2025-08-05").renewed(100, 80));
    let grr = metric(renewals, MetricKey::Grr);
    assert_eq!((grr.previous, grr.year_ago), (Some(0.9), Some(0.8)));
    assert_eq!(grr.change(), None, "400 of 1000 are still open, so nobody can say what changed");
}

#[test]
fn an_empty_window_has_no_rates() {
    let nrr = metric(vec![], MetricKey::Nrr);
    assert_eq!((nrr.value, nrr.computable), (None, false));
}

#[test]
fn forecast_figures_by_hand() {
    // F − A: 120 − 110 = 10, 190 − 150 = 40, 240 − 0 = 240; ΣA = 260.
    let forecast = |amount, probability| {
        Some(Forecast { amount: Some(Money::units(amount)), category: None, probability: Some(probability), on: None })
    };
    let mut renewals = quarter();
    for (renewal, (amount, probability)) in renewals.iter_mut().zip([(120, 1.0), (190, 0.9), (240, 0.8), (400, 0.9)]) {
        renewal.forecast = forecast(amount, probability);
    }
    assert_eq!(value(renewals.clone(), MetricKey::ForecastBias), 290.0 / 260.0);
    assert_eq!(value(renewals.clone(), MetricKey::Wape), 290.0 / 260.0);
    assert_eq!(value(renewals.clone(), MetricKey::ForecastAccuracy), -30.0 / 260.0);
    let brier = value(renewals, MetricKey::Brier);
    assert!((brier - (0.0 + 0.01 + 0.64) / 3.0).abs() < 1e-12, "the open one has no outcome yet");
}

#[test]
fn save_rate_looks_only_at_renewals_that_were_at_risk() {
    let renewals = vec![
        renewal("R1", "2026-07-10").renewed(1, 1).play("Exec call", Risk::High),
        renewal("R2", "2026-07-11").churned(1).play("Exec call", Risk::Medium),
        renewal("R3", "2026-07-12").renewed(1, 1).play("Exec call", Risk::Low),
        renewal("R4", "2026-07-13").renewed(1, 1).with(|r| r.signals.health[0] = Some(30.0)),
    ];
    assert_eq!(value(renewals, MetricKey::SaveRate), 0.5);
}

#[test]
fn discount_is_weighted_by_list_price() {
    let priced = |list, net| Pricing { list: Some(Money::units(list)), net: Some(Money::units(net)), ..Pricing::default() };
    let renewals = vec![
        renewal("R1", "2026-07-10").renewed(1, 1).with(|r| r.pricing = priced(100, 50)),
        renewal("R2", "2026-07-11").renewed(1, 1).with(|r| r.pricing = priced(900, 900)),
    ];
    assert_eq!(value(renewals, MetricKey::Discount), 0.05);
}

#[test]
fn coding_follows_what_the_room_says() {
    let facts = facts(vec![renewal("R1", "2026-07-10").churned(100).because("pricing.budget"), renewal("R2", "2026-07-11").churned(300)]);
    let coded = |room: &RoomDecisions<'_>| available_to_renew(&facts, room).metrics[&MetricKey::CodedShare].value.unwrap();
    assert_eq!(coded(&RoomDecisions::default()), 0.25);
    let recoded = [(facts.renewals[1].id.clone(), ReasonCode::read("roi")), (facts.renewals[0].id.clone(), None)].into();
    assert_eq!(coded(&RoomDecisions::recoding(&recoded)), 0.75);
}

#[test]
fn breakdowns_add_up_and_can_be_crossed() {
    let mut facts = facts(quarter());
    Arc::make_mut(&mut facts.renewals[0]).geo = "APAC".into();
    facts.scope.dimensions = vec![Dimension::Geo, Dimension::Product];
    let all = breakdown::asked_for(&Tallies::of(&facts, &RoomDecisions::default()));
    assert_eq!(all.len(), 3, "each by itself, then crossed");
    for breakdown in &all {
        assert_eq!(breakdown.groups.iter().map(|g| g.counts.due).sum::<u64>(), 4);
        assert_eq!(breakdown.groups.iter().filter_map(|g| g.arr).sum::<Money>(), Money::units(1000));
    }
    let apac = all[0].groups.iter().find(|g| &*g.values[0] == "APAC").unwrap();
    assert_eq!(apac.metrics[&MetricKey::Nrr].value, Some(1.1));
    assert_eq!(apac.renewals, [facts.renewals[0].id.clone()]);
}
