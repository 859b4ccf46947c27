//! Amounts before and after that no name gives away: the rows tell which is which, or it is asked.

use std::fmt::Write as _;

use super::tests::{folder, request};
use super::*;
use crate::domain::facts::Facts;
use crate::domain::progress::Silent;
use crate::domain::question::Question;

/// Two renewals of each of five customers: what was before, after, and what became of it.
const BOOK: [(&str, i32, u32, Option<u32>); 10] = [
    ("A", 2025, 30_000, Some(33_000)),
    ("A", 2026, 33_000, Some(36_000)),
    ("B", 2025, 20_000, Some(20_000)),
    ("B", 2026, 20_000, Some(10_000)),
    ("C", 2025, 40_000, Some(20_000)),
    ("C", 2026, 20_000, Some(20_000)),
    ("D", 2025, 10_000, Some(10_000)),
    ("D", 2026, 10_000, Some(12_000)),
    ("E", 2025, 15_000, Some(15_000)),
    ("E", 2026, 15_000, None),
];

/// The book under the names of two columns, each row with what `beside` gives of its amounts.
fn book(columns: &str, row: impl Fn(u32, Option<u32>) -> String) -> String {
    let mut text = format!("Customer,Due date,Outcome,{columns}\n");
    for (customer, year, before, after) in BOOK {
        let outcome = if after.is_some() { "Renewed" } else { "Churned" };
        writeln!(text, "{customer},{year}-08-31,{outcome},{}", row(before, after)).unwrap();
    }
    text
}

fn plain(amount: Option<u32>) -> String {
    amount.map_or_else(String::new, |amount| amount.to_string())
}

fn look(text: &str) -> (Vec<(String, &'static str)>, Vec<Question>, Result<Facts>) {
    let dir = folder(&[("r.csv", text)]);
    let source = Source::Folder(dir.path().into());
    let report = check(&source, &request(None, "2026-Q3"), None).unwrap();
    let columns = report.files[0].columns.iter().map(|column| (column.column.clone(), column.field.key())).collect();
    (columns, report.questions, compile(&source, &request(None, "2026-Q3"), None, &Silent))
}

fn is_read(columns: &[(String, &'static str)], column: &str, field: &str) -> bool {
    columns.iter().any(|(name, known)| name == column && *known == field)
}

#[test]
fn amounts_that_go_where_something_is_lost_came_after_whatever_they_are_called() {
    for (before, after) in
        [("Annual fee", "Fee at renewal"), ("Ada ya mwaka", "Mkataba mpya"), ("Fee at renewal", "Annual fee"), ("p1", "p2")]
    {
        for gone in ["", "0"] {
            let row = |was: u32, is: Option<u32>| format!("{was},{}", is.map_or_else(|| gone.to_owned(), |is| is.to_string()));
            let (columns, questions, facts) = look(&book(&format!("{before},{after}"), row));
            assert!(is_read(&columns, before, "arr_before") && is_read(&columns, after, "arr_after"), "{before}: {columns:?}");
            assert_eq!(questions, []);
            let facts = facts.unwrap();
            let sums = facts
                .in_scope()
                .fold((0, 0), |(before, after), r| (before + r.before.unwrap().in_minor(), after + r.after.unwrap().in_minor()));
            assert_eq!(sums, (9_800_000, 7_800_000), "{before}, {after}");
        }
    }
}

#[test]
fn where_nothing_was_lost_the_next_renewal_begins_with_what_came_after() {
    let text = book("Tasa,Ny tasa", |was, is| format!("{was},{}", plain(is)));
    let kept: Vec<&str> = text.lines().filter(|line| !line.starts_with('E')).collect();
    let (columns, ..) = look(&kept.join("\n"));
    assert!(is_read(&columns, "Tasa", "arr_before") && is_read(&columns, "Ny tasa", "arr_after"), "{columns:?}");
}

#[test]
fn the_amount_of_a_deal_that_stands_where_it_was_lost_stays_one() {
    let (columns, _, facts) = look(&book("Last year,Expected Revenue", |was, is| format!("{was},{}", is.unwrap_or(was))));
    assert!(is_read(&columns, "Last year", "arr_before") && is_read(&columns, "Expected Revenue", "amount"), "{columns:?}");
    let issues = facts.unwrap().quality.issues;
    assert!(!issues.iter().any(|issue| issue.message.contains("ARR after is not zero")), "{issues:?}");
}

#[test]
fn of_two_columns_that_go_with_the_losses_the_one_that_the_next_renewal_begins_with_came_after() {
    let taxed = |was: u32, is: Option<u32>| format!("{was},{},{}", plain(is), plain(is.map(|is| is * 122 / 100)));
    let (columns, questions, _) = look(&book("Annual fee,Fee at renewal,With tax", taxed));
    assert!(is_read(&columns, "Fee at renewal", "arr_after") && !columns.iter().any(|(name, _)| name == "With tax"), "{columns:?}");
    assert_eq!(questions, []);
}

#[test]
fn amounts_that_may_be_a_side_are_asked_with_the_figures_of_each_answer() {
    // One that was renewed has no amount after, and no customer stands there twice.
    let text = book("Annual fee,Fee at renewal", |was, is| format!("{was},{}", plain(is.filter(|_| was != 40_000))));
    let apart: String =
        text.lines().enumerate().map(|(n, line)| if n == 0 { format!("{line}\n") } else { format!("{n}{line}\n") }).collect();
    let (_, questions, facts) = look(&apart);
    let [question] = &questions[..] else { panic!("{questions:?}") };
    assert!(question.asked.contains("Fee at renewal") && question.answers.len() == 2, "{question}");
    assert_ne!(question.answers[0].figures, question.answers[1].figures);
    assert!(matches!(facts, Err(Error::Asked { .. })), "{facts:?}");
}

#[test]
fn amounts_that_only_repeat_others_or_are_of_another_size_are_no_side() {
    for beside in [
        |was: u32, is: Option<u32>| format!("{was},{}", plain(is.map(|_| was))),
        |was: u32, is: Option<u32>| format!("{was},{}", plain(is.map(|is| is / 20))),
    ] {
        let (columns, questions, _) = look(&book("Annual fee,Paid", beside));
        assert!(is_read(&columns, "Annual fee", "amount") && questions.is_empty(), "{columns:?} {questions:?}");
    }
}

#[test]
fn both_sides_cover_the_same_where_one_name_tells_it() {
    let (_, _, facts) = look(&book("Monthly fee,Fee at renewal", |was, is| format!("{was},{}", plain(is))));
    let facts = facts.unwrap();
    let renewed = facts.in_scope().find(|r| &*r.account == "A").unwrap();
    assert_eq!(renewed.before.map(|m| m.to_string()).as_deref(), Some("396000.00"));
    assert_eq!(renewed.after.map(|m| m.to_string()).as_deref(), Some("432000.00"));
}
