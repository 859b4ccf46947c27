use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;

use super::*;
use crate::domain::event::{Event, Record};
use crate::domain::person::PersonId;
use crate::domain::rules::{Refusal, admit};
use crate::domain::session::{Author, History, Session};
use crate::domain::wish::Wish;
use crate::store::fixture::{at, scope};

/// Two steps a phase, of 4 and 6 minutes.
fn agenda(name: &str, kinds: [StepKind; 2]) -> Agenda {
    let of = |phase: Phase| {
        kinds.into_iter().zip([4, 6]).map(move |(kind, minutes)| Step {
            id: StepId(format!("{}-{}", phase.key(), kind.key())),
            phase,
            kind,
            title: format!("{} {}", phase.short_name(), kind.key()),
            minutes,
            prompts: vec![],
            needs: vec![],
        })
    };
    Agenda::of_steps(name, Phase::ALL.into_iter().flat_map(of).collect())
}

fn usual() -> Agenda {
    agenda("usual", [StepKind::Vote, StepKind::Discuss])
}

/// As long as it is told, one step a phase.
fn of_minutes(each: u32) -> Agenda {
    Agenda { name: (each * 7).to_string(), ..Agenda::by_phase(&[each; 7]) }
}

fn history() -> History {
    let event = match Event::opening("test", scope(2026, 3)) {
        Event::SessionOpened { id, scope, data, timeboxes, carried, past_blockers, past_predictions, past_findings, brought, .. } => {
            let agenda = Some(usual());
            Event::SessionOpened { id, scope, data, timeboxes, agenda, carried, past_blockers, past_predictions, past_findings, brought }
        }
        other => other,
    };
    History::fold(vec![Record { seq: 1, at: at(0), by: "Mara".into(), who: PersonId::ROOM, asked: None, part_of: None, from: None, event }])
        .unwrap()
}

fn ask(history: &mut History, second: i64, wish: Wish) -> Result<Event, Refusal> {
    let event = admit(history, PersonId::ROOM, wish)?;
    history.grant(when(second), &Author::from("Mara"), &event);
    Ok(event)
}

fn when(second: i64) -> DateTime<Utc> {
    at(0) + TimeDelta::seconds(second)
}

fn ends_in(history: &History, second: i64) -> i64 {
    (history.session().ends_at(when(second)) - when(second)).num_seconds()
}

fn room(session: &Session) -> &str {
    &session.step(session.phase).id.0
}

#[test]
fn a_steps_clock_starts_with_it_and_the_room_goes_through_all_of_them() {
    let mut history = history();
    assert_eq!(ends_in(&history, 0), 70 * 60);
    assert!(history.session().running().next().is_none(), "a meeting starts by hand");
    ask(&mut history, 0, Wish::StartClock(Phase::CheckIn)).unwrap();
    ask(&mut history, 60, Wish::NextStep).unwrap();
    assert_eq!(room(history.session()), "check-in-discuss");
    assert_eq!(history.session().timebox(Phase::CheckIn).used_at(when(90)), 30);
    assert_eq!(ends_in(&history, 60), 66 * 60, "what the step did not use is not planned for any more");
    ask(&mut history, 120, Wish::NextStep).unwrap();
    assert_eq!(room(history.session()), "data-compilation-vote");
    assert!(matches!(history.records()[history.records().len() - 2].event, Event::PhaseEntered { phase: Phase::DataCompilation }));
    for second in 0..11 {
        ask(&mut history, 121 + second, Wish::NextStep).unwrap();
    }
    assert_eq!(ask(&mut history, 200, Wish::NextStep).unwrap_err().to_string(), "This is the last step");
    assert_eq!(history.session().course.running().count(), 1);
    assert_eq!(history.session().course.spent(when(200)), 200);
}

#[test]
fn a_step_that_was_left_by_mistake_goes_on_and_no_second_is_lost() {
    let mut history = history();
    ask(&mut history, 0, Wish::StartClock(Phase::CheckIn)).unwrap();
    ask(&mut history, 60, Wish::NextStep).unwrap();
    ask(&mut history, 70, Wish::Undo).unwrap();
    let session = history.session();
    assert_eq!(room(session), "check-in-vote");
    assert!(session.timebox(Phase::CheckIn).is_running());
    assert_eq!((session.timebox(Phase::CheckIn).used_at(when(100)), session.course.spent(when(100))), (90, 100));
}

#[test]
fn ending_a_step_stops_its_clock_frees_its_time_and_is_taken_back_whole() {
    let mut history = history();
    ask(&mut history, 0, Wish::StartClock(Phase::CheckIn)).unwrap();
    ask(&mut history, 60, Wish::EndStep(Phase::CheckIn)).unwrap();
    assert_eq!((ends_in(&history, 100), history.session().running().count()), (66 * 60, 0));
    assert_eq!(room(history.session()), "check-in-vote", "the room stays");
    ask(&mut history, 100, Wish::Undo).unwrap();
    assert_eq!((ends_in(&history, 100), history.session().running().count()), (69 * 60, 1));
}

#[test]
fn overrun_is_taken_from_later_steps_and_the_meeting_ends_as_planned() {
    let mut history = history();
    ask(&mut history, 0, Wish::StartClock(Phase::CheckIn)).unwrap();
    let end = history.session().ends_at(when(0));
    assert!(ask(&mut history, 100, Wish::TakeOverrun { at: when(100) }).unwrap_err().to_string().starts_with("No step is over its time"));
    let taken = ask(&mut history, 360, Wish::TakeOverrun { at: when(360) }).unwrap();
    let Event::OverrunTaken { from, .. } = &taken else { panic!("{taken:?}") };
    assert_eq!(from.iter().map(|share| share.seconds).sum::<i64>(), 120);
    assert!(taken.describe().starts_with("2 minutes for Check-in vote, taken from "), "{}", taken.describe());
    assert_eq!(history.session().ends_at(when(360)), end);
    ask(&mut history, 370, Wish::Undo).unwrap();
    assert_eq!(history.session().timebox(Phase::CheckIn).left_at(when(370)), -130);
}

#[test]
fn another_agenda_keeps_what_was_spent_and_ends_when_it_says() {
    let mut history = history();
    ask(&mut history, 0, Wish::StartClock(Phase::CheckIn)).unwrap();
    ask(&mut history, 180, Wish::NextStep).unwrap();
    ask(&mut history, 600, Wish::NextStep).unwrap();
    let change = |minutes| Wish::UseAgenda { agenda: Box::new(of_minutes(minutes)), at: when(660) };
    let refused = ask(&mut history, 660, change(2)).unwrap_err().to_string();
    assert_eq!(refused, "14 minutes leaves 0 minutes for 6 steps; choose a longer agenda");
    ask(&mut history, 660, change(5)).unwrap();
    let session = history.session();
    assert_eq!(session.course.spent(when(660)), 660);
    assert_eq!(room(session), "data-compilation-vote", "what is under way goes on");
    assert!(session.timebox(Phase::DataCompilation).is_running());
    assert_eq!(session.ends_at(when(660)), when(35 * 60));
    ask(&mut history, 700, Wish::Undo).unwrap();
    assert_eq!(history.session().course.agenda(), usual());
    assert_eq!(history.session().course.spent(when(700)), 700);
}

#[test]
fn an_agenda_that_is_chosen_before_the_start_is_that_agenda() {
    let mut history = history();
    ask(&mut history, 0, Wish::UseAgenda { agenda: Box::new(of_minutes(5)), at: when(0) }).unwrap();
    assert_eq!(history.session().course.agenda(), of_minutes(5));
    let again = ask(&mut history, 0, Wish::UseAgenda { agenda: Box::new(of_minutes(5)), at: when(0) });
    assert_eq!(again.unwrap_err().to_string(), "The agenda is 35 minutes already");
}

#[test]
fn phases_side_by_side_have_a_step_and_a_clock_each_and_share_their_time() {
    let mut history = history();
    for phase in [Phase::DataCompilation, Phase::PatternAnalysis, Phase::InsightSynthesis] {
        ask(&mut history, 0, Wish::Enter(phase)).unwrap();
    }
    ask(&mut history, 0, Wish::OpenBeside(Phase::ActionPlanning)).unwrap();
    assert_eq!(history.session().running().collect::<Vec<_>>(), Phase::SIDE_BY_SIDE);
    assert_eq!(ends_in(&history, 0), 30 * 60);
    ask(&mut history, 60, Wish::NextStep).unwrap();
    ask(&mut history, 60, Wish::Enter(Phase::InsightSynthesis)).unwrap();
    let session = history.session();
    assert_eq!((room(session), session.step(Phase::ActionPlanning).id.0.as_str()), ("insight-synthesis-vote", "action-planning-discuss"));
    assert_eq!((session.timebox(Phase::InsightSynthesis).used_at(when(90)), session.course.spent(when(90))), (90, 180));
    ask(&mut history, 120, Wish::Undo).unwrap();
    assert_eq!(history.session().course.spent(when(130)), 260, "turning round cost no second, nor did taking it back");
}

#[test]
fn the_minutes_of_a_phase_are_shared_among_its_steps() {
    let longer = usual().with_phase_minutes(Phase::Close, 20);
    assert_eq!(longer.of_phase(Phase::Close).map(|step| step.minutes).collect::<Vec<_>>(), [8, 12]);
    assert_eq!(longer.minutes(), 80);
    assert_eq!(usual().with_phase_minutes(Phase::Close, 1).of_phase(Phase::Close).map(|step| step.minutes).sum::<u32>(), 2);
}

#[derive(Clone, Debug)]
enum Do {
    Wish(u32, Wish),
    /// Seconds pass.
    Wait(i64),
}

fn doing() -> impl Strategy<Value = Do> {
    let phase = || prop::sample::select(&Phase::ALL[..]);
    let agendas = vec![
        usual(),
        of_minutes(5),
        of_minutes(9),
        agenda("other", [StepKind::Group, StepKind::Vote]),
        agenda("odd", [StepKind::Other, StepKind::Break]),
    ];
    let steps: Vec<StepId> = agendas.iter().flat_map(|agenda| &agenda.steps).map(|step| step.id.clone()).collect();
    // The time is put in when it is asked.
    let wish = prop_oneof![
        6 => Just(Wish::NextStep),
        2 => phase().prop_map(Wish::Enter),
        2 => prop::sample::select(steps).prop_map(Wish::EnterStep),
        1 => phase().prop_map(Wish::OpenBeside),
        2 => phase().prop_map(Wish::StartClock),
        2 => phase().prop_map(Wish::PauseClock),
        2 => phase().prop_map(Wish::EndStep),
        1 => (phase(), -400i64..400).prop_map(|(phase, seconds)| Wish::ExtendClock(phase, seconds)),
        3 => prop::sample::select(agendas).prop_map(|agenda| Wish::UseAgenda { agenda: Box::new(agenda), at: at(0) }),
        3 => Just(Wish::TakeOverrun { at: at(0) }),
        1 => prop::sample::select(vec!["Tom", "Ada"]).prop_map(|name| Wish::Join { name: name.into() }),
        5 => Just(Wish::Undo),
        3 => Just(Wish::Redo),
    ];
    prop_oneof![3 => (0u32..3, wish).prop_map(|(who, wish)| Do::Wish(who, wish)), 1 => (0i64..500).prop_map(Do::Wait)]
}

fn timed(wish: Wish, now: DateTime<Utc>) -> Wish {
    match wish {
        Wish::UseAgenda { agenda, .. } => Wish::UseAgenda { agenda, at: now },
        Wish::TakeOverrun { .. } => Wish::TakeOverrun { at: now },
        wish => wish,
    }
}

/// Seconds that all steps together have.
fn allotted(session: &Session) -> i64 {
    session.course.steps.iter().map(|timed| timed.clock.allotted).sum()
}

fn is_sound(session: &Session) {
    let running: Vec<&Timed> = session.course.running().collect();
    let is_at = |timed: &&Timed| session.open.contains(&timed.step.phase) && session.step(timed.step.phase).id == timed.step.id;
    assert!(running.iter().all(is_at), "only what the room is at has a running clock: {running:?}");
    assert_eq!(session.course.agenda().flaw(), None);
    assert!(session.open.contains(&session.phase));
    assert!(session.open.iter().all(|phase| session.step(*phase).phase == *phase));
}

proptest! {
    /// Whatever any persons do with steps, clocks and agendas, take back and do again: no second that a clock ran is lost or
    /// counted twice, taking overrun moves minutes and makes none, and what is undone is as it was.
    #[test]
    fn no_second_is_lost_and_no_minute_made(doings in prop::collection::vec(doing(), 1..70)) {
        let (mut history, mut now, mut ran) = (history(), at(0), 0i64);
        for doing in doings {
            let (who, wish) = match doing {
                Do::Wait(seconds) => {
                    ran += seconds * history.session().course.running().count() as i64;
                    now += TimeDelta::seconds(seconds);
                    continue;
                }
                Do::Wish(who, wish) => (PersonId(who), timed(wish, now)),
            };
            let before = history.clone();
            let Ok(event) = admit(&history, who, wish) else {
                prop_assert_eq!(history.session(), before.session());
                continue;
            };
            history.grant(now, &Author { person: who, name: who.to_string() }, &event);
            let session = history.session();
            is_sound(session);
            prop_assert_eq!(session.course.spent(now), ran, "after {:?}", event);
            match &event {
                Event::OverrunTaken { .. } => prop_assert_eq!(allotted(session), allotted(before.session())),
                Event::AgendaChanged { agenda } => {
                    let kept = |timed: &&Timed| timed.clock.used_at(now) > 0;
                    prop_assert!(before.session().course.steps.iter().filter(kept).all(|timed| agenda.steps.iter().any(|step| step.id == timed.step.id)));
                }
                _ => {}
            }
            if event.nature().undoable && !matches!(event, Event::PersonJoined { .. }) {
                let mut undone = history.clone();
                let undo = admit(&undone, who, Wish::Undo).unwrap();
                undone.grant(now, &Author { person: who, name: who.to_string() }, &undo);
                let is = |session: &Session| (session.phase, session.open.clone(), session.course.agenda(), allotted(session), room(session).to_owned());
                prop_assert_eq!(is(undone.session()), is(before.session()), "undo of {:?}", event);
                prop_assert_eq!(undone.session().running().collect::<Vec<_>>(), before.session().running().collect::<Vec<_>>(), "undo of {:?}", event);
                prop_assert_eq!(undone.session().course.spent(now), ran);
            }
        }
        let again = History::fold(history.records().to_vec()).unwrap();
        prop_assert_eq!(again.session(), history.session());
    }

    /// However a meeting goes, another agenda ends when it says, to the minute.
    #[test]
    fn another_agenda_ends_when_it_says(steps in prop::collection::vec(20i64..200, 1..9), each in 9u32..20) {
        let (mut history, mut second) = (history(), 0);
        ask(&mut history, 0, Wish::StartClock(Phase::CheckIn)).unwrap();
        for taken in steps {
            second += taken;
            ask(&mut history, second, Wish::NextStep).unwrap();
        }
        let wish = Wish::UseAgenda { agenda: Box::new(of_minutes(each)), at: when(second) };
        if ask(&mut history, second, wish).is_ok() {
            let late = (history.session().ends_at(when(second)) - when(i64::from(each) * 7 * 60)).num_seconds();
            prop_assert!((0..60).contains(&late), "{late}");
        }
    }
}
