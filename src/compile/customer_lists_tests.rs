//! Lists of customers as they are now, alone and beside the history of these customers; logs of what happened to contracts; looks that
//! lie far apart.

use std::fmt::Write as _;

use super::by_row_tests::{book, of_book};
use super::sizes_tests::{asked_of, rates};
use super::tests::{facts_or_asked, folder};

/// What each customer of the book pays now, with the end of its contract, which moved on as it renewed; whoever left has a day.
fn list(header: &str) -> String {
    let mut text = format!("{header}\n");
    for (n, (before, after)) in (0..).zip(book()) {
        let is_last = if after.is_some() { format!("Active,{},2027-08-{:02},", after.unwrap_or(before), n + 1) } else { String::new() };
        let gone = format!("Churned,{before},2026-08-{:02},2026-08-{:02}", n + 1, n + 1);
        writeln!(text, "Customer {n},2023-08-{:02},{}", n + 2, if after.is_some() { is_last } else { gone }).unwrap();
    }
    text
}

/// All terms of these customers; `row` writes one: its first and last day, its amount and whether it is the first one.
fn terms(header: &str, row: impl Fn(&str, &str, &str, i64, bool) -> String) -> String {
    let mut text = format!("{header}\n");
    for (n, (before, after)) in (0..).zip(book()) {
        let (name, day) = (format!("Customer {n}"), n + 1);
        text += &row(&name, &format!("2025-08-{:02}", day + 1), &format!("2026-08-{day:02}"), before, true);
        if let Some(after) = after {
            text += &row(&name, &format!("2026-08-{:02}", day + 1), &format!("2027-08-{day:02}"), after, false);
        }
    }
    text
}

const LIST: &str = "Customer,Customer since,Status,ARR,Contract end,Churn date";

#[test]
fn a_list_of_customers_as_they_are_now_gives_losses_and_no_rate() {
    let found = facts_or_asked(&folder(&[("customers.csv", &list(LIST))]));
    let why = found.unwrap().no_dues;
    assert!(why.as_deref().is_some_and(|why| why.contains("only losses are")), "{why:?}");
}

#[test]
fn a_list_of_customers_beside_their_history_tells_who_they_are_and_nothing_of_what_was_due() {
    let register = terms("Customer,Start,End,ARR", |name, from, to, arr, _| format!("{name},{from},{to},{arr}\n"));
    let invoices =
        terms("Invoice,Customer,Period from,Period to,Net amount", |name, from, to, arr, _| format!("R{arr},{name},{from},{to},{arr}\n"));
    for history in [register, invoices] {
        let (questions, headline) = asked_of(&folder(&[("customers.csv", &list(LIST)), ("history.csv", &history)]));
        assert!(questions.is_empty(), "{history}{questions:?}");
        assert_eq!(rates(headline), of_book(), "{history}");
    }
}

#[test]
fn a_log_of_what_happened_to_contracts_is_no_look_at_customers() {
    for (header, end) in [("Date,Customer,Event,ARR,Contract end", "contract_end"), ("Date,Customer,Event,ARR,Running up to", "unnamed")] {
        let log = terms(header, |name, from, to, arr, is_first| {
            format!("{from},{name},{},{arr},{to}\n", if is_first { "subscription created" } else { "subscription renewed" })
        });
        let (questions, headline) = asked_of(&folder(&[("log.csv", &log)]));
        assert!(questions.is_empty(), "{end}: {questions:?}");
        assert_eq!(rates(headline), of_book(), "{end}");
    }
    // What changed, under a name that does not say so, is no log of what was paid.
    let changes = terms("Datum,Kunde,Art,Betrag,Vertragsende", |name, from, to, arr, is_first| {
        format!("{from},{name},{},{},{to}\n", if is_first { "Neukunde" } else { "Verlängerung" }, if is_first { arr } else { 0 })
    });
    let (questions, headline) = asked_of(&folder(&[("changes.csv", &changes)]));
    assert!(!questions.is_empty() && headline.is_none(), "{headline:?}");
}

/// A third of each first term at another price, in a row of its own.
#[test]
fn a_contract_that_changed_within_its_term_is_due_when_the_term_is_over() {
    let cut = terms("Customer,Start,End,ARR", |name, from, to, arr, is_first| {
        let pieces = format!("{name},{from},2025-12-10,{}\n{name},2025-12-11,{to},{arr}\n", arr - 900);
        if is_first { pieces } else { format!("{name},{from},{to},{arr}\n") }
    });
    let (questions, headline) = asked_of(&folder(&[("subscriptions.csv", &cut)]));
    assert!(questions.is_empty(), "{questions:?}");
    assert_eq!(rates(headline), of_book());
    // Half a year is a term.
    let halves = terms("Customer,Start,End,ARR", |name, from, to, arr, is_first| {
        let half = from.replace("2025-08", "2026-02");
        let before = format!("2026-02-{:02}", half[8..].parse::<u32>().unwrap() - 1);
        if is_first { format!("{name},{from},{before},{arr}\n{name},{half},{to},{arr}\n") } else { format!("{name},{from},{to},{arr}\n") }
    });
    let (_, headline) = asked_of(&folder(&[("contracts.csv", &halves)]));
    assert_eq!(headline.map(|headline| headline.due), Some(12), "each half of a year was due, those of August in the quarter");
}

/// A row for each customer on each of the days; `shown` writes what is seen on one: the amount and the contract's end.
fn looks(days: &[&str], shown: impl Fn(&str, u32, i64, Option<i64>) -> Option<(i64, String)>) -> String {
    let mut text = "Date,Customer,ARR,Contract end\n".to_owned();
    for day in days {
        for (n, (before, after)) in (0..).zip(book()) {
            if let Some((paid, end)) = shown(day, n + 1, before, after) {
                writeln!(text, "{day},Customer {n},{paid},{end}").unwrap();
            }
        }
    }
    text
}

#[test]
fn who_is_gone_at_the_next_look_however_late_that_is_left_when_the_contract_ended() {
    let seen = |day: &str, due: u32, before: i64, after: Option<i64>| {
        if day < "2026-08" { Some((before, format!("2026-08-{due:02}"))) } else { Some((after?, format!("2027-08-{due:02}"))) }
    };
    let (questions, headline) = asked_of(&folder(&[("arr.csv", &looks(&["2026-05-31", "2026-10-31"], seen))]));
    assert!(questions.is_empty(), "{questions:?}");
    assert_eq!(rates(headline), of_book());
}

#[test]
fn a_renewal_that_comes_late_is_what_the_first_look_after_it_shows() {
    let days = ["2026-05-31", "2026-06-30", "2026-07-31", "2026-08-31", "2026-09-30", "2026-10-31"];
    // The old contract stands in the list until the next one is signed, or somebody takes it off.
    let seen = |day: &str, due: u32, before: i64, after: Option<i64>| {
        if day < "2026-09" { Some((before, format!("2026-08-{due:02}"))) } else { Some((after?, format!("2027-08-{due:02}"))) }
    };
    let (questions, headline) = asked_of(&folder(&[("arr.csv", &looks(&days, seen))]));
    assert!(questions.is_empty(), "{questions:?}");
    assert_eq!(rates(headline), of_book());
}
