//! A whole retro in a real terminal: by keys from check-in to close, killed in the middle, resumed, exported.

#![allow(clippy::disallowed_methods, reason = "the test reads the files that the program left")]

mod terminal;

use std::fs;
use std::path::Path;

use serde_json::Value;
use terminal::Terminal;

const SCOPE: [&str; 6] = ["--segment", "enterprise", "--window", "2026-Q3", "--as-of", "2026-11-23"];
const SIZE: (u16, u16) = (120, 36);

fn folders() -> (tempfile::TempDir, tempfile::TempDir) {
    (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap())
}

fn only_file(folder: &Path) -> std::path::PathBuf {
    let files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files.len(), 1, "{files:?}");
    files[0].clone()
}

/// What a terminal pastes without saying so is text: it removes no card and moves nobody.
#[test]
fn an_unmarked_paste_is_text_and_no_commands() {
    let (home, work) = folders();
    let mut terminal = Terminal::start(&SCOPE, home.path(), work.path(), SIZE);
    terminal.wait_for("Who does what").wait_for("✓ saved");
    terminal.keys(">>>").wait_for("Leading indicators");
    // The box is open before its text comes: letters that arrive with the key that opens it are a burst.
    terminal.keys("a").wait_for("New: ");
    terminal.keys("No second champion<enter>").wait_for("I1 added");
    terminal.keys("<esc>").wait_until("the box is gone", |s| !s.contains("New: "));
    terminal.type_at_once("discounts came late, and nobody said so");
    terminal.wait_for("New: blocker").wait_for("discounts came late, and nobody said so");
    terminal.keys("<enter>").wait_for("I2 added");
    terminal.keys("<esc>").wait_until("the box is gone", |s| !s.contains("New: ")).wait_for("No second champion");
    terminal.type_at_once("Ana Lopez: Renewals start late\nTom Weber: Nobody owns them\nAna Lopez: Prices moved");
    terminal.wait_for("From the chat, to Blockers").wait_for("Ana Lopez and Tom Weber");
    terminal.keys("<enter>").wait_for("3 lines taken in from the chat").wait_for("Nobody owns them");
    terminal.keys("q");
    assert_eq!(terminal.wait_end().0, 0);
}

#[test]
fn a_workshop_survives_a_kill_and_ends_in_files() {
    let (home, work) = folders();
    let mut first = Terminal::start(&SCOPE, home.path(), work.path(), SIZE);
    first.wait_for("Who does what").wait_for("✓ saved");
    // Roles, checklist, clock.
    first.keys("<enter>").wait_for("Fallback");
    first.keys("Dana Whitfield<enter>").wait_for("Dana Whitfield");
    first.keys("jjj<enter>j<enter>j<enter>").wait_until("three checks", |s| s.matches("[x]").count() == 3);
    first.keys(" ").wait_for("▶");
    // Data, patterns, insights.
    first.keys(">").wait_for("GRR");
    first.keys(">").wait_for("Renewals by reason codes");
    first.keys(">").wait_for("Leading indicators");
    first.keys("a").wait_for("New: blocker");
    first.keys("Renewals start too late<enter>").wait_for("I1 added");
    first.keys("<esc>");
    first.keys("c").wait_for("critical");
    first.keys("vv").wait_for("2 votes");
    // A step that the screen shows as saved must outlive the program.
    first.wait_for("✓ saved");
    first.kill();

    let mut second = Terminal::start(&["resume"], home.path(), work.path(), SIZE);
    second.wait_for("Renewals start too late").wait_for("2 votes");
    second.keys(">").wait_for("1 critical blocker unanswered");
    second.keys("<enter>").wait_for("New action");
    second.keys("Open renewals 180 days ahead<tab>Mara Ilves<tab>CS lead<tab><tab>+4w<tab>renewals opened early<tab>31 %<tab>80 %");
    second.keys("<enter>").wait_for("A1 added");
    second.keys(">").wait_for("Merge gate: closed");
    second.keys("s").wait_for("Dana Whitfield is the Renewal Director");
    second.keys("<enter>").wait_for("Merge gate: open");
    second.keys("x").wait_for("files written to");
    second.keys(">").wait_for("Was this worth the time?");
    second.keys("54").wait_for("2 votes");
    second.keys("c").wait_for("Session closed");
    second.wait_for("✓ saved");
    second.keys("q");
    let (code, said) = second.wait_end();
    assert_eq!(code, 0, "{said}");

    let export = only_file(&work.path().join("run-retro-export"));
    let report = fs::read_to_string(export.join("report.md")).unwrap();
    assert!(report.contains("Renewals start too late") && report.contains("Open renewals 180 days ahead"), "{report}");
    let actions = fs::read_to_string(export.join("actions.csv")).unwrap();
    assert!(actions.contains("Mara Ilves") && actions.contains("renewals opened early"), "{actions}");
    let transcript = fs::read_to_string(export.join("transcript.md")).unwrap();
    assert!(transcript.contains("Renewals start too late"), "{transcript}");
    let session: Value = serde_json::from_slice(&fs::read(export.join("session.json")).unwrap()).unwrap();
    assert!(session.to_string().contains("Open renewals 180 days ahead"));

    let plan: Value = serde_json::from_slice(&fs::read(only_file(&work.path().join(".claude/plans"))).unwrap()).unwrap();
    assert_eq!(plan["stages"].as_array().map(Vec::is_empty), Some(false));
    assert!(plan.to_string().contains("Renewals start too late"), "the change log tells of the blocker");
}

#[test]
fn a_second_program_may_look_but_not_write() {
    let (home, work) = folders();
    let mut first = Terminal::start(&SCOPE, home.path(), work.path(), SIZE);
    first.wait_for("✓ saved");
    let mut second = Terminal::start(&["resume"], home.path(), work.path(), SIZE);
    second.wait_for("open in another window").wait_for("Look at it here");
    second.keys("<enter>").wait_for("Who does what");
    second.keys("jjj<enter>").wait_for("This window is read-only");
    // Who looks on turns the pages, and sees what the others do.
    second.keys("nnn").wait_for("Leading indicators");
    first.keys(">>>a").wait_for("New: ");
    first.keys("Champions leave and nobody notices<enter>");
    second.wait_for("Champions leave and nobody notices");
    // It writes nothing, files neither.
    second.keys(">>").wait_for("Gate & sign-off");
    second.keys("x").wait_for("This window is read-only");
    assert!(!work.path().join("run-retro-export").exists());
    second.keys("q");
    assert_eq!(second.wait_end().0, 0);
    first.kill();
}

#[test]
fn the_terminal_is_given_back_and_sizes_are_followed() {
    let (home, work) = folders();
    let mut terminal = Terminal::start(&SCOPE, home.path(), work.path(), SIZE);
    terminal.wait_for("Who does what");
    assert!(terminal.mouse_is_captured());
    terminal.resize((60, 20)).wait_for("needs 80×24");
    terminal.resize((80, 24)).wait_for("Who does what");
    terminal.keys("?").wait_for("Keys");
    terminal.keys("<esc>").wait_for("Who does what");
    terminal.keys("<c-p>").wait_for("Commands");
    terminal.keys("go to clo<enter>").wait_for("Was this worth the time?");
    terminal.keys("q");
    let (code, said) = terminal.wait_end();
    assert_eq!(code, 0);
    assert!(said.contains("run-retro resume"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_polite_kill_saves_and_ends() {
    let (home, work) = folders();
    let mut terminal = Terminal::start(&SCOPE, home.path(), work.path(), SIZE);
    terminal.wait_for("✓ saved");
    terminal.keys("N").wait_for("Note for the transcript");
    terminal.keys("Prices were not the topic<enter>").wait_for("Note: Prices were not the topic");
    let killed = std::process::Command::new("kill").arg(terminal.process_id().to_string()).status().unwrap();
    assert!(killed.success());
    let (code, _) = terminal.wait_end();
    assert_eq!(code, 0);
    let again = Terminal::start(&["export", "--out", "files"], home.path(), work.path(), SIZE);
    assert_eq!(again.wait_end().0, 0);
    assert!(fs::read_to_string(work.path().join("files/transcript.md")).unwrap().contains("Prices were not the topic"));
}

/// What was exported on the command line is known in the window that has the session open, and to whoever opens it next.
#[test]
fn an_export_on_the_command_line_is_known_to_the_session() {
    let (home, work) = folders();
    let mut first = Terminal::start(&SCOPE, home.path(), work.path(), SIZE);
    first.wait_for("Who does what").wait_for("✓ saved");
    let export = || {
        let mut program = assert_cmd::Command::cargo_bin("run-retro").unwrap();
        program.env("RUN_RETRO_HOME", home.path()).env("USER", "robin").current_dir(work.path()).arg("export").assert().success();
    };
    export();
    first.wait_for("robin, from another window:").wait_for("exported to");
    first.keys(":").wait_for("Commands");
    first
        .keys("go to clo<enter>")
        .wait_until("that there are files", |s| s.contains("files older than the session") && !s.contains("not exported yet"));
    first.keys("q");
    assert_eq!(first.wait_end().0, 0);
    export();
    let mut second = Terminal::start(&["resume"], home.path(), work.path(), SIZE);
    second.wait_for("exported to");
    second.keys("q");
    assert_eq!(second.wait_end().0, 0);
}
