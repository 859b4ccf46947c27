#![expect(clippy::disallowed_methods, reason = "the tests damage files")]

use std::fs::FileTimes;
use std::time::{Duration, SystemTime};

use super::*;
use crate::domain::event::{Event, Record, SessionId};
use crate::domain::missing::Cause;
use crate::store::fixture::{opened, scope};

fn lived() -> (tempfile::TempDir, Home, Sessions) {
    let dir = tempfile::tempdir().unwrap();
    let home = Home::below(dir.path().join("home"));
    let sessions = Sessions::new(&home);
    for id in ["q3-1", "q3-2"] {
        sessions.create(opened(id, scope(2026, 3))).unwrap();
    }
    (dir, home, sessions)
}

fn journal(home: &Home, id: &str) -> PathBuf {
    home.sessions().join(id).join("journal.jsonl")
}

fn make_old(path: &Path) {
    let hours_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    fs::File::open(path).unwrap().set_times(FileTimes::new().set_modified(hours_ago)).unwrap();
}

#[test]
fn a_whole_home_is_whole() {
    let (_dir, home, sessions) = lived();
    let checkup = look(&home, &sessions).unwrap();
    assert!(checkup.sessions.len() == 2 && checkup.sessions.iter().all(Health::is_whole));
    assert!(checkup.never_begun.is_empty() && checkup.unfinished.is_empty() && checkup.open.is_empty(), "{checkup:?}");
    assert_eq!(checkup.loose_pulls, Some(vec![]));
    assert!(checkup.places[0].bytes > 0 && checkup.places[1].bytes == 0);
}

#[test]
fn damage_a_newer_program_and_copies_are_told_apart() {
    let (_dir, home, sessions) = lived();
    let whole = fs::read(journal(&home, "q3-1")).unwrap();
    let put = |id: &str, rest: &[u8]| {
        fs::create_dir_all(home.sessions().join(id)).unwrap();
        fs::write(journal(&home, id), [&whole[..], rest].concat()).unwrap();
    };
    put("q3-damaged", b"{\"seq\":2\n{}\n");
    put("q3-copied", b"");
    fs::create_dir(home.sessions().join("q3-empty")).unwrap();
    fs::write(journal(&home, "q3-empty"), b"").unwrap();
    fs::write(home.sessions().join("q3-2/journal 2.jsonl"), fs::read(journal(&home, "q3-2")).unwrap()).unwrap();
    let checkup = look(&home, &sessions).unwrap();
    let of = |id: &str| checkup.sessions.iter().find(|session| session.id.0 == id).unwrap();
    assert!(matches!(of("q3-damaged").missing.as_ref().unwrap().cause, Cause::Damaged | Cause::Unclear));
    assert_eq!(of("q3-copied").called, Some(SessionId("q3-1".into())));
    assert!(of("q3-empty").unreadable.is_some() && !of("q3-empty").is_whole());
    let copied = of("q3-2");
    assert!(copied.is_whole() && !copied.is_torn_apart && copied.copies_told.as_ref().unwrap().contains("journal 2.jsonl"));
    fs::write(home.sessions().join("q3-1/journal 2.jsonl"), fs::read(journal(&home, "q3-2")).unwrap()).unwrap();
    assert!(look(&home, &sessions).unwrap().sessions.iter().any(|session| session.is_torn_apart));
    assert_eq!(checkup.loose_pulls, None, "a session that cannot be read may stand on any pull");
}

#[test]
fn steps_that_are_not_counted_are_named() {
    let (_dir, home, sessions) = lived();
    let mut records = sessions.read(&SessionId("q3-1".into())).unwrap().history.records().to_vec();
    let last = records.last().unwrap().clone();
    records.push(Record { seq: last.seq + 1, event: Event::ReturnOnTimeVoted { score: 200 }, ..last });
    fs::write(journal(&home, "q3-1"), crate::store::journal::encode(&records)).unwrap();
    let checkup = look(&home, &sessions).unwrap();
    let told = checkup.sessions.iter().find(|session| session.id.0 == "q3-1").unwrap().not_counted.clone().unwrap();
    assert!(told.contains("Return on time is scored 1 to 5"), "{told}");
    assert_eq!(checkup.sessions.iter().filter(|session| session.not_counted.is_some()).count(), 1);
}

#[test]
fn pulls_that_no_session_was_held_on_are_named() {
    let (_dir, home, sessions) = lived();
    let pull = home.pulls().join("enterprise/2026-Q3-20261123T090000000");
    fs::create_dir_all(&pull).unwrap();
    assert_eq!(look(&home, &sessions).unwrap().loose_pulls, Some(vec![pull.clone()]));
    let mut held = opened("q3-3", scope(2026, 3));
    if let Event::SessionOpened { data, .. } = &mut held.event {
        *data = Some(pull.display().to_string());
    }
    sessions.create(held).unwrap();
    assert_eq!(look(&home, &sessions).unwrap().loose_pulls, Some(vec![]));
}

#[cfg(unix)]
#[test]
fn mending_closes_and_tidies_and_touches_nothing_that_is_somebodys() {
    use std::os::unix::fs::PermissionsExt;
    let (_dir, home, sessions) = lived();
    fs::set_permissions(home.sessions(), fs::Permissions::from_mode(0o755)).unwrap();
    let half = home.sessions().join("q3-1/.run-retro-a.part");
    let stage = home.sessions().join(".run-retro-b.part");
    let fresh = home.sessions().join("q3-2/.run-retro-c.part");
    fs::write(&half, b"half").unwrap();
    fs::write(&fresh, b"being written").unwrap();
    fs::create_dir_all(stage.join("0")).unwrap();
    fs::create_dir(home.sessions().join("q3-never")).unwrap();
    for path in [&half, &stage] {
        make_old(path);
    }
    fs::create_dir_all(&home.cache).unwrap();
    fs::write(home.cache.join("sessions.json"), b"{ no index").unwrap();
    let before: Vec<Vec<u8>> = ["q3-1", "q3-2"].map(|id| fs::read(journal(&home, id)).unwrap()).into();
    let mended = mend(&home, &sessions).unwrap();
    assert_eq!(mended.closed, [home.sessions()]);
    assert_eq!(mended.removed, [half, stage, home.sessions().join("q3-never")]);
    assert!(fresh.exists());
    let after: Vec<Vec<u8>> = ["q3-1", "q3-2"].map(|id| fs::read(journal(&home, id)).unwrap()).into();
    assert_eq!(after, before);
    assert!(fs::read_to_string(home.cache.join("sessions.json")).unwrap().contains("q3-2"));
    let again = look(&home, &sessions).unwrap();
    assert!(again.open.is_empty() && again.unfinished.is_empty() && again.never_begun.is_empty(), "{again:?}");
    assert_eq!(mend(&home, &sessions).unwrap(), Mended::default());
}
