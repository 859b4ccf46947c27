//! Amounts before and after that are of another size, and what each answer makes of them.

use std::fmt::Write as _;

use super::sizes_tests::{asked, asked_of, rates, told};
use super::tests::folder;
use crate::domain::question::Question;

/// Twelve customers who paid 1,200 and more: two left, two pay a fifth less, two a quarter more. `row` writes before and after.
fn book(header: &str, row: impl Fn(usize, f64, f64) -> String) -> String {
    let mut text = format!("Customer,Renewal date,Status,{header}\n");
    for n in 0..12 {
        let before = 1_200.0 + 240.0 * n as f64;
        let after = before * [0.0, 0.8, 1.25, 1.0, 1.0, 1.0][n % 6];
        let status = if after == 0.0 { "Churned" } else { "Renewed" };
        writeln!(text, "Cust {n},2026-08-{:02},{status},{}", n + 1, row(n, before, after)).unwrap();
    }
    text
}

const RIGHT: (&str, &str) = ("84.4", "88.4");

/// The answers that come to the truth.
fn right_answers(question: &Question) -> Vec<&str> {
    let is_right =
        |answer: &&crate::domain::question::Answer| answer.figures.is_some_and(|_| rates(answer.figures) == told(RIGHT.0, RIGHT.1));
    question.answers.iter().filter(is_right).map(|answer| answer.means.as_str()).collect()
}

#[test]
fn months_beside_years_thousands_and_hundredths_are_asked_about_with_the_right_figures_among_the_answers() {
    let (questions, headline) = asked(("r.csv", &book("Old price,New price", |_, before, after| format!("{before},{after}"))));
    assert_eq!((questions.len(), rates(headline)), (0, told(RIGHT.0, RIGHT.1)));
    for (one, other) in [(12.0, 1.0), (1.0, 12.0), (4.0, 1.0), (12.0, 4.0), (1.0, 2.0), (1000.0, 1.0), (1.0, 0.01), (1.0, 1.0 / 3.0)] {
        let row = |_, before: f64, after: f64| format!("{},{}", before / one, after / other);
        for header in ["Old price,New price", "ARR before,ARR after"] {
            let text = book(header, row);
            let (questions, _) = asked(("r.csv", &text));
            let [question] = &questions[..] else { panic!("{header} {one} {other}: {questions:?}") };
            assert!(!right_answers(question).is_empty(), "{header} {one} {other}: {question}");
            // Each answer settles it, also the one that they are right.
            for answer in &question.answers {
                let (left, _) = asked_of(&folder(&[("r.csv", &text), ("mapping.toml", &answer.mapping)]));
                assert!(left.is_empty(), "{}: {left:?}", answer.means);
            }
        }
    }
}

#[test]
fn totals_of_several_years_in_some_rows_are_asked_about() {
    let is_total = |n: usize| n == 3 || n == 9 || n == 10;
    let text = book("Old price,New price", |n, before, after| format!("{before},{}", if is_total(n) { after * 3.0 } else { after }));
    let (questions, _) = asked(("r.csv", &text));
    let [question] = &questions[..] else { panic!("{questions:?}") };
    assert_eq!(right_answers(question), ["no; `New price` is the total of 3 years in 3 rows, and of a year in the others"]);
}

#[test]
fn a_tax_in_one_of_the_columns_is_asked_about_and_a_raise_of_those_who_stayed_is_none() {
    let step = |times: f64| book("Old price,New price", move |_, before, after| format!("{before},{}", after * times));
    assert!(asked(("r.csv", &step(1.19))).0[0].asked.contains("a tax of 19 %"));
    let raise = |_, before: f64, after: f64| format!("{before},{}", if before == after { after * 1.07 } else { after });
    assert!(asked(("r.csv", &book("Old price,New price", raise))).0.is_empty());
}

#[test]
fn amounts_after_that_hold_only_what_is_new_are_asked_about_whether_the_others_are_empty_or_zero() {
    for nothing in ["", "0"] {
        let row = |_, before: f64, after: f64| {
            let added = after - before;
            format!("{before},{}", if added == 0.0 || after == 0.0 { nothing.to_owned() } else { added.max(0.0).to_string() })
        };
        let (questions, _) = asked(("r.csv", &book("Current ARR,New ARR", row)));
        assert!(questions.iter().any(|question| question.answers.iter().any(|answer| answer.means.contains("on top of"))), "{questions:?}");
    }
}

#[test]
fn changes_that_leave_out_what_stays_are_changes_of_nothing_there() {
    let changed = |before: f64, after: f64| if before == after || after == 0.0 { String::new() } else { (after - before).to_string() };
    let text = book("ARR,Expansion/Contraction", |_, before, after| format!("{before},{}", changed(before, after)));
    let (questions, headline) = asked(("r.csv", &text));
    assert_eq!((questions.len(), rates(headline)), (0, told(RIGHT.0, RIGHT.1)), "{questions:?}");
}

/// Writes what stands behind the status of an amount before and one after.
type Row = Box<dyn Fn(f64, f64) -> String>;

/// Losses below zero, alone or with what was taken off; losses in a column beside what was added; parts that stand beside losses.
#[test]
fn losses_in_columns_of_their_own_are_never_the_whole_change_unasked() {
    let part = |amount: f64| if amount > 0.0 { amount.to_string() } else { String::new() };
    let minus = |amount: f64| if amount > 0.0 { (-amount).to_string() } else { String::new() };
    let added = move |before: f64, after: f64| part(if after > before { after - before } else { 0.0 });
    let rows: [(&str, Row); 4] = [
        ("ARR,Upsell,Churn", Box::new(move |b, a| format!("{b},{},{}", added(b, a), minus(b - a)))),
        ("ARR,Upsell,Lost ARR", Box::new(move |b, a| format!("{b},{},{}", added(b, a), part(b - a)))),
        ("ARR,Expansion,Contraction", Box::new(move |b, a| format!("{b},{},{}", added(b, a), part(b - a)))),
        // What was taken off a customer before it left.
        (
            "Prior ARR,Upsell,Downsell",
            Box::new(move |b, a| format!("{b},{},{}", added(b, a), if a == 0.0 { (b * 0.3).to_string() } else { part(b - a) })),
        ),
    ];
    for (header, row) in rows {
        let text = book(header, |_, before, after| row(before, after));
        let (questions, headline) = asked(("r.csv", &text));
        if header.starts_with("Prior") {
            assert_eq!((questions.len(), rates(headline)), (0, told(RIGHT.0, RIGHT.1)), "no amount before holds them");
            continue;
        }
        assert!(questions.len() == 2 && headline.is_none(), "{header}: {questions:?}");
        // What each column is by its name comes first.
        let lines: Vec<&str> = questions.iter().map(|question| question.answers[0].mapping.as_str()).collect();
        let (left, headline) = asked_of(&folder(&[("r.csv", &text), ("mapping.toml", &merged(&lines))]));
        assert_eq!((left.len(), rates(headline)), (0, told(RIGHT.0, RIGHT.1)), "{header}: {left:?}");
    }
}

/// Lines for columns of one file, under one heading.
fn merged(lines: &[&str]) -> String {
    let (head, _) = lines[0].split_once('\n').unwrap();
    let rest: Vec<&str> = lines.iter().map(|lines| lines.split_once('\n').unwrap().1).collect();
    format!("{head}\n{}", rest.concat())
}

#[test]
fn changes_in_per_cent_are_shares_of_what_was_paid_before() {
    let change = |before: f64, after: f64| (after / before - 1.0) * 100.0;
    for (header, sign) in [("ARR,Change %", ""), ("ARR,ARR change", "%"), ("ARR,Change", "")] {
        let (questions, headline) = asked(("r.csv", &book(header, |_, before, after| format!("{before},{}{sign}", change(before, after)))));
        assert_eq!((questions.len(), rates(headline)), (0, told(RIGHT.0, RIGHT.1)), "{header}");
    }
}
