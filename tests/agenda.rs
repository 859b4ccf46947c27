//! The agenda on the screen: steps one after the other, their clocks, the end of the meeting, and the guide to each.

mod rig;

use rig::Rig;
use run_retro::domain::phase::Phase;
use run_retro::domain::session::Session;

const SIZE: (u16, u16) = (120, 36);

fn session(rig: &Rig) -> &Session {
    rig.model().world.session()
}

fn step(rig: &Rig) -> &str {
    &session(rig).step(session(rig).phase).title
}

#[test]
fn the_first_screen_says_when_the_meeting_ends() {
    insta::assert_snapshot!(Rig::by_agenda((80, 24), "60").screen());
}

#[test]
fn the_guide_stands_beside_a_wide_screen() {
    insta::assert_snapshot!(Rig::by_agenda((200, 55), "60").keys("nnnnnn").screen());
}

#[test]
fn the_agenda_shows_what_was_planned_and_what_was_spent() {
    let mut rig = Rig::by_agenda(SIZE, "60");
    rig.keys(" ").wait(200).keys("n").wait(100).keys("nA");
    insta::assert_snapshot!(rig.screen());
    rig.keys("<down><down><enter>");
    assert_eq!((step(&rig), session(&rig).phase), ("Code the losses", Phase::PatternAnalysis));
    rig.keys("u");
    assert_eq!(step(&rig), "Read the figures");
}

#[test]
fn one_key_goes_through_all_steps_and_another_through_the_phases() {
    let mut rig = Rig::by_agenda(SIZE, "60");
    let mut seen = vec![step(&rig).to_owned()];
    for _ in 1..15 {
        rig.keys("n");
        seen.push(step(&rig).to_owned());
    }
    let all: Vec<String> = session(&rig).course.steps.iter().map(|timed| timed.step.title.clone()).collect();
    assert_eq!(seen, all);
    rig.keys("n");
    assert!(rig.screen().contains("This is the last step"), "{}", rig.screen());
    let mut rig = Rig::by_agenda(SIZE, "60");
    rig.keys(">>>");
    assert_eq!(step(&rig), "Write cards in silence");
}

#[test]
fn what_a_step_leaves_open_is_told_and_stops_nobody() {
    let mut rig = Rig::by_agenda(SIZE, "60");
    rig.keys(">>>n");
    assert_eq!(step(&rig), "Read and group");
    assert!(rig.screen().contains("Left open in Write cards in silence: no card is on the board. u goes back"), "{}", rig.screen());
    rig.keys("u");
    assert_eq!(step(&rig), "Write cards in silence");
    rig.keys("aChampions leave<enter>n");
    assert!(!rig.screen().contains("Left open"), "{}", rig.screen());
}

#[test]
fn overrun_is_told_and_made_up_with_one_key() {
    let mut rig = Rig::by_agenda(SIZE, "60");
    rig.keys(" ");
    assert!(rig.screen().contains("ends 10:00"), "{}", rig.screen());
    rig.wait(3 * 60 + 90);
    let screen = rig.screen();
    assert!(
        screen.contains("Time for Check people in is up") && screen.contains("ends 10:01") && screen.contains("= make it up"),
        "{screen}"
    );
    rig.keys("=");
    let screen = rig.screen();
    assert!(screen.contains("2 minutes for Check people in, taken from ") && screen.contains("The meeting ends at 10:00"), "{screen}");
    rig.keys("u");
    assert!(rig.screen().contains("ends 10:01"), "{}", rig.screen());
    rig.keys("+");
    assert!(rig.screen().contains("▶ 5:00"), "more time counts from now: {}", rig.screen());
}

#[test]
fn another_agenda_is_chosen_on_the_fly() {
    let mut rig = Rig::by_agenda(SIZE, "120");
    rig.keys(" ").wait(300).keys("n").wait(60);
    rig.keys(":60 minutes<enter>");
    let screen = rig.screen();
    assert!(screen.contains("Agenda changed: 60 minutes. The meeting ends at 10:00"), "{screen}");
    assert_eq!((step(&rig), session(&rig).course.spent(rig.now())), ("Last retro's actions", 360));
    rig.keys("A");
    assert!(rig.screen().contains("Agenda: 60 minutes"), "{}", rig.screen());
    rig.keys("c45 min<enter>");
    assert!(rig.screen().contains("Agenda changed: 45 minutes. The meeting ends at 09:45"), "{}", rig.screen());
    rig.keys("<esc>u");
    assert!(rig.screen().contains("ends 10:00"), "{}", rig.screen());
}

#[test]
fn after_steps_that_were_left_early_the_meeting_ends_when_it_was_told() {
    let mut rig = Rig::by_agenda(SIZE, "60");
    rig.keys(" ").wait(40).keys("n").wait(35).keys("n").wait(50).keys("n").wait(7);
    rig.keys(":45 minutes<enter>");
    assert!(rig.screen().contains("The meeting ends at 09:45"), "{}", rig.screen());
    rig.keys("A");
    let screen = rig.screen();
    // What was spent and what is to come are what the whole takes: 45 minutes, and what is left of one.
    assert!(screen.contains("2:12 spent and 42:53 to come: 45:05 in all"), "{screen}");
}

#[test]
fn the_timer_is_read_from_across_the_room() {
    let mut rig = Rig::by_agenda((80, 24), "60");
    rig.keys(" ").wait(75).keys("T");
    insta::assert_snapshot!(rig.screen());
    rig.keys("n");
    assert!(rig.screen().contains("Last retro's actions") && rig.screen().contains("██"), "it goes along: {}", rig.screen());
    rig.keys("<esc>");
    assert!(!rig.screen().contains("██"), "{}", rig.screen());
}

#[test]
fn the_guide_asks_about_this_data_scrolls_and_closes() {
    let mut rig = Rig::by_agenda((80, 24), "60");
    rig.keys(">>ng");
    let mut all = rig.screen();
    for _ in 0..6 {
        all.push_str(&rig.keys("]").screen());
    }
    assert!(all.contains("cost most (") && all.contains("Good looks like") && !all.contains("{top"), "{all}");
    assert!(rig.keys("<esc>").screen().contains("Renewals by reason codes"), "{}", rig.screen());
    assert!(!rig.screen().contains("Good looks like"), "{}", rig.screen());
}

#[test]
fn the_ledger_stands_at_close() {
    let mut rig = Rig::by_agenda(SIZE, "60");
    rig.keys(" ").wait(250);
    for _ in 0..6 {
        rig.keys(">").wait(200);
    }
    insta::assert_snapshot!(rig.screen());
}

#[test]
fn in_summary_depth_there_is_no_agenda() {
    let mut rig = Rig::summary(SIZE);
    assert!(!rig.screen().contains("ends "), "{}", rig.screen());
    rig.keys("n");
    assert_eq!(session(&rig).phase, Phase::PatternAnalysis);
    assert!(session(&rig).running().next().is_none());
    assert!(!rig.screen().contains("A agenda"), "{}", rig.screen());
}
