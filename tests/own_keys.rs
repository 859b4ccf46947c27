//! Keys of a user's own: footer, help, palette and what is said name them, and what is wrong with them is told with its line.

#![allow(clippy::disallowed_methods, reason = "the test writes a configuration")]

mod terminal;

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use terminal::Room;

const SCOPE: [&str; 6] = ["--segment", "enterprise", "--window", "2026-Q3", "--as-of", "2026-11-23"];

fn configure(home: &Path, keys: &str) {
    fs::write(home.join("config.toml"), format!("user = \"robin\"\n\n[keys]\n{keys}")).unwrap();
}

fn told(home: &Path, arguments: &[&str]) -> (bool, String) {
    let mut program = Command::cargo_bin("run-retro").unwrap();
    let ended = program.env("RUN_RETRO_HOME", home).args(arguments).output().unwrap();
    (ended.status.success(), String::from_utf8_lossy(if ended.status.success() { &ended.stdout } else { &ended.stderr }).into_owned())
}

#[test]
fn they_work_and_are_named_wherever_keys_are_named() {
    let room = Room::new();
    configure(
        room.home.path(),
        "next_step = \"ctrl+n\"\nundo = [\"f4\", \"ctrl+b\"]\nvote = \"+\"\nextend = \"f6\"\nadd = \"A\"\nagenda = \"f7\"\n",
    );
    let mut terminal = room.begin(&SCOPE, (120, 36));
    // Footer, and the panel of what is empty.
    terminal.wait_for("✓ saved").wait_for("^N next step").wait_for("F7 agenda");
    terminal.keys("n").keys(">>>").wait_for("Leading indicators").wait_for("A add");
    terminal.keys("A").wait_for("New: ");
    terminal.keys("Renewals start too late<enter>").wait_for("I1 added");
    terminal.keys("<esc>").wait_until("the box is gone", |s| !s.contains("New: "));
    terminal.keys("v+").wait_for("1 vote");
    // What is said of what happened.
    terminal.keys("d").wait_for("removed; F4 brings it back").wait_for("removed · F4 brings it back");
    terminal.keys("<c-b>").wait_for("Undone");
    // Help and the palette.
    terminal.keys("?").wait_for("F4 ^B").wait_for("Undo the last step");
    terminal.keys("<esc>:").wait_for("Commands");
    terminal.keys("undo the last").wait_for("F4");
    terminal.keys("<esc>q");
    assert_eq!(terminal.wait_end().0, 0);
}

#[test]
fn what_is_wrong_with_them_is_told_with_its_line() {
    let room = Room::new();
    for (keys, line, wanted) in [
        ("next_step = \"n\"\ncritical = \"v\"\n", 5, "critical: v is vote already"),
        ("nextstep = \"n\"\n", 4, "did you mean next_step?"),
        ("undo = \"ctrl+enter\"\n", 4, "`ctrl+enter` is no key"),
        ("undo = 3\n", 4, "a key in quotes, or a list of keys in square brackets"),
    ] {
        configure(room.home.path(), keys);
        let (is_well, said) = told(room.home.path(), &["keys"]);
        assert!(!is_well && said.contains(&format!("config.toml:{line}:")) && said.contains(wanted), "{said}");
    }
}

#[test]
fn all_commands_are_listed_with_their_names_and_keys() {
    let room = Room::new();
    configure(room.home.path(), "next_step = \"ctrl+n\"\n");
    let (is_well, listed) = told(room.home.path(), &["keys"]);
    assert!(is_well, "{listed}");
    let line = |name: &str| listed.lines().find(|line| line.starts_with(name)).unwrap_or_else(|| panic!("no {name}: {listed}")).to_owned();
    assert!(line("next_step ").contains("^N ") && line("next_step ").contains("Go to the next step"));
    assert!(line("undo ").contains("u ^Z"));
}
