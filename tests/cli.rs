//! The command line as scripts and people at a prompt meet it.
#![allow(clippy::disallowed_methods, reason = "the tests prepare and read files")]

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use predicates::prelude::PredicateBooleanExt;
use predicates::str::{contains, starts_with};

fn program(home: &Path) -> Command {
    let mut command = Command::cargo_bin("run-retro").unwrap();
    command.env("RUN_RETRO_HOME", home).env_remove("NO_COLOR");
    command
}

fn home() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn a_wrong_value_names_the_flag_the_value_and_what_is_allowed() {
    let home = home();
    for (args, said) in [
        (["--window", "fortnight"], ["--window", "fortnight", "rolling-90d"]),
        (["--segment", "smb"], ["--segment", "smb", "enterprise"]),
        (["--depth", "deep"], ["--depth", "deep", "workshop"]),
        (["--dimensions", "colour"], ["--dimensions", "colour", "cs-owner"]),
        (["--as-of", "soon"], ["--as-of", "soon", ""]),
        (["--theme", "drak"], ["--theme", "drak", "did you mean dark"]),
        (["--session", "nothing"], ["--session", "nothing", "run-retro sessions"]),
    ] {
        let said = said.map(contains);
        let [flag, value, allowed] = said;
        program(home.path()).args(args).assert().code(2).stderr(flag.and(value).and(allowed));
    }
}

#[test]
fn piped_output_is_the_report_and_formats_are_obeyed() {
    let home = home();
    let scope = ["--segment", "enterprise", "--window", "2026-Q3", "--as-of", "2026-11-23"];
    program(home.path()).args(scope).assert().success().stdout(starts_with("# Renewal retro: Enterprise, 2026-Q3"));
    let json = program(home.path()).args(scope).args(["--format", "json"]).assert().success();
    let report: serde_json::Value = serde_json::from_slice(&json.get_output().stdout).unwrap();
    let counts = &report["counts"];
    let count = |key: &str| counts[key].as_u64().unwrap();
    assert_eq!(count("due"), count("renewed") + count("churned") + count("open"));
    assert!(!home.path().join("sessions").exists(), "printing a report opens no session");
}

#[test]
fn without_churn_no_retention_rate_changes_silently() {
    let home = home();
    let scope = ["--segment", "enterprise", "--window", "2026-Q3", "--format", "json", "--include-churn", "false"];
    let json = program(home.path()).args(scope).assert().success();
    let report: serde_json::Value = serde_json::from_slice(&json.get_output().stdout).unwrap();
    let said = report["metrics"]["grr"]["why"].as_str().unwrap_or_default();
    assert!(said.contains("renewed"), "{}", report["metrics"]["grr"]);
}

#[test]
fn a_missing_folder_and_a_missing_column_say_where_and_what_to_do() {
    let home = home();
    program(home.path()).args(["--data", "no/such/folder"]).assert().code(1).stderr(contains("no/such/folder"));
    let data = home.path().join("data");
    fs::create_dir(&data).unwrap();
    fs::write(data.join("renewals.csv"), "renewal_id,account_id,outcome\nR1,A1,renewed\n").unwrap();
    program(home.path()).arg("--data").arg(&data).assert().code(1).stderr(contains("due"));
}

#[test]
fn a_bad_configuration_and_a_bad_theme_are_located() {
    let home = home();
    fs::write(home.path().join("config.toml"), "bell = true\nthemme = \"dark\"\n").unwrap();
    program(home.path()).assert().code(1).stderr(contains("config.toml:2:1").and(contains("theme")));
    let other = home.path().join("other.toml");
    fs::write(&other, "").unwrap();
    program(home.path()).arg("--config").arg(&other).args(["--format", "md"]).assert().success();
}

#[test]
fn a_home_that_cannot_be_used_is_told_before_anything_starts() {
    let home = home();
    let file = home.path().join("file");
    fs::write(&file, "in the way").unwrap();
    program(&file).assert().code(1).stderr(contains("cannot be read"));
}

#[test]
fn sample_data_is_the_same_for_a_seed_and_never_written_over() {
    let home = home();
    let write = |name: &str, seed: &str| {
        let out = home.path().join(name);
        program(home.path()).args(["sample", "--accounts", "30", "--quarters", "3", "--seed", seed, "--out"]).arg(&out).assert()
    };
    write("one", "5").success();
    write("two", "5").success();
    write("three", "6").success();
    let read = |name: &str| fs::read(home.path().join(name).join("renewals.csv")).unwrap();
    assert_eq!(read("one"), read("two"));
    assert_ne!(read("one"), read("three"));
    write("one", "5").code(1).stderr(contains("accounts.csv").and(contains("nothing was written")));
}

#[test]
fn schemas_completions_and_the_manual_are_printed() {
    let home = home();
    for args in [&["plan", "schema"][..], &["report", "schema"]] {
        let out = program(home.path()).args(args).assert().success();
        let schema: serde_json::Value = serde_json::from_slice(&out.get_output().stdout).unwrap();
        assert!(schema["properties"].is_object());
    }
    program(home.path()).args(["completions", "bash"]).assert().success().stdout(contains("--include-churn"));
    program(home.path()).arg("man").assert().success().stdout(contains("run-retro"));
}

#[test]
fn the_report_holds_to_its_schema() {
    let home = home();
    let print = |args: &[&str]| -> serde_json::Value {
        let out = program(home.path()).args(args).assert().success();
        serde_json::from_slice(&out.get_output().stdout).unwrap()
    };
    let validator = jsonschema::validator_for(&print(&["report", "schema"])).unwrap();
    let report = print(&["--segment", "enterprise", "--window", "2026-Q3", "--format", "json"]);
    let errors: Vec<String> = validator.iter_errors(&report).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn a_plan_that_breaks_the_schema_is_refused_with_the_place() {
    let home = home();
    let plan = home.path().join("plan.json");
    fs::write(&plan, "{\"version\": 1, \"plan_id\": 7}").unwrap();
    program(home.path()).args(["plan", "validate"]).arg(&plan).assert().code(1).stderr(contains("plan_id"));
}

#[test]
fn check_tells_what_is_understood_and_saves_it_once() {
    let home = home();
    let data = home.path().join("data");
    fs::create_dir(&data).unwrap();
    let rows = "Renewal ID,Account Name,Due Date,Stage,ARR\nR1,Acme,2026-08-01,Closed Won,1000\nR2,Bolt,2026-08-20,Closed Lost,500\n";
    fs::write(data.join("export.csv"), rows).unwrap();
    program(home.path()).arg("check").arg(&data).assert().success().stdout(contains("export.csv").and(contains("due_date")));
    program(home.path()).arg("check").arg(&data).arg("--write").assert().success();
    let mapping = fs::read_to_string(data.join("mapping.toml")).unwrap();
    assert!(mapping.contains("due_date"), "{mapping}");
    program(home.path()).arg("check").arg(&data).arg("--write").assert().code(1).stderr(contains("is there already"));
    program(home.path()).arg("--data").arg(&data).args(["--window", "2026-Q3"]).assert().success().stdout(contains("2 renewals were due"));
}

#[test]
fn the_configuration_shown_in_the_readme_is_a_configuration() {
    let home = home();
    let readme = include_str!("../README.md");
    let settings = readme.split("\n## Settings\n").nth(1).unwrap();
    let shown = settings.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    fs::write(home.path().join("config.toml"), shown).unwrap();
    program(home.path()).args(["--format", "md"]).assert().success();
}

#[test]
fn one_file_opens_and_its_mapping_is_written_beside_it() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("mrr.csv");
    fs::write(&file, "Customer,Contract End,2026-06,2026-07,2026-08,2026-09\nAcme,2026-08-01,10,10,12,12\nBolt,2026-08-02,5,5,0,\n")
        .unwrap();
    program(home.path()).arg("check").arg(&file).arg("--write").assert().success().stdout(contains("mrr.csv.mapping.toml"));
    assert!(home.path().join("mrr.csv.mapping.toml").exists());
    program(home.path()).arg("--data").arg(&file).args(["--window", "2026-Q3"]).assert().success().stdout(contains("2 renewals were due"));
}

/// Flags stand behind the subcommand, as people type them.
#[test]
fn the_report_of_a_session_is_printed_by_resume() {
    let home = tempfile::tempdir().unwrap();
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/journals/v3.jsonl");
    let folder = home.path().join("sessions/2026-Q2-enterprise-7c41e09a");
    fs::create_dir_all(&folder).unwrap();
    fs::copy(corpus, folder.join("journal.jsonl")).unwrap();
    let args = ["resume", "2026-Q2-enterprise-7c41e09a", "--format", "md"];
    program(home.path()).args(args).assert().success().stdout(starts_with("# Renewal retro: Enterprise, 2026-Q2"));
    program(home.path()).arg("sessions").assert().success().stdout(contains(" insights, ").and(contains(" actions ")));
}

#[test]
fn what_earlier_retros_left_is_found_by_words_reason_and_time() {
    let home = home();
    let session = home.path().join("sessions/2026-Q2-enterprise-7c41e09a");
    fs::create_dir_all(&session).unwrap();
    fs::copy("tests/journals/v3.jsonl", session.join("journal.jsonl")).unwrap();
    let search = |args: &[&str]| program(home.path()).args(["kb", "search"]).args(args).assert().success();
    search(&["CHAMPIÓN", "jonas", "--reason", "champion left", "--since", "2026-Q2"])
        .stdout(starts_with("Blocker: When the champion leaves").and(contains("A1 Jonas Feldkamp: Name and meet a second champion")));
    search(&["champion", "--since", "2026-Q3"]).stdout("Nothing found\n");
    search(&["champion", "--segment", "growth"]).stdout("Nothing found\n");
    search(&["\"AND NOT", "(zebra*"]).stdout("Nothing found\n");
    let found = search(&["champion", "--kind", "action", "--format", "json"]);
    let found: serde_json::Value = serde_json::from_slice(&found.get_output().stdout).unwrap();
    assert_eq!((&found[0]["id"], &found[0]["became"][0]), (&"A1".into(), &"stalled, due 2026-08-31".into()));
    fs::write(home.path().join("knowledge.sqlite"), "rubbish").unwrap();
    search(&["champion", "--limit", "1"]).stdout(starts_with("Blocker"));
    program(home.path()).args(["kb", "rebuild"]).assert().success().stdout("11 entries of 1 session\n");
    program(home.path()).args(["kb", "search", "--since", "soon"]).assert().code(2).stderr(contains("--since soon"));
}

#[test]
fn plans_are_listed_and_told_apart_field_by_field() {
    let home = home();
    let plans = home.path().join(".claude/plans");
    fs::create_dir_all(&plans).unwrap();
    let plan = fs::read_to_string("tests/golden/plan.json").unwrap();
    fs::write(plans.join("plan-1.json"), &plan).unwrap();
    fs::write(plans.join("plan-2.json"), plan.replacen("\"status\": \"stalled\"", "\"status\": \"done\"", 1)).unwrap();
    fs::write(plans.join("plan-3.json"), "{}").unwrap();
    let run = |args: &[&str]| program(home.path()).current_dir(home.path()).arg("plan").args(args).assert();
    run(&["list"]).success().stdout(starts_with("plan-3  no valid plan").and(contains("plan-2  enterprise · 2026-Q3 · ")));
    run(&["diff", "plan-1", "plan-2"]).success().stdout(starts_with("~ workstreams · ").and(contains("A1 · status: stalled → done")));
    run(&["diff", "plan-1", ".claude/plans/plan-1.json"]).success().stdout("The plans are the same\n");
    let json = run(&["diff", "plan-2", "plan-1", "--format", "json"]).success();
    let found: serde_json::Value = serde_json::from_slice(&json.get_output().stdout).unwrap();
    assert_eq!((&found[0]["before"], &found[0]["after"]), (&"done".into(), &"stalled".into()));
    run(&["diff", "plan-1", "plan-3"]).code(1).stderr(contains("plan-3.json").and(contains("plan_id")));
}

/// What `docs/promises.md` names as a proof is there.
#[test]
fn each_promise_names_proofs_that_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let promises = fs::read_to_string(root.join("docs/promises.md")).unwrap();
    let rows = promises.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| promise"));
    for row in rows {
        let proof = row.trim_end_matches(" |").rsplit(" | ").next().unwrap();
        let is_proof = |name: &&str| name.starts_with("tests/") || name.starts_with(".ci/") || name.contains("::") || *name == "work";
        let named: Vec<&str> = proof.split('`').skip(1).step_by(2).filter(is_proof).collect();
        assert!(!named.is_empty(), "no proof: {row}");
        for name in named {
            // Tests of a module stand in it, or in a file beside it.
            let (module, tests) = name.rsplit_once("::").filter(|(_, last)| last.ends_with("tests")).unwrap_or((name, ""));
            let source = root.join("src").join(module.replace("::", "/")).with_extension("rs");
            let declared = |text: String| text.contains(&format!("mod {tests}")) || tests.is_empty();
            let is_there = root.join(name).exists() || fs::read_to_string(&source).is_ok_and(declared);
            assert!(is_there, "{name} is not there: {row}");
        }
    }
}
