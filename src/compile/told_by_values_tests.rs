//! What a file is shows in its values where its headings say too little: days of snapshots, pairs of customers, losses kept apart.

use std::fmt::Write as _;

use super::tests::{folder, request};
use super::*;
use crate::compile::schema::{Field, Table};
use crate::domain::progress::Silent;

fn asked(dir: &tempfile::TempDir) -> Vec<crate::domain::question::Question> {
    check(&Source::Folder(dir.path().into()), &request(None, "2026-Q3"), None).unwrap().questions
}

/// Twelve customers at the end of each month; one is gone after August.
fn snapshots(heading: &str) -> String {
    let mut text = format!("{heading},Account No,Account Name,Contract End,MRR\n");
    for (month, day) in [(5, 31), (6, 30), (7, 31), (8, 31), (9, 30), (10, 31)] {
        for n in (0..12).filter(|n| *n != 3 || month <= 8) {
            let year = if n == 3 || month <= 8 { 2026 } else { 2027 };
            writeln!(text, "2026-{month:02}-{day},C{n:03},Customer {n},{year}-08-31,{}", 1_000 + n).unwrap();
        }
    }
    text
}

#[test]
fn days_that_customers_share_are_when_somebody_looked_whatever_they_are_called() {
    for heading in ["Snapshot", "Snapshot_dt", "Extract date", "Loaded", "Report", "Stand", "Quux"] {
        let dir = folder(&[("list.csv", &snapshots(heading))]);
        let layout = layout::read(&Source::Folder(dir.path().into()), None, &Silent).unwrap();
        assert!(layout.holds(Table::Subscriptions, Field::Date), "{heading}");
    }
}

#[test]
fn first_days_of_terms_are_no_days_on_which_somebody_looked() {
    let mut text = String::from("Quux,Account No,Account Name,Contract End,MRR\n");
    for n in 0..12 {
        for year in 2024..=2026 {
            writeln!(text, "{year}-{:02}-01,C{n:03},Customer {n},{}-{:02}-28,{}", n + 2, year + 1, n + 1, 1_000 + n).unwrap();
        }
    }
    let dir = folder(&[("contracts.csv", &text)]);
    let layout = layout::read(&Source::Folder(dir.path().into()), None, &Silent).unwrap();
    assert!(!layout.holds(Table::Subscriptions, Field::Date));
}

const RENEWED: &str = "Customer,Renewal date,Status,Old ARR,New ARR\n";

#[test]
fn losses_that_the_renewals_have_not_lost_are_asked_and_the_answer_counts_them() {
    let renewed: Vec<String> = (0..8).map(|n| format!("Cust {n},2026-08-{},Renewed,10000,10500", 10 + n)).collect();
    let renewed = renewed.join("\n") + "\n";
    let lost = "Customer,Churn date,Lost ARR,Reason\nCust 8,2026-08-18,10000,Price\nCust 9,2026-08-19,10000,Price\n";
    let files = [("renewed.csv", &*(RENEWED.to_owned() + &renewed)), ("churned.csv", lost)];
    let questions = asked(&folder(&files));
    let question = questions.iter().find(|question| question.file == "churned.csv").expect("asked");
    let answered = folder(&[files[0], files[1], ("mapping.toml", &question.answers[0].mapping)]);
    let facts = compile(&Source::Folder(answered.path().into()), &request(None, "2026-Q3"), None, &Silent).unwrap();
    assert_eq!(facts.renewals.len(), 10);
    let stays = folder(&[files[0], files[1], ("mapping.toml", &question.answers[1].mapping)]);
    assert!(asked(&stays).iter().all(|question| question.file != "churned.csv"), "who has answered is not asked again");
}

#[test]
fn losses_that_the_renewals_have_as_well_are_not_asked() {
    let renewals = RENEWED.to_owned() + "Cust 1,2026-08-10,Renewed,10000,10500\nCust 8,2026-08-18,Churned,10000,0\n";
    let lost = "Customer,Churn date,Lost ARR,Reason\nCust 8,2026-08-18,10000,Price\n";
    let questions = asked(&folder(&[("renewals.csv", &renewals), ("churned.csv", lost)]));
    assert!(questions.iter().all(|question| question.file != "churned.csv"));
}

/// Fourteen customers by their terms; two go on under new ids.
fn contracts() -> String {
    let mut text = String::from("Account ID,Account,Start date,End date,ARR\n");
    for n in 0..14 {
        for year in 2023..=2025 {
            writeln!(text, "A{n},Name {n},{year}-09-01,{}-08-31,{}", year + 1, 10_000 + n).unwrap();
        }
        let (id, name) = if n < 2 { (format!("M{n}"), format!("Group {n}")) } else { (format!("A{n}"), format!("Name {n}")) };
        writeln!(text, "{id},{name},2026-09-01,2027-08-31,{}", 10_000 + n).unwrap();
    }
    text
}

#[test]
fn a_list_of_who_became_whom_is_no_table_of_accounts() {
    for heading in ["Old account,New account", "Old name,New name", "from_account,to_account"] {
        let pairs = format!("{heading},Merged on\nA0,M0,2026-09-01\nA1,M1,2026-09-01\n");
        let dir = folder(&[("contracts.csv", &contracts()), ("merged_accounts.csv", &pairs)]);
        let layout = layout::read(&Source::Folder(dir.path().into()), None, &Silent).unwrap();
        assert!(!layout.has(Table::Accounts), "{heading}");
        let without = folder(&[("contracts.csv", &contracts())]);
        let questions = |dir| asked(dir).into_iter().map(|question| question.asked).collect::<Vec<_>>();
        assert_eq!(questions(&dir), questions(&without), "{heading}");
    }
}

#[test]
fn names_beside_the_ids_of_customers_are_a_table_of_accounts() {
    let dir = folder(&[("contracts.csv", &contracts()), ("accounts.csv", "Account ID,Account\nA0,Name 0\nA1,Name 1\n")]);
    let layout = layout::read(&Source::Folder(dir.path().into()), None, &Silent).unwrap();
    assert!(layout.has(Table::Accounts));
}

#[test]
fn amounts_called_after_what_happened_are_no_days() {
    for heading in ["Renewed at", "Closed at"] {
        let mut text = format!("Account,CSM,Renewal date,ARR up for renewal,{heading},Outcome\n");
        for n in 0..12 {
            // Some of them are also numbers by which a spreadsheet counts days of our time.
            let (arr, after) = (18_000 + n * 3_000, 18_540 + n * 3_000);
            writeln!(text, "Customer {n},Ana,2026-08-{:02},{arr},{after},Renewed", 10 + n).unwrap();
        }
        let dir = folder(&[("tracker.csv", &text)]);
        let facts = compile(&Source::Folder(dir.path().into()), &request(None, "2026-Q3"), None, &Silent).unwrap();
        assert!(facts.in_scope().all(|renewal| renewal.after > renewal.before && renewal.closed.is_none()), "{heading}");
        assert_eq!(facts.in_scope().count(), 12, "{heading}");
    }
}
