//! Accounts as they stand now: those who go on are due later, and only losses have a day in the past.

use std::fmt::Write as _;

use super::tests::{folder, request};
use super::*;
use crate::analysis::decisions::RoomDecisions;
use crate::analysis::findings::MetricKey;
use crate::domain::progress::Silent;

/// Twenty accounts of which every fourth was lost; those who go on stand with `word` and are due after the known day.
fn accounts(word: &str) -> String {
    let mut text = String::from("account id,account,stage,renewal date,arr,churn date,churn reason\n");
    for n in 0..20 {
        let (state, due, left) = match n % 4 {
            0 => ("Churned", format!("2026-0{}-15", n / 4 + 5), format!("2026-0{}-15", n / 4 + 5)),
            _ => (word, format!("2027-0{}-15", n % 9 + 1), String::new()),
        };
        writeln!(text, "A{n},Account {n},{state},{due},{},{left},{}", 1_000 + n, if n % 4 == 0 { "Price" } else { "" }).unwrap();
    }
    text
}

#[test]
fn accounts_as_they_are_now_give_no_rate_whatever_their_stage_is_called() {
    for (word, mapping) in [("Live", ""), ("Adopting", ""), ("Renewed", ""), ("Live", "[files.\"list.csv\"]\ntable = \"renewals\"\n")] {
        let dir = folder(&[("list.csv", &accounts(word)), ("mapping.toml", mapping)]);
        let (source, request) = (Source::Folder(dir.path().into()), request(None, "2026-Q3"));
        let told = check(&source, &request, None).unwrap().to_string();
        assert!(told.contains("only losses are") && !told.ends_with("Ready for a retro."), "{word}: {told}");
        let facts = compile(&source, &request, None, &Silent).unwrap();
        assert!(facts.no_dues.is_some(), "{word}: {told}");
        let room = RoomDecisions::default();
        assert!(crate::analysis::risk_set::RiskSet::unread(&facts).chances.is_empty(), "no rate of what is ahead stands on losses alone");
        let metrics = crate::analysis::analyse(&facts, &room, &Silent).unwrap();
        for key in [MetricKey::Grr, MetricKey::Nrr, MetricKey::LogoRetention, MetricKey::RenewalRateCount] {
            assert_eq!((metrics.metrics[&key].value, metrics.ttm[&key].value), (None, None), "{word}: {key:?}");
        }
    }
}

#[test]
fn one_renewal_that_was_due_and_kept_is_a_table_of_renewals() {
    let text = accounts("Live") + "A99,Account 99,Renewed,2026-08-15,1000,,\n";
    let dir = folder(&[("list.csv", &text), ("mapping.toml", "[files.\"list.csv\"]\ntable = \"renewals\"\n")]);
    let facts = compile(&Source::Folder(dir.path().into()), &request(None, "2026-Q3"), None, &Silent).unwrap();
    assert_eq!(facts.no_dues, None);
}

#[test]
fn who_is_due_at_another_time_stands_in_the_data_all_the_same() {
    let usage = "account,week,logins\n".to_owned() + &["A1", "A4", "A5", "B7"].map(|id| format!("{id},2026-06-01,7\n")).concat();
    let dir = folder(&[("list.csv", &accounts("Live")), ("usage.csv", &usage)]);
    let facts = compile(&Source::Folder(dir.path().into()), &request(None, "2026-Q3"), None, &Silent).unwrap();
    let told: Vec<&str> =
        facts.quality.issues.iter().map(|issue| issue.message.as_str()).filter(|told| told.contains("stand in no")).collect();
    assert!(told.len() == 1 && told[0].contains("1 account (B7)"), "{told:?}");
}

/// Where only the next renewal stands in a list, those who left have none.
#[test]
fn that_a_row_has_no_day_of_a_renewal_does_not_hang_on_its_outcome_unsaid() {
    for (left, lost) in [("2026-08-15", 5), ("", 0)] {
        let mut text = String::from("account,status,next renewal date,arr,churn date\n");
        for n in 0..40 {
            let ended = n % 8 == 0;
            let due = if n % 8 == 1 { "2026-08-20" } else { "2027-03-31" };
            let (state, due, left) = if ended { ("Churned", "", left) } else { ("Active", due, "") };
            writeln!(text, "Account {n},{state},{due},{},{left}", 1_000 + n).unwrap();
        }
        let dir = folder(&[("list.csv", &text), ("mapping.toml", LIST)]);
        let (source, request) = (Source::Folder(dir.path().into()), request(None, "2026-Q3"));
        let told = check(&source, &request, None).unwrap().to_string();
        assert!(!told.ends_with("Ready for a retro."), "{told}");
        let facts = compile(&source, &request, None, &Silent).unwrap();
        assert!(facts.no_dues.as_deref().is_some_and(|why| why.contains("5 lost rows have no day of a renewal")), "{:?}", facts.no_dues);
        assert_eq!(facts.in_scope().filter(|renewal| renewal.is_churned()).count(), lost);
    }
}

const LIST: &str =
    "[files.\"list.csv\"]\ntable = \"renewals\"\n[files.\"list.csv\".columns]\narr = \"arr_before\"\n\"churn date\" = \"loss_date\"\n";
