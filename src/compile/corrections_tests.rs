//! A second file that puts right what the renewals say is asked about, with the figures that come of it; one that only stands beside them is not.

use std::fmt::Write as _;

use super::by_row_tests::{answered, book, list, of_book, outcome};
use super::sizes_tests::{asked_of, rates};
use super::tests::folder;

fn id(n: i64) -> String {
    format!("R-{}", 1000 + n * 37)
}

fn renewals() -> String {
    let mut number = 0..;
    let rows = list("ARR,Outcome,New ARR,Renewal ID", |_, before, after| format!("{before},{},{},#", outcome(after), after.unwrap_or(0)));
    let numbered = |line: &str| if line.ends_with('#') { line.replace('#', &id(number.next().unwrap())) } else { line.to_owned() };
    rows.lines().map(numbered).collect::<Vec<_>>().join("\n")
}

/// GRR and NRR in per cent where `after` says what was paid afterwards; nothing where a renewal does not count.
fn of(after: impl Fn(i64, i64, i64) -> Option<i64>) -> (String, String) {
    let mut sums = (0, 0, 0);
    for (n, (before, paid)) in (0..).zip(book()) {
        if let Some(after) = after(n, before, paid.unwrap_or(0)) {
            sums = (sums.0 + before, sums.1 + after.min(before), sums.2 + after);
        }
    }
    let rate = |part: i64| format!("{:.1}", part as f64 / sums.0 as f64 * 100.0);
    (rate(sums.1), rate(sums.2))
}

/// The first three that were renewed, and the first three that were lost.
const KEPT: [i64; 3] = [1, 2, 3];
const LOST: [i64; 3] = [0, 4, 8];

/// A file of rows of these renewals.
fn rows(header: &str, numbers: &[i64], row: impl Fn(i64, i64) -> String) -> String {
    let line = |n: &i64| row(*n, book()[*n as usize].0) + "\n";
    numbers.iter().map(line).fold(format!("{header}\n"), |text, line| text + &line)
}

#[test]
fn what_another_file_corrects_is_asked_about() {
    let halved = || of(|n, before, after| Some(if KEPT.contains(&n) { before / 2 } else { after }));
    let out = || of(|n, _, after| (!KEPT.contains(&n)).then_some(after));
    let lost = || of(|n, _, after| Some(if KEPT.contains(&n) { 0 } else { after }));
    let saved = || of(|n, before, after| Some(if LOST.contains(&n) { before - 1000 } else { after }));
    let less = || of(|n, _, after| Some(if KEPT.contains(&n) { after - 2000 } else { after }));
    let fixed = || of(|n, _, after| Some(if n == 1 { 0 } else { after }));
    let before = || -> (String, String) {
        let sums = book().iter().zip(0..).fold((0, 0, 0), |(b, k, a), ((was, is), n)| {
            let was = if KEPT.contains(&n) { was + 4000 } else { *was };
            (b + was, k + is.unwrap_or(0).min(was), a + is.unwrap_or(0))
        });
        let rate = |part: i64| format!("{:.1}", part as f64 / sums.0 as f64 * 100.0);
        (rate(sums.1), rate(sums.2))
    };
    let files = [
        (
            "corrections.csv",
            rows("Renewal ID,Correct ARR", &KEPT, |n, before| format!("{},{}", id(n), before / 2)),
            "paid afterwards",
            halved(),
        ),
        (
            "korrektur.csv",
            rows("Customer;Korrigiert", &KEPT, |n, before| format!("Customer {n};{}", before / 2)),
            "paid afterwards",
            halved(),
        ),
        (
            "log.csv",
            rows("Renewal ID,Field,Old,New", &KEPT, |n, before| format!("{},New ARR,{before},{}", id(n), before / 2)),
            "these values count",
            halved(),
        ),
        ("fixes.csv", rows("Renewal ID,ARR", &KEPT, |n, before| format!("{},{}", id(n), before + 4000)), "paid before", before()),
        (
            "late_saves.csv",
            rows("Renewal ID,Saved on,ARR", &LOST, |n, before| format!("{},2026-10-05,{}", id(n), before - 1000)),
            "paid afterwards",
            saved(),
        ),
        ("list.csv", rows("Renewal ID,Why", &KEPT, |n, _| format!("{},Duplicate", id(n))), "left out", out()),
        ("do_not_count.csv", rows("Customer", &KEPT, |n, _| format!("Customer {n}")), "left out", out()),
        ("terminations.csv", rows("Customer,Notice", &KEPT, |n, _| format!("Customer {n},2026-07-20")), "were lost", lost()),
        (
            "churn log.csv",
            rows("Customer,Churn date,Reason", &KEPT, |n, _| format!("Customer {n},2026-08-{:02},Price", n + 9)),
            "were lost",
            lost(),
        ),
        ("adjustments.csv", rows("Renewal ID,Adjustment", &KEPT, |n, _| format!("{},-2000", id(n))), "added to it", less()),
        (
            "updates since export.csv",
            rows("Customer,New outcome,New ARR", &LOST, |n, before| format!("Customer {n},Renewed,{}", before - 1000)),
            "became of them",
            saved(),
        ),
        (
            "review.csv",
            rows("Renewal ID,Outcome", &KEPT, |n, _| format!("{},{}", id(n), if n == 1 { "Lost" } else { "Renewed" })),
            "became of them",
            fixed(),
        ),
    ];
    for (name, text, means, right) in &files {
        let (questions, _) = asked_of(&folder(&[("renewals.csv", &renewals()), (name, text)]));
        assert_eq!(questions.len(), 1, "{name}: {questions:?}");
        assert_eq!(answered(&questions, means), *right, "{name}: {questions:?}");
        assert_eq!(answered(&questions, "no;"), of_book(), "{name}: {questions:?}");
    }
}

#[test]
fn what_only_stands_beside_the_renewals_is_not_asked_about() {
    let files = [
        ("contacts.csv", rows("Customer,Contact,Email", &KEPT, |n, _| format!("Customer {n},Ada,ada@c{n}.example"))),
        ("nps.csv", rows("Customer,NPS", &KEPT, |n, _| format!("Customer {n},{}", n + 5))),
        ("invoices.csv", rows("Customer,Invoice,Amount", &KEPT, |n, before| format!("Customer {n},INV-{n}77,{before}"))),
        ("upsell ideas.csv", rows("Customer,Product,Amount", &KEPT, |n, before| format!("Customer {n},Plus,{}", before / 3))),
        ("deals.csv", rows("Customer,Stage", &KEPT, |n, _| format!("Customer {n},{}", if n == 1 { "Lost" } else { "Won" }))),
        ("quotes.csv", rows("Renewal ID,ARR", &KEPT, |n, before| format!("{},{before}", id(n)))),
        ("owners.csv", rows("Renewal ID,CSM", &KEPT, |n, _| format!("{},Grace", id(n)))),
        ("churn log.csv", rows("Customer,Churn date,Reason", &LOST, |n, _| format!("Customer {n},2026-08-{:02},Price", n + 9))),
    ];
    for (name, text) in &files {
        let (questions, headline) = asked_of(&folder(&[("renewals.csv", &renewals()), (name, text)]));
        assert!(questions.is_empty(), "{name}: {questions:?}");
        assert_eq!(rates(headline), of_book(), "{name}");
    }
}

/// An answer names each renewal with what holds for it, and can be written by hand.
#[test]
fn an_amount_of_one_renewal_can_be_said() {
    let mut mapping = "[renewals]\n".to_owned();
    writeln!(mapping, "{} = \"6000.50 after\"\n{} = \"0 after\"\n{} = \"20000 before\"", id(1), id(2), id(3)).unwrap();
    let dir = folder(&[("renewals.csv", &renewals()), ("mapping.toml", &mapping)]);
    let (questions, headline) = asked_of(&dir);
    assert!(questions.is_empty(), "{questions:?}");
    let headline = headline.unwrap();
    let (before, after) = book().iter().zip(0..).fold((0, 0), |(b, a), ((was, is), n)| match n {
        1 => (b + was * 100, a + 600_050),
        2 => (b + was * 100, a),
        3 => (b + 2_000_000, a + is.unwrap_or(0) * 100),
        _ => (b + was * 100, a + is.unwrap_or(0) * 100),
    });
    assert_eq!((headline.before.in_minor(), headline.after.in_minor()), (before, after));
}
