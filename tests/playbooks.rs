//! Decisions as files of a team's own folder, and whether what they rest on still holds.
#![allow(clippy::disallowed_methods, reason = "the test reads and changes the files that the program wrote")]

mod terminal;

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;
use terminal::Terminal;

fn run(home: &Path, args: &[&str]) -> (String, String, i32) {
    let mut command = Command::cargo_bin("run-retro").unwrap();
    let output = command.env("RUN_RETRO_HOME", home).env("HOME", home).current_dir(home).args(args).output().unwrap();
    let [out, err] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    (out, err, output.status.code().unwrap())
}

#[test]
fn a_decision_is_written_with_its_claim_which_is_tested_on_other_data() {
    let (home, work) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let scope = ["--segment", "enterprise", "--window", "2026-Q3", "--as-of", "2026-11-23"];
    let mut terminal = Terminal::start(&scope, home.path(), work.path(), (120, 36));
    terminal.wait_for("Who does what").wait_for("✓ saved");
    terminal.keys(">>>").wait_for("Leading indicators");
    terminal.keys("a").wait_for("New: ");
    terminal.keys("Early sponsors help<enter>").wait_for("I1 added");
    terminal.keys("<esc>").wait_until("the box is gone", |s| !s.contains("New: "));
    terminal.keys("l").wait_for("Evidence for I1");
    terminal.keys("uplift of over").wait_for("1 of ");
    terminal.keys("<enter>").wait_for("linked to evidence");
    terminal.keys("nnn").wait_for("Queue");
    terminal.keys(".").wait_for("Under discussion: I1");
    terminal.keys("D").wait_for("Enter keep");
    terminal.keys("Call the sponsor before day 90<enter>").wait_for("I1, decided").wait_for("✓ saved");
    terminal.keys("q");
    assert_eq!(terminal.wait_end().0, 0);

    let home = home.path();
    let (told, errors, status) = run(home, &["playbooks", "write", "--out", "books"]);
    assert!(status == 0 && told.starts_with("books/deal-desk-2026-Q3-enterprise-"), "{told}{errors}");
    let file = home.join(told.trim());
    let written = fs::read_to_string(&file).unwrap();
    assert!(written.starts_with("# Call the sponsor before day 90\n\nChange of: deal desk. "), "{written}");

    let verdict = |text: &str| {
        fs::write(&file, text).unwrap();
        let (told, errors, status) = run(home, &["playbooks", "verify", "books", "--as-of", "2026-11-23", "--format", "json"]);
        let checked: Value = serde_json::from_str(&told).unwrap_or_else(|error| panic!("{error}: {told}{errors}"));
        (checked[0]["verdict"].as_str().unwrap().to_owned(), status)
    };
    assert_eq!(verdict(&written), ("holds".to_owned(), 0));
    // Had all of them been lost, there would be much less of it now; had none been, it would be the other way round.
    let counts = |part: &str, direction: &str| {
        let line = |line: &str| match line.split(" = ").next() {
            Some("part") => format!("part = {part}"),
            Some("direction") => format!("direction = \"{direction}\""),
            _ => line.to_owned(),
        };
        written.lines().map(line).collect::<Vec<_>>().join("\n") + "\n"
    };
    let all = written.lines().find_map(|line| line.strip_prefix("of = ")).unwrap();
    assert_eq!(verdict(&counts(all, "more-lost")), ("weaker".to_owned(), 0));
    assert_eq!(verdict(&counts("0", "fewer-lost")), ("reversed".to_owned(), 1));
    // What a person broke is told by its place.
    fs::write(&file, counts("0", "more-lost")).unwrap();
    let (_, errors, status) = run(home, &["playbooks", "verify", "books"]);
    assert!(status == 1 && errors.contains("contradicts itself") && errors.contains(".md:"), "{errors}");
}
