//! What is asked and what is only told: questions whose answers come to the same, hundredths, losses alone, customers named in two ways.

use std::fmt::Write as _;

use super::tests::{folder, request};
use super::*;
use crate::domain::progress::Silent;

/// Twelve renewals due in the quarter and four after it; `row` writes name, day, before, after and what became of it (`None`: not decided).
fn rows(mut row: impl FnMut(usize, &str, i64, Option<i64>) -> String) -> String {
    let mut text = String::new();
    for n in 0..16 {
        let arr = 12_500 + n as i64 * 1_000;
        let (due, after) = match n {
            12.. => (format!("2026-11-{:02}", n - 5), None),
            _ if n % 4 == 0 => (format!("2026-08-{:02}", n + 1), Some(0)),
            _ => (format!("2026-08-{:02}", n + 1), Some(arr + 500)),
        };
        text += &row(n, &due, arr, after);
    }
    text
}

fn look(files: &[(&str, &str)], segment: Option<&str>) -> (CheckReport, Result<Facts>) {
    let dir = folder(files);
    let (source, request) = (Source::Folder(dir.path().into()), request(segment, "2026-Q3"));
    (check(&source, &request, None).unwrap(), compile(&source, &request, None, &Silent))
}

fn word(after: Option<i64>, words: [&'static str; 3]) -> &'static str {
    match after {
        Some(0) => words[1],
        Some(_) => words[0],
        None => words[2],
    }
}

#[test]
fn a_word_that_changes_no_figure_is_told_and_stops_nothing() {
    let table = |words: [&'static str; 3]| {
        let row = |n: usize, due: &str, arr, after: Option<i64>| {
            format!("Customer {n},{due},{arr},{},{}\n", after.unwrap_or(0), word(after, words))
        };
        String::from("Customer,Renewal date,Previous ARR,New ARR,Status\n") + &rows(row)
    };
    let (report, facts) = look(&[("renewals.csv", &table(["Yes", "No", "Maybe"]))], None);
    assert!(report.is_ready() && facts.is_ok(), "{report}");
    let told = report.to_string().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("“Maybe” (4 rows) → open"), "{told}");
    // The same word of a renewal that was due moves a count.
    let (report, facts) = look(&[("renewals.csv", &table(["Yes", "No", "Maybe"]).replacen("Yes", "Maybe", 3))], None);
    assert!(!report.is_ready() && facts.is_err(), "{report}");
}

#[test]
fn whole_amounts_in_json_are_asked_about_where_they_are_like_hundredths() {
    let json = |before: &str, times: i64| {
        let row = |n: usize, due: &str, arr: i64, after: Option<i64>| {
            let after = after.map_or("null".to_owned(), |after| (after * times).to_string());
            format!(
                "{{\"customer\":\"Customer {n}\",\"renewal_date\":\"{due}\",\"{before}\":{},\"new_amount\":{after},\"outcome\":\"{}\"}},",
                arr * times,
                word(Some(i64::from(after != "0")), ["renewed", "churned", "open"])
            )
        };
        format!("[{}]", rows(row).trim_end_matches(','))
    };
    for (name, times, asks) in [("previous_amount", 100, true), ("previous_arr", 1, false), ("previous_amount_cents", 100, false)] {
        let text = json(name, times);
        let text = if name.ends_with("cents") { text.replace("new_amount", "new_amount_cents") } else { text };
        let (report, facts) = look(&[("renewals.json", &text)], None);
        assert_eq!((report.is_ready(), facts.is_err()), (!asks, asks), "{name}: {report}");
        assert_eq!(report.to_string().contains("hundredths"), asks, "{name}: {report}");
    }
}

#[test]
fn a_flag_of_those_who_stayed_and_a_month_beside_a_year_are_read() {
    let row = |n: usize, due: &str, arr: i64, after: Option<i64>| {
        let after_told = after.map_or(String::new(), |after| after.to_string());
        format!("Customer {n},{due},{}.{:02},{after_told},{}\n", arr / 12, arr % 12 * 100 / 12, word(after, ["1", "0", ""]))
    };
    let (report, facts) = look(&[("renewals.csv", &(String::from("Customer,Renewal date,MRR,New ARR,Retained\n") + &rows(row)))], None);
    let headline = crate::domain::headline::Headline::of(facts.as_ref().unwrap().in_scope(), facts.as_ref().unwrap().scope.known_by());
    assert_eq!((headline.renewed, headline.churned), (9, 3), "{report}");
    assert!((headline.nrr.unwrap() - 0.78).abs() < 0.02, "{headline}");
}

#[test]
fn of_losses_alone_no_rate_is_told_and_what_is_missing_is_said() {
    let list = |header: &str, status: &str| {
        let row = |n: usize, due: &str, arr: i64, _: Option<i64>| format!("Customer {n},{due},{arr},Price{status}\n");
        format!("{header}\n{}", rows(row))
    };
    let (report, facts) = look(&[("churn.csv", &list("Customer,Churn date,ARR lost,Reason", ""))], None);
    assert!(!report.is_ready() && facts.is_err());
    assert!(report.refused.as_ref().is_some_and(|why| why.contains("lists customers who left")), "{report}");
    assert!(!report.to_string().contains("COLUMN"), "{report}");
    let mapping = "[files.\"churn.csv\"]\ntable = \"renewals\"\n[files.\"churn.csv\".columns]\n\"Cancelled on\" = \"due_date\"\n";
    let text = list("Customer,Cancelled on,ARR,Reason,Outcome", ",Cancelled");
    let (report, facts) = look(&[("churn.csv", &text), ("mapping.toml", mapping)], None);
    assert!(facts.unwrap().no_dues.is_some_and(|why| why.contains("were lost")), "{report}");
}

#[test]
fn customers_whom_two_files_name_almost_alike_are_told_or_asked_about() {
    let row = |n: usize, due: &str, arr: i64, after: Option<i64>| {
        format!("Tarn{n} Foods,{due},{arr},{},{}\n", after.unwrap_or(0), word(after, ["Renewed", "Churned", "Open"]))
    };
    let renewals = String::from("Customer,Renewal date,Previous ARR,New ARR,Outcome\n") + &rows(row);
    let mut customers = String::from("Company,Segment\n");
    for n in 0..16 {
        let name = ["TARN{} FOODS", "Tarn{} Foods Inc.", "Tarn{} Foods GmbH & Co. KG", "Tarn{} Foods"][n % 4].replace("{}", &n.to_string());
        writeln!(customers, "{name},{}", if n % 2 == 0 { "Enterprise" } else { "Growth" }).unwrap();
    }
    let files = [("renewals.csv", &*renewals), ("customers.csv", &*customers)];
    let (report, _) = look(&files, None);
    assert!(report.is_ready() && report.settled.iter().any(|q| q.asked.contains("“Tarn1 Foods Inc.” and “Tarn1 Foods”")), "{report}");
    let (report, facts) = look(&files, Some("growth"));
    assert!(!report.is_ready() && facts.is_err(), "half of the segment would be left out: {report}");
    let one = &report.questions[0].answers.iter().find(|answer| answer.means.contains("one customer")).unwrap();
    let (said, facts) = look(&[files[0], files[1], ("mapping.toml", &one.mapping)], Some("growth"));
    assert!(said.is_ready(), "{said}");
    assert_eq!(facts.unwrap().in_scope().count(), 6);
}

#[test]
fn a_heading_that_stands_twice_is_written_once() {
    let row = |n: usize, due: &str, arr: i64, after: Option<i64>| {
        format!("Customer {n},{due},{arr},{},{},{arr}\n", after.unwrap_or(0), word(after, ["Renewed", "Churned", "Open"]))
    };
    let text = String::from("Customer,Renewal date,ARR,New ARR,Outcome,ARR\n") + &rows(row);
    let (report, _) = look(&[("renewals.csv", &text)], None);
    assert!(Mapping::parse(Path::new("mapping.toml"), &report.mapping).is_ok(), "{}", report.mapping);
}
