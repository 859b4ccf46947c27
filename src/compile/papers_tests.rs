//! Contracts as papers: terms with a status that says nothing of who left, papers that were taken back, add-ons that end with what they were
//! added to, and amounts in currencies that are written in words or stand twice.

use std::fmt::Write as _;

use super::by_row_tests::{answered, list, of_book, outcome, read};
use super::sizes_tests::{asked, asked_of, rates, told};
use super::tests::folder;

/// Ten customers with a term of a year that ends in August: the first three are lost, the others go on at the same amount. `row` writes what
/// stands behind the amount, by the customer's number and whether the row is the second term.
fn terms(header: &str, row: impl Fn(usize, bool) -> String) -> String {
    let mut text = format!("Contract,Account,Start,End,ARR,{header}\n");
    for n in 0..10 {
        writeln!(text, "C{n}-1,Account {n},2025-08-{0:02},2026-08-{1:02},{2},{3}", n + 2, n + 1, 10_000 + n * 1000, row(n, false)).unwrap();
        if n > 2 {
            writeln!(text, "C{n}-2,Account {n},2026-08-{0:02},2027-08-{1:02},{2},{3}", n + 2, n + 1, 10_000 + n * 1000, row(n, true))
                .unwrap();
        }
    }
    text
}

/// Of 145,000 the first three paid 33,000.
fn of_terms() -> (String, String) {
    told("77.2", "77.2")
}

fn right(text: &str) -> bool {
    let (questions, headline) = asked(("contracts.csv", text));
    assert!(questions.is_empty(), "{questions:?}");
    rates(headline) == of_terms()
}

#[test]
fn words_that_never_say_that_somebody_left_keep_no_contract_alive() {
    for (header, old, new) in
        [("Status", "Invoiced", "Paid"), ("Status", "", ""), ("Lifecycle stage", "Customer", "Customer"), ("Status", "終了", "有効")]
    {
        assert!(right(&terms(header, |_, is_new| if is_new { new } else { old }.to_owned())), "{header} {old}");
    }
}

#[test]
fn contracts_that_ran_out_beside_a_status_that_is_not_kept_up_are_asked_about() {
    let status = |n: usize, is_new: bool| if is_new || n < 3 { "Active" } else { "Expired" }.to_owned();
    let (questions, _) = asked(("contracts.csv", &terms("Status", status)));
    assert_eq!(answered(&questions, "yes; what"), of_terms());
}

#[test]
fn papers_that_were_taken_back_are_no_contracts() {
    let void = |text: String| {
        let more = (0..3).fold(text, |text, n| {
            text + &format!("C{n}-3,Account {n},2026-08-{:02},2027-08-{:02},{},Void\n", n + 2, n + 1, 10_000 + n * 1000)
        });
        assert!(right(&more), "{more}");
    };
    void(terms("Invoice status", |_, _| "Paid".to_owned()));
    void(terms("Status", |_, is_new| if is_new { "Active" } else { "Expired" }.to_owned()));
    // A credit note of the same days takes a term back; what was written again afterwards counts.
    let mut text = terms("Note", |_, _| String::new());
    for n in [0, 1, 2] {
        let days = format!("Account {n},2026-08-{:02},2027-08-{:02}", n + 2, n + 1);
        let arr = 10_000 + n * 1000;
        write!(text, "D{n},{days},{arr},\nD{n},{days},-{arr},\n").unwrap();
    }
    let days = "Account 9,2026-08-11,2027-08-10";
    write!(text, "C9-2,{days},-19000,\nC9-2,{days},19000,\n").unwrap();
    assert!(right(&text));
}

#[test]
fn an_add_on_that_ends_with_its_contract_goes_on_with_it() {
    let mut text = terms("Note", |_, _| String::new());
    // Account 5 bought 5,000 more in spring, and both go on as one at 20,000.
    text = text.replace("C5-2,Account 5,2026-08-07,2027-08-06,15000", "C5-2,Account 5,2026-08-07,2027-08-06,20000");
    writeln!(text, "C5-1b,Account 5,2026-04-01,2026-08-06,5000,").unwrap();
    let (questions, headline) = asked(("contracts.csv", &text));
    assert!(questions.is_empty(), "{questions:?}");
    // 117,000 of 150,000.
    assert_eq!(rates(headline), told("78.0", "78.0"));
}

#[test]
fn currencies_in_words_and_signs_are_never_added_up() {
    for words in [["Euro", "US Dollars"], ["€", "£"], ["Schweizer Franken", "Euro"], ["Pesos", "Dólares"]] {
        for header in ["Currency", "Cur."] {
            let row = |n: i64, before: i64, after: Option<i64>| {
                format!("{},{before},{},{}", words[n as usize % 2], after.unwrap_or(0), outcome(after))
            };
            let (questions, headline) = asked(("renewals.csv", &list(&format!("{header},ARR before,ARR after,Outcome"), row)));
            let is_read = header == "Currency" || words[0] != "Pesos";
            assert!(!questions.is_empty() || !is_read || headline.unwrap().grr.is_none(), "{header} {words:?}");
        }
    }
}

#[test]
fn amounts_that_stand_twice_are_read_in_the_currency_that_all_are_brought_into() {
    for (header, mark) in [("Currency", "(Base)"), ("Amount Currency", "(converted)")] {
        let row = |n: i64, before: i64, after: Option<i64>| {
            let (code, rate) = [("EUR", 0.9), ("USD", 1.0), ("GBP", 0.8)][n as usize % 3];
            let own = |amount: i64| amount as f64 * rate;
            let after_all = after.unwrap_or(0);
            format!("{code},{:.2},{before},{:.2},{after_all},{}", own(before), own(after_all), outcome(after))
        };
        let text = list(&format!("{header},Old ARR,Old ARR {mark},New ARR,New ARR {mark},Outcome"), row);
        assert_eq!(read(&text), of_book(), "{mark}");
    }
}

#[test]
fn files_that_are_called_after_what_became_of_their_renewals_tell_it() {
    let text = list("ARR before,ARR after,Outcome", |_, before, after| format!("{before},{},{}", after.unwrap_or(0), outcome(after)));
    let of = |word: &str| {
        let rows = text.lines().enumerate().filter(|(n, line)| *n == 0 || line.ends_with(word));
        rows.map(|(_, line)| line.rsplit_once(',').unwrap().0).collect::<Vec<_>>().join("\n")
    };
    let dir = folder(&[("Q3 renewed.csv", &of("Renewed")), ("Q3 churned.csv", &of("Churned"))]);
    let (questions, headline) = asked_of(&dir);
    assert!(questions.is_empty(), "{questions:?}");
    assert_eq!(rates(headline), of_book());
}

#[test]
fn an_amount_that_stands_beside_losses_as_well_is_no_amount_after_unasked() {
    let row = |n: i64, before: i64, after: Option<i64>| format!("{before},{},{}", before + n * 100, outcome(after));
    for header in ["ARR,Support level value,Outcome", "ARR,Lifetime revenue,Outcome", "ARR,Budget ARR,Outcome", "ARR,ARR gewichtet,Outcome"]
    {
        let (questions, headline) = asked(("renewals.csv", &list(header, row)));
        assert!(!questions.is_empty() || headline.is_some_and(|headline| headline.grr.is_none()), "{header}");
    }
}

#[test]
fn rows_of_tests_and_of_budgets_are_asked_about() {
    let row = |n: i64, before: i64, after: Option<i64>| {
        let line = |kind: &str| format!("{kind},{before},{},{}", after.unwrap_or(0), outcome(after));
        let extra = if n % 4 == 0 { format!("\nTest {n},2026-08-20,{}", line("Test")) } else { String::new() };
        line("Customer") + &extra
    };
    let (questions, _) = asked(("renewals.csv", &list("Account type,ARR before,ARR after,Outcome", row)));
    assert_eq!(answered(&questions, "yes, leave them out"), of_book());
}

/// Two customers have a next term that never came about, as one column says.
#[test]
fn next_contracts_that_never_came_about_are_asked_about() {
    for (header, came, never) in [
        ("Took place", "TRUE", "FALSE"),
        ("Auftragsstatus", "beauftragt", "nicht beauftragt"),
        ("ABGRU", "", "Z3"),
        ("Stage", "Won", "Dead"),
    ] {
        let text = terms(header, |n, is_new| if is_new && (3..5).contains(&n) { never } else { came }.to_owned());
        let (questions, _) = asked(("contracts.csv", &text));
        assert_eq!(answered(&questions, "no, they never did"), told("58.6", "58.6"), "{header}: {questions:?}");
    }
    // What the last contracts of most have, and what some had before, is no such sign.
    assert!(right(&terms("Plan", |_, is_new| if is_new { "Plan 2026" } else { "Plan 2025" }.to_owned())));
    assert!(right(&terms("Auto-renew", |n, _| if n % 3 == 0 { "no" } else { "yes" }.to_owned())));
}

#[test]
fn customers_who_are_listed_behind_their_contract_as_former_ones_are_asked_about() {
    let mut text = "Month end,Customer ID,Account type,ARR,Contract end\n".to_owned();
    for (n, month) in (0..12).flat_map(|n| (1..=11).map(move |month| (n, month))) {
        let is_over = n < 3 && month > 7;
        let end = if n < 3 || month <= 8 { "2026-08-15" } else { "2027-08-15" };
        let sort = if is_over { "Ex-customer" } else { "Customer" };
        writeln!(text, "2026-{month:02}-28,C{n},{sort},{},{end}", 10_000 + n * 1000).unwrap();
    }
    let (questions, _) = asked(("customers.csv", &text));
    // Of 186,000 the first three paid 33,000.
    assert_eq!(answered(&questions, "yes, they had left"), told("82.3", "82.3"), "{questions:?}");
}

#[test]
fn a_kind_of_change_that_nobody_knows_is_asked_about_where_nothing_has_a_sign() {
    let mut text = "Date,Customer,Movement,Amount,Contract end\n".to_owned();
    for n in 0..8 {
        writeln!(text, "2025-08-{:02},C{n},New,10000,2026-08-{:02}", n + 2, n + 1).unwrap();
        let (kind, amount) = if n < 2 { ("Churn - competitor", 10_000) } else { ("Expansion", 1000) };
        writeln!(text, "2026-08-{:02},C{n},{kind},{amount},2027-08-{:02}", n + 2, n + 1).unwrap();
    }
    let (questions, _) = asked(("movements.csv", &text));
    assert_eq!(answered(&questions, "yes, it is a loss"), told("75.0", "82.5"), "{questions:?}");
}
