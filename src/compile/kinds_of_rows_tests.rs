//! What rows tell of each other, whatever their columns are called and whatever system wrote them.

use std::fmt::Write as _;

use chrono::{Days, NaiveDate};

use super::tests::{facts, facts_or_asked, folder, request};
use super::*;
use crate::domain::facts::Facts;
use crate::domain::question::Question;
use crate::domain::renewal::Outcome;

fn asked(files: &[(&str, &str)]) -> Vec<Question> {
    facts_or_asked(&folder(files)).unwrap_err()
}

fn outcomes(facts: &Facts) -> [usize; 3] {
    let count = |outcome| facts.in_scope().filter(|renewal| renewal.outcome == outcome).count();
    [Outcome::Renewed, Outcome::Churned, Outcome::Open].map(count)
}

/// Twenty renewals due in the window, of which every fifth is lost, each as `row` writes it.
fn book(header: &str, row: impl Fn(usize, &str, bool) -> String) -> String {
    (0..20).fold(format!("{header}\n"), |mut text, n| {
        writeln!(text, "{}", row(n, &format!("2026-08-{:02}", n + 1), n % 5 == 0)).unwrap();
        text
    })
}

#[test]
fn headings_that_stand_again_among_the_rows_are_left_out_and_told() {
    let text = "Customer,Renewal date,Status,Old ARR,New ARR\nA,2026-08-01,Renewed,10,10\nB,2026-08-02,Lost,10,0\n\
        Customer,Renewal date,Status,Old ARR,New ARR\nC,2026-09-01,Renewed,10,12\n";
    let facts = facts(&folder(&[("board.csv", text)]), None, "2026-Q3");
    assert_eq!(outcomes(&facts), [2, 1, 0]);
    assert_eq!((facts.quality.files[0].read, facts.quality.files[0].rejected), (3, 0));
    let report = check(&Source::Folder(folder(&[("board.csv", text)]).path().into()), &request(None, "2026-Q3"), None).unwrap();
    assert!(report.to_string().contains("1 repeated heading is left out"), "{report}");
}

#[test]
fn where_only_losses_are_marked_what_has_no_mark_was_renewed() {
    for mark in ["x", "yes", "checked", "left for another"] {
        let text = book("Account,Contract end,Old ARR,New ARR,Lost", |n, due, lost| {
            if lost { format!("A{n},{due},100,,{mark}") } else { format!("A{n},{due},100,110,") }
        });
        assert_eq!(outcomes(&facts(&folder(&[("r.csv", &text)]), None, "2026-Q3")), [16, 4, 0], "{mark}");
    }
}

#[test]
fn a_blank_mark_of_what_was_renewed_is_asked_about_where_a_reason_of_loss_stands() {
    let text = book("Account,Renewal date,ARR,Renewed?,Renewed ARR,Churn reason", |n, due, lost| {
        if lost { format!("A{n},{due},100,,,Price") } else { format!("A{n},{due},100,yes,110,") }
    });
    let questions = asked(&[("r.csv", &text)]);
    let answer = |n: usize| facts(&folder(&[("r.csv", &text), ("mapping.toml", &questions[0].answers[n].mapping)]), None, "2026-Q3");
    let all: Vec<[usize; 3]> = (0..questions[0].answers.len()).map(|n| outcomes(&answer(n))).collect();
    assert!(all.contains(&[16, 4, 0]) && all.contains(&[16, 0, 4]), "{all:?} {}", questions[0]);
}

#[test]
fn an_amount_and_what_it_changed_by_tell_the_other_amount() {
    let changed = |n: usize| [0_i64, 20, -10][n % 3];
    let before = book("Account,Renewal date,ARR,Delta,Decision", |n, due, lost| {
        format!("A{n},{due},100,{},{}", if lost { -100 } else { changed(n) }, if lost { "Churn" } else { "Renewed" })
    });
    let earlier: Vec<String> = (0..20).map(|n| format!("A{n},2025-08-{:02},100,0,Renewed\n", n + 1)).collect();
    let after = book("Account,Renewal date,ARR now,Delta,Decision", |n, due, lost| {
        format!(
            "A{n},{due},{},{},{}",
            if lost { 0 } else { 100 + changed(n) },
            if lost { -100 } else { changed(n) },
            if lost { "Churn" } else { "Renewed" }
        )
    }) + &earlier.concat();
    for text in [before, after] {
        let facts = facts(&folder(&[("r.csv", &text)]), None, "2026-Q3");
        for (n, renewal) in facts.in_scope().enumerate() {
            let amounts = [renewal.before, renewal.after].map(|amount| amount.map(|amount| amount.to_f64() as i64));
            let now = if n % 5 == 0 { 0 } else { 100 + changed(n) };
            assert_eq!(amounts, [Some(100), Some(now)], "{n} of {text}");
        }
    }
}

#[test]
fn amounts_below_zero_beside_kinds_of_change_are_changes_whatever_they_are_called() {
    for heading in ["MRR Amount", "MRR", "ARR"] {
        let text = format!(
            "Date,Customer,Movement type,{heading}\n2025-01-10,A,New Logo,100\n2025-01-10,B,New Logo,50\n2026-02-01,A,Upsell,20\n\
             2026-08-01,B,Churn,-50\n2025-03-01,C,New Logo,50\n"
        );
        let facts = facts(&folder(&[("moves.csv", &text)]), None, "2026-Q3");
        let members = &facts.cohort(facts.scope.window.to).unwrap().members;
        let year = crate::domain::year::retention_of_cohort(members);
        assert_eq!((year.grr, year.nrr), (Some(0.75), Some(0.85)), "{heading}");
    }
}

#[test]
fn of_two_days_of_a_loss_the_later_is_when_it_was_over() {
    let text = "customer,plan,amount,interval,start date,canceled at,ended at,status\nA,x,100,year,2024-01-01,,,active\n\
        B,x,100,year,2024-01-01,2026-06-20,2026-07-20,canceled\nC,x,100,year,2024-01-01,2026-05-20,2026-08-20,canceled\n\
        D,x,100,year,2024-01-01,,,active\n";
    for text in [
        text.to_owned(),
        text.replace("canceled at,ended at", "ended at,canceled at")
            .replace("2026-06-20,2026-07-20", "2026-07-20,2026-06-20")
            .replace("2026-05-20,2026-08-20", "2026-08-20,2026-05-20"),
    ] {
        let facts = facts(&folder(&[("subs.csv", &text)]), None, "2026-Q3");
        let lost: Vec<String> = facts.in_scope().map(|renewal| renewal.due.to_string()).collect();
        assert_eq!(lost, ["2026-07-20", "2026-08-20"], "{text}");
    }
}

#[test]
fn how_often_something_is_paid_is_told_by_its_words_whatever_the_column_is_called() {
    let text = "customer,plan,wexta,amount,start date,end date,status\nA,x,monthly,10,2024-01-01,,active\nB,x,annual,120,2024-01-01,,active\n\
        C,x,annual,120,2024-01-01,2026-08-01,canceled\n";
    let facts = facts(&folder(&[("subs.csv", text)]), None, "2026-Q3");
    let members = &facts.cohort(facts.scope.window.to).unwrap().members;
    assert!(members.iter().all(|member| member.then.unwrap().to_f64() as i64 == 120), "{members:?}");
}

#[test]
fn an_open_row_beside_the_decided_one_is_asked_about_and_each_answer_says_what_it_shows() {
    let text = book("Customer,End date,Status,ARR,Renewed ARR", |n, due, lost| {
        let decided = if lost { "Lost,100,0" } else { "Renewed,100,110" };
        format!("A{n},{due},Open,100,\nA{n},{due},{decided}")
    });
    let questions = asked(&[("log.csv", &text)]);
    let [question] = questions.as_slice() else { panic!("{questions:?}") };
    for (n, expected) in [[16, 4, 0], [16, 4, 20]].into_iter().enumerate() {
        let answer = &question.answers[n];
        let mapped = facts(&folder(&[("log.csv", &text), ("mapping.toml", &answer.mapping)]), None, "2026-Q3");
        assert_eq!(outcomes(&mapped), expected, "{question}");
        let figures = answer.figures.unwrap();
        assert_eq!([figures.renewed, figures.churned, figures.open].map(|n| n as usize), expected, "{question}");
    }
}

#[test]
fn losses_on_days_shortly_before_each_end_are_asked_about() {
    let text = book("Customer,Start date,Contract end,Status,ARR,Cancellation date", |n, due, lost| {
        let day = due.parse::<NaiveDate>().unwrap() - Days::new(3 + n as u64);
        let (status, day) = if lost { ("Cancelled", day.to_string()) } else { ("Active", String::new()) };
        format!("A{n},2025-08-21,{due},{status},100,{day}")
    });
    let report = check(&Source::Folder(folder(&[("subs.csv", &text)]).path().into()), &request(None, "2026-Q3"), None).unwrap();
    assert!(report.questions.iter().chain(&report.settled).any(|question| question.asked.contains("as notices do")), "{report}");
}

#[test]
fn sums_of_a_wide_table_are_left_out_in_a_language_that_nobody_listed() {
    let text =
        "Grolm,2025-08,2025-09,2026-08,2026-09\nAlder,100,100,100,120\nBirch,200,200,200,200\nCedar,50,50,50,0\nWexta,350,350,350,320\n";
    let questions = asked(&[("arr.csv", text)]);
    let facts = facts(&folder(&[("arr.csv", text), ("mapping.toml", &questions[0].answers[0].mapping)]), None, "2026-Q3");
    let members = &facts.cohort(facts.scope.window.to).unwrap().members;
    assert_eq!(members.len(), 3, "{members:?}");
}

#[test]
fn what_renewed_flat_and_was_lost_whole_months_later_is_asked_about() {
    let mut text =
        book("renewal_id,account,renewal date,outcome,arr before,arr after", |n, due, _| format!("R{n},A{n},{due},Renewed,100,100"));
    text += "L1,Left,2026-03-15,Renewed,100,100\nL2,Left,2026-08-15,Lost,100,0\n";
    let questions = asked(&[("r.csv", &text)]);
    let [question] = questions.as_slice() else { panic!("{questions:?}") };
    assert!(question.asked.contains("L2 of Left"), "{question}");
    let logos: Vec<Option<f64>> = question.answers.iter().map(|answer| answer.figures.unwrap().logo_retention).collect();
    assert_eq!(logos, [Some(1.0), Some(20.0 / 21.0)], "{question}");
}

#[test]
fn files_with_the_same_columns_are_read_alike_however_few_rows_one_has() {
    let august = book("Client,Renews on,Was,Now,Result", |n, due, lost| {
        if lost { format!("A{n},{due},100,,lost") } else { format!("A{n},{due},100,{},won", 100 + n) }
    });
    let september = "Client,Renews on,Was,Now,Result\nB1,2026-09-03,100,100,won\n";
    let facts = facts(&folder(&[("2026-08.csv", &august), ("2026-09.csv", september)]), None, "2026-Q3");
    assert!(facts.in_scope().all(|renewal| renewal.before.is_some() && renewal.after.is_some()), "{:?}", facts.renewals);
}
