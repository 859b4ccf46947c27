#![expect(clippy::disallowed_methods, reason = "tests do to files what others do")]

use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use super::super::{ReadSession, Sessions};
use super::*;
use crate::domain::session::History;
use crate::store::disk::{Op, faults};
use crate::store::fixture::{add_card, opened, scope};
use crate::store::journal::Unsaved;

/// What is done, and whether what is there then is kept.
type Way<'a> = (&'a str, &'a dyn Fn(&Path), bool);

struct Place {
    dir: tempfile::TempDir,
    sessions: Sessions,
}

impl Place {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let sessions = Sessions::new(&Home::below(dir.path().join("home")));
        Self { dir, sessions }
    }

    /// A session with three steps, two of them on the disk.
    fn session(&self) -> (OpenSession, Vec<Record>) {
        let mut session = self.sessions.create(opened("s-1", scope(2026, 3))).unwrap();
        add_card(&mut session.history, "on the disk", true);
        session.journal.append(session.history.records()).unwrap();
        add_card(&mut session.history, "not yet", true);
        let records = session.history.records().to_vec();
        (session, records)
    }

    fn read(&self, id: &str) -> ReadSession {
        self.sessions.read(&SessionId(id.to_owned())).unwrap()
    }
}

/// In another folder it goes by that folder's name.
fn is_whole(history: &History, records: &[Record]) {
    let mut records = records.to_vec();
    if let Some(Record { event: Event::SessionOpened { id, .. }, .. }) = records.first_mut() {
        id.clone_from(&history.session().id);
    }
    assert_eq!((history.records(), history.missing()), (&*records, None));
}

/// Whatever was done to the file, everything is where it will be looked for, and what others wrote is somewhere.
#[test]
fn what_is_in_memory_is_written_where_it_was() {
    let copy = |journal: &Path| {
        fs::copy(journal, journal.with_extension("new")).unwrap();
        fs::rename(journal.with_extension("new"), journal).unwrap();
    };
    let append = |journal: &Path| {
        let mut file = fs::OpenOptions::new().append(true).open(journal).unwrap();
        file.write_all(b"a line of theirs\n").unwrap();
    };
    let other = |journal: &Path| {
        fs::write(journal.with_extension("x"), "theirs").unwrap();
        fs::rename(journal.with_extension("x"), journal).unwrap();
    };
    let ways: [Way<'_>; 6] = [
        ("deleted folder", &|journal| fs::remove_dir_all(journal.parent().unwrap()).unwrap(), false),
        ("deleted home", &|journal| fs::remove_dir_all(journal.ancestors().nth(3).unwrap()).unwrap(), false),
        ("copy of the same", &copy, false),
        ("other file", &other, true),
        ("appended line", &append, true),
        ("cut short", &|journal| fs::OpenOptions::new().write(true).open(journal).unwrap().set_len(100).unwrap(), true),
    ];
    for (way, act, is_kept) in ways {
        let place = Place::new();
        let (mut session, records) = place.session();
        let journal = session.folder.join(JOURNAL);
        act(&journal);
        let theirs = fs::read(&journal).unwrap_or_default();
        assert!(matches!(session.journal.append(&records), Err(Unsaved::Changed { .. })), "{way}");
        let restored = session.restore(&records).unwrap();
        assert_eq!((restored.moved_to, restored.kept.is_some()), (None, is_kept), "{way}");
        if let Some(kept) = restored.kept {
            assert_eq!(fs::read(session.folder.join(kept)).unwrap(), theirs, "{way}");
        }
        is_whole(&place.read("s-1").history, &records);
        assert!(matches!(place.sessions.open(&session.id), Err(Error::InUse { .. })), "{way}: it is locked as before");
        let mut more = records.clone();
        more.push(session.history.push(crate::store::fixture::at(9), "Mara", Event::SessionClosed));
        session.journal.append(&more).unwrap();
        is_whole(&place.read("s-1").history, &more);
    }
}

/// A second program that came in over a copied journal keeps what it has; the first goes into a folder beside.
#[test]
fn where_somebody_else_writes_it_goes_beside() {
    let place = Place::new();
    let (mut session, records) = place.session();
    let journal = session.folder.join(JOURNAL);
    fs::copy(&journal, session.folder.join("new")).unwrap();
    fs::rename(session.folder.join("new"), &journal).unwrap();
    fs::remove_file(session.folder.join(LOCK)).unwrap();
    let second = place.sessions.open(&session.id).unwrap();
    assert!(session.journal.append(&records).is_err());
    let restored = session.restore(&records).unwrap();
    assert_eq!(restored.resume, "run-retro resume s-1-2");
    assert!(restored.told("Why").contains("s-1-2"));
    is_whole(&place.read("s-1-2").history, &records);
    assert_eq!(place.read("s-1").history.records(), second.history.records());
}

/// An open lock that was taken away lets nobody in: the journal itself is locked.
#[test]
fn a_deleted_lock_lets_nobody_in() {
    let place = Place::new();
    let (session, _) = place.session();
    fs::remove_file(session.folder.join(LOCK)).unwrap();
    assert!(matches!(place.sessions.open(&session.id), Err(Error::InUse { .. })));
}

#[test]
fn it_can_move_to_another_home_and_is_resumed_there() {
    let place = Place::new();
    let (mut session, records) = place.session();
    let other = place.dir.path().join("other place");
    let restored = session.move_to(&other, &records).unwrap();
    assert_eq!(restored.resume, format!("RUN_RETRO_HOME='{}' run-retro resume s-1", other.display()));
    is_whole(&Sessions::new(&Home::below(&other)).read(&session.id).unwrap().history, &records);
}

#[test]
fn a_copy_that_a_cloud_drive_left_is_told_on_opening_with_what_is_only_there() {
    let place = Place::new();
    let (session, records) = place.session();
    let (folder, id) = (session.folder.clone(), session.id.clone());
    drop(session);
    fs::copy(folder.join(JOURNAL), folder.join("journal (Mara's conflicted copy 2026-11-23).jsonl")).unwrap();
    let told = |place: &Place| place.sessions.open(&id).unwrap().notice.unwrap();
    assert!(told(&place).contains("nothing is in it that is not here"), "{}", told(&place));
    fs::write(folder.join("journal.sync-conflict-20261123.jsonl"), encode(&records)).unwrap();
    assert!(told(&place).contains("1 step that this session does not have: “journal.sync-conflict"), "{}", told(&place));
}

#[test]
fn health_says_what_is_whole_and_tidies_what_never_began() {
    let place = Place::new();
    let (session, _) = place.session();
    let folder = session.folder.clone();
    drop(session);
    let whole = super::super::health::health(&folder);
    assert!(whole.is_whole() && whole.steps == 2 && whole.called.is_none(), "{whole:?}");
    let copy = folder.with_file_name("s-copy");
    fs::create_dir(&copy).unwrap();
    let text = fs::read_to_string(folder.join(JOURNAL)).unwrap().replace("on the disk", "off the disk");
    fs::write(copy.join(JOURNAL), text).unwrap();
    let never = folder.with_file_name("never");
    fs::create_dir(&never).unwrap();
    fs::write(never.join(LOCK), "").unwrap();
    let all = place.sessions.health().unwrap();
    assert_eq!(all.len(), 2);
    assert!(!all[1].is_whole() && all[1].steps == 1 && all[1].called == Some(SessionId("s-1".into())), "{:?}", all[1]);
    place.sessions.tidy();
    assert!(!never.exists() && folder.exists() && copy.exists());
}

/// Whatever fails while it is written anew: it is tried again, and what was there is never less than before.
#[test]
fn a_fault_while_it_is_written_anew_loses_nothing() {
    for failing in 0..40 {
        let place = Place::new();
        let (mut session, records) = place.session();
        let journal = session.folder.join(JOURNAL);
        fs::write(journal.with_extension("x"), "theirs").unwrap();
        fs::rename(journal.with_extension("x"), &journal).unwrap();
        let call = AtomicUsize::new(0);
        let faults = faults::install(&place.dir.path().join("home"), move |_, _| {
            if call.fetch_add(1, Ordering::SeqCst) == failing { Err(io::ErrorKind::StorageFull.into()) } else { Ok(usize::MAX) }
        });
        let first = session.restore(&records);
        drop(faults);
        let restored = first.or_else(|_| session.restore(&records)).unwrap();
        let is_kept = files::names(&place.sessions.folder(&SessionId("s-1".into())))
            .iter()
            .any(|name| fs::read(journal.with_file_name(name)).unwrap_or_default() == b"theirs");
        assert!(is_kept, "call {failing}");
        let id = restored.resume.rsplit(' ').next().unwrap().to_owned();
        is_whole(&place.read(&id).history, &records);
    }
}

/// Whatever fails while a session is begun: it is refused, and nothing is left that the list would show.
#[test]
fn a_session_that_cannot_begin_leaves_nothing() {
    for failing in 0..30 {
        let place = Place::new();
        let call = AtomicUsize::new(0);
        let faults = faults::install(&place.dir.path().join("home"), move |_, _| {
            if call.fetch_add(1, Ordering::SeqCst) == failing { Err(io::ErrorKind::StorageFull.into()) } else { Ok(usize::MAX) }
        });
        let begun = place.sessions.create(opened("s-1", scope(2026, 3))).is_ok();
        drop(faults);
        let listed = place.sessions.list().unwrap().len();
        assert_eq!(listed, usize::from(begun), "call {failing}");
        assert!(begun || place.sessions.create(opened("s-1", scope(2026, 3))).is_ok(), "call {failing}");
    }
}

/// A power cut right after a session began finds it: each folder that is new is synced into the one above it, once.
#[test]
fn a_new_session_lasts_with_all_folders_above_it() {
    let place = Place::new();
    let synced: Arc<Mutex<Vec<PathBuf>>> = Arc::default();
    let noted = Arc::clone(&synced);
    let _faults = faults::install(place.dir.path(), move |op, path| {
        if op == Op::SyncFolder {
            noted.lock().unwrap().push(path.to_owned());
        }
        Ok(usize::MAX)
    });
    drop(place.sessions.create(opened("s-1", scope(2026, 3))).unwrap());
    let home = place.dir.path().join("home");
    let mut expected = [place.dir.path().to_owned(), home.clone(), home.join("sessions"), home.join("sessions/s-1")].to_vec();
    let mut found = synced.lock().unwrap().clone();
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
}
