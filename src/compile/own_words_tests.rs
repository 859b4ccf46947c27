//! Words that a company made up, or that a language has and we do not: stages on the way, and columns that are called like kinds of deals.

use std::fmt::Write as _;

use super::tests::{facts, folder, read};
use crate::domain::facts::Facts;
use crate::domain::renewal::Outcome;

/// The amount after.
fn after(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Renewed => "90",
        Outcome::Churned => "0",
        Outcome::Open => "",
    }
}

/// Thirty renewals from June to November, each as `row` writes it: its number, day due, and what became of it, the last ten being open.
fn book(header: &str, row: impl Fn(usize, &str, Outcome) -> String) -> String {
    (0..30).fold(format!("{header}\n"), |mut text, n| {
        let outcome = match n {
            20.. => Outcome::Open,
            _ if n % 5 == 0 => Outcome::Churned,
            _ => Outcome::Renewed,
        };
        writeln!(text, "{}", row(n, &format!("2026-{:02}-{:02}", 6 + n / 5, 1 + n % 5 * 5), outcome)).unwrap();
        text
    })
}

fn outcomes(facts: &Facts) -> [usize; 3] {
    let count = |outcome| facts.in_scope().filter(|renewal| renewal.outcome == outcome).count();
    [Outcome::Renewed, Outcome::Churned, Outcome::Open].map(count)
}

#[test]
fn stages_of_any_language_are_open_where_their_rows_are_due_later_or_nobody_closed_them() {
    for (won, lost, stage) in [
        ("Gewonnen", "Verloren", "Verhandlung/Prüfung"),
        ("Fermé - gagné", "Fermé - perdu", "Devis envoyé"),
        ("Negócio fechado", "Negócio perdido", "Contrato enviado"),
        ("Zamknięte - wygrane", "Zamknięte - przegrane", "Oferta wysłana"),
        ("Renewed", "Churned", "Schrödinger"),
    ] {
        let said = |outcome| match outcome {
            Outcome::Renewed => won,
            Outcome::Churned => lost,
            Outcome::Open => stage,
        };
        let by_due = book("Account,Renewal date,ARR,Status,New ARR", |n, due, outcome| {
            format!("A{n},{due},100,{},{}", said(outcome), after(outcome))
        });
        assert_eq!(outcomes(&read(&by_due).unwrap()), [12, 3, 0], "{stage}");
        // Some of them were due long ago, and are open all the same.
        let by_closing = book("Account,Contract end,Close date,ARR,Status,New ARR", |n, due, outcome| {
            let due = match n {
                20..28 => "2027-01-15",
                28.. => "2026-09-28",
                _ => due,
            };
            let closed = if outcome == Outcome::Open { "" } else { due };
            format!("A{n},{due},{closed},100,{},{}", said(outcome), after(outcome))
        });
        assert_eq!(outcomes(&read(&by_closing).unwrap())[2], 2, "{stage}");
    }
}

#[test]
fn a_word_that_nobody_understands_is_asked_about_where_its_rows_are_as_old_as_the_others() {
    let text = book("Account,Renewal date,ARR,Status", |n, due, outcome| {
        let word = if n % 4 == 1 { "Schrödinger" } else { outcome.label() };
        format!("A{n},{due},100,{word}")
    });
    let questions = read(&text).unwrap_err();
    let question = questions.iter().find(|question| question.asked.contains("Schrödinger")).unwrap();
    assert!(question.answers.len() > 2 && question.answers.iter().all(|answer| answer.figures.is_some()), "{question:?}");
}

#[test]
fn a_column_that_names_no_renewals_tells_no_kinds() {
    for (heading, words) in [
        ("Type", ["Direct", "Channel"]),
        ("Record Type", ["Customer", "Customer"]),
        ("Contract Type", ["Standard", "Enterprise"]),
        ("Pipeline", ["Sales Pipeline", "Sales Pipeline"]),
        ("Pipeline", ["CS Pipeline", "Customer Success"]),
    ] {
        let text = book(&format!("Account,{heading},Renewal date,ARR,Status,New ARR"), |n, due, outcome| {
            format!("A{n},{},{due},100,{},{}", words[n % 2], outcome.label(), after(outcome))
        });
        let facts = read(&text).unwrap_or_else(|asked| panic!("{heading} {words:?}: {asked:?}"));
        assert_eq!(outcomes(&facts), [12, 3, 0], "{heading} {words:?}");
    }
}

#[test]
fn beside_renewals_or_other_kinds_a_word_that_nobody_knows_is_none_or_asked_about() {
    let with = |words: [&'static str; 2]| {
        book("Account,Type,Renewal date,ARR,Status,New ARR", move |n, due, outcome| {
            format!("A{n},{},{due},100,{},{}", words[usize::from(n % 3 == 0)], outcome.label(), after(outcome))
        })
    };
    assert_eq!(outcomes(&facts(&folder(&[("r.csv", &with(["Renewal", "Direct"]))]), None, "2026-Q3")).iter().sum::<usize>(), 10);
    for words in [["Base", "New Business"], ["Existing Customer - Replacement", "Existing Customer - Upgrade"]] {
        let questions = read(&with(words)).unwrap_err();
        assert!(questions.iter().any(|question| question.asked.contains("none is called a renewal")), "{words:?} {questions:?}");
    }
}

#[test]
fn days_that_two_people_wrote_or_a_spreadsheet_turned_are_read_as_they_were_meant() {
    let days = |write: fn(u32) -> String| {
        (1..=28).fold("Account,Renewal date,ARR,Status,New ARR\n".to_owned(), |mut text, n| {
            let (outcome, after) = if n % 5 == 0 { ("Churned", 0) } else { ("Renewed", 90) };
            writeln!(text, "A{n},{},100,{outcome},{after}", write(n)).unwrap();
            text
        })
    };
    for write in [
        |n| if n % 2 == 0 { format!("2026-08-{n:02}") } else { format!("{n:02}/08/2026") },
        |n| if n <= 12 { format!("2026-{n:02}-08") } else { format!("{n:02}/08/2026") },
    ] {
        let facts = read(&days(write)).unwrap();
        let all: std::collections::BTreeSet<String> = facts.in_scope().map(|renewal| renewal.due.to_string()).collect();
        assert_eq!(all.len(), 28, "{all:?}");
    }
    // The order may stand in a column that nothing is read from.
    let rows = (1..=12).fold("Account,Renewal date,ARR,Status,New ARR,Typed\n".to_owned(), |mut text, n| {
        let (outcome, after) = if n % 5 == 0 { ("Churned", 0) } else { ("Renewed", 90) };
        writeln!(text, "A{n},{n:02}/08/2026,100,{outcome},{after},{:02}/07/2026", n + 14).unwrap();
        text
    });
    assert_eq!(read(&rows).unwrap().in_scope().count(), 12);
}
