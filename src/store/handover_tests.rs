use super::*;
use crate::domain::action::{Action, ActionId, SuccessMetric, Verdict};
use crate::domain::effect::{Baseline, Effect, Evaluation, JudgedEffect};
use crate::domain::event::{Event, Record};
use crate::domain::guardrail;
use crate::domain::person::PersonId;
use crate::domain::phase::Phase;
use crate::domain::prediction::Predictions;
use crate::domain::roster::{Role, Seat};
use crate::store::fixture::{add_card, at, history, opened, scope};

fn titles(handed: &Handover) -> Vec<(&str, &str)> {
    handed.carried.iter().map(|c| (c.session.as_str(), c.action.title.as_str())).collect()
}

const ACTION: &str = "Name a second champion in each account";

#[test]
fn open_actions_and_critical_blockers_of_the_window_before_are_handed_on() {
    let own = [history("q3 rehearsal", scope(2026, 3)), history("q2", scope(2026, 2)), history("q1", scope(2026, 1))];
    let handed = handed_on(&scope(2026, 3), true, own, None);
    assert_eq!(titles(&handed), [("q2", ACTION)]);
    assert_eq!(handed.past_blockers[0].topic, "championsleaveandnobodynotices");
}

#[test]
fn the_bundled_session_stands_in_only_for_the_sample_and_only_until_there_is_an_own_one() {
    let bundled = history("bundled", scope(2026, 2));
    let q3 = scope(2026, 3);
    assert_eq!(titles(&handed_on(&q3, true, [], Some(&bundled))), [("bundled", ACTION)]);
    assert_eq!(titles(&handed_on(&q3, false, [], Some(&bundled))), []);
    let own = [history("own", scope(2026, 1))];
    assert_eq!(titles(&handed_on(&q3, true, own, Some(&bundled))), [("own", ACTION)]);
    let untouched = [History::fold(vec![opened("untouched", scope(2026, 1))]).unwrap()];
    assert_eq!(titles(&handed_on(&q3, true, untouched, Some(&bundled))), [("bundled", ACTION)]);
}

#[test]
fn another_segment_hands_nothing_on() {
    let own = [history("q2", scope(2026, 2))];
    let mut growth = scope(2026, 3);
    growth.segment = Some("growth".into());
    assert_eq!(handed_on(&growth, true, own, None), Handover::default());
}

#[test]
fn done_and_dropped_actions_stay_and_what_stalled_twice_comes_again() {
    let earlier = handed_on(&scope(2026, 2), true, [history("q1", scope(2026, 1))], None);
    let mut first = opened("q2", scope(2026, 2));
    if let Event::SessionOpened { carried, .. } = &mut first.event {
        *carried = [earlier.carried.clone(), earlier.carried].concat();
    }
    let mut q2 = History::fold(vec![first]).unwrap();
    q2.push(at(1), "Mara", Event::CarriedActionJudged { index: 0, verdict: Some(Verdict::Worked), why: None });
    q2.push(at(1), "Mara", Event::CarriedActionJudged { index: 1, verdict: Some(Verdict::Stalled), why: None });
    let mut dropped = Action::new(q2.next_action(), "No longer needed".into());
    dropped.status = ActionStatus::Dropped;
    q2.push(at(2), "Mara", Event::ActionAdded { action: dropped });
    q2.push(at(3), "Mara", Event::PhaseEntered { phase: Phase::Close });

    let handed = handed_on(&scope(2026, 3), true, [q2], None);
    assert_eq!(titles(&handed), [("q1", ACTION)]);
    assert_eq!((handed.carried[0].action.status, handed.carried[0].verdict), (ActionStatus::Stalled, None));
}

#[test]
fn what_a_retro_said_of_renewals_ahead_is_handed_on_with_what_it_was_handed_itself() {
    let said = |day: &str| Predictions { known_by: day.parse().unwrap(), rows: vec![] };
    let mut first = opened("q2", scope(2026, 2));
    if let Event::SessionOpened { past_predictions, .. } = &mut first.event {
        *past_predictions = (0..9).map(|i| PastPredictions { session: format!("s{i}"), said: said("2026-03-31") }).collect();
    }
    let mut q2 = History::fold(vec![first]).unwrap();
    q2.push(at(1), "Mara", Event::Predicted { predictions: said("2026-06-29") });
    q2.push(at(2), "Mara", Event::Predicted { predictions: said("2026-06-30") });
    q2.push(at(3), "Mara", Event::SessionClosed);
    let handed = handed_on(&scope(2026, 3), true, [q2], None).past_predictions;
    assert_eq!((handed.len(), handed[0].session.as_str()), (8, "s2"), "for so many retros, and no longer");
    assert_eq!((handed[7].session.as_str(), handed[7].said.clone()), ("q2", said("2026-06-30")), "what was kept last counts");
}

#[test]
fn a_journal_that_holds_no_predictions_opens_as_before() {
    let written = serde_json::to_string(&opened("q2", scope(2026, 2)).event).unwrap();
    assert!(!written.contains("predictions"), "what is not there is not written");
    let read: Event = serde_json::from_str(&written).unwrap();
    assert_eq!(read, opened("q2", scope(2026, 2)).event);
}

#[test]
fn signals_and_plays_on_the_board_are_handed_on_to_be_asked_again() {
    let mut q2 = history("q2", scope(2026, 2));
    let evidence = |key: &str| Evidence {
        key: key.into(),
        statement: "The champion left: 16 of 30 lost; without it 0 of 90".into(),
        figures: String::new(),
        renewals: vec![],
        arr: None,
    };
    let keys = ["signal:champion-left", "reason:pricing.budget", "signal:champion-left", "play:Value review"];
    let evidence = keys.map(evidence).to_vec();
    let id = q2.next_card();
    q2.push(at(3), "Mara", Event::CardAdded { id, kind: InsightKind::Blocker, text: "Champions".into(), critical: false, evidence });
    let handed = handed_on(&scope(2026, 3), true, [q2], None).past_findings;
    let told: Vec<_> = handed.iter().map(|finding| (finding.key.as_str(), finding.until.to_string())).collect();
    assert_eq!(told, [("signal:champion-left", "2026-06-30".to_owned()), ("play:Value review", "2026-06-30".to_owned())]);
}

#[test]
fn progress_is_told_by_what_was_done_and_goes_on_to_the_next_retro() {
    let mut history = history("s", scope(2026, 2));
    let change = |history: &mut History, minute: i64, change: &dyn Fn(&mut Action), why: Option<&str>| {
        let mut action = history.session().actions[0].clone();
        change(&mut action);
        history.push(at(minute), "Mara", Event::ActionChanged { action, why: why.map(Into::into) });
    };
    let last = |history: &History| history.session().progressed.get(&ActionId(1)).map(ToString::to_string);
    let days = |n: i64| n * 24 * 60;
    change(&mut history, days(1), &|action| action.owner = "Ana".into(), Some("Jonas left"));
    assert_eq!(last(&history), None, "another owner is no progress");
    change(&mut history, days(2), &|action| action.status = ActionStatus::InProgress, None);
    assert_eq!(last(&history).as_deref(), Some("2026-11-25"));
    change(&mut history, days(3), &|action| action.due = "2026-12-20".parse().ok(), Some("Holidays"));
    assert_eq!(last(&history).as_deref(), Some("2026-11-25"), "a later date is none either");
    change(&mut history, days(4), &|_| {}, Some("Half of the accounts have two"));
    assert_eq!(last(&history).as_deref(), Some("2026-11-27"));
    let carried = handed_on(&scope(2026, 3), true, [history.clone()], None).carried;
    assert_eq!(carried[0].progressed, "2026-11-27".parse().ok());
    let mut opening = opened("next", scope(2026, 3));
    assert_eq!(opening.needs(), 2);
    if let Event::SessionOpened { carried: taken_over, .. } = &mut opening.event {
        taken_over.clone_from(&carried);
    }
    assert_eq!(opening.needs(), 5, "a program that does not know it says so");
    let seq = history.last_seq();
    history.push(at(days(5)), "Mara", Event::Undone { seq });
    assert_eq!(last(&history).as_deref(), Some("2026-11-25"));
}

#[test]
fn what_was_said_to_an_escalation_goes_with_its_action_from_retro_to_retro() {
    let mut q1 = history("q1", scope(2026, 1));
    let action = Action { due: "2026-10-01".parse().ok(), ..q1.session().actions[0].clone() };
    q1.push(at(5), "Mara", Event::ActionChanged { action, why: None });
    let mut said: Vec<&str> = vec![];
    let mut last = q1;
    for (quarter, answer) in [(2, "I talk to Product"), (3, "Product agrees"), (4, "It is built")] {
        let event =
            Event::EscalationAnswered { name: "q1/A1".into(), subject: ACTION.into(), who: "Kim Sato".into(), answer: answer.into() };
        last.push(at(6), "Mara", event);
        said.push(answer);
        let mut next = opened(&format!("q{quarter}"), scope(2026, quarter));
        if let Event::SessionOpened { carried, .. } = &mut next.event {
            *carried = handed_on(&scope(2026, quarter), true, [last], None).carried;
        }
        assert_eq!(next.needs(), 5, "a program that does not know it says so");
        last = History::fold(vec![next]).unwrap();
        add_card(&mut last, "Prices rose", false);
        let raised = guardrail::escalations(last.session(), "2026-11-23".parse().unwrap());
        let told: Vec<&str> = raised[0].answers.iter().map(|answered| answered.answer.as_str()).collect();
        assert_eq!((raised.len(), &told), (1, &said));
    }
}

#[test]
fn what_is_done_is_handed_on_until_its_figure_told_whether_it_worked() {
    let mut q1 = history("2026-Q1", scope(2026, 1));
    let seen = q1.session().actions[0].clone();
    let metric = SuccessMetric { name: "GRR".into(), target: "92 %".into(), ..SuccessMetric::default() }.understood();
    let done = Action { status: ActionStatus::Done, metric, ..seen };
    let measure = done.metric.measure.clone().unwrap();
    q1.push(at(1), "Mara", Event::ActionChanged { action: done.clone(), why: None });
    let kept = Baseline { measure: measure.clone(), reading: None, why: Some("no data".into()), of: 1, chosen: None, rules: "1".into() };
    q1.push(at(2), "Mara", Event::BaselinesKept { baselines: vec![(done.id, kept.clone())] });
    let [carried] = handed_on(&scope(2026, 2), true, [q1], None).carried.try_into().unwrap();
    assert_eq!((carried.now().status, carried.baseline.as_ref()), (ActionStatus::Done, Some(&kept)));

    let mut record = opened("2026-Q2", scope(2026, 2));
    let Event::SessionOpened { carried: of_q2, .. } = &mut record.event else { panic!("{record:?}") };
    *of_q2 = vec![carried.clone()];
    let q2 = || History::fold(vec![record.clone(), added(&record)]).unwrap();
    let again = handed_on(&scope(2026, 3), true, [q2()], None).carried;
    assert!(again.iter().any(|next| next.reference() == carried.reference()), "nobody said yet whether it worked");
    let mut said = q2();
    let proposed = Evaluation { effect: Effect::NotShown, ..Evaluation::open(&carried.session, carried.action.id, measure) };
    let judged = JudgedEffect { effect: Effect::NotShown, proposed, why: None };
    said.push(at(9), "Mara", Event::EffectJudged { index: 0, effect: Some(Box::new(judged)) });
    let after = handed_on(&scope(2026, 3), true, [said], None).carried;
    assert!(after.iter().all(|next| next.reference() != carried.reference()), "done, and its effect is told: {after:?}");
}

/// Something of its own, so that the session was held.
fn added(after: &Record) -> Record {
    let action = Action::new(ActionId(9), "Own".into());
    Record { seq: after.seq + 1, event: Event::ActionAdded { action }, ..after.clone() }
}

#[test]
fn why_an_own_action_stalled_goes_with_it() {
    let mut q2 = history("q2", scope(2026, 2));
    let action = q2.session().actions[0].clone();
    let stalled = Action { status: ActionStatus::Stalled, ..action };
    let why = Some("Legal has not answered".to_owned());
    q2.push(at(5), "Mara", Event::ActionChanged { action: stalled, why: why.clone() });
    let handed = handed_on(&scope(2026, 3), true, [q2], None);
    assert_eq!((handed.carried[0].action.status, handed.carried[0].why.clone()), (ActionStatus::Stalled, why));
}

#[test]
fn who_was_there_and_as_what_is_handed_on_over_a_retro_that_wrote_nobody_down() {
    let mut q2 = history("q2", scope(2026, 2));
    let seat = Seat { name: Some("Clara Weiss".into()), fallback: Some("Jo Kim".into()), fallback_used: true };
    q2.push(at(5), "Mara", Event::PersonJoined { id: PersonId(1), name: "Ada Obi".into() });
    q2.push(at(6), "Mara", Event::SeatTaken { role: Role::RenewalDirector, seat: seat.clone() });
    let brought = handed_on(&scope(2026, 3), true, [q2], None).brought;
    assert_eq!(brought.people, ["Ada Obi", "Clara Weiss", "Jo Kim"], "the Exec Sponsor of every retro is nobody by name");
    assert_eq!(brought.seats[&Role::RenewalDirector], Seat { fallback_used: false, ..seat });
    let mut first = opened("q3", scope(2026, 3));
    if let Event::SessionOpened { brought: own, .. } = &mut first.event {
        own.clone_from(&brought);
    }
    let mut q3 = History::fold(vec![first]).unwrap();
    q3.push(at(9), "Mara", Event::SessionClosed);
    assert_eq!(handed_on(&scope(2026, 4), true, [q3], None).brought, brought);
}
