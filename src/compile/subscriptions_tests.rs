use super::tests::{facts, folder, request};
use super::*;
use crate::domain::money::Money;
use crate::domain::progress::Silent;
use crate::domain::reason::Voice;
use crate::domain::renewal::Outcome;

const CUSTOMERS: &str = "customer_id,customer_name,segment\nC1,Acme,Enterprise\nC2,Bolt,Enterprise\nC3,Corv,SMB\n";

/// Month ends from June 2025 on: C1 renews in July at a higher price, C2 leaves in September before its end, C3 shrinks.
const SNAPSHOTS: &str = "\
customer_id,month_end_date,arr_gbp,seats,subscription_status,contract_end_date,list_price_per_seat,effective_price_per_seat
C1,2025-06-30,1000,10,Active,2025-07-15,120,100
C1,2025-07-31,1320,12,Active,2026-07-15,130,110
C1,2025-09-30,1320,12,Active,2026-07-15,130,110
C2,2025-06-30,500,5,Active,2026-02-01,120,100
C2,2025-08-31,500,5,Active,2026-02-01,120,100
C2,2025-09-30,0,0,Churned,2026-02-01,120,100
C3,2025-06-30,200,2,Active,2025-09-01,120,100
C3,2025-08-31,200,2,Active,2025-09-01,120,100
C3,2025-09-30,100,1,Active,2026-09-01,120,100
";

const REASONS: &str = "\
customer_id,churn_date,primary_reason,competitor_won_to,csm_notes
C2,2025-09-12,Competitor - Rival,Rival,\"They went with Rival, we were late\"
C2,2023-01-01,Cost,,An old story
";

#[test]
fn subscriptions_beside_renewals_are_not_read_and_that_is_said() {
    let renewals = "renewal_id,customer_id,due_date,outcome,arr_before\nR1,C2,2025-09-20,churned,500\nR2,C1,2025-09-21,renewed,500\n";
    let dir = folder(&[("renewals.csv", renewals), ("subscriptions.csv", SNAPSHOTS)]);
    let facts = facts(&dir, None, "2025-Q3");
    assert_eq!(facts.renewals.len(), 2);
    assert!(facts.cohorts.is_empty() && !facts.coverage.pricing, "nothing comes from the subscriptions");
    let said: Vec<_> = facts.quality.issues.iter().filter(|issue| issue.message.starts_with("subscriptions.csv is not read")).collect();
    assert_eq!(said.len(), 1);
    assert!(said[0].message.contains("trailing twelve months"), "{}", said[0].message);
    let report = check(&Source::Folder(dir.path().into()), &request(None, "2026-Q3"), None).unwrap();
    assert!(report.passed_over.contains(&said[0].message), "check says the same");
}

#[test]
fn renewals_follow_from_contract_ends_and_the_snapshots_around_them() {
    let dir = folder(&[("customers.csv", CUSTOMERS), ("subscriptions.csv", SNAPSHOTS), ("churn_reasons.csv", REASONS)]);
    let facts = facts(&dir, None, "2025-Q3");
    let seen: Vec<_> = facts.in_scope().map(|r| (r.id.to_string(), r.outcome, r.before.unwrap(), r.after.unwrap())).collect();
    let expected = [
        ("C1/2025-07-15".to_owned(), Outcome::Renewed, Money::units(1000), Money::units(1320)),
        ("C3/2025-09-01".to_owned(), Outcome::Renewed, Money::units(200), Money::units(100)),
        ("C2/2025-09-12".to_owned(), Outcome::Churned, Money::units(500), Money::ZERO),
    ];
    assert_eq!(seen, expected);
    let [renewed, _, lost] = facts.in_scope().collect::<Vec<_>>()[..] else { panic!("three are due") };
    assert!(lost.early_termination);
    assert_eq!(lost.reason.as_ref().unwrap().as_str(), "competition.switch");
    assert_eq!((lost.competitor.as_deref(), lost.notes.len()), (Some("Rival"), 1));
    assert_eq!(
        (renewed.pricing.uplift_applied, renewed.pricing.seats_before, renewed.pricing.seats_after),
        (Some(1000), Some(10), Some(12))
    );
    assert_eq!(renewed.pricing.list, Some(Money::units(12 * 130)));
    assert_eq!(facts.currency.code(), "GBP");
    let reasons = facts.quality.files.iter().find(|f| f.name == "churn_reasons.csv").unwrap();
    assert_eq!((reasons.read, reasons.used, reasons.out_of_scope), (2, 1, 1));
}

#[test]
fn a_segment_narrows_subscriptions_through_the_accounts() {
    let dir = folder(&[("customers.csv", CUSTOMERS), ("subscriptions.csv", SNAPSHOTS)]);
    assert_eq!(facts(&dir, Some("smb"), "2025-Q3").in_scope().len(), 1);
}

#[test]
fn the_cohort_holds_everybody_active_a_year_before() {
    let snapshots = "customer_id,month_end_date,arr,contract_end_date\nC1,2024-09-30,100,2026-01-01\nC1,2025-09-30,120,2026-01-01\n\
                     C2,2024-09-30,100,2026-01-01\nC2,2025-08-31,100,2026-01-01\nC3,2025-09-30,7,2026-01-01\n";
    let dir = folder(&[("customers.csv", CUSTOMERS), ("subscriptions.csv", snapshots)]);
    let facts = facts(&dir, None, "2025-Q3");
    let cohort = facts.cohort(facts.scope.window.to).unwrap();
    let members: Vec<_> = cohort.members.iter().map(|m| (&*m.account_id, m.then, m.now)).collect();
    let units = |n| Some(Money::units(n));
    assert_eq!(members, [("C1", units(100), units(120)), ("C2", units(100), units(0))]);
}

#[test]
fn movements_add_up_to_what_is_in_force() {
    let movements = "customer_id,date,arr_change,contract_end_date\nC1,2025-01-10,100,2025-08-10\nC1,2025-03-10,50,\nC1,2025-08-12,30,2026-08-10\n\
                     C2,2025-01-10,70,2025-08-20\nC2,2025-08-20,-70,\nC3,2025-09-20,10,2026-09-20\n";
    let facts = facts(&folder(&[("movements.csv", movements)]), None, "2025-Q3");
    let seen: Vec<_> = facts.in_scope().map(|r| (&*r.account_id, r.outcome, r.before.unwrap(), r.after.unwrap())).collect();
    let expected =
        [("C1", Outcome::Renewed, Money::units(150), Money::units(180)), ("C2", Outcome::Churned, Money::units(70), Money::ZERO)];
    assert_eq!(seen, expected);
}

#[test]
fn reasons_of_their_own_join_renewal_events_too() {
    let renewals = "renewal_id,customer_id,due_date,outcome,arr_before\nR1,C2,2025-09-20,churned,500\nR2,C1,2025-09-21,churned,500\n";
    let dir = folder(&[("renewals.csv", renewals), ("churn_reasons.csv", REASONS)]);
    let facts = compile(&Source::Folder(dir.path().into()), &request(None, "2025-Q3"), None, &Silent).unwrap();
    let codes: Vec<_> = facts.renewals.iter().map(|r| r.reason.as_ref().map(|c| c.as_str().to_owned())).collect();
    assert_eq!(codes, [Some("competition.switch".to_owned()), None]);
}

#[test]
fn whose_words_a_reason_is_comes_with_that_reason_only() {
    let renewals = "renewal_id,customer_id,due_date,outcome,arr_before,loss_reason\n\
        R1,C1,2025-09-20,churned,500,\nR2,C2,2025-09-21,churned,500,Budget\nR3,C3,2025-09-22,churned,500,\nR4,C4,2025-09-23,churned,500,\n";
    let reasons = "customer_id,churn_date,primary_reason,reason_source\nC1,2025-09-20,Cost,Exit survey\nC2,2025-09-21,Cost,Interview\n\
        C3,2025-09-22,Cost,CSM\nC4,2025-09-23,Cost,Tea leaves\n";
    let facts = facts(&folder(&[("renewals.csv", renewals), ("churn_reasons.csv", reasons)]), None, "2025-Q3");
    let sources: Vec<_> = facts.renewals.iter().map(|renewal| renewal.reason_source).collect();
    assert_eq!(sources, [Some(Voice::Customer), None, Some(Voice::Csm), None]);
}

#[test]
fn what_a_warehouse_measured_belongs_to_the_renewal_of_that_account_and_day() {
    let measures = "account_id,measured_on,health_90,health_60,health_30,usage_1,usage_2,usage_3,usage_4,usage_5,usage_6\n\
        C1,2025-07-15,80,,60,4,0,0,9,0,0\nC1,2025-07-16,1,1,1,1,1,1,1,1,1\nC3,2025-09-01,,,,,,,,,\n";
    let dir = folder(&[("customers.csv", CUSTOMERS), ("subscriptions.csv", SNAPSHOTS), ("measures.csv", measures)]);
    let facts = facts(&dir, None, "2025-Q3");
    let of = |id: &str| facts.in_scope().find(|renewal| renewal.id.to_string() == id).unwrap().signals.clone();
    assert_eq!(
        (of("C1/2025-07-15").health, of("C1/2025-07-15").usage),
        ([Some(80.0), None, Some(60.0)], Some([4, 0, 0, 9, 0, 0].map(Some)))
    );
    assert_eq!((of("C3/2025-09-01").health, of("C3/2025-09-01").usage), ([None; 3], None));
    assert!(facts.coverage.health && facts.coverage.usage);
    assert!(!facts.quality.issues.iter().any(|issue| issue.message.contains("No health") || issue.message.contains("No usage")));
}

#[test]
fn rows_that_are_the_same_in_every_column_count_once() {
    let header = "customer_id,month_end_date,arr,contract_end_date,part\n";
    let rows = "C1,2025-06-30,1000,2025-07-15,a\nC1,2025-06-30,1000,2025-07-15,a\nC1,2025-06-30,1000,2025-07-15,b\n\
                C1,2025-07-31,1500,2026-07-15,a\nC9,2025-07-31,1,2026-07-15,a\nC9,2025-07-31,1,2026-07-15,a\n";
    let dir = folder(&[("customers.csv", CUSTOMERS), ("subscriptions.csv", &(header.to_owned() + rows))]);
    let facts = facts(&dir, Some("enterprise"), "2025-Q3");
    let [renewed] = facts.in_scope().collect::<Vec<_>>()[..] else { panic!("one is due") };
    assert_eq!((renewed.before, renewed.after), (Some(Money::units(2000)), Some(Money::units(1500))), "a and b are two");
    let file = facts.quality.files.iter().find(|file| file.name == "subscriptions.csv").unwrap();
    assert_eq!((file.read, file.used, file.out_of_scope, file.rejected), (6, 3, 1, 2));
    let rejects: Vec<_> = facts.quality.rejects.iter().map(|reject| (reject.line, &*reject.reason)).collect();
    assert_eq!(rejects, [(3, "the same as line 2, value for value"), (7, "the same as line 6, value for value")]);
    assert!(facts.quality.issues.iter().any(|issue| issue.message.contains("2 duplicate rows were ignored")));
    assert_eq!(facts.caveat(), None, "they are left out rightly");
}

/// A core subscription that is lost while an add-on goes on.
const PARTS: &str = "customer_id,Subscription,month_end_date,arr,contract_end_date\n\
    C2,core,2025-07-31,2000,2025-08-15\nC2,extra,2025-07-31,300,2026-12-31\n\
    C2,core,2025-08-31,0,2025-08-15\nC2,extra,2025-08-31,300,2026-12-31\nC1,core,2025-07-31,100,2026-12-31\nC1,core,2025-08-31,100,2026-12-31\n";

#[test]
fn subscriptions_that_a_person_names_have_renewals_of_their_own() {
    let mapping = "[files.\"subs.csv\".columns]\nSubscription = \"subscription_id\"\n";
    let dir = folder(&[("subs.csv", PARTS), ("mapping.toml", mapping)]);
    let facts = facts(&dir, None, "2025-Q3");
    let seen: Vec<_> = facts.in_scope().map(|r| (r.id.to_string(), r.outcome, r.before)).collect();
    let expected = ("C2/core/2025-08-15".to_owned(), Outcome::Open, Some(Money::units(2000)));
    assert_eq!(seen, [expected], "the data end before the grace does");
    assert!(!facts.quality.issues.iter().any(|issue| issue.message.contains("subscription_id")));
}

#[test]
fn contracts_of_one_day_are_told_apart_by_an_id_or_a_product() {
    for name in ["Subscription", "Product", "Ref."] {
        let dir = folder(&[("subs.csv", &PARTS.replace("Subscription", name))]);
        let facts = facts(&dir, None, "2025-Q3");
        let seen: Vec<_> = facts.in_scope().map(|r| (r.outcome, r.before)).collect();
        assert_eq!(seen, [(Outcome::Open, Some(Money::units(2000)))], "{name}");
        assert!(!facts.quality.issues.iter().any(|issue| issue.message.contains("subscription_id")), "{name}");
    }
}

#[test]
fn contract_ends_that_are_added_up_are_told_of_with_the_line_that_mends_it() {
    let rows: String = PARTS
        .lines()
        .map(|line| line.split(',').enumerate().filter(|(i, _)| *i != 1).map(|(_, cell)| cell).collect::<Vec<_>>().join(",") + "\n")
        .collect();
    let dir = folder(&[("subs.csv", &rows)]);
    let report = check(&Source::Folder(dir.path().into()), &request(None, "2025-Q3"), None).unwrap();
    let told = report.missing.iter().find(|sentence| sentence.contains("subscription_id")).unwrap();
    assert!(told.contains("subs.csv has 1 customer with") && told.contains("a column with the number of each contract"), "{told}");
    let facts = facts(&dir, None, "2025-Q3");
    assert!(facts.quality.issues.iter().any(|issue| issue.message == *told), "the account says the same");
}

/// Each renewal of the scope: `A 2026-07-31 renewed 3000 3100`.
pub(crate) fn told(facts: &Facts) -> Vec<String> {
    let amount = |money: Option<Money>| money.map_or_else(String::new, |money| (money.in_minor() / 100).to_string());
    let mut told: Vec<String> = facts
        .in_scope()
        .map(|r| {
            let outcome = format!("{:?}", r.outcome).to_lowercase();
            format!("{} {} {outcome} {} {}", r.account_id, r.due, amount(r.before), amount(r.after))
        })
        .collect();
    told.sort();
    told
}
