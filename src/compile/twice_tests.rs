//! What is exported twice, whole or in part, counts once, and that is told.

use std::fmt::Write as _;

use super::tests::{facts, facts_or_asked, folder, request};
use super::*;
use crate::domain::facts::Facts;
use crate::domain::progress::Silent;
use crate::domain::renewal::{Outcome, UsageBuckets};

const RENEWALS: &str = "renewal_id,account_id,due_date,outcome,arr_before,arr_after\n\
    R1,A1,2026-08-15,renewed,100,120\nR2,A2,2026-08-20,churned,50,0\n";

/// Weekly rows of both accounts over the year before, `scale` events each, the last at most in `until`.
fn usage(from: &str, until: &str, scale: u64) -> String {
    let (mut week, until): (chrono::NaiveDate, chrono::NaiveDate) = (from.parse().unwrap(), until.parse().unwrap());
    let mut text = "account_id,week,events\n".to_owned();
    let mut events = scale;
    while week <= until {
        for account in ["A1", "A2"] {
            events += 1;
            let _ = writeln!(text, "{account},{week},{events}");
        }
        week = week + chrono::Days::new(7);
    }
    text
}

fn buckets(facts: &Facts) -> Vec<Option<UsageBuckets>> {
    facts.renewals.iter().map(|renewal| renewal.signals.usage).collect()
}

fn said(facts: &Facts, words: &str) -> bool {
    facts.quality.issues.iter().any(|issue| issue.message.contains(words))
}

fn account_holds(facts: &Facts) {
    for file in &facts.quality.files {
        assert_eq!(file.read, file.used + file.out_of_scope + file.rejected, "{}", file.name);
    }
}

#[test]
fn usage_of_overlapping_exports_counts_once() {
    let whole = usage("2026-01-05", "2026-08-31", 100);
    let truth = buckets(&facts(&folder(&[("renewals.csv", RENEWALS), ("usage.csv", &whole)]), None, "2026-Q3"));
    assert!(truth[0].is_some());
    let rows: Vec<&str> = whole.lines().collect();
    let (until_june, from_june) = (rows[..51].join("\n"), [&rows[..1], &rows[41..]].concat().join("\n"));
    let june = folder(&[("renewals.csv", RENEWALS), ("usage-1.csv", &until_june), ("usage-2.csv", &from_june)]);
    let halves = facts(&june, None, "2026-Q3");
    assert_eq!(buckets(&halves), truth);
    assert!(said(&halves, "usage-1.csv: 10 rows stand in usage-2.csv too"), "{:?}", halves.quality.issues);
    account_holds(&halves);
    let twice = facts(&folder(&[("renewals.csv", RENEWALS), ("usage.csv", &whole), ("usage-copy.csv", &whole)]), None, "2026-Q3");
    assert_eq!(buckets(&twice), truth);
    account_holds(&twice);
}

#[test]
fn a_week_that_a_newer_export_tells_otherwise_is_the_newer_ones() {
    let old = usage("2026-01-05", "2026-06-29", 100);
    let last = old.lines().last().unwrap().to_owned();
    let restated = old.replace(&last, "A2,2026-06-29,7");
    let fewer = folder(&[("renewals.csv", RENEWALS), ("usage.csv", &restated)]);
    let new = folder(&[("renewals.csv", RENEWALS), ("usage_2026-09-02.csv", &restated), ("usage_2026-08-31.csv", &old)]);
    let (fewer, new) = (facts(&fewer, None, "2026-Q3"), facts(&new, None, "2026-Q3"));
    assert_eq!(buckets(&new), buckets(&fewer));
    assert!(said(&new, "usage_2026-08-31.csv: 1 row has other values in usage_2026-09-02.csv, which is newer"), "{:?}", new.quality.issues);
    account_holds(&new);
}

#[test]
fn files_that_count_different_things_of_the_same_weeks_add_up_and_that_is_said() {
    let (one, other) = (usage("2026-01-05", "2026-08-31", 100), usage("2026-01-05", "2026-08-31", 7_000));
    let sum = |text: &str| buckets(&facts(&folder(&[("renewals.csv", RENEWALS), ("usage.csv", text)]), None, "2026-Q3"));
    let both = facts(&folder(&[("renewals.csv", RENEWALS), ("usage-app.csv", &one), ("usage-mail.csv", &other)]), None, "2026-Q3");
    let expected: Vec<Option<UsageBuckets>> = sum(&one)
        .into_iter()
        .zip(sum(&other))
        .map(|(one, other)| one.zip(other).map(|(one, other)| std::array::from_fn(|bucket| Some(one[bucket]? + other[bucket]?))))
        .collect();
    assert_eq!(buckets(&both), expected);
    assert!(said(&both, "tell different numbers of the same accounts and days"), "{:?}", both.quality.issues);
}

#[test]
fn a_ticket_counts_once_in_however_many_files_it_stands() {
    let tickets = "ticket_id,account_id,opened,escalated\nT1,A1,2026-07-01,yes\nT2,A1,2026-07-01,no\nT3,A2,2026-08-01,no\n";
    let later = "ticket_id,account_id,opened,escalated\nT3,A2,2026-08-01,yes\nT4,A2,2026-08-02,no\n";
    let counts = |facts: &Facts| facts.renewals.iter().map(|r| (r.signals.tickets, r.signals.escalations)).collect::<Vec<_>>();
    for files in [
        &[("renewals.csv", RENEWALS), ("tickets.csv", tickets)][..],
        &[("renewals.csv", RENEWALS), ("tickets.csv", tickets), ("tickets (1).csv", tickets)],
    ] {
        let facts = facts(&folder(files), None, "2026-Q3");
        assert_eq!(counts(&facts), [(Some(2), Some(1)), (Some(1), Some(0))]);
        account_holds(&facts);
    }
    let both = facts(
        &folder(&[("renewals.csv", RENEWALS), ("tickets_2026-08-01.csv", tickets), ("tickets_2026-09-01.csv", later)]),
        None,
        "2026-Q3",
    );
    assert_eq!(counts(&both), [(Some(2), Some(1)), (Some(2), Some(1))]);
    assert!(said(&both, "tickets_2026-08-01.csv: 1 row has other values in tickets_2026-09-01.csv"), "{:?}", both.quality.issues);
}

fn twelve_months(facts: &Facts) -> Vec<(String, String, String)> {
    let members = facts.cohorts.iter().flat_map(|cohort| &cohort.members);
    members.map(|member| (member.account_id.to_string(), format!("{:?}", member.then), format!("{:?}", member.now))).collect()
}

const MOVEMENTS: [&str; 6] = [
    "A1,2025-03-10,new,1000",
    "A2,2025-04-10,new,500",
    "A2,2025-04-10,new,500",
    "A1,2025-11-05,expansion,200",
    "A2,2026-02-20,contraction,-300",
    "A1,2026-08-05,churn,-1200",
];

fn movements(rows: &[&str]) -> String {
    format!("account_id,date,movement_type,arr_change\n{}\n", rows.join("\n"))
}

#[test]
fn movements_of_several_files_add_up_once() {
    let truth = twelve_months(&facts(&folder(&[("movements.csv", &movements(&MOVEMENTS))]), None, "2026-Q3"));
    assert!(!truth.is_empty());
    for (one, other) in [(&MOVEMENTS[..], &MOVEMENTS[..]), (&MOVEMENTS[..4], &MOVEMENTS[4..]), (&MOVEMENTS[..5], &MOVEMENTS[2..])] {
        let (one, other) = (movements(one), movements(other));
        let facts = facts(&folder(&[("movements-a.csv", &one), ("movements-b.csv", &other)]), None, "2026-Q3");
        assert_eq!(twelve_months(&facts), truth, "{one}{other}");
        account_holds(&facts);
    }
}

#[test]
fn spells_of_two_exports_are_those_of_the_newer() {
    let header = "customer,plan,arr,start_date,end_date,status\n";
    let june = format!(
        "{header}Acme,Pro,1200,2024-02-01,,active\nBolt,Pro,700,2024-03-01,,active\nCorv,Team,300,2024-05-01,2026-03-31,cancelled\n"
    );
    let september = format!(
        "{header}Acme,Pro,1200,2024-02-01,,active\nBolt,Pro,700,2024-03-01,2026-08-15,cancelled\n\
         Corv,Team,300,2024-05-01,2026-03-31,cancelled\nDual,Pro,900,2026-01-01,,active\n"
    );
    let alone = facts(&folder(&[("subscriptions_2026-09-30.csv", &september)]), None, "2026-Q3");
    let both = facts(&folder(&[("subscriptions_2026-06-30.csv", &june), ("subscriptions_2026-09-30.csv", &september)]), None, "2026-Q3");
    assert_eq!(twelve_months(&both), twelve_months(&alone));
    let told = |facts: &Facts| facts.renewals.iter().map(|r| (r.id.clone(), r.outcome, r.before, r.due)).collect::<Vec<_>>();
    assert_eq!(told(&both), told(&alone));
    assert!(said(&both, "too, value for value") && said(&both, "which is newer"), "{:?}", both.quality.issues);
    account_holds(&both);
}

#[test]
fn a_deal_that_two_files_tell_otherwise_is_asked_about_unless_one_is_newer() {
    let other = RENEWALS.replace("renewed,100,120", "churned,100,0");
    let dir = folder(&[("renewals-crm.csv", RENEWALS), ("renewals-billing.csv", &other)]);
    let Err(Error::Asked { questions, .. }) = compile(&Source::Folder(dir.path().into()), &request(None, "2026-Q3"), None, &Silent) else {
        panic!("it is asked")
    };
    assert!(questions[0].asked.contains("tell different outcomes of 1 renewal (R1)"), "{}", questions[0].asked);
    let [one, other_answer] = &questions[0].answers[..] else { panic!("two answers") };
    assert_ne!(one.figures, other_answer.figures);
    let dated = folder(&[("renewals_2026-10-01.csv", RENEWALS), ("renewals_2026-11-01.csv", &other)]);
    let outcomes = facts(&dated, None, "2026-Q3").renewals.iter().map(|renewal| renewal.outcome).collect::<Vec<_>>();
    assert_eq!(outcomes, [Outcome::Churned; 2]);
}

const LINES: &str = "Customer,Contract Number,Item,End Date,Current ACV,Renewal ACV,Renewal Status\n\
    Ash,C1,Platform,2026-08-10,200,200,Renewed\nAsh,C1,Analytics,2026-08-10,150,150,Renewed\n\
    Bay,C2,Platform,2026-08-11,200,200,Renewed\nElm,C3,Platform,2026-08-12,200,200,Renewed\n\
    Fir,C4,Platform,2026-08-15,200,0,Non-Renewal\nFir,C4,Analytics,2026-08-15,150,0,Non-Renewal\n";

/// Of each renewal: its id, outcome and ARR before.
fn renewals(facts: &Facts) -> Vec<(String, Outcome, Option<crate::domain::money::Money>)> {
    facts.renewals.iter().map(|renewal| (renewal.id.to_string(), renewal.outcome, renewal.before)).collect()
}

fn asked(files: &[(&str, &str)]) -> Vec<crate::domain::question::Question> {
    facts_or_asked(&folder(files)).unwrap_err()
}

#[test]
fn lines_of_one_contract_count_each_and_that_is_told() {
    let facts_of = |files: &[(&str, &str)]| facts(&folder(files), None, "2026-Q3");
    let lines = facts_of(&[("r.csv", LINES)]);
    let ids: Vec<String> = renewals(&lines).into_iter().map(|(id, ..)| id).collect();
    assert_eq!(ids, ["C1/Analytics", "C1/Platform", "C2", "C3", "C4/Analytics", "C4/Platform"]);
    assert!(said(&lines, "`Contract Number` and `Item` together name a renewal"), "{:?}", lines.quality.issues);
    account_holds(&lines);
    let newer: String = LINES.split_inclusive('\n').take(3).collect();
    let both = facts_of(&[("r_2026-10-01.csv", LINES), ("r_2026-09-01.csv", &newer)]);
    assert_eq!(renewals(&both), renewals(&lines), "in however many files they stand");
    let repeated = format!("{LINES}Fir,C4,Analytics,2026-08-15,150,0,Non-Renewal\n");
    let repeated = facts_of(&[("r.csv", &repeated)]);
    assert_eq!(renewals(&repeated), renewals(&lines), "a row that is the same is a repeat");
    assert!(said(&repeated, "1 row repeats the id of another"), "{:?}", repeated.quality.issues);
}

#[test]
fn the_terms_of_one_contract_are_renewals_of_their_own() {
    let text = "contract_number,customer,end_date,outcome,arr_before,arr_after\nC1,Ash,2025-08-10,renewed,100,110\nC2,Bay,2026-08-11,renewed,50,50\n\
                C1,Ash,2026-08-10,churned,110,0\nC3,Elm,2026-08-12,renewed,70,70\nC4,Fir,2026-08-13,renewed,70,70\n";
    let dir = folder(&[("renewals.csv", text)]);
    let facts = facts(&dir, None, "2026-Q3");
    let ids: Vec<String> = renewals(&facts).into_iter().map(|(id, ..)| id).collect();
    assert_eq!(ids, ["C1/2025-08-10", "C1/2026-08-10", "C2", "C3", "C4"]);
}

#[test]
fn rows_of_one_id_that_nothing_tells_apart_are_asked_about_with_the_figures_of_each_answer() {
    let same_product = LINES.replace("Analytics", "Platform");
    let total_of_the_contract = LINES.replace(",150,150,", ",200,200,").replace(",150,0,", ",200,0,");
    for text in [same_product, total_of_the_contract] {
        let questions = asked(&[("r.csv", &text)]);
        assert!(questions[0].asked.contains("2 ids stand in several rows of `Contract Number`"), "{}", questions[0].asked);
        let due: Vec<u64> = questions[0].answers.iter().map(|answer| answer.figures.unwrap().due).collect();
        assert_eq!(due, [4, 4, 6]);
        for (answer, due) in questions[0].answers.iter().zip(due) {
            let settled = facts(&folder(&[("r.csv", &text), ("mapping.toml", &answer.mapping)]), None, "2026-Q3");
            assert_eq!(settled.in_scope().len() as u64, due, "{}", answer.means);
            account_holds(&settled);
        }
    }
}

#[test]
fn of_rows_of_one_id_the_last_counts_where_somebody_says_so() {
    let text = RENEWALS.replace("R2,", "R1,A1,2026-08-15,churned,100,0\nR2,");
    let count = |answer: usize| {
        let answer = &asked(&[("renewals.csv", &text)])[0].answers[answer];
        renewals(&facts(&folder(&[("renewals.csv", &text), ("mapping.toml", &answer.mapping)]), None, "2026-Q3"))[0].1
    };
    assert_eq!([count(0), count(1)], [Outcome::Renewed, Outcome::Churned]);
}

#[test]
fn rows_of_one_id_differ_in_whatever_a_figure_rests_on() {
    let first = "R1,A1,2026-08-15,renewed,100,120";
    for later in ["2026-08-20,renewed,100,120", "2026-08-15,open,100,", "2026-08-15,renewed,90,120", "2026-08-15,renewed,100,90"] {
        let text = RENEWALS.replace(first, &format!("{first}\nR1,A1,{later}"));
        let dir = folder(&[("renewals.csv", &text)]);
        let source = Source::Folder(dir.path().into());
        let report = check(&source, &request(None, "2026-Q3"), None).unwrap();
        let asked: Vec<_> = report.questions.iter().chain(&report.settled).collect();
        assert!(asked.iter().any(|question| question.asked.contains("1 id stands in several rows")), "{later}: {report}");
    }
}

#[test]
fn a_renewal_that_was_open_still_and_is_carried_over_to_the_next_list_is_what_that_tells() {
    let header = "Customer,Contract end,ARR,Outcome,New ARR\n";
    let second = format!("{header}Abbott,2026-05-03,16200,Renewed,17000\nBarlow,2026-06-27,50000,Pending,\n");
    let third = format!("{header}Barlow,2026-06-27,50000,Renewed,45000\nCole,2026-08-07,71900,Renewed,71900\n");
    let came = |files: &[(&str, &str)]| {
        let facts = facts(&folder(files), None, "2026-Q2");
        account_holds(&facts);
        facts.renewals.iter().map(|renewal| (renewal.account_id.to_string(), renewal.outcome)).collect::<Vec<_>>()
    };
    let decided = [("Abbott".to_owned(), Outcome::Renewed), ("Barlow".to_owned(), Outcome::Renewed)];
    assert_eq!(came(&[("Q2.csv", &second), ("Q3.csv", &third)]), decided);
    assert_eq!(came(&[("Q2.csv", &third), ("Q3.csv", &second)]), decided);
    // A newer export in which the renewal is open again counts.
    let open = [("Abbott".to_owned(), Outcome::Renewed), ("Barlow".to_owned(), Outcome::Open)];
    assert_eq!(came(&[("export_2026-09-01.csv", &third), ("export_2026-10-01.csv", &second)]), open);
}
