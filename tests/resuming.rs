//! Going on where a program ended: what was half typed is back, and a clock has not run on.
#![allow(clippy::disallowed_methods, reason = "the tests prepare sessions, and wait for the file that holds what is typed")]

mod places;
mod terminal;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use chrono::{DateTime, TimeDelta, Utc};
use places::{PLACES, Place, TEXT};
use run_retro::domain::event::Event;
use run_retro::domain::phase::Phase;
use run_retro::store::home::Home;
use run_retro::store::sessions::Sessions;
use terminal::{Room, Terminal};

const SIZE: (u16, u16) = (120, 36);
const PHASE: Phase = Phase::CheckIn;

impl Room {
    fn start(&self, args: &[&str]) -> Terminal {
        let terminal = self.begin(args, SIZE);
        terminal.wait_for("✓ saved");
        terminal
    }

    fn drafts(&self) -> PathBuf {
        let sessions: Vec<_> = std::fs::read_dir(self.home.path().join("sessions")).unwrap().collect();
        sessions[0].as_ref().unwrap().path().join("drafts.json")
    }

    /// The disk has it soon, without a sync or a key.
    fn wait_for_draft(&self, text: &str) {
        let end = Instant::now() + Duration::from_secs(60);
        while !read(&self.drafts()).contains(text) {
            assert!(Instant::now() < end, "{text} is not kept: {}", read(&self.drafts()));
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_default()
}

const SCOPE: [&str; 6] = ["--segment", "enterprise", "--window", "2026-Q3", "--as-of", "2026-11-23"];

/// The phase is there, and so are the findings: what is selected depends on them.
fn arrives(terminal: &Terminal, place: &Place) {
    let phases = ["● Check-in", "● Data", "● Patterns", "● Insights", "● Actions", "● Documents"];
    // Names of keys stand in angle brackets, too.
    let mut keys = place.before.split('<');
    let first = keys.next().unwrap_or_default();
    let typed = keys.filter_map(|keys| Some(keys.split_once('>')?.1)).chain([first]);
    let phase = phases[typed.map(|keys| keys.matches('>').count()).sum::<usize>()];
    terminal.wait_until(phase, |screen| screen.contains(phase) && !screen.contains("Working out the findings"));
}

/// Typed, killed, gone on with.
fn outlives_a_kill(place: &Place) {
    let room = Room::new();
    let mut first = room.start(&SCOPE);
    first.wait_for("Who does what");
    first.keys(place.before);
    arrives(&first, place);
    first.keys(place.opens).keys(TEXT).wait_for(TEXT);
    room.wait_for_draft(TEXT);
    first.kill();
    let mut second = room.start(&["resume"]);
    if let Some(keys) = place.comes_back {
        arrives(&second, place);
        second.keys(keys);
    }
    second.wait_for(TEXT);
    second.keys("ught").wait_for("half a thought");
}

#[test]
fn a_prompt_a_form_and_a_search_outlive_a_kill() {
    std::thread::scope(|scope| {
        for name in ["note", "seat", "search in a list", "search in a table"] {
            let place = PLACES.iter().find(|place| place.name == name).unwrap();
            scope.spawn(move || outlives_a_kill(place));
        }
    });
}

#[test]
#[ignore = "long: run by .ci/long"]
fn every_place_to_type_outlives_a_kill() {
    PLACES.iter().for_each(outlives_a_kill);
}

#[test]
fn what_is_put_aside_outlives_q_and_is_gone_once_it_is_a_step() {
    let room = Room::new();
    let mut first = room.start(&SCOPE);
    first.keys("N").wait_for("Note for the transcript");
    first.keys("half a note<esc>").wait_for("Put aside, and kept");
    first.keys("q");
    assert_eq!(first.wait_end().0, 0);
    let mut second = room.start(&["resume"]);
    second.wait_for("Half typed and kept, until you open it again: a note");
    second.keys("N").wait_for("half a note");
    second.keys(" more<enter>").wait_for("Note: half a note more");
    second.keys("q");
    assert_eq!(second.wait_end().0, 0);
    assert!(!room.drafts().exists(), "{}", read(&room.drafts()));
}

/// The session goes on, and its program is killed an hour ago, 40 seconds after its clock was started.
fn killed_an_hour_ago(home: &Path) {
    let sessions = Sessions::new(&Home::below(home));
    let id = sessions.latest().unwrap().unwrap().id;
    let mut session = sessions.open(&id).unwrap();
    let start = DateTime::<Utc>::from(SystemTime::now()) - TimeDelta::hours(1);
    let note = Event::NoteTaken { phase: PHASE, text: "then the lights went out".into() };
    let marked = Event::TimerMarked { phase: PHASE, step: None };
    let steps = [(0, Event::TimerStarted { phase: PHASE, step: None }), (15, marked.clone()), (30, marked), (40, note)];
    for (seconds, event) in steps {
        let record = session.history.push(start + TimeDelta::seconds(seconds), "robin", event);
        session.journal.append(&[record]).unwrap();
    }
}

#[test]
fn a_clock_that_ran_when_the_program_was_killed_is_paused_where_it_was() {
    let room = Room::new();
    let mut first = room.start(&SCOPE);
    first.keys("q");
    assert_eq!(first.wait_end().0, 0);
    killed_an_hour_ago(room.home.path());
    let mut second = room.start(&["resume"]);
    second.wait_for("Clock of Check people in paused at 4:20, where it stood when the program ended").wait_for("4:20 paused");
    second.keys("<space>").wait_for("▶ 4:1");
    second.keys("q");
    assert_eq!(second.wait_end().0, 0);
}
