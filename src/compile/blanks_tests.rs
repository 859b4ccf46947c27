//! Renewals of which nothing stands where others say what became of them, columns that say different things, and rows that are something
//! else than renewals.

use std::fmt::Write as _;

use super::sizes_tests::{asked, asked_of, rates, told};
use super::tests::folder;

/// Ten customers of 100, of whom the last two left. `row` writes what stands behind the day.
fn book(header: &str, row: impl Fn(usize, bool) -> String) -> String {
    let mut text = format!("Customer,Renewal date,{header}\n");
    for n in 0..10 {
        writeln!(text, "Cust {n},2026-08-{:02},{}", n + 1, row(n, n >= 8)).unwrap();
    }
    text
}

#[test]
fn nothing_beside_what_was_due_is_asked_about_with_each_of_its_meanings() {
    for (renewed, lost, first) in [("x", "", "they were lost"), ("Yes", "", "they were lost"), ("", "Churned", "they were renewed")] {
        let text = book("Renewed,ARR before,ARR after", |_, is_lost| {
            format!("{},100,{}", if is_lost { lost } else { renewed }, if is_lost { "" } else { "100" })
        });
        let (questions, _) = asked(("r.csv", &text));
        let [question] = &questions[..] else { panic!("{questions:?}") };
        assert_eq!((question.answers.len(), question.answers[0].means.as_str()), (3, first), "{question}");
        let counts: Vec<_> = question.answers.iter().filter_map(|answer| Some((answer.figures?.churned, answer.figures?.open))).collect();
        assert!(counts.contains(&(2, 0)), "{counts:?}");
        // The answer holds, and nothing is asked again.
        let (left, headline) = asked_of(&folder(&[("r.csv", &text), ("mapping.toml", &question.answers[0].mapping)]));
        assert_eq!((left.len(), headline.map(|headline| headline.churned)), (0, Some(2)), "{left:?}");
    }
}

#[test]
fn an_outcome_that_is_only_sometimes_written_down_is_asked_about_a_month_later() {
    let text = book("Outcome,ARR before,ARR after", |n, is_lost| match (n, is_lost) {
        (9, _) => ",100,".to_owned(),
        (_, true) => "Churned,100,0".to_owned(),
        _ => "Renewed,100,100".to_owned(),
    });
    let (questions, _) = asked(("r.csv", &text));
    let [question] = &questions[..] else { panic!("{questions:?}") };
    assert_eq!(question.answers[0].means, "they are still open");
}

#[test]
fn two_columns_of_outcomes_that_differ_are_asked_about() {
    let text = book("Opportunity status,Contract status,ARR before,ARR after", |n, is_lost| {
        let (deal, contract) = if is_lost { ("Closed Lost", "Terminated") } else { ("Closed Won", "Active") };
        format!("{deal},{},100,{}", if n == 3 { "Terminated" } else { contract }, if is_lost { 0 } else { 100 })
    });
    let (questions, _) = asked(("r.csv", &text));
    let [question] = &questions[..] else { panic!("{questions:?}") };
    let lost: Vec<_> = question.answers.iter().filter_map(|answer| Some(answer.figures?.churned)).collect();
    assert_eq!(lost, [2, 3], "{question}");
    let agreeing = text.replace("Cust 3,2026-08-04,Closed Won,Terminated", "Cust 3,2026-08-04,Closed Won,Active");
    assert!(asked(("r.csv", &agreeing)).0.is_empty());
}

#[test]
fn rows_before_which_nothing_was_paid_and_that_say_what_they_are_are_asked_about() {
    let mut text = book("Status,Item,ARR before,ARR after", |_, is_lost| {
        format!("{},Subscription,100,{}", if is_lost { "Churned" } else { "Renewed" }, if is_lost { 0 } else { 100 })
    });
    for (n, item) in ["Onboarding workshop", "Data migration", "Custom report"].into_iter().enumerate() {
        writeln!(text, "Cust {n},2026-08-20,Renewed,{item},0,30").unwrap();
    }
    let (questions, _) = asked(("r.csv", &text));
    let [question] = &questions[..] else { panic!("{questions:?}") };
    assert_eq!((question.answers[0].figures.unwrap().due, rates(question.answers[0].figures)), (10, told("80.0", "80.0")), "{question}");
}

/// Twelve customers with terms of a year, two of whom left.
fn terms(extra: &str) -> String {
    let mut text = String::from("Customer,Contract,Start date,End date,Amount,Item\n");
    for n in 0..12 {
        for year in [2024, 2025, 2026] {
            if year < 2026 || n < 10 {
                writeln!(text, "Cust {n},K{n},{year}-08-{:02},{}-08-{:02},1000,Platform", n + 1, year + 1, n + 1).unwrap();
            }
        }
    }
    text + extra
}

#[test]
fn rows_that_never_come_again_are_asked_about_whatever_they_are_called() {
    let mut once = String::new();
    for (n, item) in ["Kickoff", "Migration", "Report", "Portal", "Review"].into_iter().enumerate() {
        writeln!(once, "Cust {n},K{n},2025-08-{:02},2026-08-{:02},200,{item}", n + 1, n + 1).unwrap();
    }
    let (questions, _) = asked(("lines.csv", &terms(&once)));
    let question = questions.iter().find(|question| question.asked.contains("may come once")).unwrap_or_else(|| panic!("{questions:?}"));
    assert_eq!((question.answers[0].figures.unwrap().due, rates(question.answers[0].figures)), (12, told("83.3", "83.3")), "{question}");
}

#[test]
fn charges_that_are_told_to_come_once_are_left_out_unasked() {
    let text = terms("").replace(",Platform", ",RC") + "Cust 1,K1,2025-08-02,2026-08-02,200,OTC\nCust 2,K2,2025-08-03,2026-08-03,200,OTC\n";
    let (questions, headline) = asked(("lines.csv", &text.replacen(",Item", ",Charge", 1)));
    assert_eq!((questions.len(), rates(headline)), (0, told("83.3", "83.3")), "{questions:?}");
}

#[test]
fn the_numbers_of_contracts_tell_which_term_follows_which_whatever_they_are_called() {
    let mut text = String::from("Customer,Vertrag X,Start date,End date,ARR\n");
    for n in 0..6 {
        // Two contracts of one customer end on one day: the larger one is lost, and the smaller one grows to its size.
        writeln!(text, "Cust {n},A{n},2025-08-01,2026-08-01,3600\nCust {n},B{n},2025-08-01,2026-08-01,3000").unwrap();
        writeln!(text, "Cust {n},B{n},2026-08-02,2027-08-01,3600").unwrap();
    }
    let (questions, headline) = asked(("contracts.csv", &text));
    assert_eq!((questions.len(), rates(headline)), (0, told("45.5", "54.5")), "{questions:?}");
}
