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
fn calibration_bins_show_what_came_beside_what_was_promised() {
    let review = review(&facts(hopeful()));
    assert_eq!(review.bins.len(), 1, "all forecasts lie above 80 %");
    assert_eq!((review.bins[0].n, review.bins[0].observed), (60, 48.0 / 60.0));
    let brier = (28.0 * 0.05_f64.powi(2) + 12.0 * 0.95_f64.powi(2) + 20.0 * 0.1_f64.powi(2)) / 60.0;
    assert!((review.brier.unwrap() - brier).abs() < 1e-12);
    let reference = 0.8 * 0.2;
    assert!((review.brier_skill.unwrap() - (1.0 - brier / reference)).abs() < 1e-12);
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
