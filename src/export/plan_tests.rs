use super::*;
use crate::domain::action::{Action, CarriedAction, Verdict};
use crate::domain::card::{CardId, Evidence};
use crate::domain::event::PastBlocker;
use crate::domain::plan::Task;
use crate::domain::roster::Seat;
use crate::store::fixture::{add_card, at, history, opened, scope};

fn plan_of(history: &History) -> Plan {
    plan(history, None, None)
}

fn whats(plan: &Plan) -> Vec<&str> {
    plan.change_log.iter().map(|change| change.what.as_str()).collect()
}

#[test]
fn the_file_is_named_by_the_opening_and_stays_the_same() {
    let mut history = history("s", scope(2026, 3));
    let first = path(Path::new("/here"), history.session());
    assert_eq!(first, Path::new("/here/.claude/plans/plan-20261123T090000Z.json"));
    history.push(at(90), "Mara", Event::SessionClosed);
    assert_eq!(path(Path::new("/here"), history.session()), first);
}

#[test]
fn a_written_plan_keeps_to_its_schema_and_reads_back() {
    let plan = plan_of(&history("s", scope(2026, 3)));
    let text = String::from_utf8(to_json(&plan)).unwrap();
    let checked = jsonschema::validator_for(&plan_schema()).unwrap();
    assert!(checked.is_valid(&serde_json::from_str(&text).unwrap()));
    assert_eq!(validate(&text), Ok(plan));
}

#[test]
fn a_workshop_is_a_diamond_with_a_gate_and_a_summary_a_pipeline() {
    let history = history("s", scope(2026, 3));
    let gate = plan_of(&history).parallelization.merge_gate.unwrap();
    assert!(!gate.open);
    assert_eq!(gate.conditions.iter().map(|c| c.holds).collect::<Vec<_>>(), [true, true, false]);

    let mut scope = scope(2026, 3);
    scope.depth = Depth::Summary;
    let summary = plan_of(&History::fold(vec![opened("s", scope)]).unwrap());
    assert_eq!(summary.strategy, Strategy::Pipeline);
    assert_eq!(summary.stages.iter().map(|s| s.stage_id).collect::<Vec<_>>(), Phase::WORKFLOW);
    assert!(summary.parallelization.merge_gate.is_none());
}

#[test]
fn every_task_depends_only_on_tasks_there_are() {
    let plan = plan_of(&history("s", scope(2026, 3)));
    let tasks: Vec<&Task> = plan.stages.iter().flat_map(|stage| &stage.tasks).collect();
    assert!(plan.stages.iter().all(|stage| !stage.tasks.is_empty()));
    for task in &tasks {
        for needed in &task.dependencies {
            assert!(tasks.iter().any(|t| t.task_id == *needed), "{} needs {needed}", task.task_id);
        }
    }
}

#[test]
fn the_change_log_says_what_changed_from_what_and_why() {
    let mut history = history("s", scope(2026, 3));
    let mut action = history.session().actions[0].clone();
    action.owner = "Priya Nair".into();
    action.due = Some("2027-01-15".parse().unwrap());
    history.push(at(5), "Mara", Event::ActionChanged { action: action.clone(), why: None });
    history.push(at(6), "Mara", Event::Undone { seq: 4 });
    action.owner = "Tom Berg".into();
    history.push(at(7), "Mara", Event::ActionChanged { action, why: None });
    let seat = Seat { name: Some("Ines".into()), fallback: Some("Exec Sponsor".into()), fallback_used: true };
    history.push(at(8), "Mara", Event::SeatTaken { role: Role::RenewalDirector, seat });

    let plan = plan_of(&history);
    assert_eq!(
        whats(&plan)[1..],
        [
            "A1 added: Name a second champion in each account (Jonas Weber, CS Ops, due 2026-12-15)",
            "A1: owner from Jonas Weber to Priya Nair; due from 2026-12-15 to 2027-01-15",
            "Taken back (step 4): A1 changed: Name a second champion in each account",
            "A1: owner from Jonas Weber to Tom Berg; due from 2026-12-15 to 2027-01-15",
            "Renewal Director: Exec Sponsor stands in",
        ]
    );
    assert_eq!(plan.change_log[1].why.as_deref(), Some("answers I1: Champions leave and nobody notices"));
    assert_eq!(plan.change_log[5].why.as_deref(), Some("Ines is not there"));
    assert!(plan.roster[0].fallback_used);
}

#[test]
fn closed_loop_and_blocker_removal_are_counted_against_the_last_retro() {
    let mut first = opened("s", scope(2026, 3));
    let Event::SessionOpened { carried, past_blockers, .. } = &mut first.event else { panic!() };
    let action = |n| Action::new(crate::domain::action::ActionId(n), format!("action {n}"));
    *carried = (1..=5).map(|n| CarriedAction::new("q2", action(n))).collect();
    let topic = |text: &str| PastBlocker { session: "q2".into(), text: text.into(), topic: crate::domain::text::fold(text), also: vec![] };
    let found = PastBlocker { topic: "reason:pricing.uplift".into(), ..topic("Uplifts are refused") };
    *past_blockers = vec![topic("Late sponsors"), topic("Slow support"), found];
    let mut history = History::fold(vec![first]).unwrap();
    for (index, verdict) in [Verdict::Done, Verdict::Worked, Verdict::Worked, Verdict::Stalled].into_iter().enumerate() {
        history.push(at(3), "Mara", Event::CarriedActionJudged { index, verdict: Some(verdict), why: None });
    }
    add_card(&mut history, "Slow support", true);

    let plan = plan_of(&history);
    let (closed, removed) = (plan.success_criteria.closed_loop_actions, plan.success_criteria.blocker_removal);
    assert_eq!((closed.current, closed.why.as_deref()), (Some(0.75), Some("not known of 1 of 5: not judged")));
    assert_eq!(removed.current, Some(0.5), "one stands again, one does not");
    assert!(removed.why.unwrap().starts_with("not known of 1 of 3: without a finding"), "in other words it may stand again");
    assert_eq!(plan.success_criteria.renewal_uplift.current, None);
    assert!(plan.success_criteria.renewal_uplift.why.is_some());
    assert_eq!(plan.escalations.len(), 1, "the blocker stands again");
    assert_eq!(plan.complexity, Complexity::Complex);
}

#[test]
fn a_critical_blocker_comes_back_by_whatever_is_linked_to_it() {
    let of = |keys: &[&str]| {
        let found = |key: &&str| Evidence { key: (*key).into(), ..crate::export::fixture::evidence() };
        keys.iter().map(found).collect::<Vec<_>>()
    };
    for (past, now) in [
        (&["reason:relationship.champion-left"][..], &["signal:champion-left", "reason:relationship.champion-left"][..]),
        (&["signal:champion-left", "reason:relationship.champion-left"], &["reason:relationship.champion-left"]),
    ] {
        let mut first = opened("s", scope(2026, 3));
        let Event::SessionOpened { past_blockers, .. } = &mut first.event else { panic!() };
        let also = past[1..].iter().map(|key| (*key).to_owned()).collect();
        *past_blockers = vec![PastBlocker { session: "q2".into(), text: "Champions leave".into(), topic: past[0].into(), also }];
        let mut history = History::fold(vec![first]).unwrap();
        add_card(&mut history, "Nobody else is known there", true);
        let card = history.session().insights[0].id;
        for evidence in of(now) {
            history.push(at(4), "Mara", Event::CardLinked { id: card, evidence });
        }
        let plan = plan_of(&history);
        assert_eq!(plan.escalations.len(), 1, "{past:?} {now:?}");
        let removal = plan.success_criteria.blocker_removal;
        assert_eq!((removal.current, removal.cases), (Some(0.0), Some([0, 1])));
    }
}

#[test]
fn a_broken_plan_is_told_with_every_fault_and_its_line() {
    let text = String::from_utf8(to_json(&plan_of(&history("s", scope(2026, 3))))).unwrap();
    let broken = text
        .replacen("\"strategy\": \"pipeline\"", "\"strategy\": \"triangle\"", 1)
        .replacen("\"objective\":", "\"objectives\":", 1)
        .replacen("\"max_retries\": 2", "\"max_retries\": \"twice\"", 1);
    let faults = validate(&broken).unwrap_err();
    let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
    let line_of = |needle: &str| broken.lines().position(|line| line.contains(needle)).unwrap() + 1;
    assert_eq!(told.len(), 4, "{told:#?}");
    assert_eq!(told[0], "1:1: `objective` is missing");
    assert!(told[1].contains(&format!("{}:", line_of("objectives"))) && told[1].contains("did you mean `objective`?"), "{told:#?}");
    assert!(told[2].starts_with(&format!("{}:15 /strategy: expected pipeline or diamond", line_of("triangle"))), "{told:#?}");
    assert!(told[3].contains("/error_handling/max_retries: expected a whole number, found \"twice\""), "{told:#?}");
    let cut = validate(&text[..200]).unwrap_err();
    assert_eq!(cut.len(), 1);
    assert!(cut[0].line > 1, "{cut:?}");
}

#[test]
fn the_plan_reads_as_text() {
    let mut history = history("s", scope(2026, 3));
    history.push(at(9), "Mara", Event::BlockerAccepted { id: CardId(1), decision: Some("known until the new CRM".into()) });
    let text = show(&plan_of(&history));
    for expected in [
        "plan-20261123T090000Z · session s",
        "[ ] The sponsor has signed off",
        "A1 Name a second champion in each account (Jonas Weber, due 2026-12-15, open)",
        "I1 accepted as it is (known until the new CRM)",
        "Renewal uplift               –",
    ] {
        assert!(text.contains(expected), "{expected}\n{text}");
    }
}
