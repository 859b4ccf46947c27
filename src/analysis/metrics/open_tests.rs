//! What is not decided: not yet due, past due, of unknown amount, of no price.

use super::*;
use crate::analysis::findings::Quantity;
use crate::analysis::testing::{Build, day, facts, renewal};
use crate::domain::headline::Headline;
use crate::domain::money::Money;
use crate::domain::renewal::Outcome;

/// The data end on 2026-09-15. Known: 300 of 400 kept, 100 past due and open; 400 are not yet due.
fn unfinished() -> Facts {
    let mut facts = facts(vec![
        renewal("R1", "2026-07-10").renewed(300, 330).closed("2026-07-10"),
        renewal("R2", "2026-08-10").open(100),
        renewal("R3", "2026-09-15").open(250),
        renewal("R4", "2026-09-20").open(150),
        renewal("P1", "2026-05-10").renewed(100, 90),
    ]);
    facts.scope.known_until = Some(day("2026-09-15"));
    facts
}

fn metric(facts: &Facts, key: MetricKey) -> Metric {
    available_to_renew(facts, &RoomDecisions::default()).metrics[&key].clone()
}

fn close(found: Option<[f64; 2]>, expected: [f64; 2]) {
    let found = found.expect("a range");
    assert!(found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-12), "{found:?} is not {expected:?}");
}

#[test]
fn what_is_not_yet_due_is_counted_and_in_no_rate() {
    let facts = unfinished();
    let compared = available_to_renew(&facts, &RoomDecisions::default());
    let counts = compared.counts;
    assert_eq!((counts.due, counts.renewed, counts.open, counts.not_yet_due), (4, 1, 3, 2));
    let value = |key| compared.metrics[&key].value.unwrap();
    assert_eq!(value(MetricKey::Grr), 0.75, "300 of 400; the past due one counts as not renewed");
    assert_eq!(value(MetricKey::Nrr), 0.825);
    assert_eq!(value(MetricKey::RenewalRateArr), 0.75);
    for key in [MetricKey::RenewalRateCount, MetricKey::LogoRetention, MetricKey::OnTimeRate] {
        assert_eq!(value(key), 0.5, "{key:?}: one of two");
    }
    let grr = &compared.metrics[&MetricKey::Grr];
    assert_eq!(grr.denominator, Some(Quantity::Money(Money::units(400))));
    assert!(grr.why.as_ref().unwrap().contains("2 not yet due, in no rate"));
}

#[test]
fn an_answer_to_a_question_comes_to_the_rates_that_the_retro_then_shows() {
    let with = |known: usize, unknown: usize| {
        let mut facts = unfinished();
        let known = (0..known).map(|n| renewal(&format!("K{n}"), "2026-07-20").renewed(100, 120));
        let unknown = (0..unknown).map(|n| renewal(&format!("U{n}"), "2026-07-21").closed("2026-07-21")).map(|mut renewal| {
            renewal.outcome = Outcome::Churned;
            renewal
        });
        facts.renewals.extend(known.chain(unknown).map(std::sync::Arc::new));
        facts
    };
    for (facts, is_known) in [(with(0, 0), true), (with(30, 1), true), (with(3, 2), false)] {
        let due = facts.renewals.iter().map(|renewal| &**renewal).filter(|renewal| facts.scope.window.contains(renewal.due));
        let headline = Headline::of(due, facts.scope.known_by());
        assert_eq!(headline.grr.is_some(), is_known);
        assert_eq!((headline.grr, headline.nrr), (metric(&facts, MetricKey::Grr).value, metric(&facts, MetricKey::Nrr).value));
    }
}

#[test]
fn while_much_is_open_a_rate_stands_with_its_range_and_no_change_is_told() {
    let facts = unfinished();
    let grr = metric(&facts, MetricKey::Grr);
    close(grr.range, [300.0 / 800.0, 1.0]);
    assert_eq!((grr.previous, grr.change()), (Some(0.9), None));
    close(metric(&facts, MetricKey::Nrr).range, [330.0 / 800.0, 830.0 / 800.0]);
    close(metric(&facts, MetricKey::RenewalRateCount).range, [0.25, 1.0]);
    close(metric(&facts, MetricKey::LogoRetention).range, [0.25, 1.0]);
    close(metric(&facts, MetricKey::OnTimeRate).range, [0.25, 0.75]);
}

#[test]
fn what_could_not_move_a_rate_by_two_points_is_no_range() {
    // One of 100 open: the rate is 0.99 and could be 1.
    let mut renewals: Vec<Renewal> = (0..99).map(|n| renewal(&format!("R{n}"), "2026-07-10").renewed(100, 100)).collect();
    renewals.push(renewal("open", "2026-09-01").open(100));
    renewals.push(renewal("P1", "2026-05-10").renewed(100, 90));
    let mut facts = facts(renewals);
    let grr = metric(&facts, MetricKey::Grr);
    assert_eq!((grr.range, grr.change()), (None, Some((0.9, 0.99))));
    facts.renewals.push(std::sync::Arc::new(renewal("large", "2026-09-02").open(5_000)));
    assert!(metric(&facts, MetricKey::Grr).range.is_some(), "a large one could");
    assert_eq!(metric(&facts, MetricKey::RenewalRateCount).range, None, "by count it is one of 101");
}

#[test]
fn the_window_before_may_be_the_one_that_is_open() {
    let facts = facts(vec![
        renewal("R1", "2026-07-10").renewed(100, 90),
        renewal("P1", "2026-05-10").renewed(100, 100),
        renewal("P2", "2026-05-11").open(100),
    ]);
    let grr = metric(&facts, MetricKey::Grr);
    assert_eq!((grr.range, grr.previous), (None, Some(0.5)));
    assert_eq!(grr.change(), None);
}

#[test]
fn a_window_of_which_nothing_is_due_yet_has_no_rates() {
    let mut facts = facts(vec![renewal("R1", "2026-09-10").open(300), renewal("R2", "2026-09-11").open(300)]);
    facts.scope.known_until = Some(day("2026-09-01"));
    for key in [MetricKey::Grr, MetricKey::LogoRetention, MetricKey::RenewalRateCount] {
        let metric = metric(&facts, key);
        assert_eq!((metric.value, metric.computable), (None, false), "{key:?}");
        assert_eq!(metric.why.as_deref(), Some("none of the 2 renewals of this window is due yet"));
    }
}

#[test]
fn a_zero_that_is_known_is_a_price() {
    // As data/cases/59: two pilots lost, one kept, one that became paid; 100 of 150 kept, 124 after.
    let facts = facts(vec![
        renewal("R1", "2026-09-30").renewed(100, 100),
        renewal("R2", "2026-08-12").churned(0),
        renewal("R3", "2026-07-22").churned(0),
        renewal("R4", "2026-07-12").renewed(0, 0),
        renewal("R5", "2026-07-12").renewed(0, 24),
        renewal("R6", "2026-07-12").churned(50),
    ]);
    let value = |key| metric(&facts, key).value.unwrap();
    assert_eq!((value(MetricKey::Grr), value(MetricKey::Nrr)), (100.0 / 150.0, 124.0 / 150.0));
    assert_eq!(metric(&facts, MetricKey::LogoRetention).denominator, Some(Quantity::Count(2)), "pilots are not among the logos");
    assert_eq!(value(MetricKey::LogoRetention), 0.5);
    assert_eq!(value(MetricKey::RenewalRateCount), 0.5, "by count it is over all six events");
}

#[test]
fn up_to_a_twentieth_of_unknown_arr_is_left_out_and_its_bounds_are_told() {
    let mut renewals: Vec<Renewal> = (0..38).map(|n| renewal(&format!("R{n}"), "2026-07-10").renewed(100, 100)).collect();
    renewals.push(renewal("lost", "2026-07-10").churned(200));
    let unknown =
        |id: &str, lost: bool| if lost { renewal(id, "2026-08-01").churned(0) } else { renewal(id, "2026-08-01").renewed(0, 100) };
    let unknown = |id: &str, lost| unknown(id, lost).with(|r| r.before = None);
    renewals.push(unknown("U1", true));
    renewals.push(unknown("U2", false));
    let grr = metric(&facts(renewals.clone()), MetricKey::Grr);
    assert_eq!(grr.value, Some(0.95), "3800 of 4000");
    // The mean is 102.56; two of them make 4205.12. At least 3800 of that was kept, at most 3902.56.
    assert!(
        grr.why
            .unwrap()
            .contains("2 are left out, since their ARR is not known; at the mean ARR of the others the rate would be 90.4 to 92.8 %")
    );
    renewals.push(unknown("U3", true));
    assert!(!metric(&facts(renewals), MetricKey::Grr).computable, "three of 42 are more than 5 %");
}

#[test]
fn without_dues_retention_says_why_and_what_was_lost_is_still_counted() {
    let mut facts = facts(vec![renewal("R1", "2026-07-10").churned(100).closed("2026-07-10")]);
    facts.no_dues = Some("no contract end is known".into());
    let compared = available_to_renew(&facts, &RoomDecisions::default());
    for key in [MetricKey::Grr, MetricKey::Nrr, MetricKey::LogoRetention, MetricKey::RenewalRateCount, MetricKey::OnTimeRate] {
        let metric = &compared.metrics[&key];
        assert_eq!((metric.value, metric.computable, metric.why.as_deref()), (None, false, Some("no contract end is known")), "{key:?}");
    }
    assert_eq!(compared.counts.churned, 1);
}

#[test]
fn a_play_that_began_after_the_outcome_saved_nobody() {
    use crate::domain::renewal::Risk;
    let play = |r: Renewal, on: &str| r.play("Call", Risk::High).with(|r| r.plays[0].on = day(on));
    let facts = facts(vec![
        play(renewal("before", "2026-07-20").renewed(1, 1).closed("2026-07-10"), "2026-07-01"),
        play(renewal("after", "2026-07-20").renewed(1, 1).closed("2026-07-10"), "2026-07-12"),
        play(renewal("lost", "2026-07-20").churned(1), "2026-07-19"),
        play(renewal("lost before", "2026-07-20").churned(1), "2026-07-21"),
    ]);
    let saves = metric(&facts, MetricKey::SaveRate);
    assert_eq!((saves.numerator, saves.denominator), (Some(Quantity::Count(1)), Some(Quantity::Count(2))));
}
