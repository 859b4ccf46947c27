use super::*;
use crate::domain::action::{Action, ActionStatus, Verdict};
use crate::domain::event::Event;
use crate::domain::person::PersonId;
use crate::domain::rules;
use crate::export;
use crate::store::fixture::{at, history, opened, scope};

/// The tracker of a session, cell by cell.
fn exported(history: &History) -> Vec<Vec<String>> {
    let (_, bytes) = export::files(history, None).into_iter().find(|(name, _)| name == "actions.csv").unwrap();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&bytes[3..]);
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn set(rows: &mut [Vec<String>], row: usize, column: &str, cell: &str) {
    let place = rows[0].iter().position(|name| name == column).unwrap();
    rows[row][place] = cell.to_owned();
}

fn compared_with(rows: &[Vec<String>], histories: &[&History]) -> (Vec<Change>, Vec<String>) {
    let grid = compile::Grid { rows: (1..).zip(rows.iter().cloned()).collect() };
    let tracker = rows::tracker(&[grid]).unwrap();
    let mut newest_first: Vec<History> = histories.iter().map(|history| (*history).clone()).collect();
    newest_first.sort_by_key(|history| std::cmp::Reverse(history.session().scope.window.to));
    compared(&tracker, &Past::of(&tracker.rows, Retros::of(newest_first)))
}

fn edits(changes: &[Change]) -> Vec<&str> {
    changes.iter().flat_map(|change| &change.edits).map(String::as_str).collect()
}

fn take_in(change: &Change, into: &mut History) {
    for (session, wish) in change.wishes("Edited") {
        assert_eq!(session, into.session().id);
        let event = rules::admit(into, PersonId::ROOM, wish).unwrap();
        into.push(at(20), "Ana", event);
    }
}

fn squeezed(line: &str) -> String {
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn each_edit_arrives_once_and_the_same_file_again_changes_nothing() {
    let mut retro = history("s", scope(2026, 3));
    let mut rows = exported(&retro);
    assert!(edits(&compared_with(&rows, &[&retro]).0).is_empty(), "nothing was edited");
    for (column, cell) in
        [("due", "18.01.2027"), ("as_of", "23.11.2026"), ("status", "In progress"), ("owner", ""), ("target", "85%"), ("baseline", "41%")]
    {
        set(&mut rows, 1, column, cell);
    }
    let (changes, told) = compared_with(&rows, &[&retro]);
    let lines: Vec<String> = edits(&changes).into_iter().map(squeezed).collect();
    assert_eq!(lines, ["owner Jonas Weber → (empty)", "due 2026-12-15 → 2027-01-18", "status open → in progress", "target 80 % → 85%"]);
    assert!(changes[0].refused.is_empty() && told.is_empty(), "{:?} {told:?}", changes[0].refused);
    take_in(&changes[0], &mut retro);
    let action = &retro.session().actions[0];
    assert_eq!((action.owner.as_str(), action.status, action.metric.baseline.as_str()), ("", ActionStatus::InProgress, "41 %"));
    let (again, _) = compared_with(&rows, &[&retro]);
    assert!(again[0].edits.is_empty() && again[0].refused.is_empty(), "{again:?}");
}

#[test]
fn what_nobody_can_see_is_no_edit() {
    let retro = history("s", scope(2026, 3));
    let mut rows = exported(&retro);
    for (column, cell) in [("owner", "Jonas\u{200d} Weber"), ("title", "Name a second\u{ad} champion in each account\u{200c}")] {
        set(&mut rows, 1, column, cell);
    }
    let changes = compared_with(&rows, &[&retro]).0;
    assert!(edits(&changes).is_empty() && changes.iter().all(|change| change.refused.is_empty()), "{changes:?}");
}

#[test]
fn what_changed_since_the_file_was_written_is_a_conflict_and_stays() {
    let mut retro = history("s", scope(2026, 3));
    let mut rows = exported(&retro);
    let moved = Action { due: "2026-12-20".parse().ok(), ..retro.session().actions[0].clone() };
    retro.push(at(9), "Mara", Event::ActionChanged { action: moved, why: None });
    set(&mut rows, 1, "due", "2027-01-18");
    set(&mut rows, 1, "owner", "Ana");
    let changes = compared_with(&rows, &[&retro]).0;
    assert_eq!(edits(&changes).into_iter().map(squeezed).collect::<Vec<_>>(), ["owner Jonas Weber → Ana"]);
    assert_eq!(squeezed(&changes[0].refused[0]), "due 2026-12-15 → 2027-01-18 is not taken: it is 2026-12-20 by now");
    take_in(&changes[0], &mut retro);
    assert_eq!(retro.session().actions[0].due, "2026-12-20".parse().ok());
    // Without the column that says which state it shows, nothing that ever changed is overwritten.
    let version = rows[0].iter().position(|name| name == "version").unwrap();
    for row in &mut rows {
        row.remove(version);
    }
    let changes = compared_with(&rows, &[&retro]).0;
    assert!(changes[0].edits.is_empty() && changes[0].refused.len() == 1, "{changes:?}");
}

#[test]
fn what_is_not_understood_or_follows_from_the_rest_is_told() {
    let retro = history("s", scope(2026, 3));
    let mut rows = exported(&retro);
    for (column, cell) in [("due", "soon"), ("status", "almost"), ("overdue", "yes"), ("id", "s/A1")] {
        set(&mut rows, 1, column, cell);
    }
    let id = rows[0].iter().position(|head| head == "id").unwrap();
    let mut stranger = rows[1].clone();
    stranger[id] = "../../etc/A1".into();
    let mut gone = rows[1].clone();
    gone[id] = "s/A9".into();
    rows.extend([stranger, gone]);
    let (changes, told) = compared_with(&rows, &[&retro]);
    assert!(edits(&changes).is_empty());
    let refused: Vec<String> = changes[0].refused.iter().map(|line| squeezed(line)).collect();
    assert!(refused[0].starts_with("due “soon” is not understood: expected a day"), "{refused:?}");
    assert!(refused[1].starts_with("status “almost” is not understood: expected open"), "{refused:?}");
    assert_eq!(refused[2], "overdue no → yes is not taken: it follows from the rest");
    assert!(told[0].contains("no id of an action") && told[1].contains("has no such action"), "{told:?}");
}

#[test]
fn a_deleted_row_leaves_its_action_alone_and_is_told() {
    let mut retro = history("s", scope(2026, 3));
    let action = Action::new(retro.next_action(), "Second".into());
    retro.push(at(4), "Mara", Event::ActionAdded { action });
    let mut rows = exported(&retro);
    rows.remove(2);
    let (changes, told) = compared_with(&rows, &[&retro]);
    assert!(edits(&changes).is_empty() && told[0].contains("s/A2"), "{told:?}");
}

/// A retro that takes over what earlier ones leave of the maker's action.
fn taking_over(name: &str, quarter: u32, action: &Action) -> History {
    let mut record = opened(name, scope(2026, quarter));
    let Event::SessionOpened { carried, .. } = &mut record.event else { panic!("{record:?}") };
    *carried = vec![crate::domain::action::CarriedAction::new("2026-Q2", action.clone())];
    History::fold(vec![record]).unwrap()
}

#[test]
fn what_was_taken_over_is_judged_and_moved_there_and_worded_where_it_was_made() {
    let mut maker = history("2026-Q2", scope(2026, 2));
    let mut taker = taking_over("2026-Q3", 3, &maker.session().actions[0]);
    let mut rows = exported(&taker);
    for (column, cell) in [("status", "Worked"), ("due", "2027-01-18"), ("role", "CS lead")] {
        set(&mut rows, 1, column, cell);
    }
    let alone = compared_with(&rows, &[&taker]).0;
    assert!(alone[0].refused[0].contains("2026-Q2, which made it, is not here"), "{alone:?}");
    assert_eq!(alone[0].edits.len(), 2, "date and status need no maker");
    let both = compared_with(&rows, &[&taker, &maker]).0;
    assert_eq!(both[0].edits.len(), 3, "{both:?}");
    for (session, wish) in both[0].wishes("Edited") {
        let history = if session == taker.session().id { &mut taker } else { &mut maker };
        let event = rules::admit(history, PersonId::ROOM, wish).unwrap();
        history.push(at(20), "Ana", event);
    }
    let carried = &taker.session().carried[0];
    assert_eq!((carried.verdict, carried.action.due), (Some(Verdict::Worked), "2027-01-18".parse().ok()));
    let own = &maker.session().actions[0];
    assert_eq!((own.role.as_str(), own.due, own.status), ("CS lead", "2026-12-15".parse().ok(), ActionStatus::Open));
    let again = compared_with(&rows, &[&taker, &maker]).0;
    assert!(again[0].edits.is_empty() && again[0].refused.is_empty(), "{again:?}");
}

#[test]
fn an_edit_of_what_several_retros_carried_on_is_held_against_the_last_and_goes_there() {
    let maker = history("2026-Q2", scope(2026, 2));
    let mut second = taking_over("2026-Q3", 3, &maker.session().actions[0]);
    let moved = Action { due: "2027-01-15".parse().ok(), ..second.session().carried[0].action.clone() };
    second.push(at(9), "Mara", Event::CarriedActionChanged { index: 0, action: Box::new(moved.clone()), why: Some("Away".into()) });
    let mut rows = exported(&second);
    let mut third = taking_over("2026-Q4", 4, &moved);
    set(&mut rows, 1, "owner", "Nina New");
    set(&mut rows, 1, "due", "2027-03-01");
    let changes = compared_with(&rows, &[&maker, &second, &third]).0;
    let lines: Vec<String> = edits(&changes).into_iter().map(squeezed).collect();
    assert_eq!(lines, ["owner Jonas Weber → Nina New", "due 2027-01-15 → 2027-03-01"]);
    take_in(&changes[0], &mut third);
    let now = &third.session().carried[0].action;
    assert_eq!((now.owner.as_str(), now.due), ("Nina New", "2027-03-01".parse().ok()));
    let again = compared_with(&rows, &[&maker, &second, &third]).0;
    assert!(again[0].edits.is_empty() && again[0].refused.is_empty(), "each edit arrives once: {again:?}");
}

#[test]
fn what_the_retro_refuses_is_no_edit() {
    let mut retro = history("s", scope(2026, 3));
    let mut rows = exported(&retro);
    retro.push(at(9), "Mara", Event::SessionClosed);
    set(&mut rows, 1, "title", "Another promise");
    set(&mut rows, 1, "status", "done");
    let changes = compared_with(&rows, &[&retro]).0;
    assert_eq!(edits(&changes).into_iter().map(squeezed).collect::<Vec<_>>(), ["status open → done"]);
    assert!(changes[0].refused[0].contains("The session is closed"), "{changes:?}");
}
