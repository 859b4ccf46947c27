//! Contracts with what was paid before and what came after in one row, and a state that says nothing.

use std::fmt::Write as _;

use super::tests::{folder, request};
use super::*;
use crate::domain::facts::Facts;
use crate::domain::progress::Silent;

/// Twelve contracts of a year that end in the third quarter: every fourth is lost, the others grow or shrink by turns.
fn contracts(heading: &str, row: impl Fn(&str, u32, Option<u32>) -> String) -> String {
    let mut text = format!("Customer,Contract start,Contract end,{heading}\n");
    for n in 0..12_u32 {
        let before = 10_000 + 1_000 * n;
        let after = (n % 4 != 0).then(|| if n % 2 == 0 { before + 2_000 } else { before - 1_000 });
        let (month, day) = (7 + n % 3, 3 + n);
        let told = row(&format!("2026-{month:02}-{day:02}"), before, after);
        writeln!(text, "Cust {n},2025-{month:02}-{:02},2026-{month:02}-{day:02},{told}", day + 1).unwrap();
    }
    text
}

fn facts(text: &str) -> Facts {
    let dir = folder(&[("contracts.csv", text)]);
    compile(&Source::Folder(dir.path().into()), &request(None, "2026-Q3"), None, &Silent).unwrap()
}

/// Due, lost, before and after in whole units.
fn sums(facts: &Facts) -> (usize, usize, i64, i64) {
    facts.in_scope().fold((0, 0, 0, 0), |(due, lost, before, after), renewal| {
        let units = |money: Option<crate::domain::money::Money>| money.map_or(0, |money| money.in_minor() / 100);
        (due + 1, lost + usize::from(renewal.is_churned()), before + units(renewal.before), after + units(renewal.after))
    })
}

#[test]
fn whatever_tells_the_loss_a_row_with_both_amounts_is_a_renewal() {
    let plain = |after: Option<u32>| after.map_or_else(String::new, |after| after.to_string());
    for (told, kept, lost) in
        [("Cancelled on", "", "END"), ("Renewed?", "Y", "N"), ("Förnyad?", "ja", "nej"), ("Status", "Renewed", "Lost")]
    {
        let text = contracts(&format!("Annual value,New annual value,{told}"), |end, before, after| {
            format!("{before},{},{}", plain(after), if after.is_some() { kept } else { lost }.replace("END", end))
        });
        assert_eq!(sums(&facts(&text)), (12, 3, 186_000, 144_000), "{told}");
    }
}

#[test]
fn a_state_that_is_one_unknown_word_in_every_row_keeps_nobody() {
    let mut text = "Customer,Start,End,Annual value,Status\n".to_owned();
    for n in 0..12_u32 {
        let (month, day) = (7 + n % 3, 3 + n);
        writeln!(text, "Cust {n},2025-{month:02}-{:02},2026-{month:02}-{day:02},{},AUTHORISED", day + 1, 10_000 + 1_000 * n).unwrap();
        if n % 4 != 0 {
            writeln!(text, "Cust {n},2026-{month:02}-{:02},2027-{month:02}-{day:02},{},AUTHORISED", day + 1, 10_000 + 1_000 * n).unwrap();
        }
    }
    assert_eq!(sums(&facts(&text)), (12, 3, 186_000, 144_000));
}

#[test]
fn days_ahead_under_an_unknown_heading_are_asked_about_where_contracts_have_no_end() {
    let mut text = "Customer,Date,ARR,Zorp\n".to_owned();
    for month in 1..=10 {
        for n in 1..=6 {
            let arr = if month > 8 && n == 6 { 0 } else { 10_000 + 1_000 * n };
            writeln!(text, "Cust {n},2026-{month:02}-28,{arr},{}-08-1{n}", if month < 8 { 2026 } else { 2027 }).unwrap();
        }
    }
    let dir = folder(&[("arr.csv", &text)]);
    let report = check(&Source::Folder(dir.path().into()), &request(None, "2026-Q3"), None).unwrap();
    assert!(
        report.questions.iter().any(|question| question.asked.contains("`Zorp`") && question.asked.contains("contract_end")),
        "{report}"
    );
}
