//! `run-retro verify`: a report that was exported, held against its session.
#![allow(clippy::disallowed_methods, reason = "the tests prepare files")]

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

const Q2: &str = "2026-Q2-enterprise-7c41e09a";

/// What it prints, what it says of errors, and its exit status.
fn run(home: &Path, args: &[&str]) -> (String, String, i32) {
    let mut command = Command::cargo_bin("run-retro").unwrap();
    let output = command.env("RUN_RETRO_HOME", home).env("HOME", home).current_dir(home).args(args).output().unwrap();
    let [out, err] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    (out, err, output.status.code().unwrap())
}

/// A home with one retro, and its report in both forms.
fn exported() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let session = home.path().join("sessions").join(Q2);
    fs::create_dir_all(&session).unwrap();
    fs::write(session.join("journal.jsonl"), include_str!("../sample-data/sessions/2026-Q2-enterprise-7c41e09a/journal.jsonl")).unwrap();
    let (_, told, status) = run(home.path(), &["export", Q2, "--format", "md,html", "--out", "out"]);
    assert_eq!(status, 0, "{told}");
    home
}

#[test]
fn a_report_holds_as_it_was_written_whatever_became_of_the_session_since() {
    let home = exported();
    for file in ["out/report.md", "out/report.html"] {
        let (told, errors, status) = run(home.path(), &["verify", file]);
        assert!(status == 0 && told.contains(&format!("{file} holds")), "{told}{errors}");
    }
    // Sent through a mail, which changes how lines end.
    let report = fs::read_to_string(home.path().join("out/report.md")).unwrap();
    fs::write(home.path().join("mailed.md"), report.replace('\n', "\r\n")).unwrap();
    assert_eq!(run(home.path(), &["verify", "mailed.md"]).2, 0);
    let (told, errors, status) = run(home.path(), &["actions", "change", &format!("{Q2}/A1"), "--owner", "Somebody else"]);
    assert_eq!(status, 0, "{told}{errors}");
    let (told, _, status) = run(home.path(), &["verify", "out/report.md"]);
    assert!(status == 0 && told.contains("has made 1 step since"), "{told}");
}

#[test]
fn the_first_number_that_was_changed_is_named() {
    let home = exported();
    let change = |file: &str| {
        let path = home.path().join(file);
        let report = fs::read_to_string(&path).unwrap();
        let at = report.find("\u{a0}%").or_else(|| report.find(" %")).unwrap();
        let number = report[..at].rfind(|c: char| !c.is_ascii_digit() && c != '.').map_or(0, |before| before + 1);
        fs::write(&path, format!("{}99.9{}", &report[..number], &report[at..])).unwrap();
    };
    change("out/report.md");
    let (told, errors, status) = run(home.path(), &["verify", "out/report.md"]);
    assert!(status == 1 && told.contains("Line ") && told.contains("“99.9” should be"), "{told}{errors}");
    change("out/report.html");
    let (json, _, status) = run(home.path(), &["verify", "out/report.html", "--format", "json"]);
    let verified: Value = serde_json::from_str(&json).unwrap();
    assert!(status == 1 && verified["holds"] == false && verified["difference"]["word"].as_str().unwrap().contains("99.9"), "{json}");
}

#[test]
fn what_cannot_be_verified_says_why() {
    let home = exported();
    let report = fs::read_to_string(home.path().join("out/report.md")).unwrap();
    let elsewhere = report.replace(Q2, "2026-Q1-growth-00000001");
    let later = report.replace(" after step ", " after step 9");
    for (name, text, why) in [
        ("notes.md", "# Notes\n", "says of no session"),
        ("elsewhere.md", &elsewhere, "not on this machine"),
        ("later.md", &later, "it was made after step 9"),
    ] {
        fs::write(home.path().join(name), text).unwrap();
        let (told, errors, status) = run(home.path(), &["verify", name]);
        assert!(status == 1 && told.is_empty() && errors.contains(why) && errors.contains(name), "{told}{errors}");
    }
    assert!(run(home.path(), &["verify", "nowhere.md"]).1.contains("name a report"));
}
