//! What an amount covers and how it is written: months, terms, thousands, hundredths, pieces; and ids in two forms.

use super::tests::{facts, folder, request};
use super::*;
use crate::domain::facts::Facts;
use crate::domain::progress::Silent;
use crate::domain::renewal::Outcome;

fn amounts(facts: &Facts) -> Vec<(Option<String>, Option<String>)> {
    let mut renewals: Vec<_> = facts.renewals.iter().collect();
    renewals.sort_by_key(|renewal| renewal.id.clone());
    renewals.iter().map(|r| (r.before.map(|m| m.to_string()), r.after.map(|m| m.to_string()))).collect()
}

fn pair(before: &str, after: &str) -> (Option<String>, Option<String>) {
    (Some(format!("{before}.00")), Some(format!("{after}.00")))
}

fn said(facts: &Facts, words: &str) -> bool {
    facts.quality.issues.iter().any(|issue| issue.message.contains(words))
}

fn checked(files: &[(&str, &str)]) -> String {
    check(&Source::Folder(folder(files).path().into()), &request(None, "2026-Q3"), None).unwrap().to_string()
}

#[test]
fn thousands_in_a_heading_multiply_and_those_in_a_cell_do_not() {
    let rows =
        "id,account,due_date,outcome,ARR before (k€),ARR after (k€)\nR1,A,2026-08-01,renewed,12.5,13\nR2,B,2026-08-02,churned,7k,0\n";
    assert_eq!(amounts(&facts(&folder(&[("renewals.csv", rows)]), None, "2026-Q3")), [pair("12500", "13000"), pair("7000", "0")]);
    let told = checked(&[("renewals.csv", rows)]);
    assert!(told.contains("in thousands"), "{told}");
}

/// Renewals whose new terms are of one or three years, `times` the amount of a year for those of three.
fn terms(times: i64) -> String {
    let row = |n: i64| {
        let (months, amount) = if n % 2 == 0 { (12, 1_000 + n) } else { (36, (1_000 + n) * times) };
        format!("R{n},A{n},2026-08-{n:02},renewed,{},{amount},{months}\n", 1_000 + n)
    };
    let rows: String = (1..=8).map(row).collect();
    format!("id,account_id,due_date,outcome,prior_amount,amount,term_months\n{rows}")
}

#[test]
fn the_rows_tell_whether_an_amount_is_that_of_the_term() {
    let expected: Vec<_> = (1..=8).map(|n| pair(&(1_000 + n).to_string(), &(1_000 + n).to_string())).collect();
    for (times, what) in [(3, "totals of terms, as the rows tell"), (1, "amounts of a year, as the rows tell")] {
        let rows = terms(times);
        let facts = facts(&folder(&[("renewals.csv", &rows)]), None, "2026-Q3");
        assert_eq!(amounts(&facts), expected, "{times}");
        let told = checked(&[("renewals.csv", &rows)]);
        assert_eq!(told.contains(what), times == 3, "{told}");
        let mapping =
            check(&Source::Folder(folder(&[("renewals.csv", &rows)]).path().into()), &request(None, "2026-Q3"), None).unwrap().mapping;
        assert!(mapping.contains(if times == 3 { "period = \"term\"" } else { "period = \"year\"" }), "{mapping}");
    }
}

#[test]
fn where_no_row_tells_what_an_amount_beside_a_term_covers_it_is_asked_and_a_mapping_answers() {
    let rows = "id,account_id,due_date,outcome,prior_amount,amount,term_months\nR1,A1,2026-08-01,renewed,12000,36000,36\n\
        R2,A2,2026-08-02,churned,9000,9000,12\nR3,A3,2026-08-03,churned,500,500,36\n";
    let dir = folder(&[("renewals.csv", rows)]);
    let Err(Error::Asked { questions, .. }) = compile(&Source::Folder(dir.path().into()), &request(None, "2026-Q3"), None, &Silent) else {
        panic!("it is asked")
    };
    let question = questions.iter().find(|question| question.asked.contains("of a year or of the whole term")).unwrap();
    assert_eq!(question.answers.len(), 2);
    let said = |number: usize| {
        let dir = folder(&[("renewals.csv", rows), ("mapping.toml", &question.answers[number].mapping)]);
        amounts(&facts(&dir, None, "2026-Q3"))[0].1.clone()
    };
    assert_eq!((said(0).as_deref(), said(1).as_deref()), (Some("36000.00"), Some("12000.00")));
}

#[test]
fn months_of_a_renewals_table_are_made_years_and_that_is_said() {
    let mrr = "id,account_id,due_date,outcome,mrr\nR1,A1,2026-08-01,renewed,100\nR2,A2,2026-08-02,churned,50\n";
    let period =
        "id,account_id,due_date,outcome,amount,billing_period\nR1,A1,2026-08-01,churned,100,monthly\nR2,A2,2026-08-02,churned,50,annual\n";
    let of_mrr = facts(&folder(&[("renewals.csv", mrr)]), None, "2026-Q3");
    assert_eq!(amounts(&of_mrr), [(None, Some("1200.00".to_owned())), pair("600", "0")]);
    assert!(said(&of_mrr, "`mrr` holds amounts of a month; each is taken times 12"), "{:?}", of_mrr.quality.issues);
    assert!(checked(&[("renewals.csv", mrr)]).contains("each is taken times 12"));
    assert_eq!(amounts(&facts(&folder(&[("renewals.csv", period)]), None, "2026-Q3")), [pair("1200", "0"), pair("50", "0")]);
    let both = "id,account_id,due_date,outcome,arr_before,mrr\nR1,A1,2026-08-01,renewed,1200,100\nR2,A2,2026-08-02,churned,600,50\n";
    assert_eq!(amounts(&facts(&folder(&[("renewals.csv", both)]), None, "2026-Q3"))[0].1, None, "MRR beside ARR is no ARR after");
}

#[test]
fn amounts_of_which_nothing_tells_the_period_are_told() {
    let spells = "customer,amount,start_date,end_date\nAcme,100,2024-01-01,\nBolt,50,2024-02-01,2026-08-15\nCorv,70,2024-03-01,\n";
    let told = checked(&[("subscriptions.csv", spells)]);
    assert!(told.contains("nothing tells whether `amount` is of a month or of a year"), "{told}");
    assert!(told.contains("50.00 before") && told.contains("600.00 before") && told.contains("period = \"month\""), "{told}");
    let mapping = "[files.\"subscriptions.csv\".columns]\namount = { field = \"amount\", period = \"month\" }\n";
    let said_so = facts(&folder(&[("subscriptions.csv", spells), ("mapping.toml", mapping)]), None, "2026-Q3");
    assert!(!said(&said_so, "nothing tells whether"), "{:?}", said_so.quality.issues);
    let apart = "customer,date,mrr,arr\nAcme,2026-06-30,100,100\nAcme,2026-07-31,100,100\nBolt,2026-06-30,10,10\nBolt,2026-07-31,10,10\n";
    let told = checked(&[("subscriptions.csv", apart)]);
    assert!(told.contains("`arr` is not twelve times `mrr`"), "{told}");
}

fn stripe(id: usize, currency: &str, items: &str) -> String {
    format!(
        "{{\"id\":\"sub_{id}\",\"customer\":\"cus_{id}\",\"status\":\"canceled\",\"currency\":\"{currency}\",\"created\":1754820000,\
         \"current_period_start\":1754820000,\"current_period_end\":1786356000,\"cancel_at_period_end\":true,\"canceled_at\":1784538000,\
         \"items\":{{\"object\":\"list\",\"data\":[{items}]}}}}"
    )
}

fn item(unit: i64, quantity: i64, interval: &str, count: i64) -> String {
    format!(
        "{{\"id\":\"si_{unit}\",\"quantity\":{quantity},\"price\":{{\"unit_amount\":{unit},\"recurring\":{{\"interval\":\"{interval}\",\
         \"interval_count\":{count}}}}}}}"
    )
}

#[test]
fn an_api_writes_hundredths_of_one_piece_each_so_many_periods() {
    let listed = [
        stripe(1, "eur", &item(2_400_000, 1, "year", 1)),
        stripe(2, "eur", &item(1_000, 7, "month", 1)),
        stripe(3, "jpy", &item(1_000, 1, "month", 1)),
        stripe(4, "eur", &item(30_000, 2, "month", 3)),
        stripe(5, "eur", &[item(1_000, 1, "month", 1), item(1_000, 1, "month", 1)].join(",")),
    ];
    let text = format!("{{\"object\":\"list\",\"data\":[{}]}}", listed.join(",\n"));
    let mapping = "currency = \"EUR\"\n[rates]\nJPY = 1\n";
    let dir = folder(&[("subscriptions.json", &text), ("mapping.toml", mapping)]);
    let facts = facts(&dir, None, "2026-Q3");
    let before: Vec<_> = amounts(&facts).into_iter().map(|(before, _)| before.unwrap_or_default()).collect();
    assert_eq!(before, ["24000.00", "840.00", "12000.00", "2400.00", "240.00"]);
    let told = checked(&[("subscriptions.json", &text)]);
    assert!(told.contains("in cents") && told.contains("times `items.data.quantity`"), "{told}");
}

#[test]
fn a_subscription_that_is_canceled_in_recurly_runs_until_its_term_ends() {
    let rows = "uuid,account_code,state,unit_amount,quantity,activated_at,canceled_at,current_term_ends_at,remaining_billing_cycles\n\
        s1,a1,canceled,100,2,2025-09-10,2026-05-02,2026-09-10,1\ns2,a2,active,50,1,2025-10-01,,2026-10-01,1\n";
    let facts = facts(&folder(&[("subscriptions.csv", rows)]), None, "2026-Q3");
    let lost: Vec<_> =
        facts.renewals.iter().filter(|r| r.outcome == Outcome::Churned).map(|r| (r.account_id.to_string(), r.due.to_string())).collect();
    assert_eq!(lost, [("a1".to_owned(), "2026-09-10".to_owned())]);
}

#[test]
fn ids_of_fifteen_and_of_eighteen_characters_are_one() {
    let renewals = "Opportunity ID,Account ID,due_date,outcome,arr_before,arr_after\n\
        006D0000001AbcD,001D000000IRFma,2026-08-01,renewed,100,120\n006D0000001AbcE,001D000000IRFMA,2026-08-02,churned,50,0\n";
    let accounts = "Account ID,Account Name,Segment\n001D000000IRFmaIAH,Acme,Growth\n001D000000IRFMAIA5,Bolt,Scale\n";
    let tickets = "ticket_id,account_id,opened\nT1,001D000000IRFmaIAH,2026-07-01\n";
    let dir = folder(&[("renewals.csv", renewals), ("accounts.csv", accounts), ("tickets.csv", tickets)]);
    let compiled = facts(&dir, None, "2026-Q3");
    let seen: Vec<_> = compiled.renewals.iter().map(|r| (r.account.to_string(), r.segment.to_string(), r.signals.tickets)).collect();
    assert_eq!(seen, [("Acme".to_owned(), "Growth".to_owned(), Some(1)), ("Bolt".to_owned(), "Scale".to_owned(), Some(0))]);
    assert_eq!(facts(&dir, Some("growth"), "2026-Q3").in_scope().count(), 1);
}

#[test]
fn what_moves_amounts_and_no_rate_is_told_with_the_figures_of_each_answer() {
    let rows = "id,account_id,due_date,outcome,prior_amount,amount,term_months\nR1,A1,2026-08-01,renewed,1000,900,12\n\
        R2,A2,2026-08-02,renewed,500000,500000,12\nR3,A3,2026-08-03,renewed,1000,3000,36\n";
    let dir = folder(&[("renewals.csv", rows)]);
    let report = check(&Source::Folder(dir.path().into()), &request(None, "2026-Q3"), None).unwrap();
    let [question] = &report.settled[..] else { panic!("{report}") };
    assert!(!question.matters() && question.tells_apart(), "{question}");
    let told = report.to_string().split_whitespace().collect::<Vec<_>>().join(" ");
    for said in ["502000.00 before and 503900.00 after", "502000.00 before and 501900.00 after", "period = \"term\""] {
        assert!(told.contains(said), "{told}");
    }
    assert!(!told.contains("difference") && !told.contains("the same either way"), "{told}");
    assert!(said(&facts(&dir, None, "2026-Q3"), "503900.00"));
    let same = check(
        &Source::Folder(folder(&[("renewals.csv", &rows.replace(",3000,36", ",1000,0"))]).path().into()),
        &request(None, "2026-Q3"),
        None,
    );
    assert!(same.unwrap().settled.iter().all(|question| !question.tells_apart()));
}

#[test]
fn an_amount_beside_a_term_may_be_that_of_the_term_wherever_its_period_is_asked_for() {
    let rows = "customer,start_date,contract_end,status,amount,term_months\nAsh,2025-08-10,2026-08-09,active,100,12\nBay,2024-08-11,2026-08-10,active,200,24\n";
    let told = checked(&[("contracts.csv", rows)]);
    assert!(told.contains("period = \"month\"") && told.contains("period = \"term\""), "{told}");
    let without = checked(&[("contracts.csv", &rows.replace(",term_months", "").replace(",12\n", "\n").replace(",24\n", "\n"))]);
    assert!(without.contains("period = \"month\"") && without.contains("period = \"term\""), "{without}");
    let of_a_year = rows.replace(",term_months", "").replace(",12\n", "\n").replace(",24\n", "\n").replace("2024-08-11", "2025-08-11");
    assert!(!checked(&[("contracts.csv", &of_a_year)]).contains("of a month"), "a term of a year costs what a year costs");
}
