//! Exports with the headers that other systems write: recognised as what they are, and compiled to the right renewals.

use super::tests::{facts, folder, request};
use super::*;
use crate::domain::money::Money;
use crate::domain::renewal::Outcome;

fn fields(report: &CheckReport, file: &str) -> (Table, Vec<(String, &'static str)>) {
    let file = report.files.iter().find(|known| known.name == file).unwrap_or_else(|| panic!("{file} is not read: {report}"));
    (file.table, file.columns.iter().map(|column| (column.column.clone(), column.field.key())).collect())
}

fn recognised(dir: &tempfile::TempDir, file: &str, table: Table, expected: &[(&str, &str)]) {
    let report = check(&Source::Folder(dir.path().into()), &request(None, "2026-Q3"), None).unwrap();
    let (found_table, found) = fields(&report, file);
    assert_eq!(found_table, table, "{file}: {report}");
    for (column, field) in expected {
        assert!(found.iter().any(|(c, f)| c == column && f == field), "{file}: {column} → {field}; found {found:?}");
    }
}

/// Account, outcome, ARR before and after in cents, reason.
type Seen = (String, Outcome, Option<i64>, Option<i64>, Option<String>);

fn seen(dir: &tempfile::TempDir) -> Vec<Seen> {
    let minor = |amount: Option<Money>| amount.map(Money::in_minor);
    let of = |r: &crate::domain::renewal::Renewal| {
        (r.account.to_string(), r.outcome, minor(r.before), minor(r.after), r.reason.as_ref().map(ToString::to_string))
    };
    facts(dir, None, "2026-Q3").in_scope().map(of).collect()
}

fn row(account: &str, outcome: Outcome, before: Option<i64>, after: Option<i64>, reason: Option<&str>) -> Seen {
    (account.to_owned(), outcome, before, after, reason.map(ToOwned::to_owned))
}

#[test]
fn salesforce_opportunities_by_their_api_names() {
    let text = "Id,Name,AccountId,Account.Name,Owner.Name,Amount,Type,StageName,Probability,CloseDate,ForecastCategoryName,Loss_Reason__c,Competitor__c,CurrencyIsoCode\n\
        006A,Acme renewal,001A,Acme,Ana,1200.00,Renewal,Closed Won,100,2026-08-13,Closed,,,USD\n\
        006B,Bolt renewal,001B,Bolt,Ben,500.00,Renewal,Closed Lost,0,2026-09-02,Omitted,Lost to Competitor,FleetLogic,USD\n\
        006C,Corv seats,001C,Corv,Ben,900.00,New Business,Closed Won,100,2026-09-03,Closed,,,USD\n";
    let dir = folder(&[("opportunities.csv", text)]);
    recognised(&dir, "opportunities.csv", Table::Renewals, &[("Id", "renewal_id"), ("Type", "type"), ("Loss_Reason__c", "reason_code")]);
    let expected = [
        row("Acme", Outcome::Renewed, None, Some(120_000), None),
        row("Bolt", Outcome::Churned, Some(50_000), Some(0), Some("competition.switch")),
    ];
    assert_eq!(seen(&dir), expected, "new business is no renewal");
    assert_eq!(facts(&dir, None, "2026-Q3").renewals[1].competitor.as_deref(), Some("FleetLogic"));
}

#[test]
fn gainsight_renewals() {
    let text = "Company,Due Date,Close Date,Status,Target Amount,Forecast Amount,Final Amount,Current Score\n\
        Acme,2026-08-01,2026-08-02,Won,1000,900,1100,70\nBolt,2026-08-05,2026-08-05,Lost,500,500,0,31\n";
    let dir = folder(&[("renewal_center.csv", text)]);
    let expected =
        [row("Acme", Outcome::Renewed, Some(100_000), Some(110_000), None), row("Bolt", Outcome::Churned, Some(50_000), Some(0), None)];
    assert_eq!(seen(&dir), expected);
    let facts = facts(&dir, None, "2026-Q3");
    assert_eq!(facts.renewals[0].forecast.as_ref().unwrap().amount, Some(Money::units(900)));
    assert_eq!(facts.renewals[0].days_late(), Some(1));
}

#[test]
fn hubspot_deals() {
    let text = "Deal ID,Deal Name,Deal Stage,Amount,Close Date,Deal Owner,Closed Lost Reason,Associated Company\n\
        1,Acme renewal,Closed Won,1000,2026-08-01 14:20,Ana,,Acme\n2,Bolt renewal,Closed Lost,500,2026-08-02 09:00,Ben,Too expensive,Bolt\n\
        3,Corv renewal,Contract Sent,700,2026-08-30 09:00,Ben,,Corv\n";
    let dir = folder(&[("hubspot-crm-exports.csv", text)]);
    let expected = [
        row("Acme", Outcome::Renewed, None, Some(100_000), None),
        row("Bolt", Outcome::Churned, Some(50_000), Some(0), Some("pricing.too-expensive")),
        row("Corv", Outcome::Open, Some(70_000), None, None),
    ];
    assert_eq!(seen(&dir), expected, "a stage on the way is open");
}

#[test]
fn stripe_subscriptions_that_ended_or_go_on() {
    let text = "id,Customer ID,Status,Cancellation Reason,Canceled At (UTC),Current Period End (UTC)\n\
        sub_1,cus_1,active,,,2026-08-01 00:00\nsub_2,cus_2,canceled,too_expensive,2026-08-02 10:00,2026-08-09 00:00\n";
    let dir = folder(&[("stripe.csv", text)]);
    let expected =
        [row("cus_1", Outcome::Renewed, None, None, None), row("cus_2", Outcome::Churned, None, Some(0), Some("pricing.too-expensive"))];
    assert_eq!(seen(&dir), expected);
}

const CHARTMOGUL_CUSTOMERS: &str = "\
id,uuid,external_id,name,email,status,customer-since,mrr,arr,billing-system-url,chartmogul-url,billing-system-type,currency,currency-sign,company,country
2501,cus_a1,C-1,Acme,ap@acme.example,Active,2023-01-15T00:00:00+00:00,100000,1200000,https://b.example/1,https://app.example/chartmogul/2501,Stripe,USD,$,Acme Ltd,GB
2502,cus_b2,C-2,Bolt,ap@bolt.example,Cancelled,2022-03-01T00:00:00+00:00,0,0,https://b.example/2,https://app.example/chartmogul/2502,Stripe,USD,$,Bolt,US
";

#[test]
fn chartmogul_customers_name_the_accounts_of_renewals() {
    let renewals = "renewal_id,customer_uuid,due_date,outcome,arr_before,arr_after\n\
        R1,cus_a1,2026-08-01,renewed,11000,12000\nR2,cus_b2,2026-08-09,churned,5000,0\n";
    let dir = folder(&[("customers.csv", CHARTMOGUL_CUSTOMERS), ("renewals.csv", renewals)]);
    recognised(&dir, "customers.csv", Table::Accounts, &[("uuid", "account_id"), ("company", "account"), ("country", "geo")]);
    let expected = [
        row("Acme Ltd", Outcome::Renewed, Some(1_100_000), Some(1_200_000), None),
        row("Bolt", Outcome::Churned, Some(500_000), Some(0), None),
    ];
    assert_eq!(seen(&dir), expected);
    let facts = facts(&dir, None, "2026-Q3");
    assert_eq!(facts.renewals.iter().map(|r| &*r.geo).collect::<Vec<_>>(), ["GB", "US"]);
}

#[test]
fn chartmogul_customers_month_by_month_are_subscriptions_in_cents() {
    let header = "date,uuid,external_id,name,status,customer-since,mrr,arr,currency,currency-sign,chartmogul-url,plan_name,contract_end\n";
    let months = [("2026-06-30", 100_000, 50_050), ("2026-07-31", 110_000, 0), ("2026-08-31", 110_000, 0), ("2026-09-30", 110_000, 0)];
    let rows = months.map(|(day, acme, bolt)| {
        let end = if day < "2026-07" { "2026-07-15" } else { "2027-07-15" };
        let status = if bolt > 0 { "Active" } else { "Cancelled" };
        let acme = format!("{day},cus_a1,C-1,Acme,Active,2023-01-15,{acme},{},USD,$,https://app.example/1,Scale,{end}\n", acme * 12);
        let bolt = format!("{day},cus_b2,C-2,Bolt,{status},2022-03-01,{bolt},{},USD,$,https://app.example/2,Core,2026-07-20\n", bolt * 12);
        acme + &bolt
    });
    let text = header.to_owned() + &rows.concat();
    let dir = folder(&[("customer_snapshots.csv", &text)]);
    let columns = [("uuid", "account_id"), ("date", "date"), ("mrr", "mrr"), ("contract_end", "contract_end")];
    recognised(&dir, "customer_snapshots.csv", Table::Subscriptions, &columns);
    let expected = [
        row("Acme", Outcome::Renewed, Some(1_200_000), Some(1_320_000), None),
        row("Bolt", Outcome::Churned, Some(600_600), Some(0), None),
    ];
    assert_eq!(seen(&dir), expected, "12,000.00 dollars of ARR are written as 1200000");
}

#[test]
fn planhat_churn_tells_the_reasons_of_renewals() {
    let churn = "company_id,arr,churn_date,currency,reason\nP1,5000,2026-08-05,EUR,Missing features\nP2,700,2026-08-20,EUR,Price\n";
    let licenses = "license_id,company_id,company_name,renewal_date,renewal_status,arr,currency\n\
        L1,P1,Acme,2026-08-10,churned,5000,EUR\nL2,P2,Bolt,2026-08-15,lost,700,EUR\nL3,P3,Corv,2026-08-16,renewed,900,EUR\n";
    let dir = folder(&[("churn.csv", churn), ("licenses.csv", licenses)]);
    recognised(&dir, "churn.csv", Table::Reasons, &[("company_id", "account_id"), ("churn_date", "date"), ("reason", "reason_code")]);
    recognised(&dir, "licenses.csv", Table::Renewals, &[("license_id", "renewal_id"), ("renewal_date", "due_date"), ("arr", "arr_before")]);
    let expected = [
        row("Acme", Outcome::Churned, Some(500_000), Some(0), Some("product.missing-feature")),
        row("Bolt", Outcome::Churned, Some(70_000), Some(0), Some("pricing.too-expensive")),
        row("Corv", Outcome::Renewed, Some(90_000), None, None),
    ];
    assert_eq!(seen(&dir), expected);
    assert_eq!(facts(&dir, None, "2026-Q3").currency.code(), "EUR");
}

/// Movements that come to the same, however they are written: Acme grows, Bolt shrinks, Corv leaves.
fn moved(file: &str, text: &str) {
    let dir = folder(&[(file, text)]);
    let expected = [
        row("Acme", Outcome::Renewed, Some(120_000), Some(144_000), None),
        row("Bolt", Outcome::Renewed, Some(600_000), Some(528_000), None),
        row("Corv", Outcome::Churned, Some(240_000), Some(0), None),
    ];
    let mut seen = seen(&dir);
    seen.sort_by(|a, b| a.0.cmp(&b.0));
    assert_eq!(seen, expected, "{text}");
}

#[test]
fn movements_of_mrr_under_their_usual_names() {
    for (kind, change) in
        [("type", "mrr_change"), ("Movement type", "MRR Movement"), ("kind", "net_mrr"), ("Activity Type", "Activity MRR Movement")]
    {
        moved(
            "movements.csv",
            &format!(
                "customer,date,{kind},{change},contract_end\nAcme,2025-08-15,new,100,2026-08-15\nAcme,2026-08-14,expansion,20,2027-08-15\n\
                 Bolt,2025-08-15,new_business,500,2026-08-15\nBolt,2026-08-15,contraction,-60,2027-08-15\n\
                 Corv,2025-08-15,new,200,2026-08-15\nCorv,2026-08-15,churn,-200,\n"
            ),
        );
    }
}

#[test]
fn losses_without_a_sign_are_told_by_the_kind_of_movement() {
    let rows = |change: &str| {
        format!(
            "customer_id,date,type,{change},contract_end\nAcme,2025-08-15,New,1200,2026-08-15\nAcme,2026-08-14,Expansion,240,2027-08-15\n\
             Bolt,2025-08-15,New,6000,2026-08-15\nBolt,2026-08-15,Contraction,720,2027-08-15\n\
             Corv,2025-08-15,New,2400,2026-08-15\nCorv,2026-08-15,Churn,2400,\n"
        )
    };
    for change in ["amount", "delta", "arr_movement"] {
        moved("arr.csv", &rows(change));
    }
    let dir = folder(&[("arr.csv", &rows("amount"))]);
    recognised(&dir, "arr.csv", Table::Subscriptions, &[("amount", "arr_change"), ("type", "movement_type")]);
}

#[test]
fn snapshot_days_under_their_usual_names() {
    for day in ["month_end", "month_start", "As of", "snapshot_month", "Reporting Month", "snapshot_date"] {
        let text = format!(
            "company,{day},mrr,seats,contract_end\nAcme,2026-07-31,100,10,2026-08-15\nAcme,2026-08-31,120,10,2027-08-15\n\
             Bolt,2026-07-31,50,1,2026-08-15\nBolt,2026-08-31,0,1,2026-08-15\n"
        );
        let dir = folder(&[("mrr.csv", &text)]);
        recognised(&dir, "mrr.csv", Table::Subscriptions, &[(day, "date"), ("mrr", "mrr")]);
        let expected =
            [row("Acme", Outcome::Renewed, Some(120_000), Some(144_000), None), row("Bolt", Outcome::Open, Some(60_000), None, None)];
        assert_eq!(seen(&dir), expected, "{day}: who is gone on the last day may be back within the grace");
    }
}

#[test]
fn the_day_of_a_loss_is_no_snapshot() {
    let companies = "company_id,name,arr,churn_date,currency,reason,renewal_date\n\
        c0,Acme,12000,2026-08-01,EUR,Price,2026-08-01\nc1,Bolt,24000,,EUR,,2026-08-02\nc2,Corv,36000,,EUR,,2026-08-03\n";
    let dir = folder(&[("companies.csv", companies)]);
    recognised(&dir, "companies.csv", Table::Subscriptions, &[("churn_date", "loss_date"), ("renewal_date", "contract_end")]);
    let expected = [
        row("Acme", Outcome::Churned, Some(1_200_000), Some(0), Some("pricing.too-expensive")),
        row("Bolt", Outcome::Renewed, Some(2_400_000), Some(2_400_000), None),
        row("Corv", Outcome::Renewed, Some(3_600_000), Some(3_600_000), None),
    ];
    assert_eq!(seen(&dir), expected, "who goes on has no such day");
}

#[test]
fn chartmogul_is_told_by_its_columns_and_writes_cents() {
    let rows = "Acme,2026-07-31,10000,120000,2026-08-15\nAcme,2026-08-31,12000,144000,2027-08-15\n";
    let plain = format!("customer_external_id,date,mrr,arr,end_date\n{rows}");
    let expected = |cents: i64| [row("Acme", Outcome::Renewed, Some(120_000 * cents), Some(144_000 * cents), None)];
    assert_eq!(seen(&folder(&[("chartmogul.csv", &plain)])), expected(1));
    assert_eq!(seen(&folder(&[("subs.csv", &plain.replace("end_date", "end-date"))])), expected(1));
    assert_eq!(seen(&folder(&[("subs.csv", &plain)])), expected(100), "no guess without evidence");
}

#[test]
fn amounts_that_may_be_cents_are_told_of_with_the_line_that_says_so() {
    let form = |mrr: [&str; 3]| {
        let [a, b, c] = mrr;
        let text = format!(
            "customer_id,date,mrr,contract_end\nA,2026-07-31,{a},2026-08-15\nB,2026-07-31,{b},2026-08-15\nC,2026-07-31,{c},2026-08-15\n"
        );
        let report = check(&Source::Folder(folder(&[("subs.csv", &text)]).path().into()), &request(None, "2026-Q3"), None).unwrap();
        report.files[0].columns.iter().find(|column| column.field == Field::Mrr).unwrap().form.clone()
    };
    let told = form(["10000", "4900", "300"]).unwrap();
    assert!(told.contains("\"mrr\" = { field = \"mrr\", cents = true }"), "{told}");
    assert_eq!(form(["10000", "4950", "300"]), None);
    assert_eq!(form(["10000", "4900.00", "300"]), None, "decimals are there");
}

#[test]
fn a_list_of_subscriptions_as_they_are_now_says_what_it_cannot_tell() {
    let text = "id,Customer ID,Status,Cancellation Reason,Canceled At (UTC),Current Period Start (UTC),Current Period End (UTC)\n\
        sub_1,cus_1,active,,,2026-02-01 00:00,2027-02-01 00:00\nsub_2,cus_2,canceled,too_expensive,2026-08-02 10:00,2025-08-09 00:00,2026-08-09 00:00\n";
    let dir = folder(&[("stripe.csv", text)]);
    let told = facts(&dir, None, "2026-Q3").caveat().filter(|told| told.starts_with("stripe.csv holds losses and hardly a renewal"));
    assert!(told.is_some_and(|told| told.ends_with("retention is too low")));
    let outcomes = |window| facts(&dir, None, window).in_scope().map(|r| r.outcome).collect::<Vec<_>>();
    assert_eq!(
        (outcomes("2026-Q3"), outcomes("2027-Q1")),
        (vec![Outcome::Churned], vec![Outcome::Open]),
        "active says nothing of what will be due"
    );
}
