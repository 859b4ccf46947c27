//! Files of which no heading and no word means anything to the program: the values tell what each column holds, it is asked, and the
//! lines of the first answer settle it.

use std::fmt::Write as _;

use chrono::{Days, Months, NaiveDate};

use super::tests::{folder, request};
use super::*;
use crate::domain::facts::Facts;
use crate::domain::headline::Headline;
use crate::domain::progress::Silent;
use crate::domain::question::Question;
use crate::domain::year;

/// Headings and words of no language.
const MADE_UP: [&str; 9] = ["Grolm", "Wexta", "Pilvur", "Osk", "Tranduel", "Brisk-4", "Hjam", "Lopti", "Quend"];
const NAMES: [&str; 12] = ["Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Ginkgo", "Hazel", "Ivy", "Juniper", "Kapok", "Larch"];

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A customer with a contract each year: what it pays in the first and in the second, and whether it leaves after that.
struct Customer {
    name: String,
    ends: NaiveDate,
    paid: [i64; 2],
    is_lost: bool,
}

fn customers() -> Vec<Customer> {
    let of = |number: usize| Customer {
        name: format!("{} {}", NAMES[number % NAMES.len()], ["Works", "Foods", "Labs"][number / NAMES.len()]),
        ends: day("2026-07-03") + Days::new(number as u64 * 2),
        paid: [1_000 + 130 * number as i64, 1_000 + 130 * number as i64 + [0, 90, -70][number % 3]],
        is_lost: number % 6 == 4,
    };
    (0..36).map(of).collect()
}

/// Rows below made-up headings, the columns turned by `turn` places.
fn sheet(rows: &[Vec<String>], turn: usize) -> String {
    let width = rows[0].len();
    let headings: Vec<String> = (0..width).map(|column| MADE_UP[(column + turn) % MADE_UP.len()].to_owned()).collect();
    let mut text = String::new();
    for row in [headings].iter().chain(rows) {
        let turned: Vec<&str> = (0..width).map(|column| row[(column + turn) % width].as_str()).collect();
        writeln!(text, "{}", turned.join(",")).unwrap();
    }
    text
}

/// What the first answers come to, one after the other; and the first question.
fn answered(text: &str) -> (Question, Facts) {
    let mut mapping = String::new();
    let mut first = None;
    for _ in 0..4 {
        let dir = folder(&[("book.csv", text), ("mapping.toml", &mapping)]);
        let source = Source::Folder(dir.path().into());
        match compile(&source, &request(None, "2026-Q3"), None, &Silent) {
            Ok(facts) => return (first.expect("it was asked"), facts),
            Err(Error::Asked { questions, .. }) => {
                let report = check(&source, &request(None, "2026-Q3"), None).unwrap();
                assert!(!report.is_ready() && report.questions == questions, "{report}");
                mapping += &questions[0].answers[0].mapping;
                first.get_or_insert_with(|| questions[0].clone());
            }
            Err(error) => panic!("{error}\n{text}"),
        }
    }
    panic!("no end of questions: {mapping}")
}

fn headline(facts: &Facts) -> Headline {
    Headline::of(facts.in_scope(), facts.scope.known_by())
}

#[test]
fn renewals_under_headings_and_words_of_no_language_are_asked_about_and_the_first_answer_is_right() {
    let written = |customer: &Customer| {
        let [before, after] = customer.paid;
        let row = |due: NaiveDate, now: Option<i64>, word: &str, decided: Option<NaiveDate>, why: &str| {
            let decided = decided.map_or_else(String::new, |day| day.to_string());
            let now = now.map_or_else(String::new, |now| now.to_string());
            vec![customer.name.clone(), due.to_string(), before.to_string(), now, word.to_owned(), decided, why.to_owned()]
        };
        let earlier = row(customer.ends - Months::new(12), Some(before), "vanto", Some(customer.ends - Months::new(13)), "");
        let decided = Some(customer.ends - Days::new(9));
        let now = if customer.is_lost {
            row(customer.ends, None, "murk", decided, "zilch")
        } else {
            row(customer.ends, Some(after), "vanto", decided, "")
        };
        let next = row(customer.ends + Months::new(12), None, "sprel", None, "");
        [Some(earlier), Some(now), (!customer.is_lost).then_some(next)].into_iter().flatten().collect::<Vec<_>>()
    };
    let rows: Vec<Vec<String>> = customers().iter().flat_map(written).collect();
    for turn in 0..7 {
        let (question, facts) = answered(&sheet(&rows, turn));
        assert!(question.asked.contains("“murk” means churned") && question.asked.contains("(Alder Works"), "{question}");
        let told = headline(&facts);
        assert_eq!((told.due, told.renewed, told.churned), (36, 30, 6), "{turn}: {question}");
        let kept: i64 = customers().iter().filter(|c| !c.is_lost).map(|c| c.paid[0].min(c.paid[1])).sum();
        let before: i64 = customers().iter().map(|c| c.paid[0]).sum();
        assert!((told.grr.unwrap() - kept as f64 / before as f64).abs() < 1e-9, "{turn}: {question}");
    }
}

/// Retention of the twelve months to the window's end.
fn year_grr(facts: &Facts) -> f64 {
    year::retention_of_cohort(&facts.cohort(facts.scope.window.to).expect("customers over time").members).grr.unwrap()
}

#[test]
fn contracts_over_time_under_such_headings_are_asked_about_with_the_year_that_each_answer_gives() {
    let kept: i64 = customers().iter().filter(|c| !c.is_lost).map(|c| c.paid[0]).sum();
    let all: i64 = customers().iter().map(|c| c.paid[0]).sum();
    let expected = kept as f64 / all as f64;
    let months = |customer: &Customer| -> Vec<Vec<String>> {
        let ends = (0..=12).map(|n| day("2025-10-01") + Months::new(n) - Days::new(1));
        let is_there = |end: &NaiveDate| !customer.is_lost || *end < customer.ends;
        ends.filter(is_there).map(|end| vec![customer.name.clone(), end.to_string(), customer.paid[0].to_string()]).collect()
    };
    let spell = |customer: &Customer| {
        let end = if customer.is_lost { customer.ends.to_string() } else { String::new() };
        vec![vec![(customer.ends - Months::new(30)).to_string(), end, customer.name.clone(), customer.paid[0].to_string()]]
    };
    let shapes: [Vec<Vec<String>>; 2] = [customers().iter().flat_map(months).collect(), customers().iter().flat_map(spell).collect()];
    for (shape, rows) in shapes.into_iter().enumerate() {
        for turn in 0..4 {
            let (question, facts) = answered(&sheet(&rows, turn));
            assert!((year_grr(&facts) - expected).abs() < 1e-9, "{shape} {turn}: {question}");
            assert!(question.answers[0].figures_told().contains("trailing twelve months GRR"), "{question}");
        }
    }
}

#[test]
fn what_tells_no_renewals_by_its_values_either_is_not_asked_about() {
    for text in [
        "Grolm,Wexta,Pilvur\nAlder,2026-07-01,100\nBirch,2026-07-02,200\nCedar,2026-08-01,300\n",
        "Grolm,Wexta\nAlder,vanto\nBirch,murk\nCedar,vanto\n",
    ] {
        let dir = folder(&[("book.csv", text)]);
        let error = compile(&Source::Folder(dir.path().into()), &request(None, "2026-Q3"), None, &Silent).unwrap_err();
        assert!(!matches!(error, Error::Asked { .. }) && error.to_string().contains("book.csv"), "{error}");
    }
}

#[test]
fn what_is_written_of_such_a_file_leaves_the_question_open() {
    let rows: Vec<Vec<String>> =
        customers().iter().map(|c| vec![c.name.clone(), c.ends.to_string(), c.paid[0].to_string(), String::new()]).collect();
    let rows: Vec<Vec<String>> = rows
        .into_iter()
        .enumerate()
        .map(|(n, mut row)| {
            row[3] = if n % 6 == 4 { "murk" } else { "vanto" }.to_owned();
            row.push(if n % 6 == 4 { String::new() } else { format!("{}", 900 + n) });
            row
        })
        .collect();
    let text = sheet(&rows, 0);
    let dir = folder(&[("book.csv", &text)]);
    let report = check(&Source::Folder(dir.path().into()), &request(None, "2026-Q3"), None).unwrap();
    let again = folder(&[("book.csv", &text), ("mapping.toml", &report.mapping)]);
    let anew = check(&Source::Folder(again.path().into()), &request(None, "2026-Q3"), None).unwrap();
    assert!(!anew.questions.is_empty() && anew.questions == report.questions, "{}\n{anew}", report.mapping);
}
