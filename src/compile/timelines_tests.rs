//! What contracts over time leave open: contracts that end on one day and go on under other numbers, amounts of months in which contracts
//! end, rows without a term.

use std::fmt::Write as _;

use super::sizes_tests::{asked, asked_of, rates, told};
use super::tests::{folder, request};
use super::*;
use crate::domain::progress::Silent;

/// Two contracts of a customer that end on one day; the next ones go by other numbers, in an order of their own.
fn pairs(amounts: [(i64, i64); 2], is_turned: bool, header: &str) -> String {
    let mut text = format!("Contract Number,Customer{header},Start Date,End Date,ARR\n");
    let product = |place: usize| if header.is_empty() { "" } else { [",Core", ",Analytics"][place] };
    for customer in 1..=4 {
        for (place, (before, _)) in amounts.iter().enumerate() {
            writeln!(text, "C-{customer}0{place},Cust {customer}{},2025-09-01,2026-08-31,{before}", product(place)).unwrap();
        }
        let mut next: Vec<(usize, i64)> = amounts.iter().map(|(_, after)| *after).enumerate().collect();
        next.reverse();
        if !is_turned {
            next.reverse();
        }
        for (number, (place, after)) in next.into_iter().enumerate() {
            writeln!(text, "C-{customer}1{number},Cust {customer}{},2026-09-01,2027-08-31,{after}", product(place)).unwrap();
        }
    }
    text
}

#[test]
fn of_contracts_that_end_on_one_day_products_and_equal_amounts_tell_which_goes_on_with_which() {
    for is_turned in [false, true] {
        let (questions, headline) = asked(("contracts.csv", &pairs([(10_000, 15_000), (14_000, 11_000)], is_turned, ",Product")));
        assert!(questions.is_empty(), "{questions:?}");
        assert_eq!(rates(headline), told("87.5", "108.3"));
        let (questions, headline) = asked(("contracts.csv", &pairs([(10_000, 10_000), (14_000, 14_000)], is_turned, "")));
        assert!(questions.is_empty(), "{questions:?}");
        assert_eq!(rates(headline), told("100.0", "100.0"));
    }
}

#[test]
fn contracts_that_may_go_on_with_either_are_asked_about_with_the_figures_of_each_way() {
    let (questions, _) = asked(("contracts.csv", &pairs([(10_000, 15_000), (14_000, 11_000)], false, "")));
    let [question] = &questions[..] else { panic!("{questions:?}") };
    let figures: Vec<_> = question.answers.iter().map(|answer| rates(answer.figures)).collect();
    assert_eq!(figures, [told("100.0", "108.3"), told("87.5", "108.3"), told("87.5", "108.3"), told("100.0", "108.3")], "{question:?}");
    let said = "[files.\"contracts.csv\"]\npairs = \"order\"\n";
    let dir = folder(&[("contracts.csv", &pairs([(10_000, 15_000), (14_000, 11_000)], false, "")), ("mapping.toml", said)]);
    assert_eq!(rates(asked_of(&dir).1), told("87.5", "108.3"));
}

/// A column a month; contracts end in the middle of August. `of_august` writes that month's amount of what was before and after.
fn by_month(of_august: impl Fn(i64, i64) -> i64) -> String {
    let mut text = "Customer,Contract End,2026-05 MRR,2026-06 MRR,2026-07 MRR,2026-08 MRR,2026-09 MRR,2026-10 MRR\n".to_owned();
    for (n, (before, after)) in [(100, 120), (200, 0), (300, 250), (400, 400), (500, 0)].into_iter().enumerate() {
        let august = of_august(before, after);
        writeln!(text, "Cust {n},2026-08-1{n},{before},{before},{before},{august},{after},{after}").unwrap();
    }
    text
}

#[test]
fn the_amount_of_a_month_in_which_contracts_end_is_told_by_when_amounts_change() {
    for of_august in [(|before, _| before) as fn(i64, i64) -> i64, |_, after| after, |before, after| (before + 2 * after) / 3] {
        let (questions, headline) = asked(("mrr.csv", &by_month(of_august)));
        assert!(questions.is_empty(), "{questions:?}");
        let headline = headline.unwrap();
        assert_eq!((headline.due, headline.renewed, headline.churned), (5, 3, 2));
        assert_eq!(rates(Some(headline)), told("50.0", "51.3"));
    }
}

#[test]
fn where_some_change_in_the_month_of_the_end_and_others_after_it_that_is_asked() {
    let (questions, _) = asked(("mrr.csv", &by_month(|before, after| if before < 300 { before } else { after })));
    let [question] = &questions[..] else { panic!("{questions:?}") };
    assert_eq!(question.answers.len(), 3, "{question:?}");
}

#[test]
fn of_terms_that_nothing_follows_nobody_tells_that_all_were_lost() {
    let mut text = "Customer,Renewal date,Renewed ARR,Lost ARR,Expansion ARR\n".to_owned();
    for n in 1..=9 {
        writeln!(text, "Cust {n},2026-08-0{n},{},{},{}", 1000 * n, 100 * (n % 3), 200 * (n % 2)).unwrap();
    }
    let dir = folder(&[("contracts.csv", &text)]);
    let facts = compile(&Source::Folder(dir.path().into()), &request(None, "2026-Q3"), None, &Silent);
    assert!(facts.is_err() || facts.is_ok_and(|facts| facts.no_dues.is_some()), "{text}");
}

#[test]
fn rows_without_a_term_among_terms_that_follow_one_another_are_no_losses() {
    let mut text = "Customer,Item,Start,End,Annual amount\n".to_owned();
    for n in 0..8 {
        writeln!(text, "Cust {n},Platform,2025-09-0{0},2026-09-0{n},{1}", n + 1, 1000 + n).unwrap();
        if n % 4 > 0 {
            writeln!(text, "Cust {n},Platform,2026-09-0{0},2027-09-0{n},{1}", n + 1, 1100 + n).unwrap();
        }
        if n % 3 == 0 {
            writeln!(text, "Cust {n},Setup fee,2025-09-0{},,500", n + 1).unwrap();
        }
    }
    let text = text.replace("2026-09-00", "2026-08-31").replace("2027-09-00", "2027-08-31");
    let (questions, _) = asked(("contracts.csv", &text));
    let [question] = &questions[..] else { panic!("{questions:?}") };
    assert_eq!(question.answers[0].figures.map(|figures| (figures.due, figures.churned)), Some((8, 2)), "{question:?}");
}
