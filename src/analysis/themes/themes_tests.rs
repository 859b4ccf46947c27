use super::*;
use crate::analysis::testing::{Build, facts, renewal};

fn uncoded(text: &str) -> Facts {
    facts(vec![renewal("R1", "2026-07-10").churned(100).note("2026-07-01", text)])
}

fn reasons(found: &[ReasonSuggestion]) -> Vec<&str> {
    found.iter().map(|s| s.reason.as_str()).collect()
}

#[test]
fn an_uncoded_loss_is_read_from_its_notes_with_the_words_that_tell() {
    let found = suggestions(&uncoded("Our Champion resigned in May; the Successor never called back."), &RoomDecisions::default());
    assert_eq!(reasons(&found), ["relationship.champion-left"]);
    assert_eq!(found[0].matched, ["Champion", "resigned", "Successor"]);
    assert!(found[0].score > 0.7 && found[0].score < 1.0);
    assert_eq!(found[0].coded, None);
}

#[test]
fn notes_that_say_nothing_suggest_nothing() {
    assert_eq!(suggestions(&uncoded("They did not answer."), &RoomDecisions::default()), []);
}

#[test]
fn a_coded_loss_is_doubted_only_when_its_notes_clearly_speak_another_language() {
    let coded = |text: &str| facts(vec![renewal("R1", "2026-07-10").churned(100).because("budget").note("2026-07-01", text)]);
    let found = suggestions(&coded("Our champion resigned, the successor never called back."), &RoomDecisions::default());
    assert_eq!((reasons(&found), found[0].coded.as_ref().unwrap().as_str()), (vec!["relationship.champion-left"], "pricing.budget"));
    assert_eq!(suggestions(&coded("Our champion resigned and the budget went with her to the successor."), &RoomDecisions::default()), []);
    assert_eq!(suggestions(&coded("One outage."), &RoomDecisions::default()), [], "one word is not enough to doubt a code");
}

#[test]
fn a_rejected_suggestion_does_not_come_back() {
    let facts = uncoded("Our champion resigned.");
    let rejected = [(facts.renewals[0].id.clone(), ReasonCode::read("champion left").unwrap())].into();
    assert_eq!(suggestions(&facts, &RoomDecisions { rejected: &rejected, ..RoomDecisions::default() }), []);
}

#[test]
fn what_the_room_accepted_improves_the_next_ones() {
    let facts = uncoded("The new plant manager only trusts spreadsheets.");
    assert_eq!(suggestions(&facts, &RoomDecisions::default()), []);
    let learned = [(vec!["spreadsheets".to_owned()], ReasonCode::read("competition.in-house").unwrap())];
    let found = suggestions(&facts, &RoomDecisions { learned: &learned, ..RoomDecisions::default() });
    assert_eq!((reasons(&found), found[0].matched.as_slice()), (vec!["competition.in-house"], ["spreadsheets".to_owned()].as_slice()));
}

#[test]
fn words_that_stand_with_one_reason_in_coded_losses_are_learned() {
    let mut renewals: Vec<Renewal> = (0..5)
        .map(|i| {
            renewal(&format!("C{i}"), "2026-05-10").churned(1).because("restructuring").note("2026-05-01", "The Hamburg depot was sold")
        })
        .collect();
    renewals
        .extend((0..10).map(|i| renewal(&format!("B{i}"), "2026-05-11").churned(1).because("budget").note("2026-05-01", "No money left")));
    renewals.push(renewal("New", "2026-07-10").churned(1).note("2026-07-01", "Depot in Hamburg given up"));
    let found = suggestions(&facts(renewals), &RoomDecisions::default());
    assert_eq!(reasons(&found), ["company.restructuring"]);
    assert_eq!(found[0].matched, ["Depot", "Hamburg"]);
}

#[test]
fn a_competitor_named_in_a_note_speaks_for_a_switch() {
    let facts = facts(vec![
        renewal("R1", "2026-05-10").churned(1).with(|r| r.competitor = Some("FleetLogic".into())),
        renewal("R2", "2026-07-10").churned(1).note("2026-07-01", "They went with fleetlogic."),
    ]);
    assert_eq!(reasons(&suggestions(&facts, &RoomDecisions::default())), ["competition.switch"]);
}
