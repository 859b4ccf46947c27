//! A clock counts the time of the room: not that of a program that had ended, nor that of a machine that slept.

mod rig;

use rig::Rig;
use run_retro::domain::phase::Phase;

const PHASE: Phase = Phase::CheckIn;

fn used(rig: &Rig) -> i64 {
    rig.model().world.session().timebox(PHASE).used_at(rig.now())
}

fn said(rig: &Rig) -> &str {
    rig.model().status.as_ref().map_or("", |status| status.text.as_str())
}

#[test]
fn a_machine_that_slept_costs_the_room_nothing_and_says_so() {
    let mut rig = Rig::new((120, 36));
    rig.keys("<space>").wait(100).sleep(2_520);
    assert_eq!(used(&rig), 100);
    assert_eq!(said(&rig), "The clock goes on at 8:20: 42 minutes of sleep or changed time are not counted");
    rig.wait(20);
    assert_eq!(used(&rig), 120, "it goes on");
    assert!(rig.screen().contains("▶ 8:00"), "{}", rig.screen());
}

#[test]
fn a_key_before_the_next_tick_finds_the_gap_too() {
    let mut rig = Rig::new((120, 36));
    rig.keys("<space>").wait(30);
    rig.pass(3_600).keys("n");
    assert_eq!(used(&rig), 30);
}

#[test]
fn time_that_was_set_back_or_ahead_by_days_is_not_the_rooms() {
    let mut rig = Rig::new((120, 36));
    for jump in [3 * 86_400, -400 * 86_400, -3_600] {
        let before = used(&rig);
        rig.keys("<space>").wait(10).sleep(jump).wait(10).keys("<space>");
        assert_eq!(used(&rig) - before, 20, "{jump}");
    }
}

#[test]
fn a_paused_clock_has_no_gaps() {
    let mut rig = Rig::new((120, 36));
    rig.keys("<space>").wait(10).keys("<space>").sleep(3_600);
    assert_eq!(used(&rig), 10);
    assert_eq!(said(&rig), "Clock of Check-in paused");
    rig.keys("<space>").wait(5);
    assert_eq!(used(&rig), 15);
}
