use super::*;
use crate::domain::card::InsightKind;
use crate::domain::event::Event;
use crate::domain::house::step::HouseWish;
use crate::domain::rules::admit;
use crate::domain::session::{Author, History};
use crate::domain::wish::Wish;
use crate::store::fixture::{at, history as held, opened, scope};
use crate::store::handover::handed_on;

fn ask(history: &mut History, wish: HouseWish) -> Result<Event, String> {
    let event = admit(history, PersonId::ROOM, Wish::Housekeeping(wish)).map_err(|refusal| refusal.to_string())?;
    history.grant(at(5), &Author { person: PersonId::ROOM, name: "Mara".into() }, &event);
    Ok(event)
}

fn undo(history: &mut History) {
    let event = admit(history, PersonId::ROOM, Wish::Undo).unwrap();
    history.grant(at(6), &Author { person: PersonId::ROOM, name: "Mara".into() }, &event);
}

fn park(text: &str) -> HouseWish {
    HouseWish::Park { text: text.into() }
}

#[test]
fn what_is_parked_stays_until_something_becomes_of_it_and_every_step_is_taken_back() {
    let mut history = held("s", scope(2026, 3));
    ask(&mut history, park("Who owns the price book?")).unwrap();
    ask(&mut history, park("A second line")).unwrap();
    let settle = |became| HouseWish::Settle { id: ParkedId(1), became };
    let refused = ask(&mut history, settle(Some(Became::Card(CardId(99))))).unwrap_err();
    assert_eq!(refused, "There is no card I99 on the board");
    ask(&mut history, settle(Some(Became::Dropped))).unwrap();
    assert_eq!(history.session().house.open().count(), 1);
    assert_eq!(ask(&mut history, settle(Some(Became::Action(ActionId(1))))).unwrap_err(), "P1 became dropped already");
    undo(&mut history);
    assert_eq!(history.session().house.open().count(), 2);
    undo(&mut history);
    ask(&mut history, park("Another")).unwrap();
    let ids: Vec<u32> = history.session().house.parked.iter().map(|line| line.id.0).collect();
    assert_eq!(ids, [1, 3], "a number is given out once");
}

#[test]
fn open_lines_agreements_in_force_and_scores_go_on_to_the_next_retro() {
    let mut history = held("q2", scope(2026, 2));
    for text in ["Open", "Dropped"] {
        ask(&mut history, park(text)).unwrap();
    }
    ask(&mut history, HouseWish::Settle { id: ParkedId(2), became: Some(Became::Dropped) }).unwrap();
    for text in ["One talks at a time", "Cameras on"] {
        ask(&mut history, HouseWish::Agree { text: text.into() }).unwrap();
    }
    ask(&mut history, HouseWish::Keep { id: AgreementId(2), kept: false }).unwrap();
    history.push(at(8), "Mara", Event::ReturnOnTimeVoted { score: 4 });
    let brought = handed_on(&scope(2026, 3), true, [history], None).brought;
    let told: Vec<&str> = brought.parked.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(told, ["Open"]);
    let agreements: Vec<(&str, Option<bool>)> = brought.agreements.iter().map(|known| (known.text.as_str(), known.kept)).collect();
    assert_eq!(agreements, [("One talks at a time", None)], "and the next room says whether it keeps it");
    assert_eq!((brought.past_returns[0].window.as_str(), brought.past_returns[0].mean()), ("2026-Q2", 4.0));
    assert_eq!(brought.parked[0].from.as_deref(), Some("q2"));
}

#[test]
fn who_answers_again_is_heard_once_and_another_question_has_other_answers() {
    let mut history = History::fold(vec![opened("s", scope(2026, 3))]).unwrap();
    let refused = ask(&mut history, HouseWish::Answer { text: "Tired".into() }).unwrap_err();
    assert_eq!(refused, "Nothing was asked at check-in; ask it first (Q under Check-in)");
    ask(&mut history, HouseWish::Ask { question: "How are you?".into() }).unwrap();
    history.push(at(2), "Mara", Event::PersonJoined { id: PersonId(1), name: "Tom".into() });
    for text in ["Tired", "Awake"] {
        let event = Event::Housekeeping { step: HouseStep::Answered { text: text.into() } };
        history.grant(at(3), &Author { person: PersonId(1), name: "Tom".into() }, &event);
    }
    let answers: Vec<&str> = history.session().house.answers.iter().map(|answer| answer.text.as_str()).collect();
    assert_eq!(answers, ["Awake"]);
    ask(&mut history, HouseWish::Ask { question: "What surprised you?".into() }).unwrap();
    assert!(history.session().house.answers.is_empty());
    undo(&mut history);
    assert_eq!(history.session().house.answers.len(), 1, "undo brings them back");
}

#[test]
fn what_was_read_back_is_to_be_read_again_once_it_is_agreed_otherwise() {
    let mut history = held("s", scope(2026, 3));
    let action = history.session().actions[0].clone();
    ask(&mut history, HouseWish::ReadBack { id: action.id, read: true }).unwrap();
    assert_eq!(history.session().read_back(), 1);
    let later = Action { due: action.due.and_then(|due| due.succ_opt()), ..action.clone() };
    history.push(at(9), "Mara", Event::ActionChanged { action: later, why: None });
    assert_eq!(history.session().read_back(), 0, "its owner agreed to another day");
    assert_eq!(history.session().column(InsightKind::Blocker).count(), 1);
}
