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

/// Ten contracts that end in August, the last three of which nobody renewed; `next` writes the customer and the numbers it goes on from.
fn linked(header: &str, next: impl Fn(usize) -> Vec<(String, String, i64)>) -> String {
    let mut text = format!("Contract,Customer,Start,End,ARR,{header}\n");
    let mut number = 100;
    for n in 0..10 {
        writeln!(text, "C{number},Customer {n},2025-08-{:02},2026-08-{:02},{},", n + 2, n + 1, 10_000 + n * 1000).unwrap();
        let own = number;
        number += 1;
        for (customer, days, arr) in next(n) {
            writeln!(text, "C{number},{customer},{days},{arr},C{own}").unwrap();
            number += 1;
        }
    }
    text
}

#[test]
fn contracts_that_name_the_ones_they_go_on_from_are_one_whatever_customer_they_are_of() {
    let days = |n: usize| format!("2026-08-{:02},2027-08-{:02}", n + 2, n + 1);
    let arr = |n: usize| 10_000 + n as i64 * 1000;
    // Of 145,000 the last three paid 54,000.
    let right = told("62.8", "62.8");
    let renamed = |n: usize| if n < 7 { vec![(format!("Acquirer {n}"), days(n), arr(n))] } else { Vec::new() };
    let early = |n: usize| {
        if n < 7 { vec![(format!("Customer {n}"), format!("2026-05-{:02},2027-05-{:02}", n + 2, n + 1), arr(n))] } else { Vec::new() }
    };
    let split = |n: usize| {
        let part = |customer: String, arr: i64| (customer, days(n), arr);
        let parts = vec![part(format!("Customer {n}"), arr(n) - 4000), part(format!("Branch {n}"), 4000)];
        if n < 7 { parts } else { Vec::new() }
    };
    for text in [linked("Renewal of", renamed), linked("Vorgänger", early), linked("Replaces", split)] {
        let (questions, headline) = asked(("contracts.csv", &text));
        assert!(questions.is_empty(), "{text}{questions:?}");
        assert_eq!(rates(headline), right, "{text}");
    }
}

#[test]
fn two_contracts_that_one_replaces_count_together() {
    let mut text = "Contract,Customer,Start,End,ARR,Replaces\n".to_owned();
    for n in 0..6 {
        let (from, to) = (format!("2025-08-{:02},2026-08-{:02}", n + 2, n + 1), format!("2026-08-{:02},2027-08-{:02}", n + 2, n + 1));
        writeln!(text, "CT-{n}1,Customer {n},{from},10000,\nCT-{n}2,Branch {n},{from},5000,").unwrap();
        if n > 0 {
            writeln!(text, "CT-{n}3,Customer {n},{to},15000,CT-{n}1; CT-{n}2").unwrap();
        }
    }
    let (questions, headline) = asked(("contracts.csv", &text));
    assert!(questions.is_empty(), "{questions:?}");
    assert_eq!(rates(headline), told("83.3", "83.3"));
}

/// A contract above others is no earlier one: nothing follows from its number.
#[test]
fn a_frame_contract_links_nothing() {
    let mut text = "Contract,Customer,Start,End,ARR,Parent contract\n".to_owned();
    for n in 0..8 {
        writeln!(text, "F{n},Customer {n},2025-01-01,2026-12-31,1000,").unwrap();
        writeln!(text, "X{n},Customer {n},2025-08-{:02},2026-08-{:02},10000,F{n}", n + 2, n + 1).unwrap();
    }
    let (_, headline) = asked(("contracts.csv", &text));
    assert!(headline.is_none_or(|headline| headline.grr == Some(0.0)), "{headline:?}");
}

#[test]
fn a_row_that_says_two_things_of_what_became_of_it_is_asked_about() {
    // The second renewal shrank to nothing by the outcome, and kept its amount by the other column.
    let base = |n: i64, before: i64, after: Option<i64>| match after {
        Some(after) if n % 3 == 1 => format!("{before},{after},Churned"),
        after => format!("{before},{},{}", after.unwrap_or(0), outcome(after)),
    };
    let (questions, _) = asked(("renewals.csv", &list("ARR,New ARR,Outcome", base)));
    assert_eq!(answered(&questions, "they were renewed"), of_book(), "{questions:?}");
    let taken_back = |header: &str| {
        list(&format!("ARR,New ARR,Outcome,{header}"), |_, before, after| match after {
            Some(after) => format!("{before},{after},Renewed,"),
            None => format!("{before},{before},Renewed,2026-09-02"),
        })
    };
    for header in ["Renewal withdrawn on", "Verlängerung widerrufen am"] {
        let (questions, _) = asked(("renewals.csv", &taken_back(header)));
        assert_eq!(answered(&questions, "they were lost"), of_book(), "{header}: {questions:?}");
    }
    // A renewal and a loss that were both taken back are two questions: what holds of one does not of the other.
    let both = list("ARR,New ARR,Outcome,Decision reversed on", |n, before, after| match (n, after) {
        (0, _) => format!("{before},{before},Renewed,2026-09-02"),
        (1, _) => format!("{before},0,Churned,2026-09-02"),
        (_, after) => format!("{before},{},{},", after.unwrap_or(0), outcome(after)),
    });
    let (questions, _) = asked(("renewals.csv", &both));
    let taken_back = questions.iter().filter(|question| question.asked.contains("taken back")).count();
    assert_eq!(taken_back, 2, "{questions:?}");
    let row = |_: i64, before: i64, after: Option<i64>| match after {
        Some(after) => format!("{before},{after},Closed won,Renewal"),
        None => format!("{before},{before},Closed won,Churn"),
    };
    let (questions, _) = asked(("deals.csv", &list("Current ARR,Amount,Deal stage,Deal type", row)));
    assert_eq!(answered(&questions, "they were lost"), of_book(), "{questions:?}");
}

#[test]
fn amounts_that_stand_again_on_each_row_of_a_customer_and_day_are_asked_about() {
    let twice = |header: &str, values: [&str; 2]| {
        let row = |n: i64, before: i64, after: Option<i64>| {
            let own = format!("{before},{},{}", after.unwrap_or(0), outcome(after));
            let again = || format!("Customer {n},2026-08-{:02},{own},{}", n + 1, values[1]);
            if n % 3 == 0 { format!("{own},{}\n{}", values[0], again()) } else { format!("{own},{}", values[0]) }
        };
        list(&format!("ARR,New ARR,Outcome,{header}"), row)
    };
    for (header, values) in [("Split", ["60%", "40%"]), ("Product", ["Core", "API"]), ("Team member", ["Lena", "Sofia"])] {
        let (questions, headline) = asked(("renewals.csv", &twice(header, values)));
        if questions.is_empty() {
            assert_eq!(rates(headline), of_book(), "{header}");
        } else {
            assert_eq!(answered(&questions, "count once"), of_book(), "{header}: {questions:?}");
        }
    }
    let months = (0..).zip(months().lines().map(str::to_owned).collect::<Vec<_>>());
    let doubled: String = months.fold(String::new(), |text, (n, line): (usize, String)| match n {
        0 => text + &line + ",CSM\n",
        n if line.contains("2026-09-28") && n % 2 == 0 => text + &format!("{line},Lena\n{line},Sofia\n"),
        _ => text + &line + ",Lena\n",
    });
    let (questions, _) = asked(("arr.csv", &doubled));
    assert_eq!(answered(&questions, "count once"), told("100.0", "100.0"), "{questions:?}");
}

#[test]
fn rows_of_a_parent_that_are_the_sums_of_its_children_are_asked_about() {
    // Twelve renewals, in four groups of three of one day each, and a row for each group.
    let all = book();
    let day = |group: usize| format!("2026-08-{:02}", group + 1);
    let mut text = "Account,Parent account,Renewal date,ARR,New ARR,Outcome\n".to_owned();
    for (group, rows) in all.chunks(3).enumerate() {
        let sum = rows.iter().fold((0, 0), |sum, (before, after)| (sum.0 + before, sum.1 + after.unwrap_or(0)));
        writeln!(text, "Group {group},,{},{},{},Renewed", day(group), sum.0, sum.1).unwrap();
        for (n, (before, after)) in rows.iter().enumerate() {
            let is = outcome(*after);
            writeln!(text, "Branch {group}-{n},Group {group},{},{before},{},{is}", day(group), after.unwrap_or(0)).unwrap();
        }
    }
    let (questions, _) = asked(("renewals.csv", &text));
    assert_eq!(answered(&questions, "leave them out"), of_book(), "{questions:?}");
    // A parent with a contract of its own is no sum.
    let own = text.replace(",Renewed\nBranch 0-0", ",Renewed\nGroup 9,,2026-08-20,7000,7000,Renewed\nBranch 0-0");
    let owners = own.lines().filter(|line| !line.starts_with("Group ") || line.starts_with("Group 9")).collect::<Vec<_>>().join("\n");
    let (questions, _) = asked(("renewals.csv", &owners));
    assert!(questions.iter().all(|question| !question.asked.contains("Are these rows sums")), "{questions:?}");
}

#[test]
fn many_renewals_none_of_which_was_lost_are_told_with_the_line_that_says_that_losses_are_missing() {
    let rows = (0..30).fold("Customer,Renewal date,ARR,New ARR,Outcome\n".to_owned(), |text, n| {
        text + &format!("Customer {n},2026-08-{:02},{before},{before},Renewed\n", n % 28 + 1, before = 10_000 + n * 100)
    });
    // Where all say so, or they are many, it is asked.
    for rows in [rows.clone(), rows.repeat(2).replacen("Customer,Renewal date,ARR,New ARR,Outcome\n", "", 0)] {
        let (questions, _) = asked(("renewals.csv", &rows));
        assert!(questions.iter().any(|question| question.asked.contains("none was lost")), "{questions:?}");
    }
    let rows = rows + "Customer 98,2026-12-01,9000,,Open\n";
    let look = |files: &[(&str, &str)]| super::tests::facts(&folder(files), None, "2026-Q3");
    let is_told =
        |facts: &crate::domain::facts::Facts| facts.quality.issues.iter().any(|issue| issue.message.contains("only_renewed = true"));
    assert!(is_told(&look(&[("renewals.csv", &rows)])));
    let said = look(&[("renewals.csv", &rows), ("mapping.toml", "[files.\"renewals.csv\"]\nonly_renewed = true\n")]);
    assert!(!is_told(&said) && said.no_dues.is_some(), "{:?}", said.no_dues);
    // One loss in any quarter tells that losses are in it.
    assert!(!is_told(&look(&[("renewals.csv", &(rows + "Customer 99,2025-11-01,5000,0,Churned\n"))])));
}
