//! What is printed with `--format json`, against the schemas that `run-retro schema` prints; and errors as JSON.
#![allow(clippy::disallowed_methods, reason = "the tests prepare files")]

use std::fs;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use serde_json::Value;

const Q2: &str = "2026-Q2-enterprise-7c41e09a";

fn run(home: &Path, args: &[&str]) -> Output {
    let mut command = Command::cargo_bin("run-retro").unwrap();
    command.env("RUN_RETRO_HOME", home).env("HOME", home).current_dir(home).args(args).output().unwrap()
}

/// A home with one retro, its plan, and a file of renewals.
fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let session = home.path().join("sessions").join(Q2);
    fs::create_dir_all(&session).unwrap();
    fs::write(session.join("journal.jsonl"), include_str!("../sample-data/sessions/2026-Q2-enterprise-7c41e09a/journal.jsonl")).unwrap();
    let plans = home.path().join(".claude/plans");
    fs::create_dir_all(&plans).unwrap();
    for name in ["plan-1.json", "plan-2.json"] {
        fs::write(plans.join(name), include_str!("golden/plan.json")).unwrap();
    }
    fs::write(plans.join("plan-0.json"), "{\"version\": 1}").unwrap();
    let rows = "Renewal ID,Account Name,Due Date,Stage,ARR\nR1,Acme,2026-08-01,Closed Won,1000\nR2,Bolt,2026-08-20,Closed Lost,500\n";
    fs::write(home.path().join("export.csv"), rows).unwrap();
    let hook = "[[hooks]]\nname = 'crm'\npurpose = 'notes'\nphase = 'check-in'\nkind = 'command'\ncommand = ['printf', '{\"items\": [{\"text\": \"a\"}]}']\nanswer = { required = 'items' }\n";
    fs::create_dir(home.path().join("team")).unwrap();
    fs::write(home.path().join("config.toml"), format!("[share]\nfolder = 'team'\n{hook}")).unwrap();
    home
}

fn schema(home: &Path, name: &str) -> Value {
    serde_json::from_slice(&run(home, &["schema", name]).stdout).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn holds(schema: &Value, document: &Value) {
    let validator = jsonschema::validator_for(schema).unwrap();
    let errors: Vec<String> = validator.iter_errors(document).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}\n{document:#}");
}

/// The error: the last line that was told.
fn told(output: &Output) -> Value {
    let told = String::from_utf8_lossy(&output.stderr);
    serde_json::from_str(told.lines().last().unwrap_or_default()).unwrap_or_else(|error| panic!("{error}: {told}"))
}

#[test]
fn each_command_prints_what_its_schema_says() {
    let home = home();
    let home = home.path();
    assert!(run(home, &["export", Q2, "--format", "md", "--out", "out"]).status.success());
    for (name, args, empty) in [
        ("sessions", &["sessions"][..], false),
        ("actions", &["actions", "--all"], false),
        ("verify", &["verify", "out/report.md"], false),
        ("escalations", &["escalations", "--as-of", "2026-12-24"], false),
        ("kb-search", &["kb", "search"], false),
        ("watch", &["watch", "--segment", "enterprise", "--window", "2026-Q3"], false),
        ("check", &["check", "export.csv", "--window", "2026-Q3"], false),
        ("plan", &["plan", "show"], false),
        ("plan-list", &["plan", "list"], false),
        ("plan-diff", &["plan", "diff", "plan-1", "plan-2"], true),
        ("plan-validate", &["plan", "validate", ".claude/plans/plan-0.json"], false),
        ("agenda-list", &["agenda", "list"], false),
        ("doctor", &["doctor"], false),
        ("forget", &["forget", "Okorowa Civil Works", "--dry-run"], false),
        ("sync", &["sync"], false),
        ("hooks-list", &["hooks", "list"], false),
        ("hooks", &["hooks", "check"], false),
    ] {
        let output = run(home, &[args, &["--format", "json"]].concat());
        let printed: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|error| {
            panic!("{name}: {error}\n{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
        });
        holds(&schema(home, name), &printed);
        assert_eq!(printed.as_array().is_some_and(Vec::is_empty), empty, "{name}: {printed}");
    }
}

#[test]
fn every_name_that_is_listed_has_a_schema() {
    let home = tempfile::tempdir().unwrap();
    let listed = run(home.path(), &["schema"]);
    let names: Vec<String> =
        String::from_utf8(listed.stdout).unwrap().lines().map(|line| line.split(' ').next().unwrap().to_owned()).collect();
    assert!(names.len() > 10, "{names:?}");
    for name in &names {
        assert!(jsonschema::validator_for(&schema(home.path(), name)).is_ok(), "{name}");
    }
    assert_eq!(schema(home.path(), "report"), serde_json::from_slice::<Value>(&run(home.path(), &["report", "schema"]).stdout).unwrap());
    assert_eq!(schema(home.path(), "plan"), serde_json::from_slice::<Value>(&run(home.path(), &["plan", "schema"]).stdout).unwrap());
}

#[test]
fn what_stands_in_the_way_is_one_line_of_json() {
    let home = home();
    let home = home.path();
    let of = schema(home, "error");
    fs::write(home.join("other.toml"), "bell = true\nthemme = \"dark\"\n").unwrap();
    let json = ["--format", "json"];
    for (args, code, exit) in [
        (&["sessions", "--form", "x"][..], "usage", 2),
        (&["--window", "fortnight"], "usage", 2),
        (&["check"], "usage", 2),
        (&["sessions", "--config", "other.toml"], "data", 1),
        (&["check", "nowhere"], "io", 1),
        (&["resume", "2099-Q9"], "usage", 2),
        (&["plan", "validate", ".claude/plans/plan-0.json"], "data", 1),
        (&["actions", "--as-of", "2027-12-24"], "overdue", 4),
    ] {
        let output = run(home, &[args, &json].concat());
        let error = told(&output);
        holds(&of, &error);
        assert_eq!((error["error"]["code"].as_str(), output.status.code()), (Some(code), Some(exit)), "{args:?}: {error:#}");
        assert_eq!(error["error"]["exit_status"], exit);
    }
    let located = told(&run(home, &["sessions", "--config", "other.toml", "--format", "json"]));
    assert_eq!((located["error"]["line"].as_u64(), located["error"]["column"].as_str()), (Some(2), Some("1")), "{located:#}");
}

#[test]
fn a_question_has_its_answers_and_their_figures_as_data() {
    let home = tempfile::tempdir().unwrap();
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/53-two-deals-for-one-renewal");
    let checked = run(home.path(), &["check", data, "--format", "json", "--window", "2026-Q3"]);
    assert_eq!(checked.status.code(), Some(1), "it is not ready");
    let checked: Value = serde_json::from_slice(&checked.stdout).unwrap();
    holds(&schema(home.path(), "check"), &checked);
    let refused = run(home.path(), &["--data", data, "--format", "json", "--window", "2026-Q3"]);
    let refused = told(&refused);
    holds(&schema(home.path(), "error"), &refused);
    assert_eq!(refused["error"]["code"], "asked");
    assert!(refused["error"]["remedy"].as_str().unwrap().contains("mapping.toml"), "{refused:#}");
    for questions in [&checked["questions"], &refused["error"]["questions"]] {
        let answers = questions[0]["answers"].as_array().unwrap();
        assert!(answers.len() > 1, "{questions:#}");
        assert!(answers.iter().all(|answer| answer["figures"]["due"].is_u64() && answer["mapping"].is_string()), "{questions:#}");
    }
}

#[test]
fn a_skill_that_somebody_changed_stays() {
    let home = tempfile::tempdir().unwrap();
    let out = home.path().join("skills/run-retro");
    let write = || run(home.path(), &["skill", "--out", out.to_str().unwrap()]);
    assert!(write().status.success() && write().status.success());
    assert_eq!(fs::read_dir(&out).unwrap().count(), 2, "the same again is no other file");
    fs::write(out.join("SKILL.md"), "mine").unwrap();
    let told = write();
    assert!(String::from_utf8_lossy(&told.stderr).contains("SKILL.md is not what was written from here last"), "{told:?}");
    assert_eq!(fs::read_to_string(out.join("SKILL.md")).unwrap(), "mine");
    assert!(out.join("SKILL-2.md").exists());
}
