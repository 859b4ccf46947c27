//! Amounts that other columns of their row make what they are: a unit, a term in words, seats, a change in per cent, what was added and
//! taken off, the sign of a loss; and a tax that one of two columns holds.

use std::fmt::Write as _;

use super::sizes_tests::{asked, rates, told};
use crate::domain::question::Question;

/// Twelve renewals of the quarter: what was paid before and after; nothing after of a loss. Every fourth is lost, the others grow by a
/// tenth, go down by a fifth or stay.
pub(super) fn book() -> Vec<(i64, Option<i64>)> {
    let after = |n: i64, arr: i64| match n % 4 {
        0 => None,
        1 => Some(arr + arr / 10),
        2 => Some(arr - arr / 5),
        _ => Some(arr),
    };
    (0..12).map(|n| (12_000 + n * 1_000, after(n, 12_000 + n * 1_000))).collect()
}

/// A list of renewals whose columns behind the day `row` writes.
pub(super) fn list(header: &str, row: impl Fn(i64, i64, Option<i64>) -> String) -> String {
    let mut text = format!("Customer,Renewal date,{header}\n");
    for (n, (before, after)) in (0..).zip(book()) {
        writeln!(text, "Customer {n},2026-08-{:02},{}", n + 1, row(n, before, after)).unwrap();
    }
    text
}

pub(super) fn outcome(after: Option<i64>) -> &'static str {
    if after.is_some() { "Renewed" } else { "Churned" }
}

/// GRR and NRR of the book in per cent.
pub(super) fn of_book() -> (String, String) {
    let (before, kept, after) =
        book().iter().fold((0, 0, 0), |(b, k, a), (was, is)| (b + was, k + is.unwrap_or(0).min(*was), a + is.unwrap_or(0)));
    let rate = |part: i64| format!("{:.1}", part as f64 / before as f64 * 100.0);
    (rate(kept), rate(after))
}

pub(super) fn read(text: &str) -> (String, String) {
    let (questions, headline) = asked(("renewals.csv", text));
    assert!(questions.is_empty(), "{text}{questions:?}");
    rates(headline)
}

/// The figures of one answer.
pub(super) fn answered(questions: &[Question], means: &str) -> (String, String) {
    let answers: Vec<_> = questions.iter().flat_map(|question| &question.answers).collect();
    let found = answers.iter().find(|answer| answer.means.contains(means)).unwrap_or_else(|| panic!("{means}: {questions:?}"));
    rates(found.figures)
}

/// As a number of thousands where `in_thousands`.
fn written(amount: i64, power: i32) -> String {
    format!("{}", amount as f64 / 10_f64.powi(power))
}

#[test]
fn a_unit_that_differs_row_by_row_multiplies_the_amounts_beside_it_whatever_it_is_called() {
    for (heading, units) in [
        ("Unit", [("k", 3), ("", 0)]),
        ("Unit", [("K", 3), ("M", 6)]),
        ("Unit", [("thousands", 3), ("ones", 0)]),
        ("In", [("kEUR", 3), ("EUR", 0)]),
        ("Currency", [("TEUR", 3), ("EUR", 0)]),
        ("Einheit", [("Tsd.", 3), ("Euro", 0)]),
        ("Scale", [("1000", 3), ("1", 0)]),
    ] {
        let text = list(&format!("{heading},Previous ARR,New ARR,Outcome"), |n, before, after| {
            let (unit, power) = units[usize::from(n % 3 == 0)];
            format!("{unit},{},{},{}", written(before, power), written(after.unwrap_or(0), power), outcome(after))
        });
        assert_eq!(read(&text), of_book(), "{text}");
    }
}

#[test]
fn m_alone_in_a_column_of_units_is_asked_about_and_a_column_of_other_words_is_no_unit() {
    let text = list("Unit,Previous ARR,New ARR,Outcome", |n, before, after| {
        let (unit, power) = if n % 3 == 0 { ("M", 6) } else { ("", 0) };
        format!("{unit},{},{},{}", written(before, power), written(after.unwrap_or(0), power), outcome(after))
    });
    let (questions, _) = asked(("renewals.csv", &text));
    assert_eq!(answered(&questions, "millions"), of_book());
    let text = list("Unit,Previous ARR,New ARR,Outcome", |n, before, after| {
        format!("{},{before},{},{}", ["K", "Sales EMEA"][n as usize % 2], after.unwrap_or(0), outcome(after))
    });
    assert_eq!(read(&text), of_book());
}

#[test]
fn totals_beside_terms_in_words_are_those_of_their_terms() {
    for words in [["1 year", "two years", "3-year"], ["annual", "2 years", "36 months"], ["12 mo", "24 mo", "36 mo"]] {
        for headings in ["Term,Total contract value", "Contract length,New amount"] {
            let text = list(&format!("Previous ARR,{headings},Outcome"), |n, before, after| {
                let years = n % 3 + 1;
                format!("{before},{},{},{}", words[n as usize % 3], after.unwrap_or(0) * years, outcome(after))
            });
            assert_eq!(read(&text), of_book(), "{text}");
        }
    }
}

#[test]
fn changes_in_per_cent_and_parts_beside_what_was_paid_before_tell_what_came_after() {
    let share = |before: i64, after: Option<i64>| after.map(|after| (after - before) * 100 / before);
    for suffix in [" %", "%", ""] {
        let text = list("Current ARR,Change %,Outcome", |_, before, after| {
            let share = share(before, after).map_or_else(String::new, |share| format!("{share:+}{suffix}"));
            format!("{before},{share},{}", outcome(after))
        });
        assert_eq!(read(&text), of_book(), "{text}");
    }
    let up = |before: i64, after: Option<i64>| after.map_or(0, |after| (after - before).max(0));
    let down = |before: i64, after: Option<i64>| after.map_or(0, |after| (before - after).max(0));
    let text = list("Opening ARR,Expansion,Contraction,Outcome", |_, before, after| {
        format!("{before},{},{},{}", up(before, after), down(before, after), outcome(after))
    });
    assert_eq!(read(&text), of_book(), "{text}");
    let text = list("Opening ARR,Expansion,Contraction,Churn", |_, before, after| {
        let lost = if after.is_none() { before } else { 0 };
        format!("{before},{},-{},-{lost}", up(before, after), down(before, after))
    });
    assert_eq!(read(&text), of_book(), "{text}");
}

#[test]
fn two_amounts_after_are_no_parts_of_what_came_after() {
    let text = list("Previous ARR,New ARR net,New ARR gross,Outcome", |_, before, after| {
        let after_all = after.unwrap_or(0);
        format!("{before},{after_all},{}.{:02},{}", after_all * 119 / 100, after_all * 119 % 100, outcome(after))
    });
    let (questions, headline) = asked(("renewals.csv", &text));
    assert!(headline.is_none_or(|headline| headline.nrr.is_none()), "{questions:?}");
}

#[test]
fn a_change_that_only_goes_down_is_asked_about_where_nothing_stands() {
    let text = list("ARR,Change,Outcome", |_, before, after| {
        let change = after.map_or(-before, |after| (after - before).min(0));
        format!("{before},{},{}", if change == 0 { String::new() } else { change.to_string() }, outcome(after))
    });
    let (questions, _) = asked(("renewals.csv", &text));
    assert_eq!(answered(&questions, "nothing changed").0, of_book().0);
    assert_eq!(answered(&questions, "nobody knows"), told("", ""));
}

#[test]
fn seats_times_the_price_of_one_are_what_was_paid() {
    let text = list("Seats before,Seats after,Price per seat per month,Outcome", |_, before, after| {
        let seats = after.map_or_else(String::new, |after| (after / 100).to_string());
        format!("{},{seats},8.5,{}", before / 100, outcome(after))
    });
    assert_eq!(read(&text), of_book());
    let text = list("Old seats,New seats,Old price per seat,New price per seat,Outcome", |_, before, after| {
        format!("{},{},100,110,{}", before / 100, after.map_or(0, |_| before / 110), outcome(after))
    });
    let (_, headline) = asked(("renewals.csv", &text));
    assert!(headline.unwrap().grr.is_some_and(|grr| (0.6..0.8).contains(&grr)));
}

#[test]
fn losses_that_are_written_below_zero_are_what_was_paid_before() {
    let text = list("Old ARR,New ARR,Outcome", |_, before, after| {
        format!("{},{},{}", if after.is_none() { -before } else { before }, after.unwrap_or(0), outcome(after))
    });
    assert_eq!(read(&text), of_book());
}

#[test]
fn a_tax_in_one_of_two_columns_is_asked_about_and_an_uplift_of_all_is_none() {
    for tax in [119, 120, 125, 108, 107, 122] {
        let gross = |amount: i64| format!("{}.{:02}", amount * tax / 100, amount * tax % 100);
        // Whole thousands with a fifth on top are round as they stand.
        for is_before in [false].into_iter().chain((tax % 5 > 0).then_some(true)) {
            let text = list("Previous amount,New amount,Outcome", |_, before, after| {
                let after_tax = after.unwrap_or(0);
                let [one, other] = if is_before { [gross(before), after_tax.to_string()] } else { [before.to_string(), gross(after_tax)] };
                format!("{one},{other},{}", outcome(after))
            });
            let (questions, _) = asked(("renewals.csv", &text));
            assert_eq!(questions.len(), 1, "{tax}: {questions:?}");
            assert_eq!(answered(&questions, &format!("a tax of {} %", tax - 100)), of_book(), "{tax} {is_before}");
        }
    }
    let text = list("Previous amount,New amount,Outcome", |_, before, after| {
        format!("{before},{},{}", after.map_or(0, |_| before * 107 / 100), outcome(after))
    });
    assert!(asked(("renewals.csv", &text)).0.is_empty(), "all prices were raised");
}

#[test]
fn rows_of_a_month_among_those_of_a_year_may_be_said_one_by_one() {
    let text = list("Amount before,Amount after,Outcome", |n, before, after| {
        let after_all = after.unwrap_or(0) as f64;
        format!("{before},{:.2},{}", if n < 6 { after_all } else { after_all / 12.0 }, outcome(after))
    });
    let (questions, _) = asked(("renewals.csv", &text));
    assert_eq!(answered(&questions, "of a month in "), of_book());
}

#[test]
fn words_of_several_periods_are_heard_under_any_heading_and_asked_about() {
    for (heading, month, year) in
        [("Billing", "Monthly", "Yearly"), ("Abrechnung", "monatlich", "jährlich"), ("Subscription type", "Monthly", "Annual")]
    {
        let text = list(&format!("Price before,Price after,{heading},Decision"), |n, before, after| {
            let (of, word) = if n % 3 == 0 { (12, month) } else { (1, year) };
            format!("{},{},{word},{}", before / of, after.unwrap_or(0) / of, if after.is_some() { "Renewed" } else { "Cancelled" })
        });
        let (questions, headline) = asked(("renewals.csv", &text));
        let told = if questions.is_empty() { rates(headline) } else { answered(&questions, "it is the `period`") };
        assert_eq!(told, of_book(), "{text}{questions:?}");
    }
}

#[test]
fn what_comes_once_is_no_renewal_whatever_the_column_is_called() {
    for (heading, again, once) in [("Revenue type", "Recurring", "One-off"), ("Kind of line", "Subscription", "One-time fee")] {
        let mut text = list(&format!("{heading},Previous ARR,New ARR,Outcome"), |_, before, after| {
            format!("{again},{before},{},{}", after.unwrap_or(0), outcome(after))
        });
        for n in 0..3 {
            writeln!(text, "Customer {n},2026-08-{:02},{once},9000,0,Churned", n + 1).unwrap();
        }
        assert_eq!(read(&text), of_book(), "{text}");
    }
}

#[test]
fn a_heading_that_denies_does_not_say_what_is_a_part_of_it() {
    let text = list("\"Multi-year, not up for renewal\",Previous ARR,New ARR,Outcome", |n, before, after| {
        format!("{},{before},{},{}", if n % 3 == 2 { "Yes" } else { "No" }, after.unwrap_or(0), outcome(after))
    });
    assert_eq!(read(&text), of_book(), "{text}");
}

#[test]
fn a_day_on_which_somebody_changed_a_row_ends_no_contract() {
    let mut text = "Customer,Month,ARR,Touched\n".to_owned();
    for (customer, month) in (0..6).flat_map(|customer| (1..10).map(move |month| (customer, month))) {
        let arr = if customer == 5 && month > 6 { 0 } else { 12_000 + customer * 1_000 };
        writeln!(text, "Customer {customer},2026-{month:02}-28,{arr},2026-{:02}-{:02}", month + 2, (customer * 7 + month * 3) % 28 + 1)
            .unwrap();
    }
    let (questions, _) = asked(("snapshots.csv", &text));
    assert!(questions.iter().all(|question| !question.asked.contains("Touched")), "{questions:?}");
}

#[test]
fn rows_that_a_mark_takes_out_are_asked_about() {
    for (heading, out, kept) in [
        ("Exclude", "x", ""),
        ("IsDeleted", "true", "false"),
        ("Duplicate?", "Yes", "No"),
        ("In scope", "No", "Yes"),
        ("Include in GRR", "N", "Y"),
    ] {
        let mut text = list(&format!("{heading},Previous ARR,New ARR,Outcome"), |_, before, after| {
            format!("{kept},{before},{},{}", after.unwrap_or(0), outcome(after))
        });
        for n in 0..3 {
            writeln!(text, "Test {n},2026-08-{:02},{out},48000,0,Churned", n + 1).unwrap();
        }
        let (questions, _) = asked(("renewals.csv", &text));
        assert!(!questions.is_empty(), "{heading}");
        assert_eq!(answered(&questions, "leave them out"), of_book(), "{text}");
    }
    for heading in ["Auto-renew", "Early renewal", "Exclusive", "Includes support"] {
        let text = list(&format!("{heading},Previous ARR,New ARR,Outcome"), |n, before, after| {
            format!("{},{before},{},{}", if n % 3 == 0 { "Yes" } else { "No" }, after.unwrap_or(0), outcome(after))
        });
        assert_eq!(read(&text), of_book(), "{text}");
    }
}
