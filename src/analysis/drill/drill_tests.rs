use proptest::prelude::*;

use super::*;
use crate::analysis::findings::Metric;
use crate::analysis::metrics::{available_to_renew, due_in, trailing_year};
use crate::analysis::risk_set::RiskSet;
use crate::analysis::testing::{Build, day, facts, renewal};
use crate::analysis::{bridge, forecast as forecasting, plays, pricing as prices};
use crate::domain::facts::{Cohort, CohortMember};
use crate::domain::renewal::{Forecast, Pricing, Risk};

/// Five renewals with everything that a metric looks at.
fn window() -> Facts {
    let price = |list, net, uplift| Pricing {
        list: Some(Money::units(list)),
        net: Some(Money::units(net)),
        uplift_applied: Some(uplift),
        uplift_contract: Some(700),
        seats_before: Some(10),
        seats_after: Some(9),
    };
    let expected = |amount: i64, probability| {
        Some(Forecast { amount: Some(Money::units(amount)), category: None, probability: Some(probability), on: None })
    };
    facts(vec![
        renewal("R1", "2026-07-10").renewed(100, 110).closed("2026-07-08").play("Exec call", Risk::High).with(|r| {
            r.pricing = price(120, 110, 500);
            r.forecast = expected(100, 0.6);
        }),
        renewal("R2", "2026-08-10").renewed(200, 150).closed("2026-08-20").with(|r| {
            r.pricing = price(200, 180, 300);
            r.forecast = expected(210, 0.8);
        }),
        renewal("R3", "2026-09-10").churned(300).because("budget").closed("2026-09-10").play("Exec call", Risk::High),
        renewal("R4", "2026-09-12").churned(50).closed("2026-09-15").with(|r| r.forecast = expected(50, 1.0)),
        renewal("R5", "2026-09-20").open(400).with(|r| r.forecast = expected(400, 0.9)),
    ])
}

fn sum(parts: impl Iterator<Item = Option<Quantity>>) -> Option<Quantity> {
    parts.flatten().reduce(|a, b| match (a, b) {
        (Quantity::Money(a), Quantity::Money(b)) => Quantity::Money(a + b),
        (Quantity::Count(a), Quantity::Count(b)) => Quantity::Count(a + b),
        (Quantity::Number(a), Quantity::Number(b)) => Quantity::Number(a + b),
        (a, b) => panic!("{a:?} and {b:?} cannot be summed"),
    })
}

/// Equal, floats up to the order of summing.
fn agree(key: MetricKey, found: Option<Quantity>, figure: Option<Quantity>) {
    match (found, figure) {
        (Some(Quantity::Number(a)), Some(Quantity::Number(b))) => assert!((a - b).abs() < 1e-9, "{key:?}: {a} {b}"),
        (found, figure) => assert_eq!(found, figure, "{key:?}"),
    }
}

/// The parts of every metric that can be computed sum to its numerator and its denominator.
fn parts_sum_to_the_metrics(facts: &Facts) {
    let metrics = available_to_renew(facts, &RoomDecisions::default()).metrics;
    for (key, metric) in metrics.iter().filter(|(_, m): &(&MetricKey, &Metric)| m.computable) {
        let found = behind(facts, &RoomDecisions::default(), *key, &facts.scope.window);
        if metric.numerator.is_some() {
            agree(*key, sum(found.iter().map(|b| b.part)), metric.numerator);
        }
        agree(*key, sum(found.iter().map(|b| b.whole)), metric.denominator);
    }
}

#[test]
fn the_parts_of_every_metric_sum_to_it() {
    let facts = window();
    let metrics = available_to_renew(&facts, &RoomDecisions::default()).metrics;
    assert!(metrics.values().all(|m| m.computable), "the facts hold something for every metric");
    parts_sum_to_the_metrics(&facts);
}

#[test]
fn days_late_open_to_each_ones_days() {
    let facts = window();
    let days: Vec<_> =
        behind(&facts, &RoomDecisions::default(), MetricKey::DaysLateMedian, &facts.scope.window).iter().map(|b| b.part).collect();
    assert_eq!(days, [-2.0, 10.0, 0.0, 3.0].map(|d| Some(Quantity::Number(d))));
}

#[test]
fn every_step_of_the_bridge_is_made_of_its_renewals() {
    let facts = window();
    let bridge = bridge::bridge(&facts);
    for wanted in Step::ALL {
        let parts = step(&facts, wanted);
        assert_eq!(parts.iter().map(|(_, amount)| *amount).sum::<Money>(), wanted.of(&bridge), "{wanted:?}");
    }
    let churned: Vec<&str> = step(&facts, Step::Churn).iter().map(|(r, _)| &*r.id.0).collect();
    assert_eq!(churned, ["R3", "R4"]);
}

#[test]
fn tiers_hold_as_many_as_they_say() {
    let facts = window();
    let review = forecasting::review(&facts);
    for rate in &review.base_rates {
        assert_eq!(in_tier(&facts, rate.risk).len() as u64, rate.n, "{rate:?}");
    }
    let all = &review.rows[0];
    assert_eq!(facts.renewals.iter().filter_map(|renewal| off(renewal)).sum::<Money>(), all.forecast - all.actual);
}

#[test]
fn the_tables_of_a_play_are_made_of_their_renewals() {
    let facts = window();
    let found = plays::plays(&RiskSet::unread(&facts));
    assert!(!found.is_empty());
    for stratum in found.iter().flat_map(|play| play.strata.iter().map(move |stratum| (play, stratum))) {
        let (play, stratum) = stratum;
        let members = in_stratum(&facts, play, stratum.risk);
        let cell = |had: bool, kept: bool| members.iter().filter(|m| m.had == had && m.is_kept == kept).count() as u64;
        assert_eq!([cell(true, true), cell(true, false), cell(false, true), cell(false, false)], stratum.table, "{stratum:?}");
    }
}

#[test]
fn figures_of_price_are_made_of_their_renewals() {
    let facts = window();
    let review = prices::review(&facts);
    let total = |parts: Vec<(&Renewal, Money)>| Some(parts.into_iter().map(|(_, amount)| amount).sum::<Money>());
    assert_eq!(total(uplifted(&facts)), review.uplift_applied);
    assert_eq!(total(by_price(&facts)), review.price_effect);
    assert_eq!(total(by_seats(&facts)), review.seat_effect);
    assert_eq!(total(discounted(&facts)), Some(Money::units(30)));
}

/// The parts over the twelve months sum to the figures of the cohort.
fn parts_sum_to_the_year(facts: &Facts) {
    for (key, metric) in trailing_year(facts, &RoomDecisions::default()).iter().filter(|(_, m)| m.computable) {
        let (found, unlisted) = in_year(facts, &RoomDecisions::default(), *key, facts.scope.window.to);
        if metric.numerator.is_some() {
            agree(*key, sum(found.iter().map(|b| b.part).chain([unlisted.part])), metric.numerator);
        }
        if unlisted.accounts == 0 {
            agree(*key, sum(found.iter().map(|b| b.whole)), metric.denominator);
        }
    }
}

/// The parts in a window give the value that a metric is compared with.
fn parts_give_the_comparisons(facts: &Facts) {
    let (previous, year_ago) = facts.scope.comparisons();
    for (key, metric) in &available_to_renew(facts, &RoomDecisions::default()).metrics {
        for (window, value) in [(&previous, metric.previous), (&year_ago, metric.year_ago)] {
            let there = due_in(facts, &RoomDecisions::default(), *key, window);
            let is_left_out = || metric.why.as_ref().is_none_or(|why| why.contains("nothing is compared with"));
            assert!(there.value == value || (value.is_none() && is_left_out()), "{key:?} in {}", window.label);
            let found = behind(facts, &RoomDecisions::default(), *key, window);
            if there.computable && there.numerator.is_some() {
                agree(*key, sum(found.iter().map(|b| b.part)), there.numerator);
                agree(*key, sum(found.iter().map(|b| b.whole)), there.denominator);
            }
        }
    }
}

#[test]
fn an_account_of_the_year_adds_once_whatever_its_renewals() {
    let of = |account: &'static str| move |r: &mut Renewal| r.account_id = account.into();
    let mut facts = facts(vec![
        renewal("R1", "2025-11-10").renewed(100, 80).with(of("A")),
        renewal("R2", "2026-05-10").renewed(80, 120).with(of("A")),
        renewal("R3", "2025-08-30").renewed(50, 50).with(of("B")),
        renewal("R4", "2026-08-30").churned(900).with(of("C")),
    ]);
    let parts = |facts: &Facts| {
        let (found, unlisted) = in_year(facts, &RoomDecisions::default(), MetricKey::Grr, facts.scope.window.to);
        let found: Vec<(String, Option<Quantity>)> = found.iter().map(|b| (b.renewal.id.to_string(), b.part)).collect();
        (found, unlisted)
    };
    let units = |n| Some(Quantity::Money(Money::units(n)));
    let (found, unlisted) = parts(&facts);
    assert_eq!(found, [("R1".into(), None), ("R2".into(), units(100)), ("R4".into(), units(0))]);
    assert_eq!(unlisted, Unlisted::default());
    parts_sum_to_the_year(&facts);
    let member = |account: &str, then, now| CohortMember {
        account_id: account.into(),
        segment: "enterprise".into(),
        then: Some(Money::units(then)),
        now: Some(Money::units(now)),
    };
    facts.cohorts = vec![Cohort { end: day("2026-09-30"), members: vec![member("A", 90, 120), member("B", 50, 40), member("D", 10, 5)] }];
    let (found, unlisted) = parts(&facts);
    assert_eq!(
        found,
        [("R3".into(), units(40)), ("R1".into(), None), ("R2".into(), units(90))],
        "the older one stands for B; C is no member"
    );
    assert_eq!(unlisted, Unlisted { accounts: 1, part: units(5) });
    parts_sum_to_the_year(&facts);
}

/// ARR before and after, outcome, uplift, days late.
type Event = (Option<i64>, Option<i64>, u8, i32, i64);

/// ARR before and after, outcome, days before the window's end.
type Dated = (i64, i64, u8, u64);

proptest! {
    #[test]
    fn parts_sum_to_metrics_and_bridge_whatever_the_renewals(
        events in prop::collection::vec((prop::option::of(0_i64..9_000), prop::option::of(0_i64..9_000), 0_u8..3, -500_i32..900, -5_i64..9), 1..25),
    ) {
        let one = |(i, (before, after, outcome, uplift, late)): (usize, Event)| {
            renewal(&format!("R{i}"), "2026-08-01").with(|r| {
                r.outcome = [Outcome::Renewed, Outcome::Churned, Outcome::Open][usize::from(outcome)];
                r.before = before.map(Money::minor);
                r.after = after.filter(|_| r.is_renewed()).map(Money::minor);
                r.closed = (late % 3 != 0).then(|| day("2026-08-01") + chrono::Days::new(late.unsigned_abs()));
                r.pricing.uplift_applied = Some(uplift);
            })
        };
        let facts = facts(events.into_iter().enumerate().map(one).collect());
        parts_sum_to_the_metrics(&facts);
        let bridge = bridge::bridge(&facts);
        if bridge.computable {
            for wanted in Step::ALL {
                let parts = step(&facts, wanted).into_iter().map(|(_, amount)| amount).sum::<Money>();
                prop_assert_eq!(parts, wanted.of(&bridge));
            }
        }
    }

    #[test]
    fn other_windows_and_the_year_sum_to_what_is_shown_of_them(
        events in prop::collection::vec(((0_i64..9_000, 0_i64..9_000, 0_u8..3, 0_u64..800), 0_u8..9), 1..40),
        include_churn in any::<bool>(),
        with_cohort in any::<bool>(),
    ) {
        let one = |(i, ((before, after, outcome, days), account)): (usize, (Dated, u8))| {
            renewal(&format!("R{i}"), "2026-09-30").with(|r| {
                r.due = day("2026-09-30") - chrono::Days::new(days);
                r.account_id = format!("A{account}").as_str().into();
                r.outcome = [Outcome::Renewed, Outcome::Churned, Outcome::Open][usize::from(outcome)];
                r.before = Some(Money::minor(before));
                r.after = Some(Money::minor(after)).filter(|_| r.is_renewed());
                r.closed = Some(r.due);
            })
        };
        let mut facts = facts(events.iter().copied().enumerate().map(one).collect());
        facts.scope.include_churn = include_churn;
        if with_cohort {
            let member = |(account, (then, now)): (usize, (i64, i64))| CohortMember {
                account_id: format!("A{account}").as_str().into(),
                segment: "enterprise".into(),
                then: Some(Money::minor(then + 1)),
                now: Some(Money::minor(now)),
            };
            let amounts = events.iter().map(|((before, after, ..), _)| (*before, *after));
            facts.cohorts = vec![Cohort { end: facts.scope.window.to, members: amounts.take(12).enumerate().map(member).collect() }];
        }
        parts_give_the_comparisons(&facts);
        parts_sum_to_the_year(&facts);
    }
}
