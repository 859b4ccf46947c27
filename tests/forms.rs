//! Forms as a room fills them: beside others who change the same, with names of people and days in words.

mod rig;

use chrono::{Days, NaiveDate};
use rig::Rig;
use run_retro::domain::action::{Action, ActionStatus};
use run_retro::domain::event::Event;
use run_retro::domain::session::History;

const SIZE: (u16, u16) = (120, 36);

fn action(rig: &Rig) -> Action {
    rig.model().world.session().actions[0].clone()
}

/// A retro at Action Planning, with one action.
fn planning() -> Rig {
    let mut rig = Rig::new(SIZE);
    rig.keys("nnnnaName a second champion<enter>");
    rig
}

/// Somebody else changes the action while its form is open.
fn meanwhile(rig: &mut Rig, change: impl Fn(&mut Action)) {
    rig.happen(|history: &History| {
        let mut action = history.session().actions[0].clone();
        change(&mut action);
        Event::ActionChanged { action, why: None }
    });
}

#[test]
fn what_somebody_else_changes_while_a_form_is_open_stays() {
    let mut rig = planning();
    rig.keys("e<tab>Mara");
    meanwhile(&mut rig, |action| (action.role, action.status) = ("CSM lead".into(), ActionStatus::InProgress));
    rig.keys("<enter>");
    let action = action(&rig);
    assert_eq!((action.owner.as_str(), action.role.as_str(), action.status), ("Mara", "CSM lead", ActionStatus::InProgress));
}

#[test]
fn a_field_that_two_changed_otherwise_is_asked_and_not_written_over() {
    let mut rig = planning();
    rig.keys("e<tab>Mara");
    meanwhile(&mut rig, |action| action.owner = "Tom".into());
    rig.keys("<enter>");
    assert!(rig.screen().contains("Somebody made it Tom meanwhile; Enter once more"), "{}", rig.screen());
    assert_eq!(action(&rig).owner, "Tom");
    rig.keys("<enter>");
    assert_eq!(action(&rig).owner, "Mara", "who sees it decides");
}

#[test]
fn days_in_words_count_from_the_day_that_the_report_goes_by() {
    for as_of in ["2026-11-23", "2026-10-15"] {
        let mut rig = Rig::as_of(SIZE, as_of);
        rig.keys("nnnnaName a second champion<enter>");
        for days in [0, 4] {
            rig.pass(days * 86_400);
            rig.keys("e<tab><tab><tab><tab><c-u>in 3 weeks");
            let day = as_of.parse::<NaiveDate>().unwrap() + Days::new(days.unsigned_abs() + 21);
            let screen = rig.screen();
            assert!(screen.contains(&day.format("%a %-d %b %Y").to_string()), "{day}: {screen}");
            assert_eq!(screen.contains("in this retro it is"), as_of == "2026-10-15", "{screen}");
            rig.keys("<enter>");
            assert_eq!(action(&rig).due, Some(day));
        }
    }
}
