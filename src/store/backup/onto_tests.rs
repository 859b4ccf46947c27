//! Restoring onto a home that has something already.

use super::*;

fn names(news: &[(String, Outcome)]) -> Vec<(&str, Outcome)> {
    news.iter().map(|(name, outcome)| (name.as_str(), outcome.clone())).collect()
}

#[test]
fn what_is_the_same_is_passed_over() {
    let lived = Lived::new();
    lived.back_up();
    let before = lived.tree();
    assert_eq!(lived.restore(&lived.file()).unwrap(), []);
    assert_eq!(lived.tree(), before);
}

#[test]
fn a_session_that_was_gone_on_with_stays() {
    let lived = Lived::new();
    lived.write("sessions/q3-1/drafts.json", b"half typed");
    lived.back_up();
    fs::remove_file(lived.path("sessions/q3-1/drafts.json")).unwrap();
    lived.go_on("q3-1", "Prices rose");
    let before = lived.tree();
    assert_eq!(names(&lived.restore(&lived.file()).unwrap()), [("q3-1", Outcome::Longer)]);
    assert_eq!(lived.tree(), before, "what became a step is no draft again");
}

#[test]
fn what_differs_goes_beside_and_what_was_there_stays() {
    let (lived, other) = (Lived::new(), Lived::new());
    lived.back_up();
    for (home, text) in [(&lived, "Prices rose"), (&other, "Prices fell")] {
        home.go_on("q3-1", text);
    }
    other.write("config.toml", b"user = 'Jonas'\n");
    other.write("themes/dusk.toml", b"name = 'dawn'\n");
    fs::remove_file(other.path(&format!("{PULL}/renewals.csv"))).unwrap();
    fs::remove_file(lived.file()).unwrap();
    lived.back_up();
    let before = other.tree();
    let news = other.restore(&lived.file()).unwrap();
    let beside = ["q3-1-2", "2026-Q3-20261123T090000000.restored-1", "config.toml.restored-1", "dusk.toml.restored-1"];
    assert_eq!(names(&news), beside.map(|name| (name, Outcome::Beside)));
    let after = other.tree();
    assert!(before.iter().all(|(name, bytes)| after.get(name) == Some(bytes)));
    assert_eq!(after["sessions/q3-1-2/journal.jsonl"], lived.tree()["sessions/q3-1/journal.jsonl"]);
    let opened = other.sessions().open(&SessionId("q3-1-2".into())).unwrap();
    assert!(opened.history.session().id.0 == "q3-1-2" && opened.notice.unwrap().contains("q3-1"));
    assert_eq!(other.restore(&lived.file()).unwrap(), [], "a second time there is nothing to do");
}

#[test]
fn a_shorter_session_and_a_damaged_one_are_others() {
    let lived = Lived::new();
    lived.back_up();
    let whole = lived.tree();
    for (n, damage) in [&whole["sessions/q3-2/journal.jsonl"][..40], b"", b"\0"].into_iter().enumerate() {
        lived.write("sessions/q3-2/journal.jsonl", damage);
        fs::remove_dir_all(lived.path("sessions/q3-2-2")).ok();
        assert_eq!(names(&lived.restore(&lived.file()).unwrap()), [("q3-2-2", Outcome::Beside)], "{n}");
        assert_eq!(lived.tree()["sessions/q3-2/journal.jsonl"], damage);
    }
}

#[test]
fn facts_that_a_session_lost_come_back_to_it_and_damaged_ones_come_beside() {
    let lived = Lived::new();
    lived.back_up();
    let before = lived.tree();
    fs::remove_file(lived.path("sessions/q3-2/held-0123.bin")).unwrap();
    assert_eq!(names(&lived.restore(&lived.file()).unwrap()), [("q3-2", Outcome::Completed)]);
    assert_eq!(lived.tree(), before);
    lived.write("sessions/q3-2/held-0123.bin", b"fakes");
    assert_eq!(names(&lived.restore(&lived.file()).unwrap()), [("q3-2-2", Outcome::Beside)]);
}

#[test]
fn a_name_beside_is_not_one_that_the_backup_needs_itself() {
    let lived = Lived::new();
    lived.session("q3-1-2", 1);
    lived.go_on("q3-1-2", "The second");
    lived.back_up();
    let fresh = Lived::empty();
    fresh.session("q3-1", 0);
    fresh.go_on("q3-1", "Another retro of that name");
    let news = fresh.restore(&lived.file()).unwrap();
    let sessions = [("q3-1-3", Outcome::Beside), ("q3-1-2", Outcome::Restored), ("q3-2", Outcome::Restored)];
    assert_eq!(names(&news)[..3], sessions);
    assert_eq!(fresh.tree()["sessions/q3-1-2/journal.jsonl"], lived.tree()["sessions/q3-1-2/journal.jsonl"]);
}

#[test]
fn looking_first_writes_nothing() {
    let lived = Lived::new();
    lived.back_up();
    let fresh = Lived::empty();
    let mut archive = Archive::open(&lived.file()).unwrap();
    assert_eq!(plan(&mut archive, &fresh.home).unwrap().len(), 5);
    assert_eq!(fs::read_dir(fresh.dir.path()).unwrap().count(), 0);
}

#[test]
fn where_something_cannot_be_written_nothing_is() {
    let lived = Lived::new();
    lived.back_up();
    let fresh = Lived::empty();
    fresh.write("themes", b"a file where a folder would be");
    let error = fresh.restore(&lived.file()).unwrap_err();
    assert!(error.contains("themes") && error.contains("nothing was restored"), "{error}");
    assert_eq!(fresh.tree().len(), 1, "sessions that were ready by then are not left lying");
    assert!(fs::read_dir(fresh.path("sessions")).unwrap().next().is_none());
}
