//! Exports in the manner of systems whose names nobody wrote down: what their columns say of each other tells them.

use super::tests::{facts, folder, request};
use super::*;
use crate::domain::money::Money;
use crate::domain::progress::Silent;

fn minor(amount: Option<Money>) -> Option<i64> {
    amount.map(|amount| amount.in_minor() / 100)
}

/// Account, due date, outcome, ARR before and after of what is due in the third quarter of 2026.
fn due(files: &[(&str, &str)]) -> Vec<String> {
    let dir = folder(files);
    let told = |r: &crate::domain::renewal::Renewal| {
        let amounts = [r.before, r.after].map(|amount| minor(amount).map_or_else(|| "?".to_owned(), |amount| amount.to_string()));
        format!("{} {} {} {}", r.account, r.due, r.outcome.label(), amounts.join(" "))
    };
    facts(&dir, None, "2026-Q3").in_scope().map(told).collect()
}

fn checked(files: &[(&str, &str)]) -> CheckReport {
    check(&Source::Folder(folder(files).path().into()), &request(None, "2026-Q3"), None).unwrap()
}

/// A bare `name` beside what is surely a customer's id is that of a plan, of which many customers are.
#[test]
fn the_name_of_a_plan_is_no_customer() {
    let row = |number: u32, status: &str, ended: &str| {
        format!(
            r#"{{"internal_id":"s{number}","external_customer_id":"cust-{number}","name":"{}","status":"{status}","started_at":"2024-0{}-11","terminated_at":{ended},"plan":{{"interval":"yearly","amount_cents":{number}00000,"amount_currency":"USD"}}}}"#,
            if number.is_multiple_of(2) { "Team" } else { "Business" },
            number % 9 + 1
        )
    };
    let mut rows: Vec<String> = (1..=12).map(|number| row(number, "active", "null")).collect();
    rows.push(row(13, "terminated", "\"2026-08-20\""));
    let text = format!("{{\"subscriptions\":[{}]}}", rows.join(","));
    assert_eq!(due(&[("subscriptions.json", &text)]), ["cust-13 2026-08-20 churned 13000 0"]);
}

/// One name that Recurly has as well makes no Recurly: here the day of cancelling is the day of the loss.
#[test]
fn a_term_that_runs_on_is_believed_of_the_system_that_says_so() {
    let header = "Subscription No,Customer Name,Status,Amount,Activated At,Current Term Ends At,Cancelled Date";
    let rows = "1,Ash,live,100,2024-08-02,2027-08-01,\n2,Bay,cancelled,200,2024-09-02,2026-12-01,2026-08-15\n3,Cob,live,50,2025-01-02,2027-01-01,\n";
    let a_year = "[files.\"Subscriptions.csv\".constants]\nperiod = \"year\"\n";
    assert_eq!(due(&[("Subscriptions.csv", &format!("{header}\n{rows}")), ("mapping.toml", a_year)]), ["Bay 2026-08-15 churned 200 0"]);
}

/// Whoever goes on has a next bill, and whoever left the day of leaving: neither has both.
#[test]
fn subscriptions_with_a_next_bill_alone_tell_their_losses() {
    for (next, amount, left) in [("Next Bill Date", "Recurring Amount", "Ended At"), ("coming_round_on", "recurring_price", "canceled_at")]
    {
        let text = format!(
            "sub_no,Customer,Status,{next},{amount},{left}\nS1,Ash,active,2027-03-01,100.00,\nS2,Bay,canceled,,200.00,2026-08-15\n\
             S3,Cob,active,2026-12-24,50.00,\nS4,Dew,canceled,,70.00,2025-03-01\n"
        );
        let files = [("list.csv", &*text), ("mapping.toml", "[files.\"list.csv\".constants]\nperiod = \"year\"\n")];
        assert_eq!(due(&files), ["Bay 2026-08-15 churned 200 0"], "{next}");
        let report = checked(&files);
        assert!(report.is_ready() && report.nothing_due.is_some(), "what renewed before is nowhere: {report}");
    }
}

#[test]
fn paddles_prices_are_in_hundredths() {
    let text = "id,customer_id,status,started_at,next_billed_at,canceled_at,currency_code,items.price.unit_price.amount,\
        items.price.billing_cycle.frequency,items.price.billing_cycle.interval,items.quantity\n\
        sub_01h8bx8fmywym11t6swgzba704,ctm_01h3h38xxn,active,2024-02-01T10:00:00Z,2027-02-01T10:00:00Z,,USD,120000,1,year,2\n\
        sub_01h8bx8fmywym11t6swgzba705,ctm_01h3h38xxp,canceled,2024-03-01T10:00:00Z,,2026-08-20T10:00:00Z,USD,10000,1,month,1\n";
    assert_eq!(due(&[("subscriptions.csv", text)]), ["ctm_01h3h38xxp 2026-08-20 churned 1200 0"]);
}

/// The words of a column tell that it is the outcome, whatever it is called.
#[test]
fn an_outcome_under_an_unknown_name_is_told_by_its_words() {
    for (name, won, lost) in
        [("Where it ended up", "Closed Won", "Closed Lost"), ("Endresultat", "verlängert", "nicht verlängert"), ("Y7", "更新", "解約")]
    {
        let text = format!("Customer,Renewal date,{name},ARR before,ARR after\nAsh,2026-07-01,{won},100,110\nBay,2026-08-01,{lost},50,0\n");
        assert_eq!(due(&[("list.csv", &text)]), ["Ash 2026-07-01 renewed 100 110", "Bay 2026-08-01 churned 50 0"], "{name}");
    }
    // What kind of change something was, or how a subscription stands, decides nothing.
    for (one, other) in [("new", "churn"), ("active", "canceled"), ("yes", "no")] {
        let text = format!("Customer,Renewal date,Odd,ARR before,ARR after\nAsh,2026-07-01,{one},100,110\nBay,2026-08-01,{other},50,0\n");
        let report = checked(&[("list.csv", &text)]);
        assert!(!report.files.iter().flat_map(|file| &file.columns).any(|column| column.field == Field::Outcome), "{report}");
    }
}

/// A state that says what became of each term does not make decisions of a list of terms: the next term has the amount.
#[test]
fn terms_that_follow_one_another_are_contracts_whatever_their_state_says() {
    let text = "Contract ID,Customer ID,Customer name,State,Start date,End date,Cancellation date,Contract value,Currency\n\
        K1-1,C1,Ash,Renewed,2024-08-01,2025-07-31,,100,USD\nK1-2,C1,Ash,Renewed,2025-08-01,2026-07-31,,110,USD\nK1-3,C1,Ash,In progress,2026-08-01,2027-07-31,,120,USD\n\
        K2-1,C2,Bay,Renewed,2024-09-11,2025-09-10,,60,USD\nK2-2,C2,Bay,Canceled,2025-09-11,2026-09-10,2026-09-10,50,USD\n\
        K3-1,C3,Cob,Renewed,2024-09-21,2025-09-20,,40,USD\nK3-2,C3,Cob,Renewed,2025-09-21,2026-09-20,,40,USD\nK3-3,C3,Cob,In progress,2026-09-21,2027-09-20,,30,USD\n";
    let expected = ["Ash 2026-07-31 renewed 110 120", "Bay 2026-09-10 churned 50 0", "Cob 2026-09-20 renewed 40 30"];
    assert_eq!(due(&[("contracts.csv", text)]), expected);
}

const DEALS: &str = "Record ID,Deal Name,Associated Company,Deal Stage,Amount,Close Date,Deal Type\n\
    1,Ash first,Ash,Closed won,100,2025-08-05,newbusiness\n2,Ash renewal,Ash,Closed won,120,2026-08-10,renewal\n\
    3,Bay first,Bay,Closed won,50,2025-09-01,newbusiness\n4,Bay renewal,Bay,Closed lost,50,2026-09-02,renewal\n";

/// Where deals have one amount alone, what was in force before is what the customer agreed to in the deal before.
#[test]
fn arr_before_is_that_of_the_deal_before_where_only_one_can_be_meant() {
    assert_eq!(due(&[("deals.csv", DEALS)]), ["Ash 2026-08-10 renewed 100 120", "Bay 2026-09-02 churned 50 0"]);
    let unknown = ["Ash 2026-08-10 renewed ? 120", "Bay 2026-09-02 churned 50 0"];
    for (what, more) in [
        ("an upsell was won in between, which comes on top or not", format!("{DEALS}5,Ash seats,Ash,Closed won,30,2026-01-05,upsell\n")),
        ("two years may be one term or two", DEALS.replace("2025-08-05", "2024-08-05")),
        ("nobody won it", DEALS.replace("Closed won,100", "Closed lost,100")),
        ("it has no amount", DEALS.replace("Closed won,100", "Closed won,")),
    ] {
        assert_eq!(due(&[("deals.csv", &more)]), unknown, "{what}");
    }
    let lost_since = format!("{DEALS}5,Ash seats,Ash,Closed lost,30,2026-01-05,upsell\n");
    assert_eq!(due(&[("deals.csv", &lost_since)])[0], "Ash 2026-08-10 renewed 100 120", "what was lost changed nothing");
}

/// Nobody can tell whether it came on top of what was agreed.
#[test]
fn an_upsell_since_the_last_renewal_leaves_arr_before_unknown() {
    let rows = "Record ID,Deal Name,Associated Company,Deal Stage,Amount,Close Date,Deal Type\n\
        1,Ash renewal,Ash,Closed won,100,2025-08-05,renewal\n2,Ash renewal,Ash,Closed won,120,2026-08-05,renewal\n";
    assert_eq!(due(&[("deals.csv", rows)]), ["Ash 2026-08-05 renewed 100 120"]);
    let more = format!("{rows}3,Ash seats,Ash,Closed won,30,2026-01-05,upsell\n");
    assert_eq!(due(&[("deals.csv", &more)]), ["Ash 2026-08-05 renewed ? 120"]);
    let facts = facts(&folder(&[("deals.csv", &more)]), None, "2026-Q3");
    assert!(facts.quality.issues.iter().any(|issue| issue.message.contains("other deals were won since")), "{:?}", facts.quality.issues);
}

/// What is likelier wrong than right is asked, with the figures of both answers; what a person says is not asked again.
#[test]
fn a_column_that_is_less_than_half_sure_is_a_question() {
    // Most rows of what may be the day due are empty or no days, and its name says little.
    let header = "customer,contract_end_date,result,arr before,arr after";
    let rows = "Ash,2026-07-10,renewed,100,110\nBay,someday,renewed,50,55\nCob,later,churned,70,0\nDew,open end,renewed,60,60\nElm,,churned,20,0\n";
    let text = format!("{header}\n{rows}");
    let report = checked(&[("renewals.csv", &text)]);
    let unsure = |report: &CheckReport| -> Vec<String> {
        let columns = report.files.iter().flat_map(|file| &file.columns);
        columns.filter(|column| column.sureness < 0.5).map(|column| column.column.clone()).collect()
    };
    assert_eq!(unsure(&report), ["contract_end_date"], "{report}");
    assert!(!report.is_ready(), "{report}");
    let question =
        report.questions.iter().find(|question| question.asked.contains("`contract_end_date`")).unwrap_or_else(|| panic!("{report}"));
    assert_eq!(question.answers.len(), 2);
    assert!(question.answers[0].figures.is_some(), "{report}");
    let dir = folder(&[("renewals.csv", &text)]);
    let refused = compile(&Source::Folder(dir.path().into()), &request(None, "2026-Q3"), None, &Silent);
    let Err(Error::Asked { questions, .. }) = refused else { panic!("the command line asks as well: {refused:?}") };
    assert_eq!(questions, report.questions);
    let said = checked(&[("renewals.csv", &text), ("mapping.toml", &question.answers[0].mapping)]);
    let left: Vec<&str> = said.questions.iter().map(|question| question.asked.as_str()).collect();
    assert!(unsure(&said).is_empty() && left.len() == 1 && left[0].starts_with("4 of 5 rows cannot be read"), "{said}");
}

/// A state may mean another thing where somebody uses it so; that is said, and how.
#[test]
fn what_a_state_is_read_as_is_said_with_the_line_that_says_otherwise() {
    let text = "customer,start_date,end_date,status,arr\nAsh,2024-08-01,,Active,100\nBay,2024-08-01,2026-08-10,Expired,60\nCob,2024-02-01,,Active,50\n";
    let told = checked(&[("customers.csv", text)]).to_string();
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("“Expired” is read as a customer who left. If it means another thing here, write in mapping.toml: [values.status] \"Expired\" = \"active\""), "{told}");
}

#[test]
fn of_a_list_of_losses_no_rate_stands_beside_an_answer() {
    let text = "id,customer_id,status,started_at,canceled_at,amount\ns1,cust_00018842,active,2024-02-01T10:00:00Z,,12000\n\
        s2,cust_00018843,canceled,2024-03-01T10:00:00Z,2026-08-20T10:00:00Z,10000\n";
    let report = checked(&[("subscriptions.csv", text)]);
    let figures: Vec<_> = report.questions.iter().flat_map(|question| &question.answers).filter_map(|answer| answer.figures).collect();
    assert!(!figures.is_empty() && figures.iter().all(|figures| figures.grr.is_none() && figures.churned == 1), "{report}");
}

/// Nothing names the customer: it is the column by which terms follow one another and do not run at the same time.
#[test]
fn whose_a_contract_is_is_told_by_terms_that_follow() {
    let text = "Zeile,Partner zu,Q1,Art,start_date,end_date,arr\n\
        1,4711,Ash AG,Team,2024-08-01,2025-07-31,100\n2,4711,Ash AG,Team,2025-08-01,2026-07-31,110\n3,4711,Ash AG,Team,2026-08-01,2027-07-31,120\n\
        4,4799,Bay KG,Solo,2024-09-11,2025-09-10,60\n5,4799,Bay KG,Solo,2025-09-11,2026-09-10,50\n\
        6,5002,Cob SE,Team,2024-09-21,2025-09-20,40\n7,5002,Cob SE,Team,2025-09-21,2026-09-20,40\n8,5002,Cob SE,Team,2026-09-21,2027-09-20,30\n";
    let expected = ["Ash AG 2026-07-31 renewed 110 120", "Bay KG 2026-09-10 churned 50 0", "Cob SE 2026-09-20 renewed 40 30"];
    assert_eq!(due(&[("list.csv", text)]), expected);
}
