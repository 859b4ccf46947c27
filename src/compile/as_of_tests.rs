//! A retro held as of a day before the data end.

use std::fmt::Write as _;

use chrono::Days;

use super::tests::{facts_of, folder, request};
use super::*;
use crate::analysis::decisions::RoomDecisions;
use crate::analysis::findings::MetricKey;
use crate::analysis::metrics::available_to_renew;
use crate::compile::progress::Silent;
use crate::domain::quality::IssueKind;
use crate::domain::renewal::{Origin, Outcome, Renewal, RenewalId};

/// As data/cases/65: two were decided in November.
const RENEWALS: &str = "renewal_id,account,due_date,closed_date,outcome,arr_before,arr_after,currency,reason_code
R1,Brackenfell,2026-09-30,2026-11-12,Churned,100000,0,USD,Budget
R2,Oatlands,2026-09-15,2026-11-02,Renewed,80000,90000,USD,
R3,Tarnwick,2026-08-20,2026-08-18,Renewed,50000,50000,USD,
R4,Vellmoor,2026-07-10,2026-07-09,Churned,20000,0,USD,Budget
";

fn on(as_of: &str, renewals: &str) -> Facts {
    let dir = folder(&[("renewals.csv", renewals)]);
    facts_of(&dir, &ScopeRequest { as_of: as_of.parse().unwrap(), ..request(None, "2026-Q3") })
}

#[test]
fn what_was_decided_later_is_not_known() {
    let facts = on("2026-10-05", RENEWALS);
    let compared = available_to_renew(&facts, &RoomDecisions::default());
    let counts = compared.counts;
    assert_eq!((counts.due, counts.renewed, counts.churned, counts.open, counts.not_yet_due), (4, 1, 1, 2, 0));
    let value = |key| compared.metrics[&key].value;
    assert_eq!((value(MetricKey::Grr), value(MetricKey::LogoRetention)), (Some(0.2), Some(0.25)));
    assert_eq!(facts.find(&RenewalId::new("R1")).unwrap().reason, None);
    assert_eq!(on("2026-11-23", RENEWALS).find(&RenewalId::new("R1")).unwrap().outcome, Outcome::Churned);
}

#[test]
fn a_state_without_a_day_stays_and_is_doubted_where_the_data_know_of_later_days() {
    let undated = RENEWALS.replace("2026-08-18", "").replace("2026-07-09", "");
    let doubts = |facts: &Facts| {
        let issues = facts.quality.issues.iter().filter(|issue| issue.kind == IssueKind::Other);
        issues.filter(|issue| issue.message.contains("have no closing day")).map(|issue| issue.renewals.len()).collect::<Vec<_>>()
    };
    let facts = on("2026-10-05", &undated);
    assert_eq!(available_to_renew(&facts, &RoomDecisions::default()).counts.renewed, 1);
    assert_eq!(doubts(&facts), [2]);
    assert_eq!(doubts(&on("2026-11-23", &undated)), [0; 0], "by then all of it is known");
}

const AS_OF: &str = "2026-08-15";

/// Rows of a table, each with the day on which it was written.
struct Table {
    name: &'static str,
    header: &'static str,
    rows: Vec<(chrono::NaiveDate, String)>,
}

impl Table {
    /// As exported on a day.
    fn until(&self, day: chrono::NaiveDate) -> String {
        let mut text = format!("{}\n", self.header);
        self.rows.iter().filter(|(on, _)| *on <= day).for_each(|(_, row)| writeln!(text, "{row}").unwrap());
        text
    }
}

/// Weekly rows of six accounts over more than a year, and what was written of them now and then.
fn histories() -> Vec<Table> {
    let first: chrono::NaiveDate = "2025-09-01".parse().unwrap();
    let weeks = |every: usize| (0..60).step_by(every).map(move |week| first + Days::new(7 * week as u64));
    let of_all = |name, header, every: usize, row: &dyn Fn(u64, chrono::NaiveDate) -> String| {
        let rows =
            weeks(every).flat_map(|on| (1..7).map(move |account| (account, on))).map(|(account, on)| (on, row(account, on))).collect();
        Table { name, header, rows }
    };
    vec![
        of_all("health.csv", "account_id,week,score", 1, &|account, on| format!("A{account},{on},{}", 40 + (account * 7) % 50)),
        of_all("usage.csv", "account_id,week,events", 1, &|account, on| format!("A{account},{on},{}", 10 + account)),
        of_all("tickets.csv", "account_id,opened,escalated", 3, &|account, on| {
            format!("A{account},{on},{}", if account > 3 { "yes" } else { "no" })
        }),
        of_all("notes.csv", "account_id,date,note", 5, &|account, on| format!("A{account},{on},Met on {on}")),
        of_all("plays.csv", "account_id,play,date,risk_before", 7, &|account, on| format!("A{account},Rescue,{on},high")),
    ]
}

/// Renewals as they stood on a day: what was decided later is open.
fn renewals_on(day: chrono::NaiveDate) -> String {
    let mut text = "renewal_id,account_id,due_date,closed_date,outcome,arr_before,arr_after,currency\n".to_owned();
    for (n, due, closed, outcome, after) in [
        (1, "2026-07-10", "2026-07-08", "renewed", 110),
        (2, "2026-07-31", "2026-08-20", "churned", 0),
        (3, "2026-08-30", "2026-08-25", "renewed", 100),
        (4, "2026-09-28", "2026-08-02", "renewed", 90),
        (5, "2026-10-20", "2026-10-10", "churned", 0),
        (6, "2027-01-20", "", "open", 0),
    ] {
        let is_known = closed.parse::<chrono::NaiveDate>().is_ok_and(|closed| closed <= day);
        if is_known && outcome == "renewed" {
            // With the renewal comes the row of the next one.
            writeln!(text, "R{n}+,A{n},{},,open,{after},,USD", due.replace("2026", "2027")).unwrap();
        }
        let (closed, outcome) = if is_known { (closed, outcome) } else { ("", "open") };
        writeln!(text, "R{n},A{n},{due},{closed},{outcome},100,{},USD", if is_known { after.to_string() } else { String::new() }).unwrap();
    }
    text
}

/// The facts as of [`AS_OF`] of what was exported on a day.
fn exported(day: &str) -> Facts {
    let day = day.parse().unwrap();
    let renewals = renewals_on(day);
    let tables: Vec<(&str, String)> = histories().iter().map(|table| (table.name, table.until(day))).collect();
    let files: Vec<(&str, &str)> =
        tables.iter().map(|(name, text)| (*name, text.as_str())).chain([("renewals.csv", renewals.as_str())]).collect();
    facts_of(&folder(&files), &ScopeRequest { as_of: AS_OF.parse().unwrap(), ..request(None, "2026-Q3") })
}

/// Whoever turns the day back sees what an export of that day held, whatever the data hold by now: no less of it either.
#[test]
fn turned_back_the_data_tell_what_an_export_of_that_day_told() {
    let (then, now) = (exported(AS_OF), exported("2026-10-20"));
    let all = |facts: &Facts| -> Vec<Renewal> { facts.with_ahead().map(|r| Renewal { origin: Origin::default(), ..r.clone() }).collect() };
    for (then, now) in all(&then).iter().zip(&all(&now)) {
        assert_eq!(then, now);
    }
    assert_eq!((then.renewals.len(), then.ahead.len()), (now.renewals.len(), now.ahead.len()));
    assert_eq!((then.scope.known_by(), then.usage_until), (now.scope.known_by(), now.usage_until));
    let reopened = now.find(&RenewalId::new("R5")).unwrap();
    assert_eq!(reopened.outcome, Outcome::Open);
    assert!(reopened.signals.usage.is_some_and(|usage| usage[3..].iter().all(Option::is_some)), "{:?}", reopened.signals.usage);
    assert!(
        reopened.signals.health[0].is_some()
            && reopened.signals.health[1].is_none()
            && !reopened.plays.is_empty()
            && !reopened.notes.is_empty()
    );
}

#[test]
fn a_loss_without_a_day_that_was_not_due_yet_is_open_where_the_data_know_of_later_days() {
    let list = "renewal_id,account,due_date,closed_date,outcome,arr_before,arr_after,currency
R1,Brackenfell,2026-07-30,2026-07-12,Renewed,100000,100000,USD
R2,Oatlands,2026-09-15,,Churned,80000,0,USD
R3,Tarnwick,2026-11-20,,Churned,50000,0,USD
R4,Vellmoor,2026-07-10,,Churned,20000,0,USD
R5,Wexcombe,2026-09-20,2026-09-18,Renewed,20000,20000,USD
";
    let facts = on("2026-08-15", list);
    let outcome = |id| facts.find(&RenewalId::new(id)).map(|renewal| renewal.outcome);
    assert_eq!(["R2", "R3", "R4", "R5"].map(outcome), [Outcome::Open, Outcome::Open, Outcome::Churned, Outcome::Open].map(Some));
    assert_eq!(facts.ahead.iter().map(|r| &*r.id.0).collect::<Vec<_>>(), ["R3"], "it was ahead");
    let counts = available_to_renew(&facts, &RoomDecisions::default()).counts;
    assert_eq!((counts.due, counts.renewed, counts.churned, counts.not_yet_due), (4, 1, 1, 2));
    let said = |words: &str| facts.quality.issues.iter().find(|issue| issue.message.contains(words)).map(|issue| issue.renewals.len());
    assert_eq!((said("it is taken for open"), said("the outcome stands as it is today")), (Some(2), Some(1)));
}

#[test]
fn where_nothing_tells_of_later_days_what_was_lost_before_it_was_due_is_lost() {
    let list = "renewal_id,account,due_date,closed_date,outcome,arr_before,arr_after,currency
R1,Brackenfell,2026-07-30,2026-07-12,Renewed,100000,100000,USD
R2,Oatlands,2026-09-15,,Churned,80000,0,USD
";
    assert_eq!(on("2026-08-15", list).find(&RenewalId::new("R2")).unwrap().outcome, Outcome::Churned);
}

#[test]
fn whoever_left_later_had_not_left_by_the_day() {
    let list = "renewal_id,account,due_date,loss_date,outcome,arr_before,arr_after,currency
R1,Brackenfell,2026-07-30,,Renewed,100000,100000,USD
R2,Oatlands,2026-09-15,2026-08-20,Churned,80000,0,USD
R3,Tarnwick,2026-07-20,2026-08-20,Churned,50000,0,USD
R4,Vellmoor,2026-09-15,2026-07-20,Churned,50000,0,USD
";
    let facts = on("2026-08-15", list);
    let outcome = |id| facts.find(&RenewalId::new(id)).map(|renewal| renewal.outcome);
    assert_eq!(["R2", "R3", "R4"].map(outcome), [Outcome::Open, Outcome::Open, Outcome::Churned].map(Some));
    assert_eq!(facts.find(&RenewalId::new("R2")).unwrap().due.to_string(), "2026-09-15", "the contract was to run on");
}

/// A contract that renewed after the window, and one that was lost then, were in force when it ended.
#[test]
fn what_became_of_other_contracts_after_the_window_tells_that_they_were_in_force() {
    let list = "renewal_id,account_id,product,due_date,closed_date,outcome,arr_before,arr_after,currency
R1,A1,Core,2026-08-18,2026-08-10,Churned,13300,0,USD
R2,A1,Data,2026-10-14,2026-10-08,Renewed,2000,2000,USD
R3,A1,Data,2027-10-14,,Open,2000,,USD
R4,A2,Core,2026-08-18,2026-08-10,Churned,500,0,USD
R5,A2,Data,2026-11-01,2026-11-02,Churned,100,0,USD
R6,A3,Core,2026-08-18,2026-08-10,Churned,500,0,USD
R7,A3,Data,2027-11-01,,Open,100,,USD
";
    let facts = on("2026-11-20", list);
    let compared = available_to_renew(&facts, &RoomDecisions::default());
    assert_eq!(compared.counts.due, 3);
    let logos = &compared.metrics[&MetricKey::LogoRetention];
    assert_eq!(logos.value, Some(2.0 / 3.0), "only A3 had no other contract then");
    let analysed = crate::analysis::analyse(&facts, &RoomDecisions::default(), &Silent).unwrap();
    let whole: Vec<_> = analysed
        .lost_accounts
        .iter()
        .map(|a| (a.account_id.as_str(), a.before.unwrap().to_string(), a.after.unwrap().to_string()))
        .collect();
    assert_eq!(
        whole,
        [("A1", "15300.00", "2000.00"), ("A3", "500.00", "0.00"), ("A2", "600.00", "100.00")].map(|(id, b, r)| (
            id,
            b.to_owned(),
            r.to_owned()
        ))
    );
    assert_eq!(analysed.watch.rows.iter().map(|row| row.due.to_string()).collect::<Vec<_>>(), [""; 0], "what is due in a year is no row");
}
