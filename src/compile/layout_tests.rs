#![expect(clippy::disallowed_methods, reason = "tests write the small folders they read")]

use std::fmt::Write as _;
use std::fs;

use super::tests::{facts, folder, request};
use super::*;
use crate::domain::money::Money;
use crate::domain::progress::Silent;
use crate::domain::renewal::Outcome;

fn compile_in(dir: &tempfile::TempDir, window: &str) -> Result<Facts> {
    compile(&Source::Folder(dir.path().into()), &request(None, window), None, &Silent)
}

fn checked(dir: &tempfile::TempDir) -> CheckReport {
    check(&Source::Folder(dir.path().into()), &request(None, "2026-Q3"), None).unwrap()
}

fn fields(report: &CheckReport, file: &str) -> Vec<(String, &'static str)> {
    let file = report.files.iter().find(|f| f.name == file).unwrap();
    file.columns.iter().map(|c| (c.column.clone(), c.field.key())).collect()
}

const OPPORTUNITIES: &str = "\
Opportunity ID,Account Name,Type,Stage,Amount,Close Date,Loss_Reason__c,Owner.Name,Probability (%),CurrencyIsoCode
006A,Acme,Renewal,Closed Won,\"$1,200.00\",13/08/2026,,Ana,90,USD
006B,Bolt,Renewal,Closed Lost,$500.00,02/09/2026,Price Increase,Ben,20,USD
006C,Corv,New Business,Closed Won,$900.00,03/09/2026,,Ben,20,USD
006D,Dune,Renewal,Needs Analysis,$700.00,04/09/2026,,Ben,60,USD
";

#[test]
fn opportunities_of_a_crm_are_understood_by_their_columns() {
    let dir = folder(&[("report1690.csv", OPPORTUNITIES)]);
    let facts = compile_in(&dir, "2026-Q3").unwrap();
    let seen: Vec<_> = facts.renewals.iter().map(|r| (&*r.id.0, &*r.account, r.outcome, r.before, r.after)).collect();
    let expected = [
        ("006A", "Acme", Outcome::Renewed, None, Some(Money::units(1200))),
        ("006B", "Bolt", Outcome::Churned, Some(Money::units(500)), Some(Money::ZERO)),
        ("006D", "Dune", Outcome::Open, Some(Money::units(700)), None),
    ];
    assert_eq!(seen, expected, "new business is no renewal; a stage on the way is open");
    assert_eq!(facts.renewals[1].reason.as_ref().unwrap().as_str(), "pricing.uplift");
    assert_eq!(facts.renewals[0].forecast.as_ref().unwrap().probability, Some(0.9));
    assert_eq!((&*facts.renewals[0].cs_owner, facts.currency.code()), ("Ana", "USD"));
}

#[test]
fn exports_of_other_systems_are_recognised() {
    for (name, text, expected) in [
        (
            "gainsight.csv",
            "Company,Due Date,Close Date,Status,Target Amount,Forecast Amount,Final Amount,Current Score\nAcme,2026-08-01,2026-08-02,Won,100,90,110,70\n",
            vec![
                ("Company", "account"),
                ("Due Date", "due_date"),
                ("Close Date", "closed_date"),
                ("Target Amount", "arr_before"),
                ("Forecast Amount", "forecast_amount"),
                ("Final Amount", "arr_after"),
            ],
        ),
        (
            "hubspot.csv",
            "Deal ID,Deal Name,Deal Stage,Amount,Close Date,Deal Owner,Closed Lost Reason,Associated Company\n1,Acme renewal,Closed Won,100,2026-08-01,Ana,,Acme\n",
            vec![
                ("Deal ID", "renewal_id"),
                ("Deal Stage", "outcome"),
                ("Amount", "amount"),
                ("Close Date", "due_date"),
                ("Deal Owner", "cs_owner"),
                ("Closed Lost Reason", "reason_code"),
                ("Associated Company", "account"),
            ],
        ),
        (
            "salesforce.csv",
            "Id,AccountId,Account.Name,Amount,StageName,CloseDate,ForecastCategoryName,Competitor__c\n1,A,Acme,100,Closed Won,2026-08-01,Commit,\n",
            vec![
                ("Id", "renewal_id"),
                ("AccountId", "account_id"),
                ("Account.Name", "account"),
                ("StageName", "outcome"),
                ("CloseDate", "due_date"),
                ("ForecastCategoryName", "forecast_category"),
                ("Competitor__c", "competitor"),
            ],
        ),
        (
            "stripe.csv",
            "id,Customer ID,Status,Cancellation Reason,Canceled At (UTC),Current Period End (UTC)\ns1,c1,active,,,2026-08-01 00:00\ns2,c2,canceled,too_expensive,2026-08-02 10:00,2026-08-09 00:00\n",
            vec![
                ("id", "renewal_id"),
                ("Customer ID", "account_id"),
                ("Status", "outcome"),
                ("Cancellation Reason", "reason_code"),
                ("Current Period End (UTC)", "due_date"),
            ],
        ),
    ] {
        let report = checked(&folder(&[(name, text)]));
        let found = fields(&report, name);
        for (column, field) in expected {
            assert!(found.contains(&(column.to_owned(), field)), "{name}: {column} → {field}; found {found:?}");
        }
        let is_understood = report.refused.is_none() && report.files.iter().all(|file| file.unsettled.is_empty());
        assert!(is_understood, "{name}: {report}");
    }
}

#[test]
fn an_account_column_is_recognised_by_its_values_whatever_its_name() {
    let renewals = "renewal_id,customer_id,due_date,outcome\nR1,C-17,2026-08-01,renewed\nR2,C-18,2026-08-02,churned\n";
    let events = "event_id,teacher,week_start,event_count\nE1,C-17,2026-07-27,4\nE2,C-18,2026-01-26,3\n";
    let schools = "account_id,account\nS1,Lincoln\nS2,Jefferson\n";
    let dir = folder(&[("renewals.csv", renewals), ("log.csv", events), ("schools.csv", schools)]);
    let facts = compile_in(&dir, "2026-Q3").unwrap();
    assert_eq!(facts.renewals[0].signals.usage.unwrap()[0], Some(4));
    let report = checked(&dir);
    let left: Vec<_> = report.left.iter().map(|file| (file.name.as_str(), file.why.as_str())).collect();
    assert_eq!(left, [("schools.csv", "none of its ids is an account of the other files")]);
}

#[test]
fn an_ambiguous_date_column_is_an_error_that_names_the_line_which_settles_it() {
    let text = "id,Company,Renewal Date,Outcome\n1,Acme,03/04/2026,won\n2,Bolt,05/06/2026,lost\n";
    let dir = folder(&[("renewals.csv", text)]);
    let message = compile_in(&dir, "2026-Q2").unwrap_err().to_string();
    assert!(message.contains("[files.\"renewals.csv\".columns]"), "{message}");
    assert!(message.contains("\"Renewal Date\" = { field = \"due_date\", date = \"dmy\" }"), "{message}");
    assert!(!checked(&dir).is_ready());
    fs::write(
        dir.path().join("mapping.toml"),
        "[files.\"renewals.csv\".columns]\n\"Renewal Date\" = { field = \"due_date\", date = \"dmy\" }\n",
    )
    .unwrap();
    let facts = compile_in(&dir, "2026-Q2").unwrap();
    assert_eq!(facts.renewals[0].due.to_string(), "2026-04-03");
}

#[test]
fn a_late_row_settles_a_date_column_that_its_first_rows_leave_open() {
    let mut text = "id,Company,Renewal Date,Outcome\n".to_owned();
    for i in 0..20_000 {
        writeln!(text, "{i},Acme {i},0{}/08/2026,won", i % 9 + 1).unwrap();
    }
    text += "last,Acme,31/08/2026,won\n";
    let facts = compile_in(&folder(&[("renewals.csv", &text)]), "2026-Q3").unwrap();
    assert_eq!(facts.renewals.len(), 20_001);
}

#[test]
fn a_written_mapping_says_the_same_as_what_was_recognised() {
    let dir = folder(&[("report1690.csv", OPPORTUNITIES)]);
    let recognised = compile_in(&dir, "2026-Q3").unwrap();
    fs::write(dir.path().join("mapping.toml"), checked(&dir).mapping).unwrap();
    let mapped = compile_in(&dir, "2026-Q3").unwrap();
    assert_eq!(recognised.renewals, mapped.renewals);
    assert!(checked(&dir).files[0].sureness > 0.99, "what a person confirmed is sure");
    assert_eq!(checked(&dir).mapping, checked(&dir).mapping);
}

#[test]
fn a_mapping_translates_values_adds_constants_and_converts_currencies() {
    let text = "key;firm;when;how;worth;cur\n1;Acme;2026-08-01;behalten;1.000,50;EUR\n2;Bolt;2026-08-02;weg;2.000,00;EUR\n3;Corv;2026-08-03;behalten;10,00;GBP\n";
    let mapping = r#"
        currency = "GBP"
        [rates]
        EUR = "0.5"
        [values.outcome]
        behalten = "renewed"
        weg = "churned"
        [files."liste.csv"]
        table = "renewals"
        [files."liste.csv".columns]
        key = "renewal_id"
        firm = "account"
        when = "due_date"
        how = "outcome"
        worth = ["arr_before", "arr_after"]
        cur = "currency"
        [files."liste.csv".constants]
        segment = "growth"
    "#;
    let facts = compile_in(&folder(&[("liste.csv", text), ("mapping.toml", mapping)]), "2026-Q3").unwrap();
    let seen: Vec<_> = facts.renewals.iter().map(|r| (r.outcome, r.before, &*r.segment)).collect();
    assert_eq!(seen[0], (Outcome::Renewed, Some(Money::minor(50_025)), "growth"));
    assert_eq!(seen[1], (Outcome::Churned, Some(Money::units(1000)), "growth"));
    assert_eq!((seen[2].1, facts.currency.code()), (Some(Money::units(10)), "GBP"));
}

#[test]
fn a_mapping_that_names_what_is_not_there_says_what_is() {
    let dir = folder(&[("renewals.csv", OPPORTUNITIES), ("mapping.toml", "[files.\"renewal.csv\"]\n")]);
    let told = compile_in(&dir, "2026-Q3").unwrap().quality.issues;
    assert!(told.iter().any(|issue| issue.message.contains("did you mean `renewals.csv`?")), "{told:?}");
    fs::write(dir.path().join("mapping.toml"), "[files.\"renewals.csv\".columns]\n\"Close Dat\" = \"due_date\"\n").unwrap();
    assert!(compile_in(&dir, "2026-Q3").unwrap_err().to_string().contains("did you mean `Close Date`?"));
}

#[test]
fn a_churned_flag_means_the_opposite_of_a_renewed_one() {
    let text = "id,customer,renewal_date,churned\n1,Acme,2026-08-01,False\n2,Bolt,2026-08-02,True\n";
    let facts = facts(&folder(&[("renewals.csv", text)]), None, "2026-Q3");
    let outcomes: Vec<_> = facts.renewals.iter().map(|r| r.outcome).collect();
    assert_eq!(outcomes, [Outcome::Renewed, Outcome::Churned]);
}

#[test]
fn the_report_names_columns_examples_and_what_is_missing() {
    let text = checked(&folder(&[("report1690.csv", OPPORTUNITIES), ("other.csv", "a,b\n1,2\n")])).to_string();
    for part in
        ["report1690.csv → renewals", "Close Date", "$1,200.00", "No health table: ", "other.csv: its columns", "Ready for a retro."]
    {
        assert!(text.contains(part), "{part} in\n{text}");
    }
}

#[test]
fn the_currency_of_each_amount_is_its_sign_where_no_column_tells_it() {
    let text = "account,due_date,outcome,arr_before,arr_after\nA1,2026-07-01,Renewed,\"€1,000.00\",\"€1,100.00\"\n\
                A2,2026-07-02,Renewed,\"$1,000.00\",$900.00\nA3,2026-07-03,Lost,£500.00,0\n";
    let facts = compile_in(&folder(&[("r.csv", text)]), "2026-Q3").unwrap();
    assert_eq!(facts.currency.code(), "EUR");
    assert_eq!(facts.renewals.iter().map(|r| r.before).collect::<Vec<_>>(), [Some(Money::units(1000)), None, None], "kept apart");
    let rates = "currency = \"EUR\"\n[rates]\nUSD = 0.5\nGBP = 2\n";
    let facts = compile_in(&folder(&[("r.csv", text), ("mapping.toml", rates)]), "2026-Q3").unwrap();
    let before: Vec<_> = facts.renewals.iter().filter_map(|r| r.before).collect();
    assert_eq!(before, [1000, 500, 1000].map(Money::units));
}

#[test]
fn names_of_deals_that_come_again_and_the_kind_of_a_record_are_not_taken_for_ids_and_types() {
    let text = "Opportunity Name,Account Name,Close Date,Stage,Amount\nAcme - Renewal,Acme,7/15/2025,Closed Won,$100.00\n\
                Acme - Renewal,Acme,7/15/2026,Closed Lost,$100.00\nGlobex - Renewal,Globex,7/20/2026,Closed Won,$55.00\n";
    assert_eq!(facts(&folder(&[("opportunities.csv", text)]), None, "2026-Q3").in_scope().count(), 2);
    let record = |i: u32, stage: &str| {
        format!(
            "{{\"attributes\": {{\"type\": \"Opportunity\", \"url\": \"/o/{i}\"}}, \"Id\": \"{i}\", \"Account\": {{\"Name\": \"A{i}\"}}, \
             \"Type\": \"Renewal\", \"StageName\": \"{stage}\", \"CloseDate\": \"2026-07-1{i}\", \"Renewal_Date__c\": \"2026-07-20\", \"Amount\": 100}}\n"
        )
    };
    let text = [record(1, "Closed Won"), record(2, "Closed Lost"), record(3, "Negotiation")].concat();
    let facts = facts(&folder(&[("opportunities.jsonl", &text)]), None, "2026-Q3");
    assert_eq!(facts.in_scope().count(), 3);
    assert_eq!(facts.renewals.iter().filter(|r| r.closed.is_some()).count(), 2, "what is open has not closed");
}

#[test]
fn outcomes_that_nobody_understands_are_asked_about_however_few_they_are() {
    let row = |i: u32, strange: u32| format!("{i},A{i},2026-08-01,{}\n", if i < strange { "Did not proceed" } else { "Renewed" });
    let text = |strange| (0..40).map(|i| row(i, strange)).collect::<String>();
    let folder_of = |strange| folder(&[("r.csv", &format!("id,account,due_date,outcome\n{}", text(strange)))]);
    assert!(compile_in(&folder_of(9), "2026-Q3").unwrap_err().to_string().contains("\"Did not proceed\" = \"renewed\""));
    let asked = compile_in(&folder_of(2), "2026-Q3").unwrap_err().to_string();
    assert!(asked.contains("“Did not proceed” in 2 rows") && asked.contains("\"Did not proceed\" = \"churned\""), "{asked}");
}

fn change(dir: &tempfile::TempDir, file: &str, changes: &[Change]) -> CheckReport {
    let mut mapping = Mapping::default();
    for change in changes {
        mapping.apply(&Edit::File { file: file.to_owned(), change: change.clone() });
    }
    check_with(&Source::Folder(dir.path().into()), &request(None, "2026-Q3"), mapping, &Silent).unwrap()
}

#[test]
fn what_a_person_left_aside_or_settled_is_written_so_that_it_stays_so() {
    let text = "id,Company,Renewal Date,Close Date,Outcome\n1,Acme,03/04/2026,2026-04-01,won\n2,Bolt,05/06/2026,2026-06-01,lost\n";
    let dir = folder(&[("renewals.csv", text)]);
    let column =
        |name: &str, fields: &[Field], date| Change::Column(ColumnEdit { date, ..ColumnEdit::of(Table::Renewals, name, fields.into()) });
    let settled = column("Renewal Date", &[Field::DueDate], Some(DateForm::MonthFirst));
    let report = change(&dir, "renewals.csv", &[settled, column("Close Date", &[], None)]);
    assert!(report.is_ready() && report.files[0].unused[0].column == "Close Date", "{report}");
    fs::write(dir.path().join("mapping.toml"), &report.mapping).unwrap();
    assert_eq!(checked(&dir).files[0].unused, report.files[0].unused);
    assert_eq!(checked(&dir).mapping, report.mapping);
    assert_eq!(compile_in(&dir, "2026-Q1").unwrap().renewals[0].due.to_string(), "2026-03-04");
}

#[test]
fn a_table_that_lacks_columns_is_reported_with_what_it_has() {
    let dir = folder(&[("list.csv", "key,firm,when\n1,Acme,2026-08-01\n")]);
    let report = change(&dir, "list.csv", &[Change::Table(Some(Table::Renewals))]);
    assert_eq!(report.files[0].lacks, [Field::DueDate, Field::AccountId, Field::Outcome]);
    assert_eq!(report.files[0].unused.len(), 3);
    assert!(!report.is_ready() && report.to_string().contains("the renewals table needs"), "{report}");
    fs::write(dir.path().join("mapping.toml"), "[files.\"list.csv\"]\ntable = \"renewals\"\n").unwrap();
    assert!(compile_in(&dir, "2026-Q3").unwrap_err().to_string().contains("list.csv:1: the renewals table needs"));
}
