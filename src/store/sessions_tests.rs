#![expect(clippy::disallowed_methods, reason = "tests damage files")]

use super::*;
use crate::domain::missing::Cause;
use crate::domain::phase::Phase;
use crate::store::fixture::{add_card, at, opened, scope};
use crate::store::plans;

struct Place {
    _dir: tempfile::TempDir,
    sessions: Sessions,
}

fn place() -> Place {
    let dir = tempfile::tempdir().unwrap();
    let sessions = Sessions::new(&Home::below(dir.path()));
    Place { _dir: dir, sessions }
}

fn make(sessions: &Sessions, id: &str) -> OpenSession {
    sessions.create(opened(id, scope(2026, 3))).unwrap()
}

#[test]
fn an_id_says_window_and_segment_and_is_never_the_same() {
    let mut scope = scope(2026, 3);
    let id = new_id(&scope, at(0)).0;
    assert!(id.starts_with("2026-Q3-enterprise-"), "{id}");
    assert_ne!(id, new_id(&scope, at(0)).0);
    scope.segment = Some("../Mid Market é".into());
    scope.window = crate::domain::window::Window::rolling_90("2026-09-30".parse().unwrap());
    let id = new_id(&scope, at(0)).0;
    assert!(id.starts_with("90-days-to-2026-09-30-mid-market-"), "{id}");
    scope.segment = None;
    assert!(new_id(&scope, at(0)).0.contains("-all-"));
}

#[test]
fn a_session_is_created_worked_on_and_opened_again() {
    let place = place();
    let mut session = make(&place.sessions, "2026-Q3-enterprise-aaaa1111");
    add_card(&mut session.history, "Champions leave", true);
    session.journal.append(session.history.records()).unwrap();
    drop(session);
    let again = place.sessions.open(&SessionId("2026-Q3-enterprise-aaaa1111".into())).unwrap();
    assert_eq!(again.history.session().insights[0].text, "Champions leave");
    assert_eq!(again.notice, None);
}

#[test]
fn a_second_writer_is_told_and_may_look() {
    let place = place();
    let first = make(&place.sessions, "one");
    let error = place.sessions.open(&first.id).unwrap_err();
    assert!(matches!(&error, Error::InUse { session } if session == "one"));
    assert!(error.to_string().contains("--read-only"), "{error}");
    assert_eq!(place.sessions.read(&first.id).unwrap().history.records().len(), 1);
    let id = first.id.clone();
    drop(first);
    place.sessions.open(&id).unwrap();
}

#[test]
fn the_list_shows_the_last_touched_first_and_damage_with_its_reason() {
    let place = place();
    let mut older = make(&place.sessions, "older");
    drop(make(&place.sessions, "newer"));
    let damaged = make(&place.sessions, "damaged");
    fs::write(damaged.folder.join(JOURNAL), b"what is this\n").unwrap();
    older.history.push(at(30), "Mara", Event::PhaseEntered { phase: Phase::PatternAnalysis });
    older.journal.append(older.history.records()).unwrap();
    fs::create_dir_all(place.sessions.root.join("no session")).unwrap();

    let list = place.sessions.list().unwrap();
    let names: Vec<&str> = list.iter().map(|entry| entry.id.0.as_str()).collect();
    assert_eq!(names, ["older", "newer", "damaged"]);
    let summary = list[0].summary.as_ref().unwrap();
    assert_eq!(
        (summary.headline.as_str(), summary.phase, summary.changed),
        ("Enterprise · 2026-Q3 · churn included", Phase::PatternAnalysis, at(30))
    );
    assert!(list[2].damage.as_ref().unwrap().contains("Line 1 of its journal"), "{:?}", list[2]);
    assert_eq!(place.sessions.latest().unwrap().unwrap().id.0, "older");
}

#[test]
fn a_session_is_found_by_its_beginning_or_its_tail() {
    let place = place();
    for id in ["2026-Q3-enterprise-aaaa1111", "2026-Q3-growth-bbbb2222", "2026-Q2-growth-bbcc3333"] {
        drop(make(&place.sessions, id));
    }
    let find = |given| place.sessions.find(given).map(|id| id.0);
    assert_eq!(find("2026-q3-e").unwrap(), "2026-Q3-enterprise-aaaa1111");
    assert_eq!(find("bbc").unwrap(), "2026-Q2-growth-bbcc3333");
    let several = find("bb").unwrap_err();
    assert_eq!(several.exit_code(), 2);
    assert!(several.to_string().contains("2026-Q2-growth-bbcc3333, 2026-Q3-growth-bbbb2222"), "{several}");
    let near = find("2026-Q3-growth-bbbb2223").unwrap_err().to_string();
    assert!(near.contains("did you mean 2026-Q3-growth-bbbb2222?"), "{near}");
    assert!(find("").is_err());
    assert!(place.sessions.open(&SessionId("../elsewhere".into())).is_err());
}

#[test]
fn earlier_sessions_come_newest_window_first_and_damaged_ones_not_at_all() {
    let place = place();
    for (id, quarter) in [("b", 1), ("a", 3), ("c", 2)] {
        drop(place.sessions.create(opened(id, scope(2026, quarter))).unwrap());
    }
    fs::write(place.sessions.folder(&SessionId("c".into())).join(JOURNAL), b"broken").unwrap();
    let ids: Vec<String> =
        place.sessions.newest_first(&place.sessions.survey().unwrap(), |_| true).map(|h| h.session().id.to_string()).collect();
    assert_eq!(ids, ["a", "b"]);
}

#[test]
fn where_sessions_cannot_be_kept_another_folder_can_be_named() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("a file");
    fs::write(&file, b"").unwrap();
    let error = Sessions::new(&Home::below(&file)).create(opened("one", scope(2026, 3))).unwrap_err();
    assert!(error.to_string().contains("a file/sessions") && error.to_string().contains("RUN_RETRO_HOME"), "{error}");
}

#[test]
fn without_any_session_the_list_is_empty() {
    assert_eq!(place().sessions.list().unwrap(), []);
    assert_eq!(place().sessions.latest().unwrap(), None);
}

/// A journal cut at a line end is whole as such: what was noted with the plan tells that there was more.
#[test]
fn steps_that_are_gone_from_the_end_are_told_until_the_session_is_gone_on_with() {
    let place = place();
    let mut session = make(&place.sessions, "s-1");
    for text in ["Champions leave", "Prices rose"] {
        add_card(&mut session.history, text, true);
    }
    session.journal.append(session.history.records()).unwrap();
    let (id, folder, last) = (session.id.clone(), session.folder.clone(), session.history.last_seq());
    drop(session);
    let whole = fs::read_to_string(folder.join(JOURNAL)).unwrap();
    let lines: Vec<&str> = whole.split_inclusive('\n').collect();
    assert_eq!(place.sessions.read(&id).unwrap().history.missing(), None, "nothing was noted");
    for kept in 1..=lines.len() {
        fs::write(folder.join(JOURNAL), lines[..kept].concat()).unwrap();
        plans::note_steps(&folder, last);
        fs::write(folder.join("exported.json"), "{}").unwrap();
        let missing = place.sessions.read(&id).unwrap().history.missing().cloned();
        let health = health::health(&folder);
        let notice = place.sessions.open(&id).unwrap().notice;
        if kept == lines.len() {
            assert_eq!((missing, notice, health.is_whole()), (None, None, true));
            continue;
        }
        let missing = missing.unwrap();
        assert_eq!((missing.cause, missing.after), (Cause::Gone, kept as u64));
        assert!(!health.is_whole());
        let notice = notice.unwrap();
        assert!(notice.contains(&format!("here ends with step {kept}")) && notice.contains("backup"), "{notice}");
        assert!(!folder.join("exported.json").exists(), "no whole export is replaced");
        assert_eq!(place.sessions.open(&id).unwrap().notice, None, "told once");
        let mut gone_on = place.sessions.open(&id).unwrap();
        add_card(&mut gone_on.history, "Later", true);
        gone_on.journal.append(gone_on.history.records()).unwrap();
        drop(gone_on);
        assert_eq!(place.sessions.read(&id).unwrap().history.missing(), None);
    }
}

/// Whoever put a link there says what is read and written, and that need not be the user.
#[cfg(unix)]
#[test]
fn a_session_that_is_a_link_is_listed_with_what_to_do_and_neither_read_nor_written() {
    let place = place();
    let elsewhere = tempfile::tempdir().unwrap();
    let moved = |id: &str, path: &Path| {
        let folder = make(&place.sessions, id).folder;
        let from = folder.join(path.file_name().unwrap());
        let from = if path.file_name().unwrap() == id { folder } else { from };
        fs::rename(&from, path).unwrap();
        std::os::unix::fs::symlink(path, &from).unwrap();
        from
    };
    let links = [moved("s-1", &elsewhere.path().join("s-1")), moved("s-2", &elsewhere.path().join(JOURNAL))];
    fs::create_dir(elsewhere.path().join("empty")).unwrap();
    std::os::unix::fs::symlink(elsewhere.path().join("empty"), place.sessions.root.join("s-3")).unwrap();
    let before = fs::read(elsewhere.path().join("s-1").join(JOURNAL)).unwrap();
    for (id, link) in ["s-1", "s-2"].into_iter().zip(&links) {
        let id = SessionId(id.into());
        let told = [
            place.sessions.open(&id).unwrap_err().to_string(),
            place.sessions.mend(&id).unwrap_err().to_string(),
            place.sessions.read(&id).unwrap_err().to_string(),
            health::health(&place.sessions.folder(&id)).unreadable.unwrap(),
            place.sessions.list().unwrap().into_iter().find(|entry| entry.id == id).unwrap().damage.unwrap(),
        ];
        for told in told {
            assert!(told.contains(&format!("{}: this is a link", link.display())) && told.contains(HOME_VARIABLE), "{told}");
        }
    }
    assert_eq!(place.sessions.never_begun(), Vec::<PathBuf>::new());
    place.sessions.tidy();
    assert_eq!(fs::read_dir(elsewhere.path().join("empty")).unwrap().count(), 0, "nothing is made where a link leads");
    assert_eq!(fs::read(elsewhere.path().join("s-1").join(JOURNAL)).unwrap(), before);
    // What it leads to in its place is a session like any other.
    fs::remove_file(&links[0]).unwrap();
    fs::rename(elsewhere.path().join("s-1"), &links[0]).unwrap();
    assert_eq!(place.sessions.open(&SessionId("s-1".into())).unwrap().notice, None);
    assert_eq!(place.sessions.latest().unwrap().unwrap().id.0, "s-1");
}
