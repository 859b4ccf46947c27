//! The writing thread against disks that fail, are slow, or are taken away.
#![expect(clippy::disallowed_methods, reason = "tests do to files what others do")]

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::RecvTimeoutError;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::*;
use crate::domain::event::{Event, SessionId};
use crate::domain::person::PersonId;
use crate::domain::phase::Phase;
use crate::store::disk::Op;
use crate::store::disk::faults::{self, Installed};
use crate::store::fixture::{at, opened, scope};
use crate::store::home::Home;
use crate::store::sessions::Sessions;

/// How long anything may take on a busy machine before the test gives up. It decides nothing else.
const PATIENCE: Duration = Duration::from_secs(60);

const EIO: i32 = 5;
const ENOSPC: i32 = 28;
const EINTR: i32 = 4;

struct Desk {
    dir: tempfile::TempDir,
    sessions: Sessions,
    writer: Writer,
    messages: Receiver<Message>,
    last: u64,
}

impl Desk {
    fn new() -> Self {
        Self::on(|_| {})
    }

    /// With a home that is made first.
    fn on(make: impl FnOnce(&Path)) -> Self {
        let dir = tempfile::tempdir().unwrap();
        make(&dir.path().join("home"));
        let sessions = Sessions::new(&Home::below(dir.path().join("home")));
        let session = sessions.create(opened("s-1", scope(2026, 3))).unwrap();
        let (outbox, messages) = channel();
        let writer = Writer::rescuing(Some(session), outbox, vec![dir.path().join("rescued")]);
        Self { dir, sessions, writer, messages, last: 1 }
    }

    /// What happens to the files of the session's home.
    fn faults(&self, plan: impl Fn(Op, &Path) -> io::Result<usize> + Send + Sync + 'static) -> Installed {
        faults::install(&self.dir.path().join("home"), plan)
    }

    fn step(&mut self) -> u64 {
        self.last += 1;
        let event = Event::NoteTaken { phase: Phase::Close, text: format!("note {}", self.last) };
        self.writer.append(Record {
            seq: self.last,
            at: at(self.last as i64),
            by: "Mara".into(),
            who: PersonId::ROOM,
            asked: None,
            part_of: None,
            from: None,
            event,
        });
        self.last
    }

    /// The messages up to the one that is meant.
    fn until(&self, is: impl Fn(&Message) -> bool) -> Vec<Message> {
        let mut seen = Vec::new();
        loop {
            match self.messages.recv_timeout(PATIENCE) {
                Ok(message) => {
                    seen.push(message);
                    if is(&seen[seen.len() - 1]) {
                        return seen;
                    }
                }
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => panic!("it never came; only {seen:?}"),
            }
        }
    }

    fn until_saved(&self) -> Vec<Message> {
        let last = self.last;
        self.until(|message| matches!(message, Message::Saved(seq) if *seq == last))
    }

    /// Steps that opening the session again gives.
    fn on_disk(&self) -> u64 {
        self.sessions.read(&SessionId("s-1".into())).unwrap().history.last_seq()
    }

    /// Steps that any other place gives: a folder beside the session's own, or the one for what is rescued.
    fn elsewhere(&self) -> u64 {
        let rescued = Sessions::new(&Home::below(self.dir.path().join("rescued")));
        let beside = SessionId("s-1-2".into());
        let found = [rescued.read(&SessionId("s-1".into())), self.sessions.read(&beside)];
        found.into_iter().flatten().map(|session| session.history.last_seq()).max().unwrap_or(0)
    }

    fn end(&mut self) -> Vec<Message> {
        self.writer.finish();
        self.messages.try_iter().collect()
    }
}

fn is_not_saved(message: &Message) -> bool {
    matches!(message, Message::NotSaved(_))
}

fn fail(number: i32) -> io::Result<usize> {
    Err(io::Error::from_raw_os_error(number))
}

const GO: io::Result<usize> = Ok(usize::MAX);

/// Nothing is called saved before the sync that comes after its last byte.
#[test]
fn saved_is_said_after_the_sync_of_the_last_byte() {
    let mut desk = Desk::new();
    let log: Arc<Mutex<Vec<Op>>> = Arc::default();
    let noted = Arc::clone(&log);
    let _faults = desk.faults(move |op, path| {
        if path.ends_with("journal.jsonl") && matches!(op, Op::Write { .. } | Op::Sync | Op::SetLen(_)) {
            noted.lock().unwrap().push(op);
            // Slow enough for a word that comes too early to be heard.
            std::thread::sleep(Duration::from_millis(5));
        }
        GO
    });
    for _ in 0..20 {
        desk.step();
        assert_eq!(desk.messages.recv_timeout(Duration::from_millis(2)).ok().map(|m| matches!(m, Message::Saved(_))), None);
        desk.until_saved();
        let mut log = log.lock().unwrap();
        assert!(matches!(log.as_slice(), [Op::Write { .. }, .., Op::Sync]), "{log:?}");
        log.clear();
        drop(log);
        assert_eq!(desk.on_disk(), desk.last);
    }
}

/// Each operation of a step fails: once, a few times, or until the end. What is called saved is on the disk, what is not
/// is told and saved later, and at the end everything is somewhere that was named.
#[test]
fn a_fault_at_any_operation_loses_nothing() {
    let is_of = |op: Op, operation: u32| match op {
        Op::Look => operation == 0,
        Op::Write { .. } => operation == 1 || operation == 3,
        Op::Sync => operation == 2,
        // Only a write that fails is cut off again.
        Op::SetLen(_) => operation == 3,
        // The test reads, too.
        Op::Read => false,
        _ => operation == 4,
    };
    for operation in 0..5 {
        for (number, times) in [(EIO, 1), (ENOSPC, 1), (EINTR, 3), (EIO, usize::MAX), (ENOSPC, usize::MAX), (EINTR, usize::MAX)] {
            let mut desk = Desk::new();
            let left = AtomicUsize::new(times);
            let faults = desk.faults(move |op, _| {
                let is_meant = is_of(op, operation);
                let fails = is_meant && left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |n| n.checked_sub(1)).is_ok();
                if fails { fail(number) } else { GO }
            });
            desk.step();
            let case = format!("operation {operation}, error {number}, {times} times");
            let first = desk.until(|message| matches!(message, Message::Saved(_)) || is_not_saved(message));
            if matches!(first.last(), Some(Message::Saved(_))) {
                assert_eq!(desk.on_disk(), 2, "{case}");
            } else {
                desk.writer.retry();
            }
            let said = desk.end();
            drop(faults);
            let is_told = said.iter().any(|message| matches!(message, Message::Moved(moved) if moved.resume.contains("resume")));
            assert!(desk.on_disk() == 2 || (desk.elsewhere() == 2 && is_told), "{case}: {said:?}");
        }
    }
}

#[test]
fn writes_that_take_only_some_bytes_go_on_with_the_rest() {
    let mut desk = Desk::new();
    let _faults = desk.faults(|op, _| if matches!(op, Op::Write { .. }) { Ok(7) } else { GO });
    desk.step();
    desk.until_saved();
    assert_eq!(desk.on_disk(), 2);
}

#[test]
fn when_there_is_room_again_it_is_saved_without_a_key() {
    let mut desk = Desk::new();
    let faults = desk.faults(|op, _| if matches!(op, Op::Write { .. }) { fail(ENOSPC) } else { GO });
    desk.step();
    let told = desk.until(is_not_saved);
    assert!(matches!(told.last(), Some(Message::NotSaved(why)) if why == "The disk is full: make room"), "{told:?}");
    desk.step();
    desk.until(is_not_saved);
    drop(faults);
    desk.until_saved();
    assert_eq!(desk.on_disk(), 3);
}

#[test]
fn a_mistake_of_the_writer_is_not_saved_at_once_and_everything_is_written_anew() {
    let mut desk = Desk::new();
    let left = AtomicUsize::new(1);
    let _faults = desk.faults(move |op, _| {
        let falls = matches!(op, Op::Sync) && left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |n| n.checked_sub(1)).is_ok();
        assert!(!falls, "a mistake, for the test");
        GO
    });
    desk.step();
    desk.until(is_not_saved);
    desk.step();
    let seen = desk.until_saved();
    assert!(seen.iter().any(|message| matches!(message, Message::Moved(_))), "{seen:?}");
    assert_eq!(desk.on_disk(), 3);
}

/// Also a mistake in each try, to the last: what is in memory is rescued.
#[test]
fn a_mistake_in_every_try_ends_in_a_rescue() {
    let mut desk = Desk::new();
    let _faults = desk.faults(|op, _| {
        assert!(!matches!(op, Op::Sync), "a mistake, for the test");
        GO
    });
    desk.step();
    desk.until(is_not_saved);
    let said = desk.end();
    assert!(said.iter().any(|message| matches!(message, Message::Moved(moved) if moved.told.contains("rescued"))), "{said:?}");
    assert_eq!(desk.elsewhere(), 2);
}

#[test]
fn another_folder_can_be_named_and_the_session_goes_on_there() {
    let mut desk = Desk::new();
    let _faults = desk.faults(|op, _| if matches!(op, Op::Write { .. }) { fail(ENOSPC) } else { GO });
    desk.step();
    desk.until(is_not_saved);
    let other = desk.dir.path().join("other");
    desk.writer.move_to(other.clone());
    desk.until_saved();
    desk.step();
    desk.until_saved();
    desk.end();
    let moved = Sessions::new(&Home::below(other));
    assert_eq!(moved.read(&SessionId("s-1".into())).unwrap().history.last_seq(), 3);
}

/// A mistake elsewhere takes the writer down with everything: it writes, or rescues, what it was given.
#[test]
fn a_writer_that_is_dropped_leaves_nothing_unwritten() {
    for fails in [false, true] {
        let mut desk = Desk::new();
        let faults = desk.faults(move |op, _| if fails && matches!(op, Op::Write { .. }) { fail(ENOSPC) } else { GO });
        desk.step();
        let broken = catch_unwind(AssertUnwindSafe(|| {
            let _taken_down = std::mem::replace(&mut desk.writer, Writer::rescuing(None, channel().0, vec![]));
            panic!("a mistake, for the test");
        }));
        assert!(broken.is_err());
        drop(faults);
        assert_eq!(if fails { desk.elsewhere() } else { desk.on_disk() }, 2);
    }
}

/// The file was taken away after the last step: nobody types any more, and it is written anew all the same.
#[test]
fn what_was_saved_is_still_there_at_the_end() {
    let mut desk = Desk::new();
    desk.step();
    desk.until_saved();
    std::fs::remove_dir_all(desk.dir.path().join("home")).unwrap();
    let said = desk.end();
    assert!(said.iter().any(|message| matches!(message, Message::Moved(moved) if moved.told.contains("deleted or moved"))), "{said:?}");
    assert_eq!(desk.on_disk(), 2);
}

/// A session that was saved on a disk of its own, which is gone: an empty folder is at its place.
#[cfg(target_os = "linux")]
fn unplugged() -> (tempfile::TempDir, Desk, PathBuf) {
    let disk = tempfile::tempdir_in("/dev/shm").unwrap();
    let mut desk = Desk::on(|home| std::os::unix::fs::symlink(disk.path(), home).unwrap());
    let home = desk.dir.path().join("home");
    desk.step();
    desk.until_saved();
    std::fs::remove_file(&home).unwrap();
    std::fs::create_dir(&home).unwrap();
    (disk, desk, home)
}

/// A disk that is unplugged is waited for: what is written at its place meanwhile would be hidden when it is back.
#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_is_gone_is_waited_for() {
    let (disk, mut desk, home) = unplugged();
    desk.step();
    let told = desk.until(is_not_saved);
    assert!(matches!(told.last(), Some(Message::NotSaved(why)) if why.contains("disk that the session is on is gone")), "{told:?}");
    assert_eq!(std::fs::read_dir(&home).unwrap().count(), 0, "nothing is written at its place");
    std::fs::remove_dir(&home).unwrap();
    std::os::unix::fs::symlink(disk.path(), &home).unwrap();
    desk.writer.retry();
    let seen = desk.until_saved();
    assert!(!seen.iter().any(|message| matches!(message, Message::Moved(_))), "{seen:?}");
    assert_eq!(desk.on_disk(), 3);
}

/// It does not come back: all of the session is rescued, with what had been saved on it.
#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_stays_away_ends_in_a_rescue() {
    let (_disk, mut desk, _) = unplugged();
    let said = desk.end();
    assert!(said.iter().any(|message| matches!(message, Message::Moved(_))), "{said:?}");
    assert_eq!(desk.elsewhere(), 2);
}

#[test]
fn what_was_saved_is_looked_for_while_nothing_is_said() {
    let mut desk = Desk::new();
    desk.step();
    desk.until_saved();
    std::fs::remove_dir_all(desk.dir.path().join("home")).unwrap();
    desk.until(|message| matches!(message, Message::Moved(_)));
    desk.until_saved();
    assert_eq!(desk.on_disk(), 2);
}

/// Something that rewrites the journal is answered so often, and then only when somebody asks.
#[test]
fn two_that_write_each_others_file_anew_do_not_go_on_for_ever() {
    let mut desk = Desk::new();
    let journal = desk.dir.path().join("home/sessions/s-1/journal.jsonl");
    let cut = || std::fs::OpenOptions::new().write(true).open(&journal).unwrap().set_len(10).unwrap();
    for _ in 0..4 {
        cut();
        desk.step();
        desk.until(|message| matches!(message, Message::Moved(_)));
        desk.until_saved();
    }
    cut();
    desk.step();
    let seen = desk.until(|message| matches!(message, Message::NotSaved(why) if why.contains("keeps changing the journal")));
    assert!(!seen.iter().any(|message| matches!(message, Message::Moved(_))), "{seen:?}");
    desk.writer.retry();
    desk.until(|message| matches!(message, Message::Moved(_)));
    desk.until_saved();
    assert_eq!(desk.on_disk(), 6);
}
