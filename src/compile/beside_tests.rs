//! What stands beside the amounts and tells of them: the name of their file, the currency of their customer, totals of several contracts, the way of
//! a change, and amounts that alone tell what was lost.

use std::fmt::Write as _;

use super::by_row_tests::{answered, list, of_book, outcome, read};
use super::sizes_tests::{asked, asked_of, rates};
use super::tests::{facts, folder};

/// Both columns of amounts, each of so many parts of a year.
fn parted(parts: i64) -> impl Fn(i64, i64, Option<i64>) -> String {
    move |_, before, after| {
        let each = |amount: i64| amount as f64 / parts as f64;
        format!("{:.4},{:.4},{}", each(before), each(after.unwrap_or(0)), outcome(after))
    }
}

/// Every second row of a list.
fn half(text: &str, odd: bool) -> String {
    let rows = text.lines().enumerate().filter(|(n, _)| *n == 0 || (n % 2 == 1) == odd);
    rows.map(|(_, line)| line).collect::<Vec<_>>().join("\n")
}

const AMOUNTS: &str = "Amount before,Amount after,Outcome";

#[test]
fn the_name_of_a_file_tells_what_its_amounts_cover() {
    let (years, months) = (list(AMOUNTS, parted(1)), list(AMOUNTS, parted(12)));
    for (of_years, of_months) in [("renewals_ARR.csv", "renewals_MRR.csv"), ("Q3 arr.csv", "Q3 mrr.csv")] {
        let dir = folder(&[(of_years, &half(&years, true)), (of_months, &half(&months, false))]);
        let (questions, headline) = asked_of(&dir);
        assert!(questions.is_empty(), "{questions:?}");
        assert_eq!(rates(headline), of_book());
    }
}

#[test]
fn amounts_of_files_that_are_called_after_currencies_are_never_added_up() {
    let text = list(AMOUNTS, parted(1));
    let dir = folder(&[("renewals_eur.csv", &half(&text, true)), ("renewals_usd.csv", &half(&text, false))]);
    let facts = facts(&dir, None, "2026-Q3");
    assert!(facts.quality.issues.iter().any(|issue| issue.message.contains("amounts in USD are left out")), "{:?}", facts.quality.issues);
    // A word is no currency.
    assert_eq!(rates(asked_of(&folder(&[("second try.csv", &text)])).1), of_book());
}

#[test]
fn whether_amounts_are_in_the_currencies_of_their_customers_is_asked() {
    let accounts = |codes: [&str; 2]| {
        let mut text = "Customer,Segment,Contract currency\n".to_owned();
        (0..12).for_each(|n| writeln!(text, "Customer {n},SMB,{}", codes[n % 2]).unwrap());
        text
    };
    let text = list(AMOUNTS, parted(1));
    let (questions, _) = asked_of(&folder(&[("renewals.csv", &text), ("accounts.csv", &accounts(["EUR", "USD"]))]));
    assert_eq!(answered(&questions, "all amounts are in one currency"), of_book());
    assert_ne!(answered(&questions, "each in its customer's currency"), of_book());
    let (questions, headline) = asked_of(&folder(&[("renewals.csv", &text), ("accounts.csv", &accounts(["EUR", "EUR"]))]));
    assert!(questions.is_empty(), "{questions:?}");
    assert_eq!(rates(headline), of_book());
}

#[test]
fn a_row_as_large_as_the_others_of_its_customer_and_day_is_asked_about() {
    for (header, total) in [("Product,ARR before,ARR after,Outcome", "All products"), ("Line,ARR before,ARR after,Outcome", "")] {
        let row = |n: i64, before: i64, after: Option<i64>| format!("P{n},{before},{},{}", after.unwrap_or(0), outcome(after));
        let mut text = list(header, row);
        let lines: Vec<String> = text.lines().skip(1).map(ToOwned::to_owned).collect();
        for pair in lines.chunks(2) {
            // Both contracts are of the first's customer and day.
            let whose = pair[0].split(',').take(2).collect::<Vec<_>>().join(",");
            let old = pair[1].split(',').take(2).collect::<Vec<_>>().join(",");
            text = text.replace(&format!("{old},"), &format!("{whose},"));
            let sum = |at: usize| pair.iter().map(|line| line.split(',').nth(at).unwrap().parse::<i64>().unwrap()).sum::<i64>();
            let became = if sum(4) == 0 { "Churned" } else { "Renewed" };
            writeln!(text, "{whose},{total},{},{},{became}", sum(3), sum(4)).unwrap();
        }
        let (questions, _) = asked(("renewals.csv", &text));
        assert_eq!(answered(&questions, "yes, leave them out"), of_book(), "{text}");
    }
}

#[test]
fn a_word_tells_the_way_of_a_change_without_a_sign() {
    let row = |_, before: i64, after: Option<i64>| {
        let change = after.unwrap_or(0) - before;
        let way = match after {
            None => "Churn",
            Some(_) if change < 0 => "Down",
            Some(_) if change > 0 => "Up",
            Some(_) => "Flat",
        };
        format!("{before},{},{way}", change.abs())
    };
    assert_eq!(read(&list("Opening ARR,Change,Direction", row)), of_book());
    let named = |n, before, after: Option<i64>| {
        let way = if after.is_some_and(|after| after < before) { "Decrease" } else { "Increase" };
        format!("{},{way},{}", row(n, before, after).rsplit_once(',').unwrap().0, outcome(after))
    };
    assert_eq!(read(&list("Opening ARR,Change,Way,Outcome", named)), of_book());
}

#[test]
fn amounts_after_alone_tell_what_was_lost() {
    let zero = |_, before: i64, after: Option<i64>| format!("{before},{}", after.unwrap_or(0));
    assert_eq!(read(&list("ARR before,ARR after", zero)), of_book());
    let with_losses = |_, before: i64, after: Option<i64>| {
        let after = after.unwrap_or(0);
        format!("{before},{after},{}", before - after.min(before))
    };
    assert_eq!(read(&list("ARR before,ARR after,Lost", with_losses)), of_book());
    let blank = |_, before: i64, after: Option<i64>| format!("{before},{}", after.map_or(String::new(), |after| after.to_string()));
    let (questions, _) = asked(("renewals.csv", &list("ARR before,ARR after", blank)));
    assert_eq!(answered(&questions, "they were lost"), of_book());
}

#[test]
fn what_became_of_renewals_is_found_in_a_second_file_by_the_name_of_the_customer() {
    let text = list("ARR before,ARR after,Outcome", |_, before, after| format!("{before},{},{}", after.unwrap_or(0), outcome(after)));
    let cut = |columns: &[usize]| -> String {
        let line = |line: &str| columns.iter().map(|at| line.split(',').nth(*at).unwrap()).collect::<Vec<_>>().join(",") + "\n";
        text.lines().map(line).collect()
    };
    let dir = folder(&[("contracts.csv", &cut(&[0, 1, 2, 3])), ("outcomes.csv", &cut(&[0, 4]))]);
    let (questions, headline) = asked_of(&dir);
    assert!(questions.is_empty(), "{questions:?}");
    assert_eq!(rates(headline), of_book());
}

#[test]
fn what_comes_once_is_told_under_type_as_well() {
    let row = |n: i64, before: i64, after: Option<i64>| {
        let once = if n % 3 == 0 { format!("\nOnce {n},2026-08-20,One-off,700,0,") } else { String::new() };
        format!("Recurring,{before},{},{}{once}", after.unwrap_or(0), outcome(after))
    };
    assert_eq!(read(&list("Type,ARR before,ARR after,Outcome", row)), of_book());
}

#[test]
fn rows_of_another_size_than_the_others_are_asked_about() {
    let small = |n: i64| n % 3 == 0;
    let row = |n: i64, before: i64, after: Option<i64>| {
        let written = |amount: i64| if small(n) { format!("{}", amount as f64 / 1000.0) } else { amount.to_string() };
        format!("{},{},{}", written(before), written(after.unwrap_or(0)), outcome(after))
    };
    let (questions, _) = asked(("renewals.csv", &list(AMOUNTS, row)));
    assert_eq!(answered(&questions, "in thousands"), of_book());
    let of_months = |n: i64, before: i64, after: Option<i64>| {
        let written = |amount: i64| if small(n) { format!("{:.2}", (amount + 100) as f64 / 12.0) } else { (amount + 100).to_string() };
        format!("{},{},{}", written(before), written(after.map_or(-100, |after| after)), outcome(after))
    };
    let (questions, _) = asked(("renewals.csv", &list(AMOUNTS, of_months)));
    assert!(questions.iter().any(|question| question.answers[0].mapping.contains("month, both")), "{questions:?}");
}
