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

/// A retro at Action Planning, with people.
fn with_people(size: (u16, u16)) -> Rig {
    let mut rig = Rig::new(size);
    rig.keys("aAmélie Dupont, Max Sommer, Max Schmidt<enter>nnnn");
    rig
}

#[test]
fn an_owner_is_somebody_of_the_room_however_they_are_typed() {
    for (typed, owner) in [
        ("amelie<enter>", "Amélie Dupont"),
        ("@am<enter>", "Amélie Dupont"),
        ("am<tab><enter>", "Amélie Dupont"),
        ("max so.<enter>", "Max Sommer"),
        ("Nadia Head of Product<enter>", "Nadia Head of Product"),
        ("An<enter>", "An"),
    ] {
        let mut rig = with_people(SIZE);
        rig.keys("aName a second champion<tab>").keys(typed);
        assert_eq!(action(&rig).owner, owner, "{typed}: {}", rig.screen());
    }
}

#[test]
fn two_who_may_be_meant_are_told_apart_and_asked() {
    for size in [(80, 24), SIZE, (200, 55)] {
        let mut rig = with_people(size);
        rig.keys("aName a second champion<tab>Max S.");
        assert!(rig.screen().contains("Max Sommer or Max Schmidt? Tab offers"), "{}", rig.screen());
        rig.keys("<enter>");
        assert!(rig.screen().contains("! Max Sommer or Max Schmidt?"), "{}", rig.screen());
        rig.keys("<tab>");
        assert!(rig.screen().contains("1 of 2; Tab turns to Max Schmidt"), "{}", rig.screen());
        rig.keys("<tab><enter>");
        assert_eq!(action(&rig).owner, "Max Schmidt");
        rig.keys("e<tab><c-u>@zorro<enter>");
        assert!(rig.screen().contains("Nobody here is called zorro; without the @"), "{}", rig.screen());
    }
}

#[test]
fn what_stood_in_a_form_before_is_nobody_elses_by_passing_through_it() {
    let mut rig = planning();
    rig.keys("e<tab>Max<enter>");
    rig.keys("bbbbaMax Sommer<enter>nnnn");
    rig.keys("e<tab><tab>CSM lead<enter>");
    assert_eq!((action(&rig).owner.as_str(), action(&rig).role.as_str()), ("Max", "CSM lead"));
}

#[test]
fn words_are_somebodys_whose_name_is_completed_or_who_joins() {
    let mut rig = with_people(SIZE);
    rig.keys("ba@am<tab>No sponsor<enter>Seats stand idle @max<tab><tab><enter>Prices @Max S.<enter>");
    assert!(rig.screen().contains("Max Sommer or Max Schmidt?"), "{}", rig.screen());
    rig.keys("<c-u>@zorro No budget<enter>");
    assert!(rig.screen().contains("Nobody here is called zorro. Enter once more: zorro joins"), "{}", rig.screen());
    rig.keys("<enter>We write to @all of them<enter><esc>");
    let session = rig.model().world.session();
    let cards: Vec<(&str, &str)> = session.insights.iter().map(|card| (card.author.as_str(), card.text.as_str())).collect();
    let wanted = [
        ("Amélie Dupont", "No sponsor"),
        ("Max Schmidt", "Seats stand idle"),
        ("zorro", "No budget"),
        ("robin", "We write to @all of them"),
    ];
    assert_eq!((cards, session.people.len()), (wanted.to_vec(), 4));
}

#[test]
fn a_sign_off_is_the_directors_however_their_name_is_typed() {
    let mut rig = Rig::new(SIZE);
    rig.keys("<enter>Amélie Dupont<enter>nnnnnsamelie");
    assert!(rig.screen().contains("Amélie Dupont is the Renewal Director"), "{}", rig.screen());
    rig.keys("<enter>");
    let session = rig.model().world.session();
    assert!(session.is_signed() && session.signed_off.values().all(|signed| signed.name == "Amélie Dupont"));
}

/// A retro that took actions over, with the keys on the first of them.
fn carrying(due: Option<&str>) -> Rig {
    let mut rig = Rig::carrying_due(SIZE, due, &["Name a second champion", "Ask pricing for a floor"]);
    rig.keys("<right><right>");
    rig
}

#[test]
fn enter_opens_whatever_is_selected_at_check_in_and_judges_nothing() {
    let mut rig = carrying(None);
    assert!(rig.screen().contains("Enter open"), "{}", rig.screen());
    rig.keys("<enter>");
    assert!(rig.screen().contains("Carried over: ") && rig.screen().contains("What became of it"), "{}", rig.screen());
    rig.keys("<enter>");
    let settled = |rig: &Rig| rig.model().world.session().carried.iter().filter(|one| one.verdict.is_some() || one.goes_on).count();
    assert_eq!(settled(&rig), 0, "what was opened and left as it is says nothing");
    rig.keys("<left>");
    assert!(rig.screen().contains("Enter tick"), "the checklist is ticked, and says so\n{}", rig.screen());
}

#[test]
fn what_was_taken_over_is_put_off_with_a_day_and_why_and_is_no_longer_late() {
    let mut rig = carrying(Some("2026-10-01"));
    assert!(rig.screen().contains("beyond its SLA"), "{}", rig.screen());
    rig.keys("e<c-u>in 6 weeks<enter>");
    assert!(rig.screen().contains("Say why it is put off"), "{}", rig.screen());
    rig.keys("<c-u>Legal is late<enter>");
    let screen = rig.screen();
    assert!(screen.contains("→ goes on") && screen.contains("why: Legal is late") && screen.contains("1 of 2 judged"), "{screen}");
    let carried = &rig.model().world.session().carried[0];
    assert!(
        carried.goes_on
            && carried.action.due > "2026-11-23".parse().ok()
            && !carried.lateness("2026-11-23".parse().unwrap()).is_escalated()
    );
    assert!(rig.keys("u").screen().contains("beyond its SLA"), "undo takes it back\n{}", rig.screen());
}

#[test]
fn what_stalled_says_why_here_and_in_the_next_retro() {
    let mut rig = carrying(None);
    rig.keys("s<esc><enter>");
    assert!(!rig.screen().contains("half typed here is back") && rig.screen().contains("not judged yet"), "{}", rig.screen());
    rig.keys("<down><down><down>Busy<enter>");
    assert!(rig.screen().contains("a reason alone is not kept"), "{}", rig.screen());
    rig.keys("<c-x><esc>s<enter>");
    assert!(rig.screen().contains("Say why it stalled"), "{}", rig.screen());
    rig.keys("Nobody had time<enter>");
    assert!(rig.screen().contains("! stalled") && rig.screen().contains("why: Nobody had time"), "{}", rig.screen());
    rig.keys("s");
    assert!(rig.model().world.session().carried[0].verdict.is_none(), "the same key takes it back");
}

#[test]
fn up_and_down_pass_through_every_field_and_change_none() {
    let mut rig = planning();
    rig.keys("e<tab><tab><tab><tab><c-u>2026-12-18<enter>");
    let before = action(&rig);
    rig.keys("e");
    for key in ["<down>", "<up>"] {
        for _ in 0..14 {
            rig.keys(key);
        }
    }
    rig.keys("<enter>");
    assert_eq!(action(&rig), before);
    rig.keys("e<tab><tab><tab><tab>");
    assert!(rig.screen().contains("+ − a day"), "{}", rig.screen());
    rig.keys("++-<enter>");
    assert_eq!(action(&rig).due, "2026-12-19".parse().ok());
}

#[test]
fn a_draft_that_comes_back_says_so_and_can_be_thrown_away() {
    let mut rig = planning();
    rig.keys("e<c-u>grr<esc>e");
    let screen = rig.screen();
    assert!(screen.contains("half typed here is back") && screen.contains("^X throw away"), "{screen}");
    rig.keys("<c-x>");
    assert!(rig.screen().contains("Name a second champion") && !rig.screen().contains("^X throw away"), "{}", rig.screen());
    rig.keys("<enter>");
    assert_eq!(action(&rig).title, "Name a second champion");
}
