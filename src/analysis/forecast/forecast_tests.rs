use super::*;
use crate::analysis::testing::{Build, day, facts, renewal};
use crate::domain::renewal::Forecast;

fn forecast(amount: i64, probability: f64, category: &str) -> Forecast {
    Forecast {
        amount: Some(Money::units(amount)),
        category: Some(category.into()),
        probability: Some(probability),
        on: Some(day("2026-07-01")),
    }
}

/// Forty growth accounts of 100, all forecast in full, of which twelve leave; twenty others forecast as they came.
fn hopeful() -> Vec<Renewal> {
    let growth = (0..40).map(|i| {
        let base = renewal(&format!("G{i:02}"), "2026-07-10").with(|r| r.segment = "growth".into());
        let base = if i < 12 { base.churned(100) } else { base.renewed(100, 100) };
        base.with(|r| r.forecast = Some(forecast(100, 0.95, "Commit")))
    });
    let others = (0..20).map(|i| {
        renewal(&format!("O{i:02}"), "2026-07-11").renewed(100, 100).with(|r| r.forecast = Some(forecast(99 + i % 3, 0.9, "Commit")))
    });
    growth.chain(others).collect()
}

#[test]
fn an_optimistic_segment_stands_out_with_an_interval_above_zero() {
    let review = review(&facts(hopeful()));
    let growth = review.rows.iter().find(|row| row.group == "segment: growth").unwrap();
    assert_eq!(growth.bias, Some(1200.0 / 2800.0));
    assert!(growth.low.unwrap() > 0.0 && growth.q.unwrap() < 0.05, "{growth:?}");
    assert_eq!(growth.renewals.len(), 40);
    let others = review.rows.iter().find(|row| row.group == "segment: enterprise").unwrap();
    assert!(others.q.unwrap() > 0.05);
    assert_eq!(review.rows[0].group, "all");
    assert_eq!(review.snapshot.as_deref(), Some("2026-07-01"));
}

#[test]
fn the_scores_of_the_probabilities_worked_out_by_hand() {
    let mut all = hopeful();
    // Before the window three of four renewed; what closed only within it was not known when it began.
    all.extend((0..20).map(|i| {
        let base = renewal(&format!("P{i:02}"), "2026-05-10");
        if i < 5 { base.churned(100) } else { base.renewed(100, 100) }
    }));
    all.push(renewal("late", "2026-06-20").churned(100).closed("2026-07-02"));
    let review = review(&facts(all));
    let brier = (28.0 * 0.05_f64.powi(2) + 12.0 * 0.95_f64.powi(2) + 20.0 * 0.1_f64.powi(2)) / 60.0;
    assert!((review.brier.unwrap() - brier).abs() < 1e-12);
    assert_eq!(review.known_rate, Some(0.75));
    let reference = (48.0 * 0.25_f64.powi(2) + 12.0 * 0.75_f64.powi(2)) / 60.0;
    assert!((review.brier_skill.unwrap() - (1.0 - brier / reference)).abs() < 1e-12);
    assert!(review.calibration_p.unwrap() < 0.001, "twelve lost where two and four were to be expected");
}

#[test]
fn without_a_year_before_there_is_no_skill() {
    let review = review(&facts(hopeful()));
    assert!(review.brier.is_some() && review.known_rate.is_none() && review.brier_skill.is_none());
}

#[test]
fn bins_are_about_as_large_and_hold_what_they_say() {
    let review = review(&facts(hopeful()));
    let found: Vec<_> = review.bins.iter().map(|bin| (bin.from, bin.to, bin.n, bin.observed)).collect();
    assert_eq!(found, [(0.9, 0.9, 20, 1.0), (0.95, 0.95, 40, 28.0 / 40.0)]);
    let wilson = wilson(28, 40).unwrap();
    assert!((review.bins[1].low.unwrap() - wilson.low).abs() < 1e-12 && (review.bins[1].high.unwrap() - wilson.high).abs() < 1e-12);
    assert!(review.bins.iter().all(|bin| bin.renewals.len() as u64 == bin.n));
}

#[test]
fn no_bin_holds_fewer_than_ten_accounts_and_one_account_is_one() {
    let spread = |n: usize, contracts: usize| {
        let made = move |i: usize| {
            let base = renewal(&format!("R{i:03}"), "2026-07-10").renewed(100, 100);
            let account = crate::domain::Name::from(format!("A{}", i / contracts));
            base.with(|r| (r.account_id, r.forecast) = (account, Some(forecast(100, 0.5 + i as f64 / 400.0, "Commit"))))
        };
        review(&facts((0..n * contracts).map(made).collect())).bins
    };
    for (accounts, contracts) in [(9, 1), (9, 20), (10, 1), (29, 1), (57, 1), (57, 3), (160, 1)] {
        let bins = spread(accounts, contracts);
        assert_eq!(bins.len(), (accounts / 10).min(5).max(bins.len().min(1)), "{accounts} × {contracts}");
        assert_eq!(bins.iter().map(|bin| bin.n).sum::<u64>() as usize, if accounts < 10 { 0 } else { accounts * contracts });
        for bin in bins {
            let n = bin
                .renewals
                .iter()
                .map(|id| id.0[1..].parse::<usize>().unwrap() / contracts)
                .collect::<std::collections::BTreeSet<_>>()
                .len();
            assert!(n >= 10, "{bin:?}");
            let one_each = wilson(n as u64, n as u64).unwrap();
            assert!(bin.low.unwrap() <= one_each.low + 1e-12, "as wide as its accounts have it: {bin:?}");
        }
    }
}

#[test]
fn a_window_of_which_nothing_is_decided_still_has_the_long_run() {
    let mut facts = facts(hopeful());
    facts.scope.window = facts.scope.window.before(facts.scope.fiscal());
    let before = review(&facts);
    assert!(before.long_run.is_empty(), "nothing was due by then");
    facts.scope.window = crate::domain::window::Window::quarter(2026, 4, facts.scope.fiscal());
    let after = review(&facts);
    assert!(after.rows.is_empty() && after.why.is_some());
    assert!(after.long_run.iter().any(|row| row.group == "segment: growth" && row.leans()), "{:?}", after.long_run);
}

#[test]
fn people_have_figures_and_no_verdict() {
    let review = review(&facts(hopeful()));
    let owner = review.rows.iter().find(|row| row.group == "owner: Mara").unwrap();
    assert_eq!((owner.n, owner.bias), (60, review.rows[0].bias));
    assert!(owner.p.is_none() && owner.q.is_none() && owner.low.is_some() && !owner.leans());
}

#[test]
fn a_group_of_which_nobody_knows_how_far_chance_goes_has_no_percentage() {
    let mut renewals = hopeful();
    for renewal in renewals.iter_mut().skip(20).take(8) {
        (renewal.cs_owner, renewal.segment) = ("Priya".into(), "scale".into());
    }
    let review = review(&facts(renewals));
    for group in ["owner: Priya", "segment: scale"] {
        let few = review.rows.iter().find(|row| row.group == group).unwrap();
        assert_eq!((few.n, few.bias, few.wape), (8, None, None), "{few:?}");
        assert_eq!(few.why.as_deref(), Some("too few to tell: forecasts of 8 accounts"));
    }
    let groups = || review.rows.iter().skip(1);
    assert!(groups().all(|row| row.bias.is_some() == row.low.is_some()), "a percentage stands with its interval");
}

#[test]
fn the_largest_misses_come_first() {
    let review = review(&facts(hopeful()));
    assert_eq!(review.misses[0], (RenewalId::new("G00"), Money::units(100), Money::ZERO));
    assert!(review.misses.iter().all(|(_, forecast, actual)| forecast != actual));
}

#[test]
fn base_rates_need_enough_cases() {
    let renewals = (0..6).map(|i| {
        renewal(&format!("R{i}"), "2026-07-10").renewed(1, 1).with(|r| r.signals.health[0] = Some(if i == 0 { 20.0 } else { 90.0 }))
    });
    let review = review(&facts(renewals.collect()));
    assert_eq!(review.base_rates[0].rate, Some(1.0));
    assert_eq!((review.base_rates[2].n, review.base_rates[2].rate), (1, None), "one case gives no rate");
    assert!(review.why.unwrap().contains("forecast_amount"));
}

#[test]
fn over_renewed_accounts_alone_no_forecast_is_said_to_lean() {
    let mut facts = facts(hopeful());
    facts.scope.include_churn = false;
    let review = review(&facts);
    assert!(review.rows.iter().all(|row| row.p.is_none() && row.q.is_none() && row.low.is_none()), "{:?}", review.rows);
    assert!(review.long_run.is_empty() && review.bins.is_empty() && review.brier.is_none());
    assert!(review.why.unwrap().contains("renewed accounts only"));
}
