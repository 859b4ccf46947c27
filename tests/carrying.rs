//! What goes out of one machine and comes in on another: the same files from the same session, wherever and whenever they are written.

#![allow(clippy::disallowed_methods, reason = "the tests read and move the files that the program left")]

mod terminal;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use terminal::Terminal;

fn run_in(home: &Path, zone: &str, args: &[&str]) -> Output {
    let mut command = Command::cargo_bin("run-retro").unwrap();
    command.env("RUN_RETRO_HOME", home).env("HOME", home).env("TZ", zone).current_dir(home).args(args).output().unwrap()
}

fn run(home: &Path, args: &[&str]) -> String {
    let output = run_in(home, "UTC", args);
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// Every file of a folder.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap())).collect()
}

/// A retro on a folder of data, with an action that has a date, ended.
fn held(home: &Path, work: &Path, data: &Path) {
    assert!(run(home, &["sample", "--accounts", "60", "--quarters", "9", "--out", data.to_str().unwrap()]).contains("renewals"));
    let data = data.to_str().unwrap();
    let args = ["--data", data, "--window", "2026-Q3", "--as-of", "2026-11-23"];
    let mut window = Terminal::start(&args, home, work, (120, 36));
    window.wait_for("✓ saved");
    window.keys(">").wait_for("GRR");
    window.keys(">>>").wait_for("No actions yet");
    window.keys("a").wait_for("New action");
    window.keys("Open renewals 180 days ahead<tab>Mara Ilves<tab>CS lead<tab><tab>2026-12-01<tab>renewals opened early<enter>");
    window.wait_for("A1 added").wait_for("✓ saved");
    window.keys("q");
    window.wait_end();
}

#[test]
fn a_session_goes_along_as_one_file_and_says_the_same_without_its_data() {
    let (home, work, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let data = work.path().join("data");
    held(home.path(), work.path(), &data);
    // Otherwise the session knows of its files, and says so in the next.
    run(home.path(), &["--read-only", "export", "--out", "out"]);
    let here = files(&home.path().join("out"));
    assert!(here.contains_key("actions.ics") && !here.contains_key("session.run-retro"), "{:?}", here.keys());

    // The same session, the same bytes: in another zone, and a second later.
    run_in(home.path(), "Asia/Tokyo", &["--read-only", "export", "--out", "tokyo"]);
    let tokyo = files(&home.path().join("tokyo"));
    for (name, bytes) in &here {
        assert_eq!(Some(bytes), tokyo.get(name), "{name}");
    }
    for (zone, out) in [("UTC", "one"), ("Asia/Tokyo", "two")] {
        assert!(run_in(home.path(), zone, &["export", "--format", "session", "--out", out]).status.success());
    }
    let packed = |out: &str| fs::read(home.path().join(out).join("session.run-retro")).unwrap();
    assert_eq!(packed("one"), packed("two"));

    fs::remove_dir_all(&data).unwrap();
    fs::write(there.path().join("came.run-retro"), packed("one")).unwrap();
    let said = run(there.path(), &["import", "came.run-retro"]);
    assert!(said.contains("restored") && said.contains("run-retro resume 2026-Q3"), "{said}");
    run(there.path(), &["--read-only", "export", "--out", "out"]);
    let elsewhere = files(&there.path().join("out"));
    assert_eq!(here.keys().collect::<Vec<_>>(), elsewhere.keys().collect::<Vec<_>>());
    for (name, bytes) in &here {
        assert_eq!(Some(bytes), elsewhere.get(name), "{name}");
    }
    assert!(run(there.path(), &["import", "came.run-retro"]).contains("here already, the same"));
    assert_eq!(fs::read_dir(there.path().join("sessions")).unwrap().filter(|entry| entry.as_ref().unwrap().path().is_dir()).count(), 1);

    // A backup is no session, and a damaged file is nothing.
    fs::write(home.path().join("config.toml"), "bell = true\n").unwrap();
    run(home.path(), &["backup", "all.zip"]);
    let mut torn = packed("one");
    let middle = torn.len() / 2;
    torn[middle] ^= 0xff;
    fs::write(home.path().join("torn.run-retro"), torn).unwrap();
    let empty = tempfile::tempdir().unwrap();
    for (file, why) in [("torn.run-retro", "nothing was restored"), ("all.zip", "run-retro restore")] {
        fs::copy(home.path().join(file), empty.path().join(file)).unwrap();
        let said = run(empty.path(), &["import", file]);
        assert!(said.contains(why), "{said}");
        assert!(!empty.path().join("sessions").exists());
    }
}

#[test]
fn files_look_as_the_configuration_says_and_a_missing_logo_fails_nothing() {
    let (home, work) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    held(home.path(), work.path(), &work.path().join("data"));
    fs::write(
        home.path().join("config.toml"),
        "[brand]\nfont = \"Open Sans\"\naccent = \"#C8102E\"\nlogo = \"logo.png\"\n[[tracker.column]]\nname = \"Programme\"\ntext = \"Renewals {team}\"\n",
    )
    .unwrap();
    let said = run(home.path(), &["export", "--out", "out"]);
    assert!(said.contains("files are written without the logo") && said.contains("deck.pptx"), "{said}");
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    png.extend([0, 0, 0, 64, 0, 0, 0, 16, 8, 6, 0, 0, 0]);
    fs::write(home.path().join("logo.png"), png).unwrap();
    let said = run(home.path(), &["export", "--out", "out2"]);
    assert!(!said.contains("without the logo"), "{said}");
    let out = files(&home.path().join("out2"));
    let text = |name: &str| String::from_utf8_lossy(&out[name]).into_owned();
    assert!(text("report.html").contains("src=\"data:image/png;base64,") && text("report.html").contains("--accent: #C8102E"));
    assert!(text("actions.csv").contains("Programme") && text("actions.csv").contains("Renewals CS Ops"));
    let mut deck = zip::ZipArchive::new(std::io::Cursor::new(&out["deck.pptx"])).unwrap();
    let mut theme = String::new();
    std::io::Read::read_to_string(&mut deck.by_name("ppt/theme/theme1.xml").unwrap(), &mut theme).unwrap();
    assert!(theme.contains("Open Sans") && theme.contains("C8102E") && deck.by_name("ppt/media/logo.png").is_ok());
}

#[test]
fn the_summary_goes_to_the_terminals_clipboard() {
    let (home, work) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut window =
        Terminal::start(&["--segment", "enterprise", "--window", "2026-Q3", "--as-of", "2026-11-23"], home.path(), work.path(), (120, 36));
    window.wait_for("✓ saved");
    window.keys(">").wait_for("GRR");
    window.keys(">>>>").wait_for("sign off");
    window.keys("y").wait_for("The summary is copied");
    // `Renewal retro: ` in base64.
    window.wait_until("what is copied", |_| window.raw().contains("\x1b]52;c;UmVuZXdhbCByZXRybzog"));
    window.keys("q");
    window.wait_end();
}
