use std::collections::HashMap;

use super::*;
use crate::domain::action::Action;
use crate::domain::card::InsightKind;
use crate::domain::guardrail;
use crate::domain::money::Money;
use crate::sample::{FILES, PAST_JOURNAL};
use crate::store::journal;

/// Value before and after of the enterprise renewals due in 2026-Q2, and whether they were lost.
fn renewals() -> HashMap<String, (Money, Money, bool)> {
    let read = |name: &str| {
        let bytes = FILES.iter().find(|(file, _)| *file == name).unwrap().1;
        csv::Reader::from_reader(bytes).into_records().map(Result::unwrap).collect::<Vec<_>>()
    };
    let enterprise: Vec<String> = read("accounts.csv").iter().filter(|row| &row[2] == "enterprise").map(|row| row[0].to_owned()).collect();
    let in_scope = |row: &csv::StringRecord| ("2026-04-01"..="2026-06-30").contains(&&row[2]) && enterprise.iter().any(|id| *id == row[1]);
    let value = |row: &csv::StringRecord| (row[6].parse().unwrap(), row[7].parse().unwrap_or_default(), &row[5] == "churned");
    read("renewals.csv").iter().filter(|row| in_scope(row)).map(|row| (row[0].to_owned(), value(row))).collect()
}

#[test]
fn the_checked_in_journal_is_what_the_script_writes() {
    crate::sample::tests::hold(&format!("sessions/{PAST_SESSION}/journal.jsonl"), PAST_JOURNAL, &journal::encode(&past_session()));
}

#[test]
fn the_session_went_through_every_phase_and_through_the_gate() {
    let history = past_history();
    let session = history.session();
    assert!(session.closed && session.phases_entered.len() == Phase::ALL.len());
    assert!(session.gate_override.is_none() && guardrail::gate_open(session));
    assert_eq!(session.signed_off.len(), 3);
    assert_eq!(session.insights.len(), 6, "the card that was taken back is gone");
    let times: Vec<_> = history.records().iter().map(|record| record.at).collect();
    assert!(times.is_sorted());
    let votes: Vec<u32> = session.column(InsightKind::Blocker).map(|card| card.votes.total()).collect();
    assert_eq!(votes, [6, 3, 2]);
}

#[test]
fn its_evidence_stands_in_the_data() {
    let (renewals, history) = (renewals(), past_history());
    for card in &history.session().insights {
        for evidence in &card.evidence {
            let arr: Money = evidence.renewals.iter().map(|id| renewals[&*id.0].0).sum();
            assert_eq!(Some(arr), evidence.arr, "{}", card.text);
        }
    }
    for id in history.session().recoded.keys() {
        assert!(renewals.contains_key(&*id.0), "{id}");
    }
    let lost: Money = renewals.values().filter(|(_, _, lost)| *lost).map(|(before, ..)| *before).sum();
    assert_eq!((renewals.len(), renewals.values().filter(|(_, _, lost)| *lost).count()), (36, 5));
    assert_eq!(lost, Money::minor(96_753_503), "the $968k that the board speaks of");
}

#[test]
fn the_next_retro_inherits_a_critical_blocker_and_an_action_beyond_its_sla() {
    let history = past_history();
    let blocker = history.session().column(InsightKind::Blocker).find(|card| card.critical).unwrap();
    assert_eq!(blocker.topic(), "reason:relationship.champion-left");
    let as_of = "2026-11-23".parse().unwrap();
    let late: Vec<&Action> = history.session().actions.iter().filter(|action| action.lateness(None, as_of).is_escalated()).collect();
    assert_eq!(late.len(), 1);
    assert!(late[0].title.contains("second champion") && late[0].status == ActionStatus::Stalled);
    let open = history.session().actions.iter().filter(|action| !action.status.is_closed()).count();
    assert_eq!((history.session().actions.len(), open), (5, 4));
}
