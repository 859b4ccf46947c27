//! Units of amounts: what headings and lines above a table say, and what is asked where they do not go together.

use std::fmt::Write as _;

use super::tests::{facts_or_asked, folder, request};
use super::*;
use crate::domain::headline::Headline;
use crate::domain::money::Money;
use crate::domain::progress::Silent;
use crate::domain::question::Question;

/// Twelve renewals due in the quarter, of 12.5 to 23.5 thousand; every fourth is lost, the others grow by a tenth. `before` and `after` write an amount.
fn book(above: &str, headings: [&str; 2], before: impl Fn(i64) -> String, after: impl Fn(i64) -> String) -> String {
    let mut text = format!("{above}Customer,Renewal date,{},{},Outcome\n", headings[0], headings[1]);
    for n in 0..12 {
        let arr = 12_500 + n * 1_000;
        let (kept, outcome) = if n % 4 == 0 { (0, "Churned") } else { (arr + arr / 10, "Renewed") };
        writeln!(text, "Customer {n},2026-08-{:02},{},{},{outcome}", n + 1, before(arr), after(kept)).unwrap();
    }
    text
}

fn whole(amount: i64) -> String {
    amount.to_string()
}

/// In thousands, with two decimals.
fn in_thousands(amount: i64) -> String {
    format!("{}.{:02}", amount / 1_000, amount % 1_000 / 10)
}

fn in_millions(amount: i64) -> String {
    format!("{}.{:06}", amount / 1_000_000, amount % 1_000_000)
}

/// The ARR before and after, or what is asked.
fn read(text: &str, mapping: &str) -> std::result::Result<(Money, Money, String), Vec<Question>> {
    let facts = facts_or_asked(&folder(&[("renewals.csv", text), ("mapping.toml", mapping)]))?;
    let headline = Headline::of(facts.in_scope(), facts.scope.known_by());
    Ok((headline.before, headline.after, facts.currency.to_string()))
}

fn sums() -> (Money, Money) {
    let (before, lost) = ((0..12).map(|n| 12_500 + n * 1_000).sum::<i64>(), [0, 4, 8].map(|n| 12_500 + n * 1_000).iter().sum::<i64>());
    (Money::units(before), Money::units((before - lost) / 10 * 11))
}

#[test]
fn a_unit_in_a_heading_or_above_the_table_multiplies_what_stands_below() {
    let (before, after) = sums();
    for (above, headings, code, write) in [
        ("", ["Previous ARR (k)", "New ARR (k)"], "", in_thousands as fn(i64) -> String),
        ("", ["Previous ARR (EURk)", "New ARR (EURk)"], "EUR", in_thousands),
        ("", ["ARR alt (Tsd. EUR)", "ARR neu (Tsd. EUR)"], "EUR", in_thousands),
        ("", ["prior_arr_usdk", "new_arr_usdk"], "USD", in_thousands),
        ("", ["Previous ARR (MSEK)", "New ARR (MSEK)"], "SEK", in_millions),
        ("", ["Previous ARR ($m)", "New ARR ($m)"], "USD", in_millions),
        ("Renewals 2026\nAll amounts in thousands of euros\n\n", ["Previous ARR", "New ARR"], "EUR", in_thousands),
        ("Renewals 2026 (in $000s)\n\n", ["Previous ARR", "New ARR"], "USD", in_thousands),
        ("Amounts in EUR thousands\n\n", ["Previous ARR", "New ARR (MEUR)"], "EUR", in_thousands),
        ("Renewals kEUR\n\n", ["Previous ARR", "New ARR"], "EUR", in_thousands),
        ("Renewals of our 40 thousand users\n\n", ["Previous ARR", "New ARR"], "", whole),
    ] {
        let own = if headings[1].contains("MEUR") { in_millions } else { write };
        let (found_before, found_after, found_code) =
            read(&book(above, headings, write, own), "").unwrap_or_else(|asked| panic!("{headings:?}: {asked:?}"));
        assert_eq!((found_before, found_after), (before, after), "{above}{headings:?}");
        assert!(code.is_empty() || code == found_code, "{above}{headings:?}: {found_code}");
    }
}

#[test]
fn a_unit_below_the_headings_beside_the_rows_below_the_table_or_in_its_name_holds_as_well() {
    let plain = book("", ["Previous ARR", "New ARR"], in_thousands, in_thousands);
    let (header, rows) = plain.split_once('\n').unwrap();
    let below = format!("{header}\n,,kEUR,kEUR,\n{rows}");
    let beside = format!("{header},Unit\n{}", rows.replace('\n', ",kEUR\n"));
    let footer = format!("{plain}\nAll amounts in thousands of EUR\n");
    for (name, text) in [("renewals.csv", &below), ("renewals.csv", &beside), ("renewals.csv", &footer), ("renewals_kEUR.csv", &plain)] {
        let dir = folder(&[(name, text)]);
        let facts =
            compile(&Source::Folder(dir.path().into()), &request(None, "2026-Q3"), None, &Silent).unwrap_or_else(|e| panic!("{text}{e}"));
        let headline = Headline::of(facts.in_scope(), facts.scope.known_by());
        assert_eq!((headline.before, headline.after), sums(), "{name}: {text}");
    }
}

/// What is asked, and each answer's ARR before.
fn asked(text: &str) -> (String, Vec<(String, Money)>) {
    let questions = read(text, "").expect_err("nothing is asked");
    assert_eq!(questions.len(), 1, "{questions:?}");
    let answers = questions[0].answers.iter().map(|answer| (answer.means.clone(), answer.figures.unwrap().before)).collect();
    (questions[0].asked.clone(), answers)
}

#[test]
fn m_alone_is_thousands_or_millions_and_that_is_asked() {
    for above in ["", "All amounts in M\n\n"] {
        let headings = if above.is_empty() { ["Previous ARR (M)", "New ARR (M)"] } else { ["Previous ARR", "New ARR"] };
        let (told, answers) = asked(&book(above, headings, in_millions, in_millions));
        assert!(told.contains("some read thousands and others millions"), "{told}");
        assert_eq!((answers[0].0.as_str(), answers[0].1), ("millions", sums().0));
        assert_eq!(answers[1].0, "thousands");
    }
}

#[test]
fn amounts_before_and_after_in_different_units_are_asked_about() {
    let (before, _) = sums();
    let (told, answers) = asked(&book("", ["Previous ARR (k)", "New ARR"], in_thousands, in_thousands));
    assert!(told.contains("about 1,000 times"), "{told}");
    assert_eq!((answers[0].0.as_str(), answers[0].1), ("`New ARR` is in thousands", before));
    let (_, answers) = asked(&book("", ["Previous ARR", "New ARR"], in_thousands, whole));
    assert_eq!((answers[0].0.as_str(), answers[0].1), ("`Previous ARR` is in thousands", before));
    let said = "[files.\"renewals.csv\".columns]\n\"Previous ARR\" = { field = \"arr_before\", unit = \"thousands\" }\n";
    assert_eq!(read(&book("", ["Previous ARR", "New ARR"], in_thousands, whole), said).unwrap().0, before);
}

#[test]
fn a_unit_that_makes_every_contract_one_of_hundreds_of_millions_is_asked_about_however_the_check_writes_it() {
    let text = book("Amounts in kEUR\n\n", ["Previous ARR", "New ARR"], |arr| whole(arr * 10), |arr| whole(arr * 10));
    let (told, answers) = asked(&text);
    assert!(told.contains("185 million a year"), "{told}");
    assert_eq!((answers[0].0.as_str(), answers[0].1), ("a whole amount", Money::minor(sums().0.in_minor() * 10)));
    let dir = folder(&[("renewals.csv", &text)]);
    let written = check(&Source::Folder(dir.path().into()), &request(None, "2026-Q3"), None).unwrap().mapping;
    assert_eq!(read(&text, &written).expect_err("writing it answers nothing").len(), 1);
}
