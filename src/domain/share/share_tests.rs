use super::*;
use crate::domain::card::InsightKind;
use crate::domain::rules;
use crate::domain::session::{Author, History};
use crate::domain::wish::{CardWish, Wish};
use crate::store::fixture::{at, history, scope};

fn lines(history: &History, machine: &str) -> Vec<Line> {
    super::lines(history.records(), machine, &[])
}

/// Two machines with the same session: one that opened it, one that took it in.
fn pair() -> (History, History) {
    let one = history("s-1", scope(2026, 3));
    let (mut other, waiting) = History::of_lines(lines(&one, "laptop")).unwrap();
    assert_eq!(waiting, 0);
    other.number_as("desk");
    (one, other)
}

fn does(history: &mut History, minute: i64, by: &str, wish: Wish) {
    let event = rules::admit(history, crate::domain::person::PersonId::ROOM, wish).unwrap();
    drop(history.grant(at(minute), &Author::from(by), &event));
}

fn swap(one: &mut History, other: &mut History) {
    let (from_one, from_other) = (lines(one, "laptop"), lines(other, "desk"));
    one.take_in(from_other.clone());
    other.take_in(from_one.clone());
    assert!(one.take_in(from_other).records.is_empty() && other.take_in(from_one).records.is_empty(), "taken in once");
    assert_eq!(one.session(), other.session());
    let told = |history: &History| history.conflicts().iter().map(|conflict| conflict.lines.clone()).collect::<Vec<_>>();
    assert_eq!(told(one), told(other));
}

#[test]
fn a_session_taken_in_is_the_same_and_counts_numbers_of_its_own() {
    let (mut one, mut other) = pair();
    assert_eq!(one.session(), other.session());
    let card = |text: &str| Wish::AddCard { kind: InsightKind::Blocker, text: text.into(), critical: false, evidence: vec![] };
    does(&mut one, 10, "Mara", card("here"));
    does(&mut other, 11, "Jonas", card("there"));
    swap(&mut one, &mut other);
    assert_eq!(one.session().insights.len(), 3);
    assert!(one.conflicts().is_empty());
    assert_eq!(one.next_card().0, 3, "numbers of other machines are theirs to go on from");
}

#[test]
fn changes_of_different_fields_both_stand_and_of_one_field_are_put_before_the_room() {
    let (mut one, mut other) = pair();
    let seen = one.session().actions[0].clone();
    let change = |change: &dyn Fn(&mut crate::domain::action::Action)| {
        let mut wanted = seen.clone();
        change(&mut wanted);
        Wish::ChangeAction { seen: Box::new(seen.clone()), wanted: Box::new(wanted), why: None }
    };
    does(&mut one, 10, "Mara", change(&|action| action.owner = "Tom Berg".into()));
    does(&mut other, 11, "Jonas", change(&|action| action.role = "VP".into()));
    swap(&mut one, &mut other);
    let now = &one.session().actions[0];
    assert_eq!((now.owner.as_str(), now.role.as_str(), one.conflicts().len()), ("Tom Berg", "VP", 0));
    let seen = now.clone();
    for (history, minute, owner) in [(&mut one, 20, "Ada"), (&mut other, 21, "Bo")] {
        let wanted = crate::domain::action::Action { owner: owner.into(), ..seen.clone() };
        does(history, minute, owner, Wish::ChangeAction { seen: Box::new(seen.clone()), wanted: Box::new(wanted), why: None });
    }
    swap(&mut one, &mut other);
    assert_eq!(one.session().actions[0].owner, "Bo");
    let conflict = one.conflicts().remove(0);
    assert!(conflict.told(&one).contains("Ada") && one.doubts().len() == 1, "{}", conflict.told(&one));
    let line = conflict.lines[0];
    let step = one.grant(
        at(30),
        &Author::from("Mara"),
        &rules::admit(&one, crate::domain::person::PersonId::ROOM, Wish::SettleConflict { lines: conflict.lines, told: "Ada".into() })
            .unwrap(),
    );
    let again = rules::admit(&one, crate::domain::person::PersonId::ROOM, Wish::SayAgain(line)).unwrap();
    one.grant_part(at(30), &Author::from("Mara"), again, step[0].seq);
    swap(&mut one, &mut other);
    assert_eq!((other.session().actions[0].owner.as_str(), other.conflicts().len()), ("Ada", 0));
    does(&mut one, 40, "Mara", Wish::Undo);
    swap(&mut one, &mut other);
    assert_eq!((other.session().actions[0].owner.as_str(), other.conflicts().len()), ("Bo", 1), "undo takes both back");
}

#[test]
fn two_people_close_and_edit_the_same_card() {
    let (mut one, mut other) = pair();
    let id = one.session().insights[0].id;
    does(&mut one, 10, "Mara", Wish::OnCard(id, CardWish::Edit("mine".into())));
    does(&mut other, 11, "Jonas", Wish::OnCard(id, CardWish::Remove));
    does(&mut one, 12, "Mara", Wish::Close);
    does(&mut other, 12, "Jonas", Wish::Close);
    swap(&mut one, &mut other);
    assert!(one.session().closed);
    let about: Vec<String> = one.conflicts().iter().map(|conflict| conflict.about.clone()).collect();
    assert_eq!(about, ["I1 (words)", "The session (closed)"]);
}

/// Whoever typed something has it on the board again with one key, though somebody else took away what it was about.
#[test]
fn what_was_said_of_a_thing_that_is_gone_is_had_anew() {
    let (mut one, mut other) = pair();
    let (id, action) = (one.session().insights[0].id, one.session().actions[0].clone());
    does(&mut one, 10, "Mara", Wish::OnCard(id, CardWish::Remove));
    does(&mut one, 11, "Mara", Wish::RemoveAction(action.id));
    does(&mut other, 9, "Jonas", Wish::OnCard(id, CardWish::Edit("the words of Jonas".into())));
    let wanted = crate::domain::action::Action { owner: "Bo".into(), ..action.clone() };
    does(&mut other, 12, "Jonas", Wish::ChangeAction { seen: Box::new(action.clone()), wanted: Box::new(wanted), why: None });
    swap(&mut one, &mut other);
    assert!(one.session().insights.is_empty() && one.session().actions.is_empty());
    let conflicts = one.conflicts();
    assert_eq!(conflicts.len(), 2);
    for conflict in conflicts {
        let again = rules::admit(&one, crate::domain::person::PersonId::ROOM, Wish::SayAgain(conflict.lines[0])).unwrap();
        let settled = Wish::SettleConflict { lines: conflict.lines, told: "taken".into() };
        let settled = rules::admit(&one, crate::domain::person::PersonId::ROOM, settled).unwrap();
        let step = one.grant(at(30), &Author::from("Mara"), &settled)[0].seq;
        one.grant_part(at(30), &Author::from("Mara"), again, step);
    }
    swap(&mut one, &mut other);
    let (card, now) = (&other.session().insights[0], &other.session().actions[0]);
    assert_eq!((card.text.as_str(), now.owner.as_str(), now.title.as_str()), ("the words of Jonas", "Bo", action.title.as_str()));
    assert!(card.id != id && now.id != action.id && other.conflicts().is_empty());
}

fn settles(history: &mut History, minute: i64, takes_other: bool) {
    let room = crate::domain::person::PersonId::ROOM;
    let conflict = history.conflicts().remove(0);
    let again = takes_other.then(|| rules::admit(history, room, Wish::SayAgain(conflict.lines[0])).unwrap());
    let told = format!("{}: what was chosen", conflict.about);
    let settled = rules::admit(history, room, Wish::SettleConflict { lines: conflict.lines, told }).unwrap();
    let step = history.grant(at(minute), &Author::from("Mara"), &settled)[0].seq;
    if let Some(again) = again {
        history.grant_part(at(minute), &Author::from("Mara"), again, step);
    }
}

/// Two rooms that choose otherwise at once are told; what stands is what is on the board, whoever was later.
#[test]
fn two_rooms_settle_one_thing_otherwise() {
    for (leaves, takes) in [(20, 21), (21, 20)] {
        let (mut one, mut other) = pair();
        let id = one.session().insights[0].id;
        does(&mut one, 10, "Mara", Wish::OnCard(id, CardWish::Edit("first".into())));
        does(&mut other, 11, "Jonas", Wish::OnCard(id, CardWish::Edit("second".into())));
        swap(&mut one, &mut other);
        settles(&mut one, leaves, false);
        settles(&mut other, takes, true);
        swap(&mut one, &mut other);
        let conflict = one.conflicts().remove(0);
        assert_eq!((one.session().insights[0].text.as_str(), conflict.about.as_str()), ("first", "The choice of I1 (words)"));
        assert!(other_taken_is(&one, conflict.stands), "what stands is what was taken");
        settles(&mut one, 30, true);
        swap(&mut one, &mut other);
        assert_eq!((other.session().insights[0].text.as_str(), other.conflicts().len()), ("second", 0));
    }
    let (mut one, mut other) = pair();
    let id = one.session().insights[0].id;
    does(&mut one, 10, "Mara", Wish::OnCard(id, CardWish::Edit("first".into())));
    does(&mut other, 11, "Jonas", Wish::OnCard(id, CardWish::Edit("second".into())));
    swap(&mut one, &mut other);
    settles(&mut one, 20, true);
    settles(&mut other, 21, true);
    swap(&mut one, &mut other);
    assert!(one.conflicts().is_empty(), "both chose the same");
}

fn other_taken_is(history: &History, seq: Option<u64>) -> bool {
    seq.is_some_and(|seq| history.parts(seq).count() == 2)
}

/// Two rooms write down who is there: nobody is there twice, and nobody's cards and votes are left out for it.
#[test]
fn whom_two_machines_list_at_once_is_one_person() {
    let (mut one, mut other) = pair();
    let card = |text: &str| Wish::AddCard { kind: InsightKind::Blocker, text: text.into(), critical: false, evidence: vec![] };
    let mut own = Vec::new();
    for (history, minute) in [(&mut one, 10), (&mut other, 11)] {
        does(history, minute, "Mara", Wish::Join { name: "Dana Whitfield".into() });
        let dana = history.session().people.last().unwrap().clone();
        let by = Author { person: dana.id, name: dana.name };
        for wish in [card(&format!("of {minute}")), Wish::OnCard(history.session().insights[0].id, CardWish::Vote)] {
            let event = rules::admit(history, by.person, wish).unwrap();
            drop(history.grant(at(minute + 1), &by, &event));
        }
        own.push(by);
    }
    swap(&mut one, &mut other);
    let session = one.session();
    assert_eq!(session.people.iter().filter(|person| person.name == "Dana Whitfield").count(), 1);
    assert!(session.insights.iter().any(|card| card.text == "of 10") && session.insights.iter().any(|card| card.text == "of 11"));
    assert_eq!(session.insights[0].votes.of(own[0].person), 2, "both votes are hers");
    assert!(one.conflicts().is_empty() && one.not_counted().is_none(), "{:?}", one.conflicts());
    // Who acts as her on the other machine goes on, and takes back what was done there.
    let dana = other.person(own[1].person);
    assert_eq!(dana, own[0].person);
    let undo = rules::admit(&other, dana, Wish::Undo).unwrap();
    drop(other.grant(at(20), &own[0], &undo));
    swap(&mut one, &mut other);
    assert_eq!(one.session().insights[0].votes.of(dana), 1);
    assert!(rules::admit(&one, crate::domain::person::PersonId::ROOM, Wish::RemovePerson(dana)).is_err(), "she has taken steps");
}

#[test]
fn undo_takes_back_what_was_done_here_and_nothing_of_another_machine() {
    let (mut one, mut other) = pair();
    let card = |text: &str| Wish::AddCard { kind: InsightKind::Blocker, text: text.into(), critical: false, evidence: vec![] };
    does(&mut one, 10, "Mara", card("here"));
    does(&mut other, 11, "Jonas", card("there"));
    swap(&mut one, &mut other);
    does(&mut one, 12, "Mara", Wish::Undo);
    swap(&mut one, &mut other);
    let left: Vec<&str> = one.session().insights.iter().map(|card| card.text.as_str()).collect();
    assert_eq!(left, ["Champions leave and nobody notices", "there"]);
}

#[test]
fn numbers_of_machines_do_not_meet() {
    let (laptop, desk) = (Numbers::of("laptop-1"), Numbers::of("desk-2"));
    assert_ne!(laptop.before_first(), desk.before_first());
    let next = laptop.after(laptop.before_first());
    assert!(laptop.is_own(next) && !desk.is_own(next) && !Numbers::default().is_own(next));
}

/// A file that was written on one machine is held against the same state on another one, whatever came between there.
#[test]
fn a_state_is_found_again_on_another_machine() {
    let (mut one, mut other) = pair();
    let card = |text: &str| Wish::AddCard { kind: InsightKind::Blocker, text: text.into(), critical: false, evidence: vec![] };
    does(&mut one, 10, "Mara", card("here"));
    let before = (Moment::of(&one, one.last_seq()), one.session().clone());
    does(&mut other, 5, "Jonas", card("there"));
    other.take_in(lines(&one, "laptop"));
    let told: Moment = before.0.to_string().parse().unwrap();
    assert_eq!(told.in_history(&other).unwrap().session(), &before.1, "before anything came in");
    swap(&mut one, &mut other);
    does(&mut other, 20, "Jonas", card("more"));
    let after = (Moment::of(&other, other.last_seq()), other.session().clone());
    does(&mut one, 15, "Mara", card("beside"));
    swap(&mut one, &mut other);
    for history in [&one, &other] {
        let told: Moment = after.0.to_string().parse().unwrap();
        assert_eq!(told.in_history(history).unwrap().session(), &after.1);
    }
    assert!("57:xyz".parse::<Moment>().is_err() && "57".parse::<Moment>().is_ok());
}
