//! The second window: it follows what the first one does, tells the room nothing that is hidden, and writes nothing.

#![allow(clippy::disallowed_methods, reason = "the test looks at the files that the programs left")]

mod terminal;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use terminal::{Room, Terminal};

const SCOPE: [&str; 6] = ["--segment", "enterprise", "--window", "2026-Q3", "--as-of", "2026-11-23"];

/// All files of the only session, with what is in them.
fn files(home: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let session = session(home);
    let files = fs::read_dir(session).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    files.map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

fn session(home: &Path) -> PathBuf {
    fs::read_dir(home.join("sessions"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.join("journal.jsonl").exists())
        .unwrap()
}

/// To the insights, with two cards.
fn with_cards(room: &Room) -> Terminal {
    let mut first = room.begin(&SCOPE, (160, 40));
    first.wait_for("Who does what").wait_for("✓ saved");
    first.keys(">>>").wait_for("Leading indicators");
    first.keys("a").wait_for("New: ");
    first.keys("Renewals start too late<enter>").wait_for("I1 added");
    first.keys("Champions leave<enter>").wait_for("I2 added");
    first.keys("<esc>").wait_until("the box is gone", |s| !s.contains("New: "));
    first
}

#[test]
fn it_waits_for_a_retro_follows_it_and_outlives_the_window_that_holds_it() {
    let room = Room::new();
    let mut second = room.begin(&["present"], (80, 24));
    second.wait_for("No retro to follow").wait_for("as soon as one is opened in another window");
    let mut first = with_cards(&room);
    second.wait_for("for you alone").wait_for("Write cards in silence");
    first.wait_for("The guide is in your second window; g shows it here, too");
    // The room's view tells of cards and keeps the guide to itself; then the first window has the guide again.
    second.keys("<tab>").wait_for("2 cards").wait_until("no guide", |s| !s.contains("for you alone") && !s.contains("Guide"));
    first.wait_for("The second window no longer shows the guide");
    first.keys("v").wait_for("1 vote");
    second.wait_for("2 cards · 1 vote");
    first.wait_for("✓ saved");
    first.keys("q");
    assert_eq!(first.wait_end().0, 0);
    second.wait_for("No window has this retro open");
    let before = files(room.home.path());
    let mut again = room.begin(&["resume"], (120, 36));
    again.wait_for("Champions leave").wait_for("✓ saved");
    second.wait_until("it is open again", |s| !s.contains("No window has this retro open"));
    again.keys(">").wait_for("Plan actions");
    second.wait_for("0 actions");
    again.wait_for("✓ saved");
    again.kill();
    second.wait_for("No window has this retro open");
    // A last line that was cut off takes nothing from what is shown.
    let journal = session(room.home.path()).join("journal.jsonl");
    fs::OpenOptions::new().append(true).open(&journal).unwrap().write_all(b"{\"seq\":99,\"at\":\"20").unwrap();
    second.resize((60, 16)).wait_for("0 actions");
    second.resize((30, 8)).wait_for("needs 40×12");
    second.resize((80, 24)).wait_for("0 actions");
    let there = files(room.home.path());
    assert!(before.keys().all(|path| there.contains_key(path)));
    second.keys("q");
    assert_eq!(second.wait_end().0, 0);
    assert_eq!(files(room.home.path()), there, "it wrote nothing into the session");
}

#[test]
fn what_the_tally_hides_is_told_by_neither_view() {
    let room = Room::new();
    let mut first = with_cards(&room);
    first.keys(":").wait_for("Commands");
    first.keys("hide votes<enter>").wait_for("hidden until");
    let mut own = room.begin(&["present"], (160, 36));
    let mut wide = room.begin(&["present", "--view", "room"], (120, 36));
    own.wait_for("Write cards in silence");
    wide.wait_for("2 cards");
    first.keys("vv");
    wide.wait_for("2 votes in");
    first.keys("N").wait_for("decided or left open");
    first.keys("Everybody has voted<enter>");
    own.wait_for("Everybody has voted");
    for window in [&wide, &own] {
        let screen = window.text();
        let tells =
            |line: &str| line.contains("Vote for") || line.contains("vote") && !line.contains("2 votes in") && !line.contains("has voted");
        assert!(!screen.lines().any(tells), "{screen}");
    }
    first.keys(":").wait_for("Commands");
    first.keys("show votes<enter>");
    own.wait_until("whose votes they are", |s| s.lines().any(|line| line.contains("I2") && line.contains("2 votes")));
    // Beside the cards they stand as large as these.
    wide.wait_until("the votes that are told", |s| s.contains("2 cards · 2 votes") && !s.contains("2 votes in"));
    for window in [&mut own, &mut wide] {
        window.keys("q");
    }
    first.keys("q");
}

#[test]
fn names_and_amounts_are_hidden_where_that_is_asked_for() {
    let room = Room::new();
    let mut first = room.begin(&SCOPE, (120, 36));
    first.wait_for("✓ saved");
    first.keys(">>").wait_for("Renewals by reason codes");
    let mut second = room.begin(&["present", "--redact", "--view", "room"], (80, 24));
    second.wait_for("▒ hidden").wait_for("1 lost");
    assert!(!second.text().contains("$799k"), "{}", second.text());
    second.keys("*").wait_for("$799k");
    second.keys("*").wait_until("hidden again", |s| !s.contains("$799k"));
    second.keys("q");
    first.keys("q");
}

#[test]
fn without_a_terminal_it_says_what_it_needs() {
    let room = Room::new();
    let mut program = assert_cmd::Command::cargo_bin("run-retro").unwrap();
    let said = program.env("RUN_RETRO_HOME", room.home.path()).arg("present").assert().failure();
    let said = String::from_utf8_lossy(&said.get_output().stderr).into_owned();
    assert!(said.contains("present draws on a terminal"), "{said}");
}
