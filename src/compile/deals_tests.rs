//! Lists of deals as systems and people write them that nobody here knows: what their columns are is told by the rows.

use std::fmt::Write as _;

use super::tests::{folder, request};
use super::*;
use crate::domain::facts::Facts;
use crate::domain::progress::Silent;
use crate::domain::renewal::Outcome;

/// Sixty customers of whom one in ten left each year, with what `row` writes of each: its number, the year and what became of it.
fn book(header: &str, row: impl Fn(usize, i32, Outcome) -> String) -> String {
    let mut text = format!("{header}\n");
    for year in [2025, 2026] {
        for n in (0..60).filter(|n| year == 2025 || n % 10 != 3) {
            let is_lost = if year == 2025 { n % 10 == 3 } else { n % 10 == 4 };
            writeln!(text, "{}", row(n, year, if is_lost { Outcome::Churned } else { Outcome::Renewed })).unwrap();
        }
    }
    text
}

fn day(n: usize) -> String {
    format!("{:02}-{:02}", 7 + n % 3, n % 28 + 1)
}

fn figures(file: &str, text: &str) -> Result<(usize, usize)> {
    let dir = folder(&[(file, text)]);
    let facts: Facts = compile(&Source::Folder(dir.path().into()), &request(None, "2026-Q3"), None, &Silent)?;
    Ok((facts.in_scope().count(), facts.in_scope().filter(|renewal| renewal.is_churned()).count()))
}

#[test]
fn a_stage_of_what_was_due_long_ago_that_nobody_knows_is_asked_about() {
    let stages = |renewed: &'static str, lost: &'static str| {
        book("customer,stage,renewal date,prior arr,new arr", move |n, year, outcome| {
            let (stage, after) = if outcome == Outcome::Renewed { (renewed, "1100") } else { (lost, "") };
            format!("Customer {n},{stage},{year}-{},1000,{after}", day(n))
        })
    };
    assert_eq!(figures("deals.csv", &stages("Closed Won", "Closed Lost")).unwrap(), (54, 6));
    for (renewed, lost, word) in [("Closed Won", "Sunset", "Sunset"), ("Champagne", "Closed Lost", "Champagne")] {
        let Err(Error::Asked { questions, .. }) = figures("deals.csv", &stages(renewed, lost)) else { panic!("{word}") };
        assert!(questions[0].asked.contains(&format!("“{word}”")) && questions[0].answers.len() == 3, "{questions:?}");
    }
}

#[test]
fn a_stage_on_the_way_that_nobody_knows_is_open() {
    let text = book("customer,stage,renewal date,prior arr,new arr", |n, year, outcome| {
        let (stage, after) = if outcome == Outcome::Renewed { ("Closed Won", "1100") } else { ("Closed Lost", "") };
        format!("Customer {n},{stage},{year}-{},1000,{after}", day(n))
    });
    let ahead = (0..9).map(|n| format!("Customer {n},Sent to the lawyers,2027-01-{:02},1100,", n + 1)).collect::<Vec<_>>().join("\n");
    assert_eq!(figures("deals.csv", &(text + &ahead)).unwrap(), (54, 6));
}

#[test]
fn the_column_that_says_both_won_and_lost_is_the_outcome_whatever_the_stage_beside_it_says() {
    let text = book("deal,customer,pipeline,stage,status,contract end,old value,value,closed", |n, year, outcome| {
        let (stage, status) = if outcome == Outcome::Renewed { ("Signed off", "Won") } else { ("Quote sent", "Lost") };
        format!("Customer {n} renewal,Customer {n},Renewal,{stage},{status},{year}-{},1000,1100,{year}-07-01", day(n))
    });
    assert_eq!(figures("deals.csv", &text).unwrap(), (54, 6));
}

#[test]
fn words_that_are_kinds_of_deals_are_kinds_whatever_the_column_is_called() {
    for heading in ["category", "klasse", "xq"] {
        let text = book(&format!("id,customer,{heading},status,contract end,old value,value"), |n, year, outcome| {
            let status = if outcome == Outcome::Renewed { "Won" } else { "Lost" };
            let extra = format!("{year}9{n},Customer {n},Expansion,Lost,{year}-08-02,0,300");
            format!("{year}{n},Customer {n},Renewal,{status},{year}-{},1000,1100\n{extra}", day(n))
        });
        assert_eq!(figures("opportunities.csv", &text).unwrap(), (54, 6), "{heading}");
    }
}

#[test]
fn the_day_on_which_a_deal_was_to_close_is_not_when_the_contract_ends_where_another_column_has_that() {
    let text = book("deal,customer,sales stage,amount,previous amount,expected close date,service end date", |n, year, outcome| {
        let stage = if outcome == Outcome::Renewed { "Closed Won" } else { "Closed Lost" };
        format!("Customer {n} renewal,Customer {n},{stage},1100,1000,{year}-06-{:02},{year}-{}", n % 28 + 1, day(n))
    });
    assert_eq!(figures("opportunities.csv", &text).unwrap(), (54, 6));
}

#[test]
fn what_was_decided_beside_what_came_after_is_a_list_of_renewals_whatever_the_day_is_called() {
    let text = book("Name,Renewal,State,ARR (€),New ARR (€)", |n, year, outcome| {
        let (state, after) = if outcome == Outcome::Renewed { ("✅ Renewed", "1100") } else { ("❌ Lost", "") };
        format!("Customer {n},{year}-{},{state},1000,{after}", day(n))
    });
    assert_eq!(figures("tracker.csv", &text).unwrap(), (54, 6));
}

#[test]
fn amounts_of_which_none_goes_down_are_no_changes_of_arr() {
    let text = book("SubscriptionNumber,LineStartDate,LineStatus,AnnualizedAmount", |n, year, _| {
        format!("S{n},{}-{},EXPIRED,1000", year - 1, day(n))
    });
    // Nobody would be gone, and everybody would have grown.
    assert!(figures("lines.csv", &text).is_err());
}

#[test]
fn rows_that_follow_one_another_are_terms_whatever_their_days_are_called() {
    for [first, last] in [["starts", "ends"], ["dal giorno", "al giorno"]] {
        let text = book(&format!("number,account,{first},{last},state,yearly_cost"), |n, year, outcome| {
            let (start, end) = (format!("{}-{:02}-{:02}", year - 1, 7 + n % 3, n % 28 + 2), format!("{year}-{}", day(n)));
            let state = if outcome == Outcome::Churned { "Cancelled" } else { ["Renewed", "Active"][usize::from(year == 2026)] };
            let next = if year == 2026 && outcome == Outcome::Renewed {
                format!("\nN{n},Customer {n},2026-{:02}-{:02},2027-{},Active,1100", 7 + n % 3, n % 28 + 2, day(n))
            } else {
                String::new()
            };
            format!("C{year}{n},Customer {n},{start},{end},{state},1000{next}")
        });
        assert_eq!(figures("contracts.csv", &text).unwrap(), (54, 6), "{first}");
    }
}
