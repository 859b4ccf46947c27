//! Accounts with more than one contract.

use super::*;
use crate::analysis::drill::behind;
use crate::analysis::findings::Quantity;
use crate::analysis::testing::{Build, day, facts, renewal};
use crate::domain::money::Money;

fn of(account: &str, renewal: Renewal) -> Renewal {
    renewal.with(|r| r.account_id = account.into())
}

/// As data/cases/60: A1 keeps its core (100 → 130) and loses an add-on of 30; A2 keeps 80; A3 loses 50 and 10.
fn lines() -> Vec<Renewal> {
    vec![
        of("A1", renewal("C-1", "2026-09-30").renewed(100, 130)),
        of("A1", renewal("C-1a", "2026-09-30").churned(30)),
        of("A2", renewal("C-2", "2026-08-12").renewed(80, 80)),
        of("A3", renewal("C-3", "2026-07-22").churned(50)),
        of("A3", renewal("C-3a", "2026-07-22").churned(10)),
    ]
}

fn metric(facts: &Facts, key: MetricKey) -> Metric {
    available_to_renew(facts, &RoomDecisions::default()).metrics[&key].clone()
}

fn counts(metric: &Metric) -> (Option<Quantity>, Option<Quantity>) {
    (metric.numerator, metric.denominator)
}

#[test]
fn logos_are_accounts_and_events_are_events() {
    let facts = facts(lines());
    assert_eq!(counts(&metric(&facts, MetricKey::LogoRetention)), (Some(Quantity::Count(2)), Some(Quantity::Count(3))));
    assert_eq!(counts(&metric(&facts, MetricKey::RenewalRateCount)), (Some(Quantity::Count(2)), Some(Quantity::Count(5))));
    assert_eq!(metric(&facts, MetricKey::Grr).value, Some(180.0 / 270.0));
    assert_eq!(metric(&facts, MetricKey::GrrByAccount).value, Some(210.0 / 270.0), "A1 kept all of its 130");
    assert_eq!(metric(&facts, MetricKey::NrrByAccount).value, metric(&facts, MetricKey::Nrr).value);
}

#[test]
fn a_contract_that_is_in_force_elsewhere_keeps_the_logo() {
    let mut renewals = lines();
    renewals.push(of("A3", renewal("C-3b", "2026-02-10").renewed(7, 7)));
    let facts = facts(renewals);
    assert_eq!(metric(&facts, MetricKey::LogoRetention).value, Some(1.0));
    assert_eq!(metric(&facts, MetricKey::GrrByAccount).value, Some(210.0 / 270.0), "its ARR was not due");
}

#[test]
fn an_account_with_a_contract_not_yet_due_is_kept_for_now() {
    let mut facts = facts(vec![
        of("A", renewal("R1", "2026-07-10").churned(10)),
        of("A", renewal("R2", "2026-09-20").open(10)),
        of("B", renewal("R3", "2026-09-21").open(10)),
        of("C", renewal("R4", "2026-07-10").renewed(10, 10)),
    ]);
    facts.scope.known_until = Some(day("2026-09-01"));
    let logos = metric(&facts, MetricKey::LogoRetention);
    assert_eq!(counts(&logos), (Some(Quantity::Count(2)), Some(Quantity::Count(2))));
    assert_eq!(logos.range, Some([1.0 / 3.0, 1.0]), "C alone, or all three");
}

#[test]
fn the_last_renewal_of_an_account_tells_what_the_account_adds() {
    let facts = facts(lines());
    let parts = |key| -> Vec<(String, Option<Quantity>)> {
        let found = behind(&facts, &RoomDecisions::default(), key, &facts.scope.window);
        found.iter().filter(|one| one.whole.is_some()).map(|one| (one.renewal.account_id.to_string(), one.part)).collect()
    };
    let logo = |account: &str, n| (account.to_owned(), Some(Quantity::Count(n)));
    assert_eq!(parts(MetricKey::LogoRetention), [logo("A3", 0), logo("A2", 1), logo("A1", 1)]);
    let kept = |account: &str, n| (account.to_owned(), Some(Quantity::Money(Money::units(n))));
    assert_eq!(parts(MetricKey::GrrByAccount), [kept("A3", 0), kept("A2", 80), kept("A1", 130)]);
}
