//! Pulling from a warehouse as a person does it, with a client that answers, fails or talks too much.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "the tests prepare and read files")]

mod terminal;

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use predicates::prelude::PredicateBooleanExt;
use predicates::str::contains;
use terminal::Terminal;

const SCOPE: [&str; 5] = ["--pull", "--window", "2026-Q3", "--as-of", "2026-11-23"];

/// A home whose configuration calls `client`, which stands in it; the warehouse has nothing but deals.
fn home(client: &str) -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let (path, mapping) = (home.path().join("client"), home.path().join("deals.toml"));
    let config = format!(
        "[source]\ndialect = \"duckdb\"\nclient = [\"sh\", '{}', \"{{sql}}\"]\nmapping = '{}'\npause_seconds = 0\n",
        path.display(),
        mapping.display()
    );
    fs::write(home.path().join("config.toml"), config).unwrap();
    let columns = ["renewal_id", "account_id", "segment", "due_date", "outcome", "arr_before", "arr_after"];
    let columns = columns.map(|name| format!("{name} = \"{name}\"")).join("\n");
    fs::write(mapping, format!("[files.deals]\ntable = \"renewals\"\n[files.deals.columns]\n{columns}\n")).unwrap();
    answers(home.path(), client);
    home
}

fn answers(home: &Path, client: &str) {
    fs::write(home.join("client"), client).unwrap();
}

/// What a warehouse with three deals answers, and one of before that it keeps.
const WORKS: &str = "case \"$1\" in *rows_read*) cat <<'END'
relation,rows_read,rows_used,rows_rejected,rows_unmatched,accounts_unmatched,first_unmatched,first_day,last_day,rows_repeated,newest_day,day_column,first_wrong_day,value_column,first_wrong_value,retro_rows
,,,,,,,,,,,,,,,1
renewals.csv,1,0,0,0,0,,,,0,,,,,,
END
;; *) cat <<'END'
account_id,arr_after,arr_before,due_date,outcome,renewal_id,segment,retro_rows
,,,,,,,3
A1,120,100,2026-08-01,renewed,R1,growth,
A2,0,50,2026-08-30,churned,R2,growth,
A3,0,50,2026-08-3x,churned,R3,growth,
END
esac";

const FAILS: &str = "printf 'FATAL: \\033[1mlogin of ana\\033[0m with %s failed, password=geheim\\n' \"$PGPASSWORD\" >&2; exit 2";

fn program(home: &Path) -> Command {
    let mut command = Command::cargo_bin("run-retro").unwrap();
    command.env("RUN_RETRO_HOME", home).env("PGPASSWORD", "hunter2-hunter2").current_dir(home);
    command
}

fn report(home: &Path) -> serde_json::Value {
    let done = program(home).args(SCOPE).args(["--format", "json"]).assert().success();
    serde_json::from_slice(&done.get_output().stdout).unwrap()
}

/// Everything that the program left on the disk, but for what the test put there.
fn written(folder: &Path) -> String {
    let mut all = String::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => all.push_str(&written(&path)),
            false if path.ends_with("client") => {}
            false => all.push_str(&String::from_utf8_lossy(&fs::read(&path).unwrap())),
        }
    }
    all
}

#[test]
fn what_is_pulled_is_reported_and_a_bad_row_is_rejected_with_its_value() {
    let home = home(&format!("echo connected with geheim >&2\n{WORKS}"));
    let report = report(home.path());
    assert!(!written(&home.path().join("pulled")).contains("geheim"), "what the client said does not stay");
    assert_eq!((&report["counts"]["renewed"], &report["counts"]["churned"]), (&1.into(), &1.into()));
    let files = report["quality"]["files"].as_array().unwrap();
    assert_eq!((&files[0]["read"], &files[0]["used"], &files[0]["rejected"]), (&4.into(), &2.into(), &1.into()));
}

#[test]
fn a_wrong_segment_is_answered_with_those_there_are() {
    let home = home(WORKS);
    program(home.path()).args(SCOPE).args(["--segment", "midmarket"]).assert().code(2).stderr(contains("growth"));
}

#[test]
fn a_failed_pull_says_so_and_goes_on_with_what_was_pulled_before() {
    let home = home(FAILS);
    let said = contains("FATAL: login of ana with ••• failed, password=•••")
        .and(contains("Nothing was pulled before"))
        .and(contains("Renewal Director → CS Ops Partner → Exec Sponsor"));
    program(home.path()).args(SCOPE).assert().code(1).stderr(said.and(contains("geheim").not()).and(contains("\u{1b}").not()));
    answers(home.path(), WORKS);
    report(home.path());
    answers(home.path(), FAILS);
    let again = program(home.path()).args(SCOPE).assert().success().stdout(contains("2026-Q3"));
    again.stderr(contains("The retro rests on what was pulled on 20").and(contains(" for 2026-Q3.")).and(contains("hunter2").not()));
    let listed = report(home.path());
    assert_eq!(
        (&listed["escalations"][0]["trigger"], &listed["quality"]["issues"][0]["kind"]),
        (&"pull-failed".into(), &"failed-pull".into())
    );
    let markdown = program(home.path()).args(SCOPE).args(["--format", "md"]).assert().success();
    markdown.stdout(contains("## Escalations").and(contains("Pull from duckdb failed: ")));
    let all = written(home.path());
    assert!(!all.contains("hunter2") && !all.contains("geheim"));
}

#[test]
fn a_pull_of_another_window_or_of_a_shorter_history_does_not_stand_in() {
    let home = home(WORKS);
    report(home.path());
    answers(home.path(), FAILS);
    let asked = |window: &str, config: &str| {
        let more = fs::read_to_string(home.path().join("config.toml")).unwrap();
        fs::write(home.path().join("other.toml"), format!("{config}{more}")).unwrap();
        let options = ["--config", "other.toml", "--pull", "--as-of", "2026-11-23", "--format", "md", "--window", window];
        program(home.path()).args(options).assert()
    };
    let refused = |window: &str, config: &str, why: &str| {
        asked(window, config).code(1).stdout("").stderr(contains("What is here was pulled on 20").and(contains(why.to_owned())));
    };
    refused("2026-Q2", "", " for 2026-Q3; 2026-Q2 is not in it");
    refused("2026-09", "", " for 2026-Q3; 2026-09 is not in it");
    refused("2026-Q3", "history_months = 36\n", "it lacks the comparison periods");
    let mapping = home.path().join("deals.toml");
    fs::copy(&mapping, home.path().join("others.toml")).unwrap();
    let others = ["--pull", "--as-of", "2026-11-23", "--format", "md", "--window", "2026-Q3", "--mapping", "others.toml"];
    program(home.path()).args(others).assert().code(1).stderr(contains("another warehouse"));
    asked("2026-Q3", "").success();
    asked("2026-07-01..2026-09-30", "").success();
}

#[test]
fn in_a_retro_the_escalation_ladder_is_recorded() {
    let home = home(WORKS);
    report(home.path());
    answers(home.path(), FAILS);
    let mut screen = Terminal::start(&SCOPE, home.path(), home.path(), (120, 36));
    screen.wait_for("Who does what").wait_for("✓ saved").wait_for("Pull from duckdb failed; the retro goes on with an earlier one");
    screen.keys(">").wait_for("One shared picture");
    screen.keys("<tab><tab><tab><tab><tab>").wait_for("Pull from duckdb failed: sh failed").wait_for("FATAL: login of ana");
    screen.keys("<c-c>");
    screen.kill();
    let all = written(home.path());
    assert!(all.contains("pull-failed") && all.contains("\"attempts\":3"), "the journal has it");
    assert!(all.contains("Renewal Director → CS Ops Partner → Exec Sponsor"), "the plan has it");
    assert!(!all.contains("geheim"));
}

#[test]
fn a_pull_that_takes_too_long_for_the_room_is_stopped_by_its_key() {
    let home = home("touch started; sleep 600");
    let mut screen = Terminal::start(&SCOPE, home.path(), home.path(), (120, 36));
    screen.wait_for("Pulling renewals").wait_for("Esc stop");
    assert!(home.path().join("started").exists());
    screen.keys("<esc>");
    let (code, said) = screen.wait_end();
    assert!(code == 1 && said.contains("stopped, as asked"), "{code} {said}");
}

/// The names of what stands in the program's folder of pulls, segment by segment.
fn pulls(home: &Path) -> Vec<String> {
    let segments = fs::read_dir(home.join("pulled")).into_iter().flatten();
    let all = segments.flat_map(|segment| fs::read_dir(segment.unwrap().path()).unwrap());
    all.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn a_session_keeps_the_data_it_was_held_on_when_the_segment_is_pulled_again() {
    let home = home(WORKS);
    let mut screen = Terminal::start(&SCOPE, home.path(), home.path(), (120, 36));
    screen.wait_for("Who does what").wait_for("✓ saved");
    screen.keys("<c-c>");
    screen.kill();
    answers(home.path(), &WORKS.replace("A1,120,100", "A1,130,100"));
    let closing = |report: &serde_json::Value| report["bridge"]["closing"].clone();
    let newer = report(home.path());
    let resumed = program(home.path()).args(["--session", "2026-Q3", "--format", "json"]).assert().success();
    let resumed: serde_json::Value = serde_json::from_slice(&resumed.get_output().stdout).unwrap();
    assert_eq!((closing(&newer), closing(&resumed)), ("130.00".into(), "120.00".into()));
    assert_eq!(pulls(home.path()).len(), 2);
}

#[test]
fn a_folder_that_a_session_was_held_on_is_not_pulled_into() {
    let home = home(WORKS);
    let pull = || {
        let mut pull = program(home.path());
        pull.args(["pull", "--out", "deals", "--window", "2026-Q3", "--as-of", "2026-11-23"]);
        pull
    };
    pull().assert().success();
    pull().assert().success();
    let mut screen = Terminal::start(&["--data", "deals", "--window", "2026-Q3"], home.path(), home.path(), (120, 36));
    screen.wait_for("Who does what").wait_for("✓ saved");
    screen.keys("<c-c>");
    screen.kill();
    pull().assert().failure().stderr(contains("was held on the data in this folder"));
}

#[test]
fn a_failed_pull_leaves_nothing_behind() {
    let home = home(FAILS);
    program(home.path()).args(SCOPE).assert().code(1);
    let out = home.path().join("new/deals");
    program(home.path()).args(["pull", "--window", "2026-Q3", "--out"]).arg(&out).assert().code(1);
    let mut left: Vec<String> = fs::read_dir(home.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    left.sort();
    assert_eq!(left, ["client", "config.toml", "deals.toml"]);
}

#[test]
fn the_sql_is_a_script_that_says_what_it_asks_for() {
    let home = tempfile::tempdir().unwrap();
    let shown = |more: &[&str]| {
        let done = program(home.path()).args(["pull", "--print-sql", "--window", "2026-Q3"]).args(more).assert().success();
        String::from_utf8(done.get_output().stdout.clone()).unwrap()
    };
    let all = shown(&["--dialect", "postgres"]);
    assert_eq!(all.lines().filter(|line| line.ends_with(';')).count(), all.matches("\nWITH ").count());
    assert!(all.contains("Tickets, reasons and subscriptions are asked for where a mapping names them"), "{all}");
    fs::write(home.path().join("w.toml"), "[files.deals]\ntable = \"renewals\"\n").unwrap();
    assert!(!shown(&["--mapping", "w.toml"]).contains("Without a mapping"));
}

#[test]
fn a_pull_gives_an_account_of_its_rows_and_is_none_where_nothing_can_be_used() {
    let home = home(WORKS);
    let pull = || program(home.path()).args(["pull", "--window", "2026-Q3", "--as-of", "2026-11-23"]).assert();
    pull().success().stdout(contains("renewals.csv: 4 rows read = 2 used + 1 out of scope + 1 rejected\n").and(contains("Pulled into")));
    answers(home.path(), &WORKS.replace("2026-08-01", "01/08/2026").replace("2026-08-30", "30/08/2026"));
    let failed = pull().code(1).stdout("");
    failed.stderr(
        contains("deals: 3 of 3 rows could not be read. due_date holds “01/08/2026”").and(contains("[files.\"deals\"] date = \"dmy\"")),
    );
    assert_eq!(pulls(home.path()).len(), 1, "it leaves nothing behind");
}
