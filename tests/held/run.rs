//! The program as a script runs it on a case.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

pub struct Answer {
    code: Option<i32>,
    pub out: String,
    pub said: String,
}

impl Answer {
    pub fn ready(&self) -> bool {
        self.code == Some(0)
    }

    pub fn crashed(&self) -> bool {
        self.code.is_none() || self.said.contains("panicked")
    }
}

pub fn with(folder: &Path, how: &Value, format: &str) -> Answer {
    let home = tempfile::tempdir().unwrap();
    let flag = |key: &str| how[key].as_str().unwrap_or_else(|| panic!("a case says its {key}"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_run-retro"));
    command.arg("--data").arg(folder).args([
        "--window",
        flag("window"),
        "--as-of",
        flag("as_of"),
        "--format",
        format,
        "--depth",
        "summary",
    ]);
    if let Some(segment) = how["segment"].as_str() {
        command.args(["--segment", segment]);
    }
    let run = command.env("RUN_RETRO_HOME", home.path()).env("HOME", home.path()).current_dir(home.path()).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Answer { code: run.status.code(), out: text(run.stdout), said: text(run.stderr) }
}
