//! The trailing twelve months.

use super::*;
use crate::analysis::findings::Quantity;
use crate::analysis::testing::{Build, day, facts, renewal};
use crate::domain::facts::{Cohort, CohortMember};
use crate::domain::money::Money;

fn of(account: &str, renewal: Renewal) -> Renewal {
    renewal.with(|r| r.account_id = account.into())
}

fn ttm(facts: &Facts) -> Metrics {
    trailing_year(facts, &RoomDecisions::default())
}

#[test]
fn a_contract_renewed_twice_counts_from_before_the_first_to_after_the_last() {
    let facts = facts(vec![
        of("A", renewal("R1", "2025-11-10").renewed(100, 80)),
        of("A", renewal("R2", "2026-05-10").renewed(80, 120)),
        renewal("R3", "2026-09-30").churned(100),
        renewal("Old", "2025-09-30").churned(900),
    ]);
    let ttm = ttm(&facts);
    assert_eq!(ttm[&MetricKey::Grr].value, Some(0.5), "100 of the first account, nothing of the other, both began with 100");
    assert_eq!(ttm[&MetricKey::Nrr].value, Some(0.6));
    assert_eq!(ttm[&MetricKey::LogoRetention].value, Some(0.5));
    assert_eq!(ttm[&MetricKey::RenewalRateCount].value, Some(2.0 / 3.0), "renewals are counted as events");
}

#[test]
fn contracts_beside_each_other_are_summed() {
    // Ten accounts, each 100k renewed and a 5k add-on; five add-ons are lost: 1025 of 1050.
    let renewals = (0..10).flat_map(|n| {
        let account = format!("A{n}");
        let add_on = renewal(&format!("add-on {n}"), "2026-06-20");
        [
            of(&account, renewal(&format!("core {n}"), "2025-12-10").renewed(100_000, 100_000)),
            of(&account, if n < 5 { add_on.churned(5_000) } else { add_on.renewed(5_000, 5_000) }),
        ]
    });
    let facts = facts(renewals.collect());
    let ttm = ttm(&facts);
    assert_eq!(ttm[&MetricKey::Grr].value, Some(1_025.0 / 1_050.0), "97.6 %");
    assert_eq!(ttm[&MetricKey::Nrr].value, Some(1_025.0 / 1_050.0));
    assert_eq!(ttm[&MetricKey::LogoRetention].value, Some(1.0));
}

#[test]
fn growth_of_one_contract_stands_against_the_loss_of_another_within_the_account() {
    let facts = facts(vec![of("A", renewal("core", "2025-12-10").renewed(100, 130)), of("A", renewal("add-on", "2026-06-20").churned(30))]);
    assert_eq!(ttm(&facts)[&MetricKey::Grr].value, Some(1.0), "130 then and 130 now");
}

#[test]
fn contracts_a_little_short_of_a_year_are_one_each() {
    // Six of ten are lost at their second renewal within twelve months.
    let renewals = (0..10).flat_map(|n| {
        let account = format!("A{n}");
        let second = renewal(&format!("second {n}"), "2026-09-26");
        [
            of(&account, renewal(&format!("first {n}"), "2025-10-06").renewed(100, 120)),
            of(&account, if n < 6 { second.churned(120) } else { second.renewed(120, 120) }),
        ]
    });
    let mut facts = facts(renewals.collect());
    assert_eq!(ttm(&facts)[&MetricKey::Grr].value, Some(0.4));
    facts.scope.include_churn = false;
    let renewed = &ttm(&facts)[&MetricKey::Nrr];
    assert_eq!(renewed.denominator, Some(Quantity::Money(Money::units(400))), "the six are left out with all their renewals");
}

#[test]
fn a_year_of_which_the_data_tell_nine_months_is_no_year_to_compare_with() {
    let year = |first: &str| {
        facts(vec![
            renewal("Y1", first).renewed(100, 90),
            renewal("Y2", "2025-09-01").renewed(100, 90),
            renewal("R", "2026-07-10").renewed(100, 100),
        ])
    };
    let whole = &ttm(&year("2024-10-20"))[&MetricKey::Grr];
    assert_eq!((whole.value, whole.year_ago), (Some(1.0), Some(0.9)));
    let part = &ttm(&year("2025-01-05"))[&MetricKey::Grr];
    assert_eq!((part.value, part.year_ago), (Some(1.0), None));
    assert!(part.why.as_ref().unwrap().contains("the data begin 2025-01-05"));
}

#[test]
fn a_year_that_is_itself_cut_short_says_so() {
    let grr = &ttm(&facts(vec![renewal("R", "2026-07-10").renewed(100, 100)]))[&MetricKey::Grr];
    assert_eq!(grr.value, Some(1.0));
    assert!(grr.why.as_ref().unwrap().contains("less than twelve months"));
}

#[test]
fn what_is_not_yet_due_leaves_a_contract_as_it_was() {
    let mut facts = facts(vec![
        of("A", renewal("R1", "2025-10-10").renewed(100, 80)),
        of("A", renewal("R2", "2026-09-20").open(80)),
        of("B", renewal("R3", "2026-09-21").open(500)),
    ]);
    facts.scope.known_until = Some(day("2026-09-10"));
    let grr = &ttm(&facts)[&MetricKey::Grr];
    assert_eq!((grr.numerator, grr.denominator), (Some(Quantity::Money(Money::units(80))), Some(Quantity::Money(Money::units(100)))));
}

#[test]
fn customers_known_by_their_arr_tell_of_the_year_where_no_contract_end_does() {
    let member = |id: &str, then, now| CohortMember {
        account_id: id.into(),
        segment: "all".into(),
        then: Some(Money::units(then)),
        now: Some(Money::units(now)),
    };
    let mut facts = facts(vec![renewal("loss", "2026-07-10").churned(50)]);
    facts.no_dues = Some("no contract end is known".into());
    assert_eq!(ttm(&facts)[&MetricKey::Grr].why.as_deref(), Some("no contract end is known"));
    facts.cohorts = vec![Cohort { end: day("2026-09-30"), members: vec![member("A", 100, 120), member("B", 50, 0), member("C", 50, 40)] }];
    let ttm = ttm(&facts);
    assert_eq!(ttm[&MetricKey::Grr].value, Some(0.7));
    assert_eq!(ttm[&MetricKey::Nrr].value, Some(0.8));
    assert_eq!(ttm[&MetricKey::LogoRetention].value, Some(2.0 / 3.0));
    assert_eq!(ttm[&MetricKey::RenewalRateCount].why.as_deref(), Some("no contract end is known"), "of renewals due nothing is known");
}

#[test]
fn whoever_broke_off_a_term_that_began_within_the_year_was_not_there_when_it_began() {
    let left = |id: &str, end: &str| {
        renewal(id, "2026-05-03").churned(100).with(|r| (r.early_termination, r.contract_end) = (true, Some(day(end))))
    };
    let facts = facts(vec![
        renewal("stayed", "2026-02-01").renewed(100, 100),
        left("begun in October 2025", "2026-10-11"),
        left("begun in August 2025", "2026-08-20"),
        of("A", renewal("core", "2025-11-10").renewed(50, 60)),
        of("A", left("in its second term", "2026-11-10")).with(|r| r.before = Some(Money::units(60))),
    ]);
    let grr = &ttm(&facts)[&MetricKey::Grr];
    assert_eq!((grr.numerator, grr.denominator), (Some(Quantity::Money(Money::units(100))), Some(Quantity::Money(Money::units(250)))));
}
