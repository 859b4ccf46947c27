use super::*;
use crate::domain::action::{ActionId, ActionStatus};
use crate::domain::card::{CardId, InsightKind};
use crate::domain::guardrail;
use crate::domain::person::PersonId;
use crate::domain::roster::Seat;
use crate::domain::rules::{Refusal, admit};
use crate::domain::session::{Author, History};
use crate::domain::wish::{CardWish, Towards, Wish};
use crate::store::fixture::{at, opened, scope};

const ROLE: Role = Role::RenewalDirector;

fn ask(history: &mut History, wish: Wish) -> Result<Event, Refusal> {
    let event = admit(history, PersonId::ROOM, wish)?;
    history.grant(at(3), &Author::from("Mara"), &event);
    Ok(event)
}

fn grant(history: &mut History, wish: Wish) -> Event {
    ask(history, wish).unwrap()
}

fn why(history: &mut History, wish: Wish) -> String {
    ask(history, wish).expect_err("it should have been refused").to_string()
}

fn sign(name: &str) -> Wish {
    Wish::SignOff { role: ROLE, name: name.into() }
}

/// A retro with a director, a stand-in, a card and an action.
fn held() -> History {
    let mut history = History::fold(vec![opened("test", scope(2026, 3))]).unwrap();
    let seat = Seat { name: Some("Ines Ferreira".into()), fallback: Some("Piet Vos".into()), fallback_used: false };
    grant(&mut history, Wish::TakeSeat(ROLE, seat));
    let card = |text: &str| Wish::AddCard { kind: InsightKind::Blocker, text: text.into(), critical: false, evidence: vec![] };
    grant(&mut history, card("No second champion"));
    grant(&mut history, card("Discounts come late"));
    grant(&mut history, Wish::AddAction(Box::new(Action::new(ActionId(1), "Name a second champion".into()))));
    history
}

fn change(history: &History, change: impl FnOnce(&mut Action)) -> Wish {
    let seen = history.session().action(ActionId(1)).unwrap().clone();
    let mut wanted = seen.clone();
    change(&mut wanted);
    Wish::ChangeAction { seen: Box::new(seen), wanted: Box::new(wanted), why: None }
}

fn rename(history: &mut History, title: &str) {
    let wish = change(history, |action| title.clone_into(&mut action.title));
    grant(history, wish);
}

fn changes(history: &History) -> Vec<&str> {
    history.session().changed_since_signed().iter().map(|change| change.what.as_str()).collect()
}

#[test]
fn each_signs_as_what_they_are_and_only_the_role_opens_the_gate() {
    for (name, capacity, told) in [
        ("ines ferreira", Capacity::Holder, "ines ferreira"),
        ("Piet Vos", Capacity::StandIn, "Piet Vos, standing in for Ines Ferreira"),
        ("Jo Kim", Capacity::Other, "Jo Kim, who is not the Renewal Director"),
    ] {
        let mut history = held();
        grant(&mut history, sign(name));
        let signed = &history.session().signed_off[&ROLE];
        assert_eq!((signed.capacity, signed.told(ROLE).as_str()), (capacity, told));
        assert_eq!(history.session().is_signed(), capacity != Capacity::Other);
    }
}

#[test]
fn the_directors_own_word_takes_the_place_of_anybody_elses() {
    let mut history = held();
    grant(&mut history, sign("Jo Kim"));
    assert!(why(&mut history, sign("Bo Lund")).starts_with("Jo Kim signed off already"));
    grant(&mut history, sign("Ines Ferreira"));
    assert!(history.session().is_signed());
}

#[test]
fn where_nobody_is_named_nobody_signs() {
    let mut history = History::fold(vec![opened("test", scope(2026, 3))]).unwrap();
    assert!(why(&mut history, sign("Donald Duck")).contains("name the Renewal Director first"));
    grant(&mut history, sign("Exec Sponsor"));
    assert!(history.session().is_signed(), "who stands in by default");
}

#[test]
fn a_journal_from_before_is_believed_where_it_names_nobody() {
    let mut history = History::fold(vec![opened("test", scope(2026, 3))]).unwrap();
    history.push(at(4), "Ada", Event::SignedOff { role: ROLE, name: "Ada Cole".into(), capacity: None });
    assert!(history.session().is_signed());
    let mut history = held();
    history.push(at(4), "Ada", Event::SignedOff { role: ROLE, name: "Donald Duck".into(), capacity: None });
    assert!(!history.session().is_signed(), "another was named");
}

#[test]
fn what_changes_after_a_sign_off_stands_beside_it_until_somebody_signs_again() {
    let mut history = held();
    grant(&mut history, sign("Ines Ferreira"));
    assert!(why(&mut history, sign("Ines Ferreira")).contains("nothing has changed since"));
    grant(&mut history, Wish::OnCard(CardId(1), CardWish::Edit("No champion".into())));
    rename(&mut history, "Something quite different");
    grant(&mut history, Wish::OnCard(CardId(2), CardWish::Remove));
    assert_eq!(
        changes(&history),
        ["I1 edited: No champion", "A1: title from Name a second champion to Something quite different", "I2 removed"]
    );
    assert!(history.session().is_signed());
    grant(&mut history, Wish::Undo);
    assert_eq!(changes(&history).len(), 2, "what is taken back has changed nothing");
    grant(&mut history, sign("Ines Ferreira"));
    assert!(changes(&history).is_empty());
}

#[test]
fn taking_back_what_was_signed_is_a_change_and_doing_it_again_is_none() {
    let mut history = held();
    let signed = admit(&history, PersonId::ROOM, sign("Ines Ferreira")).unwrap();
    // Undo is each person's own: the sign-off does not stand before the room's steps.
    grant(&mut history, Wish::Join { name: "Ines Ferreira".into() });
    history.push(at(4), Author { person: PersonId(1), name: "Ines Ferreira".into() }, signed);
    let joined = history.last_seq() - 1;
    history.push(at(5), "Mara", Event::Undone { seq: joined - 1 });
    assert_eq!(changes(&history), ["Taken back: A1 added: Name a second champion"]);
    history.push(at(6), "Mara", Event::Redone { seq: joined - 1 });
    assert!(changes(&history).is_empty());
    let again = History::fold(history.records().to_vec()).unwrap();
    assert_eq!(again.session(), history.session());
}

#[test]
fn what_becomes_of_actions_is_no_change_and_votes_are_none() {
    let mut history = held();
    grant(&mut history, sign("Ines Ferreira"));
    let later = change(&history, |action| (action.status, action.due) = (ActionStatus::Done, "2027-01-15".parse().ok()));
    grant(&mut history, later);
    grant(&mut history, Wish::OnCard(CardId(1), CardWish::Vote));
    grant(&mut history, Wish::OnCard(CardId(2), CardWish::Move(Towards::Up)));
    assert!(changes(&history).is_empty());
    grant(&mut history, Wish::OnCard(CardId(2), CardWish::Move(Towards::Left)));
    assert_eq!(changes(&history).len(), 1, "another column says something else");
}

#[test]
fn who_sees_to_an_action_is_changed_after_the_retro_too_and_told_beside_the_sign_off() {
    let mut history = held();
    grant(&mut history, sign("Ines Ferreira"));
    grant(&mut history, Wish::Close);
    let handed = change(&history, |action| (action.owner, action.status) = ("Jo Kim".into(), ActionStatus::InProgress));
    grant(&mut history, handed);
    assert_eq!(changes(&history), ["A1: owner from nothing to Jo Kim; status from open to in progress"]);
    grant(&mut history, Wish::Undo);
    assert!(changes(&history).is_empty() && history.session().closed);
}

#[test]
fn a_closed_session_is_followed_up_and_changed_only_when_it_is_reopened() {
    let mut history = held();
    grant(&mut history, Wish::Close);
    let edit = || Wish::OnCard(CardId(1), CardWish::Edit("No champion".into()));
    for wish in [edit(), Wish::Undo, Wish::Score(4), Wish::NextStep, Wish::Join { name: "Bo".into() }] {
        assert_eq!(why(&mut history, wish), "The session is closed; reopen it first (c under Close)");
    }
    let done = change(&history, |action| action.status = ActionStatus::Done);
    grant(&mut history, done);
    grant(&mut history, Wish::Undo);
    assert_eq!(history.session().action(ActionId(1)).unwrap().status, ActionStatus::Open, "follow-up is taken back");
    assert!(history.session().closed);
    grant(&mut history, sign("Ines Ferreira"));
    grant(&mut history, Wish::Reopen { why: "The number was wrong".into() });
    assert!(why(&mut history, Wish::Reopen { why: "again".into() }).contains("is open"));
    grant(&mut history, edit());
    assert_eq!(changes(&history), ["I1 edited: No champion"]);
    assert!(why(&mut history, Wish::Reopen { why: String::new() }).contains("Write something"));
}

#[test]
fn files_are_older_than_the_session_once_it_has_gone_on() {
    let mut history = held();
    assert!(history.exported().is_none());
    let exported = || Event::Exported { folder: "here".into(), files: vec!["report.md".into()] };
    history.push(at(5), "Mara", exported());
    let is_old = |history: &History| history.exported().map(|(_, is_old)| is_old);
    assert_eq!(is_old(&history), Some(false));
    grant(&mut history, Wish::Close);
    assert_eq!(is_old(&history), Some(true));
    history.push(at(6), "Mara", exported());
    assert_eq!(is_old(&history), Some(false));
}

/// What the gate does not wait for is told all the same.
#[test]
fn an_owner_with_most_of_the_actions_and_a_metric_without_a_target_are_told() {
    let mut history = held();
    let doubts = |history: &History| guardrail::doubts(history.session()).into_iter().map(|doubt| doubt.told).collect::<Vec<_>>();
    let owned = |id: u32, owner: &str| Action { owner: owner.into(), ..Action::new(ActionId(id), format!("Action {id}")) };
    for (id, owner) in [(2, "Jonas Feldkamp"), (3, "jonas feldkamp"), (4, "Jonas Feldkamp"), (5, "Ana Lopez")] {
        grant(&mut history, Wish::AddAction(Box::new(owned(id, owner))));
    }
    assert_eq!(doubts(&history), ["Jonas Feldkamp owns 3 of the 5 open actions: can somebody else take one?"]);
    grant(&mut history, Wish::AddAction(Box::new(owned(6, "Ana Lopez"))));
    assert!(doubts(&history).is_empty(), "half of them is no more than a fair share of two");
    let mut aimless = owned(7, "Tom Weber");
    aimless.metric.name = "escalated tickets".into();
    grant(&mut history, Wish::AddAction(Box::new(aimless)));
    assert_eq!(doubts(&history), ["A7 Action 7: its success metric has no target, so nobody can say whether it worked"]);
}
