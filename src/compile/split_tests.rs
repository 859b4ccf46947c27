//! Terms that do not simply follow one another: one that goes on as two, one that begins long before the old one ends, and customers whose
//! name is written otherwise on the next term.

use std::fmt::Write as _;

use super::tests::read;
use super::*;
use crate::domain::money::Money;

const HEAD: &str = "Contract,Customer,Start,End,ARR\n";

/// Twenty customers whose first term ends in August; `next` writes the terms after it.
fn terms(next: impl Fn(usize, String) -> String) -> String {
    (0..20).fold(HEAD.to_owned(), |mut text, n| {
        let customer =
            ["Alder", "Birch", "Cedar", "Ember", "Falcon"][n % 5].to_owned() + [" Health", " Motors", " Studios", " Freight"][n / 5];
        writeln!(text, "C{n}-1,{customer},2025-08-{:02},2026-08-{:02},100", n + 2, n + 1).unwrap();
        text + &next(n, customer)
    })
}

fn next(n: usize, customer: &str, arr: usize) -> String {
    format!("C{n}-2,{customer},2026-08-{:02},2027-08-{:02},{arr}\n", n + 2, n + 1)
}

fn after(facts: &Facts) -> Money {
    facts.in_scope().filter_map(|renewal| renewal.after).sum()
}

#[test]
fn a_contract_that_goes_on_as_two_to_the_cent_is_one_and_else_it_is_asked() {
    let split = |parts: [usize; 2]| {
        terms(move |n, customer| match n {
            0..3 => next(n, &customer, parts[0]) + &next(n, &customer, parts[1]).replace("-2,", "-2b,"),
            _ => next(n, &customer, 100),
        })
    };
    assert_eq!(after(&read(&split([60, 40])).unwrap()), Money::minor(200_000));
    // What stays as it was has an add-on beside it.
    let facts = read(&split([100, 40])).unwrap();
    assert_eq!(after(&facts), Money::minor(200_000));
    let questions = read(&split([70, 50])).unwrap_err();
    let question = questions.iter().find(|question| question.asked.contains("end or begin on one day")).unwrap();
    let afters: Vec<Money> = question.answers.iter().map(|answer| answer.figures.unwrap().after).collect();
    assert!(afters.contains(&Money::minor(206_000)) && afters.contains(&Money::minor(191_000)), "{afters:?}");
}

#[test]
fn a_term_that_takes_over_the_end_of_the_old_one_renews_it_however_early_it_begins() {
    let early = |start: &'static str, end: fn(usize) -> String| {
        terms(move |n, customer| match n {
            0..4 => format!("C{n}-2,{customer},{start},{},150\n", end(n)),
            _ => next(n, &customer, 100),
        })
    };
    for start in ["2026-05-01", "2026-03-10", "2026-02-10"] {
        let facts = read(&early(start, |n| format!("2027-08-{:02}", n + 1))).unwrap();
        assert_eq!((facts.in_scope().count(), after(&facts)), (20, Money::minor(220_000)), "{start}");
    }
    // A contract of a whole year that begins meanwhile is another one.
    let facts = read(&early("2026-03-10", |_| "2027-03-09".to_owned())).unwrap();
    assert_eq!(after(&facts), Money::minor(160_000));
}

#[test]
fn customers_whose_name_is_written_otherwise_on_the_next_term_are_one_question() {
    for other in [
        str::to_uppercase,
        |name: &str| format!("{name} GmbH"),
        |name: &str| format!("{name} Inc."),
        |name: &str| name.replacen('e', "", 1),
        |name: &str| format!("NewCo (formerly {name})"),
    ] {
        let text = terms(|n, customer| if n % 4 == 0 { next(n, &other(&customer), 40 + n) } else { next(n, &customer, 100) });
        let questions = read(&text).unwrap_err();
        let question =
            questions.iter().find(|question| question.asked.contains("Is that one customer")).unwrap_or_else(|| panic!("{questions:?}"));
        let one = question.answers.iter().find(|answer| answer.means.starts_with("one customer")).unwrap();
        assert_eq!(one.figures.unwrap().churned, 0, "{}", other("Alder Health"));
    }
}
