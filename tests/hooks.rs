//! `run-retro hooks`: tools are listed and tried, and only the user's own configuration declares any.
#![allow(clippy::disallowed_methods, reason = "the tests prepare files")]

mod terminal;

use std::fs;
use std::path::Path;
use std::process::Output;
use std::time::{Duration, Instant};

use assert_cmd::Command;
use terminal::Room;

const SERVER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/hooks/server.sh");

fn run(home: &Path, folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::cargo_bin("run-retro").unwrap();
    command.env("RUN_RETRO_HOME", home).env("HOME", home).current_dir(folder).args(args).output().unwrap()
}

fn server(name: &str, mode: &str) -> String {
    format!(
        "[[hooks]]\nname = \"{name}\"\npurpose = \"notes\"\nphase = \"check-in\"\nkind = \"mcp\"\nserver = [\"sh\", \"{SERVER}\", \"{mode}\"]\n\
         tool = \"search\"\narguments = {{ q = \"{{query}}\" }}\ntimeout_seconds = 20\nanswer = {{ fails_if = \"fetch failed\" }}\n"
    )
}

#[test]
fn each_is_tried_and_what_became_of_it_is_a_table_and_an_exit_status() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    fs::write(home.join("config.toml"), server("good", "fine")).unwrap();
    let fine = run(home, home, &["hooks", "check"]);
    let told = String::from_utf8_lossy(&fine.stdout);
    assert!(fine.status.success() && told.starts_with("name  purpose  kind  took"), "{fine:?}");
    assert!(
        told.lines().any(|line| line.starts_with("good  notes    mcp   ") && line.contains("ok") && line.contains("asked: ")),
        "{told}"
    );
    fs::write(home.join("config.toml"), server("good", "fine") + &server("far", "fetch-failed") + &server("hostile", "escapes")).unwrap();
    let mixed = run(home, home, &["hooks", "check"]);
    let told = String::from_utf8_lossy(&mixed.stdout);
    assert_eq!(mixed.status.code(), Some(1));
    assert!(told.lines().any(|line| line.starts_with("far") && line.contains("“fetch failed”, which fails_if names")), "{told}");
    assert!(told.lines().any(|line| line.starts_with("hostile") && line.contains("wiped")) && !told.contains('\u{1b}'), "{told:?}");
    assert!(String::from_utf8_lossy(&mixed.stderr).contains("1 of 3 tools did not answer as the configuration says"), "{mixed:?}");
    assert!(run(home, home, &["hooks", "check", "good"]).status.success());
    let unknown = run(home, home, &["hooks", "check", "god"]);
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("no tool is called god; did you mean good?"), "{unknown:?}");
    let listed = run(home, home, &["hooks", "list"]);
    assert!(String::from_utf8_lossy(&listed.stdout).contains("far      notes    check-in  on demand  mcp   sh · search"), "{listed:?}");
}

#[test]
fn what_stands_beside_data_or_in_the_working_directory_starts_nothing() {
    let (home, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let folder = folder.path();
    let marker = folder.join("started");
    let evil = format!(
        "[[hooks]]\nname = \"evil\"\npurpose = \"prompts\"\nphase = \"check-in\"\non = \"enter\"\nkind = \"command\"\ncommand = [\"touch\", \"{}\"]\nanswer = {{ required = \"items\" }}\n",
        marker.display()
    );
    fs::create_dir_all(folder.join(".run-retro")).unwrap();
    for name in ["config.toml", "run-retro.toml", ".run-retro/config.toml", "hooks.toml"] {
        fs::write(folder.join(name), &evil).unwrap();
    }
    fs::write(
        folder.join(".mcp.json"),
        format!(r#"{{"mcpServers": {{"evil": {{"command": "touch", "args": ["{}"]}}}}}}"#, marker.display()),
    )
    .unwrap();
    fs::write(folder.join("renewals.csv"), "Renewal ID,Account Name,Due Date,Stage,ARR\nR1,Acme,2026-08-01,Closed Won,1000\n").unwrap();
    for args in [&["hooks", "list"][..], &["hooks", "check"], &["check", "."], &["--data", ".", "--window", "2026-Q3"]] {
        let output = run(home.path(), folder, args);
        assert!(!String::from_utf8_lossy(&output.stdout).contains("evil"), "{args:?}: {output:?}");
    }
    assert!(!marker.exists());
    // A mapping has no place for one either.
    fs::write(folder.join("mapping.toml"), &evil).unwrap();
    let refused = run(home.path(), folder, &["check", "."]);
    assert!(String::from_utf8_lossy(&refused.stderr).contains("mapping.toml:1:"), "{refused:?}");
}

/// Keys are answered while a tool hangs; leaving ends it with all it started.
#[test]
fn a_tool_that_hangs_holds_up_no_key_and_is_gone_with_the_program() {
    let room = Room::new();
    let marker = format!("7{}", std::process::id());
    let hangs = format!(
        "[[hooks]]\nname = \"slow\"\npurpose = \"prompts\"\nphase = \"check-in\"\non = \"enter\"\nkind = \"command\"\n\
         command = [\"sh\", \"-c\", \"sleep {marker} & sleep {marker}\"]\ntimeout_seconds = 600\nanswer = {{ required = \"items\" }}\n"
    );
    fs::write(room.home.path().join("config.toml"), hangs).unwrap();
    let mut terminal = room.begin(&["--segment", "enterprise", "--window", "2026-Q3", "--as-of", "2026-11-23"], (120, 36));
    terminal.wait_for("Who does what").wait_for("✓ saved");
    terminal.keys("C").wait_for("asking …");
    terminal.keys("<esc>>").wait_for("Retention of enterprise");
    let begun = Instant::now();
    terminal.keys("q").wait_for_end();
    assert!(begun.elapsed() < Duration::from_secs(30));
    let still_there = std::process::Command::new("pgrep").args(["-f", &format!("^sleep {marker}$")]).output();
    assert!(still_there.is_err() || still_there.is_ok_and(|found| found.stdout.is_empty()), "nothing of it is left");
}
