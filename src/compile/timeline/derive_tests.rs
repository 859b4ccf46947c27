use super::*;
use crate::compile::read::values::words::State;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Month ends with ARR, and the contract end that stood then.
fn timeline(rows: &[(&str, i64, &str)]) -> Timeline {
    let snapshots = rows.iter().map(|(on, arr, end)| Snapshot {
        day: day(on),
        arr: Money::units(*arr),
        is_unpriced: false,
        state: State::Active,
        left_for: None,
        seats: Some(10),
        lost_on: None,
        contract_end: Some(day(end)),
        list_per_seat: Some(Money::units(*arr)),
        net_per_seat: Some(Money::units(*arr / 10)),
        product: None,
        currency: None,
        line: 0,
    });
    Timeline { snapshots: snapshots.collect(), ..Timeline::default() }
}

fn derive<'t>(timeline: &'t Timeline, losses: &[&str]) -> Vec<Derived<'t>> {
    let losses: Vec<NaiveDate> = losses.iter().map(|l| day(l)).collect();
    renewals(timeline, &losses, &rules())
}

fn rules() -> Rules {
    Rules { known: day("2026-06-30"), grace: 31, rhythm: Rhythm::default() }
}

fn seen(derived: &[Derived<'_>]) -> Vec<(String, Outcome, i64, Option<i64>)> {
    let units = |money: Money| money.in_minor() / 100;
    derived.iter().map(|d| (d.due.to_string(), d.outcome, units(d.before.arr), d.arr_after().map(units))).collect()
}

#[test]
fn a_contract_end_that_passed_is_a_renewal() {
    let t = timeline(&[("2026-02-28", 100, "2026-03-10"), ("2026-03-31", 120, "2027-03-10"), ("2026-06-30", 130, "2027-03-10")]);
    let expected = [("2026-03-10".into(), Outcome::Renewed, 100, Some(120)), ("2027-03-10".into(), Outcome::Open, 130, None)];
    let derived = derive(&t, &[]);
    assert_eq!(seen(&derived), expected);
    assert_eq!(derived[0].pricing().uplift_applied, Some(2000), "the price per seat rose from 10 to 12");
}

#[test]
fn a_customer_at_zero_before_the_end_left_early_on_the_day_that_was_told() {
    let t = timeline(&[("2026-01-31", 100, "2026-09-10"), ("2026-02-28", 0, "2026-09-10"), ("2026-06-30", 0, "2026-09-10")]);
    let derived = derive(&t, &["2026-02-17", "2024-02-17"]);
    assert_eq!(seen(&derived), [("2026-02-17".into(), Outcome::Churned, 100, Some(0))]);
    assert!(derived[0].early_termination);
    assert_eq!(derive(&t, &[])[0].due, day("2026-02-28"), "without a reason the zero snapshot tells the day");
}

#[test]
fn a_customer_at_zero_or_gone_at_the_end_churned_when_due() {
    let zero = timeline(&[("2026-02-28", 100, "2026-03-10"), ("2026-03-31", 0, "2026-03-10")]);
    let gone = timeline(&[("2026-02-28", 100, "2026-03-10")]);
    for t in [zero, gone] {
        let derived = derive(&t, &["2026-03-09"]);
        assert_eq!(seen(&derived), [("2026-03-10".into(), Outcome::Churned, 100, Some(0))]);
        assert!(!derived[0].early_termination);
    }
}

#[test]
fn a_customer_who_is_back_within_the_grace_renewed_late() {
    let t = timeline(&[
        ("2026-02-28", 100, "2026-03-10"),
        ("2026-03-31", 0, "2026-03-10"),
        ("2026-04-30", 90, "2027-03-10"),
        ("2026-06-30", 90, "2027-03-10"),
    ]);
    let derived = derive(&t, &[]);
    assert_eq!(seen(&derived)[0], ("2026-03-10".into(), Outcome::Renewed, 100, Some(90)));
    assert_eq!(derived[0].closed, Some(day("2026-04-30")));
}

#[test]
fn a_customer_without_rows_is_gone_as_one_with_rows_of_zero_is() {
    for (on, outcome) in [("2026-04-30", Outcome::Renewed), ("2026-05-31", Outcome::Churned)] {
        let before = ("2026-02-28", 100, "2026-03-10");
        let zero = timeline(&[before, ("2026-03-31", 0, "2026-03-10"), (on, 90, "2027-03-10"), ("2026-06-30", 90, "2027-03-10")]);
        let missing = timeline(&[before, (on, 90, "2027-03-10"), ("2026-06-30", 90, "2027-03-10")]);
        let always = timeline(&["2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31", "2026-06-30"].map(|on| (on, 1, "2027-01-01")));
        let rules = Rules { rhythm: Rhythm::of([&always, &missing].into_iter()), ..rules() };
        for timeline in [zero, missing] {
            let derived = renewals(&timeline, &[], &rules);
            assert_eq!((derived[0].due, derived[0].outcome), (day("2026-03-10"), outcome));
            assert_eq!(derived[0].closed, (outcome == Outcome::Renewed).then(|| day(on)));
        }
    }
}

#[test]
fn who_is_missing_at_the_end_of_the_quarter_churned_when_the_contract_ended_in_it() {
    let gone = timeline(&[("2025-12-31", 100, "2026-02-15")]);
    let always = timeline(&["2025-12-31", "2026-03-31", "2026-06-30"].map(|on| (on, 1, "2027-01-01")));
    let quarterly = Rules { rhythm: Rhythm::of([&always, &gone].into_iter()), ..rules() };
    let derived = renewals(&gone, &[], &quarterly);
    assert_eq!(seen(&derived), [("2026-02-15".into(), Outcome::Churned, 100, Some(0))]);
    assert!(!derived[0].early_termination);
}
