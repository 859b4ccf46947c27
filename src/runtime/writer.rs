//! The thread that writes journal records, in order.

mod copy;
mod desk;
mod places;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use self::desk::Desk;
use super::mistakes::survived;
use crate::app::message::Message;
use crate::domain::event::Record;
use crate::domain::request::{Answer, RequestId};
use crate::store::sessions::OpenSession;

pub(crate) use self::copy::InMemory;
pub(crate) use self::places::elsewhere;
use self::places::places;

enum Job {
    Append(Box<Record>),
    /// Tell another program what became of its request, once that is so.
    Answer(RequestId, Answer),
    /// Somebody asked for another try.
    Retry,
    /// Time has passed: what is not saved is tried again, and what is, is looked for.
    Look,
    /// Write all of the session below this folder, and go on there.
    MoveTo(PathBuf),
}

/// Hands work to the writing thread. When it goes, however that comes, everything is written or rescued first.
pub struct Writer {
    jobs: Option<Sender<Job>>,
    thread: Option<JoinHandle<()>>,
    /// The session's folder.
    folder: PathBuf,
    /// Where all of it goes when that folder takes nothing.
    places: Vec<PathBuf>,
}

impl Writer {
    /// Starts the thread. `session` is `None` when the session is only looked at: then nothing is written.
    pub fn start(session: Option<OpenSession>, outbox: Sender<Message>) -> Self {
        Self::rescuing(session, outbox, places())
    }

    /// What cannot be written at the end goes below the first of `places` that takes it.
    fn rescuing(session: Option<OpenSession>, outbox: Sender<Message>, places: Vec<PathBuf>) -> Self {
        let (jobs, inbox) = channel();
        let Some(session) = session else { return Self { jobs: None, thread: None, folder: PathBuf::new(), places } };
        let (folder, rescuing) = (session.folder.clone(), places.clone());
        let thread = std::thread::spawn(move || work(&mut Desk::new(session, outbox, rescuing), &inbox));
        Self { jobs: Some(jobs), thread: Some(thread), folder, places }
    }

    pub(crate) fn append(&self, record: Record) {
        self.send(Job::Append(Box::new(record)));
    }

    pub(crate) fn answer(&self, id: RequestId, answer: Answer) {
        self.send(Job::Answer(id, answer));
    }

    pub(crate) fn retry(&self) {
        self.send(Job::Retry);
    }

    pub(crate) fn move_to(&self, folder: PathBuf) {
        self.send(Job::MoveTo(folder));
    }

    /// The session's folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The session stands in another folder from now on.
    pub(crate) fn follow(&mut self, folder: &Path) {
        folder.clone_into(&mut self.folder);
    }

    /// Nobody hands in work any more: once everything is written, or rescued where it cannot be, the thread ends.
    pub(crate) fn close(&mut self) {
        self.jobs = None;
    }

    pub(crate) fn is_done(&self) -> bool {
        self.thread.as_ref().is_none_or(JoinHandle::is_finished)
    }

    /// Nobody waits for the thread any longer, which is left where it hangs.
    pub(crate) fn leave(&mut self) {
        self.close();
        self.thread = None;
    }

    /// [`leave`](Self::leave), and all of the session goes elsewhere from memory.
    pub(crate) fn abandon(&mut self, all: InMemory) -> Message {
        self.leave();
        copy::rescue(&Arc::new(all), &self.places)
    }

    /// Waits until everything is written, or rescued where it cannot be; that comes as the last messages.
    pub(crate) fn finish(&mut self) {
        self.close();
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }

    fn send(&self, job: Job) {
        if let Some(jobs) = &self.jobs {
            // The thread ends after this sender does.
            drop(jobs.send(job));
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.finish();
    }
}

/// Works until nobody hands in work any more. A mistake of its own ends neither the thread nor the session: what is in
/// memory is written anew.
fn work(desk: &mut Desk, inbox: &Receiver<Job>) {
    while let Err(why) = survived(|| desk.work(inbox)) {
        desk.stumbled(&why);
    }
    if survived(|| desk.end()).is_err() {
        desk.rescue();
    }
}

#[cfg(test)]
#[path = "writer_tests.rs"]
mod tests;
