//! Backing up, restoring and looking whether all is whole, as somebody at a prompt does it.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "the tests prepare and read files")]

mod terminal;

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use terminal::Terminal;

const SCOPE: [&str; 6] = ["--segment", "enterprise", "--window", "2026-Q3", "--as-of", "2026-11-23"];
const ID: &str = "2026-Q2-enterprise-7c41e09a";

struct Place {
    dir: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        let place = Self { dir: tempfile::tempdir().unwrap() };
        for folder in [place.home(), place.work()] {
            fs::create_dir(&folder).unwrap();
            fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).unwrap();
        }
        place
    }

    fn home(&self) -> PathBuf {
        self.dir.path().join("home")
    }

    fn work(&self) -> PathBuf {
        self.dir.path().join("work")
    }

    fn journal(&self, id: &str) -> PathBuf {
        self.home().join("sessions").join(id).join("journal.jsonl")
    }

    fn keep(&self, id: &str, corpus: &str) {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/journals").join(corpus);
        fs::create_dir_all(self.journal(id).parent().unwrap()).unwrap();
        fs::copy(from, self.journal(id)).unwrap();
        fs::set_permissions(self.home().join("sessions"), fs::Permissions::from_mode(0o700)).unwrap();
    }

    /// Its exit code, and what it said on stdout and stderr.
    fn run(&self, args: &[&str]) -> (i32, String, String) {
        let mut command = Command::cargo_bin("run-retro").unwrap();
        let output = command.env("RUN_RETRO_HOME", self.home()).current_dir(self.work()).args(args).output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
    }
}

#[test]
fn a_retro_that_is_open_is_backed_up_and_goes_on() {
    let place = Place::new();
    let mut screen = Terminal::start(&SCOPE, &place.home(), &place.work(), (120, 36));
    screen.wait_for("saved");
    let (code, said, told) = place.run(&["backup", "all.zip"]);
    assert_eq!((code, told.as_str()), (0, ""), "{said}");
    assert!(said.contains("1 session,") && said.contains("run-retro restore all.zip"), "{said}");
    screen.keys("q");
    screen.wait_end();
    let fresh = Place::new();
    let file = place.work().join("all.zip");
    let (code, said, _) = fresh.run(&["restore", file.to_str().unwrap()]);
    assert!(code == 0 && said.contains(": restored"), "{said}");
    assert_eq!(fresh.run(&["doctor"]).0, 0);
    let (code, said, _) = place.run(&["restore", "all.zip"]);
    assert!(code == 0 && (said.contains("gone on with since") || said.contains("all of it is here already")), "{said}");
}

#[test]
fn restoring_tells_what_it_does_and_a_dry_run_does_nothing() {
    let place = Place::new();
    place.keep(ID, "v2.jsonl");
    assert_eq!(place.run(&["backup", "all.zip"]).0, 0);
    let whole = fs::read(place.journal(ID)).unwrap();
    fs::write(place.journal(ID), &whole[..whole.len() / 2]).unwrap();
    for (args, is_there) in [(&["restore", "all.zip", "--dry-run"][..], false), (&["restore", "all.zip"], true)] {
        let (code, said, _) = place.run(args);
        assert!(code == 0 && said.contains(&format!("restored beside it as {ID}-2")), "{said}");
        assert_eq!((said.contains("Nothing was written"), place.journal(&format!("{ID}-2")).exists()), (!is_there, is_there));
    }
    let (code, said, _) = place.run(&["export", &format!("{ID}-2"), "--out", "out"]);
    assert!(code == 0 && said.contains("transcript.md"), "{said}");
    let damaged = place.work().join("damaged.zip");
    fs::write(&damaged, &fs::read(place.work().join("all.zip")).unwrap()[..900]).unwrap();
    let (code, said, told) = place.run(&["restore", "damaged.zip"]);
    assert!(code == 1 && said.is_empty() && told.contains("nothing was restored"), "{told}");
}

#[test]
fn a_file_that_is_there_is_not_replaced_and_links_are_named() {
    let place = Place::new();
    place.keep(ID, "v2.jsonl");
    symlink("/etc/passwd", place.journal(ID).with_file_name("held-0\x1b[2J.bin")).unwrap();
    let (code, _, told) = place.run(&["backup", "all.zip"]);
    assert!(code == 0 && told.contains("held-0"), "{told}");
    assert!(!told.contains('\x1b'));
    let before = fs::read(place.work().join("all.zip")).unwrap();
    let (code, said, told) = place.run(&["backup", "all.zip"]);
    assert!(code == 1 && said.is_empty() && told.contains("name another file"), "{told}");
    assert_eq!(fs::read(place.work().join("all.zip")).unwrap(), before);
}

#[test]
fn the_doctor_names_what_needs_somebody_and_which_command_helps() {
    let place = Place::new();
    place.keep("whole", "v2.jsonl");
    let (code, said, told) = place.run(&["doctor"]);
    assert!(code == 0 && said.contains("Everything is whole") && told.is_empty(), "{said}{told}");
    place.keep("newer", "future-event.jsonl");
    place.keep("torn", "v2.jsonl");
    let whole = fs::read(place.journal("torn")).unwrap();
    fs::write(place.journal("torn"), &whole[..3000]).unwrap();
    fs::write(place.home().join("config.toml"), "bell = tru\n").unwrap();
    fs::create_dir(place.home().join("themes")).unwrap();
    fs::write(place.home().join("themes/dusk.toml"), "name = 3\n").unwrap();
    fs::set_permissions(place.home().join("sessions"), fs::Permissions::from_mode(0o755)).unwrap();
    let (code, said, told) = place.run(&["doctor"]);
    assert_eq!((code, told.contains("5 things need you")), (1, true), "{said}{told}");
    for line in [
        "Sessions: 3, of which 1 whole",
        "! newer: Line 91 of its journal was written by a newer run-retro",
        "    update run-retro to go on with it",
        "! torn: ",
        "`run-retro resume torn --mend` goes on from step",
        "config.toml:1:8",
        "dusk.toml:1:",
        "`run-retro doctor --mend` closes it",
    ] {
        assert!(said.contains(line), "{line}\n{said}");
    }
    let (code, said, told) = place.run(&["doctor", "--mend"]);
    assert!(code == 1 && told.contains("4 things need you") && said.contains("sessions: closed to others"), "{said}{told}");
    assert_eq!(fs::read(place.journal("torn")).unwrap(), &whole[..3000], "whether a journal is mended is for somebody to say");
}

/// Where there is no room, it is said once, in a sentence, and nothing is left behind.
#[test]
fn a_backup_without_room_says_so_once_and_leaves_nothing() {
    let place = Place::new();
    place.keep(ID, "v2.jsonl");
    let mut word = 1_u32;
    let mut noise = || {
        word = word.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (word >> 24) as u8
    };
    let large: Vec<u8> = (0..200_000).map(|_| noise()).collect();
    fs::write(place.journal(ID).with_file_name("held-00112233445566778899aabbccddeeff.bin"), large).unwrap();
    let program = assert_cmd::cargo::cargo_bin("run-retro");
    let script = format!("ulimit -f 64; exec '{}' backup all.zip", program.display());
    let output =
        std::process::Command::new("sh").args(["-c", &script]).env("RUN_RETRO_HOME", place.home()).current_dir(place.work()).output();
    let output = output.unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(told.starts_with("run-retro: all.zip: ") && told.contains("no backup was made") && told.lines().count() == 1, "{told}");
    assert_eq!(fs::read_dir(place.work()).unwrap().count(), 0);
}
