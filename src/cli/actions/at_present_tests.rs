//! A change arrives, whichever retros carried the action on and whatever they said of it.

use super::at_present::Retros;
use crate::domain::action::{Action, ActionId, ActionStatus, CarriedAction, Verdict};
use crate::domain::event::Event;
use crate::domain::person::PersonId;
use crate::domain::rules;
use crate::domain::session::History;
use crate::store::fixture::{at, history, opened, scope};

/// What a retro that took the action over has said of it.
#[derive(Clone, Copy, Debug)]
enum Said {
    Nothing,
    PutOff,
    Judged(Verdict),
}

const ALL: [Said; 4] = [Said::Nothing, Said::PutOff, Said::Judged(Verdict::Done), Said::Judged(Verdict::Stalled)];

/// The newest first: each retro took over what the maker left, before those beside it said anything.
fn retros(said: &[Said]) -> Vec<History> {
    let maker = history("2025-Q1", scope(2025, 1));
    let action = maker.session().actions[0].clone();
    let mut all = vec![maker];
    for (quarter, said) in (2..).zip(said) {
        let mut record = opened(&format!("2025-Q{quarter}"), scope(2025, quarter));
        let Event::SessionOpened { carried, .. } = &mut record.event else { panic!("{record:?}") };
        *carried = vec![CarriedAction::new("2025-Q1", action.clone())];
        let mut taker = History::fold(vec![record]).unwrap();
        let why = Some("Away".to_owned());
        match said {
            Said::Nothing => {}
            Said::PutOff => {
                let action = Action { due: "2026-02-01".parse().ok(), owner: "Kim".into(), ..action.clone() };
                taker.push(at(3), "Mara", Event::CarriedActionChanged { index: 0, action: Box::new(action), why });
            }
            Said::Judged(verdict) => {
                taker.push(at(3), "Mara", Event::CarriedActionJudged { index: 0, verdict: Some(*verdict), why });
            }
        }
        all.insert(0, taker);
    }
    all
}

/// Asks the retros, and how the action stands by all of them afterwards; `None` where one refused.
fn changed(mut all: Vec<History>, change: impl Fn(&mut Action), verdict: Option<Verdict>, why: Option<&str>) -> Option<Action> {
    let present = Retros::of(all.clone()).action("2025-Q1", ActionId(1)).unwrap();
    let mut wanted = present.now.clone();
    change(&mut wanted);
    for (id, wish) in present.wishes(&wanted, verdict.filter(|_| present.taken.is_some()), why) {
        let asked = all.iter_mut().find(|history| history.session().id == id).unwrap();
        let event = rules::admit(asked, PersonId::ROOM, wish).ok()?;
        asked.push(at(20), "Ana", event);
    }
    Some(Retros::of(all).action("2025-Q1", ActionId(1)).unwrap().now)
}

#[test]
fn whatever_is_changed_stands_so_by_all_retros_afterwards() {
    let mut histories: Vec<Vec<Said>> = vec![vec![]];
    histories.extend(ALL.map(|one| vec![one]));
    histories.extend(ALL.iter().flat_map(|one| ALL.map(|other| vec![*one, other])));
    for said in histories {
        let before = Retros::of(retros(&said)).action("2025-Q1", ActionId(1)).unwrap().now;
        let due = "2027-02-01".parse().ok();
        let put_off = changed(retros(&said), |action| action.due = due, None, Some("Again")).expect("a new date is taken");
        assert_eq!((put_off.due, &put_off.owner), (due, &before.owner), "{said:?}");
        let owned = changed(retros(&said), |action| action.owner = "Nina".into(), None, None).expect("a new owner is taken");
        assert_eq!((owned.owner.as_str(), owned.due), ("Nina", before.due), "{said:?}: nothing else changes");
        for status in [ActionStatus::Open, ActionStatus::InProgress, ActionStatus::Dropped] {
            if status != before.status {
                let now = changed(retros(&said), |action| action.status = status, None, None).expect("it is opened again, or dropped");
                assert_eq!((now.status, now.due, &now.owner), (status, before.due, &before.owner), "{said:?}");
            }
        }
        if before.status != ActionStatus::Done {
            let now = changed(retros(&said), |action| action.status = ActionStatus::Done, Some(Verdict::Done), None).unwrap();
            assert_eq!((now.status, now.due), (ActionStatus::Done, before.due), "{said:?}");
        }
    }
}
