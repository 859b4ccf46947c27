use super::*;
use crate::analysis::findings::Harm;
use crate::analysis::testing::{Build, day, facts, renewal};
use crate::domain::money::Money;
use crate::domain::progress::{Silent, Step};
use crate::domain::renewal::ExecInvolvement;

fn tested(facts: &Facts, progress: &dyn Progress) -> Result<Vec<Signal>> {
    signals(&RiskSet::of(facts, progress)?, &facts.coverage, progress)
}

fn signal(renewals: Vec<Renewal>, name: &str) -> Signal {
    tested(&facts(renewals), &Silent).unwrap().into_iter().find(|s| s.signal == name).unwrap()
}

/// `lost` of `n` renewals lost, each marked by `mark`.
fn arm(name: &str, n: usize, lost: usize, mark: impl Fn(&mut Renewal)) -> Vec<Renewal> {
    let make = |i: usize| {
        let base = renewal(&format!("{name}{i:03}"), "2026-06-10");
        let base = if i < lost { base.churned(100) } else { base.renewed(100, 100) };
        base.closed("2026-06-10").with(&mark)
    };
    (0..n).map(make).collect()
}

fn two_arms(with: (usize, usize), without: (usize, usize), mark: impl Fn(&mut Renewal)) -> Vec<Renewal> {
    [arm("W", with.0, with.1, mark), arm("O", without.0, without.1, |_| {})].concat()
}

#[test]
fn a_departed_champion_that_precedes_losses_holds_with_its_figures() {
    let champion = |r: &mut Renewal| r.signals.champion_left = Some(day("2026-03-12"));
    let found = signal(two_arms((40, 20), (160, 10), champion), "champion-left");
    assert_eq!(found.verdict, Verdict::Holds);
    assert_eq!(found.table, [20, 20, 10, 150]);
    assert_eq!(found.risk_ratio, Some(8.0), "half against one in sixteen");
    assert_eq!(found.lead_days, Some(90));
    assert_eq!(found.arr_lift, Some(0.5 - 0.0625));
    assert!(found.arr_lift_low.unwrap() > 0.2 && found.arr_lift_high.unwrap() < 0.7);
    assert_eq!((found.renewals.len(), found.arr), (40, Some(Money::units(4_000))));
}

#[test]
fn what_happened_after_the_outcome_is_no_signal() {
    let champion = |r: &mut Renewal| r.signals.champion_left = Some(day("2026-06-15"));
    let found = signal(two_arms((40, 20), (160, 10), champion), "champion-left");
    assert_eq!(found.verdict, Verdict::Insufficient, "{found:?}");

    let decided_early = |r: &mut Renewal| {
        r.closed = Some(day("2026-04-20"));
        r.signals.health = [Some(80.0), Some(70.0), Some(40.0)];
    };
    let found = signal(two_arms((40, 20), (160, 10), decided_early), "health-low-30");
    assert_eq!(found.n, 0, "the outcome was known 51 days before due, so health at 30 days tells nothing");
}

#[test]
fn too_few_cases_give_no_number_and_say_what_is_missing() {
    let champion = |r: &mut Renewal| r.signals.champion_left = Some(day("2026-03-12"));
    let found = signal(two_arms((4, 4), (160, 10), champion), "champion-left");
    assert_eq!((found.verdict, found.p, found.risk_ratio), (Verdict::Insufficient, None, None));
    assert!(found.why.unwrap().starts_with("only 4 with the signal"));
}

#[test]
fn data_that_is_not_there_makes_its_signals_unavailable_with_the_remedy() {
    let mut facts = facts(arm("O", 40, 10, |_| {}));
    facts.coverage.health = false;
    let all = tested(&facts, &Silent).unwrap();
    let health = all.iter().find(|s| s.signal == "health-low-60").unwrap();
    assert_eq!(health.verdict, Verdict::Unavailable);
    assert!(health.why.as_ref().unwrap().contains("health.csv"));
    let champion = all.iter().find(|s| s.signal == "champion-left").unwrap();
    assert_eq!(champion.verdict, Verdict::Unavailable, "an empty column is no evidence that nobody left");
}

#[test]
fn usage_that_falls_two_months_before_due_is_dated_so() {
    let falls = |r: &mut Renewal| r.signals.usage = Some([40, 50, 100, 100, 100, 100].map(Some));
    let mut renewals = two_arms((40, 25), (160, 10), falls);
    for r in renewals.iter_mut().filter(|r| r.signals.usage.is_none()) {
        r.signals.usage = Some([Some(100); 6]);
    }
    let found = signal(renewals.clone(), "usage-drop-60");
    assert_eq!((found.verdict, found.lead_days), (Verdict::Holds, Some(30)), "the month is over thirty days before they were lost");
    assert_eq!(signal(renewals.clone(), "usage-shift").lead_days, Some(30));
    assert_eq!(signal(renewals, "usage-drop-90").table[0], 0, "three months before, all was well");
}

#[test]
fn steep_uplifts_without_a_sponsor_are_held_against_shrinking() {
    let steep = |sponsored: bool| {
        move |r: &mut Renewal| {
            r.pricing.uplift_contract = Some(900);
            r.exec = if sponsored { ExecInvolvement::Early } else { ExecInvolvement::None };
            r.signals.exec_first = sponsored.then(|| day("2026-03-01"));
            if !sponsored && r.is_renewed() {
                r.after = Some(Money::units(70));
            }
        }
    };
    let renewals = [arm("N", 30, 0, steep(false)), arm("S", 60, 5, steep(true))].concat();
    let found = signal(renewals, "uplift-over-7-no-sponsor");
    assert_eq!((found.harm, found.table), (Harm::LostOrShrank, [30, 0, 5, 55]));
    assert_eq!(found.verdict, Verdict::Holds);
    assert!((found.arr_lift.unwrap() - (0.3 - 5.0 / 60.0)).abs() < 1e-12, "weighed by what was lost, not by what was at stake");
}

#[test]
fn early_notes_speak_and_late_ones_do_not() {
    let early = |r: &mut Renewal| *r = r.clone().note("2026-04-01", "Finance team wants to cut costs").note("2026-01-20", "All is well");
    let late = |r: &mut Renewal| *r = r.clone().note("2026-06-01", "Finance team wants to cut costs");
    let found = signal([two_arms((40, 25), (160, 10), early), arm("L", 30, 30, late)].concat(), "note-pricing");
    assert_eq!(found.table[0] + found.table[1], 40);
    assert_eq!((found.verdict, found.lead_days), (Verdict::Holds, Some(70)));
}

#[test]
fn unknown_arr_is_never_weighed() {
    let champion = |r: &mut Renewal| r.signals.champion_left = Some(day("2026-03-12"));
    let mut renewals = two_arms((40, 20), (160, 10), champion);
    renewals[0].before = None;
    let found = signal(renewals, "champion-left");
    assert_eq!((found.arr_lift, found.arr, found.verdict), (None, None, Verdict::Holds));
    assert!(found.why.unwrap().contains("ARR"));
}

#[test]
fn the_order_of_the_rows_changes_nothing() {
    let champion = |r: &mut Renewal| r.signals.champion_left = Some(day("2026-03-12"));
    let renewals = two_arms((40, 20), (160, 10), champion);
    let mut reversed = facts(renewals.clone());
    reversed.renewals.reverse();
    let strip = |mut all: Vec<Signal>| {
        for signal in &mut all {
            signal.renewals.sort();
        }
        all
    };
    let ordered = tested(&facts(renewals), &Silent).unwrap();
    assert_eq!(strip(ordered), strip(tested(&reversed, &Silent).unwrap()));
}

#[test]
fn nobody_waiting_ends_the_work() {
    struct Gone;
    impl Progress for Gone {
        fn step(&self, _: Step) {}
        fn is_cancelled(&self) -> bool {
            true
        }
    }
    let found = tested(&facts(arm("O", 40, 10, |_| {})), &Gone);
    assert!(matches!(found, Err(crate::error::Error::Cancelled)));
}
