//! What another file, or another row, tells of a customer or a renewal: days of losses beside contracts that go on, earlier exports of
//! the same list, amounts that differ, and renewals that were written down again until they were decided.

use std::fmt::Write as _;

use super::by_row_tests::{answered, book, list, of_book, outcome};
use super::sizes_tests::{asked, asked_of, rates, told};
use super::tests::folder;

/// Ten customers, each with a term of a year that ends in August, and the next one of all of them.
fn terms() -> String {
    let mut text = "Account ID,Term start,Term end,ARR\n".to_owned();
    for (n, year) in (0..10).flat_map(|n| [(n, 2025), (n, 2026)]) {
        writeln!(text, "K{n}77,{year}-08-{:02},{}-08-{:02},{}", n + 2, year + 1, n + 1, 10_000 + n * 1000).unwrap();
    }
    text
}

/// The same as looks at each month end, at the amounts that they had.
fn months() -> String {
    let mut text = "Month end,Account ID,ARR,Contract end\n".to_owned();
    for (n, month) in (0..10).flat_map(|n| (1..=11).map(move |month| (n, month))) {
        let year = if month > 8 && n > 2 { 2027 } else { 2026 };
        writeln!(text, "2026-{month:02}-28,K{n}77,{},{year}-08-{:02}", 10_000 + n * 1000, n + 1).unwrap();
    }
    text
}

/// The first three left when their contract ended.
fn accounts() -> String {
    (0..10).fold("Account ID,Account,Status,Churn date\n".to_owned(), |text, n| {
        let left = if n < 3 { format!("Churned,2026-08-{:02}", n + 1) } else { "Active,".to_owned() };
        text + &format!("K{n}77,Company {n},{left}\n")
    })
}

fn log() -> String {
    (0..3).fold("Account ID,Account,Churn date,Reason\n".to_owned(), |text, n| {
        text + &format!("K{n}77,Company {n},2026-08-{:02},Price\n", n + 1)
    })
}

/// Of 145,000 the first three paid 33,000.
#[test]
fn who_left_by_another_file_while_contracts_go_on_is_asked_about() {
    for (contracts, losses) in [(terms(), accounts()), (terms(), log()), (months(), accounts()), (months(), log())] {
        let (questions, _) = asked_of(&folder(&[("contracts.csv", &contracts), ("losses.csv", &losses)]));
        assert_eq!(questions.len(), 1, "{losses}{questions:?}");
        assert_eq!(answered(&questions, "never came about"), told("77.2", "77.2"), "{losses}{questions:?}");
        assert_eq!(answered(&questions, "went on").0, "100.0", "{losses}{questions:?}");
    }
}

#[test]
fn who_left_by_both_files_is_not_asked_about() {
    let kept = |line: &&str| !line.contains("2027") || !["K077", "K177", "K277"].iter().any(|left| line.starts_with(left));
    let contracts = terms().lines().filter(kept).collect::<Vec<_>>().join("\n");
    for losses in [accounts(), log(), accounts().replace("2026-08", "2026-05")] {
        let (questions, headline) = asked_of(&folder(&[("contracts.csv", &contracts), ("losses.csv", &losses)]));
        assert!(questions.is_empty(), "{losses}{questions:?}");
        assert_eq!(rates(headline), told("77.2", "77.2"), "{losses}");
    }
}

#[test]
fn an_earlier_export_whose_renewals_are_due_on_another_day_by_now_is_asked_about() {
    let row = |_: i64, before: i64, after: Option<i64>| format!("{before},{},{}", after.unwrap_or(0), outcome(after));
    let now = list("ARR,New ARR,Outcome", row);
    let then = list("ARR,New ARR,Outcome", |_, before, _| format!("{before},,Open")).replace("2026-08-12", "2026-07-05");
    let (questions, _) = asked_of(&folder(&[("renewals 2026-06-15.csv", &then), ("renewals 2026-11-27.csv", &now)]));
    assert_eq!(answered(&questions, "renewals 2026-11-27.csv alone counts"), of_book(), "{questions:?}");
}

#[test]
fn two_files_with_other_amounts_for_the_same_renewals_are_asked_about() {
    let row = |_: i64, before: i64, after: Option<i64>| format!("{before},{},{}", after.unwrap_or(0), outcome(after));
    let less = |n: i64, before: i64, after: Option<i64>| row(n, before, after.map(|after| after - 1000));
    let files = [("crm.csv", &*list("ARR,New ARR,Outcome", row)), ("tracker.csv", &*list("ARR,New ARR,Outcome", less))];
    let (questions, _) = asked_of(&folder(&files));
    assert!(questions.iter().any(|question| question.asked.contains("different amounts of 9 renewals")), "{questions:?}");
    assert_eq!(answered(&questions, "crm.csv is right"), of_book());
}

/// Each renewal of the book was open in June, July and August, and decided since.
#[test]
fn renewals_that_were_written_down_until_they_were_decided_count_once_as_they_are_now() {
    for stages in [["Best Case", "Commit"], ["Proposal", "Negotiation"]] {
        let mut text = "Snapshot date,Opportunity ID,Account,Renewal date,Prior ARR,ARR,Stage\n".to_owned();
        for (month, (n, (before, after))) in (5..=9).flat_map(|month| (0..).zip(book()).map(move |row| (month, row))) {
            let (arr, stage) = match after {
                _ if month < 9 => (before, stages[usize::from(month > 6)]),
                Some(after) => (after, "Closed Won"),
                None => (0, "Closed Lost"),
            };
            writeln!(text, "2026-{month:02}-20,OPP-{n},Customer {n},2026-08-{:02},{before},{arr},{stage}", n + 1).unwrap();
        }
        let (questions, headline) = asked(("forecast.csv", &text));
        assert!(questions.is_empty(), "{questions:?}");
        assert_eq!(rates(headline), of_book());
    }
}
