//! The program run as a script would run it.

use std::path::Path;
use std::process::Command;

use crate::days::Day;
use crate::stage::WINDOW;

pub struct Answer {
    /// None where a signal ended it.
    pub code: Option<i32>,
    pub out: String,
    pub said: String,
}

pub fn of(folder: &Path, as_of: Day) -> Answer {
    let home = folder.with_extension("home");
    std::fs::create_dir_all(&home).expect("a home for the program");
    let run = Command::new(env!("CARGO_BIN_EXE_run-retro"))
        .arg("--data")
        .arg(folder)
        .args(["--window", WINDOW, "--as-of", &as_of.to_string(), "--format", "json", "--depth", "summary"])
        .env("RUN_RETRO_HOME", &home)
        .env("HOME", &home)
        .current_dir(&home)
        .output()
        .expect("the program starts");
    let _ = std::fs::remove_dir_all(&home);
    Answer {
        code: run.status.code(),
        out: String::from_utf8_lossy(&run.stdout).into_owned(),
        said: String::from_utf8_lossy(&run.stderr).into_owned(),
    }
}
