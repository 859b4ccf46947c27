use chrono::TimeDelta;
use proptest::prelude::*;

use super::*;
use crate::domain::person::PersonId;
use crate::domain::scope::{Depth, HISTORY_MONTHS, ScopeRequest};
use crate::domain::window::{FiscalYear, WindowSpec};

fn start() -> DateTime<Utc> {
    "2026-11-23T09:00:00Z".parse().unwrap()
}

fn opened() -> History {
    let request = ScopeRequest {
        segment: None,
        window: WindowSpec::Quarter,
        include_churn: true,
        dimensions: vec![],
        depth: Depth::Workshop,
        as_of: start().date_naive(),
        fiscal: FiscalYear::default(),
        history_months: HISTORY_MONTHS,
        targets: crate::domain::target::Targets::default(),
    };
    let event = Event::opening("test", Scope::resolve(&request, &[], std::iter::empty(), None).unwrap());
    History::fold(vec![Record {
        seq: 1,
        at: start(),
        by: "facilitator".into(),
        who: PersonId::ROOM,
        asked: None,
        part_of: None,
        from: None,
        event,
    }])
    .unwrap()
}

fn add(history: &mut History, text: &str) -> CardId {
    let id = history.next_card();
    let event = Event::CardAdded { id, kind: InsightKind::Blocker, text: text.into(), critical: false, evidence: vec![] };
    history.push(start(), "facilitator", event);
    id
}

fn undo(history: &mut History) {
    if let Some(seq) = history.undo_target(PersonId::ROOM).map(|r| r.seq) {
        history.push(start(), "facilitator", Event::Undone { seq });
    }
}

fn redo(history: &mut History) {
    if let Some(seq) = history.redo_target(PersonId::ROOM).map(|r| r.seq) {
        history.push(start(), "facilitator", Event::Redone { seq });
    }
}

fn texts(history: &History) -> Vec<&str> {
    history.session().insights.iter().map(|card| card.text.as_str()).collect()
}

#[test]
fn undo_and_redo_walk_the_history_and_numbers_are_never_given_twice() {
    let mut history = opened();
    let first = add(&mut history, "one");
    add(&mut history, "two");
    undo(&mut history);
    undo(&mut history);
    assert_eq!(texts(&history), [""; 0]);
    redo(&mut history);
    assert_eq!(texts(&history), ["one"]);
    let third = add(&mut history, "three");
    assert!(history.redo_target(PersonId::ROOM).is_none(), "a new step ends what could be redone");
    assert_eq!((first, third), (CardId(1), CardId(3)));
}

#[test]
fn a_phase_left_and_entered_again_keeps_its_clock_and_content() {
    let mut history = opened();
    let at = |s| start() + TimeDelta::seconds(s);
    history.push(at(0), "f", Event::PhaseEntered { phase: Phase::InsightSynthesis });
    history.push(at(0), "f", Event::TimerStarted { phase: Phase::InsightSynthesis, step: None });
    add(&mut history, "kept");
    history.push(at(60), "f", Event::PhaseEntered { phase: Phase::PatternAnalysis });
    history.push(at(900), "f", Event::PhaseEntered { phase: Phase::InsightSynthesis });
    let session = history.session();
    assert_eq!(session.timebox(Phase::InsightSynthesis).left_at(at(2_000)), 24 * 60);
    assert_eq!(texts(&history), ["kept"]);
}

#[test]
fn a_card_moves_to_its_place_in_another_column() {
    let mut history = opened();
    let ids = [add(&mut history, "a"), add(&mut history, "b"), add(&mut history, "c")];
    let moved = |id, kind, place| Event::CardMoved { id, kind, place };
    history.push(start(), "f", moved(ids[2], InsightKind::Blocker, 0));
    assert_eq!(texts(&history), ["c", "a", "b"]);
    history.push(start(), "f", moved(ids[0], InsightKind::Opportunity, 5));
    history.push(start(), "f", moved(ids[1], InsightKind::Opportunity, 0));
    let column: Vec<_> = history.session().column(InsightKind::Opportunity).map(|c| c.text.as_str()).collect();
    assert_eq!(column, ["b", "a"]);
}

proptest! {
    /// Whatever happens, folding the records again gives the state that stands, and undoing everything
    /// then redoing everything comes back to it.
    #[test]
    fn the_state_is_the_fold_of_the_records(steps in prop::collection::vec((0u8..8, 0u32..6), 1..60)) {
        let mut history = opened();
        for (what, which) in steps {
            let id = CardId(which);
            match what {
                0 | 1 => drop(add(&mut history, &format!("card {which}"))),
                2 => undo(&mut history),
                3 => redo(&mut history),
                4 => drop(history.push(start(), "f", Event::VoteCast { id, up: which % 2 == 0 })),
                5 => drop(history.push(start(), "f", Event::CardMoved { id, kind: InsightKind::Opportunity, place: which as usize })),
                6 => drop(history.push(start(), "f", Event::CardRemoved { id })),
                _ => drop(history.push(start(), "f", Event::PhaseEntered { phase: Phase::ALL[which as usize] })),
            }
        }
        let again = History::fold(history.records().to_vec()).unwrap();
        prop_assert_eq!(again.session(), history.session());
        prop_assert_eq!(again.undo_target(PersonId::ROOM), history.undo_target(PersonId::ROOM));
        prop_assert_eq!(again.redo_target(PersonId::ROOM), history.redo_target(PersonId::ROOM));

        let before = history.session().clone();
        let mut steps_back = 0;
        while history.undo_target(PersonId::ROOM).is_some() {
            undo(&mut history);
            steps_back += 1;
        }
        for _ in 0..steps_back {
            redo(&mut history);
        }
        prop_assert_eq!(history.session(), &before);
    }
}
