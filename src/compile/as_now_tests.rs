//! Lists of subscriptions as they are now: one row each, with a beginning, a state, and a day where it ended.

use std::fmt::Write as _;

use super::tests::{folder, request};
use super::*;
use crate::compile::understand::check::CheckReport;
use crate::domain::facts::Facts;
use crate::domain::progress::Silent;

/// Twenty subscriptions that go on and four that ended in the third quarter, as `row` writes them: number, and whether it ended.
fn list(header: &str, row: impl Fn(u32, bool) -> String) -> String {
    let mut text = format!("{header}\n");
    for number in 0..24 {
        writeln!(text, "{}", row(number, number % 6 == 5)).unwrap();
    }
    text
}

fn look(text: &str, mapping: &str) -> (CheckReport, Result<Facts>) {
    let dir = folder(&[("list.csv", text), ("mapping.toml", mapping)]);
    let source = Source::Folder(dir.path().into());
    (check(&source, &request(None, "2026-Q3"), None).unwrap(), compile(&source, &request(None, "2026-Q3"), None, &Silent))
}

/// As an API writes them, in three systems' manners.
fn by_machines() -> Vec<(&'static str, String)> {
    let day = |ended: bool, day: &str| if ended { format!("{day}T00:00:00Z") } else { String::new() };
    vec![
        (
            "unit_price_amount",
            list(
                "subscription_id,customer_id,status,quantity,unit_price_amount,currency_code,billing_cycle_interval,billing_cycle_frequency,\
                 started_at,next_billed_at,cancelled_at",
                |n, ended| {
                    let state = if ended { "canceled" } else { "active" };
                    let (next, gone) = (day(!ended, "2027-02-01"), day(ended, "2026-08-10"));
                    format!("sub_{n},ctm_{n},{state},1,{}00,USD,year,1,2024-0{}-01T00:00:00Z,{next},{gone}", 9_000 + n * 100, n % 9 + 1)
                },
            ),
        ),
        (
            "price",
            list("id,customer_id,product_name,status,renews_at,ends_at,created_at,price,currency,billing_interval", |n, ended| {
                let state = if ended { "expired" } else { "active" };
                let (next, gone) = (day(!ended, "2027-02-01"), day(ended, "2026-08-10"));
                format!("{n},ctm_{n},Pro,{state},{next},{gone},2024-0{}-01T00:00:00Z,{}00,USD,year", n % 9 + 1, 9_000 + n * 100)
            }),
        ),
    ]
}

#[test]
fn whole_numbers_of_a_machine_are_asked_about_and_either_answer_is_taken() {
    for (column, text) in by_machines() {
        let (report, facts) = look(&text, "");
        assert_eq!(report.files[0].table.key(), "subscriptions", "{report}");
        let [question] = &report.questions[..] else { panic!("{report}") };
        assert!(question.asked.contains(column) && matches!(facts, Err(Error::Asked { .. })), "{question}");
        for (answer, lost) in question.answers.iter().zip([4_160_000, 416_000_000]) {
            let (report, facts) = look(&text, &answer.mapping);
            assert!(report.is_ready(), "{report}");
            let facts = facts.unwrap();
            let sum: i64 = facts.in_scope().map(|renewal| renewal.before.unwrap().in_minor()).sum();
            assert_eq!((facts.in_scope().count(), sum), (4, lost), "{}", answer.mapping);
        }
    }
}

#[test]
fn amounts_with_decimals_or_beside_days_that_people_write_are_taken_as_they_stand() {
    let text = list("Vertrag,Kunde,Zustand,Beginn,Gekündigt zum,Nettobetrag,Währung,Abrechnung", |n, ended| {
        let (state, gone) = if ended { ("gekündigt", "20.08.2026") } else { ("laufend", "") };
        format!("V{n},Kunde {n},{state},15.0{}.2024,{gone},{},EUR,jährlich", n % 9 + 1, 9_000 + n * 100)
    });
    let (report, facts) = look(&text, "");
    assert!(report.is_ready(), "{report}");
    assert_eq!(facts.unwrap().in_scope().count(), 4);
}

#[test]
fn where_no_renewal_due_can_be_told_the_check_says_so_and_why() {
    let (_, text) = by_machines().remove(0);
    let (report, _) = look(&text, "[files.\"list.csv\".columns]\nunit_price_amount = { field = \"amount\", cents = true }\n");
    let told = report.to_string();
    assert!(report.is_ready() && told.contains("no contract end is known of those who go on"), "{told}");
    assert!(told.ends_with("Ready for a retro, without rates of renewals due: see above."), "{told}");
    let to_come = list("account,due date,outcome,arr before", |n, _| format!("A{n},2027-0{}-01,open,1000", n % 9 + 1));
    let told = look(&to_come, "").0.to_string();
    assert!(told.contains("no renewal is due from 2026-07-01") && !told.ends_with("Ready for a retro."), "{told}");
}

/// Subscriptions as an API lists them, with the amount in two places, and the customers they are of: one has two of them.
fn api_list(has_plan: bool) -> String {
    let one = |n: u32| {
        let (state, gone) = if n % 6 == 5 { ("canceled", "1786320000") } else { ("active", "null") };
        let plan = if has_plan {
            format!(r#""plan":{{"amount":{0},"interval":"year"}},"quantity":{1},"#, 90_000 + n * 100, n % 3 + 1)
        } else {
            String::new()
        };
        format!(
            r#"{{"id":"sub_Q{n}xYvPe8PP","object":"subscription","customer":"cus_S{}mDg5jwwU","status":"{state}","currency":"usd",
            "start_date":{},"current_period_end":1804000000,"cancel_at_period_end":false,"canceled_at":{gone},"livemode":true,
            {plan}"items":{{"data":[{{"price":{{"unit_amount":{},"recurring":{{"interval":"year","interval_count":1}}}},"quantity":{}}}]}}}}"#,
            n.max(1),
            1_709_978_400 + n * 86_400,
            90_000 + n * 100,
            n % 3 + 1
        )
    };
    format!(r#"{{"object":"list","data":[{}]}}"#, (0..24).map(one).collect::<Vec<_>>().join(","))
}

#[test]
fn a_list_of_an_api_knows_its_customers_by_the_other_file_and_takes_no_price_for_a_change() {
    let customer = |n: u32| format!(r#"{{"id":"cus_S{n}mDg5jwwU","object":"customer","name":"Account {n}","email":"a{n}@example.com"}}"#);
    let customers = format!(r#"{{"object":"list","data":[{}]}}"#, (1..24).map(customer).collect::<Vec<_>>().join(","));
    let mut lost = Vec::new();
    for (has_plan, others) in [(true, true), (false, true), (true, false)] {
        let list = api_list(has_plan);
        let all = [("subscriptions.json", list.as_str()), ("customers.json", customers.as_str())];
        let dir = folder(&all[..=usize::from(others)]);
        let (source, request) = (Source::Folder(dir.path().into()), request(None, "2026-Q3"));
        let told = check(&source, &request, None).unwrap().to_string();
        let is_read = |name: &str, field: &str| told.lines().any(|line| line.trim_start().starts_with(name) && line.contains(field));
        assert!(is_read("customer ", "account_id") && is_read("id ", "subscription_id"), "{told}");
        assert!(!told.contains("arr_change") && !told.contains("none of its ids"), "{told}");
        let facts = compile(&source, &request, None, &Silent).unwrap();
        let before: i64 = facts.in_scope().filter(|renewal| renewal.is_churned()).map(|renewal| renewal.before.unwrap().in_minor()).sum();
        lost.push((facts.in_scope().filter(|renewal| renewal.is_churned()).count(), before));
    }
    let pieces = |n: i64| (90_000 + n * 100) * (n % 3 + 1);
    assert_eq!(lost, [(4, [5, 11, 17, 23].map(pieces).iter().sum()); 3]);
}
