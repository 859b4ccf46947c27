//! Nothing from outside acts: one corpus of what a terminal, a shell, a spreadsheet or a file system would obey, through every way in
//! and every way out.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "the tests prepare and read files")]

#[path = "hostile/corpus.rs"]
mod corpus;
#[path = "hostile/place.rs"]
mod place;
#[path = "hostile/screen.rs"]
mod screen;

use std::fs;
use std::os::unix::fs::symlink;

use corpus::{hostile, hostile_name};
use place::{Place, files_below};

const DAY: [&str; 4] = ["--window", "2026-Q3", "--as-of", "2026-11-23"];

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn cells_headers_and_names_of_files_and_folders() {
    let place = Place::new();
    let data = place.data();
    let data = data.to_str().unwrap();
    let file = format!("{data}/renewals.csv");
    for format in ["md", "json"] {
        let report = place.run(&[&["--data", data, "--format", format], &DAY[..]].concat());
        assert!(report.status.success(), "{}", text(&report.stderr));
        let json = serde_json::from_slice::<serde_json::Value>(&report.stdout);
        assert_eq!(json.is_ok(), format == "json", "what is cleaned is still the format");
    }
    place.run(&[&["check", data], &DAY[..]].concat());
    place.run(&["check", &file]);
    place.run(&["check", "--write", &file]);
    for format in ["table", "json", "csv"] {
        place.run(&[&["watch", "--data", data, "--format", format], &DAY[..]].concat());
    }
    for wrong in [
        &["--data", &hostile("nowhere")][..],
        &["--segment", &hostile("s"), "--data", data],
        &["--theme", &hostile("t")],
        &[&hostile("x")],
        &["resume", &hostile("x")],
        &["--window", &hostile("w")],
        &["pull", "--dialect", &hostile("d")],
    ] {
        assert!(!place.run(wrong).status.success(), "{wrong:?}");
    }
}

#[test]
fn a_session_that_somebody_sent_writes_where_sessions_write_and_is_told_of() {
    let place = Place::new();
    let outside = place.dir.path().join("ABSOLUTE");
    let ids = [outside.to_str().unwrap().to_owned(), "../../../elsewhere".into(), "x; touch PWNED3".into(), hostile("id")];
    let data = place.data();
    for (n, id) in ids.iter().enumerate() {
        let folder = format!("sent-{n}");
        place.session(&folder, id, Some(&data));
        let output = place.run(&["export", &folder, "--data", data.to_str().unwrap()]);
        assert!(output.status.success(), "{}", text(&output.stderr));
        let names: Vec<String> = text(&output.stdout).lines().map(ToOwned::to_owned).collect();
        assert!(names.iter().all(|name| name.contains(&format!("run-retro-export/{folder}/"))), "{names:?}");
        place.run(&["resume", &folder, "--format", "json"]);
        place.run(&["--session", &folder, "--format", "md", "--read-only"]);
    }
    place.session(&hostile_name("name"), "plain", None);
    let list = text(&place.run(&["sessions"]).stdout);
    assert!(list.contains("rename this folder") && list.lines().count() == ids.len() + 1, "{list}");
    assert!(text(&place.run(&["resume", "name"]).stderr).contains("rename this folder"));
    assert!(place.assert_files_harmless() >= 4 * 5);
    place.assert_nothing_outside();
}

#[test]
fn exports_and_plans_are_not_written_through_links() {
    let place = Place::new();
    place.session("s1", "s1", None);
    let precious = place.work().join("precious.txt");
    fs::write(&precious, "mine").unwrap();
    let folder = place.work().join("run-retro-export/s1");
    fs::create_dir_all(&folder).unwrap();
    symlink(&precious, folder.join("actions.csv")).unwrap();
    let beside = place.run(&["export", "s1"]);
    assert!(text(&beside.stdout).contains("s1/actions-2.csv"), "{}", text(&beside.stderr));
    fs::remove_dir_all(place.work().join("run-retro-export")).unwrap();
    symlink(place.home(), place.work().join("run-retro-export")).unwrap();
    let refused = place.run(&["export", "s1"]);
    assert!(text(&refused.stderr).contains("this is a link") && text(&refused.stderr).contains("--out"), "{}", text(&refused.stderr));
    assert_eq!(fs::read_to_string(&precious).unwrap(), "mine");
    assert!(!place.home().join("s1").exists());
}

#[test]
fn what_a_session_from_elsewhere_names_is_not_read_until_somebody_names_it_here() {
    let place = Place::new();
    let data = place.work().join("exports");
    fs::create_dir_all(&data).unwrap();
    fs::copy(place.data().join("renewals.csv"), data.join("renewals.csv")).unwrap();
    place.session("s1", "s1", Some(&data));
    let told = place.run(&["--session", "s1", "--format", "json"]);
    assert!(!told.status.success(), "nothing was kept with it, and nothing is read");
    assert!(text(&told.stderr).contains("nobody has named on this machine; --data "), "{}", text(&told.stderr));
    let named = place.run(&["--session", "s1", "--format", "json", "--data", data.to_str().unwrap()]);
    assert!(named.status.success(), "{}", text(&named.stderr));
    let again = place.run(&["--session", "s1", "--format", "json"]);
    assert!(again.status.success(), "from now on it is known here: {}", text(&again.stderr));
}

#[test]
fn plans_mappings_themes_and_configurations() {
    let place = Place::new();
    let plans = place.work().join(".claude/plans");
    fs::create_dir_all(&plans).unwrap();
    let data = place.data();
    place.session("s1", "s1", Some(&data));
    let mut screen = screen::Screen::start(&place, &["resume", "s1", "--data", data.to_str().unwrap()]);
    screen.wait_for("✓ saved");
    screen.end();
    let plan = files_below(&plans).remove(0);
    let fine = fs::read_to_string(&plan).unwrap();
    let escaped = serde_json::to_string(&hostile("Objective\n  [x] done")).unwrap();
    let objective = serde_json::from_str::<serde_json::Value>(&fine).unwrap()["objective"].to_string();
    fs::write(&plan, fine.replace(&objective, &escaped)).unwrap();
    let shown = place.run(&["plan", "show"]);
    assert!(shown.status.success() && text(&shown.stdout).contains("touch PWNED"), "{}", text(&shown.stderr));
    assert!(!text(&shown.stdout).lines().any(|line| line.trim_start().starts_with("[x] done")), "no text makes lines of its own");
    let named = plans.join(hostile_name("plan") + ".json");
    fs::write(&named, fine.replacen("\"plan_id\"", &serde_json::to_string(&hostile("plan_id")).unwrap(), 1)).unwrap();
    for file in [plan.to_str().unwrap(), named.to_str().unwrap()] {
        place.run(&["plan", "validate", file]);
        place.run(&["plan", "show", file]);
    }

    let quoted = |text: String| toml::Value::String(text).to_string();
    let (config, mapping) = (place.work().join(hostile_name("config")), place.work().join(hostile_name("mapping")));
    for written in [
        format!("user = {}\ntheme = {}\n", quoted(hostile("u")), quoted(hostile("t"))),
        format!("{} = 1\n", quoted(hostile("key"))),
        hostile("["),
    ] {
        fs::write(&config, written).unwrap();
        place.run(&["--config", config.to_str().unwrap(), "--format", "md"]);
    }
    for written in [
        format!("[files.{}]\ntable = \"renewals\"\n", quoted(hostile("file"))),
        format!("[files.\"renewals.csv\".columns]\n{} = \"product\"\n", quoted(hostile("column"))),
        format!("[files.\"renewals.csv\".columns]\n\"owner\" = {}\n", quoted(hostile("field"))),
        format!("[values.outcome]\n{} = \"churned\"\n", quoted(hostile("word"))),
        format!("[accounts]\n{} = {}\n", quoted(hostile("one")), quoted(hostile("other"))),
        format!("currency = {}\n", quoted(hostile("EUR"))),
        hostile("[files"),
    ] {
        fs::write(&mapping, written).unwrap();
        for command in [&["--format", "json"][..], &["check"]] {
            let data: Vec<&str> = if command[0] == "check" { vec![data.to_str().unwrap()] } else { vec!["--data", data.to_str().unwrap()] };
            place.run(&[command, &data, &["--mapping", mapping.to_str().unwrap()], &DAY].concat());
        }
        place.run(&["pull", "--print-sql", "--mapping", mapping.to_str().unwrap()]);
    }
    fs::create_dir_all(place.home().join("themes")).unwrap();
    for written in [format!("background = {}\n", quoted(hostile("#"))), format!("{} = 1\n", quoted(hostile("key")))] {
        let theme = place.home().join("themes").join(hostile_name("theme") + ".toml");
        fs::write(&theme, written).unwrap();
        let mut screen = screen::Screen::start(&place, &["resume", "s1"]);
        screen.wait_for("theme");
        screen.end();
    }
    place.assert_nothing_outside();
}

#[test]
fn the_screen_and_what_is_told_after_it() {
    let place = Place::new();
    let data = place.data();
    let mut screen = screen::Screen::start(&place, &[&["--data", data.to_str().unwrap()], &DAY[..]].concat());
    screen.wait_for("✓ saved");
    // Every phase, the list of renewals, an account, the rejected rows, the report.
    for keys in [">", "r", "\r", "\x1b", "\x1b", ">", ">", "a"] {
        screen.press(keys);
    }
    screen.press(&format!("\x1b[200~{}\x1b[201~\r", hostile("Pasted").replace("\x1b[201~", "")));
    screen.wait_for("Pasted");
    for keys in ["\x1b", ">", ">", "o"] {
        screen.press(keys);
    }
    screen.press(&format!("\x1b[200~{}\x1b[201~\r", hostile("Overridden")));
    screen.press("x");
    screen.wait_for("written to");
    screen.press("q");
    let told = screen.end();
    let command =
        told.lines().find_map(|line| Some(line.split_once("run-retro resume ")?.1.trim().to_owned())).unwrap_or_else(|| panic!("{told}"));
    assert!(command.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'), "{command}");
    assert!(place.assert_files_harmless() >= 6);
    place.assert_nothing_outside();
}
