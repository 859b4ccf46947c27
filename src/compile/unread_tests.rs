//! Rows that cannot be read: a few are left out and told, many stop the retro until somebody says that they may be.

use std::fmt::Write as _;

use super::tests::{folder, request};
use super::*;
use crate::domain::progress::Silent;

/// Forty renewals due in the quarter, of which the first `unread` have a day that nobody can read.
fn book(unread: usize, twice: usize) -> String {
    let mut text = String::from("Renewal ID,Customer,Renewal date,Previous ARR,New ARR,Outcome\n");
    for n in 0..40 {
        let due = if n < unread { "late summer".to_owned() } else { format!("2026-08-{:02}", n % 28 + 1) };
        let (after, outcome) = if n % 8 == 7 { (0, "Churned") } else { (1_000, "Renewed") };
        let row = format!("R{n},Customer {n},{due},1000,{after},{outcome}\n");
        write!(text, "{row}").unwrap();
        if n >= 40 - twice {
            write!(text, "{row}").unwrap();
        }
    }
    text
}

fn look(text: &str, mapping: &str) -> (CheckReport, Result<Facts>) {
    let dir = folder(&[("renewals.csv", text), ("mapping.toml", mapping)]);
    let (source, request) = (Source::Folder(dir.path().into()), request(None, "2026-Q3"));
    (check(&source, &request, None).unwrap(), compile(&source, &request, None, &Silent))
}

#[test]
fn a_few_rows_that_cannot_be_read_are_left_out_and_many_are_asked_about() {
    for (unread, twice, is_ready) in
        [(0, 0, true), (1, 0, true), (2, 0, true), (5, 0, true), (6, 0, false), (18, 0, false), (0, 20, true), (6, 20, false)]
    {
        let (report, facts) = look(&book(unread, twice), "");
        assert_eq!((report.is_ready(), facts.is_ok()), (is_ready, is_ready), "{unread}, {twice}: {report}");
        if !is_ready {
            let (asked, answers) = (&report.questions[0].asked, &report.questions[0].answers);
            assert!(asked.starts_with(&format!("{unread} of {} rows cannot be read", 40 + twice)), "{asked}");
            assert!(asked.contains("line 2: `Renewal date`, “late summer”"), "{asked}");
            assert_eq!((report.questions.len(), answers.len()), (1, 1));
            let (said, facts) = look(&book(unread, twice), &answers[0].mapping);
            assert!(said.is_ready() && facts.is_ok(), "{said}");
            assert!(said.mapping.contains("leave_out_unread = true"), "{}", said.mapping);
        }
    }
}

#[test]
fn of_a_small_file_a_quarter_is_many() {
    let text =
        "Customer,Renewal date,Previous ARR,New ARR,Outcome\nA,2026-08-01,10,10,Renewed\nB,soon,10,10,Renewed\nC,later,10,0,Churned\n";
    assert!(!look(text, "").0.is_ready());
    assert!(look(&text.replace("later", "2026-08-03"), "").0.is_ready(), "one row is a slip");
}
