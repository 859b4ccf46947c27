//! Amounts that hold more than what is paid again: a part that comes once, a discount, the total of a customer on each of its lines.

use std::fmt::Write as _;

use super::sizes_tests::{asked, asked_of, rates};
use super::tests::folder;

/// Twenty customers with a term of a year each that ends in August, of which sixteen have another one. `row` writes what is paid a year
/// and what comes once.
fn terms(header: &str, row: impl Fn(i64, i64) -> String) -> String {
    let mut text = format!("Customer ID,Start,End,{header}\n");
    for n in 0..20_i64 {
        let (before, once) = (10_000 + 500 * n, [0, 4_000, 7_000, 0][n as usize % 4]);
        writeln!(text, "C{n},2025-08-{:02},2026-08-{:02},{}", n + 2, n + 1, row(before, once)).unwrap();
        if n % 5 != 0 {
            writeln!(text, "C{n},2026-08-{:02},2027-08-{:02},{}", n + 2, n + 1, row(before + 100 * (n % 3) - 100, 0)).unwrap();
        }
    }
    text
}

fn plain() -> (String, String) {
    rates(asked(("t.csv", &terms("ARR", |arr, _| arr.to_string()))).1)
}

#[test]
fn a_part_that_comes_once_by_its_name_is_taken_off_the_sum_of_all() {
    for header in ["License fee p.a.,Support fee p.a.,Hardware (one-off),Total", "annual_commit,support,overage_billed,total_billed"] {
        let text = terms(header, |arr, once| format!("{},{},{once},{}", arr - 1_000, 1_000, arr + once));
        let (questions, headline) = asked(("t.csv", &text));
        assert!(questions.is_empty(), "{header}: {questions:?}");
        assert_eq!(rates(headline), plain(), "{header}");
    }
}

#[test]
fn a_part_that_mostly_comes_once_and_stands_everywhere_is_asked_about() {
    let text = terms("Licences,Services,Total", |arr, once| format!("{arr},{},{}", 500 + once, arr + 500 + once));
    let text = text.replace("Licences", "Platform");
    let (questions, _) = asked(("t.csv", &text));
    let [question] = questions.as_slice() else { panic!("{questions:?}") };
    assert!(question.asked.contains("`Total` holds `Services`"), "{question}");
    let figures: Vec<_> = question.answers.iter().map(|answer| rates(answer.figures)).collect();
    assert!(figures[0] == plain() && figures[1] != plain(), "{figures:?}");
    for (answer, expected) in question.answers.iter().zip(&figures) {
        let (questions, headline) = asked_of(&folder(&[("t.csv", &text), ("mapping.toml", &answer.mapping)]));
        assert_eq!((questions.len(), &rates(headline)), (0, expected), "{}", answer.mapping);
    }
}

#[test]
fn a_discount_is_taken_off_a_list_price_and_asked_about_beside_a_price() {
    let discount = |arr: i64| if arr % 1_000 == 0 { 20 } else { 0 };
    let net = rates(asked(("t.csv", &terms("ARR", |arr, _| format!("{}.00", arr * (100 - discount(arr)) / 100)))).1);
    let in_per_cent = |arr: i64, _: i64| format!("{arr},{}%", discount(arr));
    let amounts = |arr: i64, _: i64| format!("{arr},{}", arr * discount(arr) / 100);
    for text in [terms("Annual list price,Discount", in_per_cent), terms("Annual list price,Rabatt", amounts)] {
        let (questions, headline) = asked(("t.csv", &text));
        assert_eq!((questions.len(), rates(headline)), (0, net.clone()), "{questions:?}");
    }
    let (questions, _) = asked(("t.csv", &terms("Annual price,Discount", in_per_cent)));
    let [question] = questions.as_slice() else { panic!("{questions:?}") };
    assert_eq!((rates(question.answers[0].figures), rates(question.answers[1].figures)), (net, plain()), "{question}");
}

#[test]
fn a_total_of_a_customer_on_each_of_its_lines_counts_once() {
    let (mut alone, mut both) = (String::new(), String::new());
    for n in 0..12_i64 {
        let before = [3_000 + 100 * n, 1_000 + 50 * n];
        let after = if n % 4 == 0 { [0, 0] } else { [before[0], before[1] * (n % 2)] };
        let lines = 1 + usize::from(n % 3 > 0);
        let sum = |amounts: [i64; 2]| amounts.iter().take(lines).sum::<i64>();
        for line in 0..lines {
            let outcome = if after[line] == 0 { "Churned" } else { "Renewed" };
            let head = format!("C{n},P{line},2026-08-{:02},{},{}", n + 1, before[line], after[line]);
            writeln!(alone, "{head},{outcome}").unwrap();
            writeln!(both, "{head},{},{},{outcome}", sum(before), sum(after)).unwrap();
        }
    }
    let alone = format!("Customer ID,Product,Renewal date,ARR before,ARR after,Outcome\n{alone}");
    let both = format!(
        "Customer ID,Product,Renewal date,Line ARR before,Line ARR after,Customer ARR before,Customer ARR after,Line outcome\n{both}"
    );
    let (questions, headline) = asked(("r.csv", &both));
    assert!(questions.is_empty(), "{questions:?}");
    assert_eq!(headline, asked(("r.csv", &alone)).1);
}

#[test]
fn a_loss_without_a_minus_takes_one_with_a_minus_back() {
    let book = |is_reversed: bool| {
        let mut text = String::from("Date,Customer ID,Type,ARR change,Contract end\n");
        for n in 0..12 {
            let arr = 1_000 + 100 * n;
            writeln!(text, "2025-08-{:02},C{n},New,{arr},2026-08-{:02}", n + 2, n + 1).unwrap();
            if n % 4 == 0 {
                writeln!(text, "2026-08-{:02},C{n},Churn,-{arr},2026-08-{:02}", n + 2, n + 1).unwrap();
                continue;
            }
            if is_reversed && n % 4 == 1 {
                writeln!(text, "2026-08-{:02},C{n},Churn,-{arr},2026-08-{:02}", n + 2, n + 1).unwrap();
                writeln!(text, "2026-08-{:02},C{n},Churn,{arr},2026-08-{:02}", n + 2, n + 1).unwrap();
            }
            writeln!(text, "2026-08-{:02},C{n},Expansion,50,2027-08-{:02}", n + 2, n + 1).unwrap();
        }
        asked(("m.csv", &text))
    };
    let (questions, headline) = book(true);
    assert_eq!((questions.len(), headline), (0, book(false).1), "{questions:?}");
}

#[test]
fn a_next_term_that_begins_three_months_early_is_the_renewal_where_no_other_one_follows() {
    let text = |early: i64| {
        let mut text = String::from("Agreement,Customer ID,Effective date,Expiry date,Annual fee\n");
        for n in 0..20_i64 {
            let end = chrono::NaiveDate::from_ymd_opt(2026, 8, 1).unwrap() + chrono::Duration::days(n);
            let days = |days: i64| end + chrono::Duration::days(days);
            writeln!(text, "A{n},C{n},{},{end},{}", days(-364), 1_000 + 100 * n).unwrap();
            if n % 4 != 0 {
                let start = days(if n % 4 == 1 { -early } else { 1 });
                writeln!(text, "B{n},C{n},{start},{},{}", days(365), 1_050 + 100 * n).unwrap();
            }
        }
        asked(("t.csv", &text))
    };
    for early in [20, 64, 80] {
        let (questions, headline) = text(early);
        assert_eq!((questions.len(), headline), (0, text(0).1), "{early} days: {questions:?}");
    }
}
