//! Days that a system wrote as instants of UTC: midnights of its own calendar, or the last seconds of its days, in every shape.

use std::fmt::Write as _;

use super::sizes_tests::{asked, asked_of, rates};
use super::tests::folder;

/// Four customers whose contracts end at the ends of quarters, as `instant` writes that day, with what a mapping says.
fn book(instant: impl Fn(&str) -> String) -> String {
    let mut text = String::from("account,contract_end_at,arr_before,arr_after,outcome\n");
    for (n, (day, after)) in [("06-30", 0), ("09-30", 80), ("09-30", 0), ("09-30", 100), ("12-31", 0)].into_iter().enumerate() {
        let outcome = if after == 0 { "Churned" } else { "Renewed" };
        writeln!(text, "Cust {n},{},100.00,{after}.00,{outcome}", instant(&format!("2025-{day}"))).unwrap();
        let (after, outcome) = if day == "12-31" { (String::new(), "Open") } else { (format!("{after}.00"), outcome) };
        writeln!(text, "Cust {n},{},100.00,{after},{outcome}", instant(&format!("2026-{day}"))).unwrap();
    }
    text
}

fn after(day: &str, days: i64, time: &str) -> String {
    let day: chrono::NaiveDate = day.parse().unwrap();
    format!("{}{time}", day + chrono::Duration::days(days))
}

fn is_winter(day: &str) -> bool {
    day.contains("-12-")
}

/// How a system writes a day.
type Written<'w> = &'w dyn Fn(&str) -> String;

#[test]
fn midnights_and_last_seconds_are_of_the_day_of_their_calendar() {
    let whole = rates(asked(("r.csv", &book(ToOwned::to_owned))).1);
    let berlin = |day: &str| after(day, -1, if is_winter(day) { "T23:00:00Z" } else { "T22:00:00Z" });
    let new_york = |day: &str| after(day, 1, if is_winter(day) { "T04:59:59Z" } else { "T03:59:59Z" });
    let los_angeles = |day: &str| after(day, 0, if is_winter(day) { " 08:00:00" } else { " 07:00:00" });
    let delhi = |day: &str| after(day, -1, "T18:30:00.000+00:00");
    let of_seconds = |day: &str| chrono::DateTime::parse_from_rfc3339(&berlin(day)).unwrap().timestamp().to_string();
    let ways: [(&str, Written<'_>); 5] =
        [("Berlin", &berlin), ("New York", &new_york), ("Los Angeles", &los_angeles), ("Delhi", &delhi), ("seconds", &of_seconds)];
    for (name, instant) in ways {
        let (questions, headline) = asked(("r.csv", &book(instant)));
        assert!(questions.is_empty(), "{name}: {questions:?}");
        assert_eq!(rates(headline), whole, "{name}");
    }
}

#[test]
fn an_hour_that_may_be_noon_elsewhere_is_asked_about_and_can_be_said() {
    let whole = rates(asked(("r.csv", &book(|day| after(day, 1, "")))).1);
    let singapore = book(|day| after(day, 0, "T16:00:00Z"));
    let (questions, _) = asked(("r.csv", &singapore));
    let [question] = questions.as_slice() else { panic!("{questions:?}") };
    assert!(question.asked.contains("+08:00"), "{question}");
    assert_eq!(rates(question.answers[1].figures), whole);
    for said in [question.answers[1].mapping.clone(), "[files.\"r.csv\"]\nzone = \"+08:00\"\n".to_owned()] {
        let (questions, headline) = asked_of(&folder(&[("r.csv", &singapore), ("mapping.toml", &said)]));
        assert_eq!((questions.len(), rates(headline)), (0, whole.clone()), "{said}");
    }
}

#[test]
fn terms_and_snapshots_of_instants_are_those_of_days() {
    let mut terms = String::from("Customer ID,Start,End,ARR\n");
    let mut instants = terms.clone();
    for n in 0..12 {
        let ends = ["2026-06-30", "2026-07-31", "2026-08-31", "2026-09-30"][n % 4];
        for year in 0..2 {
            let end: chrono::NaiveDate = ends.parse().unwrap();
            let (start, end) = (end - chrono::Months::new(12 - 12 * year), end + chrono::Months::new(12 * year));
            if year == 1 && n % 5 == 0 {
                continue;
            }
            let start = start + chrono::Days::new(1);
            writeln!(terms, "C{n},{start},{end},{}.00", 1000 + 100 * n).unwrap();
            let midnight = |day: chrono::NaiveDate| {
                let is_summer = (4..=10).contains(&chrono::Datelike::month(&day)) && day.format("%m-%d").to_string() != "10-31";
                after(&day.to_string(), -1, if is_summer { "T22:00:00Z" } else { "T23:00:00Z" })
            };
            writeln!(instants, "C{n},{},{},{}.00", midnight(start), midnight(end), 1000 + 100 * n).unwrap();
        }
    }
    let (plain, shifted) = (asked(("t.csv", &terms)), asked(("t.csv", &instants)));
    assert_eq!((shifted.0.len(), plain.1), (0, shifted.1), "{:?}", shifted.0);
}
