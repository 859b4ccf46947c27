use chrono::TimeDelta;
use proptest::prelude::*;

use super::*;
use crate::domain::card::InsightKind;
use crate::domain::event::Event;
use crate::domain::person::PersonId;
use crate::domain::rules::{Refusal, admit};
use crate::domain::session::{Author, History};
use crate::domain::wish::{CardWish, Wish};
use crate::store::fixture::{at, opened, scope};

fn second(second: i64) -> DateTime<Utc> {
    at(0) + TimeDelta::seconds(second)
}

fn ask(history: &mut History, at: i64, wish: Wish) -> Result<Event, Refusal> {
    let event = admit(history, PersonId::ROOM, wish)?;
    history.grant(second(at), &Author::from("Mara"), &event);
    Ok(event)
}

/// At the insights, with a card of each kind.
fn at_insights() -> History {
    let mut history = History::fold(vec![opened("test", scope(2026, 3))]).unwrap();
    for kind in InsightKind::ALL {
        ask(&mut history, 0, Wish::AddCard { kind, text: kind.label().into(), critical: false, evidence: vec![] }).unwrap();
    }
    ask(&mut history, 0, Wish::Enter(Phase::InsightSynthesis)).unwrap();
    history
}

fn discuss(id: u32) -> Wish {
    Wish::OnCard(CardId(id), CardWish::Discuss)
}

fn spent(history: &History, now: i64) -> Vec<i64> {
    let session = history.session();
    session.topics.iter().map(|topic| session.spent_on(topic, second(now))).collect()
}

#[test]
fn a_topic_takes_what_the_steps_clock_takes_while_it_is_discussed() {
    let mut history = at_insights();
    ask(&mut history, 60, discuss(1)).unwrap();
    assert_eq!(history.session().topic().unwrap().1.allotted, 8 * 60, "a third of 25 minutes");
    ask(&mut history, 100, discuss(2)).unwrap();
    ask(&mut history, 110, Wish::PauseClock(Phase::InsightSynthesis)).unwrap();
    assert_eq!(spent(&history, 500), [40, 10], "it stands still with the step");
    ask(&mut history, 600, Wish::StartClock(Phase::InsightSynthesis)).unwrap();
    ask(&mut history, 620, discuss(1)).unwrap();
    ask(&mut history, 650, Wish::LeaveTopic).unwrap();
    assert_eq!(spent(&history, 900), [70, 30], "taken up again it goes on");
    assert!(history.session().topic().is_none());
}

#[test]
fn what_is_said_and_decided_stays_with_the_card_in_a_group_and_apart() {
    let mut history = at_insights();
    let on = |id: u32, wish: CardWish| Wish::OnCard(CardId(id), wish);
    ask(&mut history, 1, on(2, CardWish::Say("Nobody owns it".into()))).unwrap();
    ask(&mut history, 2, on(2, CardWish::GroupWith { other: CardId(1), name: "Ownership".into() })).unwrap();
    ask(&mut history, 3, on(2, CardWish::Decide("Sales owns it".into()))).unwrap();
    let told = |history: &History, id: u32| -> Vec<String> {
        history.session().insight(CardId(id)).unwrap().remarks().map(|remark| remark.text.clone()).collect()
    };
    assert_eq!(told(&history, 1), ["Nobody owns it", "Sales owns it"]);
    ask(&mut history, 4, on(2, CardWish::Ungroup)).unwrap();
    assert_eq!((told(&history, 1).len(), told(&history, 2).len()), (0, 2));
    ask(&mut history, 5, Wish::Undo).unwrap();
    ask(&mut history, 6, Wish::Undo).unwrap();
    assert_eq!(told(&history, 1), ["Nobody owns it"]);
}

#[test]
fn what_is_not_discussed_is_neither_ended_nor_given_time() {
    let mut history = at_insights();
    for wish in [Wish::LeaveTopic, Wish::ExtendTopic(120)] {
        assert!(ask(&mut history, 1, wish).unwrap_err().to_string().contains("Nothing is under discussion"));
    }
    ask(&mut history, 1, discuss(1)).unwrap();
    assert!(ask(&mut history, 1, discuss(1)).unwrap_err().to_string().contains("already"));
    ask(&mut history, 2, Wish::ExtendTopic(120)).unwrap();
    assert_eq!(history.session().topic().unwrap().1.allotted, 10 * 60);
    ask(&mut history, 3, Wish::OnCard(CardId(1), CardWish::Remove)).unwrap();
    assert!(history.session().topic().is_none(), "a card that is gone is no topic");
}

proptest! {
    /// Whatever the room does meanwhile, topics take no second that the step's clock has not counted, and a journal folds to the same.
    #[test]
    fn topics_take_what_was_counted(steps in prop::collection::vec((0u8..7, 1u32..4, 1i64..90), 1..40)) {
        let (mut history, mut now) = (at_insights(), 0);
        for (what, id, passed) in steps {
            now += passed;
            let wish = match what {
                0 | 1 => discuss(id),
                2 => Wish::LeaveTopic,
                3 => Wish::PauseClock(Phase::InsightSynthesis),
                4 => Wish::StartClock(Phase::InsightSynthesis),
                5 => Wish::Undo,
                _ => Wish::ExtendTopic(120),
            };
            drop(ask(&mut history, now, wish));
        }
        let all: i64 = spent(&history, now).iter().sum();
        prop_assert!(all <= history.session().course.spent(second(now)), "{all}");
        let again = History::fold(history.records().to_vec()).unwrap();
        prop_assert_eq!(again.session(), history.session());
    }
}
