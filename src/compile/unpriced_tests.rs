//! Contracts of which nobody wrote what was paid: they are due and lost all the same, and only their ARR is not known.

use super::tests::{facts, folder};
use crate::domain::money::Money;
use crate::domain::renewal::Outcome;

/// One that renewed, one that left, one that goes on; `%` is what the second and third pay.
const TERMS: &str = "contract,customer,start_date,contract_end,arr,status\n\
    1,Ash,2025-08-01,2026-07-31,100,active\n2,Ash,2026-08-01,2027-07-31,120,active\n\
    3,Bay,2025-08-11,2026-08-10,%,active\n4,Bay,2026-08-11,2027-08-10,%,active\n\
    5,Cob,2025-09-01,2026-08-31,%,churned\n6,Dew,2025-09-01,2026-08-31,70,churned\n";

fn seen(rows: &str, file: &str) -> Vec<(String, Outcome, Option<i64>, Option<i64>)> {
    let dir = folder(&[(file, rows)]);
    let minor = |amount: Option<Money>| amount.map(|amount| amount.in_minor() / 100);
    facts(&dir, None, "2026-Q3").in_scope().map(|r| (r.account.to_string(), r.outcome, minor(r.before), minor(r.after))).collect()
}

#[test]
fn a_contract_without_an_amount_is_due_and_lost_as_any_other() {
    let named = |rows: &str| seen(&TERMS.replace('%', rows), "contracts.csv");
    let of = |paid| {
        [
            ("Ash".to_owned(), Outcome::Renewed, Some(100), Some(120)),
            ("Bay".to_owned(), Outcome::Renewed, paid, paid),
            ("Cob".to_owned(), Outcome::Churned, paid, Some(0)),
            ("Dew".to_owned(), Outcome::Churned, Some(70), Some(0)),
        ]
    };
    assert_eq!(named("50"), of(Some(50)));
    for nothing in ["", "n/a", "-"] {
        assert_eq!(named(nothing), of(None), "{nothing:?}: what was paid is not known, and nothing else is lost");
    }
}

/// Systems write zero when a customer is gone. Where all who left have it, it is no price.
#[test]
fn a_zero_that_all_who_left_have_is_what_was_written_when_they_were_gone() {
    let spells = "customer,start_date,end_date,status,arr\nAsh,2024-08-01,,active,100\nBay,2024-08-01,2026-08-10,churned,0\n\
        Cob,2024-08-01,2026-09-10,churned,0\n";
    let lost = |name: &str, arr| (name.to_owned(), Outcome::Churned, arr, Some(0));
    assert_eq!(seen(spells, "customers.csv"), [lost("Bay", None), lost("Cob", None)]);
    let priced = spells.replace("2026-09-10,churned,0", "2026-09-10,churned,60");
    assert_eq!(seen(&priced, "customers.csv"), [lost("Cob", Some(60))], "beside an amount it is the price of a free plan");
}

#[test]
fn of_those_without_an_amount_the_year_knows_who_is_there() {
    let dir = folder(&[("contracts.csv", &TERMS.replace('%', ""))]);
    let facts = facts(&dir, None, "2026-Q3");
    let cohort = facts.cohort(facts.scope.window.to).unwrap();
    let members: Vec<_> = cohort.members.iter().map(|member| (member.then.is_some(), member.now.map(Money::is_zero))).collect();
    assert_eq!(members, [(true, Some(false)), (false, None), (false, Some(true)), (true, Some(true))]);
}

#[test]
fn totals_of_contracts_are_divided_by_the_years_between_their_days() {
    let rows = TERMS.replace("arr", "total contract amount").replace('%', "50");
    let seen = seen(&rows, "contracts.csv");
    assert_eq!(
        seen.iter().map(|(_, outcome, before, _)| (*outcome, *before)).collect::<Vec<_>>(),
        [(Outcome::Renewed, Some(100)), (Outcome::Renewed, Some(50)), (Outcome::Churned, Some(50)), (Outcome::Churned, Some(70))]
    );
    let dir = folder(&[("contracts.csv", &rows)]);
    let report = super::check(&super::Source::Folder(dir.path().into()), &super::tests::request(None, "2026-Q3"), None).unwrap();
    assert!(report.to_string().contains("each is divided by the years from"), "{report}");
}
