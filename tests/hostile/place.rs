//! A folder in which everything is called, and says, what it should not.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

use crate::corpus::{FORMULAS, assert_file_harmless, assert_harmless, hostile, hostile_name};

pub struct Place {
    pub dir: tempfile::TempDir,
}

impl Place {
    pub fn new() -> Self {
        let place = Self { dir: tempfile::tempdir().unwrap() };
        fs::create_dir_all(place.home().join("sessions")).unwrap();
        fs::create_dir_all(place.work()).unwrap();
        place
    }

    pub fn home(&self) -> PathBuf {
        self.dir.path().join("home")
    }

    /// Where the program is run.
    pub fn work(&self) -> PathBuf {
        self.dir.path().join("work")
    }

    /// Data that can be read, with the texts in its cells, headers and names of files.
    pub fn data(&self) -> PathBuf {
        let folder = self.dir.path().join(hostile_name("data"));
        if !folder.exists() {
            fs::create_dir(&folder).unwrap();
            fs::write(folder.join("renewals.csv"), table(&rows())).unwrap();
            fs::write(
                folder.join(hostile_name("notes") + ".csv"),
                table(&[row(["renewal_id", "date", "note"]), row(["R1", "2026-07-01", &hostile("note")])]),
            )
            .unwrap();
            fs::write(folder.join(hostile_name("ledger") + ".parquet"), "PAR1").unwrap();
        }
        folder
    }

    /// A session as somebody may send it: its journal is whole, and names what it likes.
    pub fn session(&self, folder: &str, id: &str, data: Option<&Path>) {
        let folder = self.home().join("sessions").join(folder);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("journal.jsonl"), journal(&records(id, data))).unwrap();
    }

    /// Runs the program; nothing that it prints is obeyed by a terminal.
    pub fn run(&self, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_run-retro"));
        command.args(args).current_dir(self.work()).env("RUN_RETRO_HOME", self.home()).env("USER", hostile("robin").replace('\0', ""));
        let output = command.stdin(Stdio::null()).output().unwrap();
        for (stream, bytes) in [("stdout", &output.stdout), ("stderr", &output.stderr)] {
            let text = std::str::from_utf8(bytes).unwrap();
            assert_harmless(&format!("{stream} of {args:?}"), text);
            assert!(!text.contains("panicked"), "{args:?}: {text}");
        }
        self.assert_nothing_outside();
        output
    }

    /// All that was written where the program is run.
    pub fn assert_files_harmless(&self) -> usize {
        let files = files_below(&self.work());
        for file in &files {
            assert_file_harmless(&file.to_string_lossy(), &fs::read(file).unwrap());
        }
        files.len()
    }

    /// No file was made but where files belong, and no shell ran anything.
    pub fn assert_nothing_outside(&self) {
        let mut here: Vec<String> =
            fs::read_dir(self.dir.path()).unwrap().map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
        here.retain(|name| !name.starts_with("data"));
        here.sort();
        assert_eq!(here, ["home", "work"]);
        assert!(files_below(self.dir.path()).iter().all(|file| file.file_name().unwrap() != "PWNED"));
    }
}

pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(files_below(&path)) } else { files.push(path) }
    }
    files
}

fn rows() -> Vec<Vec<String>> {
    let mut rows = vec![row([
        "renewal_id",
        "account",
        "due_date",
        "closed_date",
        "outcome",
        "arr_before",
        "arr_after",
        "segment",
        "owner",
        "reason",
        &hostile("extra"),
    ])];
    for (n, formula) in FORMULAS.iter().enumerate() {
        let (id, day) = (format!("R{n}"), format!("2026-08-{:02}", n + 1));
        let (outcome, after) = if n % 2 == 0 { ("churned", "0") } else { ("renewed", "1200") };
        rows.push(row([
            &id,
            &hostile(formula),
            &day,
            &day,
            outcome,
            "1000",
            after,
            &hostile("Growth"),
            &hostile(formula),
            &hostile("Champion left"),
            &hostile(formula),
        ]));
    }
    rows.push(row(["R9", &hostile("=9"), &hostile("=soon"), "", "churned", &hostile("=9"), "", "", "", "", ""]));
    rows
}

fn row<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(ToOwned::to_owned).into()
}

fn table(rows: &[Vec<String>]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).unwrap();
    }
    writer.into_inner().unwrap()
}

fn records(id: &str, data: Option<&Path>) -> Vec<Value> {
    let scope = json!({
        "segment": null, "window": {"label": hostile("2026-Q3"), "from": "2026-07-01", "to": "2026-09-30", "step": "quarter"},
        "include_churn": true, "dimensions": [], "depth": "workshop", "as_of": "2026-11-23", "fiscal_start": 1,
        "history_months": 24, "note": hostile("note"),
    });
    let action = json!({
        "id": 1, "title": hostile("=Call"), "owner": hostile("+Mara"), "role": hostile("-CSM"), "team": "CS Ops", "due": "2026-12-01",
        "metric": {"name": hostile("@m"), "baseline": hostile("=1"), "target": hostile("＝2")}, "sla_days": 14, "insight": 1, "status": "open",
    });
    [
        json!({"type": "session-opened", "id": id, "scope": scope, "data": data.map(|path| path.to_string_lossy()), "timeboxes": [],
            "carried": [], "past_blockers": [{"session": hostile("s"), "text": hostile("t"), "topic": hostile("t")}]}),
        json!({"type": "card-added", "id": 1, "kind": "blocker", "text": hostile("=Card"), "critical": true, "evidence": []}),
        json!({"type": "action-added", "action": action}),
        json!({"type": "note-taken", "phase": "insight-synthesis", "text": hostile("Note")}),
        json!({"type": "exported", "folder": hostile("/elsewhere"), "files": [hostile("report.md")]}),
        json!({"type": "pull-failed", "what": hostile("Pull"), "error": hostile("error"), "attempts": 3}),
    ]
    .into()
}

/// As the first version of the format has it.
fn journal(events: &[Value]) -> String {
    let line = |(event, seq): (&Value, usize)| {
        let record = json!({"seq": seq, "at": "2026-11-23T09:00:00Z", "by": hostile("robin"), "event": event}).to_string();
        format!("{{\"v\":1,\"seq\":{seq},\"crc\":\"{:08x}\",\"record\":{record}}}\n", crc32fast::hash(record.as_bytes()))
    };
    events.iter().zip(1..).map(line).collect()
}
