//! A retro keeps what it was held on: its data change, move or vanish afterwards, and its figures stay.

#![allow(clippy::disallowed_methods, reason = "the test prepares the data, changes them and reads what was exported")]

mod terminal;

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use predicates::prelude::PredicateBooleanExt;
use predicates::str::contains;
use serde_json::Value;
use terminal::Terminal;

const SIZE: (u16, u16) = (120, 36);

/// Twelve renewals of a quarter, of 100 each; `lost` of them churned.
fn renewals(lost: u32) -> String {
    let row = |n: u32| {
        let (outcome, after) = if n <= lost { ("churned", 0) } else { ("renewed", 100) };
        format!("R-{n:02},A-{n:02},Account {n:02},enterprise,2026-08-{n:02},2026-08-{n:02},{outcome},100,{after}\n")
    };
    let head = "renewal_id,account_id,account,segment,due_date,closed_date,outcome,arr_before,arr_after\n".to_owned();
    std::iter::once(head).chain((1..=12).map(row)).collect()
}

struct Held {
    home: tempfile::TempDir,
    work: tempfile::TempDir,
}

impl Held {
    /// A retro that was held on three losses of twelve, and left after `keys`.
    fn on_three_losses(keys: &str) -> Self {
        let held = Self { home: tempfile::tempdir().unwrap(), work: tempfile::tempdir().unwrap() };
        fs::create_dir(held.data()).unwrap();
        held.write(3);
        let data = held.data().display().to_string();
        let args = ["--data", &data, "--window", "2026-Q3", "--as-of", "2026-11-23"];
        let mut terminal = Terminal::start(&args, held.home.path(), held.work.path(), SIZE);
        terminal.wait_for("Who does what").wait_for("✓ saved");
        terminal.keys(keys);
        terminal.keys("q");
        let (code, said) = terminal.wait_end();
        assert_eq!(code, 0, "{said}");
        held
    }

    fn data(&self) -> std::path::PathBuf {
        self.work.path().join("data")
    }

    fn write(&self, lost: u32) {
        fs::write(self.data().join("renewals.csv"), renewals(lost)).unwrap();
    }

    fn run(&self, args: &[&str]) -> assert_cmd::assert::Assert {
        let mut command = Command::cargo_bin("run-retro").unwrap();
        command.env("RUN_RETRO_HOME", self.home.path()).current_dir(self.work.path()).args(args).assert()
    }

    /// GRR in the report exported to a folder.
    fn grr(&self, folder: &str) -> f64 {
        let path = self.work.path().join(folder).join("report.json");
        let report: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        report["metrics"]["grr"]["value"].as_f64().unwrap()
    }

    fn read(&self, file: &str) -> String {
        fs::read_to_string(self.work.path().join(file)).unwrap()
    }
}

#[test]
fn changed_data_are_told_and_the_figures_stay_until_the_new_are_asked_for() {
    let held = Held::on_three_losses("");
    held.run(&["export", "--out", "held"]).success().stderr(contains("changed").not());
    assert_eq!(held.grr("held"), 0.75);

    held.write(1);
    let said = contains("GRR 75.0 % then, 91.7 % now").and(contains("Account 02 (R-02): outcome from churned to renewed"));
    held.run(&["export", "--out", "later"]).success().stderr(said.and(contains("--fresh")));
    assert_eq!(held.grr("later"), 0.75, "the figures that the room saw");
    held.run(&["--session", "2026-Q3", "--format", "json"])
        .success()
        .stdout(contains("\"value\": 0.75"))
        .stderr(contains("2 renewals changed"));

    held.run(&["export", "--fresh", "--out", "fresh"]).success().stderr(contains("GRR 75.0 % then, 91.7 % now"));
    assert!(held.grr("fresh") > 0.9);
    let transcript = held.read("fresh/transcript.md");
    assert!(transcript.contains("Gone over to the data as they are now: 2 renewals changed. GRR 75.0 % then, 91.7 % now"), "{transcript}");
    held.run(&["export", "--out", "after"]).success().stderr(contains("changed").not());
    assert!(held.grr("after") > 0.9, "the session stands on the new ones now");

    // Undone on the screen, it stands on the old ones again.
    let mut terminal = Terminal::start(&["resume"], held.home.path(), held.work.path(), SIZE);
    terminal.wait_for("Who does what");
    terminal.keys("u").wait_for("Undone: Gone over").wait_for("✓ saved");
    terminal.keys(">").wait_for("75.0");
    terminal.keys("q");
    assert_eq!(terminal.wait_end().0, 0);
    held.run(&["export", "--out", "undone"]).success().stderr(contains("have changed"));
    assert_eq!(held.grr("undone"), 0.75);
}

#[test]
fn moved_and_missing_data_can_still_be_resumed_and_exported() {
    let held = Held::on_three_losses("");
    let elsewhere = held.work.path().join("elsewhere");
    fs::rename(held.data(), &elsewhere).unwrap();
    held.run(&["export", "--out", "gone"]).success().stderr(contains("out of reach").and(contains("data")));
    assert_eq!(held.grr("gone"), 0.75);
    held.run(&["export", "--fresh", "--out", "no"]).failure().stderr(contains("out of reach"));

    // Where they are now is told by a flag; the content is what counts, not the place.
    let there = elsewhere.display().to_string();
    held.run(&["export", "--data", &there, "--out", "moved"]).success().stderr(contains("out of reach").or(contains("changed")).not());
    let mut terminal = Terminal::start(&["resume"], held.home.path(), held.work.path(), SIZE);
    terminal.wait_for("out of reach");
    terminal.keys(">").wait_for("75.0");
    terminal.keys("q");
    assert_eq!(terminal.wait_end().0, 0);
}

#[cfg(unix)]
#[test]
fn an_edit_that_keeps_size_and_time_is_seen() {
    let held = Held::on_three_losses("");
    let path = held.data().join("renewals.csv");
    let before = fs::metadata(&path).unwrap();
    // The first renewal was of 100 and is of 900: as many bytes.
    fs::write(&path, renewals(3).replace("churned,100,0\nR-02", "churned,900,0\nR-02")).unwrap();
    let file = fs::File::options().write(true).open(&path).unwrap();
    file.set_modified(before.modified().unwrap()).unwrap();
    drop(file);
    let now = fs::metadata(&path).unwrap();
    assert_eq!((before.len(), before.modified().unwrap()), (now.len(), now.modified().unwrap()));
    held.run(&["export", "--out", "later"]).success().stderr(contains("ARR before from 100.00 to 900.00"));
    assert_eq!(held.grr("later"), 0.75);
}

#[test]
fn where_the_kept_facts_are_lost_the_figures_then_are_still_told() {
    let held = Held::on_three_losses("");
    let sessions = held.home.path().join("sessions");
    let session = fs::read_dir(sessions).unwrap().next().unwrap().unwrap().path();
    let kept = fs::read_dir(session).unwrap().map(|entry| entry.unwrap().path());
    kept.filter(|path| path.to_string_lossy().contains("held-")).for_each(|path| fs::remove_file(path).unwrap());
    held.write(1);
    held.run(&["export", "--out", "now"])
        .success()
        .stderr(contains("the data as they are now").and(contains("GRR 75.0 % then, 91.7 % now")));
    assert!(held.grr("now") > 0.9);
    fs::remove_dir_all(held.data()).unwrap();
    held.run(&["export", "--out", "nothing"]).success().stderr(contains("The report is left out"));
}

#[test]
fn signed_figures_are_those_that_were_signed() {
    let held = Held::on_three_losses("<enter>Dana Whitfield<enter>:go to docu<enter>s<enter>");
    held.write(1);
    held.run(&["export", "--fresh", "--out", "fresh"]).failure().stderr(contains("Dana Whitfield signed these figures"));
    held.run(&["export", "--out", "signed"]).success();
    assert_eq!(held.grr("signed"), 0.75);
}

#[test]
fn what_the_room_corrects_goes_into_report_transcript_and_a_file_for_the_source_system() {
    let held = Held::on_three_losses(">r/churned<enter>e<left><tab><tab><bs>100<tab><tab><tab><tab><tab>signed late<enter><esc><esc>");
    held.run(&["export", "--out", "out"]).success();
    assert!(held.grr("out") > 0.8);
    let report: Value = serde_json::from_str(&held.read("out/report.json")).unwrap();
    let corrections = report["corrections"].as_array().unwrap();
    assert_eq!((corrections.len(), &corrections[0]["field"], &corrections[0]["from"]), (2, &"outcome".into(), &"churned".into()));
    let lines = held.read("out/corrections.csv");
    assert!(lines.contains(",outcome,churned,renewed,robin,") && lines.contains(",arr_after,0.00,100.00,robin,"), "{lines}");
    assert!(lines.contains("signed late,renewals.csv,"), "{lines}");
    let report = held.read("out/report.md");
    assert!(report.contains("## Corrections made in the room") && report.contains("rests on 2 corrections"), "{report}");
    assert!(held.read("out/transcript.md").contains("corrected: outcome from churned to renewed"));
}

#[test]
fn a_tracker_that_somebody_edited_is_not_replaced() {
    let held = Held::on_three_losses("");
    held.run(&["export", "--out", "out"]).success();
    let tracker = held.work.path().join("out/actions.csv");
    fs::write(&tracker, "mine\n").unwrap();
    let said = contains("actions.csv is not what was written from here last, so it stays; the new one is actions-2.csv");
    held.run(&["export", "--out", "out"]).success().stderr(said).stdout(contains("actions-2.csv").and(contains("report.md")));
    assert_eq!(held.read("out/actions.csv"), "mine\n");
    assert!(held.read("out/actions-2.csv").starts_with("\u{feff}action,title,owner"));
    assert!(!Path::new(&held.work.path().join("out/report-2.md")).exists());
}

#[test]
fn only_the_formats_that_were_asked_for_are_written_and_always_the_same_bytes() {
    let held = Held::on_three_losses("");
    held.run(&["export", "--out", "all"]).success();
    held.run(&["export", "--out", "some", "--format", "html", "--format", "xlsx,csv"]).success().stdout(contains("report.md").not());
    let names = |folder: &str| -> Vec<String> {
        let files = fs::read_dir(held.work.path().join(folder)).unwrap();
        files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect()
    };
    let some = names("some");
    let ends = |name: &str| ["html", "xlsx", "csv"].iter().any(|ending| name.ends_with(ending));
    assert_eq!(some.len(), names("all").iter().filter(|name| ends(name)).count());
    for name in some {
        let of = |folder: &str| fs::read(held.work.path().join(folder).join(&name)).unwrap();
        assert!(ends(&name) && of("all") == of("some"), "{name}");
    }
}
