//! Follows the journal of a session that somebody else writes, while it is only looked at here.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use super::mistakes::survived;
use crate::app::message::Message;
use crate::store::{disk, journal, sessions};

/// What others do is here before anybody asks for it.
const LOOK_EVERY: Duration = Duration::from_millis(250);

/// Ends with its owner: the thread hears that nobody holds this any more.
pub(crate) struct Follower {
    _held: Sender<()>,
}

impl Follower {
    /// Sends what comes after `last` as [`Message::Happened`].
    pub(crate) fn start(journal: PathBuf, last: u64, outbox: Sender<Message>) -> Self {
        let (held, ended) = channel();
        let work = move || drop(survived(|| follow(&journal, last, &ended, &outbox)));
        drop(std::thread::Builder::new().name("follow".into()).spawn(work));
        Self { _held: held }
    }
}

fn follow(path: &Path, mut last: u64, ended: &Receiver<()>, outbox: &Sender<Message>) {
    let mut seen = None;
    while ended.recv_timeout(LOOK_EVERY) == Err(RecvTimeoutError::Timeout) {
        let now = disk::look(path).ok().flatten();
        if now == seen {
            continue;
        }
        seen = now;
        // What cannot be read now is read when it is written on.
        let Ok(mut reading) = journal::read(path) else { continue };
        sessions::named_as_its_folder(path, &mut reading.records);
        let there = reading.records.last().map_or(0, |record| record.seq);
        if there != last {
            last = there;
            if outbox.send(Message::Happened(reading.records)).is_err() {
                return;
            }
        }
    }
}
