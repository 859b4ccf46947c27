//! What a column of periods says of the amounts beside it: words of many languages, numbers, words that nobody knows.

use std::fmt::Write as _;

use super::sizes_tests::{asked, asked_of, rates, told};
use super::tests::folder;
use crate::domain::question::Question;

/// Twelve customers, each with a word for what it pays and how many such amounts a year has: two left, two pay a fifth less, two a quarter
/// more.
fn book(heading: &str, periods: &[(&str, f64)]) -> String {
    let mut text = format!("Customer,Renewal date,Status,Amount before,Amount after,{heading}\n");
    for n in 0..24 {
        let (word, times) = periods[n % periods.len()];
        let before = 12_000.0 + 2_400.0 * (n / periods.len()) as f64;
        let after = before * [0.0, 0.8, 1.25, 1.0, 1.0, 1.0][n / periods.len() % 6];
        let (status, after) = if after == 0.0 { ("Churned", String::new()) } else { ("Renewed", (after / times).to_string()) };
        writeln!(text, "Cust {n},2026-08-{:02},{status},{},{after},{word}", n + 1, before / times).unwrap();
    }
    text
}

/// The rates of a book are those of the same amounts brought to a year.
fn truth(periods: &[(&str, f64)]) -> (String, String) {
    let years: Vec<(&str, f64)> = periods.iter().map(|_| ("annual", 1.0)).collect();
    rates(asked(("r.csv", &book("Billing period", &years))).1)
}

#[test]
fn words_of_periods_bring_amounts_to_a_year() {
    let cases: [&[(&str, f64)]; 9] = [
        &[("Annual upfront", 1.0), ("Monthly", 12.0)],
        &[("Semi-annual", 2.0), ("Annual", 1.0), ("Quarterly", 4.0)],
        &[("half-yearly", 2.0), ("yearly", 1.0)],
        &[("every 3 months", 4.0), ("every 12 months", 1.0), ("every 2 months", 6.0)],
        &[("Weekly", 52.0), ("Daily", 365.0), ("Monthly", 12.0)],
        &[("halbjährlich", 2.0), ("vierteljährlich", 4.0), ("jährlich", 1.0)],
        &[("semestriel", 2.0), ("annuel", 1.0)],
        &[("半年", 2.0), ("月払い", 12.0)],
        &[("3-year prepaid", 1.0 / 3.0), ("1-year prepaid", 1.0)],
    ];
    for periods in cases {
        let (questions, headline) = asked(("r.csv", &book("Billing period", periods)));
        assert_eq!((questions.len(), rates(headline)), (0, truth(periods)), "{periods:?}: {questions:?}");
    }
}

#[test]
fn numbers_of_months_are_told_by_themselves_or_asked_about() {
    let told_by_itself = [("1", 12.0), ("3", 4.0), ("12", 1.0)];
    let (questions, headline) = asked(("r.csv", &book("Billing period", &told_by_itself)));
    assert_eq!((questions.len(), rates(headline)), (0, truth(&told_by_itself)));
    let open = [("1", 12.0), ("12", 1.0)];
    let (questions, _) = asked(("r.csv", &book("Billing period", &open)));
    let [question] = &questions[..] else { panic!("{questions:?}") };
    assert!(question.answers.iter().any(|answer| rates(answer.figures) == truth(&open)), "{question}");
}

#[test]
fn a_word_for_a_period_that_nobody_knows_is_asked_about_and_counts_as_no_year() {
    let periods = [("Zorp", 2.0), ("Monthly", 12.0), ("Quarterly", 4.0)];
    let text = book("Billing period", &periods);
    let (questions, _) = asked(("r.csv", &text));
    let of_word: Vec<&Question> = questions.iter().filter(|question| question.asked.contains("“Zorp” in 8 rows")).collect();
    let [question] = of_word[..] else { panic!("{questions:?}") };
    let right = question.answers.iter().find(|answer| answer.means.contains("half a year")).unwrap();
    assert_eq!(rates(right.figures), truth(&periods));
    assert!(asked_of(&folder(&[("r.csv", &text), ("mapping.toml", &right.mapping)])).0.is_empty());
}

#[test]
fn amounts_of_a_year_beside_how_often_they_are_paid_are_asked_about() {
    let (questions, _) = asked(("r.csv", &book("Billing frequency", &[("Monthly", 1.0), ("Annual", 1.0)])));
    let [question] = &questions[..] else { panic!("{questions:?}") };
    assert!(question.asked.contains("what is paid each time"), "{question}");
    assert_eq!(rates(question.answers[0].figures), truth(&[("Monthly", 1.0), ("Annual", 1.0)]));
}

#[test]
fn an_answer_may_say_a_period_of_any_length() {
    let text = "Customer,Renewal date,Status,Old,New\nA,2026-08-01,Renewed,100,200\nB,2026-08-02,Churned,100,\n";
    let said = "[files.\"r.csv\".columns]\nOld = { field = \"arr_before\", period = \"half-year\" }\n\
        New = { field = \"arr_after\", period = \"2 years\" }\n";
    let (questions, headline) = asked_of(&folder(&[("r.csv", text), ("mapping.toml", said)]));
    assert_eq!((questions.len(), rates(headline)), (0, told("25.0", "25.0")));
}
