//! What ran out in one file and what became of it in another, and columns that are filled for some renewals alone.

use std::fmt::Write as _;

use super::by_row_tests::{answered, book, list, of_book};
use super::sizes_tests::{asked, asked_of, rates};
use super::tests::folder;

/// A row for each contract of the book: `key` names it, and `row` writes what stands behind.
fn rows(header: &str, row: impl Fn(i64, i64, Option<i64>) -> Option<String>) -> String {
    let mut text = format!("{header}\n");
    for (n, (before, after)) in (0..).zip(book()) {
        if let Some(row) = row(n, before, after) {
            writeln!(text, "{row}").unwrap();
        }
    }
    text
}

fn due() -> String {
    rows("Contract,Customer,End date,ARR", |n, before, _| Some(format!("C-00{},Customer {n},2026-08-{:02},{before}", 517 + n * 31, n + 1)))
}

fn outcomes(header: &str, key: impl Fn(i64) -> String) -> String {
    rows(header, |n, _, after| {
        let outcome = if after.is_some() { "Renewed" } else { "Churned" };
        Some(format!("{},{outcome},{}", key(n), after.unwrap_or(0)))
    })
}

#[test]
fn what_became_of_a_list_of_contracts_is_read_from_another_file_however_the_key_is_called_and_spelled() {
    let number = |n: i64| format!("{}", 517 + n * 31);
    let others = [
        outcomes("Contract,Outcome,Renewed ARR", |n| format!("C-00{}", number(n))),
        outcomes("Contract no,Outcome,Renewed ARR", number),
        outcomes("Renewed contract ID,Outcome,Renewed ARR", |n| format!("c00{}", number(n))),
        outcomes("Account name,Outcome,Renewed ARR", |n| format!("CUSTOMER {n}")),
        // The same name as that of the amount before.
        outcomes("Contract,Outcome,ARR", |n| format!("C-00{}", number(n))),
    ];
    for other in others {
        let (questions, headline) = asked_of(&folder(&[("contracts.csv", &due()), ("outcomes.csv", &other)]));
        assert!(questions.is_empty(), "{other}{questions:?}");
        assert_eq!(rates(headline), of_book(), "{other}");
    }
}

#[test]
fn deals_that_name_the_contract_they_renew_are_due_when_that_ends() {
    let deals = |closed: &dyn Fn(i64) -> String| {
        rows("Opportunity ID,Renewed contract,Type,Stage,Close date,Amount", |n, before, after| {
            let stage = if after.is_some() { "Closed Won" } else { "Closed Lost" };
            Some(format!("OP{},C-00{},Renewal,{stage},{},{}", 9100 + n * 17, 517 + n * 31, closed(n), after.unwrap_or(before)))
        })
    };
    // Decided in the quarter before: only the contracts say that they were due in this one.
    let (questions, headline) =
        asked_of(&folder(&[("contracts.csv", &due()), ("opportunities.csv", &deals(&|n| format!("2026-06-{:02}", n + 1)))]));
    assert!(questions.is_empty(), "{questions:?}");
    assert_eq!(rates(headline), of_book());
    // Contracts that show the end of the next term are no days on which these deals were due.
    let later = due().replace("2026-08", "2027-08");
    let (_, headline) =
        asked_of(&folder(&[("contracts.csv", &later), ("opportunities.csv", &deals(&|n| format!("2026-08-{:02}", n + 1)))]));
    assert!(headline.as_ref().is_none_or(|headline| headline.grr.is_none()), "{headline:?}");
}

#[test]
fn who_is_not_on_the_list_of_what_was_signed_is_asked_about() {
    let signed = rows("Customer,Signed,New ARR", |n, _, after| Some(format!("Customer {n},2026-07-{:02},{}", n + 1, after?)));
    let (questions, _) = asked_of(&folder(&[("Expiring.csv", &due()), ("Signed.csv", &signed)]));
    assert_eq!(answered(&questions, "they were lost"), of_book(), "{questions:?}");
}

#[test]
fn who_is_on_a_list_of_losses_was_lost_once_a_person_says_so() {
    let renewals = list("ARR,Renewal ARR", |_, before, after| format!("{before},{}", after.unwrap_or(before)));
    let lost =
        rows("Customer,Effective date,Reason", |n, _, after| after.is_none().then(|| format!("Customer {n},2026-08-{:02},Price", n + 1)));
    let (questions, _) = asked_of(&folder(&[("renewals.csv", &renewals), ("churn_log.csv", &lost)]));
    assert_eq!(answered(&questions, "yes"), of_book(), "{questions:?}");
}

#[test]
fn a_column_that_is_filled_for_some_alone_tells_what_became_of_them_once_a_person_says_so() {
    let marked = |header: &str, lost: &str, kept: &str| {
        let header = format!("ARR,Renewal ARR,{header}");
        list(&header, |_, before, after| format!("{before},{},{}", after.unwrap_or(before), if after.is_some() { kept } else { lost }))
    };
    for (header, mark) in [("Churn reason", "Price"), ("Cancellation notice", "2026-05-02")] {
        let (questions, _) = asked(("renewals.csv", &marked(header, mark, "")));
        assert_eq!(answered(&questions, "yes"), of_book(), "{header} {questions:?}");
    }
    for header in ["Contract signed on", "Auto-renewed to"] {
        let (questions, _) = asked(("renewals.csv", &marked(header, "", "2026-06-30")));
        assert_eq!(answered(&questions, "they were lost"), of_book(), "{header} {questions:?}");
    }
    // What is filled for some and says nothing of renewals is no mark.
    let mut text = marked("Kick-off", "", "2026-01-30");
    text.truncate(text.trim_end().len());
    let found = crate::compile::compile(
        &crate::compile::Source::Folder(folder(&[("renewals.csv", &text)]).path().into()),
        &super::tests::request(None, "2026-Q3"),
        None,
        &crate::domain::progress::Silent,
    );
    assert!(!matches!(found, Err(crate::error::Error::Asked { .. })), "{found:?}");
}

/// The lines of an answer settle the question they are of.
#[test]
fn the_answers_about_marks_settle_them() {
    let text = list("ARR,Renewal ARR,Contract signed on", |_, before, after| {
        format!("{before},{},{}", after.unwrap_or(before), if after.is_some() { "2026-06-30" } else { "" })
    });
    let mapping =
        "[files.\"renewals.csv\".columns]\n\"Contract signed on\" = [\"closed_date\", \"is_won\"]\n[values.is_won]\n\"\" = \"no\"\n";
    let (questions, _) = asked_of(&folder(&[("renewals.csv", &text), ("mapping.toml", mapping)]));
    // What the lost were to pay stands beside them; that is another question.
    assert_eq!(questions.len(), 1, "{questions:?}");
    assert!(questions[0].asked.contains("the ARR after is not zero"), "{questions:?}");
    assert_eq!(answered(&questions, "they were lost"), of_book());
}
