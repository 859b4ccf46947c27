//! What is refused where it enters, with a word: pipes and devices in the place of files, days that there are not.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "the tests prepare files and wait in real time")]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long anything may take on a busy machine before the test gives up: nothing here waits for anybody.
const PATIENCE: Duration = Duration::from_secs(90);

struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        fs::create_dir_all(place.home()).unwrap();
        place
    }

    fn home(&self) -> PathBuf {
        self.0.path().join("home")
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_owned()
    }

    /// Data of a few rows.
    fn data(&self) -> String {
        fs::create_dir_all(self.path("data")).unwrap();
        let rows = "renewal_id,account,due_date,outcome,arr_before\nR1,A,2026-08-01,churned,5\n";
        fs::write(self.path("data/renewals.csv"), rows).unwrap();
        self.path("data")
    }

    /// The exit code and all that was said.
    fn run(&self, args: &[&str]) -> (Option<i32>, String) {
        let (out, err) = (self.0.path().join("out"), self.0.path().join("err"));
        let to = |path: &Path| Stdio::from(fs::File::create(path).unwrap());
        let mut command = Command::new(env!("CARGO_BIN_EXE_run-retro"));
        command.args(args).current_dir(self.0.path()).env("RUN_RETRO_HOME", self.home());
        let mut child = command.stdin(Stdio::null()).stdout(to(&out)).stderr(to(&err)).spawn().unwrap();
        let end = Instant::now() + PATIENCE;
        let status = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
            if Instant::now() > end {
                child.kill().unwrap();
                panic!("{args:?} did not end");
            }
            std::thread::sleep(Duration::from_millis(10));
        };
        (status.code(), fs::read_to_string(out).unwrap() + &fs::read_to_string(err).unwrap())
    }

    fn session(&self, name: &str, scope: &Value, events: &[Value]) {
        let folder = self.home().join("sessions").join(name);
        fs::create_dir_all(&folder).unwrap();
        let opened = json!({"type": "session-opened", "id": name, "scope": scope, "data": self.data(), "timeboxes": [], "carried": [], "past_blockers": []});
        let line = |(event, seq): (&Value, usize)| {
            let record = json!({"seq": seq, "at": "2026-11-23T09:00:00Z", "by": "robin", "event": event}).to_string();
            format!("{{\"v\":1,\"seq\":{seq},\"crc\":\"{:08x}\",\"record\":{record}}}\n", crc32fast::hash(record.as_bytes()))
        };
        let lines: String = [&[opened], events].concat().iter().zip(1..).map(line).collect();
        fs::write(folder.join("journal.jsonl"), lines).unwrap();
    }
}

fn scope() -> Value {
    json!({
        "segment": null, "window": {"label": "2026-Q3", "from": "2026-07-01", "to": "2026-09-30", "step": "quarter"}, "include_churn": true,
        "dimensions": [], "depth": "workshop", "as_of": "2026-11-23", "fiscal_start": 1, "history_months": 24, "note": null,
    })
}

/// Puts something special where a file should be: a pipe, a link to a device.
fn specials(path: &Path) -> [Box<dyn Fn() + '_>; 2] {
    let clear = move || drop(fs::remove_file(path));
    [
        Box::new(move || {
            clear();
            assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
        }),
        Box::new(move || {
            clear();
            symlink("/dev/zero", path).unwrap();
        }),
    ]
}

#[test]
fn pipes_and_devices_in_the_place_of_any_file() {
    let place = Place::new();
    fs::create_dir_all(place.path(".claude/plans")).unwrap();
    fs::create_dir_all(place.home().join("sessions/s1")).unwrap();
    fs::create_dir_all(place.home().join("themes")).unwrap();
    let (data, file) = (place.data(), place.path("special"));
    let runs: [(String, &[&str]); 9] = [
        (file.clone(), &["--mapping", &file, "--data", &data, "--format", "md"]),
        (file.clone(), &["pull", "--print-sql", "--mapping", &file]),
        (file.clone(), &["--config", &file, "--format", "md"]),
        (file.clone(), &["plan", "show", &file]),
        (place.path("data/mapping.toml"), &["check", &data]),
        (place.path("data/notes.csv"), &["check", &data]),
        (place.path(".claude/plans/plan-1.json"), &["plan", "validate"]),
        (place.path("home/config.toml"), &["sessions"]),
        (place.path("home/sessions/s1/journal.jsonl"), &["sessions"]),
    ];
    for (at, args) in runs {
        for special in specials(Path::new(&at)) {
            special();
            let (_, told) = place.run(args);
            assert!(told.contains("pipe or a device") || told.contains("this is a link"), "{args:?}: {told}");
        }
        fs::remove_file(&at).unwrap();
    }
}

#[test]
fn days_that_there_are_not() {
    let place = Place::new();
    for (flag, day) in [
        ("--as-of", "+262142-12-31"),
        ("--as-of", "-262143-01-01"),
        ("--as-of", "1899-12-31"),
        ("--window", "9999-Q4"),
        ("--window", "0001-01-01..2026-09-30"),
        ("--window", "2026-07-01..+262142-12-31"),
    ] {
        let (code, told) = place.run(&[&format!("{flag}={day}"), "--format", "md"]);
        assert!(code == Some(2) && told.contains("expected"), "{flag} {day}: {told}");
    }
    let action = json!({
        "id": 1, "title": "Call", "owner": "Mara", "role": "", "team": "CS Ops", "due": "2026-12-01",
        "metric": {"name": "m", "baseline": "1", "target": "2"}, "sla_days": 14, "insight": null, "status": "open",
    });
    let corrected = |field: &str| {
        json!({"type": "renewal-corrected", "renewal": "R1", "account": "A", "why": "w", "changes": [
            {"from": {"field": field, "value": "2026-08-01"}, "to": {"field": field, "value": "2026-08-02"}}]})
    };
    let events = [json!({"type": "action-added", "action": action}), corrected("due_date"), corrected("closed_date")];
    place.session("fine", &scope(), &[]);
    assert_eq!(place.run(&["export", "fine"]).0, Some(0));
    for (path, value) in [
        ("/as_of", json!("+262142-12-31")),
        ("/as_of", json!("-262143-01-01")),
        ("/window/from", json!("-262143-01-01")),
        ("/window/to", json!("+262142-12-31")),
        ("/history_months", json!(4_294_967_295_u32)),
    ] {
        let mut scope = scope();
        *scope.pointer_mut(path).unwrap() = value;
        place.session("bad", &scope, &[]);
        told_not_opened(&place, path);
    }
    for event in events {
        for day in ["+262142-12-31", "-262143-01-01"] {
            let text = event.to_string().replace("2026-12-01", day).replace("2026-08-02", day);
            place.session("bad", &scope(), &[serde_json::from_str(&text).unwrap()]);
            told_not_opened(&place, &text);
        }
    }
}

fn told_not_opened(place: &Place, what: &str) {
    for args in [&["export", "bad"][..], &["resume", "bad", "--format", "json"], &["sessions"]] {
        let (code, told) = place.run(args);
        assert!(code.is_some_and(|code| code != 101), "{what}: {told}");
        assert!(args[0] != "sessions" || told.contains("outside the years") || told.contains("months of history"), "{what}: {told}");
    }
}

#[test]
fn what_is_kept_is_the_users_alone() {
    let place = Place::new();
    place.session("s1", &scope(), &[]);
    let home = place.home();
    fs::set_permissions(home.join("sessions"), fs::Permissions::from_mode(0o755)).unwrap();
    let data = place.data();
    for args in [&["--session", "s1", "--fresh", "--format", "md", "--data", &data][..], &["sessions"]] {
        let (code, told) = place.run(args);
        assert_eq!(code, Some(0), "{told}");
    }
    let mode = |path: &str| fs::metadata(home.join(path)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode("sessions"), mode("cache"), mode("sessions/s1/lock") & 0o077), (0o700, 0o700, 0));
}
