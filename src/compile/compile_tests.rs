#![expect(clippy::disallowed_methods, reason = "tests write the small folders they read")]

use std::fs;

use chrono::NaiveDate;
use tempfile::TempDir;

use super::*;
use crate::domain::money::Money;
use crate::domain::progress::{Progress, Silent, Step};
use crate::domain::quality::IssueKind;
use crate::domain::question::Question;
use crate::domain::renewal::{ExecInvolvement, Outcome, RenewalId, Risk};
use crate::domain::scope::{Depth, HISTORY_MONTHS};
use crate::domain::window::{FiscalYear, WindowSpec};
use crate::error::Error;

const ACCOUNTS: &str = "\
account_id,account,segment,product,geo,persona,cs_owner,industry
A1,Acme Ltd,enterprise,Core,EMEA,CFO,Ana,Retail
A2,Bolt,enterprise,Core,APAC,CTO,Ben,Energy
A3,Corv,growth,Core,EMEA,CFO,Ana,Retail
";

const RENEWALS: &str = "\
renewal_id,account_id,due_date,closed_date,outcome,arr_before,arr_after,currency,reason_code,exec_first_contact
R0,A1,2025-08-15,2025-08-10,renewed,90000,100000.50,USD,,2025-05-01
R1,A1,2026-08-15,2026-08-20,renewed,100000.50,120000,USD,strength.sponsor,2026-06-01
R2,A2,2026-07-31,2026-07-31,churned,50000,0,USD,,
R3,A3,2026-09-01,,open,10000,,USD,,
R4,A1,2020-01-01,2020-01-01,renewed,1,1,USD,,
R5,A2,2027-01-01,,open,50000,,USD,,
";

pub(super) fn folder(files: &[(&str, &str)]) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(dir.path().join(name), text).unwrap();
    }
    dir
}

pub(super) fn request(segment: Option<&str>, window: &str) -> ScopeRequest {
    ScopeRequest {
        segment: segment.map(ToOwned::to_owned),
        window: WindowSpec::parse(window, FiscalYear::default()).unwrap(),
        include_churn: true,
        dimensions: vec![],
        depth: Depth::Workshop,
        as_of: day("2026-11-23"),
        fiscal: FiscalYear::default(),
        history_months: HISTORY_MONTHS,
        targets: crate::domain::target::Targets::default(),
    }
}

pub(super) fn facts(dir: &TempDir, segment: Option<&str>, window: &str) -> Facts {
    facts_of(dir, &request(segment, window))
}

/// The facts of 2026-Q3, or what is asked about them.
pub(super) fn facts_or_asked(dir: &TempDir) -> std::result::Result<Facts, Vec<Question>> {
    match compile(&Source::Folder(dir.path().into()), &request(None, "2026-Q3"), None, &Silent) {
        Ok(facts) => Ok(facts),
        Err(Error::Asked { questions, .. }) => Err(questions),
        Err(other) => panic!("{other}"),
    }
}

/// [`facts_or_asked`] of one file.
pub(super) fn read(text: &str) -> std::result::Result<Facts, Vec<Question>> {
    facts_or_asked(&folder(&[("r.csv", text)]))
}

pub(super) fn facts_of(dir: &TempDir, request: &ScopeRequest) -> Facts {
    compile(&Source::Folder(dir.path().into()), request, None, &Silent).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn messages(facts: &Facts, kind: IssueKind) -> Vec<&str> {
    facts.quality.issues.iter().filter(|i| i.kind == kind).map(|i| i.message.as_str()).collect()
}

#[test]
fn the_window_and_two_years_before_are_kept_and_every_row_is_accounted_for() {
    let dir = folder(&[("accounts.csv", ACCOUNTS), ("renewals.csv", RENEWALS)]);
    let facts = facts(&dir, None, "2026-Q3");
    let ids: Vec<&str> = facts.renewals.iter().map(|r| &*r.id.0).collect();
    assert_eq!(ids, ["R0", "R2", "R1", "R3"], "sorted by due date; too early and too late ones are in no figure");
    let ahead: Vec<&str> = facts.ahead.iter().map(|r| &*r.id.0).collect();
    assert_eq!(ahead, ["R5"], "open, and due within a year");
    let file = facts.quality.files.iter().find(|f| f.name == "renewals.csv").unwrap();
    assert_eq!((file.read, file.used, file.out_of_scope, file.rejected), (6, 5, 1, 0));
    let renewed = facts.find(&RenewalId::new("R1")).unwrap();
    assert_eq!((renewed.before, renewed.after), (Some(Money::minor(10_000_050)), Some(Money::units(120_000))));
    assert_eq!((&*renewed.account, &*renewed.cs_owner, renewed.days_late()), ("Acme Ltd", "Ana", Some(5)));
    assert_eq!(facts.due_range, Some((day("2020-01-01"), day("2027-01-01"))));
    assert_eq!(facts.currency.code(), "USD");
    assert!(facts.coverage.arr_before && !facts.coverage.health);
}

#[test]
fn a_segment_narrows_accounts_and_renewals() {
    let dir = folder(&[("accounts.csv", ACCOUNTS), ("renewals.csv", RENEWALS)]);
    let facts = facts(&dir, Some("Enterprise"), "2026-Q3");
    assert_eq!(facts.in_scope().len(), 2);
    let wrong = compile(&Source::Folder(dir.path().into()), &request(Some("smb"), "2026-Q3"), None, &Silent);
    let Err(Error::Usage { flag, message, .. }) = wrong else { panic!("{wrong:?}") };
    assert_eq!(flag, "segment");
    assert!(message.contains("enterprise, growth"), "{message}");
}

#[test]
fn when_the_data_ends_early_the_newest_window_with_data_is_read() {
    let dir = folder(&[("renewals.csv", "renewal_id,account_id,due_date,outcome\nR1,A,2024-02-01,renewed\nR2,A,2022-06-01,renewed\n")]);
    let facts = facts(&dir, None, "quarter");
    assert_eq!((facts.scope.window.label.as_str(), facts.renewals.len()), ("2024-Q1", 2));
    assert!(facts.scope.note.is_some());
}

#[test]
fn executive_involvement_counts_from_the_first_contact() {
    let dir = folder(&[("accounts.csv", ACCOUNTS), ("renewals.csv", RENEWALS)]);
    let facts = facts(&dir, None, "2026-Q3");
    let exec = |id| facts.find(&RenewalId::new(id)).unwrap().exec;
    assert_eq!(exec("R1"), ExecInvolvement::Early);
    assert_eq!(exec("R2"), ExecInvolvement::None);
    let plain = folder(&[("renewals.csv", "renewal_id,account_id,due_date,outcome\nR1,A,2026-08-01,renewed\n")]);
    assert_eq!(self::facts(&plain, None, "2026-Q3").renewals[0].exec, ExecInvolvement::Unknown);
}

#[test]
fn health_usage_notes_plays_and_tickets_are_joined_by_account_and_day() {
    // R1 of A1 is due on 2026-08-15: health counts at 05-17, 06-16 and 07-16.
    let health = "account_id,week,score\nA1,2026-05-10,80\nA1,2026-05-17,75\nA1,2026-06-17,60\nA1,2026-07-01,55\nA1,2026-08-01,20\nA9,2026-08-01,20\n";
    let usage = "account_id,week,events\nA1,2026-08-14,5\nA1,2026-07-16,7\nA1,2026-07-15,11\nA1,2026-08-15,100\nA1,2026-02-16,13\n";
    let notes = "account_id,date,author,note\nA1,2026-08-01,Ana,\"Two\nlines\"\nA1,2026-08-18,Ana,After due before closing\nA1,2020-01-01,Ana,Old\n";
    let plays = "account_id,play,date,risk_before\nA1,EBR,2026-07-02,\nA1,Discount,2026-06-01,high\nA1,EBR,2025-12-01,low\n";
    let tickets = "account_id,opened,escalated\nA1,2026-08-01,yes\nA1,2026-08-02,no\nA1,2026-01-01,yes\n";
    let dir = folder(&[
        ("accounts.csv", ACCOUNTS),
        ("renewals.csv", RENEWALS),
        ("health.csv", health),
        ("usage.csv", usage),
        ("notes.csv", notes),
        ("plays.csv", plays),
        ("tickets.csv", tickets),
    ]);
    let facts = facts(&dir, None, "2026-Q3");
    let r1 = facts.find(&RenewalId::new("R1")).unwrap();
    assert_eq!(r1.signals.health, [Some(75.0), Some(75.0), Some(55.0)]);
    assert_eq!(r1.signals.usage, Some([12, 11, 0, 0, 0, 13].map(Some)));
    assert_eq!(facts.find(&RenewalId::new("R2")).unwrap().signals.usage, None, "an account without any usage row");
    assert_eq!((r1.signals.tickets, r1.signals.escalations), (Some(2), Some(1)));
    let notes: Vec<&str> = r1.notes.iter().map(|n| n.text.as_str()).collect();
    assert_eq!(notes, ["After due before closing", "Two\nlines"]);
    let plays: Vec<_> = r1.plays.iter().map(|p| (&*p.play, p.risk_before)).collect();
    assert_eq!(plays, [("Discount", Some(Risk::High)), ("EBR", Some(Risk::Medium))], "the unrecorded risk comes from health 55 that day");
    let file = |name| facts.quality.files.iter().find(|f| f.name == name).map(|f| (f.read, f.used, f.out_of_scope)).unwrap();
    assert_eq!(file("usage.csv"), (5, 4, 1));
    assert_eq!(messages(&facts, IssueKind::UnmatchedAccount).len(), 1, "A9 stands in no accounts table");
    assert!(facts.coverage.health && facts.coverage.usage && facts.coverage.notes && facts.coverage.plays && facts.coverage.tickets);
}

#[test]
fn bad_rows_are_rejected_with_their_place_and_the_rest_is_read() {
    let renewals = "renewal_id,account_id,due_date,outcome,arr_before\nR1,A1,2026-08-01,renewed,5\nR2,A1,01/08/2026,renewed,5\nR3,A1,,renewed,5\n\
                    R4,A1,2026-08-02\nR5,A1,2026-08-03,churned,-7\nR1,A1,2026-08-01,renewed,5\nR6,A1,2026-08-05,churned,1e9\n";
    let dir = folder(&[("renewals.csv", renewals), ("mapping.toml", "[files.\"renewals.csv\"]\nleave_out_unread = true\n")]);
    let facts = facts(&dir, None, "2026-Q3");
    let rejects: Vec<_> = facts.quality.rejects.iter().map(|r| (r.line, r.column.as_str(), r.value.as_str())).collect();
    let expected = [(3, "due_date", "01/08/2026"), (4, "due_date", ""), (5, "", ""), (7, "renewal_id", "R1")];
    assert_eq!(rejects, expected);
    let lost: Vec<_> = facts.quality.lost.iter().map(|r| (r.line, r.column.as_str(), r.value.as_str())).collect();
    assert_eq!(lost, [(6, "arr_before", "-7"), (8, "arr_before", "1e9")], "one bad amount loses the amount, not the event");
    let told = "renewals.csv: 2 amounts of arr_before could not be read and count as unknown: line 6 “-7”, line 8 “1e9”";
    assert_eq!(messages(&facts, IssueKind::LostValues), [told]);
    assert!(facts.renewals.iter().filter(|renewal| renewal.is_churned()).all(|renewal| renewal.before.is_none()));
    let file = &facts.quality.files[0];
    assert_eq!((file.read, file.used, file.out_of_scope, file.rejected), (7, 3, 0, 4));
    assert_eq!(messages(&facts, IssueKind::DuplicateId).len(), 1);
}

#[test]
fn what_is_out_of_scope_is_not_rejected_for_what_only_renewals_need() {
    let renewals = "renewal_id,account_id,type,segment,due_date,outcome,arr_before\nR1,A,renewal,growth,2026-08-01,renewed,5\n\
                    R2,B,new business,growth,,maybe,x\nR3,,renewal,scale,,renewed,5\nR4,C,renewal,growth,9999-12-31,open,5\n\
                    R5,,renewal,growth,2019-01-01,renewed,x\nR6,D,renewal,growth,,renewed,5\n";
    let dir = folder(&[("renewals.csv", renewals)]);
    let facts = facts(&dir, Some("growth"), "2026-Q3");
    let lines: Vec<_> = facts.quality.rejects.iter().map(|reject| reject.line).collect();
    let file = &facts.quality.files[0];
    assert_eq!((lines, file.used, file.out_of_scope), (vec![7], 1, 4), "{:?}", facts.quality);
    assert!(facts.quality.lost.is_empty() && facts.due_range.unwrap().1 == day("2026-08-01"), "{:?}", facts.due_range);
    let checked = check(&Source::Folder(dir.path().into()), &request(None, "2026-Q3"), None).unwrap();
    let rows = checked.files[0].rows.as_ref().unwrap();
    assert_eq!((rows.used, rows.out_of_scope, rows.rejected), (1, 2, 3), "in other scopes the others would count");
}

/// A report with `line` behind the rows, or among them.
fn report_with(line: &str, is_last: bool) -> Facts {
    let rows = "Acme,2026-08-01,renewed,5,5,\nBolt,2026-08-02,churned,7,0,\n";
    let text = format!("account,due_date,outcome,arr_before,arr_after,note\n{}{line}\n{}", rows, if is_last { "" } else { rows });
    facts(&folder(&[("renewals.csv", &text.replace("Bolt,2026-08-02", "Bolt,2026-08-03"))]), None, "2026-Q3")
}

#[test]
fn totals_and_footers_are_left_out_and_told() {
    for line in ["Total,,,12,5,", ",,,12,5,", "Total (2 records),,,\"USD 12.00\",,", "\"Copyright © 2026 Acme, Inc.\"", "Page 1 of 1,,,,,"]
    {
        for is_last in [true, false] {
            let facts = report_with(line, is_last);
            let file = &facts.quality.files[0];
            assert_eq!(
                (file.read - file.used, file.rejected),
                (if is_last { 0 } else { 2 }, if is_last { 0 } else { 2 }),
                "{line}: {:?}",
                facts.quality
            );
            assert!(messages(&facts, IssueKind::Other).iter().any(|told| told.contains("left out")), "{line}");
        }
    }
}

#[test]
fn a_line_of_text_is_a_footer_only_below_the_last_row() {
    let told = |is_last| {
        let facts = report_with("Prepared for the board by Ada,,,,,", is_last);
        (facts.quality.files[0].read, facts.quality.rejects.iter().filter(|reject| reject.reason.contains("empty")).count())
    };
    assert_eq!((told(true), told(false)), ((2, 0), (5, 1)));
}

#[test]
fn a_customer_called_total_is_a_customer() {
    for line in ["Total Energies,2026-08-09,renewed,5,5,", "Total,2026-08-09,renewed,5,5,", "Summe GmbH,2026-08-09,open,5,,"] {
        assert_eq!(report_with(line, true).quality.files[0].used, 3, "{line}");
    }
    assert_eq!(
        report_with("Total Energies,,renewed,5,5,", true).quality.files[0].rejected,
        1,
        "without a day it cannot be read, and that is said"
    );
}

#[test]
fn a_churned_row_with_an_arr_of_zero_has_an_unknown_arr_before() {
    let renewals =
        "renewal_id,account_id,due_date,outcome,arr_before,arr_after\nR1,A,2026-08-01,renewed,8000,8000\nR2,B,2026-08-02,churned,0,0\n";
    let facts = facts(&folder(&[("renewals.csv", renewals)]), None, "2026-Q3");
    assert_eq!(facts.renewals[1].before, None);
    assert!(!facts.coverage.arr_before);
    assert!(messages(&facts, IssueKind::AmountUnknown)[0].contains("arr_before"));
}

#[test]
fn an_unknown_arr_before_is_what_the_account_agreed_to_the_last_time() {
    let renewals =
        "renewal_id,account_id,due_date,outcome,arr_before,arr_after\nR1,A,2025-08-01,renewed,8000,9000\nR2,A,2026-08-02,churned,,0\n";
    let facts = facts(&folder(&[("renewals.csv", renewals)]), None, "2026-Q3");
    assert_eq!(facts.renewals[1].before, Some(Money::units(9000)));
}

#[test]
fn doubts_about_the_window_are_listed() {
    let renewals = "renewal_id,account_id,due_date,outcome,arr_before,arr_after,currency\nR1,A,2026-08-01,renewed,8000,0,USD\nR2,B,2026-08-02,churned,500,20,USD\n\
                    R3,C,2026-08-03,open,100,,USD\nR4,D,2026-08-04,renewed,100,100,EUR\n";
    let facts = facts(&folder(&[("renewals.csv", renewals)]), None, "2026-Q3");
    for kind in [
        IssueKind::OutcomeContradictsAmount,
        IssueKind::MissingReason,
        IssueKind::PastDueOpen,
        IssueKind::MixedCurrencies,
        IssueKind::MissingTable,
    ] {
        assert!(!messages(&facts, kind).is_empty(), "{kind:?}");
    }
    assert_eq!(facts.renewals[3].before, None, "another currency is kept apart");
    assert_eq!(facts.renewals[2].outcome, Outcome::Open);
}

#[test]
fn what_is_doubtful_is_said_of_one_as_of_many() {
    let row = |id: &str, day: u32, rest: &str| format!("{id},{id}-account,2026-08-{day:02},{rest}\n");
    let one = [row("R1", 1, "churned,,9"), row("R1", 1, "churned,,9"), row("R2", 3, "open,,9"), row("R3", 4, "churned,pricing.uplift,9")];
    let many = [one.concat(), row("R1", 1, "churned,,9"), row("R4", 6, "churned,,9"), row("R5", 7, "open,,9")];
    let said = |rows: String, kind| {
        let text = format!("renewal_id,account_id,due_date,outcome,reason_code,arr_before\n{rows}");
        messages(&facts(&folder(&[("renewals.csv", &text)]), None, "2026-Q3"), kind)[0].to_owned()
    };
    let both = |kind| [one.concat(), many.concat()].map(|rows| said(rows, kind));

    let [one_twice, many_twice] = both(IssueKind::DuplicateId);
    assert!(one_twice.starts_with("1 row repeats the id"), "{one_twice}");
    assert!(many_twice.starts_with("2 rows repeat the id"), "{many_twice}");
    let [one_uncoded, many_uncoded] = both(IssueKind::MissingReason);
    assert!(one_uncoded.starts_with("1 of 2 losses has no reason code") && one_uncoded.contains("give it one"), "{one_uncoded}");
    assert!(many_uncoded.starts_with("2 of 3 losses have no reason code") && many_uncoded.contains("give them one"), "{many_uncoded}");
    let [one_open, many_open] = both(IssueKind::PastDueOpen);
    assert!(one_open.starts_with("1 renewal is past due and still open; it stays in"), "{one_open}");
    assert!(many_open.starts_with("2 renewals are past due and still open; they stay in"), "{many_open}");
}

#[test]
fn equal_content_gives_equal_facts() {
    let dir = folder(&[("accounts.csv", ACCOUNTS), ("renewals.csv", RENEWALS)]);
    let (a, b) = (facts(&dir, None, "2026-Q3"), facts(&dir, None, "2026-Q3"));
    assert_eq!(a, b);
    assert_ne!(a, facts(&dir, None, "2026-Q2"));
}

#[test]
fn an_accounts_past_is_read_in_order() {
    let health = "account_id,week,score\nA1,2026-05-17,75\nA2,2026-05-17,1\nA1,2026-05-10,80\n";
    let usage = "account_id,week,events\nA1,2026-05-17,5\nA1,2026-05-17,7\n";
    let dir = folder(&[("renewals.csv", RENEWALS), ("health.csv", health), ("usage.csv", usage)]);
    let history = history(&Source::Folder(dir.path().into()), None, "A1").unwrap();
    assert_eq!(history.health, [(day("2026-05-10"), 80.0), (day("2026-05-17"), 75.0)]);
    assert_eq!(history.usage, [(day("2026-05-17"), 12)]);
}

#[test]
fn an_accounts_past_is_that_of_all_ids_it_goes_under() {
    let health = "account_id,week,score\nA1,2026-05-17,75\nOLD,2026-04-12,60\nOLDER,2026-03-08,50\n";
    let mapping = "[accounts]\nOLDER = \"OLD\"\nOLD = \"A1\"\n";
    let dir = folder(&[("renewals.csv", RENEWALS), ("health.csv", health), ("mapping.toml", mapping)]);
    let history = history(&Source::Folder(dir.path().into()), None, "A1").unwrap();
    assert_eq!(history.health.iter().map(|(_, score)| *score).collect::<Vec<_>>(), [50.0, 60.0, 75.0]);
}

#[test]
fn cancelling_ends_the_work() {
    struct Cancelling;
    impl Progress for Cancelling {
        fn step(&self, _: Step) {}
        fn is_cancelled(&self) -> bool {
            true
        }
    }
    let dir = folder(&[("renewals.csv", RENEWALS)]);
    let result = compile(&Source::Folder(dir.path().into()), &request(None, "2026-Q3"), None, &Cancelling);
    assert!(matches!(result, Err(Error::Cancelled)));
}

#[test]
fn a_folder_without_data_says_what_is_expected() {
    let dir = folder(&[]);
    let message = compile(&Source::Folder(dir.path().into()), &request(None, "2026-Q3"), None, &Silent).unwrap_err().to_string();
    assert!(message.contains("renewals.csv"), "{message}");
    let gone = compile(&Source::Folder("/nowhere/at/all".into()), &request(None, "2026-Q3"), None, &Silent).unwrap_err().to_string();
    assert!(gone.contains("--data"), "{gone}");
}

#[test]
fn the_bundled_sample_compiles_and_its_planted_flaws_are_found() {
    let facts = compile(&Source::Sample, &request(Some("enterprise"), "2026-Q3"), None, &Silent).unwrap();
    let rejects: Vec<_> = facts.quality.rejects.iter().map(|r| (r.file.as_str(), r.column.as_str())).collect();
    assert_eq!(rejects, [("renewals.csv", "due_date"), ("renewals.csv", "renewal_id")], "a day that does not exist, and an id twice");
    for kind in [IssueKind::OutcomeContradictsAmount, IssueKind::PastDueOpen, IssueKind::MissingReason] {
        assert!(!messages(&facts, kind).is_empty(), "{kind:?}");
    }
    assert!(facts.in_scope().len() >= 20, "{}", facts.in_scope().len());
    assert!(facts.coverage.arr_before && facts.coverage.pricing && facts.coverage.forecast && facts.coverage.exec);
    assert!(facts.renewals.iter().any(|r| !r.notes.is_empty()) && facts.renewals.iter().any(|r| !r.plays.is_empty()));
    assert!(facts.in_scope().all(|r| r.signals.usage.is_some()));
    for file in &facts.quality.files {
        assert_eq!(file.read, file.used + file.out_of_scope + file.rejected, "{}", file.name);
    }
}

#[test]
fn accounts_that_every_table_spells_in_its_own_way_are_the_same() {
    let renewals = "renewal_id,account_id,due_date,outcome,arr_before\nR1,a-1,2026-08-01,churned,5\nR2,a-2,2026-08-02,renewed,5\n";
    let dir = folder(&[("accounts.csv", ACCOUNTS), ("renewals.csv", renewals)]);
    let facts = facts(&dir, Some("enterprise"), "2026-Q3");
    assert_eq!(facts.renewals.iter().map(|r| &*r.account).collect::<Vec<_>>(), ["Acme Ltd", "Bolt"]);
}

#[test]
fn usage_that_was_not_measured_is_not_zero() {
    // The weeks run from 2026-02-02 to 2026-08-03 for A1 and stop at A2's loss; R1 is due on 2026-08-15, R2 on 2026-07-31.
    let usage =
        "account_id,week,events\nA1,2026-02-02,9\nA1,2026-05-04,9\nA2,2026-05-25,7\nA1,2026-08-03,9\nB,2026-08-31,9\nA1,2026-08-31,x\n";
    let dir = folder(&[("accounts.csv", ACCOUNTS), ("renewals.csv", RENEWALS), ("usage.csv", usage)]);
    let facts = facts(&dir, None, "2026-Q3");
    let usage = |id| facts.find(&RenewalId::new(id)).unwrap().signals.usage;
    assert_eq!(usage("R2"), Some([0, 0, 7, 0, 0, 0].map(Some)), "others were measured, so an account without rows used nothing");
    assert_eq!((usage("R1"), usage("R0")), (None, None), "the rows end five days before R1's last weeks, and begin after R0");
    let said = messages(&facts, IssueKind::Other);
    let sentence = "Usage ends with the week of 2026-08-03: of 2 renewals due later it is not known, and no signal about usage counts them";
    assert!(said.contains(&sentence), "{said:?}");
    let issue = facts.quality.issues.iter().find(|issue| issue.message == sentence).unwrap();
    assert_eq!(issue.renewals, [RenewalId::new("R1"), RenewalId::new("R3")], "they can be opened");
}

#[test]
fn notes_that_stand_with_renewals_or_reasons_are_notes() {
    let renewals = "renewal_id,account_id,due_date,outcome,arr_before\nR1,A1,2026-08-01,churned,5\n";
    let reasons = "account_id,churn_date,primary_reason,csm_notes\nA1,2026-08-01,Cost,They moved on\n";
    let missing = |files: &[(&str, &str)]| {
        let facts = facts(&folder(files), None, "2026-Q3");
        facts.quality.issues.iter().any(|issue| issue.message.starts_with("No notes table"))
    };
    assert!(missing(&[("renewals.csv", renewals)]));
    assert!(!missing(&[("renewals.csv", renewals), ("churn_reasons.csv", reasons)]));
}
