//! The stories planted in the sample data (see `sample-data/README.md`) are found.

use std::sync::{Arc, LazyLock};

use run_retro::analysis::decisions::RoomDecisions;
use run_retro::analysis::findings::{Findings, Harm, Signal, Verdict};
use run_retro::compile::progress::Silent;
use run_retro::compile::{Source, compile};
use run_retro::domain::facts::Facts;
use run_retro::domain::scope::{Depth, HISTORY_MONTHS, ScopeRequest};
use run_retro::domain::window::{FiscalYear, WindowSpec};
use run_retro::sample::{self, Memory, Spec, Table, generate};
use run_retro::telling::analyse;

static SAMPLE: LazyLock<(Facts, Findings)> = LazyLock::new(|| analysed(&Source::Sample));

fn analysed(source: &Source) -> (Facts, Findings) {
    let request = ScopeRequest {
        segment: None,
        window: WindowSpec::parse("2026-Q3", FiscalYear::default()).unwrap(),
        include_churn: true,
        dimensions: vec![],
        depth: Depth::Summary,
        as_of: "2026-10-05".parse().unwrap(),
        fiscal: FiscalYear::default(),
        history_months: HISTORY_MONTHS,
        targets: run_retro::domain::target::Targets::default(),
    };
    let facts = compile(source, &request, None, &Silent).unwrap();
    let findings = analyse(&facts, &RoomDecisions::default(), &Silent).unwrap();
    (facts, findings)
}

/// Sample data of another seed.
pub fn sown(seed: u64, accounts: u32) -> (Facts, Findings) {
    let mut memory = Memory::default();
    generate(&Spec { accounts, seed, ..Spec::default() }, &mut memory).unwrap();
    let folder = tempfile::tempdir().unwrap();
    for table in Table::ALL {
        std::fs::write(folder.path().join(table.file_name()), memory.file(table)).unwrap();
    }
    analysed(&Source::Folder(folder.path().to_owned()))
}

fn signal(name: &str) -> &'static Signal {
    SAMPLE.1.signals.iter().find(|s| s.signal == name).unwrap()
}

fn offered(key: &str) -> bool {
    SAMPLE.1.insights.iter().any(|i| i.evidence.key == key)
}

#[test]
fn a_departed_champion_precedes_churn() {
    let champion = signal("champion-left");
    assert_eq!(champion.verdict, Verdict::Holds);
    assert!(champion.low.unwrap() > 1.5, "{champion:?}");
    assert!((58..=150).contains(&champion.lead_days.unwrap()));
    assert!(offered("signal:champion-left"));
}

#[test]
fn usage_falls_about_two_months_before_the_loss() {
    let usage = signal("usage-drop-60");
    assert_eq!(usage.verdict, Verdict::Holds);
    assert!((10..=30).contains(&usage.lead_days.unwrap()), "the month is over that long before they were lost: {usage:?}");
    assert!(usage.low.unwrap() > 5.0);
    assert_ne!(signal("usage-drop-90").verdict, Verdict::Holds, "three months before, nothing was to be seen");
}

#[test]
fn steep_uplifts_without_a_sponsor_shrink_accounts() {
    let uplift = signal("uplift-over-7-no-sponsor");
    assert_eq!((uplift.verdict, uplift.harm), (Verdict::Holds, Harm::LostOrShrank));
    assert!(uplift.risk_ratio > signal("uplift-over-7-shrinks").risk_ratio, "worse than the uplift alone");
    assert!(offered("signal:uplift-over-7-no-sponsor"));
}

#[test]
fn the_play_that_goes_to_risky_accounts_is_not_blamed_for_them() {
    let play = SAMPLE.1.plays.iter().find(|p| &*p.play == sample::ALIGNMENT).unwrap();
    assert!(play.crude_or.unwrap() < 1.0 && play.mh_or.unwrap() > 1.0 && play.reversed, "{play:?}");
    assert!(offered(&format!("play:{}", sample::ALIGNMENT)));
}

#[test]
fn the_new_competitor_surfaces_in_its_geo_with_its_first_day() {
    let key = format!("competitor:{}", sample::NEW_RIVAL);
    let rival = SAMPLE.1.emerging.iter().find(|e| e.key == key).unwrap();
    assert!(rival.within.as_deref().unwrap().starts_with("geo: "));
    assert!(rival.first_seen >= SAMPLE.0.scope.window.from);
    assert!(offered(&format!("emerging:{key}")));
}

#[test]
fn the_forecast_is_too_optimistic_in_growth_and_only_there() {
    let insights = || SAMPLE.1.insights.iter().filter(|i| i.evidence.key.starts_with("forecast:"));
    assert_eq!(insights().map(|i| i.evidence.key.as_str()).collect::<Vec<_>>(), ["forecast:segment: growth"]);
    assert!(insights().all(|i| i.text.contains("too high")));
}

#[test]
fn the_lean_of_growth_is_found_at_four_hundred_accounts() {
    for seed in [1, 2] {
        let (_, findings) = sown(seed, 400);
        assert!(findings.insights.iter().any(|i| i.evidence.key == "forecast:segment: growth"), "{seed}: {:?}", findings.forecast.long_run);
    }
}

#[test]
fn notes_tell_the_reason_of_losses_that_nobody_coded() {
    let (facts, _) = &*SAMPLE;
    let mut told = 0;
    let mut uncoded = 0;
    for window in ["2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3"] {
        let mut facts = facts.clone();
        let Ok(WindowSpec::Fixed(window)) = WindowSpec::parse(window, FiscalYear::default()) else { unreachable!() };
        facts.scope.window = window;
        uncoded += facts.in_scope().filter(|r| r.is_uncoded_loss()).count();
        let suggestions = run_retro::analysis::themes::suggestions(&facts, &RoomDecisions::default());
        let renewals: std::collections::BTreeSet<_> = suggestions.into_iter().filter(|s| s.coded.is_none()).map(|s| s.renewal).collect();
        told += renewals.len();
    }
    assert!(uncoded >= 5 && told * 10 >= uncoded * 7, "{told} of {uncoded}");
}

/// Coded losses are a test of the reading: with the code taken away, the notes should lead back to it.
#[test]
fn the_first_suggestion_is_mostly_what_people_coded() {
    let (facts, _) = &*SAMPLE;
    let (mut right, mut suggested) = (0, 0);
    for loss in facts.renewals.iter().filter(|r| r.is_churned() && r.reason.is_some()) {
        let mut facts = facts.clone();
        let again = facts.renewals.iter_mut().find(|r| r.id == loss.id).unwrap();
        Arc::make_mut(again).reason = None;
        facts.scope.window = run_retro::domain::window::Window::month(loss.due);
        let suggestions = run_retro::analysis::themes::suggestions(&facts, &RoomDecisions::default());
        if let Some(first) = suggestions.iter().find(|s| s.renewal == loss.id) {
            suggested += 1;
            right += usize::from(Some(&first.reason) == loss.reason.as_ref());
        }
    }
    assert!(suggested >= 20 && right * 10 >= suggested * 7, "{right} of {suggested}");
}

#[test]
fn every_insight_carries_its_renewals_and_figures() {
    for insight in &SAMPLE.1.insights {
        assert!(!insight.evidence.renewals.is_empty() && !insight.evidence.figures.is_empty(), "{insight:?}");
        for id in &insight.evidence.renewals {
            assert!(SAMPLE.0.find(id).is_some(), "{id}");
        }
    }
}
