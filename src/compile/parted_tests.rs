//! What ran out in one file and what became of it in another, and columns that are filled for some renewals alone.

use std::fmt::Write as _;

use super::by_row_tests::{answered, book, list, of_book};
use super::sizes_tests::{asked, asked_of, rates};
use super::tests::{folder, request};
use super::*;

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
    let found = compile(&Source::Folder(folder(&[("renewals.csv", &text)]).path().into()), &request(None, "2026-Q3"), None, &Silent);
    assert!(!matches!(found, Err(Error::Asked { .. })), "{found:?}");
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

/// A contract of a year for each customer of the book that ended in August, and the looks at what each paid.
fn contracts(header: &str, row: impl Fn(i64, i64, Option<i64>) -> String) -> String {
    rows(header, |n, before, after| Some(row(n, before, after)))
}

fn months(with: impl Fn(i64, i64) -> String) -> String {
    let mut text = "Month end,Account ID,ARR\n".to_owned();
    for (n, (before, after)) in (0..).zip(book()) {
        for month in 1..=11 {
            let paid = if month < 8 { before } else { after.unwrap_or(0) };
            writeln!(text, "2026-{month:02}-28,{},{paid}", with(n, month)).unwrap();
        }
    }
    text
}

#[test]
fn ends_of_contracts_in_another_file_tell_when_what_was_paid_by_the_month_was_due() {
    let looks = months(|n, _| format!("K{n}77"));
    let due = |n: i64| format!("2026-08-{:02}", n + 1);
    let lists = [
        contracts("Account ID,Account,Renewal date,ARR", |n, before, _| format!("K{n}77,Customer {n},{},{before}", due(n))),
        contracts("Account ID,Account,Renewal date,CSM", |n, _, _| format!("K{n}77,Customer {n},{},Ana", due(n))),
        contracts("Contract,Account ID,Start,End", |n, _, _| format!("C{},K{n}77,2025-08-{:02},{}", 9000 + n * 7, n + 2, due(n))),
    ];
    for list in lists {
        let (questions, headline) = asked_of(&folder(&[("arr.csv", &looks), ("due.csv", &list)]));
        assert!(questions.is_empty(), "{list}{questions:?}");
        assert_eq!(rates(headline), of_book(), "{list}");
    }
    // Days of the next renewal alone: nobody whose day has passed is there still.
    let next = contracts("Account ID,Account,Renewal date,CSM", |n, _, after| {
        format!("K{n}77,Customer {n},{}-08-{:02},Ana", if after.is_some() { 2027 } else { 2026 }, n + 1)
    });
    let dir = folder(&[("arr.csv", &looks), ("accounts.csv", &next)]);
    let report = check(&Source::Folder(dir.path().into()), &request(None, "2026-Q3"), None).unwrap().to_string();
    assert!(report.contains("not used: Renewal date"), "only the lost would be due: {report}");
}

#[test]
fn contracts_that_tell_all_are_not_counted_twice_for_looks_at_the_same_customers() {
    let mut terms = "Account ID,Start,End,ARR\n".to_owned();
    for (n, (before, after)) in (0..).zip(book()) {
        writeln!(terms, "K{n}77,2025-08-{:02},2026-08-{:02},{before}", n + 2, n + 1).unwrap();
        if let Some(after) = after {
            writeln!(terms, "K{n}77,2026-08-{:02},2027-08-{:02},{after}", n + 2, n + 1).unwrap();
        }
    }
    let (questions, headline) = asked_of(&folder(&[("contracts.csv", &terms), ("arr.csv", &months(|n, _| format!("K{n}77")))]));
    assert!(questions.is_empty(), "{questions:?}");
    assert_eq!(headline.as_ref().map(|headline| headline.due), Some(12));
    assert_eq!(rates(headline), of_book());
}

#[test]
fn contracts_that_ran_on_at_nobody_knows_what_are_asked_about() {
    let list = |header: &str, more: &dyn Fn(Option<i64>) -> String| {
        contracts(&format!("Customer,Start,End,ARR,Cancelled{header}"), |n, before, after| {
            let cancelled = if after.is_some() { "No" } else { "Yes" };
            format!("Customer {n},2025-08-{:02},2026-08-{:02},{before},{cancelled}{}", n + 2, n + 1, more(after))
        })
    };
    let with = list(",FY27 price", &|after| format!(",{}", after.map_or_else(String::new, |after| after.to_string())));
    let (questions, _) = asked(("contracts.csv", &with));
    assert_eq!(answered(&questions, "FY27 price"), of_book(), "{questions:?}");
    let (questions, headline) = asked(("contracts.csv", &list("", &|_| String::new())));
    assert!(headline.is_none() && answered(&questions, "nobody knows").0.is_empty(), "{questions:?}");
}

#[test]
fn the_title_of_a_deal_names_its_customer_where_no_column_does() {
    let deals = contracts("Opportunity Name,Stage,Prior ARR,Amount,Close Date,Contract End Date", |n, before, after| {
        let stage = if after.is_some() { "Closed Won" } else { "Closed Lost" };
        format!(
            "Company {} - Renewal FY26,{stage},{before},{},2026-07-{:02},2026-08-{:02}",
            ["Abbott", "Barlow", "Cole", "Dunn"][n as usize % 4].to_owned() + &"x".repeat(n as usize),
            after.unwrap_or(before),
            n + 1,
            n + 1
        )
    });
    let (questions, headline) = asked(("deals.csv", &deals));
    assert!(questions.is_empty(), "{questions:?}");
    assert_eq!(rates(headline), of_book());
}

#[test]
fn what_was_renewed_and_what_was_lost_in_one_column_is_no_change() {
    let text = list("ARR,Outcome,Renewed / Lost ARR", |_, before, after| {
        format!("{before},{},{}", if after.is_some() { "Renewed" } else { "Churned" }, after.unwrap_or(-before))
    });
    let (questions, headline) = asked(("renewals.csv", &text));
    assert!(questions.is_empty(), "{questions:?}");
    assert_eq!(rates(headline), of_book());
}

#[test]
fn the_amount_of_a_deal_beside_its_change_and_amounts_of_today_are_asked_about() {
    let deals = list("Stage,Amount,Net ARR Change", |_, before, after| {
        let stage = if after.is_some() { "Closed Won" } else { "Closed Lost" };
        format!("{stage},{},{}", after.unwrap_or(before), after.unwrap_or(0) - before)
    });
    let (questions, _) = asked(("deals.csv", &deals));
    assert_eq!(answered(&questions, "after it"), of_book(), "{questions:?}");
    let today = list("Outcome,Account ARR", |_, _, after| {
        format!("{},{}", if after.is_some() { "Renewed" } else { "Churned" }, after.unwrap_or(0))
    });
    let (questions, headline) = asked(("deals.csv", &today));
    assert!(headline.is_none_or(|headline| headline.grr.is_none()), "{questions:?}");
}

/// Deals of the book whose customers paid `before`, and lines of what each pays from then on.
fn deals_and_lines(kind: &dyn Fn(&str) -> String) -> tempfile::TempDir {
    // Six digits that some programs read as days are ids all the same.
    let id = |n: i64| 230_108 + n * 101;
    let deals = rows("Record ID,Deal name,Deal stage,Contract end date,Previous ARR", |n, before, after| {
        let stage = if after.is_some() { "Closed won" } else { "Closed lost" };
        let name = ["Abbott", "Barlow", "Cole", "Dunn"][n as usize % 4].to_owned() + &"x".repeat(n as usize);
        Some(format!("{},{name} renewal,{stage},2026-08-{:02},{before}", id(n), n + 1))
    });
    let header = format!("Associated Deal ID,Name,Net price{}", kind("Billing frequency"));
    let lines = rows(&header, |n, before, after| {
        let pays = after.unwrap_or(before);
        let (id, again) = (id(n), kind("annually"));
        Some(format!("{id},Platform,{}{again}\n{id},Support,1000{again}\n{id},Onboarding,750{}", pays - 1000, kind("one-time")))
    });
    folder(&[("deals.csv", &deals), ("line_items.csv", &lines)])
}

#[test]
fn lines_of_deals_that_come_again_are_added_up_beside_the_deal() {
    let (questions, headline) = asked_of(&deals_and_lines(&|word| format!(",{word}")));
    assert!(questions.is_empty(), "{questions:?}");
    assert_eq!(rates(headline), of_book());
    // Nothing tells whether the third line comes again.
    let dir = deals_and_lines(&|_| String::new());
    let report = check(&Source::Folder(dir.path().into()), &request(None, "2026-Q3"), None).unwrap().to_string();
    assert!(report.contains("line_items.csv: its columns are not those of any table"), "{report}");
}

#[test]
fn what_renewals_were_worth_is_read_from_another_file_where_theirs_tells_only_what_became_of_them() {
    let outcomes = list("Outcome", |_, _, after| if after.is_some() { "Renewed" } else { "Churned" }.to_owned());
    let amounts =
        rows("Customer,ARR before,ARR after", |n, before, after| Some(format!("Customer {n},{before},{}", after.unwrap_or_default())));
    let (questions, headline) = asked_of(&folder(&[("renewals.csv", &outcomes), ("arr.csv", &amounts)]));
    assert!(questions.is_empty(), "{questions:?}");
    assert_eq!(rates(headline), of_book());
}

#[test]
fn what_became_of_planned_renewals_is_read_from_the_list_of_customers() {
    let planned = list("ARR,Renewal ARR", |_, before, after| format!("{before},{}", after.unwrap_or(before)));
    let customers = rows("Customer,Segment,Status,Churn date", |n, _, after| {
        let left = if after.is_some() { "Active,".to_owned() } else { format!("Churned,2026-08-{:02}", n + 1) };
        Some(format!("Customer {n},{},{left}", if n % 2 == 0 { "SMB" } else { "Enterprise" }))
    });
    let dir = folder(&[("renewals.csv", &planned), ("accounts.csv", &customers)]);
    let (questions, _) = asked_of(&dir);
    assert_eq!(answered(&questions, "they were lost"), of_book(), "{questions:?}");
    let report = check(&Source::Folder(dir.path().into()), &request(None, "2026-Q3"), None).unwrap().to_string();
    assert!(report.contains("accounts.csv → accounts"), "it stays a list of customers: {report}");
}

#[test]
fn the_day_of_a_task_is_not_the_one_on_which_the_contract_ends() {
    for (due, end) in [("Due Date", "Renewal Date"), ("Due", "Contract end"), ("Deadline", "Contract end")] {
        let tasks = rows(&format!("Task,Customer,{due},{end},ARR,New ARR,Status"), |n, before, after| {
            let status = if after.is_some() { "Renewed" } else { "Churned" };
            Some(format!("Renew,Customer {n},2026-06-{:02},2026-08-{:02},{before},{},{status}", n + 1, n + 1, after.unwrap_or(0)))
        });
        let (questions, headline) = asked(("tasks.csv", &tasks));
        assert!(questions.is_empty(), "{due} {questions:?}");
        assert_eq!(rates(headline), of_book(), "{due}");
    }
}

#[test]
fn what_was_at_risk_is_a_part_of_what_was_paid_and_what_was_renewed_one_of_the_total() {
    let at_risk = list("ARR,ARR at Risk,Renewed ARR,Status", |n, before, after| {
        let status = if after.is_some() { "Renewed" } else { "Churned" };
        format!("{before},{},{},{status}", if n % 2 == 0 { before } else { 0 }, after.unwrap_or(0))
    });
    let parts = list("ARR,Renewed ARR,Upsell ARR,Total ARR", |_, before, after| {
        let renewed = after.unwrap_or(0).min(before);
        format!("{before},{renewed},{},{}", after.unwrap_or(0) - renewed, after.unwrap_or(0))
    });
    for text in [at_risk, parts] {
        let (questions, headline) = asked(("renewals.csv", &text));
        assert!(questions.is_empty(), "{text}{questions:?}");
        assert_eq!(rates(headline), of_book(), "{text}");
    }
}
