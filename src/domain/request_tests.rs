use super::*;
use crate::domain::action::{Action, ActionStatus};
use crate::domain::card::{CardId, InsightKind};
use crate::domain::person::PersonId;
use crate::domain::wish::CardWish;
use crate::store::fixture::{at, history, scope};

fn held() -> History {
    history("test", scope(2026, 3))
}

/// Somebody says that the first action is done.
fn done(history: &History, by: &str) -> Request {
    let seen = history.session().actions[0].clone();
    let wanted = Action { status: ActionStatus::Done, ..seen.clone() };
    Request::new(at(9), by, Wish::ChangeAction { seen: Box::new(seen), wanted: Box::new(wanted), why: Some("All seats are named".into()) })
}

#[test]
fn a_request_is_one_step_however_often_it_is_found() {
    let mut history = held();
    let request = done(&history, "Jonas Weber");
    let (answer, record) = request.take_in(&mut history, at(10));
    let [record] = record.as_slice() else { panic!("one step") };
    assert_eq!(answer, Answer::Admitted { seq: record.seq, told: record.event.describe() });
    assert_eq!(history.session().actions[0].status, ActionStatus::Done);
    assert_eq!((record.by.as_str(), record.needs()), ("Jonas Weber", 4));
    // The program ended before it could answer, and another one reads the journal.
    let mut again = History::fold(history.records().to_vec()).unwrap();
    assert_eq!(request.take_in(&mut again, at(11)), (answer, vec![]));
    assert_eq!(again.last_seq(), history.last_seq());
}

#[test]
fn what_is_asked_from_elsewhere_is_held_to_the_same_rules() {
    let mut history = held();
    let before = history.clone();
    let unknown = Request::new(at(9), "Ana", Wish::OnCard(CardId(7), CardWish::Vote));
    let (answer, record) = unknown.take_in(&mut history, at(10));
    assert_eq!((answer, record), (Answer::Refused { why: "There is no card I7 on the board".into() }, vec![]));
    let undo = Request::new(at(9), "Ana", Wish::Undo).take_in(&mut history, at(10));
    assert!(matches!(&undo.0, Answer::Refused { why } if why.contains("undo it in the window")), "{undo:?}");
    assert_eq!((history.session(), history.last_seq()), (before.session(), before.last_seq()));
}

#[test]
fn a_step_belongs_to_the_person_of_that_name() {
    let mut history = held();
    history.push(at(4), "Mara", Event::PersonJoined { id: PersonId(1), name: "Jonas Weber".into() });
    let (_, record) = done(&history, "jonas weber").take_in(&mut history, at(10));
    assert_eq!(record.iter().map(|record| (record.who, record.by.as_str())).collect::<Vec<_>>(), [(PersonId(1), "Jonas Weber")]);
    let undo = Request::new(at(11), "Jonas Weber", Wish::Undo).take_in(&mut history, at(12));
    assert!(!undo.1.is_empty(), "it is their own step");
    assert_eq!(history.session().actions[0].status, ActionStatus::Open);
}

#[test]
fn a_request_reads_back_as_it_was_written() {
    let history = held();
    let wishes = [
        done(&history, "Ana").wish,
        Wish::AddCard { kind: InsightKind::Blocker, text: "No “second” champion\u{2067}".into(), critical: true, evidence: vec![] },
        Wish::OnCard(CardId(1), CardWish::CountHands(3)),
        Wish::Score(4),
        Wish::Close,
    ];
    for wish in wishes {
        let request = Request::new(at(9), "Ana", wish);
        let text = serde_json::to_string(&request).unwrap();
        assert_eq!(serde_json::from_str::<Request>(&text).unwrap(), request);
    }
}
